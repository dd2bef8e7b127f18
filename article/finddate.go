package article

import (
	"fmt"
	"strings"
	"time"
)

// words that may stand between the parts of a date.
var dateFillers = set("st nd rd th º ª er e o of de del di do da d the le la el den der die den' det at a i г года год р року рік г. йил yil il il' yılı năm tháng ngày ngay วันที่ พ ศ tahun av ng")

// zones of the United States tell that a date of numbers has the month first.
var americanZones = set("est edt cst cdt mst mdt pst pdt et pt ct")

// findDate is the first full date in s: its ISO value, and where it stands.
// Lang is the language of the text, "" when not known: it settles words and
// numbers that languages read in different ways. A numeric date whose day and
// month cannot be told apart is no date.
func findDate(s, lang string) (value string, from, to int) {
	if !strings.ContainsFunc(s, func(r rune) bool { return digit(r) >= 0 }) {
		return "", 0, 0
	}
	ps := pieces(s)
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	f := dateFinder{s: s, ps: ps, lang: lang, base: base, cal: calendars()}
	for i := range ps {
		y, m, d, end := f.at(i)
		if end < 0 {
			continue
		}
		if y > 2440 && y < 2650 { // Buddhist era, as Thai pages have it
			y -= 543
		}
		if y < 1800 || y > 2200 || !valid(y, m, d) {
			continue
		}
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d), ps[i].from, f.ends(end)
	}
	return "", 0, 0
}

type dateFinder struct {
	s          string
	ps         []piece
	lang, base string
	cal        *calendar
}

// ends is where piece k ends; of a year that a time of day is glued to
// ("20197:05"), the end of the year.
func (f *dateFinder) ends(k int) int {
	if p := f.ps[k]; p.digits > 4 {
		return p.from + 4
	}
	return f.ps[k].to
}

// at reads a date that begins with piece i. End is its last piece, −1 when there is none.
func (f *dateFinder) at(i int) (y, m, d, end int) {
	p := f.ps[i]
	if p.num >= 0 {
		if y, m, d, end = f.numeric(i); end >= 0 {
			return
		}
		if y, m, d, end = f.marked(i); end >= 0 {
			return
		}
		if p.digits <= 2 { // 18 November 2019
			if j, mon := f.month(f.skip(i)); mon > 0 {
				if k := f.skip(j); f.year(k) > 0 {
					return f.year(k), mon, p.num, k
				}
			}
		}
		if p.digits == 4 { // 2019. november 18.
			if j, mon := f.month(f.skip(i)); mon > 0 {
				if k := f.skip(j); f.day(k) {
					return p.num, mon, f.ps[k].num, k
				}
			}
		}
		return 0, 0, 0, -1
	}
	if j, mon := f.month(i); mon > 0 { // November 18, 2019
		if k := f.skip(j); f.day(k) {
			if q := f.skip(k); f.year(q) > 0 {
				return f.year(q), mon, f.ps[k].num, q
			}
		}
	}
	return 0, 0, 0, -1
}

// skip is the piece after i, past the small words of a date, −1 when more than
// a little punctuation lies between.
func (f *dateFinder) skip(i int) int {
	for n := 0; i >= 0 && i+1 < len(f.ps) && n < 3; n++ {
		gap := f.s[f.ps[i].to:f.ps[i+1].from]
		if len(gap) > 5 || strings.Trim(gap, " \t\u00a0\u202f.,،-–/'’:\u200f\u200e") != "" {
			return -1
		}
		i++
		if f.ps[i].num >= 0 || !dateFillers[f.ps[i].word] {
			return i
		}
	}
	return -1
}

// month reads the month at piece i, of one word or two; j is its last piece.
func (f *dateFinder) month(i int) (j, mon int) {
	if i < 0 || i >= len(f.ps) || f.ps[i].num >= 0 {
		return i, 0
	}
	if i+1 < len(f.ps) && f.ps[i+1].num < 0 {
		if m := f.cal.month(f.ps[i].word+" "+f.ps[i+1].word, f.base); m > 0 {
			return i + 1, m
		}
	}
	return i, f.cal.month(f.ps[i].word, f.base)
}

