package nn

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"unsafe"
)

const magic = "PLXW1\n"

// ErrNoWeights says that the program was built without trained weights.
var ErrNoWeights = errors.New("no weights: internal/nn/weights.bin was empty when the program was built; train/ makes it")

type header struct {
	Config  config   `json:"config"`
	Heads   []head   `json:"heads"`
	Tensors []tensor `json:"tensors"`
}

type config struct {
	Hidden    int      `json:"hidden"`
	Heads     int      `json:"heads"`
	FFN       int      `json:"ffn"`
	Trunk     int      `json:"trunk"`
	Families  []string `json:"families"`
	Top       int      `json:"top"`
	Positions int      `json:"positions"`
	Vocab     int      `json:"vocab"`
	Shapes    []string `json:"shapes"`
}

type head struct {
	Name        string   `json:"name"`
	Family      string   `json:"family"`
	Kind        string   `json:"kind"`
	Labels      []string `json:"labels"`
	Temperature float64  `json:"temperature"`
}

type tensor struct {
	Name   string `json:"name"`
	Dtype  string `json:"dtype"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	Bytes  int    `json:"bytes"`
}

// A reader hands out the tensors of a weights file. The first mistake sticks
// and makes the calls after it return nothing.
type reader struct {
	header header
	data   []byte
	byName map[string]*tensor
	err    error
}

func newReader(file []byte) (*reader, error) {
	if len(file) == 0 {
		return nil, ErrNoWeights
	}
	if len(file) < len(magic)+4 || string(file[:len(magic)]) != magic {
		return nil, errors.New("not a PLXW1 file")
	}
	n := int(binary.LittleEndian.Uint32(file[len(magic):]))
	body := file[len(magic)+4:]
	start := padTo(len(magic)+4+n, 64)
	if n > len(body) || start > len(file) {
		return nil, fmt.Errorf("cut short: header of %d bytes in a file of %d", n, len(file))
	}
	r := &reader{data: file[start:], byName: map[string]*tensor{}}
	if err := json.Unmarshal(body[:n], &r.header); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	for i := range r.header.Tensors {
		t := &r.header.Tensors[i]
		if err := t.check(len(r.data)); err != nil {
			return nil, fmt.Errorf("tensor %q: %w", t.Name, err)
		}
		if r.byName[t.Name] != nil {
			return nil, fmt.Errorf("tensor %q: twice", t.Name)
		}
		r.byName[t.Name] = t
	}
	return r, nil
}

func (t *tensor) check(size int) error {
	bytes, ok := map[string]int{"i8": 1, "u8": 1, "f32": 4}[t.Dtype]
	if !ok {
		return fmt.Errorf("unknown dtype %q", t.Dtype)
	}
	for _, d := range t.Shape {
		if d <= 0 || d > size || bytes > size/d {
			return fmt.Errorf("shape %v does not fit the file", t.Shape)
		}
		bytes *= d
	}
	switch {
	case bytes != t.Bytes:
		return fmt.Errorf("%d bytes for shape %v of %s", t.Bytes, t.Shape, t.Dtype)
	case t.Offset < 0 || t.Offset%64 != 0:
		return fmt.Errorf("offset %d", t.Offset)
	case t.Offset > size || bytes > size-t.Offset:
		return fmt.Errorf("cut short: ends at %d of %d", t.Offset+bytes, size)
	}
	return nil
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// bytes returns the data of a tensor of the given type and shape; −1 in the
// shape stands for any size.
func (r *reader) bytes(name, dtype string, shape ...int) (*tensor, []byte) {
	t := r.byName[name]
	if r.err != nil {
		return nil, nil
	}
	if t == nil {
		r.fail("tensor %q is missing", name)
		return nil, nil
	}
	ok := t.Dtype == dtype && len(t.Shape) == len(shape)
	for i := 0; ok && i < len(shape); i++ {
		ok = shape[i] < 0 || shape[i] == t.Shape[i]
	}
	if !ok {
		r.fail("tensor %q is %s %v, want %s %v", name, t.Dtype, t.Shape, dtype, shape)
		return nil, nil
	}
	return t, r.data[t.Offset : t.Offset+t.Bytes]
}

// floats copies a tensor, padded with zeros to a length that is a multiple of
// pad, and refuses values that are not finite.
func (r *reader) floats(name string, pad int, shape ...int) []float32 {
	_, b := r.bytes(name, "f32", shape...)
	out := aligned[float32](padTo(len(b)/4, pad))
	for i := range len(b) / 4 {
		bits := binary.LittleEndian.Uint32(b[4*i:])
		if bits>>23&0xff == 0xff {
			r.fail("tensor %q: value %d is not finite", name, i)
			return nil
		}
		out[i] = math.Float32frombits(bits)
	}
	return out
}

// int8s returns a tensor where it lies.
func (r *reader) int8s(name string, shape ...int) []int8 {
	_, b := r.bytes(name, "i8", shape...)
	if len(b) == 0 {
		return nil
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b))
}

// linear reads name.weight, name.scale and name.bias; out may be −1.
func (r *reader) linear(name string, out, in int) *linear {
	l := &linear{in: in, out: out}
	t := r.byName[name+".weight"]
	if t == nil || len(t.Shape) != 2 {
		r.fail("tensor %q is missing or no matrix", name+".weight")
		return l
	}
	if out < 0 {
		l.out = t.Shape[0]
	}
	l.n = padTo(l.out, 32)
	if t.Dtype == "f32" {
		l.f = r.floats(name+".weight", 1, l.out, in)
		l.scale = nil
	} else {
		l.w = r.int8s(name+".weight", l.out, in)
		if in%32 != 0 {
			r.fail("tensor %q: %d inputs are no multiple of 32", name+".weight", in)
		}
		l.scale = r.floats(name+".scale", 32, l.out)
		l.comp = aligned[int32](l.n)
	}
	l.bias = r.floats(name+".bias", 32, l.out)
	return l
}

// times scales the outputs from…to of a layer that has not been prepared yet.
func (l *linear) times(k float32, from, to int) {
	for j := from; j < to; j++ {
		if l.f != nil {
			for i := range l.in {
				l.f[j*l.in+i] *= k
			}
		} else {
			l.scale[j] *= k
		}
		l.bias[j] *= k
	}
}
