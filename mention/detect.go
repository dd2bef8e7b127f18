package mention

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// detect gathers the candidates of the report: the reader's names of entity
// types, personal pronouns, and noun phrases that name people, bodies, units
// and places.
func (l *linker) detect() {
	d := l.d
	inName := map[int]bool{}
	for _, n := range d.Names {
		if d.Sentences[d.Tokens[n.First-1].Sent-1].Report != l.report || !isEntity(n.Type) {
			continue
		}
		first, last := n.First, n.Last
		for first < last && (l.tok(first).UPOS == "DET" || l.tok(first).UPOS == "PUNCT") {
			first++
		}
		for last > first && (l.tok(last).XPOS == "POS" || l.tok(last).UPOS == "PUNCT" && l.tok(last).In(d.Text) != ".") {
			last--
		}
		for n.Type == parallax.Person && first < last && isTitle(strings.ToLower(l.tok(first).In(d.Text))) {
			first++
			if first < last && l.tok(first).UPOS == "PUNCT" {
				first++
			}
		}
		h := l.headOf(first, last)
		if l.wide && n.Type == parallax.NORP && l.tok(h).UPOS == "ADJ" {
			continue // corpora leave adjectives alone
		}
		kind := parallax.KindName
		switch n.Type {
		case parallax.Role:
			// An office before a name is the name's label; alone it is a description
			// and found as a noun phrase.
			continue
		case parallax.Weapon, parallax.Vehicle:
			if l.tok(h).UPOS != "PROPN" {
				kind = parallax.KindNominal
			}
		}
		c := l.newCand(first, last, h, kind)
		c.Type, c.Score = n.Type, n.Score
		l.c = append(l.c, c)
		for i := first; i <= last; i++ {
			inName[i] = true
		}
	}
	for si, s := range d.Sentences {
		if s.Report != l.report {
			continue
		}
		for id := s.First; id <= s.Last; id++ {
			t := l.tok(id)
			if inName[id] {
				if l.wide {
					l.inner(id)
				}
				continue
			}
			if p, ok := pronouns[strings.ToLower(t.In(d.Text))]; ok && (p.person != 2 || l.wide) && (t.UPOS == "PRON" || t.UPOS == "DET" && t.XPOS == "PRP$") && (t.Deprel != "expl" || l.acts(id)) {
				if strings.EqualFold(t.In(d.Text), "it") && l.pleonastic(id) {
					continue
				}
				c := l.newCand(id, id, id, parallax.KindPronoun)
				c.pro, c.number, c.gender = p, p.number, p.gender
				l.c = append(l.c, c)
				continue
			}
			if l.wide && t.UPOS == "PRON" && (t.XPOS == "DT" || t.XPOS == "") && t.Deprel != "mark" {
				c := l.newCand(id, id, id, parallax.KindPronoun)
				c.pro = pronoun{3, c.number, "d"}
				l.c = append(l.c, c)
				continue
			}
			if t.UPOS == "NOUN" && t.Deprel != "compound" || l.wide && t.UPOS == "PROPN" && t.Deprel != "flat" {
				if c, ok := l.nominal(id, si+1, inName); ok {
					l.c = append(l.c, c)
				}
			}
		}
	}
	slices.SortStableFunc(l.c, func(a, b cand) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	n := len(l.c)
	l.heads = map[string]int{}
	l.set, l.score, l.mem, l.sex, l.sure = make([]int, n), make([]float32, n), make([][]int, n), make([]string, n), make([]bool, n)
	l.shares = make([][]share, n)
	for i := range l.c {
		l.set[i], l.score[i], l.mem[i] = i, 1, []int{i}
		l.sex[i], l.sure[i] = l.genderOf(i)
		if l.c[i].Kind == parallax.KindNominal {
			l.heads[l.c[i].lemma]++
		}
		if _, taken := l.at[l.c[i].Head]; !taken {
			l.at[l.c[i].Head] = i
		}
	}
}

// inner adds the name inside a name that token id heads: "California" in
// "University of California".
func (l *linker) inner(id int) {
	t := l.tok(id)
	if t.UPOS != "PROPN" || t.Head == 0 {
		return
	}
	switch rel, _, _ := strings.Cut(t.Deprel, ":"); rel {
	case "nmod", "compound", "appos", "conj":
	default:
		return
	}
	first, last := id, id
	for i := id + 1; i <= l.d.Sentences[t.Sent-1].Last; i++ {
		if x := l.tok(i); x.Head == id && x.Deprel == "flat" {
			last = i
		}
	}
	for i := id - 1; i >= l.d.Sentences[t.Sent-1].First && l.tok(i).Head == id && l.tok(i).Deprel == "compound"; i-- {
		first = i
	}
	c := l.newCand(first, last, id, parallax.KindName)
	for i := range l.c {
		if l.c[i].Head == id {
			return
		}
	}
	if _, how, ok := world.CountryOf(c.In(l.d.Text)); ok && how != world.ByDemonym {
		c.Type = parallax.GPE
	}
	l.c = append(l.c, c)
}

// isTitle reports whether a word stands before names as a title of office,
// rank or courtesy.
func isTitle(word string) bool {
	word = strings.TrimSuffix(word, ".")
	return nameNoise[word] && word != "al" && word != "el" && word != "jr" && word != "sr" || kindOf()[word] == parallax.Person && nounTitle[word]
}

// genderOf is what one candidate shows: a pronoun's or noun's gender, that of the
// title before a name, which are sure, or a given name's, which many share.
func (l *linker) genderOf(i int) (gender string, sure bool) {
	c := &l.c[i]
	if c.gender == "m" || c.gender == "f" {
		return c.gender, true
	}
	if c.Type != parallax.Person || !named(c) {
		return "", false
	}
	for _, r := range l.roleLemmas(i) {
		if g := nounGender[r]; g != "" {
			return g, true
		}
	}
	if c.first > 1 {
		if g := nounGender[strings.TrimSuffix(strings.ToLower(l.tok(c.first-1).In(l.d.Text)), ".")]; g != "" {
			return g, true
		}
	}
	if w := strip(c.words); len(w) > 1 {
		return givenGender()[w[0]], false
	}
	return "", false
}

func isEntity(typ string) bool {
	switch typ {
	case parallax.NameDate, parallax.NameTime, parallax.Money, parallax.Percent, parallax.Quantity, parallax.Cardinal, parallax.Ordinal:
		return false
	}
	return true
}

// headOf is the token of a range whose governor lies outside it.
func (l *linker) headOf(first, last int) int {
	for i := first; i <= last; i++ {
		if h := l.tok(i).Head; (h < first || h > last) && l.tok(i).UPOS != "PUNCT" && l.tok(i).Deprel != "case" {
			return i
		}
	}
	return last
}

func (l *linker) newCand(first, last, head int, kind string) cand {
	t := l.tok(head)
	c := cand{first: first, last: last, lemma: strings.ToLower(t.Lemma)}
	c.Mention = parallax.Mention{Span: parallax.Span{Start: l.tok(first).Start, End: l.tok(last).End}, Kind: kind, Head: head, Sent: t.Sent, Report: l.report, Score: 1}
	c.words = strings.Fields(fold(c.In(l.d.Text)))
	c.key = strings.Join(c.words, " ")
	c.number = numberOf(t)
	for _, q := range l.d.Sentences[t.Sent-1].Quote {
		if q.Covers(c.Span) {
			c.speech = true
		}
	}
	return c
}

func numberOf(t *parallax.Token) byte {
	switch {
	case strings.Contains(t.Feats, "Number=Plur"), t.XPOS == "NNS", t.XPOS == "NNPS":
		return 'p'
	case strings.Contains(t.Feats, "Number=Sing"), t.XPOS == "NN", t.XPOS == "NNP":
		return 's'
	}
	return 0
}

// fold lower-cases a phrase and drops apostrophes, dots and dashes.
func fold(s string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '\'', '’', '‘', 'ʼ', '.', ',', '"', '“', '”':
			return -1
		case '-', '‑', '–':
			return ' '
		}
		return c
	}, strings.ToLower(s))
}

