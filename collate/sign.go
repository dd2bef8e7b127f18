package collate

import (
	"math"
	"slices"
	"strings"
	"time"

	"parallax"
	"parallax/internal/lexis"
)

// sign is an event mention made ready for comparison.
type sign struct {
	ref        parallax.EventRef
	lemma      string
	typ        string
	modes      []string
	actors     []int
	recipients []int
	near       []int           // actors named in its sentence
	doers      map[string]bool // states that the actors belong to, or that a trigger's adjective names
	harmed     map[string]bool // states that the recipients belong to
	victims    []int           // recipients that are persons with a name
	place      int             // −1 when unknown
	geo        *parallax.Geo   // of the place
	verb       bool
	sent       int
	story      int
	words      []weighted // of its sentence, by word
	from, to   string     // first and last day
	md         string     // month and day, where the year is open
	told       string     // last day of the report's publication: what it tells as done was done by then
	points     bool       // a definite noun that names no sufferer and no day: it points to what is told nearby
	settled    bool
	negated    bool
	more       bool // "another", "new": not what was told before
	count      int  // of a noun: 1 for one, 2 for a number of them, 0 where it says neither
	past       bool
	heads      []string // words that depend on the trigger
	lead       bool
	cause      map[int]bool // triggers of its type that it hangs on or that hang on it, by token: "killed in a strike"
	head       int
	score      float64
	kills      bool  // it tells of a death, and a death is known by who died
	many       bool  // of more than one
	own        *sign // as it stands, before its report's account lent it anything
}

// otherDeath reports whether two mentions tell of deaths and not of the same dead.
func (s *sign) otherDeath(o *sign) bool {
	return s.kills && o.kills && !common(s.recipients, o.recipients)
}

// forget takes back what an account lent.
func (s *sign) forget() {
	own := s.own
	*s = *own
	s.own = own
}

type weighted struct {
	word   string
	weight float64
}

// commonness says how often a saga's events share a trait: what every second
// one has tells little.
type commonness struct {
	lemma map[string]int
	actor map[int]int
	n     float64
	// contest is, by lemma, the share of the pairs of mentions with that lemma that cannot
	// be one event: 0 in a story of one quake, near 1 where a war is told strike by strike.
	contest map[string]float64
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
	v.describedVictims(out)
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
	c.contest = contests(out)
	return out, c
}

// enough pairs that can be told apart, or not, to trust their share.
const enough = 3

// contests measures how often mentions of one lemma contradict each other.
func contests(signs []sign) map[string]float64 {
	by := map[string][]int{}
	for i, s := range signs {
		if s.settled {
			by[s.lemma] = append(by[s.lemma], i)
		}
	}
	out := map[string]float64{}
	for lemma, l := range by {
		l = l[max(0, len(l)-crowd):]
		apart, known := 0.0, 0.0
		for k, i := range l {
			for _, j := range l[:k] {
				a, b := &signs[i], &signs[j]
				no, yes := a.clashes(b), daysAgree(a, b) > 1 || common(a.recipients, b.recipients)
				if no {
					apart++
				}
				if no || yes {
					known++
				}
			}
		}
		out[lemma] = apart / (known + enough)
	}
	return out
}

// clashes reports whether two mentions stand on days apart or tell of doers
// of different states.
func (s *sign) clashes(o *sign) bool {
	return daysAgree(s, o) < -1 || len(s.doers) > 0 && len(o.doers) > 0 && !shares(s.doers, o.doers)
}

func (v *view) sign(ref parallax.EventRef) sign {
	d, e := v.a.Docs[ref.Doc], v.event(ref)
	s := sign{ref: ref, typ: e.Type, modes: e.Modes, place: -1, sent: e.Sent, story: v.story[parallax.ReportRef{Doc: ref.Doc, Report: e.Report}], score: float64(e.Score),
		actors: v.actorsOf(ref.Doc, e.Actors), recipients: v.actorsOf(ref.Doc, e.Recipients),
		settled: e.Status != parallax.Planned && e.Status != parallax.Possible, negated: e.Status == parallax.Negated, past: e.Status == parallax.Historical, lead: v.leads(d, e)}
	if s.score == 0 {
		s.score = 1
	}
	if e.Head > 0 && e.Head <= len(d.Tokens) {
		s.head, s.verb = e.Head, d.Tokens[e.Head-1].UPOS == "VERB"
		s.heads = dependents(d, e.Head)
		v.readTree(d, e, &s)
		s.lemma = lexis.Stem(strings.ToLower(d.Tokens[e.Head-1].Lemma))
	} else {
		s.lemma = lexis.Stem(strings.ToLower(e.In(d.Text)))
	}
	if i, ok := v.actor[parallax.EntityRef{Doc: ref.Doc, Entity: e.Place.Entity}]; ok && e.Place.Entity > 0 {
		s.place = i
		if g := v.a.Actors[i].Geo; g != nil && (s.geo == nil || g.Precision >= town) {
			s.geo = g
		}
	}
	if e.Time > 0 {
		s.from, s.to = days(d.Times[e.Time-1])
		if m := openYear.FindStringSubmatch(d.Times[e.Time-1].Value); m != nil {
			s.md = m[1] + "-" + m[2]
		}
	}
	if r := d.Reports[e.Report-1].Published; s.settled && r.Latest != "" {
		s.told = dayAfter(r.Latest)
	}
	s.kills = lexis.SameKind(s.lemma, "kill")
	s.many = s.kills && slices.ContainsFunc(e.Recipients, func(a parallax.Arg) bool { return plural(d, a) })
	s.points = s.points && len(s.recipients) == 0 && s.from == "" && s.md == ""
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

// union is a with what b adds.
func union(a, b []int) []int {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// span is how many days two days enclose, without end where one is open.
func span(from, to string) float64 {
	a, err1 := time.Parse(day, from[:min(len(from), len(day))])
	b, err2 := time.Parse(day, to[:min(len(to), len(day))])
	if err1 != nil || err2 != nil {
		return math.Inf(1)
	}
	return b.Sub(a).Hours() / 24
}

func common[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

func shares[K comparable, V, W any](a map[K]V, b map[K]W) bool {
	for k := range a {
		if _, ok := b[k]; ok {
			return true
		}
	}
	return false
}
