package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/pipeline"
	"parallax/store"
)

const defaultDB = "parallax.db"

func dbFlag(c *cobra.Command, db *string, value string) {
	c.Flags().StringVar(db, "db", value, "the store: a file or a postgres:// address")
}

// openStore opens a store that is there.
func openStore(ctx context.Context, db string) (store.Store, error) {
	st, err := store.Open(ctx, db, false)
	if errors.Is(err, store.ErrNoStore) {
		if u, err := url.Parse(db); err == nil && u.Host != "" {
			db = u.Redacted()
		}
		return nil, fmt.Errorf("there is no store at %s; 'parallax add --db %s PATH' makes one", db, db)
	}
	return st, err
}

// unknown passes on the pages whose documents the store does not have yet, and
// hands the ids of the others to known. An error of the store ends the pages
// and is kept in err.
func unknown(ctx context.Context, st store.Store, pages iter.Seq[parallax.Page], known func(id int), err *error) iter.Seq[parallax.Page] {
	return func(yield func(parallax.Page) bool) {
		for p := range pages {
			if len(p.Bytes) > 0 {
				id, e := st.Find(ctx, p.URI, store.Sum(p.Bytes))
				if e != nil {
					*err = e
					return
				}
				if id > 0 {
					known(id)
					continue
				}
			}
			if !yield(p) {
				return
			}
		}
	}
}

// collate looks across documents; st may be nil.
func collate(ctx context.Context, st store.Store, docs []*parallax.Document) (*parallax.Archive, error) {
	p, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	var judged []parallax.Judgement
	if st != nil {
		if judged, err = st.Judgements(ctx); err != nil {
			return nil, err
		}
	}
	return p.Collate(docs, store.Standing(judged)), nil
}
