package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// withName moves from a description to the name that follows it without a mark
// ("spokeswoman Ana Ruiz", which the tree may hold apart), and drops a time
// from the end of the phrase ("Washington on Friday").
func (f *finder) withName(source int, at parallax.Span) (int, parallax.Span) {
	if source == 0 || at.Empty() {
		return source, at
	}
	s := f.d.Sentences[f.tok(source).Sent-1]
	last := f.tokenAt(at.End-1, s)
	if m := f.byHead[source]; m > 0 && f.isName(source) && f.d.Mentions[m-1].Type == parallax.Org && last < s.Last {
		// "Foreign Ministry Ana Ruiz": the body stands for her office.
		if k := f.startsName(last + 1); k > 0 && f.d.Mentions[k-1].Type == parallax.Person {
			return f.d.Mentions[k-1].Head, at.Union(f.d.Mentions[k-1].Span)
		}
	}
	if !f.isName(source) {
		for id := max(source, s.First); id <= min(last+1, s.Last) && f.tok(id).UPOS != "PUNCT"; id++ {
			if m := f.startsName(id); m > 0 && id > source && f.tok(id).UPOS == "PROPN" && f.adjacent(source, id) {
				x := f.d.Mentions[m-1]
				return x.Head, at.Union(x.Span)
			}
		}
		// "the group's president, Ana Ruiz," whom the mentions take for one.
		if m := f.byHead[source]; m > 0 && last+2 <= s.Last && f.word(last+1) == "," {
			if k := f.startsName(last + 2); k > 0 && f.d.Mentions[k-1].Entity == f.d.Mentions[m-1].Entity {
				return f.d.Mentions[k-1].Head, at.Union(f.d.Mentions[k-1].Span)
			}
		}
	}
	for k := last; k > source; k-- {
		if p := f.tok(k - 1).UPOS; p == "ADP" && f.inTime(k) {
			return source, parallax.Span{Start: at.Start, End: f.tok(k - 2).End}
		}
	}
	return source, at
}

// adjacent reports whether only nouns and adjectives stand between a and b.
func (f *finder) adjacent(a, b int) bool {
	for i := a + 1; i < b; i++ {
		switch f.tok(i).UPOS {
		case "NOUN", "PROPN", "ADJ":
		default:
			return false
		}
	}
	return f.tok(a).UPOS == "NOUN" || f.tok(a).UPOS == "PROPN"
}

// startsName is the personal name or body's name that begins at token id.
func (f *finder) startsName(id int) int {
	if k, ok := f.byFirst[f.tok(id).Start]; ok {
		return k
	}
	return 0
}

func (f *finder) inTime(id int) bool {
	for _, t := range f.d.Times {
		if t.Sent == f.tok(id).Sent && t.Covers(f.tok(id).Span) {
			return true
		}
	}
	return false
}

// partners gives each further source that "and" joins by name a claim of its own.
func (f *finder) partners(x found) {
	if x.source == 0 || !f.isName(x.source) {
		return
	}
	for _, k := range f.kids[x.source] {
		if f.tok(k).Deprel != "conj" || !f.isName(k) {
			continue
		}
		y := x
		y.content = slices.Clone(x.content)
		y.source, y.sourceAt = k, f.nounPhrase(k)
		y.partner = true
		f.c = append(f.c, y)
	}
}

func (f *finder) isName(id int) bool {
	m := f.byHead[id]
	return m > 0 && f.d.Mentions[m-1].Kind == parallax.KindName
}

func (f *finder) isPaper(id int) bool {
	lemma := strings.ToLower(f.tok(id).Lemma)
	return papers[lemma] || benches[lemma]
}

// nobody are subjects that speak for no one.
var nobody = wordSet(`nobody none nothing neither this that which what whatever there`)

var firstPerson = wordSet(`i we you`)

