package collate

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// How the second of two figures stands to the first.
const (
	SameFigure     = "same"          // it counts the same, and both can be true
	UpdatedFigure  = "update"        // it counts the same, later, when more had happened or was known
	ContraryFigure = "contradiction" // it counts the same, and not both can be true
	OtherFigure    = "other"         // it counts something else
)

// CompareFigures says how g, a figure of e, stands to f, a figure of d. Both
// documents tell of one story; that is for the caller to know.
func CompareFigures(d *parallax.Document, f parallax.Figure, e *parallax.Document, g parallax.Figure) string {
	flo, fhi, ok := bounds(f)
	glo, ghi, ok2 := bounds(g)
	if !ok || !ok2 || f.Of == "" || f.Of != g.Of || f.Unit != g.Unit {
		return OtherFigure
	}
	x, y := counted(d, f), counted(e, g)
	if x.prior != y.prior || x.age != "" && y.age != "" && x.age != y.age {
		return OtherFigure
	}
	if flo <= ghi && glo <= fhi {
		if x.part != y.part || x.single && y.single && !shares(x.about, y.about) {
			return OtherFigure
		}
		return SameFigure
	}
	early, late := published(d, f), published(e, g)
	if fhi == 0 || ghi == 0 {
		if early < late && fhi == 0 {
			return UpdatedFigure
		}
		return OtherFigure
	}
	if x.part || y.part || x.rest != y.rest || x.single || y.single || x.kind != y.kind && x.kind != "" && y.kind != "" {
		return OtherFigure
	}
	if !growing[f.Of] && (!shares(x.about, y.about) || len(x.names) > 0 && len(y.names) > 0 && !shares(x.names, y.names)) {
		return OtherFigure
	}
	// A toll only grows: more, on a later day, is an update.
	if growing[f.Of] && early != "" && early < late && glo >= flo {
		return UpdatedFigure
	}
	return ContraryFigure
}

func published(d *parallax.Document, f parallax.Figure) string {
	if f.Report == 0 {
		return ""
	}
	return d.Reports[f.Report-1].Published.Latest
}

// count is what the words around a figure say about what it counts.
type count struct {
	single bool            // one somebody told of, "a man": no total
	part   bool            // of a number told beside it: "three of the victims", "two men and a woman", "two more"
	rest   bool            // beside those told before, or the dead: "four others", "four injured"
	prior  bool            // of another time: "four prior arrests"
	age    string          // digits of "a 9-year-old boy"
	kind   string          // "women", of those that are more than just people
	about  map[string]bool // stems of the content words of the sentence
	names  map[string]bool // its names
}

var (
	singular = lexis.Set("a an one another 1")
	hurt     = lexis.Set("injured wounded hurt injure wound injury")
	priors   = lexis.Set("prior previous past earlier")
	rests    = lexis.Set("other others else")
	further  = lexis.Set("more additional another remaining")
	anybody  = lexis.Set("people person victim individual shot dead injured wounded hurt killed other more arrest arrested death body one")
)

func counted(d *parallax.Document, f parallax.Figure) count {
	c := count{about: map[string]bool{}, names: map[string]bool{}}
	if f.Sent == 0 {
		return c
	}
	s := d.Sentences[f.Sent-1]
	c.about = matterOf(d, f.Sent, nil)
	var before, within, after []string
	for i := s.First; i <= s.Last; i++ {
		t := d.Tokens[i-1]
		if t.UPOS == "PROPN" {
			c.names[strings.ToLower(t.In(d.Text))] = true
		}
		switch {
		case f.Covers(t.Span):
			within = append(within, strings.ToLower(t.In(d.Text)))
			word := strings.ToLower(t.Lemma)
			c.prior = c.prior || priors[word]
			c.rest = c.rest || f.Of == "wounded" && hurt[word]
			if n, _, ok := strings.Cut(word, "-year"); ok {
				c.age = n
			}
			if t.UPOS == "NOUN" && !anybody[word] {
				c.kind = word
			}
		case t.End <= f.Start:
			before = append(before, strings.ToLower(t.In(d.Text)))
		default:
			after = append(after, strings.ToLower(t.In(d.Text)))
		}
	}
	delete(c.about, lexis.Stem(f.Of))
	c.single = len(within) > 0 && singular[within[0]]
	isRest := func(w string) bool { return rests[w] }
	c.rest = c.rest || slices.ContainsFunc(within, isRest) || len(before) > 0 && isRest(before[len(before)-1]) || len(after) > 0 && isRest(after[0])
	if f.Of == "wounded" {
		for _, w := range after[:min(4, len(after))] {
			c.rest = c.rest || hurt[w]
		}
		for _, w := range before[max(0, len(before)-2):] {
			c.rest = c.rest || hurt[w]
		}
	}
	isFurther := func(w string) bool { return further[w] }
	c.part = slices.Contains(within, "of") || slices.ContainsFunc(within, isFurther) || len(after) > 0 && isFurther(after[0]) ||
		len(before) > 1 && before[len(before)-2] == "the" && isRest(before[len(before)-1]) || len(after) > 1 && after[0] == "of" && (after[1] == "the" || after[1] == "them" || after[1] == "those") ||
		len(before) > 0 && (before[len(before)-1] == "including" || before[len(before)-1] == "among") || summed(d, f)
	return c
}

// summed reports whether a figure is one of those that "and" adds up: "two men
// and a woman".
func summed(d *parallax.Document, f parallax.Figure) bool {
	for _, o := range d.Figures {
		if o.Sent != f.Sent || o.Of != f.Of || o.Start == f.Start {
			continue
		}
		gap := parallax.Span{Start: min(o.End, f.End), End: max(o.Start, f.Start)}
		if gap.Start <= gap.End && strings.TrimSpace(strings.Trim(gap.In(d.Text), ", ")) == "and" {
			return true
		}
	}
	return false
}

// growing are counts that rise as more becomes known.
var growing = lexis.Set("killed wounded injured missing arrested displaced detained affected infected")

func bounds(f parallax.Figure) (lo, hi float64, ok bool) {
	const far = 1e300
	lo, hi = 0, far
	if f.Value != nil {
		lo, hi = *f.Value, *f.Value
	}
	if f.Low != nil {
		lo = *f.Low
	}
	if f.High != nil {
		hi = *f.High
	} else if f.Low != nil {
		hi = far
	}
	return lo, hi, f.Value != nil || f.Low != nil || f.High != nil
}
