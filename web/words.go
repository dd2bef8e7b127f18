package web

import (
	"strconv"
	"strings"
	"time"

	"parallax"
)

// What the pages call the record's values.
var (
	statusWords = map[string]string{
		parallax.Actual: "happened", parallax.Historical: "background", parallax.Planned: "planned", parallax.Possible: "possible",
		parallax.Negated: "said not to have happened", parallax.Alleged: "alleged", parallax.Denied: "denied", parallax.CalledOff: "called off",
	}
	basisWords = map[string]string{
		parallax.Stated: "as stated", parallax.Published: "reckoned from the report’s date", parallax.ThroughStory: "known through another report",
		parallax.Bounded: "only limits are known", parallax.Unknown: "not known",
	}
	typeWords = map[string]string{
		parallax.Person: "person", parallax.NORP: "nationality or group", parallax.Org: "organisation", parallax.MilUnit: "military unit",
		parallax.GPE: "country or place", parallax.Loc: "place", parallax.Fac: "site", parallax.NamedEv: "named event", parallax.Work: "work",
		parallax.Law: "law", parallax.Weapon: "weapon", parallax.Vehicle: "vehicle", parallax.Role: "role",
	}
	disputeWords = map[string]string{
		"denial": "One side denies it", "figure": "The counts differ", "date": "The dates differ", "place": "The places differ",
		"actor": "Different actors are named", "refusal": "A request, and its refusal",
	}
	stanceWords = map[string]string{
		parallax.Asserts: "says", parallax.Denies: "denies", parallax.Doubts: "doubts", parallax.Asks: "asks",
		parallax.Promises: "promises", parallax.Threatens: "threatens", parallax.Evaluates: "judges",
	}
	weekdayWords = []string{"", "a Monday", "a Tuesday", "a Wednesday", "a Thursday", "a Friday", "a Saturday", "a Sunday"}
)

func word(table map[string]string, key string) string {
	if w, ok := table[key]; ok {
		return w
	}
	return strings.ToLower(strings.ReplaceAll(key, "_", " "))
}

// eventWord is what kind of event it is: the PLOVER type, or the trigger's
// lemma outside its types, with the modes.
func eventWord(e *parallax.RecordEvent) string {
	w := word(nil, e.Type)
	if e.Type == "OTHER" {
		w = e.Label
		if w == "" {
			w = "event"
		}
	}
	w = upperFirst(w)
	for _, m := range e.Mode {
		w += " · " + strings.ReplaceAll(m, "-", " ")
	}
	return w
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// when writes a time for people; "" when nothing is known of the day.
func when(t *parallax.RecordTime) string {
	if t == nil {
		return ""
	}
	if d := days(t.Earliest, t.Latest); d != "" {
		return d
	}
	switch v := t.Value; {
	case len(v) == 10 && strings.HasPrefix(v, "XXXX-"):
		if d, err := time.Parse("2006-01-02", "2000"+v[4:]); err == nil {
			return d.Format("2 January") + ", year open"
		}
	case strings.HasPrefix(v, "XXXX-WXX-") && len(v) == 10 && v[9] >= '1' && v[9] <= '7':
		return weekdayWords[v[9]-'0'] + ", week open"
	case len(v) >= 4 && v[0] >= '1' && v[0] <= '2' && strings.Trim(v, "0123456789-T:Z") == "":
		return isoDay(v)
	}
	return ""
}

// days writes bounds: one day, a span, or one open side.
func days(from, to string) string {
	switch {
	case from == "" && to == "":
		return ""
	case from == to:
		return isoDay(from)
	case to == "":
		return "from " + isoDay(from)
	case from == "":
		return "by " + isoDay(to)
	}
	a, err1 := time.Parse("2006-01-02", from)
	b, err2 := time.Parse("2006-01-02", to)
	if err1 != nil || err2 != nil {
		return from + " – " + to
	}
	switch {
	case a.Year() == b.Year() && a.Month() == b.Month():
		return strconv.Itoa(a.Day()) + "–" + b.Format("2 Jan 2006")
	case a.Year() == b.Year():
		return a.Format("2 Jan") + " – " + b.Format("2 Jan 2006")
	}
	return a.Format("2 Jan 2006") + " – " + b.Format("2 Jan 2006")
}

func isoDay(s string) string {
	if len(s) >= 10 {
		if d, err := time.Parse("2006-01-02", s[:10]); err == nil {
			return d.Format("2 Jan 2006")
		}
	}
	if len(s) == 7 {
		if d, err := time.Parse("2006-01", s); err == nil {
			return d.Format("Jan 2006")
		}
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if strings.HasSuffix(noun, "y") {
		return number(n) + " " + noun[:len(noun)-1] + "ies"
	}
	return number(n) + " " + noun + "s"
}

// number writes a count with a thin space between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// sure writes a score as a person would: per cent.
func sure(score float64) string {
	if score <= 0 {
		return ""
	}
	return strconv.Itoa(int(score*100+.5)) + "%"
}

// amount writes a quantity with no more digits than it has.
func amount(v float64) string {
	if v == float64(int64(v)) && v < 1e15 && v > -1e15 {
		return number(int(v))
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}
