// Command events fits the judgements of the room plover on the project's event
// labels, logistic regressions with an L2 penalty. Whether a candidate is an
// event – the weights of its features and the score under which it is dropped –
// on the development part, the threshold that of the best F over five folds by
// document. The training part is not used: the encoder's heads have learnt it,
// and their votes there are surer than elsewhere.
//
//	go run ./train/events --bench FOLDER > plover/score.tsv.new && mv plover/score.tsv.new plover/score.tsv
//
// And where an event happened, on the training part, the threshold that of the
// best F on the development part: the heads' votes on places say much the same
// on both.
//
//	go run ./train/events --bench FOLDER --places > plover/place.tsv.new && mv plover/place.tsv.new plover/place.tsv
package main

import (
	"flag"
	"fmt"
	"hash/fnv"
	"log"
	"math"
	"os"

	"parallax/eval"
	"parallax/pipeline"
	"parallax/plover"
)

const (
	folds   = 5
	penalty = 3.0
	beta    = 0.75 // precision weighs somewhat more than recall
)

// sample is one candidate.
type sample struct {
	x    []float64
	y    float64
	fold int
}

func main() {
	bench := flag.String("bench", "", "folder of labelled data")
	labels := flag.String("labels", "train/labels", "folder of the project's labels, resolved")
	where := flag.Bool("places", false, "fit the places of events")
	flag.Parse()
	if *where {
		if err := fitPlaces(*bench, *labels); err != nil {
			log.Fatal(err)
		}
		return
	}
	all, gold, err := samples(*bench, *labels)
	if err != nil {
		log.Fatal(err)
	}
	p := make([]float64, len(all))
	for k := range folds {
		var rest []sample
		for _, s := range all {
			if s.fold != k {
				rest = append(rest, s)
			}
		}
		w := fit(rest)
		for i, s := range all {
			if s.fold == k {
				p[i] = probability(w, s.x)
			}
		}
	}
	keep, best := 0.0, 0.0
	for t := 0.2; t < 0.8; t += 0.01 {
		given, right := 0.0, 0.0
		for i, s := range all {
			if p[i] >= t {
				given++
				right += s.y
			}
		}
		if f := (1 + beta*beta) * right / (given + beta*beta*gold); f > best {
			keep, best = t, f
		}
		if int(math.Round(t*100))%5 == 0 {
			fmt.Fprintf(os.Stderr, "%.2f: P %.1f R %.1f F1 %.1f of %d candidates\n", t, 100*right/given, 100*right/gold, 200*right/(given+gold), len(all))
		}
	}
	write(keep, fit(all), plover.Features)
}

func write(keep float64, w []float64, names []string) {
	fmt.Printf("keep\t%.2f\nbias\t%.2f\n", keep, w[len(w)-1])
	for i, name := range names {
		fmt.Printf("%s\t%.2f\n", name, w[i])
	}
}

// samples are the candidates of the development part and the number of
// labelled events.
func samples(bench, labels string) ([]sample, float64, error) {
	pipe, err := pipeline.New()
	if err != nil {
		return nil, 0, err
	}
	var out []sample
	gold := 0.0
	for _, file := range []string{"reading.jsonl", "events.jsonl"} {
		docs, err := eval.ReadEvents(bench, labels+"/"+file)
		if err != nil {
			return nil, 0, err
		}
		for _, g := range docs {
			if eval.Part(g.ID) != "dev" {
				continue
			}
			d, err := eval.ReadLabelled(pipe, g)
			if err != nil {
				return nil, 0, err
			}
			h := fnv.New32a()
			h.Write([]byte(g.ID))
			taken := make([]bool, len(g.Events))
			gold += float64(len(g.Events))
			for _, c := range plover.Candidates(d) {
				s := sample{x: c.Features, fold: int(h.Sum32() % folds)}
				for i, e := range g.Events {
					if !taken[i] && e.Trigger.Overlap(c.Span) > 0 {
						s.y, taken[i] = 1, true
						break
					}
				}
				out = append(out, s)
			}
		}
	}
	return out, gold, nil
}

// fit maximises the penalised likelihood by Newton's method; the last weight is
// the bias.
func fit(all []sample) []float64 {
	n := len(all[0].x) + 1
	w := make([]float64, n)
	for range 25 {
		g, h := make([]float64, n), make([][]float64, n)
		for i := range h {
			h[i] = make([]float64, n)
			if i < n-1 {
				g[i], h[i][i] = -penalty*w[i], penalty
			} else {
				h[i][i] = 1e-6
			}
		}
		for _, s := range all {
			x := append(append([]float64(nil), s.x...), 1)
			p := probability(w, s.x)
			for i, v := range x {
				if v == 0 {
					continue
				}
				g[i] += (s.y - p) * v
				for j, u := range x {
					h[i][j] += p * (1 - p) * v * u
				}
			}
		}
		for i, d := range solve(h, g) {
			w[i] += d
		}
	}
	return w
}

func probability(w, x []float64) float64 {
	z := w[len(w)-1]
	for i, v := range x {
		z += w[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// solve is the solution of a·x = b for a positive definite a, by elimination.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j < n; j++ {
				a[k][j] -= f * a[i][j]
			}
			b[k] -= f * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x
}
