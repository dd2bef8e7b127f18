package nn

import (
	"encoding/binary"
	"sync"
	"unsafe"
)

// A linear layer computes y = W·x + bias for rows of x. Its weights are int8
// with a scale per output, or float32. Outputs are padded with zeros to n
// columns, a multiple of 32, so that kernels need no edge.
type linear struct {
	in, out, n  int
	w           []int8    // int8 weights as in the file: out rows of in
	f           []float32 // float32 weights, the same way
	scale, bias []float32 // n
	// comp is what the integer sums start from: −128 times the sum of a
	// column's weights, since activations are stored with 128 added, or zero
	// where the input is GELU's output, whose offset is in the bias.
	comp      []int32
	afterGELU bool

	once   sync.Once
	panel  []int8    // w in panels of 32 columns (see gen/integer.go)
	panelF []float32 // f in panels of 16 columns
}

// prepare lays the weights out for the path, once.
func (l *linear) prepare(p Path) {
	l.once.Do(func() {
		if l.f != nil {
			l.panelF = aligned[float32](l.in * l.n)
			for j := range l.out {
				for k, v := range l.f[j*l.in : (j+1)*l.in] {
					l.panelF[j/16*16*l.in+k*16+j%16] = v
				}
			}
			return
		}
		if p != Generic {
			if l.panel == nil {
				l.panel = aligned[int8](l.in * l.n)
			}
			interleave(l.panel, l.w, l.in)
		}
		for j := range l.out {
			sum := rowSum(l.w[j*l.in : (j+1)*l.in])
			if l.afterGELU {
				l.bias[j] -= float32(float32(geluOffset*l.scale[j]) * float32(sum))
			} else {
				l.comp[j] = -128 * sum
			}
		}
	})
}

// reserve gives the layers room for their panels in one block: weights that lie
// together in few, large pages are read 4 % faster.
func reserve(layers []*linear) {
	n := 0
	for _, l := range layers {
		if l.f == nil {
			n += l.in * l.n
		}
	}
	block := aligned[int8](n)
	for _, l := range layers {
		if l.f == nil {
			n = l.in * l.n
			l.panel, block = block[:n:n], block[n:]
		}
	}
}

// split returns an int8 layer's outputs up to at, a multiple of 32, and the
// others as layers of their own. It has not been prepared yet.
func (l *linear) split(at int) (a, b *linear) {
	part := func(from, to, n int) *linear {
		return &linear{in: l.in, out: to - from, n: n - from, w: l.w[from*l.in : to*l.in],
			scale: l.scale[from:n], bias: l.bias[from:n], comp: l.comp[from:n], afterGELU: l.afterGELU}
	}
	return part(0, at, at), part(at, l.out, l.n)
}

// interleave turns rows of k weights into panels of 32 columns, in each of them
// groups of four inputs, in each of those four bytes a column.
func interleave(out, w []int8, k int) {
	src := unsafe.Slice((*byte)(unsafe.Pointer(&w[0])), len(w))
	dst := unsafe.Slice((*byte)(unsafe.Pointer(&out[0])), len(out))
	for j := range len(w) / k {
		row, panel := src[j*k:(j+1)*k], dst[j/32*32*k+j%32*4:]
		for g := 0; g < k; g += 4 {
			binary.NativeEndian.PutUint32(panel[g*32:], binary.NativeEndian.Uint32(row[g:]))
		}
	}
}

// rowSum adds up bytes, a multiple of eight of them, eight at a time: with 128
// added they are unsigned and four sums of two fit a word.
func rowSum(w []int8) int32 {
	b := unsafe.Slice((*byte)(unsafe.Pointer(&w[0])), len(w))
	const low, high = 0x00ff00ff00ff00ff, 0x8080808080808080
	total := -128 * int32(len(b))
	for len(b) > 0 {
		n := min(len(b), 256) // 256 bytes sum to less than 2¹⁶
		var four uint64
		for i := 0; i < n; i += 8 {
			v := binary.NativeEndian.Uint64(b[i:]) ^ high
			four += v&low + v>>8&low
		}
		total += int32(four * 0x0001000100010001 >> 48)
		b = b[n:]
	}
	return total
}

// rows are activations: bytes with a scale a row for int8 layers, floats for
// float32 layers. Floats lie ld apart.
type rows struct {
	u  []uint8
	s  []float32
	f  []float32
	ld int
}

// run computes m rows of l into c, l.n floats each.
func (l *linear) run(p Path, x rows, m int, c []float32, s *scratch) {
	l.prepare(p)
	if l.f == nil {
		p.gemm(l, x.u, x.s, c, m, s)
		return
	}
	for j := 0; j < l.n; j += 16 {
		p.mul(x.f, x.ld, l.panelF[j*l.in:], 16, l.in, l.bias[j:], nil, c[j:], l.n, m, 16)
	}
}

// largePage is from what size on memory is worth asking large pages for.
const largePage = 2 << 20

// aligned allocates n values at a multiple of 64 bytes, in large pages where
// there are enough of them.
func aligned[T any](n int) []T {
	var z T
	size := int(unsafe.Sizeof(z))
	if n == 0 {
		return nil
	}
	b := make([]byte, n*size+64)
	if len(b) >= largePage {
		adviseLarge(b)
	}
	off := -int(uintptr(unsafe.Pointer(&b[0]))) & 63
	return unsafe.Slice((*T)(unsafe.Pointer(&b[off])), n)
}

// padTo rounds n up to a multiple of m, a power of two.
func padTo(n, m int) int { return (n + m - 1) &^ (m - 1) }
