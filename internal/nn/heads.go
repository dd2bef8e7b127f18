package nn

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

// A Kind says what a head scores.
type Kind string

// The kinds of heads in a weights file.
const (
	Tag   Kind = "tag"   // one label a word
	Multi Kind = "multi" // any number of labels a word
	Arc   Kind = "arc"   // a word's governor
	Label Kind = "label" // the relation to a given governor
	Roles Kind = "roles" // the role that a word plays for a predicate
)

// A Head is one question asked of word vectors. Its scores are logits divided
// by the head's temperature, so that their softmax is calibrated.
type Head struct {
	Name   string
	Kind   Kind
	Family Family
	Labels []string

	family int
	layers []*linear // Tag, Multi
	// Biaffine forms: a is the dependent or the predicate, b the governor or
	// the other word. Arc: bilinear(a)·b. Label, Roles: bilinear has a block of
	// outputs per label, and constant a score per label.
	a, b, bilinear, constant *linear
	root                     []float32
	widest                   int   // inputs of the widest layer
	begin                    []int // for labels in BIO notation: of I-X the index of B-X, else −1
}

// Head returns the head of that name, or nil.
func (m *Model) Head(name string) *Head {
	for _, h := range m.heads {
		if h.Name == name {
			return h
		}
	}
	return nil
}

// Heads returns all heads in the order of the file.
func (m *Model) Heads() []*Head { return slices.Clone(m.heads) }

// Label returns the index of a label, or −1.
func (h *Head) Label(label string) int { return slices.Index(h.Labels, label) }

func (r *reader) head(m *Model, d head) *Head {
	h := &Head{Name: d.Name, Kind: Kind(d.Kind), Labels: d.Labels, family: familyIndex(d.Family)}
	if h.family < 0 || m.dim(h.family) == 0 || len(h.Labels) == 0 || m.Head(d.Name) != nil ||
		!(d.Temperature > 0 && d.Temperature < math.MaxFloat32) {
		r.fail("head %q: needs a name of its own, a family of the file, labels and a positive temperature", d.Name)
		return h
	}
	h.Family = 1 << h.family
	dim, labels, name := m.dim(h.family), len(h.Labels), "head."+d.Name+"."
	var last []*linear
	switch h.Kind {
	case Tag, Multi:
		in := dim
		for i := 0; r.byName[name+strconv.Itoa(i)+".weight"] != nil && r.err == nil; i++ {
			l := r.linear(name+strconv.Itoa(i), -1, in)
			l.afterGELU = i > 0
			h.layers = append(h.layers, l)
			in = l.out
		}
		if len(h.layers) == 0 || in != labels {
			r.fail("head %q: no layers, or not %d outputs", d.Name, labels)
			return h
		}
		last = h.layers[len(h.layers)-1:]
	case Arc, Label, Roles:
		h.a = r.linear(name+"a", -1, dim)
		width := h.a.out
		h.b = r.linear(name+"b", width, dim)
		outs := width
		if h.Kind != Arc {
			outs *= labels
			h.constant = r.linear(name+"const", labels, width)
			h.constant.afterGELU = true
			last = append(last, h.constant)
		}
		h.bilinear = r.linear(name+"bilinear", outs, width)
		h.bilinear.afterGELU = true
		last = append(last, h.bilinear)
		if h.Kind != Roles {
			h.root = r.floats(name+"root", 1, width)
		}
		if width%32 != 0 {
			r.fail("head %q: width %d is no multiple of 32", d.Name, width)
		}
	default:
		r.fail("head %q: unknown kind %q", d.Name, d.Kind)
	}
	if r.err != nil {
		return h
	}
	for _, l := range h.linears() {
		h.widest = max(h.widest, l.in)
	}
	for _, l := range last {
		l.times(float32(1/d.Temperature), 0, l.out)
	}
	for _, l := range h.Labels {
		h.begin = append(h.begin, -1)
		if len(l) > 2 && l[:2] == "I-" {
			h.begin[len(h.begin)-1] = h.Label("B-" + l[2:])
		}
	}
	return h
}