func (f *dateFinder) day(i int) bool {
	return i >= 0 && f.ps[i].digits > 0 && f.ps[i].digits <= 2 && !strings.HasPrefix(f.s[f.ps[i].to:], ":")
}

// year is the year at piece i, 0 when none.
func (f *dateFinder) year(i int) int {
	if i < 0 || f.ps[i].num < 0 {
		return 0
	}
	p := f.ps[i]
	switch {
	case p.digits == 4:
		return p.num
	case (p.digits == 5 || p.digits == 6) && strings.HasPrefix(f.s[p.to:], ":"):
		return p.num / []int{10, 100}[p.digits-5]
	case p.digits == 2 && strings.HasSuffix(f.s[:p.from], "’") || p.digits == 2 && strings.HasSuffix(f.s[:p.from], "'"):
		return 2000 + p.num
	}
	return 0
}

// numeric reads three numbers with the same sign between them.
func (f *dateFinder) numeric(i int) (y, m, d, end int) {
	none := func() (int, int, int, int) { return 0, 0, 0, -1 }
	if i+2 >= len(f.ps) || f.ps[i+1].num < 0 || f.ps[i+2].num < 0 {
		return none()
	}
	a, b, c := f.ps[i], f.ps[i+1], f.ps[i+2]
	gap := strings.TrimSpace(f.s[a.to:b.from])
	if gap != "." && gap != "/" && gap != "-" && gap != "–" && gap != "．" && gap != "／" || strings.TrimSpace(f.s[b.to:c.from]) != gap || c.from-a.to > 12 || b.digits > 2 {
		return none()
	}
	// part of something longer: a version, an address, a range
	if strings.HasSuffix(f.s[:a.from], gap) || strings.HasPrefix(f.s[f.ends(i+2):], gap) && i+3 < len(f.ps) && f.ps[i+3].num >= 0 && f.ps[i+3].from == f.ends(i+2)+len(gap) {
		return none()
	}
	if a.digits == 4 && c.digits <= 2 {
		return a.num, b.num, c.num, i + 2
	}
	if a.digits > 2 {
		return none()
	}
	year := f.year(i + 2)
	if year == 0 {
		if c.digits != 2 || a.digits+b.digits < 3 && gap != "." || c.num >= 60 {
			return none()
		}
		if f.cal.yearFirst(f.lang) && gap != "." {
			return 2000 + a.num, b.num, c.num, i + 2
		}
		year = 2000 + c.num
	}
	monthFirst, sure := f.cal.monthFirst(f.lang)
	if !sure || f.base == "en" {
		for _, p := range f.ps {
			if americanZones[p.word] {
				monthFirst, sure = true, true
			}
		}
	}
	switch {
	case a.num > 12 || a.num == b.num:
		return year, b.num, a.num, i + 2
	case b.num > 12:
		return year, a.num, b.num, i + 2
	case gap == "." && !monthFirst: // day first wherever dates are written with dots
		return year, b.num, a.num, i + 2
	case sure && monthFirst:
		return year, a.num, b.num, i + 2
	case sure:
		return year, b.num, a.num, i + 2
	}
	return none()
}

// marked reads 2019年11月18日, 2019년 11월 18일, and 18 tháng 11 năm 2019.
func (f *dateFinder) marked(i int) (y, m, d, end int) {
	if i+5 < len(f.ps) && f.ps[i].digits == 4 && f.unit(i+1, "年년") && f.ps[i+2].num >= 0 && f.unit(i+3, "月월") && f.ps[i+4].num >= 0 && f.unit(i+5, "日일号號") {
		return f.ps[i].num, f.ps[i+2].num, f.ps[i+4].num, i + 5
	}
	if i+2 < len(f.ps) && f.ps[i].digits <= 2 && f.ps[i+1].word == "tháng" && f.ps[i+2].num >= 0 {
		if k := f.skip(i + 2); f.year(k) > 0 {
			return f.year(k), f.ps[i+2].num, f.ps[i].num, k
		}
	}
	return 0, 0, 0, -1
}

// unit holds when piece i begins with one of the signs.
func (f *dateFinder) unit(i int, signs string) bool {
	for _, r := range f.ps[i].word {
		return strings.ContainsRune(signs, r)
	}
	return false
}

func valid(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
