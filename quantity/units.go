package quantity

import "strings"

// currency reads a sign or code of a currency at n: "$", "HK$", "NZD", "Rs.". It
// gives the code, what it multiplies by, and the item after it.
func (r *reader) currency(n int) (c string, factor float64, j int) {
	if c, ok := currencies[r.w(n)]; ok && (r.at(n).kind == 'p' || r.w(n) == "us$") {
		return c, 1, n + 1
	}
	if oneOf(r.w(n), "us", "c", "a", "hk", "s", "nz", "can", "u", "nt", "r") && r.w(n+1) == "$" && (!r.at(n+1).gap || r.w(n) == "c") {
		return map[string]string{"us": "USD", "c": "CAD", "a": "AUD", "hk": "HKD", "s": "SGD", "nz": "NZD", "can": "CAD", "u": "USD", "nt": "TWD", "r": "BRL"}[r.w(n)], 1, n + 2
	}
	if c, v := r.code(n); c != "" {
		if r.w(n+1) == "$" {
			n++
		}
		if r.at(n+1).kind == 'd' {
			return c, v, n + 1
		}
	}
	if r.w(n) == "rs" && (r.at(n+1).kind == 'd' || r.w(n+1) == "." && r.at(n+2).kind == 'd') {
		if r.w(n+1) == "." {
			n++
		}
		return "INR", 1, n + 1
	}
	return "", 1, n
}

// between reads "between $3 million and $5 million"; the currency is "" where it
// is no such range.
func (r *reader) between(n int) (cur string, x, y float64, j int) {
	if r.w(n) != "between" {
		return "", 0, 0, n
	}
	cur, factor, k := r.currency(n + 1)
	x, l, _ := r.plain(k)
	if cur == "" || l == k || r.w(l) != "and" {
		return "", 0, 0, n
	}
	_, _, m := r.currency(l + 1)
	y, j, _ = r.plain(m)
	if last := scales[r.w(j-1)]; j > m && last >= 1e3 && x < 1000 && r.at(l-1).kind == 'd' {
		x *= last
	}
	if j == m || x >= y {
		return "", 0, 0, n
	}
	return cur, x * factor, y * factor, j
}

// code reads an ISO 4217 code in capitals, with the M for millions that company
// news puts before it: USD, MEUR. The factor is 1 where there is none.
func (r *reader) code(k int) (string, float64) {
	it := r.at(k)
	if it.kind != 'w' || len(it.low) < 3 || len(it.low) > 4 {
		return "", 1
	}
	upper := r.text[it.Start:it.End] == strings.ToUpper(it.low)
	c := strings.ToUpper(it.low)
	switch {
	case codes[c] && (upper || currencies[it.low] != ""):
		if c == "RMB" {
			c = "CNY"
		}
		return c, 1
	case upper && c[0] == 'M' && codes[c[1:]]:
		return c[1:], 1e6
	}
	return "", 1
}

// times multiplies an amount.
func (f *found) times(v float64) {
	for _, p := range [...]**float64{&f.val, &f.low, &f.high} {
		if *p != nil {
			*p = ptr(**p * v)
		}
	}
}

// cents adds the small coin of a sum: three dollars and fifty cents.
func (r *reader) cents(f *found) {
	k := f.noun
	if r.w(k) == "and" || r.w(k) == "," {
		k++
	}
	if v, j, _ := r.plain(k); j > k && v < 100 && f.val != nil && oneOf(r.w(j), "cents", "cent", "pence") {
		f.val, f.noun = ptr(*f.val+v/100), j+1
	}
}

// ratio reads "one in five", "nine out of ten": the share, and the item after it,
// 0 where there is none.
func (r *reader) ratio(i, j int, a amount) (float64, int) {
	k := j
	switch {
	case r.w(k) == "in" && a.val != nil && *a.val == 1:
		k++
	case r.w(k) == "out" && r.w(k+1) == "of" && a.val != nil:
		k += 2
	default:
		return 0, 0
	}
	if r.w(k) == "every" {
		k++
	}
	if r.at(k).time {
		return 0, 0
	}
	v, l, _ := r.plain(k)
	if l == k || v <= *a.val || v > 1e6 || measures[r.w(r.hyphen(l))] != "" || r.at(k).kind == 'd' && v > 1000 && v < 2100 {
		return 0, 0
	}
	return round(*a.val / v), l
}

// round keeps two decimals of a share told in words.
func round(v float64) float64 {
	return float64(int(v*100+.5)) / 100
}

// metres tells 1.8m as a length from 1.8m as a million, by the item after it.
func (r *reader) metres(j int) bool {
	return powers[r.w(j)] != "" && !r.at(j).gap || oneOf(r.w(j), "tall", "long", "wide", "high", "deep", "thick", "away", "below", "above", "apart", "x", "race", "sprint", "dash", "hurdles", "relay", "freestyle", "backstroke", "butterfly")
}

// low gives the words of the items i…j−1.
func (r *reader) low(i, j int) (ws []string) {
	for ; i < j; i++ {
		ws = append(ws, r.w(i))
	}
	return ws
}

