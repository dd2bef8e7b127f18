package eval

import (
	"fmt"
	"os"
	"strings"

	"parallax"
	"parallax/format"
)

// Treebank is one document of a treebank as raw text with its gold sentences.
type Treebank struct {
	Text      string
	Sentences []TreebankSentence
}

// TreebankSentence is a gold sentence; its words have spans in the raw text.
type TreebankSentence struct {
	parallax.Span
	Words []TreebankWord
}

// TreebankWord is a gold word.
type TreebankWord struct {
	parallax.Span
	format.CoNLLUWord
}

// ReadTreebank reads a CoNLL-U file and rebuilds the raw text of its documents:
// sentences of a paragraph follow each other after a space (or none where the
// file says so), paragraphs after a blank line.
func ReadTreebank(path string) ([]Treebank, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("treebank: %w", err)
	}
	defer f.Close()
	sents, err := format.ReadCoNLLU(f)
	if err != nil {
		return nil, fmt.Errorf("treebank %s: %w", path, err)
	}
	var out []Treebank
	var text strings.Builder
	for _, s := range sents {
		if s.NewDoc || len(out) == 0 {
			if len(out) > 0 {
				out[len(out)-1].Text = text.String()
			}
			out = append(out, Treebank{})
			text.Reset()
		}
		doc := &out[len(out)-1]
		switch {
		case text.Len() == 0:
		case s.NewPar:
			text.WriteString("\n\n")
		case !s.Words[0].Glued:
			text.WriteString(" ")
		}
		var ts TreebankSentence
		for i, w := range s.Words {
			if i > 0 && !w.Glued {
				text.WriteByte(' ')
			}
			start := text.Len()
			text.WriteString(w.Form)
			ts.Words = append(ts.Words, TreebankWord{Span: parallax.Span{Start: start, End: text.Len()}, CoNLLUWord: w})
		}
		ts.Span = parallax.Span{Start: ts.Words[0].Start, End: text.Len()}
		doc.Sentences = append(doc.Sentences, ts)
	}
	if len(out) > 0 {
		out[len(out)-1].Text = text.String()
	}
	return out, nil
}
