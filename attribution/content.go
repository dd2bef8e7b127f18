package attribution

import (
	"strings"

	"parallax"
)

// clauseContent finds the clause that a cue verb reports: its complement, or the
// clause in which it is an aside ("…, he said").
func (f *finder) clauseContent(id int, x *found) bool {
	if k := f.child(id, "ccomp"); k > 0 && !(k > id && f.tok(id).Deprel == "parataxis" && f.child(k, "cc") > id) {
		first, last := f.clauseEdges(k, id)
		x.head, x.content = k, f.trim(first, last)
		return len(x.content) > 0
	}
	t := f.tok(id)
	// The reported clause may hang on the verb as parataxis, or the verb on it.
	if k := f.child(id, "parataxis"); k > 0 && f.tok(k).UPOS != "PUNCT" && (f.quoted(k) || k > id && f.between(id, k, ":")) {
		first, last := f.clauseEdges(k, id)
		x.head, x.content = k, f.trim(first, last)
		return len(x.content) > 0
	}
	if t.Deprel == "parataxis" && t.Head > 0 && f.child(id, "nsubj", "nsubj:pass") > 0 {
		first, last := f.clauseEdges(t.Head, id)
		x.head, x.content = t.Head, f.around(first, last, id)
		return len(x.content) > 0
	}
	// An infinitive after a verb of saying that takes one ("claims to have").
	if k := f.child(id, "xcomp"); k > 0 && f.tok(k).UPOS == "VERB" && claimsTo[strings.ToLower(t.Lemma)] {
		first, last := f.clauseEdges(k, id)
		x.head, x.content = k, f.trim(first, last)
		return len(x.content) > 0
	}
	// "said in a statement that …": the tree may hang the clause on the statement,
	// or on what stands in front of its verb.
	if k := f.thatClause(id); k > 0 {
		first, last := k+1, id
		for _, c := range f.kids[id] {
			if c > id {
				_, b := f.edges(c, nil)
				last = max(last, b)
			}
		}
		x.head, x.content = f.tok(k).Head, f.trim(first, last)
		return len(x.content) > 0
	}
	// A quotation as object: said “no”.
	if k := f.child(id, "obj"); k > 0 && f.quoted(k) {
		first, last := f.edges(k, nil)
		x.head, x.content = k, f.trim(first, last)
		return len(x.content) > 0
	}
	return false
}

// thatClause is the "that" of a clause behind the verb id that the tree has
// below one of its obliques, 0 for none.
func (f *finder) thatClause(id int) int {
	if k := id + 1; k <= f.to && f.tok(k).Head == id && f.tok(k).Deprel == "mark" && strings.EqualFold(f.word(k), "that") {
		return k
	}
	for _, o := range f.kids[id] {
		if o < id || f.tok(o).Deprel != "obl" || !venues[strings.ToLower(f.tok(o).Lemma)] && !issued[strings.ToLower(f.tok(o).Lemma)] {
			continue
		}
		if c := f.child(o, "acl", "acl:relcl"); c > o {
			for m := o + 1; m < c; m++ {
				if strings.EqualFold(f.word(m), "that") && f.tok(m).Head == c && f.tok(m).Deprel != "nsubj" {
					return m
				}
			}
		}
	}
	return 0
}

// looseClause is a clause behind the verb id that the tree hangs on it as if it
// were a phrase: what has a subject and a copula of its own.
func (f *finder) looseClause(id int, x *found) bool {
	for _, k := range f.kids[id] {
		if k < id || f.child(k, "nsubj") < id || f.child(k, "cop") == 0 && f.tok(k).XPOS != "VBD" && f.tok(k).XPOS != "VBZ" || f.tok(k).Deprel == "conj" {
			continue
		}
		if f.tok(k).Deprel == "advcl" && f.child(k, "mark") > 0 {
			continue
		}
		first := id + 1
		for first < k && (f.tok(first).UPOS == "PUNCT" || strings.EqualFold(f.word(first), "that")) {
			first++
		}
		_, last := f.clauseEdges(k, id)
		x.head, x.content = k, f.trim(first, last)
		return len(x.content) > 0
	}
	return false
}

