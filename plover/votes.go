package plover

import (
	"slices"

	"parallax"
)

// How sure the encoder's heads must be to overrule the rules; measured on the
// development part of the project's labels.
const (
	addAnyWord  = 0.2  // adds an event at a word that the lexicon does not know
	addKnown    = 0.12 // … at a word of the lexicon none of whose senses held
	retypeAt    = 0.55
	statusAt    = 0.55 // settles a status that no rule did
	statusSure  = 0.85 // undoes what a rule held planned or possible
	modeAt      = 0.5
	roleAt      = 0.5
	actorAt     = 0.5 // names an actor that no rule found
	recipientAt = 0.4
	placeAt     = 0.5
	timeAt      = 0.5
	timeSure    = 0.8 // overrules the tree on the date
)

// vote lets the encoder's heads add, retype and drop events and settle their
// status; without signals it does nothing.
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
			if i := c.at[id]; i > 0 {
				c.weigh(&c.events[i-1])
			}
		}
		for id := x.First; id <= x.Last; id++ {
			if v := s.Trigger[id-1]; c.at[id] == 0 && v.Tag != "" {
				c.add(id, v)
			}
		}
	}
	for i := range c.events {
		c.voteOf(&c.events[i])
	}
}

// weigh sets an event of the rules against the trigger head's vote on its word
// or on the light verb that carries it.
func (c *coder) weigh(e *found) {
	v := c.d.Signals.Trigger[e.head-1]
	if v.Tag == "" && e.light > 0 && c.d.Signals.Trigger[e.light-1].Tag != "" {
		v = c.d.Signals.Trigger[e.light-1]
		if v.Tag != e.s.typ {
			return
		}
	}
	switch {
	case v.Tag == "":
		e.score *= 1 - 0.6*v.Score
	case v.Tag == e.s.typ:
		e.score = 1 - (1-e.score)*(1-v.Score)
	case e.s.unsure && v.Tag == Other:
		e.s.typ, e.s.unsure = Other, false
	case v.Score >= retypeAt && !e.s.firm:
		e.s.typ, e.s.unsure, e.score, e.modes = v.Tag, false, v.Score, nil
	}
}

// add makes an event where only the head found one, with the frame of a sense
// of its type or of its part of speech. A weak vote at a word that has one type
// in the lexicon takes that.
func (c *coder) add(id int, v parallax.TagVote) {
	e := found{head: id, verb: c.tok(id).UPOS == "VERB" && !c.nounLike(id), score: v.Score}
	pos := "n"
	if e.verb {
		pos = "v"
	}
	_, senses := c.senses(pos, id)
	senses = slices.DeleteFunc(slices.Clone(senses), func(s sense) bool { return s.typ == "" })
	switch k := slices.IndexFunc(senses, func(s sense) bool { return s.typ == v.Tag }); {
	case k >= 0 && v.Score >= addKnown:
		e.s = senses[k]
	case len(senses) > 0 && v.Score >= addKnown && v.Score < addAnyWord && !slices.ContainsFunc(senses, func(s sense) bool { return s.typ != senses[0].typ }):
		e.s = senses[0]
	case v.Score >= addAnyWord:
		e.s = sense{typ: v.Tag, actor: []string{"subj", "by"}, recip: []string{"obj", "to", "with", "against", "on"}}
		if !e.verb {
			e.s.actor, e.s.recip = []string{"poss", "by", "mod"}, []string{"of", "on", "against", "to", "with"}
		}
	default:
		return
	}
	switch c.tok(id).UPOS {
	case "VERB", "NOUN", "PROPN", "ADJ":
	default:
		return
	}
	if !e.verb {
		e.light = c.lightVerb(id)
		if j := c.at[c.tok(id).Head]; j > 0 && c.tok(id).Deprel == "compound" {
			return
		}
	}
	if k := c.child(id, "obj", "nsubj:pass"); e.verb && k > 0 && c.at[k] > 0 && performing[c.lemma(id)] && c.events[c.at[k]-1].s.typ == e.s.typ {
		return // the noun tells it
	}
	e.modes = slices.Clone(e.s.modes)
	e.s.unsure = false
	c.participants(&e)
	c.events = append(c.events, e)
	c.at[id] = len(c.events)
}

