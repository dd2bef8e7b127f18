package web

import (
	"cmp"
	"slices"

	"parallax"
)

// actorRow is an entity of a story.
type actorRow struct {
	*parallax.RecordEntity
	Name, Kind  string
	Here        int // mentions in the story
	Claims, Did int
}

// actorRows are the entities of some reports, those most mentioned first: who
// is called by a name, and who is only described.
func (x *Index) actorRows(in map[string]bool) (named, others []actorRow) {
	for i := range x.Record.Entities {
		e := &x.Record.Entities[i]
		r := actorRow{RecordEntity: e, Name: cut(oneLine(e.Name), 70), Kind: word(typeWords, e.Type), Claims: len(x.saidBy[e.ID]), Did: len(x.didBy[e.ID])}
		byName := false
		for _, m := range e.Mentions {
			if in[m.Report] {
				r.Here++
				byName = byName || m.Kind == parallax.KindName
			}
		}
		switch {
		case r.Here == 0 || r.Name == "":
		case byName:
			named = append(named, r)
		default:
			others = append(others, r)
		}
	}
	most := func(a, b actorRow) int { return cmp.Compare(b.Here, a.Here) }
	slices.SortStableFunc(named, most)
	slices.SortStableFunc(others, most)
	return named, others
}
