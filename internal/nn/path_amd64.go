package nn

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// available lists the paths of this processor, the best last.
func available() []Path {
	p := []Path{Generic}
	x := &cpu.X86
	if !x.HasAVX2 {
		return p
	}
	p = append(p, AVX2)
	if x.HasAVXVNNI {
		p = append(p, AVXVNNI)
	}
	if x.HasAVX512F && x.HasAVX512VL && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VNNI {
		p = append(p, VNNI256, VNNI512)
	}
	return p
}

func (p Path) geluMax(x []float32) float32 {
	if p == Generic {
		return geluMaxGo(x)
	}
	var m float32
	if p == VNNI512 {
		geluMaxZ(&x[0], len(x), &m)
	} else {
		geluMax(&x[0], len(x), &m)
	}
	return m
}

func (p Path) absMax(x []float32) float32 {
	if p == Generic {
		return absMaxGo(x)
	}
	var m float32
	absMax(&x[0], len(x), &m)
	return m
}

func (p Path) quantise(x []float32, k *[2]float32, out []uint8) {
	if p == Generic {
		quantiseGo(x, k, out)
		return
	}
	quantise(&x[0], len(x), &k[0], &out[0])
}

func (p Path) layerNorm(x, r, g, b, y []float32, invN float32) float32 {
	if p == Generic {
		return layerNormGo(x, r, g, b, y, invN)
	}
	var m float32
	layerNorm(&x[0], &r[0], &g[0], &b[0], len(x), &y[0], &invN, &m)
	return m
}

func (p Path) softmaxRows(s []float32, rows, n, ld int, mask, inv []float32) {
	if p == Generic {
		softmaxRowsGo(s, rows, n, ld, mask, inv)
		return
	}
	if p == VNNI512 {
		softmaxRowsZ(&s[0], rows, n, ld, &mask[0], &inv[0])
		return
	}
	softmaxRows(&s[0], rows, n, ld, &mask[0], &inv[0])
}

func (p Path) axpy(k float32, x, y []float32) {
	if p == Generic {
		axpyGo(k, x, y)
		return
	}
	axpy(&k, &x[0], &y[0], len(x))
}

func (p Path) dequantise(q []int8, k float32, y []float32) {
	if p == Generic {
		dequantiseGo(q, k, y)
		return
	}
	dequantise(&q[0], len(q), &k, &y[0])
}

func (p Path) dotRows(a []float32, rows, n int, x, out []float32) {
	if p == Generic {
		dotRowsGo(a, rows, n, x, out)
		return
	}
	dotRows(&a[0], rows, n, &x[0], &out[0])
}

// transpose32 turns rows (a multiple of 8) of 32 floats into 32 rows.
func (p Path) transpose32(src []float32, lds int, dst []float32, ldd, rows int) {
	if p == Generic {
		transpose32Go(src, lds, dst, ldd, rows)
		return
	}
	transpose32(&src[0], lds, &dst[0], ldd, rows/8)
}

// Float kernels for one to six rows at a time, which start from a bias or scale
// at the end. With registers of 512 bits they were a quarter slower (Zen 4).
var (
	mulKernels      = [...]floatKernel{nil, mul1, mul2, mul3, mul4, mul5, mul6}
	mulScaleKernels = [...]floatKernel{nil, mulScale1, mulScale2, mulScale3, mulScale4, mulScale5, mulScale6}
)

type floatKernel func(a *float32, lda int, b *float32, ldb, k int, start, c *float32, ldc, blocks int)

// mul is [mulGo], six rows and 16 columns at a time.
func (p Path) mul(a []float32, lda int, b []float32, ldb, k int, bias, scale, c []float32, ldc, m, n int) {
	if p == Generic {
		mulGo(a, lda, b, ldb, k, bias, scale, c, ldc, m, n)
		return
	}
	i := m / 6 * 6
	for j := 0; j < n; j += 16 {
		kernels, first, rest := &mulKernels, &zeros[0], &zeros[0]
		if bias != nil {
			first, rest = &bias[j], &bias[j]
		} else if scale != nil {
			kernels, first, rest = &mulScaleKernels, &scale[0], &scale[min(i, m-1)]
		}
		if i > 0 {
			kernels[6](&a[0], lda, &b[j], ldb, k, first, &c[j], ldc, i/6)
		}
		if i < m {
			kernels[m-i](&a[i*lda], lda, &b[j], ldb, k, rest, &c[i*ldc+j], ldc, 1)
		}
	}
}

// An int8Kernel computes blocks of rows of one panel (see gen/integer.go).
type int8Kernel struct {
	rows int
	run  func(a unsafe.Pointer, lda int, b *int8, groups int, comp *int32, sw, bias, sa, c *float32, ldc, blocks int)
}

// The int8 kernels of a path, most rows first, and the columns they compute.
var int8Kernels = [...]struct {
	columns int
	kernels []int8Kernel
}{
	AVX2:    {8, []int8Kernel{{6, gemmA6}, {2, gemmA2}}},
	AVXVNNI: {16, []int8Kernel{{6, gemmV6}, {2, gemmV2}}},
	VNNI256: {32, []int8Kernel{{6, gemmY6}, {2, gemmY2}}},
	VNNI512: {32, []int8Kernel{{12, gemmZ12}, {8, gemmZ8}, {4, gemmZ4}}},
}

// gemm multiplies m rows of u8 activations by l, a panel of columns at a time.
// It may read and write up to three rows past m; buffers have slack.
func (p Path) gemm(l *linear, u []uint8, sa, c []float32, m int, s *scratch) {
	k, n, lda := l.in, l.n, l.in
	act := unsafe.Pointer(&u[0])
	switch p {
	case Generic:
		gemmGo(u, k, l.w, l.out, l.comp, l.scale, l.bias, sa, c, n, m, s.pair)
		return
	case AVX2:
		widen(&u[0], &s.wide[0], m*k)
		act, lda = unsafe.Pointer(&s.wide[0]), 2*k
	}
	path := &int8Kernels[p]
	slack := path.kernels[len(path.kernels)-1].rows - 1
	for j := 0; j < n; j += path.columns {
		b, comp, sw, bias := &l.panel[j/32*32*k+j%32*4], &l.comp[j], &l.scale[j], &l.bias[j]
		i := 0
		for _, f := range path.kernels {
			if blocks := (m - i + slack) / f.rows; blocks > 0 {
				f.run(unsafe.Add(act, i*lda), lda, b, k/4, comp, sw, bias, &sa[i], &c[i*n+j], n, blocks)
				i += blocks * f.rows
			}
		}
	}
}
