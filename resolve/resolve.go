// Package resolve finds who is who across reports: entities of single reports
// come in, Archive.Actors go out, one for each person, body, place or thing,
// with an edge for every join that says why and on whose word. It needs
// mentions, codes where the archive has them, and stories: within a saga weak
// evidence counts – a bare family name, an acronym, an office – and from saga to
// saga a full name alone (Across).
//
// Identity is kept as judged edges, after the resolver of OpenSanctions'
// nomenklatura: a person's judgement outweighs every rule. Spellings are
// compared by sound and by consonants (sound, alike); a name alone never joins
// what office or country tells apart.
package resolve

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"parallax"
	"parallax/internal/world"
)

const (
	joinPerson = 0.75 // least score of two full names
	joinFamily = 0.55 // least score of a bare family name with a full one, within a story
)

// Classes of entities: only members of one class are ever the same.
const (
	classPerson = "person"
	classBody   = "body"
	classPlace  = "place"
)

func classOf(typ string) string {
	switch typ {
	case parallax.Person:
		return classPerson
	case parallax.Org, parallax.MilUnit:
		return classBody
	case parallax.GPE, parallax.Loc, parallax.Fac:
		return classPlace
	}
	return typ
}

// profile is what is known of an actor while it grows.
type profile struct {
	parallax.Actor
	class   string
	names   []form
	country string          // ISO 3166 code, when the actor is a state
	offices map[string]bool // "IRN foreign minister"
	saga    int
	codes   map[string]int
	types   map[string]int
}

type form struct {
	text  string
	count int
}

// Actors joins the entities of each saga. What the archive's stories do not
// hold is left out.
func Actors(a *parallax.Archive) []parallax.Actor {
	j := joiner{a: a, at: map[block][]int{}, of: map[parallax.EntityRef]int{}}
	j.judged()
	sagas := a.Sagas()
	// Named entities first, so that an office or an acronym met earlier can
	// find the name it stands for.
	for _, named := range []bool{true, false} {
		for di, d := range a.Docs {
			for k, e := range d.Entities {
				saga, ok := sagas[parallax.ReportRef{Doc: di, Report: e.Report}]
				if !ok {
					continue
				}
				p := j.profile(parallax.EntityRef{Doc: di, Entity: k + 1}, e)
				p.saga = saga
				if (len(p.names) > 0) == named {
					j.place(p)
				}
			}
		}
	}
	out := make([]parallax.Actor, 0, len(j.actors))
	for _, p := range j.actors {
		slices.SortFunc(p.Members, byRef)
		p.Name, p.Type, p.Code = p.bestName(), most(p.types), most(p.codes)
		p.Known = p.known()
		if p.Name == "" {
			m := p.Members[0]
			p.Name = a.Docs[m.Doc].Entities[m.Entity-1].Name
		}
		out = append(out, p.Actor)
	}
	slices.SortFunc(out, byFirst)
	return j.without(out)
}

func byRef(x, y parallax.EntityRef) int {
	return cmp.Or(cmp.Compare(x.Doc, y.Doc), cmp.Compare(x.Entity, y.Entity))
}

func byFirst(x, y parallax.Actor) int { return byRef(x.Members[0], y.Members[0]) }

// block holds the actors of a saga among which one may find its like.
type block struct {
	saga int
	key  string
}

type joiner struct {
	a         *parallax.Archive
	actors    []*profile
	at        map[block][]int
	of        map[parallax.EntityRef]int
	same      map[parallax.EntityRef][]judgement
	different map[[2]parallax.EntityRef]bool
	wrong     map[parallax.EntityRef]bool
}

