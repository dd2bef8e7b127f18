package eval

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parallax/timex"
)

// TestTimes prints the scores of the times where PARALLAX_BENCH names a folder of
// labelled data, and with PARALLAX_MISSES the errors of the half developed on.
func TestTimes(t *testing.T) {
	dir := os.Getenv("PARALLAX_BENCH")
	if dir == "" {
		t.Skip("PARALLAX_BENCH is not set")
	}
	rows, err := Times(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-24s %-18s %6.2f  n=%d", r.Data, r.Metric, r.Value, r.N)
	}
	out := os.Getenv("PARALLAX_MISSES")
	if out == "" {
		return
	}
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	filepath.WalkDir(filepath.Join(dir, "times"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".tml") || Half(filepath.Base(path)) != "dev" {
			return nil
		}
		doc, gold, err := ReadTimeML(path, !strings.Contains(path, "wikiwars"))
		if err != nil {
			return err
		}
		timex.Run(doc)
		kind := "tb"
		if strings.Contains(path, "wikiwars") {
			kind = "ww"
		}
		used := map[int]bool{}
		for _, g := range gold {
			hit := -1
			for i, s := range doc.Times {
				if !used[i] && s.Overlap(g.Span) > 0 && (hit < 0 || s.Overlap(g.Span) > doc.Times[hit].Overlap(g.Span)) {
					hit = i
				}
			}
			line := func(k, sys, val string) {
				a, b := max(0, g.Start-50), min(len(doc.Text), g.End+40)
				fmt.Fprintf(f, "%s\t%s\t[%s]=%s\tours [%s]=%s\tdct %s\t%s\n", kind, k, flat(g.In(doc.Text)), g.Value, flat(sys), val, doc.Reports[0].Published.Value, flat(doc.Text[a:b]))
			}
			if hit < 0 {
				line("MISS", "", "")
				continue
			}
			used[hit] = true
			s := doc.Times[hit]
			if s.Span != g.Span {
				line("SPAN", s.In(doc.Text), s.Value)
			} else if s.Value != g.Value {
				line("VALUE", s.In(doc.Text), s.Value)
			}
		}
		for i, s := range doc.Times {
			if !used[i] {
				a, b := max(0, s.Start-50), min(len(doc.Text), s.End+40)
				fmt.Fprintf(f, "%s\tEXTRA\t[%s]=%s\t%s\n", kind, flat(s.In(doc.Text)), s.Value, flat(doc.Text[a:b]))
			}
		}
		return nil
	})
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
