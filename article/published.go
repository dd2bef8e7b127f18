package article

import (
	"strings"

	"parallax"
)

// Which sources of a date are believed first: whoever carried the page and
// says so, the page's metadata, what stands on it, its address.
var dateOrder = map[string]int{"option": 0, "json-ld": 1, "opengraph": 2, "meta": 3, "json": 3, "time-element": 4, "text": 5, "feed": 6, "url": 7}

// published weighs the candidates. It answers when they agree to a day (time
// zones make neighbours of midnights), or when most independent sources do;
// otherwise the date stays unknown and the document says so.
func published(cands []parallax.DateCandidate) (parallax.Timex, *parallax.Problem) {
	unknown := parallax.Timex{Type: "DATE", Basis: parallax.Unknown}
	var vote []parallax.DateCandidate
	for _, c := range cands {
		if _, known := dateOrder[c.Source]; known && len(c.Value) >= 10 && c.Value[0] != 'X' {
			vote = append(vote, c)
		}
	}
	vote = unchanged(vote, cands)
	if len(vote) == 0 {
		return changed(cands)
	}
	best := -1
	score := func(c parallax.DateCandidate) int {
		seen := map[string]bool{}
		n := 0
		for _, o := range vote {
			if !seen[o.Source] && apart(c.Value, o.Value) <= 1 {
				seen[o.Source] = true
				n++
			}
		}
		return n
	}
	sources := map[string]bool{}
	for _, c := range vote {
		sources[c.Source] = true
	}
	for i, c := range vote {
		if c.Source == "option" {
			best = i
			break
		}
		if best < 0 {
			best = i
			continue
		}
		b := vote[best]
		if n, m := score(c), score(b); n > m || n == m && dateOrder[c.Source] < dateOrder[b.Source] {
			best = i
		}
	}
	b := vote[best]
	n := score(b)
	agree := true
	for _, c := range vote {
		if apart(c.Value, b.Value) > 1 && !(c.Source == b.Source) {
			agree = false
		}
	}
	if b.Source != "option" && !agree && n*2 <= len(sources) {
		return unknown, &parallax.Problem{Code: "dates-disagree", Text: "the page gives more than one publication date: " + list(vote)}
	}
	d := b.Value[:10]
	return parallax.Timex{Span: b.Span, Type: "DATE", Value: d, Earliest: d, Latest: d, Basis: parallax.Stated, Score: 1}, nil
}

// unchanged leaves out dates on the page that are those of its last change,
// where another source gives another date.
func unchanged(vote, all []parallax.DateCandidate) []parallax.DateCandidate {
	var out []parallax.DateCandidate
	for _, c := range vote {
		shown := c.Source == "text" || c.Source == "time-element"
		change, other := false, false
		for _, o := range all {
			change = change || o.Source == "modified" && apart(o.Value, c.Value) == 0
		}
		for _, o := range vote {
			other = other || o.Source != "text" && o.Source != "time-element" && apart(o.Value, c.Value) > 0
		}
		if !(shown && change && other) {
			out = append(out, c)
		}
	}
	return out
}

// changed is the date of a page that gives no date but that of its last change,
// and says so.
func changed(cands []parallax.DateCandidate) (parallax.Timex, *parallax.Problem) {
	var last parallax.DateCandidate
	for _, c := range cands {
		if c.Source != "text-updated" && c.Source != "modified" || len(c.Value) < 10 {
			continue
		}
		if last.Value != "" && apart(c.Value, last.Value) > 1 {
			return parallax.Timex{Type: "DATE", Basis: parallax.Unknown}, nil
		}
		if last.Value == "" || c.Source == "text-updated" {
			last = c
		}
	}
	if last.Value == "" {
		return parallax.Timex{Type: "DATE", Basis: parallax.Unknown}, nil
	}
	d := last.Value[:10]
	return parallax.Timex{Span: last.Span, Type: "DATE", Value: d, Latest: d, Basis: parallax.Stated, Score: 0.7},
		&parallax.Problem{Code: "date-of-change", Text: "the page gives no date of publication; that of its last change, " + d + ", is the latest it can be"}
}

func list(cands []parallax.DateCandidate) string {
	var out []string
	for _, c := range cands {
		out = append(out, c.Value+" ("+c.Source+")")
	}
	return strings.Join(out[:min(len(out), 8)], ", ")
}

// apart is the distance of two dates in days.
func apart(a, b string) int {
	x, ok1 := day(a)
	y, ok2 := day(b)
	if !ok1 || !ok2 {
		return 1 << 20
	}
	d := int(x.Sub(y).Hours() / 24)
	return max(d, -d)
}
