package nn

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"testing"
)

// TestAgree compares the embedded weights with the forward of train/, which
// wrote both the weights and testdata/agree.json.
func TestAgree(t *testing.T) {
	b, err := os.ReadFile("testdata/agree.json")
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("no fixture")
	}
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
		Words     [][]string
		Pieces    [][]int32
		Governors [][]int
		Heads     map[string]json.RawMessage
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	ws := m.NewWorkspace()
	var e Encoding
	ws.Encode(&e, want.Words, m.Families())
	for i, s := range want.Words {
		if ws.read(s); i < len(want.Pieces) && !slices.Equal(ws.ids, want.Pieces[i][1:len(want.Pieces[i])-1]) {
			t.Errorf("%q: pieces %d, want %d", s, ws.ids, want.Pieces[i])
		}
	}
	for _, h := range m.Heads() {
		if h.Family == Coref {
			continue // TestContextAgrees
		}
		if want.Heads[h.Name] == nil {
			t.Errorf("%s: not in the fixture", h.Name)
			continue
		}
		var rows [][]float32
		if h.Kind == Roles {
			var r [][][][]float32
			err = json.Unmarshal(want.Heads[h.Name], &r)
			for _, p := range slices.Concat(r...) {
				rows = append(rows, p...)
			}
		} else {
			var r [][][]float32
			err = json.Unmarshal(want.Heads[h.Name], &r)
			rows = slices.Concat(r...)
		}
		if err != nil {
			t.Fatal(h.Name, err)
		}
		var got [][]float32
		for i := range e.Sentences() {
			from, to := e.Sentence(i)
			var x Matrix
			switch h.Kind {
			case Arc:
				ws.ArcScores(&x, h, &e, from, to)
			case Label:
				ws.LabelScores(&x, h, &e, from, to, want.Governors[i])
			case Roles:
				all := make([]int, to-from)
				for k := range all {
					all[k] = k
				}
				ws.RoleScores(&x, h, &e, from, to, all)
			default:
				ws.Scores(&x, h, &e, from, to)
			}
			for k := range x.Rows {
				got = append(got, x.Row(k))
			}
		}
		agree(t, h, got, rows)
	}
}

// agree asks for a mean cosine of .99 and the same best label in 97 % of rows.
func agree(t *testing.T, h *Head, got, want [][]float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d rows, want %d", h.Name, len(got), len(want))
		return
	}
	var cosine float64
	best := 0
	for i, w := range want {
		g := got[i]
		if len(g) != len(w) {
			t.Errorf("%s: row %d has %d scores, want %d", h.Name, i, len(g), len(w))
			return
		}
		var gw, gg, ww float64
		for j := range w {
			gw += float64(g[j]) * float64(w[j])
			gg += float64(g[j]) * float64(g[j])
			ww += float64(w[j]) * float64(w[j])
		}
		cosine += gw / math.Sqrt(gg*ww)
		if slices.Index(g, slices.Max(g)) == slices.Index(w, slices.Max(w)) {
			best++
		}
	}
	n := float64(len(want))
	t.Logf("%s: %d rows, cosine %.5f, best label the same in %.2f %%", h.Name, len(want), cosine/n, 100*float64(best)/n)
	if h.Kind == Multi {
		best = len(want) // labels stand by themselves
	}
	if cosine/n < .99 || float64(best)/n < .97 {
		t.Errorf("%s: Go and Python differ", h.Name)
	}
}
