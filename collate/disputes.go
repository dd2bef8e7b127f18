package collate

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// disputes finds where accounts disagree: denials with what they deny, requests
// that were refused, and figures of one happening that cannot all be true.
func (v *view) disputes() []parallax.Dispute {
	out := slices.Concat(v.denials(), v.refusals(), v.figures())
	out = append(out, v.inOneSentence(out)...)
	out = append(out, v.contradictions(out)...)
	slices.SortStableFunc(out, func(x, y parallax.Dispute) int {
		a, b := firstRef(x), firstRef(y)
		return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Start, b.Start))
	})
	v.name(out)
	return out
}

// name gives disputes their ids: the document of the words that answer and the
// place where they begin, counted from 1, which stay as the archive grows. Where
// a claim and a figure begin at one place, the later takes the next number.
func (v *view) name(ds []parallax.Dispute) {
	taken := map[parallax.ID]bool{}
	for i := range ds {
		at := ds[i].Sides[len(ds[i].Sides)-1].Mentions[0]
		id := parallax.ID{Letter: 'x', Doc: v.a.Docs[at.Doc].ID, N: at.Start + 1}
		for taken[id] {
			id.N++
		}
		taken[id] = true
		ds[i].ID = id
	}
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
			if _, ok := v.saga[parallax.ReportRef{Doc: di, Report: c.Report}]; !ok || c.Stance != parallax.Denies {
				continue
			}
			denier := position(d, di, k+1)
			var charge parallax.Position
			var about []int
			if k := chargeIn(d, c.Content); k > 0 {
				charge = parallax.Position{Text: c.Content.In(d.Text), Mentions: []parallax.Ref{{Doc: di, Span: c.Content}}}
			} else if c.Answers > 0 {
				charge = position(d, di, c.Answers)
				for _, e := range d.Claims[c.Answers-1].Events {
					about = appendNew(about, of, parallax.EventRef{Doc: di, Event: e})
				}
			}
			for _, e := range c.Events {
				ref := parallax.EventRef{Doc: di, Event: e}
				i, ok := of[ref]
				if !ok || !d.Says(c.Content, d.Events[e-1].Head) {
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
			for k, e := range d.Events { // what is denied may be no event: to deny it is one
				if len(about) == 0 && c.Covers(e.Span) && !c.Content.Covers(e.Span) {
					about = appendNew(about, of, parallax.EventRef{Doc: di, Event: k + 1})
				}
			}
			charge.Mentions = unique(charge.Mentions)
			if len(charge.Mentions) > 0 && !slices.Contains(charge.Mentions, denier.Mentions[0]) {
				out = append(out, parallax.Dispute{Kind: "denial", Happenings: about, Sides: []parallax.Position{charge, denier}, Score: 0.8})
			}
		}
	}
	return out
}

