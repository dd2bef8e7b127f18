package cluster

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Settings, chosen like those of the keys.
const (
	threshold = 0.22 // least average likeness to a thread's reports that joins
	halfLife  = 40.0 // days after which the part of likeness that time decides has halved
	local     = 5.0  // nats by which a word may weigh more than its frequency in this archive says
	timeless  = 0.2  // the part of likeness that no distance in time takes away

	mergeAt      = 0.5  // least likeness of the names of two stories that are one
	sagaAt       = 0.35 // the same for stories of one saga, whatever lies between them
	mergeDays    = 20.0 // days of silence between two stories that halve their likeness
	mergeUndated = 0.5  // likeness kept where one of them has no date
)

// Bounds, so that a report costs the same in an archive of any size.
const (
	lookback = 256 // reports looked up for a key, the last that have it
	tried    = 24  // threads or stories compared, those that share most
	recent   = 64  // reports that stand for a thread or story, its last
	full     = 256 // reports of a saga, and so of a story; what comes after opens the next
)

// Place says where a report stands: its running number and those of the first
// report of its origin, thread, story and saga.
type Place struct{ Report, Origin, Thread, Story, Saga int }

// Index places reports one after the other. What it decides rests on the reports
// before alone, so that an archive that grew and one read at once are the same.
type Index struct {
	keys     []held
	origin   grouping
	thread   grouping
	story    grouping
	saga     grouping
	shingles postings
	terms    postings
	names    postings
	votes    []float32         // scratch, by report
	moved    map[uint32]Place  // where reports stood that the last one moved
	seen     map[uint32]uint32 // in how many reports a term stands
}

// held is what the index has at hand of a report.
type held struct {
	day          int32
	shingles     int32 // how many
	terms, names []Term
}

// grouping puts each report into one group, named by its first report.
type grouping struct {
	of      []uint32
	members map[uint32][]uint32 // of groups of two and more
}

func (g *grouping) group(head uint32) []uint32 {
	if m := g.members[head]; m != nil {
		return m
	}
	return []uint32{head}
}

// join makes two groups one.
func (g *grouping) join(a, b uint32) {
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	l := g.group(b)
	for _, i := range l {
		g.of[i] = a
	}
	l = append(slices.Clone(g.group(a)), l...)
	slices.Sort(l)
	if g.members == nil {
		g.members = map[uint32][]uint32{}
	}
	g.members[a] = l
	delete(g.members, b)
}

// join makes two groups one and notes which earlier reports that moves.
func (x *Index) join(g *grouping, a, b uint32) {
	if a == b {
		return
	}
	for _, i := range g.group(max(a, b)) {
		if _, ok := x.moved[i]; !ok && int(i) < len(x.keys)-1 {
			x.moved[i] = x.At(int(i))
		}
	}
	g.join(a, b)
}

// Moved tells where the reports that the last Add moved stood before.
func (x *Index) Moved() []Place {
	var out []Place
	for _, i := range slices.Sorted(maps.Keys(x.moved)) {
		out = append(out, x.moved[i])
	}
	return out
}

// Add places the next report. copied reports whether an earlier report, by its
// number, shares its text; it is asked for few.
func (x *Index) Add(k Keys, copied func(earlier int) bool) Place {
	x.moved = map[uint32]Place{}
	n := x.enter(k)
	x.findOrigin(n, k.Shingles, copied)
	x.findThread(n)
	x.findStory(n)
	x.post(n, k)
	return x.At(int(n))
}

// Restore enters the next report where it was placed before.
func (x *Index) Restore(k Keys, at Place) {
	n := x.enter(k)
	x.origin.join(uint32(at.Origin), n)
	x.thread.join(uint32(at.Thread), n)
	x.story.join(uint32(at.Story), n)
	x.saga.join(uint32(at.Saga), n)
	x.post(n, k)
}

// Len is the number of reports.
func (x *Index) Len() int { return len(x.keys) }

// At tells where a report, by its number, stands now.
func (x *Index) At(report int) Place {
	return Place{report, int(x.origin.of[report]), int(x.thread.of[report]), int(x.story.of[report]), int(x.saga.of[report])}
}

// Saga lists the reports, by number, of the saga that a report names.
func (x *Index) Saga(first int) []int {
	var out []int
	for _, i := range x.saga.group(uint32(first)) {
		out = append(out, int(i))
	}
	return out
}

// enter opens the groups of the next report. Words that this archive repeats (an
// outlet's furniture, a subject that all share) tell less than their frequency
// in news at large says.
func (x *Index) enter(k Keys) uint32 {
	n := uint32(len(x.keys))
	if x.seen == nil {
		x.seen = map[uint32]uint32{}
	}
	terms := slices.Clone(k.Terms)
	for i, t := range terms {
		x.seen[t.Hash]++
		if most, v := local+math.Log(float64(n+2)/float64(x.seen[t.Hash])), idf(t.Hash); most < v {
			terms[i].Weight *= float32(most / v)
		}
	}
	x.keys = append(x.keys, held{int32(k.Day), int32(len(k.Shingles)), unit(terms), k.Names})
	x.votes = append(x.votes, 0)
	for _, g := range []*grouping{&x.origin, &x.thread, &x.story, &x.saga} {
		g.of = append(g.of, n)
	}
	return n
}

