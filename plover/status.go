package plover

import (
	"slices"
	"strings"

	"parallax"
)

// Governing words that say how an event in their scope stands to the facts.
var (
	planning = wordSet(`plan intend aim expect schedule prepare seek hope want wish mean propose promise vow pledge agree set ready due slate commit offer bound
		plot prepare consider project poised plan intention effort bid proposal pledge promise commitment willing willingness determined preparation`)
	wanting = wordSet(`urge ask demand call request order tell need threaten advise encourage recommend appeal beg press push insist suggest consider warn fear
		call demand request appeal threat possibility prospect risk option likelihood chance ability idea campaign bid right able likely unlikely threaten want refuse decline reluctant
		authorize authorise require debate discuss contemplate mull weigh possible potential hypothetical`)
	happened   = wordSet(`begin start continue manage use force try cause lead help proceed go decide move prompt decision allow let`)
	undone     = wordSet(`fail refuse decline stop prevent avoid avert thwart foil halt block deny abort resist`)
	cancelling = wordSet(`cancel postpone scrap abort shelve delay suspend call abandon`)
	unreal     = wordSet(`may might could can should must would`)
	hearsay    = wordSet(`allege accuse claim reportedly allegedly suspect blame report rumor rumour purport believe`)
)

// settle gives the event its status and adds modes from the words around it.
func (c *coder) settle(e *found) {
	e.status = c.status(e)
	voted, sure := c.votedStatus(e.head)
	e.status = weighStatus(e.status, voted, sure)
	if e.status == "" {
		e.status = parallax.Actual
	}
	if e.status == parallax.Negated && e.verb && c.willNot(e.head) {
		// "would not discuss": to say that one will not is to refuse
		switch e.typ {
		case "CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT", "CONCEDE", "RETREAT":
			e.typ, e.status, e.modes = "REJECT", parallax.Actual, nil
		}
	}
	if (e.status == parallax.Possible || e.status == parallax.Planned) && c.asked(e) {
		e.gone = true
	}
	c.addModes(e)
}

// weighStatus sets the status that the rules read off the words, "" where they
// found none, against the head's vote. The head cannot tell the past from the
// present, and for what is alleged it is no better than chance.
func weighStatus(rule, voted string, sure float32) string {
	switch rule {
	case "":
		switch voted {
		case parallax.Possible, parallax.Planned, parallax.Negated:
			if sure >= statusAt {
				return voted
			}
		}
	case parallax.Planned:
		if voted == parallax.Possible && sure >= statusAt || voted == parallax.Actual && sure >= statusSure {
			return voted
		}
	case parallax.Possible:
		if voted == parallax.Actual && sure >= statusSure {
			return voted
		}
	}
	return rule
}

func (c *coder) willNot(v int) bool {
	for _, k := range c.kids[v] {
		if w := c.lemma(k); c.rel(k) == "aux" && (w == "will" || w == "would" || w == "wo" || w == "shall") {
			return true
		}
	}
	return false
}

func (c *coder) negated(v int) bool {
	return slices.ContainsFunc(c.kids[v], func(k int) bool { w := c.lemma(k); return w == "not" || w == "n't" || w == "n’t" })
}

// asked reports whether an event that did not happen is only what a request or
// refusal is about, which tells it already.
func (c *coder) asked(e *found) bool {
	for id, n := c.tok(e.head).Head, 0; id > 0 && n < 4; id, n = c.tok(id).Head, n+1 {
		if j := c.at[id]; j > 0 {
			t := c.events[j-1].s.typ
			if c.events[j-1].verb && c.willNot(id) && c.negated(id) {
				return true // what somebody refuses to discuss
			}
			return t == "REQUEST" || t == "REJECT"
		}
		if d := c.rel(id); d == "ccomp" && c.tok(id).XPOS != "VB" || d == "parataxis" {
			return false
		}
	}
	return false
}

