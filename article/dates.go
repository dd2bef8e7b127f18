package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const month = `(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

var (
	isoDate    = regexp.MustCompile(`\b(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?`)
	basicDate  = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:T?\d{4,6})?`)
	dayMonth   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)?(?:[\s-]+(?:of\s+)?|\.\s*)(` + month + `)\.?,?[\s-]+(\d{4})\b`)
	monthDay   = regexp.MustCompile(`\b(` + month + `)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(?:at\s+)?(\d{4})\b`)
	slashYMD   = regexp.MustCompile(`\b(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b`)
	slashDMY   = regexp.MustCompile(`\b(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})\b`)
	cjkDate    = regexp.MustCompile(`(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	dayNoYear  = regexp.MustCompile(`\b(?:(` + month + `)\.?\s+(\d{1,2})|(\d{1,2})\s+(` + month + `)\.?)(?:st|nd|rd|th)?\b`)
	aroundDate = regexp.MustCompile(`(?i)^(?:[\s,.:;|/()–—-]|\bat\b|\bon\b|\bby\b|published|updated|last|modified|posted|date|created|first|issued|release|time|\bit was\b|sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|\d{1,2}[:.]\d\d(?::\d\d)?|\b[ap]\.?m\.?|\b(?:gmt|utc|est|edt|cst|cdt|pst|pdt|bst|cet|cest|ist|msk|ast|et|pt|hrs?|irst|jst)\b|[+-]\d{1,2}(?::?\d\d)?)*$`)
)

var monthNumber = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

func monthOf(s string) int { return monthNumber[strings.ToLower(s[:3])] }

// findDate is the first full date in s: its ISO value, and where it stands. A
// numeric date whose day and month cannot be told apart is no date.
func findDate(s string) (value string, from, to int) {
	type hit struct {
		v        string
		from, to int
	}
	var best *hit
	try := func(loc []int, y, m, d int) {
		if loc == nil || y < 1800 || y > 2200 || !valid(y, m, d) {
			return
		}
		if best == nil || loc[0] < best.from {
			best = &hit{fmt.Sprintf("%04d-%02d-%02d", y, m, d), loc[0], loc[1]}
		}
	}
	num := func(loc []int, k int) int {
		if loc == nil {
			return 0
		}
		n, _ := strconv.Atoi(s[loc[2*k]:loc[2*k+1]])
		return n
	}
	word := func(loc []int, k int) int {
		if loc == nil {
			return 0
		}
		return monthOf(s[loc[2*k]:loc[2*k+1]])
	}
	if loc := isoDate.FindStringSubmatchIndex(s); loc != nil {
		try(loc, num(loc, 1), num(loc, 2), num(loc, 3))
	}
	loc := dayMonth.FindStringSubmatchIndex(s)
	try(loc, num(loc, 3), word(loc, 2), num(loc, 1))
	loc = monthDay.FindStringSubmatchIndex(s)
	try(loc, num(loc, 3), word(loc, 1), num(loc, 2))
	loc = slashYMD.FindStringSubmatchIndex(s)
	try(loc, num(loc, 1), num(loc, 2), num(loc, 3))
	loc = cjkDate.FindStringSubmatchIndex(s)
	try(loc, num(loc, 1), num(loc, 2), num(loc, 3))
	if loc = slashDMY.FindStringSubmatchIndex(s); loc != nil {
		a, b, y := num(loc, 1), num(loc, 3), num(loc, 4)
		dots := s[loc[4]:loc[5]] == "." // day first wherever dates are written with dots
		switch {
		case a > 12 || dots || a == b:
			try(loc, y, b, a)
		case b > 12:
			try(loc, y, a, b)
		}
	}
	if best == nil {
		return "", 0, 0
	}
	return best.v, best.from, best.to
}

func valid(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// dateLine is the date of a line that holds nothing but it, its label, weekday
// and time of day; updated says that its label speaks of a change.
func dateLine(s string) (value string, from, to int, updated bool) {
	if len(s) > 120 {
		return "", 0, 0, false
	}
	value, from, to = findDate(s)
	if value == "" {
		return "", 0, 0, false
	}
	if !aroundDate.MatchString(s[:from]) {
		return "", 0, 0, false
	}
	rest := s[to:]
	if _, f, t := findDate(rest); t > 0 { // "Published … Updated …": the first is meant
		if !aroundDate.MatchString(rest[:f]) || !aroundDate.MatchString(rest[t:]) {
			return "", 0, 0, false
		}
	} else if !aroundDate.MatchString(rest) {
		return "", 0, 0, false
	}
	head := strings.ToLower(s[:from])
	return value, from, to, strings.Contains(head, "updated") || strings.Contains(head, "modified")
}

// metaDate reads a date that markup gives: ISO 8601, basic, RFC 1123, seconds
// since 1970, or words. It keeps the time of day where there is one.
func metaDate(s string) string {
	s = strings.TrimSpace(s)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		y, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(m[2])
		d, _ := strconv.Atoi(m[3])
		if !valid(y, mo, d) || y < 1800 {
			return ""
		}
		v := m[1] + "-" + m[2] + "-" + m[3]
		if m[4] != "" {
			v += "T" + m[4] + ":" + m[5]
			if m[6] != "" {
				v += ":" + m[6]
			}
			v += m[7]
		}
		return v
	}
	if m := basicDate.FindStringSubmatch(s); m != nil && (len(s) == 8 || len(s) >= 12) {
		y, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(m[2])
		d, _ := strconv.Atoi(m[3])
		if y > 1800 && y < 2200 && valid(y, mo, d) {
			return m[1] + "-" + m[2] + "-" + m[3]
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 1e8 && n < 1e13 {
		if n > 1e11 {
			n /= 1000
		}
		return time.Unix(n, 0).UTC().Format("2006-01-02T15:04:05Z")
	}
	for _, f := range []string{time.RFC1123Z, time.RFC1123, time.RFC850, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST"} {
		if t, err := time.Parse(f, s); err == nil {
			return t.Format("2006-01-02T15:04:05Z07:00")
		}
	}
	v, _, _ := findDate(s)
	return v
}

// urlDate is the day that the path of an address names, as /2020/01/10/.
var urlDay = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[/-]?([0-2]\d|3[01])(?:/|-|\b)`)

func urlDate(u string) string {
	m := urlDay.FindStringSubmatch(u)
	if m == nil {
		return ""
	}
	y, _ := strconv.Atoi(m[1])
	mo, err := strconv.Atoi(m[2])
	if err != nil {
		mo = monthOf(m[2])
	}
	d, _ := strconv.Atoi(m[3])
	if !valid(y, mo, d) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, mo, d)
}

// day is the civil day of an ISO date or date-time.
func day(v string) (time.Time, bool) {
	if len(v) < 10 {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-01-02", v[:10])
	return t, err == nil
}
