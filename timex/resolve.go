package timex

import (
	"fmt"
	"time"

	"parallax"
)

// stamp is a date already told: fields are 0 where it does not say.
type stamp struct {
	y, m, d, q int
	digits     int
	bc         bool
	basis      string
	because    []parallax.Ref
}

func (s stamp) known() bool { return s.y != 0 && s.digits == 4 }

// at is the first day of s as a time.
func (s stamp) at() time.Time {
	m, d := s.m, s.d
	if m == 0 {
		m = 1
		if s.q > 0 {
			m = 3*s.q - 2
		}
	}
	if d == 0 {
		d = 1
	}
	return date(s.y, m, d)
}

func stampOf(t time.Time) stamp {
	return stamp{y: t.Year(), m: int(t.Month()), d: t.Day(), digits: 4}
}

// context is what an expression is resolved against.
type context struct {
	now     stamp // time of writing; y is 0 when unknown
	told    stamp // date last told in the report
	day     stamp // day last told
	tense   int   // last or next
	quarter stamp // quarter last told
	story   bool  // a narrative: every date counts from the one before
}

// result is a value and the date that it leaves for what follows.
type result struct {
	value string
	stamp stamp
	basis string
	from  []parallax.Ref
}

// base is the date that an expression counts from.
func (c *context) base(story bool) (stamp, bool) {
	if (story || c.story) && c.told.y != 0 {
		return c.told, true
	}
	if c.now.y != 0 {
		return c.now, true
	}
	return stamp{}, false
}

// resolve gives e its value.
func (c *context) resolve(e expr) result {
	var s stamp
	var v string
	b, ok := c.base(e.story)
	r := result{basis: b.basis, from: b.because}
	if !ok {
		r.basis = parallax.Unknown
	}
	switch e.form {
	case literal, span:
		return result{value: e.value, basis: parallax.Stated}
	case holiday:
		v, s = c.feast(e, b, ok)
	case weekday:
		if e.set {
			return result{value: fmt.Sprintf("XXXX-WXX-%d", e.wd) + tail(e), basis: parallax.Stated}
		}
		v, s = c.weekday(e, b, ok)
	case dayPart:
		v, s = c.partOfDay(e, b, ok)
	case shifted:
		v, s = c.shift(e, b, ok)
	case calendar:
		if e.y == 0 {
			c.fillYear(&e, b, ok)
		} else {
			r.basis, r.from = parallax.Stated, nil
		}
		if e.calendarOf != "" {
			return result{value: converted(e), basis: parallax.Stated}
		}
		v, s = write(e)
	}
	if e.form == holiday && e.y != 0 {
		r.basis, r.from = parallax.Stated, nil
	}
	if r.basis == "" {
		r.basis = parallax.Stated
	}
	r.value, r.stamp = v, s
	if v != "" && len(v) > 3 && v[:4] == "XXXX" {
		r.basis, r.from = parallax.Unknown, nil
	}
	return r
}

// write gives the value of a calendar expression whose year may be open.
func write(e expr) (string, stamp) {
	s := stamp{y: e.y, m: e.m, d: e.d, q: e.q, digits: e.digits, bc: e.bc}
	if e.y == 0 {
		s = stamp{}
	} else if e.digits == 0 {
		s.digits = 4
	}
	y := "XXXX"
	if e.y != 0 || e.digits != 0 {
		y = fmt.Sprintf("%0*d", s.digits, e.y)
	}
	if e.bc {
		y = "BC" + y
		if s.digits == 3 {
			y = fmt.Sprintf("BC%03d", e.y)
		}
	}
	switch {
	case e.season != "":
		return y + "-" + e.season, s
	case e.q > 0:
		return fmt.Sprintf("%s-Q%d", y, e.q), s
	case e.h > 0:
		return fmt.Sprintf("%s-H%d", y, e.h), s
	case e.m == 0:
		return y, s
	case e.d == 0:
		return fmt.Sprintf("%s-%02d", y, e.m), s
	}
	return fmt.Sprintf("%s-%02d-%02d", y, e.m, e.d) + tail(e), s
}

// tail is the part of day or clock time of a value.
func tail(e expr) string {
	switch {
	case e.clock != "":
		return e.clock
	case e.part != "":
		return "T" + e.part
	}
	return ""
}

var seasonMonth = map[string]int{"SP": 4, "SU": 7, "FA": 10, "WI": 1}

