package plover

import (
	"slices"
	"strings"

	"parallax"
)

// agentive reports that a noun without a mention names people by what they do
// or are.
func (c *coder) agentive(id int) bool {
	if c.tok(id).UPOS != "NOUN" {
		return false
	}
	l := c.lemma(id)
	if sectorOf([]string{l}) != "" || people[l] {
		return true
	}
	if c.at[id] > 0 || len(l) < 5 || things[l] {
		return false
	}
	for _, s := range []string{"er", "or", "ist", "man", "ian", "ee", "men"} {
		if strings.HasSuffix(l, s) {
			return true
		}
	}
	return false
}

// people are nouns for persons that no ending tells.
var people = wordSet(`mob crowd gang band duo trio pair youth couple family brother sister boy girl woman man child villager resident local goon thug miscreant fugitive
	accused suspect culprit victim relative priest bride groom wife husband son daughter mother father nurse monk nun chief head aide spouse neighbour neighbor`)

// things end like people and are none.
var things = wordSet(`order offer power number member water paper matter weather border letter dinner winter summer corner chapter river tower center centre
	cancer danger disorder fever fiber filter finger folder gender layer ladder lever litter manner murder neither newspaper october november december september
	october helicopter computer disaster shelter counter encounter folder barrier server trailer chamber computer cover color floor door error factor mirror
	motor monitor sector terror tractor vector honor labor harbor behavior minor major prior favor rumor armor committee coffee fee degree guarantee knee tree
	referee employee-fund list twist mist exist assist media human pipeline banner bumper buffer bunker burner container copper quarter poster pepper register
	semester sticker theater trigger wrapper whether another together career engineer-corps deer beer pier`)

func quantifier(l string) bool {
	switch l {
	case "number", "dozen", "hundred", "thousand", "million", "group", "member", "some", "many", "one", "two", "three", "several", "most", "score", "couple", "handful",
		"series", "wave", "majority", "part", "tens", "dozens", "hundreds", "thousands", "all", "crowd", "total", "each", "both", "half":
		return true
	}
	return false
}

// generic reports that a noun or verb tells no single happening: a bare plural
// without participants, "no", "any", "such".
func (c *coder) generic(e *found) bool {
	t := c.tok(e.head)
	if e.verb {
		if t.Deprel == "amod" {
			return true
		}
		return false
	}
	if c.isTitle(e.head) {
		return false
	}
	for _, k := range c.kids[e.head] {
		if c.tok(k).Deprel == "det" {
			switch c.word(k) {
			case "any", "such", "every", "some":
				return len(e.actor)+len(e.recip) == 0
			}
			return false
		}
		switch c.rel(k) {
		case "nmod", "amod", "compound", "nummod", "acl":
			return false
		}
	}
	return len(e.actor)+len(e.recip) == 0 && e.light == 0
}

// loose reports that a bare plural without a name, a number or a carrying verb
// speaks of happenings in general: "police shootings", "violent protests".
func (c *coder) loose(e *found) bool {
	t := c.tok(e.head)
	if e.s.typ == "PROTEST" || e.verb || e.light > 0 || t.XPOS != "NNS" && t.XPOS != "NNPS" || c.isTitle(e.head) || c.child(e.head, "det", "nmod:poss", "nummod") > 0 {
		return false
	}
	for _, a := range slices.Concat(e.actor, e.recip) {
		if m := c.mentionOf(a); m > 0 && c.d.Mentions[m-1].Kind != parallax.KindNominal || c.nation(a) != "" {
			return false
		}
	}
	return c.timeOf(e) == 0 && c.placeOf(e).Empty()
}
