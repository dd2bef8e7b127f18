package mention

import (
	"strings"

	"parallax"
)

// titles are the descriptions that stand before a name in its own phrase: the
// words from the start of the noun phrase to the name ("Iranian anti-terror
// commander" before "Qassem Soleimani").
func (l *linker) titles(members []int) []parallax.Label {
	var out []parallax.Label
	for _, i := range members {
		c := &l.c[i]
		if !named(c) || c.Type != parallax.Person {
			continue
		}
		first, head := l.before(c)
		if head == 0 {
			continue
		}
		s := parallax.Span{Start: l.tok(first).Start, End: l.tok(c.first - 1).End}
		out = append(out, parallax.Label{Span: s, Head: strings.ToLower(l.tok(head).Lemma)})
	}
	return out
}

// before finds the run of modifiers right before a name that describe it: first
// token and head noun, head 0 when there is none. An office may have its domain
// between ("Secretary of State", "minister of the interior").
func (l *linker) before(c *cand) (first, head int) {
	s := l.d.Sentences[c.Sent-1]
	first = c.first
	for i := c.first - 1; i >= s.First; i-- {
		t := l.tok(i)
		switch t.UPOS {
		case "NOUN", "PROPN":
			if head == 0 {
				head = i
			}
		case "ADJ", "NUM":
		case "ADP", "DET":
			of := i
			if t.UPOS == "DET" {
				of--
			}
			if head == 0 || of <= s.First || !strings.EqualFold(l.tok(of).In(l.d.Text), "of") || kindOf()[strings.ToLower(l.tok(of-1).Lemma)] != parallax.Person {
				return first, head
			}
			i, head = of-1, of-1
		case "PART":
			if t.XPOS != "POS" || head == 0 {
				return first, head
			}
		case "PUNCT":
			if t.In(l.d.Text) != "-" && t.In(l.d.Text) != "." || head == 0 {
				return first, head
			}
		default:
			return first, head
		}
		if head == 0 {
			return first, 0
		}
		first = i
	}
	return first, head
}

// roleLemmas are the head nouns of the titles before a name.
func (l *linker) roleLemmas(i int) []string {
	c := &l.c[i]
	if !named(c) {
		return nil
	}
	if _, head := l.before(c); head > 0 {
		return []string{strings.ToLower(l.tok(head).Lemma)}
	}
	return nil
}
