package eval

import "strings"

// Shingles scores extracted text against the true text by the counts of their
// word 4-grams, each page weighing the same: the measure of the article
// extraction benchmark (Zyte, 2020).
type Shingles struct{ precision, recall, pages float64 }

// Add scores one page and returns its own precision and recall.
func (s *Shingles) Add(want, got string) (p, r float64) {
	a, b := fourgrams(want), fourgrams(got)
	var tp, fp, fn float64
	for k, n := range a {
		m := b[k]
		tp += float64(min(n, m))
		fn += float64(max(0, n-m))
	}
	for k, m := range b {
		fp += float64(max(0, m-a[k]))
	}
	p, r = ratio(tp, fp, fn), ratio(tp, fn, fp)
	s.precision += p
	s.recall += r
	s.pages++
	return p, r
}

// ratio is tp/(tp+x); with nothing true and nothing missed on this side it is
// 1 when the other side has no error either.
func ratio(tp, x, other float64) float64 {
	switch {
	case tp+x > 0:
		return tp / (tp + x)
	case other == 0:
		return 1
	}
	return 0
}

// Scores are the mean precision and recall of the pages and the F1 of the means.
func (s *Shingles) Scores() (p, r, f1 float64) {
	p, r = s.precision/max(1, s.pages), s.recall/max(1, s.pages)
	if p+r > 0 {
		f1 = 2 * p * r / (p + r)
	}
	return p, r, f1
}

func fourgrams(s string) map[string]int {
	words := Words(s)
	m := map[string]int{}
	for i := 0; i < max(1, len(words)-3); i++ {
		m[strings.Join(words[i:min(i+4, len(words))], "\x00")]++
	}
	return m
}
