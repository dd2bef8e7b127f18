package plover

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// participants reads actors and recipients off the tree by the frame.
func (c *coder) participants(e *found) {
	e.actor = c.slots(e, e.s.actor, e.s.both)
	if e.s.both && !e.verb && len(e.actor) == 1 {
		// "he told him in a phone call with …": the other side is the verb's subject
		if g := c.tok(e.head).Head; c.tok(e.head).Deprel == "obl" && g > 0 && c.tok(g).UPOS == "VERB" {
			if s := c.subject(g); s > 0 && !slices.Contains(e.actor, s) && (c.cases(e.head) == "in" || c.cases(e.head) == "during" || c.cases(e.head) == "at" || c.cases(e.head) == "on") {
				e.actor = append(e.actor, s)
			}
		}
	}
	e.recip = nil
	for _, r := range c.slots(e, e.s.recip, false) {
		if !slices.Contains(e.actor, r) {
			e.recip = append(e.recip, r)
		}
	}
}

// slots are the head tokens that fill the first slot that holds anything, or
// all slots when every one is wanted.
func (c *coder) slots(e *found, names []string, all bool) []int {
	var out []int
	for _, name := range names {
		name, weak := strings.CutSuffix(name, "?")
		if weak && len(out) > 0 {
			continue
		}
		var got []int
		for _, h := range c.slot(e, name) {
			for _, k := range append([]int{h}, c.conjuncts(h)...) {
				if k = c.counted(k); k > 0 && !slices.Contains(got, k) && !slices.Contains(out, k) {
					got = append(got, k)
				}
			}
		}
		out = append(out, got...)
		if len(out) > 0 && !all {
			break
		}
	}
	return out
}

func (c *coder) slot(e *found, name string) []int {
	id := e.head
	one := func(h int) []int {
		if h == 0 || h == id {
			return nil
		}
		return []int{h}
	}
	if !e.verb {
		switch name {
		case "poss":
			if p := c.child(id, "nmod:poss", "nsubj"); p > 0 && p < id {
				return []int{p}
			}
			return c.lightActor(e)
		case "mod":
			var out []int
			for _, k := range c.modifiers(id) {
				if m := c.byHead[k]; m > 0 && actorType(c.d.Mentions[m-1].Type) || c.nation(k) != "" {
					out = append(out, k)
				}
			}
			return out
		case "by":
			out := c.obliques(id, "by")
			for _, k := range c.kids[id] {
				if strings.HasPrefix(c.tok(k).Deprel, "acl") {
					if a := c.agent(k); a > 0 {
						out = append(out, a)
					}
				}
			}
			if len(out) == 0 {
				return c.launchedBy(id)
			}
			return out
		}
		out := c.obliques(id, name)
		if len(out) == 0 && e.light > 0 && c.tok(id).Head == e.light && name != "of" && name != "in" && name != "at" {
			out = c.obliques(e.light, name)
		}
		return out
	}
	switch name {
	case "-":
		return nil
	case "subj":
		if c.passive(id) {
			return nil
		}
		return one(c.subject(id))
	case "by":
		return one(c.agent(id))
	case "obj":
		if c.passive(id) {
			return one(c.subject(id))
		}
		if o := c.object(id); o > 0 {
			return []int{o}
		}
		return one(c.child(id, "iobj"))
	case "iobj":
		return one(c.child(id, "iobj"))
	case "xobj", "xsubj":
		for _, k := range c.kids[id] {
			if d := c.tok(k).Deprel; d == "xcomp" || d == "ccomp" {
				if name == "xsubj" {
					return one(c.subject(k))
				}
				if o := c.object(k); o > 0 {
					return []int{o}
				}
				for _, p := range []string{"with", "to", "against", "from", "on"} {
					if o := c.obliques(k, p); len(o) > 0 {
						return o
					}
				}
			}
		}
		return nil
	}
	return c.obliques(id, name)
}

// launchedBy is the agent of a participle that only happenings take, below a name
// within the phrase of one: "an attack on troops in Basra launched by rebels".
func (c *coder) launchedBy(n int) []int {
	for _, k := range c.subtree(n, true) {
		if k > n && c.at[k] == 0 && c.tok(k).XPOS == "VBN" && strings.HasPrefix(c.tok(k).Deprel, "acl") && (c.lemma(k) == "launch" || c.lemma(k) == "conduct" || c.lemma(k) == "carry" || c.lemma(k) == "stage") {
			if a := c.agent(k); a > 0 {
				return []int{a}
			}
		}
	}
	return nil
}

// lightActor is the subject of the light verb that carries a noun.
func (c *coder) lightActor(e *found) []int {
	v := e.light
	if v == 0 || c.tok(e.head).Head != v || !performing[c.lemma(v)] || c.tok(e.head).Deprel == "nsubj" {
		return nil
	}
	s := c.subject(v)
	if c.passive(v) {
		s = c.agent(v)
	}
	if s == 0 || s == e.head {
		return nil
	}
	return []int{s}
}

