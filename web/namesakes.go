package web

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"parallax"
	"parallax/store"
)

// mostNamesakes of other sagas that the page of an entity lists.
const mostNamesakes = 20

// namesakes are the entities of other sagas that e is too: those known by the same
// name, but for those whose code is of another state, and those that a person
// called the same, with theirs. Who a person called different is none.
func (s *Server) namesakes(ctx context.Context, e *parallax.RecordEntity) ([]nameCard, error) {
	all, err := s.cfg.Store.Judgements(ctx)
	if err != nil {
		return nil, err
	}
	judged := store.Standing(all)
	ids := []string{e.ID}
	for _, j := range e.Joins {
		ids = append(ids, j.ID)
	}
	done, asked := map[string]bool{}, map[string]bool{"": true}
	for _, id := range ids {
		done[id] = true
		for _, o := range others(judged, parallax.Different, id) {
			done[o.id] = true
		}
	}
	var out []nameCard
	add := func(r store.ListedName, by string, fits func(*nameCard) bool) error {
		c, err := cardOf(r)
		if err == nil && !done[r.ID] && len(out) < mostNamesakes && fits(&c) {
			done[r.ID] = true
			c.By = by
			out = append(out, c)
		}
		return err
	}
	code, known := e.Code, e.Known
	for i := -1; i < len(out); i++ { // out grows
		if i >= 0 {
			code, known, ids = out[i].Entity.Code, out[i].Entity.Known, []string{out[i].Entity.ID}
		}
		if !asked[known] {
			asked[known] = true
			rows, err := s.lists.Known(ctx, known, mostNamesakes+1)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				if err := add(r, "", func(c *nameCard) bool { return oneState(c.Entity.Code, code) }); err != nil {
					return nil, err
				}
			}
		}
		for _, id := range ids {
			for _, o := range others(judged, parallax.Same, id) {
				r, err := s.entityNow(ctx, o.id)
				if errors.Is(err, store.ErrNotFound) {
					continue
				}
				if err == nil {
					err = add(r, cmp.Or(o.by, "a person"), func(*nameCard) bool { return true })
				}
				if err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// oneState reports whether two codes may be of people of one state.
func oneState(a, b string) bool { return len(a) < 3 || len(b) < 3 || a[:3] == b[:3] }

type other struct{ id, by string }

// others are the ids that a relation is judged to hold with one, and who did.
func others(judged []parallax.Judgement, relation, id string) (out []other) {
	for _, j := range judged {
		switch {
		case j.Relation != relation:
		case j.Subject == id:
			out = append(out, other{j.Object, j.By})
		case j.Object == id:
			out = append(out, other{j.Subject, j.By})
		}
	}
	return out
}

// entityNow gives the entity that an id names today: its own, or the earlier one of
// its saga that it was joined with.
func (s *Server) entityNow(ctx context.Context, id string) (store.ListedName, error) {
	r, err := s.lists.Named(ctx, id)
	if !errors.Is(err, store.ErrNotFound) {
		return r, err
	}
	x, _, err := s.entryIndex(ctx, id, 0)
	if err != nil {
		return r, err
	}
	for _, e := range x.Record.Entities {
		if slices.ContainsFunc(e.Joins, func(j parallax.Join) bool { return j.ID == id }) {
			return s.lists.Named(ctx, e.ID)
		}
	}
	return r, store.ErrNotFound
}