// status walks from the trigger to the top of its sentence.
func (c *coder) status(e *found) string {
	id := e.head
	if e.verb {
		if s := c.auxiliary(id); s != "" {
			return s
		}
	} else {
		for _, k := range c.kids[id] {
			switch w := c.lemma(k); c.tok(k).Deprel {
			case "det":
				if w == "no" {
					return parallax.Negated
				}
			case "amod", "advmod":
				switch w {
				case "alleged", "suspected", "purported", "supposed", "reported":
					if w != "reported" {
						return parallax.Alleged
					}
				case "planned", "upcoming", "scheduled", "proposed", "impending", "forthcoming", "future", "next", "expected":
					return parallax.Planned
				case "possible", "potential", "hypothetical", "threatened", "likely":
					return parallax.Possible
				case "failed", "foiled", "attempted", "thwarted":
					return parallax.Actual
				case "cancelled", "canceled", "postponed":
					return parallax.CalledOff
				case "past", "earlier", "previous", "historic":
					if c.tok(k).Deprel == "amod" && c.tok(id).XPOS == "NNS" {
						return parallax.Historical
					}
				}
			}
		}
	}
	for child, steps := id, 0; steps < 8; steps++ {
		t := c.tok(child)
		g := t.Head
		if g == 0 {
			break
		}
		gl := c.lemma(g)
		switch t.Deprel {
		case "xcomp", "advcl", "ccomp", "acl", "csubj":
			to := t.XPOS == "VB" && c.child(child, "mark") > 0
			if m := c.child(child, "mark"); m > 0 && t.Deprel == "advcl" {
				switch c.lemma(m) {
				case "if", "unless":
					return parallax.Possible
				}
			}
			if m := c.child(child, "mark"); m > 0 && c.lemma(m) == "whether" {
				return parallax.Possible
			}
			if (to || t.XPOS == "VB" || t.XPOS == "VBG") && t.Deprel != "ccomp" {
				switch {
				case undone[gl] && (to || gl == "avoid" || gl == "prevent"):
					return parallax.Negated
				case planning[gl]:
					return parallax.Planned
				case wanting[gl]:
					return parallax.Possible
				case happened[gl]:
				case to && t.Deprel == "advcl" && c.tok(g).UPOS == "VERB" && !done[e.s.typ]:
					return parallax.Planned // purpose; what is said or staged in it is done
				case to && t.Deprel == "acl":
					return parallax.Possible
				}
			}
			if t.Deprel == "ccomp" && (t.XPOS == "VB" || wanting[gl] && c.child(child, "aux") == 0 && c.tok(g).UPOS == "VERB" && t.XPOS == "VB") && asking[gl] {
				return parallax.Possible
			}
		case "obj", "nsubj:pass", "nsubj":
			if child == id || !e.verb {
				switch {
				case cancelling[gl] && c.tok(g).UPOS == "VERB" && t.Deprel != "nsubj" && !e.verb && (gl != "call" || c.hasWord(g, "off")) && (gl != "suspend" && gl != "delay" || e.s.typ == "CONSULT"):
					return parallax.CalledOff
				case undone[gl] && c.tok(g).UPOS == "VERB" && t.Deprel != "nsubj" && !e.verb && (gl == "prevent" || gl == "avoid" || gl == "avert" || gl == "thwart" || gl == "foil"):
					return parallax.Negated
				case (gl == "plan" || gl == "schedule" || gl == "expect" || gl == "prepare" || gl == "plot") && c.tok(g).UPOS == "VERB" && t.Deprel != "nsubj" && !e.verb:
					return parallax.Planned
				case (wanting[gl] || gl == "propose" || gl == "seek") && c.tok(g).UPOS == "VERB" && t.Deprel == "obj" && !e.verb:
					return parallax.Possible
				}
			}
		case "nmod", "obl":
			if !e.verb && (gl == "call" || gl == "plan" || gl == "threat" || gl == "possibility" || gl == "prospect" || gl == "risk" || gl == "proposal" || gl == "demand" || gl == "fear" || gl == "warn" || gl == "request" || gl == "push") {
				switch p := c.cases(child); {
				case gl == "plan" && (p == "for" || p == "of"):
					return parallax.Planned
				case p == "for" || p == "of":
					return parallax.Possible
				}
			}
		}
		// auxiliaries of the governing verb reach its object, infinitive and light noun
		reach := t.Deprel == "xcomp" || t.Deprel == "conj" && c.child(child, "nsubj", "nsubj:pass", "aux") == 0 || !e.verb && child == id
		if reach && c.verbal(g) {
			if s := c.auxiliary(g); s != "" {
				if s != parallax.Negated || e.light == g || e.verb && t.Deprel == "xcomp" {
					return s
				}
			}
		}
		if !c.passes(e, child, g) {
			break
		}
		child = g
	}
	return c.aside(e)
}

// passes reports whether what governs g reaches down to the event through child.
func (c *coder) passes(e *found, child, g int) bool {
	t := c.tok(child)
	switch t.Deprel {
	case "xcomp":
		return true
	case "conj":
		return c.child(child, "nsubj", "nsubj:pass") == 0
	case "acl":
		return t.XPOS == "VB" && planning[c.lemma(g)]
	case "nmod": // request for preparations for a withdrawal
		return !e.verb && c.at[g] == 0 && c.cases(child) == "for"
	case "advcl":
		m := c.child(child, "mark")
		return m > 0 && c.lemma(m) == "to" && !done[e.s.typ]
	case "obj", "nsubj:pass", "nsubj":
		return child == e.head && !e.verb && (e.light == g || starting[c.lemma(g)])
	}
	return false
}

