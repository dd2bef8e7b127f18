// Package check holds a sentence against an archive: which accounts say it,
// deny it or differ from it, with how many origins behind each – or that nobody
// in the archive tells of it. It needs an archive that was collated and the
// sentence read by the same passes; it changes neither.
//
// The sentence is taken apart into what it says: the act (its main predicate),
// who takes part, figures, days, and the other content words, each weighed by
// how rarely the archive's sentences have it. Sentences of the archive that
// share some of it are found through an index and scored by how much of that
// weight they cover: by identity of actors, word families and event types, not
// by words alone. What then disagrees – a negation, a figure, a day, who did it
// – decides the side an account stands on.
package check

import (
	"cmp"
	"slices"

	"parallax"
)

// Verdicts of an answer.
const (
	Said    = "said"    // accounts say it
	Denied  = "denied"  // accounts say that it is not so
	Differs = "differs" // accounts tell it otherwise: another figure, day, place or actor
	Nobody  = "nobody"  // no account tells of it
)

// The least share of a sentence's weight that an account must cover, chosen on
// the development half of the sentences that eval keeps for it.
const (
	tells  = 0.66 // to tell of the same
	echoes = 0.40 // the same for a sentence known to tell the same event
	rival  = 0.85 // of the best account's score
	most   = 24   // passages of an answer
)

// Answer is what an archive says to a sentence.
type Answer struct {
	Verdict  string
	Passages []Passage
}

// Passage is one sentence of an account and where it stands on the question.
type Passage struct {
	parallax.ReportRef
	parallax.Span
	Side      string // said, denied, differs
	Why       string // what differs: figure, day, actor, place, plan, negation
	Claim     int    // id in the document of the claim that holds it, 0 for the outlet's own voice
	Happening int    // index in the archive, −1 when its act is no event
	Score     float64
}

// Actors maps the entities of the sentence's document to actors of the archive.
type Actors map[int][]int

// Corpus says how common the question's words are where a is but a part of an
// archive.
type Corpus struct {
	Sentences float64            // of the archive
	With      map[string]float64 // sentences by the word, as Words gives it
}

// Sentence checks q, a document that holds the sentence, against a. Where a is
// the whole archive, in is nil.
func Sentence(a *parallax.Archive, q *parallax.Document, who Actors, in *Corpus) Answer {
	x := newIndex(a)
	x.corpus = in
	p := x.parts(q, who)
	if len(p.items) == 0 {
		return Answer{Verdict: Nobody}
	}
	var found []Passage
	near := map[int]bool{} // happenings that an account of the question tells
	for _, s := range x.candidates(p) {
		if m, ok := x.compare(p, s, tells); ok {
			found = append(found, m)
			if m.Happening >= 0 && m.Side != Differs {
				near[m.Happening] = true
			}
		}
	}
	for _, h := range sortedKeys(near) {
		for _, m := range a.Happenings[h].Members {
			s, ok := x.at[[2]int{m.Doc, a.Docs[m.Doc].Events[m.Event-1].Sent}]
			if !ok || slices.ContainsFunc(found, func(f Passage) bool { return f.Doc == m.Doc && f.Span == x.sentences[s].Span }) {
				continue
			}
			if m, ok := x.compare(p, s, echoes); ok {
				found = append(found, m)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Passage) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Start, b.Start))
	})
	// Beside an account that tells all of it, one that tells half of it is another matter.
	found = slices.DeleteFunc(found, func(p Passage) bool { return p.Score < rival*found[0].Score && p.Score < tells+0.25 })
	return Answer{verdict(found), found[:min(most, len(found))]}
}

// verdict is the side of the best account. Another count of the like says
// nothing against an account that gives the one asked for.
func verdict(found []Passage) string {
	best := map[string]float64{}
	said := slices.ContainsFunc(found, func(f Passage) bool { return f.Side == Said && f.Score >= tells })
	for _, f := range found {
		if f.Why != "figure" || !said {
			best[f.Side] = max(best[f.Side], f.Score)
		}
	}
	out, top := Nobody, 0.0
	for _, side := range []string{Said, Denied, Differs} {
		if best[side] > top+0.001 {
			out, top = side, best[side]
		}
	}
	return out
}

func sortedKeys[V any](m map[int]V) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
