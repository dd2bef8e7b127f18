package nn

import "math"

// A Span is a stretch of words From…To−1 that a head in BIO notation found.
type Span struct {
	From, To int     // words of the encoding
	Label    string  // without B- or I-
	P        float32 // geometric mean of its words' probabilities
}

// Spans appends the likeliest spans of a [Tag] head in BIO notation among the
// words from…to−1, which should be one sentence: the best sequence of labels in
// which I-X follows only B-X or I-X.
func (ws *Workspace) Spans(dst []Span, h *Head, e *Encoding, from, to int) []Span {
	if from == to {
		return dst
	}
	m := &ws.heads.best
	ws.LogProbs(m, h, e, from, to)
	tags := ws.viterbi(h, m)
	for i := 0; i < len(tags); {
		l := h.Labels[tags[i]]
		start := i
		sum := m.Row(i)[tags[i]]
		for i++; i < len(tags) && h.begin[tags[i]] >= 0; i++ {
			sum += m.Row(i)[tags[i]]
		}
		if len(l) > 2 && (l[:2] == "B-" || l[:2] == "I-") {
			p := exp(sum / float32(i-start))
			dst = append(dst, Span{from + start, from + i, l[2:], min(1, p)})
		}
	}
	return dst
}

// viterbi returns the best label of each row under the constraint on I-X.
func (ws *Workspace) viterbi(h *Head, m *Matrix) []int32 {
	const never = -math.MaxFloat32 / 4
	s, n := &ws.heads, len(h.Labels)
	s.score, s.next = grow(s.score, n), grow(s.next, n)
	if need := m.Rows * (n + 1); cap(s.back) < need {
		s.back = make([]int32, need)
	}
	back, tags := s.back[:m.Rows*n], s.back[m.Rows*n:m.Rows*(n+1)]
	for l := range n {
		s.score[l] = m.Row(0)[l]
		if h.begin[l] >= 0 {
			s.score[l] = never
		}
	}
	best := func() int32 {
		b := 0
		for l, x := range s.score {
			if x > s.score[b] {
				b = l
			}
		}
		return int32(b)
	}
	for i := 1; i < m.Rows; i++ {
		top := best()
		for l, x := range m.Row(i) {
			from := top
			if b := h.begin[l]; b >= 0 {
				if from = int32(b); s.score[l] > s.score[b] {
					from = int32(l)
				}
			}
			s.next[l] = s.score[from] + x
			back[i*n+l] = from
		}
		s.score, s.next = s.next, s.score
	}
	tag := best()
	for i := m.Rows - 1; i >= 0; i-- {
		if tags[i] = tag; i > 0 {
			tag = back[i*n+int(tag)]
		}
	}
	return tags
}
