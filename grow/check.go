package grow

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"parallax"
	"parallax/check"
	"parallax/pipeline"
	"parallax/resolve"
	"parallax/store"
)

// Bounds of checking a sentence, so that it costs the same in an archive of any
// size.
const (
	near     = 64   // documents that are read for it
	nearWord = 2000 // latest documents that are weighed for one of its words
)

// Check holds a sentence against the archive. In a large one the documents that
// have most of its words, the rarer the more, are read and no others, with what
// the records of their sagas join in them.
func (a *Archive) Check(ctx context.Context, p *pipeline.Pipeline, sentence string) (check.Reported, error) {
	q := p.Sentence(sentence)
	ids, in, err := a.near(ctx, q)
	if err != nil {
		return check.Reported{}, err
	}
	x, err := a.around(ctx, ids)
	if err != nil {
		return check.Reported{}, err
	}
	if in != nil {
		in.scale(x.Archive)
	}
	out := check.Report(x.Archive, sentence, check.Sentence(x.Archive, q, resolve.Lookup(x.Archive, q), in.corpus()))
	for i := range out.Passages {
		c := &out.Passages[i]
		c.Event = x.event[c.Event]
		if o := x.origin[c.Anchor.Report]; o != "" {
			c.Origin, c.Told = o, x.told[c.Anchor.Report]
		}
	}
	return out, nil
}

// corpus counts the documents of an archive that have the words of a question.
type corpus struct {
	documents float64
	words     map[string][]string
	with      map[string]float64 // documents
	per, each float64            // sentences of a document; sentences with a word, of a document that has it
}

func (c *corpus) corpus() *check.Corpus {
	if c == nil {
		return nil
	}
	out := &check.Corpus{Sentences: c.documents * c.per, With: map[string]float64{}}
	for w, n := range c.with {
		out.With[w] = n * c.each
	}
	return out
}

// scale takes from documents that were read how many sentences one has. A word
// that a document has stands in one of them and in some more.
func (c *corpus) scale(x *parallax.Archive) {
	n := 0
	for _, d := range x.Docs {
		n += len(d.Sentences)
	}
	c.per, c.each = float64(n)/float64(max(1, len(x.Docs))), 1.5
}

// near gives the documents to hold a question against: all of a small archive,
// with no corpus; else those that have most of its words.
func (a *Archive) near(ctx context.Context, q *parallax.Document) ([]int, *corpus, error) {
	a.mu.Lock()
	last := a.last
	a.mu.Unlock()
	if last <= near {
		ids := make([]int, last)
		for i := range ids {
			ids[i] = i + 1
		}
		return ids, nil, nil
	}
	l := a.st.Listing()
	c := &corpus{documents: float64(last), words: check.Words(q), with: map[string]float64{}}
	score := map[int]float64{}
	keys := slices.Sorted(maps.Keys(c.words))
	for _, key := range keys {
		words := c.words[key]
		has, least := map[int]int{}, last
		for _, w := range words {
			docs, n, err := l.Having(ctx, w, nearWord)
			if err != nil {
				return nil, nil, err
			}
			least = min(least, n)
			for _, d := range docs {
				has[d]++
			}
		}
		c.with[key] = float64(least)
		weight := math.Log(float64(last+1) / float64(least+1))
		for d, n := range has {
			score[d] += weight * float64(n) / float64(len(words))
		}
	}
	// Documents that have them all may lie beyond the latest that have each.
	var all []string
	for _, key := range keys {
		all = append(all, c.words[key]...)
	}
	if len(all) == 0 {
		return nil, c, nil
	}
	n := 0
	for id, err := range l.Find(ctx, store.Search{Words: all, Beginnings: true}) {
		if err != nil {
			return nil, nil, err
		}
		score[id.Doc] += math.Log(float64(last + 1))
		if n++; n == near {
			break
		}
	}
	ids := make([]int, 0, len(score))
	for d := range score {
		if d <= last {
			ids = append(ids, d)
		}
	}
	slices.SortFunc(ids, func(x, y int) int { return cmp.Or(cmp.Compare(score[y], score[x]), cmp.Compare(y, x)) })
	return ids[:min(near, len(ids))], c, nil
}
