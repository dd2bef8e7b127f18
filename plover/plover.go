// Package plover tells what happened. In come trees, mentions, times, figures
// and claims; out go event mentions in the ontology PLOVER 2.0 (Open Event Data
// Alliance 2024): type, modes, contexts, status, who did it to whom, where and
// when, each cell at its words – and OTHER for what PLOVER leaves out and a
// timeline would hold.
//
// The ontology is in tables.go. The coder goes by a lexicon of triggers, verbs
// and nouns with conditions on their dependents (lexicon.tsv), reads the
// participants off the tree by the frame of the trigger, and settles the status
// from auxiliaries, governing verbs, negation, the claims around it and old
// dates. Where the encoder's heads voted, they join or overrule the lexicon.
package plover

import (
	"cmp"
	"slices"

	"parallax"
)

// Pass codes events.
var Pass = parallax.Pass{
	Name:  "plover",
	Doc:   "Finds event mentions and codes them by PLOVER 2.0: type, modes, contexts, status, actors, recipients, time, place, figures and the claim that tells them; rests on trees, a lexicon of triggers and the encoder's votes.",
	Needs: []parallax.Layer{parallax.LayerReports, parallax.LayerSyntax, parallax.LayerTimes, parallax.LayerFigures, parallax.LayerMentions, parallax.LayerClaims},
	Makes: []parallax.Layer{parallax.LayerEvents},
	Run:   Run,
}

// Run fills doc.Events, ties figures and claims to them, and gives entities
// their actor codes.
func Run(d *parallax.Document) error {
	d.Events = []parallax.Event{}
	for r := range d.Reports {
		c := newCoder(d, r+1)
		c.find()
		c.judge()
		c.finish()
	}
	code(d)
	return nil
}

// found is an event mention while it is put together.
type found struct {
	head   int // token id of the trigger
	first  int // first token of the trigger span
	s      sense
	light  int // light verb that carries a noun, 0 none
	verb   bool
	actor  []int // head tokens
	recip  []int
	status string
	score  float32
	typ    string
	modes  []string
	gone   bool
	byRule bool // the lexicon found it
	time   int  // id of the time that dates it
	place  parallax.Arg
}

// coder codes the events of one report.
type coder struct {
	d       *parallax.Document
	report  int
	kids    [][]int
	from    int
	to      int
	byHead  map[int]int // head token → mention id
	events  []found
	at      map[int]int // token → index in events + 1
	assault bool        // the report tells of an attack
}

func newCoder(d *parallax.Document, report int) *coder {
	c := &coder{d: d, report: report, kids: make([][]int, len(d.Tokens)+1), byHead: map[int]int{}, at: map[int]int{}}
	for _, s := range d.Sentences {
		if s.Report != report || s.First == 0 {
			continue
		}
		if c.from == 0 {
			c.from = s.First
		}
		c.to = s.Last
		for id := s.First; id <= s.Last; id++ {
			if h := d.Tokens[id-1].Head; h > 0 {
				c.kids[h] = append(c.kids[h], id)
			}
		}
	}
	for i, m := range d.Mentions {
		if m.Report == report {
			if k, ok := c.byHead[m.Head]; !ok || d.Mentions[k-1].Kind != parallax.KindName {
				c.byHead[m.Head] = i + 1
			}
		}
	}
	return c
}

// find finds the triggers of the report and their participants.
func (c *coder) find() {
	for _, s := range c.d.Sentences {
		if s.Report != c.report || s.First == 0 {
			continue
		}
		for id := s.First; id <= s.Last; id++ {
			c.trigger(id)
		}
	}
	c.vote()
	for i := range c.events {
		if c.events[i].s.typ == "ASSAULT" && !c.events[i].s.unsure {
			c.assault = true
		}
	}
	c.inherit()
	c.merge()
	c.restated()
	c.pair()
	for i := range c.events {
		e := &c.events[i]
		e.typ = e.s.typ
		if e.s.unsure && !c.assault || e.typ == "ASSAULT" && c.accidental(e) {
			e.typ = Other
		}
		c.settle(e)
		e.time, e.place = c.timeOf(e), c.placeOf(e)
	}
}

// finish writes the events to the document in text order.
func (c *coder) finish() {
	slices.SortStableFunc(c.events, func(a, b found) int { return cmp.Compare(a.head, b.head) })
	first := len(c.d.Events)
	for _, e := range c.events {
		if !e.gone {
			c.write(e)
		}
	}
	c.echoes(first)
}