func (h *Head) linears() []*linear {
	all := append(slices.Clone(h.layers), h.a, h.b, h.bilinear, h.constant)
	return slices.DeleteFunc(all, func(l *linear) bool { return l == nil })
}

// A Matrix holds the scores of a head. Its memory is reused by the calls that
// fill it.
type Matrix struct {
	Rows, Cols, Stride int
	Data               []float32
}

// Row returns row i.
func (m *Matrix) Row(i int) []float32 { return m.Data[i*m.Stride : i*m.Stride+m.Cols] }

func (m *Matrix) resize(rows, cols, stride int) {
	m.Rows, m.Cols, m.Stride = rows, cols, stride
	m.Data = grow(m.Data, (rows+slackRows)*stride)
}

func grow(x []float32, n int) []float32 {
	if cap(x) < n {
		return aligned[float32](n + n/4)[:n]
	}
	return x[:n]
}

// headSpace is the part of a workspace that heads use.
type headSpace struct {
	hidden      [2][]float32 // between the layers of a tag head, chunk rows
	block       []float32    // bilinear outputs, chunk rows
	constant    []float32
	in          []float32 // word vectors as floats, for float32 layers
	a, b, bT    []float32 // projections of a sentence
	picked      vectors   // of some words
	row, mask   []float32
	inv         [1]float32
	best        Matrix
	score, next []float32 // Viterbi
	back        []int32
}

// A head works on chunk rows at a time; Best keeps the scores of bestRows.
const (
	chunk    = 64
	bestRows = 4 * chunk
)

// vectors returns the word vectors from…to that h reads.
func (h *Head) vectors(e *Encoding, from, to int) *vectors {
	v := &e.families[h.family]
	if v.dim == 0 {
		panic("nn: head " + h.Name + ": sentences were encoded without its family")
	}
	if from < 0 || from > to || to > e.Words() {
		panic(fmt.Sprintf("nn: head %s: words %d…%d of %d", h.Name, from, to, e.Words()))
	}
	return v
}

func (h *Head) need(kinds ...Kind) {
	if !slices.Contains(kinds, h.Kind) {
		panic("nn: head " + h.Name + " is of kind " + string(h.Kind))
	}
}

// input gives l the words at…at+n−1.
func (ws *Workspace) input(l *linear, v *vectors, at, n int) rows {
	if l.f == nil {
		return rows{u: v.u[at*v.dim:], s: v.s[at:]}
	}
	ws.heads.in = grow(ws.heads.in, chunk*v.dim)
	for i := range n {
		s := v.s[at+i]
		for j, q := range v.u[(at+i)*v.dim : (at+i+1)*v.dim] {
			ws.heads.in[i*v.dim+j] = float32(float32(int32(q)-128) * s)
		}
	}
	return rows{f: ws.heads.in, ld: v.dim}
}

// gelu applies GELU to n rows of the outputs of l and readies them for next.
func (ws *Workspace) gelu(x []float32, l, next *linear, n int) rows {
	for i := range n {
		ws.max[i] = ws.m.path.geluMax(x[i*l.n : (i+1)*l.n])
	}
	return ws.ready(x, l.n, next, n)
}

// ready quantises n rows, ld wide, if next wants bytes; ws.max is set.
func (ws *Workspace) ready(x []float32, ld int, next *linear, n int) rows {
	if next.f != nil {
		return rows{f: x, ld: ld}
	}
	return ws.quantise(x, n, next.in, true)
}

// Scores fills dst with the logits of a [Tag] or [Multi] head for the words
// from…to−1: a row a word, a column a label.
func (ws *Workspace) Scores(dst *Matrix, h *Head, e *Encoding, from, to int) {
	h.need(Tag, Multi)
	v := h.vectors(e, from, to)
	last := len(h.layers) - 1
	dst.resize(to-from, len(h.Labels), h.layers[last].n)
	for at := from; at < to; at += chunk {
		n := min(chunk, to-at)
		x := ws.input(h.layers[0], v, at, n)
		for i, l := range h.layers {
			if i == last {
				l.run(ws.m.path, x, n, dst.Data[(at-from)*dst.Stride:], &ws.s)
				break
			}
			buf := &ws.heads.hidden[i&1]
			*buf = grow(*buf, (chunk+slackRows)*l.n)
			l.run(ws.m.path, x, n, *buf, &ws.s)
			x = ws.gelu(*buf, l, h.layers[i+1], n)
		}
	}
}

