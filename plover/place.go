package plover

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"parallax"
)

// The weights of a logistic regression that an event happened at a place of its
// sentence, and the probability under which none is told: fitted by train/events.
//
//go:embed place.tsv
var placeTSV string

var fittedPlace = sync.OnceValue(func() judgement {
	j, err := parseScore(placeTSV, PlaceFeatures)
	if err != nil {
		panic("plover: place.tsv: " + err.Error())
	}
	return j
})

// site is a place that an event may have happened at: a name, or what a noun such
// as "house" or "square" tells of.
type site struct {
	head, mention int // mention 0: a description
}

// placeOf is the likeliest place of an event, empty where none is likely enough.
func (c *coder) placeOf(e *found) parallax.Arg {
	fit := fittedPlace()
	var at site
	best := fit.keep
	all := c.sites(e)
	for _, s := range all {
		z := fit.bias
		for k, v := range c.placeFeatures(e, s) {
			z += fit.weights[k] * v
		}
		if p := 1 / (1 + math.Exp(-z)); p > best {
			at, best = s, p
		}
	}
	switch {
	case at.head == 0:
		return parallax.Arg{}
	case at.mention == 0:
		a, b := c.edges(at.head)
		return parallax.Arg{Span: c.span(a, b), Score: float32(best)}
	}
	x := c.d.Mentions[at.mention-1]
	return parallax.Arg{Span: x.Span, Mention: at.mention, Entity: x.Entity, Score: float32(best)}
}

// sites are the places of the sentence of an event: names of places, bodies that
// something is held at, and nouns for places that no name below tells better.
func (c *coder) sites(e *found) []site {
	sent := c.d.Sentences[c.tok(e.head).Sent-1]
	var out []site
	for id := c.datelined(sent) + 1; id <= sent.Last; id++ {
		if id == e.head || c.at[id] > 0 || c.timed(id) || c.acting(e, id) {
			continue
		}
		if m := c.byHead[id]; m > 0 && c.d.Mentions[m-1].Kind == parallax.KindName {
			if c.placeName(id) || c.d.Mentions[m-1].Type == parallax.Org && locative[c.cases(id)] {
				out = append(out, site{id, m})
			}
			continue
		}
		if t := c.tok(id); t.UPOS == "NOUN" && (settings[c.lemma(id)] || c.placeVote(e.head, id) >= placeAt) && t.Deprel != "compound" && !c.namedBelow(id) {
			out = append(out, site{head: id})
		}
	}
	return out
}

// datelined is the last word of the dateline that a sentence begins with, the word
// before it for none: where it was written says little of where it happened. It
// ends in a dash, and is in capitals or has its agency in brackets.
func (c *coder) datelined(s parallax.Sentence) int {
	first := c.tok(s.First).In(c.d.Text)
	sure := len(first) > 2 && strings.ToUpper(first) == first
	for id := s.First; id <= min(s.Last, s.First+12); id++ {
		switch w := c.word(id); {
		case w == "(":
			sure = true
		case w == "—" || w == "–" || w == "-" || w == "--":
			if sure && id > s.First {
				return id
			}
			return s.First - 1
		case c.tok(id).UPOS == "VERB":
			return s.First - 1
		}
	}
	return s.First - 1
}

// acting reports a name that is subject or object of a verb, and so a party or
// what is spoken of, unless the verb is one of entering: "raided the house".
func (c *coder) acting(e *found, id int) bool {
	switch t := c.tok(id); c.rel(id) {
	case "nsubj", "iobj":
		return t.Deprel != "nsubj:pass" || t.Head != e.head || !entering[c.lemma(e.head)]
	case "obj":
		return t.Head != e.head && c.byHead[id] > 0
	}
	return false
}

// namedBelow reports that a noun for a place has its name below it: "the northern
// city of Raqqa", "a base in Iraq".
func (c *coder) namedBelow(id int) bool {
	return slices.ContainsFunc(c.kids[id], func(k int) bool {
		switch c.rel(k) {
		case "nmod", "appos", "flat", "compound":
			return k > id && c.placeName(k)
		}
		return false
	})
}