func unique(refs []parallax.Ref) []parallax.Ref {
	var out []parallax.Ref
	for _, r := range refs {
		if !slices.Contains(out, r) {
			out = append(out, r)
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

// act is a request or its refusal: an event, or a claim that asks or says no.
type act struct {
	doc, claim, event int
	who, whom         map[string]bool // actors and their states
	matter, wide      map[string]bool // stems of what is asked or refused, and of the whole sentence
	report, sent      int
	at                parallax.Span
}

// wholly is an act whose matter is all of its sentence.
func (x act) wholly() act {
	x.matter = x.wide
	return x
}

// refusing words turn a request down.
var refusing = lexis.Set("reject refuse decline spurn rebuff turn rejection refusal snub")

// refusals pair requests with the rejections, or the claims that something will
// not be done, of the other side about the same matter. All that one side asks
// of another about one matter is one dispute.
func (v *view) refusals() []parallax.Dispute {
	asks, refuses := map[int][]act{}, map[int][]act{}
	for di, d := range v.a.Docs {
		for k, e := range d.Events {
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: e.Report}]
			if !ok || e.Type != "REQUEST" && e.Type != "REJECT" || e.Status != parallax.Actual {
				continue
			}
			x := act{doc: di, event: k + 1, who: v.parties(di, e.Actors), whom: v.parties(di, e.Recipients), report: e.Report, sent: e.Sent, at: e.Span}
			x.matter, x.wide = complement(d, e.Head), matterOf(d, e.Sent, nil)
			switch {
			case e.Type == "REQUEST":
				if len(x.whom) == 0 {
					v.addNamed(x.whom, di, d.Sentences[e.Sent-1].Span, x.who)
				}
				asks[s] = append(asks[s], x)
			case e.Head > 0 && refusing[strings.ToLower(d.Tokens[e.Head-1].Lemma)]:
				refuses[s] = append(refuses[s], x)
			}
		}
		for k, c := range d.Claims {
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: c.Report}]
			if !ok || len(c.Chain) == 0 {
				continue
			}
			who := map[string]bool{}
			v.addParty(who, di, c.Chain[len(c.Chain)-1].Entity)
			x := act{doc: di, claim: k + 1, who: who, whom: map[string]bool{}, matter: matterOf(d, 0, &c.Content), report: c.Report, sent: sentenceAt(d, c.Content.Start), at: c.Span}
			x.wide = x.matter
			switch {
			case c.Stance == parallax.Asks:
				v.addNamed(x.whom, di, c.Span, who)
				asks[s] = append(asks[s], x)
			case c.Stance != parallax.Denies:
				if subject, no := wontDo(d, c.Content); no && v.bySource(di, subject, who) {
					refuses[s] = append(refuses[s], x)
				}
			}
		}
	}
	var out []parallax.Dispute
	of := v.happeningsOf()
	for _, s := range sortedInts(refuses) {
		byAsk := map[int]int{} // first ask of a dispute → index in out
		for _, r := range refuses[s] {
			best, top := -1, aMatter
			for i, a := range asks[s] {
				if w := v.answers(a, r); w > top && (oneMatter(a, r) || a.doc == r.doc && a.sent == r.sent) {
					best, top = i, w
				}
			}
			if best < 0 {
				continue
			}
			fit := []int{best} // first what is answered, then what else asks it
			for i, a := range asks[s] {
				if b := asks[s][best]; i != best && (same(a.who, b.who) || states(a.who, b.who) && !states(b.who, r.who)) && shares(a.wide, b.wide) && v.answers(a.wholly(), r.wholly()) > 2 {
					fit = append(fit, i)
				}
			}
			if k, ok := byAsk[best]; ok {
				v.addAct(&out[k].Sides[1], r)
				for _, i := range fit {
					v.addAct(&out[k].Sides[0], asks[s][i])
				}
				continue
			}
			x := parallax.Dispute{Kind: "refusal", Sides: make([]parallax.Position, 2), Score: min(0.9, 0.4+0.1*top)}
			for _, i := range fit {
				v.addAct(&x.Sides[0], asks[s][i])
				x.Happenings = appendNew(x.Happenings, of, parallax.EventRef{Doc: asks[s][i].doc, Event: asks[s][i].event})
				if _, ok := byAsk[i]; !ok {
					byAsk[i] = len(out)
				}
			}
			v.addAct(&x.Sides[1], r)
			x.Happenings = appendNew(x.Happenings, of, parallax.EventRef{Doc: r.doc, Event: r.event})
			out = append(out, x)
		}
	}
	return out
}

// aMatter is the score that a refusal must pass: a word in common, even between those who
// asked and were asked, is not yet one matter.
const aMatter = 3.4

// oneMatter reports whether the matters of a request and its refusal have enough in
// common for their length: of long statements some words always are.
func oneMatter(a, r act) bool {
	n := 0
	for l := range r.matter {
		if a.matter[l] {
			n++
		}
	}
	if a.doc == r.doc {
		return n*n*25 >= len(a.matter)*len(r.matter) // a cosine of 0.2
	}
	return n*n*10 >= len(a.matter)*len(r.matter)
}

// answers scores whether r turns down what a asks, 0 where it cannot.
func (v *view) answers(a, r act) float64 {
	// Nobody refuses himself, nor one state's man another's unless he was asked by name.
	named := same(a.whom, r.who) || r.event > 0 && same(r.whom, a.who)
	home := states(a.who, r.who)
	if same(a.who, r.who) || home && !named || a.doc == r.doc && a.event == 0 && r.event == 0 && a.at.Overlap(r.at) > 0 {
		return 0
	}
	if a.doc == r.doc && a.sent == r.sent {
		if !v.object(a, r) {
			return 0 // one sentence tells of both only where one is the other's object, "spurned a request"
		}
		return aMatter + 1
	}
	// Who refuses was asked, or at least one of the two is unknown.
	asked := named || !home && (states(a.whom, r.who) || r.event > 0 && states(r.whom, a.who))
	if !asked && (a.doc != r.doc || len(a.whom) > 0 && len(r.who) > 0) {
		return 0
	}
	w := 0.0
	for l := range r.matter {
		if a.matter[l] {
			w++
		}
	}
	if w == 0 {
		return 0
	}
	if asked {
		w += 1.5
	}
	if a.doc == r.doc && a.report == r.report {
		w += 0.5
	}
	return w
}

