package timex

import "fmt"

// month reads the name of a month. Short and ambiguous words need more: "may",
// "march" and abbreviations are left to the caller's context.
func (p *parser) month(i int) (m, j int) {
	a := p.at(i)
	m = months[a.low]
	if m == 0 || !a.cap {
		return 0, i
	}
	j = i + 1
	if len(a.low) <= 4 && a.low != "may" && a.low != "june" && a.low != "july" && p.w(j) == "." && !p.gap(j) && (p.at(j+1).kind == 'd' || a.low != "mar" && a.low != "jan") {
		j++
	}
	return m, j
}

// year reads a year of four digits that can be one, or of three and less before
// BC; era words are taken along.
func (p *parser) year(i int) (y int, bc bool, j int) {
	if oneOf(p.w(i), "ad", "ce") && p.at(i).cap && p.at(i+1).kind == 'd' {
		return p.at(i + 1).num, false, i + 2
	}
	a := p.at(i)
	if a.low == "nineteen" && (cardinals[p.w(i+1)] >= 10 && cardinals[p.w(i+1)] < 100) {
		if n, l := p.cardinal(i + 1); l > i+1 && n < 100 {
			return 1900 + int(n), false, l
		}
	}
	if a.kind != 'd' || a.num <= 0 || a.Len() > 4 {
		return 0, false, i
	}
	if k := p.era(i + 1); k > i+1 {
		return a.num, oneOf(p.w(i+1), "bc", "bce", "b"), k
	}
	if a.Len() != 4 || a.num < 1000 || a.num > 2199 || p.glued(i) {
		return 0, false, i
	}
	return a.num, false, i + 1
}

// era reads BC, B.C., BCE, AD, CE.
func (p *parser) era(i int) int {
	switch p.w(i) {
	case "bc", "bce", "ce", "ad":
		if p.at(i).cap {
			return i + 1
		}
	case "b":
		if p.w(i+1) == "." && p.w(i+2) == "c" {
			if p.w(i+3) == "." {
				return i + 4
			}
			return i + 3
		}
	}
	return i
}

// glued reports whether the digits at i are part of a longer number or code.
func (p *parser) glued(i int) bool {
	if b := p.at(i - 1); i > 0 && !p.gap(i) && (b.kind == 'w' || oneOf(b.low, "$", "£", "€", "#", "+", "%", "_", "=", "@", "&") ||
		oneOf(b.low, ".", ",", "/", ":") && p.at(i-2).kind == 'd' && !p.gap(i-1) || b.low == "/") {
		return true
	}
	n := p.at(i + 1)
	if p.gap(i + 1) {
		return oneOf(n.low, "percent", "per", "troops", "people", "miles", "km", "dollars", "soldiers", "feet", "meters", "metres", "tons", "men", "euros", "pounds") && n.low != "per"
	}
	return n.kind == 'w' && n.low != "s" || oneOf(n.low, "%", "$", "€", "°", "_", "@", "=") || oneOf(n.low, ".", ",", ":") && p.at(i+2).kind == 'd' && !p.gap(i+2)
}

// dayNumber reads 1–31, "3rd", in words only where asked.
func (p *parser) dayNumber(i int) (d, j int) {
	a := p.at(i)
	if a.kind != 'd' || a.Len() > 2 || a.num < 1 || a.num > 31 {
		return 0, i
	}
	if !p.gap(i + 1) {
		switch n := p.at(i + 1); {
		case oneOf(n.low, "st", "nd", "rd", "th"):
			return a.num, i + 2
		case n.kind == 'w', oneOf(n.low, "%", "$", "°"), oneOf(n.low, ":", ".") && p.at(i+2).kind == 'd' && !p.gap(i+2):
			return 0, i
		}
	}
	return a.num, i + 1
}

