package plover

import (
	"slices"

	"parallax"
)

// How sure the encoder's pair head must be; measured on the development part of
// the project's labels.
const (
	pairType = 0.7  // settles the type between an event's two parties
	pairFill = 0.3  // gives an event of that type the party that it lacks
	pairAdd  = 0.75 // makes an event of the verb above both
)

// pair lets the pair head, which sees who stands to whom and not which word
// says so, settle types, fill sides and find events that no trigger told.
func (c *coder) pair() {
	if c.d.Signals == nil {
		return
	}
	for _, v := range c.d.Signals.Pairs {
		if v.Actor < c.from || v.Actor > c.to || v.Tag == Other || v.Any*v.Score < pairFill {
			continue
		}
		known, half := false, 0
		for i := range c.events {
			e := &c.events[i]
			if e.gone || c.tok(e.head).Sent != c.tok(v.Actor).Sent {
				continue
			}
			a, r := slices.Contains(e.actor, v.Actor), slices.Contains(e.recip, v.Recipient)
			if e.s.both && slices.Contains(e.actor, v.Recipient) {
				r = true
			}
			switch {
			case a && r:
				known = true
				c.retype(e, v)
			case e.s.typ != v.Tag:
			case a && len(e.recip) == 0 && !e.s.both || r && len(e.actor) == 0:
				half = i + 1
			}
		}
		switch {
		case known:
		case half > 0:
			e := &c.events[half-1]
			if len(e.actor) == 0 {
				e.actor = []int{v.Actor}
			} else if v.Recipient != e.head && c.at[v.Recipient] == 0 {
				e.recip = []int{v.Recipient}
			}
		case v.Any*v.Score >= pairAdd:
			c.between(v)
		}
	}
}

// retype gives an event the type that the head sees between its parties, unless
// the trigger's own vote is as sure of another.
func (c *coder) retype(e *found, v parallax.PairVote) {
	if e.s.typ == v.Tag || v.Any*v.Score < pairType || e.s.typ == Other || e.s.firm {
		return
	}
	if t := c.d.Signals.Trigger[e.head-1]; t.Tag == e.s.typ && t.Score >= v.Score {
		return
	}
	e.s.typ, e.s.unsure, e.modes = v.Tag, false, nil
}

// between makes an event of the word that governs both parties.
func (c *coder) between(v parallax.PairVote) {
	above := func(id int) (out []int) {
		for n := 0; id > 0 && n < 8; id, n = c.tok(id).Head, n+1 {
			out = append(out, id)
		}
		return out
	}
	to := above(v.Recipient)
	for _, id := range above(v.Actor) {
		if id == v.Actor || !slices.Contains(to, id) || id == v.Recipient {
			continue
		}
		if t := c.tok(id); c.at[id] == 0 && (t.UPOS == "VERB" || t.UPOS == "NOUN") && c.mentionOf(id) == 0 {
			e := found{head: id, verb: t.UPOS == "VERB", actor: []int{v.Actor}, recip: []int{v.Recipient}, score: v.Any * v.Score}
			e.s.typ = v.Tag
			c.events = append(c.events, e)
			c.at[id] = len(c.events)
		}
		return
	}
}

// pairVote is how likely the pair head holds it that an event of the type
// stands between two parties of a candidate, 0 where it has no say.
func (c *coder) pairVote(e *found) float64 {
	best := float32(0)
	if c.d.Signals == nil {
		return 0
	}
	for _, v := range c.d.Signals.Pairs {
		if v.Tag == e.typ && slices.Contains(e.actor, v.Actor) && (slices.Contains(e.recip, v.Recipient) || e.s.both && slices.Contains(e.actor, v.Recipient)) {
			best = max(best, v.Any*v.Score)
		}
	}
	return float64(best)
}
