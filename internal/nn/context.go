package nn

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
)

// MostContext is how many words EncodeContext reads at once: no sentence of ours
// has more.
const MostContext = 200

// places is how many sentences of a stretch EncodeContext tells apart.
const places = 16

// context is the family Coref: layers that read the words of several sentences,
// each with what the trunk made of it and the place of its sentence.
type context struct {
	layers []*layer
	place  []float32 // places rows, added to the trunk's words
}

// OpenContext adds the family Coref from its own file, laid out as the weights
// file is; an empty file adds nothing. The model keeps file.
func (m *Model) OpenContext(file []byte) error {
	r, err := newReader(file)
	if errors.Is(err, ErrNoWeights) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("context weights: %w", err)
	}
	c := r.header.Config
	if c.Hidden != m.cfg.Hidden || c.Heads != m.cfg.Heads || c.FFN != m.cfg.FFN || c.Top < 1 || c.Top > 48 || m.context != nil {
		return errors.New("context weights: they are for another model")
	}
	x := &context{place: r.floats("place", 1, places, c.Hidden)}
	for i := range c.Top {
		x.layers = append(x.layers, r.layer("coref."+strconv.Itoa(i), c))
	}
	if last := x.layers[c.Top-1]; r.err == nil {
		last.q, last.kv = last.qkv.split(c.Hidden)
		last.qkv = nil
	}
	m.context = x
	for _, hd := range r.header.Heads {
		m.heads = append(m.heads, r.head(m, hd))
	}
	if r.err != nil {
		return fmt.Errorf("context weights: %w", r.err)
	}
	return nil
}

// dim is the width of the word vectors of a family, 0 where the model lacks it.
func (m *Model) dim(family int) int {
	switch {
	case family == trunkAt, family == corefAt && m.context != nil:
		return m.cfg.Hidden
	case family < trunkAt && m.families[family] != nil:
		return m.families[family].dim
	}
	return 0
}

// A Context holds what the trunk made of the words of a document, a byte a unit.
// The zero value is empty.
type Context struct {
	starts []int32 // first word of each sentence, and the end
	u      []int8
	s      []float32
}

// Reset empties c.
func (c *Context) Reset() { c.starts, c.u, c.s = append(c.starts[:0], 0), c.u[:0], c.s[:0] }

// Add appends the sentences of e, which were encoded with [Trunk].
func (c *Context) Add(e *Encoding) {
	v, n := &e.families[trunkAt], int32(len(c.s))
	for _, at := range e.starts[1:] {
		c.starts = append(c.starts, n+at)
	}
	for _, b := range v.u[:e.Words()*v.dim] {
		c.u = append(c.u, int8(b^128))
	}
	c.s = append(c.s, v.s[:e.Words()]...)
}

// Words returns the number of words of the sentences from…to−1.
func (c *Context) Words(from, to int) int { return int(c.starts[to] - c.starts[from]) }

// EncodeContext replaces e by the words of the sentences from…to−1 of c as one
// sentence of the family Coref, at most MostContext words. Only the words wanted,
// by their place and in order, get vectors.
func (ws *Workspace) EncodeContext(e *Encoding, c *Context, from, to int, wanted []int32) {
	m, p, h := ws.m, ws.m.path, ws.m.cfg.Hidden
	first, n := int(c.starts[from]), c.Words(from, to)
	if n > MostContext {
		panic(fmt.Sprintf("nn: %d words of context", n))
	}
	e.starts = append(e.starts[:0], 0, int32(n))
	for i := range e.families {
		e.families[i].dim = 0
	}
	v := &e.families[corefAt]
	v.reset(n, h)
	clear(v.s)
	t := &ws.tile
	t.reset()
	t.lens, t.words, t.first = append(t.lens, n), append(t.words, len(wanted)), append(t.first, wanted...)
	t.ids = append(t.ids, make([]int32, n)...)
	for s, i := from, 0; s < to; s++ {
		place := m.context.place[min(s-from, places-1)*h:][:h]
		for ; i < int(c.starts[s+1])-first; i++ {
			x, at := ws.x[i*h:(i+1)*h], first+i
			p.dequantise(c.u[at*h:(at+1)*h], c.s[at], x)
			p.axpy(1, place, x)
			ws.max[i] = p.absMax(x)
		}
	}
	for k, l := range m.context.layers {
		if k+1 < len(m.context.layers) {
			ws.layer(l)
		} else {
			ws.last(l)
		}
	}
	for w, at := range wanted {
		v.s[at] = p.quantiseRow(ws.x[w*h:(w+1)*h], ws.max[w], false, v.u[int(at)*h:(int(at)+1)*h])
	}
}

// emitTrunk writes what the trunk made of the words of the tile.
func (ws *Workspace) emitTrunk(v *vectors) {
	h := ws.m.cfg.Hidden
	for w, word := range ws.tile.word {
		row, at := int(ws.tile.first[w]), int(word)
		v.s[at] = ws.m.path.quantiseRow(ws.x[row*h:(row+1)*h], ws.max[row], false, v.u[at*h:(at+1)*h])
	}
}

// Write writes the words of c to w: of each the bytes, then the scale as a
// little-endian float32.
func (c *Context) Write(w io.Writer) error {
	h := len(c.u) / max(1, len(c.s))
	row := make([]byte, 0, h+4)
	for i, s := range c.s {
		row = row[:0]
		for _, v := range c.u[i*h : (i+1)*h] {
			row = append(row, byte(v))
		}
		if _, err := w.Write(binary.LittleEndian.AppendUint32(row, math.Float32bits(s))); err != nil {
			return err
		}
	}
	return nil
}
