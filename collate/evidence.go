package collate

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parallax"
	"parallax/internal/lexis"
)

// The evidence that two mentions tell one happening, a line of evidence.tsv
// each: what it is called and its weight in log-odds.
const (
	always = iota
	sameLemma
	rareLemma // times how rarely the saga has it
	kinLemma  // wed and wedding, airstrike and strike
	kindLemma // kill and assassinate
	sameType  // one type, other words
	otherType // two types, other words
	otherWord // other words and no type to tell by
	sameMode
	otherMode
	sameActor // times how rarely the saga names whom both have
	sameVictim
	otherActor
	otherVictim
	otherActorUntyped
	otherVictimUntyped
	otherSpeaker // more, for a word or deed between parties
	crossRole    // one's actor is the other's recipient
	bare         // one of them names nobody
	sameNear     // who else stands in the sentence
	otherNear
	samePlace
	otherPlace
	sameDay
	dayWithin
	otherDay
	otherStatus
	bothLead
	oneLead
	sameSentence
	sameReport
	likeSentence // cosine of the sentences' words
	otherStory
	otherStoryLemma
	otherTypeLemma
	otherTypeKind
	likeSentenceLemma
	samePartyLemma
	sameHead // a word that depends on the triggers: "drone strike", "bombed the embassy"
	otherHead
	sameHeadLemma
	otherHeadLemma
	otherPast      // one is told as background
	otherDoers     // actors of different states
	sameDoers      // other actors of one state, not both persons
	nextDay        // days that meet: clocks differ, and "Thursday night" is Friday elsewhere
	otherHarmed    // recipients of different states
	oneBreath      // one clause tells both, of one type: "killed in a strike"
	contested      // one word, times how often the saga tells other events by it
	contestedAlone // nothing but the words tells that they are one
	bothTyped      // both are of PLOVER's types
	contestedTyped
	kinds
)

//go:embed evidence.tsv
var evidenceTSV string

// weighing is the table's names and weights. The weights are fitted by
// train/joins on own labels of joined mentions (docs/across.md).
var weighing = sync.OnceValue(func() (w struct {
	name   [kinds]string
	weight [kinds]float64
}) {
	n := 0
	for line := range strings.Lines(evidenceTSV) {
		if line[0] == '#' {
			continue
		}
		name, x, _ := strings.Cut(strings.TrimSpace(line), "\t")
		v, err := strconv.ParseFloat(x, 64)
		if err != nil || n == kinds {
			panic(fmt.Sprintf("collate: evidence.tsv: %q", line))
		}
		w.name[n], w.weight[n] = name, v
		n++
	}
	if n != kinds {
		panic("collate: evidence.tsv: too few lines")
	}
	return w
})

// Evidence lists the names of the evidence and its weights, in order.
func Evidence() (names []string, weights []float64) {
	w := weighing()
	return w.name[:], w.weight[:]
}

// score is the log-odds that a and b tell one happening.
func (c *commonness) score(a, b *sign) float64 {
	var f [kinds]float64
	c.evidence(a, b, &f)
	w, sum := weighing().weight, 0.0
	for i, x := range f {
		sum += x * w[i]
	}
	return sum
}

// Pairs visits every pair of mentions that is compared, with its evidence, which
// is valid during the call: what weights are fitted on.
func Pairs(a *parallax.Archive, visit func(x, y parallax.EventRef, evidence []float64)) {
	v := newView(a)
	sagas, order := v.bySaga()
	for _, s := range order {
		signs, common := v.signs(sagas[s])
		pairs := func(same bool) {
			var f [kinds]float64
			eachCandidate(signs, func(i, j int) {
				if v.oneReport(&signs[i], &signs[j]) == same {
					common.evidence(&signs[i], &signs[j], &f)
					visit(signs[i].ref, signs[j].ref, f[:])
				}
			})
		}
		pairs(true)
		v.accounts(single(signs), common)
		pairs(false)
	}
}

// verbal are the types of which a story tells many, each by its doer.
var verbal = map[string]bool{"REQUEST": true, "ACCUSE": true, "REJECT": true, "THREATEN": true, "AGREE": true, "SUPPORT": true, "CONCEDE": true, "CONSULT": true}

// evidence fills f with what a and b have in common and what tells them apart.
func (c *commonness) evidence(a, b *sign, f *[kinds]float64) {
	*f = [kinds]float64{always: 1}
	told := a.typ != "OTHER" && b.typ != "OTHER"
	same := a.lemma == b.lemma
	switch {
	case same:
		f[sameLemma], f[rareLemma] = 1, c.rare(c.lemma[a.lemma])
	case lexis.SameFamily(a.lemma, b.lemma):
		f[kinLemma] = 1
	case lexis.SameKind(a.lemma, b.lemma):
		f[kindLemma] = 1
	case told && a.typ == b.typ:
		f[sameType] = 1
	case told:
		f[otherType] = 1
	default:
		f[otherWord] = 1
	}
	if told && a.typ != b.typ {
		f[otherTypeLemma] = f[sameLemma]
		f[otherTypeKind] = f[kinLemma] + f[kindLemma]
	}
	if len(a.modes) > 0 && len(b.modes) > 0 {
		either(f, common(a.modes, b.modes), sameMode, otherMode)
	}
	c.parties(a, b, told, f)
	if a.place >= 0 && b.place >= 0 {
		either(f, a.place == b.place, samePlace, otherPlace)
	}
	switch n := daysAgree(a, b); {
	case n > 1:
		f[sameDay] = 1
	case n > 0:
		f[dayWithin] = 1
	case n < -1:
		f[otherDay] = 1
	case n < 0:
		f[nextDay] = 1
	}
	if a.settled != b.settled {
		f[otherStatus] = 1
	}
	if a.lead || b.lead {
		either(f, a.lead && b.lead, bothLead, oneLead)
	}
	if len(a.heads) > 0 && len(b.heads) > 0 {
		either(f, common(a.heads, b.heads), sameHead, otherHead)
		f[sameHeadLemma], f[otherHeadLemma] = f[sameHead]*f[sameLemma], f[otherHead]*f[sameLemma]
	}
	if a.past != b.past {
		f[otherPast] = 1
	}
	if a.story != b.story {
		f[otherStory], f[otherStoryLemma] = 1, f[sameLemma]
	}
	if a.ref.Doc == b.ref.Doc {
		f[sameReport] = 1
		if a.sent == b.sent {
			either(f, a.cause[b.head], oneBreath, sameSentence)
			return
		}
	}
	c.doubts(a, b, told, f)
	f[likeSentence] = cosine(a.words, b.words)
	f[likeSentenceLemma] = f[likeSentence] * f[sameLemma]
}

