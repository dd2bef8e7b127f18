package collate

import (
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// Accounts that cannot both hold though no word of denial says so: a claim that
// something did not happen which others tell as done, the word of one accused
// that he did not do it, and a count of none where others count some.

// contradictions finds them; found are the disputes known already.
func (v *view) contradictions(found []parallax.Dispute) []parallax.Dispute {
	of, told := v.happeningsOf(), v.told()
	var out []parallax.Dispute
	for di, d := range v.a.Docs {
		for k, c := range d.Claims {
			saga, ok := v.saga[parallax.ReportRef{Doc: di, Report: c.Report}]
			if !ok || c.Stance == parallax.Denies || c.Stance == parallax.Asks || answered(found, di, c.Span) {
				continue
			}
			p := notSo(d, c.Content)
			if p == 0 {
				continue
			}
			side := position(d, di, k+1)
			if x, ok := v.toldAsDone(told[saga], of, di, k+1, p); ok {
				out = append(out, parallax.Dispute{Kind: "denial", Happenings: []int{of[x]}, Sides: []parallax.Position{v.tellings(of[x]), side}, Score: 0.6})
			} else if x, ok := v.accused(told[saga], di, k+1, p); ok {
				e := v.event(x)
				charge := parallax.Position{Text: v.a.Docs[x.Doc].Sentences[e.Sent-1].In(v.a.Docs[x.Doc].Text), Mentions: []parallax.Ref{{Doc: x.Doc, Span: e.Span}}}
				out = append(out, parallax.Dispute{Kind: "denial", Happenings: appendNew(nil, of, x), Sides: []parallax.Position{charge, side}, Score: 0.6})
			}
		}
	}
	return append(out, v.none()...)
}

// answered reports whether a side of a dispute stands in s.
func answered(ds []parallax.Dispute, doc int, s parallax.Span) bool {
	return slices.ContainsFunc(ds, func(x parallax.Dispute) bool {
		return slices.ContainsFunc(x.Sides, func(p parallax.Position) bool {
			return slices.ContainsFunc(p.Mentions, func(m parallax.Ref) bool { return m.Doc == doc && m.Overlap(s) > 0 })
		})
	})
}

// notSo is the main word of a stretch that says that something was not or is not
// so, 0 where none is: what will not or must not be is a refusal, and of a
// condition or a question nothing is said.
func notSo(d *parallax.Document, s parallax.Span) int {
	at := sentenceAt(d, s.Start)
	if at == 0 {
		return 0
	}
	for i := d.Sentences[at-1].First; i <= d.Sentences[at-1].Last; i++ {
		t := d.Tokens[i-1]
		if !s.Covers(t.Span) || t.Head == 0 {
			continue
		}
		h := t.Head
		switch w := strings.ToLower(t.Lemma); {
		case w == "not" || w == "n't" || w == "never":
		case w == "nothing" && t.Deprel == "obj":
		case w == "no" && parts[strings.ToLower(d.Tokens[h-1].Lemma)] && d.Tokens[h-1].Deprel == "obj": // had no part in it
			h = d.Tokens[h-1].Head
		default:
			continue
		}
		main, own := d.Tokens[h-1], t.Lemma == "no" || t.Lemma == "nothing"
		if !s.Covers(main.Span) || !d.Says(s, h) || inward[strings.ToLower(main.Lemma)] && !own || main.UPOS != "VERB" && main.UPOS != "ADJ" && main.UPOS != "NOUN" {
			continue
		}
		if !slices.ContainsFunc(kidsOf(d, h), func(k int) bool { return unreal[strings.ToLower(d.Tokens[k-1].Lemma)] }) && finite(d, h) {
			return h
		}
	}
	return 0
}

// finite reports whether a predicate has a subject and no "to" before it, but "not to blame".
func finite(d *parallax.Document, p int) bool {
	subject, to := false, false
	for _, k := range kidsOf(d, p) {
		t := d.Tokens[k-1]
		subject = subject || strings.HasPrefix(t.Deprel, "nsubj")
		to = to || t.Deprel == "mark" && t.UPOS == "PART"
		if t.Deprel == "obl" || t.Deprel == "advcl" { // "did not dismiss him over the affair" says that he did
			for _, c := range kidsOf(d, k) {
				if w := d.Tokens[c-1]; (w.Deprel == "case" || w.Deprel == "mark") && unreal[strings.ToLower(w.Lemma)] {
					return false
				}
			}
		}
	}
	return subject && (!to || guilt[strings.ToLower(d.Tokens[p-1].Lemma)])
}

var acting = lexis.Set("PERSON NORP ORG GPE MIL_UNIT")

// matter are the relations by which a predicate says what it is about.
var matter = lexis.Set("obj obl nmod xcomp")

// charging words say that somebody did something; guilt words that he did it.
var (
	charging = lexis.Set("accuse blame allege charge suspect implicate indict accusation allegation indictment suspicion")
	guilt    = lexis.Set("blame responsible guilty involved behind fault culprit")
)

// inward verbs say what one has to, wants or thinks; light ones tell no deed alone.
var (
	inward = lexis.Set("have need want think believe know see say")
	light  = lexis.Set("take make do get give hold go come be")
)

var (
	unreal = lexis.Set("will would wo shall must should may might can could ca if unless whether because over due")
	parts  = lexis.Set("part role hand involvement link connection knowledge responsibility tie")
)

// deed is the word for what a predicate tells: "brought down" is "down".
func deed(d *parallax.Document, p int) string {
	for _, k := range kidsOf(d, p) {
		if t := d.Tokens[k-1]; t.Deprel == "compound:prt" && strings.EqualFold(t.Lemma, "down") {
			return "down"
		}
	}
	return lexis.Stem(strings.ToLower(d.Tokens[p-1].Lemma))
}

// partners are whom a predicate or a noun of action is done to and who does it:
// actors, as "#1", the states of those who do it, and the stems of other nouns that it is done to.
func (v *view) partners(doc, p int) (to, by map[string]bool) {
	d := v.a.Docs[doc]
	to, by = map[string]bool{}, map[string]bool{}
	nominal := d.Tokens[p-1].UPOS == "NOUN"
	for _, k := range kidsOf(d, p) {
		t, side := d.Tokens[k-1], to
		switch {
		case t.Deprel == "obj" || t.Deprel == "nsubj:pass" || nominal && (t.Deprel == "nmod" || t.Deprel == "compound"):
		case t.Deprel == "nsubj" || t.Deprel == "obl:agent" || t.Deprel == "nmod:poss":
			side = by
		default:
			continue
		}
		for _, m := range d.Mentions {
			i, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: m.Entity}]
			if m.Head != k || m.Entity == 0 || !ok {
				continue
			}
			if t.Deprel == "obl:agent" && !acting[d.Entities[m.Entity-1].Type] {
				continue // by a missile
			}
			side["#"+strconv.Itoa(i)] = true
			if s := v.state(i); s != "" && t.Deprel == "nsubj" {
				by[s] = true
			}
		}
		if s := lexis.Stem(strings.ToLower(t.Lemma)); t.Deprel != "nsubj" && t.Deprel != "obl:agent" && t.UPOS == "NOUN" {
			to[s] = true
		}
	}
	return to, by
}

