package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// passedOn finds who passes on the words of a claim within its own sentence:
// "the agency quoted the army as saying", "Ruiz was quoted by the paper", "the
// station, citing officials, reported".
func (f *finder) passedOn(x *found) {
	if x.cue == 0 || x.outer > 0 {
		return
	}
	t := f.tok(x.cue)
	if strings.EqualFold(t.Lemma, "hear") {
		x.outer, x.outerAt, x.source, x.sourceAt = x.source, x.sourceAt, 0, parallax.Span{}
		return // who hears it passes it on, from whom is not told
	}
	q := 0 // the verb of quoting
	if quoting(t.Lemma) {
		q = x.cue
	} else if h := t.Head; h > 0 && t.XPOS == "VBG" {
		if quoting(f.tok(h).Lemma) {
			q = h
		} else if v := f.tok(h).Head; v > 0 && f.tok(h).Deprel == "obj" && quoting(f.tok(v).Lemma) {
			q = v // "quoted survivors saying"
		} else if x.cue > f.from && f.word(x.cue-1) == "as" {
			for id := x.cue - 2; id > max(f.from, x.cue-12) && q == 0; id-- {
				if f.tok(id).UPOS == "VERB" && quoting(f.tok(id).Lemma) && f.tok(id).Sent == t.Sent {
					q = id // "Tass citing the spokesman as saying"
				}
			}
		}
	}
	if q > 0 && f.tok(q).UPOS == "VERB" {
		said := f.child(q, "obj", "iobj")
		if f.passive(q) {
			said = f.child(q, "nsubj:pass")
			if said == 0 && f.tok(q).Deprel == "acl" {
				said = f.tok(q).Head
			}
		}
		if said == 0 || !f.speaker(said) || covers(x.content, f.tok(said).Span) {
			return
		}
		who, at := 0, parallax.Span{}
		if f.passive(q) {
			for id := q + 1; id <= min(q+8, f.d.Sentences[t.Sent-1].Last) && who == 0; id++ {
				if f.hasCase(id, "by") && f.speaker(id) && !covers(x.content, f.tok(id).Span) {
					who, at = id, f.nounPhrase(id)
				}
			}
		} else if k := f.child(q, "nsubj"); k > 0 {
			who, at = f.resolveRelative(q, k)
		} else if k := f.with(q); k > 0 {
			who, at = k, f.nounPhrase(k)
		} else if v := f.tok(q).Head; v > 0 && f.tok(q).Deprel != "acl" {
			who, at = f.subject(v)
		} else if v > 0 && f.speaker(v) {
			who, at = v, f.nounPhrase(v)
		}
		x.source, x.sourceAt = f.withName(said, f.nounPhrase(said))
		f.onlyQuotes(q, x)
		if who != said {
			x.outer, x.outerAt = f.withName(who, at)
		}
		if quoting(x.act) {
			x.act = "say"
		}
		return
	}
	// "Reuters, citing officials, reported", whatever the tree makes of it.
	for id := x.source + 1; x.source > 0 && x.source < x.cue && id < x.cue; id++ {
		if f.tok(id).XPOS != "VBG" || !quoting(f.tok(id).Lemma) || !f.canSpeak(x.source) {
			continue
		}
		for _, m := range f.d.Mentions {
			if m.Report == f.report && m.Start == f.tok(id+1).Start && m.Head < x.cue && f.speaker(m.Head) {
				x.outer, x.outerAt = x.source, x.sourceAt
				x.source, x.sourceAt = f.withName(m.Head, m.Span)
				f.onlyQuotes(id, x)
				return
			}
		}
	}
	// "The chief, quoted by the paper, said".
	for _, k := range f.kids[max(x.source, 0)] {
		if c := f.tok(k); x.source > 0 && c.Deprel == "acl" && c.XPOS == "VBN" && quoting(c.Lemma) {
			for _, a := range f.kids[k] {
				if f.hasCase(a, "by", "in") && f.speaker(a) {
					x.outer, x.outerAt = f.withName(a, f.nounPhrase(a))
					f.onlyQuotes(k, x)
					return
				}
			}
		}
	}
	// "…, citing officials, reported": what the outlet cites is who says it.
	for _, k := range f.kids[x.cue] {
		if f.tok(k).Deprel == "obl" && f.hasCase(k, "cite", "citing", "quote", "quoting") && f.speaker(k) && !covers(x.content, f.tok(k).Span) {
			if who, at := f.subject(x.cue); who > 0 && who != k && (f.canSpeak(who) || f.isMedium(who)) {
				x.outer, x.outerAt = f.withName(who, at)
				x.source, x.sourceAt = f.withName(k, f.nounPhrase(k))
				return
			}
		}
	}
	if x.source == 0 || x.source == x.outer {
		return
	}
	if !f.isMedium(x.source) {
		// "In a report by the agency, the mayor said".
		for _, k := range f.kids[x.cue] {
			if k < x.cue && f.tok(k).Deprel == "obl" && f.hasCase(k, "in") && issued[strings.ToLower(f.tok(k).Lemma)] && f.speaker(x.source) && !f.isPaper(x.source) {
				for _, m := range f.kids[k] {
					if f.tok(m).Deprel == "nmod" && f.hasCase(m, "by", "in") && f.isMedium(m) {
						x.outer, x.outerAt = f.withName(m, f.nounPhrase(m))
					}
				}
			}
		}
		return
	}
	for _, from := range []int{x.source, x.cue} {
		for _, k := range f.kids[from] {
			if c := f.tok(k); c.XPOS == "VBG" && quoting(c.Lemma) && !covers(x.content, c.Span) {
				if o := f.child(k, "obj", "obl"); o > k && f.child(o, "case") == 0 && f.speaker(o) {
					x.outer, x.outerAt = x.source, x.sourceAt
					x.source, x.sourceAt = f.withName(o, f.nounPhrase(o))
					f.onlyQuotes(k, x)
					return
				}
			}
		}
	}
}

