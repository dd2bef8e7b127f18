// Command article trains the trees that tell the blocks of a report from the
// rest of an HTML page, and writes article/blocks.json. Its labels come from
// the article bodies of the article extraction benchmark: a block is body where
// most of its word 4-grams stand in the body. A second look is trained on what
// the first makes of pages that it has not seen. With -folds it prints what
// cross-validation by page gives instead of writing.
//
//	go run ./train/article -zyte FOLDER [-folds 5]
//
// With -lines it trains the trees that tell the lines of plain text apart
// instead, article/lines.json, from our labels, raw news and the benchmark's
// pages as a person would copy them.
//
//	go run ./train/article -lines train/labels/intake -news FILE.jsonl -zyte FOLDER -depth 4 -min 12 -out article/lines.json
package main

import (
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

	"parallax/article"
	"parallax/eval"
)

type sample struct {
	id     string
	truth  string
	texts  []string
	blocks article.Blocks
	rows   [][]float32
	labels []bool
	weight []float64
}

func main() {
	zyte := flag.String("zyte", "", "folder with ground-truth.json and html/")
	folds := flag.Int("folds", 0, "cross-validate with this many folds by page")
	out := flag.String("out", "article/blocks.json", "where the trees go")
	verbose := flag.Bool("v", false, "print the worst pages")
	dump := flag.String("dump", "", "file for the cross-validated probabilities of every block")
	cut := flag.Float64("cut", 0.5, "probability from which a block is body")
	o := options{bins: 48}
	flag.IntVar(&o.trees, "trees", 150, "number of trees")
	flag.IntVar(&o.depth, "depth", 4, "depth of a tree")
	flag.IntVar(&o.minRows, "min", 8, "rows in a leaf")
	flag.Float64Var(&o.rate, "rate", 0.1, "learning rate")
	flag.Float64Var(&o.lambda, "lambda", 2, "ridge on leaves")
	flag.Float64Var(&o.sample, "sample", 0.8, "share of rows a tree sees")
	inner := flag.Int("inner", 4, "folds that the second look is fitted with")
	second := options{bins: 48, trees: 100, depth: 3, minRows: 12, rate: 0.1, lambda: 4, sample: 0.8}
	labels := flag.String("lines", "", "folder of labelled lines: train the trees for plain text")
	news := flag.String("news", "", "raw news, JSON lines with title and text")
	half := flag.String("half", "", "train the lines on this half of the pages alone, a or b")
	made := flag.Int("made", 400, "pages recombined from raw news")
	weight := flag.Float64("weight", 0.05, "weight of their lines")
	flag.Parse()
	if *labels != "" {
		if err := lineTrees(*labels, *news, *zyte, *half, *out, *made, *weight, o); err != nil {
			log.Fatal(err)
		}
		return
	}
	samples, err := read(*zyte)
	if err != nil {
		log.Fatal(err)
	}
	if *folds == 0 {
		data, err := json.Marshal(fitBoth(samples, o, second, *inner))
		if err == nil {
			err = os.WriteFile(*out, append(data, '\n'), 0o644)
		}
		if err != nil {
			log.Fatal(err)
		}
		return
	}
	probs := map[string][]float64{}
	var s eval.Shingles
	type bad struct {
		f  float64
		id string
	}
	var worst []bad
	for k := range *folds {
		var train, test []sample
		for i, x := range samples {
			if i%*folds == k {
				test = append(test, x)
			} else {
				train = append(train, x)
			}
		}
		looks := fitBoth(train, o, second, *inner)
		for _, x := range test {
			var got []string
			prob := looks.Read(x.blocks)
			for i, keep := range choose(prob, *cut) {
				if keep {
					got = append(got, x.texts[i])
				}
			}
			probs[x.id] = prob
			if *verbose {
				for i := range prob {
					if n := len(strings.Fields(x.texts[i])); (prob[i] >= *cut) != x.labels[i] && n > 25 {
						fmt.Printf("%s %.2f %v %d %.90q\n", x.id[:6], prob[i], x.labels[i], n, x.texts[i])
					}
				}
			}
			p, r := s.Add(x.truth, strings.Join(got, "\n"))
			worst = append(worst, bad{p + r, fmt.Sprintf("%.3f %.3f %s", p, r, x.id)})
		}
	}
	if *dump != "" {
		data, err := json.Marshal(probs)
		if err == nil {
			err = os.WriteFile(*dump, data, 0o644)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	p, r, f1 := s.Scores()
	fmt.Printf("precision %.4f recall %.4f F1 %.4f over %d pages, %d folds by page\n", p, r, f1, len(samples), *folds)
	if *verbose {
		sort.Slice(worst, func(i, j int) bool { return worst[i].f < worst[j].f })
		for _, w := range worst[:30] {
			fmt.Println(w.id)
		}
	}
}

// fitBoth fits the second look on what first looks think of pages that they
// were not trained on.
func fitBoth(samples []sample, first, second options, folds int) *article.Looks {
	l := &article.Looks{First: fit(samples, first)}
	var again []sample
	for k := range folds {
		var train, rest []sample
		for i, x := range samples {
			if i%folds == k {
				rest = append(rest, x)
			} else {
				train = append(train, x)
			}
		}
		f := fit(train, first)
		for _, x := range rest {
			x.rows = x.blocks.Second(f.All(x.rows))
			again = append(again, x)
		}
	}
	l.Second = fit(again, second)
	return l
}

func fit(samples []sample, o options) *article.Forest {
	var rows [][]float32
	var labels []bool
	var weights []float64
	for _, s := range samples {
		rows = append(rows, s.rows...)
		labels = append(labels, s.labels...)
		weights = append(weights, s.weight...)
	}
	return boost(rows, labels, weights, o)
}

func read(dir string) ([]sample, error) {
	data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	var truth map[string]struct{ ArticleBody string }
	if err := json.Unmarshal(data, &truth); err != nil {
		return nil, err
	}
	var ids []string
	for id := range truth {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var out []sample
	for _, id := range ids {
		f, err := os.Open(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		src, err := io.ReadAll(z)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		s := sample{id: id, truth: truth[id].ArticleBody}
		s.blocks = article.Rows(src)
		s.texts, s.rows = s.blocks.Texts, s.blocks.Rows
		label(&s)
		out = append(out, s)
	}
	return out, nil
}

// label marks the blocks whose words stand in the true body. Every page
// weighs the same, and a block by the words that a mistake costs.
func label(s *sample) {
	body := " " + strings.Join(eval.Words(s.truth), " ") + " "
	used := map[string]int{}
	total := 0.0
	for _, t := range s.texts {
		w := eval.Words(t)
		in, n := 0, 0
		for i := 0; i < max(1, len(w)-3); i++ {
			n++
			if strings.Contains(body, " "+strings.Join(w[i:min(i+4, len(w))], " ")+" ") {
				in++
			}
		}
		key := strings.Join(w, " ")
		yes := len(w) > 0 && 2*in >= n && used[key] < max(1, strings.Count(body, " "+key+" "))
		if yes {
			used[key]++
		}
		s.labels = append(s.labels, yes)
		c := 1 + float64(len(w))
		s.weight = append(s.weight, c)
		total += c
	}
	scale := 0.0
	for i, yes := range s.labels {
		if yes {
			scale += s.weight[i]
		}
	}
	for i := range s.weight {
		s.weight[i] = s.weight[i] / max(scale, 100) * 100
	}
}

func choose(prob []float64, cut float64) []bool {
	keep := make([]bool, len(prob))
	for i, p := range prob {
		keep[i] = p >= cut
	}
	return keep
}
