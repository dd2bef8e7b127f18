package eval

import (
	"os"
	"testing"

	"parallax/internal/nn"
	"parallax/syntax"
)

// bench is the folder of the labelled data; tests that need it are skipped
// where it is not set.
func bench(t *testing.T) string {
	dir := os.Getenv("PARALLAX_BENCH")
	if dir == "" {
		t.Skip("PARALLAX_BENCH is not set")
	}
	return dir
}

func TestSegmentation(t *testing.T) {
	rows, err := Segmentation(bench(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-10s %-14s %6.2f  of %d", r.Data, r.Metric, r.Value, r.N)
	}
}

func TestSyntax(t *testing.T) {
	dir := bench(t)
	m, err := nn.Load()
	if err != nil {
		t.Skip(err)
	}
	rows, err := Syntax(dir, syntax.New(m))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-10s %-14s %6.2f  of %d", r.Data, r.Metric, r.Value, r.N)
	}
}

func TestNames(t *testing.T) {
	dir := bench(t)
	m, err := nn.Load()
	if err != nil {
		t.Skip(err)
	}
	rows, err := Names(dir, syntax.New(m))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		t.Logf("%-20s %-16s %6.2f  of %d", r.Data, r.Metric, r.Value, r.N)
	}
}

// TestSyntaxFloor holds what the reader reaches on a small text of our own.
func TestSyntaxFloor(t *testing.T) {
	m, err := nn.Load()
	if err != nil {
		t.Skip(err)
	}
	rows, err := scoreTreebank("testdata/syntax.conllu", "sample", syntax.New(m).Run, true)
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]float64{"words F1": 100, "sentences F1": 100, "UPOS F1": 95, "XPOS F1": 95, "lemma F1": 95, "UAS F1": 88, "LAS F1": 86}
	for _, r := range rows {
		t.Logf("%-14s %6.2f  of %d", r.Metric, r.Value, r.N)
		if r.Value < floors[r.Metric] {
			t.Errorf("%s is %.2f, the floor %.0f", r.Metric, r.Value, floors[r.Metric])
		}
	}
}
