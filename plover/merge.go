package plover

import (
	"slices"
	"strings"
)

// inherit gives events what their neighbours know: a killing in an attack takes
// the attack's actor, an attack that killed someone its victims.
func (c *coder) inherit() {
	for i := range c.events {
		e := &c.events[i]
		for _, slot := range []*[]int{&e.actor, &e.recip} {
			var out []int
			for _, h := range *slot {
				if j := c.at[h]; j > 0 && j != i+1 && c.mentionOf(h) == 0 {
					x := c.events[j-1]
					if slot == &e.actor {
						out = append(out, x.actor...)
					} else {
						out = append(out, x.recip...)
					}
					if slot == &e.actor && e.s.typ == "ASSAULT" && len(x.recip) == 0 {
						c.events[j-1].recip = e.recip
					}
					continue
				}
				out = append(out, h)
			}
			*slot = out
		}
	}
	for i := range c.events {
		e := &c.events[i]
		if e.s.typ != "ASSAULT" {
			continue
		}
		if !e.verb {
			// the killing of a general in a drone strike: one event
			for _, k := range c.kids[e.head] {
				if j := c.at[k]; j > 0 && c.events[j-1].s.typ == "ASSAULT" && !c.events[j-1].verb && c.rel(k) == "nmod" && (c.cases(k) == "in" || c.cases(k) == "by") {
					x := &c.events[j-1]
					x.gone = true
					if len(e.actor) == 0 {
						e.actor = x.actor
					}
					for _, m := range x.modes {
						if !slices.Contains(e.modes, m) {
							e.modes = append(e.modes, m)
						}
					}
				}
			}
			continue
		}
		// killed in a drone strike, wounded by the blast
		for _, k := range c.kids[e.head] {
			j := c.at[k]
			if j == 0 || c.events[j-1].s.typ != "ASSAULT" {
				continue
			}
			x := &c.events[j-1]
			if c.rel(k) == "obl" || c.rel(k) == "nsubj" {
				if len(e.actor) == 0 || slices.Contains(e.actor, k) {
					e.actor = x.actor
				} else if len(x.actor) == 0 {
					x.actor = e.actor
				}
				if len(x.recip) == 0 || c.passive(e.head) && harming[c.lemma(e.head)] && !x.verb && len(e.recip) > 0 {
					x.recip = e.recip // a vote may have found another
				}
				if harming[c.lemma(e.head)] && !x.verb {
					e.gone = true
					if len(x.actor) == 0 {
						x.actor = e.actor
					}
				}
			}
		}
	}
}

// restated drops what only leads up to another event: the manner named after
// "by" ("responded by firing"), the verb of a clause about a noun that already
// tells it ("an attack launched by"), "in retaliation", and states of things.
func (c *coder) restated() {
	for i := range c.events {
		e := &c.events[i]
		t := c.tok(e.head)
		l := c.lemma(e.head)
		switch {
		case e.verb && answering[l]:
			for _, k := range c.kids[e.head] {
				j := c.at[k]
				if j == 0 || c.events[j-1].gone || c.rel(k) != "advcl" && c.rel(k) != "obl" || c.prepOf(k) != "by" && c.prepOf(k) != "with" {
					continue
				}
				e.gone = true
				if x := &c.events[j-1]; len(x.actor) == 0 {
					x.actor = e.actor
				}
			}
		case e.verb && strings.HasPrefix(t.Deprel, "acl") && performing[l] && t.Head > 0 && c.at[t.Head] > 0:
			e.gone = true
			if x := &c.events[c.at[t.Head]-1]; len(x.actor) == 0 {
				x.actor = e.actor
			}
		case !e.verb && (answering[l] && c.cases(e.head) == "in" || states[l] && e.light == 0):
			e.gone = true
		case !e.verb && e.s.typ == "ASSAULT" && (c.cases(e.head) == "in" || c.cases(e.head) == "by"):
			// "the killing of the minister, …, in a drone strike", wherever the tree hangs it
			for j := range c.events {
				x := &c.events[j]
				if x.gone || i == j || x.s.typ != "ASSAULT" || x.head > e.head || e.head-x.head > 14 || c.tok(x.head).Sent != t.Sent || !harmed[c.lemma(x.head)] || c.clauseBetween(x.head, e.head) {
					continue
				}
				if x.verb {
					if len(e.recip) == 0 {
						e.recip = x.recip
					}
					x.gone = true
					continue
				}
				e.gone = true
			}
		}
	}
}