// onlyQuotes drops what is found at the verb of quoting that passes on the words of
// x: "quoted her as saying", "citing officials, reported" are one claim.
func (f *finder) onlyQuotes(verb int, x *found) {
	for i := range f.c {
		if y := &f.c[i]; y.cue == verb && y != x {
			y.dropped = true
		}
	}
}

// with is whose deed the participle id tells: "with the agency citing officials";
// 0 for none.
func (f *finder) with(id int) int {
	for k := id - 1; k > id-8 && k >= f.from && f.tok(id).XPOS == "VBG"; k-- {
		if f.hasCase(k, "with") && f.speaker(k) {
			return k
		}
	}
	return 0
}

func quoting(lemma string) bool { return lemma == "quote" || lemma == "cite" }

// speaker reports whether the head of a phrase is somebody: a name, a pronoun,
// or one of the nouns for people who speak to reporters.
func (f *finder) speaker(id int) bool {
	return f.canSpeak(id) || strings.EqualFold(f.word(id), "him") || strings.EqualFold(f.word(id), "her") || strings.EqualFold(f.word(id), "them") || sayers[strings.ToLower(f.tok(id).Lemma)] || f.isMedium(id)
}

// sayers are nouns for those who speak to reporters.
var sayers = wordSet(`official source spokesman spokeswoman spokesperson minister president officer witness resident expert analyst diplomat lawmaker lawyer attorney aide adviser advisor
	leader commander doctor medic police authority agency ministry government army military people person man woman relative activist prosecutor investigator general colonel
	lawyer senator chief head director insider executive employee worker staff group`)

// cutCue takes a cue and its source out of the content they report, where the
// tree holds them within it: what is before them when they end the sentence,
// what is behind when they begin it.
func (f *finder) cutCue(x *found) {
	if x.cue == 0 || len(x.content) != 1 || !x.content[0].Covers(x.cueSpan) || f.tok(x.cue).UPOS == "ADV" && x.act != "accord" {
		return
	}
	c := x.content[0]
	at := x.cueSpan
	if c.Covers(x.sourceAt) && !x.sourceAt.Empty() {
		at = at.Union(x.sourceAt)
	}
	s := f.d.Sentences[f.tok(x.cue).Sent-1]
	first, last := f.tokenAt(at.Start, s), f.tokenAt(at.End-1, s)
	from, to := f.tokenAt(c.Start, s), f.tokenAt(c.End-1, s)
	switch {
	case first-from >= 3 && first-from > to-last:
		for first > from && f.tok(first).UPOS != "PUNCT" && f.tok(first-1).UPOS != "PUNCT" {
			first--
		}
		if first-from >= 3 {
			x.content = f.keep(f.trim(from, first-1), x.content)
		}
	case to-last >= 3:
		x.content = f.keep(f.trim(last+1, to), x.content)
	}
}

// goesOnThrough gives a participle that goes on with the words of somebody whom
// another quotes ("quoted him as saying …, adding …") the same other.
func (f *finder) goesOnThrough(x *found) {
	if x.cue == 0 || x.outer > 0 || x.source == 0 || f.tok(x.cue).XPOS != "VBG" || f.child(x.cue, "nsubj") > 0 {
		return
	}
	for _, y := range f.c {
		if y.outer > 0 && y.source == x.source && y.cue > 0 && y.cue < x.cue && f.tok(y.cue).Sent == f.tok(x.cue).Sent {
			x.outer, x.outerAt = y.outer, y.outerAt
		}
	}
}

// cutPassing takes out of a content the parts behind its first that only say who
// says it ("…, the paper reported"), and the agent that opens one ("by the paper
// to have met").
func (f *finder) cutPassing(x *found) {
	kept := x.content[:0]
	for i, c := range x.content {
		if i > 0 && slices.ContainsFunc(f.d.Times, func(t parallax.Timex) bool { return t.Covers(c) }) {
			continue // "closed the pool, in a statement on [Sunday]"
		}
		if i > 0 && slices.ContainsFunc(f.c, func(y found) bool {
			return y.cue > 0 && y.cue != x.cue && y.source > 0 && c.Covers(y.cueSpan) && c.Len() <= y.cueSpan.Union(y.sourceAt).Len()+2
		}) {
			continue
		}
		if rest := f.d.Text[c.Start:c.End]; x.source > 0 && c.Covers(x.sourceAt) && strings.HasPrefix(rest, "by ") && x.sourceAt.Start <= c.Start+3 {
			c.Start = min(c.End, x.sourceAt.End+1)
		}
		kept = append(kept, c)
	}
	x.content = kept
}

