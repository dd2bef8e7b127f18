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

const (
	// Log-odds from which classes become one, and what is taken off where both
	// have a PLOVER type, of which a long story tells many: chosen on half of the
	// development topics and on a story of sixteen reports.
	joinAt    = -0.6
	typedToll = 1.0

	crowd = 96 // of the mentions that share one trait, each is compared with so many before it
	link  = 6  // members of a class that stand for it
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
	story      int
	words      []weighted // of its sentence, by word
	from, to   string     // first and last day
	md         string     // month and day, where the year is open
	settled    bool
	past       bool
	heads      []string // words that depend on the trigger
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
	sagas, order := v.bySaga()
	var out []parallax.Happening
	for _, s := range order {
		out = append(out, v.joinSaga(sagas[s])...)
	}
	slices.SortFunc(out, func(x, y parallax.Happening) int { return byRef(x.Members[0], y.Members[0]) })
	return out
}

// bySaga are the event mentions of each saga, and the sagas in order.
func (v *view) bySaga() (map[int][]parallax.EventRef, []int) {
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
	return sagas, order
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
	told := make([]portrait, len(signs))
	for i := range signs {
		class[i], members[i], sure[i], told[i] = i, []int{i}, signs[i].score, portraitOf(&signs[i])
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
		if w < joinAt || told[a].contradicts(&told[b]) {
			continue
		}
		told[a].add(told[b])
		for _, i := range members[b] {
			class[i] = a
		}
		members[a] = append(members[a], members[b]...)
		slices.Sort(members[a])
		members[b] = nil
		sure[a] = min(sure[a], sure[b], 1/(1+math.Exp(-w-1.5)))
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
	s := sign{ref: ref, typ: e.Type, modes: e.Modes, place: -1, sent: e.Sent, story: v.story[parallax.ReportRef{Doc: ref.Doc, Report: e.Report}], score: float64(e.Score),
		actors: v.actorsOf(ref.Doc, e.Actors), recipients: v.actorsOf(ref.Doc, e.Recipients),
		settled: e.Status != parallax.Planned && e.Status != parallax.Possible, past: e.Status == parallax.Historical, lead: v.leads(d, e)}
	if s.score == 0 {
		s.score = 1
	}
	if e.Head > 0 && e.Head <= len(d.Tokens) {
		s.heads = dependents(d, e.Head)
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

// dependents are the lemmas of the nouns, names, adjectives and numbers that
// depend on a word.
func dependents(d *parallax.Document, head int) []string {
	var out []string
	s := d.Sentences[d.Tokens[head-1].Sent-1]
	for _, t := range d.Tokens[s.First-1 : s.Last] {
		rel, _, _ := strings.Cut(t.Deprel, ":")
		if t.Head != head || rel == "conj" || rel == "appos" || rel == "parataxis" {
			continue
		}
		switch t.UPOS {
		case "NOUN", "PROPN", "ADJ", "NUM":
			out = append(out, lexis.Stem(strings.ToLower(t.Lemma)))
		}
	}
	return out
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
