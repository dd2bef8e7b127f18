package quantity

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax"
)

// item is a word, a number with its separators, or a mark.
type item struct {
	parallax.Span
	low  string
	kind byte // 'w' word, 'd' number in digits, 'p' mark
	val  float64
	gap  bool // white space before it
	cap  bool
	time bool // lies in a date or time
}

// lex cuts text[from:to]. Words keep inner apostrophes off: "Iraq's" is two
// items; a number keeps its commas and point: "2,500", "3.5".
func lex(items []item, text string, from, to int) []item {
	gap := true
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		if unicode.IsSpace(r) {
			gap = true
			i += n
			continue
		}
		it := item{Span: parallax.Span{Start: i, End: i + n}, kind: 'p', gap: gap}
		switch {
		case r >= '0' && r <= '9':
			it.kind = 'd'
			it.End, it.val = number(text, i, to)
			it.low = text[i:it.End]
		case unicode.IsLetter(r):
			it.kind, it.cap = 'w', unicode.IsUpper(r)
			for it.End < to {
				r, n := utf8.DecodeRuneInString(text[it.End:to])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				it.End += n
			}
			it.low = strings.ToLower(text[i:it.End])
		default:
			it.low = text[i:it.End]
			switch r {
			case '‐', '‑', '–', '—', '−':
				it.low = "-"
			case '’', '‘', '`':
				it.low = "'"
			}
		}
		items = append(items, it)
		gap = false
		i = it.End
	}
	return items
}

// number reads digits with groups of three after commas or one space-free point.
func number(text string, i, to int) (end int, v float64) {
	digits := func(k int) int {
		n := k
		for n < to && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		return n
	}
	end = digits(i)
	s := text[i:end]
	if len(s) <= 3 {
		for end < to && text[end] == ',' {
			k := digits(end + 1)
			if k-end != 4 {
				break
			}
			s += text[end+1 : k]
			end = k
		}
	}
	if end+1 < to && text[end] == '.' && text[end+1] >= '0' && text[end+1] <= '9' {
		k := digits(end + 1)
		if k >= to || text[k] != '.' || k+1 >= to || text[k+1] < '0' || text[k+1] > '9' {
			s += text[end:k]
			end = k
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		v = 0
	}
	return end, v
}

var cardinals = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9, "mn": 1e6, "tn": 1e12, "k": 1e3, "mln": 1e6, "bln": 1e9, "lakh": 1e5, "crore": 1e7, "b": 1e9, "dozen": 12}

var signs = map[string]float64{"½": .5, "¼": .25, "¾": .75, "⅓": .33, "⅔": .67, "⅛": .125, "⅜": .375, "⅝": .625, "⅞": .875}

