package plover

import (
	"slices"
	"strings"

	"parallax"
)

func (c *coder) tok(id int) *parallax.Token { return &c.d.Tokens[id-1] }

func (c *coder) word(id int) string { return strings.ToLower(c.tok(id).In(c.d.Text)) }

func (c *coder) lemma(id int) string { return strings.ToLower(c.tok(id).Lemma) }

// hyphened is a word with what a hyphen joins to it, where the reader split them:
// "cease-fire"; "" for none.
func (c *coder) hyphened(id int) string {
	if id < 3 || c.word(id-1) != "-" || c.tok(id-1).End != c.tok(id).Start || c.tok(id-2).End != c.tok(id-1).Start {
		return ""
	}
	return c.word(id-2) + "-" + c.lemma(id)
}

// child is the first dependent of id with one of the relations.
func (c *coder) child(id int, rels ...string) int {
	for _, k := range c.kids[id] {
		if slices.Contains(rels, c.tok(k).Deprel) {
			return k
		}
	}
	return 0
}

// rel is the main relation of a token, its subtype left out.
func (c *coder) rel(id int) string {
	r, _, _ := strings.Cut(c.tok(id).Deprel, ":")
	return r
}

// cases are the prepositions of a noun phrase: "on", or "because of".
func (c *coder) cases(id int) string {
	for _, k := range c.kids[id] {
		if c.tok(k).Deprel == "case" && k < id {
			return c.lemma(k)
		}
	}
	return ""
}

// verbal reports whether the token heads a clause.
func (c *coder) verbal(id int) bool {
	t := c.tok(id)
	return t.UPOS == "VERB" || t.UPOS == "AUX" || c.child(id, "cop", "nsubj", "nsubj:pass") > 0
}

// passive reports whether a verb is in the passive: marked, a participle that
// modifies a noun, joined to a passive, or bare in a headline.
func (c *coder) passive(v int) bool {
	if c.child(v, "nsubj:pass", "aux:pass", "obl:agent") > 0 {
		return true
	}
	t := c.tok(v)
	if t.XPOS != "VBN" || c.child(v, "obj", "aux") > 0 {
		return false
	}
	switch t.Deprel {
	case "acl", "amod", "advcl", "xcomp":
		return true
	case "conj":
		return t.Head > 0 && c.child(v, "nsubj") == 0 && c.passive(t.Head)
	case "root", "parataxis", "ccomp":
		return c.d.Sentences[t.Sent-1].Title
	}
	return false
}

var relatives = wordSet("who which that whom whose")

// subject is the head of the grammatical subject of a verb, its own, that of
// the verb it is joined to, or its controller; 0 when there is none.
func (c *coder) subject(v int) int { return c.subjectOf(v, 0) }

func (c *coder) subjectOf(v, depth int) int {
	if depth > 6 || v == 0 {
		return 0
	}
	best := 0
	for _, k := range c.kids[v] {
		switch c.tok(k).Deprel {
		case "nsubj", "nsubj:pass", "nsubj:outer":
			if best == 0 || k < v {
				best = k
			}
		}
	}
	t := c.tok(v)
	if best > 0 {
		if relatives[c.word(best)] && strings.HasPrefix(c.tok(v).Deprel, "acl") {
			return t.Head
		}
		if relatives[c.word(best)] && t.Deprel == "conj" {
			return c.subjectOf(t.Head, depth+1)
		}
		return best
	}
	switch {
	case t.Deprel == "conj":
		return c.subjectOf(t.Head, depth+1)
	case t.Deprel == "xcomp":
		g := t.Head
		if o := c.object(g); o > 0 && !subjectControl[c.lemma(g)] && !c.passive(g) {
			return o
		}
		return c.subjectOf(g, depth+1)
	case t.Deprel == "advcl" && (t.XPOS == "VBG" || t.XPOS == "VBN" || t.XPOS == "VB") && t.Head > 0:
		if t.XPOS == "VB" && !c.passive(t.Head) && asking[c.lemma(t.Head)] {
			if o := c.object(t.Head); o > 0 {
				return o
			}
			for _, k := range c.kids[t.Head] {
				if w := c.cases(k); w == "on" || w == "for" || w == "upon" {
					return k
				}
			}
		}
		if accusing[c.lemma(t.Head)] { // accused them of hiding
			if c.passive(t.Head) {
				return c.subjectOf(t.Head, depth+1)
			}
			if o := c.object(t.Head); o > 0 {
				return o
			}
			return c.child(t.Head, "iobj")
		}
		return c.subjectOf(t.Head, depth+1)
	case strings.HasPrefix(t.Deprel, "acl"):
		if t.XPOS == "VB" { // the decision to withdraw
			if p := c.child(t.Head, "nmod:poss"); p > 0 {
				return p
			}
			if g := c.tok(t.Head).Head; g > 0 && c.tok(t.Head).Deprel == "obj" {
				return c.subjectOf(g, depth+1)
			}
			return 0
		}
		return t.Head
	}
	return 0
}