// LogProbs fills dst with natural logarithms of probabilities: over the labels
// of a [Tag] head, of each label by itself for a [Multi] head.
func (ws *Workspace) LogProbs(dst *Matrix, h *Head, e *Encoding, from, to int) {
	ws.Scores(dst, h, e, from, to)
	if h.Kind == Tag {
		ws.logSoftmax(dst)
		return
	}
	for i := range dst.Rows {
		row := dst.Row(i)
		for j, x := range row {
			// ln σ(x), without cancellation on either side.
			row[j] = min(x, 0) - ln(1+exp(-abs(x)))
		}
	}
}

// A Choice is a label and its probability.
type Choice struct {
	Label int
	P     float32
}

// Best appends the likeliest label of a [Tag] head for each word from…to−1.
func (ws *Workspace) Best(dst []Choice, h *Head, e *Encoding, from, to int) []Choice {
	h.need(Tag)
	b := &ws.heads.best
	for at := from; at < to; at += bestRows {
		ws.Scores(b, h, e, at, min(at+bestRows, to))
		for i := range b.Rows {
			row := b.Row(i)
			inv, _ := ws.softmax(row)
			dst = append(dst, Choice{likeliest(row), min(1, expK[7]*inv)})
		}
	}
	return dst
}

// Likeliest is [Workspace.Best] without probabilities, which take longer than
// the choice.
func (ws *Workspace) Likeliest(dst []int, h *Head, e *Encoding, from, to int) []int {
	h.need(Tag)
	b := &ws.heads.best
	for at := from; at < to; at += bestRows {
		ws.Scores(b, h, e, at, min(at+bestRows, to))
		for i := range b.Rows {
			dst = append(dst, likeliest(b.Row(i)))
		}
	}
	return dst
}

func likeliest(scores []float32) int {
	best, top := 0, scores[0]
	for j, x := range scores {
		if x > top {
			best, top = j, x
		}
	}
	return best
}

// softmax returns 1/Σe^(x−max) and the maximum, leaving row as it is.
func (ws *Workspace) softmax(row []float32) (inv, largest float32) {
	s, n := &ws.heads, padTo(len(row), 8)
	s.row, s.mask = grow(s.row, n), grow(s.mask, n)
	copy(s.row, row)
	clear(s.row[len(row):n])
	clear(s.mask[:len(row)])
	for j := len(row); j < n; j++ {
		s.mask[j] = -1e30
	}
	largest = row[0]
	for _, x := range row {
		largest = max(largest, x)
	}
	ws.m.path.softmaxRows(s.row, 1, n, n, s.mask, s.inv[:])
	return s.inv[0], largest
}

func (ws *Workspace) logSoftmax(m *Matrix) {
	for i := range m.Rows {
		row := m.Row(i)
		inv, largest := ws.softmax(row)
		l := ln(inv)
		for j := range row {
			row[j] = (row[j] - largest) + l
		}
	}
}

// exp is e^x for x ≤ 0; below −87 it stays at the least normal number.
func exp(x float32) float32 { return exp2(maxOf(float32(x*expK[0]), expK[1])) }

// ln is the natural logarithm of a positive normal number, from the series of
// the inverse hyperbolic tangent, the same on every processor.
func ln(x float32) float32 {
	const sqrtHalf = 0x3f3504f3 // bits of √½
	bits := math.Float32bits(x)
	e := int32(bits-sqrtHalf) >> 23
	m := float64(math.Float32frombits(bits - uint32(e)<<23))
	t := (m - 1) / (m + 1)
	z := float64(t * t)
	p := 1.0 / 11
	for _, k := range [...]float64{1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1} {
		p = float64(p*z) + k
	}
	return float32(float64(float64(e)*math.Ln2) + float64(2*float64(p*t)))
}
