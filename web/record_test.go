package web

import (
	"fmt"
	"strings"
	"testing"

	"parallax"
)

// hostile are texts that run, break out or break in wherever they are not
// escaped. Every field of a test record holds each of them once.
var hostile = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror=alert(1)>`,
	`'><svg/onload=alert(1)>`,
	`javascript:alert(1)`,
	`</textarea><script>alert(1)</script>`,
	`</style><script>alert(1)</script>`,
	`<!--<script>alert(1)</script>`,
	`{{.Body}}${alert(1)}`,
	"<a href=\"java\tscript:alert(1)\">x</a>",
	`<iframe srcdoc="<script>alert(1)</script>">`,
	`data:text/html,<script>alert(1)</script>`,
	"\u202egnp.exe\u2028<b onmouseover=alert(1)>",
	`' OR 1=1; DROP TABLE documents; --`,
	`../../../../etc/passwd`,
	`%0d%0aSet-Cookie:%20a=b`,
	"\x00\x01\x1b[2J",
	`<math><mtext></mtext><mglyph><style><img src onerror=alert(1)>`,
	`𝔸𝕝𝕖𝕣𝕥 🙂 e\u0301 שלום`,
}

// maker builds records: text is written first, anchors quote it.
type maker struct {
	t testing.TB
	r *parallax.Record
}

func newMaker(t testing.TB) *maker {
	return &maker{t, &parallax.Record{Schema: parallax.Schema, Made: &parallax.Made{Program: "parallax", Version: "test"}}}
}

// quote is the anchor of words in a report's document.
func (m *maker) quote(report int, words string) parallax.Anchor {
	d := m.r.Documents[report-1]
	i := strings.Index(d.Text, words)
	if i < 0 {
		m.t.Fatalf("%q does not stand in report %d", words, report)
	}
	return parallax.Anchor{Report: fmt.Sprintf("r%d", report), Start: i, End: i + len(words), Text: words}
}

func (m *maker) report(outlet, title, text, day string) int {
	n := len(m.r.Documents) + 1
	all := "Home\nWorld\n\n" + title + "\n\n" + text + "\n\nShare post"
	start := strings.Index(all, title)
	d := parallax.RecordDocument{ID: fmt.Sprintf("d%d", n), URI: "reports/" + outlet, SHA256: strings.Repeat("0", 64), MediaType: "text/plain", Language: outlet, Text: all,
		Furniture: []parallax.Furniture{{Span: parallax.Span{Start: 0, End: 4}, Kind: "navigation"}},
		Problems:  []parallax.Problem{{Code: "charset-invalid", Text: title}}}
	d.Reports = []parallax.RecordReport{{ID: fmt.Sprintf("r%d", n), Start: start, End: len(all) - len("\n\nShare post"), Kind: "article", Outlet: outlet, Origin: fmt.Sprintf("o%d", n), Story: "s1", Address: outlet,
		Published: parallax.RecordTime{Value: day, Earliest: day, Latest: day, Basis: parallax.Stated}, Credit: &parallax.Credit{Name: title}}}
	m.r.Documents = append(m.r.Documents, d)
	a := m.quote(n, title)
	m.r.Documents[n-1].Reports[0].Title = &a
	return n
}

