package cluster

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"parallax"
)

// The settings below were chosen on the development halves named in
// docs/accuracy.md and hold for every kind of news.
const (
	minIDF     float32 = 0.5 // words more common than this say nothing
	leadWords          = 200 // words counted as the lead
	leadWeight float32 = 2   // weight of a word in the lead
	nameWeight float32 = 4   // weight of a capitalised word or number
	tfPower            = 1.5 // exponent of the logarithmic term frequency
	nameIDF            = 4.0 // a name must be at least so rare in news at large
)

// How much of a report the index keeps.
const (
	maxTerms = 96 // terms of its vector
	maxPosts = 48 // of them, the heaviest, that find it
	maxNames = 16 // rare names
)

// Keys are what the index needs to know of a report.
type Keys struct {
	Day      int      // of publication, days since 1970; 0 when unknown
	Shingles []uint32 // sampled runs of words
	Terms    []Term   // unit tf-idf vector, by hash
	Names    []Term   // unit vector of rare names, by hash
}

// Term is one dimension of a vector.
type Term struct {
	Hash   uint32
	Weight float32
}

// KeysOf reads the keys of a report.
func KeysOf(d *parallax.Document, report int) Keys {
	words := wordsOf(d, report)
	return Keys{Day: dayOf(d.Reports[report-1]), Shingles: sample(gramsOf(words)), Terms: termsOf(d, words), Names: namesOf(d, words)}
}

func dayOf(r parallax.Report) int {
	if len(r.Published.Value) >= 10 {
		if t, err := time.Parse(time.DateOnly, r.Published.Value[:10]); err == nil {
			return int(t.Unix() / 86400)
		}
	}
	return 0
}

// named reports whether a word is capitalised, and whether it is a number.
func named(d *parallax.Document, w word) (name, number bool) {
	c, _ := utf8.DecodeRuneInString(d.Text[w.Start:])
	return unicode.IsUpper(c), unicode.IsDigit(c)
}

// termsOf weighs words by how often they stand in a report and how rarely in
// news; words that name and words near the top weigh more, since a report tells
// what it is about in its first lines.
func termsOf(d *parallax.Document, words []word) []Term {
	tf := map[uint64]float32{}
	for i, w := range words {
		k := float32(1)
		if i < leadWords {
			k *= leadWeight
		}
		if name, number := named(d, w); name || number {
			k *= nameWeight
		}
		tf[w.hash] += k
	}
	var out []Term
	for h, n := range tf {
		if v := float32(idf(short(h))); v >= minIDF {
			out = append(out, Term{short(h), float32(math.Pow(1+math.Log1p(float64(n)), tfPower)) * v})
		}
	}
	return heaviest(out, maxTerms)
}

// namesOf weighs the rare names of a report; a long one must give them twice.
func namesOf(d *parallax.Document, words []word) []Term {
	tf := map[uint64]int{}
	for _, w := range words {
		if name, _ := named(d, w); name {
			tf[w.hash]++
		}
	}
	least := 1
	if len(words) > 120 {
		least = 2
	}
	var out []Term
	for h, n := range tf {
		if v := idf(short(h)); v >= nameIDF && n >= least {
			out = append(out, Term{short(h), float32(math.Sqrt(float64(n)) * v)})
		}
	}
	return heaviest(out, maxNames)
}

// idf is how rarely a word stands in news at large, in nats.
func idf(h uint32) float64 {
	bg := background()
	return math.Log((bg.documents + 1) / (bg.of[h] + 1))
}

// short is a hash as the index keeps it.
func short(h uint64) uint32 { return uint32(h >> 32) }

// heaviest is the unit vector of the n heaviest terms, by hash.
func heaviest(v []Term, n int) []Term {
	slices.SortFunc(v, byWeight)
	v = slices.Clone(v[:min(n, len(v))])
	slices.SortFunc(v, byHash)
	return unit(v)
}

func byWeight(a, b Term) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), byHash(a, b)) }

func byHash(a, b Term) int { return cmp.Compare(a.Hash, b.Hash) }

// unit scales a vector to length 1.
func unit(v []Term) []Term {
	var sum float64
	for _, t := range v {
		sum += float64(t.Weight) * float64(t.Weight)
	}
	n := float32(math.Sqrt(sum))
	for i := range v {
		v[i].Weight /= n
	}
	return v
}

// sum is the sum of two vectors.
func sum(a, b []Term) []Term {
	out := make([]Term, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].Hash < b[0].Hash:
			out, a = append(out, a[0]), a[1:]
		case b[0].Hash < a[0].Hash:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, Term{a[0].Hash, a[0].Weight + b[0].Weight})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// dot is the inner product of two vectors.
func dot(a, b []Term) float64 {
	s := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].Hash < b[0].Hash:
			a = a[1:]
		case b[0].Hash < a[0].Hash:
			b = b[1:]
		default:
			s += float64(a[0].Weight * b[0].Weight)
			a, b = a[1:], b[1:]
		}
	}
	return s
}

// Bytes are the keys as a store keeps them, read by ParseKeys: the day, then
// shingles, terms and names, each with its length before it, numbers of 32 bits,
// little-endian.
func (k Keys) Bytes() []byte {
	b := make([]byte, 0, 16+4*len(k.Shingles)+8*len(k.Terms)+8*len(k.Names))
	u := func(n uint32) { b = binary.LittleEndian.AppendUint32(b, n) }
	u(uint32(int32(k.Day)))
	u(uint32(len(k.Shingles)))
	for _, s := range k.Shingles {
		u(s)
	}
	for _, l := range [][]Term{k.Terms, k.Names} {
		u(uint32(len(l)))
		for _, t := range l {
			u(t.Hash)
			u(math.Float32bits(t.Weight))
		}
	}
	return b
}

var errKeys = errors.New("cluster: keys are damaged")

// ParseKeys reads what Bytes gave.
func ParseKeys(b []byte) (k Keys, err error) {
	u := func() uint32 {
		if len(b) < 4 {
			err, b = errKeys, nil
			return 0
		}
		n := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return n
	}
	// A length that the rest cannot hold is damage, and no reason to ask for memory.
	count := func(size int) int {
		n := int(u())
		if n*size > len(b) {
			err, n = errKeys, 0
		}
		return n
	}
	k.Day = int(int32(u()))
	k.Shingles = make([]uint32, count(4))
	for i := range k.Shingles {
		k.Shingles[i] = u()
	}
	for _, l := range []*[]Term{&k.Terms, &k.Names} {
		*l = make([]Term, count(8))
		for i := range *l {
			(*l)[i] = Term{u(), math.Float32frombits(u())}
		}
	}
	return k, err
}
