package web

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"parallax"
)

// figureGroup is what was counted, with the count of every account.
type figureGroup struct {
	Of     string
	Rows   []figureRow
	More   int // rows beyond those shown
	Chart  *figureChart
	people int
}

type figureRow struct {
	*parallax.RecordFigure
	Teller, When, Value string
	Said                excerpt
	Source              string
	Copies              []*place // reports that carry it as a copy of this text
	day                 string
}

// figureGroups are the counts of some reports, at most limit rows each.
func (x *Index) figureGroups(in map[string]bool, limit int) []figureGroup {
	var out []figureGroup
	at := map[string]int{}
	for i := range x.Record.Figures {
		f := &x.Record.Figures[i]
		p := x.report[f.Anchor.Report]
		if !in[f.Anchor.Report] || p == nil || f.Value == nil && f.Low == nil && f.High == nil {
			continue
		}
		key := f.Of + " " + f.Unit
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			g := figureGroup{Of: upperFirst(cmp.Or(f.Of, "amount") + unitWord(f.Unit))}
			if f.Of == "" && slices.Contains(spanUnits, f.Unit) {
				g.Of = ""
			}
			if slices.Contains(peopleWords, f.Of) {
				g.people = 1
			}
			out = append(out, g)
		}
		if o := slices.IndexFunc(out[k].Rows, func(r figureRow) bool { return x.copies(p, f, r.RecordFigure) }); o >= 0 {
			if o := &out[k].Rows[o]; !slices.Contains(o.Copies, p) {
				o.Copies = append(o.Copies, p)
			}
			continue
		}
		r := figureRow{RecordFigure: f, Teller: p.teller(), When: when(&p.Published), Value: valueOf(f), Said: x.around(f.Anchor, 90), day: firstDay(p.Published)}
		if f.Claim != "" {
			r.Source = x.speakerOf(x.claim[f.Claim])
		}
		out[k].Rows = append(out[k].Rows, r)
	}
	for i := range out {
		slices.SortStableFunc(out[i].Rows, func(a, b figureRow) int { return cmp.Compare(a.day, b.day) })
		out[i].Chart = chartOf(out[i].Rows)
		if n := len(out[i].Rows); limit > 0 && n > limit {
			out[i].Rows, out[i].More = out[i].Rows[:limit], n-limit
		}
	}
	out = slices.DeleteFunc(out, func(g figureGroup) bool { return g.Of == "" })
	slices.SortStableFunc(out, func(a, b figureGroup) int {
		return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(len(b.Rows), len(a.Rows)))
	})
	return out
}

// copies reports whether f, in p, is the figure g of another report in the same
// words of one origin.
func (x *Index) copies(p *place, f, g *parallax.RecordFigure) bool {
	o := x.report[g.Anchor.Report]
	return p.Origin != "" && o != p && o.Origin == p.Origin && f.Anchor.Text == g.Anchor.Text && valueOf(f) == valueOf(g)
}

// peopleWords are the counts that readers look for first.
var peopleWords = []string{"killed", "wounded", "missing", "arrested", "displaced", "troops"}

