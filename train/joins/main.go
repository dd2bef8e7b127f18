// Command joins fits the weights of the evidence that two event mentions tell
// one happening (collate/evidence.tsv) on our own labels, labels.tsv, by logistic regression
// that holds each weight near a first guess, prior.tsv, as strongly as its third
// column says: what few labels show and many stories need is held hard.
//
//	go run ./train/joins -bench DIR > collate/evidence.tsv
//
// Labelled pairs weigh alike in every saga. Each story counts twice, alone and
// beside others in its saga.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"log"
	"math"
	"strconv"
	"strings"

	"parallax"
	"parallax/collate"
	"parallax/eval"
)

//go:embed prior.tsv
var priorTSV string

type pair struct {
	evidence []float64
	same     bool
	weight   float64
}

func main() {
	bench := flag.String("bench", "../shared/bench", "folder of labelled data")
	labels := flag.String("labels", "train/labels/reading.jsonl", "our own reading")
	flag.Parse()
	sets, err := eval.JoinSets(*bench, *labels)
	if err != nil {
		log.Fatal(err)
	}
	var pairs []pair
	for _, s := range sets {
		if s.Part != "train" {
			continue
		}
		pairs = append(pairs, collect(s.Archive, s.Gold, nil)...)
		for _, story := range s.Archive.Stories {
			in := map[parallax.ReportRef]bool{}
			for _, r := range story.Reports {
				in[r] = true
			}
			alone := *s.Archive
			alone.Stories = []parallax.Story{story}
			pairs = append(pairs, collect(&alone, s.Gold, in)...)
		}
	}
	names, _ := collate.Evidence()
	prior, hold := make([]float64, len(names)), make([]float64, len(names))
	i := 0
	for line := range strings.Lines(priorTSV) {
		f := strings.Fields(line)
		if i == len(names) || len(f) != 3 || f[0] != names[i] {
			log.Fatalf("prior.tsv: %q", line)
		}
		v, err1 := strconv.ParseFloat(f[1], 64)
		h, err2 := strconv.ParseFloat(f[2], 64)
		if err1 != nil || err2 != nil {
			log.Fatalf("prior.tsv: %q", line)
		}
		prior[i], hold[i] = v, h
		i++
	}
	fmt.Println("# Evidence that two event mentions tell one happening, and its weight in log-odds. Made by train/joins.")
	for i, w := range fit(pairs, prior, hold) {
		fmt.Printf("%s\t%.2f\n", names[i], w)
	}
}

// collect makes pairs of the labelled mentions of a saga, of the reports in only
// where it is given; together they weigh as much as 2000 at most.
func collect(a *parallax.Archive, gold map[parallax.EventRef]string, only map[parallax.ReportRef]bool) []pair {
	var out []pair
	in := func(r parallax.EventRef) bool {
		return only == nil || only[parallax.ReportRef{Doc: r.Doc, Report: a.Docs[r.Doc].Events[r.Event-1].Report}]
	}
	collate.Pairs(a, func(x, y parallax.EventRef, evidence []float64) {
		g, ok := gold[x]
		h, too := gold[y]
		if ok && too && in(x) && in(y) {
			out = append(out, pair{append([]float64{}, evidence...), g == h, 1})
		}
	})
	for i := range out {
		out[i].weight = min(1, 2000/float64(len(out))) / 2
	}
	return out
}

// fit descends the log-loss with a step of its own for each weight (AdaGrad).
func fit(pairs []pair, prior, hold []float64) []float64 {
	w := append([]float64{}, prior...)
	sum := make([]float64, len(w))
	for range 1500 {
		slope := make([]float64, len(w))
		for _, p := range pairs {
			z := 0.0
			for k, x := range p.evidence {
				z += x * w[k]
			}
			d := 1 / (1 + math.Exp(-z))
			if p.same {
				d--
			}
			for k, x := range p.evidence {
				slope[k] += d * p.weight * x
			}
		}
		for k := range w {
			g := slope[k] + hold[k]*(w[k]-prior[k])
			sum[k] += g * g
			w[k] -= 0.5 * g / math.Sqrt(sum[k]+1e-8)
		}
	}
	return w
}
