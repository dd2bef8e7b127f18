package resolve

import (
	"cmp"
	"slices"

	"parallax"
)

// Lookup finds the actors of an archive that the named entities of a further
// document may be: entity → actors, the likeliest first. A bare family name
// fits whoever bears it in the archive.
func Lookup(a *parallax.Archive, q *parallax.Document) map[int][]int {
	j := joiner{a: &parallax.Archive{Docs: []*parallax.Document{q}}}
	wanted := make([]*profile, len(q.Entities))
	at := map[string][]int{} // block key → entities of q
	for k, e := range q.Entities {
		p := j.profile(parallax.EntityRef{Doc: 0, Entity: k + 1}, e)
		wanted[k] = p
		for _, key := range p.keys() {
			at[key] = append(at[key], k)
		}
	}
	archive := joiner{a: a}
	type hit struct {
		actor, mentions int
		score           float64
	}
	found := map[int][]hit{}
	for i, x := range a.Actors {
		p := archive.merged(x)
		seen := map[int]bool{}
		for _, key := range p.keys() {
			for _, k := range at[key] {
				if seen[k] {
					continue
				}
				seen[k] = true
				if v, _ := likeness(wanted[k], p); v > 0 {
					n := 0
					for _, m := range x.Members {
						n += len(a.Docs[m.Doc].Entities[m.Entity-1].Mentions)
					}
					found[k+1] = append(found[k+1], hit{i, n, v})
				}
			}
		}
	}
	out := map[int][]int{}
	for k, l := range found {
		slices.SortStableFunc(l, func(x, y hit) int {
			if x.score != y.score && (x.score >= joinPerson) != (y.score >= joinPerson) {
				return cmp.Compare(y.score, x.score)
			}
			return y.mentions - x.mentions
		})
		for _, h := range l {
			if (h.score >= joinPerson) == (l[0].score >= joinPerson) {
				out[k] = append(out[k], h.actor)
			}
		}
	}
	return out
}

// merged is the profile of an actor that is known already.
func (j *joiner) merged(x parallax.Actor) *profile {
	var out *profile
	for _, m := range x.Members {
		p := j.profile(m, j.a.Docs[m.Doc].Entities[m.Entity-1])
		if out == nil {
			out = p
			continue
		}
		for _, n := range p.names {
			out.addName(n.text, n.count)
		}
		for o := range p.offices {
			out.offices[o] = true
		}
		if out.country == "" {
			out.country = p.country
		}
	}
	return out
}
