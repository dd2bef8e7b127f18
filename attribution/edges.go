package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// marked reports whether a clause opens with one of the words.
func (f *finder) marked(id int, words ...string) bool {
	m := f.child(id, "mark")
	return m > 0 && slices.Contains(words, strings.ToLower(f.word(m)))
}

func (f *finder) oblique(id int, preps ...string) int {
	for _, k := range f.kids[id] {
		if r := f.tok(k).Deprel; (r == "obl" || r == "advcl") && k > id && f.hasCase(k, preps...) {
			return k
		}
		if f.tok(k).Deprel == "advcl" && k > id {
			if m := f.child(k, "mark"); m > 0 && slices.Contains(preps, strings.ToLower(f.word(m))) {
				return k
			}
		}
	}
	return 0
}

// clauseEdges are the first and last token of the clause headed by id, without
// the subtree of but (the cue that reports it), a leading "that" and leading
// conjunctions.
func (f *finder) clauseEdges(id, but int) (first, last int) {
	first, last = f.edges(id, func(k int) bool {
		if k == but {
			return true
		}
		if f.tok(k).UPOS == "PUNCT" && k == f.d.Sentences[f.tok(k).Sent-1].Last {
			return true // the stop, which would bridge what is left out before it
		}
		// "amid reports …" and "according to …" are the reporter's own words.
		if r := f.tok(k).Deprel; (r == "obl" || r == "nmod") && k > id && f.hasCase(k, "amid", "according") {
			return true
		}
		if f.tok(k).Head != id {
			return false
		}
		switch f.tok(k).Deprel {
		case "mark":
			return k < id && strings.EqualFold(f.word(k), "that")
		case "cc":
			return k < id
		case "advcl":
			// "…, saying that …" goes on about the speaker.
			return k > id+1 && f.tok(k).XPOS == "VBG" && but > 0 && f.child(k, "nsubj") == 0 && f.isAside(k)
		}
		return false
	})
	// “to” before a quoted infinitive stays outside.
	if first+1 < last && strings.EqualFold(f.word(first), "to") && f.tok(first+1).UPOS == "PUNCT" {
		first++
	}
	return first, last
}

// cutTail takes from the end of a content that its cue stands before, outside quotation
// marks, what a comma parts from it and the reporter adds: when it was, in spite
// of what, to what effect, or what it was ("…, a claim that …").
func (f *finder) cutTail(x *found) {
	k := len(x.content) - 1
	c := x.content[k]
	if x.cue == 0 || c.Start < x.cueSpan.End || f.tok(x.cue).UPOS != "VERB" {
		return
	}
	s := f.d.Sentences[f.tok(x.cue).Sent-1]
	if !s.Covers(c) {
		return
	}
	first, last := f.tokenAt(c.Start, s), f.tokenAt(c.End-1, s)
	for id := first + 3; id < last-1; id++ {
		if f.word(id) == "," && f.adds(id+1) && !f.quoted(id) && !f.quoted(last) && f.whole(id+1, last) {
			x.content[k] = f.span(first, id-1)
			x.content[k].Start = c.Start
			return
		}
	}
}

// cutDay takes the time of saying from the start of a content: "said today they …".
func (f *finder) cutDay(x *found) {
	c := x.content[0]
	if x.cue == 0 || x.cue == f.to || c.Start != f.tok(x.cue+1).Start {
		return
	}
	id := x.cue + 1
	for id < f.to && f.tok(id).End <= c.End && f.inTime(id) {
		if h := f.tok(id).Head; h > id && !f.inTime(h) && !strings.HasPrefix(f.tok(id).Deprel, "obl") && f.tok(id).Deprel != "advmod" {
			return
		}
		id++
	}
	if u := f.tok(id).UPOS; id > x.cue+1 && f.tok(id).End < c.End && (u == "PRON" || u == "DET" || u == "NOUN" || u == "PROPN" || u == "ADJ" || u == "NUM") {
		x.content[0].Start = f.tok(id).Start
	}
}

