package plover

import (
	"slices"

	"parallax"
)

// Between is what the party named at one span does to the one named at the other,
// in the same sentence: an event without its parties, of no type where no word
// tells anything of them. It weighs every candidate of the sentence, also those
// too doubtful to be told: who its parties are, where it stands on the way through
// the tree from one to the other, and how likely it is an event. What is
// refused – "will not meet", "refused to send" – is REJECT.
func Between(d *parallax.Document, actor, recipient parallax.Span) parallax.Event {
	a, r := headWord(d, actor), headWord(d, recipient)
	if a == 0 || r == 0 {
		return parallax.Event{}
	}
	report := d.Sentences[d.Tokens[a-1].Sent-1].Report
	if report == 0 {
		return parallax.Event{}
	}
	c := newCoder(d, report)
	if k := c.demanded(a, recipient); k > 0 {
		return parallax.Event{Span: c.tok(k).Span, Head: k, Type: "REQUEST", Status: parallax.Actual, Report: report}
	}
	c.find()
	c.weighAll()
	best, top := -1, touched
	for i := range c.events {
		e := &c.events[i]
		if e.gone || e.typ == Other || c.tok(e.head).Sent != c.tok(a).Sent {
			continue
		}
		if s := c.standsBetween(e, a, r, actor, recipient); s > top {
			best, top = i, s
		}
	}
	if best < 0 {
		return c.said(a, r)
	}
	e := &c.events[best]
	if e.status == parallax.Negated && e.verb {
		switch e.typ {
		case "CONSULT", "COOPERATE", "AID", "AGREE", "SUPPORT", "CONCEDE", "RETREAT":
			e.typ, e.status, e.modes = "REJECT", parallax.Actual, nil
		}
	}
	return parallax.Event{Span: c.tok(e.head).Span, Head: e.head, Type: e.typ, Modes: e.modes, Status: e.status, Report: report, Score: e.score}
}

// demanded is the verb of what the actor says that the recipient must or should do, 0 for none.
func (c *coder) demanded(a int, recipient parallax.Span) int {
	if c.rel(a) != "nsubj" || c.tok(a).Head == 0 {
		return 0
	}
	for _, k := range c.kids[c.tok(a).Head] {
		if c.rel(k) == "ccomp" && c.bidden(k) && c.subject(k) > 0 && recipient.Covers(c.tok(c.subject(k)).Span) {
			return k
		}
	}
	return 0
}

// bidden reports whether a verb says what must or should be done.
func (c *coder) bidden(k int) bool {
	return slices.ContainsFunc(c.kids[k], func(w int) bool { l := c.lemma(w); return c.rel(w) == "aux" && (l == "must" || l == "should") })
}

// said reads what one party says of another where no trigger tells it: that they
// must is a request, that oneself will an agreement, that one will not a refusal.
func (c *coder) said(a, r int) parallax.Event {
	for id, n := c.tok(a).Head, 0; id > 0 && n < 4; id, n = c.tok(id).Head, n+1 {
		for _, k := range c.kids[id] {
			if d := c.tok(k).Deprel; d != "ccomp" && d != "xcomp" {
				continue
			}
			x := parallax.Event{Span: c.tok(k).Span, Head: k, Status: parallax.Actual}
			switch {
			case c.bidden(k) && slices.Contains(c.way(a, r), k):
				x.Type = "REQUEST"
			case c.willNot(k) && c.negated(k):
				x.Type = "REJECT"
			case c.willNot(k), c.tok(id).UPOS == "ADJ" && planning[c.lemma(id)] && c.infinitive(k):
				x.Type = "AGREE"
			default:
				continue
			}
			return x
		}
	}
	return parallax.Event{}
}

// How much each thing counts for a candidate between two parties; chosen on the
// development part of the project's labels.
const (
	forActor     = 2.0
	forRecipient = 1.5
	forPath      = 1.5 // on the way from one to the other
	forSubject   = 1.0
	forScore     = 2.0
	forPair      = 1.5
	inParty      = -3.0 // a word of the party's own name
	touched      = 1.8  // what it takes
)

func (c *coder) standsBetween(e *found, a, r int, actor, recipient parallax.Span) float64 {
	is := map[bool]float64{true: 1}
	at := c.tok(e.head).Span
	s := forScore*float64(e.score) + forPair*c.pairVote(e)
	s += forActor * is[c.partyIn(e.actor, actor)]
	s += forRecipient * is[c.partyIn(e.recip, recipient) || e.s.both && c.partyIn(e.actor, recipient)]
	s += forSubject * is[e.verb && c.partyIn([]int{c.subject(e.head)}, actor)]
	s += inParty * is[actor.Covers(at) || recipient.Covers(at)]
	s += forPath * is[slices.Contains(c.way(a, r), e.head)]
	return s
}

// partyIn reports a participant within a span, or named there.
func (c *coder) partyIn(heads []int, s parallax.Span) bool {
	return slices.ContainsFunc(heads, func(h int) bool {
		if h == 0 {
			return false
		}
		if s.Covers(c.tok(h).Span) {
			return true
		}
		m := c.mentionOf(h)
		return m > 0 && slices.ContainsFunc(c.d.Entities[c.d.Mentions[m-1].Entity-1].Mentions, func(k int) bool { return c.d.Mentions[k-1].Overlap(s) > 0 })
	})
}

// way are the words from one to another through the tree.
func (c *coder) way(a, b int) []int {
	up := func(id int) (out []int) {
		for n := 0; id > 0 && n < 30; id, n = c.tok(id).Head, n+1 {
			out = append(out, id)
		}
		return out
	}
	ua, ub := up(a), up(b)
	for i, x := range ua {
		if j := slices.Index(ub, x); j >= 0 {
			return slices.Concat(ua[1:i+1], ub[1:max(1, j)])
		}
	}
	return nil
}

// headWord is the token of a span whose governor lies outside it.
func headWord(d *parallax.Document, s parallax.Span) int {
	first := 0
	for i, t := range d.Tokens {
		if !s.Covers(t.Span) {
			continue
		}
		if first == 0 {
			first = i + 1
		}
		if t.Head == 0 || !s.Covers(d.Tokens[t.Head-1].Span) {
			return i + 1
		}
	}
	return first
}
