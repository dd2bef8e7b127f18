package nn

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
)

// TestContextAgrees compares the family Coref with the forward of train/, which
// wrote both its weights and testdata/context.json.
func TestContextAgrees(t *testing.T) {
	b, err := os.ReadFile("testdata/context.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load()
	if errors.Is(err, ErrNoWeights) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Words  [][]string
		Scores [][]float32
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	h := m.Head("antecedent")
	var x Matrix
	ws := m.NewWorkspace()
	n := contextScores(ws, h, &x, want.Words)
	var gw, gg, ww float64
	best := 0
	for i := range n {
		g := x.Data[i*n*x.Stride:]
		row := make([]float32, n)
		for j := range n {
			row[j] = g[j*x.Stride]
			gw += float64(row[j]) * float64(want.Scores[i][j])
			gg += float64(row[j]) * float64(row[j])
			ww += float64(want.Scores[i][j]) * float64(want.Scores[i][j])
		}
		if slices.Index(row, slices.Max(row)) == slices.Index(want.Scores[i], slices.Max(want.Scores[i])) {
			best++
		}
	}
	t.Logf("%d words, cosine %.5f, best the same for %d", n, gw/math.Sqrt(gg*ww), best)
	if gw/math.Sqrt(gg*ww) < .995 || float64(best) < .9*float64(n) {
		t.Error("Go and Python differ")
	}
}

// contextScores scores every two words of a text.
func contextScores(ws *Workspace, h *Head, x *Matrix, text [][]string) int {
	var e Encoding
	var c Context
	ws.Encode(&e, text, Trunk)
	c.Reset()
	c.Add(&e)
	n := c.Words(0, len(text))
	all, places := make([]int, n), make([]int32, n)
	for i := range n {
		all[i], places[i] = i, int32(i)
	}
	ws.EncodeContext(&e, &c, 0, len(text), places)
	ws.RoleScores(x, h, &e, 0, n, all)
	return n
}

// contextFile is a file of the family Coref for a model of modelFile.
func contextFile(c config) []byte {
	w := &fileWriter{rand: rand.New(rand.NewPCG(3, 4))}
	w.h.Config = c
	w.f32("place", 0, 0.05, places, c.Hidden)
	for i := range c.Top {
		w.layer("coref."+strconv.Itoa(i), c)
	}
	w.head(head{"antecedent", "coref", "roles", labels(1), 1}, c.Hidden, 32, true)
	return w.file()
}

func TestContextPathsAgree(t *testing.T) {
	text := append(sentences(19, 9, 5), nil)
	var want []float32
	for _, p := range available() {
		m := openTest(t, modelFile(small), p)
		if err := m.OpenContext(contextFile(small)); err != nil {
			t.Fatal(err)
		}
		var x Matrix
		ws := m.NewWorkspace()
		n := contextScores(ws, m.Head("antecedent"), &x, text)
		contextScores(ws, m.Head("antecedent"), &x, text) // the past leaves no trace
		var got []float32
		for i := range n * n {
			got = append(got, x.Row(i)...)
		}
		if p == Generic {
			want = got
		}
		equal(t, fmt.Sprint(p), map[string][]float32{"antecedent": got}, map[string][]float32{"antecedent": want})
	}
}

// A word's vector does not depend on which others are wanted.
func TestContextWanted(t *testing.T) {
	m := openTest(t, modelFile(small), bestPath())
	if err := m.OpenContext(contextFile(small)); err != nil {
		t.Fatal(err)
	}
	ws := m.NewWorkspace()
	var e, all, some Encoding
	var c Context
	text := sentences(12, 12, 8)
	c.Reset()
	for _, s := range text { // sentence by sentence as at once
		ws.Encode(&e, [][]string{s}, Trunk)
		c.Add(&e)
	}
	var every []int32
	for i := range c.Words(3, 9) {
		every = append(every, int32(i))
	}
	ws.EncodeContext(&all, &c, 3, 9, every)
	ws.EncodeContext(&some, &c, 3, 9, []int32{2, 5})
	v, w, h := all.families[corefAt], some.families[corefAt], small.Hidden
	for _, i := range []int{2, 5} {
		if v.s[i] == 0 || v.s[i] != w.s[i] || !slices.Equal(v.u[i*h:(i+1)*h], w.u[i*h:(i+1)*h]) {
			t.Errorf("word %d differs", i)
		}
	}
	if w.s[3] != 0 {
		t.Error("a word that nobody wanted has a vector")
	}
}

func TestOpenContextErrors(t *testing.T) {
	m := openTest(t, modelFile(small), bestPath())
	if err := m.OpenContext(nil); err != nil || m.Families()&Coref != 0 {
		t.Error("no file:", err)
	}
	if err := m.OpenContext(contextFile(full)); err == nil {
		t.Error("a file for another model was taken")
	}
	if err := m.OpenContext(contextFile(small)[:4000]); err == nil {
		t.Error("half a file was taken")
	}
}
