// Command leads fits the logistic regression that tells a page of glued
// openings from a running text. Its negatives are the paragraphs of articles,
// its positives the first paragraphs of different articles of one topic; both
// are machine-made from unlabelled news (JSON lines with topic and text). It
// prints the weights for article/leads.go and the accuracy on held-out outlets.
//
//	go run ./train/article/leads FILE.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"log"
	"math"
	"os"
	"strings"

	"parallax/article"
)

type row struct {
	x    []float64
	y    float64
	test bool
}

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: leads FILE.jsonl")
	}
	f, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	openings := map[string][]string{}
	var order []string
	var rows []row
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for k := 0; sc.Scan(); k++ {
		var a struct{ Source, Topic, Text string }
		if json.Unmarshal(sc.Bytes(), &a) != nil {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(a.Source))
		test := h.Sum32()%5 == 0
		var ps []string
		for _, p := range strings.Split(a.Text, "\n") {
			if n := len(strings.Fields(p)); n >= 12 && n <= 120 {
				ps = append(ps, strings.TrimSpace(p))
			}
		}
		if len(ps) < 4 {
			continue
		}
		n := min(len(ps), 4+k%12)
		rows = append(rows, row{article.LeadFeatures(ps[:n]), 0, test})
		key := fmt.Sprint(a.Topic, "|", test)
		if openings[key] == nil {
			order = append(order, key)
		}
		openings[key] = append(openings[key], ps[0])
	}
	for _, key := range order {
		o := openings[key]
		for i := 0; i+4 <= len(o); {
			n := min(4+(i*7)%12, len(o)-i)
			rows = append(rows, row{article.LeadFeatures(o[i : i+n]), 1, strings.HasSuffix(key, "true")})
			i += n
		}
	}
	m := len(rows[0].x)
	w := make([]float64, m+1)
	var pos, neg float64
	for _, r := range rows {
		if r.y == 1 {
			pos++
		} else {
			neg++
		}
	}
	for range 4000 {
		g := make([]float64, m+1)
		for _, r := range rows {
			if r.test {
				continue
			}
			p := score(w, r.x)
			c := 0.5 / neg * (p - r.y)
			if r.y == 1 {
				c = 0.5 / pos * (p - r.y)
			}
			for i, x := range r.x {
				g[i] += c * x
			}
			g[m] += c
		}
		for i := range w {
			w[i] -= 1.5 * (g[i] + 1e-5*w[i])
		}
	}
	var right, n [2]float64
	for _, r := range rows {
		if !r.test {
			continue
		}
		n[int(r.y)]++
		if (score(w, r.x) >= 0.5) == (r.y == 1) {
			right[int(r.y)]++
		}
	}
	for _, t := range []float64{0.5, 0.8, 0.9, 0.95, 0.98} {
		var r [2]float64
		for _, x := range rows {
			if x.test && (score(w, x.x) >= t) == (x.y == 1) {
				r[int(x.y)]++
			}
		}
		fmt.Printf("from %.2f: running right %.4f, openings right %.4f\n", t, r[0]/n[0], r[1]/n[1])
	}
	for _, x := range w {
		fmt.Printf("%.3f, ", x)
	}
	fmt.Printf("\nheld-out outlets: running texts right %.4f of %.0f, glued openings right %.4f of %.0f\n", right[0]/n[0], n[0], right[1]/n[1], n[1])
}

func score(w, x []float64) float64 {
	z := w[len(x)]
	for i, v := range x {
		z += w[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}
