package collate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// Weights of the evidence that two mentions tell one happening, in log-odds,
// set by hand on the development topics named in docs/accuracy.md.
const (
	kinLemma      = 3.2  // wed and wedding, airstrike and strike
	kindLemma     = 1.0  // kill and assassinate
	typeOnly      = 0.0  // one type, other words
	typesApart    = -1.5 // two types, other words
	wordsApart    = -0.6 // other words and no type to tell by
	sameMode      = 1.6
	modesApart    = -0.8
	shareActor    = 1.6
	shareVictim   = 2.6
	nearApart     = 0.3
	wordApart     = -1.5 // more, for a word or deed between parties whose doers differ
	bare          = -0.6 // one of them names nobody
	sameDay       = 1.6
	daysOverlap   = 0.3
	daysApart     = -6.0
	samePlace     = 0.7
	placesApart   = -0.8
	bothLead      = 0.6 // both stand in headline or lead
	sameSentence  = -2.0
	statusDiffers = -1.6
	joinAt        = 1.8

	crowd = 96 // of the mentions that share one trait, each is compared with so many before it
	link  = 6  // members of a class that stand for it
)

// weights are those of the evidence that weigh otherwise where PLOVER gives both
// events a type: their parties are then read by the type's frame, and a story
// tells many requests and strikes that only the parties tell apart.
type weights struct {
	sameLemma    float64
	actorsApart  float64
	victimsApart float64
	crossRole    float64 // one's actor is the other's recipient: parsers err, texts turn voices
	shareNear    float64 // who else stands in the sentence
	likeSentence float64 // times the cosine of the sentences' words
}

var (
	typed   = weights{sameLemma: 2.8, actorsApart: -2.2, victimsApart: -2.2, crossRole: 0.3, shareNear: 1.2, likeSentence: 4.0}
	untyped = weights{sameLemma: 3.2, actorsApart: -0.8, victimsApart: -0.8, crossRole: 0.8, shareNear: 1.8, likeSentence: 4.0}
)

// sign is an event mention made ready for comparison.
type sign struct {
	ref        parallax.EventRef
	lemma      string
	typ        string
	modes      []string
	actors     []int
	recipients []int
	near       []int // actors named in its sentence
	place      int   // −1 when unknown
	sent       int
	words      []weighted // of its sentence, by word
	from, to   string     // first and last day
	md         string     // month and day, where the year is open
	settled    bool
	lead       bool
	score      float64
}

type weighted struct {
	word   string
	weight float64
}

// happenings joins event mentions saga by saga: pairs that share a trait are
// scored, and from the best pair down two classes become one where their
// members agree on average.
func (v *view) happenings() []parallax.Happening {
	sagas := map[int][]parallax.EventRef{}
	var order []int
	for di, d := range v.a.Docs {
		for k, e := range d.Events {
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: e.Report}]
			if !ok {
				continue
			}
			if sagas[s] == nil {
				order = append(order, s)
			}
			sagas[s] = append(sagas[s], parallax.EventRef{Doc: di, Event: k + 1})
		}
	}
	var out []parallax.Happening
	for _, s := range order {
		out = append(out, v.joinSaga(sagas[s])...)
	}
	slices.SortFunc(out, func(x, y parallax.Happening) int { return byRef(x.Members[0], y.Members[0]) })
	return out
}

func (v *view) joinSaga(refs []parallax.EventRef) []parallax.Happening {
	signs, common := v.signs(refs)
	type pair struct {
		i, j  int
		score float64
	}
	var pairs []pair
	eachCandidate(signs, func(i, j int) {
		if w := common.score(&signs[i], &signs[j]); w >= joinAt {
			pairs = append(pairs, pair{i, j, w})
		}
	})
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	class := make([]int, len(signs))
	members := make([][]int, len(signs))
	sure := make([]float64, len(signs))
	for i := range signs {
		class[i], members[i], sure[i] = i, []int{i}, signs[i].score
	}
	for _, p := range pairs {
		a, b := class[p.i], class[p.j]
		if a == b {
			continue
		}
		if a > b {
			a, b = b, a
		}
		w := common.between(signs, members[a], members[b])
		if w < joinAt {
			continue
		}
		for _, i := range members[b] {
			class[i] = a
		}
		members[a] = append(members[a], members[b]...)
		slices.Sort(members[a])
		members[b] = nil
		sure[a] = min(sure[a], sure[b], 1/(1+math.Exp(joinAt-1-w)))
	}
	v.oneVictim(signs, members)
	v.echoes(signs, members)
	var out []parallax.Happening
	for k, m := range members {
		if m == nil {
			continue
		}
		h := parallax.Happening{Score: sure[k]}
		for _, i := range m {
			h.Members = append(h.Members, signs[i].ref)
		}
		out = append(out, h)
	}
	return out
}

