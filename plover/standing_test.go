package plover_test

import (
	"strings"
	"testing"

	"parallax/plover"
)

// TestStandings reads how the bracketed words stand to the facts, by the rules
// alone.
func TestStandings(t *testing.T) {
	read := reader(t)
	for _, x := range []struct{ text, want string }{
		{"Nobody [voted] against the bill.", "negated"},
		{"No soldiers were [wounded] in the raid.", "negated"},
		{"Police [found] no weapons in the house.", "negated"},
		{"The ministry has no plans to [expel] the envoy.", "negated"},
		{"The army kept the crowd from [entering] the square.", "negated"},
		{"They left without [signing] the accord.", "negated"},
		{"The governor is expected to be [released] on Friday.", "planned"},
		{"The pact is to be [signed] in Rabat.", "planned"},
		{"A [summit] to be held in Rabat will discuss trade.", "planned"},
		{"The rebels are believed to have [fired] the rockets.", "alleged"},
		{"The alleged attack that [killed] three guards shocked the town.", "alleged"},
		{"The union demanded that the director be [dismissed].", "possible"},
		{"It is hard to [reach] a compromise.", "possible"},
		{"A [war] seems unlikely.", "possible"},
		{"The [strike] may help the workers.", "actual"},
		{"Ghana was the last state to [ratify] the treaty.", "actual"},
		{"The general [met] the rebels in Rabat.", "actual"},
	} {
		at := strings.IndexByte(x.text, '[')
		d := read(strings.NewReplacer("[", "", "]", "").Replace(x.text))
		for i, tok := range d.Tokens {
			if tok.Start != at {
				continue
			}
			if got := plover.Standings(d, []int{i + 1})[0].Status; got != x.want {
				t.Errorf("%s: %s, want %s", x.text, got, x.want)
			}
		}
	}
}