// rate takes "a share", "per day", "of oil a day", "/h" into the unit of an amount.
func (r *reader) rate(f found) found {
	k := max(f.noun, f.end)
	if r.w(k) == "of" {
		if n := r.noun(k + 1); n > k+1 && oneOf(r.w(n), "a", "per") && oneOf(r.w(n+1), "day", "hour", "week", "month", "year", "minute", "second") {
			f.unit += " per " + r.w(n+1)
			f.noun = n + 2
		}
		return f
	}
	if !oneOf(r.w(k), "a", "an", "per", "/") || r.w(k) == "/" && r.at(k).gap {
		return f
	}
	w := r.w(k + 1)
	per := ""
	switch {
	case r.w(k) == "/":
		per = map[string]string{"h": "hour", "hr": "hour", "s": "second", "sec": "second", "min": "minute", "ms": "millisecond", "l": "litre", "kg": "kilogram"}[w]
		if per == "" && len(w) > 2 && measures[w] != "" {
			per = singular(w)
		}
	case oneOf(w, "share", "dozen", "barrel", "person", "gallon", "ton", "tonne", "head", "ounce", "acre", "hour", "day", "week", "month", "year", "minute", "second", "mile", "pound", "unit"), r.w(k) == "per" && measures[w] != "":
		per = singular(w)
	}
	if per == "" {
		return f
	}
	f.unit += " per " + per
	if f.unit == "km per hour" {
		f.unit = "km/h"
	}
	f.noun = k + 2
	return f
}

// unit reads a measure or the noun phrase after the number.
func (r *reader) unit(f found) found {
	j := f.end
	k := r.hyphen(j)
	if r.w(j) == "-" && measures[r.w(j+1)] != "" { // 30 - year, as some texts are spaced
		k = j + 1
	}
	if r.w(k) == "u" && r.w(k+1) == "." && r.w(k+2) == "s" && r.w(k+3) == "." && oneOf(r.w(k+4), "dollars", "cents") {
		f.unit, f.noun = "USD", k+5
		return f
	}
	for l := k + 1; l <= k+2 && r.at(l-1).kind == 'w'; l++ {
		if c := national[strings.Join(r.low(k, l), " ")+" "+singular(r.w(l))]; c != "" {
			f.unit, f.noun = c, l+1
			return f
		}
	}
	if oneOf(r.w(k), "us", "american", "british", "german", "deutsche") && currencies[r.w(k+1)] != "" {
		f.unit, f.noun = currencies[r.w(k+1)], k+2
		return f
	}
	if oneOf(r.w(k), "pound", "pounds") && (r.w(k+1) == "of" || r.w(k) == "pound" || r.near(f.from, "weigh", "weighs", "weighed", "weighing", "weight", "drop", "lose", "lost", "gained", "heavy", "bomb")) {
		f.unit, f.noun = "pound", k+1
		return f
	}
	if c, v := r.code(k); c != "" { // 75 USD million, 120 MEUR
		f.unit, f.noun = c, k+1
		if s := scales[r.w(k+1)]; s > 12 && v == 1 {
			v, f.noun = s, k+2
		}
		f.times(v)
		return f
	}
	if c := currencies[r.w(k)]; c != "" && (r.at(k).kind == 'p' || !r.at(k).cap || len(r.w(k)) == 3) && !oneOf(r.w(k), "won", "mark", "real", "crowns") {
		f.unit, f.noun = c, k+1
		r.cents(&f)
		return f
	}
	for l := k + 1; oneOf(r.w(k), "square", "sq", "cubic", "nautical", "metric", "short", "long"); l++ {
		if r.w(l) == "." && r.w(k) == "sq" || r.w(l) == "-" {
			continue
		}
		u := measures[r.w(l)]
		if u == "" || oneOf(r.w(k), "short", "long") && u != "ton" {
			break
		}
		f.unit, f.noun = r.w(k)+" "+u, l+1
		switch r.w(k) {
		case "metric":
			f.unit = "t"
		case "sq":
			f.unit = "square " + u
		}
		return f
	}
	if r.w(k) == "per" && r.w(k+1) == "cent" {
		f.unit, f.noun = "percent", k+2
		return f
	}
	if u := measures[r.w(k)]; u != "" && (len(r.w(k)) > 2 || r.at(f.num).kind == 'd' || r.at(k).kind == 'p') && !(r.at(k).cap && len(r.w(k)) == 1) {
		if oneOf(r.w(k), "second", "minute", "point", "foot") && f.words && r.at(k).gap && f.val != nil && *f.val != 1 {
			u = ""
		}
		if u != "" {
			f.unit, f.noun = u, k+1
			if l := r.hyphen(k + 1); u == "percent" && r.w(k) == "percentage" && oneOf(r.w(l), "point", "points") {
				f.unit, f.noun = "percentage point", l+1
			}
			if p := powers[r.w(k+1)]; p != "" && !r.at(k+1).gap && oneOf(u, "m", "km", "cm", "mm", "foot", "mile") {
				f.unit, f.noun = p+u, k+2
			}
			if oneOf(u, "degree") && oneOf(r.w(k+1), "celsius", "centigrade", "c") {
				f.unit, f.noun = "celsius", k+2
			} else if u == "degree" && oneOf(r.w(k+1), "fahrenheit", "f") {
				f.unit, f.noun = "fahrenheit", k+2
			}
			return f
		}
	}
	if r.at(f.num).kind == 'd' && oneOf(r.w(k), "c", "f") && r.at(k).cap && !r.at(k).gap {
		f.unit = map[string]string{"c": "celsius", "f": "fahrenheit"}[r.w(k)]
		f.noun = k + 1
		return f
	}
	if r.w(j) == "of" && f.val != nil && *f.val > 0 && *f.val < 1 {
		f.unit = "ratio" // two-thirds of the members
		return f
	}
	if oneOf(r.w(j), "of", "more", "other", "others", "additional") {
		k := j + 1
		if r.w(j) == "of" && oneOf(r.w(k), "the", "them", "those", "these", "its", "their", "his", "her", "our") {
			k++
		}
		if r.w(j) != "of" {
			f.noun = k
		}
		if n := r.noun(k); n > k {
			f.noun = n
		}
		return f
	}
	f.noun = r.noun(j)
	return f
}
