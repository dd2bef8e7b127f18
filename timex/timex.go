// Package timex finds time expressions and what they mean. In come sentences; out
// go TIMEX3 annotations (TimeML 1.2.1): DATE, TIME, DURATION and SET with ISO
// 8601 values, bounds in days, and on what each value rests.
//
// A hand-written recogniser reads each sentence as atoms (runs of letters or
// digits) and yields expressions: a calendar date, a distance from a date, a
// length, a repetition. Resolution then counts from the report's own date, or,
// in a narrative that dates itself, from the date last told; the tense of the
// nearest verb says whether "on Sunday" lies behind or ahead. Where nothing
// bears a value it stays open (XXXX-01-05, XXXX-WXX-3): a year is never invented.
package timex

import (
	"slices"
	"strings"
	"time"

	"parallax"
)

// Pass finds the times of a document.
var Pass = parallax.Pass{
	Name:  "timex",
	Doc:   "Finds dates, times, durations and sets and gives them TIMEX3 values, resolved against the report's date or the date last told; rests on a hand-written grammar and the calendar.",
	Needs: []parallax.Layer{parallax.LayerReports, parallax.LayerSyntax},
	Makes: []parallax.Layer{parallax.LayerTimes},
	Run:   Run,
}

// found is an expression and where it stands.
type found struct {
	expr
	parallax.Span
	sent  int // sentence id
	tense int
}

// Run fills doc.Times.
func Run(doc *parallax.Document) error {
	var all []found
	var p parser
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		if len(doc.Reports) > 0 && s.Report == 0 || s.Start < 0 || s.End > len(doc.Text) || s.Start >= s.End {
			continue
		}
		p.atoms = atomize(p.atoms[:0], doc.Text, s.Start, s.End)
		p.text = doc.Text
		n := len(all)
		all = p.sentence(all, i+1, verbs(doc, s))
		all = append(all[:n], slices.DeleteFunc(all[n:], func(f found) bool { return doc.InFurniture(f.Span) })...)
		for k := range all[n:] {
			if t := governed(doc, s, all[n+k].Span); t != asTense {
				all[n+k].tense = t
			}
		}
	}
	doc.Times = []parallax.Timex{}
	for len(all) > 0 {
		n, rep := 1, doc.Sentences[all[0].sent-1].Report
		for n < len(all) && doc.Sentences[all[n].sent-1].Report == rep {
			n++
		}
		resolveReport(doc, rep, all[:n])
		all = all[n:]
	}
	for r := range doc.Reports {
		boundByOffices(doc, r+1)
	}
	return nil
}

// boundByOffices bounds the day of a report without a date by the offices that
// people named in it held.
func boundByOffices(doc *parallax.Document, report int) {
	p := &doc.Reports[report-1].Published
	if p.Value != "" || p.Basis != parallax.Unknown && p.Basis != "" {
		return
	}
	earliest, latest, because, ok := OfficeBounds(doc, report)
	if !ok {
		return
	}
	p.Type, p.Basis, p.Earliest, p.Latest, p.Because = "DATE", parallax.Bounded, earliest, latest, because
}

// sentence appends the expressions of one sentence.
func (p *parser) sentence(all []found, sent int, verb []verb) []found {
	for i := 0; i < len(p.atoms); {
		if i > 0 && !p.gap(i) && p.at(i).kind == 'w' && p.at(i-1).kind == 'w' {
			i++
			continue
		}
		e, from, to := p.next(i)
		if to <= i || e.form == none {
			i++
			continue
		}
		all = append(all, found{
			expr: e, Span: parallax.Span{Start: p.atoms[from].Start, End: p.atoms[to-1].End}, sent: sent,
			tense: p.tense(from, to, verb),
		})
		i = to
	}
	return all
}

