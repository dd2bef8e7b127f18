package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
)

// errLate ends the transaction of a program that another has overtaken.
var errLate = errors.New("late")

func (s *sqlStore) Placed(ctx context.Context, from int, keys bool) iter.Seq2[Placed, error] {
	column := "''"
	if keys {
		column = "keys"
	}
	return func(yield func(Placed, error) bool) {
		stopped := errors.New("stopped")
		err := s.each(ctx, func(r *sql.Rows) error {
			var p Placed
			if err := r.Scan(&p.At.Report, &p.Doc, &p.Report, &p.At.Origin, &p.At.Thread, &p.At.Story, &p.At.Saga, &p.Keys); err != nil {
				return err
			}
			if !yield(p, nil) {
				return stopped
			}
			return nil
		}, "SELECT n, doc, report, origin, thread, story, saga, "+column+" FROM placed WHERE n >= $1 ORDER BY n", from)
		if err != nil && err != stopped {
			yield(Placed{}, s.fail(err, "read where reports stand"))
		}
	}
}

func (s *sqlStore) Place(ctx context.Context, fresh []Placed, moves []Move) (bool, error) {
	if len(fresh) == 0 {
		return true, nil
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE counter SET last = last"); err != nil { // holds others off
			return err
		}
		next := 0
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(n) + 1, 0) FROM placed").Scan(&next); err != nil {
			return err
		}
		if next != fresh[0].At.Report {
			return errLate
		}
		for _, p := range fresh {
			if _, err := tx.ExecContext(ctx, "INSERT INTO placed (n, doc, report, origin, thread, story, saga, keys) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
				p.At.Report, p.Doc, p.Report, p.At.Origin, p.At.Thread, p.At.Story, p.At.Saga, p.Keys); err != nil {
				return err
			}
		}
		gone := map[int]bool{} // sagas that became part of another
		for _, m := range moves {
			w, now := m.Was, m.Now
			if w.Saga != now.Saga && !gone[w.Saga] {
				gone[w.Saga] = true
				for _, q := range []string{"DELETE FROM sagas WHERE n = $1", "DELETE FROM stories WHERE saga = $1", "DELETE FROM names WHERE saga = $1"} {
					if _, err := tx.ExecContext(ctx, q, w.Saga); err != nil {
						return err
					}
				}
			}
			if now.Report < next {
				if _, err := tx.ExecContext(ctx, "UPDATE placed SET origin = $2, thread = $3, story = $4, saga = $5 WHERE n = $1", now.Report, now.Origin, now.Thread, now.Story, now.Saga); err != nil {
					return err
				}
			}
			if _, err := tx.ExecContext(ctx, "INSERT INTO moved (mover, n, origin, thread, story, saga) VALUES ($1, $2, $3, $4, $5, $6)", m.By, w.Report, w.Origin, w.Thread, w.Story, w.Saga); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errLate) {
		return false, nil
	}
	return err == nil, s.fail(err, "keep where reports stand")
}

func (s *sqlStore) Moved(ctx context.Context, from int) (out []Move, err error) {
	err = s.each(ctx, func(r *sql.Rows) error {
		var m Move
		err := r.Scan(&m.By, &m.Was.Report, &m.Was.Origin, &m.Was.Thread, &m.Was.Story, &m.Was.Saga)
		out = append(out, m)
		return err
	}, "SELECT mover, n, origin, thread, story, saga FROM moved WHERE mover >= $1 ORDER BY mover DESC, n", from)
	return out, s.fail(err, "read what moved")
}

func (s *sqlStore) Stamps(ctx context.Context) (map[int]string, error) {
	out := map[int]string{}
	err := s.each(ctx, func(r *sql.Rows) error {
		var n int
		var stamp string
		err := r.Scan(&n, &stamp)
		out[n] = stamp
		return err
	}, "SELECT n, stamp FROM sagas")
	return out, s.fail(err, "read the stamps of sagas")
}

func (s *sqlStore) Kept(ctx context.Context, saga int, stamp string) (made []byte, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT made FROM sagas WHERE n = $1 AND stamp = $2", saga, stamp).Scan(&made)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		made, err = unsqueeze(made)
	}
	return made, s.fail(err, "read a saga")
}