func (j *joiner) profile(ref parallax.EntityRef, e parallax.Entity) *profile {
	d := j.a.Docs[ref.Doc]
	p := &profile{Actor: parallax.Actor{Members: []parallax.EntityRef{ref}, Geo: e.Geo, Wikidata: e.Wikidata}, class: classOf(e.Type),
		offices: map[string]bool{}, codes: map[string]int{}, types: map[string]int{e.Type: len(e.Mentions)}}
	if e.Code != "" {
		p.codes[e.Code] = 1
	}
	for _, m := range e.Mentions {
		if mn := d.Mentions[m-1]; mn.Kind == parallax.KindName {
			p.addName(clean(mn.In(d.Text)), 1)
		}
	}
	for _, l := range e.Labels {
		if o := office(l.In(d.Text)); o != "" {
			p.offices[o] = true
		}
	}
	if len(p.names) == 0 {
		if o := office(e.Name); o != "" {
			p.offices[o] = true
		}
		// "Iraq's parliament" names its body as well as a name does.
		if p.class == classBody && !e.Plural && organ(e.Name) {
			p.addName(clean(e.Name), 0)
		}
	}
	if p.class == classPlace {
		p.country = stateOf(p.names, e.Code != "" && strings.Contains(e.Code, " GOV") || acts(d, e))
	}
	return p
}

// stateOf is the state that a place's names stand for: by its own name, by the
// seat of its government, or by its capital where that acts as a government.
func stateOf(names []form, acts bool) string {
	for _, n := range names {
		if c, how, ok := world.CountryOf(n.text); ok {
			if how == world.ByName || how == world.BySeat || how == world.ByCapital && acts {
				return c.ISO3
			}
		}
	}
	return ""
}

// acts reports whether a report speaks of a place more often as one who does
// things ("Washington spurned") than as somewhere ("in Washington").
func acts(d *parallax.Document, e parallax.Entity) bool {
	does, lies := 0, 0
	for _, m := range e.Mentions {
		mn := d.Mentions[m-1]
		if mn.Kind != parallax.KindName || mn.Head < 1 || mn.Head > len(d.Tokens) {
			continue
		}
		t := d.Tokens[mn.Head-1]
		for t.Deprel == "conj" && t.Head > 0 {
			t = d.Tokens[t.Head-1]
		}
		switch t.Deprel {
		case "nsubj", "nmod:poss":
			does++
		case "obl", "nmod", "appos", "root", "obl:npmod", "list", "parataxis":
			lies++
		}
	}
	return does > lies
}

func clean(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for _, suffix := range []string{"'s", "’s"} {
		s = strings.TrimSuffix(s, suffix)
	}
	for _, lead := range []string{"the ", "The "} {
		s = strings.TrimPrefix(s, lead)
	}
	return s
}

func (p *profile) addName(s string, n int) {
	if s == "" || glued(s) {
		return
	}
	for i := range p.names {
		if p.names[i].text == s {
			p.names[i].count += n
			return
		}
	}
	p.names = append(p.names, form{s, n})
}

// glued reports whether two words of a page ran into one ("JonesSenate"): such
// a name is nobody's.
func glued(s string) bool {
	for w := range strings.FieldsSeq(s) {
		run := 0
		for _, c := range w {
			switch {
			case unicode.IsUpper(c) && run >= 4:
				return true
			case unicode.IsLower(c):
				run++
			default:
				run = 0
			}
		}
	}
	return false
}

// organs are bodies of which a state has one.
var organs = wordSet(`parliament government army military cabinet senate congress judiciary navy`)

// organ reports whether a description names a body of a state: the state, an
// organ and nothing else.
func organ(name string) bool {
	words := strings.Fields(bodyKey(name))
	if len(words) != 2 {
		return false
	}
	_, state := world.ByISO(words[0])
	return state && organs[words[1]]
}

// offices that one person holds at a time in a state or body.
var soleOffices = []string{"prime minister", "foreign minister", "defense minister", "defence minister", "interior minister", "finance minister",
	"secretary of state", "defense secretary", "foreign secretary", "vice president", "supreme leader", "president", "chancellor", "king", "queen", "emir", "pope"}

