package nn

// project computes GELU(l) of the words from…from+n−1 into *out, rows of l.n,
// after skip rows that are left as they are.
func (ws *Workspace) project(out *[]float32, l *linear, v *vectors, from, n, skip int) {
	*out = grow(*out, (padTo(skip+n, 16)+slackRows)*l.n)
	p := ws.m.path
	for at := 0; at < n; at += chunk {
		k := min(chunk, n-at)
		rows := (*out)[(skip+at)*l.n:]
		l.run(p, ws.input(l, v, from+at, k), k, rows, &ws.s)
		for i := range k {
			p.geluMax(rows[i*l.n : (i+1)*l.n])
		}
	}
}

// bilinear applies the bilinear layer, and the constant one if there is any, to
// n rows of projections a, at most chunk.
func (ws *Workspace) bilinear(h *Head, a []float32, n int) {
	s, p, l := &ws.heads, ws.m.path, h.bilinear
	for i := range n {
		ws.max[i] = p.absMax(a[i*l.in : (i+1)*l.in])
	}
	s.block = grow(s.block, (chunk+slackRows)*l.n)
	l.run(p, ws.ready(a, l.in, l, n), n, s.block, &ws.s)
	if c := h.constant; c != nil {
		s.constant = grow(s.constant, (chunk+slackRows)*c.n)
		c.run(p, ws.ready(a, c.in, c, n), n, s.constant, &ws.s)
	}
}

// ArcScores fills dst with the scores of an [Arc] head for one sentence, the
// words from…to−1: row i is word i, column 0 the root, column j+1 word j as its
// governor. Work and memory grow with the square of the sentence.
func (ws *Workspace) ArcScores(dst *Matrix, h *Head, e *Encoding, from, to int) {
	h.need(Arc)
	v, n, p, s := h.vectors(e, from, to), to-from, ws.m.path, &ws.heads
	cols := padTo(n+1, 16)
	dst.resize(n, n+1, cols)
	ws.project(&s.a, h.a, v, from, n, 0)
	ws.project(&s.b, h.b, v, from, n, 1)
	width := h.a.out
	copy(s.b, h.root)
	s.bT = grow(s.bT, cols*width)
	for k := 0; k < width; k += 32 {
		p.transpose32(s.b[k:], width, s.bT[k*cols:], cols, cols)
	}
	for at := 0; at < n; at += chunk {
		m := min(chunk, n-at)
		ws.bilinear(h, s.a[at*width:], m)
		p.mul(s.block, h.bilinear.n, s.bT, cols, width, nil, nil, dst.Data[at*cols:], cols, m, cols)
	}
}

// Arcs is [Workspace.ArcScores] as natural logarithms of probabilities over the
// governors of each word; a word is never its own.
func (ws *Workspace) Arcs(dst *Matrix, h *Head, e *Encoding, from, to int) {
	ws.ArcScores(dst, h, e, from, to)
	for i := range dst.Rows {
		dst.Row(i)[i+1] = -1e30
	}
	ws.logSoftmax(dst)
}

// LabelScores fills dst with the scores of a [Label] head for one sentence, the
// words from…to−1: a row a word, a column a label of its arc to governor[i], 0
// for the root and j+1 for word j.
func (ws *Workspace) LabelScores(dst *Matrix, h *Head, e *Encoding, from, to int, governor []int) {
	h.need(Label)
	v, n, s := h.vectors(e, from, to), to-from, &ws.heads
	labels, width := len(h.Labels), h.a.out
	dst.resize(n, labels, padTo(labels, 8))
	ws.project(&s.a, h.a, v, from, n, 0)
	ws.project(&s.b, h.b, v, from, n, 1)
	copy(s.b, h.root)
	for at := 0; at < n; at += chunk {
		m := min(chunk, n-at)
		ws.bilinear(h, s.a[at*width:], m)
		for i := range m {
			g := governor[at+i]
			ws.pair(h, dst.Row(at+i), i, s.b[g*width:(g+1)*width])
		}
	}
}

// pair scores row i of the bilinear outputs against b.
func (ws *Workspace) pair(h *Head, out []float32, i int, b []float32) {
	ws.m.path.dotRows(ws.heads.block[i*h.bilinear.n:], len(out), len(b), b, out)
	for c := range out {
		out[c] += ws.heads.constant[i*h.constant.n+c]
	}
}

// Labels is [Workspace.LabelScores] as natural logarithms of probabilities.
func (ws *Workspace) Labels(dst *Matrix, h *Head, e *Encoding, from, to int, governor []int) {
	ws.LabelScores(dst, h, e, from, to, governor)
	ws.logSoftmax(dst)
}

// RoleScores fills dst with the scores of a [Roles] head in the words
// from…to−1: for each predicate, given by its place from 0 on, a row for every
// word, so that row k·(to−from)+j is word j seen from predicate k.
func (ws *Workspace) RoleScores(dst *Matrix, h *Head, e *Encoding, from, to int, predicates []int) {
	ws.roles(dst, h, e, from, to, predicates, nil)
}

// Roles is [Workspace.RoleScores] as natural logarithms of probabilities.
func (ws *Workspace) Roles(dst *Matrix, h *Head, e *Encoding, from, to int, predicates []int) {
	ws.RoleScores(dst, h, e, from, to, predicates)
	ws.logSoftmax(dst)
}

// Pairs is [Workspace.Roles] among some words only: row k·len(words)+j is
// words[j] seen from words[k].
func (ws *Workspace) Pairs(dst *Matrix, h *Head, e *Encoding, from, to int, words []int) {
	ws.roles(dst, h, e, from, to, words, words)
	ws.logSoftmax(dst)
}

// roles scores words, or all where words is nil, as seen from each predicate.
func (ws *Workspace) roles(dst *Matrix, h *Head, e *Encoding, from, to int, predicates, words []int) {
	h.need(Roles)
	v, n, s := h.vectors(e, from, to), to-from, &ws.heads
	labels, width := len(h.Labels), h.a.out
	if words != nil {
		n = len(words)
	}
	dst.resize(len(predicates)*n, labels, padTo(labels, 8))
	if len(predicates) == 0 {
		return
	}
	ws.project(&s.b, h.b, v, from, to-from, 0)
	for at := 0; at < len(predicates); at += chunk {
		m := min(chunk, len(predicates)-at)
		ws.project(&s.a, h.a, ws.pick(v, from, predicates[at:at+m]), 0, m, 0)
		ws.bilinear(h, s.a, m)
		for k := range m {
			for j := range n {
				w := j
				if words != nil {
					w = words[j]
				}
				ws.pair(h, dst.Row((at+k)*n+j), k, s.b[w*width:(w+1)*width])
			}
		}
	}
}

// pick copies the vectors of some words, at most chunk, counted from word from.
func (ws *Workspace) pick(v *vectors, from int, words []int) *vectors {
	p := &ws.heads.picked
	p.reset(chunk, v.dim)
	for i, w := range words {
		copy(p.u[i*v.dim:(i+1)*v.dim], v.u[(from+w)*v.dim:])
		p.s[i] = v.s[from+w]
	}
	return p
}
