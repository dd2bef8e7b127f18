package web

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// What a teller does with an event: a cell of the matrix. Told and omitted are
// the record's coverage; attributed and disputed are read off its claims and
// disputes.
const (
	told       = "told"
	attributed = "attributed"
	disputed   = "disputed"
	omitted    = "omitted"
)

// matrixQuery says which rows to show, in which order, and whether copies have
// columns of their own. The zero one shows all in time order, copies folded.
type matrixQuery struct {
	Show   string // "", "shared", "disputed", "attributed"
	Type   string // type of event, "" all
	Sort   string // "", "most", or the name of a teller
	Copies bool
}

// matrixView lays events (rows) against who tells them (columns).
type matrixView struct {
	Query matrixQuery
	Types []option

	Tellers []tellerHead
	Rows    []matrixRow
	Events  int // all events of the story
	Columns int // all tellers
	Shared  int // rows told by two tellers or more
}

// tellerHead is a column: an outlet, or a report of which nobody says who
// carries it.
type tellerHead struct {
	Name, Report string
	Copies       []string // tellers that stand in this column, for all of theirs is a copy of it
}

type matrixRow struct {
	ID, Kind, What string
	When           string
	Cells          []cell
	Tellers        int
}

type cell struct {
	State, Words string
	At           *parallax.Anchor
	Who          string // whom it is attributed to
}

func (x *Index) matrix(s *parallax.RecordStory, l limits, q matrixQuery) matrixView {
	heads, of := x.tellers(s, !q.Copies)
	v := matrixView{Query: q, Events: len(s.Timeline), Columns: len(heads)}
	omits := map[[2]string]bool{}
	for _, c := range s.Coverage {
		if c.Said == omitted {
			name := c.Outlet
			if name == "" && x.report[c.Report] != nil {
				name = x.report[c.Report].teller()
			}
			omits[[2]string{c.Event, name}] = true
		}
	}
	if l.tellers > 0 && len(heads) > l.tellers {
		heads = heads[:l.tellers]
	}
	v.Tellers = heads
	types := map[string]bool{}
	for _, id := range x.weightiest(s.Timeline, l.events) {
		e := x.event[id]
		types[e.Type] = true
		if q.Type != "" && e.Type != q.Type {
			continue
		}
		row := matrixRow{ID: id, Kind: eventWord(e), When: when(e.Time), What: x.gist(e)}
		by := map[string][]parallax.EventAnchor{}
		for _, m := range e.Mentions {
			by[of[m.Report]] = append(by[of[m.Report]], m)
		}
		for _, h := range heads {
			c := cell{}
			if l := by[h.Name]; len(l) > 0 {
				c = x.cellOf(e, l)
				row.Tellers++
			}
			if d := x.denier(id, h.Name); d != nil && c.State != disputed {
				c = cell{State: disputed, Words: cut(oneLine(d.Content.Text), 80), At: &d.Content, Who: x.speakerOf(d)}
			}
			if c.State == "" && omits[[2]string{id, h.Name}] {
				c.State = omitted
			}
			row.Cells = append(row.Cells, c)
		}
		if row.Tellers > 1 {
			v.Shared++
		}
		if row.passes(q.Show) {
			v.Rows = append(v.Rows, row)
		}
	}
	for _, t := range sorted(types) {
		v.Types = append(v.Types, option{t, upperFirst(word(nil, t))})
	}
	v.sort()
	return v
}

func (r *matrixRow) passes(show string) bool {
	switch show {
	case "shared":
		return r.Tellers > 1
	case disputed, attributed:
		return slices.ContainsFunc(r.Cells, func(c cell) bool { return c.State == show })
	}
	return true
}

// sort orders the rows as asked: most told first, or by what one teller does,
// what it tells itself first. Rows that are alike stay in time order.
func (v *matrixView) sort() {
	if v.Query.Sort == "most" {
		slices.SortStableFunc(v.Rows, func(a, b matrixRow) int { return cmp.Compare(b.Tellers, a.Tellers) })
		return
	}
	column := slices.IndexFunc(v.Tellers, func(h tellerHead) bool { return h.Name == v.Query.Sort })
	if column < 0 {
		return
	}
	rank := func(r matrixRow) int {
		return slices.Index([]string{told, attributed, disputed, omitted, ""}, r.Cells[column].State)
	}
	slices.SortStableFunc(v.Rows, func(a, b matrixRow) int { return cmp.Compare(rank(a), rank(b)) })
}