// nominal builds the noun phrase headed by token id, where it names something
// that can act or be acted on: its determiner and modifiers before it, and
// "of"-phrases and the like after it, without clauses and appositions.
func (l *linker) nominal(id, sent int, inName map[int]bool) (cand, bool) {
	t := l.tok(id)
	lemma := strings.ToLower(t.Lemma)
	typ := kindOf()[lemma]
	if typ == "" && personSuffix(lemma) {
		typ = parallax.Person
	}
	if typ == "" && !l.wide {
		return cand{}, false
	}
	s := l.d.Sentences[sent-1]
	first, last := id, id
	definite, indefinite, c0 := false, false, ""
	for i := s.First; i < id; i++ {
		if l.tok(i).Head != id {
			continue
		}
		switch w := strings.ToLower(l.tok(i).In(l.d.Text)); l.tok(i).Deprel {
		case "det":
			c0 = w
			definite = definite || w == "the" || w == "this" || w == "that" || w == "these" || w == "those"
			indefinite = indefinite || w == "a" || w == "an" || w == "some" || w == "any" || w == "no" || w == "another" || w == "every" || w == "each"
			first = min(first, l.leftmost(i, s.First))
		case "amod", "compound", "nummod", "nmod:poss", "nmod", "advmod", "det:predet", "nmod:desc":
			if l.tok(i).Deprel == "nmod:poss" {
				definite, c0 = true, "'s"
			}
			first = min(first, l.leftmost(i, s.First))
		}
	}
	for i := id + 1; i <= s.Last; i++ {
		x := l.tok(i)
		if x.Head == id && x.Deprel == "nmod" && l.hasCase(i, "of", "for", "to", "in", "at") && i-last < 12 {
			last = max(last, l.rightmost(i, s.Last))
		}
	}
	c := l.newCand(first, last, id, parallax.KindNominal)
	c.Type, c.definite, c.generic = typ, definite, indefinite || !definite && c.number == 'p'
	c.gender = nounGender[lemma]
	switch c0 {
	case "":
		c.det = 'b'
	case "'s":
		c.det = 'p'
	case "the":
		c.det = 'd'
	case "this", "that", "these", "those":
		c.det = 'm'
	default:
		c.det = 'i'
	}
	// The key of a description: the head with the content words before it.
	var mods []string
	for i := first; i < id; i++ {
		if x := l.tok(i); x.UPOS == "ADJ" || x.UPOS == "NOUN" || x.UPOS == "PROPN" || x.UPOS == "NUM" {
			mods = append(mods, strings.ToLower(x.Lemma))
		}
	}
	c.words = mods
	c.key = strings.Join(append(mods, lemma), " ")
	return c, true
}

