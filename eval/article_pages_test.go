package eval

import (
	"os"
	"testing"

	"parallax"
)

// TestPages prints the scores of intake where PARALLAX_BENCH names the data.
func TestPages(t *testing.T) {
	bench := os.Getenv("PARALLAX_BENCH")
	if bench == "" {
		t.Skip("PARALLAX_BENCH is not set")
	}
	rows, err := Whole(bench, 4, 500, func(id, text string, d *parallax.Document) {
		t.Logf("%s: %d reports: %.300q", id, len(d.Reports), text)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%s: %s %.1f of %d", r.Data, r.Metric, r.Value, r.N)
	}
}
