package parallax_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"parallax"
)

func TestJudgementCheck(t *testing.T) {
	for j, ok := range map[parallax.Judgement]bool{
		{Relation: "same", Subject: "n1.1", Object: "n2.1"}:      true,
		{Relation: "different", Subject: "v1.1", Object: "v2.1"}: true,
		{Relation: "wrong", Subject: "c1.1"}:                     true,
		{Relation: "undone", Subject: "c1.1"}:                    true,
		{Relation: "undone", Subject: "n1.1", Object: "n2.1"}:    true,
		{Relation: "same", Subject: "n1.1"}:                      false,
		{Relation: "same", Subject: "n1.1", Object: "n1.1"}:      false,
		{Relation: "same", Subject: "n1.1", Object: "v1.1"}:      false,
		{Relation: "same", Subject: "c1.1", Object: "c1.2"}:      false,
		{Relation: "wrong", Subject: "n1.1", Object: "n2.1"}:     false,
		{Relation: "wrong", Subject: "x1.1"}:                     true,
		{Relation: "same", Subject: "x1.1", Object: "x1.2"}:      false,
		{Relation: "wrong", Subject: "s1"}:                       false,
		{Relation: "wrong", Subject: "<b>"}:                      false,
		{Relation: "wrong", Subject: "n-1.1"}:                    false,
		{Relation: "maybe", Subject: "n1.1"}:                     false,
	} {
		if err := j.Check(); (err == nil) != ok {
			t.Errorf("%+v: %v", j, err)
		}
	}
}

// TestStrike holds that what is struck leaves no reference behind, that the rest
// keeps its numbers and that the document itself does not change.
func TestStrike(t *testing.T) {
	at := parallax.Span{Start: 1, End: 2}
	d := &parallax.Document{ID: 7,
		Mentions: []parallax.Mention{{Span: at, Entity: 1}, {Span: at, Entity: 2}},
		Entities: []parallax.Entity{{Name: "a", Mentions: []int{1}}, {Name: "b", Mentions: []int{2}}},
		Times:    []parallax.Timex{{Span: at}, {Span: at}},
		Figures:  []parallax.Figure{{Span: at, Event: 1, Claim: 1}, {Span: at, Event: 2, Claim: 2}},
		Claims: []parallax.Claim{{Span: at, Spoken: 1, Events: []int{1, 2}, Chain: []parallax.Link{{Entity: 1}, {Entity: 2}}},
			{Span: at, Spoken: 2, Answers: 1, Events: []int{1, 2}, Chain: []parallax.Link{{Entity: 1}, {Entity: 2}}}},
		Events: []parallax.Event{{Span: at, Time: 1, Claim: 1, Figures: []int{1, 2}},
			{Span: at, Time: 1, Claim: 1, Figures: []int{1, 2}, Actors: []parallax.Arg{{Entity: 1}, {Entity: 2}}, Place: parallax.Arg{Span: at, Entity: 1}}}}
	before, _ := json.Marshal(d)
	a := &parallax.Archive{Docs: []*parallax.Document{d, {ID: 8}}}
	other := a.Docs[1]
	a.Strike([]parallax.ID{{'n', 7, 1}, {'t', 7, 1}, {'f', 7, 1}, {'c', 7, 1}, {'v', 7, 1}, {'v', 9, 1}, {'v', 7, 99}})
	if after, _ := json.Marshal(d); string(after) != string(before) {
		t.Error("the document itself changed")
	}
	if a.Docs[1] != other {
		t.Error("a document that is not concerned was copied")
	}
	want := &parallax.Document{ID: 7,
		Mentions: []parallax.Mention{{Span: at}, {Span: at, Entity: 2}},
		Entities: []parallax.Entity{{}, {Name: "b", Mentions: []int{2}}},
		Times:    []parallax.Timex{{}, {Span: at}},
		Figures:  []parallax.Figure{{}, {Span: at, Event: 2, Claim: 2}},
		Claims:   []parallax.Claim{{}, {Span: at, Spoken: 2, Events: []int{2}, Chain: []parallax.Link{{}, {Entity: 2}}}},
		Events:   []parallax.Event{{}, {Span: at, Figures: []int{2}, Actors: []parallax.Arg{{}, {Entity: 2}}, Place: parallax.Arg{Span: at}}}}
	if !reflect.DeepEqual(a.Docs[0], want) {
		t.Errorf("struck:\n%+v, want\n%+v", a.Docs[0], want)
	}
}
