package places

import (
	"math"
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// ask is one entity whose place is wanted.
type ask struct {
	entity   int
	names    []string // best first
	spans    []parallax.Span
	facility bool

	key     string
	level   int // the kind of place that its name says it is, −1 none
	holders []area
	trust   float64 // in the way the name was read
	bearers []bearer
}

// bearer is a place that may be meant.
type bearer struct {
	at    int
	place place
	main  bool
	base  float64 // score without the other places
	near  float64
	score float64
	share float64 // softmax of the scores of all bearers
}

// atlas is a report's asks and clues.
type atlas struct {
	g      *gazetteer
	asks   []ask
	clues  []clue
	weight float64 // of all clues
}

// weights of the clues; a score is in logits.
var weights = struct {
	people, main, country, region, held, notHeld, twin, near, kin, reach float64
	feature                                                              [len(Features)]float64
	level, seat                                                          float64
}{
	people: 0.84, main: 2.1, country: 1.5, region: 1.5, held: 6, notHeld: -2, twin: 2.8, near: 7.5, kin: 1.3, reach: 170, level: 3.9, seat: -2,
	feature: [...]float64{town: 0, capital: 1.2, region1: 0.3, region2: -1.3, state: 2.4, airport: 0, airbase: 0, continent: 6},
}

func newMap(g *gazetteer, text, report string, asks []ask) *atlas {
	m := &atlas{g: g, asks: asks, clues: g.clues(report)}
	for _, c := range m.clues {
		m.weight += c.weight
	}
	for i := range m.asks {
		a := &m.asks[i]
		for _, s := range a.spans {
			if a.holders = g.holder(text, s.Start, s.End); a.holders != nil {
				break
			}
		}
		m.find(a)
		m.beside(a, text)
		m.fallback(a)
		m.judge(a)
	}
	return m
}

// find lists the places that may be meant by a name, its variants in turn.
func (m *atlas) find(a *ask) {
	a.level, a.trust = -1, 1
	for _, name := range a.names {
		if m.named(a, name) {
			return
		}
		if first, rest, ok := strings.Cut(name, " "); ok && directions[strings.ToLower(first)] && m.named(a, rest) {
			a.trust = 0.8
			return
		}
	}
	first, _, more := strings.Cut(a.names[0], " ")
	if !more {
		return
	}
	if m.site(a, a.names[0]); len(a.bearers) == 0 && (continents[Fold(first)] != "" || isDemonym(first)) && m.nation(a, first) {
		a.trust = 0.4
	}
}

// isDemonym tells "Iraqi" or "US" before the name of a body or building from the
// first word of a longer name ("Chad Smith Arena").
func isDemonym(w string) bool {
	_, how, ok := world.CountryOf(w)
	return ok && (how == world.ByDemonym || w == strings.ToUpper(w))
}

func (m *atlas) named(a *ask, name string) bool {
	if m.nation(a, name) {
		return true
	}
	key := Fold(name)
	if len(name) <= 3 && name == strings.ToUpper(name) || vague[key] && a.holders == nil {
		return false
	}
	return m.read(a, key)
}

// nation finds the state that a demonym or a name of its own stands for, and
// the region of an abbreviation. A name that towns share is left to read.
func (m *atlas) nation(a *ask, name string) bool {
	if strings.HasSuffix(name, ".") || len(name) == 2 {
		if r, ok := m.g.short(name); ok {
			a.key = Fold(name)
			m.add(a, found{u24(m.g.regions, r.region*regionSize+5), true})
			return true
		}
	}
	if adj, ok := continents[Fold(name)]; ok {
		for _, f := range m.g.lookup(adj) {
			if m.g.place(f.place).feature == continent {
				a.key = Fold(name)
				m.add(a, f)
				return true
			}
		}
	}
	first, _, compound := strings.Cut(name, "-")
	c, how, ok := world.CountryOf(name)
	if !ok && compound {
		if c, how, ok = world.CountryOf(first); how != world.ByDemonym {
			return false
		}
	}
	p, known := m.g.country[c.ISO2]
	if !ok || !known || how == world.ByCapital || how == world.BySeat || how == world.ByName && len(name) > 3 && len(m.g.lookup(Fold(name))) > 0 {
		return false
	}
	a.key = Fold(name)
	m.add(a, found{p, true})
	return true
}

// read looks a folded name up, then what is left of it without the words that
// say what it is or which part of it.
func (m *atlas) read(a *ask, key string) bool {
	if m.take(a, key) {
		return true
	}
	w := strings.Fields(key)
	if m.base(a, key) {
		return true
	}
	if len(w) < 2 {
		return m.take(a, "al "+key) || m.take(a, "el "+key)
	}
	last, first := w[len(w)-1], w[0]
	if l, ok := levels[last]; ok {
		a.level = l
		if m.take(a, strings.Join(w[:len(w)-1], " ")) {
			return true
		}
		a.level = -1
	}
	if l, ok := levels[first]; ok && len(w) > 2 && w[1] == "of" {
		a.level = l
		if m.read(a, strings.Join(w[2:], " ")) {
			return true
		}
		a.level = -1
	}
	if l := levels[last]; l >= airport {
		for n := 1; n+1 < len(w) && !sites[w[n]]; n++ {
			if m.take(a, strings.Join(w[n:], " ")) {
				a.trust = 0.8
				return true
			}
		}
	}
	switch first {
	case "al", "el", "ar", "as", "ash", "an", "ad", "at", "az":
		return m.take(a, strings.Join(w[1:], " "))
	}
	return false
}

func (m *atlas) take(a *ask, key string) bool {
	list := m.g.lookup(key)
	if len(list) == 0 {
		return false
	}
	a.key = key
	for _, f := range list {
		m.add(a, m.city(f, key, list))
	}
	if c, how, ok := world.CountryOf(a.names[0]); ok && how == world.ByName {
		if p, ok := m.g.country[c.ISO2]; ok {
			m.add(a, found{p, true})
		}
	}
	return true
}

// base finds an air base or airport by its name alone, with or without its first
// word: "Ain al-Asad" for Al Asad Air Base.
func (m *atlas) base(a *ask, key string) bool {
	names := []string{key + " air base", key + " airport"}
	if _, rest, _ := strings.Cut(key, " "); strings.Contains(rest, " ") {
		names = append(names, rest+" air base")
	}
	for _, k := range names {
		if m.take(a, k) {
			a.trust = 0.7
			return true
		}
	}
	return false
}

// city takes "New York" for a main name of New York City, but not "Mexico" for
// one of Mexico City.
func (m *atlas) city(f found, key string, all []found) found {
	if !f.main && Fold(m.g.name(f.place)) == key+" city" {
		f.main = !slices.ContainsFunc(all, func(o found) bool { return o.main && m.g.place(o.place).feature == state })
	}
	return f
}

func (m *atlas) add(a *ask, f found) {
	for i := range a.bearers {
		if a.bearers[i].at == f.place {
			a.bearers[i].main = a.bearers[i].main || f.main
			return
		}
	}
	a.bearers = append(a.bearers, bearer{at: f.place, place: m.g.place(f.place), main: f.main})
}

// site places a facility in the town that its name begins with, or in the
// town or region that it is said to stand in: "Aleppo University Hospital",
// "the embassy in Baghdad".
func (m *atlas) site(a *ask, name string) {
	w := strings.Fields(Fold(name))
	in := slices.IndexFunc(w, func(s string) bool { return s == "in" || s == "of" || s == "at" })
	switch {
	case in > 0 && in+1 < len(w) && slices.ContainsFunc(w[:in], func(s string) bool { return sites[s] }):
		w = w[in+1:]
	case !sites[w[len(w)-1]]:
		return
	}
	for n := min(3, len(w)); n > 0; n-- {
		k := strings.Join(w[:n], " ")
		if sites[k] || vague[k] || len(k) < 4 {
			continue
		}
		list := m.g.lookup(k)
		for _, f := range list {
			if p := m.g.place(f.place); m.city(f, k, list).main && p.feature < airport && p.people > 3 {
				m.add(a, f)
			}
		}
		if len(a.bearers) > 0 {
			a.key, a.trust = k, 0.6
			return
		}
	}
}

// beside reads the word after a name that says what kind of place it is, and
// adds the places that bear both: "Anbar province", "Heathrow airport",
// "Madison, Clarke and Oglethorpe counties".
func (m *atlas) beside(a *ask, text string) {
	for _, s := range a.spans {
		after, before := text[s.End:min(len(text), s.End+80)], text[max(0, s.Start-30):s.Start]
		word := plural(after)
		if w := split(before); len(w) > 1 && strings.HasSuffix(before, " of ") {
			word = before[w[len(w)-2].start:w[len(w)-2].end]
		}
		if w := split(after); word == "" && len(w) > 0 && w[0].start == 1 && after[0] == ' ' {
			word = after[w[0].start:w[0].end]
		}
		if l, ok := levels[word]; ok {
			a.level = l
			for _, f := range m.g.lookup(a.key + " " + word) {
				m.add(a, f)
			}
			return
		}
	}
}

// plural reads the word for what the names of a list are: ", Clarke and
// Oglethorpe counties" – county.
func plural(after string) string {
	w := split(after)
	for i, p := range w {
		s := after[p.start:p.end]
		if p.upper || s == "and" || s == "or" {
			if gap := after[max(0, p.start-2):p.start]; strings.ContainsAny(gap, ".;:()") {
				return ""
			}
			continue
		}
		if single := map[string]string{"counties": "county", "parishes": "parish", "districts": "district", "provinces": "province", "governorates": "governorate", "townships": "township",
			"oblasts": "oblast", "regions": "region", "states": "state"}[s]; single != "" && i < 9 {
			return single
		}
		return ""
	}
	return ""
}

// fallback puts a place that the gazetteer does not have in the state or region
// that the text names beside it, unless a great city bears the name.
func (m *atlas) fallback(a *ask) {
	if len(a.holders) != 1 || a.level == state {
		return
	}
	for _, b := range a.bearers {
		if b.place.people > 5 || b.place.feature == state || b.place.feature == continent || m.g.holds(a.holders, b.place.region) {
			return
		}
	}
	p, ok := m.g.country[a.holders[0].country]
	if r := a.holders[0].region; r >= 0 {
		p, ok = u24(m.g.regions, r*regionSize+5), true
	}
	if ok {
		a.bearers, a.trust = nil, 0.5
		m.add(a, found{p, true})
	}
}

// judge scores an ask's bearers by all but the other places.
func (m *atlas) judge(a *ask) {
	country, region, all := map[string]float64{}, map[int]float64{}, 1.0
	for _, c := range m.clues {
		if c.key == a.key {
			continue
		}
		all += c.weight
		country[c.area.country] += c.weight
		if c.area.region >= 0 {
			region[c.area.region] += c.weight
		}
	}
	for i := range a.bearers {
		b := &a.bearers[i]
		p := b.place
		b.base = weights.people*p.people + weights.feature[p.feature]
		if b.main {
			b.base += weights.main
		}
		if p.feature != continent {
			b.base += weights.country*math.Sqrt(country[m.g.countryOf(p.region)]/all) + weights.region*math.Sqrt(region[p.region]/all)
		}
		if a.level >= 0 {
			if p.feature == a.level || a.level == town && p.feature == capital {
				b.base += weights.level
			}
		}
		if p.feature == region1 && a.level != region1 && m.seated(a, p) {
			b.base += weights.seat
		}
		if a.holders != nil {
			switch {
			case p.feature == state || p.feature == continent:
				b.base += weights.notHeld
			case m.g.holds(a.holders, p.region):
				b.base += weights.held
			default:
				b.base += weights.notHeld
			}
		}
		b.score = b.base
	}
	rank(a.bearers)
}

// seated reports whether a region shares its name with a town that holds a good
// part of its people: the bare name is mostly the town's.
func (m *atlas) seated(a *ask, region place) bool {
	for _, b := range a.bearers {
		if !b.main || b.place.feature > capital || b.place.region != region.region {
			continue
		}
		share := 0.2
		if Fold(m.g.name(b.at)) != a.key { // New York City
			share = 0.25
		}
		if b.place.people-region.people > math.Log10(share) {
			return true
		}
	}
	return false
}

// rank orders bearers by score and gives each its share.
func rank(b []bearer) {
	slices.SortStableFunc(b, func(x, y bearer) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return x.at - y.at
	})
	sum := 0.0
	for i := range b {
		b[i].share = math.Exp(b[i].score - b[0].score)
		sum += b[i].share
	}
	for i := range b {
		b[i].share /= sum
	}
}

