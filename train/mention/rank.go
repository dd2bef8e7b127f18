package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"parallax/mention"
)

// train fits a ranker by AdaGrad over shuffled choices.
func train(all []choice, passes int) *mention.Ranker {
	r := mention.NewRanker()
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range r.In {
		r.In[i] = float32(rng.NormFloat64()) * 0.1
	}
	for i := range r.Out {
		r.Out[i] = float32(rng.NormFloat64()) * 0.2
	}
	var g2 [3][]float32
	for i, t := range r.Tables() {
		g2[i] = make([]float32, len(t))
	}
	step := func(table, k int, g, decay, rate float32) {
		w := &r.Tables()[table][k]
		g += decay * *w
		g2[table][k] += g * g
		*w -= rate * g / float32(math.Sqrt(float64(g2[table][k]))+1e-4)
	}
	var s []float64
	var hidden [][mention.Hidden]float32
	w := mention.Width()
	for pass := range passes {
		rate := float32(0.1) * (1 - float32(pass)/float32(passes))
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, c := range all {
			n := len(c.antecedents)
			s, hidden = grow(s, n), grow(hidden, n)
			top := 0.0
			for i, a := range c.antecedents {
				s[i] = float64(r.Score(a.features, &hidden[i]))
				top = max(top, s[i])
			}
			total, good := math.Exp(-top), 0.0
			if c.none {
				good = total
			}
			for i := range s[:n] {
				s[i] = math.Exp(s[i] - top)
				total += s[i]
				if c.antecedents[i].right {
					good += s[i]
				}
			}
			for i, a := range c.antecedents {
				f := a.features
				grad := s[i] / total
				if a.right {
					grad -= s[i] / good
				}
				if math.Abs(grad) < 1e-3 {
					continue
				}
				g := float32(grad)
				var back [mention.Hidden]float32
				for h, v := range hidden[i] {
					if v > 0 {
						back[h] = g * r.Out[h]
						step(2, h, g*v, 1e-5, rate*hiddenRate)
					}
				}
				into := func(row int) {
					for h, v := range back {
						if v != 0 {
							step(1, row*mention.Hidden+h, v, 1e-4, rate*hiddenRate)
						}
					}
				}
				into(w + f.Pair)
				for _, k := range f.Values {
					step(0, f.Pair*w+k, g, 1e-5, rate)
					into(k)
				}
			}
		}
	}
	return r
}

const hiddenRate = 0.25

func grow[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n, 2*n)
	}
	return x[:n]
}

func writeRanker(r *mention.Ranker, to io.Writer) error {
	out := bufio.NewWriter(to)
	for _, t := range r.Tables() {
		for i, v := range t {
			sep := " "
			if (i+1)%32 == 0 || i+1 == len(t) {
				sep = "\n"
			}
			fmt.Fprintf(out, "%d%s", int(math.Round(100*float64(v))), sep)
		}
	}
	return out.Flush()
}
