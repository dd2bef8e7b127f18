package collate

import (
	"math"
	"slices"
	"strings"

	"parallax"
)

// Weights of the evidence that two mentions tell one happening, in log-odds.
const (
	sameLemma     = 1.6
	sameType      = 0.4
	sameMode      = 0.5
	modesApart    = -0.6
	shareActor    = 1.6
	actorsApart   = -1.6
	shareVictim   = 2.6
	victimsApart  = -1.8
	sameDay       = 2.2
	daysOverlap   = 0.3
	daysApart     = -6.0
	samePlace     = 0.9
	placesApart   = -1.2
	sameSentence  = -2.0
	statusDiffers = -0.8
	joinAt        = 2.6
)

// class is a growing happening.
type class struct {
	members    []parallax.EventRef
	lemmas     map[string]bool
	modes      map[string]bool
	actors     map[int]bool
	recipients map[int]bool
	places     map[int]bool
	sentences  map[[2]int]bool
	from, to   string // days that all dated members allow
	settled    bool   // any member is actual
	typ        string
	label      string
	score      float64
}

// happenings joins event mentions, saga by saga and type by type, each to the
// class it fits best.
func (v *view) happenings() []parallax.Happening {
	var out []parallax.Happening
	bySaga := make([]map[string][]*class, len(v.a.Stories)+1)
	rarity := v.rarity()
	var order []*class
	for di, d := range v.a.Docs {
		for k := range d.Events {
			ref := parallax.EventRef{Doc: di, Event: k + 1}
			m := v.newClass(ref)
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: d.Events[k].Report}]
			if !ok {
				s = len(v.a.Stories)
			}
			if bySaga[s] == nil {
				bySaga[s] = map[string][]*class{}
			}
			key := m.typ
			var best *class
			top := joinAt
			for _, c := range bySaga[s][key] {
				if w := fit(m, c, rarity); w >= top {
					best, top = c, w
				}
			}
			if best == nil {
				bySaga[s][key] = append(bySaga[s][key], m)
				order = append(order, m)
				continue
			}
			best.take(m, 1/(1+math.Exp(joinAt-1-top)))
		}
	}
	for _, c := range order {
		out = append(out, parallax.Happening{Members: c.members, Score: c.score})
	}
	return out
}

// rarity counts how many event mentions each actor takes part in.
func (v *view) rarity() map[int]int {
	out := map[int]int{}
	for di, d := range v.a.Docs {
		for _, e := range d.Events {
			for _, i := range v.actorsOf(di, e.Actors) {
				out[i]++
			}
			for _, i := range v.actorsOf(di, e.Recipients) {
				out[i]++
			}
		}
	}
	return out
}

func (v *view) newClass(ref parallax.EventRef) *class {
	d, e := v.a.Docs[ref.Doc], v.event(ref)
	c := &class{members: []parallax.EventRef{ref}, lemmas: map[string]bool{}, modes: map[string]bool{}, actors: map[int]bool{}, recipients: map[int]bool{},
		places: map[int]bool{}, sentences: map[[2]int]bool{{ref.Doc, e.Sent}: true}, typ: e.Type, label: e.Label, score: float64(e.Score), settled: e.Status == parallax.Actual || e.Status == parallax.Historical}
	if c.score == 0 {
		c.score = 1
	}
	if e.Head > 0 && e.Head <= len(d.Tokens) {
		c.lemmas[stem(d.Tokens[e.Head-1].Lemma)] = true
	} else {
		c.lemmas[stem(strings.ToLower(e.In(d.Text)))] = true
	}
	for _, m := range e.Modes {
		c.modes[m] = true
	}
	for _, i := range v.actorsOf(ref.Doc, e.Actors) {
		c.actors[i] = true
	}
	for _, i := range v.actorsOf(ref.Doc, e.Recipients) {
		c.recipients[i] = true
	}
	if i, ok := v.actor[parallax.EntityRef{Doc: ref.Doc, Entity: e.Place.Entity}]; ok && e.Place.Entity > 0 {
		c.places[i] = true
	}
	if e.Time > 0 {
		t := d.Times[e.Time-1]
		c.from, c.to = days(t)
	}
	return c
}

// stem folds a verb and the noun made of it: "attack", "attacking", "killing".
func stem(lemma string) string {
	for _, s := range []string{"ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "es", "ed", "s", "e"} {
		if len(lemma) > len(s)+3 && strings.HasSuffix(lemma, s) {
			return lemma[:len(lemma)-len(s)]
		}
	}
	return lemma
}

// days are the first and last day of a time with a full date, "" where open. A
// duration or set bounds nothing.
func days(t parallax.Timex) (from, to string) {
	if t.Type == "DURATION" || t.Type == "SET" {
		return "", ""
	}
	return t.Earliest, t.Latest
}

func fit(m, c *class, rarity map[int]int) float64 {
	w := sameType
	if m.typ == "OTHER" && m.label != c.label {
		return -10
	}
	if shares(m.lemmas, c.lemmas) {
		w += sameLemma
	}
	if len(m.modes) > 0 && len(c.modes) > 0 {
		if shares(m.modes, c.modes) {
			w += sameMode
		} else {
			w += modesApart
		}
	}
	w += weigh(m.actors, c.actors, rarity, shareActor, actorsApart)
	w += weigh(m.recipients, c.recipients, rarity, shareVictim, victimsApart)
	w += weigh(m.places, c.places, nil, samePlace, placesApart)
	switch {
	case m.from == "" || m.to == "" || c.from == "" || c.to == "":
	case m.to < c.from || c.to < m.from:
		w += daysApart
	case m.from == m.to && c.from == c.to:
		w += sameDay
	default:
		w += daysOverlap
	}
	if m.settled != c.settled {
		w += statusDiffers
	}
	for s := range m.sentences {
		if c.sentences[s] {
			w += sameSentence
		}
	}
	return w
}

// weigh scores shared participants; one that every second event has says less.
func weigh(a, b map[int]bool, rarity map[int]int, shared, apart float64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := 0.0
	for i := range a {
		if b[i] {
			w := 1.0
			if rarity != nil {
				w = min(1, 3/(1+math.Log2(float64(1+rarity[i]))))
			}
			best = max(best, w)
		}
	}
	if best > 0 {
		return best * shared
	}
	return apart
}

func shares[K comparable](a, b map[K]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}

func (c *class) take(m *class, score float64) {
	c.members = append(c.members, m.members...)
	slices.SortFunc(c.members, byRef)
	for _, p := range [][2]map[string]bool{{c.lemmas, m.lemmas}, {c.modes, m.modes}} {
		for k := range p[1] {
			p[0][k] = true
		}
	}
	for _, p := range [][2]map[int]bool{{c.actors, m.actors}, {c.recipients, m.recipients}, {c.places, m.places}} {
		for k := range p[1] {
			p[0][k] = true
		}
	}
	for k := range m.sentences {
		c.sentences[k] = true
	}
	if m.from != "" && (c.from == "" || m.from > c.from) {
		c.from = m.from
	}
	if m.to != "" && (c.to == "" || m.to < c.to) {
		c.to = m.to
	}
	c.settled = c.settled || m.settled
	c.score = min(c.score, score)
}
