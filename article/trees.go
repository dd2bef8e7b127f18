package article

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

//go:embed blocks.json
var blockTrees []byte

// Forest is an ensemble of boosted regression trees (Friedman 2001, Greedy
// function approximation) whose sum is a log-odds.
type Forest struct {
	Bias  float64  `json:"bias"`
	Trees [][]Node `json:"trees"`
}

// Looks are the trees that tell body blocks: those of a first look, by the
// block and its place, and those of a second, by what the first thinks of its
// company as well.
type Looks struct {
	First  *Forest `json:"first"`
	Second *Forest `json:"second"`
}

// Node sends a row left when its feature is at most the threshold. A leaf has
// feature −1 and its value in Cut.
type Node struct {
	Feature int     `json:"f"`
	Cut     float32 `json:"c"`
	Next    [2]int  `json:"n"`
}

// Predict is the probability that the row is positive.
func (f *Forest) Predict(row []float32) float64 {
	sum := f.Bias
	for _, t := range f.Trees {
		i := 0
		for t[i].Feature >= 0 {
			if row[t[i].Feature] <= t[i].Cut {
				i = t[i].Next[0]
			} else {
				i = t[i].Next[1]
			}
		}
		sum += float64(t[i].Cut)
	}
	return 1 / (1 + math.Exp(-sum))
}

// All are the probabilities of rows.
func (f *Forest) All(rows [][]float32) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = f.Predict(r)
	}
	return out
}

// Read gives each block its probability of being body.
func (l *Looks) Read(b Blocks) []float64 {
	return l.Second.All(b.Second(l.First.All(b.Rows)))
}

func load(data []byte) *Looks {
	var l Looks
	if err := json.Unmarshal(data, &l); err != nil {
		panic(fmt.Errorf("weights in the program: %w", err))
	}
	return &l
}
