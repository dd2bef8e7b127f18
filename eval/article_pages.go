package eval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"parallax"
	"parallax/article"
)

// Intake scores article bodies and dates of HTML pages, the keeping together of
// plain texts and the furniture in them. Labels is the path of our reading; the
// labels of intake lie beside it.
func Intake(benchDir, labels string) ([]Row, error) {
	beside := filepath.Dir(labels)
	var rows []Row
	for _, score := range []func() ([]Row, error){
		func() ([]Row, error) { return Bodies(benchDir) },
		func() ([]Row, error) { return Dated(benchDir, filepath.Join(beside, "dates/zyte.tsv"), nil) },
		func() ([]Row, error) { return Whole(benchDir, 8, 200, nil) },
		func() ([]Row, error) { return Plain(filepath.Join(beside, "intake"), "dev", nil) },
		func() ([]Row, error) { return Plain(filepath.Join(beside, "intake"), "test", nil) },
	} {
		more, err := score()
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// Bodies scores the reports of the article extraction benchmark's pages against
// its article bodies. The weights were trained on these pages: the figure for
// pages not seen is that of cross-validation, which train/article prints.
func Bodies(benchDir string) ([]Row, error) {
	dir := filepath.Join(benchDir, "intake/zyte")
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, fmt.Errorf("bodies: %w", err)
	}
	var truth map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(data, &truth); err != nil {
		return nil, fmt.Errorf("bodies: %w", err)
	}
	var ids []string
	for id := range truth {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var s Shingles
	for _, id := range ids {
		src, err := unzip(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, fmt.Errorf("bodies: %w", err)
		}
		d, err := article.Read(parallax.Page{URI: id, Bytes: src, MediaType: "text/html"})
		if err != nil {
			return nil, fmt.Errorf("bodies: %s: %w", id, err)
		}
		s.Add(truth[id].ArticleBody, Body(d))
	}
	p, r, f := s.Scores()
	row := func(metric string, v float64) Row {
		return Row{Layer: "article", Data: "zyte, trained on", Metric: metric, Value: 100 * v, N: len(ids)}
	}
	return []Row{row("body precision", p), row("body recall", r), row("body F1", f)}, nil
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// Body is the text of d's reports without titles and furniture.
func Body(d *parallax.Document) string {
	var b strings.Builder
	for _, r := range d.Reports {
		at := r.Start
		if !r.Title.Empty() && r.Covers(r.Title) {
			at = r.Title.End
		}
		for _, f := range d.Furniture {
			if f.Start >= at && f.End <= r.End {
				b.WriteString(d.Text[at:f.Start])
				at = f.End
			}
		}
		b.WriteString(d.Text[at:r.End])
		b.WriteByte('\n')
	}
	return b.String()
}

// Whole measures how often the text of one article, saved as plain text, is
// torn into several reports: with its headline and blank lines between the
// paragraphs, and bare, one paragraph a line. Every step-th article of the raw
// news is read; seen, where not nil, hears of every one that is torn.
func Whole(benchDir string, step, most int, seen func(id, text string, d *parallax.Document)) ([]Row, error) {
	f, err := os.Open(filepath.Join(benchDir, "raw/news.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("whole: %w", err)
	}
	defer f.Close()
	var torn [2]int
	n := 0
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	for k := 0; sc.Scan() && n < most; k++ {
		var x struct{ ID, Title, Text string }
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("whole: %w", err)
		}
		if k%step != 0 || len(strings.Fields(x.Text)) < 60 {
			continue
		}
		n++
		for i, text := range []string{x.Title + "\n\n" + x.Text, strings.ReplaceAll(x.Text, "\n\n", "\n")} {
			d, err := article.Read(parallax.Page{URI: x.ID, Bytes: []byte(text), MediaType: "text/plain"})
			if err != nil {
				return nil, fmt.Errorf("whole: %s: %w", x.ID, err)
			}
			if len(d.Reports) != 1 {
				torn[i]++
				if seen != nil {
					seen(x.ID, text, d)
				}
			}
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("whole: %w", err)
	}
	row := func(metric string, k int) Row {
		return Row{Layer: "article", Data: "raw news as plain text", Metric: metric, Value: 100 * float64(n-k) / float64(max(1, n)), N: n}
	}
	return []Row{row("one report, headline and blank lines", torn[0]), row("one report, bare lines", torn[1])}, nil
}
