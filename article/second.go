package article

import "math"

// second makes the features of a second look at the blocks: what the trees of
// the first look think of the block, its neighbours and the elements around it.
// A report stands together, so a block is doubtful whose company is not body,
// and a list of teasers is doubtful beside a long text (stacked sequential
// learning; Cohen and Carvalho 2005).
func (p *page) second(prob []float64) [][]float32 {
	n := len(p.blocks)
	type sum struct{ mass, size float64 }
	levels := [4]map[int32]sum{{}, {}, {}, {}}
	alike := map[uint64]sum{}
	up := make([][4]int32, n)
	var total float64
	before := make([]float64, n+1)
	add := func(m map[int32]sum, k int32, mass, size float64) {
		s := m[k]
		m[k] = sum{s.mass + mass, s.size + size}
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		size := math.Sqrt(float64(b.Len()))
		mass := prob[i] * size
		e := b.elem
		for k := range levels {
			up[i][k] = e
			add(levels[k], e, mass, size)
			e = max(0, p.elems[e].parent)
		}
		s := alike[p.likeness(b.elem)]
		alike[p.likeness(b.elem)] = sum{s.mass + mass, s.size + size}
		total += mass
		before[i+1] = before[i] + mass
	}
	best, run := 0.0, 0.0
	bestEnd := -1
	for i := range prob { // the stretch that is most likely one text
		run += (prob[i] - 0.4) * math.Sqrt(float64(p.blocks[i].Len()))
		if run < 0 {
			run = 0
		}
		if run > best {
			best, bestEnd = run, i
		}
	}
	bestStart := bestEnd
	for s := 0.0; bestStart >= 0; bestStart-- {
		s += (prob[bestStart] - 0.4) * math.Sqrt(float64(p.blocks[bestStart].Len()))
		if s >= best-1e-9 {
			break
		}
	}
	rows := make([][]float32, n)
	lastHigh := -1
	for i := range p.blocks {
		b := &p.blocks[i]
		size := math.Sqrt(float64(b.Len()))
		mass := prob[i] * size
		row := []float32{float32(prob[i])}
		f := func(v float64) { row = append(row, float32(v)) }
		for _, d := range []int{-3, -2, -1, 1, 2, 3} {
			if j := i + d; j < 0 || j >= n {
				f(-1)
			} else {
				f(prob[j])
			}
		}
		for k := range levels {
			s := levels[k][up[i][k]]
			if s.size-size < 1e-9 {
				f(-1)
			} else {
				f((s.mass - mass) / (s.size - size))
			}
			f(s.mass / max(1, total))
		}
		s := alike[p.likeness(b.elem)]
		if s.size-size < 1e-9 {
			f(-1)
		} else {
			f((s.mass - mass) / (s.size - size))
		}
		f(s.mass / max(1, total))
		f(before[i] / max(1, total))
		f((total - before[i+1]) / max(1, total))
		f(math.Log1p(total))
		if lastHigh < 0 {
			f(-1)
		} else {
			f(float64(min(i-lastHigh, 30)))
		}
		f(one(i >= bestStart && i <= bestEnd))
		f(float64(min(max(i-bestEnd, -30), 30)))
		f(float64(min(max(i-bestStart, -30), 30)))
		if prob[i] > 0.5 {
			lastHigh = i
		}
		rows[i] = row
	}
	next := -1
	for i := n - 1; i >= 0; i-- {
		if next < 0 {
			rows[i] = append(rows[i], -1)
		} else {
			rows[i] = append(rows[i], float32(min(next-i, 30)))
		}
		if prob[i] > 0.5 {
			next = i
		}
	}
	return rows
}

// likeness is the same for elements of one kind in one kind of place.
func (p *page) likeness(e int32) uint64 {
	return p.elems[e].sig*31 + p.elems[max(0, p.elems[e].parent)].sig
}
