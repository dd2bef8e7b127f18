package web

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// storyCard is a story in the list.
type storyCard struct {
	ID, Title, When                   string
	Reports, Outlets, Origins, Events int
	Disputes                          int
	Tellers                           []string
	Days                              *dayChart
	Span                              *parallax.DaySpan
}

// storyView is the page of a story. Only, when set, names the one section that
// is shown in full.
type storyView struct {
	storyCard
	Only     string
	TitleAt  *parallax.Anchor
	List     section[reportRow]
	Timeline timelineView
	Matrix   matrixView
	Quarrels section[disputeView]
	Claims   section[speaker]
	Naming   namingGrid
	Figures  section[figureGroup]
	Map      *mapView
	Actors   section[actorRow]
	Others   section[actorRow] // who is only described, never named
	Problems []problemRow
}

// section is a list that may be cut short; Total counts what there is.
type section[T any] struct {
	Rows  []T
	Total int
}

func (s section[T]) More() int { return s.Total - len(s.Rows) }

func first[T any](all []T, limit int) section[T] {
	s := section[T]{all, len(all)}
	if limit > 0 && len(all) > limit {
		s.Rows = all[:limit]
	}
	return s
}

// limits of the sections on the page of a long story; 0 is no limit.
type limits struct {
	reports, events, tellers, disputes, speakers, naming, namers, figures, counts, actors int
}

var (
	shortly = limits{reports: 40, events: 60, tellers: 24, disputes: 12, speakers: 30, naming: 12, namers: 12, figures: 9, counts: 8, actors: 40}
	fully   = limits{}
)

type reportRow struct {
	*place
	Teller, Title, When, Basis, Credit string
	Original                           *place
	Copied                             string
}

type problemRow struct{ Report, Where, Code, Text string }

func (x *Index) card(s *parallax.RecordStory) storyCard {
	c := storyCard{ID: s.ID, Title: x.storyTitle(s), Span: s.Span, Reports: len(s.Reports), Events: len(s.Timeline)}
	if s.Span != nil {
		c.When = days(s.Span.Earliest, s.Span.Latest)
	}
	outlets, origins := map[string]bool{}, map[string]bool{}
	var in []*place
	for _, id := range s.Reports {
		p := x.report[id]
		if p == nil {
			continue
		}
		in = append(in, p)
		origins[p.Origin] = true
		if p.Outlet != "" && !outlets[p.Outlet] {
			outlets[p.Outlet] = true
			c.Tellers = append(c.Tellers, p.Outlet)
		}
	}
	c.Outlets, c.Origins = len(outlets), len(origins)
	c.Disputes = len(x.disputesOf(s))
	c.Days = activity(in)
	return c
}

func (x *Index) storyTitle(s *parallax.RecordStory) string {
	if s.Title != nil && strings.TrimSpace(s.Title.Text) != "" {
		return cut(oneLine(s.Title.Text), 140)
	}
	if len(s.Reports) > 0 && x.report[s.Reports[0]] != nil {
		return x.report[s.Reports[0]].headline()
	}
	return "Story " + s.ID
}

// storyPage builds the view of a story.
func (x *Index) storyPage(s *parallax.RecordStory, l limits, q matrixQuery) *storyView {
	in := map[string]bool{}
	for _, id := range s.Reports {
		in[id] = true
	}
	v := &storyView{storyCard: x.card(s), TitleAt: s.Title}
	v.List = first(x.reportRows(s), l.reports)
	v.Timeline = x.timeline(s, l.events)
	v.Matrix = x.matrix(s, l, q)
	var quarrels []disputeView
	for _, i := range x.disputesOf(s) {
		quarrels = append(quarrels, x.disputeView(i))
	}
	v.Quarrels = first(quarrels, l.disputes)
	v.Claims = first(x.speakers(in), l.speakers)
	v.Naming = x.naming(s, in, l)
	v.Figures = first(x.figureGroups(in, l.counts), l.figures)
	v.Map = x.mapOf(s, in)
	named, others := x.actorRows(in)
	v.Actors, v.Others = first(named, l.actors), first(others, l.actors)
	v.Problems = x.problems(s)
	return v
}

func (x *Index) reportRows(s *parallax.RecordStory) []reportRow {
	var out []reportRow
	for _, id := range s.Reports {
		if p := x.report[id]; p != nil {
			out = append(out, x.reportRow(p))
		}
	}
	slices.SortStableFunc(out, func(a, b reportRow) int { return cmp.Compare(firstDay(a.Published), firstDay(b.Published)) })
	return out
}

func (x *Index) reportRow(p *place) reportRow {
	r := reportRow{place: p, Teller: p.teller(), Title: p.headline(), When: when(&p.Published), Basis: word(basisWords, p.Published.Basis)}
	if p.Credit != nil && p.Credit.Name != p.Outlet {
		r.Credit = p.Credit.Name
	}
	if o := x.original(p); o != nil {
		r.Original, r.Copied = o, sure(p.Share)
	}
	return r
}

// firstDay orders times: by the first day, those without any last.
func firstDay(t parallax.RecordTime) string { return cmp.Or(t.Earliest, t.Latest, "9999") }

func (x *Index) disputesOf(s *parallax.RecordStory) []int {
	var out []int
	for i, d := range x.Record.Disputes {
		if x.quarrels[i] == s.ID && len(d.Sides) > 1 {
			out = append(out, i)
		}
	}
	return out
}

// storyOfDispute is the story of what a dispute is about, else of its words.
func (x *Index) storyOfDispute(d *parallax.RecordDispute) string {
	for _, id := range d.About {
		if s := x.storyOf[id]; s != "" {
			return s
		}
	}
	for _, side := range d.Sides {
		for _, a := range side.Mentions {
			if p := x.report[a.Report]; p != nil && p.Story != "" {
				return p.Story
			}
		}
		for _, id := range side.Claims {
			if c := x.claim[id]; c != nil && x.report[c.Report] != nil {
				return x.report[c.Report].Story
			}
		}
	}
	return ""
}

func (x *Index) problems(s *parallax.RecordStory) []problemRow {
	var out []problemRow
	done := map[string]bool{}
	for _, id := range s.Reports {
		p := x.report[id]
		if p == nil || done[p.doc.ID] {
			continue
		}
		done[p.doc.ID] = true
		for _, q := range p.doc.Problems {
			out = append(out, problemRow{p.ID, p.teller(), q.Code, q.Text})
		}
	}
	return out
}
