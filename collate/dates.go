package collate

import (
	"regexp"
	"strings"
	"time"

	"parallax"
)

const day = "2006-01-02"

var (
	openYear = regexp.MustCompile(`^XXXX-(\d\d)-(\d\d)$`)
	openWeek = regexp.MustCompile(`^XXXX-WXX-([1-7])`)
	fullDate = regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)`)
)

// datesThroughStory resolves what one report leaves open from what another
// states: first the years of month-and-day dates, then bounds for reports
// without a date from when their events happened, then weekdays within those
// bounds. Every date found so has basis "story" and lists the words it rests on.
func (v *view) datesThroughStory(hs []parallax.Happening) {
	of := map[parallax.EventRef]int{}
	for i, h := range hs {
		for _, m := range h.Members {
			of[m] = i
		}
	}
	known := make([]dated, len(hs))
	for i, h := range hs {
		known[i] = v.knownDay(h)
	}
	v.years(hs, of, known)
	for i, h := range hs {
		known[i] = v.knownDay(h)
	}
	for di, d := range v.a.Docs {
		for r := range d.Reports {
			if _, ok := v.saga[parallax.ReportRef{Doc: di, Report: r + 1}]; !ok {
				continue
			}
			v.narrated(di, r+1)
			v.boundReport(di, r+1, of, known)
			v.weekdays(di, r+1, of, known)
		}
	}
}

// dated is a day and the words that state it.
type dated struct {
	day string
	ref parallax.Ref
}

// knownDay is the single day that a happening's best dated mention gives.
func (v *view) knownDay(h parallax.Happening) dated {
	for _, m := range h.Members {
		e := v.event(m)
		if e.Time == 0 || e.Status == parallax.Planned || e.Status == parallax.Possible {
			continue
		}
		t := v.a.Docs[m.Doc].Times[e.Time-1]
		if fullDate.MatchString(t.Value) && t.Earliest != "" && t.Earliest == t.Latest {
			return dated{t.Earliest, parallax.Ref{Doc: m.Doc, Span: t.Span}}
		}
	}
	return dated{}
}

// years gives month-and-day dates their year: from a joined event that another
// mention dates in full, else from the one year that the story's other reports
// give for that month and day, else from a date of the same report resolved so.
func (v *view) years(hs []parallax.Happening, of map[parallax.EventRef]int, known []dated) {
	type key struct {
		story int
		md    string
	}
	stated := map[key][]dated{} // one for each year
	for di, d := range v.a.Docs {
		for _, t := range d.Times {
			m := fullDate.FindStringSubmatch(t.Value)
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: t.Report}]
			if m == nil || !ok {
				continue
			}
			k := key{s, m[2] + "-" + m[3]}
			fresh := true
			for _, x := range stated[k] {
				fresh = fresh && x.day[:4] != m[1]
			}
			if fresh {
				stated[k] = append(stated[k], dated{m[0], parallax.Ref{Doc: di, Span: t.Span}})
			}
		}
	}
	for di, d := range v.a.Docs {
		for ti := range d.Times {
			t := &d.Times[ti]
			m := openYear.FindStringSubmatch(t.Value)
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: t.Report}]
			if m == nil || t.Report == 0 || !ok {
				continue
			}
			var found dated
			for k, e := range d.Events {
				if e.Time == ti+1 {
					i, ok := of[parallax.EventRef{Doc: di, Event: k + 1}]
					switch {
					case !ok:
					case strings.HasSuffix(known[i].day, m[1]+"-"+m[2]):
						found = known[i]
					case known[i].day == "":
						if x := v.within(hs[i], di, m[1]+"-"+m[2]); x.day != "" && found.day == "" {
							found = x
						}
					}
				}
			}
			if found.day == "" {
				if l := stated[key{s, m[1] + "-" + m[2]}]; len(l) == 1 {
					found = l[0]
				}
			}
			if found.day != "" {
				settle(t, found.day, found.ref)
			}
		}
		// A neighbour resolved in the same report lends its year to what lies
		// within half a year of it.
		for ti := range d.Times {
			t := &d.Times[ti]
			m := openYear.FindStringSubmatch(t.Value)
			if m == nil {
				continue
			}
			for _, n := range d.Times {
				if n.Report != t.Report || n.Basis != parallax.ThroughStory || !fullDate.MatchString(n.Value) {
					continue
				}
				if y := nearestYear(n.Value[:10], m[1]+"-"+m[2]); y != "" {
					settle(t, y, parallax.Ref{Doc: di, Span: n.Span})
					t.Because = append(t.Because, n.Because...)
					break
				}
			}
		}
	}
}

// within is the one day with month and day md that lies in the span another
// report gives a happening: "January 5", told elsewhere as "last month".
func (v *view) within(h parallax.Happening, doc int, md string) dated {
	for _, m := range h.Members {
		e := v.event(m)
		if m.Doc == doc || e.Time == 0 {
			continue
		}
		t := v.a.Docs[m.Doc].Times[e.Time-1]
		if t.Type == "DURATION" || t.Type == "SET" || t.Earliest == "" || t.Latest == "" || len(t.Earliest) < 4 {
			continue
		}
		var hit string
		for _, y := range []string{t.Earliest[:4], t.Latest[:4]} {
			if x := y + "-" + md; x >= t.Earliest && x <= t.Latest {
				hit = x
			}
		}
		if hit != "" {
			return dated{hit, parallax.Ref{Doc: m.Doc, Span: t.Span}}
		}
	}
	return dated{}
}

// nearestYear is the date with month and day md that lies within half a year of
// near.
func nearestYear(near, md string) string {
	n, err := time.Parse(day, near)
	if err != nil {
		return ""
	}
	for _, dy := range []int{0, -1, 1} {
		c, err := time.Parse(day, n.AddDate(dy, 0, 0).Format("2006")+"-"+md)
		if err == nil && c.Sub(n).Abs() < 183*24*time.Hour {
			return c.Format(day)
		}
	}
	return ""
}

func settle(t *parallax.Timex, value string, because parallax.Ref) {
	t.Value, t.Earliest, t.Latest = value, value, value
	t.Basis = parallax.ThroughStory
	t.Because = []parallax.Ref{because}
	t.Score = 0.8
}

// narrated dates the weekdays of an undated report that go on from a full date
// just told: "… on May 4. On Wednesday they …" is the Wednesday after it.
func (v *view) narrated(di, report int) {
	d := v.a.Docs[di]
	if p := d.Reports[report-1].Published; p.Basis == parallax.Stated || p.Basis == parallax.Published {
		return
	}
	for ti := range d.Times {
		t := &d.Times[ti]
		m := openWeek.FindStringSubmatch(t.Value)
		if m == nil || t.Report != report || ti == 0 || t.Sent < 1 {
			continue
		}
		n := d.Times[ti-1]
		if n.Report != report || n.Earliest == "" || n.Earliest != n.Latest || n.Sent < t.Sent-1 || d.Sentences[n.Sent-1].Paragraph != d.Sentences[t.Sent-1].Paragraph {
			continue
		}
		at, err := time.Parse(day, n.Earliest)
		if err != nil {
			continue
		}
		for x := at.AddDate(0, 0, 1); x.Before(at.AddDate(0, 0, 8)); x = x.AddDate(0, 0, 1) {
			if isoWeekday(x) == m[1] {
				settle(t, x.Format(day), parallax.Ref{Doc: di, Span: n.Span})
				t.Because = append(t.Because, absolute(n.Because, di)...)
				t.Score = 0.7
			}
		}
	}
}

func weekdayWord(s string) bool {
	w := strings.Fields(strings.ToLower(s))
	return len(w) > 0 && strings.HasSuffix(w[len(w)-1], "day") && !strings.HasSuffix(w[len(w)-1], "today") && len(w[len(w)-1]) > 5
}

// boundReport bounds the day of an undated report by the days of the events it
// tells as past, and by how it speaks of them ("last week", "on Wednesday").
func (v *view) boundReport(di, report int, of map[parallax.EventRef]int, known []dated) {
	d := v.a.Docs[di]
	p := &d.Reports[report-1].Published
	if p.Value != "" || p.Basis == parallax.Stated || p.Basis == parallax.Published {
		return
	}
	var lo, hi dated
	through := false
	raise := func(x string, ref parallax.Ref) {
		if x > lo.day {
			lo = dated{x, ref}
		}
	}
	lower := func(x string, ref parallax.Ref) {
		if hi.day == "" || x < hi.day {
			hi = dated{x, ref}
		}
	}
	for k, e := range d.Events {
		if e.Report != report || e.Status != parallax.Actual && e.Status != parallax.Historical {
			continue
		}
		i, ok := of[parallax.EventRef{Doc: di, Event: k + 1}]
		if !ok || known[i].day == "" {
			continue
		}
		at, err := time.Parse(day, known[i].day)
		if err != nil {
			continue
		}
		through = through || known[i].ref.Doc != di || v.basisAt(known[i].ref) == parallax.ThroughStory
		raise(known[i].day, known[i].ref)
		if e.Time == 0 {
			continue
		}
		if from, to, ok := spokenAfter(d.Times[e.Time-1], d.Text, at); ok {
			raise(from.Format(day), known[i].ref)
			lower(to.Format(day), known[i].ref)
		}
	}
	// A weekday that the tale has dated is one of the last seven days.
	for _, t := range d.Times {
		if t.Report != report || t.Basis != parallax.ThroughStory || t.Earliest != t.Latest || !weekdayWord(t.In(d.Text)) {
			continue
		}
		if at, err := time.Parse(day, t.Earliest); err == nil {
			raise(t.Earliest, parallax.Ref{Doc: di, Span: t.Span})
			lower(at.AddDate(0, 0, 6).Format(day), parallax.Ref{Doc: di, Span: t.Span})
			through = true
		}
	}
	if lo.day == "" || hi.day != "" && hi.day < lo.day {
		return
	}
	// News is told within two days: the weekday of the lead lies at most so far
	// before the report.
	if hi.day != "" {
		for _, t := range d.Times {
			m := openWeek.FindStringSubmatch(t.Value)
			if m == nil || t.Report != report || !v.inLead(d, report, t.Sent) {
				continue
			}
			from, _ := time.Parse(day, lo.day)
			to, _ := time.Parse(day, hi.day)
			var hits []time.Time
			for x := from.AddDate(0, 0, -2); !x.After(to); x = x.AddDate(0, 0, 1) {
				if isoWeekday(x) == m[1] {
					hits = append(hits, x)
				}
			}
			if len(hits) == 1 {
				raise(hits[0].Format(day), parallax.Ref{Doc: di, Span: t.Span})
				lower(hits[0].AddDate(0, 0, 2).Format(day), parallax.Ref{Doc: di, Span: t.Span})
			}
			break
		}
	}
	p.Earliest, p.Type = lo.day, "DATE"
	p.Because = []parallax.Ref{lo.ref}
	if hi.day != "" {
		p.Latest = hi.day
		if hi.ref != lo.ref {
			p.Because = append(p.Because, hi.ref)
		}
	}
	p.Basis = parallax.Bounded
	if through {
		p.Basis = parallax.ThroughStory
	}
	if p.Earliest == p.Latest {
		p.Value = p.Earliest
	}
	p.Score = 0.7
}

func (v *view) basisAt(r parallax.Ref) string {
	for _, t := range v.a.Docs[r.Doc].Times {
		if t.Span == r.Span {
			return t.Basis
		}
	}
	return ""
}

// inLead reports whether a sentence is the first of its report that says
// something: headline and lines of a few words left out.
func (v *view) inLead(d *parallax.Document, report, sent int) bool {
	for i, s := range d.Sentences {
		if s.Report == report && !s.Title && s.Last-s.First >= 5 {
			return i+1 == sent
		}
	}
	return false
}

func isoWeekday(t time.Time) string {
	return string('0' + rune((int(t.Weekday())+6)%7+1))
}

// spokenAfter gives the days on which someone would call the day at by the
// words of t.
func spokenAfter(t parallax.Timex, text string, at time.Time) (from, to time.Time, ok bool) {
	w := strings.ToLower(strings.TrimSpace(t.In(text)))
	monday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7)
	first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
	switch {
	case openWeek.MatchString(t.Value) && openWeek.FindStringSubmatch(t.Value)[1] == isoWeekday(at):
		return at, at.AddDate(0, 0, 6), true
	case strings.HasSuffix(w, "yesterday"):
		return at.AddDate(0, 0, 1), at.AddDate(0, 0, 1), true
	case w == "today" || w == "tonight":
		return at, at, true
	case strings.HasSuffix(w, "last week"):
		return monday.AddDate(0, 0, 6), monday.AddDate(0, 0, 13), true
	case strings.HasSuffix(w, "this week"):
		return at, monday.AddDate(0, 0, 6), true
	case strings.HasSuffix(w, "last month"):
		return first.AddDate(0, 1, 0), first.AddDate(0, 2, -1), true
	case strings.HasSuffix(w, "this month"):
		return at, first.AddDate(0, 1, -1), true
	case strings.HasSuffix(w, "last year"):
		return time.Date(at.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(at.Year()+1, 12, 31, 0, 0, 0, 0, time.UTC), true
	case strings.HasSuffix(w, "this year"):
		return at, time.Date(at.Year(), 12, 31, 0, 0, 0, 0, time.UTC), true
	}
	return from, to, false
}

// weekdays dates the weekdays of a report whose own day is bounded: by a joined
// event of known day, else where only one such day fits the bounds.
func (v *view) weekdays(di, report int, of map[parallax.EventRef]int, known []dated) {
	d := v.a.Docs[di]
	p := d.Reports[report-1].Published
	for ti := range d.Times {
		t := &d.Times[ti]
		m := openWeek.FindStringSubmatch(t.Value)
		if m == nil || t.Report != report {
			continue
		}
		for k, e := range d.Events {
			if e.Time != ti+1 {
				continue
			}
			i, ok := of[parallax.EventRef{Doc: di, Event: k + 1}]
			if !ok || known[i].day == "" || known[i].ref.Doc == di {
				continue
			}
			if at, err := time.Parse(day, known[i].day); err == nil && isoWeekday(at) == m[1] {
				settle(t, known[i].day, known[i].ref)
			}
		}
		if t.Basis == parallax.ThroughStory || p.Earliest == "" || p.Latest == "" {
			continue
		}
		from, err1 := time.Parse(day, p.Earliest)
		to, err2 := time.Parse(day, p.Latest)
		if err1 != nil || err2 != nil || to.Sub(from) > 6*24*time.Hour {
			continue
		}
		var hits []time.Time
		for x := from.AddDate(0, 0, -6); !x.After(to); x = x.AddDate(0, 0, 1) {
			if isoWeekday(x) == m[1] {
				hits = append(hits, x)
			}
		}
		if len(hits) == 1 && len(p.Because) > 0 {
			settle(t, hits[0].Format(day), p.Because[0])
			t.Because = append([]parallax.Ref(nil), p.Because...)
		}
	}
}

// bestTime is the time of a happening's best dated mention: a full day before
// bounds, bounds before nothing; with several, what the first states.
func (v *view) bestTime(h parallax.Happening) parallax.Timex {
	var best parallax.Timex
	rank := -1
	for _, m := range h.Members {
		e := v.event(m)
		if e.Time == 0 {
			continue
		}
		t := v.a.Docs[m.Doc].Times[e.Time-1]
		k := 0
		switch {
		case t.Earliest != "" && t.Earliest == t.Latest:
			k = 4
		case t.Earliest != "" && t.Latest != "":
			k = 3
		case t.Earliest != "" || t.Latest != "":
			k = 2
		case t.Value != "":
			k = 1
		}
		if k > rank {
			rank, best = k, t
			// The anchor must lie in the document the projection takes it from.
			if m.Doc != h.Members[0].Doc {
				best.Because = append([]parallax.Ref{{Doc: m.Doc, Span: t.Span}}, absolute(t.Because, m.Doc)...)
				best.Span = parallax.Span{}
				best.Basis = parallax.ThroughStory
			} else {
				best.Because = absolute(t.Because, m.Doc)
			}
		}
	}
	return best
}

func absolute(refs []parallax.Ref, doc int) []parallax.Ref {
	var out []parallax.Ref
	for _, r := range refs {
		if r.Doc < 0 {
			r.Doc = doc
		}
		out = append(out, r)
	}
	return out
}
