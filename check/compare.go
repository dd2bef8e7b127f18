package check

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// item is one thing that the question says.
type item struct {
	word   string // stem; "" for an actor
	name   string // of an actor, in lower case
	actors []int  // in the archive; none for one it does not know
	typ    string // event type, where the word is a trigger
	role   string // actor or recipient of the act, where known
	in     bool   // names a place after "in", "at", "near"
	of     string // stem of the word that a name stands before: "German" of "ambassador"
	weight float64
}

// parts is the question taken apart.
type parts struct {
	items   []item
	act     int // index of the main predicate in items, −1 for none
	negated bool
	planned bool
	figures []parallax.Figure
	days    [][2]string
	doc     *parallax.Document
}

// light words carry no matter of their own.
var light = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("say tell be have do make take give go come get state add note report statement official mr mrs ms other such same many much more") {
		out[lexis.Stem(w)] = true
	}
	return out
}()

func (x *index) parts(q *parallax.Document, who Actors) parts {
	p := parts{act: -1, doc: q}
	main := predicate(q)
	inName := map[int]bool{}
	role := map[int]string{}
	typ := map[int]string{}
	for _, e := range q.Events {
		typ[e.Head] = e.Type
		for _, r := range e.Actors {
			role[r.Entity] = "actor"
		}
		for _, r := range e.Recipients {
			if role[r.Entity] == "" {
				role[r.Entity] = "recipient"
			}
		}
		if e.Head == main {
			p.planned = e.Status == parallax.Planned
		}
	}
	if main > 0 {
		p.negated = negated(q, main)
	}
	seen := map[int]bool{}
	for _, m := range q.Mentions {
		if m.Kind != parallax.KindName {
			continue
		}
		for i, t := range q.Tokens {
			if m.Covers(t.Span) {
				inName[i+1] = true
			}
		}
		if m.Entity == 0 || seen[m.Entity] {
			continue
		}
		seen[m.Entity] = true
		it := item{name: strings.ToLower(m.In(q.Text)), actors: who[m.Entity], role: role[m.Entity], weight: x.rarity("@?")}
		if h := q.Tokens[max(m.Head, 1)-1]; h.Head > 0 && (h.Deprel == "amod" || h.Deprel == "compound" || h.Deprel == "nmod:poss") {
			it.of = lexis.Stem(strings.ToLower(q.Tokens[h.Head-1].Lemma))
		} else if standsIn(q, max(m.Head, 1)) {
			it.in = true
		} else if strings.HasPrefix(h.Deprel, "nsubj") && it.role == "" {
			it.role = "actor"
		}
		if len(it.actors) > 0 {
			it.weight = 0.5 + x.rarity(x.keyOf(it.actors[0], m.In(q.Text)))
		}
		p.items = append(p.items, it)
	}
	done := map[string]bool{}
	for i, t := range q.Tokens {
		w := lexis.Stem(strings.ToLower(t.Lemma))
		if !content(t) || inName[i+1] || done[w] || light[w] && i+1 != main {
			continue
		}
		done[w] = true
		it := item{word: w, typ: typ[i+1], weight: x.rarity(w)}
		// A word that the archive never uses may be another word for one it does.
		it.weight = min(it.weight, 6)
		if i+1 == main {
			p.act = len(p.items)
			it.weight *= 1.3
		}
		p.items = append(p.items, it)
	}
	for _, f := range q.Figures {
		if f.Value != nil || f.Low != nil || f.High != nil {
			p.figures = append(p.figures, f)
		}
	}
	for _, t := range q.Times {
		if t.Type == "DATE" && t.Earliest != "" && t.Latest != "" && t.Basis == parallax.Stated {
			p.days = append(p.days, [2]string{t.Earliest, t.Latest})
		}
	}
	return p
}

// predicate is the word that the sentence turns on: its root, or what the root
// reports.
func predicate(q *parallax.Document) int {
	for i, t := range q.Tokens {
		if t.Head != 0 {
			continue
		}
		w := i + 1
		for light[lexis.Stem(strings.ToLower(q.Tokens[w-1].Lemma))] {
			next := 0
			for k, c := range q.Tokens {
				if c.Head == w && (c.Deprel == "ccomp" || c.Deprel == "xcomp" || c.Deprel == "parataxis" || c.Deprel == "obj") {
					next = k + 1
					break
				}
			}
			if next == 0 {
				break
			}
			w = next
		}
		return w
	}
	return 0
}

