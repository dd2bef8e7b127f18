package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestQuantities prints the scores of the figures where PARALLAX_BENCH names a
// folder of labelled data, and with PARALLAX_MISSES the errors on what the rules
// were developed on.
func TestQuantities(t *testing.T) {
	dir := os.Getenv("PARALLAX_BENCH")
	if dir == "" {
		t.Skip("PARALLAX_BENCH is not set")
	}
	rows, err := Quantities(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-12s %-30s %6.2f  n=%d", r.Data, r.Metric, r.Value, r.N)
	}
	out := os.Getenv("PARALLAX_MISSES")
	if out == "" {
		return
	}
	w, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	sentences, err := ReadQuantities(filepath.Join(dir, "quantity/rtext"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sentences {
		if Half(s.Text) != "dev" {
			continue
		}
		var q quantityScore
		if err := q.add(s); err != nil {
			t.Fatal(err)
		}
		if q.unit == q.gold && q.found == q.gold {
			continue
		}
		doc, err := readFigures(s.Text, "")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, "RT %s\n  gold %v\n  ours", s.Text, s.Quantities)
		for _, f := range doc.Figures {
			fmt.Fprintf(w, " [%s]=%s/%s/%s", f.In(doc.Text), FigureValue(f), f.Unit, f.Of)
		}
		fmt.Fprintln(w)
	}
	err = ReadToll(filepath.Join(dir, "quantity/gva/dev.jsonl"), func(a TollArticle) error {
		dead, hurt, _ := a.Read()
		if dead == a.Killed {
			return nil
		}
		doc, err := readFigures(a.Title+".\n\n"+a.Text, a.DCT)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "GVA gold %d/%d ours %d/%d %s\n", a.Killed, a.Injured, dead, hurt, flat(doc.Text[:min(len(doc.Text), 600)]))
		for _, f := range doc.Figures {
			if f.Of == "killed" || f.Of == "wounded" {
				fmt.Fprintf(w, "   %s: %s | %s\n", f.Of, flat(f.In(doc.Text)), flat(doc.Text[max(0, f.Start-40):min(len(doc.Text), f.End+60)]))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