// gist names an event by its participants and its words.
func (x *Index) gist(e *parallax.RecordEvent) string {
	var parts []string
	for _, n := range x.names(e.Actors) {
		parts = append(parts, n.Name)
	}
	who := strings.Join(parts, ", ")
	parts = nil
	for _, n := range x.names(e.Recipients) {
		parts = append(parts, n.Name)
	}
	if len(parts) > 0 {
		who += " → " + strings.Join(parts, ", ")
	}
	if len(e.Mentions) > 0 {
		who = strings.TrimSpace("“" + oneLine(e.Mentions[0].Text) + "” " + who)
	}
	return cut(who, 90)
}

// tellers lists the columns, those with most reports first, and gives for each
// report the name of its column. Folded, a teller whose every report is a copy
// stands in the column of the one it copies.
func (x *Index) tellers(s *parallax.RecordStory, folded bool) ([]tellerHead, map[string]string) {
	of, n, from := map[string]string{}, map[string]int{}, map[string]string{}
	own := map[string]bool{} // tellers with a text of their own
	var heads []tellerHead
	for _, id := range s.Reports {
		p := x.report[id]
		if p == nil {
			continue
		}
		t := p.teller()
		of[id] = t
		if n[t] == 0 {
			heads = append(heads, tellerHead{Name: t, Report: id})
		}
		n[t]++
		if o := x.original(p); o != nil && o.Story == s.ID && o.teller() != t {
			from[t] = o.teller()
		} else {
			own[t] = true
		}
	}
	if folded {
		column := func(t string) string {
			if !own[t] && own[from[t]] {
				return from[t]
			}
			return t
		}
		for id, t := range of {
			of[id] = column(t)
		}
		at := map[string]int{}
		var kept []tellerHead
		for _, h := range heads {
			if column(h.Name) == h.Name {
				at[h.Name] = len(kept)
				kept = append(kept, h)
			}
		}
		for _, h := range heads {
			if c := column(h.Name); c != h.Name {
				kept[at[c]].Copies = append(kept[at[c]].Copies, h.Name)
			}
		}
		heads = kept
	}
	slices.SortStableFunc(heads, func(a, b tellerHead) int {
		named := func(h tellerHead) int {
			if x.report[h.Report].Outlet != "" {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(named(a), named(b)), cmp.Compare(n[b.Name], n[a.Name]))
	})
	return heads, of
}

// cellOf says how one teller's mentions carry e: disputed where one stands in a
// denial or doubt, attributed where all stand in claims, else told.
func (x *Index) cellOf(e *parallax.RecordEvent, mentions []parallax.EventAnchor) cell {
	c := cell{State: attributed, Words: oneLine(mentions[0].Text), At: &mentions[0].Anchor}
	for _, m := range mentions {
		if m.Claim == "" {
			c.State, c.At, c.Words, c.Who = told, &m.Anchor, oneLine(m.Text), ""
			break
		}
		if c.Who == "" {
			c.Who = x.speakerOf(x.claim[m.Claim])
		}
	}
	for _, m := range mentions {
		if m.Status == parallax.Denied || denies(x.claim[m.Claim]) {
			c.State, c.At, c.Words = disputed, &m.Anchor, oneLine(m.Text)
			c.Who = x.speakerOf(x.claim[m.Claim])
			break
		}
	}
	return c
}

// denies reports whether a claim denies or doubts what it speaks of.
func denies(c *parallax.RecordClaim) bool {
	return c != nil && (c.Stance == parallax.Denies || c.Stance == parallax.Doubts)
}

// denier is the claim by which a teller carries a denial of an event, where the
// denial does not name the event itself.
func (x *Index) denier(event, teller string) *parallax.RecordClaim {
	for _, i := range x.disputes[event] {
		for _, s := range x.Record.Disputes[i].Sides {
			for _, id := range s.Claims {
				if c := x.claim[id]; denies(c) && x.report[c.Report] != nil && x.report[c.Report].teller() == teller {
					return c
				}
			}
		}
	}
	return nil
}

// speakerOf names whose words a claim is: the innermost source.
func (x *Index) speakerOf(c *parallax.RecordClaim) string {
	if c == nil || len(c.Chain) == 0 {
		return ""
	}
	l := c.Chain[len(c.Chain)-1]
	return cut(x.nameOf(l.Entity, l.Anchor), 60)
}