// done are types whose acts are over once they are told as a purpose: "took to
// the streets to protest". Verbs of starting hand on what governs them.
var (
	done     = wordSet("REQUEST ACCUSE PROTEST SUPPORT REJECT")
	starting = wordSet("begin start resume hold attend join launch continue open conduct carry avoid prevent")
)

func (c *coder) hasWord(g int, w string) bool {
	for _, k := range c.kids[g] {
		if c.word(k) == w {
			return true
		}
	}
	return false
}

// auxiliary reads status off a verb's auxiliaries and negation.
func (c *coder) auxiliary(v int) string {
	future, modal, neg := false, false, false
	for _, k := range c.kids[v] {
		w := c.lemma(k)
		switch c.tok(k).Deprel {
		case "aux", "aux:pass", "cop":
			switch {
			case w == "will" || w == "shall" || w == "'ll" || w == "wo" || w == "’ll":
				future = true
			case unreal[w] || w == "ca" || w == "'d":
				modal = true
				if w == "would" {
					future = true
				}
			}
		case "advmod":
			if w == "not" || w == "n't" || w == "never" || w == "n’t" {
				neg = true
			}
		case "mark":
			if w == "if" || w == "unless" || w == "whether" {
				modal = true
			}
		}
		if w == "n't" || w == "n’t" {
			neg = true
		}
	}
	switch {
	case neg:
		return parallax.Negated
	case future && !modal:
		return parallax.Planned
	case future && c.reported(v):
		return parallax.Planned
	case modal:
		return parallax.Possible
	}
	// "is to meet", "is going to meet", "is set to": the copula's infinitive
	t := c.tok(v)
	if t.XPOS == "VB" && t.Head > 0 && t.Deprel == "xcomp" {
		if g := c.lemma(t.Head); g == "go" || g == "be" || g == "set" || g == "due" {
			return parallax.Planned
		}
	}
	if c.isTitle(v) && t.XPOS == "VB" && t.Deprel == "root" && c.child(v, "mark") > 0 {
		return parallax.Planned // headline: "Minister to visit"
	}
	return ""
}

// reported says that a verb stands in the content of speech, where "would" is
// the past of "will".
func (c *coder) reported(v int) bool {
	t := c.tok(v)
	if t.Deprel == "conj" {
		return t.Head > 0 && c.reported(t.Head)
	}
	return t.Deprel == "ccomp"
}

// hedged reports that an adverb lets the telling stand with others: at the verb,
// at one that it is joined to, or at the verb that carries the noun.
func (c *coder) hedged(e *found) bool {
	for id, n := e.head, 0; id > 0 && n < 3; n++ {
		for _, k := range c.kids[id] {
			switch w := c.word(k); w {
			case "allegedly", "reportedly", "purportedly", "supposedly":
				return e.verb
			}
		}
		switch d := c.tok(id).Deprel; {
		case d == "conj" && c.verbal(id), d == "xcomp", !e.verb && c.tok(id).Head == e.light && e.light > 0:
			id = c.tok(id).Head
		default:
			return false
		}
	}
	return false
}

// aside settles what only the claims and dates around the trigger tell.
func (c *coder) aside(e *found) string {
	at := c.tok(e.head).Span
	if c.hedged(e) {
		return parallax.Alleged
	}
	if i := c.claimAt(at); i > 0 {
		x := c.d.Claims[i-1]
		switch {
		case x.Stance == parallax.Denies:
			return parallax.Denied
		case x.Act == "accuse" || x.Act == "allege" || x.Act == "blame" || x.Act == "charge" || x.Act == "suspect" || x.Act == "allegation" || x.Act == "accusation",
			x.Act == "claim" && e.verb && !strings.HasPrefix(c.tok(e.head).Deprel, "acl"):
			return parallax.Alleged
		case x.Stance == parallax.Doubts:
			return parallax.Alleged
		case x.Stance == parallax.Asks && e.verb && (c.tok(e.head).XPOS == "VB"):
			return parallax.Possible
		}
	}
	// accused of, blamed for, on charges of, suspected of
	for child, n := e.head, 0; n < 4 && child > 0; n++ {
		t := c.tok(child)
		if t.Head == 0 {
			break
		}
		g := c.lemma(t.Head)
		p := c.prepOf(child)
		switch {
		case (g == "accuse" || g == "suspect" || g == "charge") && (p == "of" || p == "with"),
			g == "blame" && p == "for",
			(g == "claim" || g == "allegation" || g == "accusation") && t.Deprel == "compound",
			(g == "accusation" || g == "allegation" || g == "charge" || g == "suspicion" || (g == "claim" || g == "report") && c.child(child, "det") == 0) && p == "of":
			return parallax.Alleged
		}
		child = t.Head
		if strings.HasPrefix(t.Deprel, "acl:relcl") || t.Deprel == "ccomp" || t.Deprel == "parataxis" {
			break
		}
	}
	return ""
}