// agent is the "by" phrase of a passive.
func (c *coder) agent(v int) int {
	if a := c.child(v, "obl:agent"); a > 0 {
		return a
	}
	if c.passive(v) {
		for _, k := range c.kids[v] {
			if c.rel(k) == "obl" && c.cases(k) == "by" {
				return k
			}
		}
	}
	return 0
}

// conjuncts are the heads joined to a noun by "and" or commas.
func (c *coder) conjuncts(id int) []int {
	var out []int
	for _, k := range c.kids[id] {
		switch c.tok(k).Deprel {
		case "conj":
			if !c.verbal(k) {
				out = append(out, k)
				out = append(out, c.conjuncts(k)...)
			}
		case "appos":
			out = append(out, c.conjuncts(k)...)
		}
	}
	return out
}

// counted steps from a counting word to what is counted: "dozens of
// protesters", "members of the Taliban".
func (c *coder) counted(id int) int {
	if relatives[c.word(id)] {
		return 0
	}
	if c.byHead[id] == 0 && quantifier(c.lemma(id)) {
		if of := c.obliques(id, "of"); len(of) > 0 {
			return of[0]
		}
	}
	return id
}

// mentionOf is the mention that a phrase stands for: its head's, that of the
// name in apposition, or for a thing that of its owner ("PMU positions").
func (c *coder) mentionOf(id int) int {
	if m := c.byHead[id]; m > 0 {
		return m
	}
	for _, k := range c.kids[id] {
		switch c.tok(k).Deprel {
		case "appos", "flat", "nmod:desc":
			if m := c.byHead[k]; m > 0 {
				return m
			}
		}
	}
	for _, k := range append(c.modifiers(id), c.child(id, "nmod:poss")) {
		if k == 0 {
			continue
		}
		if m := c.byHead[k]; m > 0 && actorType(c.d.Mentions[m-1].Type) {
			return m
		}
	}
	return 0
}

func actorType(t string) bool {
	switch t {
	case parallax.Person, parallax.NORP, parallax.Org, parallax.GPE, parallax.MilUnit:
		return true
	}
	return false
}

// timed reports whether a token stands in a time expression.
func (c *coder) timed(id int) bool {
	for _, t := range c.d.Times {
		if t.Covers(c.tok(id).Span) {
			return true
		}
	}
	return false
}

// nation is the ISO code of the country that a word names.
func (c *coder) nation(id int) string {
	w := c.tok(id).In(c.d.Text)
	for {
		if x, how, ok := world.CountryOf(w); ok && (how != world.ByCapital || c.tok(id).UPOS == "PROPN") {
			return x.ISO3
		}
		i := strings.LastIndexByte(w, '-')
		if i < 0 {
			return ""
		}
		w = w[:i]
	}
}

// entityOf finds the report's entity for a country that a word names.
func (c *coder) entityOf(iso string) int {
	for i, e := range c.d.Entities {
		if e.Report != c.report || e.Type != parallax.GPE && e.Type != parallax.NORP {
			continue
		}
		if x, how, ok := world.CountryOf(e.Name); ok && x.ISO3 == iso && how != world.ByCapital {
			return i + 1
		}
	}
	return 0
}

// args turns head tokens into participants, one an entity. What names nobody is
// left out.
func (c *coder) args(heads []int, score float32, things bool) []parallax.Arg {
	var out []parallax.Arg
	seen := map[int]bool{}
	for _, h := range heads {
		m := c.mentionOf(h)
		if m == 0 {
			iso := c.nation(h)
			if iso == "" {
				if c.timed(h) {
					continue
				}
				if c.agentive(h) || c.tok(h).UPOS == "NUM" || c.tok(h).UPOS == "PROPN" || things && c.tok(h).UPOS == "NOUN" && c.child(h, "nummod") > 0 {
					a, b := c.edges(h)
					out = append(out, parallax.Arg{Span: c.span(a, b), Score: score * 0.6})
				}
				continue
			}
			out = append(out, parallax.Arg{Span: c.tok(h).Span, Entity: c.entityOf(iso), Score: score})
			continue
		}
		x := c.d.Mentions[m-1]
		if !things && (x.Type == parallax.Fac || x.Type == parallax.Loc && x.Kind == parallax.KindName && c.nation(h) == "" || x.Type == parallax.Work) || x.Type == parallax.Weapon && !c.agentive(h) {
			continue
		}
		if seen[x.Entity] {
			continue
		}
		seen[x.Entity] = true
		out = append(out, parallax.Arg{Span: x.Span, Mention: m, Entity: x.Entity, Score: score})
	}
	return out
}
