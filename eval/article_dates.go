package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"parallax"
	"parallax/article"
)

// Dated scores the dates of publication of the article extraction benchmark's
// pages against our own reading of them (labels: train/labels/dates/zyte.tsv),
// twice: as they are, and with everything struck out that only machines read,
// so that the date lines on the page must do. A date is right when it is the
// day that the page shows or the day in UTC of the instant it gives. A page
// whose date is not known to a reader counts only against those that answer.
// Seen, where not nil, hears of every page that is not right.
func Dated(benchDir, labels string, seen func(data, id, want string, d *parallax.Document)) ([]Row, error) {
	data, err := os.ReadFile(labels)
	if err != nil {
		return nil, fmt.Errorf("dates: %w", err)
	}
	type tally struct{ pages, answered, right int }
	var asIs, struck [2]tally
	count := func(t *tally, name, id, want string, page parallax.Page) error {
		d, err := article.Read(page)
		if err != nil {
			return fmt.Errorf("dates: %s: %w", id, err)
		}
		got := ""
		for _, r := range d.Reports {
			if got == "" {
				got = r.Published.Value
			}
		}
		right := got != "" && want != "-" && strings.Contains(want, got)
		if want != "-" {
			t.pages++
		}
		if got != "" {
			t.answered++
		}
		if right {
			t.right++
		} else if seen != nil && (want != "-" || got != "") {
			seen(name, id, want, d)
		}
		return nil
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) != 3 {
			return nil, fmt.Errorf("dates: line %q", line)
		}
		files, err := filepath.Glob(filepath.Join(benchDir, "intake/zyte/html", f[0]+"*.html.gz"))
		if err != nil || len(files) != 1 {
			return nil, fmt.Errorf("dates: %d pages for %s", len(files), f[0])
		}
		src, err := unzip(files[0])
		if err != nil {
			return nil, fmt.Errorf("dates: %w", err)
		}
		half := int(f[1][0] - 'a')
		if err := count(&asIs[half], "zyte "+f[1], f[0], f[2], parallax.Page{URI: f[0], Bytes: src, MediaType: "text/html"}); err != nil {
			return nil, err
		}
		if err := count(&struck[half], "zyte "+f[1]+", date lines alone", f[0], f[2], parallax.Page{URI: f[0], Bytes: strike(src), MediaType: "text/html"}); err != nil {
			return nil, err
		}
	}
	var rows []Row
	for i, t := range []tally{asIs[0], asIs[1], struck[0], struck[1]} {
		name := "zyte dates " + string(rune('a'+i%2))
		if i > 1 {
			name += ", date lines alone"
		}
		rows = append(rows,
			Row{Layer: "article", Data: name, Metric: "right of answered", Value: 100 * float64(t.right) / float64(max(1, t.answered)), N: t.answered},
			Row{Layer: "article", Data: name, Metric: "answered", Value: 100 * float64(t.answered) / float64(max(1, t.pages)), N: t.pages})
	}
	return rows, nil
}

var forMachines = regexp.MustCompile(`(?is)<script\b.*?</script>|<(?:meta|link)\b[^>]*>|\s(?:datetime|content|data-[a-z-]+|title)=(?:"[^"]*"|'[^']*')`)

// strike takes out of a page what only machines read of it.
func strike(src []byte) []byte { return forMachines.ReplaceAll(src, nil) }
