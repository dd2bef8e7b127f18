package lexis

import "testing"

func TestKinds(t *testing.T) {
	for _, p := range [][2]string{{"kill", "assassinate"}, {"capture", "seize"}, {"withdrawal", "pullout"}} {
		if !SameKind(Stem(p[0]), Stem(p[1])) {
			t.Errorf("%v", p)
		}
	}
	if SameKind(Stem("kill"), Stem("vote")) || !SameFamily("airstrik", "strik") && !SameFamily("airstrike", "strike") || SameFamily("rain", "train") {
		t.Error("families")
	}
}
