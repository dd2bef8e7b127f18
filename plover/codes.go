package plover

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// code gives the entities of a document their PLOVER actor codes: the country's
// three letters and a sector, or the code of an international body. A country
// or capital that acts or speaks is its government.
func code(d *parallax.Document) {
	acting := make([]bool, len(d.Entities)+1)
	for _, e := range d.Events {
		for _, a := range slices.Concat(e.Actors, e.Recipients) {
			acting[a.Entity] = true
		}
	}
	for _, c := range d.Claims {
		for _, l := range c.Chain {
			if l.Entity < len(acting) {
				acting[l.Entity] = true
			}
		}
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		switch e.Type {
		case parallax.Person, parallax.NORP, parallax.Org, parallax.MilUnit, parallax.GPE, parallax.Role:
			e.Code = entityCode(d, e, acting[i+1])
		}
	}
	owned(d)
}

// entityCode codes one entity from its name, mentions and descriptions.
func entityCode(d *parallax.Document, e *parallax.Entity, acting bool) string {
	if c := world.BodyCode(e.Name); c != "" {
		return c
	}
	if x, how, ok := world.CountryOf(e.Name); ok && (e.Type != parallax.Person) {
		switch {
		case how == world.BySeat:
			return x.ISO3 + " GOV"
		case how == world.ByDemonym:
			return x.ISO3
		case acting:
			return x.ISO3 + " GOV"
		}
		return x.ISO3
	}
	var words []string
	for _, m := range e.Mentions {
		x := d.Mentions[m-1]
		if x.Kind == parallax.KindPronoun {
			continue
		}
		if c := world.BodyCode(x.In(d.Text)); c != "" {
			return c
		}
		if x.Kind == parallax.KindName && e.Type == parallax.Person {
			continue // the name of a person tells nothing of the office
		}
		words = append(words, strings.Fields(x.In(d.Text))...)
	}
	labels := ""
	for _, l := range e.Labels {
		s := l.In(d.Text)
		labels += " " + s
		words = append(words, strings.Fields(s)...)
	}
	if body := bodyIn(d, e); body != "" && e.Type != parallax.Person {
		return body
	}
	country := countryIn(words)
	sector := sectorOf(words)
	if e.Type == parallax.Person && sector != "ELI" {
		if t, ok := termOf(d, e); ok {
			if country == "" {
				country = t
			}
			if sector == "" || sector == "CVL" {
				sector = "GOV"
			}
		}
	}
	if country == "" && e.Type == parallax.GPE {
		return ""
	}
	if sector == "" && e.Type == parallax.Org {
		if world.MediaName(e.Name) {
			sector = "JRN"
		}
	}
	if body := bodyIn(d, e); country == "" && body != "" {
		return body
	}
	if sector == "" && e.Type == parallax.MilUnit {
		sector = "MIL"
	}
	return strings.TrimSpace(country + " " + sector)
}

// countryIn is the country that a word or pair of words of a phrase names.
func countryIn(words []string) string {
	for i := range words {
		w := strings.Trim(words[i], ",;")
		if i+1 < len(words) {
			if x, _, ok := world.CountryOf(w + " " + words[i+1]); ok {
				return x.ISO3
			}
		}
		if w == "" || w[0] < 'A' || w[0] > 'Z' {
			continue
		}
		for _, p := range []string{w, strings.SplitN(w, "-", 2)[0]} {
			if x, how, ok := world.CountryOf(p); ok && how != world.ByCapital {
				return x.ISO3
			}
		}
	}
	return ""
}

// bodyIn is the code of a body that a person's description names: "UN envoy",
// "Hamas leader".
func bodyIn(d *parallax.Document, e *parallax.Entity) string {
	for _, l := range e.Labels {
		words := strings.Fields(l.In(d.Text))
		for n := min(5, len(words)); n > 0; n-- {
			for i := 0; i+n <= len(words); i++ {
				if c := world.BodyCode(strings.Trim(strings.Join(words[i:i+n], " "), ",")); c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// termOf finds the country of a head of office by name, in office when the
// report was published or, where that is not known, at some time.
func termOf(d *parallax.Document, e *parallax.Entity) (iso3 string, ok bool) {
	day := ""
	if e.Report > 0 {
		if day = d.Reports[e.Report-1].Published.Value; len(day) > 10 {
			day = day[:10]
		}
	}
	name := world.Key(e.Name)
	for _, t := range world.Terms() {
		if !slices.ContainsFunc(t.Names, func(n string) bool {
			k := world.Key(n)
			return k == name || strings.HasSuffix(k, " "+name) && len(name) > 4
		}) {
			continue
		}
		if len(day) == 10 && (day < t.From || t.To != "" && day > t.To) {
			continue
		}
		for _, c := range world.Countries() {
			if c.ISO2 == t.Country {
				return c.ISO3, true
			}
		}
	}
	return "", false
}

// owned completes codes that lack a country from the owner of the phrase:
// "Iraq's parliament", "its army".
func owned(d *parallax.Document) {
	byHead := map[int]int{}
	for i, m := range d.Mentions {
		byHead[m.Head] = i + 1
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Head == 0 || t.Deprel != "nmod:poss" && t.Deprel != "compound" && t.Deprel != "amod" {
			continue
		}
		o, m := byHead[i+1], byHead[t.Head]
		if m == 0 {
			continue
		}
		e := &d.Entities[d.Mentions[m-1].Entity-1]
		if len(e.Code) != 3 || e.Type == parallax.GPE {
			continue
		}
		if _, isCountry := world.ByISO(e.Code); isCountry || strings.Contains("UNO EUR IGO NGO IMG ISM MNC JRN", e.Code) {
			continue
		}
		country := ""
		if o > 0 {
			if c := d.Entities[d.Mentions[o-1].Entity-1].Code; len(c) >= 3 {
				if _, ok := world.ByISO(c[:3]); ok {
					country = c[:3]
				}
			}
		} else if x, how, ok := world.CountryOf(t.In(d.Text)); ok && how != world.ByCapital {
			country = x.ISO3
		}
		if country != "" {
			e.Code = country + " " + e.Code
		}
	}
}
