package article

import (
	"strings"

	"parallax"
)

// layout is what a text is found to be made of: its lines with their kinds,
// and which of them hold a report's text.
type layout struct {
	lines []line
	title int // index, -1 none
	first int // first and last line of the report's text
	last  int
}

// arrange gives every line a kind: first by rules, from its own words and its
// place between the title, the text and the lists that follow; then the trees,
// which see what the rules say and the neighbours, decide between report and
// furniture.
func arrange(ls []line) layout {
	a := byRules(ls, nil)
	f := lineForests()
	if a.first < 0 || len(ls) > 2000 {
		return a
	}
	rows := a.rows()
	first, last := a.first, a.last
	if a = byRules(ls, f.Furniture.All(rows)); a.first < 0 || a.first <= last && a.last >= first {
		a = byRules(ls, nil) // the same stretch: the rules know its ends
	}
	rows = a.rows()
	title, best := -1, 0.5
	if a.title >= 0 {
		if q := f.Title.Predict(rows[a.title]); q > 0.1 {
			best = q + 0.3 // the rules' choice is no bad one
		}
	}
	first = -1
	for i, row := range rows {
		l := &ls[i]
		if l.kind == lineDate || l.kind == lineByline {
			continue
		}
		if i > a.first && pointerLine.MatchString(l.s) && l.shape.words <= 30 && !strings.ContainsAny(l.s[len(l.s)-1:], ".!\"") && !strings.HasSuffix(l.s, "”") {
			l.kind = lineRelated // between paragraphs the trees are used to headings
			continue
		}
		p := f.Furniture.Predict(row)
		switch report := l.kind == lineText || l.kind == lineTitle; {
		case report && (p > 0.6 && l.shape.words < 40 || p > 0.8) && !(i == a.title && best > 0.5):
			l.kind = lineNav
			if i > a.first {
				l.kind = lineRelated
			}
			if k := kindOf(l); k != "" && k != lineText {
				l.kind = k
			}
		case !report && p < 0.4 && (p < 0.1 || !plainWords[kindOf(l)]) && (l.shape.sentence || i > a.first):
			l.kind = lineText
		}
		if q := f.Title.Predict(row); q > best && (first < 0 || i == first) && l.kind != lineDate {
			title, best = i, q
		}
		if l.kind == lineText && first < 0 {
			first = i
		}
	}
	if title >= 0 {
		if a.title >= 0 && a.title != title && ls[a.title].kind == lineTitle {
			ls[a.title].kind = lineNav
			if a.title > title {
				ls[a.title].kind = lineText
			}
		}
		ls[title].kind = lineTitle
		a.title = title
	}
	if a.title >= 0 && ls[a.title].kind != lineTitle {
		a.title = -1
	}
	a.first, a.last = -1, -1
	for i := range ls {
		switch {
		case ls[i].kind != lineText:
		case i < a.title:
			ls[i].kind = lineTeaser
		default:
			if a.first < 0 {
				a.first = i
			}
			a.last = i
		}
	}
	return a
}

// plainWords are kinds whose words hardly stand in a report.
var plainWords = map[string]bool{lineAd: true, lineShare: true, lineLicence: true, lineCookie: true, lineInitials: true, lineLabel: true}

// byRules is the layout that lines have by their words and places alone. The
// text is the longest stretch; where the trees have said which lines are likely
// furniture, the one that they hold for most text: below a short report the
// comments or the openings of other reports may be longer.
func byRules(ls []line, furniture []float64) layout {
	a := layout{lines: ls, title: -1, first: -1, last: -1}
	for i := range ls {
		ls[i].kind = kindOf(&ls[i])
	}
	a.core(furniture)
	if a.first < 0 {
		a.rest()
		return a
	}
	a.tail()
	a.head()
	for i := a.first; i <= a.last; i++ {
		l := &ls[i]
		switch {
		case l.kind == "":
			l.kind = lineText // a heading within the report, an item of a list
			if i > 0 && ls[i-1].kind == lineRelated && !l.shape.sentence {
				l.kind = lineRelated // the headline that "Read also" points to
			}
		case l.kind == lineTeaser && i > a.first && i < a.last:
			l.kind = lineText // a sentence may trail off
		}
	}
	a.rest()
	return a
}

