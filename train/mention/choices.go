package main

import (
	"strings"

	"parallax"
	"parallax/eval"
	"parallax/mention"
)

// choice is one decision: a word, what it may point back to, and whether nothing
// may be right.
type choice struct {
	head        int // token id
	antecedents []antecedent
	none        bool
}

type antecedent struct {
	head, entity int
	right        bool
	features     mention.Features
}

// choose makes a choice of those antecedents that right knows about; none is right
// where no antecedent is.
func choose(ch mention.Choice, right func(a parallax.Mention) (right, known bool)) choice {
	c := choice{head: ch.Mention.Head, none: true}
	for i, a := range ch.Antecedents {
		if r, known := right(a); known {
			c.antecedents = append(c.antecedents, antecedent{a.Head, a.Entity, r, ch.Features[i]})
			c.none = c.none && !r
		}
	}
	return c
}

// fromChains labels a document's choices: a mention is the labelled one whose
// phrase is its own, or whose phrase has the same head.
func fromChains(d *parallax.Document, chains [][]parallax.Span) []choice {
	spans, heads := map[parallax.Span]int{}, map[int]int{}
	for i, c := range chains {
		for _, s := range c {
			spans[s] = i + 1
			if h := headOf(d, s); h > 0 && heads[h] == 0 {
				heads[h] = i + 1
			}
		}
	}
	home := func(m parallax.Mention) int {
		if k := spans[eval.MentionSpan(d, m)]; k > 0 {
			return k
		}
		return heads[m.Head]
	}
	same := func(a, b parallax.Mention) bool { return home(a) > 0 && home(a) == home(b) }
	var out []choice
	for _, ch := range mention.Choices(d, same) {
		if len(ch.Antecedents) > 0 {
			out = append(out, choose(ch, func(a parallax.Mention) (bool, bool) { return same(ch.Mention, a), true }))
		}
	}
	return out
}

// headOf is the token of a span whose governor lies outside it.
func headOf(d *parallax.Document, s parallax.Span) int {
	for i, t := range d.Tokens {
		if s.Covers(t.Span) && t.UPOS != "PUNCT" && (t.Head == 0 || !s.Covers(d.Tokens[t.Head-1].Span)) {
			return i + 1
		}
	}
	return 0
}

// fromGap labels the antecedents of the labelled pronoun: the name that it means
// is right, all other names are wrong. Where it means neither, whom it means is
// not known: anything but the two may be right.
func fromGap(d *parallax.Document, c eval.GapCase) []choice {
	var out []choice
	for _, ch := range mention.Choices(d, nil) {
		if ch.Mention.Span != c.Pronoun {
			continue
		}
		entity := map[int]bool{} // of the name that is right, or of both that are wrong
		for _, a := range ch.Antecedents {
			if a.Kind == parallax.KindName && (a.Overlap(c.A) > 0 && c.IsA == (c.IsA || c.IsB) || a.Overlap(c.B) > 0 && c.IsB == (c.IsA || c.IsB)) {
				entity[a.Entity] = true
			}
		}
		if len(entity) == 0 {
			continue
		}
		x := choose(ch, func(a parallax.Mention) (bool, bool) {
			if !c.IsA && !c.IsB {
				return !entity[a.Entity], true
			}
			return entity[a.Entity], entity[a.Entity] || a.Kind != parallax.KindPronoun
		})
		x.none = !c.IsA && !c.IsB
		out = append(out, x)
	}
	return out
}

// fromReading labels the pronouns of our reading whose name stands before them.
func fromReading(d *parallax.Document, links []eval.ReadingLink) []choice {
	var out []choice
	for _, ch := range mention.Choices(d, nil) {
		for _, l := range links {
			if ch.Mention.Start != l.Span[0] || ch.Mention.End != l.Span[1] {
				continue
			}
			entity := map[int]bool{}
			for _, a := range ch.Antecedents {
				if a.Kind != parallax.KindPronoun && eval.Alike(strings.Join(strings.Fields(a.In(d.Text)), " "), l.Name) {
					entity[a.Entity] = true
				}
			}
			if len(entity) > 0 {
				out = append(out, choose(ch, func(a parallax.Mention) (bool, bool) {
					return entity[a.Entity], entity[a.Entity] || a.Kind != parallax.KindPronoun
				}))
			}
		}
	}
	return out
}