// tailContent is the sentence before a cue that closes it ("…, the paper
// reported") and that the tree ties to none of its clauses.
func (f *finder) tailContent(id int, x *found) bool {
	s := f.d.Sentences[f.tok(id).Sent-1]
	a := id
	if x.source > 0 && x.sourceAt.Start >= s.Start && x.sourceAt.End <= f.tok(id).Start {
		a = f.tokenAt(x.sourceAt.Start, s)
	}
	if a-2 < s.First+2 || f.word(a-1) != "," && f.word(a-1) != "”" && f.word(a-1) != "\"" || f.tok(a-2).UPOS == "PUNCT" && f.word(a-1) == "," && f.word(a-2) == "," {
		return false
	}
	for i := max(id, a) + 1; i <= s.Last; i++ {
		if p := f.tok(i); p.UPOS == "VERB" && p.Deprel != "acl" && p.Deprel != "advcl" || p.UPOS == "CCONJ" || i > id+14 {
			return false
		}
	}
	if id > a+8 {
		return false
	}
	verb := false
	for i := s.First; i < a; i++ {
		verb = verb || f.tok(i).UPOS == "VERB" || f.tok(i).UPOS == "AUX"
	}
	if !verb {
		return false
	}
	x.head, x.content = 0, f.trim(s.First, a-1)
	return len(x.content) > 0
}

// calledQuote is a thing and what it is called in quotation marks, where the
// tree has neither as object.
func (f *finder) calledQuote(id int, x *found) bool {
	s := f.d.Sentences[f.tok(id).Sent-1]
	for _, q := range s.Quote {
		if q.Start < f.tok(id).End || id == s.Last {
			continue
		}
		between := f.d.Text[f.tok(id).End:q.Start]
		if len(between) < 3 || len(strings.Fields(between)) > 8 || strings.ContainsAny(between, ",;:") {
			return false
		}
		x.content = []parallax.Span{{Start: f.tok(id + 1).Start, End: q.End}}
		return true
	}
	return false
}

// namedContent is an object with what it is called: "called the inquiry a hoax".
func (f *finder) namedContent(id int, x *found) bool {
	o := f.child(id, "obj", "nsubj:pass")
	k := f.child(id, "xcomp")
	if k == 0 || f.tok(k).UPOS == "VERB" && f.child(k, "mark") > 0 {
		// The parser at times makes one clause of both.
		k = f.child(id, "ccomp")
		if k == 0 || f.tok(k).UPOS == "VERB" || f.child(k, "nsubj") == 0 || f.child(k, "cop", "mark") > 0 {
			return false
		}
		first, last := f.clauseEdges(k, id)
		x.head, x.content = k, f.trim(first, last)
		return k > id && len(x.content) > 0
	}
	if o == 0 || k < id {
		return false
	}
	first, last := f.edges(k, nil)
	if o > id {
		a, _ := f.edges(o, nil)
		first = min(first, a)
	}
	x.head, x.content = k, f.trim(first, last)
	return len(x.content) > 0
}

// asContent is an object with an "as" phrase: "described it as a mistake".
func (f *finder) asContent(id int, x *found) bool {
	o := f.child(id, "obj", "nsubj:pass")
	k := f.oblique(id, "as")
	if k == 0 && o > id {
		for _, c := range f.kids[o] {
			if f.tok(c).Deprel == "nmod" && f.hasCase(c, "as") {
				k = c
			}
		}
	}
	if k == 0 || o == 0 {
		return false
	}
	first, last := f.edges(k, nil)
	if o > id {
		a, b := f.edges(o, nil)
		first, last = min(first, a), max(last, b)
	} else if strings.EqualFold(f.word(first), "as") {
		first++
	}
	x.head, x.content = k, f.trim(first, last)
	return len(x.content) > 0
}

// believed verbs in the passive claim with an infinitive: "is believed to be".
var believed = wordSet(`believe think say expect report allege fear estimate suspect understand rumor rumour presume assume suppose claim`)