// core finds where the text begins and ends: the run of text lines that holds
// most, lists of teasers and short lines between them bridged.
func (a *layout) core(furniture []float64) {
	best, run, from, to, away := 0.0, 0.0, -1, -1, 0
	for i := range a.lines {
		l := &a.lines[i]
		if l.kind != lineText {
			if from >= 0 {
				away++
				if l.kind == lineNav || l.kind == lineTeaser {
					away += 2
				}
			}
			if away > 12 {
				run, from, to, away = 0, -1, -1, 0
			}
			continue
		}
		if from < 0 {
			from = i
		}
		to, away = i, 0
		mass := float64(l.Len())
		if furniture != nil {
			mass *= 1 - 2*furniture[i]
		}
		if run += mass; run < 0 {
			run, from = 0, -1
			continue
		}
		if run > best {
			best, a.first, a.last = run, from, to
		}
	}
}

// tail cuts the lists that follow the text: after a heading like "Related" or
// among truncated teasers, only two long whole lines on end are text again.
func (a *layout) tail() {
	for i := a.first + 1; i <= a.last; i++ {
		l := &a.lines[i]
		heading := l.kind == lineNav || l.kind == lineRelated && l.shape.words <= 6 || l.kind == lineComment
		if !heading && l.kind != lineTeaser {
			continue
		}
		if a.resumes(i + 1) {
			continue
		}
		for j := i; j <= a.last; j++ {
			if k := a.lines[j].kind; k == lineText || k == "" {
				a.lines[j].kind = lineTeaser
			}
		}
		a.last = i - 1
	}
	for a.last > a.first && a.lines[a.last].kind != lineText {
		a.last--
	}
	// short sentences that follow at once are text too
	for next := a.last + 1; next < len(a.lines); next++ {
		l := &a.lines[next]
		if l.kind == lineAd || l.kind == lineCaption {
			continue
		}
		if l.kind != "" || !l.shape.sentence || l.shape.words < 3 || !l.shape.firstUpper || strings.HasSuffix(l.s, ":") || l.signs&pageSigns != 0 || imperative(words(l.s)) && l.shape.words > 6 {
			return
		}
		l.kind = lineText
		a.last = next
	}
}

// pageSigns are words by which a short sentence speaks of the page itself.
var pageSigns = sign("share") | sign("newsletter") | sign("cookie") | sign("licence") | sign("related") | sign("comment") | sign("ad")

// resumes reports whether two long lines of text on end follow from line i on.
func (a *layout) resumes(i int) bool {
	n := 0
	for ; i <= a.last; i++ {
		l := &a.lines[i]
		switch {
		case l.kind == lineText && (l.shape.words >= 15 || n > 0):
			if n++; n == 2 {
				return true
			}
		case l.kind == lineTeaser || l.kind == lineNav:
			n = 0
		}
	}
	return n == 1 && a.last-i > -2 && a.lines[a.last].shape.words >= 25
}

