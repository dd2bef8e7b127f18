package web

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax"
)

// Index finds the entries of a record by id, and what rests on them.
type Index struct {
	Record   *parallax.Record
	story    map[string]*parallax.RecordStory
	report   map[string]*place
	entity   map[string]*parallax.RecordEntity
	claim    map[string]*parallax.RecordClaim
	event    map[string]*parallax.RecordEvent
	figure   map[string]*parallax.RecordFigure
	storyOf  map[string]string   // event → story
	pages    map[string][]*place // document → its reports in text order
	reports  []*place
	spans    map[string][]parallax.Span         // report page → the anchors on it
	saidBy   map[string][]*parallax.RecordClaim // entity → claims with it in their chain
	didBy    map[string][]*parallax.RecordEvent // entity → events it takes part in
	disputes map[string][]int                   // event or claim → indices in Record.Disputes
	on       map[string]*readings               // report page → what was read on it
	quarrels []string                           // dispute → its story
	judged   map[string]bool                    // what a judgement may name: entries, what was joined in them, what was judged before
	long     map[string]bool                    // stories of which the first page leaves entries out
	beyond   map[string]int                     // entity, event or origin → reports that have it and are not here
}

// readings are the entries with words on one page.
type readings struct {
	claims   []*parallax.RecordClaim
	events   []*parallax.RecordEvent
	entities []*parallax.RecordEntity
	times    []*parallax.RecordTime
	figures  []*parallax.RecordFigure
}

// place is a report with its document and the stretch of text that its page
// shows: its own and the furniture around it, so that every byte of a document
// with reports stands on exactly one page.
type place struct {
	*parallax.RecordReport
	doc        *parallax.RecordDocument
	number     int // in the document, from 1
	from, till int
}

// NewIndex indexes r, which must not change afterwards.
func NewIndex(r *parallax.Record) *Index { return newIndex(r, nil) }