// fillYear finds the year of a month, season or quarter that is told without.
func (c *context) fillYear(e *expr, b stamp, ok bool) {
	if !ok {
		return
	}
	e.digits = 4
	if e.wholeYear {
		e.y, e.bc = b.y+shiftSign(e.dir), b.bc
		return
	}
	m := e.m
	if e.season != "" {
		m = seasonMonth[e.season]
	}
	if e.q > 0 {
		m = 3*e.q - 1
	}
	if m == 0 || b.digits != 4 && b.digits != 0 {
		e.digits = 0
		return
	}
	if c.story || e.story {
		e.y, e.bc = b.y, b.bc
		bm := b.m
		if bm == 0 && b.q > 0 {
			bm = 3*b.q - 1
		}
		if bm >= 11 && m <= 2 && e.dir != last {
			e.y++
		}
		return
	}
	diff := m - b.m // months after the base in its own year
	e.y = b.y
	switch {
	case e.name == "year-end":
	case e.dir == last:
		if diff > 0 || diff == 0 && (e.d == 0 || e.d >= b.d) || e.d == 0 && diff == 0 {
			e.y--
		}
	case e.dir == next:
		if diff < 0 || diff == 0 && e.d <= b.d {
			e.y++
		}
	case e.dir == this:
	case e.d > 0 || e.q > 0:
		// the nearest; the tense decides where both are far
		far := 6
		if c.tense == last && e.d > 0 {
			far = 4
		}
		if diff > far {
			e.y--
		} else if diff < -6 && (c.tense != last || diff < -10) {
			e.y++
		}
	case c.tense != next:
		if diff > 0 && diff > 1 || diff == 1 && e.season == "" {
			e.y--
		}
	default:
		if diff < 0 {
			e.y++
		}
	}
	if e.wd > 0 && e.m > 0 && e.d > 0 { // a weekday beside it knows better
		for _, y := range [...]int{e.y, e.y - 1, e.y + 1, e.y - 2, e.y + 2} {
			if isoWeekday(date(y, e.m, e.d)) == e.wd {
				e.y = y
				break
			}
		}
	}
}

func shiftSign(dir int) int {
	switch dir {
	case last:
		return -1
	case next:
		return 1
	}
	return 0
}

func (c *context) feast(e expr, b stamp, ok bool) (string, stamp) {
	f := feasts[e.name]
	if e.y == 0 && (!ok || b.m == 0 || b.d == 0) {
		if ok && b.y > 0 && b.digits == 4 {
			e.y = b.y
		} else if f.month > 0 && f.day > 0 {
			return fmt.Sprintf("XXXX-%02d-%02d", f.month, f.day) + tail(e), stamp{}
		} else {
			return "", stamp{}
		}
	}
	if e.y == 0 {
		e.y = b.y
		d, now := f.in(b.y), b.at()
		gap := int(d.Sub(now).Hours() / 24)
		switch {
		case e.dir == last && gap >= 0, e.dir == asTense && c.tense != next && gap > 60, e.dir == asTense && gap > 200:
			e.y--
		case e.dir == next && gap <= 0, e.dir == asTense && c.tense == next && gap < -30, e.dir == asTense && gap < -200:
			e.y++
		}
	}
	d := f.in(e.y)
	return d.Format("2006-01-02") + tail(e), stampOf(d)
}

func (c *context) weekday(e expr, b stamp, ok bool) (string, stamp) {
	if !ok || b.d == 0 || b.bc {
		return fmt.Sprintf("XXXX-WXX-%d", e.wd) + tail(e), stamp{}
	}
	t := b.at()
	diff := e.wd - isoWeekday(t)
	dir := e.dir
	if dir == asTense {
		if dir = c.tense; dir == asTense {
			dir = last
		}
		if c.story {
			dir = next
		}
		if diff == 0 {
			dir = this
		}
	} else if dir == last && diff == 0 {
		diff = -7
	}
	switch {
	case dir == last && diff > 0:
		diff -= 7
	case dir == next && diff <= 0:
		diff += 7
	}
	t = t.AddDate(0, 0, diff)
	return t.Format("2006-01-02") + tail(e), stampOf(t)
}

func (c *context) partOfDay(e expr, b stamp, ok bool) (string, stamp) {
	if e.dir == asTense && c.day.y != 0 {
		b, ok = c.day, true
	}
	if e.story && c.day.y != 0 {
		b, ok = c.day, true
	}
	if !ok || b.d == 0 {
		return "XXXX-XX-XX" + tail(e), stamp{}
	}
	t := b.at()
	if !b.bc {
		t = t.AddDate(0, 0, shiftSign(e.dir))
	}
	s := stampOf(t)
	s.bc = b.bc
	v, _ := write(expr{y: s.y, m: s.m, d: s.d, digits: 4, bc: s.bc, clock: e.clock, part: e.part})
	return v, s
}

