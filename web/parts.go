package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/segmentio/encoding/json"

	"parallax"
	"parallax/store"
)

// part is what a record has in the words of one report, so that its page, and
// what a search finds in it, are drawn without the rest of the saga. Of an entity
// or event it holds the first mention and those in the report. The document's
// text is left out: the store has it.
type part struct {
	parallax.Record
	Report    string              `json:"report"`
	Long      bool                `json:"long,omitempty"`      // the first page of its story leaves entries out
	Quarrels  map[string]string   `json:"quarrels,omitempty"`  // dispute → its story
	Opens     []string            `json:"opens,omitempty"`     // disputes of which it is the first report
	Elsewhere map[string][]string `json:"elsewhere,omitempty"` // entity or event that begins here, or origin → further reports that have it
}

// nameCard is an entity as lists show it.
type nameCard struct {
	Entity      parallax.RecordEntity // with its first mention alone
	Teller, Day string
	Reports     []string // all that mention it
	By          string   `json:"-"` // who called it the same as the entity that is shown
}

// Lists lays a saga's record out for the store's lists: a part for each report,
// its stories, and the entities that have a name.
func Lists(r *parallax.Record) (store.Lists, error) {
	x := NewIndex(r)
	spread := x.spread()
	var out store.Lists
	opened := map[string]bool{}
	pack := func(v any) []byte {
		b, err := json.Marshal(v)
		if err != nil {
			panic(err) // records have no cycles and no channels
		}
		return b
	}
	for _, p := range x.reports {
		if p.Story == "" { // told in another saga
			continue
		}
		l := store.ListedReport{ReportID: store.ReportID{Doc: docOf(p.ID), Report: p.number}, Story: p.Story, Teller: p.teller(), Day: dayOf(p)}
		t := x.partOf(p, spread, opened)
		for i := range t.Events {
			if x.page(t.Events[i].Mentions[0].Anchor) == p {
				l.Events++
			}
		}
		l.Claims, l.Disputes = len(t.Claims), len(t.Opens)
		l.Part = pack(&t)
		out.Reports = append(out.Reports, l)
	}
	for i := range r.Stories {
		s := &r.Stories[i]
		out.Stories = append(out.Stories, store.ListedStory{ID: s.ID, First: firstOf(s), Card: pack(x.card(s)), Story: pack(s)})
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		if !slices.ContainsFunc(e.Mentions, func(m parallax.RecordMention) bool { return m.Kind == parallax.KindName }) {
			continue
		}
		p := x.page(e.Mentions[0].Anchor)
		if p == nil {
			continue
		}
		c := nameCard{Entity: *e, Teller: p.teller(), Day: dayOf(p), Reports: spread[e.ID]}
		c.Entity.Mentions, c.Entity.Labels, c.Entity.Joins = e.Mentions[:1], nil, nil
		out.Names = append(out.Names, store.ListedName{ID: e.ID, Type: e.Type, Known: e.Known, Words: namesOf(e), Card: pack(&c)})
	}
	return out, nil
}

func firstOf(s *parallax.RecordStory) string {
	if s.Span == nil {
		return "9999"
	}
	return cmp.Or(s.Span.Earliest, "9999")
}

// dayOf is a report's first day of publication, "" where it is unknown.
func dayOf(p *place) string {
	if d := firstDay(p.Published); d != "9999" {
		return d
	}
	return ""
}

func docOf(id string) int {
	x, _ := parallax.ParseID(id)
	return x.Doc
}

const mostForms = 40 // of a name that are searched

// namesOf are the forms by which reports name an entity.
func namesOf(e *parallax.RecordEntity) string {
	forms := []string{oneLine(e.Name)}
	for _, m := range e.Mentions {
		if t := oneLine(m.Text); m.Kind != parallax.KindPronoun && len(forms) < mostForms && !slices.Contains(forms, t) {
			forms = append(forms, t)
		}
	}
	return strings.Join(forms, " · ")
}

// spread lists the reports that have an entity, an event or an origin.
func (x *Index) spread() map[string][]string {
	out := map[string][]string{}
	for _, p := range x.reports {
		if p.Story == "" {
			continue
		}
		on := x.on[p.ID]
		for _, e := range on.entities {
			out[e.ID] = append(out[e.ID], p.ID)
		}
		for _, e := range on.events {
			out[e.ID] = append(out[e.ID], p.ID)
		}
		out[p.Origin] = append(out[p.Origin], p.ID)
	}
	return out
}