// negated reports whether the predicate at token id w is negated.
func negated(d *parallax.Document, w int) bool {
	n := 0
	s := d.Sentences[d.Tokens[w-1].Sent-1]
	for i := s.First; i <= s.Last; i++ {
		t := d.Tokens[i-1]
		if t.Head != w {
			continue
		}
		switch strings.ToLower(t.Lemma) {
		case "not", "n't", "never", "no", "neither", "nor":
			n++
		case "nobody", "nothing", "none":
			n++
		}
		// "No troops were killed"
		if strings.HasPrefix(t.Deprel, "nsubj") || t.Deprel == "obj" {
			for k := s.First; k <= s.Last; k++ {
				if c := d.Tokens[k-1]; c.Head == i && strings.EqualFold(c.Lemma, "no") {
					n++
				}
			}
		}
	}
	return n%2 == 1
}

// candidates are the sentences that share one of the question's rarer parts.
func (x *index) candidates(p parts) []int {
	seen := map[int]bool{}
	for _, it := range p.items {
		var keys []string
		if it.word != "" {
			keys = append(keys, it.word)
		}
		for _, i := range it.actors {
			keys = append(keys, "@"+strconv.Itoa(i))
		}
		for _, k := range keys {
			if l := x.by[k]; len(l) < 4000 {
				for _, s := range l {
					seen[int(s)] = true
				}
			}
		}
	}
	return sortedKeys(seen)
}

// compare scores how much of the question sentence s tells, and on which side.
func (x *index) compare(p parts, at int, least float64) (Passage, bool) {
	s := x.sentences[at]
	d := x.a.Docs[s.doc]
	out := Passage{ReportRef: parallax.ReportRef{Doc: s.doc, Report: s.report}, Span: s.Span, Side: Said, Happening: -1}
	actors := x.actorsIn(s)
	here := words(d, s.id)
	var before []string // words of the sentence before, which this one may lean on
	if s.id > 1 && d.Sentences[s.id-2].Report == s.report {
		before = words(d, s.id-1)
	}
	text := strings.ToLower(s.In(d.Text))
	total, got := 0.0, 0.0
	var missing []item
	act := 0 // the token that tells the act
	for k, it := range p.items {
		total += it.weight
		v := 0.0
		switch {
		case it.word == "":
			if slices.ContainsFunc(it.actors, func(i int) bool { return slices.Contains(actors, i) }) || strings.Contains(text, it.name) {
				v = 1
			}
		default:
			v, act = x.tellsWord(d, s, here, it, k == p.act, act)
			if _, ok := slices.BinarySearch(before, it.word); ok && v == 0 && k != p.act {
				v = 0.5
			}
		}
		got += v * it.weight
		if v == 0 {
			missing = append(missing, it)
		}
	}
	if total == 0 {
		return out, false
	}
	side, why, told := x.figures(p, d, s)
	for k, f := range p.figures {
		w := countWeight(f)
		total += w
		if told[k] {
			got += w
		}
	}
	out.Score = got / total
	// Another actor in the place of the one asked for: the rest must agree well.
	for _, m := range missing {
		switch {
		case m.word != "" || act == 0:
		case side == Said && (got+m.weight)/total >= 0.8 && (m.role != "" && x.other(s.doc, act, m) || m.of != "" && otherOf(d, s, m)):
			side, why = Differs, "actor"
			out.Score = max(out.Score, least)
		case side == Said && m.in && (got+m.weight)/total >= 0.8 && x.otherPlace(p, s):
			side, why = Differs, "place"
			out.Score = max(out.Score, least)
		case m.role == "actor":
			out.Score *= 0.85
		}
	}
	if out.Score < least || p.act >= 0 && act == 0 && out.Score < 0.85 {
		return out, false
	}
	if side == Said {
		side, why = x.polarity(p, d, act)
	}
	if side == Said && x.day(p, d, act) {
		side, why = Differs, "day"
	}
	out.Side, out.Why = side, why
	for _, k := range x.events[s.doc][s.id] {
		if d.Events[k-1].Head == act {
			if h, ok := x.happening[parallax.EventRef{Doc: s.doc, Event: k}]; ok {
				out.Happening = h
			}
		}
	}
	where := s.Span
	if act > 0 {
		where = d.Tokens[act-1].Span
	}
	for k, c := range d.Claims {
		if c.Content.Covers(where) {
			out.Claim = k + 1
		}
	}
	return out, true
}

