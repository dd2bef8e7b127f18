package pipeline

import (
	"parallax"
	"parallax/check"
	"parallax/resolve"
)

// Check holds a sentence against an archive.
func (p *Pipeline) Check(a *parallax.Archive, sentence string) check.Answer {
	q := p.Sentence(sentence)
	return check.Sentence(a, q, resolve.Lookup(a, q), nil)
}

// Sentence reads a sentence as a report is read.
func (p *Pipeline) Sentence(sentence string) *parallax.Document {
	q := &parallax.Document{Text: sentence, Language: "en"}
	q.Reports = []parallax.Report{{Span: parallax.Span{Start: 0, End: len(sentence)}, Kind: "article"}}
	p.run(q)
	return q
}