// settle lets the places of a report draw each other near, twice.
func (m *atlas) settle() {
	const tops = 4
	for range 2 {
		for i := range m.asks {
			m.draw(i, tops)
		}
		for i := range m.asks {
			for j := range m.asks[i].bearers {
				b := &m.asks[i].bearers[j]
				b.score = b.base + b.near
			}
			rank(m.asks[i].bearers)
		}
	}
}

// draw reckons how near an ask's bearers lie to the likely places of the others.
func (m *atlas) draw(i, tops int) {
	a := &m.asks[i]
	for j := range a.bearers {
		a.bearers[j].near = 0
	}
	if len(a.bearers) < 2 {
		return
	}
	for j := range a.bearers {
		b := &a.bearers[j]
		if b.place.feature == continent {
			continue
		}
		sum, kin, all := 0.0, 0.0, 0.5
		twin := 0.0
		for k := range m.asks {
			o := &m.asks[k]
			if k == i || len(o.bearers) == 0 {
				continue
			}
			if o.key == a.key {
				if a.holders == nil && o.holders != nil && o.bearers[0].at == b.at {
					twin = weights.twin
				}
				continue
			}
			if o.bearers[0].place.feature == continent {
				continue
			}
			best, same := 0.0, 0.0
			for _, t := range o.bearers[:min(tops, len(o.bearers))] {
				if m.g.countryOf(t.place.region) == m.g.countryOf(b.place.region) {
					same += t.share
				}
				if t.place.feature == state || b.place.feature == state {
					continue
				}
				d := kilometres(b.place.lat, b.place.lon, t.place.lat, t.place.lon)
				v := t.share * math.Exp(-d/weights.reach)
				if t.place.feature == region1 && t.place.region == b.place.region {
					v = t.share
				}
				best = max(best, v)
			}
			all++
			sum += best
			kin += same
		}
		b.near = weights.near*math.Sqrt(sum/all) + weights.kin*math.Sqrt(kin/all) + twin
	}
}
