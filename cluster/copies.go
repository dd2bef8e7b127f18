package cluster

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

const (
	shingle   = 5   // words
	sampled   = 4   // one shingle in so many names candidates
	crowded   = 64  // a shingle in more reports than this names none
	minRun    = 8   // words of a shared run that counts
	copyShare = 0.4 // share of the shorter report's own words in shared runs
	copyWords = 30  // and at least so many words
)

// text is a report made ready for comparison.
type text struct {
	ref   parallax.ReportRef
	words []word
	grams []uint64 // hash of the shingle that starts at each word
}

func newText(d *parallax.Document, ref parallax.ReportRef) text {
	t := text{ref: ref, words: wordsOf(d, ref.Report)}
	if n := len(t.words) - shingle + 1; n > 0 {
		t.grams = make([]uint64, n)
		for i := range t.grams {
			h := uint64(fnvBasis)
			for _, w := range t.words[i : i+shingle] {
				h = (h ^ w.hash) * fnvPrime
			}
			t.grams[i] = mix(h)
		}
	}
	return t
}

// Origins folds the reports of docs that share one text. Every report is in
// exactly one origin; origins stand in the order of their earliest member.
func Origins(docs []*parallax.Document) []parallax.Origin {
	var texts []text
	for di, d := range docs {
		for r := range d.Reports {
			texts = append(texts, newText(d, parallax.ReportRef{Doc: di, Report: r + 1}))
		}
	}
	group := newUnion(len(texts))
	for _, p := range candidates(texts) {
		if a, b := texts[p[0]], texts[p[1]]; isCopy(a, b) {
			group.join(p[0], p[1])
		}
	}
	members := map[int][]int{}
	var roots []int
	for i := range texts {
		g := group.find(i)
		if members[g] == nil {
			roots = append(roots, g)
		}
		members[g] = append(members[g], i)
	}
	out := make([]parallax.Origin, 0, len(roots))
	for _, g := range roots {
		out = append(out, origin(docs, texts, members[g]))
	}
	return out
}

// candidates are the pairs of texts, lower index first, that share several
// sampled shingles.
func candidates(texts []text) [][2]int {
	at := map[uint64][]int32{}
	for i, t := range texts {
		for _, g := range t.grams {
			if g%sampled != 0 {
				continue
			}
			l := at[g]
			if n := len(l); n <= crowded && (n == 0 || l[n-1] != int32(i)) {
				at[g] = append(l, int32(i))
			}
		}
	}
	var out [][2]int
	shared := map[int32]int{}
	for i, t := range texts {
		clear(shared)
		for _, g := range t.grams {
			if g%sampled != 0 || len(at[g]) > crowded {
				continue
			}
			for _, j := range at[g] {
				if int(j) < i {
					shared[j]++
				}
			}
		}
		n := len(out)
		for j, k := range shared {
			if k >= 3 {
				out = append(out, [2]int{int(j), i})
			}
		}
		slices.SortFunc(out[n:], func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	}
	return out
}

// isCopy decides on the words outside quotation marks: two reports may quote
// one statement at length and still be written by two hands.
func isCopy(a, b text) bool {
	if len(a.words) > len(b.words) {
		a, b = b, a
	}
	own, shared := 0, 0
	for _, w := range a.words {
		if !w.quoted {
			own++
		}
	}
	for _, r := range runs(a, b) {
		for k := range r.n {
			if !a.words[r.a+k].quoted && !b.words[r.b+k].quoted {
				shared++
			}
		}
	}
	return shared >= min(copyWords, max(own, 12)) && float64(shared) >= copyShare*float64(own)
}

// run is a stretch of n words that a and b share.
type run struct{ a, b, n int }

// runs finds the maximal shared runs of at least minRun words, greedily from
// the start of a, each word of a in one run at most.
func runs(a, b text) []run {
	at := make(map[uint64][]int32, len(b.grams))
	for i, g := range b.grams {
		if l := at[g]; len(l) < 4 {
			at[g] = append(l, int32(i))
		}
	}
	var out []run
	for i := 0; i < len(a.grams); {
		best := run{}
		for _, j := range at[a.grams[i]] {
			n := 0
			for i+n < len(a.words) && int(j)+n < len(b.words) && a.words[i+n].hash == b.words[int(j)+n].hash {
				n++
			}
			if n > best.n {
				best = run{i, int(j), n}
			}
		}
		if best.n < minRun {
			i++
			continue
		}
		out = append(out, best)
		i += best.n
	}
	return out
}

// origin orders the members of a group: first the one the others were taken
// from. A report that another credits by its outlet's name comes first, then
// the earliest published, then the first in document order.
func origin(docs []*parallax.Document, texts []text, group []int) parallax.Origin {
	report := func(i int) parallax.Report { return docs[texts[i].ref.Doc].Reports[texts[i].ref.Report-1] }
	credited := func(i int) bool {
		o := report(i).Outlet
		return o != "" && slices.ContainsFunc(group, func(j int) bool { return j != i && strings.EqualFold(report(j).Credit, o) })
	}
	day := func(i int) string {
		if t := report(i).Published; t.Value != "" && t.Value[0] != 'X' {
			return t.Value
		}
		return "9999"
	}
	first := slices.MinFunc(group, func(i, j int) int {
		if a, b := credited(i), credited(j); a != b {
			if a {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(day(i), day(j)), cmp.Compare(i, j))
	})
	o := parallax.Origin{Members: []parallax.Copy{{ReportRef: texts[first].ref, Share: 1}}}
	for _, i := range group {
		if i == first {
			continue
		}
		c := parallax.Copy{ReportRef: texts[i].ref}
		n := 0
		for _, r := range runs(texts[i], texts[first]) {
			n += r.n
			c.Runs = append(c.Runs, parallax.SharedRun{At: extent(texts[i].words, r.a, r.n), From: extent(texts[first].words, r.b, r.n)})
		}
		if len(texts[i].words) > 0 {
			c.Share = float64(n) / float64(len(texts[i].words))
		}
		o.Members = append(o.Members, c)
	}
	return o
}

func extent(w []word, at, n int) parallax.Span {
	return parallax.Span{Start: w[at].Start, End: w[at+n-1].End}
}

// union is a disjoint-set forest in which the lowest member names its set.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, j int) {
	i, j = u.find(i), u.find(j)
	u[max(i, j)] = min(i, j)
}
