package eval

import (
	"os"
	"strings"
	"testing"

	"parallax/collate"
)

// The labels of pairs keep stories apart, use four words, and what was read
// twice is among them.
func TestPairLabels(t *testing.T) {
	lines := func(file string, fields int) (out [][]string) {
		b, err := os.ReadFile("../train/labels/pairs/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if line[0] == '#' {
				continue
			}
			f := strings.Split(strings.TrimRight(line, "\n"), "\t")
			if len(f) != fields {
				t.Fatalf("%s: %q", file, line)
			}
			out = append(out, f)
		}
		return out
	}
	known := map[string]bool{collate.SameFigure: true, collate.UpdatedFigure: true, collate.ContraryFigure: true, collate.OtherFigure: true}
	part, label := map[string]string{}, map[string]string{}
	for _, f := range lines("pairs.tsv", 11) {
		topic, _, _ := strings.Cut(f[1], "_")
		if p, ok := part[topic]; ok && p != f[0] {
			t.Errorf("%s is in %s and %s", topic, p, f[0])
		}
		part[topic] = f[0]
		if !known[f[10]] {
			t.Errorf("label %q", f[10])
		}
		label[strings.Join([]string{f[2], f[3], f[6], f[7]}, " ")] = f[10]
	}
	agreed, second := 0, lines("second.tsv", 5)
	for _, f := range second {
		l, ok := label[strings.Join(f[:4], " ")]
		if !ok {
			t.Errorf("no pair %v", f[:4])
		}
		if l == f[4] {
			agreed++
		}
	}
	if agreed != 41 || len(second) != 42 {
		t.Errorf("%d of %d agree; docs/labels.md says 41 of 42", agreed, len(second))
	}
}
