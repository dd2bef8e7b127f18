package attribution

import (
	"slices"
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
	best := f.child(v, rel)
	for _, k := range f.kids[v] {
		if k < v && f.tok(k).Deprel == rel {
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
			return t.Head, f.nounPhrase(t.Head)
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
		if f.tok(k).Deprel == "case" && slices.Contains(words, strings.ToLower(f.tok(k).Lemma)) {
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
		} else {
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
			r := f.tok(gov).Deprel
			// “…,” he said, according to X: what he said, too, is X's word.
			if h := f.tok(gov).Head; r == "ccomp" && gov < h && h < id {
				gov = h
				continue
			}
			if r == "ccomp" || r == "parataxis" || r == "conj" && f.child(gov, "nsubj", "nsubj:pass") > 0 {
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

// atEdge reports whether the phrase headed by id opens its sentence, or closes
// it behind a comma.
func (f *finder) atEdge(id int) bool {
	s := f.d.Sentences[f.tok(id).Sent-1]
	first, last := f.edges(id, nil)
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
		if r := f.tok(k).Deprel; r == "nmod:poss" || r == "nmod" && f.hasCase(k, "by", "from") {
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
