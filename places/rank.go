package places

import (
	"math"
	"slices"

	"parallax"
)

// ask is one entity whose place is wanted.
type ask struct {
	entity int
	names  []string // best first
	spans  []parallax.Span

	key     string // the folded name under which bearers were found
	level   int    // the kind of place that its name says it is, −1 none
	holders []area
	trust   float64 // in the way the name was read
	bearers []bearer
}

// bearer is a place that may be meant.
type bearer struct {
	at    int
	place place
	main  bool
	base  float64 // score without the other places
	near  float64
	score float64
	share float64 // softmax of the scores of all bearers
}

// atlas is a report's asks and clues.
type atlas struct {
	g     *gazetteer
	asks  []ask
	clues []clue
}

// weights of the clues; a score is in logits. They were set by hand and by
// search along one weight at a time on the half "dev" of LGL and GeoWebNews.
var weights = struct {
	people, main, country, region, held, notHeld, twin, near, kin, reach float64
	feature                                                              [len(Features)]float64
	level, seat                                                          float64
}{
	people: 0.84, main: 2.1, country: 1.5, region: 1.5, held: 6, notHeld: -2, twin: 2.8, near: 7.5, kin: 1.3, reach: 170, level: 3.9, seat: -2,
	feature: [...]float64{town: 0, capital: 1.2, region1: 0.3, region2: -1.3, state: 2.4, airport: 0, airbase: 0, continent: 6},
}

// newMap finds the bearers of each name and scores them one by one.
func newMap(g *gazetteer, text, report string, asks []ask) *atlas {
	m := &atlas{g: g, asks: asks, clues: g.clues(report)}
	for i := range m.asks {
		a := &m.asks[i]
		for _, s := range a.spans {
			if a.holders = g.holder(text, s.Start, s.End); a.holders != nil {
				break
			}
		}
		m.find(a)
		m.beside(a, text)
		m.fallback(a)
		m.judge(a)
	}
	return m
}

// judge scores an ask's bearers by all but the other places.
func (m *atlas) judge(a *ask) {
	country, region, all := map[string]float64{}, map[int]float64{}, 1.0
	for _, c := range m.clues {
		if c.key == a.key {
			continue
		}
		all += c.weight
		country[c.area.country] += c.weight
		if c.area.region >= 0 {
			region[c.area.region] += c.weight
		}
	}
	for i := range a.bearers {
		b := &a.bearers[i]
		p := b.place
		b.base = weights.people*p.people + weights.feature[p.feature]
		if b.main {
			b.base += weights.main
		}
		if p.feature != continent {
			b.base += weights.country*math.Sqrt(country[m.g.countryOf(p.region)]/all) + weights.region*math.Sqrt(region[p.region]/all)
		}
		if a.level >= 0 {
			if p.feature == a.level || a.level == town && p.feature == capital {
				b.base += weights.level
			}
		}
		if p.feature == region1 && a.level != region1 && m.seated(a, p) {
			b.base += weights.seat
		}
		if a.holders != nil {
			switch {
			case p.feature == state || p.feature == continent:
				b.base += weights.notHeld
			case m.g.holds(a.holders, p.region):
				b.base += weights.held
			default:
				b.base += weights.notHeld
			}
		}
		b.score = b.base
	}
	rank(a.bearers)
}

// seated reports whether a region shares its name with a town that holds a good
// part of its people: the bare name is mostly the town's.
func (m *atlas) seated(a *ask, region place) bool {
	for _, b := range a.bearers {
		if !b.main || b.place.feature > capital || b.place.region != region.region {
			continue
		}
		share := 0.2
		if Fold(m.g.name(b.at)) != a.key { // New York City
			share = 0.25
		}
		if b.place.people-region.people > math.Log10(share) {
			return true
		}
	}
	return false
}

// rank orders bearers by score and gives each its share.
func rank(b []bearer) {
	slices.SortStableFunc(b, func(x, y bearer) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return x.at - y.at
	})
	sum := 0.0
	for i := range b {
		b[i].share = math.Exp(b[i].score - b[0].score)
		sum += b[i].share
	}
	for i := range b {
		b[i].share /= sum
	}
}

// settle lets the places of a report draw each other near, twice.
func (m *atlas) settle() {
	const tops = 4
	for range 2 {
		for i := range m.asks {
			m.draw(i, tops)
		}
		for i := range m.asks {
			for j := range m.asks[i].bearers {
				b := &m.asks[i].bearers[j]
				b.score = b.base + b.near
			}
			rank(m.asks[i].bearers)
		}
	}
}

// draw reckons how near an ask's bearers lie to the likely places of the others.
func (m *atlas) draw(i, tops int) {
	a := &m.asks[i]
	for j := range a.bearers {
		a.bearers[j].near = 0
	}
	if len(a.bearers) < 2 {
		return
	}
	for j := range a.bearers {
		b := &a.bearers[j]
		if b.place.feature == continent {
			continue
		}
		sum, kin, all := 0.0, 0.0, 0.5
		twin := 0.0
		for k := range m.asks {
			o := &m.asks[k]
			if k == i || len(o.bearers) == 0 {
				continue
			}
			if o.key == a.key {
				if a.holders == nil && o.holders != nil && o.bearers[0].at == b.at {
					twin = weights.twin
				}
				continue
			}
			if o.bearers[0].place.feature == continent {
				continue
			}
			best, same := 0.0, 0.0
			for _, t := range o.bearers[:min(tops, len(o.bearers))] {
				if m.g.countryOf(t.place.region) == m.g.countryOf(b.place.region) {
					same += t.share
				}
				if t.place.feature == state || b.place.feature == state {
					continue
				}
				d := kilometres(b.place.lat, b.place.lon, t.place.lat, t.place.lon)
				v := t.share * math.Exp(-d/weights.reach)
				if t.place.feature == region1 && t.place.region == b.place.region {
					v = t.share
				}
				best = max(best, v)
			}
			all++
			sum += best
			kin += same
		}
		b.near = weights.near*math.Sqrt(sum/all) + weights.kin*math.Sqrt(kin/all) + twin
	}
}
