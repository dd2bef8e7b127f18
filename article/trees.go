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

func load(data []byte) *Forest {
	var f Forest
	if err := json.Unmarshal(data, &f); err != nil {
		panic(fmt.Errorf("weights in the program: %w", err))
	}
	return &f
}
