package mention

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parallax"
)

//go:embed rank.txt
var rankTXT string

// The ranker weighs each earlier candidate as the antecedent of a description or
// pronoun, against none (a mention ranker after Denis and Baldridge 2008, its
// features those of Durrett and Klein 2013): a sum of weights, one a feature
// value, apart for each pair of kinds. train/mention learns the weights.

// slots are the features and how many values each takes.
var slots = [...]int{1, 8, 8, 9, 4, 3, 3, 4, 11, 11, 2, 5, 4, 5, 6, 6, 2, 2, 3, 7, 7, 2, 2, 2, 6, 3, 4, 2, 2, 3}

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

// RankWeights is the number of weights of the ranker.
func RankWeights() int { return anaKinds * 3 * width }

var rankWeights = sync.OnceValue(func() []float32 {
	out := make([]float32, RankWeights())
	for i, f := range strings.Fields(rankTXT) {
		if i < len(out) {
			v, _ := strconv.ParseFloat(f, 32)
			out[i] = float32(v) / 100
		}
	}
	return out
})

// rank gives each description and pronoun its best antecedent, if any is more
// likely than none.
func (l *linker) rank() {
	for i := range l.c {
		if !l.ranked(i) {
			continue
		}
		if j, p := l.best(i); j >= 0 {
			l.join(j, i, p)
		}
	}
}

// best is the likeliest antecedent of i and how likely it is, −1 for none.
func (l *linker) best(i int) (int, float32) {
	w := rankWeights()
	best, top, sum := -1, 0.0, 1.0
	if anaKind(&l.c[i]) == anaHe {
		top = -3 // a person's pronoun nearly always has somebody before it
	}
	for _, j := range l.antecedents(i) {
		l.buf = l.features(i, j, l.buf[:0])
		s := 0.0
		for _, k := range l.buf {
			s += float64(w[k])
		}
		sum += math.Exp(s)
		if s > top {
			best, top = j, s
		}
	}
	return best, float32(min(0.97, math.Exp(top)/sum))
}

// ranked reports whether candidate i looks for an antecedent.
func (l *linker) ranked(i int) bool {
	c := &l.c[i]
	if named(c) || l.find(i) != i {
		return false
	}
	return l.wide || c.Kind == parallax.KindPronoun && c.pro.person == 3 || c.Kind == parallax.KindNominal && c.det != 'i'
}

// antecedents are the earlier candidates that i may point to: those near, for a
// description also those farther that share its head, one of each entity.
func (l *linker) antecedents(i int) []int {
	c := &l.c[i]
	var out []int
	near, back := 40, 5
	if c.Kind == parallax.KindNominal {
		near, back = 25, 30
	}
	for j := i - 1; j >= 0 && c.Sent-l.c[j].Sent <= back; j-- {
		b := &l.c[j]
		if b.Start <= c.Start && c.End <= b.End && c.Kind != parallax.KindPronoun {
			continue
		}
		if b.Kind == parallax.KindPronoun && (c.Kind == parallax.KindNominal || b.pro.person != c.pro.person) && (c.Kind == parallax.KindNominal || c.pro.person != 3 && b.pro.person != 3 || b.pro.person == 3 != (c.pro.person == 3)) {
			continue
		}
		if i-j > near && !(c.Kind == parallax.KindNominal && (b.lemma == c.lemma || named(b) && l.headNamed(c, b))) {
			continue
		}
		if c.Kind == parallax.KindPronoun && l.impossible(c, b, j) {
			continue
		}
		out = append(out, j)
	}
	return out
}

func (l *linker) headNamed(c, b *cand) bool {
	return len(b.words) > 0 && b.words[len(b.words)-1] == c.lemma
}

