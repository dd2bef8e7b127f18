package syntax

import (
	"slices"
	"strings"
	"testing"

	"parallax"
	"parallax/internal/nn"
)

// Votes go to every person's pronoun, wherever a window is cut, in order, on words
// of the same report only.
func TestAntecedents(t *testing.T) {
	m, err := nn.Load()
	if err != nil || m.Head("antecedent") == nil {
		t.Skip("no weights")
	}
	part := strings.Repeat("Ana Ruiz told the committee that the bridge was closed. She said her brother knew it. It rained. ", 40)
	d := &parallax.Document{Text: part + "\n\n" + part}
	d.Reports = []parallax.Report{{Span: parallax.Span{End: len(part)}}, {Span: parallax.Span{Start: len(part) + 2, End: len(d.Text)}}}
	p := New(m)
	if err := p.Run(d); err != nil {
		t.Fatal(err)
	}
	votes := d.Signals.Antecedents
	if !slices.IsSortedFunc(votes, func(a, b parallax.AntecedentVote) int {
		if a.Pronoun != b.Pronoun {
			return a.Pronoun - b.Pronoun
		}
		return a.Word - b.Word
	}) {
		t.Error("votes are not in order")
	}
	report := func(id int) int { return d.Sentences[d.Tokens[id-1].Sent-1].Report }
	best := map[int]parallax.AntecedentVote{}
	for _, v := range votes {
		if report(v.Pronoun) != report(v.Word) || v.Pronoun == v.Word {
			t.Fatalf("%d votes on %d", v.Pronoun, v.Word)
		}
		if b, ok := best[v.Pronoun]; !ok || v.Score > b.Score {
			best[v.Pronoun] = v
		}
	}
	n := 0
	for id := 1; id <= len(d.Tokens); id++ {
		w := d.Tokens[id-1].In(d.Text)
		if w == "She" || w == "her" {
			n++
			if b, ok := best[id]; !ok {
				t.Errorf("no votes on token %d", id)
			} else if x := d.Tokens[b.Word-1].In(d.Text); x != "Ruiz" && x != "Ana" && x != "She" && x != "her" {
				t.Errorf("token %d, %s, points to %s", id, w, x)
			}
		} else if _, ok := best[id]; ok {
			t.Errorf("votes on %s", w)
		}
	}
	if n != 160 {
		t.Errorf("%d pronouns", n)
	}
}
