package timex

// yearly reads years, decades and centuries: 1939, the year 2000, the 1990s,
// the nineties, the 20th century, fiscal 1989, summer 2003.
func (p *parser) yearly(i int) (expr, int) {
	e := expr{form: calendar, digits: 4}
	k := i
	the := p.w(k) == "the"
	if the {
		k++
	}
	if oneOf(p.w(k), "early", "late", "mid") && the {
		k = p.hyphen(k + 1)
	}
	if a := p.at(k); a.kind == 'd' && (a.Len() == 4 || a.Len() == 2 && (p.w(k-1) == "'" || the)) && a.num%10 == 0 && a.num > 0 {
		s := k + 1
		if p.w(s) == "'" {
			s++
		}
		if p.w(s) == "s" && !p.gap(s) {
			e.y, e.digits = a.num/10, 3
			if a.Len() == 2 {
				e.y = 190 + a.num/10
			}
			if l := p.era(s + 1); l > s+1 {
				e.bc = oneOf(p.w(s+1), "bc", "bce", "b")
				return e, l
			}
			return e, s + 1
		}
	}
	if p.w(i) == "'" && !p.gap(i+1) {
		a := p.at(i + 1)
		if a.kind == 'd' && a.Len() == 2 && a.num%10 == 0 && p.w(i+2) == "s" && !p.gap(i+2) {
			e.y, e.digits = 190+a.num/10, 3
			return e, i + 3
		}
		if a.kind == 'd' && a.Len() == 2 && p.gap(i) && !p.glued(i+1) && oneOf(p.w(i-1), "in", "of", "since", "by", "from", "until") {
			e.y = century(a.num)
			return e, i + 2
		}
		return e, i
	}
	if n := decadeWords[p.w(k)]; n > 0 && (the || p.w(k-1) == "-") {
		e.y, e.digits = 190+n, 3
		return e, k + 1
	}
	if n, j := p.ordinal(k); j > k && n <= 30 {
		l := p.hyphen(j)
		if p.w(l) == "century" {
			e.y, e.digits = n-1, 2
			if r := p.era(l + 1); r > l+1 {
				e.bc = oneOf(p.w(l+1), "bc", "bce", "b")
				return e, r
			}
			return e, l + 1
		}
	}
	s := k
	for oneOf(p.w(s), "year", "fiscal", "fy") {
		s++
	}
	if s > k || !the {
		if s == k && p.at(s).kind == 'd' {
			a := p.at(s)
			if a.Len() < 3 || i > 0 && oneOf(p.w(i-1), "than", "about", "nearly", "some", "over", "no", "section", "resolution", "route", "boeing", "flight", "sept") && p.w(i-1) != "about" {
				if p.era(s+1) == s+1 {
					return e, i
				}
			}
		}
		y, bc, j := p.year(s)
		if j > s {
			e.y, e.bc = y, bc
			return e, j
		}
		if s > k && p.w(s) == "two" && p.w(s+1) == "thousand" {
			if n, l := p.cardinal(s); n >= 2000 && n < 2100 {
				e.y = int(n)
				return e, l
			}
		}
	}
	if the && s == k { // the 1988 period
		if y, bc, j := p.year(k); j > k {
			if oneOf(p.w(j), "period", "quarter", "season") && !bc {
				e.y = y
				return e, j + 1
			}
		}
	}
	return e, i
}

// seasonal: "summer 2003", "the spring of 1945", "summer".
func (p *parser) named(i int) (expr, int) {
	k := i
	the := p.w(k) == "the"
	if the {
		k++
	}
	for the && oneOf(p.w(k), "following", "previous", "same", "early", "late") {
		k++
	}
	if s := seasons[p.w(k)]; s != "" {
		e := expr{form: calendar, season: s}
		j := k + 1
		y := j
		if oneOf(p.w(y), "of", ",", "in") {
			y++
		}
		if f, l := p.yearOrRelative(y); l > y {
			e.y, e.bc, e.digits = f.y, f.bc, f.digits
			if f.form == shifted {
				e.dir, e.story, e.wholeYear = f.dir, f.story, true
			}
			return e, l
		}
		if p.w(k) == "fall" && !oneOf(p.w(k-1), "in", "early", "late", "by", "this", "last", "next") && !oneOf(p.w(k-1), "the") {
			return e, i
		}
		if p.w(k) == "spring" && !oneOf(p.w(k-1), "in", "the", "early", "late", "by", "each", "every") || p.w(j) == "of" || p.w(k) == "fall" && p.w(k-1) == "the" && p.w(k-2) != "in" {
			return e, i
		}
		return e, j
	}
	if e, j := p.festival(k); j > k {
		y := j
		if oneOf(p.w(y), ",", "of", "in") {
			y++
		}
		if yy, _, l := p.year(y); l > y {
			e.y, j = yy, l
		}
		return e, j
	}
	return p.foreign(k, i)
}

