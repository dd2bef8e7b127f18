package mention

import (
	"cmp"
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

//go:embed person.txt
var personTXT string

// The ranker weighs each earlier candidate as the antecedent of a description or
// pronoun, against none (a mention ranker after Denis and Baldridge 2008, its
// features those of Durrett and Klein 2013): a sum of weights, one a feature
// value, apart for each pair of kinds. train/mention learns the weights.

// Hidden is the width of the ranker's hidden layer.
const Hidden = 24

// A Ranker scores pairs: a weight for each feature value and pair of kinds, and
// a hidden layer over both, which sees what features say together.
type Ranker struct {
	Linear []float32 // a row of Width() for each pair of kinds
	In     []float32 // a row of Hidden for each feature value, then for each pair of kinds
	Out    []float32 // Hidden
}

// Width is the number of feature values, Pairs that of pairs of kinds.
func Width() int { return width }

// Pairs is the number of pairs of kinds.
func Pairs() int { return anaKinds * 3 }

// NewRanker returns a ranker of zeros.
func NewRanker() *Ranker {
	return &Ranker{Linear: make([]float32, Pairs()*width), In: make([]float32, (width+Pairs())*Hidden), Out: make([]float32, Hidden)}
}

// Tables are the ranker's numbers in the order of rank.txt.
func (r *Ranker) Tables() [][]float32 { return [][]float32{r.Linear, r.In, r.Out} }

// Score is the score of a pair that shows these features.
func (r *Ranker) Score(f Features, hidden *[Hidden]float32) float32 {
	*hidden = [Hidden]float32{}
	var sum float32
	add := func(row int) {
		for h, v := range r.In[row*Hidden : (row+1)*Hidden] {
			hidden[h] += v
		}
	}
	add(width + f.Pair)
	for _, k := range f.Values {
		sum += r.Linear[f.Pair*width+k]
		add(k)
	}
	for h, v := range hidden {
		if v > 0 {
			sum += float32(v * r.Out[h])
		}
	}
	return sum
}

// general ranks all but the pronouns of persons; person was learned together with
// the encoder's votes on those, which its scores are added to (train/coref.py).
var (
	general = sync.OnceValue(func() *Ranker { return parseRanker(rankTXT) })
	person  = sync.OnceValue(func() *Ranker { return parseRanker(personTXT) })
)

func parseRanker(text string) *Ranker {
	r := NewRanker()
	numbers := strings.Fields(text)
	for _, t := range r.Tables() {
		for i := range t {
			if len(numbers) > 0 {
				v, _ := strconv.ParseFloat(numbers[0], 32)
				t[i], numbers = float32(v)/100, numbers[1:]
			}
		}
	}
	return r
}

// rank gives each description and pronoun its best antecedent, if any is more
// likely than none.
func (l *linker) rank() {
	for i := range l.c {
		if l.ranked(i) {
			l.decide(i)
		}
	}
}

// decide joins i with its likeliest antecedent. A pronoun whose likeliest one is
// a pronoun that has no name yet ("He grew up in Evanston. … MacKenzie studied …
// His pottery …") brings both to the likeliest name.
func (l *linker) decide(i int) {
	l.count(i)
	all := l.antecedents(i)
	j, p := l.best(i, all)
	if j < 0 {
		return
	}
	if anaKind(&l.c[i]) == anaHe && l.nameless(j) {
		named := slices.DeleteFunc(slices.Clone(all), func(k int) bool { return l.nameless(k) })
		if k, q := l.best(i, named); k >= 0 {
			l.join(k, i, q)
		}
	}
	l.join(j, i, p)
}

// nameless reports whether the entity of j is known by pronouns only.
func (l *linker) nameless(j int) bool {
	for _, k := range l.mem[l.find(j)] {
		if l.c[k].Kind != parallax.KindPronoun {
			return false
		}
	}
	return true
}

// eager is how much less likely than none an antecedent may be where every noun
// phrase is linked: what the CoNLL measure rewards most on OntoGUM's dev part.
const eager = -0.9

// hearsay is what a person's pronoun that points back to another weighs beside one
// that points to a name or description: that other may be wrong itself. Tried
// on our own reading, OntoGUM dev and both parts of GAP, so that none of them is held for it.
const hearsay = 0.03

// best is the likeliest of the antecedents of i and how likely it is, −1 for none.
// For a person's pronoun the mentions of an entity speak together.
func (l *linker) best(i int, antecedents []int) (int, float32) {
	r := general()
	var hidden [Hidden]float32
	least, he := 0.0, anaKind(&l.c[i]) == anaHe
	switch {
	case he:
		r = person()
		least -= 3 // a person's pronoun nearly always has somebody before it
	case l.wide:
		least += eager
	}
	var all []share
	add := func(j int, mass float64) {
		root := l.find(j)
		k := slices.IndexFunc(all, func(x share) bool { return l.find(x.to) == root })
		if k < 0 {
			all = append(all, share{j, mass})
			return
		}
		if he {
			all[k].mass += mass
		} else {
			all[k].mass = max(all[k].mass, mass)
		}
	}
	sum := 1.0
	for _, j := range antecedents {
		f := l.features(i, j, l.buf[:0])
		l.buf = f.Values
		e := math.Exp(float64(r.Score(f, &hidden)) + l.vote(i, j))
		if he && l.c[j].Kind == parallax.KindPronoun {
			e *= hearsay
		}
		sum += e
		if !he || l.shares[j] == nil {
			add(j, e)
			continue
		}
		for _, x := range l.shares[j] {
			add(x.to, e*x.mass)
		}
	}
	best, mass := -1, math.Exp(least)
	for k := range all {
		if all[k].mass > mass {
			best, mass = all[k].to, all[k].mass
		}
		all[k].mass /= sum
	}
	if he && l.shares[i] == nil {
		l.shares[i] = append(all, share{i, 1 / sum})
	}
	return best, float32(min(0.97, mass/sum))
}

// share is how likely a person's pronoun means the entity of a candidate. What
// points back to a pronoun shares its doubts, whatever it was joined with.
type share struct {
	to   int
	mass float64
}

// vote is what the encoder says of candidate j as what pronoun i means.
func (l *linker) vote(i, j int) float64 {
	if l.d.Signals == nil || l.c[i].Kind != parallax.KindPronoun {
		return 0
	}
	at, found := slices.BinarySearchFunc(l.d.Signals.Antecedents, [2]int{l.c[i].Head, l.c[j].Head}, func(v parallax.AntecedentVote, x [2]int) int {
		return cmp.Or(cmp.Compare(v.Pronoun, x[0]), cmp.Compare(v.Word, x[1]))
	})
	if !found {
		return 0
	}
	return float64(l.d.Signals.Antecedents[at].Score)
}

// ranked reports whether candidate i looks for an antecedent.
func (l *linker) ranked(i int) bool {
	c := &l.c[i]
	if named(c) || l.find(i) != i {
		return false
	}
	return l.wide || c.Kind == parallax.KindPronoun && c.pro.person == 3 || c.Kind == parallax.KindNominal && c.det != 'i'
}

// antecedents are the candidates that i may point to: the earlier ones near, for a
// description also those farther that share its head; for a person's pronoun also
// the names behind it in its sentence.
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
	if anaKind(c) == anaHe { // "In her first speech, Ms. May …"
		for j := i + 1; j < len(l.c) && l.c[j].Sent == c.Sent; j++ {
			if b := &l.c[j]; named(b) && b.Start > c.End && !l.impossible(c, b, j) {
				out = append(out, j)
			}
		}
	}
	return out
}

func (l *linker) headNamed(c, b *cand) bool {
	return len(b.words) > 0 && b.words[len(b.words)-1] == c.lemma
}

// unsureName is how sure the reader is of a name's type where a person may still
// be meant.
const unsureName = 0.8

// impossible rules out what number, gender and kind forbid a pronoun.
func (l *linker) impossible(c, b *cand, j int) bool {
	if b.Type == parallax.NORP {
		return c.pro.number != 'p'
	}
	root := l.find(j)
	switch c.pro.gender {
	case "m", "f":
		return l.sure[root] && l.sex[root] != c.pro.gender || b.number == 'p' ||
			b.Kind != parallax.KindPronoun && b.Type != parallax.Person && b.Type != "" && !(named(b) && b.Score < unsureName) ||
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