// object reports whether the request a hangs on the refusal r.
func (v *view) object(a, r act) bool {
	if a.event == 0 || r.event == 0 {
		return false
	}
	d := v.a.Docs[a.doc]
	h, to := d.Events[a.event-1].Head, d.Events[r.event-1].Head
	for range 3 {
		if h > 0 {
			if h = d.Tokens[h-1].Head; h == to {
				return true
			}
		}
	}
	return false
}

// addAct adds an act's words to a side, once.
func (v *view) addAct(side *parallax.Position, x act) {
	d := v.a.Docs[x.doc]
	p := parallax.Position{Mentions: []parallax.Ref{{Doc: x.doc, Span: x.at}}}
	if x.claim > 0 {
		p = position(d, x.doc, x.claim)
	} else {
		p.Text = d.Sentences[d.Events[x.event-1].Sent-1].In(d.Text)
		for k, c := range d.Claims {
			if c.Covers(x.at) && !c.Content.Covers(x.at) {
				p.Claims = append(p.Claims, parallax.ClaimRef{Doc: x.doc, Claim: k + 1})
			}
		}
	}
	if side.Text == "" {
		side.Text = p.Text
	}
	for _, m := range p.Mentions {
		if !slices.Contains(side.Mentions, m) {
			side.Mentions = append(side.Mentions, m)
		}
	}
	for _, c := range p.Claims {
		if !slices.Contains(side.Claims, c) {
			side.Claims = append(side.Claims, c)
		}
	}
}

// addNamed adds the parties that a span names, those of not left out.
func (v *view) addNamed(to map[string]bool, doc int, s parallax.Span, not map[string]bool) {
	for _, m := range v.a.Docs[doc].Mentions {
		if !s.Covers(m.Span) {
			continue
		}
		x := map[string]bool{}
		v.addParty(x, doc, m.Entity)
		for k := range x {
			if !not[k] {
				to[k] = true
			}
		}
	}
}

// parties are the actors of arguments, as "#1", and their states.
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
	to["#"+strconv.Itoa(i)] = true
	if s := v.state(i); s != "" {
		to[s] = true
	}
}

// same reports whether a and b share an actor, states whether they share a state.
func same(a, b map[string]bool) bool   { return inBoth(a, b, true) }
func states(a, b map[string]bool) bool { return inBoth(a, b, false) }

func inBoth(a, b map[string]bool, actor bool) bool {
	for k := range a {
		if (k[0] == '#') == actor && b[k] {
			return true
		}
	}
	return false
}

// complement are the nouns and verbs of what a word of asking or refusing governs: what is
// asked or refused. A bare word, "has refused", has none.
func complement(d *parallax.Document, head int) map[string]bool {
	out := map[string]bool{}
	if head == 0 {
		return out
	}
	for _, k := range kidsOf(d, head) {
		switch rel, _, _ := strings.Cut(d.Tokens[k-1].Deprel, ":"); rel {
		case "obj", "xcomp", "ccomp", "obl", "nmod", "acl":
			s := subtree(d, k)
			for l := range matterOf(d, 0, &s) {
				out[l] = true
			}
		}
	}
	return out
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
	for w := range lexis.Set("say tell be have do make take give go come get call ask request want need use people country government state official statement time year week day month") {
		out[lexis.Stem(w)] = true
	}
	return out
}()

// wontDo reports whether a span's main verb says that something will not, must
// not or may not be done, and if so who would do it: the head of the verb's subject.
func wontDo(d *parallax.Document, s parallax.Span) (subject int, ok bool) {
	modal, no := map[int]bool{}, map[int]bool{}
	for _, t := range d.Tokens {
		if !s.Covers(t.Span) || t.Head == 0 {
			continue
		}
		switch strings.ToLower(t.Lemma) {
		case "not", "n't", "never":
			no[t.Head] = true
		case "will", "would", "wo", "shall", "must", "should":
			modal[t.Head] = true
		}
	}
	for _, h := range sortedInts(no) {
		if t := d.Tokens[h-1]; modal[h] && t.UPOS == "VERB" && (t.Head == 0 || !s.Covers(d.Tokens[t.Head-1].Span)) {
			for _, k := range kidsOf(d, h) {
				if strings.HasPrefix(d.Tokens[k-1].Deprel, "nsubj") {
					return k, true
				}
			}
			return 0, true
		}
	}
	return 0, false
}

