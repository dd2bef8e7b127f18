package eval

import (
	"fmt"
	"os"
	"strings"

	"parallax"
	"parallax/plover"
)

// plvRoot is the type that the PLOVER formats write for an event – what has not
// happened shifts it – with those merged that PLV merges.
func plvRoot(e parallax.Event) string {
	t := plover.Shift(e.Type, e.Status)
	if t == "CONCEDE" || t == "RETREAT" {
		return "YIELD"
	}
	return t
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

// Add scores d, the sentence of which source and target are words and root is the label.
func (s *PLVScore) Add(d *parallax.Document, source, target, root string) {
	src, dst := find(d.Text, source), find(d.Text, target)
	s.n++
	s.gold[root]++
	best, top, whole := "", -1.0, false
	for _, e := range d.Events {
		if e.Type == plover.Other {
			continue
		}
		a, r := touches(d, e.Actors, src), touches(d, e.Recipients, dst)
		if len(e.Recipients) == 0 && len(e.Actors) > 1 {
			r = touches(d, e.Actors, dst)
		}
		v := float64(e.Score)
		if a {
			v += 2
		}
		if r {
			v += 2
		}
		if v > top {
			best, top = plvRoot(e), v
		}
		whole = whole || a && r && plvRoot(e) == root
	}
	if best == "" {
		if v := pairVote(d, src, dst); v != "" {
			best = v
		}
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
func (s *PLVScore) Rows() []Row {
	macro := 0.0
	for r, g := range s.gold {
		macro += counts{g, s.system[r], s.right[r]}.f1()
	}
	macro /= float64(max(1, len(s.gold)))
	return []Row{{"plover", "PLV", "roots macro-F1, given actor and recipient", macro, s.n}, {"plover", "PLV", "quad accuracy, given actor and recipient", pct(s.quad, s.n), s.n},
		{"plover", "PLV", "actor, recipient and root from the raw sentence", pct(s.whole, s.n), s.n}}
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
	s := NewPLVScore()
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) < 10 {
			continue
		}
		d, err := readPlain(f[2], "")
		if err != nil {
			return nil, fmt.Errorf("sentence %d: %w", i, err)
		}
		s.Add(d, f[4], f[5], f[9])
	}
	return s.Rows(), nil
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
	return plvRoot(parallax.Event{Type: tag, Status: "actual"})
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