// echoes puts a mention that only points back to the class of what it points to.
func (v *view) echoes(signs []sign, members [][]int) {
	at, class := map[parallax.EventRef]int{}, make([]int, len(signs))
	for i, s := range signs {
		at[s.ref] = i
	}
	for k, m := range members {
		for _, i := range m {
			class[i] = k
		}
	}
	for i, s := range signs {
		j, ok := at[parallax.EventRef{Doc: s.ref.Doc, Event: v.event(s.ref).Echo}]
		if !ok || class[i] == class[j] {
			continue
		}
		from := class[i]
		if members[from] = slices.DeleteFunc(slices.Clone(members[from]), func(k int) bool { return k == i }); len(members[from]) == 0 {
			members[from] = nil
		}
		class[i] = class[j]
		members[class[i]] = append(members[class[i]], i)
		slices.Sort(members[class[i]])
	}
}

// oneVictim joins classes that tell an attack on one person on days that agree:
// "the strike that hit him", "his killing". Few are attacked twice.
func (v *view) oneVictim(signs []sign, members [][]int) {
	first := map[int]int{} // person → class
	for k := range members {
		for n := 0; n < len(members[k]); n++ {
			s := signs[members[k][n]]
			if s.typ != "ASSAULT" || !s.settled {
				continue
			}
			for _, p := range s.recipients {
				x := v.a.Actors[p]
				if x.Type != parallax.Person || !strings.Contains(x.Name, " ") || strings.ToUpper(x.Name[:1]) != x.Name[:1] {
					continue
				}
				if !victim(signs, members[k], p) {
					continue
				}
				c, ok := first[p]
				if !ok {
					first[p] = k
					continue
				}
				if c == k || members[c] == nil || clash(signs, members[c], members[k]) {
					continue
				}
				members[c] = append(members[c], members[k]...)
				slices.Sort(members[c])
				members[k] = nil
				break
			}
			if members[k] == nil {
				break
			}
		}
	}
}

// victim reports whether a person is whom most members of a class tell of, of
// those that tell of anyone.
func victim(signs []sign, members []int, person int) bool {
	named, hit := 0, 0
	for _, i := range members {
		if len(signs[i].recipients) > 0 {
			named++
			if slices.Contains(signs[i].recipients, person) {
				hit++
			}
		}
	}
	return 2*hit > named
}

// clash reports whether members of two classes stand on different days.
func clash(signs []sign, a, b []int) bool {
	for _, i := range a {
		for _, j := range b {
			x, y := &signs[i], &signs[j]
			if x.md != "" && y.md != "" && x.md != y.md || x.to != "" && y.from != "" && x.to < y.from || y.to != "" && x.from != "" && y.to < x.from {
				return true
			}
		}
	}
	return false
}

// between is the mean score of two classes' members, the first few of each
// standing for all.
func (c *commonness) between(signs []sign, a, b []int) float64 {
	sum, n := 0.0, 0.0
	for _, i := range a[:min(link, len(a))] {
		for _, j := range b[:min(link, len(b))] {
			sum += c.score(&signs[i], &signs[j])
			n++
		}
	}
	return sum / n
}

// eachCandidate visits the pairs of signs, lower index first and each once,
// that share a word, a participant or a day.
func eachCandidate(signs []sign, visit func(i, j int)) {
	at := map[string][]int{}
	last := make([]int, len(signs))
	for i := range last {
		last[i] = -1
	}
	for j := range signs {
		for _, k := range signs[j].traits() {
			l := at[k]
			for _, i := range l[max(0, len(l)-crowd):] {
				if last[i] != j {
					last[i] = j
					visit(i, j)
				}
			}
			at[k] = append(l, j)
		}
	}
}

