package main

import (
	"math"
	"sort"

	"parallax/article"
)

// options of the trees. The defaults were chosen by cross-validation.
type options struct {
	trees, depth, minRows int
	rate, lambda, sample  float64
	bins                  int
}

// boost fits trees to 0/1 labels by gradient boosting on the logistic loss
// with histograms; weights scale the rows. Every step is deterministic.
func boost(rows [][]float32, labels []bool, weights []float64, o options) *article.Forest {
	n, m := len(rows), len(rows[0])
	cuts := make([][]float32, m)
	codes := make([][]uint8, m)
	for f := range m {
		vals := make([]float32, n)
		for i := range rows {
			vals[i] = rows[i][f]
		}
		sort.Slice(vals, func(a, b int) bool { return vals[a] < vals[b] })
		var c []float32
		for k := 1; k < o.bins; k++ {
			v := vals[k*(n-1)/o.bins]
			if (len(c) == 0 || v > c[len(c)-1]) && v < vals[n-1] {
				c = append(c, v)
			}
		}
		if len(c) == 0 && vals[0] < vals[n-1] {
			c = append(c, vals[0])
		}
		cuts[f] = c
		codes[f] = make([]uint8, n)
		for i := range rows {
			codes[f][i] = uint8(sort.Search(len(c), func(k int) bool { return rows[i][f] <= c[k] }))
		}
	}
	var pos, all float64
	for i, l := range labels {
		all += weights[i]
		if l {
			pos += weights[i]
		}
	}
	out := &article.Forest{Bias: math.Log(pos / (all - pos))}
	score := make([]float64, n)
	g, h := make([]float64, n), make([]float64, n)
	seed := uint64(1)
	for range o.trees {
		var idx []int32
		for i := range rows {
			p := 1 / (1 + math.Exp(-out.Bias-score[i]))
			y := 0.0
			if labels[i] {
				y = 1
			}
			g[i], h[i] = weights[i]*(p-y), weights[i]*math.Max(p*(1-p), 1e-6)
			seed = seed*6364136223846793005 + 1442695040888963407
			if float64(seed>>40)/float64(1<<24) < o.sample {
				idx = append(idx, int32(i))
			}
		}
		var use []int
		for f := range m {
			seed = seed*6364136223846793005 + 1442695040888963407
			if len(cuts[f]) > 0 && float64(seed>>40)/float64(1<<24) < 0.5 {
				use = append(use, f)
			}
		}
		t := grow(codes, cuts, idx, use, g, h, o)
		out.Trees = append(out.Trees, t)
		for i, r := range rows {
			k := 0
			for t[k].Feature >= 0 {
				if r[t[k].Feature] <= t[k].Cut {
					k = t[k].Next[0]
				} else {
					k = t[k].Next[1]
				}
			}
			score[i] += float64(t[k].Cut)
		}
	}
	return out
}

func grow(codes [][]uint8, cuts [][]float32, idx []int32, use []int, g, h []float64, o options) []article.Node {
	var tree []article.Node
	var build func(idx []int32, depth int) int
	build = func(idx []int32, depth int) int {
		var G, H float64
		for _, i := range idx {
			G += g[i]
			H += h[i]
		}
		at := len(tree)
		tree = append(tree, article.Node{Feature: -1, Cut: float32(-o.rate * G / (H + o.lambda))})
		if depth == 0 || len(idx) < 2*o.minRows {
			return at
		}
		bestGain, bestF, bestK := 1e-3, -1, 0
		var hg, hh [256]float64
		var hn [256]int
		for _, f := range use {
			nb := len(cuts[f]) + 1
			for k := range nb {
				hg[k], hh[k], hn[k] = 0, 0, 0
			}
			c := codes[f]
			for _, i := range idx {
				k := c[i]
				hg[k] += g[i]
				hh[k] += h[i]
				hn[k]++
			}
			var lg, lh float64
			ln := 0
			for k := range nb - 1 {
				lg += hg[k]
				lh += hh[k]
				ln += hn[k]
				if ln < o.minRows || len(idx)-ln < o.minRows {
					continue
				}
				gain := lg*lg/(lh+o.lambda) + (G-lg)*(G-lg)/(H-lh+o.lambda) - G*G/(H+o.lambda)
				if gain > bestGain {
					bestGain, bestF, bestK = gain, f, k
				}
			}
		}
		if bestF < 0 {
			return at
		}
		var left, right []int32
		for _, i := range idx {
			if codes[bestF][i] <= uint8(bestK) {
				left = append(left, i)
			} else {
				right = append(right, i)
			}
		}
		tree[at] = article.Node{Feature: bestF, Cut: cuts[bestF][bestK]}
		l := build(left, depth-1)
		r := build(right, depth-1)
		tree[at].Next = [2]int{l, r}
		return at
	}
	build(idx, o.depth)
	return tree
}
