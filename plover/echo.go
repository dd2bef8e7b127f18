package plover

import (
	"slices"
	"strings"

	"parallax"
)

// echoes marks, from the first-th event on, the mentions that are no accounts of
// their own: a definite or bare noun with one party at most, or a verb said
// again, that adds no participant, time, place or figure to what its report
// told before.
func (c *coder) echoes(first int) {
	all := c.d.Events
	for i := first; i < len(all); i++ {
		e := &all[i]
		verb := c.tok(e.Head).UPOS == "VERB" && !c.nounLike(e.Head)
		if definite, bare := c.definite(e.Head); !verb && (!definite && !bare || len(e.Actors) > 0 && len(e.Recipients) > 0) || c.isTitle(e.Head) || len(e.Figures) > 0 {
			continue
		}
		of, same := 0, false // the latest of its word, else of its type
		var before []*parallax.Event
		for j := first; j < i; j++ {
			o := &all[j]
			word := c.lemma(o.Head) == c.lemma(e.Head)
			if c.isTitle(o.Head) || !word && o.Type != e.Type {
				continue
			}
			before = append(before, o)
			if word || !same {
				of, same = j+1, word
			}
		}
		if of > 0 && (same || !verb) && c.addsNothing(e, before) {
			e.Echo = of
		}
	}
}

// addsNothing reports that others told before who and when and where e is.
func (c *coder) addsNothing(e *parallax.Event, before []*parallax.Event) bool {
	told := func(a parallax.Arg, of func(*parallax.Event) []parallax.Arg) bool {
		return slices.ContainsFunc(before, func(o *parallax.Event) bool {
			return slices.ContainsFunc(of(o), func(b parallax.Arg) bool {
				return a.Entity > 0 && a.Entity == b.Entity || strings.EqualFold(a.In(c.d.Text), b.In(c.d.Text))
			})
		})
	}
	parties := func(o *parallax.Event) []parallax.Arg { return slices.Concat(o.Actors, o.Recipients) }
	for _, a := range parties(e) {
		if !told(a, parties) {
			return false
		}
	}
	if !e.Place.Empty() && !told(e.Place, func(o *parallax.Event) []parallax.Arg { return []parallax.Arg{o.Place} }) {
		return false
	}
	return e.Time == 0 || slices.ContainsFunc(before, func(o *parallax.Event) bool {
		return o.Time > 0 && c.d.Times[o.Time-1].Value == c.d.Times[e.Time-1].Value
	})
}

// definite reports a noun that points to what is known: with "the", "this",
// "these", a possessor, or bare.
func (c *coder) definite(id int) (definite, bare bool) {
	bare = c.tok(id).UPOS == "NOUN"
	for _, k := range c.kids[id] {
		switch c.rel(k) {
		case "det":
			bare = false
			switch c.word(k) {
			case "the", "this", "that", "these", "those":
				definite = true
			}
		case "nummod":
			bare = false
		case "nmod":
			if c.tok(k).Deprel == "nmod:poss" {
				bare, definite = false, true
			}
		}
	}
	return definite, bare
}

// needed reports a candidate below a word of need, wish or possibility that no
// person is asked: "there needs to be a conversation", "the possibility of".
func (c *coder) needed(id int) bool {
	for n := 0; id > 0 && n < 4; n++ {
		t := c.tok(id)
		if n > 0 {
			switch c.lemma(id) {
			case "need", "possibility", "prospect", "risk", "chance", "likelihood", "fear", "hope", "danger", "could", "option":
				return true
			}
		}
		switch c.rel(id) {
		case "ccomp", "parataxis", "root", "acl:relcl":
			return false
		}
		id = t.Head
	}
	return false
}

// saidBefore reports an earlier candidate with the same word.
func (c *coder) saidBefore(e *found) bool {
	return slices.ContainsFunc(c.events, func(o found) bool { return !o.gone && o.head < e.head && c.lemma(o.head) == c.lemma(e.head) })
}
