package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"parallax"
)

// timelineView lists a story's events: what lies before its days, those with a
// day or bounds in time order with a mark on a common axis, then those without.
type timelineView struct {
	Before, Dated, Undated []eventRow
	Total                  int
	Ticks                  []tick
	From, To               string
}

func (t timelineView) More() int { return t.Total - len(t.Before) - len(t.Dated) - len(t.Undated) }

// tick is a labelled place on an axis of 1000 units.
type tick struct {
	X     int
	Label string
}

// eventRow is one event in a list.
type eventRow struct {
	*parallax.RecordEvent
	Kind, When, Basis, Status string
	Actors, Recipients        []nameRef
	Place                     *nameRef
	Said                      excerpt
	Others                    []mentionRef // its further mentions
	Disputes                  []int
	Mark                      *mark
	Because                   []parallax.Anchor
}

// nameRef is a participant: its name, its page and its words.
type nameRef struct {
	Name, Entity string
	At           parallax.Anchor
}

type mentionRef struct {
	Teller string
	At     parallax.Anchor
}

// mark is a day or stretch of days on an axis of 1000 units; Before and After
// say that it goes on beyond what is known.
type mark struct {
	X, W          int
	Exact         bool
	Before, After bool
}

func (x *Index) eventRow(e *parallax.RecordEvent) eventRow {
	r := eventRow{RecordEvent: e, Kind: eventWord(e), When: when(e.Time), Status: word(statusWords, e.Status), Disputes: x.disputes[e.ID]}
	if e.Time != nil {
		r.Basis, r.Because = word(basisWords, e.Time.Basis), e.Time.Because
	}
	r.Actors, r.Recipients = x.names(e.Actors), x.names(e.Recipients)
	if e.Place != nil {
		r.Place = &nameRef{x.nameOf(e.Place.Entity, e.Place.Anchor), e.Place.Entity, e.Place.Anchor}
	}
	for i, m := range e.Mentions {
		if i == 0 {
			r.Said = x.around(m.Anchor, 110)
		} else if p := x.report[m.Report]; p != nil {
			name := p.teller()
			if i > 1 && e.Mentions[i-1].Report == m.Report {
				name = "again"
			}
			r.Others = append(r.Others, mentionRef{name, m.Anchor})
		}
	}
	return r
}

func (x *Index) names(args []parallax.RecordArg) []nameRef {
	var out []nameRef
	for _, a := range args {
		n := nameRef{cut(x.nameOf(a.Entity, a.Anchor), 60), a.Entity, a.Anchor}
		if !slices.ContainsFunc(out, func(o nameRef) bool { return o.Name == n.Name }) {
			out = append(out, n)
		}
	}
	return out
}

// timeline of a story; of more events than limit the best supported are kept.
func (x *Index) timeline(s *parallax.RecordStory, limit int) timelineView {
	ids := x.weightiest(s.Timeline, limit)
	v := timelineView{Total: len(s.Timeline)}
	for _, id := range ids {
		r := x.eventRow(x.event[id])
		if r.Time != nil && (r.Time.Earliest != "" || r.Time.Latest != "") {
			v.Dated = append(v.Dated, r)
		} else {
			v.Undated = append(v.Undated, r)
		}
	}
	axis := axisOf(s, v.Dated)
	if axis == nil {
		return v
	}
	for len(v.Dated) > 0 && axis.past(v.Dated[0].Time) { // in time order
		v.Before, v.Dated = append(v.Before, v.Dated[0]), v.Dated[1:]
	}
	for i := range v.Dated {
		v.Dated[i].Mark = axis.mark(v.Dated[i].Time)
	}
	v.Ticks = axis.ticks()
	v.From, v.To = isoDay(axis.from.Format(time.DateOnly)), isoDay(axis.to.AddDate(0, 0, -1).Format(time.DateOnly))
	return v
}

// weightiest keeps the limit events that most origins and reports carry, in
// their order.
func (x *Index) weightiest(ids []string, limit int) []string {
	var known []string
	for _, id := range ids {
		if x.event[id] != nil {
			known = append(known, id)
		}
	}
	if limit == 0 || len(known) <= limit {
		return known
	}
	rank := slices.Clone(known)
	slices.SortStableFunc(rank, func(a, b string) int {
		s, t := x.event[a].Support, x.event[b].Support
		return cmp.Or(cmp.Compare(t.Origins, s.Origins), cmp.Compare(t.Reports, s.Reports))
	})
	keep := map[string]bool{}
	for _, id := range rank[:limit] {
		keep[id] = true
	}
	return slices.DeleteFunc(known, func(id string) bool { return !keep[id] })
}

// axis is a scale of days.
type axis struct{ from, to time.Time }