// adds reports whether the words from token id on open an addition of the reporter's.
func (f *finder) adds(id int) bool {
	w := strings.ToLower(f.word(id))
	next := ""
	if id < f.to {
		next = strings.ToLower(f.word(id + 1))
	}
	switch {
	case w == "after", w == "following", w == "though", w == "although", w == "despite", w == "amid", w == "prompting":
		return true
	case w == "even", w == "just":
		return next == "as" || next == "after"
	case spans[strings.TrimSuffix(w, "s")], w == "shortly", w == "soon", w == "long":
		return next == "after"
	case w == "a", w == "an":
		return resumed[next]
	case id+2 <= f.to && (w == "not" || f.tok(id).UPOS == "NUM"):
		return f.adds(id + 1)
	}
	return false
}

// spans are units that "after" counts from.
var spans = wordSet(`minute hour day week month year decade`)

// resumed are nouns that take up a clause told before, as something said or done.
var resumed = wordSet(`accusation allegation assertion charge claim comment contention decision departure figure move policy position practice proposal reference remark reversal
	shift stance statement step suggestion warning`)

// whole reports whether tokens a to b hang together: one of them alone hangs on
// what is outside.
func (f *finder) whole(a, b int) bool {
	n := 0
	for id := a; id <= b; id++ {
		if h := f.tok(id).Head; f.tok(id).UPOS != "PUNCT" && (h < a || h > b) {
			n++
		}
	}
	return n == 1
}

// isAside reports whether the participle k is a cue that a comma parts from what
// stands before.
func (f *finder) isAside(k int) bool {
	if _, ok := verbs[strings.ToLower(f.tok(k).Lemma)]; !ok {
		return false
	}
	first, _ := f.edges(k, nil)
	return f.word(first) == "," || first > 1 && f.word(first-1) == ","
}

// around cuts an aside out of the clause it interrupts: the parts before and
// after the subtree of the cue.
func (f *finder) around(first, last, cue int) []parallax.Span {
	a, b := f.edges(cue, nil)
	if b < first || a > last {
		return f.trim(first, last)
	}
	var out []parallax.Span
	if first < a {
		out = append(out, f.trim(first, a-1)...)
	}
	if b < last {
		rest := b + 1
		for rest < last && f.edgeMark(rest) && !f.quoted(rest+1) {
			rest++
		}
		// "…, he said, and the company …" goes on without him.
		if f.tok(rest).Deprel != "cc" || f.quoted(rest) || len(out) == 0 {
			out = append(out, f.trim(b+1, last)...)
		}
	}
	return out
}

// trim drops punctuation and quotation marks at the edges of a content; the
// stop of a quotation stays inside it.
func (f *finder) trim(first, last int) []parallax.Span {
	for first <= last && f.edgeMark(first) {
		first++
	}
	for last >= first && f.edgeMark(last) {
		last--
	}
	if last < first {
		return nil
	}
	s := f.span(first, last)
	// A full stop, comma or other mark right before the closing quotation mark
	// belongs to the quotation.
	for _, q := range f.d.Sentences[f.tok(last).Sent-1].Quote {
		if q.Covers(f.tok(last).Span) && q.End > s.End && q.End-s.End <= 3 {
			s.End = q.End
		}
	}
	return []parallax.Span{s}
}

func (f *finder) edgeMark(id int) bool {
	if f.tok(id).UPOS != "PUNCT" {
		return false
	}
	switch f.word(id) {
	case "(", ")", "[", "]", "$", "%":
		return f.word(id) == "(" || f.word(id) == "["
	}
	return true
}

// quoted reports whether token id stands inside quotation marks.
func (f *finder) quoted(id int) bool {
	for _, q := range f.d.Sentences[f.tok(id).Sent-1].Quote {
		if q.Covers(f.tok(id).Span) {
			return true
		}
	}
	return false
}

func (f *finder) between(a, b int, mark string) bool {
	for i := a + 1; i < b; i++ {
		if f.word(i) == mark {
			return true
		}
	}
	return false
}
