package collate

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"parallax"
)

// storyOf projects one story: its most central headline, its span, timeline,
// the matrix of what each outlet tells, and how each names whom.
func (p *projection) storyOf(i int, order []int) parallax.RecordStory {
	s := p.a.Stories[i]
	x := parallax.RecordStory{ID: p.storyID(i), Reports: []string{}, Timeline: []string{}}
	in := map[parallax.ReportRef]bool{}
	for _, r := range s.Reports {
		x.Reports = append(x.Reports, p.report(r))
		in[r] = true
	}
	var told []int // happenings of this story, in time order
	for _, h := range order {
		if slices.ContainsFunc(p.a.Happenings[h].Members, func(m parallax.EventRef) bool {
			return in[parallax.ReportRef{Doc: m.Doc, Report: p.mention(m).Report}]
		}) {
			told = append(told, h)
			x.Timeline = append(x.Timeline, p.eventID(h))
		}
	}
	x.Title = p.title(s)
	x.Span = p.span(s, told)
	x.Coverage = p.coverage(i, told)
	x.Naming = append(p.namingOfActors(s, in), p.namingOfEvents(told)...)
	return x
}

func (p *projection) reportAt(r parallax.ReportRef) parallax.Report {
	return p.a.Docs[r.Doc].Reports[r.Report-1]
}

// outlet is who a report stands for in matrix and naming: its outlet, or the
// report itself when nobody says who carries it.
func (p *projection) outlet(r parallax.ReportRef) (outlet, report string) {
	if o := p.reportAt(r).Outlet; o != "" {
		return o, ""
	}
	return "", p.report(r)
}

// title is the headline, or first sentence, whose actors and events the story's
// reports share most.
func (p *projection) title(s parallax.Story) *parallax.Anchor {
	weight := map[int]int{} // actor → mentions in the story
	for _, r := range s.Reports {
		for k, e := range p.a.Docs[r.Doc].Entities {
			if i, ok := p.actorOf[parallax.EntityRef{Doc: r.Doc, Entity: k + 1}]; ok && e.Report == r.Report {
				weight[i] += len(e.Mentions)
			}
		}
	}
	var best parallax.Span
	doc, top := -1, -1.0
	for _, r := range s.Reports {
		d := p.a.Docs[r.Doc]
		at := p.reportAt(r).Title
		if at.Empty() {
			for _, t := range d.Sentences {
				if t.Report == r.Report {
					at = t.Span
					break
				}
			}
		}
		if at.Empty() {
			continue
		}
		v, seen := 0.0, map[int]bool{}
		for _, m := range d.Mentions {
			if at.Overlap(m.Span) == 0 || m.Entity == 0 {
				continue
			}
			if i, ok := p.actorOf[parallax.EntityRef{Doc: r.Doc, Entity: m.Entity}]; ok && !seen[i] {
				seen[i] = true
				v += float64(weight[i])
			}
		}
		for k, e := range d.Events {
			if h, ok := p.happeningOf[parallax.EventRef{Doc: r.Doc, Event: k + 1}]; ok && at.Overlap(e.Span) > 0 {
				v += 2 * float64(len(p.a.Happenings[h].Members))
			}
		}
		if p.reportAt(r).Title.Empty() {
			v /= 2
		}
		if v > top {
			best, doc, top = at, r.Doc, v
		}
	}
	if doc < 0 {
		return nil
	}
	return p.anchorOrNil(doc, best)
}

// span runs over the days of the story's reports; where none is dated, over the
// days of what they tell as done.
func (p *projection) span(s parallax.Story, told []int) *parallax.DaySpan {
	var out parallax.DaySpan
	widen := func(from, to string) {
		if from != "" && (out.Earliest == "" || from < out.Earliest) {
			out.Earliest = from
		}
		if to != "" && to > out.Latest {
			out.Latest = to
		}
	}
	for _, r := range s.Reports {
		if t := p.reportAt(r).Published; near(t.Earliest, t.Latest) {
			widen(t.Earliest, t.Latest)
		}
	}
	if out.Earliest == "" && out.Latest == "" {
		for _, h := range told {
			if m := p.mention(p.a.Happenings[h].Members[0]); m.Status == parallax.Actual && near(p.a.Happenings[h].Time.Earliest, p.a.Happenings[h].Time.Latest) {
				widen(p.a.Happenings[h].Time.Earliest, p.a.Happenings[h].Time.Latest)
			}
		}
	}
	if out.Earliest == "" && out.Latest == "" {
		return nil
	}
	return &out
}

// near reports whether two days bound a time closely enough to date a story: a
// month at most.
func near(from, to string) bool {
	a, err1 := time.Parse(day, from)
	b, err2 := time.Parse(day, to)
	return err1 == nil && err2 == nil && b.Sub(a) <= 31*24*time.Hour
}

// namingOfActors lists by outlet the names and descriptions of every actor that
// the story mentions twice or more.
func (p *projection) namingOfActors(s parallax.Story, in map[parallax.ReportRef]bool) []parallax.Naming {
	var out []parallax.Naming
	var actors []int
	for _, r := range s.Reports {
		actors = append(actors, p.actors[r]...)
	}
	slices.Sort(actors)
	for _, i := range slices.Compact(actors) {
		a := p.a.Actors[i]
		forms := newForms()
		n := 0
		for _, m := range a.Members {
			d := p.a.Docs[m.Doc]
			e := d.Entities[m.Entity-1]
			ref := parallax.ReportRef{Doc: m.Doc, Report: e.Report}
			if !in[ref] {
				continue
			}
			o, _ := p.outlet(ref)
			for _, k := range e.Mentions {
				mn := d.Mentions[k-1]
				if mn.Kind != parallax.KindPronoun {
					forms.add(o, mn.In(d.Text))
					n++
				}
			}
			for _, l := range e.Labels {
				forms.add(o, l.In(d.Text))
			}
		}
		if n < 2 {
			continue
		}
		for _, o := range forms.outlets {
			out = append(out, parallax.Naming{Entity: p.actorID(i), Outlet: o, Forms: forms.list(o)})
		}
	}
	return out
}

func (p *projection) namingOfEvents(told []int) []parallax.Naming {
	var out []parallax.Naming
	for _, h := range told {
		if len(p.a.Happenings[h].Members) < 2 {
			continue
		}
		forms := newForms()
		for _, m := range p.a.Happenings[h].Members {
			e := p.mention(m)
			o, _ := p.outlet(parallax.ReportRef{Doc: m.Doc, Report: e.Report})
			forms.add(o, e.In(p.a.Docs[m.Doc].Text))
		}
		for _, o := range forms.outlets {
			out = append(out, parallax.Naming{Event: p.eventID(h), Outlet: o, Forms: forms.list(o)})
		}
	}
	return out
}

// formCounts counts wordings by outlet.
type formCounts struct {
	outlets []string
	of      map[string]map[string]int
}

func newForms() *formCounts { return &formCounts{of: map[string]map[string]int{}} }

func (f *formCounts) add(outlet, text string) {
	if f.of[outlet] == nil {
		f.of[outlet] = map[string]int{}
		f.outlets = append(f.outlets, outlet)
	}
	f.of[outlet][strings.Join(strings.Fields(text), " ")]++
}

func (f *formCounts) list(outlet string) []parallax.Form {
	out := []parallax.Form{}
	for t, n := range f.of[outlet] {
		out = append(out, parallax.Form{Text: t, Count: n})
	}
	slices.SortFunc(out, func(a, b parallax.Form) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return out
}
