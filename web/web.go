// Package web shows a record to people and programs: pages rendered on the
// server that read without JavaScript, a JSON API under /api (OpenAPI 3.1 at
// /api/openapi.json), and the same pages in one file that works offline.
//
// A Record comes in; an Index makes it findable by id; a view model per page
// (story, report, entity, search) holds what a template prints and nothing
// else; html/template escapes every word, for source text is hostile. Every
// entry carries a link to its words: the page of the report that holds them,
// at the element "REPORT-wSTART-END", byte offsets of the document's text as in
// the record. Of the store the room knows the accounts alone, and nothing
// of the pipeline: whoever starts the server says in Config how to load a record,
// add a page and keep a judgement.
package web

import (
	"context"
	"embed"

	"parallax"
	"parallax/check"
	"parallax/store"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// Config is what a server needs from outside. Add, Check and
// Judge may be nil: the pages then do not offer them.
type Config struct {
	// Load gives the record to show. It is called at the start and after every
	// change.
	Load func(context.Context) (*parallax.Record, error)
	// Documents gives documents of the record by their ids, with the layers that
	// some formats write and a record does not hold: words, trees. Where it is
	// nil, such a format is empty.
	Documents func(ctx context.Context, ids []string) ([]*parallax.Document, error)
	// Add reads what was handed in, keeps it, and says of each page what came of
	// it. The error is for what could not be gone on with.
	Add func(ctx context.Context, a Addition, seen func(Seen)) error
	// Check holds a sentence against the archive.
	Check func(context.Context, string) (check.Reported, error)
	// Judge keeps what a person decided.
	Judge func(context.Context, parallax.Judgement) error
	// History gives all that was judged, in the order in which it was; nil: what
	// stands.
	History func(context.Context) ([]parallax.Judgement, error)
	// Accounts, when set, are those who may come in; without, the server answers
	// this machine only and asks nobody who they are.
	Accounts *store.Accounts
	// HTTPS says that visitors come by https only: a proxy with TLS stands before.
	HTTPS bool
}
