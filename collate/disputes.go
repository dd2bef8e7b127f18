package collate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// disputes finds where accounts disagree: denials with what they deny, requests
// that were refused, and figures of one happening that cannot all be true.
func (v *view) disputes() []parallax.Dispute {
	out := slices.Concat(v.denials(), v.refusals(), v.figures())
	slices.SortStableFunc(out, func(x, y parallax.Dispute) int {
		a, b := firstRef(x), firstRef(y)
		return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Start, b.Start))
	})
	return out
}

func firstRef(d parallax.Dispute) parallax.Ref {
	if len(d.Sides) > 0 && len(d.Sides[0].Mentions) > 0 {
		return d.Sides[0].Mentions[0]
	}
	return parallax.Ref{}
}

func (v *view) happeningsOf() map[parallax.EventRef]int {
	of := map[parallax.EventRef]int{}
	for i, h := range v.a.Happenings {
		for _, m := range h.Members {
			of[m] = i
		}
	}
	return of
}

// denials pair every denying claim with the claim it answers and with the other
// accounts of the event it denies.
func (v *view) denials() []parallax.Dispute {
	of := v.happeningsOf()
	var out []parallax.Dispute
	for di, d := range v.a.Docs {
		for k, c := range d.Claims {
			if c.Stance != parallax.Denies {
				continue
			}
			denier := position(d, di, k+1)
			var charge parallax.Position
			var about []int
			if c.Answers > 0 {
				charge = position(d, di, c.Answers)
				for _, e := range d.Claims[c.Answers-1].Events {
					about = appendNew(about, of, parallax.EventRef{Doc: di, Event: e})
				}
			}
			for _, e := range c.Events {
				ref := parallax.EventRef{Doc: di, Event: e}
				i, ok := of[ref]
				if !ok {
					continue
				}
				about = appendNew(about, of, ref)
				for _, m := range v.a.Happenings[i].Members {
					o := v.event(m)
					if m != ref && o.Claim != k+1 && (m.Doc != di || o.Sent != d.Events[e-1].Sent) && o.Status != parallax.Denied && o.Status != parallax.Negated {
						charge.Mentions = append(charge.Mentions, parallax.Ref{Doc: m.Doc, Span: o.Span})
						if charge.Text == "" {
							charge.Text = o.In(v.a.Docs[m.Doc].Text)
						}
					}
				}
			}
			if len(charge.Mentions) > 0 {
				out = append(out, parallax.Dispute{Kind: "denial", Happenings: about, Sides: []parallax.Position{charge, denier}, Score: 0.8})
			}
		}
	}
	return out
}

func appendNew(to []int, of map[parallax.EventRef]int, ref parallax.EventRef) []int {
	if i, ok := of[ref]; ok && !slices.Contains(to, i) {
		to = append(to, i)
	}
	return to
}

func position(d *parallax.Document, di, claim int) parallax.Position {
	c := d.Claims[claim-1]
	return parallax.Position{Text: c.Content.In(d.Text), Claims: []parallax.ClaimRef{{Doc: di, Claim: claim}}, Mentions: []parallax.Ref{{Doc: di, Span: c.Span}}}
}

// refusals pair a request, or a claim that asks, with a rejection or a negated
// claim by the other side about the same matter, in the same story.
func (v *view) refusals() []parallax.Dispute {
	type act struct {
		doc, claim int
		event      int
		who, whom  map[string]bool // states or actors
		matter     map[string]bool // lemmas of the content
		report     int
		at         parallax.Span
	}
	asks, refuses := map[int][]act{}, map[int][]act{}
	for di, d := range v.a.Docs {
		for k, e := range d.Events {
			if e.Type != "REQUEST" && e.Type != "REJECT" || e.Status != parallax.Actual {
				continue
			}
			x := act{doc: di, event: k + 1, who: v.parties(di, e.Actors), whom: v.parties(di, e.Recipients), matter: matterOf(d, e.Sent, nil), report: e.Report, at: e.Span}
			s := v.saga[parallax.ReportRef{Doc: di, Report: e.Report}]
			if e.Type == "REQUEST" {
				asks[s] = append(asks[s], x)
			} else {
				refuses[s] = append(refuses[s], x)
			}
		}
		for k, c := range d.Claims {
			if len(c.Chain) == 0 {
				continue
			}
			who := map[string]bool{}
			v.addParty(who, di, c.Chain[len(c.Chain)-1].Entity)
			x := act{doc: di, claim: k + 1, who: who, whom: map[string]bool{}, matter: matterOf(d, 0, &c.Content), report: c.Report, at: c.Span}
			s := v.saga[parallax.ReportRef{Doc: di, Report: c.Report}]
			switch {
			case c.Stance == parallax.Asks:
				for _, m := range d.Mentions {
					if c.Content.Covers(m.Span) {
						v.addParty(x.whom, di, m.Entity)
					}
				}
				asks[s] = append(asks[s], x)
			case c.Stance != parallax.Denies && negated(d, c.Content):
				refuses[s] = append(refuses[s], x)
			}
		}
	}
	var out []parallax.Dispute
	of := v.happeningsOf()
	for s := range v.a.Stories {
		for _, r := range refuses[s] {
			best, top := -1, 2.0
			for i, a := range asks[s] {
				if len(a.who) > 0 && shares(a.who, r.who) || a.doc == r.doc && a.at.Overlap(r.at) > 0 {
					continue
				}
				w := 0.0
				for l := range r.matter {
					if a.matter[l] {
						w++
					}
				}
				if shares(a.whom, r.who) {
					w++
				}
				if r.event > 0 && shares(r.whom, a.who) {
					w++
				}
				if a.doc == r.doc && a.report == r.report {
					w += 0.5
				}
				if w > top {
					best, top = i, w
				}
			}
			if best < 0 {
				continue
			}
			a := asks[s][best]
			side := func(x act) parallax.Position {
				d := v.a.Docs[x.doc]
				if x.claim > 0 {
					return position(d, x.doc, x.claim)
				}
				p := parallax.Position{Text: d.Sentences[d.Events[x.event-1].Sent-1].In(d.Text), Mentions: []parallax.Ref{{Doc: x.doc, Span: x.at}}}
				for k, c := range d.Claims {
					if c.Covers(x.at) && !c.Content.Covers(x.at) {
						p.Claims = append(p.Claims, parallax.ClaimRef{Doc: x.doc, Claim: k + 1})
					}
				}
				return p
			}
			var about []int
			for _, x := range []act{a, r} {
				if x.event > 0 {
					about = appendNew(about, of, parallax.EventRef{Doc: x.doc, Event: x.event})
				}
			}
			out = append(out, parallax.Dispute{Kind: "refusal", Happenings: about, Sides: []parallax.Position{side(a), side(r)}, Score: min(0.9, 0.4+0.1*top)})
		}
	}
	return out
}

