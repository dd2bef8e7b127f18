package mention

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// How sure each sieve is, from its precision on the development documents.
const (
	byName    float32 = 0.97
	byRole    float32 = 0.95
	byAppos   float32 = 0.93
	byAcronym float32 = 0.93
	byPart    float32 = 0.92
)

// link runs the sieves, then the ranker on what they left.
func (l *linker) link() {
	l.sieves()
	l.rank()
}

func (l *linker) sieves() {
	l.sameName()
	l.constructions()
	l.acronyms()
	l.partsOfNames()
	l.offices()
	l.papers()
}

func named(c *cand) bool { return c.Kind == parallax.KindName }

// broad is a coarse class in which types may agree: the reader at times takes a
// body for a place or a unit for a body.
func broad(typ string) string {
	switch typ {
	case parallax.Org, parallax.MilUnit:
		return "body"
	case parallax.GPE, parallax.Loc, parallax.Fac:
		return "place"
	}
	return typ
}

func agreeTypes(a, b string) bool { return a == "" || b == "" || broad(a) == broad(b) }

// offices joins a person's description with the last name before it that all of
// its modifiers stood in front of: "Foreign Ministry spokesman Ali Reza … the
// Foreign Ministry spokesman".
func (l *linker) offices() {
	for i := range l.c {
		c := &l.c[i]
		if c.Kind != parallax.KindNominal || c.Type != parallax.Person || c.det != 'd' || c.number == 'p' || len(c.words) == 0 || l.find(i) != i {
			continue
		}
		for j := i - 1; j >= 0 && c.Sent-l.c[j].Sent <= 15; j-- {
			b := &l.c[j]
			if !named(b) || b.Type != parallax.Person || b.End > c.Start {
				continue
			}
			first := b.first
			var words []string
			for k := b.first - 1; k > 0 && k >= l.d.Sentences[b.Sent-1].First; k-- {
				if u := l.tok(k).UPOS; u != "NOUN" && u != "PROPN" && u != "ADJ" {
					break
				}
				first = k
				words = append(words, strings.ToLower(l.tok(k).Lemma))
			}
			if first < b.first && len(words) >= len(c.words) && (subset(c.words, words) && (len(c.words) > 1 || subset([]string{c.lemma}, words))) {
				l.join(j, i, byRole)
				break
			}
		}
	}
}

// papers joins "the paper", "the broadcaster" with the last medium named before.
func (l *linker) papers() {
	for i := range l.c {
		c := &l.c[i]
		if c.Kind != parallax.KindNominal || c.det != 'd' || c.number == 'p' || !outlets[c.lemma] || len(c.words) > 0 || l.find(i) != i {
			continue
		}
		for j := i - 1; j >= 0 && c.Sent-l.c[j].Sent <= 8; j-- {
			if b := &l.c[j]; named(b) && namesKind("paper", b) {
				l.join(j, i, byRole)
				break
			}
		}
	}
}

var outlets = map[string]bool{"paper": true, "newspaper": true, "magazine": true, "broadcaster": true, "outlet": true, "daily": true}

func (l *linker) names() []int {
	var out []int
	for i := range l.c {
		if named(&l.c[i]) {
			out = append(out, i)
		}
	}
	return out
}

// sameName joins names that read alike; states by any of their names.
func (l *linker) sameName() {
	at := map[string]int{}
	for i := range l.c {
		c := &l.c[i]
		if !named(c) {
			continue
		}
		k := c.key
		if s, how, ok := world.CountryOf(c.In(l.d.Text)); ok && (how == world.ByName || how == world.BySeat) && c.Type != parallax.NORP {
			k = "state " + s.ISO3
		} else if ok && how == world.ByDemonym {
			k = "people " + s.ISO3
		}
		k = broad(c.Type) + ":" + k
		if j, ok := at[k]; ok {
			l.join(j, i, byName)
		} else {
			at[k] = i
		}
	}
}

