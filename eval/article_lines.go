package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"parallax"
	"parallax/article"
)

// Plain scores furniture in plain text on labelled lines: a folder of NAME.txt
// with NAME.lab, which gives the kind of each line by its number. Kinds
// text and title are report, date, byline and dateline are left out of the
// count, all others are furniture.
// A line counts as what most of it is. Part is "train", "dev" or "test" of
// split.tsv; log, where not nil, hears of every line that is wrong.
func Plain(dir, part string, log func(name string, line int, want, text string)) ([]Row, error) {
	split, err := os.ReadFile(filepath.Join(dir, "split.tsv"))
	if err != nil {
		return nil, err
	}
	use := map[string]bool{}
	for l := range strings.Lines(string(split)) {
		if f := strings.Fields(l); len(f) == 2 {
			use[f[0]] = f[1] == part
		}
	}
	labs, err := filepath.Glob(filepath.Join(dir, "*.lab"))
	if err != nil {
		return nil, err
	}
	var hit, given, gold, starts, found, kept, lines int
	for _, lab := range labs {
		name := strings.TrimSuffix(filepath.Base(lab), ".lab")
		if !use[name] {
			continue
		}
		kinds, err := os.ReadFile(lab)
		if err != nil {
			return nil, err
		}
		text, err := os.ReadFile(strings.TrimSuffix(lab, ".lab") + ".txt")
		if err != nil {
			return nil, err
		}
		d, err := article.Read(parallax.Page{URI: name, Bytes: text, MediaType: "text/plain"})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		spans := physical(string(text))
		for _, l := range strings.Split(strings.TrimSpace(string(kinds)), "\n") {
			f := strings.Fields(l)
			if len(f) < 2 {
				continue
			}
			n, err := strconv.Atoi(f[0])
			if err != nil || n < 1 || n > len(spans) {
				return nil, fmt.Errorf("%s: line %q", name, l)
			}
			s := spans[n-1]
			if _, words, ok := strings.Cut(l, "@"); ok { // what is glued on is left out of the count
				words, _, _ = strings.Cut(words, "\t")
				if k := strings.Index(s.In(string(text)), words); k > 0 {
					s.End = s.Start + k
				}
			}
			if len(f) > 2 && f[2] == "start" {
				starts++
				begun := false
				for _, r := range d.Reports {
					begun = begun || s.Covers(parallax.Span{Start: r.Start, End: r.Start}) || r.Title.Start == s.Start
				}
				if begun {
					found++
				} else if log != nil {
					log(name, n, "start of a report", s.In(string(text)))
				}
			}
			if f[1] == "date" || f[1] == "byline" || f[1] == "dateline" {
				continue
			}
			lines++
			want := !report[f[1]]
			out := 0
			for _, x := range d.Furniture {
				out += x.Overlap(s)
			}
			have := 2*out > s.Len()
			if !have && !inReports(d, s) {
				have = true
			}
			if want {
				gold++
			}
			if have {
				given++
			}
			if want && have {
				hit++
			}
			if want == have {
				kept++
			} else if log != nil {
				log(name, n, f[1], s.In(string(text)))
			}
		}
	}
	p, r, f := prf(hit, given, gold)
	row := func(metric string, v float64, n int) Row {
		return Row{Layer: "article", Data: "lines of plain text " + part, Metric: metric, Value: v, N: n}
	}
	return []Row{
		row("furniture precision", p, given), row("furniture recall", r, gold), row("furniture F1", f, lines),
		row("report starts found", 100*float64(found)/float64(max(1, starts)), starts),
	}, nil
}

var report = map[string]bool{"text": true, "title": true}

// physical are the spans of the lines of a text, white space around them left out.
func physical(text string) []parallax.Span {
	var out []parallax.Span
	at := 0
	for _, l := range strings.SplitAfter(text, "\n") {
		t := strings.TrimSpace(l)
		from := at + strings.Index(l, t)
		out = append(out, parallax.Span{Start: from, End: from + len(t)})
		at += len(l)
	}
	return out
}

// inReports holds for a line of a report, or one that gives its title, date or byline.
func inReports(d *parallax.Document, s parallax.Span) bool {
	for _, r := range d.Reports {
		if r.Overlap(s) > 0 || r.Title.Overlap(s) > 0 || r.Byline.Overlap(s) > 0 || r.Published.Overlap(s) > 0 {
			return true
		}
		for _, c := range r.Candidates {
			if c.Span.Overlap(s) > 0 {
				return true
			}
		}
	}
	return false
}
