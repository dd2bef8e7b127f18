package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// fast lists the paths of this machine other than plain Go.
func fast() []Path { return available()[1:] }

func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: value %d is %v, plain Go has %v", what, i, got[i], want[i])
		}
	}
}

// values are n floats: normal ones, or the awkward.
func values(r *rand.Rand, n int, edge bool) []float32 {
	x := aligned[float32](n)
	odd := []float32{0, float32(math.Copysign(0, -1)), 1e-30, -1e-30, 1e-40, 3.9999, -4, 4.1, 1e6, -1e6, 0.5, 1.5, 2.5, -0.5, -1.5, 127, -128}
	for i := range x {
		x[i] = float32(r.NormFloat64()) * 2
		if edge {
			x[i] = odd[r.IntN(len(odd))]
		}
	}
	return x
}

func TestRowKernels(t *testing.T) {
	for _, p := range fast() {
		for trial := range 60 {
			r := rand.New(rand.NewPCG(uint64(trial), 1))
			n, edge := 32*(1+r.IntN(50)), trial%3 == 0
			x, y, g, b := values(r, n, edge), values(r, n, edge), values(r, n, false), values(r, n, edge)
			name := fmt.Sprintf("%v trial %d n %d ", p, trial, n)

			same(t, name+"absMax", []float32{p.absMax(x)}, []float32{absMaxGo(x)})

			got, want := slices.Clone(x), slices.Clone(x)
			same(t, name+"gelu max", []float32{p.geluMax(got)}, []float32{geluMaxGo(want)})
			same(t, name+"gelu", got, want)

			got, want = make([]float32, n), make([]float32, n)
			inv := 1 / float32(n)
			same(t, name+"norm max", []float32{p.layerNorm(x, y, g, b, got, inv)}, []float32{layerNormGo(x, y, g, b, want, inv)})
			same(t, name+"norm", got, want)

			got, want = slices.Clone(y), slices.Clone(y)
			p.axpy(g[0], x, got)
			axpyGo(g[0], x, want)
			same(t, name+"axpy", got, want)

			for _, k := range [][2]float32{{1, 0}, {127 / absMaxGo(x), 0}, {17.3, -128.4}, {3, 0.5}} {
				u, v := make([]uint8, n), make([]uint8, n)
				p.quantise(x, &k, u)
				quantiseGo(x, &k, v)
				if !slices.Equal(u, v) {
					t.Fatal(name, "quantise", k)
				}
			}

			q := make([]int8, n)
			for i := range q {
				q[i] = int8(r.IntN(256) - 128)
			}
			p.dequantise(q, g[1], got)
			dequantiseGo(q, g[1], want)
			same(t, name+"dequantise", got, want)
		}
	}
}

func TestMatrixKernels(t *testing.T) {
	for _, p := range fast() {
		for trial := range 60 {
			r := rand.New(rand.NewPCG(uint64(trial), 2))
			name := fmt.Sprintf("%v trial %d ", p, trial)
			edge := trial%4 == 0

			m, k, n := 1+r.IntN(20), 1+r.IntN(70), 16*(1+r.IntN(5))
			ldb := n + r.IntN(20)
			a, b, z := values(r, m*k, edge), values(r, k*ldb, edge), values(r, max(n, m), false)
			got, want := aligned[float32](m*n), aligned[float32](m*n)
			for what, z := range map[string][2][]float32{"mul": {}, "mul biased": {z, nil}, "mul scaled": {nil, z}} {
				p.mul(a, k, b, ldb, k, z[0], z[1], got, n, m, n)
				mulGo(a, k, b, ldb, k, z[0], z[1], want, n, m, n)
				same(t, name+what, got, want)
			}

			n = 32 * (1 + r.IntN(5))
			a, b = values(r, m*n, edge), values(r, n, false)
			p.dotRows(a, m, n, b, got)
			dotRowsGo(a, m, n, b, want)
			same(t, name+"dotRows", got[:m], want[:m])

			rows := 8 * (1 + r.IntN(8))
			a = values(r, rows*40, false)
			got, want = aligned[float32](32*rows), aligned[float32](32*rows)
			p.transpose32(a, 40, got, rows, rows)
			transpose32Go(a, 40, want, rows, rows)
			same(t, name+"transpose", got, want)

			n = 8 * (1 + r.IntN(30))
			const ld = 256
			s, mask := values(r, m*ld, edge), aligned[float32](n)
			for i := range mask {
				if i > 0 && (i > n-5 || r.IntN(9) == 0) {
					mask[i] = -1e30
				}
			}
			got, want = slices.Clone(s), slices.Clone(s)
			gi, wi := make([]float32, m), make([]float32, m)
			p.softmaxRows(got, m, n, ld, mask, gi)
			softmaxRowsGo(want, m, n, ld, mask, wi)
			same(t, name+"softmax", got, want)
			same(t, name+"softmax sums", gi, wi)
		}
	}
}

