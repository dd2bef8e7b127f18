package eval

import (
	"os"
	"testing"
)

// TestPlain holds the floor of furniture in plain text.
func TestPlain(t *testing.T) {
	const dir = "../train/labels/intake"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no labels here")
	}
	rows, err := Plain(dir, func(string) bool { return true }, func(name string, line int, want, text string) {
		t.Logf("%s:%d is %s: %.80q", name, line, want, text)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%s %.1f of %d", r.Metric, r.Value, r.N)
	}
}
