package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"parallax"
)

// query is what a search asks for; empty fields ask for everything.
type query struct {
	Words, Kind, Outlet, Type, From, To string
	Actor, Place                        string // words of a name of who takes part or speaks, of where
	Page                                int
}

func (q query) empty() bool {
	return q.Words == "" && q.Kind == "" && q.Outlet == "" && q.Type == "" && q.From == "" && q.To == "" && q.Actor == "" && q.Place == ""
}

// found is an entry that a search may give: where it stands and by what it is
// filtered.
type found struct {
	Kind, ID, Title string
	Teller, Day     string // of its first report
	Type            string
	Said            excerpt
	who, where      []string // ids of entities
}

// finder finds entries by their words: an inverted index over reports, events,
// claims and entities.
type finder struct {
	index   *Index
	entries []found
	words   map[string][]int32 // folded word → entries, ascending
	outlets []string
	types   []string
}

func newFinder(x *Index) *finder {
	f := &finder{index: x, words: map[string][]int32{}}
	outlets, types := map[string]bool{}, map[string]bool{}
	add := func(e found, a parallax.Anchor, text string) {
		p := x.report[a.Report]
		if p == nil {
			return
		}
		e.Teller, e.Day = p.teller(), firstDay(p.Published)
		if e.Day == "9999" {
			e.Day = ""
		}
		e.Said = excerpt{At: a}
		outlets[e.Teller] = true
		if e.Type != "" {
			types[e.Type] = true
		}
		n := int32(len(f.entries))
		seen := map[string]bool{}
		for _, w := range fold(text) {
			if !seen[w] {
				seen[w] = true
				f.words[w] = append(f.words[w], n)
			}
		}
		f.entries = append(f.entries, e)
	}
	r := x.Record
	for i := range r.Entities {
		e := &r.Entities[i]
		if len(e.Mentions) > 0 {
			var all strings.Builder
			all.WriteString(e.Name)
			for _, m := range e.Mentions {
				if m.Kind != parallax.KindPronoun {
					all.WriteString(" " + m.Text)
				}
			}
			add(found{Kind: "entity", ID: e.ID, Title: cut(oneLine(e.Name), 100), Type: e.Type, who: []string{e.ID}, where: []string{e.ID}}, e.Mentions[0].Anchor, all.String())
		}
	}
	for i := range r.Events {
		e := &r.Events[i]
		if len(e.Mentions) > 0 {
			var who, where []string
			for _, a := range slices.Concat(e.Actors, e.Recipients) {
				who = append(who, a.Entity)
			}
			if e.Place != nil {
				where = []string{e.Place.Entity}
			}
			all := e.Type + " " + e.Label + " " + strings.Join(e.Mode, " ") + " " + x.gist(e)
			for _, m := range e.Mentions {
				c := x.around(m.Anchor, 110)
				all += " " + c.Before + c.Words + c.After
			}
			add(found{Kind: "event", ID: e.ID, Title: eventWord(e) + " " + x.gist(e), Type: e.Type, who: who, where: where}, e.Mentions[0].Anchor, all)
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		var who, where []string
		for _, l := range c.Chain {
			who = append(who, l.Entity)
		}
		for _, id := range c.Events {
			if e := x.event[id]; e != nil && e.Place != nil {
				where = append(where, e.Place.Entity)
			}
		}
		add(found{Kind: "claim", ID: c.ID, Title: strings.TrimSpace(x.speakerOf(c) + " " + word(stanceWords, c.Stance)), Type: c.Stance, who: who, where: where}, c.Content, c.Anchor.Text+" "+x.speakerOf(c))
	}
	for _, p := range x.reports {
		a := parallax.Anchor{Report: p.ID, Start: clamp(p.Start, p.doc.Text), End: clamp(p.End, p.doc.Text)}
		var named []string
		for _, e := range x.on[p.ID].entities {
			named = append(named, e.ID)
		}
		add(found{Kind: "report", ID: p.ID, Title: p.headline(), who: named, where: named}, a, p.doc.Text[a.Start:max(a.Start, a.End)]+" "+p.Outlet)
	}
	f.outlets, f.types = sorted(outlets), sorted(types)
	return f
}

func sorted(set map[string]bool) []string {
	var out []string
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// fold gives the words of s in lower case without the marks of Latin letters'
// ends: what is typed is found whatever its case.
func fold(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// hits gives the entries that hold every word of q (its last word may be a
// beginning) and pass its filters, entities first, then as the record orders
// them.
func (f *finder) hits(q query) []*found {
	var out []*found
	who, where := f.called(q.Actor, false), f.called(q.Place, true)
	match := func(e *found) bool {
		return (q.Actor == "" || anyOf(e.who, who)) && (q.Place == "" || anyOf(e.where, where)) && (q.Kind == "" || e.Kind == q.Kind) && (q.Outlet == "" || e.Teller == q.Outlet) && (q.Type == "" || e.Type == q.Type) &&
			(q.From == "" || e.Day >= q.From) && (q.To == "" || e.Day != "" && e.Day <= q.To+"~")
	}
	words := fold(q.Words)
	if len(words) == 0 {
		if q.Words != "" {
			return nil
		}
		for i := range f.entries {
			if e := &f.entries[i]; match(e) {
				out = append(out, e)
			}
		}
		return out
	}
	var ids []int32
	for i, w := range words {
		l := f.words[w]
		if i == len(words)-1 && len(w) > 2 {
			l = f.beginning(w)
		}
		if i == 0 {
			ids = l
			continue
		}
		ids = intersect(ids, l)
	}
	out = make([]*found, 0, len(ids))
	for _, id := range ids {
		if e := &f.entries[id]; match(e) {
			out = append(out, e)
		}
	}
	return out
}

// called gives the entities, or the places alone, of which a name holds all
// words.
func (f *finder) called(words string, places bool) map[string]bool {
	want := fold(words)
	if len(want) == 0 {
		return nil
	}
	out := map[string]bool{}
	q := query{Words: words, Kind: "entity"}
	for _, e := range f.hits(q) {
		x := f.index.entity[e.ID]
		if !places || x.Geo != nil || slices.Contains([]string{parallax.GPE, parallax.Loc, parallax.Fac}, x.Type) {
			out[e.ID] = true
		}
	}
	return out
}

func anyOf(ids []string, in map[string]bool) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return in[id] })
}