// office reads "Iran's foreign minister" or "Iraqi Prime Minister" as state and
// office, "" where either is missing or a "former" puts it in the past.
func office(label string) string {
	low := " " + strings.ToLower(unowned.Replace(strings.ReplaceAll(label, "-", " "))) + " "
	if strings.Contains(low, " former ") || strings.Contains(low, " ex ") || strings.Contains(low, " deputy ") {
		return ""
	}
	for _, o := range soleOffices {
		if !strings.Contains(low, " "+o+" ") {
			continue
		}
		for _, w := range strings.Fields(unowned.Replace(label)) {
			if c, how, ok := world.CountryOf(strings.Trim(w, ",")); ok && (how == world.ByName || how == world.ByDemonym) {
				return c.ISO3 + " " + strings.Replace(o, "defence", "defense", 1)
			}
		}
	}
	return ""
}

// keys name the blocks in which an actor may find its like.
func (p *profile) keys() []string {
	var out []string
	add := func(k string) {
		if !slices.Contains(out, p.class+":"+k) {
			out = append(out, p.class+":"+k)
		}
	}
	if p.country != "" {
		add("state " + p.country)
		return out
	}
	for _, n := range p.names {
		switch p.class {
		case classPerson:
			q := parse(n.text)
			add("family " + consonants(q.family))
			if i := strings.LastIndexByte(q.family, ' '); i > 0 {
				add("family " + consonants(q.family[i+1:]))
			}
		case classBody:
			k := bodyKey(n.text)
			add("name " + k)
			if len(strings.Fields(n.text)) > 1 {
				add("initials " + initials(n.text))
			} else {
				add("initials " + strings.ReplaceAll(n.text, ".", ""))
			}
		default:
			add("name " + thingKey(p.class, n.text))
		}
	}
	for _, o := range sortedKeys(p.offices) {
		if p.class == classPerson || p.class == parallax.Role || p.class == "" {
			out = append(out, classPerson+":office "+o)
		}
	}
	return out
}

// thingKey folds the name of what is neither person nor body: peoples by their
// country ("Iraqi", "Iraqis"), all else by its letters.
func thingKey(class, name string) string {
	if class == parallax.NORP {
		if c, how, ok := world.CountryOf(name); ok && how == world.ByDemonym {
			return c.ISO3
		}
		return singular(strings.TrimSpace(fold(name)))
	}
	return strings.Join(strings.Fields(fold(name)), " ")
}

func initials(s string) string {
	var b strings.Builder
	for _, w := range strings.Fields(s) {
		if r := []rune(w)[0]; !linking[strings.ToLower(w)] {
			b.WriteString(strings.ToUpper(string(r)))
		}
	}
	return b.String()
}

// place joins p to the actor it fits best, or makes it a new one.
func (j *joiner) place(p *profile) {
	ref := p.Members[0]
	best, top, why, by := -1, 0.0, "", "rule"
	tie := false
	for _, s := range j.same[ref] {
		if i, ok := j.of[s.other]; ok && j.actors[i].saga == p.saga {
			best, top, why, by = i, 1, s.why, s.by
		}
	}
	if best < 0 {
		seen := map[int]bool{}
		for _, k := range p.keys() {
			for _, i := range j.at[block{p.saga, k}] {
				if seen[i] || j.apart(p, j.actors[i]) {
					continue
				}
				seen[i] = true
				v, reason := likeness(p, j.actors[i])
				switch {
				case v > top+0.01:
					best, top, why, tie = i, v, reason, false
				case v > 0 && v > top-0.01 && i != best:
					tie = true
				}
			}
		}
		// A bare family name or office that fits two people fits neither.
		if tie && top < joinPerson {
			best = -1
		}
	}
	if best < 0 {
		j.of[ref] = len(j.actors)
		j.actors = append(j.actors, p)
		for _, k := range p.keys() {
			b := block{p.saga, k}
			j.at[b] = append(j.at[b], len(j.actors)-1)
		}
		return
	}
	q := j.actors[best]
	j.of[ref] = best
	q.Edges = append(q.Edges, parallax.Edge{A: q.Members[0], B: ref, Score: top, Reason: why, By: by})
	q.Members = append(q.Members, ref)
	for _, n := range p.names {
		q.addName(n.text, n.count)
	}
	for o := range p.offices {
		q.offices[o] = true
	}
	for c, n := range p.codes {
		q.codes[c] += n
	}
	for t, n := range p.types {
		q.types[t] += n
	}
	if q.Geo == nil {
		q.Geo = p.Geo
	}
	if q.Wikidata == "" {
		q.Wikidata = p.Wikidata
	}
	for _, k := range q.keys() {
		if b := (block{p.saga, k}); !slices.Contains(j.at[b], best) {
			j.at[b] = append(j.at[b], best)
		}
	}
}