// bySource reports whether what is not to be done is the source's own to do: the
// subject is "we" or "it", or stands with the source's state.
func (v *view) bySource(doc, subject int, who map[string]bool) bool {
	d := v.a.Docs[doc]
	if subject == 0 || d.Tokens[subject-1].UPOS == "PRON" {
		return true
	}
	of := map[string]bool{}
	for _, k := range append(kidsOf(d, subject), subject) {
		for _, m := range d.Mentions {
			if m.Head == k && m.Entity > 0 {
				v.addParty(of, doc, m.Entity)
			}
		}
	}
	return len(of) == 0 || shares(of, who)
}

func sortedInts[V any](m map[int]V) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// figures finds happenings whose accounts give counts of one thing that no
// hedge or bound reconciles. A later count by who counted before is a revision.
func (v *view) figures() []parallax.Dispute {
	var out []parallax.Dispute
	for hi, h := range v.a.Happenings {
		type account struct {
			ref    parallax.Ref
			figure parallax.Figure
			source string // who counts: the claim's source, else the outlet
			date   string
		}
		by := map[string][]account{}
		var kinds []string
		for _, m := range h.Members {
			d, e := v.a.Docs[m.Doc], v.event(m)
			for _, f := range e.Figures {
				x := d.Figures[f-1]
				if _, _, ok := bounds(x); !ok || x.Of == "" {
					continue
				}
				if by[x.Of] == nil {
					kinds = append(kinds, x.Of)
				}
				r := d.Reports[e.Report-1]
				source := r.Outlet
				if x.Claim > 0 {
					if c := d.Claims[x.Claim-1].Chain; len(c) > 0 {
						if a, ok := v.actor[parallax.EntityRef{Doc: m.Doc, Entity: c[len(c)-1].Entity}]; ok && c[len(c)-1].Entity > 0 {
							source = "#" + strconv.Itoa(a)
						}
					}
				}
				by[x.Of] = append(by[x.Of], account{parallax.Ref{Doc: m.Doc, Span: x.Span}, x, source, r.Published.Latest})
			}
		}
		for _, k := range kinds {
			l := by[k]
			slices.SortStableFunc(l, func(x, y account) int { return cmp.Compare(x.date, y.date) })
			// Of each source its last word counts.
			last := map[string]int{}
			for i, x := range l {
				last[x.source] = i
			}
			var kept []account
			for i, x := range l {
				if x.source == "" || last[x.source] == i {
					kept = append(kept, x)
				}
			}
			l = kept
			var sides []parallax.Position
			var taken []account
			for _, x := range l {
				fits, against := -1, false
				for i, y := range taken {
					switch CompareFigures(v.a.Docs[y.ref.Doc], y.figure, v.a.Docs[x.ref.Doc], x.figure) {
					case SameFigure, UpdatedFigure:
						fits = i
					case ContraryFigure:
						against = true
					}
				}
				if fits < 0 {
					if len(taken) > 0 && !against {
						continue // it counts something else
					}
					taken = append(taken, x)
					sides = append(sides, parallax.Position{Text: x.figure.In(v.a.Docs[x.ref.Doc].Text)})
					fits = len(sides) - 1
				}
				sides[fits].Mentions = append(sides[fits].Mentions, x.ref)
				if c := x.figure.Claim; c > 0 {
					sides[fits].Claims = append(sides[fits].Claims, parallax.ClaimRef{Doc: x.ref.Doc, Claim: c})
				}
			}
			if len(sides) > 1 && sides[0].Mentions[0].Doc != sides[1].Mentions[0].Doc {
				out = append(out, parallax.Dispute{Kind: "figure", Happenings: []int{hi}, Sides: sides, Score: 0.7})
			}
		}
	}
	return out
}

// sentenceAt is the id of the sentence that holds a byte of the text, 0 for none.
func sentenceAt(d *parallax.Document, at int) int {
	i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > at })
	if i == len(d.Sentences) || d.Sentences[i].Start > at {
		return 0
	}
	return i + 1
}
