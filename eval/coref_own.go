package eval

import (
	"fmt"
	"slices"
	"strings"

	"parallax"
)

// ownPronouns scores pronouns on our own reading: of the sources and participants
// that are a pronoun of the third person in the text and a name in the labels,
// the share whose entity has that name, and the share whose entity has another.
func ownPronouns(bench, labels, part string, read reading) ([]Row, error) {
	docs, err := Readings(bench, labels, part)
	if err != nil {
		return nil, err
	}
	var right, wrong, n int
	for _, o := range docs {
		links := o.Pronouns()
		if len(links) == 0 {
			continue
		}
		d, err := read(o.Text, o.Date)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.Doc, err)
		}
		for _, l := range links {
			n++
			switch named(d, l) {
			case 1:
				right++
			case -1:
				wrong++
			}
		}
	}
	data := "own reading " + part
	share := func(k int) float64 { _, r, _ := prf(k, n, n); return r }
	return []Row{{"coreference", data, "pronouns, right", share(right), n}, {"coreference", data, "pronouns, wrong", share(wrong), n}}, nil
}

// Pronouns are the links of a reading that are pronouns with a name.
func (r Reading) Pronouns() []ReadingLink {
	var all, out []ReadingLink
	for _, c := range r.Claims {
		all = append(all, c.Chain...)
	}
	for _, e := range r.Events {
		all = append(append(all, e.Actors...), e.Recipients...)
	}
	seen := map[int]bool{}
	for _, l := range all {
		if len(l.Span) != 2 || l.Name == "" || seen[l.Span[0]] {
			continue
		}
		switch w := strings.ToLower(r.Text[l.Span[0]:l.Span[1]]); w {
		case "he", "she", "they", "it", "him", "her", "them", "his", "their", "its":
			if l.Name[0] >= 'A' && l.Name[0] <= 'Z' && !strings.EqualFold(l.Name, w) {
				seen[l.Span[0]] = true
				out = append(out, l)
			}
		}
	}
	return out
}

// named says whether the entity of a pronoun has the name of a link: 1, another
// name: −1, or no name: 0.
func named(d *parallax.Document, l ReadingLink) int {
	out := 0
	for _, m := range d.Mentions {
		if m.Start != l.Span[0] || m.End != l.Span[1] {
			continue
		}
		for _, k := range d.Entities[m.Entity-1].Mentions {
			switch x := d.Mentions[k-1]; {
			case x.Kind == parallax.KindPronoun:
			case Alike(x.In(d.Text), l.Name):
				return 1
			case x.Kind == parallax.KindName:
				out = -1
			}
		}
	}
	return out
}

// Alike reports whether two forms of a name share a word that is no small one.
func Alike(a, b string) bool {
	words := strings.Fields(strings.ToLower(b))
	for _, w := range strings.Fields(strings.ToLower(a)) {
		if len(w) > 3 && slices.Contains(words, w) {
			return true
		}
	}
	return strings.EqualFold(a, b)
}