// doubts fills f with how little tells that a and b are one, where their words
// also tell other events.
func (c *commonness) doubts(a, b *sign, told bool, f *[kinds]float64) {
	n := max(c.contest[a.lemma], c.contest[b.lemma])
	f[contested] = n * (f[sameLemma] + f[kinLemma] + f[kindLemma])
	if f[sameActor] == 0 && f[sameVictim] == 0 && f[sameDay] == 0 && f[samePlace] == 0 {
		f[contestedAlone] = n
	}
	if told {
		f[bothTyped], f[contestedTyped] = 1, n
	}
}

// parties fills f with who takes part in a and b. told: both have a type, whose
// frame says who does what to whom.
func (c *commonness) parties(a, b *sign, told bool, f *[kinds]float64) {
	actors, victims := c.shared(a.actors, b.actors), c.shared(a.recipients, b.recipients)
	f[sameActor], f[sameVictim] = max(0, actors), max(0, victims)
	f[samePartyLemma] = max(0, actors, victims) * f[sameLemma]
	switch {
	case len(a.doers) > 0 && len(b.doers) > 0 && !shares(a.doers, b.doers):
		f[otherDoers] = 1
	case actors < 0 && !verbal[a.typ] && shares(a.doers, b.doers):
		f[sameDoers] = 1
	case actors < 0:
		either(f, told, otherActor, otherActorUntyped)
	}
	if actors < 0 && verbal[a.typ] {
		f[otherSpeaker] = 1
	}
	if victims < 0 {
		either(f, told, otherVictim, otherVictimUntyped)
		if told && len(a.harmed) > 0 && len(b.harmed) > 0 && !shares(a.harmed, b.harmed) {
			f[otherHarmed] = 1
		}
	}
	if told && (len(a.actors)+len(a.recipients) == 0 || len(b.actors)+len(b.recipients) == 0) {
		f[bare] = 1
	}
	if common(a.actors, b.recipients) || common(a.recipients, b.actors) {
		f[crossRole] = 1
	}
	if n := c.shared(a.near, b.near); n > 0 {
		f[sameNear] = n
	} else if n < 0 {
		f[otherNear] = 1
	}
}

// either marks yes where it holds and no where not.
func either(f *[kinds]float64, holds bool, yes, no int) {
	if holds {
		f[yes] = 1
	} else {
		f[no] = 1
	}
}

// shared is how rare the rarest participant is that a and b share, −1 where
// both have some and share none, 0 where one has none.
func (c *commonness) shared(a, b []int) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := -1.0
	for _, i := range a {
		if slices.Contains(b, i) {
			best = max(best, c.rare(c.actor[i]))
		}
	}
	return best
}

// daysAgree is 2 where two mentions stand on one day, 1 where their days
// overlap, −1 where they meet, −2 where they lie apart, 0 where one has none.
func daysAgree(a, b *sign) int {
	switch {
	case a.md != "" && b.md != "":
		return monthDays(a.md, b.md)
	case a.md != "" && b.from != "" && b.to != "":
		return monthDay(a.md, b)
	case b.md != "" && a.from != "" && a.to != "":
		return monthDay(b.md, a)
	case a.told != "" && b.from > a.told, b.told != "" && a.from > b.told:
		return -2 // nobody tells as done what came after
	case a.from == "" || a.to == "" || b.from == "" || b.to == "":
		return 0
	case a.to < b.from:
		return meets(a.to, b.from)
	case b.to < a.from:
		return meets(b.to, a.from)
	case a.from == a.to && b.from == b.to:
		return 2
	}
	return 1
}

// meets is −1 where the second day follows the first, else −2.
func meets(to, from string) int {
	if dayAfter(to) == from[:min(len(from), len(day))] {
		return -1
	}
	return -2
}

// monthDays compares two days whose year is open; a leap year stands for any.
func monthDays(a, b string) int {
	if a == b {
		return 2
	}
	return meets("2000-"+min(a, b), "2000-"+max(a, b))
}

// monthDay compares a day whose year is open with the days of s.
func monthDay(md string, s *sign) int {
	switch {
	case s.from == s.to:
		return monthDays(md, s.from[len("2006-"):min(len(s.from), len(day))])
	case mayFall(md, s.from, s.to):
		return 1
	}
	return -2
}