// likeness scores whether p, one report's entity, is the actor q of its saga, and
// says why.
func likeness(p, q *profile) (float64, string) {
	if len(p.names) == 0 {
		for o := range p.offices {
			if q.offices[o] && q.class == classPerson {
				return 0.7, "holds the office " + o
			}
		}
		return 0, ""
	}
	if p.class != q.class {
		return 0, ""
	}
	if p.country != "" || q.country != "" {
		if p.country == q.country {
			return 0.99, "names of one state"
		}
		return 0, ""
	}
	best, why := 0.0, ""
	for _, x := range p.names {
		for _, y := range q.names {
			v, reason := 0.0, ""
			switch p.class {
			case classPerson:
				v, reason = samePerson(x.text, y.text), "names agree"
				full := len(parse(x.text).given) > 0 && len(parse(y.text).given) > 0
				switch {
				case full && v < joinPerson, !full && v < joinFamily:
					v = 0
				case !full && len(parse(x.text).given)+len(parse(y.text).given) == 0 && v < 0.85:
					v = 0 // two bare names must agree in sound
				case !full:
					reason = "family name within the story"
					v = min(v, 0.74)
				}
			case classBody:
				switch {
				case bodyKey(x.text) == bodyKey(y.text):
					v, reason = 0.95, "names agree"
				case acronymOf(x.text, y.text) || acronymOf(y.text, x.text):
					v, reason = 0.85, "acronym within the story"
				}
			default:
				if thingKey(p.class, x.text) == thingKey(p.class, y.text) {
					v, reason = 0.95, "names agree"
				}
			}
			if v > best {
				best, why = v, reason
			}
		}
	}
	// Two full names that contradict outweigh a part that agrees.
	if p.class == classPerson && best > 0 && best < joinPerson && !compatible(p, q) {
		return 0, ""
	}
	return best, why
}

// compatible reports whether no two full names of p and q contradict.
func compatible(p, q *profile) bool {
	for _, x := range p.names {
		for _, y := range q.names {
			a, b := parse(x.text), parse(y.text)
			if len(a.given) > 0 && len(b.given) > 0 && samePerson(x.text, y.text) < joinPerson {
				return false
			}
		}
	}
	return true
}

// bestName is the fullest of the names used often: for a state its English
// name, for a person the one with most parts, for a body the fullest that is
// no acronym.
func (p *profile) bestName() string {
	if c, ok := world.ByISO(p.country); ok {
		return c.Name
	}
	best, top := "", -1
	for _, n := range p.names {
		v := n.count
		switch p.class {
		case classPerson:
			q := parse(n.text)
			v += 1000 * min(len(q.given)+1, 3)
		case classBody:
			if len(strings.Fields(n.text)) > 1 {
				v += 1000
			}
		}
		if v > top {
			best, top = n.text, v
		}
	}
	return best
}

func most(m map[string]int) string {
	best, n := "", 0
	for _, k := range sortedKeys(m) {
		if k != "" && m[k] > n {
			best, n = k, m[k]
		}
	}
	return best
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func sortStrings(s []string) { slices.Sort(s) }
