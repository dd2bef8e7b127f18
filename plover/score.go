package plover

import (
	"math"

	"parallax"
)

// keepAt is the score under which a candidate is dropped. On the development
// part of the project's labels it is where precision stands over recall at the
// best F1.
const keepAt = 0.45

// The weights of a logistic regression, fitted on that part, that a reader would
// have noted a candidate as an event.
var (
	bias    = -0.62
	weights = [...]float64{0.14, 0.21, 0.85, 0.68, 0.83, 0.67, 0.27, -0.36, 0.47, 0.65, 0.28, -0.60,
		0.47, -0.50, -0.09, -0.40, 0.27, -0.53, -0.27, -0.39, -0.53, 0.39, -0.83, -0.22}
)

// judge scores the candidates by what rules, heads and surroundings say of them
// and drops the doubtful. Without the heads' votes the rules' word stands.
func (c *coder) judge() {
	s := c.d.Signals
	if s == nil || len(s.Trigger) != len(c.d.Tokens) || len(s.Status) != len(c.d.Tokens) {
		return
	}
	scores := make([]float64, len(c.events))
	for i := range c.events {
		if e := &c.events[i]; !e.gone {
			z := bias
			for k, v := range c.features(e) {
				z += weights[k] * v
			}
			scores[i] = 1 / (1 + math.Exp(-z))
		}
	}
	for i := range c.events {
		if e := &c.events[i]; !e.gone {
			refused := e.typ == "REJECT" && e.s.typ != e.typ // by the rule of status, which the heads do not know
			e.score, e.gone = float32(scores[i]), scores[i] < keepAt && !refused
		}
	}
}

// features describe a candidate.
func (c *coder) features(e *found) [len(weights)]float64 {
	t := c.tok(e.head)
	vote, stat := c.d.Signals.Trigger[e.head-1].Tag, c.d.Signals.Status[e.head-1].Tag
	p := c.eventVote(e)
	logit := math.Log(p / (1 - p))
	quoted := false
	for _, q := range c.d.Sentences[t.Sent-1].Quote {
		quoted = quoted || q.Covers(t.Span)
	}
	is := map[bool]float64{true: 1}
	return [...]float64{
		logit,                            // the head's log-odds that the word tells an event
		is[e.byRule] * logit,             //
		is[vote == e.typ],                // … of this type
		is[vote != "" && vote != e.typ],  // … of another
		is[e.byRule],                     // the lexicon holds it
		is[e.s.unsure],                   //
		is[e.verb],                       //
		is[e.light > 0],                  // a verb carries the noun
		is[c.timeOf(e) > 0],              // dated
		is[c.isTitle(e.head)],            //
		is[c.claimAt(t.Span) > 0],        // somebody's word
		is[quoted],                       //
		is[e.status == parallax.Planned], //
		is[stat == parallax.Possible],    //
		is[stat == parallax.Planned],     //
		is[e.typ == Other],               //
		is[e.typ == "ASSAULT"],           //
		is[e.typ == "ACCUSE"],            //
		is[c.twin(e)],                    // a likelier one of its type in the sentence
		is[t.XPOS == "VBG"],              //
		is[t.XPOS == "VB"],               //
		is[e.verb && t.Deprel == "root"], //
		is[!e.verb && background[c.lemma(e.head)] && e.light == 0],
		is[c.within(e)], // below another event
	}
}

// eventVote is how likely the head holds it that the event's word, or the light
// verb that carries it, tells one.
func (c *coder) eventVote(e *found) float64 {
	best := 0.0
	for _, id := range []int{e.head, max(e.light, 1)} {
		v := c.d.Signals.Trigger[id-1]
		p := float64(v.Score)
		if v.Tag == "" {
			p = 1 - p
		}
		if id == e.head || e.light > 0 {
			best = max(best, p)
		}
	}
	return min(0.995, max(0.005, best))
}

// twin reports a likelier event of the same type in the sentence.
func (c *coder) twin(e *found) bool {
	for i := range c.events {
		o := &c.events[i]
		if o.head != e.head && !o.gone && o.typ == e.typ && c.tok(o.head).Sent == c.tok(e.head).Sent && c.eventVote(o) >= c.eventVote(e) {
			return true
		}
	}
	return false
}

// within reports that another event governs this one.
func (c *coder) within(e *found) bool {
	for id, n := c.tok(e.head).Head, 0; id > 0 && n < 3; id, n = c.tok(id).Head, n+1 {
		if j := c.at[id]; j > 0 && !c.events[j-1].gone {
			return true
		}
	}
	return false
}

// background nouns name a state of things more often than one happening.
var background = wordSet(`war conflict violence fighting combat hostility escalation tension unrest crisis campaign struggle effort bloodshed insurgency
	confrontation flare-up warfare turmoil operation activity move`)
