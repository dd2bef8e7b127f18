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
//
// Accounts are compared within a saga, and nothing outside it has a say: an
// archive of one saga alone comes out as that saga does in the whole.
package collate

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// Run fills a.Happenings and a.Disputes and resolves times through the story.
func Run(a *parallax.Archive) {
	v := newView(a)
	v.ownRefs()
	a.Happenings = v.judged(v.happenings())
	// Dates found through joined events may join further events: two rounds.
	v.datesThroughStory(a.Happenings)
	a.Happenings = v.judged(v.happenings())
	a.Strike(v.struck)
	v.datesThroughStory(a.Happenings)
	for i := range a.Happenings {
		a.Happenings[i].Time = v.bestTime(a.Happenings[i])
	}
	a.Disputes = v.upheld(v.disputes())
}

// view indexes an archive for collation.
type view struct {
	a     *parallax.Archive
	actor map[parallax.EntityRef]int // index in a.Actors
	story map[parallax.ReportRef]int // index in a.Stories, from 1
	saga  map[parallax.ReportRef]int // a report's saga: accounts are compared within it

	states map[int]string
	names  map[int]bool  // persons whom some report names
	struck []parallax.ID // event mentions that people called wrong
}

func newView(a *parallax.Archive) *view {
	v := &view{a: a, actor: map[parallax.EntityRef]int{}, story: map[parallax.ReportRef]int{}, saga: a.Sagas(), states: map[int]string{}, names: map[int]bool{}}
	for i, x := range a.Actors {
		for _, m := range x.Members {
			v.actor[m] = i
		}
	}
	for i, s := range a.Stories {
		for _, r := range s.Reports {
			v.story[r] = i + 1
		}
	}
	return v
}

// ownRefs makes what the passes cite their own document's: a pass sees no other.
func (v *view) ownRefs() {
	own := func(t *parallax.Timex) {
		if t.Basis == parallax.ThroughStory {
			return
		}
		for i := range t.Because {
			t.Because[i].Doc = -1
		}
	}
	for _, d := range v.a.Docs {
		for i := range d.Times {
			own(&d.Times[i])
		}
		for i := range d.Reports {
			own(&d.Reports[i].Published)
		}
	}
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

// state is the country that an actor belongs to: by its code, its names or how
// reports describe it; "" when unknown.
func (v *view) state(actor int) string {
	if s, ok := v.states[actor]; ok {
		return s
	}
	s := v.stateOf(actor)
	v.states[actor] = s
	return s
}

func (v *view) stateOf(actor int) string {
	x := v.a.Actors[actor]
	if len(x.Code) >= 3 {
		if c, ok := world.ByISO(x.Code[:3]); ok {
			return c.ISO3
		}
	}
	if s := countryIn(x.Name); s != "" {
		return s
	}
	for _, m := range x.Members {
		d := v.a.Docs[m.Doc]
		e := d.Entities[m.Entity-1]
		for _, l := range e.Labels {
			if s := countryIn(l.In(d.Text)); s != "" {
				return s
			}
		}
		for _, k := range e.Mentions {
			if mn := d.Mentions[k-1]; mn.Kind != parallax.KindPronoun {
				// The words just before a name often hold the office: "Iraqi Prime Minister X".
				s := d.Sentences[mn.Sent-1].Start
				lead := d.Text[max(s, mn.Start-50):mn.Start]
				if i := strings.LastIndexAny(lead, ",;:–“\"\n"); i >= 0 {
					lead = lead[i+1:]
				}
				if x.Type == parallax.Person && titled(lead) {
					if s := countryIn(lead); s != "" {
						return s
					}
				}
				if s := countryIn(mn.In(d.Text)); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

// titled reports whether words end in an office, as they do before a name.
func titled(lead string) bool {
	f := strings.Fields(strings.ToLower(lead))
	if len(f) == 0 {
		return false
	}
	switch f[len(f)-1] {
	case "minister", "president", "secretary", "state", "general", "commander", "ambassador", "leader", "king", "chancellor", "spokesman", "spokeswoman", "official", "envoy", "senator", "defense", "defence":
		return true
	}
	return false
}

// unled leaves the words that may name a country.
var unled = strings.NewReplacer("-led", "", "-", " ", "’s", "", "'s", "")

// countryIn is the last country that words name, by itself or its people.
func countryIn(words string) string {
	out := ""
	for w := range strings.FieldsSeq(unled.Replace(words)) {
		if c, how, ok := world.CountryOf(strings.Trim(w, ",;:()“”\"")); ok && how != world.ByCapital {
			out = c.ISO3
		}
	}
	if c, _, ok := world.CountryOf(words); ok {
		out = c.ISO3
	}
	return out
}

func byRef(x, y parallax.EventRef) int {
	return cmp.Or(cmp.Compare(x.Doc, y.Doc), cmp.Compare(x.Event, y.Event))
}
