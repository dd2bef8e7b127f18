// Package web shows a record to people and programs: pages rendered on the
// server that read without JavaScript, a JSON API under /api (OpenAPI 3.1 at
// /api/openapi.json), and the same pages in one file that works offline.
//
// A store comes in. Lists lays the record of a saga out for it, a part for each
// report; a page puts the parts of the reports it shows together, however much
// the archive holds. An Index makes them findable by id; a view model per page
// (story, report, entity, search) holds what a template prints and nothing
// else; html/template escapes every word, for source text is hostile. Every
// entry carries a link to its words: the page of the report that holds them,
// at the element "REPORT-wSTART-END", byte offsets of the document's text as in
// the record. The room knows nothing of the pipeline: whoever starts the server
// says in Config how to add a page, join it to the archive and check a sentence.
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

//go:generate go run ./bundle
//go:embed static
var staticFiles embed.FS

// Config is what a server needs from outside. Add, Check and
// Judge may be nil: the pages then do not offer them.
type Config struct {
	// Store holds the archive. What is shown are its lists, which whoever works out
	// the sagas' records keeps with Lists.
	Store store.Store
	// Join brings the lists up to date after something was added or judged.
	Join func(context.Context) error
	// Add reads what was handed in, keeps it, and says of each page what came of
	// it. The error is for what could not be gone on with.
	Add func(ctx context.Context, a Addition, seen func(Seen)) error
	// Check holds a sentence against the archive.
	Check func(context.Context, string) (check.Reported, error)
	// Judge keeps what a person decided.
	Judge func(context.Context, parallax.Judgement) error
	// Accounts, when set, are those who may come in; without, the server answers
	// this machine only and asks nobody who they are.
	Accounts *store.Accounts
	// HTTPS says that visitors come by https only: a proxy with TLS stands before.
	HTTPS bool
}