// beginning unites the entries of all words that begin with w.
func (f *finder) beginning(w string) []int32 {
	var out []int32
	for k, l := range f.words {
		if strings.HasPrefix(k, w) {
			out = append(out, l...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func intersect(a, b []int32) []int32 {
	var out []int32
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case 0:
			out = append(out, a[i])
			i++
			j++
		case -1:
			i++
		default:
			j++
		}
	}
	return out
}

const perPage = 40

// searchView is the page of a search.
type searchView struct {
	Query       query
	Hits        []found
	Total       int
	Prev, Next  string
	Outlets     []string
	Types       []option
	Kinds       []option
	From, Until int
	Asked       bool
}

type option struct{ Value, Label string }

func (x *Index) searchPage(q query) *searchView {
	v := &searchView{Query: q, Outlets: x.search.outlets,
		Kinds: []option{{"report", "Reports"}, {"event", "Events"}, {"claim", "Claims"}, {"entity", "People, bodies and places"}}}
	for _, t := range x.search.types {
		label := word(typeWords, t)
		if w, ok := stanceWords[t]; ok {
			label = w
		}
		v.Types = append(v.Types, option{t, label})
	}
	if q.empty() {
		return v
	}
	v.Asked = true
	all := x.search.hits(q)
	v.Total = len(all)
	from := min(max(0, q.Page-1)*perPage, len(all))
	till := min(from+perPage, len(all))
	v.From, v.Until = from+1, till
	for _, e := range all[from:till] {
		h := *e // the finder's own stays as it is
		h.Said = x.around(x.matchIn(h, q.Words), 130)
		v.Hits = append(v.Hits, h)
	}
	if from > 0 {
		v.Prev = q.at(max(1, q.Page-1))
	}
	if till < len(all) {
		v.Next = q.at(max(1, q.Page) + 1)
	}
	return v
}

// matchIn narrows a hit's anchor to the first of the words within its report,
// so that a report opens where it speaks of what was asked.
func (x *Index) matchIn(h found, words string) parallax.Anchor {
	a := h.Said.At
	p := x.report[a.Report]
	if h.Kind != "report" || p == nil {
		return a
	}
	text := p.doc.Text[a.Start:max(a.Start, a.End)]
	low := strings.ToLower(text)
	if len(low) == len(text) {
		for _, w := range fold(words) {
			if i := strings.Index(low, w); i >= 0 {
				return parallax.Anchor{Report: a.Report, Start: a.Start + i, End: a.Start + i + len(w), Text: text[i : i+len(w)]}
			}
		}
	}
	end := clamp(min(a.Start+120, a.End), p.doc.Text)
	return parallax.Anchor{Report: a.Report, Start: a.Start, End: end, Text: p.doc.Text[a.Start:end]}
}
