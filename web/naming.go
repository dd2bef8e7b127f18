package web

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// namingGrid lays those who are called by more than one wording (rows) against
// who calls them so (columns).
type namingGrid struct {
	Tellers []string
	Rows    []namingRow
	Total   int // rows there are
	Columns int // columns there are
}

// namingRow is one entity or event; Cells are in the order of the columns.
type namingRow struct {
	Name, Kind, Entity, Event string
	Cells                     []namingCell
	forms                     int
}

type namingCell struct {
	Forms []formView
	More  int // forms beyond the most used
}

// formView is a wording, how often it stands, and where first.
type formView struct {
	parallax.Form
	At *parallax.Anchor
}

const formsShown = 6

// naming is the grid of a story: the most varied first, the tellers with most
// forms first. The record counts the wordings; where each stands is looked up
// among the words of the entity or event.
func (x *Index) naming(s *parallax.RecordStory, in map[string]bool, l limits) namingGrid {
	var g namingGrid
	rows, columns := map[string]int{}, map[string]int{}
	forms := map[string]int{} // teller → forms
	type key struct{ row, teller string }
	cells := map[key][]parallax.Form{}
	seen := map[key]bool{}
	const unnamed = "outlet not named"
	for _, n := range s.Naming {
		row := n.Entity + " " + n.Event
		k, ok := rows[row]
		if !ok {
			k = len(g.Rows)
			rows[row] = k
			r := namingRow{Entity: n.Entity, Event: n.Event}
			switch e, v := x.entity[n.Entity], x.event[n.Event]; {
			case e != nil:
				r.Name, r.Kind = cut(oneLine(e.Name), 60), word(typeWords, e.Type)
			case v != nil:
				r.Name, r.Kind = cut(eventWord(v), 60), "event"
			}
			g.Rows = append(g.Rows, r)
		}
		t := cmp.Or(n.Outlet, unnamed)
		if _, ok := columns[t]; !ok {
			columns[t] = len(g.Tellers)
			g.Tellers = append(g.Tellers, t)
		}
		forms[t] += len(n.Forms)
		cells[key{row, t}] = append(cells[key{row, t}], n.Forms...)
		for _, f := range n.Forms {
			if low := (key{row, strings.ToLower(f.Text)}); !seen[low] {
				seen[low] = true
				g.Rows[k].forms++
			}
		}
	}
	g.Rows = slices.DeleteFunc(g.Rows, func(r namingRow) bool { return r.forms < 2 || r.Name == "" })
	slices.SortStableFunc(g.Rows, func(a, b namingRow) int { return cmp.Compare(b.forms, a.forms) })
	forms[unnamed] = 0 // last: it is many
	slices.SortStableFunc(g.Tellers, func(a, b string) int { return cmp.Compare(forms[b], forms[a]) })
	g.Total, g.Columns = len(g.Rows), len(g.Tellers)
	if l.naming > 0 {
		g.Rows, g.Tellers = g.Rows[:min(len(g.Rows), l.naming)], g.Tellers[:min(len(g.Tellers), l.namers)]
	}
	for i := range g.Rows {
		r := &g.Rows[i]
		at := x.wordings(r.Entity, r.Event, in)
		for _, t := range g.Tellers {
			outlet := t
			if t == unnamed {
				outlet = ""
			}
			var c namingCell
			for _, f := range cells[key{r.Entity + " " + r.Event, t}] {
				if len(c.Forms) == formsShown {
					c.More++
					continue
				}
				v := formView{Form: parallax.Form{Text: cut(f.Text, 60), Count: f.Count}}
				if a, ok := at[[2]string{outlet, f.Text}]; ok {
					v.At = &a
				}
				c.Forms = append(c.Forms, v)
			}
			r.Cells = append(r.Cells, c)
		}
	}
	return g
}

// wordings finds where each outlet first uses each wording of an entity or event
// in some reports.
func (x *Index) wordings(entity, event string, in map[string]bool) map[[2]string]parallax.Anchor {
	at := map[[2]string]parallax.Anchor{}
	add := func(a parallax.Anchor) {
		if p := x.report[a.Report]; p != nil && in[a.Report] {
			if k := [2]string{p.Outlet, oneLine(a.Text)}; at[k] == (parallax.Anchor{}) {
				at[k] = a
			}
		}
	}
	if e := x.entity[entity]; e != nil {
		for _, m := range e.Mentions {
			add(m.Anchor)
		}
		for _, l := range e.Labels {
			if l.Anchor != nil {
				add(*l.Anchor)
			}
		}
	}
	if e := x.event[event]; e != nil {
		for _, m := range e.Mentions {
			add(m.Anchor)
		}
	}
	return at
}