// parties are the states, or else the actors, of arguments.
func (v *view) parties(doc int, args []parallax.Arg) map[string]bool {
	out := map[string]bool{}
	for _, a := range args {
		v.addParty(out, doc, a.Entity)
	}
	return out
}

func (v *view) addParty(to map[string]bool, doc, entity int) {
	i, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: entity}]
	if !ok || entity == 0 {
		return
	}
	if s := v.state(i); s != "" {
		to[s] = true
		return
	}
	to["#"+strconv.Itoa(i)] = true
}

// matterOf are the nouns and verbs of a sentence or a span.
func matterOf(d *parallax.Document, sent int, within *parallax.Span) map[string]bool {
	out := map[string]bool{}
	add := func(t parallax.Token) {
		switch t.UPOS {
		case "NOUN", "VERB":
			if l := lexis.Stem(strings.ToLower(t.Lemma)); !lightWords[l] {
				out[l] = true
			}
		}
	}
	if sent > 0 {
		s := d.Sentences[sent-1]
		for i := s.First; i <= s.Last; i++ {
			add(d.Tokens[i-1])
		}
		return out
	}
	for _, t := range d.Tokens {
		if within.Covers(t.Span) {
			add(t)
		}
	}
	return out
}

var lightWords = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("say tell be have do make take give go come get call ask want need use people country government state official statement time year week day month year") {
		out[lexis.Stem(w)] = true
	}
	return out
}()

// negated reports whether the main verb of a span is negated.
func negated(d *parallax.Document, s parallax.Span) bool {
	for _, t := range d.Tokens {
		if !s.Covers(t.Span) {
			continue
		}
		l := strings.ToLower(t.Lemma)
		if l != "not" && l != "n't" && l != "never" && l != "no" {
			continue
		}
		if t.Head == 0 {
			return true
		}
		h := d.Tokens[t.Head-1]
		if h.UPOS == "VERB" && (h.Head == 0 || !s.Covers(d.Tokens[h.Head-1].Span)) {
			return true
		}
	}
	return false
}

// figures finds happenings whose accounts give counts of one thing that no
// hedge or bound reconciles. Counts of one outlet over time are revisions.
func (v *view) figures() []parallax.Dispute {
	var out []parallax.Dispute
	for hi, h := range v.a.Happenings {
		type account struct {
			ref    parallax.Ref
			lo, hi float64
			outlet string
			claim  int
			text   string
			date   string
		}
		by := map[string][]account{}
		var kinds []string
		for _, m := range h.Members {
			d, e := v.a.Docs[m.Doc], v.event(m)
			for _, f := range e.Figures {
				x := d.Figures[f-1]
				lo, hi, ok := bounds(x)
				if !ok || x.Of == "" {
					continue
				}
				if by[x.Of] == nil {
					kinds = append(kinds, x.Of)
				}
				r := d.Reports[e.Report-1]
				by[x.Of] = append(by[x.Of], account{parallax.Ref{Doc: m.Doc, Span: x.Span}, lo, hi, r.Outlet, x.Claim, x.In(d.Text), r.Published.Latest})
			}
		}
		for _, k := range kinds {
			l := by[k]
			var sides []parallax.Position
			var taken []account
			for _, x := range l {
				fits := -1
				for i, y := range taken {
					if x.lo <= y.hi && y.lo <= x.hi {
						fits = i
					}
				}
				if fits < 0 {
					taken = append(taken, x)
					sides = append(sides, parallax.Position{Text: x.text})
					fits = len(sides) - 1
				}
				sides[fits].Mentions = append(sides[fits].Mentions, x.ref)
				if x.claim > 0 {
					sides[fits].Claims = append(sides[fits].Claims, parallax.ClaimRef{Doc: x.ref.Doc, Claim: x.claim})
				}
			}
			if len(sides) > 1 && sides[0].Mentions[0].Doc != sides[1].Mentions[0].Doc {
				out = append(out, parallax.Dispute{Kind: "figure", Happenings: []int{hi}, Sides: sides, Score: 0.7})
			}
		}
	}
	return out
}

func bounds(f parallax.Figure) (lo, hi float64, ok bool) {
	const far = 1e300
	lo, hi = 0, far
	if f.Value != nil {
		lo, hi = *f.Value, *f.Value
	}
	if f.Low != nil {
		lo = *f.Low
	}
	if f.High != nil {
		hi = *f.High
	} else if f.Low != nil {
		hi = far
	}
	return lo, hi, f.Value != nil || f.Low != nil || f.High != nil
}