// votedStatus is what the head says of the status of the event at a word, ""
// without signals.
func (c *coder) votedStatus(id int) (string, float32) {
	s := c.d.Signals
	if s == nil || len(s.Status) != len(c.d.Tokens) {
		return "", 0
	}
	return s.Status[id-1].Tag, s.Status[id-1].Score
}

// voteOf fills what the rules left open: participants and modes.
func (c *coder) voteOf(e *found) {
	s := c.d.Signals
	if t, _ := TypeOf(e.s.typ); len(e.modes) == 0 && len(s.Modes) == len(c.d.Tokens) {
		for _, m := range s.Modes[e.head-1] {
			if m.Score >= modeAt && t.HasMode(m.Tag) {
				e.modes = append(e.modes, m.Tag)
			}
		}
	}
	if len(e.actor) == 0 {
		e.actor = c.voted(e.head, "ACTOR", e.recip)
	}
	if len(e.recip) == 0 && !e.s.both {
		e.recip = c.voted(e.head, "RECIPIENT", e.actor)
	}
}

// voted is the word that most likely plays a role, if it names somebody.
func (c *coder) voted(head int, role string, not []int) []int {
	if h := c.best(head, role, roleAt, func(w int) bool { return c.byHead[w] > 0 && !slices.Contains(not, w) }); h > 0 {
		return []int{h}
	}
	return nil
}

// best is the word with the most votes for a role of those that fit, 0 where
// none has at.
func (c *coder) best(head int, role string, at float32, fits func(word int) bool) int {
	if c.d.Signals == nil {
		return 0
	}
	best := 0
	for _, v := range c.d.Signals.Roles {
		if v.Pred == head && v.Role == role && v.Score >= at && fits(v.Word) {
			best, at = v.Word, v.Score
		}
	}
	return best
}

// fill gives a written event the participants, place and time that no rule
// found, where the head sees them.
func (c *coder) fill(e *found, x *parallax.Event) {
	taken := func(w int) bool {
		m := c.mentionOf(w)
		in := func(a parallax.Arg) bool {
			return a.Covers(c.tok(w).Span) || m > 0 && a.Entity > 0 && a.Entity == c.d.Mentions[m-1].Entity
		}
		return slices.ContainsFunc(x.Actors, in) || slices.ContainsFunc(x.Recipients, in)
	}
	if len(x.Actors) == 0 {
		if h := c.best(e.head, "ACTOR", actorAt, func(w int) bool { return c.mentionOf(w) > 0 && !taken(w) }); h > 0 {
			x.Actors = c.args([]int{h}, e.score, false)
		}
	}
	if len(x.Recipients) == 0 && !e.s.both {
		h := c.best(e.head, "RECIPIENT", recipientAt, func(w int) bool {
			u := c.tok(w).UPOS
			return (c.mentionOf(w) > 0 || u == "NOUN" || u == "PROPN" || u == "NUM") && !taken(w) && c.at[w] == 0
		})
		if h > 0 {
			if x.Recipients = c.args([]int{h}, e.score, true); len(x.Recipients) == 0 && !c.timed(h) {
				a, b := c.edges(h)
				x.Recipients = []parallax.Arg{{Span: c.span(a, b), Score: e.score * 0.6}}
			}
		}
	}
	at := float32(timeAt)
	if x.Time > 0 {
		at = timeSure
	}
	if h := c.best(e.head, "TIME", at, func(w int) bool { return c.timexAt(w) > 0 && !c.behind(e.head, w) }); h > 0 {
		x.Time = c.timexAt(h)
	}
}

// timexAt is the point in time whose expression covers a word, 0 for none.
func (c *coder) timexAt(w int) int {
	for i, t := range c.d.Times {
		if t.Type != "DURATION" && t.Type != "SET" && t.Covers(c.tok(w).Span) {
			return i + 1
		}
	}
	return 0
}
