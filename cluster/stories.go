package cluster

import (
	"math"
	"slices"
	"time"

	"parallax"
)

// The settings below were chosen on the development halves named in
// docs/accuracy.md and hold for every kind of news.
const (
	minIDF     float32 = 0.5  // words more common than this say nothing
	leadWords          = 200  // words counted as the lead
	leadWeight float32 = 2    // weight of a word in the lead
	nameWeight float32 = 4    // weight of a capitalised word or number
	maxTerms           = 400  // terms of a vector
	tfPower            = 1.5  // exponent of the logarithmic term frequency
	local              = 5.0  // how much more a word may weigh than its frequency in this archive says
	threshold          = 0.22 // least average likeness that joins
	halfLife           = 40.0 // days after which the part of likeness that time decides has halved
	timeless           = 0.2  // the part of likeness that no distance in time takes away
)

// item is one report made ready: its vector and day.
type item struct {
	ref parallax.ReportRef
	vec []term
	day time.Time
}

// story is a growing cluster of items.
type story struct{ members []int }

// Stories puts every report in one story: in order of publication, a report
// joins the story it is most like on average, where that likeness reaches the
// threshold, else it opens one.
func Stories(docs []*parallax.Document) []parallax.Story {
	var items []item
	for di, d := range docs {
		for r := range d.Reports {
			ref := parallax.ReportRef{Doc: di, Report: r + 1}
			items = append(items, item{ref, counts(d, ref.Report), published(d.Reports[r])})
		}
	}
	// Words that this archive repeats (an outlet's furniture, a subject that all
	// share) tell less than their frequency in news at large says.
	seen := map[uint64]float64{}
	for _, x := range items {
		for _, t := range x.vec {
			seen[t.hash]++
		}
	}
	bg, n := background(), float64(len(items))
	for i := range items {
		items[i].vec = vectorOf(items[i].vec, func(h uint64) float32 {
			v := math.Log((bg.documents + 1) / (bg.of[h] + 1))
			if n > 1 {
				v = min(v, local+math.Log((n+1)/seen[h]))
			}
			return float32(v)
		})
	}
	// An inverted index over terms finds the reports that share any; average
	// linkage is the mean of their cosines.
	index := map[uint64][]struct {
		item   int32
		weight float32
	}{}
	storyOf := make([]int, len(items))
	var stories []story
	sum := make([]float64, len(items))
	for i, x := range items {
		clear(sum[:i])
		for _, t := range x.vec {
			for _, p := range index[t.hash] {
				sum[p.item] += float64(p.weight * t.weight)
			}
		}
		near := make([]float64, len(stories))
		for j := range i {
			near[storyOf[j]] += sum[j] * closeness(x.day, items[j].day)
		}
		best, top := -1, threshold
		for k := range stories {
			if v := near[k] / float64(len(stories[k].members)); v >= top {
				best, top = k, v
			}
		}
		if best < 0 {
			best = len(stories)
			stories = append(stories, story{})
		}
		stories[best].members = append(stories[best].members, i)
		storyOf[i] = best
		for _, t := range x.vec {
			index[t.hash] = append(index[t.hash], struct {
				item   int32
				weight float32
			}{int32(i), t.weight})
		}
	}
	stories, saga := merge(docs, items, stories)
	out := make([]parallax.Story, len(stories))
	for k, s := range stories {
		out[k].Saga = saga[k]
		for _, i := range s.members {
			out[k].Reports = append(out[k].Reports, items[i].ref)
		}
		slices.SortFunc(out[k].Reports, func(a, b parallax.ReportRef) int {
			if a.Doc != b.Doc {
				return a.Doc - b.Doc
			}
			return a.Report - b.Report
		})
	}
	return out
}

// closeness is 1 for reports of one day and falls with the days between them to
// timeless; where a date is unknown it says nothing.
func closeness(a, b time.Time) float64 {
	if a.IsZero() || b.IsZero() {
		return 1
	}
	return timeless + (1-timeless)*math.Exp2(-math.Abs(a.Sub(b).Hours()/24)/halfLife)
}

func published(r parallax.Report) time.Time {
	if len(r.Published.Value) >= 10 {
		if t, err := time.Parse("2006-01-02", r.Published.Value[:10]); err == nil {
			return t
		}
	}
	return time.Time{}
}
