package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"

	"parallax"
)

//go:embed lists.sql
var listsSchema string

// listsSQL is what differs between databases in these tables.
type listsSQL struct {
	schema                string
	found, called, having string // FROM and WHERE of what finds reports (l), names (n) and documents by words, $1
	id                    string // of a document so found
	latest, first         string // ORDER BY of reports and names so found: as SQLite's word index runs, so that nothing is sorted
	query                 func(words []string, each bool) string
}

// Lists is what pages, lists and searches show of a saga's record.
type Lists struct {
	Reports []ListedReport
	Stories []ListedStory
	Names   []ListedName
}

// ReportID names a report of a store.
type ReportID struct{ Doc, Report int }

// ListedReport is a report and what the record has in its words.
type ListedReport struct {
	ReportID
	Story, Teller, Day       string
	Events, Claims, Disputes int // whose first words stand in it
	Part                     []byte
}

// ListedStory is a story: Card is what a list shows of it, Story all but its
// reports' parts.
type ListedStory struct {
	ID, First   string
	Card, Story []byte
}

// ListedName is an entity that has a name.
type ListedName struct {
	ID, Type string
	Known    string // its name across sagas
	Words    string // all its names
	Card     []byte
}

func nameRow(id string) (int, error) {
	x, err := parallax.ParseID(id)
	return x.Doc*1_000_000 + x.N, err
}

func sum(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		if b, ok := p.([]byte); ok { // long: not to be quoted
			fmt.Fprintf(h, "%d ", len(b))
			h.Write(b)
			continue
		}
		fmt.Fprintf(h, "%q\n", p)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Worked is what was worked out of a saga: its record, and what lists and pages
// show of it, under a stamp of all that it rests on.
type Worked struct {
	Saga   int
	Stamp  string
	Record []byte
	Lists
}

// Keep writes only the rows that have changed: of a saga that grew, most have
// not.
func (s *sqlStore) Keep(ctx context.Context, all ...Worked) error {
	for i := range all {
		all[i].Record = squeeze(all[i].Record)
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		for _, w := range all {
			if err := keep(ctx, tx, w); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "UPDATE listing SET changes = changes + 1")
		return err
	})
	return s.fail(err, "keep a saga")
}

func keep(ctx context.Context, tx *sql.Tx, w Worked) error {
	do := func(query string, args ...any) error {
		_, err := tx.ExecContext(ctx, query, args...)
		return err
	}
	if err := do("INSERT INTO sagas (n, stamp, made) VALUES ($1, $2, $3) ON CONFLICT (n) DO UPDATE SET stamp = excluded.stamp, made = excluded.made", w.Saga, w.Stamp, w.Record); err != nil {
		return err
	}
	for _, r := range w.Reports {
		was, now := "", sum(w.Saga, r.Story, r.Teller, r.Day, r.Part)
		err := tx.QueryRowContext(ctx, "SELECT sum FROM listed WHERE doc = $1 AND report = $2", r.Doc, r.Report).Scan(&was)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if was == now {
			continue
		}
		if err := do(`INSERT INTO listed (doc, report, saga, story, teller, day, events, claims, disputes, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (doc, report) DO UPDATE SET saga = excluded.saga, story = excluded.story, teller = excluded.teller, day = excluded.day,
			events = excluded.events, claims = excluded.claims, disputes = excluded.disputes, sum = excluded.sum`,
			r.Doc, r.Report, w.Saga, r.Story, indexed(r.Teller), r.Day, r.Events, r.Claims, r.Disputes, now); err != nil {
			return err
		}
		if err := do("INSERT INTO parts (doc, report, part) VALUES ($1, $2, $3) ON CONFLICT (doc, report) DO UPDATE SET part = excluded.part", r.Doc, r.Report, squeeze(r.Part)); err != nil {
			return err
		}
	}
	if err := do("DELETE FROM stories WHERE saga = $1", w.Saga); err != nil {
		return err
	}
	for _, x := range w.Stories {
		if err := do("INSERT INTO stories (id, saga, first, card, story) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET saga = excluded.saga, first = excluded.first, card = excluded.card, story = excluded.story",
			x.ID, w.Saga, x.First, x.Card, squeeze(x.Story)); err != nil {
			return err
		}
	}
	return keepNames(ctx, tx, w.Saga, w.Names)
}

