package web

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/segmentio/encoding/json"

	"parallax"
	"parallax/plover"
	"parallax/store"
)

// query is what a search asks for; empty fields ask for everything.
type query struct {
	Words, Kind, Outlet, Type, From, To string
	Actor, Place                        string // words of a name of who takes part or speaks, of where
	Skip                                int    // reports passed over
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
	URL             template.URL
	who, where      []string // ids of entities
}

// finder finds entries of a record by their words: an inverted index over
// reports, events, claims and entities.
type finder struct {
	index   *Index
	entries []found
	words   map[string][]int32 // folded word → entries, ascending
}

// newFinder finds in x what q may ask for; of an event it gives the words in the
// report of its own, where there are any.
func newFinder(x *Index, own string, q query) *finder {
	f := &finder{index: x, words: map[string][]int32{}}
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
	wanted := func(kind string) bool { return q.Kind == "" || q.Kind == kind }
	for i := range r.Entities {
		e := &r.Entities[i]
		if len(e.Mentions) > 0 && (wanted("entity") || q.Actor != "" || q.Place != "") {
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
		if len(e.Mentions) > 0 && wanted("event") {
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
			at := e.Mentions[0].Anchor
			if i := slices.IndexFunc(e.Mentions, func(m parallax.EventAnchor) bool { return m.Report == own }); i > 0 {
				at = e.Mentions[i].Anchor
			}
			add(found{Kind: "event", ID: e.ID, Title: eventWord(e) + " " + x.gist(e), Type: e.Type, who: who, where: where}, at, all)
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		if !wanted("claim") {
			break
		}
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
		if !wanted("report") {
			break
		}
		a := parallax.Anchor{Report: p.ID, Start: clamp(p.Start, p.doc.Text), End: clamp(p.End, p.doc.Text)}
		var named []string
		for _, e := range x.on[p.ID].entities {
			named = append(named, e.ID)
		}
		add(found{Kind: "report", ID: p.ID, Title: p.headline(), who: named, where: named}, a, p.doc.Text[a.Start:max(a.Start, a.End)]+" "+p.Outlet)
	}
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
		if !places || isPlace(x) {
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

const (
	perPage   = 20  // entries
	perLook   = 20  // reports that one page of a search looks into
	countedTo = 200 // reports that are counted
	nameHits  = 8   // names before the rest
	looked    = 40  // names whose reports a search by actor or place looks into
)

// searchView is the page of a search.
type searchView struct {
	Query   query
	Hits    []found
	Reports int  // that hold all words and pass the filters
	Over    bool // and more
	Next    string
	Outlets []string
	Types   []option
	Kinds   []option
	Asked   bool
}

type option struct{ Value, Label string }

// searchTypes are what entries of a search may be of.
var searchTypes = func() []option {
	var out []option
	for _, m := range []map[string]string{typeWords, stanceWords} {
		for _, t := range slices.Sorted(maps.Keys(m)) {
			out = append(out, option{t, m[t]})
		}
	}
	for _, t := range plover.Types {
		out = append(out, option{t.Name, word(nil, t.Name)})
	}
	out = append(out, option{plover.Other, word(nil, plover.Other)})
	slices.SortFunc(out, func(a, b option) int { return strings.Compare(a.Label, b.Label) })
	return out
}()

func (s *Server) searchPage(ctx context.Context, q query) (*searchView, error) {
	v := &searchView{Query: q, Types: searchTypes, Kinds: []option{{"report", "Reports"}, {"event", "Events"}, {"claim", "Claims"}, {"entity", "People, bodies and places"}}}
	var err error
	if v.Outlets, err = s.tellers(ctx); err != nil || q.empty() {
		return v, err
	}
	v.Asked = true
	f, err := s.find(ctx, q, perPage)
	v.Hits, v.Reports, v.Over = f.hits, f.reports, f.over
	if f.next > 0 {
		v.Next = q.at(f.next)
	}
	return v, err
}

// finding is a page of what a search finds.
type finding struct {
	hits    []found
	reports int // or names, where these are asked for
	over    bool
	next    int // reports to pass over on the next page, 0 there is none
}

// find looks for entries in the reports that hold the words of q, of the latest
// documents first: as many reports as it takes to find most entries, a bounded
// number. Names come first; alone, they are found by themselves.
func (s *Server) find(ctx context.Context, q query, most int) (out finding, err error) {
	words := fold(q.Words)
	if len(words) == 0 && q.Words != "" {
		return out, nil
	}
	if q.Kind == "entity" || q.Kind == "" && q.Skip == 0 && q.Type == "" && len(words) > 0 {
		if q.Kind == "" {
			most -= nameHits
		}
		if out, err = s.findNames(ctx, q, words, most); err != nil || q.Kind == "entity" {
			return out, err
		}
		out.hits = out.hits[:min(nameHits, len(out.hits))]
		out.reports, out.over, out.next = 0, false, 0
		most += nameHits - len(out.hits)
	}
	in, err := s.reportsNaming(ctx, q)
	if err != nil {
		return out, err
	}
	search := store.Search{Words: words, Teller: q.Outlet, From: q.From, To: q.To}
	if q.To != "" {
		search.To += "~"
	}
	if in != nil {
		search.Docs = []int{}
		for id := range in {
			search.Docs = append(search.Docs, id.Doc)
		}
		slices.Sort(search.Docs)
	}
	var ids []store.ReportID
	for id, err := range s.lists.Find(ctx, search) {
		if err != nil {
			return out, err
		}
		if in != nil && !in[id] {
			continue
		}
		if out.reports++; out.reports > q.Skip && len(ids) < perLook {
			ids = append(ids, id)
		}
		if out.reports > max(countedTo, q.Skip+perLook) {
			out.reports--
			out.over = true
			break
		}
	}
	seen := map[string]bool{}
	q.Outlet, q.From, q.To = "", "", "" // looked at already
	for n, id := range ids {
		if len(out.hits) >= most {
			out.next = q.Skip + n
			return out, nil
		}
		t, err := s.partOfReport(ctx, id)
		if err != nil {
			return out, err
		}
		x := indexOf([]*part{t})
		l := links{x, false}
		for _, h := range newFinder(x, t.Report, q).hits(q) {
			if h.Kind == "entity" || seen[h.ID] || h.Kind != "report" && h.Said.At.Report != t.Report || h.Kind == "report" && h.ID != t.Report {
				continue
			}
			seen[h.ID] = true
			h.Said = x.around(x.matchIn(*h, q.Words), 130)
			h.URL = l.hit(h)
			out.hits = append(out.hits, *h)
		}
	}
	if q.Skip+len(ids) < out.reports || out.over {
		out.next = q.Skip + len(ids)
	}
	return out, nil
}

// findNames finds the entities of which the names hold all words; an actor and a
// place of the question are further words of theirs.
func (s *Server) findNames(ctx context.Context, q query, words []string, most int) (out finding, err error) {
	words = append(slices.Clone(words), append(fold(q.Actor), fold(q.Place)...)...)
	rows, err := s.lists.Names(ctx, words, q.Type, q.Skip, most+1)
	if err != nil {
		return out, err
	}
	for n, r := range rows {
		if n == most {
			out.next, out.over = q.Skip+most, true
			break
		}
		c, err := cardOf(r)
		if err != nil {
			return out, err
		}
		if q.Outlet != "" && c.Teller != q.Outlet || q.From != "" && c.Day < q.From || q.To != "" && (c.Day == "" || c.Day > q.To+"~") || q.Place != "" && !isPlace(&c.Entity) {
			continue
		}
		h := found{Kind: "entity", ID: r.ID, Title: cut(oneLine(c.Entity.Name), 100), Type: r.Type, Teller: c.Teller, Day: c.Day, Said: excerpt{Words: oneLine(c.Entity.Mentions[0].Text), At: c.Entity.Mentions[0].Anchor}}
		h.URL = (&links{nothing, false}).entity(r.ID)
		out.hits = append(out.hits, h)
	}
	out.reports = q.Skip + len(out.hits)
	return out, nil
}

func cardOf(r store.ListedName) (c nameCard, err error) {
	if err := json.Unmarshal(r.Card, &c); err != nil || len(c.Entity.Mentions) == 0 {
		return c, fmt.Errorf("entity %s: damaged: %w", r.ID, err)
	}
	return c, nil
}

// reportsNaming are the reports that may name the actor and the place asked for;
// nil where none is.
func (s *Server) reportsNaming(ctx context.Context, q query) (map[store.ReportID]bool, error) {
	var out map[store.ReportID]bool
	for i, words := range [][]string{fold(q.Actor), fold(q.Place)} {
		if len(words) == 0 {
			continue
		}
		rows, err := s.lists.Names(ctx, words, "", 0, looked)
		if err != nil {
			return nil, err
		}
		in := map[store.ReportID]bool{}
		for _, r := range rows {
			c, err := cardOf(r)
			if err != nil {
				return nil, err
			}
			if i == 1 && !isPlace(&c.Entity) {
				continue
			}
			for _, id := range c.Reports {
				if n, err := reportID(id); err == nil && (out == nil || out[n]) {
					in[n] = true
				}
			}
		}
		// Descriptions are no names: a text that holds the words may have them.
		n := 0
		for id, err := range s.lists.Find(ctx, store.Search{Words: words}) {
			if err != nil {
				return nil, err
			}
			if out == nil || out[id] {
				in[id] = true
			}
			if n++; n == countedTo {
				break
			}
		}
		out = in
	}
	return out, nil
}

func isPlace(e *parallax.RecordEntity) bool {
	return e.Geo != nil || slices.Contains([]string{parallax.GPE, parallax.Loc, parallax.Fac}, e.Type)
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
