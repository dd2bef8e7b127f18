package timex

// length reads a number of units, and what makes a date of it: two years, a
// three-day, five hours, two years ago, 12 days later.
func (p *parser) length(i int) (expr, int) {
	k := i
	if oneOf(p.w(k), "the", "its", "their", "another", "that", "those", "these", "this", "a") {
		if _, j := p.cardinal(k + 1); j > k+1 && p.hyphen(j) > j {
			return expr{}, i // the two-day talks: the article is the noun's
		}
	}
	if oneOf(p.w(k), "the", "its", "their", "another", "that", "those", "these", "this") {
		k++
		if oneOf(p.w(k), "first", "last", "final", "entire", "whole", "full", "same", "coming", "next", "past", "latest") {
			k++
		}
		if u := p.w(k); units[u] != 0 && p.w(i) == "the" && oneOf(u, "years", "months", "weeks", "days", "decades", "centuries") {
			return expr{form: span, typ: "DURATION", value: length(amount{vague: true}, units[u])}, k + 1
		}
	} else if oneOf(p.w(k), "entire", "whole", "full") {
		return expr{}, i
	}
	a, j := p.count(k)
	if j == k {
		if u := p.w(k); k == i && units[u] != 0 && u[len(u)-1] == 's' && !oneOf(u, "seconds", "quarters", "nights", "weekends") &&
			(!oneOf(u, "hours", "minutes") || oneOf(p.w(p.hyphen(k+1)), "later", "ago", "earlier", "long", "before", "after")) && !p.at(k).cap {
			a, j = amount{vague: true}, k
		} else if k == i && units[u] != 0 && p.w(k+1) == "-" && p.w(k+2) == "long" {
			return expr{form: span, typ: "DURATION", value: length(amount{n: 1}, units[u])}, k + 3
		} else {
			return expr{}, i
		}
	}
	for oneOf(p.w(j), "more", "full", "consecutive", "straight", "long", "additional", "whole", "other", "further", "solid", "calendar", "fiscal") {
		j++
	}
	l := p.hyphen(j)
	if p.w(j) == "to" || p.w(j) == "or" || p.w(j) == "-" && l > j {
		r := j + 1
		if _, s := p.cardinal(r); s > r && units[p.w(p.hyphen(s))] != 0 {
			l = p.hyphen(s)
			if n, _ := p.cardinal(r); n > 0 && p.w(j) != "-" {
				a = amount{n: n}
			}
		}
	}
	u := units[p.w(l)]
	if u == 0 || p.at(l).cap && p.at(l-1).kind == 'd' && p.at(l).low != p.text[p.at(l).Start:p.at(l).End] && oneOf(p.w(l), "minutes", "hours", "days") {
		return expr{}, i
	}
	j = l + 1
	if w := p.w(l); u == 'S' && (w == "second" && (l == p.hyphen(l-1) || !a.vague) && (p.w(l-1) != "-") || k > i && a.n == 1) {
		return expr{}, i
	}
	if u == 'Q' && w0(p, l-1) || u == 'K' && a.n == 1 && p.w(k) == "a" {
		return expr{}, i
	}
	single := p.w(k) == "a" || p.w(k) == "an"
	// ages are no times: 12-year-old, five years old, 3 months of age
	if o := p.hyphen(j); p.w(o) == "old" || p.w(o) == "olds" || p.w(j) == "of" && p.w(j+1) == "age" {
		return expr{}, i
	}
	if p.w(j) == "and" && p.w(j+1) == "a" && p.w(j+2) == "half" && !a.vague {
		a.n += .5
		j += 3
	}
	if o := p.hyphen(j); o > j && p.w(o) == "long" {
		j = o + 1
	} else if p.w(j) == "long" && p.w(j-1) == "year" {
		j++
	}
	// what turns it into a date
	pv := j
	dir, story := 0, false
	yearBack := u == 'Y' && a.n == 1 && single
	switch w := p.w(p.hyphen(pv)); {
	case w == "ago":
		dir = last
	case oneOf(w, "earlier", "before", "previously") && (w != "before" || !p.startsNP(pv+1)):
		dir, story = last, true
	case oneOf(w, "later", "afterward", "afterwards", "after", "hence") && (w != "after" || !p.startsNP(pv+1)):
		dir, story = next, true
	case w == "from" && p.w(pv+1) == "now":
		return shiftBy(a, u, next, false), pv + 2
	}
	if dir != 0 && k == i || dir != 0 && !oneOf(p.w(i), "the") {
		e := shiftBy(a, u, dir, story)
		if yearBack && dir == last {
			e.name = "year-ago"
		}
		return e, p.hyphen(pv) + 1
	}
	if single && oneOf(p.w(i-1), "times", "once", "twice", "$", "percent") || single && rate(p, i) {
		return expr{form: literal, typ: "SET", value: length(a, u)}, j
	}
	if single && (u == 'N' || u == 'S') {
		return expr{}, i
	}
	// several units in a row: two years and three months
	if p.w(j) == "and" || p.w(j) == "," {
		if b, r := p.count(j + 1); r > j+1 && p.w(j+1) != "a" && !b.vague && !a.vague {
			if v := units[p.w(r)]; v != 0 && v != u && smaller(v, u) && !oneOf(p.w(r+1), "ago", "later", "earlier", "old") {
				return expr{form: span, typ: "DURATION", value: join(length(a, u), length(b, v))}, r + 1
			}
		}
	}
	return expr{form: span, typ: "DURATION", value: length(a, u)}, j
}