// yearOrRelative reads a year, "last year", "that year".
func (p *parser) yearOrRelative(i int) (expr, int) {
	if y, bc, j := p.year(i); j > i {
		return expr{form: calendar, y: y, bc: bc, digits: 4}, j
	}
	if e, j := p.relative(i); j > i && e.form == shifted && e.unit == 'Y' {
		return e, j
	}
	return expr{}, i
}

// pointers say where "last week" or "the following day" lies. Those of the
// story count from the date last told.
var pointers = map[string]struct {
	dir   int
	story bool
}{
	"last": {last, false}, "this": {this, false}, "next": {next, false}, "past": {last, false}, "coming": {next, false},
	"current": {this, false}, "upcoming": {next, false},
	"previous": {last, true}, "preceding": {last, true}, "prior": {last, true}, "following": {next, true},
	"same": {this, true}, "that": {this, true}, "subsequent": {next, true}, "ensuing": {next, true}, "intervening": {last, true},
}

// relative reads what is told from the time of writing or of the story: last
// week, this morning, next March, the following day, the past two months.
func (p *parser) relative(i int) (expr, int) {
	k := i
	the := oneOf(p.w(k), "the", "these", "its", "their", "his")
	if the {
		k++
	}
	if p.w(k) == "that" && p.w(k+1) == "same" || p.w(k) == "this" && oneOf(p.w(k+1), "past", "coming", "same", "current") {
		k++
	}
	pt, ok := pointers[p.w(k)]
	if !ok {
		if p.w(k) == "yesterday" || p.w(k) == "tomorrow" || p.w(k) == "today" || p.w(k) == "tonight" {
			return p.phrase(k)
		}
		return p.plainUnit(i)
	}
	if the && oneOf(p.w(k), "this", "that") || !the && p.w(k) == "same" && p.w(k-1) != "that" {
		return expr{}, i
	}
	if the && p.w(k) == "next" {
		pt.story = true
	}
	e := expr{form: shifted, dir: pt.dir, story: pt.story, n: 1}
	k++
	if p.w(k) == "very" || p.w(k) == "full" || p.w(k) == "fiscal" || p.w(k) == "calendar" || p.w(k) == "crucial" {
		k++
	}
	w := p.w(k)
	// a number of units is a length: the past two months, the next few days
	if a, j := p.count(k); j > k && w != "a" && w != "an" {
		l := p.hyphen(j)
		if p.w(l) == "fiscal" || p.w(l) == "or" {
			l++
		}
		if u := units[p.w(l)]; u != 0 && u != 'S' && p.w(p.hyphen(l+1)) != "old" {
			if w := p.w(j); w == "to" || w == "or" {
				return expr{}, i
			}
			return expr{form: span, typ: "DURATION", value: length(a, u)}, l + 1
		}
		return expr{}, i
	}
	if u := units[w]; u != 0 {
		plural := w[len(w)-1] == 's'
		if plural || u == 'E' && the && pt.dir != this && p.w(k-1) != "previous" && p.w(k-1) != "next" && p.w(k-1) != "following" {
			if w == "hours" || !the && pt.dir != last && pt.dir != next && !plural {
				return expr{form: span, typ: "DURATION", value: length(amount{vague: true}, u)}, k + 1
			}
			if u == 'S' {
				return expr{}, i
			}
			a := amount{vague: plural, n: 1}
			return expr{form: span, typ: "DURATION", value: length(a, u)}, k + 1
		}
		if u == 'S' || u == 'm' {
			return expr{}, i
		}
		if the && !pt.story && pt.dir != next && u != 'Q' && oneOf(p.w(k-1), "past") {
			return expr{form: span, typ: "DURATION", value: length(amount{n: 1}, u)}, k + 1
		}
		e.unit = u
		j := k + 1
		switch u {
		case 'N':
			return expr{form: dayPart, part: "NI", dir: pt.dir, story: pt.story, typ: "TIME"}, j
		case 'Y', 'M':
			if p.w(j) == "'" && p.w(j+1) == "s" {
				if f, l := p.core(j + 2); l > j+2 && f.form == calendar && f.y == 0 && (f.q > 0 || f.season != "" || f.m > 0) {
					f.dir, f.story, f.wholeYear = pt.dir, pt.story, true
					return f, l
				}
			}
		}
		return e, j
	}
	if part := dayParts[w]; part != "" {
		return expr{form: dayPart, part: part, dir: pt.dir, story: pt.story, typ: "TIME"}, k + 1
	}
	if wd := weekdays[w]; wd > 0 && p.at(k).cap && len(w) > 5 {
		return expr{form: weekday, wd: wd, dir: pt.dir, story: pt.story}, k + 1
	}
	if m := months[w]; m > 0 && p.at(k).cap && (len(w) > 3 || w == "may") {
		f := expr{form: calendar, m: m, dir: pt.dir, story: pt.story}
		j := k + 1
		if p.w(j) == "." {
			j++
		}
		if d, l := p.dayNumber(j); l > j {
			f.d, j = d, l
		} else if p.w(j-1) == "." {
			j--
		}
		return f, j
	}
	if s := seasons[w]; s != "" {
		return expr{form: calendar, season: s, dir: pt.dir, story: pt.story}, k + 1
	}
	if f, j := p.festival(k); j > k {
		f.dir = pt.dir
		return f, j
	}
	if w == "period" && the && pt.dir != this {
		return expr{}, i
	}
	return expr{}, i
}