func (x *Index) partOf(p *place, spread map[string][]string, opened map[string]bool) part {
	r, on := x.Record, x.on[p.ID]
	t := part{Record: empty(r), Report: p.ID, Quarrels: map[string]string{}, Elsewhere: map[string][]string{}}
	here := func(a parallax.Anchor) bool { return x.page(a) == p }
	goesOn := func(id string) {
		if l := spread[id]; len(l) > 1 {
			t.Elsewhere[id] = slices.DeleteFunc(slices.Clone(l), func(o string) bool { return o == p.ID })
		}
	}
	goesOn(p.Origin)
	d := *p.doc
	d.Text = ""
	if p.number > 1 {
		d.SourceMap, d.Problems = nil, nil
	}
	t.Documents = append(t.Documents, d)
	for _, f := range on.figures {
		t.Figures = append(t.Figures, *f)
	}
	for _, q := range on.times {
		t.Times = append(t.Times, *q)
	}
	var names []string // entities that its entries name
	var quarrels []int
	for _, c := range on.claims {
		t.Claims = append(t.Claims, *c)
		for _, l := range c.Chain {
			names = append(names, l.Entity)
		}
		quarrels = append(quarrels, x.disputes[c.ID]...)
	}
	for _, e := range on.events {
		c := *e
		c.Mentions = ownOf(e.Mentions, func(m parallax.EventAnchor) bool { return here(m.Anchor) })
		c.Joins = slices.DeleteFunc(slices.Clone(e.Joins), func(j parallax.Join) bool { return !here(j.Anchor) })
		t.Events = append(t.Events, c)
		if here(e.Mentions[0].Anchor) {
			goesOn(e.ID)
		}
		for _, a := range slices.Concat(e.Actors, e.Recipients) {
			names = append(names, a.Entity)
		}
		if e.Place != nil {
			names = append(names, e.Place.Entity)
		}
		quarrels = append(quarrels, x.disputes[e.ID]...)
	}
	in := map[string]bool{"": true}
	add := func(e *parallax.RecordEntity) {
		in[e.ID] = true
		c := *e
		c.Mentions = ownOf(e.Mentions, func(m parallax.RecordMention) bool { return here(m.Anchor) })
		c.Labels = slices.DeleteFunc(slices.Clone(e.Labels), func(l parallax.RecordLabel) bool { return l.Anchor == nil || !here(*l.Anchor) })
		c.Joins = slices.DeleteFunc(slices.Clone(e.Joins), func(j parallax.Join) bool { return !here(j.Anchor) })
		t.Entities = append(t.Entities, c)
	}
	for _, e := range on.entities {
		add(e)
		if here(e.Mentions[0].Anchor) {
			goesOn(e.ID)
		}
	}
	for _, id := range names {
		if e := x.entity[id]; !in[id] && e != nil && len(e.Mentions) > 0 {
			add(e)
		}
	}
	slices.Sort(quarrels)
	for _, i := range slices.Compact(quarrels) {
		q := r.Disputes[i]
		t.Disputes = append(t.Disputes, q)
		t.Quarrels[q.ID] = x.quarrels[i]
		if !opened[q.ID] {
			opened[q.ID] = true
			t.Opens = append(t.Opens, q.ID)
		}
	}
	if s := x.story[p.Story]; s != nil {
		t.Long = x.long[s.ID]
		stub := parallax.RecordStory{ID: s.ID, Title: s.Title, Span: s.Span, Reports: []string{p.ID}}
		for _, id := range s.Timeline {
			if slices.ContainsFunc(on.events, func(e *parallax.RecordEvent) bool { return e.ID == id }) {
				stub.Timeline = append(stub.Timeline, id)
			}
		}
		t.Stories = append(t.Stories, stub)
	}
	for _, j := range r.Judgements {
		if docOf(j.Subject) == docOf(p.ID) || docOf(j.Object) == docOf(p.ID) {
			t.Judgements = append(t.Judgements, j)
		}
	}
	return t
}

// ownOf keeps the first mention and those that are here.
func ownOf[M any](all []M, here func(M) bool) []M {
	var out []M
	for i, m := range all {
		if i == 0 || here(m) {
			out = append(out, m)
		}
	}
	return out
}

