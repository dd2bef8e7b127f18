package nn

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"parallax/internal/cputime"
)

var fullFile = sync.OnceValue(func() []byte { return modelFile(full) })

// newsLike are sentences with the lengths of news: 28 pieces on average.
func newsLike(n int) [][]string {
	r := rand.New(rand.NewPCG(4, 4))
	s := make([][]string, n)
	words := []string{"the", "in", "said", "Minister", "attack", "on", "Iraq", "Baghdad", "x", ",", ".", "cafe", "min", "5"}
	for i := range s {
		for range max(3, int(22+10*r.NormFloat64())) {
			s[i] = append(s[i], words[r.IntN(len(words))])
		}
	}
	return s
}

// perCPU times f, which does n units of work, and reports them for each second
// of processor time.
func perCPU(b *testing.B, n float64, unit string, f func()) {
	f()
	began := cputime.Used()
	runs := 0
	for b.Loop() {
		f()
		runs++
	}
	b.ReportMetric(n*float64(runs)/(cputime.Used()-began).Seconds(), unit+"/cpu-s")
}

// BenchmarkEncode times the encoder on sentences like those of news.
func BenchmarkEncode(b *testing.B) {
	for _, p := range available() {
		for _, f := range []Family{Syn, Syn | Sem} {
			b.Run(fmt.Sprintf("%v/families=%d", p, f), func(b *testing.B) {
				ws := openTest(b, fullFile(), p).NewWorkspace()
				text := newsLike(60)
				if p == Generic {
					text = text[:2]
				}
				pieces := 0
				for _, s := range text {
					ws.read(s)
					pieces += len(ws.ids) + 2
				}
				var e Encoding
				perCPU(b, float64(pieces), "pieces", func() { ws.Encode(&e, text, f) })
			})
		}
	}
}

// BenchmarkLayer times one block on a tile of four sentences.
func BenchmarkLayer(b *testing.B) {
	for _, p := range available() {
		b.Run(p.String(), func(b *testing.B) {
			ws := openTest(b, fullFile(), p).NewWorkspace()
			for range 4 {
				ws.tile.lens = append(ws.tile.lens, 32)
			}
			ws.tile.ids = make([]int32, 128)
			ws.tile.shapes = make([]int32, 128)
			ws.embed()
			perCPU(b, 128, "pieces", func() { ws.layer(ws.m.trunk[0]) })
		})
	}
}

func BenchmarkKernel(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	const m, in, out = 128, 384, 1536
	u, sa := aligned[uint8]((m+slackRows)*in), aligned[float32](m+slackRows)
	x, y := values(r, out, false), values(r, out, false)
	c := aligned[float32]((m + slackRows) * out)
	s := &scratch{wide: aligned[uint16]((m + slackRows) * in), pair: make([]int64, 2*in)}
	for _, p := range available() {
		b.Run("gemm/"+p.String(), func(b *testing.B) {
			l := randomLinear(r, out, in, false, false)
			perCPU(b, 2*m*in*out/1e9, "Gop", func() { l.run(p, rows{u: u, s: sa}, m, c, s) })
		})
		if p > AVX2 && p != VNNI512 {
			continue // they share the other kernels
		}
		b.Run("mul/"+p.String(), func(b *testing.B) {
			perCPU(b, 2*32*32*32/1e9, "Gop", func() { p.mul(c, 32, c, 32, 32, nil, nil, c[8192:], 32, 32, 32) })
		})
		for name, f := range map[string]func(){
			"gelu":      func() { copy(y, x); p.geluMax(y) },
			"layernorm": func() { p.layerNorm(x, x, x, x, y, 1.0/out) },
			"softmax":   func() { copy(y, x); p.softmaxRows(y, 1, out, out, c, sa) },
			"quantise":  func() { p.quantise(x, &[2]float32{20, 0}, u) },
		} {
			b.Run(name+"/"+p.String(), func(b *testing.B) {
				perCPU(b, out/1e9, "Gvalues", f)
			})
		}
	}
}

// BenchmarkHeads times the heads of the test model, words a second.
func BenchmarkHeads(b *testing.B) {
	ws := openTest(b, fullFile(), bestPath()).NewWorkspace()
	var e Encoding
	ws.Encode(&e, newsLike(60), Syn|Sem)
	var m Matrix
	gov := make([]int, 100)
	for _, h := range ws.m.Heads() {
		b.Run(h.Name, func(b *testing.B) {
			perCPU(b, float64(e.Words()), "words", func() {
				if h.Kind == Tag || h.Kind == Multi {
					ws.LogProbs(&m, h, &e, 0, e.Words())
					return
				}
				for i := range e.Sentences() {
					from, to := e.Sentence(i)
					switch h.Kind {
					case Arc:
						ws.Arcs(&m, h, &e, from, to)
					case Label:
						ws.Labels(&m, h, &e, from, to, gov[:to-from])
					case Roles:
						ws.Roles(&m, h, &e, from, to, []int{1, 2})
					}
				}
			})
		})
	}
}

// BenchmarkRead times the embedded model: the encoder and all heads.
func BenchmarkRead(b *testing.B) {
	m, err := Load()
	if err != nil {
		b.Skip(err)
	}
	ws, text := m.NewWorkspace(), newsLike(100)
	var e Encoding
	var x Matrix
	ws.Encode(&e, text, m.Families())
	gov, best := make([]int, 200), []Choice{}
	run := func(b *testing.B, f func()) { perCPU(b, float64(e.Words()), "words", f) }
	b.Run("encode", func(b *testing.B) {
		run(b, func() { ws.Encode(&e, text, m.Families()) })
	})
	for _, h := range m.Heads() {
		b.Run(h.Name, func(b *testing.B) {
			run(b, func() {
				if h.Kind == Tag {
					best = ws.Best(best[:0], h, &e, 0, e.Words())
					return
				}
				for i := range e.Sentences() {
					from, to := e.Sentence(i)
					switch h.Kind {
					case Multi:
						ws.LogProbs(&x, h, &e, from, to)
					case Arc:
						ws.Arcs(&x, h, &e, from, to)
					case Label:
						ws.Labels(&x, h, &e, from, to, gov[:to-from])
					case Roles:
						ws.Roles(&x, h, &e, from, to, gov[:1])
					}
				}
			})
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	file := fullFile()
	for b.Loop() {
		if _, err := Open(file); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPrepare times laying out the matrices, once a process.
func BenchmarkPrepare(b *testing.B) {
	file := fullFile()
	for b.Loop() {
		m, err := Open(file)
		if err != nil {
			b.Fatal(err)
		}
		for _, l := range m.linears() {
			l.prepare(m.path)
		}
	}
}

func BenchmarkWordpiece(b *testing.B) {
	m := openTest(b, fullFile(), bestPath())
	text := newsLike(60)
	words := 0
	for _, s := range text {
		words += len(s)
	}
	ws := m.NewWorkspace()
	perCPU(b, float64(words), "words", func() {
		for _, s := range text {
			ws.read(s)
		}
	})
}
