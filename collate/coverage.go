package collate

import (
	"slices"
	"strings"
	"time"

	"parallax"
	"parallax/internal/lexis"
)

// What makes an event central to a story, so that to leave it out is to leave out
// something, and what makes a report one that could have told it.
const (
	centralOutlets = 3   // outlets that tell it: one may repeat its own furniture
	centralShare   = 0.2 // the share of the story's origins that do
	backgroundDays = 60  // an event so long before the story's first report is background
	fullReport     = 200 // words; a wire note has no room
	retold         = 1   // other central events that an outlet must tell to be on the subject
	leadSentences  = 8   // where what a report is about stands, its headline included
)

// teller is who reports: an outlet, or the report itself where nobody says who
// carries it.
type teller struct{ outlet, report string }

// coverage tells for each event which outlets carry it and, for events central to
// the story, which outlets leave it out: those with a full report on the subject,
// dated after the event was first told, none of whose reports tells it or may tell
// it in words that were not joined.
func (p *projection) coverage(i int, told []int) []parallax.Coverage {
	s := p.a.Stories[i]
	var tellers []teller
	reports := map[teller][]parallax.ReportRef{}
	for _, r := range s.Reports {
		o, id := p.outlet(r)
		t := teller{o, id}
		if reports[t] == nil {
			tellers = append(tellers, t)
		}
		reports[t] = append(reports[t], r)
	}
	central := p.centralIn(i, told)
	var out []parallax.Coverage
	for _, h := range told {
		tells := map[teller]bool{}
		for _, m := range p.a.Happenings[h].Members {
			if ref := p.reportOf(m); p.story[ref] == i+1 {
				o, id := p.outlet(ref)
				tells[teller{o, id}] = true
			}
		}
		first, isCentral := central[h]
		for _, t := range tellers {
			switch {
			case tells[t]:
				out = append(out, parallax.Coverage{Event: p.eventID(h), Outlet: t.outlet, Report: t.report, Said: "told"})
			case isCentral && p.leavesOut(h, first, reports[t], central):
				out = append(out, parallax.Coverage{Event: p.eventID(h), Outlet: t.outlet, Report: t.report, Said: "omitted"})
			}
		}
	}
	return out
}

func (p *projection) reportOf(m parallax.EventRef) parallax.ReportRef {
	return parallax.ReportRef{Doc: m.Doc, Report: p.mention(m).Report}
}

// centralIn are the story's central events and the day by which each had happened
// and was told: done deeds that several outlets tell, at least one of them where it says what it is
// about, and no background.
func (p *projection) centralIn(i int, told []int) map[int]string {
	s := p.a.Stories[i]
	all := map[string]bool{}
	begin := ""
	for _, r := range s.Reports {
		all[p.origin[r]] = true
		if day := p.reportAt(r).Published.Earliest; day != "" && (begin == "" || day < begin) {
			begin = day
		}
	}
	out := map[int]string{}
	for _, h := range told {
		origins, outlets := map[string]bool{}, map[teller]bool{}
		first, lead := "", false
		var statuses []string
		for _, m := range p.a.Happenings[h].Members {
			ref, e := p.reportOf(m), p.mention(m)
			if p.story[ref] != i+1 {
				continue
			}
			origins[p.origin[ref]] = true
			o, id := p.outlet(ref)
			outlets[teller{o, id}] = true
			statuses = append(statuses, e.Status)
			lead = lead || p.inLead(m)
			if day := p.reportAt(ref).Published.Latest; day != "" && (first == "" || day < first) {
				first = day
			}
		}
		t := p.a.Happenings[h].Time
		if lead && first != "" && len(outlets) >= centralOutlets && float64(len(origins)) >= centralShare*float64(len(all)) &&
			supported(statuses) == parallax.Actual && !verbal[p.mention(p.a.Happenings[h].Members[0]).Type] && !longBefore(t.Latest, begin) {
			out[h] = max(first, t.Earliest[:min(len(t.Earliest), len(day))])
		}
	}
	return out
}

func longBefore(d, begin string) bool {
	a, err1 := time.Parse(day, d[:min(len(d), len(day))])
	b, err2 := time.Parse(day, begin[:min(len(begin), len(day))])
	return err1 == nil && err2 == nil && b.Sub(a) > backgroundDays*24*time.Hour
}

// inLead reports whether a mention stands in its report's headline or first
// sentences.
func (p *projection) inLead(m parallax.EventRef) bool {
	d, e := p.a.Docs[m.Doc], p.mention(m)
	n := 0
	for i := e.Sent - 1; i > 0 && d.Sentences[i-1].Report == e.Report; i-- {
		n++
	}
	return n < leadSentences
}

// leavesOut reports whether an outlet, by its reports in a story, leaves out a
// central event that was first told on a day: its reports tell other central ones,
// and one of them that came later and is full is about such a one.
func (p *projection) leavesOut(h int, first string, reports []parallax.ReportRef, central map[int]string) bool {
	could, others := false, map[int]bool{}
	for _, r := range reports {
		if p.mayTell(h, r) {
			return false
		}
		d, at := p.a.Docs[r.Doc], p.reportAt(r)
		late := at.Published.Earliest > first && at.Kind != "lead" && len(strings.Fields(d.Text[at.Start:at.End])) >= fullReport
		for k, e := range d.Events {
			m := parallax.EventRef{Doc: r.Doc, Event: k + 1}
			o, ok := p.happeningOf[m]
			if _, is := central[o]; ok && is && o != h && e.Report == r.Report {
				others[o] = true
				could = could || late && p.inLead(m)
			}
		}
	}
	return could && len(others) >= retold
}

// mayTell reports whether a report tells of something by the kind of word, or of
// someone by the name, that tells an event: it may be the same, not joined.
func (p *projection) mayTell(h int, r parallax.ReportRef) bool {
	var words []string
	typ := ""
	for _, m := range p.a.Happenings[h].Members {
		e := p.mention(m)
		words = append(words, p.stem(m))
		if typ == "" {
			typ = e.Type
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	d := p.a.Docs[r.Doc]
	for k, e := range d.Events {
		if e.Report != r.Report || typ != "OTHER" && e.Type != typ {
			continue
		}
		w := p.stem(parallax.EventRef{Doc: r.Doc, Event: k + 1})
		if slices.ContainsFunc(words, func(x string) bool { return x == w || lexis.SameFamily(x, w) || lexis.SameKind(x, w) }) && p.alone(parallax.EventRef{Doc: r.Doc, Event: k + 1}) {
			return true
		}
	}
	return false
}

// alone reports whether a mention was joined to none of another report, so that
// nothing says what else it would be.
func (p *projection) alone(m parallax.EventRef) bool {
	h, ok := p.happeningOf[m]
	if !ok {
		return true
	}
	return !slices.ContainsFunc(p.a.Happenings[h].Members, func(o parallax.EventRef) bool { return o.Doc != m.Doc })
}

func (p *projection) stem(m parallax.EventRef) string {
	d, e := p.a.Docs[m.Doc], p.mention(m)
	if e.Head > 0 && e.Head <= len(d.Tokens) {
		return lexis.Stem(strings.ToLower(d.Tokens[e.Head-1].Lemma))
	}
	return lexis.Stem(strings.ToLower(e.In(d.Text)))
}
