package nn

// A Workspace holds the memory of a forward pass. It is for one goroutine at a
// time and makes no garbage once it has grown to its work.
type Workspace struct {
	m    *Model
	tile tile

	// The sentence that was read.
	ids, shapes, wordAt []int32
	text                []byte

	// Rows of the tile.
	x, y, out     []float32 // hidden wide: the layer's input, scratch, attention's output
	trunk         []float32 // what the trunk made, while a family runs
	trunkMax      []float32
	qkv, wide     []float32
	mixed         [len(familyNames)][]float32 // word vectors being summed, a row a word kept
	u             []uint8                     // quantised activations
	sa, max       []float32                   // their scales; the largest magnitudes
	keys, weights []float32                   // attention: keys across, scores
	mask, inv     []float32
	word          []float32
	s             scratch

	heads headSpace
}

// scratch is memory that single paths need.
type scratch struct {
	wide []uint16 // AVX2: activations as 16 bits
	pair []int64  // plain Go: two rows of activations in one
}

// NewWorkspace allocates a workspace of about 4 MB.
func (m *Model) NewWorkspace() *Workspace {
	c := m.cfg
	n := max(tilePieces, c.Positions) + slackRows
	ws := &Workspace{m: m, trunk: aligned[float32](n * c.Hidden), qkv: aligned[float32](n * 3 * c.Hidden)}
	for _, p := range []*[]float32{&ws.x, &ws.y, &ws.out} {
		*p = aligned[float32](n * c.Hidden)
	}
	wide, dim := max(c.FFN, c.Hidden), 0
	for i, f := range m.families {
		if f != nil {
			ws.mixed[i] = aligned[float32](n * c.Hidden)
			dim = max(dim, f.dim)
		}
	}
	for _, h := range m.heads {
		wide = max(wide, h.widest)
	}
	ws.wide = aligned[float32]((blockRows + slackRows) * c.FFN)
	ws.u = aligned[uint8](n * wide)
	for _, p := range []*[]float32{&ws.sa, &ws.max, &ws.inv, &ws.trunkMax} {
		*p = aligned[float32](n)
	}
	ws.keys, ws.weights, ws.mask = aligned[float32](32*n), aligned[float32](n*n), aligned[float32](n)
	ws.word = aligned[float32](dim)
	if m.path == AVX2 {
		ws.s.wide = aligned[uint16](n * wide)
	}
	if m.path == Generic {
		ws.s.pair = make([]int64, 2*wide)
	}
	return ws
}

// Model returns the workspace's model.
func (ws *Workspace) Model() *Model { return ws.m }

// quantise turns n rows of x into bytes and scales, from the rows' largest
// magnitudes in ws.max.
func (ws *Workspace) quantise(x []float32, n, width int, afterGELU bool) rows {
	for i := range n {
		ws.sa[i] = ws.m.path.quantiseRow(x[i*width:(i+1)*width], ws.max[i], afterGELU, ws.u[i*width:])
	}
	return rows{u: ws.u, s: ws.sa}
}

// quantiseRow writes x as bytes and returns the scale: symmetric about 128, or,
// after GELU, from −geluOffset up.
func (p Path) quantiseRow(x []float32, largest float32, afterGELU bool, out []uint8) float32 {
	largest = max(largest, 1e-20)
	if afterGELU {
		r := largest + geluOffset
		k := 255 / r
		p.quantise(x, &[2]float32{k, float32(geluOffset*k) - 128}, out)
		return r / 255
	}
	p.quantise(x, &[2]float32{127 / largest, 0}, out)
	return largest / 127
}

