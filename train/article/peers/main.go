// Command peers reads the pages of the article extraction benchmark with our
// reader and with published ones, in one run: bodies by 4-gram F1, dates of
// publication against train/labels/dates/zyte.tsv, pages per CPU-second. It is a
// module of its own, so that the program does not depend on what it is compared
// with. Our bodies are in-sample here: the figure to compare is the one that
// train/article prints with -folds.
//
//	cd train/article/peers && GOMAXPROCS=1 go run . -zyte FOLDER -dates ../../labels/dates/zyte.tsv
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"time"

	"codeberg.org/readeck/go-readability"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"

	"parallax"
	"parallax/article"
	"parallax/eval"
)

type page struct {
	id, body   string
	half, date string
	html       []byte
}

func main() {
	zyte := flag.String("zyte", "", "folder with ground-truth.json and html/")
	dates := flag.String("dates", "", "our labels of dates")
	flag.Parse()
	pages, err := load(*zyte, *dates)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("| bodies | precision | recall | F1 | pages per CPU-second |\n|---|---|---|---|---|")
	for _, r := range []struct {
		name string
		read func([]byte) string
	}{
		{"parallax (trained on these pages)", ours},
		{"go-trafilatura, no fallback", func(b []byte) string { return trafila(b, false) }},
		{"go-trafilatura, fallbacks", func(b []byte) string { return trafila(b, true) }},
		{"go-readability", readable},
	} {
		r.read(pages[0].html) // what is made once is not counted
		var s eval.Shingles
		var spent time.Duration
		for _, p := range pages {
			before := cpu()
			text := r.read(p.html)
			spent += cpu() - before
			s.Add(p.body, text)
		}
		pr, re, f := s.Scores()
		fmt.Printf("| %s | %.4f | %.4f | %.4f | %.0f |\n", r.name, pr, re, f, float64(len(pages))/spent.Seconds())
	}
	fmt.Println("\n| dates | half | right of answered | answered | right of all |\n|---|---|---|---|---|")
	for _, r := range []struct {
		name string
		read func([]byte) string
	}{
		{"parallax", ourDate},
		{"go-htmldate", func(b []byte) string { return htmlDate(b, false) }},
		{"go-htmldate, extensive", func(b []byte) string { return htmlDate(b, true) }},
	} {
		for _, half := range []string{"a", "b"} {
			n, answered, right := 0, 0, 0
			for _, p := range pages {
				if p.half != half {
					continue
				}
				got := r.read(p.html)
				n++
				if got != "" {
					answered++
				}
				if got != "" && strings.Contains(p.date, got) {
					right++
				}
			}
			fmt.Printf("| %s | %s | %.3f | %.3f | %.3f |\n", r.name, half, float64(right)/float64(answered), float64(answered)/float64(n), float64(right)/float64(n))
		}
	}
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func ours(b []byte) string {
	d, err := article.Read(parallax.Page{Bytes: b, MediaType: "text/html"})
	if err != nil {
		return ""
	}
	return eval.Body(d)
}

func trafila(b []byte, fallback bool) string {
	r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{EnableFallback: fallback, ExcludeComments: true})
	if err != nil {
		return ""
	}
	return r.ContentText
}

func readable(b []byte) string {
	a, err := readability.FromReader(bytes.NewReader(b), nil)
	if err != nil {
		return ""
	}
	return a.TextContent
}

func ourDate(b []byte) string {
	d, err := article.Read(parallax.Page{Bytes: b, MediaType: "text/html"})
	if err != nil || len(d.Reports) == 0 {
		return ""
	}
	return d.Reports[0].Published.Value
}

func htmlDate(b []byte, extensive bool) string {
	r, err := htmldate.FromReader(bytes.NewReader(b), htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: !extensive})
	if err != nil || r.IsZero() {
		return ""
	}
	return r.Format("2006-01-02")
}

func load(dir, dates string) ([]page, error) {
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	var truth map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(data, &truth); err != nil {
		return nil, err
	}
	labels, err := os.ReadFile(dates)
	if err != nil {
		return nil, err
	}
	dated := map[string][]string{}
	for l := range strings.Lines(string(labels)) {
		if f := strings.Fields(l); len(f) == 3 {
			dated[f[0]] = f
		}
	}
	var out []page
	for id, x := range truth {
		f, err := os.Open(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(z)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		d := dated[id[:12]]
		if d == nil {
			return nil, fmt.Errorf("%s: no date label", id)
		}
		out = append(out, page{id, x.ArticleBody, d[1], d[2], b})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out, nil
}
