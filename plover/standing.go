package plover

import (
	"slices"
	"strings"

	"parallax"
)

// nominal reads status off the words that describe a noun.
func (c *coder) nominal(id int) string {
	for _, k := range c.kids[id] {
		if l := c.lemma(k); c.tok(k).Deprel == "acl" && c.infinitive(k) && (performing[l] || occurring[l]) {
			return parallax.Planned // "an event to be held on Monday"
		}
		if l := c.lemma(k); strings.HasPrefix(c.tok(k).Deprel, "acl") && c.tok(k).XPOS == "VBN" && (l == "cancel" || l == "postpone" || l == "scrap") {
			return parallax.CalledOff // "a speech that was cancelled"
		}
		w := c.lemma(k)
		if c.tok(k).XPOS == "VBN" {
			w = c.word(k) // "planned", whose lemma is "plan"
		}
		switch c.tok(k).Deprel {
		case "det":
			if w == "no" {
				return parallax.Negated
			}
		case "amod", "advmod":
			switch w {
			case "alleged", "suspected", "purported", "supposed":
				return parallax.Alleged
			case "planned", "upcoming", "coming", "looming", "imminent", "scheduled", "proposed", "impending", "forthcoming", "future", "next", "expected":
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
	return ""
}

// slated reports a noun that a participle puts on the calendar: "protests planned
// for Friday".
func (c *coder) slated(n int) bool {
	return slices.ContainsFunc(c.kids[n], func(k int) bool {
		l := c.lemma(k)
		return c.tok(k).Deprel == "acl" && c.tok(k).XPOS == "VBN" && (l == "schedule" || l == "plan" || l == "slate")
	})
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
		case "advmod", "cc:preconj", "cc":
			if w == "not" || w == "n't" || w == "never" || w == "n’t" || w == "neither" || w == "nor" && k < v {
				neg = true
			}
		case "nsubj", "nsubj:pass", "obj":
			neg = neg || c.nobody(k) && (k < v || !stative[c.lemma(v)])
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
	if c.infinitive(v) && (c.hasWord(v, "is") || c.hasWord(v, "are")) {
		return parallax.Planned // "a deal is to be signed"
	}
	if t.Head > 0 && t.Deprel == "xcomp" && c.infinitive(v) {
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

// infinitive reports a verb with "to", its own form or that of its auxiliary:
// "to sign", "to be signed".
func (c *coder) infinitive(v int) bool {
	return c.hasWord(v, "to") && (c.tok(v).XPOS == "VB" || slices.ContainsFunc(c.kids[v], func(k int) bool { return c.rel(k) == "aux" && c.tok(k).XPOS == "VB" }))
}

// subjunctive reports a verb without tense: bare itself, or its first auxiliary.
func (c *coder) subjunctive(v int) bool {
	if c.tok(v).XPOS == "VB" {
		return c.child(v, "aux") == 0 || !c.finite(v)
	}
	for _, k := range c.kids[v] {
		switch c.rel(k) {
		case "aux", "cop":
			return c.tok(k).XPOS == "VB"
		}
	}
	return false
}

// finite reports an auxiliary with tense or a modal.
func (c *coder) finite(v int) bool {
	for _, k := range c.kids[v] {
		if x := c.tok(k).XPOS; c.rel(k) == "aux" && (x == "MD" || x == "VBD" || x == "VBZ" || x == "VBP") {
			return true
		}
	}
	return false
}

// nobody reports a participant that is none: "no one", "nobody", "no drugs".
func (c *coder) nobody(id int) bool {
	switch c.word(id) {
	case "nobody", "none", "nothing", "neither":
		return true
	}
	d := c.child(id, "det")
	return d > 0 && (c.word(d) == "no" || c.word(d) == "neither")
}

// stative verbs with an object that is none say something all the same: "has no
// problem with".
var stative = wordSet("have take make see know expect serve assume leave need")

// ordinal reports a noun by which an infinitive is told as done: "the last state
// to ratify".
func (c *coder) ordinal(n int) bool {
	of := func(id int) bool { w := c.word(id); return w == "first" || w == "last" || w == "latest" || w == "only" }
	return of(n) || slices.ContainsFunc(c.kids[n], of)
}

// refused reports a plan that there is not: "does not want", "no plans".
func (c *coder) refused(g int) bool {
	return c.negated(g) || c.nobody(g)
}

// rumoured reports a claim whose only source is rumour or reports.
func (c *coder) rumoured(x parallax.Claim) bool {
	if len(x.Chain) != 1 {
		return false
	}
	w := strings.ToLower(x.Chain[0].In(c.d.Text))
	switch w[strings.LastIndexByte(w, ' ')+1:] {
	case "reports", "rumors", "rumours", "allegations":
		return true
	}
	return false
}

// Standing is how an event stands to the facts: its status, and how likely the
// encoder's head holds it that it happened (0.5 without signals).
type Standing struct {
	Status   string
	Happened float64
}

// Standings are those that events told at the tokens would have, whether the
// coder finds one there or not; empty for a token in no report.
func Standings(d *parallax.Document, tokens []int) []Standing {
	out := make([]Standing, len(tokens))
	coders := map[int]*coder{}
	for i, id := range tokens {
		if r := d.Tokens[id-1].Deprel; r == "cop" || r == "aux" || r == "aux:pass" {
			id = d.Tokens[id-1].Head // what the clause says
		}
		r := d.Sentences[d.Tokens[id-1].Sent-1].Report
		if r == 0 {
			continue
		}
		if coders[r] == nil {
			coders[r] = newCoder(d, r)
		}
		out[i] = coders[r].standing(id)
	}
	return out
}

func (c *coder) standing(id int) Standing {
	e := found{head: id, verb: c.verbal(id) && !c.nounLike(id)}
	if !e.verb {
		e.light = c.lightVerb(id)
	}
	e.s.typ, e.typ = Other, Other
	voted, sure := c.votedStatus(id)
	s := Standing{weighStatus(c.status(&e), voted, sure), 0.5}
	if s.Status == "" {
		s.Status = parallax.Actual
	}
	switch voted {
	case "":
	case parallax.Actual, parallax.Historical:
		s.Happened = float64(sure)
	default:
		s.Happened = float64(1-sure) / 2
	}
	return s
}