// w0 reports an ordinal at i: "third quarter" is no length.
func w0(p *parser, i int) bool { return ordinals[p.w(i)] > 0 || p.w(i) == "a" || p.w(i) == "one" }

// rate reports that "a day", "a year" at i gives a rate: "$3 a day".
func rate(p *parser, i int) bool {
	b := p.at(i - 1)
	return b.kind == 'd' || oneOf(b.low, "million", "billion", "barrels", "dollars", "cents", "thousand", "hundred", "hours", "days", "percent", "%", "people", "tons", "units", "cars", "nights") && p.w(i) == "a"
}

func smaller(v, u byte) bool {
	const order = "TCEYQMWDHmS"
	return indexByte(order, v) > indexByte(order, u)
}

func indexByte(s string, b byte) int {
	for i := range len(s) {
		if s[i] == b {
			return i
		}
	}
	return -1
}

// startsNP tells "two days after the attack", whose date this grammar does not
// know, from "two days after".
func (p *parser) startsNP(i int) bool {
	a := p.at(i)
	return a.kind == 'w' || a.kind == 'd' || a.low == "'"
}

// shiftBy is n units from here; vague amounts leave only the direction.
func shiftBy(a amount, u byte, dir int, story bool) expr {
	if a.vague {
		v := "PAST_REF"
		if dir == next {
			v = "FUTURE_REF"
		}
		return expr{form: literal, typ: "DATE", value: v}
	}
	return expr{form: shifted, unit: u, n: a.n, dir: dir, story: story}
}

// length is the ISO 8601 duration of an amount of a unit.
func length(a amount, u byte) string {
	if a.n == .5 && u == 'H' && !a.vague {
		return "PT30M"
	}
	if u == 'm' && !a.vague && a.n != float64(int(a.n)) {
		return "PT" + amount{n: float64(int(a.n))}.String() + "M30S"
	}
	if u == 'H' && !a.vague && a.n != float64(int(a.n)) && a.n-float64(int(a.n)) == .5 {
		return "PT" + amount{n: float64(int(a.n))}.String() + "H30M"
	}
	switch n := a.String(); u {
	case 'H', 'S':
		return "PT" + n + string(u)
	case 'm':
		return "PT" + n + "M"
	case 'E':
		return "P" + n + "DE"
	case 'C':
		return "P" + n + "CE"
	case 'T':
		return "P" + n + "ML"
	case 'F':
		if !a.vague {
			a.n *= 2
		}
		return "P" + a.String() + "W"
	case 'K':
		return "P" + n + "WE"
	case 'N':
		return "P" + n + "NI"
	case 'Y':
		if !a.vague && a.n-float64(int(a.n)) == .5 && a.n > 1 {
			return "P" + amount{n: float64(int(a.n))}.String() + "Y6M"
		}
		return "P" + n + "Y"
	default:
		return "P" + n + string(u)
	}
}

// join writes two durations as one.
func join(a, b string) string {
	if len(a) > 1 && len(b) > 1 && a[1] == 'T' && b[1] == 'T' {
		return a + b[2:]
	}
	return a + b[1:]
}
