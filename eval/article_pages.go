package eval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
		func() ([]Row, error) { return Pasted(benchDir, nil) },
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
	var s Shingles
	err := zyte(benchDir, func(id, body string, src []byte) error {
		d, err := article.Read(parallax.Page{URI: id, Bytes: src, MediaType: "text/html"})
		if err == nil {
			s.Add(body, Body(d))
		}
		return err
	})
	return s.rows("zyte, trained on"), err
}

// Pasted scores the same pages as text that a person copied: their blocks line
// by line, all the furniture of the page among them. Lines of plain text were
// not trained on them; rules were looked at on half a. Seen, where not nil,
// hears of each page.
func Pasted(benchDir string, seen func(half, id, want, text string, d *parallax.Document, p, r float64)) ([]Row, error) {
	var s [2]Shingles
	err := zyte(benchDir, func(id, body string, src []byte) error {
		text := strings.Join(article.Rows(src).Texts, "\n")
		d, err := article.Read(parallax.Page{URI: id, Bytes: []byte(text), MediaType: "text/plain"})
		if err != nil {
			return err
		}
		half := strings.IndexByte("0123456789abcdef", id[0]) % 2
		p, r := s[half].Add(body, Body(d))
		if seen != nil {
			seen("ab"[half:half+1], id, body, text, d, p, r)
		}
		return nil
	})
	return append(s[0].rows("zyte as pasted text a"), s[1].rows("zyte as pasted text b")...), err
}

// rows are the scores as a table has them.
func (s *Shingles) rows(data string) []Row {
	p, r, f := s.Scores()
	row := func(metric string, v float64) Row {
		return Row{Layer: "article", Data: data, Metric: metric, Value: 100 * v, N: int(s.pages)}
	}
	return []Row{row("body precision", p), row("body recall", r), row("body F1", f)}
}

// zyte hands on the pages of the article extraction benchmark with their bodies.
func zyte(benchDir string, each func(id, body string, src []byte) error) error {
	dir := filepath.Join(benchDir, "intake/zyte")
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return fmt.Errorf("zyte: %w", err)
	}
	var truth map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(data, &truth); err != nil {
		return fmt.Errorf("zyte: %w", err)
	}
	for _, id := range slices.Sorted(maps.Keys(truth)) {
		src, err := unzip(filepath.Join(dir, "html", id+".html.gz"))
		if err == nil {
			err = each(id, truth[id].ArticleBody, src)
		}
		if err != nil {
			return fmt.Errorf("zyte: %s: %w", id, err)
		}
	}
	return nil
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
