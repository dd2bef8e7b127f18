package syntax

import (
	"math"

	"parallax/internal/nn"
)

// tree finds the best single-rooted tree for the arc scores: row i holds word
// i's log-probabilities over governors, column 0 the root, j+1 word j. The
// result has one governor a word, in the same numbering.
//
// Mostly every word's best governor is a tree already; where not, it is the
// maximum spanning arborescence of Chu and Liu (1965) and Edmonds (1967), with
// arcs from the root so dear that exactly one is taken.
func tree(governors []int, m *nn.Matrix) []int {
	n := m.Rows
	governors = governors[:0]
	roots := 0
	for i := range n {
		row, best := m.Row(i), -1
		for j, x := range row {
			if j != i+1 && (best < 0 || x > row[best]) {
				best = j
			}
		}
		if best == 0 {
			roots++
		}
		governors = append(governors, best)
	}
	if roots == 1 && rooted(governors) {
		return governors
	}
	const dear = 1e6
	g := newGraph(n + 1)
	for i := range n {
		for j, x := range m.Row(i) {
			s := float64(x)
			if j == 0 {
				s -= dear
			}
			if j != i+1 {
				g.set(i+1, j, s)
			}
		}
	}
	copy(governors, arborescence(g)[1:])
	return governors
}

// rooted reports whether every word reaches the root.
func rooted(governors []int) bool {
	seen := make([]int, len(governors)+1)
	for i := range governors {
		k := i + 1
		for k != 0 && seen[k] == 0 {
			seen[k] = i + 1
			k = governors[k-1]
		}
		if k != 0 && seen[k] == i+1 {
			return false
		}
	}
	return true
}

// graph holds the score of every arc: at(i, j) is that of j governing i.
type graph struct {
	n int
	w []float64
}

func newGraph(n int) *graph {
	g := &graph{n: n, w: make([]float64, n*n)}
	for i := range g.w {
		g.w[i] = math.Inf(-1)
	}
	return g
}

func (g *graph) at(i, j int) float64     { return g.w[i*g.n+j] }
func (g *graph) set(i, j int, s float64) { g.w[i*g.n+j] = s }

// arborescence returns the governor of every node but 0, the root.
func arborescence(g *graph) []int {
	head := make([]int, g.n)
	for i := 1; i < g.n; i++ {
		for j := range g.n {
			if j != i && (head[i] == i || g.at(i, j) > g.at(i, head[i])) {
				head[i] = j
			}
		}
	}
	cycle := findCycle(head)
	if cycle == nil {
		return head
	}
	// Contract the cycle to one node c, solve, and open it where it is entered.
	inside := make([]bool, g.n)
	for _, k := range cycle {
		inside[k] = true
	}
	var rest []int
	index := make([]int, g.n)
	for k := range g.n {
		if !inside[k] {
			index[k] = len(rest)
			rest = append(rest, k)
		}
	}
	c := len(rest)
	q := newGraph(c + 1)
	enter, leave := make([]int, g.n), make([]int, g.n)
	for _, b := range rest {
		for _, a := range rest {
			if a != 0 && a != b {
				q.set(index[a], index[b], g.at(a, b))
			}
		}
		best := math.Inf(-1)
		for _, a := range cycle {
			if s := g.at(a, b) - g.at(a, head[a]); s > best || enter[b] == 0 {
				best, enter[b] = s, a
			}
		}
		q.set(c, index[b], best)
		if b == 0 {
			continue
		}
		best, leave[b] = math.Inf(-1), cycle[0]
		for _, a := range cycle {
			if s := g.at(b, a); s > best {
				best, leave[b] = s, a
			}
		}
		q.set(index[b], c, best)
	}
	sub := arborescence(q)
	for _, b := range rest[1:] {
		if sub[index[b]] == c {
			head[b] = leave[b]
		} else {
			head[b] = rest[sub[index[b]]]
		}
	}
	b := rest[sub[c]]
	head[enter[b]] = b
	return head
}

// findCycle returns the nodes of a cycle among the governors, or nil.
func findCycle(head []int) []int {
	seen := make([]int, len(head))
	for i := 1; i < len(head); i++ {
		k := i
		for k != 0 && seen[k] == 0 {
			seen[k] = i
			k = head[k]
		}
		if k == 0 || seen[k] != i {
			continue
		}
		cycle := []int{k}
		for j := head[k]; j != k; j = head[j] {
			cycle = append(cycle, j)
		}
		return cycle
	}
	return nil
}