// resolveReport gives values to the expressions of one report.
func resolveReport(doc *parallax.Document, rep int, xs []found) {
	var r *parallax.Report
	if rep > 0 && rep <= len(doc.Reports) {
		r = &doc.Reports[rep-1]
	}
	nows := writing(-1, r)
	c := context{story: len(nows) == 0 && narrative(xs)}
	if len(nows) == 0 {
		nows = []stamp{{}}
	}
	other := c
	c.now, other.now = nows[0], nows[len(nows)-1]
	for _, x := range xs {
		t := parallax.Timex{Span: x.Span, Type: x.kind(), Sent: x.sent, Report: rep, Score: .9}
		res := c.step(x, -1)
		t.Value, t.Basis, t.Because = res.value, res.basis, res.from
		t.Earliest, t.Latest = bounds(res.value)
		if x.calendarOf != "" {
			a, b := foreignBounds(x.expr)
			t.Earliest, t.Latest = a.Format("2006-01-02"), b.Format("2006-01-02")
		}
		if len(nows) > 1 {
			if o := other.step(x, -1); o.value != res.value {
				var none context
				t.Value = none.step(x, -1).value
				_, t.Latest = bounds(o.value)
				t.Basis = parallax.Bounded
			}
		}
		doc.Times = append(doc.Times, t)
	}
}

// step resolves x and moves the date last told.
func (c *context) step(x found, doc int) result {
	c.tense = x.tense
	r := c.resolve(x.expr)
	if r.stamp.known() || r.stamp.y != 0 && r.stamp.digits > 0 {
		r.stamp.basis = r.basis
		r.stamp.because = r.from
		if len(r.from) == 0 {
			r.stamp.because = []parallax.Ref{{Doc: doc, Span: x.Span}}
		}
		if x.name == "year-ago" {
			return r
		}
		if r.stamp.q > 0 {
			c.quarter = r.stamp
		}
		if r.stamp.digits == 4 {
			c.told = r.stamp
		}
		if r.stamp.d > 0 && r.stamp.digits == 4 && x.unit != 'W' {
			c.day = r.stamp
		}
	}
	return r
}

// kind is the TIMEX3 type of an expression.
func (e expr) kind() string {
	switch {
	case e.typ != "":
		return e.typ
	case e.set:
		return "SET"
	case e.clock != "" || e.part != "":
		return "TIME"
	}
	return "DATE"
}

// writing is when a report was written: one day, the two ends of its bounds, or
// none when unknown.
func writing(doc int, r *parallax.Report) []stamp {
	if r == nil {
		return nil
	}
	var refs []parallax.Ref
	if !r.Published.Empty() {
		refs = []parallax.Ref{{Doc: doc, Span: r.Published.Span}}
	}
	refs = append(refs, r.Published.Because...)
	day := func(s string) (stamp, bool) {
		if len(s) < 10 {
			return stamp{}, false
		}
		t, err := time.Parse("2006-01-02", s[:10])
		if err != nil {
			return stamp{}, false
		}
		st := stampOf(t)
		st.basis, st.because = parallax.Published, refs
		return st, true
	}
	if s, ok := day(r.Published.Value); ok {
		return []stamp{s}
	}
	a, ok := day(r.Published.Earliest)
	b, ok2 := day(r.Published.Latest)
	if !ok || !ok2 {
		return nil
	}
	return []stamp{a, b}
}

// narrative tells a text that dates itself, such as a history, from news without
// a date: full dates abound and days are not counted from the day of writing.
func narrative(xs []found) bool {
	full, deictic := 0, 0
	for _, x := range xs {
		switch {
		case x.form == calendar && x.y != 0 && (x.m > 0 || x.bc):
			full++
		case x.form == weekday && !x.set, x.form == shifted && !x.story && x.unit != 'K', x.form == dayPart && x.dir != asTense && !x.story:
			deictic++
		}
	}
	return full >= 3 && deictic <= full
}

// verb is a verb that says when: future or past.
type verb struct {
	at    int // byte offset
	tense int
}

// verbs are the finite verbs of a sentence as the reader tagged them, none when
// it did not.
func verbs(doc *parallax.Document, s *parallax.Sentence) []verb {
	var vs []verb
	if s.First < 1 || s.Last > len(doc.Tokens) {
		return nil
	}
	for _, t := range doc.Tokens[s.First-1 : s.Last] {
		switch {
		case t.XPOS == "VBD" || strings.Contains(t.Feats, "Tense=Past") && strings.Contains(t.Feats, "VerbForm=Fin"):
			vs = append(vs, verb{t.Start, last})
		case t.XPOS == "MD":
			switch strings.ToLower(t.Lemma) {
			case "will", "shall", "would":
				vs = append(vs, verb{t.Start, next})
			}
		}
	}
	return vs
}

