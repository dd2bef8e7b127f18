package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"parallax"
)

// sqlStore is a store in a database. The statements are the same for both; what
// differs is in the fields.
type sqlStore struct {
	db     *sql.DB
	plain  func(error) error // says what the database's error means for who uses the store
	text   func(string) any  // a text as its column takes it
	index  string            // statement that indexes the words of a text: id, text; "" where a trigger does
	search string            // statement that finds documents: query, limit
	query  func(words string) string
	check  []string // statements that fail, or give anything but "ok", where the store is damaged
	lists  listsSQL
}

//go:embed places.sql
var placesSchema string

// version is that of the tables.
const version = 4

// lacking are the tables that a store of an older version lacks.
func (s *sqlStore) lacking(older int) string {
	added := []string{accountsSchema, placesSchema, listsSchema + s.lists.schema} // by the versions after the first
	return strings.Join(added[older-1:], "\n")
}

// errKnown ends the transaction of a document that is there already.
var errKnown = errors.New("known")

func (s *sqlStore) Close() error { return s.db.Close() }

// fail wraps an error of the database with the operation, nil stays nil.
func (s *sqlStore) fail(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, s.plain(err))...)
}

func (s *sqlStore) transact(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Add takes the next number first, which holds other adders off until the
// transaction ends; one that fails gives the number back.
func (s *sqlStore) Add(ctx context.Context, p parallax.Page, d *parallax.Document) (bool, error) {
	r, err := pack(p, d)
	if err != nil {
		return false, err
	}
	known := 0
	err = s.transact(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "UPDATE counter SET last = last + 1 RETURNING last").Scan(&r.ID); err != nil {
			return err
		}
		if known, err = find(ctx, tx, r.URI, r.SHA256); err != nil {
			return err
		}
		if known > 0 {
			return errKnown
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO documents (id, uri, sha256, media_type, language, added, title, outlet, published, reports, text, layers) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
			r.ID, []byte(r.URI), r.SHA256, r.MediaType, r.Language, time.Now().UTC().Format(time.RFC3339), s.text(r.Title), r.Outlet, r.Published, r.Reports, s.text(r.text), r.layers); err != nil {
			return err
		}
		if s.index != "" {
			if _, err := tx.ExecContext(ctx, s.index, r.ID, indexed(r.text)); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO pages (id, meta, bytes) VALUES ($1, $2, $3)", r.ID, r.meta, r.page)
		return err
	})
	switch {
	case errors.Is(err, errKnown):
		d.ID = known
		return false, nil
	case err != nil:
		return false, s.fail(err, "keep %s", p.URI)
	}
	d.ID = r.ID
	return true, nil
}

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func find(ctx context.Context, q queryer, uri, sum string) (id int, err error) {
	err = q.QueryRowContext(ctx, "SELECT id FROM documents WHERE sha256 = $1 AND uri = $2", sum, []byte(uri)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

func (s *sqlStore) Find(ctx context.Context, uri, sum string) (int, error) {
	id, err := find(ctx, s.db, uri, sum)
	return id, s.fail(err, "find %s", uri)
}

// each runs a query and hands every row to do.
func (s *sqlStore) each(ctx context.Context, do func(*sql.Rows) error, query string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *sqlStore) List(ctx context.Context) (out []Item, err error) {
	err = s.each(ctx, func(r *sql.Rows) error {
		var i Item
		err := r.Scan(&i.ID, &i.URI, &i.SHA256, &i.MediaType, &i.Language, &i.Added, &i.Title, &i.Outlet, &i.Published, &i.Reports)
		out = append(out, i)
		return err
	}, "SELECT id, uri, sha256, media_type, language, added, title, outlet, published, reports FROM documents ORDER BY id")
	return out, s.fail(err, "list")
}

func (s *sqlStore) Document(ctx context.Context, id int) (*parallax.Document, error) {
	r, err := s.row(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.document()
}

func (s *sqlStore) Outline(ctx context.Context, id int) (*parallax.Document, error) {
	r, err := s.row(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.outline()
}

func (s *sqlStore) row(ctx context.Context, id int) (row, error) {
	r := row{Item: Item{ID: id}}
	err := s.db.QueryRowContext(ctx, "SELECT uri, text, layers FROM documents WHERE id = $1", id).Scan(&r.URI, &r.text, &r.layers)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return r, s.fail(err, "document d%d", id)
}

func (s *sqlStore) Documents(ctx context.Context, after int) iter.Seq2[*parallax.Document, error] {
	return func(yield func(*parallax.Document, error) bool) {
		stopped := errors.New("stopped")
		err := s.each(ctx, func(rows *sql.Rows) error {
			var r row
			if err := rows.Scan(&r.ID, &r.URI, &r.text, &r.layers); err != nil {
				return err
			}
			d, err := r.document()
			if err == nil && !yield(d, nil) {
				return stopped
			}
			return err
		}, "SELECT id, uri, text, layers FROM documents WHERE id > $1 ORDER BY id", after)
		if err != nil && !errors.Is(err, stopped) {
			yield(nil, s.fail(err, "documents"))
		}
	}
}

func (s *sqlStore) Page(ctx context.Context, id int) (parallax.Page, error) {
	r := row{Item: Item{ID: id}}
	err := s.db.QueryRowContext(ctx, "SELECT d.uri, p.meta, p.bytes FROM documents d JOIN pages p ON p.id = d.id WHERE d.id = $1", id).Scan(&r.URI, &r.meta, &r.page)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return parallax.Page{}, s.fail(err, "page of d%d", id)
	}
	return r.pageOf()
}

func (s *sqlStore) Search(ctx context.Context, words string, limit int) (out []int, err error) {
	q := s.query(words)
	if q == "" {
		return nil, nil
	}
	err = s.each(ctx, func(r *sql.Rows) error {
		var id int
		err := r.Scan(&id)
		out = append(out, id)
		return err
	}, s.search, q, limit)
	return out, s.fail(err, "search %q", words)
}

func (s *sqlStore) Judge(ctx context.Context, j parallax.Judgement) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO judgements (subject, object, relation, author, at, why) VALUES ($1, $2, $3, $4, $5, $6)", j.Subject, j.Object, j.Relation, j.By, j.When, j.Why)
	return s.fail(err, "judge")
}

func (s *sqlStore) Judgements(ctx context.Context) (out []parallax.Judgement, err error) {
	err = s.each(ctx, func(r *sql.Rows) error {
		var j parallax.Judgement
		err := r.Scan(&j.Subject, &j.Object, &j.Relation, &j.By, &j.When, &j.Why)
		out = append(out, j)
		return err
	}, "SELECT subject, object, relation, author, at, why FROM judgements ORDER BY id")
	return out, s.fail(err, "judgements")
}

func (s *sqlStore) Check(ctx context.Context) error {
	for _, q := range s.check {
		err := s.each(ctx, func(r *sql.Rows) error {
			var said string
			if err := r.Scan(&said); err != nil {
				return err
			}
			if said != "ok" {
				return errors.New(said)
			}
			return nil
		}, q)
		if err != nil {
			return s.fail(err, "the store is damaged, take it from a copy")
		}
	}
	return nil
}
