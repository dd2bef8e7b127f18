package mention

import (
	"slices"
	"strings"

	"parallax"
)

// slots are the features and how many values each takes.
var slots = [...]int{1, 8, 8, 9, 4, 3, 3, 4, 11, 11, 2, 5, 4, 5, 6, 6, 2, 2, 3, 7, 7, 2, 2, 2, 6, 3, 4, 2, 2, 3, 4, 3, 2, 4, 2}

var offsets, width = func() (out [len(slots)]int, n int) {
	for i, k := range slots {
		out[i], n = n, n+k
	}
	return out, n
}()

// Kinds of what points back, by what it agrees with.
const (
	anaName = iota
	anaDefinite
	anaOther
	anaHe
	anaIt
	anaThey
	anaI
	anaYou
	anaThis
	anaKinds
)

// Features are what a pair of candidates shows: its pair of kinds and one value
// for each slot.
type Features struct {
	Pair   int
	Values []int
}

func anaKind(c *cand) int {
	switch {
	case named(c):
		return anaName
	case c.Kind == parallax.KindNominal && (c.det == 'd' || c.det == 'm' || c.det == 'p'):
		return anaDefinite
	case c.Kind == parallax.KindNominal:
		return anaOther
	case c.pro.gender == "d":
		return anaThis
	case c.pro.person == 1:
		return anaI
	case c.pro.person == 2:
		return anaYou
	case c.pro.gender == "n":
		return anaIt
	case c.pro.gender == "":
		return anaThey
	}
	return anaHe
}

func antKind(b *cand) int {
	switch b.Kind {
	case parallax.KindName:
		return 0
	case parallax.KindNominal:
		return 1
	}
	return 2
}

// features appends the indices of the weights that speak on candidate j as the
// antecedent of i.
func (l *linker) features(i, j int, out []int) Features {
	c, b := &l.c[i], &l.c[j]
	slot := 0
	add := func(v int) {
		out = append(out, offsets[slot]+v)
		slot++
	}
	ct, bt := l.tok(c.Head), l.tok(b.Head)
	root := l.find(j)
	gap := c.Sent - b.Sent
	add(0)
	add(bucket(gap, 0, 1, 2, 3, 5, 10, 20))
	add(bucket(i-j, 1, 2, 3, 5, 10, 20, 40))
	match := l.match(c, b)
	add(match)
	add(l.newWords(c, root, match))
	add(agree(c.number == 0 || b.number == 0, c.number == b.number))
	sex := l.sex[root]
	add(agree(c.gender == "" || c.gender == "n" || sex == "", c.gender == sex))
	switch {
	case c.Type == "" || b.Type == "":
		add(2)
	case c.Type == b.Type:
		add(0)
	case broad(c.Type) == broad(b.Type):
		add(1)
	default:
		add(3)
	}
	add(relation(bt.Deprel))
	add(relation(ct.Deprel))
	add(flag(strings.HasPrefix(ct.Deprel, "nsubj") && strings.HasPrefix(bt.Deprel, "nsubj")))
	add(l.tie(c, b))
	switch {
	case c.speech && b.speech:
		add(0)
	case c.speech:
		add(1)
	case b.speech:
		add(2)
	default:
		add(3)
	}
	add(bucket(len(l.mem[root]), 1, 2, 4, 9))
	add(det(b))
	add(det(c))
	add(flag(j == 0 || l.c[j-1].Sent != b.Sent))
	add(flag(ct.Deprel == bt.Deprel))
	same := 0
	if c.Kind == parallax.KindPronoun && b.Kind == parallax.KindPronoun {
		same = 1 + flag(strings.EqualFold(c.In(l.d.Text), b.In(l.d.Text)))
	}
	add(same)
	add(kindClass(b))
	add(kindClass(c))
	add(flag(c.Kind == parallax.KindNominal && !l.ownersAgree(i, j)))
	add(flag(named(b) && c.Kind == parallax.KindNominal && namesKind(c.lemma, b)))
	add(flag(c.Kind == parallax.KindNominal && l.titled(root, c.lemma)))
	add(min(gap, 2)*2 + flag(strings.HasPrefix(bt.Deprel, "nsubj")))
	above := 0
	if gap == 0 && bt.Head != 0 && l.under(ct.Head, bt.Head) {
		above = 1 + flag(strings.HasPrefix(bt.Deprel, "nsubj"))
	}
	add(above)
	add(min(l.rivals(i, j), 3))
	add(flag(l.recentSubject(c, root)))
	add(flag(b.Sent == l.c[0].Sent))
	add(flag(ct.Deprel == "nmod:poss") + flag(ct.Deprel == "nmod:poss" && ct.Head > 0 && l.tok(ct.Head).Head == bt.Head && gap == 0))
	add(l.owner(c, b))
	add(l.topic(root))
	add(flag(l.nameless(j)))
	add(min(l.repeats(c), 3))
	add(flag(j > i))
	return Features{Pair: anaKind(c)*3 + antKind(b), Values: out}
}

// under reports whether token id stands below token top in its tree.
func (l *linker) under(id, top int) bool {
	for k := 0; id > 0 && k < 40; k++ {
		if id == top {
			return true
		}
		id = l.tok(id).Head
	}
	return false
}

