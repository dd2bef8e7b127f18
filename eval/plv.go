package eval

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"parallax"
	"parallax/plover"
)

// plvRoot is the type that the PLOVER formats write for an event – what has not
// happened shifts it – with those merged that PLV merges.
func plvRoot(typ, status string) string {
	t := plover.Shift(typ, status)
	if t == "CONCEDE" || t == "RETREAT" {
		if status == parallax.Planned || status == parallax.Possible {
			return "AGREE" // to yield is agreed first
		}
		return "YIELD"
	}
	return t
}

// plvCameo is the root that PLV, which keeps CAMEO's, gives what PLOVER has moved:
// convictions are accusations, sanctions and what is announced of coercion
// coercion and threat, blockades, attacks on computers and taking by force
// assaults. Read off the half "dev".
func plvCameo(d *parallax.Document, e parallax.Event, root string) string {
	about := func(words ...string) bool {
		for i, t := range d.Tokens {
			if (i+1 == e.Head || t.Head == e.Head && t.Deprel == "obj") && slices.Contains(words, strings.ToLower(t.Lemma)) {
				return true
			}
		}
		return false
	}
	switch {
	case e.Type == "SANCTION" && slices.Contains(e.Modes, "convict"):
		return "ACCUSE"
	case e.Type == "SANCTION" && about("sanction", "sanctions", "embargo"):
		return "COERCE"
	case e.Status == parallax.Planned && (e.Type == "COERCE" || e.Type == "PROTEST"):
		return "THREATEN"
	case e.Type == "COERCE" && (slices.Contains(e.Modes, "cyber") || about("blockade", "seize", "capture", "overrun", "occupy")):
		return "ASSAULT"
	}
	return root
}

// PLVScore counts roots right on the sentences of PLV.
type PLVScore struct {
	gold, system, right map[string]int
	n, quad, whole      int
	Wrong               []string // "gold>given", a line a sentence
}

// NewPLVScore is an empty score.
func NewPLVScore() *PLVScore {
	return &PLVScore{gold: map[string]int{}, system: map[string]int{}, right: map[string]int{}}
}

// Add scores d, the sentence of which source and target are words and root is the
// label; cameo puts what PLOVER moved back to CAMEO's root.
func (s *PLVScore) Add(d *parallax.Document, source, target, root string, cameo bool) {
	src, dst := find(d.Text, source), find(d.Text, target)
	s.n++
	s.gold[root]++
	whole := false
	for _, e := range d.Events {
		a, r := touches(d, e.Actors, src), touches(d, e.Recipients, dst)
		if len(e.Recipients) == 0 && len(e.Actors) > 1 {
			r = touches(d, e.Actors, dst)
		}
		whole = whole || a && r && plvRoot(e.Type, e.Status) == root
	}
	best := ""
	if e := plover.Between(d, src, dst); e.Type != "" {
		if best = plvRoot(e.Type, e.Status); cameo {
			best = plvCameo(d, e, best)
		}
	} else if v := pairVote(d, src, dst); v != "" {
		best = v
	}
	if best != "" {
		s.system[best]++
	}
	s.right[root] += one(best == root)
	s.quad += one(quadOf(best) == quadOf(root))
	s.whole += one(whole)
	if best != root {
		s.Wrong = append(s.Wrong, root+">"+best)
	} else {
		s.Wrong = append(s.Wrong, "")
	}
}

// Rows are the lines of the table.
func (s *PLVScore) Rows(data string) []Row {
	macro := 0.0
	for r, g := range s.gold {
		macro += counts{g, s.system[r], s.right[r]}.f1()
	}
	macro /= float64(max(1, len(s.gold)))
	return []Row{{"plover", data, "roots macro-F1, given actor and recipient", macro, s.n}, {"plover", data, "quad accuracy, given actor and recipient", pct(s.quad, s.n), s.n},
		{"plover", data, "actor, recipient and root from the raw sentence", pct(s.whole, s.n), s.n}}
}

// ScorePLV scores root types on the sentences of PLV (Cai and O'Connor 2023):
// given the labelled actor and recipient, the root of the event between them;
// and from the raw sentence, an event with both right and of the right root.
// The set measures only.
func ScorePLV(path string) ([]Row, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	score := map[string]*PLVScore{}
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) < 10 {
			continue
		}
		d, err := readPlain(f[2], "")
		if err != nil {
			return nil, fmt.Errorf("sentence %d: %w", i, err)
		}
		half := [2]string{"dev", "rest"}[(i-1)%2]
		for _, data := range []string{"PLV", "PLV " + half, "PLV by CAMEO's roots", "PLV by CAMEO's roots, " + half} {
			if score[data] == nil {
				score[data] = NewPLVScore()
			}
			score[data].Add(d, f[4], f[5], f[9], strings.Contains(data, "CAMEO"))
		}
	}
	var rows []Row
	for _, data := range slices.Sorted(maps.Keys(score)) {
		rows = append(rows, score[data].Rows(data)...)
	}
	return rows, nil
}

// pairVote is the root that the encoder's pair head gives the likeliest two words of
// src and dst, "" where it has none.
func pairVote(d *parallax.Document, src, dst parallax.Span) string {
	if d.Signals == nil {
		return ""
	}
	best, tag := float32(0), ""
	for _, v := range d.Signals.Pairs {
		if src.Covers(d.Tokens[v.Actor-1].Span) && dst.Covers(d.Tokens[v.Recipient-1].Span) && v.Any > best {
			best, tag = v.Any, v.Tag
		}
	}
	if tag == "" || tag == plover.Other {
		return ""
	}
	return plvRoot(tag, parallax.Actual)
}

func quadOf(root string) int {
	if root == "YIELD" {
		return plover.VerbalCooperation
	}
	t, _ := plover.TypeOf(root)
	return t.Quad
}

func find(text, words string) parallax.Span {
	if i := strings.Index(text, words); i >= 0 {
		return parallax.Span{Start: i, End: i + len(words)}
	}
	return parallax.Span{}
}

// touches reports whether one of the participants has words or a mention of its
// entity within s.
func touches(d *parallax.Document, args []parallax.Arg, s parallax.Span) bool {
	for _, a := range args {
		if a.Overlap(s) > 0 {
			return true
		}
		if a.Entity > 0 {
			for _, m := range d.Entities[a.Entity-1].Mentions {
				if d.Mentions[m-1].Overlap(s) > 0 {
					return true
				}
			}
		}
	}
	return false
}