var (
	subjectControl = wordSet("promise vow threaten pledge swear offer agree use")
	accusing       = wordSet("accuse suspect blame charge convict")
	asking         = wordSet("call urge ask appeal order demand beg plead press pressure lobby push tell")
)

// object is the head of a verb's object: its own, or the noun that its relative
// clause describes.
func (c *coder) object(v int) int {
	if v == 0 {
		return 0
	}
	if o := c.child(v, "obj"); o > 0 {
		if relatives[c.word(o)] && strings.HasPrefix(c.tok(v).Deprel, "acl") {
			return c.tok(v).Head
		}
		return o
	}
	t := c.tok(v)
	if t.Deprel == "acl:relcl" && c.child(v, "nsubj") > 0 && !c.passive(v) {
		if s := c.child(v, "nsubj"); !relatives[c.word(s)] {
			return t.Head
		}
	}
	if t.Deprel == "conj" && t.Head > 0 && !c.passive(v) {
		// killed and wounded four people: the object stands with the last of them
		for _, k := range c.kids[t.Head] {
			if k > v && c.tok(k).Deprel == "obj" {
				return k
			}
		}
	}
	if !c.passive(v) {
		for _, k := range c.kids[v] {
			if c.tok(k).Deprel == "conj" && k-v <= 3 && c.tok(k).UPOS == "VERB" && c.child(k, "nsubj") == 0 {
				return c.child(k, "obj")
			}
		}
	}
	return 0
}

// obliques are the prepositional dependents of a token with the preposition.
func (c *coder) obliques(id int, prep string) []int {
	var out []int
	for _, k := range c.kids[id] {
		switch c.rel(k) {
		case "obl", "nmod":
			if c.cases(k) == prep {
				out = append(out, k)
			}
		}
	}
	return out
}

// modifiers are the words before a noun that modify it.
func (c *coder) modifiers(n int) []int {
	var out []int
	for _, k := range c.kids[n] {
		switch c.tok(k).Deprel {
		case "amod", "compound", "nmod:desc", "nmod", "nmod:unmarked", "flat":
			if k < n && c.cases(k) == "" {
				out = append(out, k)
				// U.S.-led, Saudi-led: the country hangs below the participle
				for _, j := range c.kids[k] {
					if c.rel(j) == "compound" || c.rel(j) == "obl" || c.rel(j) == "nmod" || c.rel(j) == "conj" {
						out = append(out, j)
					}
				}
			}
		}
	}
	return out
}

// edges are the first and last token of the noun phrase of id: clauses,
// appositions and conjuncts left out.
func (c *coder) edges(id int) (first, last int) {
	first, last = id, id
	for _, k := range c.kids[id] {
		switch c.tok(k).Deprel {
		case "acl", "acl:relcl", "appos", "parataxis", "conj", "advcl", "dep", "cc", "punct", "case", "nsubj", "cop", "orphan":
			continue
		}
		a, b := c.edges(k)
		first, last = min(first, a), max(last, b)
	}
	return first, last
}

// subtree collects the tokens below id, in order; other clauses are left out
// when own is set.
func (c *coder) subtree(id int, own bool) []int {
	out := []int{id}
	for _, k := range c.kids[id] {
		if own {
			switch c.tok(k).Deprel {
			case "advcl", "acl:relcl", "parataxis", "conj":
				if c.verbal(k) {
					continue
				}
			}
		}
		out = append(out, c.subtree(k, own)...)
	}
	slices.Sort(out)
	return out
}

func (c *coder) span(first, last int) parallax.Span {
	return parallax.Span{Start: c.tok(first).Start, End: c.tok(last).End}
}

// isTitle reports whether a token stands in a headline.
func (c *coder) isTitle(id int) bool { return c.d.Sentences[c.tok(id).Sent-1].Title }
