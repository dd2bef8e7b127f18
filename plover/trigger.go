package plover

import (
	"slices"
	"strings"

	"parallax"
)

// Light verbs leave the happening to their object: the first kind has the actor
// as its subject, the second only says that the thing took place.
var (
	performing = wordSet(`carry launch conduct stage mount hold impose make issue take give deliver perform execute undertake commit have pay place open
		declare reach sign express voice begin start resume organize organise lead do send file slap levy announce initiate plan host convene join wage
		unleash stage orchestrate strike broker lodge raise extend offer hold seal submit put reimpose approve`)
	occurring = wordSet(`occur happen begin erupt continue follow start break end take come kill leave injure wound last resume spread hit unfold target`)
)

// trigger tests one token against the lexicon.
func (c *coder) trigger(id int) {
	t := c.tok(id)
	var pos string
	switch t.UPOS {
	case "VERB":
		pos = "v"
		if c.nounLike(id) {
			pos = "n"
			break
		}
		if t.Deprel == "amod" && !strings.HasPrefix(t.XPOS, "VBN") {
			return
		}
	case "NOUN", "PROPN":
		pos = "n"
		if t.Deprel == "compound" || t.Deprel == "flat" || c.inName(id) {
			return
		}
	case "ADJ":
		pos = "a"
	default:
		return
	}
	_, senses := c.senses(pos, id)
	if senses == nil {
		return
	}
	light := 0
	if pos == "n" {
		light = c.lightVerb(id)
	}
	for _, s := range senses {
		e := found{head: id, s: s, light: light, verb: pos == "v"}
		if !c.holds(&e) {
			continue
		}
		if s.typ == "" || c.generic(&e) || c.loose(&e) {
			return
		}
		e.modes = slices.Clone(s.modes)
		e.score, e.byRule = 0.7, true
		c.events = append(c.events, e)
		c.at[id] = len(c.events)
		return
	}
}

// nounLike recognises the gerund that is a noun: "the U.S. killing of …".
func (c *coder) nounLike(id int) bool {
	t := c.tok(id)
	if t.XPOS == "NN" || t.XPOS == "NNS" || t.XPOS == "NNP" {
		return true
	}
	return t.XPOS == "VBG" && c.child(id, "obj", "aux") == 0 && c.child(id, "det", "compound", "nmod:poss", "amod", "nsubj") > 0 && len(c.obliques(id, "of")) > 0
}

// senses looks a token up, and forms of its lemma that a lemmatiser may leave.
func (c *coder) senses(pos string, id int) (string, []sense) {
	lex := triggers()
	l := c.lemma(id)
	try := append([]string{l}, stems(c.word(id))...)
	if c.word(id) == "shot" && pos == "v" {
		try = append([]string{"shoot"}, try...)
	}
	if w := c.hyphened(id); w != "" {
		try = append(try, w)
	}
	try = append(try, l+"e", strings.TrimSuffix(l, "e"), strings.TrimSuffix(l, "s"))
	for _, w := range try {
		if s := lex[pos+" "+w]; s != nil {
			return w, s
		}
	}
	return "", nil
}

// stems are the base forms that a regular form may have, and that of a few
// irregular ones.
func stems(w string) []string {
	out := []string{w}
	if b := irregular[w]; b != "" {
		out = append(out, b)
	}
	for _, s := range []string{"ed", "ing", "es", "s"} {
		b, ok := strings.CutSuffix(w, s)
		if !ok || len(b) < 2 {
			continue
		}
		out = append(out, b, b+"e")
		if n := len(b); b[n-1] == b[n-2] {
			out = append(out, b[:n-1])
		}
		if r, ok := strings.CutSuffix(b, "i"); ok {
			out = append(out, r+"y")
		}
	}
	return out
}

var irregular = map[string]string{"fled": "flee", "fought": "fight", "overran": "overrun", "overthrew": "overthrow", "overthrown": "overthrow", "froze": "freeze",
	"frozen": "freeze", "withdrew": "withdraw", "withdrawn": "withdraw", "sought": "seek", "slain": "slay", "blew": "blow", "blown": "blow", "shook": "shake",
	"threw": "throw", "thrown": "throw", "burnt": "burn", "struck": "strike", "forgave": "forgive", "sank": "sink", "sunk": "sink", "stole": "steal", "stolen": "steal"}

