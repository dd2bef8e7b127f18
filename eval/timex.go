package eval

import (
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"parallax"
	"parallax/timex"
)

// Times scores the timex pass the TempEval-3 way on TimeBank + AQUAINT, each file
// read with its document creation time as the date of publication, and on
// WikiWars, read without any. Halves are by hash of the file name: "dev" is what
// the grammar was developed on, "rest" what it was not.
func Times(benchDir string) ([]Row, error) {
	var rows []Row
	for _, set := range []struct{ name, dir string }{{"TimeBank+AQUAINT", "times/tbaq"}, {"WikiWars", "times/wikiwars-train"}} {
		halves := map[string]*timeScore{"dev": {}, "rest": {}}
		err := filepath.WalkDir(filepath.Join(benchDir, set.dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".tml") {
				return err
			}
			doc, gold, err := ReadTimeML(path, set.name != "WikiWars")
			if err != nil {
				return fmt.Errorf("timeml %s: %w", path, err)
			}
			if err := timex.Run(doc); err != nil {
				return err
			}
			halves[Half(filepath.Base(path))].add(gold, doc.Times)
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, h := range []string{"dev", "rest"} {
			s := halves[h]
			data := set.name + " " + h
			rows = append(rows,
				Row{Layer: "times", Data: data, Metric: "relaxed F1", Value: s.f1(s.relaxed), N: s.gold},
				Row{Layer: "times", Data: data, Metric: "strict F1", Value: s.f1(s.strict), N: s.gold},
				Row{Layer: "times", Data: data, Metric: "value F1", Value: s.f1(s.value), N: s.gold},
				Row{Layer: "times", Data: data, Metric: "relaxed precision", Value: pct(s.relaxed, s.found), N: s.found},
				Row{Layer: "times", Data: data, Metric: "relaxed recall", Value: pct(s.relaxed, s.gold), N: s.gold})
		}
	}
	return rows, nil
}

// Half puts a document into the half that is developed on or the rest.
func Half(name string) string {
	h := fnv.New32a()
	h.Write([]byte(name))
	if h.Sum32()>>7&1 == 0 {
		return "dev"
	}
	return "rest"
}

type timeScore struct{ gold, found, relaxed, strict, value int }

func (s *timeScore) f1(hit int) float64 {
	if s.gold+s.found == 0 {
		return 0
	}
	return 200 * float64(hit) / float64(s.gold+s.found)
}

func pct(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// add matches each gold time with the first overlapping one that is left.
func (s *timeScore) add(gold, found []parallax.Timex) {
	s.gold += len(gold)
	s.found += len(found)
	used := make([]bool, len(found))
	for _, g := range gold {
		best := -1
		for i, f := range found {
			if !used[i] && f.Overlap(g.Span) > 0 && (best < 0 || f.Overlap(g.Span) > found[best].Overlap(g.Span)) {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		f := found[best]
		used[best] = true
		s.relaxed++
		if f.Span == g.Span {
			s.strict++
		}
		if f.Value == g.Value {
			s.value++
		}
	}
}

var (
	timeTag  = regexp.MustCompile(`(?s)<(/?)([A-Za-z0-9]+)([^>]*)>`)
	timeAttr = regexp.MustCompile(`(\w+)="([^"]*)"`)
)

// ReadTimeML reads the text of a TimeML file and its times but the document's
// own, which becomes the date of publication where dated.
func ReadTimeML(path string, dated bool) (*parallax.Document, []parallax.Timex, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	if err := xml.Unmarshal(b, new(struct{})); err != nil {
		return nil, nil, err
	}
	src := string(b)
	doc := &parallax.Document{ID: 1, Language: "en"}
	rep := parallax.Report{Kind: "article"}
	if dated {
		for _, m := range timeTag.FindAllStringSubmatch(src, -1) {
			if strings.Contains(m[3], "CREATION_TIME") {
				for _, a := range timeAttr.FindAllStringSubmatch(m[3], -1) {
					if a[1] == "value" {
						rep.Published.Value, rep.Published.Basis = a[2], parallax.Stated
					}
				}
			}
		}
	}
	from := strings.Index(src, "<TEXT>")
	to := strings.Index(src, "</TEXT>")
	if from < 0 || to < from {
		return nil, nil, fmt.Errorf("no text")
	}
	src = src[from+6 : to]
	var text strings.Builder
	var gold, open []parallax.Timex
	at := 0
	for _, m := range timeTag.FindAllStringSubmatchIndex(src, -1) {
		text.WriteString(html.UnescapeString(src[at:m[0]]))
		at = m[1]
		if src[m[4]:m[5]] != "TIMEX3" {
			continue
		}
		if m[2] < m[3] {
			if n := len(open); n > 0 {
				t := open[n-1]
				t.End = text.Len()
				gold, open = append(gold, t), open[:n-1]
			}
			continue
		}
		t := parallax.Timex{Span: parallax.Span{Start: text.Len()}}
		for _, a := range timeAttr.FindAllStringSubmatch(src[m[6]:m[7]], -1) {
			switch a[1] {
			case "value":
				t.Value = a[2]
			case "type":
				t.Type = a[2]
			}
		}
		open = append(open, t)
	}
	text.WriteString(html.UnescapeString(src[at:]))
	sort.SliceStable(gold, func(i, j int) bool { return gold[i].Start < gold[j].Start })
	doc.Text = text.String()
	rep.Span = parallax.Span{End: len(doc.Text)}
	doc.Reports = []parallax.Report{rep}
	Sentences(doc)
	return doc, gold, nil
}

var abbreviation = regexp.MustCompile(`(?i)(^|[\s.("])([a-z]|mr|mrs|ms|dr|gen|lt|col|maj|sgt|sen|rep|gov|st|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|inc|corp|co|ltd|no|vs|u\.s|u\.n|a\.m|p\.m)$`)

// Sentences cuts a document into sentences by its punctuation, for measuring a
// pass without the reader.
func Sentences(doc *parallax.Document) {
	t := doc.Text
	start := 0
	cut := func(end int) {
		if s := strings.TrimSpace(t[start:end]); s != "" {
			a := start + strings.Index(t[start:end], s)
			doc.Sentences = append(doc.Sentences, parallax.Sentence{Span: parallax.Span{Start: a, End: a + len(s)}, Report: 1})
		}
		start = end
	}
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c == '\n' && i+1 < len(t) && t[i+1] == '\n':
			cut(i)
		case (c == '.' || c == '!' || c == '?') && i+1 < len(t) && strings.ContainsRune(" \n\"'”", rune(t[i+1])):
			if c == '.' && abbreviation.MatchString(t[max(start, i-8):i]) {
				continue
			}
			cut(i + 1)
		}
	}
	cut(len(t))
}