func (f *finder) keep(a, b []parallax.Span) []parallax.Span {
	if len(a) == 0 {
		return b
	}
	return a
}

// entangled reports whether claim j, whose content holds the cue of claim i, has
// its own cue within that of i at the end of the sentence, so that i is the
// outer one: "officials said …, the agency reported".
func (f *finder) entangled(i, j int) bool {
	x, y := f.c[i], f.c[j]
	return x.cue > 0 && y.cue > 0 && covers(y.content, x.cueSpan) && covers(x.content, y.cueSpan) && x.cue > y.cue
}

// blocks gives what stands in a paragraph of its own after a cue and a colon
// ("Reuters reports:") to that cue, quoted or not: claims made within it then
// come through its source.
func (f *finder) blocks() {
	for i, s := range f.d.Sentences {
		if s.Report != f.report || s.First == 0 || s.Title || i+1 == len(f.d.Sentences) || f.word(s.Last) != ":" {
			continue
		}
		last := i + 1
		next := f.d.Sentences[last]
		if next.Report != f.report || next.Paragraph == s.Paragraph || next.First == 0 {
			continue
		}
		for last+1 < len(f.d.Sentences) && f.d.Sentences[last+1].Paragraph == next.Paragraph {
			last++
		}
		to := f.d.Sentences[last].Last
		content := f.trim(next.First, to)
		if len(content) == 0 || !f.ends(to) {
			continue
		}
		x := f.blockCue(s)
		if x == nil {
			continue
		}
		// What closes its marks before the paragraph ends is quoted by rule already.
		if f.quoted(next.First+1) && len(x.content) > 0 && x.content[0].Start >= next.Start && !f.quoted(to-1) {
			continue
		}
		x.content = content
		if x.id == 0 {
			x.id = len(f.c) + 1
			f.c = append(f.c, *x)
		}
	}
}

// ends reports whether a sentence ends at token id, perhaps in marks.
func (f *finder) ends(id int) bool {
	return strings.ContainsAny(f.word(id), ".!?\"”’…") && f.tok(id).UPOS == "PUNCT"
}

// blockCue is the claim whose cue leads up to the colon that ends s, or a new one
// of an outlet or reporter: "As the paper reports:".
func (f *finder) blockCue(s parallax.Sentence) *found {
	for i := len(f.c) - 1; i >= 0; i-- {
		x := &f.c[i]
		if x.cue >= s.First && x.cue <= s.Last && !covers(x.content, f.tok(x.cue).Span) {
			if x.source > 0 && (x.content[0].Start >= s.End || f.isMedium(x.source) && x.content[0].Start > x.cueSpan.Start) && verbs[x.act].clause {
				return x
			}
			return nil
		}
	}
	for id := s.Last; id >= s.First; id-- {
		t := f.tok(id)
		if l := strings.ToLower(t.Lemma); t.UPOS == "VERB" && verbs[l].clause && !opinion[l] && !f.unreal(id) {
			src, at := f.subject(id)
			if src, at = f.withName(src, at); src == 0 || !f.canSpeak(src) && !f.isMedium(src) && !f.isPaper(src) || f.quoted(id) {
				return nil
			}
			return &found{cue: id, cueSpan: f.cueSpan(id), act: l, stance: verbs[l].stance, source: src, sourceAt: at, score: 0.7}
		}
	}
	if src, at := f.led(s.End, s); src > 0 {
		return &found{act: "say", stance: parallax.Asserts, source: src, sourceAt: at, free: true, score: 0.6}
	}
	return nil
}

// led is the source named last before a colon that leads up to position at: "in a
// report by the agency: …".
func (f *finder) led(at int, s parallax.Sentence) (int, parallax.Span) {
	id := s.Last
	for id > s.First && (f.tok(id).Start >= at || f.tok(id).UPOS == "PUNCT" && f.word(id) != ":") {
		id--
	}
	if f.word(id) != ":" || id == s.First {
		return 0, parallax.Span{}
	}
	for k := id - 1; k >= max(s.First, id-8); k-- {
		if m := f.byHead[k]; m > 0 && f.d.Mentions[m-1].End == f.tok(id-1).End && f.isName(k) && (f.canSpeak(k) || f.isMedium(k)) && !f.quoted(k) {
			return k, f.d.Mentions[m-1].Span
		}
	}
	if f.isPaper(id-1) && f.tok(id-1).UPOS == "NOUN" {
		return id - 1, f.nounPhrase(id - 1)
	}
	return 0, parallax.Span{}
}
