package web

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// disputeView is a disagreement with the words of every side.
type disputeView struct {
	Number int
	Kind   string
	Sides  []sideView
	About  []eventName
	Score  string
}

type eventName struct{ ID, Name string }

type sideView struct {
	Position string
	Who      []string
	Outlets  []string
	At       *parallax.Anchor
	Said     []excerpt
	Claims   []string
}

func (x *Index) disputeView(i int) disputeView {
	d := x.Record.Disputes[i]
	v := disputeView{Number: i + 1, Kind: word(disputeWords, d.Kind), Score: sure(d.Score)}
	for _, id := range d.About {
		if e := x.event[id]; e != nil {
			v.About = append(v.About, eventName{id, x.gist(e)})
		}
	}
	for _, s := range d.Sides {
		side := sideView{Position: oneLine(s.Position), Claims: s.Claims}
		reports := map[string]bool{}
		for _, id := range s.Claims {
			c := x.claim[id]
			if c == nil {
				continue
			}
			if w := x.speakerOf(c); w != "" && !slices.Contains(side.Who, w) {
				side.Who = append(side.Who, w)
			}
			reports[c.Report] = true
			if side.At == nil {
				side.At = &c.Content
			}
		}
		for k, a := range s.Mentions {
			if k == 0 {
				side.At = &s.Mentions[0]
			}
			reports[a.Report] = true
			if len(side.Said) < 4 {
				side.Said = append(side.Said, x.around(a, 120))
			}
		}
		for _, p := range x.reports {
			if reports[p.ID] && !slices.Contains(side.Outlets, p.teller()) {
				side.Outlets = append(side.Outlets, p.teller())
			}
		}
		if side.At != nil && len(side.Said) == 0 {
			side.Said = append(side.Said, x.around(*side.At, 120))
		}
		v.Sides = append(v.Sides, side)
	}
	return v
}

// speaker is a source and what it is reported to have said.
type speaker struct {
	Name, Entity string
	Claims       []claimRow
}

type claimRow struct {
	*parallax.RecordClaim
	Chain    []linkView
	Says     string // stance in words
	Verb     string
	Content  string
	More     []parallax.Anchor // further parts of a split quote
	Direct   bool
	Teller   string
	When     string // it was said
	Day      string // it was reported
	Events   []eventName
	Disputes []int
	Sure     string
}

type linkView struct {
	Name, Entity, Kind string
	At                 parallax.Anchor
}

func (x *Index) claimRow(c *parallax.RecordClaim) claimRow {
	r := claimRow{RecordClaim: c, Says: word(stanceWords, c.Stance), Verb: c.Act, Content: oneLine(c.Content.Text), More: c.Continued,
		Direct: c.Quoted == parallax.Direct, When: when(c.Spoken), Disputes: x.disputes[c.ID], Sure: sure(c.Score)}
	for _, l := range c.Chain {
		r.Chain = append(r.Chain, linkView{cut(x.nameOf(l.Entity, l.Anchor), 60), l.Entity, l.Kind, l.Anchor})
	}
	if p := x.report[c.Report]; p != nil {
		r.Teller, r.Day = p.teller(), when(&p.Published)
	}
	for _, id := range c.Events {
		if e := x.event[id]; e != nil && len(e.Mentions) > 0 {
			r.Events = append(r.Events, eventName{id, oneLine(e.Mentions[0].Text)})
		}
	}
	return r
}

// speakers groups the claims of some reports by whose words they are, those
// with most first.
func (x *Index) speakers(in map[string]bool) []speaker {
	var out []speaker
	at := map[string]int{}
	for i := range x.Record.Claims {
		c := &x.Record.Claims[i]
		if !in[c.Report] {
			continue
		}
		key, s := "", speaker{Name: "Source not named"}
		if n := len(c.Chain); n > 0 {
			l := c.Chain[n-1]
			s = speaker{Name: cut(x.nameOf(l.Entity, l.Anchor), 80), Entity: l.Entity}
			key = cmp.Or(l.Entity, "“"+strings.ToLower(s.Name))
			if l.Entity == "" && l.Kind == parallax.SourceUnnamed {
				key = "“" + strings.ToLower(s.Name)
			}
		}
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, s)
		}
		out[k].Claims = append(out[k].Claims, x.claimRow(c))
	}
	slices.SortStableFunc(out, func(a, b speaker) int { return cmp.Compare(len(b.Claims), len(a.Claims)) })
	return out
}

