package resolve

import (
	"slices"

	"parallax"
)

// judgement is a person's word that an entity is the same as another.
type judgement struct {
	other   parallax.EntityRef
	why, by string
}

// judged reads the archive's judgements on entities.
func (j *joiner) judged() {
	j.same = map[parallax.EntityRef][]judgement{}
	j.different = map[[2]parallax.EntityRef]bool{}
	j.wrong = map[parallax.EntityRef]bool{}
	index := map[int]int{}
	for i, d := range j.a.Docs {
		index[d.ID] = i
	}
	ref := func(s string) (parallax.EntityRef, bool) {
		id, err := parallax.ParseID(s)
		i, known := index[id.Doc]
		return parallax.EntityRef{Doc: i, Entity: id.N}, err == nil && id.Letter == 'n' && known && id.N >= 1 && id.N <= len(j.a.Docs[i].Entities)
	}
	for _, g := range j.a.Judgements {
		a, ok1 := ref(g.Subject)
		b, ok2 := ref(g.Object)
		switch {
		case ok1 && g.Relation == parallax.Wrong:
			j.wrong[a] = true
		case !ok1 || !ok2:
		case g.Relation == parallax.Same:
			j.same[a] = append(j.same[a], judgement{b, g.Why, g.By})
			j.same[b] = append(j.same[b], judgement{a, g.Why, g.By})
		case g.Relation == parallax.Different:
			j.different[[2]parallax.EntityRef{a, b}] = true
			j.different[[2]parallax.EntityRef{b, a}] = true
		}
	}
}

// without leaves out what people called wrong: an actor whose first member was
// named, with all its members, else the one member.
func (j *joiner) without(all []parallax.Actor) []parallax.Actor {
	var struck []parallax.ID
	gone := func(m parallax.EntityRef) bool {
		struck = append(struck, parallax.ID{Letter: 'n', Doc: j.a.Docs[m.Doc].ID, N: m.Entity})
		return true
	}
	all = slices.DeleteFunc(all, func(x parallax.Actor) bool {
		if !j.wrong[x.Members[0]] {
			return false
		}
		for _, m := range x.Members {
			gone(m)
		}
		return true
	})
	for i := range all {
		all[i].Members = slices.DeleteFunc(all[i].Members, func(m parallax.EntityRef) bool { return j.wrong[m] && gone(m) })
	}
	j.a.Strike(struck)
	return all
}

// apart reports whether a person told any member of p from any of q.
func (j *joiner) apart(p, q *profile) bool {
	if len(j.different) == 0 {
		return false
	}
	for _, x := range p.Members {
		for _, y := range q.Members {
			if j.different[[2]parallax.EntityRef{x, y}] {
				return true
			}
		}
	}
	return false
}
