package check

import (
	"strings"
	"testing"

	"parallax"
)

// parsed makes a one-sentence document from "word/lemma/UPOS/head/deprel" tokens.
func parsed(id int, tokens string) *parallax.Document {
	d := &parallax.Document{ID: id}
	for f := range strings.FieldsSeq(tokens) {
		p := strings.Split(f, "/")
		if d.Text != "" {
			d.Text += " "
		}
		s := parallax.Span{Start: len(d.Text), End: len(d.Text) + len(p[0])}
		d.Text += p[0]
		d.Tokens = append(d.Tokens, parallax.Token{Span: s, Lemma: p[1], UPOS: p[2], Head: int(p[3][0] - '0'), Deprel: p[4], Sent: 1})
	}
	whole := parallax.Span{Start: 0, End: len(d.Text)}
	d.Reports = []parallax.Report{{Span: whole}}
	d.Sentences = []parallax.Sentence{{Span: whole, First: 1, Last: len(d.Tokens), Report: 1}}
	return d
}

func TestSentence(t *testing.T) {
	archive := func(tokens ...string) *parallax.Archive {
		a := &parallax.Archive{}
		for i, s := range tokens {
			a.Docs = append(a.Docs, parsed(i+1, s))
		}
		return a
	}
	filler := "Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root"
	for _, c := range []struct{ account, question, want string }{
		{"Rebels/rebel/NOUN/2/nsubj seized/seize/VERB/0/root the/the/DET/4/det harbour/harbour/NOUN/2/obj", "Rebels/rebel/NOUN/2/nsubj captured/capture/VERB/0/root the/the/DET/4/det harbour/harbour/NOUN/2/obj", Said},
		{"Rebels/rebel/NOUN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod seize/seize/VERB/0/root the/the/DET/6/det harbour/harbour/NOUN/4/obj", "Rebels/rebel/NOUN/2/nsubj seized/seize/VERB/0/root the/the/DET/4/det harbour/harbour/NOUN/2/obj", Denied},
		{"Rebels/rebel/NOUN/2/nsubj seized/seize/VERB/0/root the/the/DET/4/det harbour/harbour/NOUN/2/obj", "Bankers/banker/NOUN/2/nsubj painted/paint/VERB/0/root the/the/DET/4/det opera/opera/NOUN/2/obj", Nobody},
	} {
		if got := Sentence(archive(c.account, filler), parsed(1, c.question), nil, nil); got.Verdict != c.want {
			t.Errorf("%s against %s: %s, want %s", parsed(1, c.question).Text, parsed(1, c.account).Text, got.Verdict, c.want)
		}
	}
}

func TestFigures(t *testing.T) {
	v := func(x float64) *float64 { return &x }
	if !agree(parallax.Figure{Value: v(3)}, parallax.Figure{Low: v(2)}) || agree(parallax.Figure{Value: v(3)}, parallax.Figure{Value: v(4)}) {
		t.Error("agree")
	}
}
