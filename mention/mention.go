// Package mention finds who is who within a report. In come the reader's
// tokens, trees and typed names; out go mentions – names, descriptions,
// pronouns – and the entities they refer to, singletons kept, with every
// description a report gives to an entity as a label.
//
// Linking goes by sieves for what is sure, each using what those before it
// joined (Raghunathan et al. 2010; Lee et al. 2013): same name, appositions and
// offices before a name, acronyms, parts of a name. A learned ranker then gives
// each description and pronoun its likeliest antecedent, or none.
package mention

import (
	"slices"
	"strings"

	"parallax"
)

// Pass finds mentions and entities.
var Pass = parallax.Pass{
	Name:  "mention",
	Doc:   "Finds names, descriptions and pronouns and which of them refer to one entity of the report; rests on the reader's names and trees, lexicons of nouns and given names, and a ranker of antecedents learned from OntoGUM and GAP.",
	Needs: []parallax.Layer{parallax.LayerReports, parallax.LayerSyntax},
	Makes: []parallax.Layer{parallax.LayerMentions},
	Run:   Run,
}

// Run fills doc.Mentions and doc.Entities.
func Run(d *parallax.Document) error {
	d.Mentions, d.Entities = []parallax.Mention{}, []parallax.Entity{}
	for r := range d.Reports {
		l := newLinker(d, r+1)
		l.detect()
		l.link()
		l.emit()
	}
	return nil
}

// Chains links every noun phrase of a read document, as corpora of coreference
// label them, and returns the mentions of each entity that has two or more. It
// changes nothing in d.
func Chains(d *parallax.Document) [][]parallax.Mention {
	var out [][]parallax.Mention
	for r := range d.Reports {
		l := newLinker(d, r+1)
		l.wide = true
		l.detect()
		l.link()
		for i := range l.c {
			if m := l.mem[i]; len(m) > 1 {
				var chain []parallax.Mention
				for _, k := range m {
					chain = append(chain, l.c[k].Mention)
				}
				out = append(out, chain)
			}
		}
	}
	return out
}

// cand is a mention while it is linked.
type cand struct {
	parallax.Mention
	first, last int // tokens of the phrase
	words       []string
	key         string // folded name or head lemma with its content modifiers
	lemma       string // of the head
	number      byte   // 's', 'p', 0 unknown
	gender      string // m, f, ""
	definite    bool
	pro         pronoun
	det         byte     // 'd' definite, 'i' indefinite, 'm' demonstrative, 'p' possessed, 'b' bare, 0 for names and pronouns
	speech      bool     // inside quotation marks
	states      []string // countries among its words
	placed      bool     // states was filled
	generic     bool     // indefinite: opens an entity, never joins by head
}

// linker links the mentions of one report.
type linker struct {
	d      *parallax.Document
	report int
	c      []cand
	set    []int       // disjoint sets over c
	mem    [][]int     // members of each set, in order, at its root
	sex    []string    // gender that a set has shown, at its root
	sure   []bool      // that not by a given name alone
	at     map[int]int // head token → candidate
	score  []float32
	shares [][]share                           // of persons' pronouns that were ranked
	heads  map[string]int                      // descriptions with that head
	most   [7]struct{ mentions, entities int } // by kindClass: the most mentions an entity has, how many have them
	buf    []int
	wide   bool // every noun phrase is a candidate, as corpora of coreference have it
}

func newLinker(d *parallax.Document, report int) *linker {
	return &linker{d: d, report: report, at: map[int]int{}}
}

func (l *linker) tok(id int) *parallax.Token { return &l.d.Tokens[id-1] }

func (l *linker) find(i int) int {
	for l.set[i] != i {
		l.set[i] = l.set[l.set[i]]
		i = l.set[i]
	}
	return i
}

// join puts two candidates into one entity; conf is how sure that is.
func (l *linker) join(i, j int, conf float32) {
	a, b := l.find(i), l.find(j)
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	l.set[b] = a
	l.mem[a] = append(l.mem[a], l.mem[b]...)
	slices.Sort(l.mem[a])
	l.mem[b] = nil
	if l.sex[a] == "" || !l.sure[a] && l.sure[b] {
		l.sex[a], l.sure[a] = l.sex[b], l.sure[b]
	}
	k := max(i, j)
	l.score[k] = min(l.score[k], conf)
}

// emit writes the linked candidates as mentions and entities.
func (l *linker) emit() {
	entity := map[int]int{}
	for i := range l.c {
		root := l.find(i)
		if entity[root] == 0 {
			l.d.Entities = append(l.d.Entities, parallax.Entity{Report: l.report})
			entity[root] = len(l.d.Entities)
		}
		m := l.c[i].Mention
		m.Entity, m.Score = entity[root], l.score[i]
		l.d.Mentions = append(l.d.Mentions, m)
		e := &l.d.Entities[entity[root]-1]
		e.Mentions = append(e.Mentions, len(l.d.Mentions))
	}
	for i := range l.c {
		e := &l.d.Entities[entity[l.find(i)]-1]
		if e.Name == "" {
			l.describe(e, l.members(l.find(i)))
		}
	}
}

func (l *linker) members(root int) []int { return l.mem[root] }

// describe gives an entity its type, best name, number, gender and labels.
func (l *linker) describe(e *parallax.Entity, members []int) {
	types := map[string]int{}
	best, top := -1, -1
	for _, i := range members {
		c := l.c[i]
		w := 1
		v := 0
		switch c.Kind {
		case parallax.KindName:
			w, v = 4, 1000+10*min(len(c.words), 4)
		case parallax.KindNominal:
			v = 100 + min(len(c.words), 4)
		}
		if c.Type != "" {
			types[c.Type] += w
		}
		if v > top {
			best, top = i, v
		}
		if c.gender != "" && c.gender != "n" {
			e.Gender = c.gender
		}
		if c.number == 'p' && c.Kind != parallax.KindPronoun {
			e.Plural = true
		}
		if c.Kind == parallax.KindNominal {
			e.Labels = append(e.Labels, parallax.Label{Span: c.Span, Head: c.lemma})
		}
	}
	e.Name = strings.Join(strings.Fields(l.c[best].In(l.d.Text)), " ")
	n := 0
	for _, t := range entityTypes {
		if types[t] > n {
			e.Type, n = t, types[t]
		}
	}
	if e.Type == "" {
		e.Type = parallax.Org
		if l.c[best].Kind == parallax.KindPronoun && (l.c[best].pro.gender == "m" || l.c[best].pro.gender == "f" || l.c[best].pro.person != 3) {
			e.Type = parallax.Person
		}
	}
	e.Labels = append(e.Labels, l.titles(members)...)
	slices.SortFunc(e.Labels, func(a, b parallax.Label) int { return a.Start - b.Start })
	e.Labels = slices.Compact(e.Labels)
}

var entityTypes = []string{parallax.Person, parallax.GPE, parallax.Org, parallax.MilUnit, parallax.NORP, parallax.Fac, parallax.Loc, parallax.NamedEv,
	parallax.Work, parallax.Law, parallax.Weapon, parallax.Vehicle, parallax.Role}
