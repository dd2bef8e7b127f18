package collate

import (
	"math"

	"parallax"
)

// wordy are the acts that words or measures make, of which a long story tells many: in
// one report they are one only where one party did it about one matter.
func (s *sign) wordy() bool {
	return verbal[s.typ] || s.typ == "SANCTION"
}

// matterAt is the least cosine of the sentences of two words or measures, where one
// party is known to have made both, and where that is not known.
const (
	matterAt   = 0.02
	unspokenAt = 0.1
)

// forbids reports whether what two mentions say of themselves, before any account
// lent them anything, cannot be of one event, however alike their words are.
func (s *sign) forbids(o *sign) bool {
	a, b := s.own, o.own
	here := a.ref.Doc == b.ref.Doc
	if a.typ == "CONSULT" && said[b.typ] || b.typ == "CONSULT" && said[a.typ] {
		return true // a talk, and what was asked or refused in it
	}
	if here && a.sent == b.sent {
		return false // one sentence is read by its tree
	}
	if placesApart(a.geo, b.geo) || a.oneAndMany(b) || b.oneAndMany(a) {
		return true
	}
	if n := daysAgree(a, b); here && n == -1 {
		return true // one report has one clock
	}
	if a.settled != b.settled || here && a.negated != b.negated {
		return true // a plan and a deed are two
	}
	if here && (a.more && a.sent > b.sent || b.more && b.sent > a.sent || a.count > 1 && b.count == 1 || b.count > 1 && a.count == 1) {
		return true // "another rally", "70 rallies" and one of them
	}
	one := common(a.actors, b.actors) || shares(a.doers, b.doers)
	both := len(a.actors) > 0 && len(b.actors) > 0
	if here && a.verb && b.verb && both && !one {
		return true // two verbs with subjects of their own
	}
	if !here || !a.wordy() || !b.wordy() {
		return false
	}
	if mutual[a.typ] {
		p, q := union(a.actors, a.recipients), union(b.actors, b.recipients)
		one, both = common(p, q), len(p) > 0 && len(q) > 0
	}
	least := unspokenAt
	if one {
		least = matterAt
	}
	return both && !one || cosine(a.words, b.words) < least
}

// said are the types of words by one party to another.
var said = map[string]bool{"REQUEST": true, "REJECT": true, "ACCUSE": true, "THREATEN": true}

// mutual are the types whose parties do it together.
var mutual = map[string]bool{"CONSULT": true, "AGREE": true, "COOPERATE": true}

// oneAndMany reports whether a tells the death of one person with a name and b of
// many without.
func (s *sign) oneAndMany(o *sign) bool {
	return s.kills && o.kills && len(s.victims) > 0 && !s.many && o.many && !common(s.victims, o.recipients)
}

// placesApart reports whether two places cannot be one nor hold each other: they
// lie in different countries, or are two towns.
func placesApart(x, y *parallax.Geo) bool {
	if x == nil || y == nil || x.Country == "" || y.Country == "" {
		return false
	}
	return x.Country != y.Country || x.Precision >= town && y.Precision >= town && distance(x, y) > nearby
}

const town = 4 // precision of a town; what lies in one is higher

const nearby = 30 // km between a town and what lies at it

// distance is the great circle between two points in km.
func distance(a, b *parallax.Geo) float64 {
	const rad = math.Pi / 180
	x := math.Sin(a.Lat*rad)*math.Sin(b.Lat*rad) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Cos((a.Lon-b.Lon)*rad)
	return 6371 * math.Acos(max(-1, min(1, x)))
}

// against reports whether more than a quarter of the pairs of two classes' members,
// the first few of each standing for all, cannot be one event.
func (c *classes) against(a, b int) bool {
	no, n := 0, 0
	for _, i := range c.members[a][:min(link, len(c.members[a]))] {
		for _, j := range c.members[b][:min(link, len(c.members[b]))] {
			n++
			if c.signs[i].forbids(&c.signs[j]) {
				no++
			}
		}
	}
	return 4*no > n
}
