package format

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax"
	"parallax/internal/world"
)

// view is a record with what looks things up in it. The record may be a part of
// the archive's: a story alone.
type view struct {
	r       *parallax.Record
	docs    []*parallax.Document  // the record's documents with their layers
	place   map[int]*parallax.Geo // by GeoNames id, with its name and feature
	source  map[string]int        // report id → index of its document
	report  map[string]parallax.RecordReport
	entity  map[string]int // id → index
	claim   map[string]parallax.RecordClaim
	event   map[string]parallax.RecordEvent
	figure  map[string]parallax.RecordFigure
	story   map[string]parallax.RecordStory
	points  map[int][]int // index of a document → see codePoints
	omitted map[string][]string
	dispute map[string][]string // event id → kinds of dispute
	only    bool                // it is the whole record
	again   map[string]bool     // documents that an earlier part has given
}

func newView(a *parallax.Archive, r *parallax.Record) *view {
	v := &view{r: r, place: map[int]*parallax.Geo{}, source: map[string]int{}, report: map[string]parallax.RecordReport{}, entity: map[string]int{}, claim: map[string]parallax.RecordClaim{},
		event: map[string]parallax.RecordEvent{}, figure: map[string]parallax.RecordFigure{}, story: map[string]parallax.RecordStory{}, points: map[int][]int{},
		omitted: map[string][]string{}, dispute: map[string][]string{}}
	layers := map[string]*parallax.Document{}
	for _, d := range a.Docs {
		layers[fmt.Sprintf("d%d", d.ID)] = d
		for _, e := range d.Entities {
			v.know(e.Geo)
		}
	}
	for _, x := range a.Actors {
		v.know(x.Geo)
	}
	for i, d := range r.Documents {
		l := layers[d.ID]
		if l == nil { // only the record is at hand
			l = &parallax.Document{URI: d.URI, SHA256: d.SHA256, Text: d.Text}
		}
		v.docs = append(v.docs, l)
		for _, p := range d.Reports {
			v.source[p.ID], v.report[p.ID] = i, p
		}
	}
	for i, x := range r.Entities {
		v.entity[x.ID] = i
	}
	for _, x := range r.Claims {
		v.claim[x.ID] = x
	}
	for _, x := range r.Events {
		v.event[x.ID] = x
	}
	for _, x := range r.Figures {
		v.figure[x.ID] = x
	}
	for _, x := range r.Stories {
		v.story[x.ID] = x
		for _, c := range x.Coverage {
			if c.Said == "omitted" {
				v.omitted[c.Event] = add(v.omitted[c.Event], v.outlet(c.Outlet, c.Report))
			}
		}
	}
	for _, x := range r.Disputes {
		for _, id := range x.About {
			v.dispute[id] = add(v.dispute[id], x.Kind)
		}
	}
	return v
}

// add appends what is not empty and not there yet.
func add(list []string, s ...string) []string {
	for _, x := range s {
		if x != "" && !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// doc is the document that holds a report.
func (v *view) doc(report string) *parallax.RecordDocument {
	if i, ok := v.source[report]; ok {
		return &v.r.Documents[i]
	}
	return &parallax.RecordDocument{}
}

// outlet names who carries a report: its outlet, else the document's address.
func (v *view) outlet(outlet, report string) string {
	if outlet == "" {
		outlet = v.report[report].Outlet
	}
	if outlet == "" {
		outlet = v.doc(report).URI
	}
	return outlet
}

// sentence is the sentence that an anchor begins in, the anchor itself where the
// document has no sentences.
func (v *view) sentence(a parallax.Anchor) parallax.Anchor {
	i, ok := v.source[a.Report]
	if !ok {
		return a
	}
	for _, s := range v.docs[i].Sentences {
		if s.Start <= a.Start && a.Start < s.End {
			return parallax.Anchor{Report: a.Report, Start: s.Start, End: s.End, Text: s.In(v.r.Documents[i].Text)}
		}
	}
	return a
}

// name is the entity's name, or the anchor's words.
func (v *view) name(entity string, a parallax.Anchor) string {
	if i, ok := v.entity[entity]; ok && v.r.Entities[i].Name != "" {
		return oneLine(v.r.Entities[i].Name)
	}
	return oneLine(a.Text)
}

// who is the entity of an id, the zero one when there is none.
func (v *view) who(entity string) parallax.RecordEntity {
	if i, ok := v.entity[entity]; ok {
		return v.r.Entities[i]
	}
	return parallax.RecordEntity{}
}

func (v *view) know(g *parallax.Geo) {
	if g != nil && g.GeoNames > 0 {
		v.place[g.GeoNames] = g
	}
}

// geo is the map position of an entity with all that the archive knows of it.
func (v *view) geo(entity string) *parallax.Geo {
	g := v.who(entity).Geo
	if g == nil {
		return nil
	}
	out := &parallax.Geo{Lat: g.Lat, Lon: g.Lon, GeoNames: g.GeoNames, Country: g.Country, Precision: g.Precision}
	if known := v.place[g.GeoNames]; known != nil {
		out.Name, out.Feature = known.Name, known.Feature
	}
	return out
}

// codePoints turns byte offsets of the document at index i into code points.
func (v *view) codePoints(i int, s parallax.Span) (start, end int) {
	at := v.points[i]
	text := v.r.Documents[i].Text
	if at == nil { // one count every 256 bytes
		at = append(at, 0)
		n := 0
		for b := range len(text) {
			if utf8.RuneStart(text[b]) {
				n++
			}
			if b%256 == 255 {
				at = append(at, n)
			}
		}
		v.points[i] = at
	}
	count := func(b int) int {
		n := at[b/256]
		for _, c := range []byte(text[b/256*256 : b]) {
			if utf8.RuneStart(c) {
				n++
			}
		}
		return n
	}
	return count(s.Start), count(s.End)
}

// day is the day of a time: its value where that begins with one, its bounds
// where they are one day; "" otherwise.
func day(t *parallax.RecordTime) string {
	switch {
	case t == nil:
		return ""
	case isDay(t.Value):
		return t.Value[:10]
	case t.Earliest == t.Latest && isDay(t.Earliest):
		return t.Earliest
	}
	return ""
}

func isDay(s string) bool {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || len(s) > 10 && s[10] != 'T' {
		return false
	}
	for i, c := range []byte(s[:10]) {
		if i != 4 && i != 7 && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// country is the name of a country by its alpha-3 code, the code where the table
// does not have it.
func country(iso3 string) string {
	if c, ok := world.ByISO(iso3); ok {
		return c.Name
	}
	return iso3
}

// chain tells who says a claim, outermost first: "Press TV › security sources".
func (v *view) chain(c parallax.RecordClaim) string {
	var s []string
	for _, l := range c.Chain {
		if l.Unsaid() {
			s = append(s, "source not named")
			continue
		}
		s = append(s, v.name(l.Entity, l.Anchor))
	}
	return strings.Join(s, " › ")
}

// figureText tells a figure: "killed 16: at least 16 Iraqis".
func figureText(f parallax.RecordFigure) string {
	num := func(x *float64) string {
		if x == nil {
			return ""
		}
		return strconv.FormatFloat(*x, 'f', -1, 64)
	}
	n := num(f.Value)
	if lo, hi := num(f.Low), num(f.High); n == "" && lo+hi != "" {
		n = lo + "–" + hi
	}
	return strings.Join(add(nil, f.Of, n, f.Unit), " ") + ": " + oneLine(f.Anchor.Text)
}
