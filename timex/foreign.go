package timex

import "time"

// lunar months of the Islamic calendar in the spellings common in English.
var hijri = map[string]int{
	"muharram": 1, "moharram": 1, "safar": 2, "rabi al-awwal": 3, "rabi al-thani": 4, "jumada al-awwal": 5, "jumada al-thani": 6,
	"rajab": 7, "shaban": 8, "sha'ban": 8, "shaaban": 8, "ramadan": 9, "ramazan": 9, "shawwal": 10, "dhu al-qadah": 11, "dhu al-hijjah": 12, "dhul hijjah": 12, "dhu al-hijja": 12,
}

var persian = map[string]int{
	"farvardin": 1, "ordibehesht": 2, "khordad": 3, "tir": 4, "mordad": 5, "amordad": 5, "shahrivar": 6,
	"mehr": 7, "aban": 8, "azar": 9, "dey": 10, "bahman": 11, "esfand": 12,
}

// foreign reads a date of the Islamic or Persian calendar that has a year:
// "15 Ramadan 1441", "Dey 13, 1398", "Bahman 1357".
func (p *parser) foreign(k, i int) (expr, int) {
	e := expr{form: calendar, digits: 4}
	j := k
	if a := p.at(j); a.kind == 'd' && a.Len() <= 2 && a.num >= 1 && a.num <= 31 {
		e.d = a.num
		j++
		if p.w(j) == "of" {
			j++
		}
	}
	m, cal, l := p.foreignMonth(j)
	if l == j {
		return e, i
	}
	j = l
	if a := p.at(j); e.d == 0 && a.kind == 'd' && a.Len() <= 2 && a.num >= 1 && a.num <= 31 {
		e.d = a.num
		j++
	}
	if p.w(j) == "," {
		j++
	}
	a := p.at(j)
	if a.kind != 'd' || a.Len() != 4 || a.num < 1200 || a.num > 1500 {
		return e, i
	}
	e.m, e.y, e.calendarOf = m, a.num, cal
	j++
	if oneOf(p.w(j), "ah", "ap", "sh") && p.at(j).cap {
		j++
	}
	return e, j
}

func (p *parser) foreignMonth(i int) (m int, cal string, j int) {
	if !p.at(i).cap {
		return 0, "", i
	}
	if m := persian[p.w(i)]; m > 0 {
		return m, "persian", i + 1
	}
	if m := hijri[p.w(i)]; m > 0 {
		return m, "hijri", i + 1
	}
	name := p.w(i)
	for n := 1; n <= 3; n++ {
		a := p.at(i + n)
		if a.kind == 'd' || a.low == "" || a.low == "," {
			break
		}
		if a.gap {
			name += " "
		}
		name += a.low
		if m := hijri[name]; m > 0 {
			return m, "hijri", i + n + 1
		}
	}
	return 0, "", i
}

// hijriDay is the first day that a day of the tabular Islamic calendar can be;
// sightings of the moon move it by a day either way.
func hijriDay(y, m, d int) time.Time {
	jd := d + (59*(m-1)+1)/2 + (y-1)*354 + (3+11*y)/30 + 1948439
	return date(1970, 1, 1).AddDate(0, 0, jd-2440588)
}

// persianDay converts a day of the Persian calendar by its 33-year cycle, exact
// for the years 1178 to 1633.
func persianDay(y, m, d int) time.Time {
	days := 365*(y-1) + (8*y+21)/33
	if m <= 7 {
		days += 31 * (m - 1)
	} else {
		days += 30*(m-1) + 6
	}
	return date(1970, 1, 1).AddDate(0, 0, days+d-1+1948320-2440588)
}