// forward runs the tile through the trunk and the families of f and writes the
// vectors of its words to e.
func (ws *Workspace) forward(e *Encoding, f Family) {
	m, n := ws.m, len(ws.tile.ids)*ws.m.cfg.Hidden
	keep := f&Trunk != 0
	f &^= Trunk
	for i := range m.families {
		if f>>i&1 != 0 {
			clear(ws.mixed[i][:len(ws.tile.first)*m.cfg.Hidden])
		}
	}
	ws.embed()
	ws.mix(f, 0)
	for k, l := range m.trunk {
		ws.layer(l)
		ws.mix(f, 1+k)
	}
	if keep {
		ws.emitTrunk(&e.families[trunkAt])
	}
	several := f&(f-1) != 0
	if several {
		copy(ws.trunk, ws.x[:n])
		copy(ws.trunkMax, ws.max)
	}
	for i, fam := range m.families {
		if f>>i&1 == 0 {
			continue
		}
		for k, l := range fam.top {
			if k+1 < len(fam.top) {
				ws.layer(l)
				ws.mix(1<<i, 1+len(m.trunk)+k)
			} else {
				ws.last(l)
				ws.mixRows(i, 1+len(m.trunk)+k)
			}
		}
		ws.emit(e, i)
		if several {
			copy(ws.x, ws.trunk[:n])
			copy(ws.max, ws.trunkMax)
		}
	}
}

// embed looks the tile's pieces up: LN(piece + position) + shape.
func (ws *Workspace) embed() {
	m, p, h := ws.m, ws.m.path, ws.m.cfg.Hidden
	invN := 1 / float32(h)
	i := 0
	for _, n := range ws.tile.lens {
		for j := range n {
			id, class := int(ws.tile.ids[i]), int(ws.tile.shapes[i])
			x, y := ws.x[i*h:(i+1)*h], ws.y[i*h:(i+1)*h]
			p.dequantise(m.word[id*h:(id+1)*h], m.wordS[id], y)
			p.layerNorm(y, m.pos[j*h:], m.embG, m.embB, x, invN)
			p.axpy(1, m.shapeIn[class*h:(class+1)*h], x)
			ws.max[i] = p.absMax(x)
			i++
		}
	}
}

// layer runs one block on the tile: x ← LN(x + O(attention(x))), then
// x ← LN(x + FFN(x)).
func (ws *Workspace) layer(l *layer) {
	n, h := len(ws.tile.ids), ws.m.cfg.Hidden
	l.qkv.run(ws.m.path, ws.quantise(ws.x, n, h, false), n, ws.qkv, &ws.s)
	ws.attention(ws.qkv, 3*h, ws.qkv[h:], 3*h, ws.tile.lens)
	ws.rest(l, n)
}

// last runs a block of which only the rows of words' first pieces are wanted:
// to the others nothing but keys and values are computed, and the rows wanted
// move to the front.
func (ws *Workspace) last(l *layer) {
	p, n, h := ws.m.path, len(ws.tile.ids), ws.m.cfg.Hidden
	in := ws.quantise(ws.x, n, h, false)
	l.kv.run(p, in, n, ws.qkv, &ws.s)
	for w, row := range ws.tile.first { // rows only move up
		copy(ws.x[w*h:(w+1)*h], ws.x[int(row)*h:])
		copy(in.u[w*h:(w+1)*h], in.u[int(row)*h:])
		in.s[w] = in.s[row]
	}
	n = len(ws.tile.first)
	l.q.run(p, in, n, ws.y, &ws.s)
	ws.attention(ws.y, h, ws.qkv, 2*h, ws.tile.words)
	ws.rest(l, n)
}

