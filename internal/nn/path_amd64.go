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

// The float kernels by registers (256, 512 bits), then start (a bias, a scale at
// the end), then rows.
var mulKernels = [2][2][7]func(a *float32, lda int, b *float32, ldb, k int, start, c *float32, ldc int){
	{{nil, mul1, mul2, mul3, mul4, mul5, mul6}, {nil, mulScale1, mulScale2, mulScale3, mulScale4, mulScale5, mulScale6}},
	{{nil, mulZ1, mulZ2, mulZ3, mulZ4, mulZ5, mulZ6}, {nil, mulScaleZ1, mulScaleZ2, mulScaleZ3, mulScaleZ4, mulScaleZ5, mulScaleZ6}},
}

// mul is [mulGo], six rows at a time.
func (p Path) mul(a []float32, lda int, b []float32, ldb, k int, bias, scale, c []float32, ldc, m int) {
	if p == Generic {
		mulGo(a, lda, b, ldb, k, bias, scale, c, ldc, m)
		return
	}
	kernels := &mulKernels[0]
	if p == VNNI512 {
		kernels = &mulKernels[1]
	}
	for i := 0; i < m; i += 6 {
		r := min(m-i, 6)
		if bias != nil {
			kernels[0][r](&a[i*lda], lda, &b[0], ldb, k, &bias[0], &c[i*ldc], ldc)
		} else {
			kernels[1][r](&a[i*lda], lda, &b[0], ldb, k, &scale[i], &c[i*ldc], ldc)
		}
	}
}

// gemm multiplies m rows of u8 activations by l, a panel of 32 columns at a
// time. It may read and write up to eleven rows past m; buffers have slack.
func (p Path) gemm(l *linear, u []uint8, sa, c []float32, m int, s *scratch) {
	k, n, groups := l.in, l.n, l.in/4
	act := unsafe.Pointer(&u[0])
	switch p {
	case Generic:
		gemmGo(u, k, l.w, l.out, l.comp, l.scale, l.bias, sa, c, n, m, s.pair)
	case VNNI512:
		for j := 0; j < n; j += 32 {
			b, comp, sw, bias := &l.panel[j*k], &l.comp[j], &l.scale[j], &l.bias[j]
			i := 0
			for ; i+12 <= m; i += 12 {
				gemmZ12(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
			if r := m - i; r > 8 {
				gemmZ12(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			} else if r > 4 {
				gemmZ8(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			} else if r > 0 {
				gemmZ4(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
		}
	case VNNI256:
		for j := 0; j < n; j += 32 {
			b, comp, sw, bias := &l.panel[j*k], &l.comp[j], &l.scale[j], &l.bias[j]
			i := 0
			for ; i+6 <= m; i += 6 {
				gemmY6(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
			for ; i < m; i += 2 {
				gemmY2(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
		}
	case AVXVNNI:
		for j := 0; j < n; j += 16 {
			b, comp, sw, bias := &l.panel[j/32*32*k+j%32*4], &l.comp[j], &l.scale[j], &l.bias[j]
			i := 0
			for ; i+6 <= m; i += 6 {
				gemmV6(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
			for ; i < m; i += 2 {
				gemmV2(unsafe.Add(act, i*k), k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
		}
	case AVX2:
		widen(&u[0], &s.wide[0], m*k)
		act = unsafe.Pointer(&s.wide[0])
		for j := 0; j < n; j += 8 {
			b, comp, sw, bias := &l.panel[j/32*32*k+j%32*4], &l.comp[j], &l.scale[j], &l.bias[j]
			i := 0
			for ; i+6 <= m; i += 6 {
				gemmA6(unsafe.Add(act, 2*i*k), 2*k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
			for ; i < m; i += 2 {
				gemmA2(unsafe.Add(act, 2*i*k), 2*k, b, groups, comp, sw, bias, &sa[i], &c[i*n+j], n)
			}
		}
	}
}