// clauseBetween reports that a finite verb stands between two words.
func (c *coder) clauseBetween(a, b int) bool {
	for id := a + 1; id < b; id++ {
		if c.verbal(id) {
			return true
		}
	}
	return false
}

// answering words say that an act answers another; harmed are the words for
// what comes of an attack.
var (
	answering = wordSet("respond retaliate react answer reply retaliation response reaction revenge reprisal")
	harmed    = wordSet("kill wound injure die killing death murder assassination slaying injury")
)

// harming verbs tell what came of an attack that the same clause names.
var harming = wordSet("kill wound injure maim hurt die")

// merge drops a verb that only carries the noun which tells the same happening –
// "imposed sanctions", "opened an investigation" – and of a verb and its object
// that one party does both of, the likelier stays: "tweeted support", "fired
// shots". What is refused or condemned is another's act.
func (c *coder) merge() {
	for i := range c.events {
		v := &c.events[i]
		if !v.verb || v.gone {
			continue
		}
		for _, k := range c.kids[v.head] {
			j := c.at[k]
			if j == 0 {
				continue
			}
			n := &c.events[j-1]
			rel := c.tok(k).Deprel
			if n.verb || rel != "obj" && rel != "nsubj:pass" {
				continue
			}
			one := v.s.typ != "REJECT" && (n.light == v.head || n.s.typ == v.s.typ) && slices.ContainsFunc(n.actor, func(a int) bool { return slices.Contains(v.actor, a) })
			if one && c.voteAt(n.head) < c.voteAt(v.head) {
				n.gone = true
				if len(v.modes) == 0 && n.s.typ == v.s.typ {
					v.modes = n.modes
				}
				continue
			}
			if one || n.s.typ == v.s.typ && performing[c.lemma(v.head)] {
				if len(n.actor) == 0 {
					n.actor = v.actor
				}
				if len(n.recip) == 0 {
					n.recip = slices.DeleteFunc(slices.Clone(v.recip), func(h int) bool { return h == k })
				}
				if len(n.modes) == 0 {
					n.modes = v.modes
				}
				v.gone = true
			}
		}
		if len(v.recip) > 0 {
			v.recip = slices.DeleteFunc(v.recip, func(h int) bool { return c.at[h] > 0 && c.mentionOf(h) == 0 })
		}
	}
}

// accidental reports harm that nobody did: no actor is told, and the words below
// the verb or the noun tell an accident, or a vehicle that did it.
func (c *coder) accidental(e *found) bool {
	l := c.lemma(e.head)
	if len(e.actor) > 0 && !slices.ContainsFunc(e.actor, func(a int) bool { return vehicles[c.lemma(a)] }) || !harming[l] && l != "hit" && l != "strike" && !harmed[l] {
		return false
	}
	if s := c.subject(e.head); e.verb && s > 0 && !c.passive(e.head) && vehicles[c.lemma(s)] {
		return true
	}
	return slices.ContainsFunc(c.subtree(e.head, false), func(id int) bool {
		if id == e.head || c.at[id] > 0 && c.events[c.at[id]-1].s.typ == "ASSAULT" && !c.accidental(&c.events[c.at[id]-1]) {
			return false
		}
		return mishaps[c.lemma(id)] || vehicles[c.lemma(id)] && c.rel(id) == "nsubj" && c.tok(id).Head != e.head
	})
}

var (
	vehicles = wordSet("bus truck car lorry train van motorcycle motorbike bike scooter tractor trailer tanker jeep autorickshaw rickshaw taxi ambulance tram minibus suv")
	mishaps  = wordSet(`accident collision crash mishap pile-up derailment overturn derail capsize collide skid topple collapse drown electrocute landslide avalanche
		earthquake flood lightning stampede blaze cyclone storm tsunami`)
)
