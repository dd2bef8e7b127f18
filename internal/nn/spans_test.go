package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// viterbi against all sequences.
func TestViterbi(t *testing.T) {
	m := openTest(t, modelFile(small), Generic)
	h, ws := m.Head("names"), m.NewWorkspace()
	r := rand.New(rand.NewPCG(3, 3))
	n := len(h.Labels)
	for range 300 {
		var x Matrix
		x.resize(1+r.IntN(5), n, 8)
		for i := range x.Data {
			x.Data[i] = float32(r.NormFloat64()) * 3
		}
		score := func(seq []int) float64 {
			sum := 0.0
			for i, l := range seq {
				if b := h.begin[l]; b >= 0 && (i == 0 || seq[i-1] != b && seq[i-1] != l) {
					return math.Inf(-1)
				}
				sum += float64(x.Row(i)[l])
			}
			return sum
		}
		best, seq := math.Inf(-1), make([]int, x.Rows)
		for {
			best = max(best, score(seq))
			k := 0
			for ; k < len(seq); k++ {
				if seq[k]++; seq[k] < n {
					break
				}
				seq[k] = 0
			}
			if k == len(seq) {
				break
			}
		}
		for i, l := range ws.viterbi(h, &x) {
			seq[i] = int(l)
		}
		if got := score(seq); math.Abs(got-best) > 1e-4 {
			t.Fatalf("%v scores %v, the best %v", seq, got, best)
		}
	}
}

func TestSpans(t *testing.T) {
	ws := openTest(t, modelFile(small), bestPath()).NewWorkspace()
	var e Encoding
	ws.Encode(&e, sentences(50, 20, 6), Syn)
	found := 0
	for i := range e.Sentences() {
		from, to := e.Sentence(i)
		last := from
		for _, s := range ws.Spans(nil, ws.m.Head("names"), &e, from, to) {
			if s.From < last || s.To <= s.From || s.To > to || s.P <= 0 || s.P > 1 || s.Label != "PERSON" && s.Label != "ORG" {
				t.Fatalf("sentence %d…%d: %+v after %d", from, to, s, last)
			}
			last = s.To
			found++
		}
	}
	if found == 0 {
		t.Fatal("no spans")
	}
}
