package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax"
)

// sharedRun is the fewest words in a row that count as one text's copy of
// another: eight, so that names and set phrases do not.
const sharedRun = 8

// shared gives the runs of words that a report has in common with others of its
// origin, longest first word to last, in its document's bytes.
func shared(p *place, others []*place) []parallax.Span {
	mine := wordsOf(p)
	if len(mine) < sharedRun {
		return nil
	}
	theirs := map[string]bool{}
	for _, o := range others {
		w := wordsOf(o)
		for i := 0; i+sharedRun <= len(w); i++ {
			theirs[run(o, w[i:i+sharedRun])] = true
		}
	}
	var out []parallax.Span
	for i := 0; i+sharedRun <= len(mine); i++ {
		if !theirs[run(p, mine[i:i+sharedRun])] {
			continue
		}
		s := parallax.Span{Start: mine[i].Start, End: mine[i+sharedRun-1].End}
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = s.End
		} else {
			out = append(out, s)
		}
	}
	return out
}

func run(p *place, words []parallax.Span) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ToLower(w.In(p.doc.Text)))
		b.WriteByte(' ')
	}
	return b.String()
}

// wordsOf are the spans of letters and digits of a report.
func wordsOf(p *place) []parallax.Span {
	var out []parallax.Span
	text, start := p.doc.Text, -1
	end := clamp(p.End, text)
	for i := clamp(p.Start, text); i < end; {
		c, n := utf8.DecodeRuneInString(text[i:])
		if in := unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c); in && start < 0 {
			start = i
		} else if !in && start >= 0 {
			out = append(out, parallax.Span{Start: start, End: i})
			start = -1
		}
		i += n
	}
	if start >= 0 {
		out = append(out, parallax.Span{Start: start, End: end})
	}
	return out
}