// tale is what a saga tells as done: its events by the stem and the kinds of their
// words, and what somebody is accused of.
type tale struct {
	deeds   map[string][]parallax.EventRef
	charges []parallax.EventRef
}

func (v *view) told() map[int]*tale {
	out := map[int]*tale{}
	for di, d := range v.a.Docs {
		for k, e := range d.Events {
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: e.Report}]
			if !ok || e.Head == 0 || e.Status != parallax.Actual {
				continue
			}
			if out[s] == nil {
				out[s] = &tale{deeds: map[string][]parallax.EventRef{}}
			}
			ref := parallax.EventRef{Doc: di, Event: k + 1}
			for _, key := range deedKeys(deed(d, e.Head)) {
				out[s].deeds[key] = append(out[s].deeds[key], ref)
			}
			if charging[strings.ToLower(d.Tokens[e.Head-1].Lemma)] && len(e.Recipients) > 0 {
				out[s].charges = append(out[s].charges, ref)
			}
		}
	}
	return out
}

func deedKeys(word string) []string {
	out := []string{word}
	for _, n := range lexis.Families(word) {
		out = append(out, "#"+strconv.Itoa(n))
	}
	return out
}

// toldAsDone is an event that another tells as done, of the deed that a claim says
// was not done to the same.
func (v *view) toldAsDone(t *tale, of map[parallax.EventRef]int, doc, claim, p int) (parallax.EventRef, bool) {
	d := v.a.Docs[doc]
	c := d.Claims[claim-1]
	to, by := v.partners(doc, p)
	if t == nil || d.Tokens[p-1].UPOS != "VERB" || light[strings.ToLower(d.Tokens[p-1].Lemma)] || len(to) == 0 {
		return parallax.EventRef{}, false
	}
	for _, key := range deedKeys(deed(d, p)) {
		for _, ref := range t.deeds[key] {
			x := v.event(ref)
			if ref.Doc == doc && (x.Claim == claim || c.Covers(x.Span)) {
				continue
			}
			// Of a thing without a name it takes an event told more than once, and who did it where that is said.
			to2, by2 := v.partners(ref.Doc, x.Head)
			if same(to, to2) || shares(to, to2) && len(v.a.Happenings[of[ref]].Members) > 1 && (len(by) == 0 || shares(by, by2)) {
				return ref, true
			}
		}
	}
	return parallax.EventRef{}, false
}