// governed is the tense of the verb that an expression hangs on in the tree, which
// is surer than that of the verb nearest to it: "asked him in a call on Thursday
// to send". It is asTense where there is no tree or the verb shows no tense.
func governed(doc *parallax.Document, s *parallax.Sentence, at parallax.Span) int {
	if s.First < 1 || s.Last > len(doc.Tokens) {
		return asTense
	}
	id := 0
	for i := s.First; i <= s.Last && id == 0; i++ {
		if t := doc.Tokens[i-1]; at.Covers(t.Span) && (t.Head == 0 || !at.Covers(doc.Tokens[t.Head-1].Span)) {
			id = t.Head
		}
	}
	for steps := 0; id > 0 && steps < 8; steps++ {
		t := doc.Tokens[id-1]
		if t.UPOS != "VERB" && t.UPOS != "AUX" {
			id = t.Head
			continue
		}
		for i := s.First; i <= s.Last; i++ {
			if a := doc.Tokens[i-1]; a.Head == id && (a.Deprel == "aux" || a.Deprel == "aux:pass") {
				switch strings.ToLower(a.Lemma) {
				case "will", "shall":
					return next
				}
				if a.XPOS == "VBD" {
					return last
				}
			}
		}
		if t.XPOS == "VBD" {
			return last
		}
		return asTense
	}
	return asTense
}

// tense is the direction that the words near an expression give it: that of the
// nearest cue, a verb before it counting as nearer than one after; asTense where
// there is none.
func (p *parser) tense(from, to int, vs []verb) int {
	switch p.w(from - 1) {
	case "since", "ended":
		return last
	case "until", "till", "through":
		return next
	case "as":
		if p.w(from-3) == "as" && oneOf(p.w(from-2), "early", "soon", "late") {
			return next
		}
	}
	best, dist := asTense, 1<<30
	for i := max(0, from-25); i < min(len(p.atoms), to+15); i++ {
		if i >= from && i < to || p.atoms[i].kind != 'w' {
			continue
		}
		d := 2 * (from - i)
		if i >= from {
			d = 3*(i-to) + 3
		}
		t, lead := p.cue(i)
		if t == asTense {
			t = tagged(vs, p.atoms[i].Start)
		}
		if d -= lead; t != asTense && max(d, 0) < dist {
			best, dist = t, max(d, 0)
		}
	}
	return best
}

// tagged is the tense of the verb that the reader tagged at a byte offset.
func tagged(vs []verb, at int) int {
	for _, v := range vs {
		if v.at == at {
			return v.tense
		}
	}
	return asTense
}

// cue is the direction of a word by its form, and by how much its voice carries
// further than others.
func (p *parser) cue(i int) (dir, lead int) {
	switch w := p.w(i); w {
	case "will", "ll", "shall", "scheduled", "due", "planning", "expected", "expects", "slated", "wo", "supposed", "payable":
		return next, 4
	case "plans", "plan", "planned":
		if p.w(i+1) == "to" && !oneOf(p.w(i-1), "announced", "its", "the", "a", "his", "their", "of") {
			return next, 4
		}
	case "for":
		if oneOf(p.w(i-1), "planned", "set") {
			return next, 4
		}
	case "to":
		if p.at(i+1).kind == 'w' && oneOf(p.w(i-1), "set", "going", "is", "are", "about") {
			return next, 4
		}
	case "can", "may", "must", "might", "should", "would", "could":
		if !p.at(i).cap {
			return next, 0
		}
	case "said", "told", "announced", "was", "were", "had", "did", "came", "began", "took", "made", "held", "met", "left", "fell", "rose", "won", "lost", "went", "found", "gave", "got", "saw", "sent", "shot", "died", "hit", "led", "spoke", "broke", "sold", "bought", "has", "have":
		return last, 0
	default:
		if len(w) > 4 && strings.HasSuffix(w, "ed") && !oneOf(w, "united", "need", "indeed", "hundred", "proposed") {
			return last, -1
		}
	}
	return asTense, 0
}