// dated reads a date with the name of a month or weekday in it, in any order in
// use in English.
func (p *parser) dated(i int) (expr, int) {
	k := i
	e := expr{form: calendar}
	if p.w(k) == "the" {
		k++
	}
	if wd := weekdays[p.w(k)]; wd > 0 && p.at(k).cap && k == i {
		j := k + 1
		short := len(p.w(k)) <= 5 && p.w(k) != "friday"
		if short && p.w(j) == "." && !p.gap(j) {
			j++
		}
		l := j
		if p.w(l) == "," {
			l++
		}
		if p.w(l) == "the" {
			l++
		}
		if part := dayParts[p.w(j)]; part != "" {
			l = j + 1
			if oneOf(p.w(l), ",", "of") {
				l++
			}
			if f, m := p.monthDay(l); m > l && f.d > 0 {
				f.wd, f.part = wd, part
				return f, m
			}
		}
		if f, m := p.monthDay(l); m > l && f.d > 0 {
			f.wd = wd
			return f, m
		}
		if short {
			return expr{}, i
		}
		return expr{form: weekday, wd: wd, set: p.w(k)[len(p.w(k))-1] == 's'}, k + 1
	}
	if f, j := p.monthDay(k); j > k && (k == i || f.d > 0 && p.w(k+1) != "." && months[p.w(k)] == 0) {
		return f, j
	}
	return e, i
}

// monthDay reads "Jan. 3, 2020", "3 January", "19th of October 1950", "May of
// 2001", "January".
func (p *parser) monthDay(i int) (expr, int) {
	e := expr{form: calendar}
	j := i
	if m, k := p.month(i); k > i {
		e.m = m
		dj := k
		if p.w(k) == "the" {
			dj = k + 1
		}
		if d, l := p.dayNumber(dj); l > dj && !p.unitAfter(l) {
			e.d, j = d, l
			if p.w(l) == "-" && !p.gap(l) || p.w(l) == "to" || p.w(l) == "and" { // May 10-12: the second day stands apart
				if _, r := p.dayNumber(l + 1); r > l+1 {
					y := r
					if p.w(y) == "," {
						y++
					}
					if yy, bc, s := p.year(y); s > y && p.w(l) == "-" {
						e.y, e.bc, e.digits = yy, bc, 4
						return e, s
					}
				}
			}
			y := l
			if oneOf(p.w(y), ",", "of", "in") {
				y++
			}
			if yy, bc, s := p.year(y); s > y {
				e.y, e.bc, e.digits, j = yy, bc, 4, s
			}
			return e, j
		}
		if p.w(i) == "may" || p.w(i) == "march" || p.w(i) == "mar" || p.w(i) == "sun" || p.w(i) == "august" || p.w(i) == "april" || p.w(i) == "june" {
			if _, _, s := p.year(k); s == k && !p.monthContext(i) {
				return e, i
			}
		}
		j = k
		y := k
		if oneOf(p.w(y), ",", "of", "-") {
			y++
		}
		if p.w(y) == "the" && p.w(y+1) == "year" {
			y += 2
		}
		if yy, bc, s := p.year(y); s > y {
			e.y, e.bc, e.digits, j = yy, bc, 4, s
		} else if p.w(k) == "'" && p.at(k+1).kind == 'd' && p.at(k+1).Len() == 2 && !p.gap(k+1) {
			e.y, e.digits, j = century(p.at(k+1).num), 4, k+2
		} else if oneOf(p.w(k), "last", "this", "next", "that", "of") && (p.w(k+1) == "year" || p.w(k) == "of" && oneOf(p.w(k+1), "that", "last", "this", "next", "the") && oneOf(p.w(k+2), "year", "same", "following")) {
			r := k
			if p.w(r) == "of" {
				r++
			}
			if f, s := p.relative(r); s > r && f.form == shifted && f.unit == 'Y' {
				e.dir, e.story, e.wholeYear, j = f.dir, f.story, true, s
			}
		} else if len(p.w(i)) == 3 && p.w(i) != "may" && p.w(k-1) != "." {
			return e, i // a bare abbreviation
		}
		return e, j
	}
	d, k := p.dayNumber(i)
	if k == i {
		if n, l := p.ordinal(i); l > i && p.w(l) == "of" {
			d, k = n, l
		} else {
			return e, i
		}
	}
	l := k
	if p.w(l) == "of" {
		l++
	}
	l = p.hyphen(l)
	m, j2 := p.month(l)
	if j2 == l || d > 31 {
		return e, i
	}
	e.d, e.m, j = d, m, j2
	y := p.hyphen(j)
	if oneOf(p.w(y), ",", "of") {
		y++
	}
	if yy, bc, s := p.year(y); s > y {
		e.y, e.bc, e.digits, j = yy, bc, 4, s
	} else if y > j && l > k && p.w(l-1) == "-" && p.at(y).kind == 'd' && p.at(y).Len() == 2 {
		e.y, e.digits, j = century(p.at(y).num), 4, y+1
	}
	return e, j
}

