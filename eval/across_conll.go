package eval

import "slices"

// CorefScore is the CoNLL measure: the mean of three F1.
type CorefScore struct{ MUC, BCubed, CEAFe, F1 float64 }

// CoNLL scores clusterings, mention → cluster, whose mentions may differ
// (Pradhan and others 2014). Values are 0–1.
func CoNLL(gold, got map[string]string) CorefScore {
	g, s := clusters(gold), clusters(got)
	var r CorefScore
	r.MUC = harmonic(muc(g, got), muc(s, gold))
	r.BCubed = harmonic(bcubed(g, got), bcubed(s, gold))
	same := ceafE(g, s, got)
	r.CEAFe = harmonic(same/float64(max(1, len(g))), same/float64(max(1, len(s))))
	r.F1 = (r.MUC + r.BCubed + r.CEAFe) / 3
	return r
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// clusters are the mentions of each cluster, in order.
func clusters(of map[string]string) [][]string {
	by := map[string][]string{}
	for m, c := range of {
		by[c] = append(by[c], m)
	}
	var out [][]string
	for _, l := range by {
		slices.Sort(l)
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b []string) int { return slices.Compare(a[:1], b[:1]) })
	return out
}

// muc is the share of the links of clusters that the other side keeps (Vilain
// and others 1995).
func muc(of [][]string, other map[string]string) float64 {
	kept, all := 0, 0
	for _, c := range of {
		parts := map[string]bool{}
		lone := 0
		for _, m := range c {
			if k, ok := other[m]; ok {
				parts[k] = true
			} else {
				lone++
			}
		}
		kept += len(c) - len(parts) - lone
		all += len(c) - 1
	}
	if all == 0 {
		return 0
	}
	return float64(kept) / float64(all)
}

// bcubed is the mean over the mentions of clusters of the share of their
// cluster that the other side puts with them.
func bcubed(of [][]string, other map[string]string) float64 {
	sum, n := 0.0, 0.0
	for _, c := range of {
		parts := map[string]float64{}
		for _, m := range c {
			if k, ok := other[m]; ok {
				parts[k]++
			}
		}
		for _, x := range parts {
			sum += x * x / float64(len(c))
		}
		n += float64(len(c))
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// ceafE is the greatest total likeness, 2·shared/(sizes), of a one-to-one
// pairing of clusters (Luo 2005).
func ceafE(g, s [][]string, got map[string]string) float64 {
	index := map[string]int{}
	for j, c := range s {
		index[got[c[0]]] = j
	}
	like := make([]map[int]float64, len(g))
	for i, c := range g {
		like[i] = map[int]float64{}
		for _, m := range c {
			if k, ok := got[m]; ok {
				like[i][index[k]]++
			}
		}
		for j, n := range like[i] {
			like[i][j] = 2 * n / float64(len(c)+len(s[j]))
		}
	}
	return assign(like, len(s))
}

// assign is the value of the best one-to-one pairing of rows with columns, by
// the method of Kuhn and Munkres with potentials, over rows sparse in columns.
func assign(like []map[int]float64, columns int) float64 {
	n, m := len(like), max(columns, len(like))
	u, v := make([]float64, n+1), make([]float64, m+1)
	match, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		j0 := 0
		least := make([]float64, m+1)
		used := make([]bool, m+1)
		for j := range least {
			least[j] = 1e18
		}
		for {
			used[j0] = true
			i0, delta, j1 := match[j0], 1e18, 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if c := -like[i0-1][j-1] - u[i0] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := 0; j <= m; j++ {
				if used[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
			if match[j0] == 0 {
				break
			}
		}
		for j0 != 0 {
			j1 := way[j0]
			match[j0] = match[j1]
			j0 = j1
		}
	}
	sum := 0.0
	for j := 1; j <= m; j++ {
		if match[j] > 0 {
			sum += like[match[j]-1][j-1]
		}
	}
	return sum
}
