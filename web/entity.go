package web

import (
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
	Labels      []parallax.RecordLabel
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
	calls := map[string]map[string]int{}
	var order []string
	call := func(report, text string) {
		p := x.report[report]
		if p == nil {
			return
		}
		t := p.teller()
		if calls[t] == nil {
			calls[t] = map[string]int{}
			order = append(order, t)
		}
		calls[t][oneLine(text)]++
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
			call(m.Report, m.Text)
		}
	}
	for _, l := range e.Labels {
		if l.Anchor != nil {
			call(l.Anchor.Report, l.Text)
		}
	}
	for _, t := range order {
		v.By = append(v.By, callingRow{t, forms(calls[t])})
	}
	for _, c := range x.saidBy[e.ID] {
		v.Claims = append(v.Claims, x.claimRow(c))
	}
	for _, d := range x.didBy[e.ID] {
		v.Events = append(v.Events, x.eventRow(d))
	}
	return v
}

func forms(counts map[string]int) []parallax.Form {
	var out []parallax.Form
	for t, n := range counts {
		out = append(out, parallax.Form{Text: cut(t, 80), Count: n})
	}
	slices.SortFunc(out, func(a, b parallax.Form) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		if a.Text < b.Text {
			return -1
		}
		return 1
	})
	return out
}