// head decides the lines before the text: one of them may be its title.
func (a *layout) head() {
	best, score := -1, 0.0
	for i := a.first - 1; i >= 0 && i > a.first-40; i-- {
		l := &a.lines[i]
		if l.kind != "" && l.kind != lineTeaser {
			continue
		}
		w := l.shape.words
		q := min(float64(w), 12) / 4
		if w < 3 {
			q -= 2
		}
		if w > 30 {
			q -= 2
		}
		if l.kind == lineTeaser || l.shape.sentence {
			q--
		}
		if labelled.MatchString(l.s) && w < 8 {
			q -= 0.75
		}
		if l.shape.upper == w && w <= 3 {
			q -= 0.5
		}
		if l.shape.upper*3 > w && w > 3 && l.shape.upper < w || strings.ContainsAny(l.s, "|·▲▼►") {
			q -= 1.5
		}
		if best >= 0 && len(a.lines[best].s) < len(l.s) && strings.Contains(l.s, a.lines[best].s) {
			q -= 2 // the headline again, with the site's name
		}
		q -= 0.1 * min(float64(l.shape.digits), 6)
		q -= 0.08 * float64(a.first-i)
		if i == 0 || a.lines[i-1].kind != "" {
			q += 0.4 // what stands first of its group is the headline, what follows a standfirst or caption
		}
		if q > score {
			best, score = i, q
		}
	}
	if best >= 0 {
		a.title = best
		a.lines[best].kind = lineTitle
	} else if l := &a.lines[a.first]; a.first < a.last && a.titleLike(a.first) && l.shape.words <= 20 {
		// a headline that ends like a sentence
		if _, is := findDateline(l.s, 0); !is && a.first == 0 && a.lines[a.first+1].kind == lineText && a.lines[a.first+1].shape.words > 25 && strings.HasSuffix(l.s, "?") {
			a.title = a.first
			l.kind = lineTitle
			a.first++
		}
	}
	for i := 0; i < a.first; i++ {
		l := &a.lines[i]
		if l.kind != "" {
			continue
		}
		switch {
		case a.title < 0 || i < a.title:
			l.kind = lineNav
		case personLike(l) && l.shape.words <= 4:
			l.kind = lineByline
		case l.shape.words >= 12 && !l.shape.cut:
			l.kind = lineText // a standfirst
			if a.clear(i) {
				a.first = i
			}
		default:
			l.kind = lineCaption
		}
	}
}

// clear reports whether nothing but undecided or text lines stand from i to the text.
func (a *layout) clear(i int) bool {
	for ; i < a.first; i++ {
		if k := a.lines[i].kind; k != lineText && k != "" {
			return false
		}
	}
	return true
}

func (a *layout) titleLike(i int) bool {
	l := &a.lines[i]
	return l.shape.words >= 3 && l.shape.stops <= 1
}

// personLike holds for two to four capitalised words without digits.
func personLike(l *line) bool {
	h := l.shape
	return h.words >= 2 && h.words <= 5 && h.capital == h.words && h.digits == 0 && h.upper == 0 && h.stops == 0 && !strings.ContainsAny(l.s, ":–—|/")
}

// rest decides what is still open outside the text.
func (a *layout) rest() {
	for i := range a.lines {
		l := &a.lines[i]
		outside := a.first < 0 || i < a.first || i > a.last
		switch {
		case l.kind == "" && i > a.last && a.first >= 0:
			l.kind = lineRelated
			if l.shape.words <= 2 {
				l.kind = lineNav
			}
		case l.kind == "" && len(a.lines) == 1 && l.shape.words >= 3 && l.shape.sentence:
			l.kind, a.first, a.last = lineText, i, i // nothing but a sentence
		case l.kind == "" && a.first < 0 && a.title < 0 && l.shape.words >= 3:
			l.kind, a.title = lineTitle, i // nothing but a headline
		case l.kind == "":
			l.kind = lineNav
		case l.kind == lineText && outside && i > a.last:
			l.kind = lineTeaser
		case l.kind == lineText && outside && i < a.title:
			l.kind = lineTeaser
		}
	}
}

// readText finds the reports and the furniture of plain text.
func readText(doc *parallax.Document, p parallax.Page) {
	ls := lines(doc.Text)
	if leads := gluedLeads(ls); leads != nil {
		for _, l := range leads {
			doc.Reports = append(doc.Reports, newReport(doc, p, l.title.Union(l.body), l.title, "lead"))
		}
		for _, l := range ls {
			if l.kind != lineText && l.kind != lineTitle {
				furnish(doc, l.Span, l.kind)
			}
		}
		return
	}
	for _, part := range sections(ls) {
		a := arrange(part)
		a.report(doc, p)
	}
}

