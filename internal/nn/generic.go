package nn

import "math"

// Constants of the approximations. The kernels in assembly read them from here.
var (
	// geluK: GELU(x) = x·(½ + clamp(t·P(t²), ±½)) with t = clamp(x, ±4); after
	// the clamps ±4, ±½ the coefficients of P, lowest power first: a weighted
	// least-squares fit of erf(x/√2)/2 with absolute error below 3e-4.
	geluK = [11]float32{
		4, -4, 0.5, -0.5,
		math.Float32frombits(0x3ecbb75a), math.Float32frombits(0xbd843ed4), math.Float32frombits(0x3c0fb9c9),
		math.Float32frombits(0xba5562c4), math.Float32frombits(0x38492272), math.Float32frombits(0xb5d68d65),
		math.Float32frombits(0x32c3ae55),
	}
	// expK: log₂e, the least exponent, and 2^f on −½…½, highest power first,
	// relative error 2e-6.
	expK = [8]float32{
		math.Float32frombits(0x3fb8aa3b), -126,
		math.Float32frombits(0x3aade499), math.Float32frombits(0x3c1e85dc), math.Float32frombits(0x3d635bc1),
		math.Float32frombits(0x3e75fc8d), math.Float32frombits(0x3f317214), math.Float32frombits(0x3f800001),
	}
	// lnK: the layer norm's epsilon, and one.
	lnK = [2]float32{1e-12, 1}

	absMask = [8]uint32{1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1, 1<<31 - 1}
)

// geluOffset lies just below GELU's minimum, −0.16997: with it added, GELU's
// output is positive and uses all 256 steps of a byte.
const geluOffset = 0.17005

// The functions below are the plain twins of the kernels. Products are
// converted to float32 before they are added, which forbids the compiler to
// fuse the two operations on processors that could.

// maxOf follows MAXPS: b where a is not greater.
func maxOf(a, b float32) float32 {
	if a > b {
		return a
	}
	return b
}

func minOf(a, b float32) float32 {
	if a < b {
		return a
	}
	return b
}

func abs(x float32) float32 { return math.Float32frombits(math.Float32bits(x) &^ (1 << 31)) }

// fold sums 32 lanes in the order of the kernels: four vectors of eight, then
// halves of a vector.
func fold(s *[32]float32) float32 {
	var v [8]float32
	for l := range v {
		v[l] = (s[l] + s[8+l]) + (s[16+l] + s[24+l])
	}
	return fold8(&v)
}

func fold8(v *[8]float32) float32 {
	return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]))
}

func geluMaxGo(x []float32) float32 {
	var m float32
	for i, v := range x {
		t := maxOf(minOf(v, geluK[0]), geluK[1])
		z := float32(t * t)
		p := geluK[10]
		for k := 9; k >= 4; k-- {
			p = float32(p*z) + geluK[k]
		}
		p = maxOf(minOf(float32(p*t), geluK[2]), geluK[3]) + geluK[2]
		p = float32(p * v)
		x[i] = p
		m = maxOf(m, abs(p))
	}
	return m
}

func absMaxGo(x []float32) float32 {
	var m float32
	for _, v := range x {
		m = maxOf(m, abs(v))
	}
	return m
}

// quantiseGo rounds half to even by adding and taking away 1.5·2²³.
func quantiseGo(x []float32, k *[2]float32, out []uint8) {
	const round = 12582912
	for i, v := range x {
		r := float32(v*k[0]) + k[1]
		r = minOf(maxOf(r, -128), 127)
		r = (r + round) - round
		out[i] = uint8(int32(r) + 128)
	}
}

func layerNormGo(x, r, g, b, y []float32, invN float32) float32 {
	var s [32]float32
	for i := range x {
		y[i] = x[i] + r[i]
		s[i&31] += y[i]
	}
	mean := float32(fold(&s) * invN)
	s = [32]float32{}
	for i := range y {
		d := y[i] - mean
		s[i&31] += float32(d * d)
	}
	inv := 1 / float32(math.Sqrt(float64(float32(fold(&s)*invN)+lnK[0])))
	var m float32
	for i := range y {
		v := float32((y[i] - mean) * inv)
		y[i] = float32(v*g[i]) + b[i]
		m = maxOf(m, abs(y[i]))
	}
	return m
}

// exp2 is 2^x for −126 ≤ x ≤ 126.
func exp2(x float32) float32 {
	const round = 12582912
	i := (x + round) - round
	f := x - i
	p := expK[2]
	for k := 3; k < 8; k++ {
		p = float32(p*f) + expK[k]
	}
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(i))<<23)
}