// placeName reports the head of the name of a state, a region, a town or a
// building.
func (c *coder) placeName(id int) bool {
	m := c.byHead[id]
	if m == 0 || c.d.Mentions[m-1].Kind != parallax.KindName {
		return false
	}
	switch c.d.Mentions[m-1].Type {
	case parallax.GPE, parallax.Loc, parallax.Fac:
		return true
	}
	return false
}

// outermost climbs from a place to the phrase that it is part of as a place:
// from "Qatar" to "Doha, Qatar", from "Raqqa" to "the city of Raqqa".
func (c *coder) outermost(id int) int {
	for n := 0; n < 4; n++ {
		t := c.tok(id)
		if t.Head == 0 {
			break
		}
		g := t.Head
		place := settings[c.lemma(g)] && c.tok(g).UPOS == "NOUN" || c.placeName(g)
		switch c.rel(id) {
		case "nmod", "appos", "flat", "compound", "conj":
			if place && c.at[g] == 0 {
				id = g
				continue
			}
		}
		break
	}
	return id
}

// placeVote is the head's vote that a word tells the place of an event.
func (c *coder) placeVote(event, word int) float32 {
	if c.d.Signals == nil {
		return 0
	}
	all := c.d.Signals.Roles
	i, _ := slices.BinarySearchFunc(all, event, func(v parallax.RoleVote, id int) int { return v.Pred - id })
	for ; i < len(all) && all[i].Pred == event; i++ {
		if all[i].Word == word && all[i].Role == "PLACE" {
			return all[i].Score
		}
	}
	return 0
}

// PlaceFeatures name what a place is judged by, in order.
var PlaceFeatures = []string{"vote", "heard", "state", "facility", "body", "setting", "in", "at", "near", "on", "over", "of", "before-noun", "bare",
	"entered", "direct", "below", "steps-down", "clause-up", "in-party", "verbal", "to-move", "distance", "within-place", "violent", "between", "no-path"}

// placeFeatures describe how a place stands to an event.
func (c *coder) placeFeatures(e *found, s site) []float64 {
	is := map[bool]float64{true: 1}
	vote := float64(c.placeVote(e.head, s.head))
	if c.d.Signals == nil {
		vote = 0.3 // unheard, the rules' word stands
	}
	p := max(0.05, min(0.97, vote))
	var typ string
	if s.mention > 0 {
		x := c.d.Mentions[s.mention-1]
		typ = x.Type
	}
	top := c.outermost(s.head)
	prep := c.cases(top)
	rel := c.rel(top)
	noun := !e.verb
	g := c.tok(top).Head
	// the way from the place up to what holds both, and down to the trigger
	var ups []int
	for id := g; id > 0 && len(ups) < 12; id = c.tok(id).Head {
		ups = append(ups, id)
	}
	down, meet := []int{}, -1
	for id := e.head; id > 0 && len(down) < 12; id = c.tok(id).Head {
		if meet = slices.Index(ups, id); meet >= 0 {
			break
		}
		down = append(down, id)
	}
	up := meet
	clauseUp := 0
	if meet >= 0 {
		for _, id := range ups[:meet] {
			if c.verbal(id) || c.at[id] > 0 {
				clauseUp++
			}
		}
	}
	parties := slices.Concat(e.actor, e.recip)
	inParty := false
	for _, a := range parties {
		for id, n := c.tok(top).Head, 0; id > 0 && n < 8; id, n = c.tok(id).Head, n+1 {
			if id == e.head {
				break
			}
			inParty = inParty || id == a
		}
	}
	talk := verbalType[e.s.typ]
	direct := up == 0 && len(down) == 0
	near := prep != "in" && prep != "at" && prep != "on" && prep != "over" && locative[prep]
	carried := e.light > 0 && up == 0 && ups[0] == e.light
	dist := math.Log(float64(max(e.head-s.head, s.head-e.head)))
	return []float64{
		math.Log(p / (1 - p)),
		is[vote > 0],
		is[typ == parallax.GPE && c.nation(s.head) != ""],
		is[typ == parallax.Fac],
		is[typ == parallax.Org],
		is[s.mention == 0 && settings[c.lemma(s.head)]],
		is[prep == "in"],
		is[prep == "at"],
		is[near],
		is[prep == "on"],
		is[prep == "over"],
		is[prep == "of"],
		is[prep == "" && noun && g == e.head && (rel == "compound" || rel == "amod" || rel == "nmod")],
		is[prep == "" && rel != "obj" && rel != "nsubj"],
		is[direct && (prep == "" && rel == "obj" || prep == "of" || c.tok(top).Deprel == "nsubj:pass") && entering[c.lemma(e.head)]],
		is[direct || carried],
		is[meet >= 0 && len(down) == 0],
		float64(min(len(down), 4)),
		float64(min(clauseUp, 2)),
		is[inParty],
		is[talk],
		is[(prep == "to" || prep == "into" || prep == "for") && (e.s.typ == "MOBILIZE" || e.s.typ == "CONSULT")],
		dist,
		is[top != s.head],
		is[e.s.typ == "ASSAULT" || e.s.typ == "PROTEST" || e.s.typ == "COERCE"],
		is[c.eventBetween(e.head, s.head)],
		is[meet < 0],
	}
}