// plainUnit reads "the day", "the weekend", "the year-earlier quarter", whose
// unit stands at the date last told.
func (p *parser) plainUnit(i int) (expr, int) {
	k := i
	if p.w(k) != "the" && p.w(k) != "a" {
		return expr{}, i
	}
	if p.w(k) == "the" && p.w(k+1) == "day" {
		switch {
		case p.w(k+2) == "before" && p.w(k+3) == "yesterday":
			return expr{form: shifted, unit: 'D', n: 2, dir: last}, k + 4
		case p.w(k+2) == "after" && p.w(k+3) == "tomorrow":
			return expr{form: shifted, unit: 'D', n: 2, dir: next}, k + 4
		case p.w(k+2) == "before" || p.w(k+2) == "after":
			if _, j := p.day(k + 3); j > k+3 {
				return expr{}, i
			}
			dir := last
			if p.w(k+2) == "after" {
				dir = next
			}
			return expr{form: shifted, unit: 'D', n: 1, dir: dir, story: true}, k + 3
		}
	}
	k++
	switch w := p.w(k); w {
	case "weekend":
		return expr{form: shifted, unit: 'K', dir: asTense}, k + 1
	case "morning", "afternoon", "evening":
		if p.w(i) == "the" && oneOf(p.w(i-1), "in", "of", "during", "by") {
			return expr{form: dayPart, part: dayParts[w], story: true, typ: "TIME"}, k + 1
		}
	case "end":
		if p.w(k+1) == "of" && p.w(k+2) == "the" && oneOf(p.w(k+3), "year", "month", "week", "day", "decade", "century") {
			return expr{form: shifted, unit: units[p.w(k+3)], dir: this, story: true, edge: "end"}, k + 4
		}
	case "year", "month", "week", "quarter", "day":
		if p.w(i-1) == "of" && oneOf(p.w(i-2), "end", "rest", "beginning", "start", "part", "remainder", "middle", "half") || oneOf(p.w(i-1), "later", "earlier", "late", "early", "during") {
			return expr{form: shifted, unit: units[w], dir: this, story: true}, k + 1
		}
	}
	return expr{}, i
}

// repeated reads sets: every day, each Thursday, twice a week.
func (p *parser) repeated(i int) (expr, int) {
	w := p.w(i)
	if oneOf(w, "twice", "once", "thrice") && oneOf(p.w(i+1), "a", "each", "every", "per") {
		if u := units[p.w(i+2)]; u != 0 && u != 'S' {
			return expr{form: literal, typ: "SET", value: length(amount{n: 1}, u)}, i + 3
		}
	}
	if !oneOf(w, "every", "each") {
		return expr{}, i
	}
	k := i + 1
	if oneOf(p.w(k), "single", "other") {
		k++
	}
	a, j := p.count(k)
	if j == k {
		a = amount{n: 1}
	}
	if p.w(k-1) == "other" {
		a.n = 2
	}
	x := p.w(j)
	if u := units[x]; u != 0 && (u != 'S' || x == "seconds") {
		return expr{form: literal, typ: "SET", value: length(a, u)}, j + 1
	}
	if wd := weekdays[x]; wd > 0 && p.at(j).cap {
		v := "XXXX-WXX-" + string(rune('0'+wd))
		if part := dayParts[p.w(j+1)]; part != "" {
			return expr{form: literal, typ: "SET", value: v + "T" + part}, j + 2
		}
		return expr{form: literal, typ: "SET", value: v}, j + 1
	}
	if m := months[x]; m > 0 && p.at(j).cap {
		return expr{form: literal, typ: "SET", value: "XXXX-" + two(m)}, j + 1
	}
	if s := seasons[x]; s != "" {
		return expr{form: literal, typ: "SET", value: "XXXX-" + s}, j + 1
	}
	if part := dayParts[x]; part != "" {
		return expr{form: literal, typ: "SET", value: "XXXX-XX-XXT" + part}, j + 1
	}
	return expr{}, i
}