const axisMonths = 1

// axisOf spans the days of the story's reports and of events within a
// month of them: a war of 1980 told as background must not squash a week.
func axisOf(s *parallax.RecordStory, rows []eventRow) *axis {
	var days []time.Time
	add := func(v string) {
		if d, err := time.Parse(time.DateOnly, v); err == nil {
			days = append(days, d)
		}
	}
	if s.Span != nil {
		add(s.Span.Earliest)
		add(s.Span.Latest)
	}
	near := slices.Clone(days)
	for _, r := range rows {
		for _, v := range []string{r.Time.Earliest, r.Time.Latest} {
			d, err := time.Parse(time.DateOnly, v)
			if err != nil {
				continue
			}
			if len(near) == 0 || d.After(slices.MinFunc(near, time.Time.Compare).AddDate(0, -axisMonths, 0)) && d.Before(slices.MaxFunc(near, time.Time.Compare).AddDate(0, axisMonths, 0)) {
				days = append(days, d)
			}
		}
	}
	if len(days) == 0 {
		return nil
	}
	return &axis{slices.MinFunc(days, time.Time.Compare), slices.MaxFunc(days, time.Time.Compare).AddDate(0, 0, 1)}
}

// past reports whether a time lies wholly before the axis.
func (a *axis) past(t *parallax.RecordTime) bool {
	to, err := time.Parse(time.DateOnly, t.Latest)
	return err == nil && to.Before(a.from)
}

func (a *axis) at(d time.Time) int {
	x := 1000 * d.Sub(a.from).Hours() / a.to.Sub(a.from).Hours()
	return int(max(0, min(1000, x)))
}

func (a *axis) mark(t *parallax.RecordTime) *mark {
	m := &mark{X: 0, W: 1000, Before: t.Earliest == "", After: t.Latest == ""}
	if from, err := time.Parse(time.DateOnly, t.Earliest); err == nil {
		m.X = a.at(from)
		m.Before = from.Before(a.from)
	}
	end := 1000
	if to, err := time.Parse(time.DateOnly, t.Latest); err == nil {
		end = a.at(to.AddDate(0, 0, 1))
		m.After = to.After(a.to)
	}
	m.Exact = t.Earliest != "" && t.Earliest == t.Latest
	m.X = min(m.X, 990)
	m.W = max(10, end-m.X)
	if m.Exact { // a day is a mark of at least ten units around its middle
		m.X = min(990, max(0, (m.X+end)/2-5))
		m.W = 10
	}
	return m
}

// ticks divides the axis at readable steps.
func (a *axis) ticks() []tick {
	n := int(a.to.Sub(a.from).Hours() / 24)
	step := 1
	for _, s := range []int{1, 2, 5, 7, 14, 30, 61, 122, 365, 730, 1826, 3652} {
		step = s
		if n/s <= 5 {
			break
		}
	}
	form := "2 Jan"
	if n > 300 {
		form = "Jan 2006"
	}
	var out []tick
	for d := 0; d < n; d += step {
		t := a.from.AddDate(0, 0, d)
		if x := a.at(t.Add(12 * time.Hour)); x < 940 {
			out = append(out, tick{x, t.Format(form)})
		}
	}
	return out
}

// dayChart is a row of bars: reports by day.
type dayChart struct {
	Bars  []bar
	Label string
}

type bar struct {
	X, W, H int
}

// activity counts dated reports by day, at most sixty bars.
func activity(reports []*place) *dayChart {
	var days []time.Time
	for _, p := range reports {
		if p.Published.Earliest != "" && p.Published.Earliest == p.Published.Latest {
			if d, err := time.Parse(time.DateOnly, p.Published.Earliest); err == nil {
				days = append(days, d)
			}
		}
	}
	if len(days) < 2 {
		return nil
	}
	from, to := slices.MinFunc(days, time.Time.Compare), slices.MaxFunc(days, time.Time.Compare)
	n := int(to.Sub(from).Hours()/24) + 1
	if n == 1 {
		return nil
	}
	bins := min(n, 60)
	counts := make([]int, bins)
	for _, d := range days {
		counts[min(bins-1, int(d.Sub(from).Hours()/24)*bins/n)]++
	}
	top := slices.Max(counts)
	c := &dayChart{Label: strconv.Itoa(len(days)) + " dated reports from " + isoDay(from.Format(time.DateOnly)) + " to " + isoDay(to.Format(time.DateOnly))}
	for i, k := range counts {
		if k > 0 {
			c.Bars = append(c.Bars, bar{X: i * 600 / bins, W: max(3, 600/bins-2), H: max(4, 36*k/top)})
		}
	}
	return c
}
