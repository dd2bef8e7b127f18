package syntax

import (
	"strings"

	"parallax"
)

// Segment fills the sentences and words of d from its reports and furniture,
// without tags, trees or names. The training scripts and the scorer use it where
// the encoder is not wanted.
func Segment(d *parallax.Document) {
	d.Sentences, d.Tokens = nil, nil
	var words []word
	for _, b := range layout(d) {
		words = words[:0]
		for _, part := range without(b.Span, b.holes) {
			words = splitWords(words, d.Text, part.Start, part.End)
		}
		if len(words) == 0 {
			continue
		}
		cut, ends := sentences(d.Text, words)
		from := 0
		for _, end := range ends {
			addSentence(d, b, cut[from:end])
			from = end
		}
	}
}

func addSentence(d *parallax.Document, b block, words []word) {
	s := parallax.Sentence{
		Span:  parallax.Span{Start: words[0].Start, End: words[len(words)-1].End},
		First: len(d.Tokens) + 1, Last: len(d.Tokens) + len(words),
		Report: b.report, Paragraph: b.paragraph, Title: b.title,
	}
	d.Sentences = append(d.Sentences, s)
	for _, w := range words {
		d.Tokens = append(d.Tokens, parallax.Token{Span: w.Span, Sent: len(d.Sentences), Glued: w.glued})
	}
}

// surface is the word as the lexicons know it: soft hyphens and joiners left
// out, typewriter apostrophes and hyphens.
func surface(w string) string {
	if isASCII(w) {
		return w
	}
	return plain.Replace(w)
}

// Words are the words of a sentence as the encoder reads them.
func Words(d *parallax.Document, sentence int) []string {
	s := d.Sentences[sentence]
	out := make([]string, 0, s.Last-s.First+1)
	for k := s.First; k <= s.Last; k++ {
		out = append(out, surface(d.Tokens[k-1].In(d.Text)))
	}
	return out
}

var plain = strings.NewReplacer("\u00AD", "", "\u200C", "", "\u200D", "", "\u200B", "", "’", "'", "ʼ", "'", "‘", "'", "\u2010", "-", "\u2011", "-")

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
