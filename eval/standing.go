package eval

import (
	"math"
	"path/filepath"
	"strings"

	"parallax"
	"parallax/plover"
)

// Facts scores how events stand to the facts, at the words that annotators
// marked: on MEANTIME polarity, certainty and time, the mean F1 of two classes
// each, what was left underspecified aside; on UW the correlation with their mean
// judgement. Rules and the scale were chosen on the halves "a".
func Facts(bench string) ([]Row, error) {
	news, err := ReadMeantime(bench)
	if err != nil {
		return nil, err
	}
	uw, err := ReadFactuality(filepath.Join(bench, "factuality", "uw", "dev.jsonl"))
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, half := range []string{"a", "b"} {
		var of [3]twoClasses
		err := standings(news, half, func(d *parallax.Document, id int, f Fact, s plover.Standing) {
			unreal := s.Status == parallax.Negated || s.Status == parallax.Denied || s.Status == parallax.CalledOff
			of[0].add(f.Polarity, "NEG", "POS", unreal)
			of[1].add(f.Certainty, "POSSIBLE PROBABLE", "CERTAIN", s.Status == parallax.Alleged || s.Status == parallax.Possible && chance(d, id))
			of[2].add(f.Time, "FUTURE", "NON_FUTURE", s.Status == parallax.Planned || s.Status == parallax.Possible)
		})
		if err != nil {
			return nil, err
		}
		mean := 0.0
		for i, name := range []string{"polarity", "certainty", "time"} {
			rows = append(rows, Row{"plover", "MEANTIME " + half, name + ", macro-F1", of[i].macro(), of[i].n()})
			mean += of[i].macro() / 3
		}
		rows = append(rows, Row{"plover", "MEANTIME " + half, "the three, mean", mean, of[0].n()})
		var got, want []float64
		err = standings(uw, half, func(_ *parallax.Document, _ int, f Fact, s plover.Standing) {
			got, want = append(got, factuality(s)), append(want, f.Value)
		})
		if err != nil {
			return nil, err
		}
		rows = append(rows, Row{"plover", "UW dev, " + half, "factuality, r", 100 * correlation(got, want), len(got)})
	}
	return rows, nil
}

// factuality puts a standing on the scale from −3 to 3: the mean judgement of its
// status on UW's half "a", and a point more or less for what the head holds.
func factuality(s plover.Standing) float64 {
	v := map[string]float64{parallax.Actual: 2.6, parallax.Historical: 2.6, parallax.Alleged: 2.1, parallax.Planned: 2, parallax.Possible: 1.2,
		parallax.Negated: -1.3, parallax.Denied: -1.3, parallax.CalledOff: -1.3}[s.Status]
	if v > 0 {
		v += s.Happened - 0.5
	}
	return v
}

// chance reports a word of chance at a token or above it.
func chance(d *parallax.Document, id int) bool {
	for i, t := range d.Tokens {
		if i+1 == id || t.Head == 0 || t.Head != id && t.Head != d.Tokens[id-1].Head {
			continue
		}
		switch t.Lemma {
		case "may", "might", "could", "possible", "possibly", "perhaps", "probably", "probable", "likely", "potential", "potentially":
			return true
		}
	}
	return false
}

func standings(docs []FactDoc, half string, each func(*parallax.Document, int, Fact, plover.Standing)) error {
	for _, g := range docs {
		if g.Half != half {
			continue
		}
		d, err := readPlain(g.Text, "")
		if err != nil {
			return err
		}
		ids := make([]int, len(g.Facts))
		for i, f := range g.Facts {
			ids[i] = headIn(d, f.Span)
		}
		for i, s := range plover.Standings(d, ids) {
			each(d, ids[i], g.Facts[i], s)
		}
	}
	return nil
}

// headIn is the token of a span whose governor lies outside it.
func headIn(d *parallax.Document, s parallax.Span) int {
	first := 0
	for i, t := range d.Tokens {
		if t.Overlap(s) == 0 {
			continue
		}
		if first == 0 {
			first = i + 1
		}
		if t.Head == 0 || d.Tokens[t.Head-1].Overlap(s) == 0 {
			return i + 1
		}
	}
	return first
}

// twoClasses counts a rare class against the rest.
type twoClasses struct{ rare, rest counts }

func (c *twoClasses) add(label, rare, rest string, got bool) {
	isRare := false
	for _, r := range strings.Fields(rare) {
		isRare = isRare || label == r
	}
	if !isRare && label != rest {
		return
	}
	for _, x := range []struct {
		c         *counts
		gold, got bool
	}{{&c.rare, isRare, got}, {&c.rest, !isRare, !got}} {
		x.c.gold += one(x.gold)
		x.c.system += one(x.got)
		x.c.right += one(x.gold && x.got)
	}
}

func (c *twoClasses) n() int         { return c.rare.gold + c.rest.gold }
func (c *twoClasses) macro() float64 { return (c.rare.f1() + c.rest.f1()) / 2 }

func correlation(x, y []float64) float64 {
	n := float64(len(x))
	var sx, sy, sxx, syy, sxy float64
	for i := range x {
		sx, sy, sxx, syy, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], syy+y[i]*y[i], sxy+x[i]*y[i]
	}
	return (n*sxy - sx*sy) / math.Sqrt((n*sxx-sx*sx)*(n*syy-sy*sy))
}
