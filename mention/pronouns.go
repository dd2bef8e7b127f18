package mention

import (
	"strings"

	"parallax"
)

// pronouns resolves third-person pronouns to the most salient candidate that
// agrees in number, gender and kind: subjects before objects, the same sentence
// and the last before earlier ones, entities named often before others
// (salience after Lappin and Leass 1994). First-person pronouns inside a
// quotation wait for its speaker, which attribution knows.
func (l *linker) pronouns() {
	for i := range l.c {
		c := &l.c[i]
		if c.Kind != parallax.KindPronoun || c.pro.person != 3 {
			continue
		}
		best, top := -1, 0.0
		for j := i - 1; j >= 0 && c.Sent-l.c[j].Sent <= pronounBack; j-- {
			if v := l.salience(i, j); v > top {
				best, top = j, v
			}
		}
		if best >= 0 {
			l.join(best, i, byPronoun)
		}
	}
}

// salience scores candidate j as the antecedent of pronoun i; 0 rules it out.
func (l *linker) salience(i, j int) float64 {
	c, b := &l.c[i], &l.c[j]
	if b.Kind == parallax.KindPronoun && (b.pro.person != 3 || b.pro != c.pro) {
		return 0
	}
	if b.Type == parallax.NORP || b.Type == parallax.Weapon || b.Type == parallax.Vehicle && c.pro.number == 'p' {
		return 0
	}
	person := b.Type == parallax.Person
	number, gender := l.numberGender(j)
	switch c.pro.gender {
	case "m", "f":
		if b.Kind != parallax.KindPronoun && (!person || gender != "" && gender != c.pro.gender || number == 'p') {
			return 0
		}
	case "n":
		if person || number == 'p' && !named(b) {
			return 0
		}
	default: // they
		if number == 's' && person && named(b) {
			return 0
		}
	}
	reflexive := strings.HasSuffix(strings.ToLower(c.In(l.d.Text)), "self") || strings.HasSuffix(strings.ToLower(c.In(l.d.Text)), "selves")
	if c.Sent == b.Sent && !reflexive {
		// Two arguments of one verb are two things; what holds a pronoun is not it.
		ct, bt := l.tok(c.Head), l.tok(b.Head)
		if ct.Head == bt.Head && ct.Deprel != "nmod:poss" && bt.Deprel != "nmod:poss" && bt.Deprel != "conj" {
			return 0
		}
		if b.Start <= c.Start && c.End <= b.End {
			return 0
		}
	}
	v := 10.0 - 2.2*float64(c.Sent-b.Sent) - 0.02*float64(i-j)
	switch strings.SplitN(l.tok(b.Head).Deprel, ":", 2)[0] {
	case "nsubj":
		v += 3
	case "obj", "iobj":
		v += 1
	case "nmod":
		v -= 1.2
	case "compound":
		v -= 4
	case "obl":
		v -= 0.3
	}
	if l.tok(c.Head).Deprel == "nsubj" && l.tok(b.Head).Deprel == "nsubj" {
		v += 1
	}
	if named(b) {
		v += 0.8
	}
	if b.Kind == parallax.KindPronoun {
		v += 1.5
	}
	if c.pro.gender == "m" || c.pro.gender == "f" {
		if gender == c.pro.gender {
			v += 2
		}
	}
	if c.speech != b.speech {
		v -= 1.5
	}
	n := 0
	for k := range l.c[:i] {
		if l.find(k) == l.find(j) {
			n++
		}
	}
	v += 0.5 * float64(min(n, 5))
	if c.pro.gender == "n" && c.Sent-b.Sent > 2 {
		v -= 3
	}
	return max(v, 0)
}

// numberGender is what an entity has shown so far.
func (l *linker) numberGender(j int) (number byte, gender string) {
	number, gender = l.c[j].number, l.c[j].gender
	for _, k := range l.members(l.find(j)) {
		m := &l.c[k]
		if gender == "" && (m.gender == "m" || m.gender == "f") {
			gender = m.gender
		}
		if gender == "" && m.Type == parallax.Person && named(m) && len(m.words) > 1 {
			if w := strip(m.words); len(w) > 0 {
				gender = givenGender()[w[0]]
			}
		}
		if gender == "" {
			for _, r := range l.roleLemmas(k) {
				if g := nounGender[r]; g != "" {
					gender = g
				}
			}
		}
	}
	return number, gender
}