// inName reports whether a noun is part of a longer name ("Boston Marathon
// Bombing" as such may trigger, "Attack Helicopter Regiment" not).
func (c *coder) inName(id int) bool {
	t := c.tok(id)
	if t.UPOS != "PROPN" {
		return false
	}
	m := c.byHead[id]
	return m > 0 && c.d.Mentions[m-1].Type != parallax.NamedEv && c.d.Mentions[m-1].Len() > t.Len()
}

// lightVerb is the verb that carries a noun as its object or subject.
func (c *coder) lightVerb(n int) int {
	t := c.tok(n)
	for t.Deprel == "conj" && t.Head > 0 && c.tok(t.Head).UPOS == "NOUN" {
		t = c.tok(t.Head)
	}
	if t.Head == 0 {
		return 0
	}
	g := t.Head
	switch t.Deprel {
	case "obj", "nsubj:pass":
		if performing[c.lemma(g)] {
			return g
		}
	case "nsubj":
		if occurring[c.lemma(g)] {
			return g
		}
	case "obl":
		if w := c.lemma(g); w == "engage" || w == "participate" || w == "carry" || w == "hold" {
			return g
		}
	}
	for _, k := range c.kids[n] {
		if strings.HasPrefix(c.tok(k).Deprel, "acl") && performing[c.lemma(k)] {
			return k
		}
	}
	return 0
}

// holds reports whether the conditions of the event's sense hold, and finds its
// participants on the way.
func (c *coder) holds(e *found) bool {
	placed := false
	for _, x := range e.s.conds {
		if (x.key == "arg" || x.key == "pol") && !placed {
			c.participants(e)
			placed = true
		}
		if c.test(e, x) == x.not {
			return false
		}
	}
	if !placed {
		c.participants(e)
	}
	return true
}

func (c *coder) test(e *found, x cond) bool {
	id := e.head
	switch x.key {
	case "obj":
		o := c.object(id)
		if c.passive(id) {
			o = c.subject(id)
		}
		return c.matches(o, x)
	case "subj":
		s := c.subject(id)
		if c.passive(id) {
			s = c.agent(id)
		}
		return c.matches(s, x)
	case "by":
		return c.matches(c.agent(id), x)
	case "iobj":
		return c.matches(c.child(id, "iobj"), x)
	case "prt":
		for _, k := range c.kids[id] {
			if d := c.tok(k).Deprel; d == "compound:prt" || d == "advmod" && k > id && k-id < 4 && c.tok(k).UPOS != "VERB" {
				if x.words[c.word(k)] || slices.Contains(x.kinds, "any") && d == "compound:prt" {
					return true
				}
			}
		}
		return false
	case "prep":
		for _, k := range c.kids[id] {
			if r := c.rel(k); (r == "obl" || r == "nmod" || r == "advcl" || r == "acl") && x.words[c.prepOf(k)] {
				return true
			}
		}
		if e.light > 0 && c.tok(id).Head == e.light {
			for _, k := range c.kids[e.light] {
				if r := c.rel(k); r == "obl" && k > id && x.words[c.cases(k)] && c.cases(k) != "in" && c.cases(k) != "at" {
					return true
				}
			}
		}
		return false
	case "obl":
		for _, k := range c.kids[id] {
			if r := c.rel(k); (r == "obl" || r == "nmod" || r == "xcomp") && c.matchesAll(k, x) {
				return true
			}
		}
		return false
	case "mod":
		for _, k := range c.modifiers(id) {
			if x.words[c.lemma(k)] || x.words[c.word(k)] {
				return true
			}
			if l := c.lemma(k); strings.Contains(l, "-") {
				for _, p := range strings.Split(l, "-") {
					if x.words[p] {
						return true
					}
				}
			}
		}
		return false
	case "poss":
		p := c.child(id, "nmod:poss")
		return p > 0 && (len(x.words)+len(x.kinds) == 0 || c.matches(p, x))
	case "xcomp":
		for _, k := range c.kids[id] {
			if d := c.tok(k).Deprel; d == "xcomp" || (d == "advcl" || d == "ccomp") && c.tok(k).XPOS == "VB" && k > id {
				if len(x.words) == 0 || x.words[c.lemma(k)] {
					return true
				}
			}
		}
		return false
	case "ccomp":
		for _, k := range c.kids[id] {
			if d := c.tok(k).Deprel; (d == "ccomp" || d == "csubj") && (len(x.words) == 0 || x.words[c.lemma(k)]) {
				return true
			}
		}
		return false
	case "inf":
		for _, k := range c.kids[id] {
			if strings.HasPrefix(c.tok(k).Deprel, "acl") && c.tok(k).XPOS == "VB" {
				return true
			}
		}
		return false
	case "neg":
		return c.willNot(id)
	case "pass":
		return c.passive(id)
	case "num":
		return c.child(id, "nummod") > 0
	case "light": // of the verbs named, if any
		return e.light > 0 && (len(x.words) == 0 || x.words[c.lemma(e.light)])
	case "det": // a definite happening: "the", "this", a possessor
		for _, k := range c.kids[id] {
			if w := c.word(k); w == "the" || w == "this" || w == "that" || w == "these" || w == "those" || c.tok(k).Deprel == "nmod:poss" {
				return true
			}
		}
		return false
	case "arg":
		return len(e.actor)+len(e.recip) > 0
	case "pol":
		for _, a := range slices.Concat(e.actor, e.recip) {
			if m := c.mentionOf(a); m > 0 {
				return true
			}
		}
		return false
	}
	return x.words[c.word(id)] // a bare word can only be the trigger itself
}

