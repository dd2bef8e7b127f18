package plover

import (
	"strings"

	"parallax"
)

// fold marks the i-th event as an echo where another trigger of its sentence
// tells the same act: the harm that an attack did ("fired 71 bullets, hitting
// him", "shot and killed", "the blast that killed"), what a visit or a call was
// for ("flew to Oslo to meet"), how a crowd went about it ("took to the streets
// to protest"), a petition that asks. What the folded one knows of the parties
// the other gets where it has none.
func (c *coder) fold(first, i int) {
	all := c.d.Events
	e := &all[i]
	from := i // the events of its sentence stand together
	for from > first && all[from-1].Sent == e.Sent {
		from--
	}
	for j := from; j < len(all) && all[j].Sent == e.Sent; j++ {
		g := &all[j]
		if j == i || g.Type != e.Type || g.Echo > 0 || !c.oneAct(e, g) {
			continue
		}
		e.Echo = j + 1
		if len(g.Actors) == 0 {
			g.Actors = e.Actors
		}
		if len(g.Recipients) == 0 && !c.share(e.Recipients, g.Actors) {
			g.Recipients = e.Recipients
		}
		if g.Place.Empty() {
			g.Place = e.Place
		}
		if g.Time == 0 {
			g.Time = e.Time
		}
		return
	}
}

// oneAct reports that e, which hangs on g, only says more of the act of g.
func (c *coder) oneAct(e, g *parallax.Event) bool {
	t := c.tok(e.Head)
	if c.apart(e.Actors, g.Actors) || e.Status != g.Status && e.Type != "CONSULT" && e.Type != "PROTEST" {
		return false
	}
	below := t.Head == g.Head
	rel := c.rel(e.Head)
	verb := t.UPOS == "VERB" && !c.nounLike(e.Head)
	own := c.child(e.Head, "nsubj", "nsubj:pass") // a subject of its own
	if own > 0 && relatives[c.word(own)] {
		own = 0
	}
	mark := c.prepOf(e.Head)
	switch e.Type {
	case "ASSAULT":
		l := c.lemma(e.Head)
		if c.tok(g.Head).Head == e.Head && c.tok(g.Head).Deprel == "nsubj" && verb {
			return true // "the strike targeted a car"
		}
		if !verb {
			return harmed[l] && c.resultOf(e.Head) == g.Head
		}
		if !below || own > 0 || !harming[l] && l != "hit" && l != "strike" && l != "destroy" {
			return false
		}
		switch {
		case rel == "advcl":
			return t.XPOS == "VBG" && mark == ""
		case rel == "conj":
			return c.child(e.Head, "obj") == 0 || c.child(g.Head, "obj") == 0 || !c.apart(e.Recipients, g.Recipients)
		case t.Deprel == "acl:relcl", t.Deprel == "acl" && t.XPOS == "VBG":
			return c.subject(e.Head) == g.Head
		}
	case "CONSULT", "PROTEST", "REQUEST":
		if verb && !below && (rel == "advcl" || rel == "xcomp") && t.XPOS == "VB" {
			// "a delegation was in Oslo to discuss": both hang on one word
			return t.Head > 0 && c.tok(g.Head).Head == t.Head && c.rel(g.Head) == "nsubj"
		}
		switch {
		case !below || own > 0:
		case verb && (rel == "advcl" || rel == "xcomp" || rel == "acl"):
			return (t.XPOS == "VB" || t.XPOS == "VBG") && (mark == "" || mark == "to" || mark == "by")
		case !verb && rel == "obl": // "met for talks", "spoke in a phone call"
			return e.Type != "REQUEST" && (mark == "for" || mark == "in" || mark == "during" || mark == "at")
		case !verb && rel == "conj": // "a protest and march"
			return !strings.HasSuffix(t.XPOS, "S") && e.Type == "PROTEST" && c.child(e.Head, "det", "nummod", "nmod:poss") == 0
		}
	}
	return false
}

// resultOf is the word of what brought the harm about: "the raid that led to his
// death", "a strike hit a car, resulting in the death of", 0 for none.
func (c *coder) resultOf(n int) int {
	v := c.tok(n).Head
	if v == 0 || c.tok(v).UPOS != "VERB" || !resulting[c.lemma(v)] {
		return 0
	}
	if s := c.subject(v); s > 0 && c.at[s] > 0 {
		return s
	}
	if t := c.tok(v); t.Deprel == "advcl" && t.Head > 0 {
		if s := c.subject(t.Head); s > 0 && c.at[s] > 0 {
			return s
		}
		return t.Head
	}
	return 0
}

var resulting = wordSet("result lead cause end")

// apart reports two lists of participants without one in common.
func (c *coder) apart(a, b []parallax.Arg) bool {
	return len(a) > 0 && len(b) > 0 && !c.share(a, b)
}