func (x *index) actorsIn(s sentence) []int {
	var out []int
	for _, m := range x.a.Docs[s.doc].Mentions {
		if m.Sent == s.id {
			if i, ok := x.actor[parallax.EntityRef{Doc: s.doc, Entity: m.Entity}]; ok {
				out = append(out, i)
			}
		}
	}
	return out
}

// tellsWord is how well a sentence tells a word: itself, one of its family, or
// an event of its type; for the act it gives the token too.
func (x *index) tellsWord(d *parallax.Document, s sentence, here []string, it item, main bool, act int) (float64, int) {
	best, at := 0.0, 0
	if _, ok := slices.BinarySearch(here, it.word); ok {
		best = 1
	} else if slices.ContainsFunc(here, func(w string) bool { return lexis.SameFamily(w, it.word) }) {
		best = 0.85
	} else if slices.ContainsFunc(here, func(w string) bool { return lexis.SameKind(w, it.word) }) {
		best = 0.75
	}
	if best > 0 && main {
		z := d.Sentences[s.id-1]
		for i := z.First; i <= z.Last; i++ {
			if w := lexis.Stem(strings.ToLower(d.Tokens[i-1].Lemma)); content(d.Tokens[i-1]) && (w == it.word || best < 1 && lexis.SameFamily(w, it.word) || best < 0.8 && lexis.SameKind(w, it.word)) {
				at = i
				break
			}
		}
	}
	if best == 0 && it.typ != "" && it.typ != "OTHER" {
		for _, k := range x.events[s.doc][s.id] {
			if d.Events[k-1].Type == it.typ {
				best, at = 0.7, d.Events[k-1].Head
				break
			}
		}
	}
	if main {
		return best, at
	}
	return best, act
}

// countWeight is what a count of the question weighs beside its words: a large or
// exact one is told of little else.
func countWeight(f parallax.Figure) float64 {
	lo, hi, _ := bounds(f)
	if lo == hi && (lo > 12 || lo != math.Trunc(lo)) {
		return 4
	}
	return 2
}

// figures holds the question's counts against the sentence's: equal ones leave
// the side, others of the same thing differ; told says which it tells either way.
func (x *index) figures(p parts, d *parallax.Document, s sentence) (side, why string, told []bool) {
	side, told = Said, make([]bool, len(p.figures))
	for k, f := range p.figures {
		equal, other := false, false
		for _, g := range d.Figures {
			if g.Sent != s.id {
				continue
			}
			switch {
			case agree(f, g):
				equal = true
			case sameThing(f, g) || f.Unit == "" && g.Unit == "" && counted(p.doc, f) != "" && counted(p.doc, f) == counted(d, g):
				other = true
			}
		}
		told[k] = equal || other
		if other && !equal {
			side, why = Differs, "figure"
		}
	}
	return side, why, told
}

// counted is the stem of the last word of what is counted.
func counted(d *parallax.Document, f parallax.Figure) string {
	w := strings.Fields(strings.ToLower(f.Counted.In(d.Text)))
	if len(w) == 0 {
		return ""
	}
	return lexis.Stem(w[len(w)-1])
}

func sameThing(f, g parallax.Figure) bool {
	return f.Unit == g.Unit && lexis.Stem(f.Of) == lexis.Stem(g.Of)
}

// agree reports whether the values of two figures can both be true.
func agree(f, g parallax.Figure) bool {
	a, b, ok := bounds(f)
	c, e, ok2 := bounds(g)
	// "More than 70" is near 70: it does not tell of more than 700.
	if e >= 1e300 && a > 2*c {
		return false
	}
	return ok && ok2 && f.Unit == g.Unit && a <= e && c <= b
}

func bounds(f parallax.Figure) (lo, hi float64, ok bool) {
	switch {
	case f.Low == nil && f.High == nil:
		if f.Value == nil {
			return 0, 0, false
		}
		return *f.Value, *f.Value, true
	case f.High == nil:
		return *f.Low, 1e300, true
	case f.Low == nil:
		return 0, *f.High, true
	}
	return *f.Low, *f.High, true
}

