package mention

import (
	"strings"
	"testing"

	"parallax"
)

func TestInitialsFit(t *testing.T) {
	for _, c := range []struct {
		initials, name string
		want           bool
	}{
		{"WFP", "World Food Programme", true}, {"FBI", "Federal Bureau of Investigation", true}, {"DOJ", "Department of Justice", true},
		{"EU", "United Nations", false}, {"IRGC", "Islamic Revolutionary Guard-Corps", true},
	} {
		if got := initialsFit(c.initials, c.name); got != c.want {
			t.Errorf("initialsFit(%q, %q) = %v", c.initials, c.name, got)
		}
	}
}

func TestPartOf(t *testing.T) {
	for _, c := range []struct {
		short, long, typ string
		want             bool
	}{
		{"ruiz", "ana ruiz", parallax.Person, true}, {"ana", "ana ruiz", parallax.Person, true}, {"gen ruiz", "ana ruiz", parallax.Person, true},
		{"reis", "ana ruiz", parallax.Person, false}, {"norsk", "norsk hydro", parallax.Org, true}, {"norwegian", "norwegian oil fund", parallax.Org, false},
		{"hydro", "norsk hydro", parallax.Org, false}, {"mr", "mr ruiz", parallax.Person, false},
	} {
		if got := partOf(strings.Fields(c.short), strings.Fields(c.long), c.typ); got != c.want {
			t.Errorf("partOf(%q, %q) = %v", c.short, c.long, got)
		}
	}
}

// TestRankTable holds the tables to the layout of the features.
func TestRankTable(t *testing.T) {
	want := 0
	for _, table := range NewRanker().Tables() {
		want += len(table)
	}
	for _, text := range []string{rankTXT, personTXT} {
		if n := len(strings.Fields(text)); n != want {
			t.Errorf("%d numbers, the ranker has %d: run train/mention and train/coref.py", n, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	d := &parallax.Document{Reports: []parallax.Report{{}}}
	if err := Run(d); err != nil || len(d.Mentions) != 0 || d.Entities == nil {
		t.Errorf("empty document: %v, %d mentions", err, len(d.Mentions))
	}
}