// eventBetween reports that another trigger stands between a trigger and a place.
func (c *coder) eventBetween(a, b int) bool {
	for id := min(a, b) + 1; id < max(a, b); id++ {
		if j := c.at[id]; j > 0 && !c.events[j-1].gone {
			return true
		}
	}
	return false
}

// PlaceCandidate is a place of an event's sentence, for the fitting of weights.
type PlaceCandidate struct {
	Event, Place parallax.Span
	Features     []float64
}

// PlaceCandidates are the places that the events of d, already coded, might have.
func PlaceCandidates(d *parallax.Document) []PlaceCandidate {
	var out []PlaceCandidate
	for r := range d.Reports {
		c := newCoder(d, r+1)
		c.find()
		c.judge()
		for i := range c.events {
			e := &c.events[i]
			if e.gone {
				continue
			}
			all := c.sites(e)
			for _, s := range all {
				a, b := c.edges(s.head)
				out = append(out, PlaceCandidate{c.tok(e.head).Span, c.span(a, b), c.placeFeatures(e, s)})
			}
		}
	}
	return out
}

var (
	locative   = wordSet("in at near inside outside on across around over off throughout within along through aboard beside behind under amid between")
	verbalType = wordSet("ACCUSE REQUEST REJECT THREATEN SUPPORT AGREE CONCEDE SANCTION")
	// entering verbs and nouns have the place as their object
	entering = wordSet(`raid search enter storm visit invade occupy seize capture overrun blockade besiege bomb shell attack strike hit reach leave evacuate flood
		invasion occupation siege capture seizure blockade bombing shelling raid search storming evacuation recapture retake retaking cross patrol surround`)
	settings = wordSet(strings.Join([]string{
		"house home apartment flat building tower hall room office headquarters compound hotel restaurant cafe bar club nightclub shop store mall market supermarket bank school college university campus",
		"hospital clinic church mosque temple synagogue shrine cathedral museum theater theatre cinema stadium arena court courthouse courtroom prison jail cell station airport airfield runway base camp barracks outpost checkpoint post",
		"crossing border frontier port harbor harbour dock pier bridge tunnel road street highway avenue intersection corner square plaza park garden lot parking driveway sidewalk garage warehouse factory plant mine refinery farm field",
		"village town city capital suburb neighborhood neighbourhood district county province region area zone territory country nation state island peninsula coast shore beach sea ocean river lake mountain valley desert forest jungle hill",
		"embassy consulate mission ministry parliament palace capitol statehouse residence mansion estate gate entrance lobby basement roof site scene venue center centre facility shelter bunker enclave stronghold",
		"downtown precinct mosque cemetery monument memorial statue stage platform train bus car vehicle plane ship boat vessel flight",
	}, " "))
)