// quarter reads quarters and year-ago comparisons of company news.
func (p *parser) quarter(i int) (expr, int) {
	k := i
	the := oneOf(p.w(k), "the", "its", "a")
	if the {
		k++
	}
	for oneOf(p.w(k), "fiscal", "latest", "most", "recent", "current") {
		k++
	}
	if p.w(k) == "quarter" && oneOf(p.w(k-1), "latest", "recent") || p.w(k) == "period" && p.w(k-1) == "latest" {
		return expr{form: shifted, unit: 'Q', n: 1, dir: last, name: "latest"}, k + 1
	}
	if p.w(k) == "year" && oneOf(p.w(p.hyphen(k+1)), "ago", "earlier") && (p.w(k+1) == "-" || the && p.w(i) != "a") {
		j := p.hyphen(k+1) + 1
		if oneOf(p.w(j), "quarter", "period", "third", "first", "second", "fourth") {
			j++
			if p.w(j) == "quarter" {
				j++
			}
		} else if the {
			return expr{}, i
		}
		return expr{form: shifted, unit: 'Y', n: 1, dir: last, name: "year-ago"}, j
	}
	if p.w(i) == "the" && k == i+1 && p.w(k) == "quarter" && p.w(k+1) != "of" {
		return expr{form: shifted, unit: 'Q', name: "quarter", dir: last, n: 1}, k + 1
	}
	n, j := p.ordinal(k)
	if j == k || n > 4 {
		return expr{}, i
	}
	l := p.hyphen(j)
	if the && (l > j || p.w(i) != "the") {
		return expr{}, i
	}
	if p.w(l) == "fiscal" {
		l++
	}
	if p.w(l) != "quarter" {
		return expr{}, i
	}
	e := expr{form: calendar, q: n}
	j = l + 1
	y := j
	if oneOf(p.w(y), "of", "in", ",") {
		y++
	}
	if oneOf(p.w(y), "fiscal", "fiscal") {
		y++
	}
	if f, s := p.yearOrRelative(y); s > y {
		e.y, e.digits = f.y, f.digits
		if f.form == shifted {
			e.dir, e.story, e.wholeYear = f.dir, f.story, true
		}
		return e, s
	}
	return e, j
}

// phrase reads set expressions and the deictic days.
func (p *parser) phrase(i int) (expr, int) {
	switch p.w(i) {
	case "today":
		return expr{form: shifted, unit: 'D', dir: this}, i + 1
	case "yesterday":
		return expr{form: shifted, unit: 'D', n: 1, dir: last}, i + 1
	case "tomorrow":
		return expr{form: shifted, unit: 'D', n: 1, dir: next}, i + 1
	case "tonight":
		return expr{form: dayPart, part: "NI", dir: this, typ: "TIME"}, i + 1
	case "overnight":
		return expr{form: dayPart, part: "NI", typ: "TIME", dir: this}, i + 1
	case "year":
		if p.hyphen(i+1) > i+1 && p.w(i+2) == "end" {
			return expr{form: calendar, name: "year-end", m: 12, d: 31}, i + 3
		}
	}
	best := -1
	n := 0
	for k, ph := range phrases[p.w(i)] {
		if j := p.words(i, ph.words...); j > i && len(ph.words) > n {
			best, n = k, len(ph.words)
		}
	}
	if best < 0 {
		return expr{}, i
	}
	ph := phrases[p.w(i)][best]
	switch after := p.w(i + n); {
	case ph.value == "",
		ph.words[0] == "shortly" && oneOf(after, "after", "before"),
		ph.words[0] == "soon" && (p.w(i-1) == "as" || oneOf(after, "after", "as")),
		ph.words[0] == "daily" && (p.at(i+1).cap || p.at(i).cap && p.at(i-1).cap):
		return expr{}, i
	}
	return expr{form: literal, typ: ph.typ, value: ph.value}, i + n
}

type phraseRule struct {
	words      []string
	typ, value string
}

// phrases is phraseList by first word.
var phrases = func() map[string][]phraseRule {
	m := map[string][]phraseRule{}
	for _, ph := range phraseList {
		var ws []string
		for _, a := range atomize(nil, ph.words, 0, len(ph.words)) {
			ws = append(ws, a.low)
		}
		m[ws[0]] = append(m[ws[0]], phraseRule{ws, ph.typ, ph.value})
	}
	return m
}()

func two(n int) string { return string([]byte{'0' + byte(n/10%10), '0' + byte(n%10)}) }