func keepNames(ctx context.Context, tx *sql.Tx, saga int, names []ListedName) error {
	type kept struct{ sum, words string }
	was := map[int]kept{}
	rows, err := tx.QueryContext(ctx, "SELECT row, sum, words FROM names WHERE saga = $1", saga)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		var k kept
		if err := rows.Scan(&n, &k.sum, &k.words); err != nil {
			return err
		}
		was[n] = k
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	gone := func(n int) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM names WHERE row = $1", n)
		return err
	}
	for _, x := range names {
		n, err := nameRow(x.ID)
		if err != nil {
			return err
		}
		now := sum(saga, x.Type, x.Known, x.Words, x.Card)
		old, there := was[n]
		delete(was, n)
		if old.sum == now {
			continue
		}
		if there && old.words == indexed(x.Words) { // the index of words stays
			if _, err := tx.ExecContext(ctx, "UPDATE names SET type = $2, known = $3, card = $4, sum = $5 WHERE row = $1", n, indexed(x.Type), indexed(x.Known), x.Card, now); err != nil {
				return err
			}
			continue
		}
		if there {
			if err := gone(n); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO names (row, saga, type, known, words, card, sum) VALUES ($1, $2, $3, $4, $5, $6, $7)", n, saga, indexed(x.Type), indexed(x.Known), indexed(x.Words), x.Card, now); err != nil {
			return err
		}
	}
	for n := range was {
		if err := gone(n); err != nil {
			return err
		}
	}
	return nil
}

// Listing reads the lists of all sagas.
type Listing struct{ s *sqlStore }

func (s *sqlStore) Listing() *Listing { return &Listing{s} }

// State names the lists as they are: the same state, the same lists.
func (l *Listing) State(ctx context.Context) (string, error) {
	var changes, judged int
	var first sql.NullString
	err := l.s.db.QueryRowContext(ctx, `SELECT (SELECT changes FROM listing), (SELECT coalesce(max(id), 0) FROM judgements), (SELECT sha256 || added FROM documents WHERE id = 1)`).Scan(&changes, &judged, &first)
	return sum(changes, judged, first.String), l.s.fail(err, "read the lists")
}

// Count is how much the lists hold.
type Count struct{ Reports, Stories, Events, Claims, Disputes int }

// Count counts what the lists hold.
func (l *Listing) Count(ctx context.Context) (c Count, err error) {
	err = l.s.db.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(events), 0), coalesce(sum(claims), 0), coalesce(sum(disputes), 0), (SELECT count(*) FROM stories) FROM listed").Scan(&c.Reports, &c.Events, &c.Claims, &c.Disputes, &c.Stories)
	return c, l.s.fail(err, "count the lists")
}

// CountNames counts the entities with a name, of one type or of all.
func (l *Listing) CountNames(ctx context.Context, typ string) (n int, err error) {
	err = l.s.db.QueryRowContext(ctx, "SELECT count(*) FROM names WHERE CAST($1 AS TEXT) = '' OR type = $1", typ).Scan(&n)
	return n, l.s.fail(err, "count names")
}

// Entries that reports have first words of.
const (
	Events   = "events"
	Claims   = "claims"
	Disputes = "disputes"
)

// At gives the report that has the nth, from 0, of all entries of a kind, and how
// many reports before have; ErrNotFound where there are fewer.
func (l *Listing) At(ctx context.Context, kind string, n int) (id ReportID, before int, err error) {
	err = l.s.db.QueryRowContext(ctx, "SELECT doc, report, till - n FROM (SELECT doc, report, "+kind+" AS n, sum("+kind+") OVER (ORDER BY doc, report) AS till FROM listed) x WHERE till > $1 ORDER BY doc, report LIMIT 1", n).Scan(&id.Doc, &id.Report, &before)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return id, before, l.s.fail(err, "list %s", kind)
}