// impossible rules out what number, gender and kind forbid a pronoun.
func (l *linker) impossible(c, b *cand, j int) bool {
	if b.Type == parallax.NORP {
		return c.pro.number != 'p'
	}
	sex := l.sex[l.find(j)]
	switch c.pro.gender {
	case "m", "f":
		return sex != "" && sex != c.pro.gender || b.number == 'p' || b.Kind != parallax.KindPronoun && b.Type != parallax.Person && b.Type != "" ||
			b.Kind == parallax.KindPronoun && b.pro.gender != c.pro.gender
	case "d":
		return b.Type == parallax.Person || b.Kind == parallax.KindPronoun && b.pro.gender != "d" && b.pro.gender != "n"
	case "n":
		return b.Type == parallax.Person || b.Kind == parallax.KindPronoun && b.pro.gender != "n" && b.pro.gender != "d" || b.number == 'p' && !named(b)
	}
	if c.pro.person == 3 {
		return b.Kind == parallax.KindPronoun && b.pro != c.pro || named(b) && b.Type == parallax.Person
	}
	return b.Kind == parallax.KindPronoun && b.pro != c.pro
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
func (l *linker) features(i, j int, out []int) []int {
	c, b := &l.c[i], &l.c[j]
	base := (anaKind(c)*3 + antKind(b)) * width
	slot := 0
	add := func(v int) {
		out = append(out, base+offsets[slot]+v)
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
	return out
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

func bucket(n int, bounds ...int) int {
	for i, b := range bounds {
		if n <= b {
			return i
		}
	}
	return len(bounds)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func agree(unknown, same bool) int {
	if unknown {
		return 1
	}
	return 2 * flag(!same)
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

func relation(rel string) int {
	switch rel, _, _ = strings.Cut(rel, ":"); rel {
	case "nsubj":
		return 0
	case "obj", "iobj":
		return 1
	case "obl":
		return 2
	case "nmod":
		return 3
	case "appos":
		return 4
	case "conj":
		return 5
	case "compound", "flat":
		return 6
	case "root":
		return 7
	case "xcomp", "ccomp", "advcl":
		return 8
	case "parataxis":
		return 9
	}
	return 10
}

func det(c *cand) int {
	switch c.det {
	case 'd':
		return 1
	case 'i':
		return 2
	case 'm':
		return 3
	case 'p':
		return 4
	case 'b':
		return 5
	}
	return 0
}

func kindClass(c *cand) int {
	switch broad(c.Type) {
	case parallax.Person:
		return 1
	case "body":
		return 2
	case "place":
		return 3
	case "":
		return 0
	case parallax.NORP:
		return 4
	case parallax.NamedEv, parallax.Work, parallax.Law:
		return 5
	}
	return 6
}

// Choice is a description or pronoun with those it may point to, as the trainer
// of the ranker sees them: mentions and the weights that speak on each.
type Choice struct {
	Mention     parallax.Mention
	Antecedents []parallax.Mention
	Features    [][]int
}

// Choices lists what the ranker decides on a read document, after the sieves.
// Same says which mentions are labelled the same, so that each choice sees the
// right ones before it joined; nil joins as the ranker does by its own weights, on
// the candidates of a report instead of every noun phrase.
func Choices(d *parallax.Document, same func(a, b parallax.Mention) bool) []Choice {
	var out []Choice
	for r := range d.Reports {
		l := newLinker(d, r+1)
		l.wide = same != nil
		l.detect()
		l.sieves()
		for i := range l.c {
			if !l.ranked(i) {
				continue
			}
			ch := Choice{Mention: l.c[i].Mention}
			right := -1
			for _, j := range l.antecedents(i) {
				ch.Antecedents = append(ch.Antecedents, l.c[j].Mention)
				ch.Features = append(ch.Features, l.features(i, j, nil))
				if right < 0 && same != nil && same(l.c[i].Mention, l.c[j].Mention) {
					right = j
				}
			}
			if same == nil {
				right, _ = l.best(i)
			}
			if right >= 0 {
				l.join(right, i, 1)
			}
			out = append(out, ch)
		}
	}
	return out
}
