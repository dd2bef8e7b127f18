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
		{"Peru announced its decision to [send] two ships.", "planned"},
		{"The storm forced the council to [close] the bridge.", "actual"},
		{"The senate has yet to [approve] the budget.", "negated"},
		{"The minister ruled out [sending] soldiers.", "negated"},
		{"The police prepared for a [protest] in Quito.", "planned"},
		{"The [marches] planned for Sunday worry the mayor.", "planned"},
		{"The mayor spoke about a [parade] that was cancelled.", "called-off"},
		{"The army may end the [siege] of the town.", "actual"},
		{"The bishop called the [ruling] a disgrace.", "actual"},
		{"The cabinet is weighing several steps, including [sanctions].", "possible"},
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