// rivals counts the other entities of the kind of j that stand between it and i.
func (l *linker) rivals(i, j int) int {
	n, kind := 0, kindClass(&l.c[j])
	var seen [4]int
	own := l.find(j)
	for k := i - 1; k > j && n < 3; k-- {
		if kindClass(&l.c[k]) != kind {
			continue
		}
		r := l.find(k)
		if r != own && !slices.Contains(seen[:n], r) {
			seen[n] = r
			n++
		}
	}
	return n
}

// recentSubject reports whether an entity was subject in the sentence of c or
// the one before.
func (l *linker) recentSubject(c *cand, root int) bool {
	m := l.mem[root]
	for k := len(m) - 1; k >= 0; k-- {
		x := &l.c[m[k]]
		if x.Start < c.Start {
			if c.Sent-x.Sent > 1 {
				return false
			}
			if strings.HasPrefix(l.tok(x.Head).Deprel, "nsubj") {
				return true
			}
		}
	}
	return false
}

// owner says whose a description is: nobody's, that of a pronoun like c, of
// another pronoun, of something named or described.
func (l *linker) owner(c, b *cand) int {
	if b.det != 'p' {
		return 0
	}
	for id := b.first; id < b.Head; id++ {
		if t := l.tok(id); t.Deprel == "nmod:poss" && t.Head == b.Head {
			p, ok := pronouns[strings.ToLower(t.In(l.d.Text))]
			switch {
			case ok && p == c.pro:
				return 1
			case ok:
				return 2
			}
		}
	}
	return 3
}

// topic tells whether an entity has the most mentions of its kind so far (1), as
// many as some other (2), or fewer.
func (l *linker) topic(root int) int {
	kind := kindClass(&l.c[root])
	switch m := l.most[kind]; {
	case len(l.mem[root]) < m.mentions:
		return 0
	case m.entities > 1:
		return 2
	}
	return 1
}

// count finds the greatest number of mentions of an entity of each kind before i.
func (l *linker) count(i int) {
	clear(l.most[:])
	for k := range l.c[:i] {
		m := &l.most[kindClass(&l.c[k])]
		switch n := len(l.mem[k]); {
		case n > m.mentions:
			m.mentions, m.entities = n, 1
		case n == m.mentions && n > 0:
			m.entities++
		}
	}
}

// repeats counts the descriptions with the head of c in the report.
func (l *linker) repeats(c *cand) int {
	if c.Kind != parallax.KindNominal {
		return 0
	}
	return l.heads[c.lemma] - 1
}

// match says how the words of two candidates agree.
func (l *linker) match(c, b *cand) int {
	switch {
	case c.Kind == parallax.KindPronoun || b.Kind == parallax.KindPronoun:
		return 0
	case c.key == b.key && named(c) == named(b):
		return 1
	case !named(c) && !named(b) && c.lemma == b.lemma && subset(c.words, b.words):
		return 2
	case !named(c) && !named(b) && c.lemma == b.lemma:
		return 3
	case named(b) && l.headNamed(c, b):
		return 4
	case !named(c) && named(b) && slices.Contains(b.words, c.lemma):
		return 5
	case !named(c) && !named(b) && slices.Contains(b.words, c.lemma):
		return 6
	case len(c.words) > 0 && slices.ContainsFunc(c.words, func(w string) bool { return slices.Contains(b.words, w) }):
		return 7
	}
	return 8
}

// newWords counts the modifiers of c that its entity to be does not have.
func (l *linker) newWords(c *cand, root, match int) int {
	if match < 2 || c.Kind != parallax.KindNominal {
		return 0
	}
	n := 0
	for _, w := range c.words {
		known := false
		for _, k := range l.mem[root] {
			known = known || slices.Contains(l.c[k].words, w)
		}
		n += flag(!known)
	}
	return 1 + min(n, 2)
}

// titled reports whether an entity was described by a noun before: as a
// description or a title in front of its name.
func (l *linker) titled(root int, lemma string) bool {
	for _, k := range l.mem[root] {
		x := &l.c[k]
		if x.Kind == parallax.KindNominal && x.lemma == lemma {
			return true
		}
		if named(x) && x.Type == parallax.Person && x.first > 1 && strings.EqualFold(l.tok(x.first-1).Lemma, lemma) {
			return true
		}
	}
	return false
}

// tie is how the tree holds two candidates of a sentence together.
func (l *linker) tie(c, b *cand) int {
	ct, bt := l.tok(c.Head), l.tok(b.Head)
	switch {
	case c.Sent != b.Sent:
		return 0
	case b.Start <= c.Start && c.End <= b.End || c.Start <= b.Start && b.End <= c.End:
		return 1
	case ct.Head == bt.Head && ct.Deprel != "conj" && bt.Deprel != "conj":
		if strings.HasSuffix(c.lemma, "self") || strings.HasSuffix(c.lemma, "selves") {
			return 4
		}
		return 2
	case ct.Head == b.Head || bt.Head == c.Head:
		return 3
	}
	return 4
}
