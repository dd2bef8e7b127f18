package eval

import (
	"fmt"
	"path/filepath"

	"parallax"
	"parallax/syntax"
)

// counts are the sums behind an F1.
type counts struct{ gold, system, right int }

func (c counts) f1() float64 {
	if c.gold+c.system == 0 {
		return 100
	}
	return 200 * float64(c.right) / float64(c.gold+c.system)
}

// syntaxCounts are those of the CoNLL 2018 shared task (Zeman et al. 2018).
type syntaxCounts struct {
	words, sentences, upos, xpos, feats, lemma, uas, las counts
}

// countSyntax compares the reader's analysis d of t's text with gold. Words are
// the same when their spans are; a dependency is right when word and governor
// are both matched and the relation's main type agrees.
func countSyntax(c *syntaxCounts, t *Treebank, d *parallax.Document) {
	type place struct{ sent, word int }
	gold := map[parallax.Span]place{}
	for i, s := range t.Sentences {
		for j, w := range s.Words {
			gold[w.Span] = place{i, j}
		}
		c.words.gold += len(s.Words)
	}
	ends := map[parallax.Span]bool{}
	for _, s := range t.Sentences {
		ends[s.Span] = true
	}
	c.sentences.gold += len(t.Sentences)
	for _, s := range d.Sentences {
		c.sentences.system++
		if ends[s.Span] {
			c.sentences.right++
		}
	}
	c.words.system += len(d.Tokens)
	for i := range d.Tokens {
		tok := &d.Tokens[i]
		p, ok := gold[tok.Span]
		if !ok {
			continue
		}
		c.words.right++
		g := &t.Sentences[p.sent].Words[p.word]
		c.upos.right += one(tok.UPOS == g.UPOS)
		c.xpos.right += one(tok.XPOS == g.XPOS)
		c.feats.right += one(tok.Feats == g.Feats)
		c.lemma.right += one(tok.Lemma == g.Lemma || g.Lemma == "_")
		if tok.Deprel == "" {
			continue
		}
		same := tok.Head == 0 && g.Head == 0
		if tok.Head > 0 && g.Head > 0 {
			same = d.Tokens[tok.Head-1].Span == t.Sentences[p.sent].Words[g.Head-1].Span
		}
		if same {
			c.uas.right++
			c.las.right += one(mainType(tok.Deprel) == mainType(g.Deprel))
		}
	}
	for _, x := range []*counts{&c.upos, &c.xpos, &c.feats, &c.lemma, &c.uas, &c.las} {
		x.gold, x.system = c.words.gold, c.words.system
	}
}

func mainType(rel string) string {
	for i := range len(rel) {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Segmentation scores words and sentences from raw text on the development
// files under bench/syntax.
func Segmentation(bench string) ([]Row, error) {
	return overTreebanks(bench, func(d *parallax.Document) error { syntax.Segment(d); return nil }, false)
}

// treebanks are the development files of bench/syntax.
var treebanks = []struct{ name, path string }{
	{"EWT dev", "syntax/ewt/en_ewt-ud-dev.conllu"},
	{"GUM dev", "syntax/gum/en_gum-ud-dev.conllu"},
}

func overTreebanks(bench string, read func(*parallax.Document) error, full bool) ([]Row, error) {
	var rows []Row
	for _, f := range treebanks {
		r, err := scoreTreebank(filepath.Join(bench, f.path), f.name, read, full)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r...)
	}
	return rows, nil
}

// scoreTreebank reads the raw text of a CoNLL-U file and scores the result.
func scoreTreebank(path, name string, read func(*parallax.Document) error, full bool) ([]Row, error) {
	docs, err := ReadTreebank(path)
	if err != nil {
		return nil, err
	}
	var c syntaxCounts
	for i := range docs {
		d := &parallax.Document{Text: docs[i].Text, Reports: []parallax.Report{{Span: parallax.Span{End: len(docs[i].Text)}}}}
		if err := read(d); err != nil {
			return nil, fmt.Errorf("%s, document %d: %w", name, i+1, err)
		}
		countSyntax(&c, &docs[i], d)
	}
	return c.rows(name, full), nil
}

func (c *syntaxCounts) rows(data string, full bool) []Row {
	row := func(metric string, x counts) Row {
		return Row{Layer: "syntax", Data: data, Metric: metric, Value: x.f1(), N: x.gold}
	}
	rows := []Row{row("words F1", c.words), row("sentences F1", c.sentences)}
	if full {
		rows = append(rows, row("UPOS F1", c.upos), row("XPOS F1", c.xpos), row("features F1", c.feats),
			row("lemma F1", c.lemma), row("UAS F1", c.uas), row("LAS F1", c.las))
	}
	return rows
}

// Syntax scores the reader from raw text on the development files under
// bench/syntax.
func Syntax(bench string, pass parallax.Pass) ([]Row, error) {
	return overTreebanks(bench, pass.Run, true)
}
