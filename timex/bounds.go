package timex

import (
	"strconv"
	"time"
)

// bounds are the first and last day of a TIMEX3 date value, "" where it is open,
// a duration or a set.
func bounds(v string) (earliest, latest string) {
	if len(v) < 2 || v[0] < '0' || v[0] > '9' {
		return "", ""
	}
	num := func(i, n int) (int, bool) {
		if len(v) < i+n {
			return 0, false
		}
		k, err := strconv.Atoi(v[i : i+n])
		return k, err == nil && k >= 0
	}
	iso := func(a, b time.Time) (string, string) { return a.Format("2006-01-02"), b.Format("2006-01-02") }
	switch len(v) {
	case 2:
		if c, ok := num(0, 2); ok {
			return iso(date(100*c, 1, 1), date(100*c+99, 12, 31))
		}
		return "", ""
	case 3:
		if d, ok := num(0, 3); ok {
			return iso(date(10*d, 1, 1), date(10*d+9, 12, 31))
		}
		return "", ""
	}
	y, ok := num(0, 4)
	if !ok {
		return "", ""
	}
	if len(v) < 7 || v[4] != '-' {
		return iso(date(y, 1, 1), date(y, 12, 31))
	}
	if m, ok := num(5, 2); ok && m >= 1 && m <= 12 {
		if d, ok := num(8, 2); ok && d >= 1 && d <= 31 {
			return iso(date(y, m, d), date(y, m, d))
		}
		return iso(date(y, m, 1), date(y, m+1, 0))
	}
	switch v[5:7] {
	case "SP":
		return iso(date(y, 3, 1), date(y, 6, 21))
	case "SU":
		return iso(date(y, 6, 1), date(y, 9, 23))
	case "FA":
		return iso(date(y, 9, 1), date(y, 12, 21))
	case "WI":
		return iso(date(y-1, 12, 1), date(y+1, 3, 21))
	case "H1":
		return iso(date(y, 1, 1), date(y, 6, 30))
	case "H2":
		return iso(date(y, 7, 1), date(y, 12, 31))
	}
	if n, ok := num(6, 1); ok && v[5] == 'Q' && n >= 1 && n <= 4 {
		return iso(date(y, 3*n-2, 1), date(y, 3*n+1, 0))
	}
	if w, ok := num(6, 2); ok && v[5] == 'W' && w >= 1 && w <= 53 {
		mon := date(y, 1, 4)
		mon = mon.AddDate(0, 0, 1-isoWeekday(mon)+7*(w-1))
		if len(v) > 9 && v[8:] == "-WE" {
			return iso(mon.AddDate(0, 0, 5), mon.AddDate(0, 0, 6))
		}
		return iso(mon, mon.AddDate(0, 0, 6))
	}
	return iso(date(y, 1, 1), date(y, 12, 31))
}
