package store

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed sqlite.sql
var sqliteSchema string

//go:embed lists_sqlite.sql
var sqliteLists string

const sqliteApplication = 0x50617278 // "Parx", in the file's header

// openSQLite opens a store in one file (and the two that SQLite keeps beside it
// while it is open). A commit is on disk before it is reported.
func openSQLite(ctx context.Context, name string, create bool, pragmas ...string) (Store, error) {
	if _, err := os.Stat(name); err != nil && !create {
		if errors.Is(err, os.ErrNotExist) {
			err = ErrNoStore
		}
		return nil, fmt.Errorf("open store %s: %w", name, err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": append([]string{"busy_timeout(60000)", "journal_mode(wal)", "synchronous(full)", "foreign_keys(on)", "cache_size(-8000)"}, pragmas...)}
	file := url.URL{Path: filepath.ToSlash(name)}
	db, err := sql.Open("sqlite", "file:"+file.EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", name, err)
	}
	db.SetMaxIdleConns(8) // opening one reads the tables' definitions
	s := &sqlStore{
		db: db, plain: plainSQLite, text: func(t string) any { return t },
		search: "SELECT rowid FROM words WHERE words MATCH $1 ORDER BY rank, rowid LIMIT $2", query: phrases,
		check: []string{"PRAGMA integrity_check(1)", "INSERT INTO words(words, rank) VALUES ('integrity-check', 1)", "INSERT INTO called(called, rank) VALUES ('integrity-check', 1)"},
		lists: listsSQL{schema: sqliteLists, found: "words w CROSS JOIN listed l WHERE l.doc = w.rowid AND w.words MATCH $1", latest: "w.rowid DESC", having: "words w WHERE w.words MATCH $1", id: "w.rowid", called: "called c CROSS JOIN names n WHERE n.row = c.rowid AND c.words MATCH $1", first: "c.rowid", query: beginning},
	}
	if err := s.prepareSQLite(ctx); err != nil {
		db.Close()
		return nil, s.fail(err, "open store %s", name)
	}
	return s, nil
}

// prepareSQLite makes the tables of a new file, adds to an older one what it
// lacks, and refuses one that is not ours.
func (s *sqlStore) prepareSQLite(ctx context.Context) error {
	lacks := func(q queryer) (schema string, err error) {
		var application, its, tables int
		err = q.QueryRowContext(ctx, "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id, pragma_user_version").Scan(&application, &its, &tables)
		switch {
		case err != nil:
			return "", err
		case application == sqliteApplication && its >= 1 && its <= version:
			return s.lacking(its), nil
		case application == sqliteApplication:
			return "", fmt.Errorf("it is of version %d, this program reads version %d; use the program that made it", its, version)
		case tables > 0:
			return "", errors.New("it is a database of another program; name another file")
		}
		return sqliteSchema + "\n" + s.lacking(1), nil
	}
	if q, err := lacks(s.db); err != nil || q == "" {
		return err
	}
	return s.transact(ctx, func(tx *sql.Tx) error {
		q, err := lacks(tx)
		if err != nil || q == "" {
			return err // another program was quicker
		}
		_, err = tx.ExecContext(ctx, fmt.Sprintf("%s\nPRAGMA application_id = %d; PRAGMA user_version = %d;", q, sqliteApplication, version))
		return err
	})
}

// phrases quotes each word, so that none is taken for FTS5's own syntax.
func phrases(words string) string {
	f := strings.Fields(words)
	for i, w := range f {
		f[i] = `"` + strings.ReplaceAll(w, `"`, `""`) + `"`
	}
	return strings.Join(f, " ")
}

// beginning quotes each word; the last, or each, may be the beginning of one.
func beginning(words []string, each bool) string {
	q := make([]string, len(words))
	for i, w := range words {
		if q[i] = phrases(w); len(w) > 2 && (each || i == len(words)-1) {
			q[i] += "*"
		}
	}
	return strings.Join(q, " ")
}

func plainSQLite(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	if e.Code() == sqlite3.SQLITE_IOERR_WRITE { // a quota or a limit on the size of files
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("it is not a store; name another file: %w", err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another program has held the store for a minute; try again: %w", err)
	}
	return err
}