// rest is what follows attention, on n rows, a block of them at a time: what
// lies between the products stays in the cache.
func (ws *Workspace) rest(l *layer, n int) {
	p, h, ffn := ws.m.path, ws.m.cfg.Hidden, ws.m.cfg.FFN
	invN := 1 / float32(h)
	in := rows{u: ws.u, s: ws.sa}
	ready := func(i int, row []float32, largest float32, afterGELU bool) {
		in.s[i] = p.quantiseRow(row, largest, afterGELU, in.u[i*len(row):])
	}
	for at := 0; at < n; at += blockRows {
		m := min(blockRows, n-at)
		x, out, largest := ws.x[at*h:], ws.out[at*h:], ws.max[at:]
		for i := range m {
			row := out[i*h : (i+1)*h]
			ready(i, row, p.absMax(row), false)
		}
		l.o.run(p, in, m, ws.y, &ws.s)
		for i := range m {
			row := x[i*h : (i+1)*h]
			ready(i, row, p.layerNorm(ws.y[i*h:(i+1)*h], row, l.g1, l.b1, row, invN), false)
		}
		l.ffn1.run(p, in, m, ws.wide, &ws.s)
		for i := range m {
			row := ws.wide[i*ffn : (i+1)*ffn]
			ready(i, row, p.geluMax(row), true)
		}
		l.ffn2.run(p, in, m, ws.y, &ws.s)
		for i := range m {
			row := x[i*h : (i+1)*h]
			largest[i] = p.layerNorm(ws.y[i*h:(i+1)*h], row, l.g2, l.b2, row, invN)
		}
	}
}

// attention lets pieces of each segment, queries[i] of segment i, attend to all
// of it, head by head: softmax(q·kᵀ)·v, where q carries 1/√32 in its weights.
// Rows of queries lie ldq apart; rows of keys, with their values behind, ld.
func (ws *Workspace) attention(q []float32, ldq int, keys []float32, ld int, queries []int) {
	p, h := ws.m.path, ws.m.cfg.Hidden
	row, query := 0, 0
	for i, n := range ws.tile.lens {
		m, wide := queries[i], padTo(n, 16)
		for j := range wide {
			ws.mask[j] = 0
			if j >= n {
				ws.mask[j] = -1e30
			}
		}
		k, v := keys[row*ld:], keys[row*ld+h:]
		for at := 0; at < h && m > 0; at += 32 {
			p.transpose32(k[at:], ld, ws.keys, wide, wide)
			p.mul(q[query*ldq+at:], ldq, ws.keys, wide, 32, nil, nil, ws.weights, wide, m, wide)
			p.softmaxRows(ws.weights, m, padTo(n, 8), wide, ws.mask, ws.inv)
			p.mul(ws.weights, wide, v[at:], ld, n, nil, ws.inv, ws.out[query*h+at:], h, m, 32)
		}
		row += n
		query += m
	}
}

// mix adds the current layer, number k, to the word vectors of the families.
func (ws *Workspace) mix(f Family, k int) {
	h := ws.m.cfg.Hidden
	for i, fam := range ws.m.families {
		if f>>i&1 == 0 {
			continue
		}
		for w, row := range ws.tile.first {
			ws.m.path.axpy(fam.mix[k], ws.x[int(row)*h:int(row+1)*h], ws.mixed[i][w*h:(w+1)*h])
		}
	}
}

// mixRows adds the last layer, number k, to the word vectors of family i: its
// rows are words already.
func (ws *Workspace) mixRows(i, k int) {
	n := len(ws.tile.first) * ws.m.cfg.Hidden
	ws.m.path.axpy(ws.m.families[i].mix[k], ws.x[:n], ws.mixed[i][:n])
}

// emit writes the word vectors of family i to e: the mixture with the shape's
// embedding beside it, quantised.
func (ws *Workspace) emit(e *Encoding, i int) {
	fam, p, h := ws.m.families[i], ws.m.path, ws.m.cfg.Hidden
	v := &e.families[i]
	d := fam.dim
	x := ws.word[:d]
	for w, word := range ws.tile.word {
		copy(x, ws.mixed[i][w*h:(w+1)*h])
		class := int(ws.tile.class[w])
		copy(x[h:], fam.shape[class*(d-h):(class+1)*(d-h)])
		at := int(word)
		v.s[at] = p.quantiseRow(x, p.absMax(x), false, v.u[at*d:(at+1)*d])
	}
}
