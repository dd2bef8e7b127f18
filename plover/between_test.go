package plover_test

import (
	"strings"
	"testing"

	"parallax"
	"parallax/plover"
)

// TestBetween reads what the first bracketed party does to the second, by the
// rules alone.
func TestBetween(t *testing.T) {
	read := reader(t)
	for _, x := range []struct{ text, typ, status string }{
		{"[Norway] withdrew its observers from [Malta].", "SANCTION", "actual"},
		{"[Norway] reduced its aid to [Malta] last week.", "SANCTION", "actual"},
		{"[The museum] returned two statues to [Benin].", "RETREAT", "actual"},
		{"[The rebels] announced a cease-fire with [the government].", "CONCEDE", "actual"},
		{"[The minister] said that [the companies] must publish their prices.", "REQUEST", "actual"},
		{"[Ghana] said it will not meet [the rebels].", "REJECT", "actual"},
		{"[The president] condemned the attack on [the embassy].", "ACCUSE", "actual"},
		{"[The weather] in May was mild, [farmers] said.", "", ""},
	} {
		var spans []parallax.Span
		text := ""
		for _, part := range strings.FieldsFunc(x.text, func(r rune) bool { return r == ']' }) {
			before, name, ok := strings.Cut(part, "[")
			text += before
			if ok {
				spans = append(spans, parallax.Span{Start: len(text), End: len(text) + len(name)})
				text += name
			}
		}
		if e := plover.Between(read(text), spans[0], spans[1]); e.Type != x.typ || e.Status != x.status {
			t.Errorf("%s: %s %s, want %s %s", x.text, e.Type, e.Status, x.typ, x.status)
		}
	}
}
