package attribution

import (
	"strings"

	"parallax"
)

// verbCue tries token id as the verb of a claim.
func (f *finder) verbCue(id int) {
	t := f.tok(id)
	if t.UPOS != "VERB" && t.UPOS != "AUX" {
		return
	}
	lemma := strings.ToLower(t.Lemma)
	v, ok := verbs[lemma]
	if !ok {
		return
	}
	source, at := f.subject(id)
	// What someone says of himself inside a quotation is part of the quotation.
	if source > 0 && f.quoted(id) && f.quoted(source) && firstPerson[strings.ToLower(f.word(source))] {
		return
	}
	source, at = f.withName(source, at)
	x := found{cue: id, act: lemma, stance: v.stance, source: source, sourceAt: at, score: 0.85}
	x.cueSpan = f.cueSpan(id)
	switch {
	case v.named && f.namedContent(id, &x), v.as && f.asContent(id, &x):
		x.stance = parallax.Evaluates
	case v.clause && f.clauseContent(id, &x):
	case v.inf && f.infContent(id, &x):
	case v.charged != nil && f.passive(id) && f.prepContent(id, v.charged, &x):
	case v.object && f.objectContent(id, &x):
	case len(v.preps) > 0 && f.prepContent(id, v.preps, &x):
	case shown[lemma] && source > 0 && f.isPaper(source) && f.objectContent(id, &x):
	case plain[lemma] && f.looseClause(id, &x):
	case v.clause && f.besideQuote(id, &x):
	case v.named && f.calledQuote(id, &x):
	case v.clause && f.tailContent(id, &x):
	case believed[lemma] && f.passive(id) && f.believedContent(id, &x):
	default:
		return
	}
	if opinion[lemma] {
		if source == 0 && !f.passive(id) || source > 0 && !f.canSpeak(source) && !(reads[lemma] && f.isPaper(source)) {
			return
		}
		x.score = 0.6
	}
	if source > 0 && nobody[strings.ToLower(f.word(source))] {
		return
	}
	if source == 0 && f.passive(id) && !v.clause && !v.as && !v.named && !v.inf && v.charged == nil {
		return
	}
	if source == 0 && !f.passive(id) {
		// A participle without a subject of its own ("citing", "saying") was given
		// its governor's by subject; what is left tells nobody's word.
		return
	}
	if f.unreal(id) {
		return
	}
	f.c = append(f.c, x)
	f.partners(x)
}

// unreal reports whether the verb is a plan, a wish or a rule rather than a
// report of speech: an infinitive that no cue governs ("wants to say").
func (f *finder) unreal(id int) bool {
	t := f.tok(id)
	if f.child(id, "mark") > 0 && strings.EqualFold(f.word(f.child(id, "mark")), "to") && (t.Deprel == "xcomp" || t.Deprel == "advcl" || t.Deprel == "acl") && t.XPOS == "VB" {
		return true
	}
	for _, k := range f.kids[id] {
		if f.tok(k).Deprel == "aux" && unrealAux[strings.ToLower(f.tok(k).Lemma)] && !f.quoted(id) {
			return true
		}
	}
	return false
}

// unrealAux make a verb of saying a plan, a wish or a possibility.
var unrealAux = wordSet(`will would shall should could might may must can 'll ’ll 'd ’d`)

func (f *finder) passive(id int) bool {
	t := f.tok(id)
	if f.child(id, "aux:pass", "nsubj:pass") > 0 || t.Deprel == "acl" && t.XPOS == "VBN" {
		return true
	}
	return t.Deprel == "conj" && f.child(id, "nsubj") == 0 && f.tok(t.Head).Lemma == t.Lemma && f.passive(t.Head)
}

// cueSpan is the verb with its particle ("pointed out").
func (f *finder) cueSpan(id int) parallax.Span {
	s := f.tok(id).Span
	if k := f.child(id, "compound:prt"); k == id+1 {
		s.End = f.tok(k).End
	}
	return s
}

// accordingTo makes a claim of the clause that "according to X" stands in.
func (f *finder) accordingTo(id int) {
	w := strings.ToLower(f.word(id))
	if w != "according" && w != "per" {
		return
	}
	n := f.tok(id).Head // the source, with "according" as its case
	if f.tok(id).Deprel != "case" {
		if w == "per" {
			return
		}
		// "according" hung on the verb with the source below it.
		if k := f.child(id, "obl", "nmod", "obj"); k > 0 {
			n = k
		} else if n = f.following(id + 2); n == 0 {
			return
		}
	} else if w == "per" && (!f.isMedium(n) || !f.atEdge(n)) {
		return // "per person"
	}
	gov := f.tok(n).Head
	if f.tok(id).Deprel != "case" {
		gov = f.tok(id).Head
	}
	if gov == 0 {
		return
	}
	top := n
	if f.tok(id).Deprel != "case" {
		top = id
	}
	x := found{cue: id, act: "accord", stance: parallax.Asserts, head: gov, score: 0.85}
	x.source, x.sourceAt = f.withName(n, f.nounPhrase(n))
	x.cueSpan = f.tok(id).Span
	if id < f.to && strings.EqualFold(f.word(id+1), "to") {
		x.cueSpan.End = f.tok(id + 1).End
	}
	// The clause, not the noun, is what the source says: the whole sentence where
	// the phrase stands at its edge, up to the clause that somebody else reports.
	for f.tok(gov).UPOS != "VERB" && f.tok(gov).Head > 0 && f.child(gov, "nsubj", "cop") == 0 {
		gov = f.tok(gov).Head
	}
	if f.atEdge(top) {
		for f.tok(gov).Head > 0 {
			// "he said …, according to X": that he said it, too, is X's word.
			if r := f.tok(gov).Deprel; r == "parataxis" || r == "conj" && f.child(gov, "nsubj", "nsubj:pass") > 0 {
				break
			}
			gov = f.tok(gov).Head
		}
	}
	x.head = gov
	first, last := f.clauseEdges(gov, top)
	// The phrase itself is no content, wherever the tree has it.
	if id > first && id <= last {
		if end := f.tokenAt(max(x.sourceAt.End, x.cueSpan.End)-1, f.d.Sentences[f.tok(id).Sent-1]); id-first < 2 || end+1 < last && f.tok(first).Start >= x.cueSpan.Start {
			first = end + 1
		} else if f.atEdge(top) {
			last = id - 1
		}
	}
	x.content = f.trim(first, last)
	if len(x.content) > 0 {
		f.c = append(f.c, x)
	}
}

