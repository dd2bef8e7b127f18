package eval

import (
	"math"

	"parallax"
)

// corefScore sums MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and
// CEAFe (Luo 2005) over documents, and mention detection.
type corefScore struct {
	muc, b3, ceaf, found twoWay
	n                    int
}

// twoWay is a precision and a recall as fractions.
type twoWay struct{ pn, pd, rn, rd float64 }

func (r twoWay) prf() (p, q, f float64) {
	if r.pd > 0 {
		p = 100 * r.pn / r.pd
	}
	if r.rd > 0 {
		q = 100 * r.rn / r.rd
	}
	if p+q > 0 {
		f = 2 * p * q / (p + q)
	}
	return p, q, f
}

func (s *corefScore) add(gold, got [][]parallax.Span) {
	g, h := homes(gold), homes(got)
	s.n += len(g)
	s.found.rd += float64(len(g))
	s.found.pd += float64(len(h))
	for m := range g {
		if _, ok := h[m]; ok {
			s.found.rn++
			s.found.pn++
		}
	}
	n, d := links(gold, h)
	s.muc.rn, s.muc.rd = s.muc.rn+n, s.muc.rd+d
	n, d = links(got, g)
	s.muc.pn, s.muc.pd = s.muc.pn+n, s.muc.pd+d
	n, d = cubed(gold, got, h)
	s.b3.rn, s.b3.rd = s.b3.rn+n, s.b3.rd+d
	n, d = cubed(got, gold, g)
	s.b3.pn, s.b3.pd = s.b3.pn+n, s.b3.pd+d
	sim := aligned(gold, got)
	s.ceaf.rn, s.ceaf.rd = s.ceaf.rn+sim, s.ceaf.rd+float64(len(gold))
	s.ceaf.pn, s.ceaf.pd = s.ceaf.pn+sim, s.ceaf.pd+float64(len(got))
}

func (s *corefScore) rows(name string) []Row {
	_, _, m := s.muc.prf()
	_, _, b := s.b3.prf()
	_, _, c := s.ceaf.prf()
	p, r, _ := s.found.prf()
	row := func(metric string, v float64) Row { return Row{"coreference", name, metric, v, s.n} }
	return []Row{row("MUC F1", m), row("B³ F1", b), row("CEAFe F1", c), row("CoNLL F1", (m+b+c)/3), row("mentions P", p), row("mentions R", r)}
}

func homes(chains [][]parallax.Span) map[parallax.Span]int {
	out := map[parallax.Span]int{}
	for i, c := range chains {
		for _, m := range c {
			out[m] = i
		}
	}
	return out
}

// links counts the links of chains that a partition keeps, and all.
func links(chains [][]parallax.Span, other map[parallax.Span]int) (kept, all float64) {
	for _, c := range chains {
		parts, alone := map[int]bool{}, 0
		for _, m := range c {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				alone++
			}
		}
		kept += float64(len(c) - len(parts) - alone)
		all += float64(len(c) - 1)
	}
	return kept, all
}

func cubed(chains, others [][]parallax.Span, other map[parallax.Span]int) (sum, n float64) {
	for _, c := range chains {
		share := map[int]int{}
		for _, m := range c {
			if k, ok := other[m]; ok {
				share[k]++
			}
		}
		for _, v := range share {
			sum += float64(v*v) / float64(len(c))
		}
		n += float64(len(c))
	}
	return sum, n
}

// aligned is the greatest sum of φ4 similarities of a one-to-one alignment of
// chains (Hungarian method).
func aligned(a, b [][]parallax.Span) float64 {
	n := max(len(a), len(b))
	if n == 0 {
		return 0
	}
	home := homes(b)
	cost := make([][]float64, n+1)
	for i := range cost {
		cost[i] = make([]float64, n+1)
	}
	for i, c := range a {
		share := map[int]int{}
		for _, m := range c {
			if k, ok := home[m]; ok {
				share[k]++
			}
		}
		for k, v := range share {
			cost[i+1][k+1] = -2 * float64(v) / float64(len(c)+len(b[k]))
		}
	}
	u, v := make([]float64, n+1), make([]float64, n+1)
	p, way := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		p[0] = i
		j0 := 0
		minv, used := make([]float64, n+1), make([]bool, n+1)
		for j := range minv {
			minv[j] = math.Inf(1)
		}
		for {
			used[j0] = true
			i0, delta, j1 := p[j0], math.Inf(1), 0
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if cur := cost[i0][j] - u[i0] - v[j]; cur < minv[j] {
					minv[j], way[j] = cur, j0
				}
				if minv[j] < delta {
					delta, j1 = minv[j], j
				}
			}
			for j := 0; j <= n; j++ {
				if used[j] {
					u[p[j]] += delta
					v[j] -= delta
				} else {
					minv[j] -= delta
				}
			}
			j0 = j1
			if p[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			j1 := way[j0]
			p[j0] = p[j1]
			j0 = j1
		}
	}
	sum := 0.0
	for j := 1; j <= n; j++ {
		if p[j] > 0 {
			sum -= cost[p[j]][j]
		}
	}
	return sum
}
