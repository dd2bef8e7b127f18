package article

import (
	"regexp"
	"strings"

	"parallax"
)

// newReport makes a report of span and reads its dateline and credit.
func newReport(doc *parallax.Document, p parallax.Page, span, title parallax.Span, kind string) parallax.Report {
	r := parallax.Report{Span: span, Kind: kind, Title: title, Outlet: p.Outlet, Published: parallax.Timex{Type: "DATE", Basis: parallax.Unknown}}
	if v := metaDate(p.Published, ""); v != "" {
		src := "option"
		if m := p.MediaType; strings.Contains(m, "rss") || strings.Contains(m, "atom") || strings.Contains(m, "feed") {
			src = "feed"
		}
		r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: v, Source: src})
	}
	body := span
	if title.Start == span.Start && title.End < span.End && !title.Empty() {
		body.Start = title.End
	}
	s := body.In(doc.Text)
	skip := len(s) - len(strings.TrimLeftFunc(s, blank))
	if d, ok := findDateline(s[skip:], body.Start+skip); ok {
		r.Dateline, r.Place = d.place, d.place.In(doc.Text)
		if !d.agency.Empty() {
			r.Credit, r.CreditAt = creditName(d.agency.In(doc.Text)), d.agency
		}
		if d.date != "" {
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: d.date, Source: "dateline", Span: d.all})
		}
	}
	for _, f := range doc.Furniture {
		if f.Kind == lineLicence && f.Start >= span.Start {
			licence(doc, &r, f.Span)
		}
		if f.Kind == lineCredit && r.Credit == "" && f.Start >= span.Start {
			w := strings.Trim(f.In(doc.Text), " ()[]-–—/.")
			if full, ok := agencies[w]; ok {
				r.Credit, r.CreditAt = full, f.Span
			}
		}
	}
	settle(doc, &r)
	return r
}

// settle decides the date of publication from the candidates.
func settle(doc *parallax.Document, r *parallax.Report) {
	t, prob := published(r.Candidates)
	r.Published = t
	if prob != nil {
		for _, q := range doc.Problems {
			if q == *prob {
				return
			}
		}
		doc.Problems = append(doc.Problems, *prob)
	}
}

func creditName(s string) string {
	s = strings.TrimSpace(s)
	if full, ok := agencies[s]; ok {
		return full
	}
	return s
}

var (
	contentBy = regexp.MustCompile(`(?i:content|text|material|article|story|news)\s+(?i:by|from|of)\s+(\p{Lu}[\p{L}\p{N}.&'’ -]{2,60}?)\s+(?i:is|are)\s+(?i:licen[sc]ed|protected|copyright)`)
	ccVersion = regexp.MustCompile(`(?i)creative commons attribution((?:[- ]*(?:share[- ]?alike|non[- ]?commercial|no[- ]?deriv(?:ative)?s?(?: works)?))*)\s*(\d\.\d)?`)
	endCredit = regexp.MustCompile(`(?:[.!?”"’)]\s*|\s)(?:[-–—/(]\s*)?(?:/\s*)?((?:The )?\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}]+){0,2})\)?\.?\s*$`)
)

// licence reads a line about rights: the licence itself, and whose text it is.
func licence(doc *parallax.Document, r *parallax.Report, at parallax.Span) {
	s := at.In(doc.Text)
	if r.Licence == "" {
		r.Licence = licenceID(s)
	}
	if r.Credit != "" {
		return
	}
	if m := contentBy.FindStringSubmatchIndex(s); m != nil {
		r.CreditAt = parallax.Span{Start: at.Start + m[2], End: at.Start + m[3]}
		r.Credit = creditName(s[m[2]:m[3]])
	}
}

// licenceID is the SPDX identifier of a Creative Commons licence that s names
// by words or address, else "".
func licenceID(s string) string {
	low := strings.ToLower(s)
	if i := strings.Index(low, "creativecommons.org/licenses/"); i >= 0 {
		f := strings.Split(low[i+len("creativecommons.org/licenses/"):], "/")
		if len(f) >= 2 && len(f[0]) <= 11 && len(f[1]) >= 3 {
			return "CC-" + strings.ToUpper(f[0]) + "-" + f[1][:3]
		}
	}
	m := ccVersion.FindStringSubmatch(low)
	if m == nil {
		return ""
	}
	id := "CC-BY"
	for _, part := range []struct{ word, id string }{{"commercial", "-NC"}, {"deriv", "-ND"}, {"alike", "-SA"}} {
		if strings.Contains(m[1], part.word) {
			id += part.id
		}
	}
	if m[2] != "" {
		id += "-" + m[2]
	}
	return id
}

// trimTail takes off what is glued to the last line of a report: sentences
// about rights, the initials of its editors, the agency's name.
func trimTail(doc *parallax.Document, body parallax.Span) parallax.Span {
	cut := func(from, to int, kind string) {
		s := doc.Text[from:to]
		t := strings.TrimFunc(s, blank)
		if t == "" {
			return
		}
		start := from + strings.Index(s, t)
		furnish(doc, parallax.Span{Start: start, End: start + len(t)}, kind)
		body.End = body.Start + len(strings.TrimRightFunc(doc.Text[body.Start:from], blank))
	}
	for range 6 {
		text := body.In(doc.Text)
		start := body.Start + max(0, strings.LastIndexByte(text, '\n'))
		last := doc.Text[start:body.End]
		if len(last) > 4000 {
			off := len(last) - 4000
			for off < len(last) && last[off] != ' ' {
				off++
			}
			start += off
			last = last[off:]
		}
		if body.Len() < 40 {
			break
		}
		if m := initialsEnd.FindStringSubmatchIndex(last); m != nil && m[2] > 0 {
			cut(start+m[2], body.End, lineInitials)
			continue
		}
		if ss := sentences(last); len(ss) > 1 || start > body.Start && licenceCue.MatchString(last) {
			t := ss[len(ss)-1]
			if licenceCue.MatchString(t) && len(t) < 600 {
				// initials may stand between the last sentence and the one about rights
				from := body.End - len(t)
				if k := leadingInitials(t); k > 0 {
					cut(from+k, body.End, lineLicence)
				} else {
					cut(from, body.End, lineLicence)
				}
				continue
			}
		}
		if m := endCredit.FindStringSubmatchIndex(last); m != nil && m[2] > 20 {
			before := strings.TrimRight(last[:m[2]], " -–—/(")
			if _, ok := agencies[last[m[2]:m[3]]]; ok && shapeOf(before).sentence {
				cut(start+len(before), body.End, lineCredit)
				continue
			}
		}
		break
	}
	return body
}

// leadingInitials is the length of initials and the space after them at the
// head of s, 0 when there are none.
func leadingInitials(s string) int {
	i := strings.IndexByte(s, ' ')
	if i > 0 && i < 16 && initialsEnd.MatchString(s[:i]) {
		return i + 1
	}
	return 0
}