func (f *finder) believedContent(id int, x *found) bool {
	k := f.child(id, "xcomp")
	if k < id {
		return false
	}
	first, last := f.clauseEdges(k, id)
	x.head, x.content, x.source, x.sourceAt = k, f.trim(first, last), 0, parallax.Span{}
	x.score = 0.6
	return len(x.content) > 0
}

var claimsTo = wordSet(`claim promise vow pledge threaten swear`)

// infContent is an object with its infinitive, or the infinitive alone.
func (f *finder) infContent(id int, x *found) bool {
	k := f.child(id, "xcomp", "ccomp")
	if k == 0 {
		for _, c := range f.kids[id] {
			if f.tok(c).Deprel == "advcl" && c > id && f.child(c, "mark") > 0 && strings.EqualFold(f.word(f.child(c, "mark")), "to") {
				k = c
			}
		}
	}
	if k == 0 || f.tok(k).UPOS != "VERB" && f.child(k, "cop") == 0 {
		return false
	}
	first, last := f.clauseEdges(k, id)
	if o := f.child(id, "obj", "iobj"); o > 0 && o < first {
		a, _ := f.edges(o, nil)
		first = min(first, a)
	} else if o := f.oblique(id, "on", "to", "upon", "for"); o > 0 && o < first {
		a, _ := f.edges(o, func(k int) bool { return f.tok(k).Deprel == "case" })
		first = min(first, a)
	}
	x.head, x.content = k, f.trim(first, last)
	return len(x.content) > 0
}

// objectContent is a noun phrase that is claimed, denied or demanded.
func (f *finder) objectContent(id int, x *found) bool {
	k := f.child(id, "obj")
	if k == 0 && x.source > 0 && f.hasCase(x.source, "by") {
		k = f.child(id, "nsubj:pass") // "was denied by the ministry"
	}
	if k == 0 {
		// "a charge the group has denied": the noun that the clause modifies.
		if t := f.tok(id); t.Deprel == "acl:relcl" && t.Head > 0 && t.Head < id && x.source > t.Head {
			s := f.nounPhrase(t.Head)
			x.head, x.content = t.Head, []parallax.Span{s}
			return true
		}
		return false
	}
	if f.tok(k).UPOS == "PRON" {
		return false
	}
	first, last := f.edges(k, nil)
	lemma := strings.ToLower(f.tok(id).Lemma)
	if noun := strings.ToLower(f.tok(k).Lemma); lemma == "raise" && !raised[noun] || lemma == "reject" && !pointers[noun] && !rejected[noun] {
		return false
	}
	if judged := verbs[lemma].stance == parallax.Evaluates; judged || lemma == "blame" || lemma == "accuse" {
		for _, c := range f.kids[id] {
			if c > k && (f.tok(c).Deprel == "obl" && f.hasCase(c, "for", "of") || f.tok(c).Deprel == "advcl" && (!judged || f.marked(c, "for"))) {
				_, b := f.edges(c, nil)
				last = max(last, b)
			}
		}
	}
	x.head, x.content = k, f.trim(first, last)
	return len(x.content) > 0
}

// raised are the nouns that make "raise" a verb of saying.
var raised = wordSet(`possibility prospect specter spectre concern question fear alarm doubt issue suspicion`)

// rejected are, beside claims told before, the nouns that make "reject" a verb of saying.
var rejected = wordSet(`argument characterization conclusion contention finding idea interpretation notion premise theory view`)

// prepContent is the oblique of a verb that claims by a preposition.
func (f *finder) prepContent(id int, preps []string, x *found) bool {
	k := f.oblique(id, preps...)
	if k == 0 {
		return false
	}
	first, last := f.edges(k, func(c int) bool { return f.tok(c).Deprel == "case" && c < k })
	// "pressed the minister for answers": whom it is asked of belongs to it.
	if o := f.child(id, "obj"); o > id && o < k && x.stance == parallax.Asks {
		first, _ = f.edges(o, nil)
	}
	x.head, x.content = k, f.trim(first, last)
	return len(x.content) > 0
}
