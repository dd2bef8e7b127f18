package eval

import (
	"os"
	"testing"

	"parallax"
)

// TestDated prints the scores of dates where PARALLAX_BENCH names the data, and
// which pages of half a are not right.
func TestDated(t *testing.T) {
	bench := os.Getenv("PARALLAX_BENCH")
	if bench == "" {
		t.Skip("PARALLAX_BENCH is not set")
	}
	rows, err := Dated(bench, "../train/labels/dates/zyte.tsv", func(data, id, want string, d *parallax.Document) {
		if data[5] != 'a' {
			return
		}
		for _, r := range d.Reports {
			t.Logf("%s %s is %s, read as %q of %v", data, id, want, r.Published.Value, r.Candidates)
		}
		if len(d.Reports) == 0 {
			t.Logf("%s %s is %s: no report", data, id, want)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%s: %s %.1f of %d", r.Data, r.Metric, r.Value, r.N)
	}
}