var denominators = map[string]float64{"third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10}

// plurals of scales are amounts without a number: "dozens", "hundreds of".
var vague = map[string]float64{"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "tens": 10}

// amount is a number as the text gives it.
type amount struct {
	val, low, high *float64
	words          bool // no digits in it
	article        bool // "a", "an"
}

func ptr(v float64) *float64 { return &v }

type reader struct {
	items []item
	text  string
}

func (r *reader) at(i int) item {
	if i < 0 || i >= len(r.items) {
		return item{gap: true, kind: 0}
	}
	return r.items[i]
}
func (r *reader) w(i int) string { return r.at(i).low }

// hyphen is the item after a hyphen that joins two words at i, else i.
func (r *reader) hyphen(i int) int {
	if r.w(i) == "-" && !r.at(i).gap && !r.at(i+1).gap {
		return i + 1
	}
	return i
}

// plain reads a single number at i: digits or words, with scale.
func (r *reader) plain(i int) (v float64, j int, words bool) {
	it := r.at(i)
	if v, j = r.fraction(i); j > i {
		return v, j, it.kind == 'w'
	}
	switch {
	case it.kind == 'd':
		v, j = it.val, i+1
		if r.w(j) == "/" && !r.at(j).gap && r.at(j+1).kind == 'd' && !r.at(j+1).gap && r.at(j+1).val > v && parts[r.at(j+1).val] && r.w(j+2) != "/" {
			v, j = v/r.at(j+1).val, j+2
			return v, j, false
		}
		if k := r.hyphen(j); r.at(k).kind == 'd' && r.w(k+1) == "/" && r.at(k+2).kind == 'd' && r.at(k+2).val > 0 && r.at(k).val < r.at(k+2).val && (k > j || r.at(k).gap) && !r.at(k+1).gap {
			v, j = v+r.at(k).val/r.at(k+2).val, k+3
		} else if r.w(j) == "½" {
			v, j = v+.5, j+1
		}
	case it.kind == 'w':
		total, part := 0.0, -1.0
		j = i
		for {
			k := j
			if j > i {
				k = r.hyphen(j)
				if r.w(k) == "and" && part >= 100 && int(part)%100 == 0 {
					k++
				}
			}
			w := r.w(k)
			c, ok := cardinals[w]
			switch {
			case ok && part < 0:
				part = c
			case ok && part >= 20 && part < 100 && int(part)%10 == 0 && c < 10 && c > 0, ok && part >= 100 && int(part)%100 == 0:
				part += c
			case w == "hundred" && part > 0 && part < 100:
				part *= 100
			case w == "thousand" && part > 0 && part < 1000:
				total, part = total+part*1000, 0
			default:
				if part < 0 {
					return 0, i, true
				}
				v, words = total+part, true
				goto scale
			}
			j = k + 1
		}
	default:
		return 0, i, false
	}
scale:
	if r.w(j) == "and" && r.w(j+1) == "a" && r.w(j+2) == "half" {
		v, j = v+.5, j+3
	}
	for {
		k := r.hyphen(j)
		s, ok := scales[r.w(k)]
		if !ok || len(r.w(k)) <= 3 && (r.at(k).gap && len(r.w(k)) == 1 || it.kind != 'd') || r.w(k) == "m" && r.metres(k+1) {
			return v, j, words
		}
		v, j = v*s, k+1
	}
}

// fraction reads a part of one: ½, two-thirds, three quarters, a quarter of, and
// what it is a part of where that is a scale: a quarter million.
func (r *reader) fraction(i int) (v float64, j int) {
	if v = signs[r.w(i)]; v > 0 {
		return v, i + 1
	}
	n := cardinals[r.w(i)]
	if oneOf(r.w(i), "a") {
		n = 1
	}
	if n < 1 || n > 20 {
		return 0, i
	}
	j = i + 1
	if r.w(j) == "-" {
		j++
	}
	d := denominators[r.w(j)]
	j++
	k := r.hyphen(j)
	if r.w(j) == "of" && r.w(j+1) == "a" {
		k = j + 2
	}
	s := scales[r.w(k)]
	if len(r.w(k)) < 5 || s <= 12 {
		s = 0
	}
	switch {
	case d == 0 || n >= d, n == 1 && r.w(j-1) != denominatorOf(r.w(j-1)), n > 1 && r.w(j-1) == denominatorOf(r.w(j-1)):
		return 0, i
	case s > 0:
		return n / d * s, k + 1
	case r.w(i) == "a" && r.w(j) != "of":
		return 0, i
	}
	return round(n / d), j
}

// parts are the denominators that fractions in digits have.
var parts = map[float64]bool{2: true, 3: true, 4: true, 5: true, 6: true, 8: true, 10: true, 12: true, 16: true}

// denominatorOf is the singular of a denominator: one third, but two thirds.
func denominatorOf(w string) string { return strings.TrimSuffix(w, "s") }

// amount reads a number, a range or a vague amount at i.
func (r *reader) amount(i int) (a amount, j int) {
	switch w := r.w(i); w {
	case "between", "from":
		x, k, _ := r.plain(i + 1)
		if k > i+1 && oneOf(r.w(k), "and", "to") {
			if y, l, ws := r.plain(k + 1); l > k+1 && y > x && w == "between" {
				if x < y/1000 && r.at(l-1).kind == 'w' {
					x *= scales[r.w(l-1)]
				}
				return amount{low: ptr(x), high: ptr(y), words: ws}, l
			}
		}
		return a, i
	case "dozens", "scores", "hundreds", "thousands", "millions", "billions", "tens":
		low := vague[w]
		j = i + 1
		if r.w(j) == "of" {
			if v, ok := vague[r.w(j+1)]; ok {
				low, j = low*v, j+2
			} else if s, ok := scales[r.w(j+1)]; ok && s >= 1e3 {
				low, j = low*s, j+2
			}
		}
		return amount{low: ptr(low), words: true}, j
	case "a", "an":
		if v, j := r.fraction(i); j > i {
			return amount{val: ptr(v), words: true}, j
		}
		switch r.w(i + 1) {
		case "dozen", "hundred", "thousand", "million", "billion", "trillion":
			v, j := scales[r.w(i+1)], i+2
			if s, ok := scales[r.w(j)]; ok && s > v {
				v, j = v*s, j+1
			} else if y, k, _ := r.plain(j + 1); r.w(j) == "and" && k > j+1 && v >= 100 && y < v && y < 1000 && r.w(j+1) != "a" {
				v, j = v+y, k
			}
			return amount{val: ptr(v), words: true}, j
		case "couple":
			j = i + 2
			if r.w(j) == "of" {
				j++
			}
			return amount{val: ptr(2), words: true}, j
		case "pair":
			if r.w(i+2) == "of" {
				return amount{val: ptr(2), words: true}, i + 3
			}
		}
		if r.w(i+1) == "half" && scales[r.w(r.hyphen(i+2))] > 12 {
			return amount{val: ptr(scales[r.w(r.hyphen(i+2))] / 2), words: true}, r.hyphen(i+2) + 1
		}
		return a, i
	case "half":
		k := r.hyphen(i + 1)
		if oneOf(r.w(k), "a", "an") {
			k++
		}
		if s := scales[r.w(r.hyphen(k))]; s >= 12 && len(r.w(r.hyphen(k))) > 2 {
			return amount{val: ptr(s / 2), words: true}, r.hyphen(k) + 1
		}
		return a, i
	case "several":
		if s := scales[r.w(i+1)]; s >= 12 {
			return amount{low: ptr(2 * s), words: true}, i + 2
		}
		return a, i
	}
	x, j, words := r.plain(i)
	if j == i {
		return a, i
	}
	a = amount{val: ptr(x), words: words}
	k := j
	if oneOf(r.w(k), "to", "or", "-") && !(r.w(k) == "to" && (r.w(i-1) == "from" || r.at(i-1).kind == 'p' && r.w(i-2) == "from") && !r.near(i, "ranging", "ranges", "ranged", "range", "anywhere")) {
		l := k + 1
		for oneOf(r.w(l), "$", "£", "€") {
			l++
		}
		if y, m, _ := r.plain(l); m > l && y > x && (r.w(k) != "or" || y <= x+3 || r.at(i).kind == 'd' && r.at(l).kind == 'd') && (r.w(k) != "-" || !(r.at(i).kind == 'd' && x >= 1000 && x < 2100 && !strings.Contains(r.w(i), ","))) {
			if last := scales[r.w(m-1)]; last >= 1e3 && x < 1000 && r.at(j-1).kind == 'd' {
				x *= last
			}
			if x < y {
				return amount{low: ptr(x), high: ptr(y), words: words}, m
			}
		}
	}
	return a, j
}

func oneOf(w string, ws ...string) bool {
	for _, x := range ws {
		if w == x {
			return true
		}
	}
	return false
}
