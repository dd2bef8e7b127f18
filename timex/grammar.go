package timex

import "strings"

// form says how an expression gets its value.
type form byte

const (
	none     form = iota
	literal       // value and typ are final
	calendar      // fields of a calendar date, year perhaps open
	shifted       // n units away from the time of writing or of the story
	weekday       // a day of the week
	dayPart       // this morning, tonight: part of a day near the anchor
	holiday       // a day with a name
	span          // a length of time
)

// Directions in which a relative expression points.
const (
	asTense = iota // the verb's tense says
	last
	this
	next
)

// expr is a recognised expression before its value is known. Numbers are 0 and
// strings "" where the words do not say.
type expr struct {
	form         form
	typ, value   string
	y, m, d, wd  int
	bc           bool
	digits       int // of the year that y stands for: 4, 3 for a decade, 2 for a century
	q, h         int
	season, part string
	clock        string // "T05:34"
	unit         byte
	n            float64
	vague        bool
	dir          int
	story        bool // counts from the date last told, not from the time of writing
	name         string
	end          bool // span has grown by words that leave the value alone
	weekend, set bool
	calendarOf   string // hijri, persian
	edge         string
	wholeYear    bool
}

// parser recognises expressions in the atoms of one sentence.
type parser struct {
	atoms []atom
	text  string
}

func (p *parser) at(i int) atom {
	if i < 0 || i >= len(p.atoms) {
		return atom{num: -1, gap: true}
	}
	return p.atoms[i]
}
func (p *parser) w(i int) string { return p.at(i).low }
func (p *parser) gap(i int) bool { return p.at(i).gap }

// hyphen is the atom after a hyphen at i that joins two words, else i.
func (p *parser) hyphen(i int) int {
	if p.w(i) == "-" && !p.gap(i) && !p.gap(i+1) {
		return i + 1
	}
	return i
}

// words is the atom after the given words at i, or i.
func (p *parser) words(i int, ws ...string) int {
	for k, w := range ws {
		if p.w(i+k) != w {
			return i
		}
	}
	return i + len(ws)
}

func oneOf(w string, ws ...string) bool {
	for _, x := range ws {
		if w == x {
			return true
		}
	}
	return false
}

// next finds the expression that starts at atom i: its first and last+1 atom.
func (p *parser) next(i int) (e expr, from, to int) {
	if c := p.at(i); c.kind == 'p' && c.low != "'" || c.kind == 'w' && !starters[c.low] {
		return e, i, i
	}
	if k := p.approx(i); k > i {
		if e, j := p.length(k); j > k && e.form != none {
			return e, i, j
		}
	}
	if e, j := p.edged(i); j > i {
		return e, i, j
	}
	e, j := p.core(i)
	return e, i, j
}