// newIndex indexes a record of which the stories of disputes may be known.
func newIndex(r *parallax.Record, quarrels map[string]string) *Index {
	x := &Index{Record: r, story: map[string]*parallax.RecordStory{}, report: map[string]*place{}, entity: map[string]*parallax.RecordEntity{},
		claim: map[string]*parallax.RecordClaim{}, event: map[string]*parallax.RecordEvent{}, figure: map[string]*parallax.RecordFigure{},
		storyOf: map[string]string{}, pages: map[string][]*place{}, spans: map[string][]parallax.Span{},
		saidBy: map[string][]*parallax.RecordClaim{}, didBy: map[string][]*parallax.RecordEvent{}, disputes: map[string][]int{}, long: map[string]bool{}, beyond: map[string]int{}}
	for i := range r.Documents {
		x.document(&r.Documents[i])
	}
	for i := range r.Entities {
		x.entity[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Stories {
		s := &r.Stories[i]
		x.story[s.ID] = s
		for _, e := range s.Timeline {
			x.storyOf[e] = s.ID
		}
	}
	for i := range r.Figures {
		x.figure[r.Figures[i].ID] = &r.Figures[i]
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		x.claim[c.ID] = c
		for _, l := range c.Chain {
			if l.Entity != "" && !slices.Contains(x.saidBy[l.Entity], c) {
				x.saidBy[l.Entity] = append(x.saidBy[l.Entity], c)
			}
		}
	}
	for i := range r.Events {
		e := &r.Events[i]
		x.event[e.ID] = e
		for _, a := range slices.Concat(e.Actors, e.Recipients) {
			if a.Entity != "" && !slices.Contains(x.didBy[a.Entity], e) {
				x.didBy[a.Entity] = append(x.didBy[a.Entity], e)
			}
		}
	}
	for i, d := range r.Disputes {
		ids := slices.Clone(d.About)
		for _, s := range d.Sides {
			ids = append(ids, s.Claims...)
		}
		slices.Sort(ids)
		for _, id := range slices.Compact(ids) {
			x.disputes[id] = append(x.disputes[id], i)
		}
	}
	for i := range r.Disputes {
		s, ok := quarrels[r.Disputes[i].ID]
		if !ok {
			s = x.storyOfDispute(&r.Disputes[i])
		}
		x.quarrels = append(x.quarrels, s)
	}
	for i := range r.Stories {
		s := &r.Stories[i]
		x.long[s.ID] = len(s.Timeline) > shortly.events || len(s.Reports) > shortly.reports || len(x.disputesOf(s)) > shortly.disputes
	}
	parallax.Anchors(r, func(_ string, a parallax.Anchor) {
		if p := x.page(a); p != nil {
			x.spans[p.ID] = append(x.spans[p.ID], parallax.Span{Start: a.Start, End: a.End})
		}
	})
	for id, l := range x.spans {
		slices.SortFunc(l, bySpan)
		x.spans[id] = slices.Compact(l)
	}
	x.judged = judgeable(r)
	x.on = x.readingsByPage()
	return x
}

func judgeable(r *parallax.Record) map[string]bool {
	out := map[string]bool{}
	joined := func(l []parallax.Join) {
		for _, j := range l {
			out[j.ID] = true
		}
	}
	for i := range r.Entities {
		out[r.Entities[i].ID] = true
		joined(r.Entities[i].Joins)
	}
	for i := range r.Events {
		out[r.Events[i].ID] = true
		joined(r.Events[i].Joins)
	}
	for i := range r.Claims {
		out[r.Claims[i].ID] = true
	}
	for i := range r.Figures {
		out[r.Figures[i].ID] = true
	}
	for i := range r.Times {
		out[r.Times[i].ID] = true
	}
	for i := range r.Disputes {
		out[r.Disputes[i].ID] = true
	}
	for _, j := range r.Judgements {
		out[j.Subject], out[j.Object] = true, true
	}
	return out
}

// readingsByPage sorts the entries by the pages their words stand on, so that a
// page is drawn without a look at the rest of the archive.
func (x *Index) readingsByPage() map[string]*readings {
	on := map[string]*readings{}
	for _, p := range x.reports {
		on[p.ID] = &readings{}
	}
	at := func(a parallax.Anchor) *readings {
		if p := x.page(a); p != nil {
			return on[p.ID]
		}
		return &readings{}
	}
	r := x.Record
	for i := range r.Claims {
		l := at(r.Claims[i].Anchor)
		l.claims = append(l.claims, &r.Claims[i])
	}
	for i := range r.Events {
		e := &r.Events[i]
		for _, m := range e.Mentions {
			if l := at(m.Anchor); len(l.events) == 0 || l.events[len(l.events)-1] != e {
				l.events = append(l.events, e)
			}
		}
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		for _, m := range e.Mentions {
			if l := at(m.Anchor); len(l.entities) == 0 || l.entities[len(l.entities)-1] != e {
				l.entities = append(l.entities, e)
			}
		}
	}
	for i := range r.Times {
		if t := &r.Times[i]; t.Anchor != nil {
			l := at(*t.Anchor)
			l.times = append(l.times, t)
		}
	}
	for i := range r.Figures {
		l := at(r.Figures[i].Anchor)
		l.figures = append(l.figures, &r.Figures[i])
	}
	return on
}

func bySpan(a, b parallax.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// document lays out a document's reports: each page runs from its report's
// start to the next one's, the first from the text's start.
func (x *Index) document(d *parallax.RecordDocument) {
	var l []*place
	for i := range d.Reports {
		p := &place{RecordReport: &d.Reports[i], doc: d, number: i + 1}
		l = append(l, p)
		x.report[p.ID] = p
		x.reports = append(x.reports, p)
	}
	slices.SortStableFunc(l, func(a, b *place) int { return cmp.Compare(a.Start, b.Start) })
	for i, p := range l {
		p.from, p.till = clamp(p.Start, d.Text), len(d.Text)
		if i == 0 {
			p.from = 0
		}
		if i+1 < len(l) {
			p.till = clamp(l[i+1].Start, d.Text)
		}
	}
	x.pages[d.ID] = l
}

// clamp moves an offset into the text and onto a rune boundary.
func clamp(i int, text string) int {
	i = max(0, min(i, len(text)))
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}

// page is the report on whose page the words of a stand, nil when its report is
// unknown or the span lies outside the text.
func (x *Index) page(a parallax.Anchor) *place {
	p := x.report[a.Report]
	if p == nil || a.Start < 0 || a.End > len(p.doc.Text) || a.Start > a.End {
		return nil
	}
	l := x.pages[p.doc.ID]
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].from <= a.Start {
			return l[i]
		}
	}
	return p
}

// anchored reports whether an anchor of the record stands at a span of p's page.
func (x *Index) anchored(p *place, s parallax.Span) bool {
	_, ok := slices.BinarySearchFunc(x.spans[p.ID], s, bySpan)
	return ok
}

func spanID(report string, start, end int) string {
	return report + "-w" + strconv.Itoa(start) + "-" + strconv.Itoa(end)
}

// teller is who a report speaks for: its outlet, else the report itself by the
// name of its file.
func (p *place) teller() string {
	if p.Outlet != "" {
		return p.Outlet
	}
	return p.file()
}

// Number is the report's place in its document, from 1.
func (p *place) Number() int { return p.number }

func (p *place) file() string {
	name := strings.TrimSuffix(p.doc.URI, "/")
	if i := strings.IndexAny(name, "?"); i > 0 {
		name = name[:i]
	}
	if b := path.Base(name); b != "." && b != "/" && b != "" {
		name = b
	} else {
		name = p.doc.ID
	}
	if len(p.doc.Reports) > 1 {
		name += " · " + strconv.Itoa(p.number)
	}
	return name
}

// headline is the report's title, else its first words.
func (p *place) headline() string {
	if p.Title != nil && strings.TrimSpace(p.Title.Text) != "" {
		return oneLine(p.Title.Text)
	}
	start, end := clamp(p.Start, p.doc.Text), clamp(p.End, p.doc.Text)
	if end < start {
		return p.ID
	}
	t := strings.TrimSpace(p.doc.Text[start:end])
	if line, _, ok := strings.Cut(t, "\n"); ok {
		t = line
	}
	if t == "" {
		return p.file()
	}
	return cut(oneLine(t), 110)
}

// isCopy reports whether the report takes its text from another one.
func (p *place) isCopy() bool { return p.Share > 0 && p.Origin != "o"+p.ID[1:] }

// original is the report that the origin is named after, nil when not in the record.
func (x *Index) original(p *place) *place {
	if !p.isCopy() || len(p.Origin) < 2 {
		return nil
	}
	return x.report["r"+p.Origin[1:]]
}

// nameOf is the best name for a participant: its entity's, else the words.
func (x *Index) nameOf(entity string, a parallax.Anchor) string {
	if e := x.entity[entity]; e != nil && strings.TrimSpace(e.Name) != "" {
		return oneLine(e.Name)
	}
	return oneLine(a.Text)
}

// excerpt is a stretch of source around some words.
type excerpt struct {
	Before, Words, After string
	At                   parallax.Anchor
}

// around cuts an excerpt of at most reach bytes to either side, within the
// paragraph and at spaces.
func (x *Index) around(a parallax.Anchor, reach int) excerpt {
	out := excerpt{Words: oneLine(a.Text), At: a}
	p := x.report[a.Report]
	if p == nil || a.Start < 0 || a.End > len(p.doc.Text) || a.Start > a.End {
		return out
	}
	t := p.doc.Text
	b := t[clamp(max(0, a.Start-reach), t):a.Start]
	if i := strings.LastIndex(b, "\n"); i >= 0 {
		b = b[i+1:]
	} else if a.Start > reach {
		if i := strings.IndexByte(b, ' '); i >= 0 {
			b = "…" + b[i+1:]
		}
	}
	f := t[a.End:clamp(a.End+reach, t)]
	if i := strings.Index(f, "\n"); i >= 0 {
		f = f[:i]
	} else if a.End+reach < len(t) {
		if i := strings.LastIndexByte(f, ' '); i >= 0 {
			f = f[:i] + "…"
		}
	}
	out.Before, out.After = strings.TrimLeft(squeeze(b), " "), strings.TrimRight(squeeze(f), " ")
	return out
}

// squeeze makes every run of white space one space and keeps those at the ends.
func squeeze(s string) string {
	out := oneLine(s)
	if out == "" {
		return ""
	}
	if s[0] == ' ' {
		out = " " + out
	}
	if s[len(s)-1] == ' ' {
		out += " "
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to n runes, with an ellipsis for what is left out.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}