// tellings is the side of those who tell an event as done.
func (v *view) tellings(happening int) parallax.Position {
	var out parallax.Position
	for _, m := range v.a.Happenings[happening].Members {
		if e := v.event(m); e.Status == parallax.Actual || e.Status == parallax.Historical {
			if out.Text == "" {
				out.Text = e.In(v.a.Docs[m.Doc].Text)
			}
			out.Mentions = append(out.Mentions, parallax.Ref{Doc: m.Doc, Span: e.Span})
		}
	}
	return out
}

// closeBy is how many sentences an accusation may stand from the answer that shares
// one word of its matter; elsewhere they must share two.
const closeBy = 12

// accused is the accusation that a claim of its target turns down: its source says
// that it was not so of itself.
func (v *view) accused(t *tale, doc, claim, p int) (parallax.EventRef, bool) {
	d := v.a.Docs[doc]
	c := d.Claims[claim-1]
	if len(c.Chain) == 0 || t == nil {
		return parallax.EventRef{}, false
	}
	speaker := c.Chain[len(c.Chain)-1].Entity
	if !v.ofHimself(doc, p, speaker) {
		return parallax.EventRef{}, false
	}
	answer := map[string]bool{}
	for i, t := range d.Tokens {
		if c.Content.Covers(t.Span) && (i+1 == p || t.Head == p && matter[t.Deprel] || t.Head > 0 && d.Tokens[t.Head-1].Head == p && matter[t.Deprel] && matter[d.Tokens[t.Head-1].Deprel]) {
			if w := lexis.Stem(strings.ToLower(t.Lemma)); !lightWords[w] {
				answer[w] = true
			}
		}
	}
	plain := guilt[strings.ToLower(d.Tokens[p-1].Lemma)]
	best, top := parallax.EventRef{}, 0
	for _, ref := range t.charges {
		x := v.event(ref)
		if ref.Doc == doc && c.Covers(x.Span) || !v.charged(ref.Doc, x, doc, speaker) {
			continue
		}
		n, far := alike(matterOf(v.a.Docs[ref.Doc], x.Sent, nil), answer), sentenceAt(d, c.Content.Start)-x.Sent
		if near := ref.Doc == doc && far <= closeBy && -far <= closeBy; near && plain {
			n++
		} else if !near && n < 2 {
			continue
		}
		if n > top {
			best, top = ref, n
		}
	}
	return best, top > 0
}

// ofHimself reports whether a predicate is told of the one who speaks.
func (v *view) ofHimself(doc, p, speaker int) bool {
	d := v.a.Docs[doc]
	for _, k := range kidsOf(d, p) {
		t := d.Tokens[k-1]
		if !strings.HasPrefix(t.Deprel, "nsubj") {
			continue
		}
		if strings.Contains(t.Feats, "Person=1") {
			return true
		}
		for _, m := range d.Mentions {
			if m.Head == k && m.Entity > 0 {
				i, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: m.Entity}]
				j, ok2 := v.actor[parallax.EntityRef{Doc: doc, Entity: speaker}]
				return m.Entity == speaker || ok && ok2 && (i == j || t.UPOS != "PRON" && v.state(i) != "" && v.state(i) == v.state(j))
			}
		}
	}
	return false
}

// charged reports whether an accusation is of the one who speaks: of that actor, or of
// its state where another state accuses.
func (v *view) charged(doc int, e *parallax.Event, by, speaker int) bool {
	i, ok := v.actor[parallax.EntityRef{Doc: by, Entity: speaker}]
	if !ok || speaker == 0 {
		return false
	}
	for _, a := range e.Recipients {
		if k, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: a.Entity}]; ok && a.Entity > 0 && k == i {
			return true
		}
	}
	own, to, from := v.state(i), v.parties(doc, e.Recipients), v.parties(doc, e.Actors)
	return own != "" && to[own] && len(from) > 0 && !from[own]
}

// alike is how many words of b one of a is, or tells the kind of.
func alike(a, b map[string]bool) int {
	n := 0
	for x := range b {
		for y := range a {
			if x == y || lexis.SameKind(x, y) {
				n++
				break
			}
		}
	}
	return n
}