// post makes report n one that later reports find.
func (x *Index) post(n uint32, k Keys) {
	x.shingles.add(k.Shingles, n)
	x.terms.add(posted(x.keys[n].terms), n)
	x.names.add(hashes(k.Names), n)
}

// posted are the hashes of a vector's heaviest terms.
func posted(v []Term) []uint32 {
	if len(v) > maxPosts {
		v = slices.Clone(v)
		slices.SortFunc(v, byWeight)
		v = v[:maxPosts]
	}
	return hashes(v)
}

func hashes(v []Term) []uint32 {
	out := make([]uint32, len(v))
	for i, t := range v {
		out[i] = t.Hash
	}
	return out
}

// findThread joins a report to the thread it is most like on average, where that
// likeness reaches the threshold.
func (x *Index) findThread(n uint32) {
	if o := x.origin.of[n]; o != n && !x.full(o) {
		x.take(n, x.thread.of[o]) // a copy is told in the thread of its original
		return
	}
	k := x.keys[n]
	best, top := n, threshold
	for _, t := range x.likely(&x.terms, k.terms, x.thread, n) {
		if x.full(t) {
			continue
		}
		members := x.thread.group(t)
		members = members[max(0, len(members)-recent):]
		s := 0.0
		for _, m := range members {
			s += dot(k.terms, x.keys[m].terms) * closeness(k.day, x.keys[m].day)
		}
		if s /= float64(len(members)); s > top || s == top && t < best {
			best, top = t, s
		}
	}
	if best != n {
		x.take(n, best)
	}
}

// full reports whether a report's saga takes no more.
func (x *Index) full(n uint32) bool { return len(x.saga.group(x.saga.of[n])) >= full }

// take puts a new report into a thread.
func (x *Index) take(n, thread uint32) {
	x.join(&x.thread, thread, n)
	x.join(&x.story, x.story.of[thread], n)
	x.join(&x.saga, x.saga.of[thread], n)
}

// likely are the groups whose reports share most of the weight of a vector.
func (x *Index) likely(p *postings, v []Term, g grouping, n uint32) []uint32 {
	var touched []uint32
	for _, t := range v {
		p.latest(t.Hash, lookback, func(at uint32) {
			if x.votes[at] == 0 {
				touched = append(touched, at)
			}
			x.votes[at] += t.Weight * t.Weight
		})
	}
	type vote struct {
		group uint32
		share float32
	}
	best := map[uint32]float32{}
	for _, i := range touched {
		best[g.of[i]] = max(best[g.of[i]], x.votes[i])
		x.votes[i] = 0
	}
	delete(best, g.of[n])
	first := func(a, b vote) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(b.group, a.group)) }
	top := make([]vote, 0, tried+1)
	for h, s := range best {
		v := vote{h, s}
		if len(top) == tried && first(v, top[tried-1]) > 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(top, v, first)
		top = slices.Insert(top, i, v)
		top = top[:min(tried, len(top))]
	}
	var out []uint32
	for _, v := range top {
		out = append(out, v.group)
	}
	return out
}

// findStory joins the story of a new report with those that go on where it
// stands – the same rare names at about the same time – and its saga with those
// that share the names at any time.
func (x *Index) findStory(n uint32) {
	k := x.keys[n]
	for _, s := range x.likely(&x.names, k.names, x.story, n) {
		own := x.story.of[n]
		if s == own || x.story.of[s] != s {
			continue
		}
		a, b := x.namesIn(x.story.group(own)), x.namesIn(x.story.group(s))
		like := dot(a, b)
		if like < sagaAt || len(x.saga.group(x.saga.of[own]))+len(x.saga.group(x.saga.of[s])) > full && x.saga.of[own] != x.saga.of[s] {
			continue
		}
		if like*x.apart(own, s) >= mergeAt {
			x.join(&x.story, own, s)
		}
		x.join(&x.saga, x.saga.of[own], x.saga.of[s])
	}
}

// namesIn is the unit vector of the names of a group's last reports.
func (x *Index) namesIn(group []uint32) []Term {
	var v []Term
	for _, i := range group[max(0, len(group)-recent):] {
		v = sum(v, x.keys[i].names)
	}
	return unit(v)
}

// apart is the share of likeness that the silence between two stories leaves.
func (x *Index) apart(a, b uint32) float64 {
	nearest := math.Inf(1)
	for _, i := range x.story.group(a) {
		for _, j := range x.story.group(b) {
			if p, q := x.keys[i].day, x.keys[j].day; p != 0 && q != 0 {
				nearest = min(nearest, math.Abs(float64(p-q)))
			}
		}
	}
	if math.IsInf(nearest, 1) {
		return mergeUndated
	}
	return math.Exp2(-nearest / mergeDays)
}

// closeness is 1 for reports of one day and falls with the days between them to
// timeless; where a date is unknown it says nothing.
func closeness(a, b int32) float64 {
	if a == 0 || b == 0 {
		return 1
	}
	return timeless + (1-timeless)*math.Exp2(-math.Abs(float64(a-b))/halfLife)
}
