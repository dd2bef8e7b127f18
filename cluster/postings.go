package cluster

import (
	"cmp"
	"slices"
)

// post says that a report has a key.
type post struct{ key, at uint32 }

// postings is an inverted index that grows by a report at a time: sorted runs,
// each at least twice as long as the next up to longRun, so that a post is moved
// a logarithmic number of times (Bentley and Saxe 1980).
type postings struct{ runs [][]post }

const longRun = 1 << 21 // posts; longer runs are left alone

// add adds the keys of report at, which is later than all before.
func (p *postings) add(keys []uint32, at uint32) {
	if len(keys) == 0 {
		return
	}
	run := make([]post, len(keys))
	for i, k := range keys {
		run[i] = post{k, at}
	}
	slices.SortFunc(run, byKey)
	for n := len(p.runs) - 1; n >= 0 && len(p.runs[n]) < min(2*len(run), longRun); n-- {
		run, p.runs = merged(p.runs[n], run), p.runs[:n]
	}
	p.runs = append(p.runs, run)
}

func byKey(a, b post) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at)) }

func merged(a, b []post) []post {
	out := make([]post, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if byKey(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// latest visits the reports with a key, the last first, most of them at most.
func (p *postings) latest(key uint32, most int, visit func(at uint32)) {
	for n := len(p.runs) - 1; n >= 0; n-- {
		run := p.runs[n]
		i, _ := slices.BinarySearchFunc(run, key, func(x post, k uint32) int {
			if x.key <= k {
				return -1
			}
			return 1
		})
		for i--; i >= 0 && run[i].key == key; i-- {
			if most--; most < 0 {
				return
			}
			visit(run[i].at)
		}
	}
}