// starters are the words that an expression can start with; all others are
// passed over at once.
var starters = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the about approximately roughly nearly almost over under some more less fewer longer no at up as
early late mid middle earlier later very end beginning start first second latter last today yesterday tomorrow tonight overnight year
its their his these those that this another few several many various numerous countless half dozens hundreds thousands scores tens
noon midday midnight ad ce fiscal fy every each twice once thrice entire whole full latest`) {
		m[w] = true
	}
	for _, words := range [...]map[string]int{months, weekdays, cardinals, ordinals, decadeWords, persian} {
		for w := range words {
			m[w] = true
		}
	}
	for w := range seasons {
		m[w] = true
	}
	for w := range dayParts {
		m[w] = true
	}
	for w := range units {
		m[w] = true
	}
	for w := range pointers {
		m[w] = true
	}
	for w := range phrases {
		m[w] = true
	}
	for w := range feastIndex {
		m[w] = true
	}
	for name := range hijri {
		m[atomize(nil, name, 0, len(name))[0].low] = true
	}
	return m
}()

// approx skips the words of "more than two years" and the like.
func (p *parser) approx(i int) int {
	switch p.w(i) {
	case "approximately", "roughly", "nearly", "almost":
		return i + 1
	case "over", "under":
		if !oneOf(p.w(i+1), "the", "several", "many", "some", "a", "an") || p.w(i+2) == "hour" {
			return i + 1
		}
	case "some":
		if _, j := p.cardinal(i + 1); j > i+1 {
			return i + 1
		}
	case "more", "less", "fewer", "longer":
		if p.w(i+1) == "than" {
			return i + 2
		}
	case "no":
		if oneOf(p.w(i+1), "more", "less", "fewer") && p.w(i+2) == "than" {
			return i + 3
		}
	case "at":
		if oneOf(p.w(i+1), "least", "most") {
			return i + 2
		}
	case "up":
		if p.w(i+1) == "to" {
			return i + 2
		}
	case "as":
		if oneOf(p.w(i+1), "much", "many", "little", "long", "few") && p.w(i+2) == "as" {
			return i + 3
		}
	}
	return i
}

// edged reads an expression whose first words name an edge or part of a time:
// "early next year", "the end of March", "mid-1990s", "later in 1792".
func (p *parser) edged(i int) (expr, int) {
	k := i
	if p.w(k) == "the" || p.w(k) == "very" {
		k++
	}
	edge := ""
	half := 0
	switch w := p.w(k); w {
	case "early", "late", "mid", "middle", "earlier", "later":
		edge = w
		k = p.hyphen(k + 1)
		if p.w(k) == "part" && p.w(k+1) == "of" || p.w(k) == "half" && p.w(k+1) == "of" || p.w(k) == "days" && p.w(k+1) == "of" {
			k += 2
		} else if p.w(k) == "of" || p.w(k) == "in" || p.w(k) == "on" {
			k++
		}
		if edge == "later" || edge == "earlier" {
			if e, j := p.core(k); j > k && (e.form == calendar || e.form == shifted && e.unit != 'D' || e.form == dayPart) {
				return e, j
			}
			return expr{}, i
		}
	case "end", "beginning", "start", "rest", "remainder", "close", "outset", "onset", "course", "eve":
		if p.w(k+1) != "of" || p.w(i) != "the" && w != "end" {
			return expr{}, i
		}
		edge, k = w, k+2
	case "first", "second", "latter", "last":
		if p.w(k+1) == "half" && p.w(k+2) == "of" {
			edge, half, k = w, 1, k+3
			if w != "first" {
				half = 2
			}
			break
		}
		if oneOf(p.w(k+1), "part", "days", "weeks", "months", "day") && p.w(k+2) == "of" {
			edge, k = w, k+3
			break
		}
		return expr{}, i
	default:
		return expr{}, i
	}
	e, j := p.core(k)
	if j == k {
		// "early on" and the like are none; "early morning" is one below
		return expr{}, i
	}
	switch e.form {
	case calendar, shifted, weekday, dayPart, holiday:
		if half > 0 && e.form == calendar && e.m == 0 && e.season == "" {
			e.h = half
		}
		e.edge = edge
		return e, j
	}
	return expr{}, i
}

// core reads an expression without its modifiers.
func (p *parser) core(i int) (expr, int) {
	best, end := expr{}, i
	for _, rule := range [...]func(*parser, int) (expr, int){
		(*parser).numeric, (*parser).clockTime, (*parser).dated, (*parser).yearly, (*parser).named,
		(*parser).relative, (*parser).length, (*parser).repeated, (*parser).quarter, (*parser).phrase,
	} {
		if e, j := rule(p, i); j > end {
			best, end = e, j
		}
	}
	if end > i {
		best, end = p.extend(best, i, end)
	}
	return best, end
}

// extend joins what may follow: a part of the day, a clock time, "of 1999".
func (p *parser) extend(e expr, i, j int) (expr, int) {
	for {
		k := j
		switch p.w(k) {
		case ",", "on", "at", "of", "in", "by":
			k++
		}
		if p.w(k) == "the" && k > j {
			k++
		}
		if k == j+1 && oneOf(p.w(j), "on", "of", ",") && e.clock+e.part != "" || k == j && e.clock+e.part != "" {
			// 9 a.m. Tuesday, noon on Thursday, the morning of 29 April
			if e.form == dayPart && !e.story && e.dir == asTense {
				if f, l := p.day(k); l > k {
					f.clock, f.part = e.clock, e.part
					e, j = f, l
					continue
				}
			}
		}
		if e.clock == "" && e.part == "" && (e.form == weekday || e.form == calendar && e.d > 0 || e.form == shifted && e.unit == 'D' || e.form == holiday) {
			if part, ok := dayParts[p.w(j)]; ok && !p.at(j).cap {
				e.part, j = part, j+1
				continue
			}
			if oneOf(p.w(j), "early", "late") && dayParts[p.w(j+1)] != "" {
				e.part, j = dayParts[p.w(j+1)], j+2
				continue
			}
			if p.w(j) == "at" || p.w(j) == "," {
				if f, l := p.clockTime(j + 1); l > j+1 && f.clock != "" {
					e.clock, j = f.clock, l
					continue
				}
			}
		}
		return e, j
	}
}

// day reads a date or weekday, as it follows a clock time or part of a day.
func (p *parser) day(i int) (expr, int) {
	if e, j := p.dated(i); j > i && (e.d > 0 || e.wd > 0) {
		return e, j
	}
	if e, j := p.numeric(i); j > i {
		return e, j
	}
	if e, j := p.relative(i); j > i && (e.form == weekday || e.form == shifted && e.unit == 'D') {
		return e, j
	}
	if e, j := p.phrase(i); j > i && e.form == shifted {
		return e, j
	}
	return expr{}, i
}
