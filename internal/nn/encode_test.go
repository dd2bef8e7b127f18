package nn

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
)

// outputs are all that a model says of some sentences, as one list of bits.
func outputs(ws *Workspace, e *Encoding) map[string][]float32 {
	out := map[string][]float32{}
	var m Matrix
	put := func(name string) {
		for i := range m.Rows {
			out[name] = append(out[name], m.Row(i)...)
		}
	}
	for _, h := range ws.m.heads {
		switch h.Kind {
		case Tag, Multi:
			ws.LogProbs(&m, h, e, 0, e.Words())
			put(h.Name)
		}
		for s := range e.Sentences() {
			from, to := e.Sentence(s)
			switch h.Kind {
			case Arc:
				ws.Arcs(&m, h, e, from, to)
				put(h.Name)
			case Label:
				gov := make([]int, to-from)
				for i := range gov {
					gov[i] = (i * 7) % (to - from + 1)
				}
				ws.Labels(&m, h, e, from, to, gov)
				put(h.Name)
			case Roles:
				ws.Roles(&m, h, e, from, to, []int{0, (to - from) / 2})
				put(h.Name)
			}
		}
	}
	for i := range e.families {
		v := &e.families[i]
		for w := range e.Words() {
			for _, q := range v.u[w*v.dim : (w+1)*v.dim] {
				out["word"] = append(out["word"], float32(q)*v.s[w])
			}
		}
	}
	return out
}

func equal(t *testing.T, what string, got, want map[string][]float32) {
	t.Helper()
	for name, w := range want {
		if len(got[name]) != len(w) {
			t.Fatalf("%s: %s has %d values, want %d", what, name, len(got[name]), len(w))
		}
		for i := range w {
			if math.Float32bits(got[name][i]) != math.Float32bits(w[i]) {
				t.Fatalf("%s: %s: value %d is %v, want %v", what, name, i, got[name][i], w[i])
			}
			if math.IsNaN(float64(w[i])) {
				t.Fatalf("%s: %s: value %d is no number", what, name, i)
			}
		}
	}
}

// pathsAgree runs a model on every path and wants the same bits from all.
func pathsAgree(t *testing.T, name string, file []byte, text [][]string) {
	t.Helper()
	var want map[string][]float32
	for _, p := range available() {
		ws := openTest(t, file, p).NewWorkspace()
		var e Encoding
		ws.Encode(&e, text, Syn|Sem)
		got := outputs(ws, &e)
		if p == Generic {
			want = got
			continue
		}
		equal(t, fmt.Sprint(p, " ", name), got, want)
	}
}

func TestPathsAgree(t *testing.T) {
	for _, c := range []config{small, full} {
		if c.Hidden == full.Hidden {
			if testing.Short() {
				continue
			}
			c.Vocab, c.Trunk, c.Top = 700, 1, 1
		}
		file := modelFile(c)
		text := append(sentences(12, 30, 5), sentences(1, 1, 1)[0], nil)
		text = append(text, sentences(1, 150, 9)...)
		pathsAgree(t, fmt.Sprint("hidden ", c.Hidden), file, text)
	}
}

func TestPathsAgreeEmbedded(t *testing.T) {
	if embedded == "" || testing.Short() {
		t.Skip("no weights, or short")
	}
	pathsAgree(t, "embedded", []byte(embedded), [][]string{
		strings.Fields("Iraq 's parliament voted 170 - 0 to expel U.S. forces , Reuters reported on Jan. 5 ."),
		strings.Fields("“ We will not leave , ” said Col. Samir Haddad of the 3rd Brigade near Zürich ."),
	})
}

// A sentence's result does not depend on what it is packed with, on the
// workspace's past, or on the families asked together.
func TestPackingInvariant(t *testing.T) {
	m := openTest(t, modelFile(small), bestPath())
	ws := m.NewWorkspace()
	text := sentences(40, 25, 7)
	var all, one Encoding
	ws.Encode(&all, text, Syn|Sem)
	for i, s := range text {
		for _, f := range []Family{Syn, Sem, Syn | Sem} {
			ws.Encode(&one, [][]string{s}, f)
			from, to := all.Sentence(i)
			for k := range all.families {
				if f>>k&1 == 0 {
					continue
				}
				a, b := &all.families[k], &one.families[k]
				if !bytes.Equal(a.u[from*a.dim:to*a.dim], b.u[:(to-from)*b.dim]) || !slices.Equal(a.s[from:to], b.s[:to-from]) {
					t.Fatalf("sentence %d, family %d: alone and in company differ", i, k)
				}
			}
		}
	}
}

