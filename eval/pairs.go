package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/collate"
)

// FigurePair is two figures of one story that we labelled: how the second
// stands to the first.
type FigurePair struct {
	Part   string // dev, test
	A, B   *parallax.Document
	AtA    parallax.Span
	AtB    parallax.Span
	Quotes [2]string
	Label  string // same, update, contradiction, other
}

// FigurePairs reads train/labels/pairs/pairs.tsv, beside our own reading, and
// the reports it is of. An offset whose words are not the quote is an error.
func FigurePairs(bench, labels string) ([]FigurePair, error) {
	b, err := os.ReadFile(filepath.Join(filepath.Dir(labels), "pairs", "pairs.tsv"))
	if err != nil {
		return nil, err
	}
	docs := map[string]*parallax.Document{}
	var lines [][]string
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(strings.TrimRight(line, "\n"), "\t"); line[0] != '#' && len(f) == 11 {
			lines = append(lines, f)
			docs[f[2]], docs[f[6]] = nil, nil
		}
	}
	if err := readPaired(bench, docs); err != nil {
		return nil, err
	}
	span := func(doc, start, end, quote string) (s parallax.Span, err error) {
		s.Start, err = strconv.Atoi(start)
		if err == nil {
			s.End, err = strconv.Atoi(end)
		}
		if d := docs[doc]; err == nil && (d == nil || s.Start < 0 || s.End > len(d.Text) || s.Start > s.End || s.In(d.Text) != quote) {
			err = fmt.Errorf("no %q at %d in %s", quote, s.Start, doc)
		}
		return s, err
	}
	var out []FigurePair
	for _, f := range lines {
		x := FigurePair{Part: f[0], A: docs[f[2]], B: docs[f[6]], Quotes: [2]string{f[5], f[9]}, Label: f[10]}
		if x.AtA, err = span(f[2], f[3], f[4], f[5]); err == nil {
			x.AtB, err = span(f[6], f[7], f[8], f[9])
		}
		if err != nil {
			return nil, fmt.Errorf("pairs: %w", err)
		}
		out = append(out, x)
	}
	return out, nil
}

// readPaired reads the documents that are named, of ECB+ and of incidents.
func readPaired(bench string, docs map[string]*parallax.Document) error {
	for name := range docs {
		set, file, _ := strings.Cut(name, "/")
		if set != "ecbplus" {
			continue
		}
		topic, _, _ := strings.Cut(file, "_")
		x, err := ecbText(filepath.Join(bench, "across", set, topic, file+".xml"), nil)
		if err == nil {
			docs[name], err = readPlain(x.text, "")
		}
		if err != nil {
			return fmt.Errorf("pairs: %s: %w", name, err)
		}
	}
	f, err := os.Open(filepath.Join(bench, "across", "incidents", "articles.jsonl"))
	if err != nil {
		return err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var x struct{ ID, Date, Title, Text string }
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return fmt.Errorf("pairs: incidents: %w", err)
		}
		name := "incidents/" + x.ID
		if _, ok := docs[name]; !ok {
			continue
		}
		if docs[name], err = readPlain(x.Title+"\n\n"+x.Text, x.Date); err != nil {
			return fmt.Errorf("pairs: %s: %w", name, err)
		}
	}
	return sc.Err()
}

// Judged is what our comparison of figures says to a pair. A figure that is not
// read at its place is compared with nothing.
func (x FigurePair) Judged() string {
	at := func(d *parallax.Document, s parallax.Span) int {
		return slices.IndexFunc(d.Figures, func(f parallax.Figure) bool { return f.Span == s })
	}
	i, j := at(x.A, x.AtA), at(x.B, x.AtB)
	if i < 0 || j < 0 {
		return collate.OtherFigure
	}
	return collate.CompareFigures(x.A, x.A.Figures[i], x.B, x.B.Figures[j])
}

// Pairs scores the comparison of figures, macro-F1 of the four labels.
func Pairs(bench, labels string) ([]Row, error) {
	pairs, err := FigurePairs(bench, labels)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, part := range []string{"dev", "test"} {
		kinds := []string{collate.SameFigure, collate.UpdatedFigure, collate.ContraryFigure, collate.OtherFigure}
		gold, got, hit, n, sum := map[string]int{}, map[string]int{}, map[string]int{}, 0, 0.0
		for _, p := range pairs {
			if p.Part != part {
				continue
			}
			n++
			k := p.Judged()
			gold[p.Label]++
			got[k]++
			if k == p.Label {
				hit[k]++
			}
		}
		for _, k := range kinds {
			_, _, f := prf(hit[k], got[k], gold[k])
			sum += f
			rows = append(rows, Row{"collate", "own pairs of figures, " + part, k + ", F1", f, gold[k]})
		}
		rows = append(rows, Row{"collate", "own pairs of figures, " + part, "macro-F1", sum / float64(len(kinds)), n})
	}
	return rows, nil
}
