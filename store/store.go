// Package store keeps an archive: the pages as fetched, the documents read in
// them with all their layers, where each report stands among the others, and
// what people judged. SQLite, embedded, is the
// store of one machine; PostgreSQL, behind the same interface, that of several.
// One conformance suite in this package runs over both.
//
// A document is added in one transaction and is either there whole or not at
// all: when Add has returned, neither the end of the program nor that of the
// machine loses it. Documents are numbered from 1 in the order in which they
// came and a number is never given twice, so that ids of the record (v12.3: the
// third event of document 12) keep their meaning. The same bytes from the same
// address are the same document; the same bytes from another address are
// another one, for who else carries a text is what an archive is asked.
package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"strings"

	"parallax"
	"parallax/cluster"
)

// Store is an archive on disk or on a server. It is safe for concurrent use, by
// several processes too.
type Store interface {
	// Add keeps a page and the document read from it, and sets the document's ID.
	// It reports false, with the ID that it has, for one that was there already.
	Add(ctx context.Context, p parallax.Page, d *parallax.Document) (added bool, err error)
	// Find gives the id of the document of these bytes from this address, 0 when
	// there is none.
	Find(ctx context.Context, uri, sha256 string) (int, error)
	// List gives what is known of each document without its layers, in order.
	List(ctx context.Context) ([]Item, error)
	// Document gives a document with all its layers.
	Document(ctx context.Context, id int) (*parallax.Document, error)
	// Outline gives a document with its text, reports and furniture alone.
	Outline(ctx context.Context, id int) (*parallax.Document, error)
	// Documents gives all documents after one, 0 for all, in the order of their
	// ids, as they were when it was called.
	Documents(ctx context.Context, after int) iter.Seq2[*parallax.Document, error]
	// Page gives a document's page, the bytes as fetched.
	Page(ctx context.Context, id int) (parallax.Page, error)
	// Search gives the documents whose text holds all the words, best first.
	Search(ctx context.Context, words string, limit int) ([]int, error)
	// Placed gives the reports that were placed, from a running number on, in
	// order; without their keys where these are not wanted.
	Placed(ctx context.Context, from int, keys bool) iter.Seq2[Placed, error]
	// Place keeps where new reports stand and which of the earlier ones they moved.
	// At of the new ones is where they stand once all are placed.
	// It reports false, and keeps nothing, where another program was quicker: the
	// new ones are then not the next.
	Place(ctx context.Context, fresh []Placed, moves []Move) (bool, error)
	// Moved gives the moves by reports from a running number on, the last first.
	Moved(ctx context.Context, from int) ([]Move, error)
	// Keep keeps what was worked out of sagas, in place of what was kept of them
	// before.
	Keep(ctx context.Context, all ...Worked) error
	// Stamps gives the stamps under which sagas were kept.
	Stamps(ctx context.Context) (map[int]string, error)
	// Kept gives what was kept of a saga under a stamp, nil when nothing was.
	Kept(ctx context.Context, saga int, stamp string) ([]byte, error)
	// Judge keeps what a person decided. Nothing judged is forgotten: what stands
	// is for Standing to say.
	Judge(ctx context.Context, j parallax.Judgement) error
	// Judgements gives all that was judged, in the order in which it was.
	Judgements(ctx context.Context) ([]parallax.Judgement, error)
	// Listing reads what Keep listed.
	Listing() *Listing
	// Accounts are those who may come in where a server asks who they are.
	Accounts() *Accounts
	// Check reports what is wrong with the store's own files, nil when nothing is.
	Check(ctx context.Context) error
	Close() error
}

// Placed is a report and where it stands among the others.
type Placed struct {
	Doc, Report int // id of the document, number there
	At          cluster.Place
	Keys        []byte // cluster.Keys, by which it is found
}

// Move is where an earlier report stood before report By, by running number,
// came. Now, where it stands today, is for Place alone.
type Move struct {
	By       int
	Was, Now cluster.Place
}

// Item is one document in a list.
type Item struct {
	ID        int
	URI       string
	SHA256    string
	MediaType string
	Language  string
	Added     string // RFC 3339
	Title     string // of its first report
	Outlet    string
	Published string // of its first report, "" when unknown
	Reports   int
}

// Errors that callers tell apart.
var (
	ErrNotFound = errors.New("not in the store")
	ErrNoStore  = errors.New("there is no store")
	ErrFull     = errors.New("no space left for the store: free some and run the same again, what was reported as kept is safe")
)

// Open opens the store at name, a file or a postgres:// address, and makes it
// where create is set.
func Open(ctx context.Context, name string, create bool) (Store, error) {
	if strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://") {
		return openPostgres(ctx, name, create)
	}
	return openSQLite(ctx, name, create)
}

// Sum is the SHA-256 of a page's bytes in hex, by which the store knows it again.
func Sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

// Standing are the judgements in force: the last on each pair (or single entry),
// those taken back left out, in the order in which they were given.
func Standing(all []parallax.Judgement) []parallax.Judgement {
	pair := func(j parallax.Judgement) [2]string {
		return [2]string{min(j.Subject, j.Object), max(j.Subject, j.Object)}
	}
	last := map[[2]string]int{}
	for i, j := range all {
		last[pair(j)] = i
	}
	var out []parallax.Judgement
	for i, j := range all {
		if last[pair(j)] == i && j.Relation != parallax.Undone {
			out = append(out, j)
		}
	}
	return out
}