func TestConcurrent(t *testing.T) {
	m := openTest(t, modelFile(small), bestPath())
	text := sentences(20, 25, 8)
	var e Encoding
	ws := m.NewWorkspace()
	ws.Encode(&e, text, Syn|Sem)
	want := outputs(ws, &e)
	m = openTest(t, modelFile(small), bestPath())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			ws := m.NewWorkspace()
			var e Encoding
			for range 3 {
				ws.Encode(&e, text, Syn|Sem)
				equal(t, "in parallel", outputs(ws, &e), want)
			}
		})
	}
	wg.Wait()
}

// The windows of a long sentence keep every word once, in order, and show each
// some context.
func TestWindows(t *testing.T) {
	ws := openTest(t, modelFile(small), bestPath()).NewWorkspace()
	for _, words := range [][]string{
		strings.Fields(strings.Repeat("attack on Baghdad ", 200)),
		strings.Fields(strings.Repeat(strings.Repeat("zq-", 20)+" ", 50)),
		{strings.Repeat("in ", 500000)},
		strings.Fields(strings.Repeat("in ", 62)),
		strings.Fields(strings.Repeat("in ", 63)),
	} {
		ws.read(words)
		next := 0
		ws.windows(10, len(words), func(from, to, own, ownEnd, word int) {
			if own != next || word != 10+own || ownEnd <= own || own < from || ownEnd > to {
				t.Fatalf("window %d…%d keeps %d…%d as %d, next was %d", from, to, own, ownEnd, word, next)
			}
			if n := ws.wordAt[to] - ws.wordAt[from]; int(n) > ws.m.cfg.Positions-2 {
				t.Fatalf("window of %d pieces", n)
			}
			if from > 0 && own-from < 1 && len(words) > 100 {
				t.Errorf("no context before word %d", own)
			}
			next = ownEnd
		})
		if next != len(words) {
			t.Fatalf("%d of %d words kept", next, len(words))
		}
	}
}

func TestNoGarbage(t *testing.T) {
	ws := openTest(t, modelFile(small), bestPath()).NewWorkspace()
	text := sentences(30, 25, 3)
	h, arc := ws.m.Head("names"), ws.m.Head("arc")
	var e Encoding
	var m Matrix
	best := make([]Choice, 0, 2000)
	n := testing.AllocsPerRun(5, func() {
		ws.Encode(&e, text, Syn|Sem)
		best = ws.Best(best[:0], h, &e, 0, e.Words())
		ws.LogProbs(&m, h, &e, 0, e.Words())
		ws.Arcs(&m, arc, &e, 0, 10)
	})
	if n > 0 {
		t.Errorf("%v allocations a run", n)
	}
}

func TestProbabilities(t *testing.T) {
	ws := openTest(t, modelFile(small), bestPath()).NewWorkspace()
	var e Encoding
	ws.Encode(&e, sentences(5, 20, 4), Syn|Sem)
	var m Matrix
	for _, h := range ws.m.Heads() {
		if h.Kind != Tag {
			continue
		}
		ws.LogProbs(&m, h, &e, 0, e.Words())
		best := ws.Best(nil, h, &e, 0, e.Words())
		for i, l := range ws.Likeliest(nil, h, &e, 0, e.Words()) {
			if l != best[i].Label {
				t.Fatalf("%s: word %d: likeliest %d, best %d", h.Name, i, l, best[i].Label)
			}
		}
		for i := range m.Rows {
			sum := 0.0
			for j, l := range m.Row(i) {
				sum += math.Exp(float64(l))
				if l > m.Row(i)[best[i].Label] {
					t.Fatalf("%s: word %d: label %d beats the best", h.Name, i, j)
				}
			}
			if math.Abs(sum-1) > 1e-4 || math.Abs(math.Exp(float64(m.Row(i)[best[i].Label]))-float64(best[i].P)) > 1e-4 {
				t.Fatalf("%s: word %d: probabilities add to %v", h.Name, i, sum)
			}
		}
	}
}

// TestPairs holds that roles among some words are those among all, and that
// predicates do not depend on one another, however many there are.
func TestPairs(t *testing.T) {
	for _, p := range available() {
		ws := openTest(t, modelFile(small), p).NewWorkspace()
		var e Encoding
		ws.Encode(&e, sentences(2, 300, 4), Syn|Sem)
		from, to := e.Sentence(1)
		words := make([]int, (to-from+1)/2)
		for i := range words {
			words[i] = 2 * i
		}
		var all, some, one Matrix
		for _, h := range ws.m.Heads() {
			if h.Kind != Roles {
				continue
			}
			ws.Roles(&all, h, &e, from, to, words)
			ws.Pairs(&some, h, &e, from, to, words)
			for k, w := range words {
				ws.Roles(&one, h, &e, from, to, []int{w})
				for j := range to - from {
					same(t, h.Name, all.Row(k*(to-from)+j), one.Row(j))
				}
				for j, w := range words {
					same(t, h.Name, some.Row(k*len(words)+j), one.Row(w))
				}
			}
		}
	}
}
