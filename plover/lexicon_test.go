package plover

import "testing"

func TestLexicon(t *testing.T) {
	lex, err := parseLexicon(lexiconTSV)
	if err != nil {
		t.Fatal(err)
	}
	if len(lex) < 400 {
		t.Errorf("%d lemmas", len(lex))
	}
	if _, err := parseCues(cuesTSV); err != nil {
		t.Error(err)
	}
}
