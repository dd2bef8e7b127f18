package attribution

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// tone reads the stance of a claim with a plain cue off its content: what should
// be done is asked, what the speaker will do is promised or, where it harms,
// threatened, what he is said not to have done is denied, what he finds good or
// bad is evaluated.
// A cue that asks, promises or judges by itself keeps its stance.
func (f *finder) tone(x *found) {
	switch {
	case x.stance == parallax.Promises && slices.ContainsFunc(f.roots(x), func(id int) bool { return f.harms(id) }):
		x.stance = parallax.Threatens
	case x.stance == parallax.Evaluates && f.refuted(x):
		x.stance = parallax.Denies
	case x.act == "call" && x.cue > 0 && f.tok(x.cue).UPOS == "VERB" && !f.callsFor(x):
		x.stance = parallax.Evaluates // "called the arrest an insult"
	case x.stance != parallax.Asserts:
	case orders[x.act], advises[x.act] && x.head > 0 && f.infinitive(x.head):
		x.stance = parallax.Asks
	case x.act == "compare", voices[x.act] && x.head > 0 && feelings[strings.ToLower(f.tok(x.head).Lemma)]:
		x.stance = parallax.Evaluates
	case plain[x.act]:
		roots := f.roots(x)
		for _, id := range roots {
			if s := f.mood(x, id); s != "" {
				x.stance = s
				return
			}
		}
		if chants[x.act] && !slices.ContainsFunc(roots, func(id int) bool { return f.child(id, "nsubj", "nsubj:pass") > 0 }) {
			x.stance = parallax.Asks // “Peace now!”
		}
	}
}

// roots are the heads of the first clause of a content and of the one that its
// cue takes.
func (f *finder) roots(x *found) []int {
	for id := f.tokenFrom(x.content[0].Start); id > 0 && id <= f.to && f.tok(id).Start < x.content[0].End; id++ {
		t := f.tok(id)
		if t.UPOS == "PUNCT" || id == x.cue || t.Head != 0 && t.Head != x.cue && id != x.head && covers(x.content, f.tok(t.Head).Span) {
			continue
		}
		if x.head > 0 && x.head != id {
			return []int{id, x.head}
		}
		return []int{id}
	}
	return nil
}

// tokenFrom is the first token of the report that ends behind byte at, 0 for none.
func (f *finder) tokenFrom(at int) int {
	if f.from == 0 {
		return 0
	}
	n, _ := slices.BinarySearchFunc(f.d.Tokens[f.from-1:f.to], at, func(t parallax.Token, at int) int {
		if t.End <= at {
			return -1
		}
		return 1
	})
	return f.from + n
}

// mood is the stance that one clause of a content tells, "" for none.
func (f *finder) mood(x *found, id int) string {
	t := f.tok(id)
	lemma := strings.ToLower(t.Lemma)
	subject := f.child(id, "nsubj", "nsubj:pass")
	own := subject > 0 && f.speaksOf(x, subject)
	negated := f.negated(id)
	quoted := f.quoted(id)
	switch {
	case subject > 0 && f.due(id):
		return parallax.Asks
	case quoted && subject == 0 && f.imperative(id) && !asides[lemma]:
		return parallax.Asks
	case own && !negated && t.UPOS == "VERB":
		// “I urge you to leave”, “we condemn it”: the word is the act.
		if v := verbs[lemma].stance; v != parallax.Asserts && v != "" && (t.XPOS == "VBP" || t.XPOS == "VBG" || t.XPOS == "VB") {
			if verbs[lemma].named && f.child(id, "xcomp") > 0 {
				return parallax.Evaluates
			}
			return v
		}
		if lemma == "want" && (f.child(id, "obj") > id || f.child(f.child(id, "xcomp", "ccomp"), "nsubj") > 0) {
			return parallax.Asks
		}
		if judging[lemma] {
			return parallax.Evaluates
		}
	}
	if deed := f.willed(id); deed > 0 && f.tok(deed).UPOS == "VERB" && subject > 0 {
		ours := own || f.speaksFor(x, subject)
		switch {
		case f.faces(deed), ours && !negated && f.harms(deed), ours && negated && lemma == "tolerate":
			return parallax.Threatens
		case ours && !negated && !undergone[strings.ToLower(f.tok(deed).Lemma)]:
			return parallax.Promises
		}
	}
	if own && negated && t.UPOS == "VERB" && (t.XPOS == "VBN" || t.XPOS == "VB" && f.aux(id, "did")) && !opinion[lemma] {
		return parallax.Denies
	}
	if f.child(id, "cop") > 0 {
		switch {
		case untrue[lemma] && !negated:
			return parallax.Denies
		case quoted && (judgements[lemma] || t.UPOS == "NOUN" && slices.ContainsFunc(f.kids[id], func(k int) bool {
			return f.tok(k).Deprel == "amod" && judgements[strings.ToLower(f.tok(k).Lemma)]
		})):
			return parallax.Evaluates
		}
	}
	return ""
}

// due reports whether a clause says what should be done, not what should have been.
func (f *finder) due(id int) bool {
	t := f.tok(id)
	if f.aux(id, "should", "must", "ought") {
		return !f.aux(id, "have")
	}
	return (strings.EqualFold(t.Lemma, "need") || strings.EqualFold(t.Lemma, "have")) && t.XPOS != "VBD" && f.child(id, "xcomp") > id && !f.aux(id, "will", "would", "do", "did", "may", "might")
}