// constructions joins what the tree ties: a noun before or after the name it
// describes ("Foreign Ministry spokesman Abbas Mousavi"), appositions, names in
// brackets or after "or", and predicates ("Rasool is the spokesman").
func (l *linker) constructions() {
	for i := range l.c {
		c := &l.c[i]
		t := l.tok(c.Head)
		if t.Head == 0 {
			continue
		}
		j, ok := l.at[t.Head]
		if !ok || j == i {
			continue
		}
		g := &l.c[j]
		if !agreeTypes(c.Type, g.Type) || c.Kind == parallax.KindPronoun || g.Kind == parallax.KindPronoun {
			continue
		}
		if named(c) && named(g) && l.clash(i, j) {
			continue
		}
		if named(c) && named(g) && (broad(c.Type) == "place" || broad(c.Type) == "body" && !initialsFit(strings.ToUpper(c.In(l.d.Text)), g.In(l.d.Text))) {
			continue // two names of places or bodies side by side are two
		}
		switch t.Deprel {
		case "appos", "flat", "nmod:desc":
			if c.number == g.number || c.number == 0 || g.number == 0 {
				l.join(i, j, byAppos)
			}
		case "compound", "nmod", "nmod:npmod":
			// "spokesman Mousavi": the trees hang the noun on the name, or the name
			// on the noun.
			if t.Deprel != "nmod" && (named(c) != named(g)) && (c.Type == parallax.Person || g.Type == parallax.Person) && c.number != 'p' && g.number != 'p' {
				l.join(i, j, byRole)
			}
		case "nsubj":
			// Predicate nominal: the governor is a noun with a copula.
			if named(c) && g.Kind == parallax.KindNominal && l.hasCop(g.Head) && c.number == g.number && !g.generic {
				l.join(i, j, byAppos)
			}
		}
	}
	// A person's description right before the name, which the tree may hold apart.
	for i := 1; i < len(l.c); i++ {
		a, b := &l.c[i-1], &l.c[i]
		if a.Kind == parallax.KindNominal && a.Type == parallax.Person && named(b) && b.Type == parallax.Person && a.Head == a.last && a.last == b.first-1 && a.number != 'p' {
			l.join(i-1, i, byRole)
		}
	}
	// "The group's president, Ana Ruiz, said": a description and the name between
	// commas, which the tree may tie to the verb or to a name in the description.
	for i := range l.c {
		a := &l.c[i]
		if a.Kind != parallax.KindNominal || a.Type != parallax.Person || a.number == 'p' || a.det == 'i' && a.last == a.Head || l.tok(a.Head).Deprel == "conj" {
			continue
		}
		for j := i + 1; j < len(l.c) && l.c[j].Sent == a.Sent && l.c[j].first <= a.last+2; j++ {
			if b := &l.c[j]; named(b) && b.Type == parallax.Person && b.first == a.last+2 && l.closed(a.last+1, b.last+1) {
				l.join(i, j, byAppos)
			}
		}
	}
	// Abbreviations in brackets and alternatives: "X (Y)", "X or Y", "known as Y".
	for i := 1; i < len(l.c); i++ {
		a, b := &l.c[i-1], &l.c[i]
		if !named(a) || !named(b) || a.Sent != b.Sent || a.End > b.Start || broad(a.Type) != broad(b.Type) && broad(a.Type) != "body" && broad(b.Type) != "body" {
			continue
		}
		between := strings.TrimSpace(l.d.Text[a.End:b.Start])
		after := strings.TrimSpace(l.d.Text[b.End:min(len(l.d.Text), b.End+2)])
		switch {
		case between == "(" && strings.HasPrefix(after, ")"),
			between == "or" && broad(a.Type) == "body" && b.speech == a.speech && l.tok(b.Head).Deprel != "conj", between == ") or",
			strings.HasSuffix(between, "known as"), strings.HasSuffix(between, "also called"):
			if b.Type != parallax.Person || between != "(" {
				l.join(i-1, i, byAcronym)
			}
		}
	}
}

// closed reports whether token from is a comma, and to a comma or stop that no
// "and" follows.
func (l *linker) closed(from, to int) bool {
	if l.tok(from).In(l.d.Text) != "," || to > len(l.d.Tokens) {
		return false
	}
	switch l.tok(to).In(l.d.Text) {
	case ".", ";", "—":
		return true
	case ",":
		return to == len(l.d.Tokens) || l.tok(to+1).UPOS != "CCONJ" && l.tok(to+1).UPOS != "PROPN"
	}
	return false
}

func (l *linker) hasCop(head int) bool {
	s := l.d.Sentences[l.tok(head).Sent-1]
	for i := s.First; i <= s.Last; i++ {
		if l.tok(i).Head == head && l.tok(i).Deprel == "cop" {
			for k := s.First; k <= s.Last; k++ {
				if w := strings.ToLower(l.tok(k).Lemma); l.tok(k).Head == head && (w == "not" || w == "n't" || w == "never") {
					return false
				}
			}
			return true
		}
	}
	return false
}

// acronyms joins a body's initials with its full name.
func (l *linker) acronyms() {
	names := l.names()
	for _, i := range names {
		a := &l.c[i]
		s := strings.ReplaceAll(a.In(l.d.Text), ".", "")
		if !named(a) || broad(a.Type) != "body" && a.Type != parallax.GPE || len(s) < 2 || len(s) > 7 || strings.ToUpper(s) != s || strings.Contains(s, " ") {
			continue
		}
		for _, j := range names {
			b := &l.c[j]
			if i != j && named(b) && broad(b.Type) == broad(a.Type) && len(b.words) > 1 && initialsFit(s, b.In(l.d.Text)) {
				l.join(i, j, byAcronym)
				break
			}
		}
	}
}

// initialsFit reports whether s is made of the initials of name, small words
// counted or not.
func initialsFit(s, name string) bool {
	var all, main strings.Builder
	for _, w := range strings.FieldsFunc(name, func(c rune) bool { return c == ' ' || c == '-' }) {
		r := []rune(w)
		if len(r) == 0 {
			continue
		}
		up := strings.ToUpper(string(r[0]))
		all.WriteString(up)
		if string(r[0]) == up {
			main.WriteString(up)
		}
	}
	return s == main.String() || s == all.String()
}

