package syntax

import (
	"strings"
	"testing"

	"parallax"
)

func TestAgree(t *testing.T) {
	d := &parallax.Document{Text: "The Port Housing Office (PHO) met. PHO refused. Lina Sorel met PHO. Kesh spoke to Kesh. Then Kesh left in May. Sorel stayed."}
	d.Reports = []parallax.Report{{Span: parallax.Span{End: len(d.Text)}}}
	Segment(d)
	add := func(words, kind string, score float32, nth int) {
		at := 0
		for ; nth >= 0; nth-- {
			at += strings.Index(d.Text[at:], words) + 1
		}
		n := parallax.Name{Span: parallax.Span{Start: at - 1, End: at - 1 + len(words)}, Type: kind, Score: score}
		for i := range d.Tokens {
			if d.Tokens[i].Start == n.Start {
				n.First = i + 1
			}
			if d.Tokens[i].End == n.End {
				n.Last = i + 1
			}
		}
		d.Names = append(d.Names, n)
	}
	for i := range d.Tokens {
		if w := d.Tokens[i].In(d.Text); w == "Kesh" || w == "PHO" || w == "Sorel" {
			d.Tokens[i].UPOS = "PROPN"
		}
	}
	add("Port Housing Office", parallax.Org, .9, 0)
	add("PHO", parallax.Person, .9, 1) // the bracketed one and the last were not called names
	add("Lina Sorel", parallax.Person, .9, 0)
	add("Kesh", parallax.GPE, .4, 0)
	add("Kesh", parallax.Person, .9, 1)
	add("Kesh", parallax.Person, .9, 2)
	add("May", parallax.NameDate, .9, 0)
	agree(d)
	var got []string
	for _, n := range d.Names {
		got = append(got, n.In(d.Text)+" "+n.Type)
	}
	want := "Port Housing Office ORG, PHO ORG, PHO ORG, Lina Sorel PERSON, PHO ORG, Kesh PERSON, Kesh PERSON, Kesh PERSON, May DATE, Sorel PERSON"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
