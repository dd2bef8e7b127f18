package timex

import "time"

// feast is a day with a name. Fixed days give month and day; n-th weekdays give
// week (−1 for the last); others count days from Easter Sunday.
type feast struct {
	month, day int
	wd, nth    int
	easter     int
	movesWith  bool
}

// feasts are public and church holidays as they are named in English-language
// news; days that follow the moon of the Islamic calendar are not computed.
var feasts = map[string]feast{
	"christmas": {month: 12, day: 25}, "christmas day": {month: 12, day: 25}, "christmas eve": {month: 12, day: 24}, "boxing day": {month: 12, day: 26},
	"new year's day": {month: 1, day: 1}, "new year ' s day": {month: 1, day: 1}, "new year ' s eve": {month: 12, day: 31}, "new year ' s": {month: 1, day: 1},
	"halloween": {month: 10, day: 31}, "valentine ' s day": {month: 2, day: 14}, "bastille day": {month: 7, day: 14}, "april fools ' day": {month: 4, day: 1},
	"thanksgiving": {month: 11, wd: 4, nth: 4}, "thanksgiving day": {month: 11, wd: 4, nth: 4},
	"labor day": {month: 9, wd: 1, nth: 1}, "memorial day": {month: 5, wd: 1, nth: -1}, "veterans day": {month: 11, day: 11}, "armistice day": {month: 11, day: 11},
	"remembrance day": {month: 11, day: 11}, "columbus day": {month: 10, wd: 1, nth: 2}, "presidents day": {month: 2, wd: 1, nth: 3}, "presidents ' day": {month: 2, wd: 1, nth: 3},
	"martin luther king day": {month: 1, wd: 1, nth: 3}, "mother ' s day": {month: 5, wd: 7, nth: 2}, "father ' s day": {month: 6, wd: 7, nth: 3},
	"st . patrick ' s day": {month: 3, day: 17}, "may day": {month: 5, day: 1}, "all saints ' day": {month: 11, day: 1}, "groundhog day": {month: 2, day: 2},
	"easter": {easter: 0, movesWith: true}, "easter sunday": {easter: 0, movesWith: true}, "easter monday": {easter: 1, movesWith: true},
	"good friday": {easter: -2, movesWith: true}, "palm sunday": {easter: -7, movesWith: true}, "ash wednesday": {easter: -46, movesWith: true}, "pentecost": {easter: 49, movesWith: true},
	"election day": {month: 11, wd: 2, nth: 0}, "juneteenth": {month: 6, day: 19}, "nowruz": {month: 3, day: 21},
}

var feastIndex = func() map[string][]string {
	m := map[string][]string{}
	for name := range feasts {
		a := atomize(nil, name, 0, len(name))
		m[a[0].low] = append(m[a[0].low], name)
	}
	return m
}()

// festival reads the name of a feast at i.
func (p *parser) festival(i int) (expr, int) {
	if !p.at(i).cap {
		return expr{}, i
	}
	best, end := "", i
	for _, name := range feastIndex[p.w(i)] {
		n := 0
		ok := true
		for _, a := range atomize(nil, name, 0, len(name)) {
			if p.w(i+n) != a.low {
				ok = false
				break
			}
			n++
		}
		if ok && i+n > end {
			best, end = name, i+n
		}
	}
	if best == "" {
		return expr{}, i
	}
	return expr{form: holiday, name: best}, end
}

// in is the day of the feast in a year.
func (f feast) in(year int) time.Time {
	switch {
	case f.movesWith:
		return easter(year).AddDate(0, 0, f.easter)
	case f.wd == 0:
		return date(year, f.month, f.day)
	case f.nth == 0: // the Tuesday after the first Monday
		return feast{month: f.month, wd: 1, nth: 1}.in(year).AddDate(0, 0, 1)
	case f.nth < 0:
		d := date(year, f.month+1, 0)
		for isoWeekday(d) != f.wd {
			d = d.AddDate(0, 0, -1)
		}
		return d
	}
	d := date(year, f.month, 1)
	for isoWeekday(d) != f.wd {
		d = d.AddDate(0, 0, 1)
	}
	return d.AddDate(0, 0, 7*(f.nth-1))
}

// easter is Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(y, n/31, n%31+1)
}

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
