package places

import (
	"slices"
	"strings"

	"parallax/internal/world"
)

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

// named looks up one way in which the report writes a name.
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
	if m.base(a, key) {
		return true
	}
	w := strings.Fields(key)
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

// take adds all bearers of a folded name, if there are any.
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
	if len(w) == 0 {
		return
	}
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
		if single := plurals[s]; single != "" && i < 9 {
			return single
		}
		return ""
	}
	return ""
}

var plurals = map[string]string{"counties": "county", "parishes": "parish", "districts": "district", "provinces": "province", "governorates": "governorate",
	"townships": "township", "oblasts": "oblast", "regions": "region", "states": "state"}

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