// following is the last noun of the phrase that begins at token id, 0 for none.
func (f *finder) following(id int) (n int) {
	for ; id <= f.to; id++ {
		switch f.tok(id).UPOS {
		case "NOUN", "PROPN":
			n = id
		case "DET", "ADJ", "NUM":
		default:
			return n
		}
	}
	return n
}

// atEdge reports whether the phrase headed by id opens its sentence, or closes
// it behind a comma.
func (f *finder) atEdge(id int) bool {
	s := f.d.Sentences[f.tok(id).Sent-1]
	first, last := f.edges(id, nil)
	for first < id && f.tok(first).UPOS == "PUNCT" {
		first++
	}
	for first > s.First && f.tok(first-1).UPOS == "PUNCT" && f.word(first-1) != "," {
		first--
	}
	for last < s.Last && f.tok(last+1).UPOS == "PUNCT" {
		last++
	}
	return first == s.First || last == s.Last && f.word(first-1) == ","
}

// nounCue makes a claim of a cue noun with its clause.
func (f *finder) nounCue(id int) {
	t := f.tok(id)
	if t.UPOS != "NOUN" {
		return
	}
	lemma := strings.ToLower(t.Lemma)
	stance, ok := nouns[lemma]
	if !ok {
		return
	}
	k := f.child(id, "acl", "ccomp", "acl:that")
	x := found{cue: id, act: lemma, stance: stance, cueSpan: t.Span, score: 0.65}
	if k == 0 || f.child(k, "mark") == 0 {
		return
	}
	if m := strings.ToLower(f.word(f.child(k, "mark"))); m != "that" && !(m == "to" && (stance == parallax.Promises || stance == parallax.Threatens || stance == parallax.Asks)) {
		return
	}
	first, last := f.clauseEdges(k, 0)
	x.head, x.content = k, f.trim(first, last)
	x.source, x.sourceAt = f.owner(id)
	if x.source == 0 && !ownerless[lemma] {
		return
	}
	f.ownWord(&x)
	if len(x.content) > 0 {
		f.c = append(f.c, x)
	}
}

// ownerless are cue nouns that need nobody named.
var ownerless = wordSet(`report rumor rumour speculation allegation accusation claim`)

// ownWord lets a report that nobody is named for speak for itself ("reports of
// looting"), and gives what somebody cites or repeats to him as who passes it on.
func (f *finder) ownWord(x *found) {
	if x.source > 0 {
		return
	}
	if f.isPaper(x.cue) {
		x.source, x.sourceAt = x.cue, f.tok(x.cue).Span
	}
	if t := f.tok(x.cue); t.Deprel == "obj" {
		switch f.tok(t.Head).Lemma {
		case "cite", "repeat":
			x.outer, x.outerAt = f.subject(t.Head)
		}
	}
}

// owner is whose the claim is that a noun names: "his claim", "the charge by X",
// or the subject of the verb that makes it ("X made the claim that").
func (f *finder) owner(id int) (int, parallax.Span) {
	for _, k := range f.kids[id] {
		if r := f.tok(k).Deprel; r == "nmod:poss" || r == "nmod" && (f.hasCase(k, "by") || f.hasCase(k, "from") && f.speaker(k)) {
			return k, f.nounPhrase(k)
		}
	}
	t := f.tok(id)
	if t.Deprel == "obj" && t.Head > 0 {
		switch strings.ToLower(f.tok(t.Head).Lemma) {
		case "make", "issue", "repeat", "release", "voice", "express", "level", "raise", "reiterate", "deliver", "give", "offer", "cite":
			return f.subject(t.Head)
		}
	}
	return 0, parallax.Span{}
}

// hearsay makes a claim of a clause with "reportedly" and the like.
func (f *finder) hearsay(id int) {
	if !hearsayWords[strings.ToLower(f.word(id))] || f.tok(id).Head == 0 {
		return
	}
	gov := f.tok(id).Head
	for f.tok(gov).UPOS != "VERB" && f.tok(gov).Head > 0 && f.child(gov, "nsubj", "cop") == 0 {
		gov = f.tok(gov).Head
	}
	first, last := f.clauseEdges(gov, 0)
	if id < gov || f.tok(gov).UPOS != "VERB" && id < last {
		first = id + 1 // what the adverb holds for
	}
	x := found{cue: id, act: strings.ToLower(f.word(id)), stance: parallax.Asserts, cueSpan: f.tok(id).Span, head: gov, content: f.trim(first, last), score: 0.6}
	if len(x.content) > 0 {
		f.c = append(f.c, x)
	}
}
