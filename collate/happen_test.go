package collate

import (
	"testing"

	"parallax"
)

// world of two reports: a strike told twice, another one elsewhere, and a vote.
func twoReports() *parallax.Archive {
	mk := func(id int, text string, person string, verb string, md string) *parallax.Document {
		d := &parallax.Document{ID: id, Text: text}
		d.Reports = []parallax.Report{{Span: parallax.Span{Start: 0, End: len(text)}}}
		at := func(w string) parallax.Span {
			for i := 0; i+len(w) <= len(text); i++ {
				if text[i:i+len(w)] == w {
					return parallax.Span{Start: i, End: i + len(w)}
				}
			}
			panic(w)
		}
		d.Tokens = []parallax.Token{{Span: at(person), Lemma: person, UPOS: "PROPN", Sent: 1, Head: 2, Deprel: "obj"}, {Span: at(verb), Lemma: verb, UPOS: "VERB", Sent: 1}}
		d.Sentences = []parallax.Sentence{{Span: parallax.Span{Start: 0, End: len(text)}, First: 1, Last: 2, Report: 1, Paragraph: 1}}
		d.Mentions = []parallax.Mention{{Span: at(person), Kind: parallax.KindName, Type: parallax.Person, Head: 1, Entity: 1, Sent: 1, Report: 1}}
		d.Entities = []parallax.Entity{{Type: parallax.Person, Name: person, Report: 1, Mentions: []int{1}}}
		d.Times = []parallax.Timex{{Span: at(md), Type: "DATE", Sent: 1, Report: 1}}
		d.Events = []parallax.Event{{Span: at(verb), Head: 2, Type: "ASSAULT", Status: parallax.Actual, Recipients: []parallax.Arg{{Span: at(person), Mention: 1, Entity: 1}}, Time: 1, Sent: 1, Report: 1, Score: 1}}
		return d
	}
	a := mk(1, "Gunmen shot Okoro on May 4.", "Okoro", "shot", "May 4")
	a.Times[0].Value = "XXXX-05-04"
	b := mk(2, "Okoro was shot on 4 May 2011.", "Okoro", "shot", "4 May 2011")
	b.Times[0].Value, b.Times[0].Earliest, b.Times[0].Latest, b.Times[0].Basis = "2011-05-04", "2011-05-04", "2011-05-04", parallax.Stated
	c := mk(3, "Lindqvist was shot on 9 June 2011.", "Lindqvist", "shot", "9 June 2011")
	c.Times[0].Value, c.Times[0].Earliest, c.Times[0].Latest, c.Times[0].Basis = "2011-06-09", "2011-06-09", "2011-06-09", parallax.Stated
	ar := &parallax.Archive{Docs: []*parallax.Document{a, b, c}}
	ar.Stories = []parallax.Story{{Reports: []parallax.ReportRef{{Doc: 0, Report: 1}, {Doc: 1, Report: 1}, {Doc: 2, Report: 1}}}}
	ar.Actors = []parallax.Actor{{Members: []parallax.EntityRef{{Doc: 0, Entity: 1}, {Doc: 1, Entity: 1}}, Name: "Okoro", Type: parallax.Person},
		{Members: []parallax.EntityRef{{Doc: 2, Entity: 1}}, Name: "Lindqvist", Type: parallax.Person}}
	return ar
}

func TestJoinAndYear(t *testing.T) {
	a := twoReports()
	Run(a)
	if len(a.Happenings) != 2 || len(a.Happenings[0].Members) != 2 {
		t.Fatalf("happenings: %+v", a.Happenings)
	}
	x := a.Docs[0].Times[0]
	if x.Value != "2011-05-04" || x.Basis != parallax.ThroughStory || len(x.Because) == 0 || x.Because[0].Doc != 1 {
		t.Errorf("May 4: %+v", x)
	}
}

func TestMayFall(t *testing.T) {
	if !mayFall("01-05", "2019-12-20", "2020-01-31") || mayFall("02-05", "2020-01-01", "2020-01-31") {
		t.Error("mayFall")
	}
}
