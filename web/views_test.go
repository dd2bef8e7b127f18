package web

import (
	"slices"
	"strings"
	"testing"

	"parallax"
)

// copiedRecord is a story that one outlet copies and a third tells in its own
// words.
func copiedRecord(t *testing.T) *parallax.Record {
	m := newMaker(t)
	text := "Soldiers killed at least 16 people in the town of Sampletown on Friday, officials said."
	m.report("Wire", "Sixteen die", text, "2020-01-10")
	m.report("Courier", "Many die", "Our office. "+text, "2020-01-11")
	m.report("Post", "A raid", "The raid killed 20 people, a doctor said.", "2020-01-09")
	copied := &m.r.Documents[1].Reports[0]
	copied.Origin, copied.Share = "o1", .9
	low, twenty := 16.0, 20.0
	m.r.Entities = []parallax.RecordEntity{
		{ID: "n1.1", Type: parallax.MilUnit, Name: "Soldiers", Mentions: []parallax.RecordMention{{Anchor: m.quote(1, "Soldiers"), Kind: "nominal"}}},
		{ID: "n1.2", Type: parallax.GPE, Name: "Sampletown", Mentions: []parallax.RecordMention{{Anchor: m.quote(1, "Sampletown"), Kind: "name"}}},
	}
	m.r.Figures = []parallax.RecordFigure{
		{ID: "f1.1", Low: &low, Of: "killed", Anchor: m.quote(1, "at least 16 people")},
		{ID: "f2.1", Low: &low, Of: "killed", Anchor: m.quote(2, "at least 16 people")},
		{ID: "f3.1", Value: &twenty, Of: "killed", Anchor: m.quote(3, "20 people")},
	}
	m.r.Events = []parallax.RecordEvent{
		{ID: "v1.1", Type: "ASSAULT", Status: parallax.Actual, Actors: []parallax.RecordArg{{Entity: "n1.1", Anchor: m.quote(1, "Soldiers")}}, Place: &parallax.RecordArg{Entity: "n1.2", Anchor: m.quote(1, "Sampletown")},
			Mentions: []parallax.EventAnchor{{Anchor: m.quote(1, "killed")}, {Anchor: m.quote(2, "killed")}}, Time: &parallax.RecordTime{Latest: "2020-01-10"}},
		{ID: "v3.1", Type: "MOBILIZE", Status: parallax.Actual, Mentions: []parallax.EventAnchor{{Anchor: m.quote(3, "raid")}}}}
	m.r.Stories = []parallax.RecordStory{{ID: "s1", Reports: []string{"r1", "r2", "r3"}, Timeline: []string{"v1.1", "v3.1"}, Span: &parallax.DaySpan{Earliest: "2020-01-09", Latest: "2020-01-11"}}}
	return m.r
}

func TestMatrixAsked(t *testing.T) {
	x := NewIndex(copiedRecord(t))
	columns := func(q matrixQuery) (names, rows []string) {
		v := x.matrix(x.story["s1"], fully, q)
		for _, h := range v.Tellers {
			names = append(names, strings.Join(append([]string{h.Name}, h.Copies...), "+"))
		}
		for _, r := range v.Rows {
			rows = append(rows, r.ID)
		}
		slices.Sort(names)
		return names, rows
	}
	for _, c := range []struct {
		q           matrixQuery
		names, rows string
	}{
		{matrixQuery{}, "Post Wire+Courier", "v1.1 v3.1"},
		{matrixQuery{Copies: true}, "Courier Post Wire", "v1.1 v3.1"},
		{matrixQuery{Sort: "Post"}, "Post Wire+Courier", "v3.1 v1.1"},
		{matrixQuery{Sort: "most", Copies: true}, "Courier Post Wire", "v1.1 v3.1"},
		{matrixQuery{Show: "shared", Copies: true}, "Courier Post Wire", "v1.1"},
		{matrixQuery{Show: "shared"}, "Post Wire+Courier", ""}, // a copy is no second teller
		{matrixQuery{Type: "MOBILIZE"}, "Post Wire+Courier", "v3.1"},
		{matrixQuery{Show: disputed}, "Post Wire+Courier", ""},
	} {
		names, rows := columns(c.q)
		if strings.Join(names, " ") != c.names || strings.Join(rows, " ") != c.rows {
			t.Errorf("%+v: columns %v, rows %v", c.q, names, rows)
		}
	}
}

func TestSearchByNames(t *testing.T) {
	s := serverOf(t, copiedRecord(t))
	for _, c := range []struct {
		q    query
		want string
	}{
		{query{Kind: "event", Actor: "soldiers"}, "v1.1"},
		{query{Kind: "event", Actor: "officials"}, ""},
		{query{Kind: "event", Place: "sampletown"}, "v1.1"},
		{query{Kind: "event", Place: "soldiers"}, ""}, // no place
		{query{Kind: "report", Actor: "soldiers"}, "r1"},
		{query{Kind: "report", Words: "sixteen", Actor: "nobody"}, ""},
	} {
		var got []string
		f, err := s.find(t.Context(), c.q, perPage)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range f.hits {
			got = append(got, h.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v: %v", c.q, got)
		}
	}
}

func TestFiguresFold(t *testing.T) {
	x := NewIndex(copiedRecord(t))
	g := x.figureGroups(map[string]bool{"r1": true, "r2": true, "r3": true}, 0)
	if len(g) != 1 || len(g[0].Rows) != 2 || g[0].Rows[0].ID != "f3.1" || len(g[0].Rows[1].Copies) != 1 || g[0].Rows[1].Copies[0].ID != "r2" {
		t.Errorf("%+v", g)
	}
}

func TestShared(t *testing.T) {
	x := NewIndex(copiedRecord(t))
	p := x.report["r2"]
	l := shared(p, []*place{x.report["r1"]})
	if len(l) != 1 || l[0].In(p.doc.Text) != "Soldiers killed at least 16 people in the town of Sampletown on Friday, officials said" {
		t.Errorf("%v", l)
	}
	if l := shared(p, []*place{x.report["r3"]}); l != nil {
		t.Errorf("%v", l)
	}
}

func TestOpenEnds(t *testing.T) {
	x := NewIndex(copiedRecord(t))
	v := x.timeline(x.story["s1"], 0)
	if len(v.Dated) != 1 || !v.Dated[0].Mark.Before || v.Dated[0].Mark.After || v.Dated[0].Mark.Exact {
		t.Errorf("%+v", v.Dated)
	}
}
