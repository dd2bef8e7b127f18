package syntax

import (
	"math"
	"strings"

	"parallax"
	"parallax/internal/nn"
)

// bio knows the tags of a head in BIO notation.
type bio struct {
	types []string // of each label, "" for O
	inner []bool   // I-
	open  []int    // for I-X the label B-X, else −1
	out   int      // the label O
}

func newBIO(labels []string) *bio {
	b := &bio{types: make([]string, len(labels)), inner: make([]bool, len(labels)), open: make([]int, len(labels)), out: -1}
	at := map[string]int{}
	for i, l := range labels {
		at[l] = i
	}
	for i, l := range labels {
		b.open[i] = -1
		switch {
		case l == "O" || l == "":
			b.out = i
		case strings.HasPrefix(l, "I-"):
			b.types[i], b.inner[i] = l[2:], true
			if k, ok := at["B-"+l[2:]]; ok {
				b.open[i] = k
			}
		default:
			b.types[i] = strings.TrimPrefix(l, "B-")
		}
	}
	return b
}

// best is the likeliest sequence of labels in which I-X follows only B-X or
// I-X (Viterbi); m holds log-probabilities. Work is linear in words and labels.
func (b *bio) best(labels []int, m *nn.Matrix) []int {
	n, k := m.Rows, m.Cols
	labels = labels[:0]
	if n == 0 {
		return labels
	}
	back := make([]int16, n*k)
	score, next := make([]float32, k), make([]float32, k)
	for j := range k {
		score[j] = m.Row(0)[j]
		if b.inner[j] {
			score[j] = float32(math.Inf(-1))
		}
	}
	for i := 1; i < n; i++ {
		top := 0
		for j := range k {
			if score[j] > score[top] {
				top = j
			}
		}
		row := m.Row(i)
		for j := range k {
			from := top
			if b.inner[j] {
				from = j
				if o := b.open[j]; o >= 0 && score[o] > score[j] {
					from = o
				}
			}
			back[i*k+j] = int16(from)
			next[j] = score[from] + row[j]
		}
		score, next = next, score
	}
	last := 0
	for j := range k {
		if score[j] > score[last] {
			last = j
		}
	}
	for range n {
		labels = append(labels, 0)
	}
	for i := n - 1; i >= 0; i-- {
		labels[i] = last
		last = int(back[i*k+last])
	}
	return labels
}

// names adds the names that labels spell out in the words first… (token id) of a
// sentence. The score is the geometric mean of the probabilities of the words'
// type, B and I taken together.
func (b *bio) names(d *parallax.Document, first int, labels []int, m *nn.Matrix) {
	for i := 0; i < len(labels); {
		t := b.types[labels[i]]
		if t == "" {
			i++
			continue
		}
		j := i + 1
		for j < len(labels) && b.inner[labels[j]] && b.types[labels[j]] == t {
			j++
		}
		sum := 0.0
		for k := i; k < j; k++ {
			p := 0.0
			for l, x := range m.Row(k) {
				if b.types[l] == t {
					p += math.Exp(float64(x))
				}
			}
			sum += math.Log(max(p, 1e-9))
		}
		d.Names = append(d.Names, parallax.Name{
			Span: parallax.Span{Start: d.Tokens[first+i-1].Start, End: d.Tokens[first+j-2].End},
			Type: t, First: first + i, Last: first + j - 1,
			Score: float32(min(1, math.Exp(sum/float64(j-i)))),
		})
		i = j
	}
}
