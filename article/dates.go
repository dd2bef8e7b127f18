package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// month is an English name of a month, for patterns.
const month = `(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

var (
	isoDate   = regexp.MustCompile(`\b(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?`)
	basicDate = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:T?\d{4,6})?`)
	dayNoYear = regexp.MustCompile(`\b(?:(` + month + `)\.?\s+(\d{1,2})|(\d{1,2})\s+(` + month + `)\.?)(?:st|nd|rd|th)?\b`)
)

func monthOf(s string) int { return calendars().month(strings.ToLower(s), "en") }

// metaDate reads a date that markup gives: ISO 8601, basic, RFC 1123, seconds
// since 1970, or words of the page's language. It keeps the time of day where there is one.
func metaDate(s, lang string) string {
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
	v, _, _ := findDate(s, lang)
	return v
}

// Days in the path of an address: /2020/01/10/, /2020/jan/10/, /2020-01-10,
// -20200110 and /20/01/10/.
var urlDays = []*regexp.Regexp{
	regexp.MustCompile(`/((?:19|20)\d\d)/(0?[1-9]|1[0-2]|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/([0-2]?\d|3[01])(?:/|-|_|\b)`),
	regexp.MustCompile(`[/_.-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?:/|-|_|\b)`),
	regexp.MustCompile(`[/_-]((?:19|20)\d\d)[_-]([01]\d)[_-]([0-3]\d)(?:/|-|_|\b)`),
	regexp.MustCompile(`/([012]\d)/([01]\d)/([0-3]\d)/`),
}

// urlDate is the day that the path of an address names, "" when none.
func urlDate(u string) string {
	for _, re := range urlDays {
		m := re.FindStringSubmatch(u)
		if m == nil {
			continue
		}
		y, d := atoi(m[1]), atoi(m[3])
		if y < 100 {
			y += 2000
		}
		mo := monthOf(m[2])
		if mo == 0 {
			mo = atoi(m[2])
		}
		if valid(y, mo, d) {
			return fmt.Sprintf("%04d-%02d-%02d", y, mo, d)
		}
	}
	return ""
}

// day is the civil day of an ISO date or date-time.
func day(v string) (time.Time, bool) {
	if len(v) < 10 {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-01-02", v[:10])
	return t, err == nil
}
