package attribution

import (
	"strings"

	"parallax"
)

// colon makes a claim of what stands behind a speaker and a colon, in a
// headline ("Ruiz: dam is safe"), a transcript or before a quotation, and of a
// headline with its source behind the colon ("Dam is safe: officials").
func (f *finder) colon(s parallax.Sentence) {
	at := 0
	for id := s.First; id <= s.Last && at == 0; id++ {
		if f.word(id) == ":" {
			at = id
		}
	}
	if at == 0 {
		return
	}
	if at-s.First <= 12 && s.Last-at >= 2 {
		if src := f.labelled(s.First, at-1); src > 0 && (f.quoted(at+2) || f.alone(s)) {
			x := found{cue: at, act: "say", stance: parallax.Asserts, cueSpan: f.tok(at).Span, score: 0.6}
			x.source, x.sourceAt, x.content = src, f.mentionSpan(src), f.trim(at+1, s.Last)
			f.addColon(x)
			return
		}
	}
	if s.Last-at <= 4 && at-s.First >= 3 && f.alone(s) && f.word(s.Last) != "." {
		if src := f.labelled(at+1, s.Last); src > 0 || s.Last-at <= 2 && f.isPaper(s.Last) {
			if src == 0 {
				src = s.Last
			}
			x := found{cue: at, act: "say", stance: parallax.Asserts, cueSpan: f.tok(at).Span, score: 0.6}
			x.source, x.sourceAt, x.content = src, f.mentionSpan(src), f.trim(s.First, at-1)
			f.addColon(x)
		}
	}
}

func (f *finder) addColon(x found) {
	if len(x.content) > 0 {
		f.c = append(f.c, x)
	}
}

// labelled is the speaker that tokens from first to last name: a phrase without
// a verb that ends in a person, a body or a paper.
func (f *finder) labelled(first, last int) int {
	src := 0
	for id := first; id <= last; id++ {
		switch f.tok(id).UPOS {
		case "VERB", "AUX", "SCONJ", "ADV", "INTJ", "X", "SYM":
			return 0
		}
		if m := f.byHead[id]; m > 0 && f.d.Mentions[m-1].Kind != parallax.KindPronoun && f.canSpeak(id) || f.isPaper(id) {
			src = id
		}
	}
	if src == 0 || f.mentionSpan(src).End < f.tok(last).Start {
		return 0
	}
	return src
}

func (f *finder) mentionSpan(id int) parallax.Span {
	if m := f.byHead[id]; m > 0 {
		return f.d.Mentions[m-1].Span
	}
	return f.tok(id).Span
}

// alone reports whether s is all of its paragraph.
func (f *finder) alone(s parallax.Sentence) bool {
	i := f.tok(s.First).Sent - 1
	return (i == 0 || f.d.Sentences[i-1].Paragraph != s.Paragraph) && (i+1 == len(f.d.Sentences) || f.d.Sentences[i+1].Paragraph != s.Paragraph) &&
		!strings.Contains(s.In(f.d.Text), "\n")
}