// prepOf is the preposition of a phrase or the mark of a clause.
func (c *coder) prepOf(k int) string {
	if w := c.cases(k); w != "" {
		return w
	}
	if m := c.child(k, "mark"); m > 0 {
		return c.lemma(m)
	}
	return ""
}

// matches tests the head of a phrase against the words and kinds of a condition.
func (c *coder) matches(id int, x cond) bool {
	if id == 0 {
		return false
	}
	return c.matchesAll(id, x) || slices.ContainsFunc(c.conjuncts(id), func(k int) bool { return c.matchesAll(k, x) })
}

func (c *coder) matchesAll(id int, x cond) bool {
	if x.words[c.lemma(id)] || x.words[c.word(id)] || x.words[c.hyphened(id)] || len(x.words)+len(x.kinds) == 0 {
		return true
	}
	for _, k := range x.kinds {
		if c.isKind(id, k) {
			return true
		}
	}
	// a number of, dozens of: what is counted decides
	if quantifier(c.lemma(id)) {
		for _, k := range c.obliques(id, "of") {
			if c.matchesAll(k, x) {
				return true
			}
		}
	}
	return false
}

func (c *coder) isKind(id int, kind string) bool {
	if kind == "any" {
		return true
	}
	m := c.mentionOf(id)
	if m == 0 {
		if kind == "person" || kind == "actor" {
			return c.agentive(id) || c.tok(id).UPOS == "NUM" || c.tok(id).UPOS == "PRON" && !relatives[c.word(id)] && c.word(id) != "it"
		}
		return false
	}
	x := c.d.Mentions[m-1]
	typ := x.Type
	if typ == "" || x.Kind == parallax.KindPronoun {
		if typ = c.d.Entities[x.Entity-1].Type; typ == "" {
			typ = parallax.Person
		}
	}
	switch kind {
	case "person":
		return typ == parallax.Person || typ == parallax.NORP || typ == parallax.MilUnit
	case "official":
		return typ == parallax.Person || c.lemma(id) == "delegation"
	case "place":
		return typ == parallax.GPE || typ == parallax.Loc || typ == parallax.Fac
	case "body":
		return typ == parallax.Org
	case "actor":
		return typ == parallax.Person || typ == parallax.NORP || typ == parallax.Org || typ == parallax.GPE || typ == parallax.MilUnit
	}
	return false
}