// other reports whether the event at a token has somebody else, by name, in the
// role of an actor that is missing.
func (x *index) other(doc, act int, m item) bool {
	d := x.a.Docs[doc]
	named := func(args []parallax.Arg) bool {
		return slices.ContainsFunc(args, func(r parallax.Arg) bool {
			return r.Mention > 0 && d.Mentions[r.Mention-1].Kind == parallax.KindName
		})
	}
	for _, e := range d.Events {
		if e.Head == act {
			return m.role == "actor" && named(e.Actors) || m.role == "recipient" && named(e.Recipients)
		}
	}
	t := d.Tokens[act-1]
	s := d.Sentences[t.Sent-1]
	for i := s.First; i <= s.Last; i++ {
		c := d.Tokens[i-1]
		if c.Head == act && c.UPOS == "PROPN" && (m.role == "actor") == strings.HasPrefix(c.Deprel, "nsubj") {
			return true
		}
	}
	return false
}

// otherOf reports whether a sentence has another name before the word that the
// missing one stands before: the British, not the German, ambassador.
func otherOf(d *parallax.Document, s sentence, m item) bool {
	z := d.Sentences[s.id-1]
	for i := z.First; i <= z.Last; i++ {
		t := d.Tokens[i-1]
		if t.Head == 0 || t.Deprel != "amod" && t.Deprel != "compound" && t.Deprel != "nmod:poss" || lexis.Stem(strings.ToLower(d.Tokens[t.Head-1].Lemma)) != m.of {
			continue
		}
		for _, n := range d.Mentions {
			if n.Head == i && n.Kind == parallax.KindName {
				return true
			}
		}
	}
	return false
}

// standsIn reports whether the token id i is said of a place: "in Toledo".
func standsIn(d *parallax.Document, i int) bool {
	return slices.ContainsFunc(d.Tokens, func(t parallax.Token) bool {
		return t.Head == i && t.Deprel == "case" && placing[strings.ToLower(t.Lemma)]
	})
}

var placing = lexis.Set("in at near")

// otherPlace reports whether a sentence has a name that stands for where, and
// that the question does not have.
func (x *index) otherPlace(p parts, s sentence) bool {
	d := x.a.Docs[s.doc]
	return slices.ContainsFunc(d.Mentions, func(n parallax.Mention) bool {
		if n.Sent != s.id || n.Kind != parallax.KindName || n.Head == 0 || !standsIn(d, n.Head) {
			return false
		}
		i, ok := x.actor[parallax.EntityRef{Doc: s.doc, Entity: n.Entity}]
		return !ok || !slices.ContainsFunc(p.items, func(it item) bool { return slices.Contains(it.actors, i) })
	})
}

// polarity tells whether the sentence affirms the act as the question does.
func (x *index) polarity(p parts, d *parallax.Document, act int) (side, why string) {
	if act == 0 {
		return Said, ""
	}
	no := negated(d, act)
	planned := false
	for _, e := range d.Events {
		if e.Head == act {
			no = no || e.Status == parallax.Negated || e.Status == parallax.Denied || e.Status == parallax.CalledOff
			planned = e.Status == parallax.Planned
		}
	}
	for _, c := range d.Claims {
		if c.Stance == parallax.Denies && c.Content.Covers(d.Tokens[act-1].Span) && d.Says(c.Content, act) {
			no = true
		}
	}
	switch {
	case no != p.negated:
		return Denied, "negation"
	case planned && !p.planned:
		return Differs, "plan"
	}
	return Said, ""
}

// day reports whether the act's day cannot be the question's.
func (x *index) day(p parts, d *parallax.Document, act int) bool {
	if len(p.days) == 0 || act == 0 {
		return false
	}
	for k, e := range d.Events {
		if e.Head != act {
			continue
		}
		for di := range x.a.Docs {
			if x.a.Docs[di] != d {
				continue
			}
			h, ok := x.happening[parallax.EventRef{Doc: di, Event: k + 1}]
			if !ok {
				return false
			}
			t := x.a.Happenings[h].Time
			if t.Earliest == "" || t.Latest == "" || t.Type == "DURATION" {
				return false
			}
			return !slices.ContainsFunc(p.days, func(q [2]string) bool { return q[0] <= t.Latest && t.Earliest <= q[1] })
		}
	}
	return false
}
