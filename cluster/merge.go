package cluster

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"parallax"
)

// Settings of the second step, in which stories that are about the same people
// and places at about the same time become one.
const (
	mergeAt      = 0.42 // least likeness of two stories' names
	sagaAt       = 0.35 // the same for stories of one saga, whatever lies between them
	mergeIDF     = 4.0  // a name must be at least so rare in news at large
	mergeDays    = 20.0 // days of silence between two stories that halve their likeness
	mergeUndated = 0.5  // likeness kept where one of them has no date
)

// namesOf weighs the rare names of a report; a long one must give them twice.
func namesOf(d *parallax.Document, report int) []term {
	tf := map[uint64]float32{}
	words := wordsOf(d, report)
	least := float32(1)
	if len(words) > 120 {
		least = 2
	}
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(d.Text[w.Start:]); unicode.IsUpper(c) {
			tf[w.hash]++
		}
	}
	bg := background()
	var out []term
	for h, n := range tf {
		if v := math.Log((bg.documents + 1) / (bg.of[h] + 1)); v >= mergeIDF && n >= least {
			out = append(out, term{h, float32(math.Sqrt(float64(n)) * v)})
		}
	}
	slices.SortFunc(out, byHash)
	return unit(out)
}

// unit scales a vector to length 1.
func unit(v []term) []term {
	var sum float64
	for _, t := range v {
		sum += float64(t.weight) * float64(t.weight)
	}
	n := float32(math.Sqrt(sum))
	for i := range v {
		v[i].weight /= n
	}
	return v
}

// add is the sum of two vectors.
func add(a, b []term) []term {
	out := make([]term, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].hash < b[0].hash:
			out, a = append(out, a[0]), a[1:]
		case b[0].hash < a[0].hash:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, term{a[0].hash, a[0].weight + b[0].weight})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// merge joins stories that go on – the same rare names at about the same time –
// and tells which of the joined belong to one saga: the same names at any time.
func merge(docs []*parallax.Document, items []item, stories []story) (merged []story, saga []int) {
	stories = join(stories, alikeNames(docs, items, stories, mergeAt, true))
	u := newUnion(len(stories))
	for _, p := range alikeNames(docs, items, stories, sagaAt, false) {
		u.join(p[0], p[1])
	}
	for k := range stories {
		saga = append(saga, u.find(k))
	}
	return stories, saga
}

// join joins the stories of each pair.
func join(stories []story, pairs [][2]int) []story {
	u := newUnion(len(stories))
	for _, p := range pairs {
		u.join(p[0], p[1])
	}
	for k := range stories {
		if r := u.find(k); r != k {
			stories[r].members = append(stories[r].members, stories[k].members...)
			stories[k].members = nil
		}
	}
	return slices.DeleteFunc(stories, func(s story) bool { return s.members == nil })
}

// alikeNames lists the pairs of stories whose names are at least so alike, by
// the silence between them where timed.
func alikeNames(docs []*parallax.Document, items []item, stories []story, least float64, timed bool) [][2]int {
	vecs := make([][]term, len(stories))
	at := map[uint64][]int{}
	for k, s := range stories {
		for _, i := range s.members {
			vecs[k] = add(vecs[k], namesOf(docs[items[i].ref.Doc], items[i].ref.Report))
		}
		vecs[k] = unit(vecs[k])
		for _, t := range vecs[k] {
			at[t.hash] = append(at[t.hash], k)
		}
	}
	var pairs [][2]int
	likeness := make([]float64, len(stories))
	for k := range stories {
		clear(likeness[:k])
		for _, t := range vecs[k] {
			for _, j := range at[t.hash] {
				if j >= k {
					break
				}
				i, _ := slices.BinarySearchFunc(vecs[j], t.hash, func(x term, h uint64) int { return cmp.Compare(x.hash, h) })
				likeness[j] += float64(t.weight * vecs[j][i].weight)
			}
		}
		for j, v := range likeness[:k] {
			if v >= least && (!timed || v*apart(items, stories[j], stories[k]) >= least) {
				pairs = append(pairs, [2]int{j, k})
			}
		}
	}
	return pairs
}

// apart is the share of likeness that the silence between two stories leaves.
func apart(items []item, a, b story) float64 {
	nearest := math.Inf(1)
	for _, i := range a.members {
		for _, j := range b.members {
			if x, y := items[i].day, items[j].day; !x.IsZero() && !y.IsZero() {
				nearest = min(nearest, math.Abs(x.Sub(y).Hours()/24))
			}
		}
	}
	if math.IsInf(nearest, 1) {
		return mergeUndated
	}
	return math.Exp2(-nearest / mergeDays)
}
