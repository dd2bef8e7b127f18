package check

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// index holds an archive's sentences by what stands in them.
type index struct {
	a         *parallax.Archive
	sentences []sentence
	at        map[[2]int]int // document, sentence id → index
	by        map[string][]int32
	actor     map[parallax.EntityRef]int
	happening map[parallax.EventRef]int
	events    []map[int][]int // document → sentence → event ids
	corpus    *Corpus
}

// sentence is one of a report.
type sentence struct {
	parallax.Span
	doc, id, report int
}

func newIndex(a *parallax.Archive) *index {
	x := &index{a: a, at: map[[2]int]int{}, by: map[string][]int32{}, actor: map[parallax.EntityRef]int{}, happening: map[parallax.EventRef]int{}}
	for i, y := range a.Actors {
		for _, m := range y.Members {
			x.actor[m] = i
		}
	}
	for i, h := range a.Happenings {
		for _, m := range h.Members {
			x.happening[m] = i
		}
	}
	for di, d := range a.Docs {
		for k, s := range d.Sentences {
			if s.Report == 0 {
				continue
			}
			x.at[[2]int{di, k + 1}] = len(x.sentences)
			x.sentences = append(x.sentences, sentence{s.Span, di, k + 1, s.Report})
		}
		events := map[int][]int{}
		for k, e := range d.Events {
			events[e.Sent] = append(events[e.Sent], k+1)
		}
		x.events = append(x.events, events)
		for k := range d.Sentences {
			if s, ok := x.at[[2]int{di, k + 1}]; ok {
				for _, w := range words(d, k+1) {
					x.add(w, s)
				}
			}
		}
		for _, m := range d.Mentions {
			s, ok := x.at[[2]int{di, m.Sent}]
			if i, known := x.actor[parallax.EntityRef{Doc: di, Entity: m.Entity}]; ok && known {
				x.add("@"+strconv.Itoa(i), s)
			}
		}
	}
	return x
}

func (x *index) add(key string, s int) {
	if l := x.by[key]; len(l) == 0 || l[len(l)-1] != int32(s) {
		if n := len(l); n > 0 && slices.Contains(l[max(0, n-3):], int32(s)) {
			return
		}
		x.by[key] = append(l, int32(s))
	}
}

// rarity weighs a key: a word that no sentence has weighs most.
func (x *index) rarity(key string) float64 {
	if x.corpus != nil {
		return math.Log((x.corpus.Sentences + 2) / (x.corpus.With[key] + 1))
	}
	return math.Log(float64(len(x.sentences)+2) / float64(len(x.by[key])+1))
}

// keyOf is the key of an actor that the question names so.
func (x *index) keyOf(actor int, name string) string {
	if x.corpus != nil {
		return "@" + name
	}
	return "@" + strconv.Itoa(actor)
}

// words are the stems of a sentence's content words.
func words(d *parallax.Document, sent int) []string {
	var out []string
	s := d.Sentences[sent-1]
	for _, t := range d.Tokens[s.First-1 : s.Last] {
		if content(t) {
			out = append(out, lexis.Stem(strings.ToLower(t.Lemma)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func content(t parallax.Token) bool {
	switch t.UPOS {
	case "NOUN", "PROPN", "VERB", "ADJ":
		return len(t.Lemma) > 1
	}
	return false
}
