package article

// choose says which blocks are body, from their probabilities.
func choose(prob []float64, blocks []block, text string) []bool {
	keep := make([]bool, len(prob))
	for i, p := range prob {
		keep[i] = p >= 0.5
	}
	return keep
}
