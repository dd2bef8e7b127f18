package cluster

import (
	"math"
	"runtime"
	"slices"
)

// post says that a report has a key: the key above, the report's number below.
type post uint64

func (p post) key() uint32 { return uint32(p >> 32) }
func (p post) at() uint32  { return uint32(p) }

// postings is an inverted index that grows by a report at a time: sorted runs,
// each at least twice as long as the next up to longRun, so that a post is moved
// a logarithmic number of times (Bentley and Saxe 1980). Longer runs stay as they
// are, outside the heap: they would double what the collector lets it grow by.
type postings struct {
	long []*longPosts
	runs [][]post
}

// longPosts are the posts of a long run.
type longPosts struct{ posts []post }

const longRun = 1 << 20 // posts

// add adds the keys of report at, which is later than all before.
func (p *postings) add(keys []uint32, at uint32) {
	if len(keys) == 0 {
		return
	}
	run := make([]post, len(keys))
	for i, k := range keys {
		run[i] = post(k)<<32 | post(at)
	}
	slices.Sort(run)
	for n := len(p.runs) - 1; n >= 0 && len(p.runs[n]) < 2*len(run); n-- {
		run, p.runs = merged(p.runs[n], run), p.runs[:n]
	}
	if len(run) < longRun {
		p.runs = append(p.runs, run)
		return
	}
	l := &longPosts{outside(len(run))}
	copy(l.posts, run)
	runtime.AddCleanup(l, release, l.posts)
	p.long = append(p.long, l)
}

func merged(a, b []post) []post {
	out := make([]post, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] <= b[0] {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// latest visits the reports with a key, the last first, most of them at most.
func (p *postings) latest(key uint32, most int, visit func(at uint32)) {
	for n := len(p.runs) - 1; n >= 0 && most > 0; n-- {
		most = latestIn(p.runs[n], key, most, visit)
	}
	for n := len(p.long) - 1; n >= 0 && most > 0; n-- {
		most = latestIn(p.long[n].posts, key, most, visit)
	}
}

// latestIn gives how many more may be visited.
func latestIn(run []post, key uint32, most int, visit func(at uint32)) int {
	i, last := slices.BinarySearch(run, post(key)<<32|math.MaxUint32)
	if last {
		i++
	}
	for i--; i >= 0 && most > 0 && run[i].key() == key; i-- {
		visit(run[i].at())
		most--
	}
	return most
}
