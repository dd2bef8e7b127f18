//go:build !amd64

package nn

func available() []Path { return []Path{Generic} }

func (p Path) geluMax(x []float32) float32 { return geluMaxGo(x) }

func (p Path) absMax(x []float32) float32 { return absMaxGo(x) }

func (p Path) quantise(x []float32, k *[2]float32, out []uint8) { quantiseGo(x, k, out) }

func (p Path) layerNorm(x, r, g, b, y []float32, invN float32) float32 {
	return layerNormGo(x, r, g, b, y, invN)
}

func (p Path) softmaxRows(s []float32, rows, n, ld int, mask, inv []float32) {
	softmaxRowsGo(s, rows, n, ld, mask, inv)
}

func (p Path) axpy(k float32, x, y []float32) { axpyGo(k, x, y) }

func (p Path) dequantise(q []int8, k float32, y []float32) { dequantiseGo(q, k, y) }

func (p Path) dotRows(a []float32, rows, n int, x, out []float32) { dotRowsGo(a, rows, n, x, out) }

func (p Path) transpose32(src []float32, lds int, dst []float32, ldd, rows int) {
	transpose32Go(src, lds, dst, ldd, rows)
}

func (p Path) mul(a []float32, lda int, b []float32, ldb, k int, bias, scale, c []float32, ldc, m, n int) {
	mulGo(a, lda, b, ldb, k, bias, scale, c, ldc, m, n)
}

func (p Path) gemm(l *linear, u []uint8, sa, c []float32, m int, s *scratch) {
	gemmGo(u, l.in, l.w, l.out, l.comp, l.scale, l.bias, sa, c, l.n, m, s.pair)
}
