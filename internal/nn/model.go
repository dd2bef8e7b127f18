package nn

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"
	"unsafe"
)

//go:embed weights.bin
var embedded string

//go:embed context.bin
var embeddedContext string

// A Family is a set of questions that share top layers, or a union of such sets.
type Family uint8

// Syn serves tags, trees and names; Sem times, claims and events. Trunk stands for
// no questions: it keeps what the shared layers made of each word, which
// [Workspace.EncodeContext] reads across sentences for Coref.
const (
	Syn Family = 1 << iota
	Sem
	Trunk
	Coref
)

// familyNames are the families of the weights file; that of context.bin is "coref".
var familyNames = [...]string{"syn", "sem"}

const (
	trunkAt = len(familyNames) + iota
	corefAt
	kinds // of word vectors
)

// A Model is the network with its weights. It does not change and may be shared.
type Model struct {
	path     Path
	cfg      config
	vocab    *vocab
	word     []int8 // piece embeddings
	wordS    []float32
	pos      []float32
	embG     []float32
	embB     []float32
	shapes   map[string]int
	shapeIn  []float32 // added to a piece's input
	trunk    []*layer
	families [len(familyNames)]*family
	context  *context
	heads    []*Head
}

type layer struct {
	qkv, o, ffn1, ffn2 *linear
	q, kv              *linear // the parts of qkv, where it is a family's last layer
	g1, b1, g2, b2     []float32
}

type family struct {
	top   []*layer
	mix   []float32 // weights of the input, the trunk's layers, its own
	shape []float32 // beside the word vector
	dim   int       // hidden + width of shape
}

var load = sync.OnceValues(func() (*Model, error) {
	m, err := Open(unsafe.Slice(unsafe.StringData(embedded), len(embedded)))
	if err == nil {
		err = m.OpenContext(unsafe.Slice(unsafe.StringData(embeddedContext), len(embeddedContext)))
	}
	return m, err
})

// Load returns the embedded model, the same one at each call. The error is
// [ErrNoWeights] where the program was built without weights.
func Load() (*Model, error) { return load() }

// Open reads a weights file. The model keeps file and must be its only user.
func Open(file []byte) (*Model, error) {
	m, err := open(file)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	return m, nil
}

func open(file []byte) (*Model, error) {
	r, err := newReader(file)
	if err != nil {
		return nil, err
	}
	c := r.header.Config
	if c.Hidden <= 0 || c.Heads <= 0 || c.Hidden != 32*c.Heads || c.FFN <= 0 || c.FFN%32 != 0 || c.Hidden > 4096 || c.FFN > 16384 ||
		c.Trunk < 0 || c.Trunk > 48 || c.Top < 0 || c.Top > 48 || c.Vocab < 3 || c.Positions < 16 || c.Positions > 4096 || len(c.Shapes) == 0 {
		return nil, errors.New("header: sizes out of range; heads must be 32 wide, ffn a multiple of 32")
	}
	h := c.Hidden
	_, pieces := r.bytes("vocab", "u8", -1)
	m := &Model{
		path:   bestPath(),
		cfg:    c,
		word:   r.int8s("emb.word", c.Vocab, h),
		wordS:  r.floats("emb.word.scale", 1, c.Vocab),
		pos:    r.floats("emb.pos", 1, c.Positions, h),
		embG:   r.floats("emb.ln.g", 1, h),
		embB:   r.floats("emb.ln.b", 1, h),
		shapes: make(map[string]int, len(c.Shapes)),

		shapeIn: r.floats("shape.piece", 1, len(c.Shapes), h),
	}
	for i, s := range c.Shapes {
		m.shapes[s] = i
	}
	for i := range c.Trunk {
		m.trunk = append(m.trunk, r.layer("trunk."+strconv.Itoa(i), c))
	}
	for _, name := range c.Families {
		f := familyIndex(name)
		if f < 0 || f >= trunkAt || m.families[f] != nil {
			return nil, fmt.Errorf("header: family %q", name)
		}
		m.families[f] = r.family(name, c)
	}
	if r.err == nil {
		m.vocab, r.err = newVocab(pieces, c.Vocab)
	}
	for _, hd := range r.header.Heads {
		m.heads = append(m.heads, r.head(m, hd))
	}
	if m.path != Generic && r.err == nil {
		reserve(m.linears())
	}
	return m, r.err
}

func familyIndex(name string) int {
	for i, n := range familyNames {
		if n == name {
			return i
		}
	}
	if name == "coref" {
		return corefAt
	}
	return -1
}

func (r *reader) layer(name string, c config) *layer {
	h := c.Hidden
	l := &layer{
		qkv: r.linear(name+".qkv", 3*h, h), o: r.linear(name+".o", h, h),
		ffn1: r.linear(name+".ffn1", c.FFN, h), ffn2: r.linear(name+".ffn2", h, c.FFN),
		g1: r.floats(name+".ln1.g", 1, h), b1: r.floats(name+".ln1.b", 1, h),
		g2: r.floats(name+".ln2.g", 1, h), b2: r.floats(name+".ln2.b", 1, h),
	}
	l.ffn2.afterGELU = true
	for _, x := range []*linear{l.qkv, l.o, l.ffn1, l.ffn2} {
		if x.f != nil {
			r.fail("layer %s: encoder weights must be i8", name)
		}
	}
	if r.err == nil {
		l.qkv.times(float32(1/math.Sqrt(32)), 0, h)
	}
	return l
}

func (r *reader) family(name string, c config) *family {
	f := &family{mix: r.floats(name+".mix", 1, 1+c.Trunk+c.Top), dim: c.Hidden}
	if t := r.byName[name+".shape"]; t != nil && len(t.Shape) == 2 && t.Shape[1]%32 == 0 {
		f.dim += t.Shape[1]
		f.shape = r.floats(name+".shape", 1, len(c.Shapes), t.Shape[1])
	} else {
		r.fail("tensor %q is missing or its width is no multiple of 32", name+".shape")
	}
	for i := range c.Top {
		f.top = append(f.top, r.layer(name+"."+strconv.Itoa(i), c))
	}
	if r.err == nil && c.Top > 0 {
		last := f.top[c.Top-1]
		last.q, last.kv = last.qkv.split(c.Hidden)
		last.qkv = nil
	}
	return f
}

// linears returns all linear layers.
func (m *Model) linears() (all []*linear) {
	layers := slices.Clone(m.trunk)
	for _, f := range m.families {
		if f != nil {
			layers = append(layers, f.top...)
		}
	}
	for _, l := range layers {
		all = append(all, l.qkv, l.q, l.kv, l.o, l.ffn1, l.ffn2)
	}
	for _, h := range m.heads {
		all = append(all, h.linears()...)
	}
	return slices.DeleteFunc(all, func(l *linear) bool { return l == nil })
}

// Path tells which kernels the model runs on.
func (m *Model) Path() Path { return m.path }

// Families returns the families that the model can answer.
func (m *Model) Families() Family {
	f := Trunk
	for i := range corefAt + 1 {
		if m.dim(i) > 0 {
			f |= 1 << i
		}
	}
	return f
}
