package article

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Names of months and weekdays by language, from CLDR (train/calendar).
//
//go:embed calendar.tsv
var calendarTable string

type monthName struct {
	month int
	lang  string
}

// calendar is what the table says: months by their names in lower case,
// words of weekdays, and the order of a numeric date by language.
type calendar struct {
	months map[string][]monthName
	days   map[string]bool
	order  map[string]string
}

var calendars = sync.OnceValue(func() *calendar {
	c := &calendar{map[string][]monthName{}, map[string]bool{}, map[string]string{}}
	for l := range strings.Lines(calendarTable) {
		f := strings.Split(strings.TrimSuffix(l, "\n"), "\t")
		c.order[f[0]] = f[1]
		for i, forms := range strings.Split(f[2], ",") {
			for n := range strings.SplitSeq(forms, "|") {
				if n != "" {
					c.months[n] = append(c.months[n], monthName{i + 1, f[0]})
				}
			}
		}
		for _, n := range strings.FieldsFunc(f[3], func(r rune) bool { return r == '|' || r == ' ' || r == '-' || r == '\'' }) {
			c.days[n] = true
		}
	}
	return c
})

// month is the month that a word names, 0 when none: the one that all languages
// agree on, else that of the text's language.
func (c *calendar) month(word, lang string) int {
	m := 0
	for _, n := range c.months[word] {
		switch {
		case n.lang == lang:
			return n.month
		case m == 0:
			m = n.month
		case m != n.month:
			m = -1
		}
	}
	return max(m, 0)
}

// monthFirst says whether a numeric date of a language gives the month before
// the day; sure is false where its regions differ and none is given.
func (c *calendar) monthFirst(lang string) (first, sure bool) {
	base, region, _ := strings.Cut(strings.ToLower(lang), "-")
	switch base {
	case "":
		return false, false
	case "en":
		return region == "us" || region == "ph", region != ""
	}
	return false, c.order[base] != ""
}

// yearFirst says whether three short numbers are year, month, day.
func (c *calendar) yearFirst(lang string) bool {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return c.order[base] == "ymd"
}

// piece is a number or a word of a line.
type piece struct {
	from, to int
	num      int // −1 for a word
	digits   int
	word     string
}

// pieces cuts a line into its first numbers and words. A number ends where
// letters begin: "18th" and "2018년" are two.
func pieces(s string) []piece {
	var out []piece
	for i := 0; i < len(s) && len(out) < 80; {
		r, n := utf8.DecodeRuneInString(s[i:])
		d := digit(r)
		switch {
		case d >= 0:
			p := piece{from: i}
			for d >= 0 {
				if p.digits++; p.digits < 9 {
					p.num = p.num*10 + d
				}
				i += n
				r, n = utf8.DecodeRuneInString(s[i:])
				d = digit(r)
			}
			p.to = i
			out = append(out, p)
		case unicode.IsLetter(r):
			from := i
			for i < len(s) && (unicode.IsLetter(r) || unicode.IsMark(r)) {
				i += n
				r, n = utf8.DecodeRuneInString(s[i:])
			}
			out = append(out, piece{from: from, to: i, num: -1, word: strings.ToLower(s[from:i])})
		default:
			i += n
		}
	}
	return out
}

// digit is the value of a decimal digit of any script that news is written in, −1 for none.
func digit(r rune) int {
	for _, zero := range [...]rune{'0', '٠', '۰', '०', '০', '๐', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}
