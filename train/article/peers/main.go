// Command peers reads the pages of the article extraction benchmark with our
// reader and with published ones, in one run: bodies by 4-gram F1, dates of
// publication against train/labels/dates/zyte.tsv, pages per CPU-second. It is a
// module of its own, so that the program does not depend on what it is compared
// with. Our bodies are in-sample here: the figure to compare is the one that
// train/article prints with -folds. The readers take turns, round by round, so
// that they share what else the machine does; with -python those of the Python
// world too (peers.py).
//
//	cd train/article/peers && GOMAXPROCS=1 go run . -zyte FOLDER -dates ../../labels/dates/zyte.tsv [-python python3]
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
	"os/exec"
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
	path       string
	half, date string
	html       []byte
}

func main() {
	zyte := flag.String("zyte", "", "folder with ground-truth.json and html/")
	dates := flag.String("dates", "", "our labels of dates")
	python := flag.String("python", "", "a Python with trafilatura and readability-lxml")
	rounds := flag.Int("rounds", 3, "how often each reader reads all pages")
	flag.Parse()
	pages, err := load(*zyte, *dates)
	if err != nil {
		log.Fatal(err)
	}
	readers := []reader{
		{"parallax (trained on these pages)", here(ours)},
		{"go-trafilatura, no fallback", here(func(b []byte) string { return trafila(b, false) })},
		{"go-trafilatura, fallbacks", here(func(b []byte) string { return trafila(b, true) })},
		{"go-readability", here(readable)},
	}
	if *python != "" {
		ask, err := start(*python)
		if err != nil {
			log.Fatal(err)
		}
		for _, name := range []string{"trafilatura, fast", "trafilatura, default", "readability-lxml"} {
			readers = append(readers, reader{name, func(p page) (string, time.Duration) { return ask(name, p.path) }})
		}
	}
	scores, spent := make([]eval.Shingles, len(readers)), make([]time.Duration, len(readers))
	for round := range *rounds {
		for i, r := range readers {
			if round == 0 {
				r.read(pages[0]) // what is made once is not counted
			}
			for _, p := range pages {
				text, took := r.read(p)
				spent[i] += took
				if round == 0 {
					scores[i].Add(p.body, text)
				}
			}
		}
	}
	fmt.Println("| bodies | precision | recall | F1 | pages per CPU-second |\n|---|---|---|---|---|")
	for i, r := range readers {
		pr, re, f := scores[i].Scores()
		fmt.Printf("| %s | %.4f | %.4f | %.4f | %.0f |\n", r.name, pr, re, f, float64(*rounds*len(pages))/spent[i].Seconds())
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

// reader reads a page and says what CPU time it took.
type reader struct {
	name string
	read func(page) (string, time.Duration)
}

// here measures a reader of this program.
func here(read func([]byte) string) func(page) (string, time.Duration) {
	return func(p page) (string, time.Duration) {
		before := cpu()
		text := read(p.html)
		return text, cpu() - before
	}
}

// start starts peers.py and returns how to ask it.
func start(python string) (func(reader, path string) (string, time.Duration), error) {
	c := exec.Command(python, "peers.py")
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	send, receive := json.NewEncoder(in), json.NewDecoder(out)
	return func(reader, path string) (string, time.Duration) {
		var a struct {
			Text string
			CPU  float64
		}
		if err := send.Encode(map[string]string{"reader": reader, "path": path}); err != nil {
			log.Fatal(err)
		}
		if err := receive.Decode(&a); err != nil {
			log.Fatal(err)
		}
		return a.Text, time.Duration(a.CPU * float64(time.Second))
	}, nil
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
		out = append(out, page{id, x.ArticleBody, f.Name(), d[1], d[2], b})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].id < out[j].id })
	return out, nil
}
