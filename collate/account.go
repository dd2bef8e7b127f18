package collate

import (
	"math"

	"parallax/internal/lexis"
)

// accounts joins what one report tells of one event, then gives each mention that
// points ("the attack") to the event of its report that it most likely points to,
// and lends to every mention what its account says and it does not.
func (v *view) accounts(c *classes, common *commonness) {
	c.join(common, reportAt, func(i, j int) bool { return v.oneReport(&c.signs[i], &c.signs[j]) })
	for i := range c.signs {
		if !c.signs[i].points || len(c.members[c.of[i]]) > 1 {
			continue
		}
		if k := v.pointedAt(c, i); k >= 0 {
			c.merge(c.of[i], c.of[k], 0.7)
		}
	}
	c.lend()
	common.contest = contests(c.signs)
}

// pointed is the least likeness of a mention that points and what it points to.
const pointed = 0.5

// pointedAt is the mention of the same report that mention i points to, −1 when
// none is likely.
func (v *view) pointedAt(c *classes, i int) int {
	s := &c.signs[i]
	best, top := -1, pointed
	from, to := i, i+1 // the signs of one document stand side by side
	for from > 0 && c.signs[from-1].ref.Doc == s.ref.Doc {
		from--
	}
	for to < len(c.signs) && c.signs[to].ref.Doc == s.ref.Doc {
		to++
	}
	for j := from; j < to; j++ {
		o := &c.signs[j]
		if j == i || !v.oneReport(s, o) || o.sent == s.sent && !s.cause[o.head] {
			continue
		}
		if s.settled && !o.settled || s.clashes(o) || o.points && len(c.members[c.of[j]]) == 1 {
			continue
		}
		w := 0.0
		switch {
		case s.lemma == o.lemma:
			w = 2
		case lexis.SameFamily(s.lemma, o.lemma) || lexis.SameKind(s.lemma, o.lemma):
			w = 1.5
		case s.typ == o.typ && s.typ != "OTHER" && !verbal[s.typ]:
			w = 0.7
		default:
			continue
		}
		if shares(s.doers, o.doers) {
			w++
		}
		if v.event(s.ref).Echo == o.ref.Event {
			w += 0.3
		}
		if s.past != o.past {
			w -= 0.5
		}
		if gap := float64(s.sent - o.sent); gap >= 0 {
			w -= 0.08 * gap
		} else {
			w -= 0.3 - 0.15*gap
		}
		if w > top {
			best, top = j, w
		}
	}
	return best
}

// lend gives the mentions of an account, where they are silent, what others of it
// say: who, whom, where and when.
func (c *classes) lend() {
	for _, m := range c.members {
		if len(m) < 2 {
			continue
		}
		var all sign
		all.place = -1
		all.doers, all.harmed = map[string]bool{}, map[string]bool{}
		width := math.Inf(1)
		for _, i := range m {
			s := &c.signs[i]
			all.actors, all.recipients, all.victims = union(all.actors, s.actors), union(all.recipients, s.recipients), union(all.victims, s.victims)
			for k := range s.doers {
				all.doers[k] = true
			}
			for k := range s.harmed {
				all.harmed[k] = true
			}
			if all.place < 0 {
				all.place = s.place
			}
			if w := span(s.from, s.to); w < width {
				all.from, all.to, width = s.from, s.to, w
			}
			if all.md == "" {
				all.md = s.md
			}
		}
		for _, i := range m {
			s := &c.signs[i]
			if len(s.actors) == 0 {
				s.actors = all.actors
			}
			if len(s.recipients) == 0 {
				s.recipients, s.victims = all.recipients, all.victims
			}
			if len(s.doers) == 0 {
				s.doers = all.doers
			}
			if len(s.harmed) == 0 {
				s.harmed = all.harmed
			}
			if s.place < 0 {
				s.place = all.place
			}
			if s.from == "" && s.md == "" {
				s.from, s.to, s.md = all.from, all.to, all.md
			}
		}
	}
}
