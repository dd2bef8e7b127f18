package check

import (
	"strings"
	"unicode"

	"parallax"
	"parallax/internal/lexis"
)

// Words are the words that accounts of a sentence are looked for by: for each of
// its names the words of the name, under "@" and the name; for each other content
// word its stem, under the stem.
func Words(q *parallax.Document) map[string][]string {
	out := map[string][]string{}
	inName := map[int]bool{}
	for _, m := range q.Mentions {
		if m.Kind != parallax.KindName {
			continue
		}
		for i, t := range q.Tokens {
			if m.Covers(t.Span) {
				inName[i+1] = true
			}
		}
		name := strings.FieldsFunc(strings.ToLower(m.In(q.Text)), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) })
		if len(name) > 0 {
			out["@"+m.In(q.Text)] = name
		}
	}
	for i, t := range q.Tokens {
		if w := lexis.Stem(strings.ToLower(t.Lemma)); content(t) && !inName[i+1] && !light[w] {
			out[w] = []string{w}
		}
	}
	return out
}