// Stories gives stories in the order of their first days.
func (l *Listing) Stories(ctx context.Context, from, most int) (out []ListedStory, err error) {
	err = l.s.each(ctx, func(r *sql.Rows) error {
		var x ListedStory
		err := r.Scan(&x.ID, &x.First, &x.Card)
		out = append(out, x)
		return err
	}, "SELECT id, first, card FROM stories ORDER BY first, id LIMIT $1 OFFSET $2", most, from)
	return out, l.s.fail(err, "list stories")
}

// Story gives a story and its reports; ErrNotFound where there is none.
func (l *Listing) Story(ctx context.Context, id string) (x ListedStory, reports []ReportID, err error) {
	err = l.s.db.QueryRowContext(ctx, "SELECT id, first, card, story FROM stories WHERE id = $1", id).Scan(&x.ID, &x.First, &x.Card, &x.Story)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil {
		x.Story, err = unsqueeze(x.Story)
	}
	if err == nil {
		reports, err = l.ids(ctx, "SELECT doc, report FROM listed WHERE story = $1 ORDER BY doc, report", id)
	}
	return x, reports, l.s.fail(err, "story %s", id)
}

// ReportsOf gives the reports of a document that are listed.
func (l *Listing) ReportsOf(ctx context.Context, doc int) ([]ReportID, error) {
	out, err := l.ids(ctx, "SELECT doc, report FROM listed WHERE doc = $1 ORDER BY report", doc)
	return out, l.s.fail(err, "reports of d%d", doc)
}

// Reports gives listed reports in the order of their documents, from one on,
// some passed over.
func (l *Listing) Reports(ctx context.Context, from ReportID, skip, most int) ([]ReportID, error) {
	out, err := l.ids(ctx, "SELECT doc, report FROM listed WHERE doc > $1 OR doc = $1 AND report >= $2 ORDER BY doc, report LIMIT $3 OFFSET $4", from.Doc, from.Report, most, skip)
	return out, l.s.fail(err, "list reports")
}

func (l *Listing) ids(ctx context.Context, query string, args ...any) (out []ReportID, err error) {
	err = l.s.each(ctx, func(r *sql.Rows) error {
		var x ReportID
		err := r.Scan(&x.Doc, &x.Report)
		out = append(out, x)
		return err
	}, query, args...)
	return out, err
}

// Part gives the part of a report, with the text of its document; ErrNotFound
// where it is not listed.
func (l *Listing) Part(ctx context.Context, id ReportID) (part []byte, text string, err error) {
	err = l.s.db.QueryRowContext(ctx, "SELECT p.part, d.text FROM parts p JOIN documents d ON d.id = p.doc WHERE p.doc = $1 AND p.report = $2", id.Doc, id.Report).Scan(&part, &text)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err == nil {
		part, err = unsqueeze(part)
	}
	return part, text, l.s.fail(err, "report %d of d%d", id.Report, id.Doc)
}

// Search is what Find looks for: reports of documents that hold all words, the
// last of which may be the beginning of one, told by an outlet, between two days.
type Search struct {
	Words            []string
	Beginnings       bool // each word may be the beginning of one
	Teller, From, To string
	Docs             []int // these documents alone; nil: all
}

// Find gives the reports that a search asks for, those of the latest documents
// first.
func (l *Listing) Find(ctx context.Context, q Search) iter.Seq2[ReportID, error] {
	return func(yield func(ReportID, error) bool) {
		from, args := "listed l WHERE 1 = 1", []any{}
		if len(q.Words) > 0 {
			from, args = l.s.lists.found, append(args, l.s.lists.query(q.Words, q.Beginnings))
		}
		for _, c := range []struct{ value, clause string }{{indexed(q.Teller), "l.teller = "}, {q.From, "l.day >= "}, {q.To, "l.day <> '' AND l.day <= "}} {
			if c.value != "" {
				args = append(args, c.value)
				from += fmt.Sprintf(" AND %s$%d", c.clause, len(args))
			}
		}
		if q.Docs != nil {
			if len(q.Docs) == 0 {
				return
			}
			column := "l.doc"
			if len(q.Words) > 0 {
				column = l.s.lists.id // which the index of words looks up
			}
			from += " AND " + column + " IN (" + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(q.Docs)), ","), "[]") + ")"
		}
		order := "l.doc DESC, l.report"
		if len(q.Words) > 0 {
			order = l.s.lists.latest
		}
		stopped := errors.New("stopped")
		err := l.s.each(ctx, func(r *sql.Rows) error {
			var x ReportID
			if err := r.Scan(&x.Doc, &x.Report); err != nil {
				return err
			}
			if !yield(x, nil) {
				return stopped
			}
			return nil
		}, "SELECT l.doc, l.report FROM "+from+" ORDER BY "+order, args...)
		if err != nil && err != stopped {
			yield(ReportID{}, l.s.fail(err, "search"))
		}
	}
}