// subject is the head and phrase of who speaks for the verb id: its subject, its
// agent, the noun it modifies, or the subject of the verb it is tied to.
func (f *finder) subject(id int) (int, parallax.Span) {
	for depth, v := 0, id; v > 0 && depth < 4; depth++ {
		if k := f.nearest(v, "nsubj"); k > 0 {
			return f.resolveRelative(v, k)
		}
		if k := f.sayer(v); v == id && k > 0 {
			return k, f.nounPhrase(k)
		}
		// "…, said Capt. Ana Ruiz" is at times read as its object.
		if k := f.child(v, "obj"); k > v && v == id && (f.tok(v).Lemma == "say" || f.tok(v).Lemma == "add") && f.canSpeak(k) && f.child(v, "ccomp") > 0 && f.child(v, "ccomp") < v {
			return k, f.nounPhrase(k)
		}
		// "Ruiz, who served twice, called the plan a gift" is at times read as two objects.
		if k := f.child(v, "obj"); k > 0 && k < v && v == id && !f.passive(v) && f.canSpeak(k) && f.isName(k) {
			return k, f.nounPhrase(k)
		}
		// The parser at times takes the "it" of "it reported that" for a dummy.
		if k := f.child(v, "expl"); k > 0 && f.byHead[k] > 0 && !f.passive(v) {
			return k, f.tok(k).Span
		}
		for _, k := range f.kids[v] {
			if r := f.tok(k).Deprel; r == "obl:agent" || r == "obl" && f.hasCase(k, "by") && f.passive(v) {
				return k, f.nounPhrase(k)
			}
		}
		t := f.tok(v)
		lemma := strings.ToLower(t.Lemma)
		if h := t.Head; v == id && h > 0 && t.XPOS == "VBG" && (f.tok(h).Lemma == "quote" || f.tok(h).Lemma == "cite") {
			// "the agency quoted him as saying".
			if k := f.child(h, "obj", "nsubj:pass"); k > 0 {
				return k, f.nounPhrase(k)
			}
		}
		if k := f.child(v, "nsubj:pass"); k > 0 && v != id && t.Lemma == f.tok(id).Lemma {
			return 0, parallax.Span{} // "were told to leave and told not to speak"
		} else if k > 0 && (v != id || lemma == "quote" || lemma == "cite") {
			return f.resolveRelative(v, k)
		}
		if v == id && lemma != "quote" && lemma != "cite" && f.passive(id) {
			return 0, parallax.Span{} // "killed after being accused": by whom is not told
		}
		switch {
		case t.Deprel == "conj" || t.Deprel == "advcl" || t.Deprel == "xcomp" || t.Deprel == "parataxis" && f.child(v, "nsubj") == 0 && t.XPOS == "VBG" || t.Deprel == "ccomp" && t.XPOS == "VBG":
			v = t.Head
			if v > 0 && f.tok(v).UPOS != "VERB" && f.tok(v).UPOS != "AUX" {
				if k := f.child(v, "nsubj"); k == 0 {
					return 0, parallax.Span{}
				}
			}
		case t.Deprel == "acl" && t.XPOS == "VBG", t.Deprel == "acl:relcl" && f.child(v, "nsubj") == 0:
			// "took the step of issuing", "an email about her number which called":
			// what can speak stands higher up.
			h := t.Head
			for f.mute(h) && f.tok(h).Head > 0 {
				if h = f.tok(h).Head; f.verbal(h) {
					break
				}
			}
			if !f.verbal(h) {
				if f.mute(h) {
					h = t.Head
				}
				return h, f.nounPhrase(h)
			}
			if v = h; f.child(v, "nsubj") == 0 {
				return t.Head, f.nounPhrase(t.Head)
			}
		default:
			return 0, parallax.Span{}
		}
	}
	return 0, parallax.Span{}
}

// sayer is who a verb without a subject of its own is said of by the verb above:
// "heard people say", "alarmed over Ruiz urging them".
func (f *finder) sayer(id int) int {
	t := f.tok(id)
	if t.Head == 0 || id == f.from {
		return 0
	}
	if t.Deprel == "ccomp" && t.XPOS != "VBG" {
		if o := f.child(t.Head, "obj"); t.Head < o && o < id && f.canSpeak(o) {
			return o
		}
	}
	if t.XPOS == "VBG" {
		for _, k := range f.kids[t.Head] {
			if r := f.tok(k).Deprel; k < id && (r == "obl" || r == "nmod") && f.hasCase(k, "over", "about", "of", "after", "despite") && f.canSpeak(k) && f.mentionSpan(k).End == f.tok(id-1).End {
				return k
			}
		}
	}
	return 0
}

