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
		src := f.labelled(s.First, at-1)
		if src == 0 && at == s.First+1 && f.surname(s.First) {
			src = s.First
		}
		if src == 0 {
			src = f.crowned(s, at)
		}
		if src > 0 && (f.quoted(at+2) || f.alone(s)) {
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

// turn is a paragraph of a transcript: its colon, the last token of the label
// before it, its own last token.
type turn struct{ colon, source, last int }

// transcript gives the paragraphs of an interview to their speakers, where two or
// more open with a person in capitals and a colon: "RUIZ: Well, …".
func (f *finder) transcript() {
	var turns []turn
	for i, s := range f.d.Sentences {
		if s.Report != f.report || s.First == 0 || s.Title || i > 0 && f.d.Sentences[i-1].Paragraph == s.Paragraph {
			continue
		}
		first := s.First
		for first < s.Last && f.tok(first).UPOS == "PUNCT" {
			first++
		}
		for at := first + 1; at <= min(first+3, s.Last-1); at++ {
			label := f.span(first, at-1).In(f.d.Text)
			if f.word(at) != ":" || strings.ToUpper(label) != label {
				continue
			}
			if f.person(label) {
				last := s.Last
				for k := i + 1; k < len(f.d.Sentences) && f.d.Sentences[k].Paragraph == s.Paragraph; k++ {
					last = f.d.Sentences[k].Last
				}
				turns = append(turns, turn{at, at - 1, last})
			}
		}
	}
	if len(turns) < 2 {
		return
	}
	f.turns = turns
	for _, t := range turns {
		x := found{id: len(f.c) + 1, cue: t.colon, cueSpan: f.tok(t.colon).Span, act: "say", stance: parallax.Asserts, source: t.source, sourceAt: f.mentionSpan(t.source), content: f.trim(t.colon+1, t.last), post: true, score: 0.8}
		if i := f.claimAt(x); i >= 0 {
			f.c[i].content, f.c[i].post = x.content, true
		} else {
			f.addColon(x)
		}
	}
}

// person reports whether a label in capitals ends a personal name of the report.
func (f *finder) person(label string) bool {
	for _, m := range f.d.Mentions {
		if m.Report == f.report && m.Kind == parallax.KindName && m.Type == parallax.Person && len(label) > 2 && strings.HasSuffix(strings.ToUpper(m.In(f.d.Text)), label) {
			return true
		}
	}
	return false
}

// surname reports whether token id is the last name of somebody whom the report names in full.
func (f *finder) surname(id int) bool {
	w := f.word(id)
	return w != strings.ToLower(w) && f.person(strings.ToUpper(w))
}

// crowned is the subject of a headline's verb before a colon, where a quotation
// follows it: "Ruiz hammers banks: ‘You failed’".
func (f *finder) crowned(s parallax.Sentence, at int) int {
	if !f.alone(s) || f.word(s.Last) == "." || at+1 > s.Last || !strings.ContainsAny(f.word(at+1), "‘'“\"") {
		return 0
	}
	for id := s.First; id < at; id++ {
		if f.tok(id).UPOS == "VERB" {
			if src, _ := f.subject(id); src > 0 && src < id && src >= s.First && f.isName(src) && f.canSpeak(src) {
				return src
			}
			return 0
		}
	}
	return 0
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
