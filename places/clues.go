package places

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/internal/world"
)

// clue is a state or region that a text speaks of, and by which word.
type clue struct {
	key    string // the folded word, so that a name is no clue for itself
	area   area
	weight float64
}

// clues lists the states and regions that a text names, by name, demonym,
// capital or seat.
func (g *gazetteer) clues(text string) []clue {
	var out []clue
	at := map[clue]int{}
	w := split(text)
	for i := 0; i < len(w); {
		n := 1
		if w[i].upper {
			for k := min(4, len(w)-i); k > 0; k-- {
				s, ok := join(text, w[i:i+k])
				if !ok {
					continue
				}
				found := g.stands(s)
				if len(found) == 0 {
					continue
				}
				n = k
				for _, c := range found {
					weight := c.weight
					c.weight = 0
					j, ok := at[c]
					if !ok {
						j = len(out)
						at[c], out = j, append(out, c)
					}
					out[j].weight += weight
				}
				break
			}
		}
		i += n
	}
	return out
}

// stands lists what a phrase can stand for as a clue.
func (g *gazetteer) stands(s string) []clue {
	key := Fold(s)
	if key == "us" && s != "US" && s != "U.S." {
		return nil
	}
	if strings.HasSuffix(s, ".") {
		if a, ok := g.short(s); ok {
			return []clue{{key, a, 1}}
		}
	}
	return g.words[key]
}

// readWords indexes the words that stand for states and regions: the names of
// both, and the demonyms, capitals and seats of states.
func (g *gazetteer) readWords() {
	g.words = map[string][]clue{}
	add := func(key string, a area, weight float64) {
		for _, c := range g.words[key] {
			if c.area == a {
				return
			}
		}
		g.words[key] = append(g.words[key], clue{key, a, weight})
	}
	for _, c := range world.Countries() {
		a := area{-1, c.ISO2}
		add(Fold(c.Name), a, 1)
		for _, w := range c.Others {
			add(Fold(w), a, 1)
		}
		for _, w := range c.Demonyms {
			add(Fold(w), a, 1)
		}
		for _, w := range append(slices.Clone(c.Capitals), c.Seats...) {
			add(Fold(w), a, 0.5)
		}
	}
	for r := range len(g.regions) / regionSize {
		p := u24(g.regions, r*regionSize+5)
		if p == none {
			continue
		}
		a := area{r, g.countryOf(r)}
		if g.place(p).feature == state {
			a.region = -1
		}
		if k := Fold(g.name(p)); !vague[k] {
			add(k, a, 1)
		}
	}
	for k, list := range g.words {
		for i := range list {
			g.words[k][i].weight /= float64(len(list))
		}
	}
}

// piece is a word of running text.
type piece struct {
	start, end int
	upper      bool
	closed     bool // punctuation follows that no name runs across
}

func split(text string) []piece {
	var out []piece
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		p := piece{start: i, upper: unicode.IsUpper(r)}
		for i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !inWord(text, i, r) {
				break
			}
			i += n
		}
		p.end = i
		p.closed = i < len(text) && text[i] != ' ' && text[i] != '-'
		out = append(out, p)
	}
	return out
}

// inWord reports whether a mark belongs to the word it stands in: "U.S.",
// "Ill.", "Mo'ath", "Mass." – a full stop after few letters or between letters.
func inWord(text string, i int, r rune) bool {
	switch r {
	case '\'', '’':
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		return unicode.IsLetter(next)
	case '.':
		if i+1 < len(text) && unicode.IsLetter(rune(text[i+1])) {
			return true
		}
		near := text[max(0, i-8):i] // longer words are no abbreviations
		w := near[strings.LastIndexFunc(near, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })+1:] + "."
		_, state := stateShorts[w]
		return state || provinceShorts[w] != "" || strings.Count(w, ".") > 1 || w == "St." || w == "Mt." || w == "Ft."
	}
	return false
}

func join(text string, w []piece) (string, bool) {
	for _, p := range w[:len(w)-1] {
		if p.closed {
			return "", false
		}
	}
	s := text[w[0].start:w[len(w)-1].end]
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	return s, w[len(w)-1].upper
}

// holder finds the state or region that the text around a name puts it in:
// "Paris, Texas", "Springfield (Ill.)", "Mosul in northern Iraq", "Iraq's
// Anbar province".
func (g *gazetteer) holder(text string, start, end int) []area {
	after := text[end:min(len(text), end+60)]
	for _, open := range []string{", ", " (", ","} {
		rest, ok := strings.CutPrefix(after, open)
		if !ok {
			continue
		}
		if a := g.leading(rest, true); a != nil {
			return a
		}
	}
	if rest, ok := strings.CutPrefix(after, " in "); ok {
		if a := g.leading(rest, false); a != nil {
			return a
		}
	}
	before := text[max(0, start-40):start]
	for _, s := range []string{"'s ", "’s ", "s' ", "s’ "} {
		if b, ok := strings.CutSuffix(before, s); ok {
			if s[0] == 's' {
				b += "s"
			}
			w := split(b)
			for k := min(3, len(w)); k > 0; k-- {
				if p, ok := join(b, w[len(w)-k:]); ok && w[len(w)-k].upper {
					if a := g.areaNamed(p); a != nil {
						return a
					}
				}
			}
		}
	}
	return nil
}

// leading reads a state or region at the start of s, past words of direction.
func (g *gazetteer) leading(s string, shorts bool) []area {
	w := split(s)
	for len(w) > 0 && (directions[strings.ToLower(s[w[0].start:w[0].end])] || strings.EqualFold(s[w[0].start:w[0].end], "the")) {
		w = w[1:]
	}
	if len(w) == 0 || !w[0].upper || w[0].start > 20 {
		return nil
	}
	if shorts {
		if a, ok := g.short(s[w[0].start:w[0].end]); ok {
			return []area{a}
		}
	}
	for k := min(4, len(w)); k > 0; k-- {
		if p, ok := join(s, w[:k]); ok {
			if a := g.areaNamed(p); a != nil {
				return a
			}
		}
	}
	return nil
}

func (g *gazetteer) areaNamed(s string) []area {
	out := g.areas[Fold(s)]
	if len(out) == 0 {
		if c, how, ok := world.CountryOf(s); ok && how == world.ByName {
			out = []area{{-1, c.ISO2}}
		}
	}
	return out
}

// holds reports whether a place of a region lies in one of the areas.
func (g *gazetteer) holds(areas []area, region int) bool {
	for _, a := range areas {
		if a.region == region || a.region < 0 && a.country == g.countryOf(region) {
			return true
		}
	}
	return false
}
