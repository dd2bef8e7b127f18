package world

import "testing"

func TestCountryOf(t *testing.T) {
	for _, c := range []struct{ word, iso3, how string }{
		{"Iraq’s", "IRQ", ByName}, {"U.S.", "USA", ByName}, {"US", "USA", ByName}, {"Americans", "USA", ByDemonym},
		{"the Kremlin", "RUS", BySeat}, {"Tehran", "IRN", ByCapital}, {"Holland", "NLD", ByName}, {"Congolese", "COD", ByDemonym},
	} {
		got, how, ok := CountryOf(c.word)
		if !ok || got.ISO3 != c.iso3 || how != c.how {
			t.Errorf("CountryOf(%q) = %s, %s, %v; want %s, %s", c.word, got.ISO3, how, ok, c.iso3, c.how)
		}
	}
	for _, w := range []string{"us", "Atlantis", ""} {
		if c, _, ok := CountryOf(w); ok {
			t.Errorf("CountryOf(%q) = %s, want none", w, c.ISO3)
		}
	}
	for _, c := range Countries() {
		if len(c.ISO3) != 3 || len(c.ISO2) != 2 {
			t.Errorf("%s: bad codes %q %q", c.Name, c.ISO3, c.ISO2)
		}
	}
}
