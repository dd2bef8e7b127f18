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
	agreeing  = 3   // so many sampled ones make a candidate,
	agreeOf   = 8   // and one in so many of the shorter report's
	crowded   = 64  // of the reports that have a shingle, the last so many are candidates
	compared  = 16  // candidates looked at, those that share most
	minRun    = 8   // words of a shared run that counts
	copyShare = 0.4 // share of the shorter report's own words in shared runs
	copyWords = 30  // and at least so many words
)

// Text is a report made ready for comparison.
type Text struct {
	words []word
	grams []uint64 // hash of the shingle that starts at each word
}

// TextOf reads the words of a report.
func TextOf(d *parallax.Document, report int) Text {
	w := wordsOf(d, report)
	return Text{w, gramsOf(w)}
}

func gramsOf(words []word) []uint64 {
	n := len(words) - shingle + 1
	if n <= 0 {
		return nil
	}
	grams := make([]uint64, n)
	for i := range grams {
		h := uint64(fnvBasis)
		for _, w := range words[i : i+shingle] {
			h = (h ^ w.hash) * fnvPrime
		}
		grams[i] = mix(h)
	}
	return grams
}

// sample keeps one shingle in sampled, chosen by value.
func sample(grams []uint64) []uint32 {
	out := make([]uint32, 0, len(grams)/sampled+8)
	for _, g := range grams {
		if g%sampled == 0 {
			out = append(out, short(g))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// findOrigin joins a report to the origins of those it shares its text with.
func (x *Index) findOrigin(n uint32, shingles []uint32, copied func(earlier int) bool) {
	count := map[uint32]int{}
	for _, g := range shingles {
		x.shingles.latest(g, crowded, func(at uint32) { count[at]++ })
	}
	var near []uint32
	for i, k := range count {
		if k >= agreeing && int32(k)*agreeOf >= min(x.keys[i].shingles, x.keys[n].shingles) {
			near = append(near, i)
		}
	}
	slices.SortFunc(near, func(a, b uint32) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	asked := 0
	for _, i := range near {
		if asked < compared && x.origin.of[i] != x.origin.of[n] {
			asked++
			if copied(int(i)) {
				x.join(&x.origin, x.origin.of[i], x.origin.of[n])
			}
		}
	}
}

// IsCopy reports whether two reports share one text. It decides on the words outside quotation marks: two reports may quote
// one statement at length and still be written by two hands.
func IsCopy(a, b Text) bool {
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
func runs(a, b Text) []run {
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

// member is a report of an origin with its text.
type member struct {
	ref parallax.ReportRef
	Text
}

// origin orders the members of a group: first the one the others were taken
// from. A report that another credits by its outlet's name comes first, then
// the earliest published, then the first in document order.
func origin(docs []*parallax.Document, group []member) parallax.Origin {
	report := func(m member) parallax.Report { return docs[m.ref.Doc].Reports[m.ref.Report-1] }
	credited := func(m member) bool {
		o := report(m).Outlet
		return o != "" && slices.ContainsFunc(group, func(n member) bool { return n.ref != m.ref && strings.EqualFold(report(n).Credit, o) })
	}
	day := func(m member) string {
		if t := report(m).Published; t.Value != "" && t.Value[0] != 'X' {
			return t.Value
		}
		return "9999"
	}
	first := slices.MinFunc(group, func(a, b member) int {
		if x, y := credited(a), credited(b); x != y {
			if x {
				return -1
			}
			return 1
		}
		return cmp.Compare(day(a), day(b))
	})
	o := parallax.Origin{Members: []parallax.Copy{{ReportRef: first.ref, Share: 1}}}
	for _, m := range group {
		if m.ref == first.ref {
			continue
		}
		c := parallax.Copy{ReportRef: m.ref}
		n := 0
		for _, r := range runs(m.Text, first.Text) {
			n += r.n
			c.Runs = append(c.Runs, parallax.SharedRun{At: extent(m.words, r.a, r.n), From: extent(first.words, r.b, r.n)})
		}
		if len(m.words) > 0 {
			c.Share = float64(n) / float64(len(m.words))
		}
		o.Members = append(o.Members, c)
	}
	return o
}

func extent(w []word, at, n int) parallax.Span {
	return parallax.Span{Start: w[at].Start, End: w[at+n-1].End}
}