// randomLinear is an int8 layer; extreme ones hold the largest weights.
func randomLinear(r *rand.Rand, out, in int, afterGELU, extreme bool) *linear {
	l := &linear{in: in, out: out, n: padTo(out, 32), afterGELU: afterGELU, w: make([]int8, out*in)}
	l.scale, l.bias, l.comp = aligned[float32](l.n), aligned[float32](l.n), aligned[int32](l.n)
	for i := range l.w {
		l.w[i] = int8(r.IntN(256) - 128)
		if extreme {
			l.w[i] = 127
			if out > 1 && i/in%2 == 1 {
				l.w[i] = -128
			}
		}
	}
	for i := range out {
		l.scale[i], l.bias[i] = r.Float32(), r.Float32()-0.5
	}
	return l
}

func (l *linear) again() *linear {
	c := &linear{in: l.in, out: l.out, n: l.n, afterGELU: l.afterGELU, w: l.w, f: l.f}
	c.scale, c.bias, c.comp = slices.Clone(l.scale), slices.Clone(l.bias), slices.Clone(l.comp)
	return c
}

func TestInt8(t *testing.T) {
	for trial := range 40 {
		r := rand.New(rand.NewPCG(uint64(trial), 3))
		m, in, out := 1+r.IntN(30), 32*(1+r.IntN(12)), 1+r.IntN(100)
		if trial == 0 {
			in = 1536
		}
		extreme := trial%5 == 0
		l := randomLinear(r, out, in, trial%2 == 0, extreme)
		u, sa := aligned[uint8]((m+slackRows)*in), aligned[float32](m+slackRows)
		for i := range u[:m*in] {
			u[i] = uint8(r.IntN(256))
			if extreme {
				u[i] = 255
			}
		}
		for i := range m {
			sa[i] = r.Float32()
		}
		s := &scratch{wide: aligned[uint16]((m + slackRows) * in), pair: make([]int64, 2*in)}
		want := aligned[float32]((m + slackRows) * l.n)
		g := l.again()
		g.run(Generic, rows{u: u, s: sa}, m, want, s)
		for i := range m {
			for j := range out {
				var y float64
				for k := range in {
					x := float64(u[i*in+k]) - 128
					if l.afterGELU {
						x += 128 - geluOffset/float64(sa[i])
					}
					y += x * float64(l.w[j*in+k])
				}
				y = y*float64(l.scale[j]*sa[i]) + float64(l.bias[j])
				if math.Abs(y-float64(want[i*l.n+j])) > 1e-5*math.Abs(y)+2e-1 {
					t.Fatalf("trial %d: plain Go has %v, want %v", trial, want[i*l.n+j], y)
				}
			}
		}
		for _, p := range fast() {
			got := aligned[float32]((m + slackRows) * l.n)
			l.again().run(p, rows{u: u, s: sa}, m, got, s)
			same(t, fmt.Sprintf("%v trial %d", p, trial), got[:m*l.n], want[:m*l.n])
		}
	}
}

// The approximations against the exact functions.
func TestAccuracy(t *testing.T) {
	var worst float64
	for x := -12.0; x < 12; x += 0.0007 {
		v := []float32{float32(x)}
		geluMaxGo(v)
		x := float64(float32(x))
		worst = max(worst, math.Abs(float64(v[0])-x*0.5*(1+math.Erf(x/math.Sqrt2))))
	}
	if worst > 3e-4 {
		t.Errorf("GELU is off by %g", worst)
	}
	worst = 0
	for x := float32(-87); x <= 0; x += 0.003 {
		worst = max(worst, math.Abs(float64(exp(x))/math.Exp(float64(x))-1))
	}
	if worst > 1e-5 {
		t.Errorf("exp is off by %g of its value", worst)
	}
	worst = 0
	for x := float32(1e-37); x < 1e37; x *= 1.01 {
		w := math.Log(float64(x))
		worst = max(worst, math.Abs(float64(ln(x))-w)/max(1, math.Abs(w)))
	}
	if worst > 1e-7 {
		t.Errorf("ln is off by %g of its value", worst)
	}
}