// spanUnits measure stretches of time, which are no counts of anything.
var spanUnits = []string{"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}

func unitWord(u string) string {
	if u == "" {
		return ""
	}
	return " (" + u + ")"
}

// figureChart draws a count over time: a bar for every account from the lowest
// to the highest number that it allows, at the day of its report. Units are those
// of a drawing of chartW by chartH.
type figureChart struct {
	Bars  []figureBar
	Rules []chartRule // numbers
	Days  []chartRule
	Alt   string
}

type figureBar struct {
	X, Y, H  int
	Exact    bool
	Up, Down bool // no highest, no lowest is known
	Tell     string
	At       parallax.Anchor
}

type chartRule struct {
	At    int
	Label string
}

const (
	chartW, chartH           = 400, 170
	chartLeft, chartRight    = 48, 366
	chartTop, chartBottom    = 14, 138
	chartStep                = 10 // between accounts of one day
	chartLabelled, mostOnDay = 70, 12
)

// chartOf is nil where there is nothing to compare.
func chartOf(rows []figureRow) *figureChart {
	top := 0.0
	var from, to time.Time
	undated := false
	for _, r := range rows {
		for _, v := range []*float64{r.RecordFigure.Value, r.Low, r.High} {
			if v != nil {
				top = max(top, *v)
			}
		}
		d, err := time.Parse(time.DateOnly, r.day)
		switch {
		case err != nil || r.day == "9999":
			undated = true
		default:
			if from.IsZero() || d.Before(from) {
				from = d
			}
			if d.After(to) {
				to = d
			}
		}
	}
	if top <= 0 || len(rows) < 2 {
		return nil
	}
	c := &figureChart{Alt: count(len(rows), "account") + ", up to " + amount(top)}
	y := func(v float64) int { return chartBottom - int(float64(chartBottom-chartTop)*max(0, v)/top) }
	for _, v := range []float64{0, math.Ceil(top / 2), top} {
		c.Rules = append(c.Rules, chartRule{y(v), amount(v)})
	}
	c.Rules = slices.CompactFunc(c.Rules, func(a, b chartRule) bool { return max(a.At-b.At, b.At-a.At) < 12 })
	right := chartRight
	if undated && !from.IsZero() {
		right -= chartLabelled + 10
		c.Days = append(c.Days, chartRule{chartRight - 10, "day not known"})
	}
	span := to.Sub(from).Hours()
	x := func(day string) int {
		d, err := time.Parse(time.DateOnly, day)
		switch {
		case err != nil && !from.IsZero():
			return chartRight - 10
		case err != nil || span == 0:
			return (chartLeft + right) / 2
		}
		return chartLeft + 8 + int(float64(right-chartLeft-16)*d.Sub(from).Hours()/span)
	}
	if !from.IsZero() {
		for _, d := range []time.Time{from, to, from.Add(time.Duration(span/2) * time.Hour).Truncate(24 * time.Hour)} {
			at := x(d.Format(time.DateOnly))
			near := func(r chartRule) bool { return max(r.At-at, at-r.At) < chartLabelled }
			if !slices.ContainsFunc(c.Days, near) {
				c.Days = append(c.Days, chartRule{at, d.Format("2 Jan 2006")})
			}
		}
	}
	on, many := map[int]int{}, map[int]int{}
	for _, r := range rows {
		many[x(r.day)]++
	}
	for _, r := range rows {
		lo, hi := r.Low, r.High
		if lo == nil && hi == nil {
			lo, hi = r.RecordFigure.Value, r.RecordFigure.Value
		}
		b := figureBar{Exact: lo != nil && hi != nil && *lo == *hi, Up: hi == nil, Down: lo == nil, At: r.Anchor,
			Tell: strings.TrimPrefix(r.When+", "+r.Teller+": "+r.Value, ", ")}
		at, n := x(r.day), min(many[x(r.day)], mostOnDay)
		b.X = max(chartLeft+4, min(chartRight, at+chartStep*(on[at]%mostOnDay)-chartStep*(n-1)/2))
		on[at]++
		bottom := chartBottom
		b.Y = chartTop
		if hi != nil {
			b.Y = y(*hi)
		}
		if lo != nil {
			bottom = y(*lo)
		}
		if b.H = bottom - b.Y; !b.Exact {
			b.H = max(8, b.H)
		}
		c.Bars = append(c.Bars, b)
	}
	return c
}

// valueOf writes a figure's value or bounds.
func valueOf(f *parallax.RecordFigure) string {
	switch lo, hi, v := f.Low, f.High, f.Value; {
	case lo != nil && hi != nil && *lo != *hi:
		return amount(*lo) + "–" + amount(*hi)
	case lo != nil && hi == nil:
		return amount(*lo) + " or more"
	case hi != nil && lo == nil:
		return "up to " + amount(*hi)
	case v != nil:
		return amount(*v)
	case lo != nil:
		return amount(*lo)
	}
	return ""
}
