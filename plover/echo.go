package plover

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// echoes marks, from the first-th event on, the mentions that are no accounts of
// their own: one of two triggers by which a sentence tells one act (fold.go), and
// what only points back to an act that the report told before – a definite or
// bare noun with one party at most, or a verb said again, that adds no
// participant, time, place or figure to it.
func (c *coder) echoes(first int) {
	all := c.d.Events
	account := map[int]bool{} // of another trigger of its sentence
	for i := first; i < len(all); i++ {
		if all[i].Echo == 0 {
			c.fold(first, i)
		}
		account[all[i].Echo] = true
	}
	for i := first; i < len(all); i++ {
		if e := &all[i]; e.Echo == 0 && !account[i+1] && c.pointsBack(e) {
			e.Echo = c.antecedent(first, i)
		}
	}
	for i := first; i < len(all); i++ { // straight to the account
		for e := &all[i]; e.Echo > 0 && all[e.Echo-1].Echo > 0; {
			e.Echo = all[e.Echo-1].Echo
		}
	}
}

// pointsBack reports a mention that by its form may tell nothing new: a verb, or
// a definite or bare noun without two sides that no word calls another.
func (c *coder) pointsBack(e *parallax.Event) bool {
	if c.isTitle(e.Head) || len(e.Figures) > 0 || e.Status == parallax.Planned {
		return false
	}
	if c.tok(e.Head).UPOS == "VERB" && !c.nounLike(e.Head) {
		return true
	}
	definite, bare := c.definite(e.Head)
	return (definite || bare) && (len(e.Actors) == 0 || len(e.Recipients) == 0 || c.alone(e.Head)) &&
		!slices.ContainsFunc(c.modifiers(e.Head), func(k int) bool { return otherOne[c.lemma(k)] })
}

// alone reports a definite noun without any word of its own but adjectives: "the
// vote". What parties and dates it has were found elsewhere in its sentence.
func (c *coder) alone(id int) bool {
	definite, _ := c.definite(id)
	return definite && !slices.ContainsFunc(c.kids[id], func(k int) bool {
		switch c.rel(k) {
		case "det", "case", "amod", "punct":
			return false
		}
		return true
	})
}

// otherOne are modifiers by which a noun tells of one more.
var otherOne = wordSet("other another new next further additional second third fourth fifth previous earlier past future possible similar separate subsequent")

// antecedent is the id of the account before the i-th event that it points back
// to, 0 for none: the latest of one word, else of words of one kind.
func (c *coder) antecedent(first, i int) int {
	e := &c.d.Events[i]
	verb := c.tok(e.Head).UPOS == "VERB" && !c.nounLike(e.Head)
	taken := !verb && c.alone(e.Head) // by its form
	of, rank := 0, 0
	for j := first; j < i; j++ {
		o := &c.d.Events[j]
		if c.isTitle(o.Head) || !taken && !c.addsNothing(e, o) || c.plural(e.Head) != c.plural(o.Head) && c.tok(o.Head).UPOS != "VERB" {
			continue
		}
		r := 0
		switch a, b := lexis.Stem(c.lemma(e.Head)), lexis.Stem(c.lemma(o.Head)); {
		case c.lemma(e.Head) == c.lemma(o.Head):
			r = 3
		case verb || taken && o.Sent == e.Sent || e.Type != o.Type:
		case lexis.SameFamily(a, b):
			r = 2
		case lexis.SameKind(a, b) || generalNoun[c.lemma(e.Head)] || !taken && c.share(e.Recipients, o.Recipients):
			r = 1
		}
		if r > 0 && r >= rank {
			of, rank = j+1, r
		}
	}
	return of
}

func (c *coder) plural(id int) bool { return strings.HasSuffix(c.tok(id).XPOS, "S") }

// generalNoun are nouns that take up whatever act of their type was told.
var generalNoun = wordSet("incident attack assault violence bloodshed atrocity")

// addsNothing reports that o told who and when and where e is, and stands to the
// facts alike.
func (c *coder) addsNothing(e, o *parallax.Event) bool {
	told := func(a parallax.Arg, in []parallax.Arg) bool {
		return slices.ContainsFunc(in, func(b parallax.Arg) bool { return c.sameArg(a, b) })
	}
	both := slices.Concat(o.Actors, o.Recipients)
	for _, a := range slices.Concat(e.Actors, e.Recipients) {
		if !told(a, both) {
			return false
		}
	}
	if !e.Place.Empty() && !told(e.Place, []parallax.Arg{o.Place}) {
		return false
	}
	return (e.Time == 0 || o.Time > 0 && c.d.Times[o.Time-1].Value == c.d.Times[e.Time-1].Value) && (e.Status == parallax.Possible) == (o.Status == parallax.Possible)
}

func (c *coder) sameArg(a, b parallax.Arg) bool {
	return a.Entity > 0 && a.Entity == b.Entity || strings.EqualFold(a.In(c.d.Text), b.In(c.d.Text))
}

// share reports that two lists have a participant in common.
func (c *coder) share(a, b []parallax.Arg) bool {
	return slices.ContainsFunc(a, func(x parallax.Arg) bool {
		return slices.ContainsFunc(b, func(y parallax.Arg) bool { return c.sameArg(x, y) })
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
