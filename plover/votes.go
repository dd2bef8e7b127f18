package plover

import "parallax"

// How sure the trigger head must be to add an event that no rule found, and to
// drop one that a rule did.
const (
	sureEvent   = 0.6
	sureNothing = 0.85
)

// vote lets the encoder's heads add, retype and drop events; without signals it
// does nothing.
func (c *coder) vote() {
	s := c.d.Signals
	if s == nil || len(s.Trigger) != len(c.d.Tokens) {
		return
	}
	for _, x := range c.d.Sentences {
		if x.Report != c.report || x.First == 0 {
			continue
		}
		for id := x.First; id <= x.Last; id++ {
			v := s.Trigger[id-1]
			switch i := c.at[id]; {
			case i > 0 && v.Tag == "":
				c.events[i-1].score *= 1 - 0.6*v.Score
				c.events[i-1].gone = v.Score >= sureNothing
			case i > 0 && v.Tag == c.events[i-1].s.typ:
				c.events[i-1].score = 1 - (1-c.events[i-1].score)*(1-v.Score)
			case i > 0 && v.Score >= sureEvent:
				c.retype(&c.events[i-1], v)
			case i == 0 && v.Tag != "" && v.Score >= sureEvent:
				c.addVoted(id, v)
			}
		}
	}
	if len(s.Status) == len(c.d.Tokens) {
		for i := range c.events {
			e := &c.events[i]
			if v := s.Status[e.head-1]; v.Tag != "" && v.Score >= 0.8 {
				e.status = v.Tag
			}
		}
	}
}

// retype gives an event the type that the head is sure of.
func (c *coder) retype(e *found, v parallax.TagVote) {
	if e.s.unsure && v.Tag == Other {
		e.s.typ, e.s.unsure = Other, false
		return
	}
	e.s.typ, e.s.unsure, e.score, e.modes = v.Tag, false, v.Score, nil
}

// addVoted adds an event that only the head found, with the frame of its part
// of speech.
func (c *coder) addVoted(id int, v parallax.TagVote) {
	e := found{head: id, verb: c.tok(id).UPOS == "VERB", score: v.Score}
	e.s = sense{typ: v.Tag, actor: []string{"subj", "by"}, recip: []string{"obj", "to", "with", "against", "on"}}
	if !e.verb {
		e.s.actor, e.s.recip = []string{"poss", "by", "mod"}, []string{"of", "on", "against", "to", "with"}
		e.light = c.lightVerb(id)
	}
	c.participants(&e)
	c.events = append(c.events, e)
	c.at[id] = len(c.events)
}