// unitAfter reports that the number before i counts something: "March 10
// percent", "May 5 million".
func (p *parser) unitAfter(i int) bool {
	return oneOf(p.w(i), "percent", "million", "billion", "points", "%")
}

// monthContext tells the month from the verb or name of the same spelling.
func (p *parser) monthContext(i int) bool {
	switch p.w(i - 1) {
	case "in", "by", "since", "until", "till", "of", "through", "during", "from", "between", "early", "late", "mid", "-", "to", "and", "last", "next", "this", "the", "for", "before", "after", "every", "each", "previous", "following", "or", "around":
		if p.w(i) == "may" || p.w(i) == "march" {
			return !p.at(i + 1).cap
		}
		return !p.at(i+1).cap || p.gap(i+1) == false
	}
	return false
}

func century(yy int) int {
	if yy < 50 {
		return 2000 + yy
	}
	return 1900 + yy
}

// numeric reads dates in digits: 2020-01-03, 03/15/2014, 15.03.2014,
// 20200103T0930Z is left to the metadata readers.
func (p *parser) numeric(i int) (expr, int) {
	a := p.at(i)
	if a.kind != 'd' || a.Len() > 4 || !p.gap(i) && i > 0 && (p.at(i-1).kind != 'p' || oneOf(p.w(i-1), "-", "/", ".", ",", "$")) {
		return expr{}, i
	}
	sep := p.w(i + 1)
	if !oneOf(sep, "-", "/", ".") || p.gap(i+1) || p.at(i+2).kind != 'd' || p.gap(i+2) {
		return expr{}, i
	}
	b := p.at(i + 2)
	if p.w(i+3) != sep || p.gap(i+3) || p.at(i+4).kind != 'd' || p.gap(i+4) {
		return expr{}, i
	}
	c := p.at(i + 4)
	e := expr{form: calendar, digits: 4}
	switch {
	case a.Len() == 4 && b.Len() <= 2 && c.Len() <= 2:
		e.y, e.m, e.d = a.num, b.num, c.num
	case (c.Len() == 4 || c.Len() == 2) && a.Len() <= 2 && b.Len() <= 2 && c.num > 0:
		e.y, e.m, e.d = c.num, a.num, b.num
		if c.Len() == 2 {
			e.y = century(c.num)
		}
		if sep == "." && b.num <= 12 || a.num > 12 {
			e.m, e.d = b.num, a.num
		}
	default:
		return expr{}, i
	}
	if e.m < 1 || e.m > 12 || e.d < 1 || e.d > 31 || e.y < 1000 || e.y > 2199 {
		return expr{}, i
	}
	j := i + 5
	if p.w(j) == "t" && !p.gap(j) && p.at(j+1).kind == 'd' {
		if f, k := p.clockTime(j + 1); k > j+1 {
			e.clock, j = f.clock, k
		}
	}
	return e, j
}