// Names gives the entities of which the names hold all words, in the order of
// their first mentions; with a type, those of it alone.
func (l *Listing) Names(ctx context.Context, words []string, typ string, from, most int) ([]ListedName, error) {
	if len(words) == 0 {
		return l.names(ctx, "names n WHERE (CAST($1 AS TEXT) = '' OR n.type = $1)", "n.row", from, most, typ)
	}
	return l.names(ctx, l.s.lists.called+" AND (CAST($2 AS TEXT) = '' OR n.type = $2)", l.s.lists.first, from, most, l.s.lists.query(words, false), typ)
}

// Named gives an entity by its id; ErrNotFound where no name names it, or it was
// joined with an earlier one.
func (l *Listing) Named(ctx context.Context, id string) (ListedName, error) {
	row, err := nameRow(id)
	if err != nil {
		return ListedName{}, ErrNotFound
	}
	out, err := l.names(ctx, "names n WHERE n.row = $1", "n.row", 0, 1, row)
	if err == nil && len(out) == 0 {
		return ListedName{}, ErrNotFound
	}
	if err != nil {
		return ListedName{}, err
	}
	return out[0], nil
}

// Known gives the entities of all sagas that have one name across them.
func (l *Listing) Known(ctx context.Context, known string, most int) ([]ListedName, error) {
	return l.names(ctx, "names n WHERE n.known = $1", "n.row", 0, most, indexed(known))
}

func (l *Listing) names(ctx context.Context, from, order string, skip, most int, args ...any) (out []ListedName, err error) {
	err = l.s.each(ctx, func(r *sql.Rows) error {
		var x ListedName
		n := 0
		err := r.Scan(&n, &x.Type, &x.Known, &x.Card)
		x.ID = fmt.Sprintf("n%d.%d", n/1_000_000, n%1_000_000)
		out = append(out, x)
		return err
	}, fmt.Sprintf("SELECT n.row, n.type, n.known, n.card FROM %s ORDER BY %s LIMIT %d OFFSET %d", from, order, most, skip), args...)
	return out, l.s.fail(err, "names")
}

// Having gives the latest documents with a word of some beginning, and how many
// there are.
func (l *Listing) Having(ctx context.Context, beginning string, most int) (docs []int, n int, err error) {
	q := l.s.lists.query([]string{beginning}, true)
	err = l.s.db.QueryRowContext(ctx, "SELECT count(*) FROM "+l.s.lists.having, q).Scan(&n)
	if err == nil {
		err = l.s.each(ctx, func(r *sql.Rows) error {
			var id int
			err := r.Scan(&id)
			docs = append(docs, id)
			return err
		}, "SELECT "+l.s.lists.id+" FROM "+l.s.lists.having+" ORDER BY "+l.s.lists.id+" DESC LIMIT $2", q, most)
	}
	return docs, n, l.s.fail(err, "look for %q", beginning)
}

// Tellers lists who tells the reports.
func (l *Listing) Tellers(ctx context.Context, most int) (out []string, err error) {
	err = l.s.each(ctx, func(r *sql.Rows) error {
		var t string
		err := r.Scan(&t)
		out = append(out, t)
		return err
	}, "SELECT DISTINCT teller FROM listed ORDER BY teller LIMIT $1", most)
	return out, l.s.fail(err, "tellers")
}
