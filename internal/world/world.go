// Package world holds what every room may know of the world: tables that are
// complete for their kind, with their sources in docs/sources.md. It is a leaf
// below the passes, so that none has to ask another.
package world

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed countries.tsv
var countriesTSV string

// How a word stands for a country.
const (
	ByName    = "name"    // Iraq, U.S.
	ByDemonym = "demonym" // Iraqi, Americans
	ByCapital = "capital" // Baghdad: the city, or its government
	BySeat    = "seat"    // Kremlin: the government
)

// Country is a state of the table: ISO 3166 codes and its English names.
type Country struct {
	ISO3, ISO2, Name string
	Others           []string
	Demonyms         []string
	Capitals         []string
	Seats            []string
}

type entry struct {
	country int
	how     string
}

type table struct {
	countries []Country
	byISO     map[string]int
	byWord    map[string]entry
}

var countries = sync.OnceValue(func() table {
	t := table{byISO: map[string]int{}, byWord: map[string]entry{}}
	for line := range strings.Lines(countriesTSV) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		c := Country{ISO3: f[0], ISO2: f[1], Name: f[2], Others: list(f[3]), Demonyms: list(f[4]), Capitals: list(f[5]), Seats: list(f[6])}
		t.byISO[c.ISO3] = len(t.countries)
		t.countries = append(t.countries, c)
	}
	for i, c := range t.countries {
		add := func(how string, words ...string) {
			for _, w := range words {
				if k := Key(w); k != "" {
					if _, taken := t.byWord[k]; !taken {
						t.byWord[k] = entry{i, how}
					}
				}
			}
		}
		add(ByName, c.Name)
		add(ByName, c.Others...)
		add(ByDemonym, c.Demonyms...)
		add(ByCapital, c.Capitals...)
		add(BySeat, c.Seats...)
	}
	return t
})

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// Countries lists every state of the table, by English name.
func Countries() []Country { return countries().countries }

// CountryOf finds the country that a word or name stands for and how it does.
// A leading "the" and a trailing possessive are ignored.
func CountryOf(name string) (c Country, how string, ok bool) {
	t := countries()
	e, ok := t.byWord[Key(name)]
	if !ok {
		return Country{}, "", false
	}
	return t.countries[e.country], e.how, true
}

// ByISO finds a country by its ISO 3166 alpha-3 code.
func ByISO(iso3 string) (Country, bool) {
	t := countries()
	i, ok := t.byISO[iso3]
	if !ok {
		return Country{}, false
	}
	return t.countries[i], true
}

var folded = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", ".", "", "‑", "-")

// Key folds a name for look-up: lower case, straight apostrophes, no dots, no
// leading "the", no possessive. "us" in lower case is the pronoun and has no
// key as such; "US" has.
func Key(s string) string {
	s = strings.TrimSpace(s)
	if s == "us" || s == "Us" || s == "pa" {
		return ""
	}
	s = folded.Replace(strings.ToLower(s))
	s = strings.TrimPrefix(s, "the ")
	s = strings.TrimSuffix(s, "'s")
	s = strings.TrimSuffix(s, "s'")
	return strings.Join(strings.Fields(s), " ")
}
