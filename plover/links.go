package plover

import (
	"slices"
	"strconv"
	"strings"

	"parallax"
)

// write puts an event into the document and ties claims, time, place and
// figures to it.
func (c *coder) write(e found) {
	d := c.d
	id := len(d.Events) + 1
	first := e.head
	if !e.verb {
		if k := e.head - 1; k > 0 && c.tok(k).Head == e.head && c.tok(k).Deprel == "compound" && c.tok(k).UPOS == "NOUN" && c.tok(k).Sent == c.tok(e.head).Sent {
			first = k
		}
	}
	x := parallax.Event{Span: c.span(first, e.head), Head: e.head, Type: e.typ, Modes: e.modes, Status: e.status,
		Sent: c.tok(e.head).Sent, Report: c.report, Score: e.score}
	if e.typ == Other {
		x.Label = c.lemma(e.head)
		x.Modes = nil
	}
	x.Contexts = c.contexts(&e)
	x.Actors = c.args(e.actor, e.score, false)
	x.Recipients = c.args(e.recip, e.score, true)
	x.Recipients = slices.DeleteFunc(x.Recipients, func(r parallax.Arg) bool {
		return r.Entity > 0 && slices.ContainsFunc(x.Actors, func(a parallax.Arg) bool { return a.Entity == r.Entity })
	})
	x.Time, x.Place = e.time, e.place
	c.fill(&e, &x)
	x.Recipients = slices.DeleteFunc(x.Recipients, func(r parallax.Arg) bool { return c.noParty(&e, r) })
	if x.Status == parallax.Actual && (x.Time > 0 && (c.old(x.Time) || c.bareYear(x.Time)) || x.Time == 0 && c.oldSentence(x.Sent)) {
		x.Status = parallax.Historical
	}
	if x.Status == parallax.Actual && x.Time > 0 && c.ahead(x.Time) {
		x.Status = parallax.Planned
	}
	x.Claim = c.claimAt(x.Span)
	for i := range d.Claims {
		if d.Claims[i].Report == c.report && inContent(d.Claims[i], x.Span) {
			d.Claims[i].Events = append(d.Claims[i].Events, id)
		}
	}
	x.Figures = c.figures(&e, id)
	d.Events = append(d.Events, x)
}

// noParty reports a recipient that is none: the town or building that one visits,
// the place that names an attack one looks into, a thing that an accident, a vote
// or a theft is about.
func (c *coder) noParty(e *found, r parallax.Arg) bool {
	typ, nation := "", false
	if r.Mention > 0 {
		x := c.d.Mentions[r.Mention-1]
		typ, nation = x.Type, c.nation(x.Head) != ""
		if c.at[c.tok(x.Head).Head] > 0 && c.tok(x.Head).Deprel == "compound" && typ == parallax.GPE && !nation {
			return true
		}
	}
	switch e.typ {
	case "CONSULT":
		return typ == parallax.Fac || typ == parallax.Loc || typ == parallax.GPE && !nation
	case Other:
		return r.Mention == 0 && r.Entity == 0 && !c.people(r.Span, c.d.Sentences[c.tok(e.head).Sent-1])
	}
	return false
}

// people reports that a span without a mention counts or describes persons.
func (c *coder) people(s parallax.Span, sent parallax.Sentence) bool {
	for id := sent.First; id <= sent.Last; id++ {
		if t := c.tok(id); s.Covers(t.Span) && (c.agentive(id) || t.UPOS == "PROPN" || t.UPOS == "NUM") {
			return true
		}
	}
	return false
}

func inContent(x parallax.Claim, s parallax.Span) bool {
	if x.Content.Covers(s) {
		return true
	}
	return slices.ContainsFunc(x.Continued, func(p parallax.Span) bool { return p.Covers(s) })
}

// claimAt is the id of the innermost claim whose content holds s, 0 for none.
func (c *coder) claimAt(s parallax.Span) int {
	best, size := 0, 0
	for i, x := range c.d.Claims {
		if x.Report != c.report || !inContent(x, s) {
			continue
		}
		if n := x.Content.Len(); best == 0 || n < size {
			best, size = i+1, n
		}
	}
	return best
}

// headWithin is the token of a span whose governor lies outside it.
func (c *coder) headWithin(s parallax.Span, sent int) int {
	x := c.d.Sentences[sent-1]
	for id := x.First; id > 0 && id <= x.Last; id++ {
		t := c.tok(id)
		if s.Covers(t.Span) && (t.Head == 0 || !s.Covers(c.tok(t.Head).Span)) && t.UPOS != "PUNCT" {
			return id
		}
	}
	return 0
}

// timeOf is the time expression that dates an event: below the trigger, else
// above it as far as the clause reaches.
func (c *coder) timeOf(e *found) int {
	sent := c.tok(e.head).Sent
	spoken := map[int]bool{}
	for _, x := range c.d.Claims {
		if x.Spoken > 0 && x.Report == c.report {
			spoken[x.Spoken] = true
		}
	}
	best, top := 0, 99
	for i, t := range c.d.Times {
		if t.Sent != sent || t.Type == "DURATION" || t.Type == "SET" {
			continue
		}
		h := c.headWithin(t.Span, sent)
		if h == 0 {
			continue
		}
		n := c.reach(e, h)
		if spoken[i+1] && !(e.verb && c.tok(h).Head == e.head) {
			n += 50
		}
		if n < top {
			best, top = i+1, n
		}
	}
	if top >= 50 {
		return 0
	}
	return best
}