// hostileRecord puts evil into every field that a source or a reading of it fills.
func hostileRecord(t *testing.T, evil string) *parallax.Record {
	m := newMaker(t)
	text := "On Friday the minister " + evil + " denied that 12 people had died in Sampletown. “It is untrue,” she said."
	a := m.report(evil, "Minister denies "+evil, text, "2020-01-10")
	b := m.report("Other Post", "Twelve die", "Twelve people were killed, officials said. "+evil, "2020-01-09")
	two, twelve := 12.0, 14.0
	r := m.r
	r.Entities = []parallax.RecordEntity{
		{ID: "n1.1", Type: evil, Name: evil, Code: evil, Wikidata: evil, Geo: &parallax.RecordGeo{Lat: 33, Lon: 44, Precision: 4, Country: evil}, Labels: []parallax.RecordLabel{{Text: evil, Anchor: ptr(m.quote(a, evil))}},
			Mentions: []parallax.RecordMention{{Anchor: m.quote(a, "minister"), Kind: "nominal"}, {Anchor: m.quote(a, evil), Kind: "name"}, {Anchor: m.quote(a, "she"), Kind: "pronoun"}}},
		{ID: "n2.1", Type: parallax.Org, Name: "officials", Mentions: []parallax.RecordMention{{Anchor: m.quote(b, "officials"), Kind: "nominal"}}},
	}
	r.Claims = []parallax.RecordClaim{
		{ID: "c1.1", Report: "r1", Anchor: m.quote(a, text[:strings.Index(text, " “")]), Content: m.quote(a, "12 people had died in Sampletown"), Quoted: parallax.Indirect, Stance: parallax.Denies, Act: evil, Venue: evil, Events: []string{"v1.1"}, Score: .8,
			Chain: []parallax.RecordLink{{Entity: "n1.1", Anchor: m.quote(a, "minister"), Cue: ptr(m.quote(a, "denied")), Kind: evil}}},
		{ID: "c1.2", Report: "r1", Anchor: m.quote(a, "It is untrue,” she said"), Content: m.quote(a, "It is untrue,"), Quoted: parallax.Direct, Stance: evil, Answers: "c1.1", Chain: []parallax.RecordLink{{Anchor: m.quote(a, evil)}}},
		{ID: "c2.1", Report: "r2", Anchor: m.quote(b, "Twelve people were killed, officials said"), Content: m.quote(b, "Twelve people were killed"), Quoted: parallax.Indirect, Stance: parallax.Asserts, Chain: []parallax.RecordLink{{Entity: "n2.1", Anchor: m.quote(b, "officials")}}},
	}
	when := parallax.RecordTime{ID: "t1.1", Value: evil, Type: "DATE", Earliest: "2020-01-06", Latest: "2020-01-10", Basis: evil, Anchor: ptr(m.quote(a, "Friday")), Because: []parallax.Anchor{m.quote(b, evil)}}
	r.Times = []parallax.RecordTime{when}
	r.Events = []parallax.RecordEvent{
		{ID: "v1.1", Type: "OTHER", Label: evil, Mode: []string{evil}, Context: []string{evil}, Status: parallax.Actual, Time: &when, Figures: []string{"f1.1", "f2.1"},
			Actors: []parallax.RecordArg{{Anchor: m.quote(a, evil)}}, Recipients: []parallax.RecordArg{{Entity: "n1.1", Anchor: m.quote(a, "minister")}}, Place: &parallax.RecordArg{Anchor: m.quote(a, "Sampletown")},
			Mentions: []parallax.EventAnchor{{Anchor: m.quote(a, "died"), Claim: "c1.1", Status: parallax.Denied}, {Anchor: m.quote(b, "killed"), Claim: "c2.1"}}, Support: parallax.Support{Reports: 2, Origins: 2, Outlets: 2, Sources: 2},
			Joins: []parallax.Join{{ID: "v2.1", Anchor: m.quote(b, "killed"), Score: .9, Reason: evil, By: evil}}},
		{ID: "v2.2", Type: evil, Status: evil, Actors: []parallax.RecordArg{}, Mentions: []parallax.EventAnchor{{Anchor: m.quote(b, "die")}}, Support: parallax.Support{Reports: 1, Origins: 1}},
	}
	r.Figures = []parallax.RecordFigure{
		{ID: "f1.1", Value: &two, Of: evil, Unit: evil, Anchor: m.quote(a, "12 people"), Event: "v1.1", Claim: "c1.1"},
		{ID: "f2.1", Low: &two, High: &twelve, Of: evil, Unit: evil, Anchor: m.quote(b, "Twelve people"), Event: "v1.1"},
	}
	r.Disputes = []parallax.RecordDispute{{ID: "x1.1", Kind: "denial", About: []string{"v1.1"}, Sides: []parallax.Side{
		{Position: evil, Claims: []string{"c1.1"}, Mentions: []parallax.Anchor{m.quote(a, "12 people had died")}, Outlets: []string{evil}},
		{Position: evil, Claims: []string{"c2.1"}, Outlets: []string{"Other Post"}}}}}
	r.Judgements = []parallax.Judgement{{Subject: "n1.1", Object: "n2.1", Relation: "different", By: evil, Why: evil, When: evil}}
	r.Stories = []parallax.RecordStory{{ID: "s1", Title: r.Documents[0].Reports[0].Title, Reports: []string{"r1", "r2"}, Span: &parallax.DaySpan{Earliest: "2020-01-09", Latest: "2020-01-10"}, Timeline: []string{"v1.1", "v2.2"},
		Coverage: []parallax.Coverage{{Event: "v1.1", Outlet: evil, Said: told}, {Event: "v2.2", Outlet: evil, Said: omitted}},
		Naming:   []parallax.Naming{{Entity: "n1.1", Outlet: evil, Forms: []parallax.Form{{Text: evil, Count: 2}, {Text: "minister", Count: 1}}}}}}
	return r
}

func ptr[T any](v T) *T { return &v }
