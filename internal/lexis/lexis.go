// Package lexis says which words tell one kind of event: word families by their
// spelling ("arrive", "arrival") and, from a hand-made table, words of one
// meaning in news ("kill", "assassinate"). It is a leaf.
package lexis

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed families.tsv
var familiesTSV string

// families are the lines on which a stem stands.
var families = sync.OnceValue(func() map[string][]int {
	out := map[string][]int{}
	n := 0
	for line := range strings.Lines(familiesTSV) {
		n++
		if line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			if s := Stem(w); !slices.Contains(out[s], n) {
				out[s] = append(out[s], n)
			}
		}
	}
	return out
})

// Stem cuts the endings that make nouns of verbs and verbs of nouns: "attack",
// "attacking", "killing".
func Stem(lemma string) string {
	for _, s := range []string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "es", "ed", "s", "e"} {
		if len(lemma) > len(s)+2 && len(lemma)-len(s) >= 3 && strings.HasSuffix(lemma, s) {
			return lemma[:len(lemma)-len(s)]
		}
	}
	return lemma
}

// Families are the kinds of event that a stem may tell, as numbers.
func Families(stem string) []int { return families()[stem] }

// SameKind reports whether two stems may tell one kind of event.
func SameKind(a, b string) bool {
	f := families()
	return slices.ContainsFunc(f[a], func(n int) bool { return slices.Contains(f[b], n) })
}

// SameFamily reports whether two stems are spelt as one family: they begin
// alike for most of the shorter, or one ends in the other ("airstrike").
func SameFamily(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) >= 5 && strings.HasSuffix(b, a) {
		return true
	}
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	return n >= 4 && 4*n >= 3*len(a) && 2*n >= len(b)
}

// Set is the set of the words of a line.
func Set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
