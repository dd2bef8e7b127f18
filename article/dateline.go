package article

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax"
)

//go:embed agencies.tsv
var agencyTable string

// agencies leads every name and short name of a news agency to its full name.
// A short name that two agencies share is left out.
var agencies = func() map[string]string {
	m := map[string]string{}
	twice := map[string]bool{}
	for _, l := range strings.Split(strings.TrimSpace(agencyTable), "\n") {
		f := strings.Split(l, "\t")
		for _, n := range f {
			if _, ok := m[n]; ok {
				twice[n] = true
			}
			m[n] = f[0]
		}
	}
	for n := range twice {
		delete(m, n)
	}
	return m
}()

// dateline is the opening of a report that says where, when and by whom it was
// filed: "TEHRAN –", "Baghdad (Reuters) –", "BEIJING, Jan. 10 (Xinhua) --".
type dateline struct {
	all, place, agency parallax.Span
	date               string // XXXX-MM-DD or a full date, "" when none
}

var (
	lineDash   = regexp.MustCompile(`^\s*(?:–|—|―|--|-|:|\x{2212})(?:\s|\x{00a0}|$)`)
	tightDash  = regexp.MustCompile(`^\s*(?:–|—|―|--)`)
	placeWords = regexp.MustCompile(`^\p{Lu}[\p{L}\p{M}'’.\-]*(?:(?:\s|/|,\s)(?:\p{Lu}[\p{L}\p{M}'’.\-]*|al-\p{L}+|de|la|del|el|of|and|the|sur|da|do|des|am|an|der))*`)
	inParens   = regexp.MustCompile(`^\s*[(\[]([^()\[\]\n]{2,60})[)\]]`)
	slashAgent = regexp.MustCompile(`^\s*(?:,|/|\|)\s*(\p{Lu}[\p{L}.&' ]{1,40}?)\s*(?:–|—|--|-)\s`)
	dateInside = regexp.MustCompile(`^,?\s*(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day,?\s+)?(?:` + month + `\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+` + month + `\.?(?:,?\s+\d{4})?)\.?,?`)
	preWords   = regexp.MustCompile(`(?:,?\s)` + month + `\.?$`)
)

// findDateline reads the dateline that s, the first paragraph of a report at
// offset base, begins with.
func findDateline(s string, base int) (dateline, bool) {
	var d dateline
	lead := len(s) - len(strings.TrimLeft(s, " \t\u00a0\ufeff"))
	head := s[lead:]
	if len(head) > 160 {
		n := 160
		for !utf8.RuneStart(head[n]) {
			n--
		}
		head = head[:n]
	}
	if !strings.ContainsAny(head, "–—―-:\u2212") { // no dateline ends without one
		return d, false
	}
	at := func(from, to int) parallax.Span {
		return parallax.Span{Start: base + lead + from, End: base + lead + to}
	}
	pos := 0
	if m := placeWords.FindStringIndex(head); m != nil && !strings.HasPrefix(head, "(") {
		pos = m[1]
		// "BEIJING, Jan" took the month in: give it back to the date
		if k := preWords.FindStringIndex(head[:pos]); k != nil {
			pos = k[0]
		}
		for pos > 0 && strings.HasSuffix(head[:pos], "-") {
			pos--
		}
	}
	place := strings.TrimRight(head[:pos], " ,")
	if utf8.RuneCountInString(place) > 60 || strings.Count(place, " ") > 6 {
		return d, false
	}
	n := pos
	if m := dateInside.FindStringIndex(head[n:]); m != nil {
		words := head[n : n+m[1]]
		if v, _, t := findDate(words, "en"); t > 0 {
			d.date = v
		} else if k := dayNoYear.FindStringSubmatch(words); k != nil {
			mon, dd := k[1], k[2]
			if mon == "" {
				mon, dd = k[4], k[3]
			}
			d.date = "XXXX-" + two(monthOf(mon)) + "-" + two(atoi(dd))
		}
		n += m[1]
	}
	if m := inParens.FindStringSubmatchIndex(head[n:]); m != nil {
		in := head[n+m[2] : n+m[3]]
		if agencyLike(in) {
			d.agency = at(n+m[2], n+m[3])
		} else if place == "" {
			return d, false
		}
		n += m[1]
		if k := dateInside.FindStringIndex(head[n:]); k != nil {
			n += k[1]
		}
	} else if m := slashAgent.FindStringSubmatchIndex(head[n:]); m != nil {
		if _, known := agencies[strings.TrimSpace(head[n+m[2]:n+m[3]])]; known {
			d.agency = at(n+m[2], n+m[3])
			n += m[3]
		}
	}
	dash := lineDash.FindStringIndex(head[n:])
	if dash == nil && (!d.agency.Empty() || d.date != "" || capitals(place)) {
		dash = tightDash.FindStringIndex(head[n:])
	}
	if dash == nil {
		return d, false
	}
	colon := strings.HasPrefix(strings.TrimSpace(head[n:]), ":")
	switch {
	case !d.agency.Empty():
	case place == "":
		return d, false
	case d.date != "" && !colon:
	case labels[strings.ToLower(place)]:
		return d, false
	case capitals(place) && (!colon || len(strings.Fields(place)) <= 3) && strings.IndexFunc(head[n+dash[1]:], unicode.IsLower) >= 0:
	default:
		return d, false
	}
	d.all = at(0, n+dash[1])
	if place != "" {
		d.place = at(0, len(place))
	}
	return d, true
}

// labels in capitals that are no places.
var labels = set("update updated breaking watch video photos analysis exclusive opinion read note file live listen column editorial review interview explainer correction related more factbox highlights timeline podcast gallery")

// capitals holds when every letter of a place's first word is a capital.
func capitals(s string) bool {
	n := 0
	w, _, _ := strings.Cut(s, ",")
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n >= 3
}

// agencyLike holds for what may stand in a dateline's brackets: a known agency
// or a short name in capitals.
func agencyLike(s string) bool {
	s = strings.TrimSpace(s)
	if _, ok := agencies[s]; ok {
		return true
	}
	f := strings.Fields(s)
	if len(f) == 0 || len(f) > 4 {
		return false
	}
	for _, w := range f {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && w != "of" && w != "and" {
			return false
		}
	}
	return true
}

func two(n int) string { return string([]byte{'0' + byte(n/10%10), '0' + byte(n%10)}) }

func atoi(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}