// personSuffix reports whether a noun's ending makes it a person.
func personSuffix(lemma string) bool {
	for _, s := range []string{"man", "woman", "person", "ologist", "crat"} {
		if strings.HasSuffix(lemma, s) && len(lemma) > len(s)+2 {
			return true
		}
	}
	return false
}

func (l *linker) hasCase(id int, words ...string) bool {
	for i := id - 1; i > 0 && i > id-8 && l.tok(i).Sent == l.tok(id).Sent; i-- {
		if l.tok(i).Head == id && l.tok(i).Deprel == "case" {
			return slices.Contains(words, strings.ToLower(l.tok(i).Lemma))
		}
	}
	return false
}

// leftmost and rightmost are the edges of the subtree of token id, clauses,
// appositions and conjuncts left out on the right.
func (l *linker) leftmost(id, from int) int {
	out := id
	for i := from; i < id; i++ {
		if l.tok(i).Head == id {
			out = min(out, l.leftmost(i, from))
		}
	}
	return out
}

func (l *linker) rightmost(id, to int) int {
	out := id
	for i := id + 1; i <= to; i++ {
		if x := l.tok(i); x.Head == id && x.UPOS != "PUNCT" {
			switch x.Deprel {
			case "acl", "acl:relcl", "appos", "parataxis", "conj", "advcl", "dep":
				continue
			}
			out = max(out, l.rightmost(i, to))
		}
	}
	return out
}

// acts reports whether the verb that "it" hangs on is one that somebody does:
// active, with a clause as what it tells ("it reported that").
func (l *linker) acts(id int) bool {
	h := l.tok(id).Head
	if h == 0 || l.tok(h).UPOS != "VERB" || !strings.EqualFold(l.tok(id).In(l.d.Text), "it") {
		return false
	}
	clause := false
	s := l.d.Sentences[l.tok(id).Sent-1]
	for i := s.First; i <= s.Last; i++ {
		if x := l.tok(i); x.Head == h {
			if x.Deprel == "aux:pass" || x.Deprel == "nsubj" {
				return false
			}
			clause = clause || x.Deprel == "ccomp"
		}
	}
	return clause
}

// pleonastic recognises the "it" that refers to nothing: "it is likely that",
// "it seems".
func (l *linker) pleonastic(id int) bool {
	t := l.tok(id)
	if t.Head == 0 {
		return false
	}
	h := l.tok(t.Head)
	switch strings.ToLower(h.Lemma) {
	case "seem", "appear", "rain", "snow", "turn", "matter":
		return true
	}
	if h.UPOS != "ADJ" && h.UPOS != "NOUN" {
		return false
	}
	s := l.d.Sentences[t.Sent-1]
	for i := s.First; i <= s.Last; i++ {
		if x := l.tok(i); x.Head == t.Head && (x.Deprel == "csubj" || x.Deprel == "ccomp" || x.Deprel == "xcomp" || x.Deprel == "advcl" && i > t.Head) {
			return true
		}
	}
	return false
}