// clockTime reads a time of day: 5:34 AM, 4 p.m. EDT, 0430 GMT, 16:00, noon,
// "4 in the morning", ten o'clock.
func (p *parser) clockTime(i int) (expr, int) {
	e := expr{form: dayPart, typ: "TIME"}
	switch p.w(i) {
	case "noon", "midday":
		e.clock = "T12:00"
		return e, i + 1
	case "midnight":
		e.clock = "T24:00"
		return e, i + 1
	}
	a := p.at(i)
	h, m, s, j := -1, -1, -1, i
	if a.kind == 'd' && a.num >= 0 && a.Len() <= 2 && (i == 0 || p.gap(i) || p.at(i-1).kind == 'p' && !oneOf(p.w(i-1), ":", "$", ".", ",") || p.w(i-1) == "t") {
		h, j = a.num, i+1
		if oneOf(p.w(j), ":", ".") && !p.gap(j) && p.at(j+1).kind == 'd' && p.at(j+1).Len() == 2 && !p.gap(j+1) && p.at(j+1).num < 60 {
			colon := p.w(j) == ":"
			m, j = p.at(j+1).num, j+2
			if p.w(j) == ":" && p.at(j+1).kind == 'd' && p.at(j+1).Len() == 2 && !p.gap(j) {
				s, j = p.at(j+1).num, j+2
			}
			if !colon {
				if _, k := p.meridiem(j); k == j {
					return e, i
				}
			}
		}
	} else if a.kind == 'd' && a.Len() == 4 && p.gap(i) && a.num/100 < 24 && a.num%100 < 60 {
		z := p.w(i + 1)
		_, ok := zones[z]
		if ok && p.at(i+1).cap || oneOf(z, "hours", "hrs") || z == "local" && p.w(i+2) == "time" {
			h, m, j = a.num/100, a.num%100, i+1
			if oneOf(z, "hours", "hrs") {
				j++
			}
		}
	} else if n := cardinals[a.low]; n > 0 && n <= 12 {
		h, j = n, i+1
	}
	if h < 0 || h > 24 {
		return e, i
	}
	half, k := p.meridiem(j)
	if k == j && p.w(j) == "o" && p.w(j+1) == "'" && p.w(j+2) == "clock" {
		j += 3
		half, k = p.meridiem(j)
		if k == j {
			half, k = "?", j
		}
	}
	if half == "" && k == j && m < 0 {
		return e, i
	}
	if half == "" && a.kind == 'w' {
		return e, i
	}
	if half == "" && a.Len() <= 2 && h < 24 && m >= 0 && s < 0 { // 5:30 may be a score or a verse
		if _, ok := zones[p.w(k)]; !ok && !oneOf(p.w(i-1), "at", "around", "about", "by", "until", "from", "t", "to", "between") && p.w(k) != "local" {
			return e, i
		}
	}
	j = k
	switch {
	case half == "p" && h < 12:
		h += 12
	case half == "a" && h == 12:
		h = 0
	}
	if m < 0 {
		m = 0
	}
	e.clock = fmt.Sprintf("T%02d:%02d", h, m)
	if s >= 0 {
		e.clock += fmt.Sprintf(":%02d", s)
	}
	if off, ok := zones[p.w(j)]; ok && (p.at(j).cap || p.w(j) == "z") {
		j++
		e.clock += zone(off)
	} else if p.w(j) == "(" {
		if off, ok := zones[p.w(j+1)]; ok && p.w(j+2) == ")" {
			j += 3
			e.clock += zone(off)
		}
	} else if p.w(j) == "local" && p.w(j+1) == "time" {
		j += 2
	}
	return e, j
}

func zone(min int) string {
	switch {
	case min == 0:
		return "Z"
	case min%60 == 0:
		return fmt.Sprintf("%+03d", min/60)
	}
	s := '+'
	if min < 0 {
		s, min = '-', -min
	}
	return fmt.Sprintf("%c%02d:%02d", s, min/60, min%60)
}

// meridiem reads a.m., pm, "in the morning"; half is "a" or "p".
func (p *parser) meridiem(i int) (half string, j int) {
	switch w := p.w(i); w {
	case "am", "pm":
		return w[:1], i + 1
	case "a", "p":
		if p.w(i+1) == "." && p.w(i+2) == "m" && !p.gap(i+1) {
			if p.w(i+3) == "." && !p.gap(i+3) {
				return w, i + 4
			}
			return w, i + 3
		}
	case "in":
		if p.w(i+1) == "the" {
			switch p.w(i + 2) {
			case "morning":
				return "a", i + 3
			case "afternoon", "evening":
				return "p", i + 3
			}
		}
	case "at":
		if p.w(i+1) == "night" {
			return "p", i + 2
		}
	}
	return "", i
}