// nearest is the dependent of v with the relation that stands closest before it,
// else the first: of two subjects ("the officer wrote …, documents show"; "the
// president, Ana Ruiz, said") the tree means the nearer.
func (f *finder) nearest(v int, rel string) int {
	best := 0
	for _, k := range f.kids[v] {
		// "in a statement said" has no subject there.
		if f.tok(k).Deprel == rel && (best == 0 || k < v) && !f.hasCase(k, "in", "on") {
			best = max(best, k)
		}
	}
	return best
}

// resolveRelative turns "who" and "which" into the noun they stand for.
func (f *finder) resolveRelative(v, k int) (int, parallax.Span) {
	switch strings.ToLower(f.word(k)) {
	case "who", "which", "that":
		if t := f.tok(v); t.Deprel == "acl:relcl" && t.Head > 0 {
			h := t.Head
			for f.mute(h) && f.tok(h).Head > 0 && !f.verbal(f.tok(h).Head) {
				h = f.tok(h).Head // "an email about her number which called"
			}
			if f.mute(h) {
				h = t.Head
			}
			return h, f.nounPhrase(h)
		}
		if k > f.from && (f.tok(k-1).UPOS == "NOUN" || f.tok(k-1).UPOS == "PROPN") && f.tok(k).UPOS == "PRON" {
			return k - 1, f.nounPhrase(k - 1)
		}
		if f.tok(k).UPOS == "PRON" && strings.EqualFold(f.word(k), "which") {
			return 0, parallax.Span{}
		}
	}
	return k, f.nounPhrase(k)
}

// nounPhrase is the phrase headed by id without clauses, appositions and
// punctuation at its edges.
func (f *finder) nounPhrase(id int) parallax.Span {
	first, last := f.edges(id, func(k int) bool {
		switch f.tok(k).Deprel {
		case "appos":
			// "strategist Ari Fleischer" stays whole, "Fleischer, a strategist" not.
			return k < id || f.between(id, k, ",") || f.between(id, k, "(") || f.between(id, k, "—") || f.between(id, k, "–")
		case "acl", "acl:relcl", "parataxis", "case", "cc", "advcl", "punct":
			return f.tok(k).Deprel != "punct" || k == id+1 || !f.glued(k)
		case "conj":
			return f.isName(id) && f.isName(k)
		case "dep", "list":
			return k > id && f.between(id, k, ",")
		case "nmod", "obl":
			return k > id && f.hasCase(k, "according")
		}
		return false
	})
	for first < last && f.tok(first).UPOS == "PUNCT" {
		first++
	}
	for last > first && (f.tok(last).UPOS == "PUNCT" && f.word(last) != "." || f.tok(last).XPOS == "POS") {
		last--
	}
	return f.span(first, last)
}

// glued reports whether a mark stands within a word or name (a hyphen, a dot).
func (f *finder) glued(k int) bool {
	w := f.word(k)
	return w == "-" || w == "." || w == "’" || w == "'"
}

func (f *finder) hasCase(id int, words ...string) bool {
	for _, k := range f.kids[id] {
		if f.tok(k).Deprel == "case" && (slices.Contains(words, strings.ToLower(f.tok(k).Lemma)) || slices.Contains(words, strings.ToLower(f.word(k)))) {
			return true
		}
	}
	return false
}

// canSpeak reports whether the head of a source is somebody or some body.
func (f *finder) canSpeak(id int) bool {
	if f.tok(id).UPOS == "PRON" {
		switch strings.ToLower(f.word(id)) {
		case "he", "she", "they", "we", "i", "who", "many", "some", "others", "everyone", "nobody":
			return true
		}
		return false
	}
	if m := f.byHead[id]; m > 0 {
		switch f.d.Mentions[m-1].Type {
		case parallax.Person, parallax.Org, parallax.MilUnit, parallax.GPE, parallax.NORP:
			return true
		}
	}
	return false
}

func (f *finder) verbal(id int) bool { return f.tok(id).UPOS == "VERB" || f.tok(id).UPOS == "AUX" }

// mute reports whether the head of a phrase is neither somebody, nor a paper, nor
// a noun of saying.
func (f *finder) mute(id int) bool {
	l := strings.ToLower(f.tok(id).Lemma)
	return !f.speaker(id) && !f.isPaper(id) && !issued[l] && nouns[l] == ""
}