// reach is how far a phrase stands from an event: 0 directly below it, one more
// for each step; 99 where another clause lies between.
func (c *coder) reach(e *found, h int) int {
	// up from the phrase to a governor that is the trigger or dominates it
	n := 0
	up := h
	for steps := 0; steps < 12; steps++ {
		t := c.tok(up)
		if up == e.head {
			return n
		}
		if t.Head == 0 {
			break
		}
		if up != h && (c.verbal(up) || c.at[up] > 0) {
			// crossing another clause or event upwards
			switch t.Deprel {
			case "conj", "xcomp":
			default:
				n += 20
			}
			n += 2
		}
		up = t.Head
		n++
	}
	// the trigger hangs below a verb that the phrase hangs on
	g := c.tok(h).Head
	if g == 0 {
		return 99
	}
	n = 3
	for child, steps := e.head, 0; steps < 6; steps++ {
		t := c.tok(child)
		if t.Head == 0 {
			return 99
		}
		switch t.Deprel {
		case "obj", "nsubj", "nsubj:pass", "xcomp", "obl", "nmod", "obl:agent", "compound", "nmod:poss":
			if backdrop[c.prepOf(child)] {
				return 99
			}
		case "advcl", "conj":
			if c.child(child, "nsubj", "nsubj:pass") > 0 {
				return 99
			}
			n += 2
		default:
			return 99
		}
		n++
		child = t.Head
		if child == g {
			return n
		}
	}
	return 99
}

// backdrop are prepositions behind which another event stands than the clause's: what
// was done on Friday "after the killing" leaves the killing's day open.
var backdrop = wordSet("after before since following until over despite because amid")

// behind reports whether an event stands behind such a preposition that the time
// phrase at h does not stand behind too.
func (c *coder) behind(id, h int) bool {
	for n := 0; id > 0 && n < 6; id, n = c.tok(id).Head, n+1 {
		switch c.rel(id) {
		case "obl", "nmod":
			if backdrop[c.prepOf(id)] {
				for n := 0; h > 0 && n < 12; h, n = c.tok(h).Head, n+1 {
					if h == id {
						return false
					}
				}
				return true
			}
		case "ccomp", "advcl", "acl", "parataxis", "root":
			return false
		}
	}
	return false
}

// old reports that a time lies more than a year before the report, by the
// report's date or, without one, the youngest year that the report names.
func (c *coder) old(time int) bool {
	now := year(c.d.Reports[c.report-1].Published.Value)
	if now == 0 {
		for _, t := range c.d.Times {
			if t.Report == c.report {
				now = max(now, year(t.Value))
			}
		}
	}
	y := year(c.d.Times[time-1].Value)
	if y == 0 || now == 0 {
		return false
	}
	return now-y > 1 || now-y == 1 && len(c.d.Times[time-1].Value) == 4
}

// bareYear reports a year alone in a report without a date: news names the year
// that it is in with a day or a month only.
func (c *coder) bareYear(time int) bool {
	v := c.d.Times[time-1].Value
	return len(v) == 4 && year(v) > 0 && c.d.Reports[c.report-1].Published.Value == ""
}

// ahead reports that a day lies after that of the report, and that words say so:
// the name of a weekday alone may be the last one.
func (c *coder) ahead(time int) bool {
	now, t := c.d.Reports[c.report-1].Published, c.d.Times[time-1]
	if now.Latest == "" || len(t.Earliest) != 10 || t.Earliest <= now.Latest {
		return false
	}
	w := strings.ToLower(t.In(c.d.Text))
	return strings.ContainsAny(w, "0123456789") || strings.Contains(w, "next") || strings.Contains(w, "tomorrow") || strings.Contains(w, "later")
}

// oldSentence reports that every date of a sentence is old.
func (c *coder) oldSentence(sent int) bool {
	n := 0
	for i, t := range c.d.Times {
		if t.Sent != sent || t.Type != "DATE" {
			continue
		}
		if !c.old(i + 1) {
			return false
		}
		n++
	}
	return n > 0
}

func year(v string) int {
	if len(v) < 4 {
		return 0
	}
	y, err := strconv.Atoi(v[:4])
	if err != nil || y < 1500 || y > 2200 {
		return 0
	}
	return y
}

// figures ties the counts of the sentence that fit the event to it: killed and
// wounded to the nearest attack or accident, arrested to the nearest arrest.
func (c *coder) figures(e *found, id int) []int {
	var out []int
	for i := range c.d.Figures {
		f := &c.d.Figures[i]
		if f.Sent != c.tok(e.head).Sent || f.Report != c.report {
			continue
		}
		if c.nearest(f) != e.head {
			continue
		}
		f.Event = id
		out = append(out, i+1)
	}
	return out
}

// nearest is the trigger of the sentence that a figure counts for, 0 for none.
func (c *coder) nearest(f *parallax.Figure) int {
	h := c.headWithin(f.Span, f.Sent)
	if h == 0 {
		return 0
	}
	best, top := 0, 50
	for _, e := range c.events {
		if e.gone || c.tok(e.head).Sent != f.Sent {
			continue
		}
		var fits bool
		switch f.Of {
		case "killed", "wounded", "dead", "injured", "missing":
			fits = e.typ == "ASSAULT" || e.typ == Other || e.typ == "PROTEST"
		case "arrested":
			fits = e.typ == "COERCE"
		case "displaced":
			fits = e.typ == "SANCTION" || e.typ == "ASSAULT" || e.typ == Other
		default:
			fits = slices.Contains(e.actor, h) || slices.Contains(e.recip, h)
		}
		if !fits {
			continue
		}
		n := max(e.head-h, h-e.head)
		if slices.Contains(e.actor, h) || slices.Contains(e.recip, h) {
			n = 0
		}
		if n < top {
			best, top = e.head, n
		}
	}
	return best
}

// lemmas are the lemmas of the tokens, for look-ups in word lists.
func (c *coder) lemmas(ids []int) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = strings.ToLower(c.tok(id).Lemma)
	}
	return out
}
