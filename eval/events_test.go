package eval

import (
	"os"
	"strings"
	"testing"

	"parallax/pipeline"
)

// TestEvents prints the scores of the event coder where PARALLAX_BENCH names a
// folder of labelled data and PARALLAX_LABELS the resolved labels; with
// PARALLAX_MISSES it writes the errors of the part that the lexicon was
// compiled with.
func TestEvents(t *testing.T) {
	bench, labels := os.Getenv("PARALLAX_BENCH"), os.Getenv("PARALLAX_LABELS")
	if bench == "" {
		t.Skip("PARALLAX_BENCH is not set")
	}
	rows, err := Events(bench, labels)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-24s %-48s %6.2f  n=%d", r.Data, r.Metric, r.Value, r.N)
	}
	out := os.Getenv("PARALLAX_MISSES")
	if out == "" || labels == "" {
		return
	}
	docs, err := ReadEvents(bench, labels)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ScoreEvents(p, docs, "train")
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string][]string{"missed": s.Missed, "false": s.False, "type": s.WrongType} {
		if err := os.WriteFile(out+"."+name, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