// namingRow is one entity or event and how each outlet calls it.
type namingRow struct {
	Name, Entity, Event string
	By                  []callingRow
	forms               int
}

type callingRow struct {
	Outlet string
	Forms  []parallax.Form
}

// namingRows are those called by more than one form, the most varied first.
func (x *Index) namingRows(s *parallax.RecordStory) []namingRow {
	var out []namingRow
	at := map[string]int{}
	seen := map[string]bool{}
	for _, n := range s.Naming {
		key := n.Entity + " " + n.Event
		k, ok := at[key]
		if !ok {
			row := namingRow{Entity: n.Entity, Event: n.Event}
			switch e := x.entity[n.Entity]; {
			case e != nil:
				row.Name = oneLine(e.Name)
			case x.event[n.Event] != nil:
				row.Name = eventWord(x.event[n.Event])
			}
			k = len(out)
			at[key] = k
			out = append(out, row)
		}
		c := callingRow{Outlet: cmp.Or(n.Outlet, "outlet not named")}
		for _, f := range n.Forms {
			if len(c.Forms) == 8 {
				break
			}
			c.Forms = append(c.Forms, parallax.Form{Text: cut(f.Text, 70), Count: f.Count})
			if low := key + strings.ToLower(f.Text); !seen[low] {
				seen[low] = true
				out[k].forms++
			}
		}
		out[k].By = append(out[k].By, c)
	}
	out = slices.DeleteFunc(out, func(r namingRow) bool { return r.forms < 2 || r.Name == "" })
	slices.SortStableFunc(out, func(a, b namingRow) int { return cmp.Compare(b.forms, a.forms) })
	return out
}

// figureGroup is what was counted, with every account's count on one scale.
type figureGroup struct {
	Of       string
	Rows     []figureRow
	Low, Top string
	Scaled   bool
	people   int
}

type figureRow struct {
	*parallax.RecordFigure
	Teller, When, Value string
	Said                excerpt
	Mark                *mark
	Source              string
	Copies              []*place // reports that carry it as a copy of this text
	day                 string
}

func (x *Index) figureGroups(in map[string]bool) []figureGroup {
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
		scale(&out[i])
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

// scale sets the rows of a group on one axis from nought to the highest bound.
func scale(g *figureGroup) {
	top := 0.0
	for _, r := range g.Rows {
		for _, v := range []*float64{r.RecordFigure.Value, r.Low, r.High} {
			if v != nil {
				top = max(top, *v)
			}
		}
	}
	if top <= 0 || len(g.Rows) < 2 {
		return
	}
	g.Scaled, g.Low, g.Top = true, "0", amount(top)
	for i, r := range g.Rows {
		lo, hi := r.Low, r.High
		if lo == nil && hi == nil {
			lo, hi = r.RecordFigure.Value, r.RecordFigure.Value
		}
		m := &mark{Exact: lo != nil && hi != nil && *lo == *hi, Before: lo == nil, After: hi == nil}
		end := 1000
		if lo != nil {
			m.X = int(max(0, 980**lo/top))
		}
		if hi != nil {
			end = int(max(0, 980**hi/top))
		}
		m.W = max(12, end-m.X)
		g.Rows[i].Mark = m
	}
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

// actorRow is an entity of a story.
type actorRow struct {
	*parallax.RecordEntity
	Name, Kind  string
	Here        int // mentions in the story
	Claims, Did int
}

func (x *Index) actorRows(in map[string]bool) []actorRow {
	var out []actorRow
	for i := range x.Record.Entities {
		e := &x.Record.Entities[i]
		r := actorRow{RecordEntity: e, Name: cut(oneLine(e.Name), 70), Kind: word(typeWords, e.Type), Claims: len(x.saidBy[e.ID]), Did: len(x.didBy[e.ID])}
		for _, m := range e.Mentions {
			if in[m.Report] {
				r.Here++
			}
		}
		if r.Here > 0 && r.Name != "" {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b actorRow) int { return cmp.Compare(b.Here, a.Here) })
	return out
}
