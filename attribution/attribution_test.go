package attribution

import (
	"strings"
	"testing"

	"parallax"
)

func TestLexicon(t *testing.T) {
	for lemma, stance := range map[string]string{"say": parallax.Asserts, "deny": parallax.Denies, "urge": parallax.Asks, "vow": parallax.Promises,
		"threaten": parallax.Threatens, "condemn": parallax.Evaluates, "wonder": parallax.Doubts} {
		if got := verbs[lemma].stance; got != stance {
			t.Errorf("%s: %s, want %s", lemma, got, stance)
		}
	}
	for lemma := range opinion {
		if _, ok := verbs[lemma]; !ok {
			t.Errorf("opinion verb %s is no cue verb", lemma)
		}
	}
}

func TestEmpty(t *testing.T) {
	d := &parallax.Document{Reports: []parallax.Report{{}}}
	if err := Run(d); err != nil || d.Claims == nil || len(d.Claims) != 0 {
		t.Errorf("empty document: %v, %d claims", err, len(d.Claims))
	}
}

// TestTone reads stances off the content of a claim by the speaker of a country,
// in made-up sentences with their trees.
func TestTone(t *testing.T) {
	for _, c := range []struct {
		tree   string // word/lemma/UPOS/XPOS/head/relation
		quoted bool
		want   string
	}{
		{"Stop/stop/VERB/VB/0/root it/it/PRON/PRP/1/obj", true, parallax.Asks},
		{"Stop/stop/VERB/VB/0/root it/it/PRON/PRP/1/obj", false, parallax.Asserts},
		{"We/we/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux pay/pay/VERB/VB/0/root", true, parallax.Promises},
		{"We/we/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux tell/tell/VERB/VB/0/root", true, parallax.Asserts},
		{"We/we/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux retaliate/retaliate/VERB/VB/0/root", true, parallax.Threatens},
		{"They/they/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux pay/pay/VERB/VB/0/root", true, parallax.Asserts},
		{"They/they/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux suffer/suffer/VERB/VB/0/root consequences/consequence/NOUN/NNS/3/obj", false, parallax.Threatens},
		{"Ukraine/Ukraine/PROPN/NNP/3/nsubj will/will/AUX/MD/3/aux help/help/VERB/VB/0/root", false, parallax.Promises},
		{"It/it/PRON/PRP/3/nsubj was/be/AUX/VBD/3/cop ridiculous/ridiculous/ADJ/JJ/0/root", true, parallax.Evaluates},
		{"It/it/PRON/PRP/3/nsubj was/be/AUX/VBD/3/cop untrue/untrue/ADJ/JJ/0/root", true, parallax.Denies},
		{"They/they/PRON/PRP/3/nsubj should/should/AUX/MD/3/aux leave/leave/VERB/VB/0/root", false, parallax.Asks},
		{"They/they/PRON/PRP/4/nsubj should/should/AUX/MD/4/aux have/have/AUX/VB/4/aux left/leave/VERB/VBN/0/root", false, parallax.Asserts},
	} {
		d := &parallax.Document{Reports: []parallax.Report{{}}}
		add := func(word string, k parallax.Token) {
			k.Span = parallax.Span{Start: len(d.Text), End: len(d.Text) + len(word)}
			k.Sent = len(d.Sentences)
			d.Text += word + " "
			d.Tokens = append(d.Tokens, k)
		}
		d.Sentences = append(d.Sentences, parallax.Sentence{Report: 1, First: 1, Last: 2})
		add("Ukrainian", parallax.Token{Lemma: "Ukrainian", UPOS: "ADJ", Head: 2, Deprel: "amod"})
		add("ministry", parallax.Token{Lemma: "ministry", UPOS: "NOUN", Deprel: "root"})
		source := parallax.Span{End: len(d.Text) - 1}
		at := len(d.Text)
		d.Sentences = append(d.Sentences, parallax.Sentence{Report: 1, First: 3})
		for _, w := range strings.Fields(c.tree) {
			p := strings.Split(w, "/")
			head := int(p[4][0] - '0')
			if head > 0 {
				head += 2
			}
			add(p[0], parallax.Token{Lemma: p[1], UPOS: p[2], XPOS: p[3], Head: head, Deprel: p[5]})
		}
		s := &d.Sentences[1]
		s.Span, s.Last = parallax.Span{Start: at, End: len(d.Text) - 1}, len(d.Tokens)
		if c.quoted {
			s.Quote = []parallax.Span{s.Span}
		}
		f := newFinder(d, 1)
		x := found{act: "say", stance: parallax.Asserts, source: 2, sourceAt: source, content: []parallax.Span{s.Span}}
		if f.tone(&x); x.stance != c.want {
			t.Errorf("%q: %s, want %s", s.In(d.Text), x.stance, c.want)
		}
	}
}
