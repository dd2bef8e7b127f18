package collate

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// none finds counts of no victims that a source gives where another counts some of
// the same event: both sentences tell it.
func (v *view) none() []parallax.Dispute {
	of := v.happeningsOf()
	tells := func(doc, sent int) map[int]bool {
		out := map[int]bool{}
		for k, e := range v.a.Docs[doc].Events {
			if e.Sent == sent && (e.Status == parallax.Actual || e.Status == parallax.Historical) {
				if h, ok := of[parallax.EventRef{Doc: doc, Event: k + 1}]; ok && len(v.a.Happenings[h].Members) > 1 {
					out[h] = true
				}
			}
		}
		return out
	}
	type count struct {
		doc    int
		figure parallax.Figure
	}
	var zero []count
	some := map[int][]count{} // by saga
	for di, d := range v.a.Docs {
		for _, f := range d.Figures {
			lo, hi, ok := bounds(f)
			saga, in := v.saga[parallax.ReportRef{Doc: di, Report: f.Report}]
			if !in || !ok || f.Sent == 0 || f.Counted.End == 0 || !victims[f.Of] {
				continue
			}
			if hi == 0 && claimed(d, f.Span) > 0 {
				zero = append(zero, count{di, f})
			} else if lo > 0 {
				some[saga] = append(some[saga], count{di, f})
			}
		}
	}
	var out []parallax.Dispute
	for _, z := range zero {
		about := tells(z.doc, z.figure.Sent)
		x := parallax.Dispute{Kind: "figure", Score: 0.6, Sides: make([]parallax.Position, 2)}
		for _, s := range some[v.saga[parallax.ReportRef{Doc: z.doc, Report: z.figure.Report}]] {
			if z.figure.Of != s.figure.Of && z.figure.Of != "casualties" && s.figure.Of != "casualties" || !v.ofOneState(z.doc, z.figure, s.doc, s.figure) {
				continue
			}
			shared := false
			for h := range tells(s.doc, s.figure.Sent) {
				if about[h] {
					shared = true
					if !slices.Contains(x.Happenings, h) {
						x.Happenings = append(x.Happenings, h)
					}
				}
			}
			if shared || v.alsoOf(z.doc, z.figure, s.doc, s.figure) {
				v.addFigure(&x.Sides[1], s.doc, s.figure)
			}
		}
		if len(x.Sides[1].Mentions) > 0 {
			slices.Sort(x.Happenings)
			v.addFigure(&x.Sides[0], z.doc, z.figure)
			out = append(out, x)
		}
	}
	return out
}

var victims = lexis.Set("killed wounded casualties")

// addFigure adds a count to a side, once.
func (v *view) addFigure(side *parallax.Position, doc int, f parallax.Figure) {
	ref := parallax.Ref{Doc: doc, Span: f.Span}
	if slices.Contains(side.Mentions, ref) {
		return
	}
	side.Mentions = append(side.Mentions, ref)
	if side.Text == "" {
		side.Text = f.In(v.a.Docs[doc].Text)
	}
	if c := claimed(v.a.Docs[doc], f.Span); c > 0 {
		side.Claims = append(side.Claims, parallax.ClaimRef{Doc: doc, Claim: c})
	}
}

// claimed is the claim whose content a stretch stands in, the inmost, 0 for none.
func claimed(d *parallax.Document, s parallax.Span) int {
	best := 0
	for k, c := range d.Claims {
		if c.Content.Covers(s) && (best == 0 || d.Claims[best-1].Content.Covers(c.Content)) {
			best = k + 1
		}
	}
	return best
}

// peoples are the states that a count's words name, of each of the two.
func (v *view) peoples(d1 int, f parallax.Figure, d2 int, g parallax.Figure) (a, b map[string]bool) {
	a, b = map[string]bool{}, map[string]bool{}
	v.addNamed(a, d1, f.Span, nil)
	v.addNamed(b, d2, g.Span, nil)
	return a, b
}

// ofOneState reports whether two counts may be of one side's people.
func (v *view) ofOneState(d1 int, f parallax.Figure, d2 int, g parallax.Figure) bool {
	a, b := v.peoples(d1, f, d2, g)
	return len(a) == 0 || len(b) == 0 || shares(a, b)
}

// alsoOf reports whether two counts are of one state's people, and their sentences
// tell another event of one kind, as "in the missile attack", "after the strike".
func (v *view) alsoOf(d1 int, f parallax.Figure, d2 int, g parallax.Figure) bool {
	a, b := v.peoples(d1, f, d2, g)
	if !shares(a, b) {
		return false
	}
	kinds := func(doc, sent int, own parallax.Span) map[string]bool {
		out := map[string]bool{}
		d := v.a.Docs[doc]
		for _, e := range d.Events {
			if e.Sent == sent && e.Head > 0 && e.Type != "OTHER" && d.Tokens[e.Head-1].UPOS == "NOUN" && !own.Covers(e.Span) {
				out[lexis.Stem(strings.ToLower(d.Tokens[e.Head-1].Lemma))] = true
			}
		}
		return out
	}
	return alike(kinds(d1, f.Sent, f.Span), kinds(d2, g.Sent, g.Span)) > 0
}
