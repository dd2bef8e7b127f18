package web

import (
	"cmp"
	"slices"

	"parallax"
)

// entityView is the page of a person, body, place or thing.
type entityView struct {
	*parallax.RecordEntity
	Title, Kind string
	By          []callingRow // names and descriptions by outlet
	Claims      []claimRow
	Events      []eventRow
	Mentions    []mentionsIn
	Days        *dayChart // reports that mention it, by day
	Labels      []parallax.RecordLabel
	More        int        // reports that mention it and are not shown
	Elsewhere   []nameCard // what it is in other sagas
}

// callingRow is what one teller calls an entity.
type callingRow struct {
	Outlet string
	Forms  []formView
}

type mentionsIn struct {
	*place
	Teller, Title, When string
	At                  []parallax.RecordMention
}

func (x *Index) entityPage(e *parallax.RecordEntity) *entityView {
	v := &entityView{RecordEntity: e, Title: cut(oneLine(e.Name), 120), Kind: word(typeWords, e.Type), Labels: e.Labels}
	if v.Title == "" {
		v.Title = "Without a name"
	}
	at := map[string]int{}
	calls := map[string]map[string]*formView{}
	var order []string
	call := func(a parallax.Anchor) {
		p := x.report[a.Report]
		if p == nil {
			return
		}
		t, text := p.teller(), oneLine(a.Text)
		if calls[t] == nil {
			calls[t] = map[string]*formView{}
			order = append(order, t)
		}
		if calls[t][text] == nil {
			calls[t][text] = &formView{Form: parallax.Form{Text: cut(text, 80)}, At: &a}
		}
		calls[t][text].Count++
	}
	for _, m := range e.Mentions {
		p := x.report[m.Report]
		if p == nil {
			continue
		}
		k, ok := at[p.ID]
		if !ok {
			k = len(v.Mentions)
			at[p.ID] = k
			v.Mentions = append(v.Mentions, mentionsIn{place: p, Teller: p.teller(), Title: p.headline(), When: when(&p.Published)})
		}
		v.Mentions[k].At = append(v.Mentions[k].At, m)
		if m.Kind != parallax.KindPronoun {
			call(m.Anchor)
		}
	}
	for _, l := range e.Labels {
		if l.Anchor != nil {
			call(*l.Anchor)
		}
	}
	slices.SortStableFunc(v.Mentions, func(a, b mentionsIn) int { return cmp.Compare(firstDay(a.Published), firstDay(b.Published)) })
	var in []*place
	for _, m := range v.Mentions {
		in = append(in, m.place)
	}
	v.Days = activity(in)
	for _, t := range order {
		v.By = append(v.By, callingRow{t, forms(calls[t])})
	}
	for _, c := range x.saidBy[e.ID] {
		v.Claims = append(v.Claims, x.claimRow(c))
	}
	slices.SortStableFunc(v.Claims, func(a, b claimRow) int { return cmp.Compare(x.claimDay(a.RecordClaim), x.claimDay(b.RecordClaim)) })
	for _, d := range x.didBy[e.ID] {
		v.Events = append(v.Events, x.eventRow(d))
	}
	slices.SortStableFunc(v.Events, func(a, b eventRow) int { return cmp.Compare(eventDay(a.Time), eventDay(b.Time)) })
	return v
}

// claimDay orders claims: by when they were made, else by their report's day.
func (x *Index) claimDay(c *parallax.RecordClaim) string {
	if c.Spoken != nil && firstDay(*c.Spoken) != "9999" {
		return firstDay(*c.Spoken)
	}
	if p := x.report[c.Report]; p != nil {
		return firstDay(p.Published)
	}
	return "9999"
}

func eventDay(t *parallax.RecordTime) string {
	if t == nil {
		return "9999"
	}
	return firstDay(*t)
}

// forms lists wordings, the most used first.
func forms(of map[string]*formView) []formView {
	var out []formView
	for _, f := range of {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b formView) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Text, b.Text)) })
	return out
}
