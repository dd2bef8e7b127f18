package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"parallax/article"
)

// labelled is a plain text whose lines have kinds.
type labelled struct {
	name, part string
	lines      []string
	kinds      []string // "" for blank lines
	starts     int
}

// lineTrees trains the trees for the lines of plain text on the part "train" of
// our labels and on the same furniture around the text of raw news, prints how
// they do on "dev", and writes them.
func lineTrees(dir, news, zyte, half, out string, made int, weight float64, o options) error {
	pages, err := readLabels(dir)
	if err != nil {
		return err
	}
	var rows [][]float32
	var furniture, title []bool
	var weights []float64
	add := func(p labelled, w float64) {
		x, f, t, ok := samples(p)
		for i := range x {
			if ok[i] {
				rows, furniture, title, weights = append(rows, x[i]), append(furniture, f[i]), append(title, t[i]), append(weights, w)
			}
		}
	}
	var frames []labelled
	for _, p := range pages {
		if p.part == "train" {
			add(p, 1)
			if p.starts == 1 {
				frames = append(frames, p)
			}
		}
	}
	own := len(rows)
	bodies, err := readNews(news, made)
	if err != nil {
		return err
	}
	for k, b := range bodies {
		add(frame(frames[k%len(frames)], b, k), weight)
	}
	titles := boost(rows, title, weights, o)
	copied, err := pasted(zyte, half)
	if err != nil {
		return err
	}
	for _, s := range copied {
		for i, body := range s.labels {
			rows, furniture, weights = append(rows, s.rows[i]), append(furniture, !body), append(weights, s.weight[i]*pastedWeight)
		}
	}
	f := article.LineForests{Furniture: boost(rows, furniture, weights, o), Title: titles}
	for _, part := range []string{"train", "dev"} {
		var hit, given, gold, titles, right int
		for _, p := range pages {
			if p.part != part {
				continue
			}
			x, want, isTitle, ok := samples(p)
			for i := range x {
				if !ok[i] {
					continue
				}
				have := f.Furniture.Predict(x[i]) >= .5
				if want[i] {
					gold++
				}
				if have {
					given++
				}
				if want[i] && have {
					hit++
				}
				if isTitle[i] {
					titles++
					if f.Title.Predict(x[i]) >= .5 {
						right++
					}
				}
			}
		}
		fmt.Printf("%s: furniture F1 %.3f of %d, titles found %.3f of %d\n", part, 2*float64(hit)/float64(given+gold), gold, float64(right)/float64(titles), titles)
	}
	fmt.Println(own, "lines labelled by hand,", len(rows)-own, "recombined or pasted")
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(data, '\n'), 0o644)
}

// pastedWeight is what the lines of a pasted page weigh beside lines labelled by
// hand, in hundredths of a page's body.
const pastedWeight = 0.05

// pasted are the lines of the benchmark's pages as a person would copy them; a
// line is furniture where its words do not stand in the body. Half, where given,
// leaves the other half out.
func pasted(zyte, half string) ([]sample, error) {
	pages, err := read(zyte)
	if err != nil {
		return nil, err
	}
	var out []sample
	for _, p := range pages {
		if half != "" && "ab"[strings.IndexByte("0123456789abcdef", p.id[0])%2] != half[0] {
			continue
		}
		s := sample{id: p.id, truth: p.truth}
		_, s.texts, s.rows = article.Lines(strings.Join(p.texts, "\n"))
		label(&s)
		out = append(out, s)
	}
	return out, nil
}

func readLabels(dir string) ([]labelled, error) {
	split, err := os.ReadFile(filepath.Join(dir, "split.tsv"))
	if err != nil {
		return nil, err
	}
	var out []labelled
	for row := range strings.Lines(string(split)) {
		f := strings.Fields(row)
		if len(f) != 2 {
			continue
		}
		p := labelled{name: f[0], part: f[1]}
		text, err := os.ReadFile(filepath.Join(dir, p.name+".txt"))
		if err != nil {
			return nil, err
		}
		p.lines = strings.Split(string(text), "\n")
		p.kinds = make([]string, len(p.lines))
		labs, err := os.ReadFile(filepath.Join(dir, p.name+".lab"))
		if err != nil {
			return nil, err
		}
		for l := range strings.Lines(string(labs)) {
			f := strings.Fields(l)
			if len(f) < 2 {
				continue
			}
			n, err := strconv.Atoi(f[0])
			if err != nil || n < 1 || n > len(p.lines) {
				return nil, fmt.Errorf("%s: %q", p.name, l)
			}
			p.kinds[n-1] = f[1]
			p.starts += strings.Count(l, "\tstart") + strings.Count(l, "*@")
		}
		out = append(out, p)
	}
	return out, nil
}

// samples are the lines of a page with what they are; lines that give place, date
// or author are no question.
func samples(p labelled) (rows [][]float32, furniture, title, ok []bool) {
	at := map[int]string{}
	pos := 0
	for i, l := range p.lines {
		if p.kinds[i] != "" {
			at[pos+strings.Index(l, strings.TrimSpace(l))] = p.kinds[i]
		}
		pos += len(l) + 1
	}
	starts, _, rows := article.Lines(strings.Join(p.lines, "\n"))
	for _, s := range starts {
		k := at[s]
		ok = append(ok, k != "" && k != "date" && k != "byline" && k != "dateline")
		furniture = append(furniture, k != "text" && k != "title")
		title = append(title, k == "title")
	}
	return rows, furniture, title, ok
}

type newsText struct{ Title, Text string }

func readNews(path string, n int) ([]newsText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []newsText
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for k := 0; sc.Scan() && len(out) < n; k++ {
		var a newsText
		if k%7 != 3 || json.Unmarshal(sc.Bytes(), &a) != nil || a.Title == "" {
			continue
		}
		out = append(out, a)
	}
	return out, sc.Err()
}

var sentenceEnd = regexp.MustCompile(`(\p{Ll}\p{Ll}[.!?][”"’]?) `)

// frame puts the text of an article where the text of p stood, its title where
// the title was.
func frame(p labelled, a newsText, k int) labelled {
	out := labelled{name: p.name}
	add := func(line, kind string) { out.lines, out.kinds = append(out.lines, line), append(out.kinds, kind) }
	var ps []string
	for _, s := range strings.Split(a.Text, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			ps = append(ps, s)
		}
	}
	switch k / 3 % 3 { // papers differ in how long their paragraphs are
	case 1:
		ps = strings.Split(sentenceEnd.ReplaceAllString(strings.Join(ps, "\n"), "$1\n"), "\n")
	case 2:
		for i, s := range ps {
			ps[i], _, _ = strings.Cut(sentenceEnd.ReplaceAllString(s, "$1\n"), "\n")
		}
	}
	ps = ps[:min(len(ps), 1+k%9)]
	stretches := 0
	for i, kind := range p.kinds {
		if kind == "text" && (i == 0 || p.kinds[i-1] != "text") {
			stretches++
		}
	}
	done, titled := 0, false
	for i, kind := range p.kinds {
		switch {
		case kind == "title" && !titled:
			add(a.Title, kind)
			titled = true
		case kind == "text" && (i == 0 || p.kinds[i-1] != "text"):
			upTo := len(ps)
			if stretches > 1 {
				upTo = min(len(ps), done+max(1, len(ps)/stretches))
			}
			stretches--
			for ; done < upTo; done++ {
				add(ps[done], kind)
				if k%3 > 0 {
					add("", "")
				}
			}
		case kind == "text" || kind == "title":
		default:
			add(p.lines[i], kind)
			if k%3 == 2 {
				add("", "")
			}
		}
	}
	return out
}
