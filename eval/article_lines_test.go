package eval

import (
	"os"
	"testing"
)

// TestPlain prints the scores of furniture in plain text for each part of the
// labels, and what is wrong in the part that is developed on.
func TestPlain(t *testing.T) {
	const dir = "../train/labels/intake"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no labels here")
	}
	for _, part := range []string{"train", "dev"} {
		var log func(string, int, string, string)
		if part == "dev" {
			log = func(name string, line int, want, text string) {
				t.Logf("%s:%d is %s: %.80q", name, line, want, text)
			}
		}
		rows, err := Plain(dir, part, log)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			t.Logf("%s: %s %.1f of %d", part, r.Metric, r.Value, r.N)
			if r.Metric == "furniture F1" && r.Value < 75 {
				t.Errorf("%s: F1 of furniture fell to %.1f", part, r.Value)
			}
		}
	}
}
