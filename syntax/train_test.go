package syntax

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"parallax/format"
)

// rawText joins gold sentences to text by paragraph and reports where each ends.
func rawText(sents []format.CoNLLUSentence) (paragraphs []string, ends []map[int]bool) {
	var b strings.Builder
	var cur map[int]bool
	flush := func() {
		if b.Len() > 0 {
			paragraphs, ends = append(paragraphs, b.String()), append(ends, cur)
		}
		b.Reset()
		cur = map[int]bool{}
	}
	for _, s := range sents {
		if s.NewDoc || s.NewPar || cur == nil {
			flush()
		}
		for i, w := range s.Words {
			if b.Len() > 0 && (i == 0 || !w.Glued) && !(i == 0 && w.Glued) {
				b.WriteByte(' ')
			}
			b.WriteString(w.Form)
		}
		cur[b.Len()] = true
	}
	flush()
	return paragraphs, ends
}

type example struct {
	features []string
	end      bool
}

// TestTrainBoundary trains boundary.txt anew where PARALLAX_TRAIN names the
// folder of the labelled data: logistic regression by AdaGrad over the places
// where a sentence may end in the training parts of EWT and GUM.
func TestTrainBoundary(t *testing.T) {
	bench := os.Getenv("PARALLAX_TRAIN")
	if bench == "" {
		t.Skip("PARALLAX_TRAIN is not set")
	}
	var examples []example
	for _, file := range []string{"syntax/ewt/en_ewt-ud-train.conllu", "syntax/gum/en_gum-ud-train-nonNC.conllu"} {
		f, err := os.Open(filepath.Join(bench, file))
		if err != nil {
			t.Fatal(err)
		}
		sents, err := format.ReadCoNLLU(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		paragraphs, ends := rawText(sents)
		for i, text := range paragraphs {
			words := splitWords(nil, text, 0, len(text))
			n := 0
			boundariesAt(text, words, func(k int, features []string) bool {
				end := ends[i][words[k].End]
				examples = append(examples, example{append([]string(nil), features...), end})
				n++
				return end
			})
		}
	}
	var marked, bare []example
	for _, e := range examples {
		if e.features[0] == unmarked {
			bare = append(bare, e)
		} else {
			marked = append(marked, e)
		}
	}
	lines := append(logistic(t, marked, 2, 0.08), logistic(t, bare, 5, 0.3)...)
	sort.Strings(lines)
	if err := os.WriteFile("boundary.txt", []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// logistic trains a model by AdaGrad and returns lines of a feature seen at
// least so often and its weight of at least so much.
func logistic(t *testing.T, examples []example, often int, least float64) (lines []string) {
	count := map[string]int{}
	for _, e := range examples {
		for _, f := range e.features {
			count[f]++
		}
	}
	w, g := map[string]float64{}, map[string]float64{}
	rng := rand.New(rand.NewPCG(1, 1))
	for epoch := range 12 {
		rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		wrong := 0
		for _, e := range examples {
			sum := 0.0
			for _, f := range e.features {
				sum += w[f]
			}
			y := 0.0
			if e.end {
				y = 1
			}
			d := 1/(1+math.Exp(-sum)) - y
			if (sum > 0) != e.end {
				wrong++
			}
			for _, f := range e.features {
				if count[f] < often {
					continue
				}
				grad := d + 2e-5*w[f]
				g[f] += grad * grad
				w[f] -= 0.1 * grad / math.Sqrt(g[f]+1e-6)
			}
		}
		t.Logf("pass %d: %d of %d places wrong", epoch+1, wrong, len(examples))
	}
	for f, v := range w {
		if math.Abs(v) >= least && !strings.ContainsAny(f, "\n\t") {
			lines = append(lines, fmt.Sprintf("%s\t%.2f\n", f, v))
		}
	}
	return lines
}