func (s *sign) traits() []string {
	out := []string{"w" + s.lemma}
	if n := len(s.lemma); n > 5 {
		out = append(out, "p"+s.lemma[:4], "s"+s.lemma[n-5:])
	} else if n >= 4 {
		out = append(out, "p"+s.lemma[:4], "s"+s.lemma)
	}
	for _, k := range lexis.Families(s.lemma) {
		out = append(out, "k"+strconv.Itoa(k))
	}
	if s.typ != "OTHER" {
		for _, i := range s.recipients {
			out = append(out, s.typ+strconv.Itoa(i))
		}
		for _, i := range s.actors {
			out = append(out, s.typ+strconv.Itoa(i))
		}
		for _, i := range s.near {
			out = append(out, s.typ+strconv.Itoa(i))
		}
		if s.from != "" && s.from == s.to {
			out = append(out, s.typ+s.from)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// commonness says how often a saga's events share a trait: what every second
// one has tells little.
type commonness struct {
	lemma map[string]int
	actor map[int]int
	n     float64
}

// signs reads the mentions of a saga and counts what they share.
func (v *view) signs(refs []parallax.EventRef) ([]sign, *commonness) {
	out := make([]sign, len(refs))
	c := &commonness{lemma: map[string]int{}, actor: map[int]int{}, n: float64(len(refs))}
	inSentence := map[int]map[int][]int{} // document → sentence → actors
	df := map[string]float64{}
	sentences := map[[2]int][]string{}
	for i, ref := range refs {
		if inSentence[ref.Doc] == nil {
			inSentence[ref.Doc] = v.actorsBySentence(ref.Doc)
		}
		s := v.sign(ref)
		s.near = inSentence[ref.Doc][s.sent]
		key := [2]int{ref.Doc, s.sent}
		if _, ok := sentences[key]; !ok {
			sentences[key] = contentWords(v.a.Docs[ref.Doc], s.sent)
			for _, w := range sentences[key] {
				df[w]++
			}
		}
		c.lemma[s.lemma]++
		for _, a := range s.near {
			c.actor[a]++
		}
		out[i] = s
	}
	vectors := map[[2]int][]weighted{}
	total := float64(len(sentences))
	for k, words := range sentences {
		var vec []weighted
		sum := 0.0
		for _, w := range words {
			x := math.Log((total + 1) / df[w])
			vec = append(vec, weighted{w, x})
			sum += x * x
		}
		if sum > 0 {
			for i := range vec {
				vec[i].weight /= math.Sqrt(sum)
			}
		}
		vectors[k] = vec
	}
	for i := range out {
		out[i].words = vectors[[2]int{out[i].ref.Doc, out[i].sent}]
	}
	return out, c
}

func (v *view) sign(ref parallax.EventRef) sign {
	d, e := v.a.Docs[ref.Doc], v.event(ref)
	s := sign{ref: ref, typ: e.Type, modes: e.Modes, place: -1, sent: e.Sent, score: float64(e.Score),
		actors: v.actorsOf(ref.Doc, e.Actors), recipients: v.actorsOf(ref.Doc, e.Recipients),
		settled: e.Status != parallax.Planned && e.Status != parallax.Possible, lead: v.leads(d, e)}
	if s.score == 0 {
		s.score = 1
	}
	if e.Head > 0 && e.Head <= len(d.Tokens) {
		s.lemma = lexis.Stem(strings.ToLower(d.Tokens[e.Head-1].Lemma))
	} else {
		s.lemma = lexis.Stem(strings.ToLower(e.In(d.Text)))
	}
	if i, ok := v.actor[parallax.EntityRef{Doc: ref.Doc, Entity: e.Place.Entity}]; ok && e.Place.Entity > 0 {
		s.place = i
	}
	if e.Time > 0 {
		s.from, s.to = days(d.Times[e.Time-1])
		if m := openYear.FindStringSubmatch(d.Times[e.Time-1].Value); m != nil {
			s.md = m[1] + "-" + m[2]
		}
	}
	return s
}

// leads reports whether an event stands in its report's headline or first
// sentences.
func (v *view) leads(d *parallax.Document, e *parallax.Event) bool {
	if e.Sent < 1 || e.Sent > len(d.Sentences) {
		return false
	}
	if d.Sentences[e.Sent-1].Title {
		return true
	}
	n := 0
	for i := e.Sent - 2; i >= 0 && d.Sentences[i].Report == e.Report && !d.Sentences[i].Title; i-- {
		n++
	}
	return n < 1
}

// actorsBySentence are the named actors of a document's sentences.
func (v *view) actorsBySentence(doc int) map[int][]int {
	out := map[int][]int{}
	for _, m := range v.a.Docs[doc].Mentions {
		if i, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: m.Entity}]; ok && m.Entity > 0 && !slices.Contains(out[m.Sent], i) {
			out[m.Sent] = append(out[m.Sent], i)
		}
	}
	return out
}

// contentWords are the stems of a sentence's nouns, names, verbs, adjectives
// and numbers, sorted.
func contentWords(d *parallax.Document, sent int) []string {
	if sent < 1 || sent > len(d.Sentences) {
		return nil
	}
	var out []string
	s := d.Sentences[sent-1]
	for _, t := range d.Tokens[s.First-1 : s.Last] {
		switch t.UPOS {
		case "NOUN", "PROPN", "VERB", "ADJ", "NUM":
			out = append(out, lexis.Stem(strings.ToLower(t.Lemma)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// days are the first and last day of a time with a full date, "" where open. A
// duration or set bounds nothing.
func days(t parallax.Timex) (from, to string) {
	if t.Type == "DURATION" || t.Type == "SET" {
		return "", ""
	}
	return t.Earliest, t.Latest
}

// score is the log-odds that a and b tell one happening.
func (c *commonness) score(a, b *sign) float64 {
	w, k := 0.0, &typed
	told := a.typ != "OTHER" && b.typ != "OTHER"
	if !told {
		k = &untyped
	}
	switch {
	case a.lemma == b.lemma:
		w += k.sameLemma * c.rare(c.lemma[a.lemma])
	case lexis.SameFamily(a.lemma, b.lemma):
		w += kinLemma
	case lexis.SameKind(a.lemma, b.lemma):
		w += kindLemma
	case told && a.typ == b.typ:
		w += typeOnly
	case told:
		w += typesApart
	default:
		w += wordsApart
	}
	if len(a.modes) > 0 && len(b.modes) > 0 {
		if common(a.modes, b.modes) {
			w += sameMode
		} else {
			w += modesApart
		}
	}
	w += c.weigh(a.actors, b.actors, shareActor, k.actorsApart)
	if verbal[a.typ] && len(a.actors) > 0 && len(b.actors) > 0 && !common(a.actors, b.actors) {
		w += wordApart
	}
	if told && (len(a.actors)+len(a.recipients) == 0 || len(b.actors)+len(b.recipients) == 0) {
		w += bare
	}
	w += c.weigh(a.recipients, b.recipients, shareVictim, k.victimsApart)
	if common(a.actors, b.recipients) || common(a.recipients, b.actors) {
		w += k.crossRole
	}
	w += c.weigh(a.near, b.near, k.shareNear, nearApart)
	if a.place >= 0 && b.place >= 0 {
		if a.place == b.place {
			w += samePlace
		} else {
			w += placesApart
		}
	}
	switch {
	case a.md != "" && b.md != "" && a.md != b.md:
		w += daysApart
	case a.md != "" && a.md == b.md:
		w += sameDay
	case a.md != "" && b.from != "" && b.to != "" && !mayFall(a.md, b.from, b.to), b.md != "" && a.from != "" && a.to != "" && !mayFall(b.md, a.from, a.to):
		w += daysApart
	case a.from == "" || a.to == "" || b.from == "" || b.to == "":
	case a.to < b.from || b.to < a.from:
		w += daysApart
	case a.from == a.to && b.from == b.to:
		w += sameDay
	default:
		w += daysOverlap
	}
	if a.settled != b.settled {
		w += statusDiffers
	}
	if a.lead && b.lead {
		w += bothLead
	}
	if a.ref.Doc == b.ref.Doc && a.sent == b.sent {
		return w + sameSentence
	}
	return w + k.likeSentence*cosine(a.words, b.words)
}

// verbal are the types of which a story tells many, each by its doer.
var verbal = map[string]bool{"REQUEST": true, "ACCUSE": true, "REJECT": true, "THREATEN": true, "AGREE": true, "SUPPORT": true, "CONCEDE": true, "CONSULT": true}

// mayFall reports whether a month and day may lie between two days.
func mayFall(md, from, to string) bool {
	for _, y := range []string{from[:4], to[:4]} {
		if x := y + "-" + md; from <= x && x <= to {
			return true
		}
	}
	return false
}

// rare falls from 1 with how often a trait is seen.
func (c *commonness) rare(n int) float64 {
	return min(1, 3/(1+math.Log2(float64(1+n))))
}

// weigh scores shared participants by the rarest of them.
func (c *commonness) weigh(a, b []int, shared, apart float64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := 0.0
	for _, i := range a {
		if slices.Contains(b, i) {
			best = max(best, c.rare(c.actor[i]))
		}
	}
	if best > 0 {
		return best * shared
	}
	return apart
}

func cosine(a, b []weighted) float64 {
	sum := 0.0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].word < b[0].word:
			a = a[1:]
		case b[0].word < a[0].word:
			b = b[1:]
		default:
			sum += a[0].weight * b[0].weight
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

func common[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

func shares[K comparable](a, b map[K]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
}
