// Package collate lays accounts side by side: event mentions of one happening
// are joined across reports, dates that one report leaves open are found in
// another, disagreements become disputes, and Record projects all of it onto
// the output contract. It needs claims, events, stories, origins and actors;
// it makes Archive.Happenings and Archive.Disputes and sharpens the times.
//
// A happening is an equivalence class of event mentions in the sense of
// cross-document event coreference (Cybulska and Vossen 2014): what decides is
// the type and trigger, who did it to whom, when and where, each weighed by
// how rarely the story's events share it. Support is counted in origins.
package collate

import (
	"cmp"
	"slices"

	"parallax"
)

// Run fills a.Happenings and a.Disputes and resolves times through the story.
func Run(a *parallax.Archive) {
	v := newView(a)
	a.Happenings = v.happenings()
	// Dates found through joined events may join further events: two rounds.
	v.datesThroughStory(a.Happenings)
	a.Happenings = v.happenings()
	v.datesThroughStory(a.Happenings)
	for i := range a.Happenings {
		a.Happenings[i].Time = v.bestTime(a.Happenings[i])
	}
	a.Disputes = v.disputes()
}

// view indexes an archive for collation.
type view struct {
	a     *parallax.Archive
	actor map[parallax.EntityRef]int // index in a.Actors
	saga  map[parallax.ReportRef]int // a report's saga: accounts are compared within it
}

func newView(a *parallax.Archive) *view {
	v := &view{a: a, actor: map[parallax.EntityRef]int{}, saga: map[parallax.ReportRef]int{}}
	for i, x := range a.Actors {
		for _, m := range x.Members {
			v.actor[m] = i
		}
	}
	for _, s := range a.Stories {
		for _, r := range s.Reports {
			v.saga[r] = s.Saga
		}
	}
	return v
}

func (v *view) event(r parallax.EventRef) *parallax.Event { return &v.a.Docs[r.Doc].Events[r.Event-1] }

// actorsOf are the actors (indices) of arguments, −1 left out.
func (v *view) actorsOf(doc int, args []parallax.Arg) []int {
	var out []int
	for _, x := range args {
		if i, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: x.Entity}]; ok && x.Entity > 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// state is the country of an actor's code, "" when unknown.
func (v *view) state(actor int) string {
	c := v.a.Actors[actor].Code
	if len(c) >= 3 {
		return c[:3]
	}
	return ""
}

func byRef(x, y parallax.EventRef) int {
	return cmp.Or(cmp.Compare(x.Doc, y.Doc), cmp.Compare(x.Event, y.Event))
}