// willed is what a clause says will be done, "going to" left out, 0 for none.
func (f *finder) willed(id int) int {
	k := f.child(id, "xcomp")
	if strings.EqualFold(f.tok(id).Lemma, "go") && f.tok(id).XPOS == "VBG" && k > id && f.infinitive(k) && f.child(k, "mark") == id+1 && !f.aux(id, "was", "were") {
		return k
	}
	if f.aux(id, "will", "would", "shall", "'ll", "’ll", "wo", "'d", "’d") && f.tok(id).XPOS != "VBN" {
		return id
	}
	return 0
}

// harms reports whether the deed id, or what it is done with, does harm.
func (f *finder) harms(id int) bool {
	if harm[strings.ToLower(f.tok(id).Lemma)] {
		return true
	}
	return slices.ContainsFunc(f.kids[id], func(k int) bool {
		return (f.tok(k).Deprel == "obj" || f.tok(k).Deprel == "xcomp") && k > id && harm[strings.ToLower(f.tok(k).Lemma)]
	})
}

// faces reports whether the clause tells of consequences for somebody.
func (f *finder) faces(id int) bool {
	return slices.ContainsFunc(f.kids[id], func(k int) bool {
		return (f.tok(k).Deprel == "obj" || f.tok(k).Deprel == "obl") && paidBack[strings.ToLower(f.tok(k).Lemma)]
	})
}

// callsFor reports whether "call" asks: for a thing, on somebody, to do something.
func (f *finder) callsFor(x *found) bool {
	for id := x.cue + 1; id <= f.to && f.tok(id).Sent == f.tok(x.cue).Sent; id++ {
		switch strings.ToLower(f.word(id)) {
		case "for", "on", "upon":
			if id <= x.cue+2 {
				return true
			}
		case "to":
			if id < f.to && f.tok(id+1).XPOS == "VB" {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.kids[x.cue], func(k int) bool { return f.tok(k).Deprel == "aux:pass" }) && f.oblique(x.cue, "for", "on") > 0
}

// refuted reports whether a judgement says of a claim told before that it is
// untrue: "called the report nonsense".
func (f *finder) refuted(x *found) bool {
	if x.head == 0 || !untrue[strings.ToLower(f.tok(x.head).Lemma)] {
		return false
	}
	o := f.child(x.cue, "obj", "nsubj:pass")
	return o > 0 && pointers[strings.ToLower(f.tok(o).Lemma)]
}

// imperative reports whether the verb id, which has no subject, commands.
func (f *finder) imperative(id int) bool {
	t := f.tok(id)
	if t.UPOS != "VERB" || t.XPOS != "VB" && !(t.XPOS == "VBP" && t.In(f.d.Text) == f.tok(id).Lemma) {
		return false
	}
	for _, k := range f.kids[id] {
		if d := f.tok(k).Deprel; d == "mark" || d == "aux" && !strings.EqualFold(f.tok(k).Lemma, "do") || d == "expl" || d == "aux:pass" {
			return false
		}
	}
	return true
}

func (f *finder) infinitive(id int) bool {
	k := f.child(id, "mark")
	return k > 0 && strings.EqualFold(f.word(k), "to")
}

// speaksOf reports whether the subject of the content is its own speaker.
func (f *finder) speaksOf(x *found, subject int) bool {
	switch strings.ToLower(f.word(subject)) {
	case "i", "we":
		return true
	}
	m, s := f.byHead[subject], f.byHead[x.source]
	return m > 0 && s > 0 && f.d.Mentions[m-1].Entity == f.d.Mentions[s-1].Entity
}

// speaksFor reports whether the subject of the content is the country, or a body
// of it, that the words for the speaker name.
func (f *finder) speaksFor(x *found, subject int) bool {
	if u := f.tok(subject).UPOS; u != "PROPN" && !bodies[strings.ToLower(f.tok(subject).Lemma)] {
		return false
	}
	ours := map[string]bool{}
	for id := f.tokenFrom(x.sourceAt.Start); x.source > 0 && id > 0 && id <= f.to && f.tok(id).Start < x.sourceAt.End; id++ {
		if c, how, ok := world.CountryOf(f.word(id)); ok && how != world.ByCapital {
			ours[c.ISO3] = true
		}
	}
	first, last := f.edges(subject, nil)
	for id := first; id <= last; id++ {
		if c, _, ok := world.CountryOf(f.word(id)); ok && ours[c.ISO3] {
			return true
		}
	}
	return false
}

func (f *finder) negated(id int) bool {
	for _, k := range f.kids[id] {
		switch strings.ToLower(f.tok(k).Lemma) {
		case "not", "n't", "n’t", "never":
			return true
		}
	}
	return false
}

// aux reports whether the verb id has one of the auxiliaries.
func (f *finder) aux(id int, words ...string) bool {
	return slices.ContainsFunc(f.kids[id], func(k int) bool {
		return f.tok(k).Deprel == "aux" && (slices.Contains(words, strings.ToLower(f.tok(k).Lemma)) || slices.Contains(words, strings.ToLower(f.word(k))))
	})
}
