// Package grow keeps an archive worked out while it grows. A report that is new
// in the store is placed among those before it; what is worked out of a saga –
// its record – is kept in the store under a stamp of all that it rests on, and
// worked out anew when that has changed. So adding a report costs the same in an
// archive of any size, and no more is read than the sagas that are asked for.
//
// At hand are the keys by which earlier reports are found, some 2 kB each; the
// store holds them too, so that the next program goes on where this one ended.
package grow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"parallax"
	"parallax/cluster"
	"parallax/store"
)

// Archive is a store with the places of its reports at hand. It is safe for
// concurrent use, beside other programs too.
type Archive struct {
	st      store.Store
	mu      sync.Mutex
	index   *cluster.Index
	reports []reportID // by running number
	last    int        // id of the last document that was placed
	docs    shelf
}

// reportID names a report: id of its document, number there.
type reportID struct{ doc, report int32 }

// Open reads what is known of the reports in a store and places those that are
// new in it.
func Open(ctx context.Context, st store.Store) (*Archive, error) {
	a := &Archive{st: st}
	if err := a.restore(ctx); err != nil {
		return nil, err
	}
	if _, err := a.CatchUp(ctx); err != nil {
		return nil, err
	}
	return a, nil
}

func (a *Archive) restore(ctx context.Context) error {
	a.index, a.reports, a.last = new(cluster.Index), nil, 0
	for p, err := range a.st.Placed(ctx, 0, true) {
		if err != nil {
			return err
		}
		k, err := cluster.ParseKeys(p.Keys)
		if err != nil {
			return fmt.Errorf("report %d of d%d: %w", p.Report, p.Doc, err)
		}
		a.index.Restore(k, p.At)
		a.reports = append(a.reports, reportID{int32(p.Doc), int32(p.Report)})
		a.last = p.Doc
	}
	return nil
}

// Hold keeps a document at hand that will be needed soon, so that it is not read
// back from the store.
func (a *Archive) Hold(d *parallax.Document) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.docs.put(d)
}

// Batch is how many documents are placed in one transaction.
const Batch = 256

// CatchUp places the documents that are new in the store, in the order of their
// ids, and gives the sagas that have changed.
func (a *Archive) CatchUp(ctx context.Context) ([]int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	touched := map[int]bool{}
	for {
		from := len(a.reports)
		moves, more, err := a.place(ctx)
		if err != nil {
			return nil, err
		}
		fresh, err := a.fresh(ctx, from)
		if err != nil {
			return nil, err
		}
		for i := range moves {
			moves[i].Now = a.index.At(moves[i].Was.Report)
		}
		ok, err := a.st.Place(ctx, fresh, moves)
		if err != nil {
			return nil, err
		}
		if !ok { // another program placed some of them
			if err := a.restore(ctx); err != nil {
				return nil, err
			}
			continue
		}
		for _, p := range fresh {
			touched[p.At.Report] = true
		}
		if !more {
			break
		}
	}
	var sagas []int
	for n := range touched {
		sagas = append(sagas, a.index.At(n).Saga)
	}
	slices.Sort(sagas)
	return slices.Compact(sagas), nil
}

// place places the next batch of documents.
func (a *Archive) place(ctx context.Context) (moves []store.Move, more bool, err error) {
	for range Batch {
		// Documents are numbered without gaps.
		d, err := a.document(ctx, a.last+1)
		if errors.Is(err, store.ErrNotFound) {
			return moves, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		a.last = d.ID
		for r := range d.Reports {
			text := cluster.TextOf(d, r+1)
			at := a.index.Add(cluster.KeysOf(d, r+1), func(earlier int) bool {
				x := a.reports[earlier]
				e, failed := d, error(nil)
				if int(x.doc) != d.ID {
					e, failed = a.document(ctx, int(x.doc))
				}
				if failed != nil {
					err = failed
					return false
				}
				return cluster.IsCopy(cluster.TextOf(e, int(x.report)), text)
			})
			if err != nil {
				return nil, false, err
			}
			a.reports = append(a.reports, reportID{int32(d.ID), int32(r + 1)})
			for _, was := range a.index.Moved() {
				moves = append(moves, store.Move{By: at.Report, Was: was})
			}
		}
	}
	return moves, true, nil
}

// fresh are the rows of the reports from a running number on.
func (a *Archive) fresh(ctx context.Context, from int) ([]store.Placed, error) {
	var out []store.Placed
	for n := from; n < len(a.reports); n++ {
		x := a.reports[n]
		d, err := a.document(ctx, int(x.doc))
		if err != nil {
			return nil, err
		}
		out = append(out, store.Placed{Doc: int(x.doc), Report: int(x.report), At: a.index.At(n), Keys: cluster.KeysOf(d, int(x.report)).Bytes()})
	}
	return out, nil
}

func (a *Archive) document(ctx context.Context, id int) (*parallax.Document, error) {
	if d := a.docs.get(id); d != nil {
		return d, nil
	}
	d, err := a.st.Document(ctx, id)
	if err == nil {
		a.docs.put(d)
	}
	return d, err
}

// shelf holds the documents last used.
type shelf struct {
	docs  map[int]*parallax.Document
	order []int
}

const held = 2 * Batch

func (s *shelf) get(id int) *parallax.Document { return s.docs[id] }

func (s *shelf) put(d *parallax.Document) {
	if s.docs == nil {
		s.docs = map[int]*parallax.Document{}
	}
	if s.docs[d.ID] == nil {
		s.order = append(s.order, d.ID)
	}
	s.docs[d.ID] = d
	if len(s.order) > held {
		delete(s.docs, s.order[0])
		s.order = s.order[1:]
	}
}