func softmaxRowsGo(s []float32, rows, n, ld int, mask, inv []float32) {
	for r := range rows {
		row := s[r*ld : r*ld+n]
		m := row[0] + mask[0]
		for i, v := range row {
			m = maxOf(m, v+mask[i])
		}
		var sum [8]float32
		for i, v := range row {
			e := exp2(maxOf(float32((v+mask[i]-m)*expK[0]), expK[1]))
			row[i] = e
			sum[i&7] += e
		}
		inv[r] = 1 / fold8(&sum)
	}
}

func axpyGo(k float32, x, y []float32) {
	for i, v := range x {
		y[i] += float32(k * v)
	}
}

func dequantiseGo(q []int8, k float32, y []float32) {
	for i, v := range q {
		y[i] = float32(float32(v) * k)
	}
}

func dotRowsGo(a []float32, rows, n int, x, out []float32) {
	for r := range rows {
		var s [32]float32
		for i, v := range a[r*n : r*n+n] {
			s[i&31] += float32(v * x[i])
		}
		out[r] = fold(&s)
	}
}

func transpose32Go(src []float32, lds int, dst []float32, ldd, rows int) {
	for i := range rows {
		for j, v := range src[i*lds : i*lds+32] {
			dst[j*ldd+i] = v
		}
	}
}

// zeros are a bias of nothing.
var zeros [32]float32

// mulGo computes n columns of a·b, a multiple of 16, for m rows: plus a bias a
// column, or times a scale a row, or, where both are nil, as they are.
func mulGo(a []float32, lda int, b []float32, ldb, k int, bias, scale, c []float32, ldc, m, n int) {
	for j := 0; j < n; j += 16 {
		start := zeros[:16]
		if bias != nil {
			start = bias[j:]
		}
		for i := range m {
			s := [16]float32(start)
			for kk, v := range a[i*lda : i*lda+k] {
				row := (*[16]float32)(b[kk*ldb+j:])
				for l := range s {
					s[l] += float32(v * row[l])
				}
			}
			if scale != nil {
				for l := range s {
					s[l] = float32(s[l] * scale[i])
				}
			}
			copy(c[i*ldc+j:i*ldc+j+16], s[:])
		}
	}
}

// gemmGo multiplies u8 activations by int8 weights, row by row as they lie in
// the file. Four rows of activations share a multiplication two by two: the
// sums of one stay within 32 bits, so two fit a 64-bit integer side by side.
func gemmGo(u []uint8, k int, w []int8, n int, comp []int32, sw, bias, sa, c []float32, ldc, m int, pair []int64) {
	p01, p23 := pair[:k], pair[k:2*k]
	for i := 0; i < m; i += 4 {
		left := min(4, m-i) - 1 // past the last row, it stands in
		u0, u1 := u[i*k:(i+1)*k], u[(i+min(1, left))*k:]
		u2, u3 := u[(i+min(2, left))*k:], u[(i+left)*k:]
		for j := range p01 {
			p01[j] = int64(u0[j]) | int64(u1[j])<<32
			p23[j] = int64(u2[j]) | int64(u3[j])<<32
		}
		for j := 0; j < n; j += 2 {
			next := min(j+1, n-1)
			var a, b [4]int32
			dot4x2(p01, p23, w[j*k:j*k+k], w[next*k:next*k+k], &a, &b)
			for q := range left + 1 {
				row := c[(i+q)*ldc : (i+q+1)*ldc]
				row[j] = float32(float32(comp[j]+a[q])*float32(sw[j]*sa[i+q])) + bias[j]
				row[next] = float32(float32(comp[next]+b[q])*float32(sw[next]*sa[i+q])) + bias[next]
			}
		}
		for q := range left + 1 {
			clear(c[(i+q)*ldc+n : (i+q+1)*ldc])
		}
	}
}

// dot4x2 multiplies four rows of activations, in pairs, by two rows of weights.
func dot4x2(p01, p23 []int64, wa, wb []int8, a, b *[4]int32) {
	p23, wa, wb = p23[:len(p01)], wa[:len(p01)], wb[:len(p01)]
	var a01, a23, b01, b23 int64
	for k, p := range p01 {
		q, x, y := p23[k], int64(wa[k]), int64(wb[k])
		a01 += p * x
		a23 += q * x
		b01 += p * y
		b23 += q * y
	}
	split := func(s int64) (int32, int32) { return int32(s), int32((s - int64(int32(s))) >> 32) }
	a[0], a[1] = split(a01)
	a[2], a[3] = split(a23)
	b[0], b[1] = split(b01)
	b[2], b[3] = split(b23)
}