// report makes the report of a layout, and its furniture.
func (a *layout) report(doc *parallax.Document, p parallax.Page) {
	for _, l := range a.lines {
		if l.kind != lineText && l.kind != lineTitle && l.kind != lineDate && l.kind != lineByline {
			furnish(doc, l.Span, l.kind)
		}
	}
	var title parallax.Span
	if a.title >= 0 {
		title = a.lines[a.title].Span
	}
	var body parallax.Span
	if a.first >= 0 {
		body = parallax.Span{Start: a.lines[a.first].Start, End: a.lines[a.last].End}
	} else {
		body = title
	}
	if body.Empty() {
		return
	}
	body = trimTail(doc, body)
	direct := a.title >= 0
	for i := a.title + 1; i < a.first && direct; i++ {
		k := a.lines[i].kind
		direct = k == lineText || k == lineDate || k == lineByline || k == lineCaption
	}
	span := body
	if direct {
		span = title.Union(body)
	}
	r := newReport(doc, p, span, title, "article")
	a.headFacts(doc, &r)
	doc.Reports = append(doc.Reports, r)
}

// headFacts takes date and byline from the lines around the text.
func (a *layout) headFacts(doc *parallax.Document, r *parallax.Report) {
	for i := range a.lines {
		l := &a.lines[i]
		near := i < a.first && i >= a.first-12 || i > a.last && i <= a.last+4 || a.first < 0
		switch {
		case l.kind == lineDate && near:
			v, from, to, updated := dateLine(l.s, "")
			if v == "" { // a time, or a day without its year
				furnish(doc, l.Span, lineDate)
				continue
			}
			src := "text"
			if updated {
				src = "text-updated"
			}
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: v, Source: src, Span: parallax.Span{Start: l.Start + from, End: l.Start + to}})
			if i > a.last {
				furnish(doc, l.Span, lineDate)
			}
		case l.kind == lineDate:
			furnish(doc, l.Span, lineDate)
		case l.kind == lineByline && near && r.Byline.Empty():
			r.Byline = bylineName(l.s, l.Start)
			if i > a.last || r.Byline.Empty() {
				furnish(doc, l.Span, lineByline)
			}
		case l.kind == lineByline:
			furnish(doc, l.Span, lineByline)
		case l.kind == lineCredit && r.Credit == "":
			if m := sourceLabel.FindStringSubmatchIndex(l.s); m != nil {
				if full, ok := agencies[l.s[m[2]:m[3]]]; ok {
					r.Credit, r.CreditAt = full, parallax.Span{Start: l.Start + m[2], End: l.Start + m[3]}
				}
			}
		}
	}
	settle(doc, r)
}

// bylineName is the name within a byline: what follows "By", without role or
// agency; empty when it names no person.
func bylineName(s string, base int) parallax.Span {
	from := 0
	if m := bylineStart.FindStringSubmatchIndex(s); m != nil {
		from = max(m[2], m[4], m[6])
	}
	rest := s[from:]
	end := len(rest)
	for _, cut := range []string{", ", " | ", " – ", " — ", " - ", " / ", " in ", " for ", "; ", " ("} {
		if i := strings.Index(rest[:end], cut); i > 0 {
			end = i
		}
	}
	name := strings.TrimSpace(rest[:end])
	low := strings.ToLower(name)
	if _, agency := agencies[name]; agency || name == "" || strings.Contains(low, "staff") || strings.Contains(low, "desk") || strings.Contains(low, "news") || strings.Contains(low, "editor") || strings.Contains(low, "correspondent") || strings.Contains(low, "agenc") || strings.Contains(low, "team") {
		return parallax.Span{}
	}
	return parallax.Span{Start: base + from, End: base + from + len(name)}
}

func furnish(doc *parallax.Document, s parallax.Span, kind string) {
	if s.Empty() {
		return
	}
	doc.Furniture = append(doc.Furniture, parallax.Furniture{Span: s, Kind: kind})
}
