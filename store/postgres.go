package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

//go:embed postgres.sql
var postgresSchema string

//go:embed lists_postgres.sql
var postgresLists string

// openPostgres opens the store in the schema parallax of a database, or in the
// one that search_path in the address names.
func openPostgres(ctx context.Context, address string, create bool) (Store, error) {
	c, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err) // pgx leaves the password out
	}
	if c.RuntimeParams["search_path"] == "" {
		c.RuntimeParams["search_path"] = "parallax"
	}
	s := &sqlStore{
		db: stdlib.OpenDB(*c), plain: plainPostgres, text: func(t string) any { return []byte(t) },
		index:  "INSERT INTO words (id, text) VALUES ($1, to_tsvector('simple', $2))",
		search: "SELECT id FROM words, plainto_tsquery('simple', $1) q WHERE text @@ q ORDER BY ts_rank(text, q) DESC, id LIMIT $2",
		query:  indexed,
		lists:  listsSQL{schema: postgresLists, found: "words w JOIN listed l ON l.doc = w.id WHERE w.text @@ to_tsquery('simple', $1)", latest: "w.id DESC, l.report", having: "words w WHERE w.text @@ to_tsquery('simple', $1)", id: "w.id", called: "names n WHERE n.called @@ to_tsquery('simple', $1)", first: "n.row", query: lexemes},
	}
	if err := s.preparePostgres(ctx, c.RuntimeParams["search_path"], create); err != nil {
		s.db.Close()
		return nil, s.fail(err, "open store at %s", c.Host)
	}
	return s, nil
}

func (s *sqlStore) preparePostgres(ctx context.Context, schema string, create bool) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		var there bool
		if err := tx.QueryRowContext(ctx, "SELECT to_regclass('counter') IS NOT NULL").Scan(&there); err != nil {
			return err
		}
		if !there && !create {
			return ErrNoStore
		}
		if !there {
			// One program at a time makes the tables; the lock ends with the transaction.
			for _, q := range []string{"SELECT pg_advisory_xact_lock(1349579384)", "CREATE SCHEMA IF NOT EXISTS " + pgx.Identifier{schema}.Sanitize()} {
				if _, err := tx.ExecContext(ctx, q); err != nil {
					return err
				}
			}
			if err := tx.QueryRowContext(ctx, "SELECT to_regclass('counter') IS NOT NULL").Scan(&there); err != nil {
				return err
			}
		}
		run := func(schema string) error {
			for q := range strings.SplitSeq(schema, ";\n") {
				if _, err := tx.ExecContext(ctx, q); err != nil {
					return err
				}
			}
			return nil
		}
		if !there {
			if err := run(postgresSchema); err != nil {
				return err
			}
		}
		var its int
		if err := tx.QueryRowContext(ctx, "SELECT version FROM counter FOR UPDATE").Scan(&its); err != nil {
			return err
		}
		switch {
		case its == version:
			return nil
		case its < 1 || its > version:
			return fmt.Errorf("it is of version %d, this program reads version %d; use the program that made it", its, version)
		}
		return run(s.lacking(its) + fmt.Sprintf("UPDATE counter SET version = %d;\n", version))
	})
}

// indexed is the text as far as PostgreSQL indexes it: a word index takes no
// NUL and no more than a megabyte.
func indexed(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", " "), " ")
	if len(text) > 250_000 {
		text = strings.ToValidUTF8(text[:250_000], "")
	}
	return text
}

// lexemes asks for all of some words, of which the last, or each, may be the
// beginning of one.
func lexemes(words []string, each bool) string {
	q := ""
	for i, w := range words {
		if i > 0 {
			q += " & "
		}
		q += "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(indexed(w)) + "'"
		if len(w) > 2 && (each || i == len(words)-1) {
			q += ":*"
		}
	}
	return q
}

func plainPostgres(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "53100" { // disk_full
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}