// partsOfNames joins a person's family or given name with the nearest fuller
// name before it, and a body's short name with a longer one that starts or ends
// in it ("Kata'ib Hezbollah" is not "Hezbollah": a part must be a prefix, or the
// whole but its country).
func (l *linker) partsOfNames() {
	names := l.names()
	for _, i := range names {
		c := &l.c[i]
		if !named(c) {
			continue
		}
		best, dist := -1, 0
		for _, j := range names {
			b := &l.c[j]
			if i == j || !named(b) || len(b.words) <= len(c.words) || l.find(i) == l.find(j) {
				continue
			}
			// The reader at times mistakes a bare family name for a body or a place.
			typ := c.Type
			if b.Type == parallax.Person && len(c.words) == 1 && j < i {
				typ = parallax.Person
			}
			if broad(b.Type) != broad(typ) || !partOf(c.words, b.words, typ) || l.clash(i, j) {
				continue
			}
			// Before the part is better than after, near better than far.
			d := i - j
			if d < 0 {
				d = 1000 - d
			}
			if best < 0 || d < dist {
				best, dist = j, d
			}
		}
		if best >= 0 {
			l.join(best, i, byPart)
		}
	}
}

func partOf(short, long []string, typ string) bool {
	if len(short) == 0 {
		return false
	}
	switch broad(typ) {
	case parallax.Person:
		s := strip(short)
		g := strip(long)
		if len(s) == 0 || len(g) <= len(s) {
			return false
		}
		if same(s, g[len(g)-len(s):]) {
			return true
		}
		return len(s) == 1 && len(g) > 1 && len(s[0]) > 2 && s[0] == g[0]
	case "body":
		if _, _, ok := world.CountryOf(short[0]); ok && len(short) == 1 {
			return false // a country or its people is no short name of its bodies
		}
		if same(short, long[:len(short)]) && len(short) >= 1 && len(short[0]) > 3 {
			return true
		}
		if _, how, ok := world.CountryOf(long[0]); ok && how != world.ByCapital && len(long) == len(short)+1 {
			return same(short, long[1:])
		}
	}
	return false
}

// strip drops titles and articles of names before comparison.
func strip(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if !nameNoise[w] {
			out = append(out, w)
		}
	}
	return out
}

var nameNoise = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields("al el mr mrs ms dr sir sheikh ayatollah grand gen general lt maj col sen rep gov president jr sr") {
		out[w] = true
	}
	return out
}()

func same(a, b []string) bool { return strings.Join(a, " ") == strings.Join(b, " ") }

// clash reports whether joining would put two full personal names that differ
// into one entity.
func (l *linker) clash(i, j int) bool {
	for _, x := range l.mem[l.find(i)] {
		if !named(&l.c[x]) || l.c[x].Type != parallax.Person {
			continue
		}
		for _, y := range l.mem[l.find(j)] {
			if !named(&l.c[y]) {
				continue
			}
			p, q := strip(l.c[x].words), strip(l.c[y].words)
			if len(p) > 1 && len(q) > 1 && (p[0] != q[0] && p[len(p)-1] != q[len(q)-1] || p[len(p)-1] == q[len(q)-1] && p[0] != q[0] && p[0][0] != q[0][0]) {
				return true
			}
		}
	}
	return false
}

// namesKind reports whether a bare noun may stand for a name of that type.
func namesKind(lemma string, b *cand) bool {
	switch lemma {
	case "group", "organization", "organisation", "militia", "movement", "party", "company", "firm", "agency", "bank", "bloc", "alliance", "network", "union":
		return broad(b.Type) == "body"
	case "paper", "newspaper", "magazine", "channel", "broadcaster", "station", "outlet":
		return b.Type == parallax.Org && world.MediaName(strings.Join(b.words, " "))
	case "country", "nation", "kingdom", "republic":
		c, how, ok := world.CountryOf(strings.Join(b.words, " "))
		return b.Type == parallax.GPE && ok && how == world.ByName && c.ISO3 != ""
	case "city", "town", "village", "capital":
		return b.Type == parallax.GPE
	}
	return false
}

// ownersAgree keeps "Iran's general" from "Iraq's general": owners, or
// nationalities among the modifiers, must not differ.
func (l *linker) ownersAgree(i, j int) bool {
	a, b := l.states(i), l.states(j)
	for _, s := range a {
		if len(b) > 0 && !slices.Contains(b, s) {
			return false
		}
	}
	return true
}

// states are the countries that the words of a candidate name, looked up once.
func (l *linker) states(i int) []string {
	x := &l.c[i]
	if !x.placed {
		x.placed = true
		for id := x.first; id <= x.last; id++ {
			w := l.tok(id).In(l.d.Text)
			if w == "" || w[0] < 'A' || w[0] > 'Z' {
				continue
			}
			if c, how, ok := world.CountryOf(w); ok && how != world.ByCapital {
				x.states = append(x.states, c.ISO3)
			}
		}
	}
	return x.states
}

func subset(a, b []string) bool {
	for _, x := range a {
		found := false
		for _, y := range b {
			found = found || x == y
		}
		if !found {
			return false
		}
	}
	return true
}
