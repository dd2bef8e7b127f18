package eval

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"parallax"
	"parallax/cluster"
)

// CopySet is a set of made-up syndication: copies of real reports with new
// ledes, dropped and reordered paragraphs, local text and edited words, and
// reports by another hand that share long quotations only.
type CopySet struct {
	Docs  []*parallax.Document
	Group []int             // of one text; those who only quote have groups of their own
	Kept  [][]parallax.Span // words that a copy has from the first of its group
}

// Copies scores the folding of copies on such sets made of Wikinews reports:
// the first half to develop on, the second to report.
func Copies(bench string) ([]Row, error) {
	texts, err := wikinews(bench)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for half, name := range []string{"Wikinews copies a", "Wikinews copies b"} {
		var mine [][]string
		for i, t := range texts {
			if i%2 == half {
				mine = append(mine, t)
			}
		}
		s := makeCopies(mine)
		got := cluster.Origins(s.Docs)
		p, r, f := s.pairs(got)
		rows = append(rows, Row{"cluster", name, "copies, pair P", p, len(s.Docs)}, Row{"cluster", name, "copies, pair R", r, len(s.Docs)},
			Row{"cluster", name, "copies, pair F1", f, len(s.Docs)}, Row{"cluster", name, "shared runs, word F1", s.runs(got), len(s.Docs)})
	}
	s := makeCopies(texts)
	var many []*parallax.Document
	for k := range 20 { // each time with other words, so that only the true copies are alike
		for _, d := range s.Docs {
			x := *d
			x.Text = strings.Map(func(c rune) rune {
				if 'a' <= c && c <= 'z' {
					return 'a' + (c-'a'+rune(k))%26
				}
				return c
			}, d.Text)
			many = append(many, &x)
		}
	}
	start := time.Now()
	cluster.Origins(many)
	rows = append(rows, Row{"cluster", "Wikinews copies", "reports a second, one core", float64(len(many)) / time.Since(start).Seconds(), len(many)})
	return rows, nil
}

// wikinews reads the reports of MEANTIME as paragraphs of three sentences.
func wikinews(bench string) ([][]string, error) {
	files, err := filepath.Glob(filepath.Join(bench, "events", "meantime", "*", "*.xml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out [][]string
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var x struct {
			Tokens []struct {
				Sentence int    `xml:"sentence,attr"`
				Text     string `xml:",chardata"`
			} `xml:"token"`
		}
		if err := xml.Unmarshal(b, &x); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		var paras []string
		var p strings.Builder
		for i, t := range x.Tokens {
			if i > 0 && t.Sentence != x.Tokens[i-1].Sentence && t.Sentence%3 == 0 {
				paras = append(paras, p.String())
				p.Reset()
			}
			if p.Len() > 0 {
				p.WriteByte(' ')
			}
			p.WriteString(t.Text)
		}
		if paras = append(paras, p.String()); len(paras) >= 3 {
			out = append(out, paras)
		}
	}
	return out, nil
}

// draw is a small generator, the same each time.
type draw uint64

func (d *draw) n(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d)>>33) % n
}

// part is a stretch of a made report; kept ones come from the original.
type part struct {
	text string
	kept bool
}

// makeCopies makes four reports of each text but the last third, which lends
// its paragraphs as local text and reports by another hand.
func makeCopies(texts [][]string) CopySet {
	var s CopySet
	rnd := draw(7)
	lend := texts[2*len(texts)/3:]
	texts = texts[:2*len(texts)/3]
	local := 0
	other := func() string { // a lent paragraph, made different each time
		local++
		t := lend[local%len(lend)]
		words := strings.Fields(t[(local/len(lend))%len(t)])
		for i := range words {
			if i%4 == local%4 {
				words[i] += fmt.Sprint("x", local)
			}
		}
		return strings.Join(words, " ")
	}
	group := 0
	for _, t := range texts {
		group++
		s.add(group, keep(t))
		// A new lede, the end cut, some words edited.
		cut := keep(edited(t[1:max(2, len(t)-1)], &rnd))
		s.add(group, append([]part{{text: other()}}, cut...))
		// Reordered, some dropped, a local paragraph in between.
		mix := keep(t)
		for i := range mix {
			j := rnd.n(i + 1)
			mix[i], mix[j] = mix[j], mix[i]
		}
		mix = mix[:max(2, 2*len(mix)/3)]
		s.add(group, slices.Insert(mix, 1, part{text: other()}))
		// As much local text as copied.
		some := keep(t[:max(2, len(t)/2)])
		n := 0
		for _, p := range some {
			n += len(p.text)
		}
		for m := 0; m < n; {
			p := part{text: other()}
			m += len(p.text)
			some = append(some, p)
		}
		s.add(group, some)
		// Another hand: the same statements quoted, all else its own.
		group++
		quote := strings.NewReplacer("``", "", "''", "", "\"", "", "“", "", "”", "").Replace(t[len(t)/2])
		s.add(group, []part{{text: other()}, {text: "“" + quote + "”"}, {text: other()}, {text: other()}})
	}
	return s
}

func keep(paras []string) []part {
	var out []part
	for _, p := range paras {
		out = append(out, part{p, true})
	}
	return out
}

// edited changes one word in thirty.
func edited(paras []string, rnd *draw) []string {
	var out []string
	for _, p := range paras {
		words := strings.Fields(p)
		for i := range words {
			if rnd.n(30) == 0 {
				words[i] = "reportedly"
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

func (s *CopySet) add(group int, parts []part) {
	var t strings.Builder
	var kept []parallax.Span
	for _, p := range parts {
		if t.Len() > 0 {
			t.WriteString("\n\n")
		}
		if p.kept {
			kept = append(kept, parallax.Span{Start: t.Len(), End: t.Len() + len(p.text)})
		}
		t.WriteString(p.text)
	}
	d := &parallax.Document{ID: len(s.Docs) + 1, Text: t.String()}
	d.Reports = []parallax.Report{{Span: parallax.Span{Start: 0, End: t.Len()}, Kind: "article"}}
	s.Docs = append(s.Docs, d)
	s.Group = append(s.Group, group)
	s.Kept = append(s.Kept, kept)
}

func (s *CopySet) pairs(got []parallax.Origin) (p, r, f float64) {
	of := make([]int, len(s.Docs))
	for i, o := range got {
		for _, m := range o.Members {
			of[m.Doc] = i
		}
	}
	hit, given, gold := 0, 0, 0
	for i := range s.Docs {
		for j := range i {
			a, b := s.Group[i] == s.Group[j], of[i] == of[j]
			if a {
				gold++
			}
			if b {
				given++
			}
			if a && b {
				hit++
			}
		}
	}
	return prf(hit, given, gold)
}

// runs is the F1 of the characters of copies that are told to be shared.
func (s *CopySet) runs(got []parallax.Origin) float64 {
	hit, given, gold := 0, 0, 0
	for _, o := range got {
		for _, m := range o.Members[1:] {
			for _, k := range s.Kept[m.Doc] {
				gold += k.Len()
			}
			for _, r := range m.Runs {
				given += r.At.Len()
				for _, k := range s.Kept[m.Doc] {
					hit += k.Overlap(r.At)
				}
			}
		}
	}
	_, _, f := prf(hit, given, gold)
	return f
}
