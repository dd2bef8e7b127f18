package attribution

import (
	"testing"

	"parallax"
)

func TestLexicon(t *testing.T) {
	for lemma, stance := range map[string]string{"say": parallax.Asserts, "deny": parallax.Denies, "urge": parallax.Asks, "vow": parallax.Promises,
		"threaten": parallax.Threatens, "condemn": parallax.Evaluates, "wonder": parallax.Doubts} {
		if got := verbs[lemma].stance; got != stance {
			t.Errorf("%s: %s, want %s", lemma, got, stance)
		}
	}
	for lemma := range opinion {
		if _, ok := verbs[lemma]; !ok {
			t.Errorf("opinion verb %s is no cue verb", lemma)
		}
	}
}

func TestEmpty(t *testing.T) {
	d := &parallax.Document{Reports: []parallax.Report{{}}}
	if err := Run(d); err != nil || d.Claims == nil || len(d.Claims) != 0 {
		t.Errorf("empty document: %v, %d claims", err, len(d.Claims))
	}
}