// empty is a record like r without entries.
func empty(r *parallax.Record) parallax.Record {
	return parallax.Record{Schema: r.Schema, Made: r.Made, Documents: []parallax.RecordDocument{}, Stories: []parallax.RecordStory{}, Entities: []parallax.RecordEntity{},
		Claims: []parallax.RecordClaim{}, Events: []parallax.RecordEvent{}, Figures: []parallax.RecordFigure{}, Times: []parallax.RecordTime{}, Disputes: []parallax.RecordDispute{}}
}

// united puts the parts of some reports, in the order of their documents, together.
// What an entity or event has in other reports is not there.
func united(parts []*part) (*parallax.Record, map[string]string) {
	if len(parts) == 0 {
		r := empty(&parallax.Record{Schema: parallax.Schema})
		return &r, nil
	}
	r := empty(&parts[0].Record)
	docs, stories, entities, events, disputes := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]string{}
	for _, t := range parts {
		for _, d := range t.Documents {
			i, ok := docs[d.ID]
			if !ok {
				docs[d.ID] = len(r.Documents)
				r.Documents = append(r.Documents, d)
				continue
			}
			for k, p := range d.Reports { // another saga's reports have no story here
				if p.Story != "" && r.Documents[i].Reports[k].Story == "" {
					r.Documents[i].Reports = slices.Clone(r.Documents[i].Reports)
					r.Documents[i].Reports[k] = p
				}
			}
		}
		r.Claims = append(r.Claims, t.Claims...)
		r.Figures = append(r.Figures, t.Figures...)
		r.Times = append(r.Times, t.Times...)
		for _, e := range t.Events {
			i, ok := events[e.ID]
			if !ok {
				events[e.ID] = len(r.Events)
				e.Mentions, e.Joins = slices.Clip(e.Mentions), slices.Clip(e.Joins)
				r.Events = append(r.Events, e)
				continue
			}
			y := &r.Events[i]
			y.Mentions, y.Joins = append(y.Mentions, e.Mentions[1:]...), append(y.Joins, e.Joins...)
		}
		for _, e := range t.Entities {
			i, ok := entities[e.ID]
			if !ok {
				entities[e.ID] = len(r.Entities)
				e.Mentions, e.Labels, e.Joins = slices.Clip(e.Mentions), slices.Clip(e.Labels), slices.Clip(e.Joins)
				r.Entities = append(r.Entities, e)
				continue
			}
			y := &r.Entities[i]
			y.Mentions, y.Labels, y.Joins = append(y.Mentions, e.Mentions[1:]...), append(y.Labels, e.Labels...), append(y.Joins, e.Joins...)
		}
		for _, d := range t.Disputes {
			if _, ok := disputes[d.ID]; !ok {
				disputes[d.ID] = t.Quarrels[d.ID]
				r.Disputes = append(r.Disputes, d)
			}
		}
		for _, s := range t.Stories {
			i, ok := stories[s.ID]
			if !ok {
				stories[s.ID] = len(r.Stories)
				s.Reports, s.Timeline = slices.Clip(s.Reports), slices.Clip(s.Timeline)
				r.Stories = append(r.Stories, s)
				continue
			}
			y := &r.Stories[i]
			y.Reports = append(y.Reports, s.Reports...)
			for _, id := range s.Timeline {
				if !slices.Contains(y.Timeline, id) {
					y.Timeline = append(y.Timeline, id)
				}
			}
		}
		for _, j := range t.Judgements {
			if !slices.Contains(r.Judgements, j) {
				r.Judgements = append(r.Judgements, j)
			}
		}
	}
	slices.SortStableFunc(r.Entities, func(a, b parallax.RecordEntity) int { return byNumber(a.ID, b.ID) })
	slices.SortStableFunc(r.Events, func(a, b parallax.RecordEvent) int {
		return cmp.Or(cmp.Compare(eventDay(a.Time), eventDay(b.Time)), byNumber(a.ID, b.ID))
	})
	return &r, disputes
}

func byNumber(a, b string) int {
	x, _ := parallax.ParseID(a)
	y, _ := parallax.ParseID(b)
	return cmp.Or(cmp.Compare(x.Doc, y.Doc), cmp.Compare(x.N, y.N))
}

// reportID reads the id of a report, "r12" or "r12.3".
func reportID(id string) (store.ReportID, error) {
	x, err := parallax.ParseID(id)
	if err != nil || x.Letter != 'r' {
		return store.ReportID{}, fmt.Errorf("report %q: %w", cut(id, 40), store.ErrNotFound)
	}
	return store.ReportID{Doc: x.Doc, Report: max(1, x.N)}, nil
}
