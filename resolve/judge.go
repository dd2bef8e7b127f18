package resolve

import (
	"strconv"
	"strings"

	"parallax"
)

// judgement is a person's word that an entity is the same as another.
type judgement struct {
	other   parallax.EntityRef
	why, by string
}

// judged reads the archive's judgements on entities. Their ids are those of the
// record: letter n, document id, number of the entity there.
func (j *joiner) judged() {
	j.same = map[parallax.EntityRef][]judgement{}
	j.different = map[[2]parallax.EntityRef]bool{}
	index := map[int]int{}
	for i, d := range j.a.Docs {
		index[d.ID] = i
	}
	ref := func(id string) (parallax.EntityRef, bool) {
		doc, n, ok := strings.Cut(strings.TrimPrefix(id, "n"), ".")
		d, err1 := strconv.Atoi(doc)
		e, err2 := strconv.Atoi(n)
		i, known := index[d]
		return parallax.EntityRef{Doc: i, Entity: e}, ok && err1 == nil && err2 == nil && known && strings.HasPrefix(id, "n") && e >= 1 && e <= len(j.a.Docs[i].Entities)
	}
	for _, g := range j.a.Judgements {
		a, ok1 := ref(g.Subject)
		b, ok2 := ref(g.Object)
		if !ok1 || !ok2 {
			continue
		}
		switch g.Relation {
		case "same":
			j.same[a] = append(j.same[a], judgement{b, g.Why, g.By})
			j.same[b] = append(j.same[b], judgement{a, g.Why, g.By})
		case "different":
			j.different[[2]parallax.EntityRef{a, b}] = true
			j.different[[2]parallax.EntityRef{b, a}] = true
		}
	}
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