// shift moves n units from the base and writes as much as the unit says.
func (c *context) shift(e expr, b stamp, ok bool) (string, stamp) {
	n := e.n
	if e.dir == this {
		n = 0
	}
	sign := shiftSign(e.dir)
	if e.unit == 'Q' && e.name != "" && c.quarter.q > 0 {
		b, n, ok = c.quarter, 0, true
	}
	if e.name == "year-ago" && c.now.y > 0 {
		b = c.now
	}
	if !ok || b.digits != 4 && b.digits != 0 {
		return open(e.unit) + tail(e), stamp{}
	}
	k := sign * int(n)
	year := func(y int) (string, stamp) {
		bc := b.bc
		if bc {
			y = b.y - (y - b.y)
		}
		return write(expr{form: calendar, y: y, digits: 4, bc: bc})
	}
	if b.bc && e.unit != 'Y' && e.unit != 'E' && e.unit != 'C' {
		if k == 0 {
			return write(expr{y: b.y, m: b.m, d: b.d, digits: 4, bc: true})
		}
		return "BC" + open(e.unit), stamp{}
	}
	switch e.unit {
	case 'Y':
		if n != float64(int(n)) {
			return c.shift(expr{unit: 'M', n: n * 12, dir: e.dir, story: e.story}, b, ok)
		}
		if e.name == "year-ago" && c.quarter.q > 0 {
			return write(expr{y: c.quarter.y - 1, q: c.quarter.q, digits: 4})
		}
		return year(b.y + k)
	case 'E':
		d := b.y/10 + k
		if n >= 1 && e.dir != this && !e.story {
			return year(b.y + 10*k)
		}
		if b.bc {
			d = b.y/10 - k
		}
		return write(expr{y: d, digits: 3, bc: b.bc})
	case 'C':
		d := b.y/100 + k
		if b.bc {
			d = b.y/100 - k
		}
		return write(expr{y: d, digits: 2, bc: b.bc})
	case 'Q':
		q := b.q
		if q == 0 && b.m > 0 {
			q = (b.m + 2) / 3
		}
		if q == 0 {
			return fmt.Sprintf("%04d-QX", b.y), stamp{}
		}
		t := 4*b.y + q - 1 + k
		return write(expr{y: t / 4, q: t%4 + 1, digits: 4})
	case 'M':
		if b.m == 0 {
			return fmt.Sprintf("%04d-XX", b.y), stamp{}
		}
		t := 12*b.y + b.m - 1 + k
		return write(expr{y: t / 12, m: t%12 + 1, digits: 4})
	}
	if b.m == 0 {
		return open(e.unit), stamp{}
	}
	if b.d == 0 && !(e.unit == 'D' && k == 0) {
		switch e.unit {
		case 'D':
			return fmt.Sprintf("%04d-%02d-XX", b.y, b.m), stamp{}
		case 'W', 'F', 'K':
			return fmt.Sprintf("%04d-WXX", b.y), stamp{}
		}
		return open(e.unit), stamp{}
	}
	t := b.at()
	switch e.unit {
	case 'D':
		if b.d == 0 {
			return fmt.Sprintf("%04d-%02d-XX", b.y, b.m), stamp{}
		}
		t = t.AddDate(0, 0, k)
		s := stampOf(t)
		v, _ := write(expr{y: s.y, m: s.m, d: s.d, digits: 4, part: e.part, clock: e.clock})
		return v, s
	case 'W', 'F':
		if e.unit == 'F' {
			k *= 2
		}
		t = t.AddDate(0, 0, 7*k)
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", y, w), stamp{y: t.Year(), m: int(t.Month()), d: t.Day(), digits: 4}
	case 'K':
		if e.dir == asTense {
			k = 0
			if c.tense != next && isoWeekday(t) < 6 {
				k = -1
			}
		} else if e.dir == last && isoWeekday(t) >= 6 || e.dir != last {
			if e.dir == last {
				k = -1
			}
		}
		t = t.AddDate(0, 0, 7*k)
		y, w := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d-WE", y, w), stampOf(t)
	case 'N':
		t = t.AddDate(0, 0, k)
		return t.Format("2006-01-02") + "TNI", stampOf(t)
	}
	return t.Format("2006-01-02") + "TXX", stampOf(t)
}

// open is the value of a unit whose place in time is unknown.
func open(unit byte) string {
	switch unit {
	case 'M', 'Q':
		if unit == 'Q' {
			return "XXXX-QX"
		}
		return "XXXX-XX"
	case 'W', 'F':
		return "XXXX-WXX"
	case 'K':
		return "XXXX-WXX-WE"
	case 'D':
		return "XXXX-XX-XX"
	case 'N':
		return "XXXX-XX-XXTNI"
	case 'H', 'm', 'S':
		return "XXXX-XX-XXTXX"
	case 'E':
		return "XXX"
	case 'C':
		return "XX"
	}
	return "XXXX"
}

// converted is the Gregorian value of a date of another calendar: a day of the
// Persian calendar is known, an Islamic one only about, so its month stands.
func converted(e expr) string {
	first, end := foreignBounds(e)
	switch {
	case first.Equal(end):
		return first.Format("2006-01-02")
	case first.Year() == end.Year() && first.Month() == end.Month():
		return first.Format("2006-01")
	case first.Year() == end.Year():
		return first.Format("2006")
	}
	return first.Format("2006-01") + "/" + end.Format("2006-01")
}

// foreignBounds are the first and last Gregorian day that e can mean.
func foreignBounds(e expr) (first, end time.Time) {
	d0, d1 := e.d, e.d
	if d0 == 0 {
		d0, d1 = 1, 30
	}
	if e.calendarOf == "persian" {
		if e.d == 0 && e.m <= 6 {
			d1 = 31
		}
		return persianDay(e.y, e.m, d0), persianDay(e.y, e.m, d1)
	}
	return hijriDay(e.y, e.m, d0).AddDate(0, 0, -1), hijriDay(e.y, e.m, d1).AddDate(0, 0, 1)
}
