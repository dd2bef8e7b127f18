package format

import (
	"strings"
	"testing"

	"parallax"
)

func TestCoNLLU(t *testing.T) {
	text := "Iraq's army didn't\tmove."
	d := &parallax.Document{ID: 1, Text: text}
	for _, w := range []struct {
		form, upos, rel string
		head            int
		glued           bool
	}{{"Iraq", "PROPN", "nmod:poss", 3, false}, {"'s", "PART", "case", 1, true}, {"army", "NOUN", "nsubj", 6, false}, {"did", "AUX", "aux", 6, false},
		{"n't", "PART", "advmod", 6, true}, {"move", "VERB", "root", 0, false}, {".", "PUNCT", "punct", 6, true}} {
		from := 0
		if n := len(d.Tokens); n > 0 {
			from = d.Tokens[n-1].End
		}
		at := from + strings.Index(text[from:], w.form)
		d.Tokens = append(d.Tokens, parallax.Token{Span: parallax.Span{Start: at, End: at + len(w.form)}, UPOS: w.upos, Deprel: w.rel, Head: w.head, Glued: w.glued, Sent: 1})
	}
	d.Sentences = []parallax.Sentence{{Span: parallax.Span{End: len(text)}, First: 1, Last: 7, Report: 1, Paragraph: 1}}
	var b strings.Builder
	if err := WriteCoNLLU(&b, d); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# text = Iraq's army didn't move.\n", "\n1-2\tIraq's\t_", "\n4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\tstart=12|end=18\n", "\n6\tmove\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No|start=19|end=23\n", "\n5\tn't\t_\tPART\t_\t_\t6\tadvmod\t_\tstart=15|end=18\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	got, err := ReadCoNLLU(strings.NewReader(b.String()))
	if err != nil || len(got) != 1 || len(got[0].Words) != 7 {
		t.Fatal(err, got)
	}
	for i, w := range got[0].Words {
		if x := d.Tokens[i]; w.Form != x.In(text) || w.Head != x.Head || w.Deprel != x.Deprel || w.Glued != x.Glued {
			t.Errorf("word %d came back as %+v", i+1, w)
		}
	}
	if _, err := ReadCoNLLU(strings.NewReader("1\ta\n")); err == nil {
		t.Error("a line of two fields was read")
	}
}
