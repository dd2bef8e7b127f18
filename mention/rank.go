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

var ranker = sync.OnceValue(func() *Ranker {
	r := NewRanker()
	numbers := strings.Fields(rankTXT)
	for _, t := range r.Tables() {
		for i := range t {
			if len(numbers) > 0 {
				v, _ := strconv.ParseFloat(numbers[0], 32)
				t[i], numbers = float32(v)/100, numbers[1:]
			}
		}
	}
	return r
})

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

// best is the likeliest of the antecedents of i and how likely it is, −1 for
// none.
func (l *linker) best(i int, antecedents []int) (int, float32) {
	r := ranker()
	var hidden [Hidden]float32
	best, top, sum := -1, 0.0, 1.0
	switch {
	case anaKind(&l.c[i]) == anaHe:
		top -= 3 // a person's pronoun nearly always has somebody before it
	case l.wide:
		top += eager
	}
	for _, j := range antecedents {
		f := l.features(i, j, l.buf[:0])
		l.buf = f.Values
		s := float64(r.Score(f, &hidden))
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
