package plover

import (
	"cmp"
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
	kept       = wordSet("keep prevent stop block ban bar deter discourage dissuade protect save")
	felt       = wordSet("happy glad proud sorry sad surprised shocked lucky pleased delighted honored honoured quick slow first last")
	unsure     = wordSet("unlikely likely possible impossible doubtful uncertain unclear improbable")
	hearsay    = wordSet(`allege accuse claim reportedly allegedly suspect blame report rumor rumour purport believe`)
)

// settle gives the event its status and adds modes from the words around it.
func (c *coder) settle(e *found) {
	e.status = c.status(e)
	if i := c.claimAt(c.tok(e.head).Span); i > 0 && c.d.Claims[i-1].Stance == parallax.Denies && (e.verb || e.light > 0) && e.status != parallax.Negated {
		e.status = parallax.Denied
	}
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
	if (e.status == parallax.Possible || e.status == parallax.Planned) && c.asked(e) && (e.verb || !c.slated(e.head)) {
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
	} else if s := c.nominal(id); s != "" {
		return s
	}
	for child, steps := id, 0; steps < 8; steps++ {
		t := c.tok(child)
		g := t.Head
		if g == 0 {
			break
		}
		gl := c.lemma(g)
		switch t.Deprel {
		case "acl:relcl": // "the alleged attack that killed"
			if child == id && c.subject(id) == g && c.tok(g).UPOS == "NOUN" {
				if s := c.nominal(g); s == parallax.Alleged || s == parallax.Planned {
					return s
				}
			}
		case "xcomp", "advcl", "ccomp", "acl", "csubj":
			to := c.infinitive(child)
			if m := c.child(child, "mark"); m > 0 && t.Deprel == "advcl" {
				switch c.lemma(m) {
				case "if", "unless":
					return parallax.Possible
				}
			}
			if m := c.child(child, "mark"); m > 0 {
				switch c.lemma(m) {
				case "whether":
					return parallax.Possible
				case "without":
					return parallax.Negated
				}
			}
			if to && hearsay[gl] && c.child(child, "aux") > 0 && c.lemma(c.child(child, "aux")) == "have" {
				return parallax.Alleged // "is believed to have fired"
			}
			if (to || t.XPOS == "VB" || t.XPOS == "VBG") && t.Deprel != "ccomp" {
				switch {
				case undone[gl] && (to || gl == "avoid" || gl == "prevent"):
					return parallax.Negated
				case gl == "have" && to && c.hasWord(g, "yet"), gl == "rule" && c.hasWord(g, "out") && !c.negated(g):
					return parallax.Negated // "has yet to sign", "ruled out sending troops"
				case planning[gl] && c.refused(g):
					return parallax.Negated
				case planning[gl]:
					return parallax.Planned
				case wanting[gl]:
					return parallax.Possible
				case t.XPOS == "VBG" && c.prepOf(child) == "from" && kept[gl]:
					return parallax.Negated // "kept them from leaving"
				case to && c.tok(g).UPOS == "ADJ" && !happened[gl] && !felt[gl]:
					return parallax.Possible // "hard to sell"
				case to && gl == "try" && !attempted[e.s.typ]:
					return parallax.Possible
				case gl == "decision" && to && child == id && e.verb:
					if decreed[e.s.typ] {
						return parallax.Actual // "the decision to revoke the visas": what is decided is done
					}
					return parallax.Planned // "the decision to send more troops"; a strike that one decided to launch is mostly told after it
				case forcing[gl] && to && child == id && c.rel(g) != "conj":
					return cmp.Or(c.auxiliary(g), parallax.Actual) // "forcing them to halt the flights"
				case happened[gl]:
				case to && t.Deprel == "advcl" && c.tok(g).UPOS == "VERB" && !done[e.s.typ]:
					return parallax.Planned // purpose; what is said or staged in it is done
				case to && t.Deprel == "acl" && !c.ordinal(g):
					return parallax.Possible
				}
			}
			if t.Deprel == "ccomp" && c.subjunctive(child) && (asking[gl] || wanting[gl]) {
				return parallax.Possible
			}
		case "obj", "nsubj:pass", "nsubj":
			if child == id || !e.verb {
				switch {
				case t.Deprel == "nsubj" && (unsure[gl] || c.child(g, "xcomp") > 0 && unsure[c.lemma(c.child(g, "xcomp"))]):
					return parallax.Possible
				case cancelling[gl] && c.tok(g).UPOS == "VERB" && t.Deprel != "nsubj" && !e.verb && (gl != "call" || c.hasWord(g, "off")) && (gl != "suspend" && gl != "delay" || e.s.typ == "CONSULT" || e.s.typ == Other):
					return parallax.CalledOff
				case gl == "avoid" && !e.verb && c.slated(id):
					return parallax.Planned // who keeps away from it does not stop it
				case undone[gl] && c.tok(g).UPOS == "VERB" && t.Deprel != "nsubj" && !e.verb && (gl == "prevent" || gl == "avoid" || gl == "avert" || gl == "thwart" || gl == "foil" || gl == "block"):
					return parallax.Negated
				case (gl == "plan" || gl == "schedule" || gl == "expect" || gl == "prepare" || gl == "plot") && c.tok(g).UPOS == "VERB" && t.Deprel != "nsubj" && !e.verb,
					(gl == "agree" || gl == "negotiate" || gl == "pledge" || gl == "promise" || gl == "vow") && t.Deprel == "obj" && !e.verb && !done[e.s.typ]:
					return parallax.Planned
				case planning[gl] && !e.verb && t.Deprel != "obj" && c.child(g, "xcomp") > 0 && occurring[c.lemma(c.child(g, "xcomp"))]:
					return parallax.Planned // "the trial is set to begin"
				case gl == "rule" && c.hasWord(g, "out") && !e.verb && t.Deprel == "obj":
					return parallax.Possible
				case gl == "call" && c.child(g, "xcomp") > 0: // "called the seizure illegal"
				case (wanting[gl] || gl == "propose" || gl == "seek") && c.tok(g).UPOS == "VERB" && t.Deprel == "obj" && !e.verb:
					return parallax.Possible
				}
			}
		case "nmod", "obl":
			if p := c.cases(child); !e.verb && child == id && (p == "without" || p == "of" && (gl == "lack" || gl == "absence")) {
				return parallax.Negated
			} else if !e.verb && child == id && p == "for" && (gl == "prepare" || gl == "preparation" || gl == "alert") {
				if gl == "alert" {
					return parallax.Possible
				}
				return parallax.Planned
			} else if !e.verb && child == id && p == "include" && c.wished(g) {
				return parallax.Possible // "is considering options, including sanctions"
			}
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
		reach := t.Deprel == "xcomp" || t.Deprel == "conj" && c.child(child, "nsubj", "nsubj:pass", "aux") == 0 || !e.verb && child == id && c.reaches(e, g)
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
	if !e.verb && c.slated(id) {
		return parallax.Planned
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
		return child == e.head && !e.verb && c.reaches(e, g)
	}
	return false
}

// reaches reports that what holds of a verb holds of the noun of the event below
// it: of what it carries, starts or brings about, and of an object that is not
// taken for known. "Would hold the talks", "may face attacks"; but "the protest
// may help", "would focus on the battle".
func (c *coder) reaches(e *found, g int) bool {
	t := c.tok(e.head)
	if l := c.lemma(g); e.light == g || starting[l] || performing[l] {
		return true
	}
	known := slices.ContainsFunc(c.kids[e.head], func(k int) bool {
		w := c.word(k)
		return c.rel(k) == "det" && w != "a" && w != "an" && w != "any" && w != "no"
	})
	switch t.Deprel {
	case "obj", "nsubj:pass":
		return !known && !ending[c.lemma(g)]
	case "nsubj":
		return occurring[c.lemma(g)] && c.child(g, "obj") == 0
	case "conj", "root", "appos":
		return true
	}
	return t.Deprel == "obl" && c.tok(g).UPOS == "VERB" && c.child(e.head, "det", "nmod:poss") == 0
}

// done are types whose acts are over once they are told as a purpose: "took to
// the streets to protest". Verbs of starting hand on what governs them.
var (
	done      = wordSet("REQUEST ACCUSE PROTEST SUPPORT REJECT")
	attempted = wordSet("ASSAULT COERCE PROTEST MOBILIZE")        // whose attempt is one
	decreed   = wordSet("SANCTION COERCE CONCEDE REJECT SUPPORT") // done by deciding it
	forcing   = wordSet("force prompt cause lead manage")
	ending    = wordSet("end stop halt suspend quash quell block oppose condemn reverse overturn lift put crush disperse praise protest") // of what there is
	starting  = wordSet("begin start resume hold attend join launch continue open conduct carry avoid prevent")
)

// wished reports a noun that a verb of considering or asking governs.
func (c *coder) wished(n int) bool {
	g := c.tok(n).Head
	return g > 0 && c.tok(n).Deprel == "obj" && wanting[c.lemma(g)] || wanting[c.lemma(n)]
}

func (c *coder) hasWord(g int, w string) bool {
	for _, k := range c.kids[g] {
		if c.word(k) == w {
			return true
		}
	}
	return false
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
		case x.Act == "accuse" || x.Act == "allege" || x.Act == "blame" || x.Act == "charge" || x.Act == "suspect" || x.Act == "allegation" || x.Act == "accusation",
			x.Act == "claim" && e.verb && !strings.HasPrefix(c.tok(e.head).Deprel, "acl"):
			return parallax.Alleged
		case x.Act == "suggest" && e.verb, x.Act == "doubt", e.verb && c.tok(e.head).Deprel != "advcl" && c.rumoured(x):
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
