package collate

import (
	"slices"
	"testing"

	"parallax"
)

// judgedRecord collates the two reports of one shooting, and a third of another,
// under judgements.
func judgedRecord(js ...parallax.Judgement) *parallax.Record {
	a := twoReports()
	a.Judgements = js
	Run(a)
	return Record(a)
}

func groups(r *parallax.Record) (out []string) {
	for _, e := range r.Events {
		s := e.ID
		for _, j := range e.Joins {
			s += " " + j.ID
		}
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func TestJudgedEvents(t *testing.T) {
	j := func(relation, a, b string) parallax.Judgement {
		return parallax.Judgement{Relation: relation, Subject: a, Object: b}
	}
	for _, c := range []struct {
		name string
		js   []parallax.Judgement
		want []string
	}{
		{"nothing", nil, []string{"v1.1 v2.1", "v3.1"}},
		{"different", []parallax.Judgement{j("different", "v2.1", "v1.1")}, []string{"v1.1", "v2.1", "v3.1"}},
		{"same", []parallax.Judgement{j("same", "v1.1", "v3.1")}, []string{"v1.1 v2.1 v3.1"}},
		{"moved", []parallax.Judgement{j("different", "v1.1", "v2.1"), j("same", "v3.1", "v2.1")}, []string{"v1.1", "v2.1 v3.1"}},
		{"at odds", []parallax.Judgement{j("different", "v1.1", "v3.1"), j("same", "v2.1", "v3.1")}, []string{"v1.1 v2.1", "v3.1"}},
		{"wrong, with what was joined", []parallax.Judgement{j("wrong", "v1.1", "")}, []string{"v3.1"}},
		{"wrong, one mention", []parallax.Judgement{j("wrong", "v2.1", "")}, []string{"v1.1", "v3.1"}},
		{"no such event", []parallax.Judgement{j("wrong", "v1.9", ""), j("same", "v9.1", "v1.1"), j("wrong", "n1.1", "")}, []string{"v1.1 v2.1", "v3.1"}},
	} {
		r := judgedRecord(c.js...)
		if got := groups(r); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if _, bad := parallax.Verify(r); len(bad) > 0 {
			t.Errorf("%s: %v", c.name, bad)
		}
		for _, s := range r.Stories {
			for _, id := range s.Timeline {
				if !slices.ContainsFunc(r.Events, func(e parallax.RecordEvent) bool { return e.ID == id }) {
					t.Errorf("%s: the timeline lists %s, which is gone", c.name, id)
				}
			}
		}
	}
}

// TestJudgedDisputes holds that what people called no dispute is gone, and that
// the others keep their names.
func TestJudgedDisputes(t *testing.T) {
	a := &parallax.Archive{Docs: []*parallax.Document{{ID: 4}, {ID: 7}}}
	v := &view{a: a}
	side := func(doc, start int) parallax.Position {
		return parallax.Position{Mentions: []parallax.Ref{{Doc: doc, Span: parallax.Span{Start: start, End: start + 5}}}}
	}
	found := func() []parallax.Dispute {
		ds := []parallax.Dispute{{Kind: "denial", Sides: []parallax.Position{side(0, 0), side(1, 30)}}, {Kind: "figure", Sides: []parallax.Position{side(0, 9), side(1, 30)}}, {Kind: "refusal", Sides: []parallax.Position{side(1, 3), side(0, 0)}}}
		v.name(ds)
		return ds
	}
	for _, c := range []struct {
		wrong string
		want  []string
	}{{"", []string{"x7.31", "x7.32", "x4.1"}}, {"x7.31", []string{"x7.32", "x4.1"}}, {"x4.1", []string{"x7.31", "x7.32"}}, {"c4.1", []string{"x7.31", "x7.32", "x4.1"}}} {
		a.Judgements = []parallax.Judgement{{Subject: c.wrong, Relation: parallax.Wrong}}
		var got []string
		for _, d := range v.upheld(found()) {
			got = append(got, d.ID.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q wrong: %q, want %q", c.wrong, got, c.want)
		}
	}
}
