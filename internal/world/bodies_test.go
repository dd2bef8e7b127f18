package world

import "testing"

func TestBodyCode(t *testing.T) {
	for name, want := range map[string]string{
		"the Quds Force": "IRN MIL", "U.N.": "UNO", "UN": "UNO", "al-Qaeda": "IMG", "Kata’ib Hezbollah": "IRQ PRM", "Pentagon": "USA MIL",
		"ICE": "USA GOV", "ice": "", "is": "", "IS": "IMG", "who": "", "WHO": "UNO", "Hezbollah": "LBN REB", "European Union": "EUR", "Reuters": "",
	} {
		if got := BodyCode(name); got != want {
			t.Errorf("BodyCode(%q) = %q, want %q", name, got, want)
		}
	}
	for _, term := range Terms() {
		if len(term.Names) == 0 || len(term.From) != 10 {
			t.Errorf("bad term %+v", term)
		}
	}
}
