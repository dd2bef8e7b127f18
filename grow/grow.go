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
	"runtime/debug"
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
	lists   func(*parallax.Record) (store.Lists, error) // lays a record out for the store
	mu      sync.Mutex                                  // of the places
	index   *cluster.Index
	keyed   bool           // the index has the reports' keys: new ones can be placed
	reports []reportID     // by running number
	last    int            // id of the last document that was placed
	touched map[int]bool   // reports of which the saga's record is to be worked out
	held    map[int]*joins // by saga
	docs    shelf
	work    sync.Mutex // one saga is worked out at a time: two would need twice the memory
}

// reportID names a report: id of its document, number there.
type reportID struct{ doc, report int32 }

// Open reads what is known of the reports in a store and places those that are
// new in it. The function lists lays the record of a saga out for the store.
func Open(ctx context.Context, st store.Store, lists func(*parallax.Record) (store.Lists, error)) (*Archive, error) {
	a := &Archive{st: st, lists: lists}
	if err := a.restore(ctx, false); err != nil {
		return nil, err
	}
	if _, err := a.CatchUp(ctx); err != nil {
		return nil, err
	}
	return a, nil
}

// restore reads where reports stand, and the keys by which others are placed among
// them: ten times the work and the memory, which who only reads is spared.
func (a *Archive) restore(ctx context.Context, keys bool) error {
	a.index, a.keyed, a.reports, a.last = new(cluster.Index), keys, nil, 0
	for p, err := range a.st.Placed(ctx, 0, keys) {
		if err != nil {
			return err
		}
		var k cluster.Keys
		if keys {
			if k, err = cluster.ParseKeys(p.Keys); err != nil {
				return fmt.Errorf("report %d of d%d: %w", p.Report, p.Doc, err)
			}
		}
		a.index.Restore(k, p.At)
		a.reports = append(a.reports, reportID{int32(p.Doc), int32(p.Report)})
		a.last = p.Doc
	}
	if len(a.reports) > 10_000 {
		debug.FreeOSMemory() // reading them left half as much again
	}
	return nil
}

// Hold keeps a document at hand that will be needed soon, so that it is not read
// back from the store.
func (a *Archive) Hold(d *parallax.Document) { a.docs.put(d) }

// Batch is how many documents are placed in one transaction.
const Batch = 256

// WorkBatch is how many documents may be placed before the sagas they touched are
// worked out: a large one is worked out whole, so the fewer times the better.
const WorkBatch = 4 * Batch

// WorkOut brings up to date the records of the sagas that were touched since it
// was last called. Until then they are worked out when they are asked for.
func (a *Archive) WorkOut(ctx context.Context) error {
	a.mu.Lock()
	var reports []int
	for n := range a.touched {
		reports = append(reports, n)
	}
	sagas := a.sagasOf(reports)
	a.touched = nil
	a.mu.Unlock()
	var fresh []store.Worked
	size := 0
	for i, saga := range sagas {
		_, w, err := a.workOut(ctx, saga)
		if err != nil {
			return err
		}
		if w != nil {
			fresh = append(fresh, *w)
			size += len(w.Record)
		}
		if size > atOnce || i == len(sagas)-1 && len(fresh) > 0 {
			if err := a.st.Keep(ctx, fresh...); err != nil {
				return err
			}
			fresh, size = nil, 0
		}
	}
	return nil
}

// atOnce is how many bytes of records are kept in one transaction: what indexes
// words writes for every transaction.
const atOnce = 4 << 20

// sagasOf are the sagas of some reports.
func (a *Archive) sagasOf(reports []int) []int {
	var out []int
	for _, n := range reports {
		out = append(out, a.index.At(n).Saga)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// CatchUp places the documents that are new in the store, in the order of their
// ids, and gives the sagas that have changed.
func (a *Archive) CatchUp(ctx context.Context) ([]int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if news, err := a.news(ctx); !news || err != nil {
		return nil, err
	}
	if !a.keyed {
		if err := a.restore(ctx, true); err != nil {
			return nil, err
		}
	}
	var touched []int
	for {
		fresh, moves, more, err := a.place(ctx)
		if err != nil {
			return nil, err
		}
		for i := range fresh {
			fresh[i].At = a.index.At(fresh[i].At.Report)
		}
		for i := range moves {
			moves[i].Now = a.index.At(moves[i].Was.Report)
		}
		ok, err := a.st.Place(ctx, fresh, moves)
		if err != nil {
			return nil, err
		}
		if !ok { // another program placed some of them
			if err := a.restore(ctx, true); err != nil {
				return nil, err
			}
			continue
		}
		for _, p := range fresh {
			touched = append(touched, p.At.Report)
		}
		if !more {
			break
		}
	}
	if a.touched == nil {
		a.touched = map[int]bool{}
	}
	for _, n := range touched {
		a.touched[n] = true
	}
	return a.sagasOf(touched), nil
}

// news reports whether the store has reports that are to be placed.
func (a *Archive) news(ctx context.Context) (bool, error) {
	for {
		d := a.docs.get(a.last + 1)
		if d == nil {
			var err error
			if d, err = a.st.Outline(ctx, a.last+1); err != nil {
				if errors.Is(err, store.ErrNotFound) {
					err = nil
				}
				return false, err
			}
		}
		if len(d.Reports) > 0 {
			return true, nil
		}
		a.last++
	}
}

// place places the next batch of documents.
func (a *Archive) place(ctx context.Context) (fresh []store.Placed, moves []store.Move, more bool, err error) {
	for range Batch {
		// Documents are numbered without gaps.
		d, err := a.document(ctx, a.last+1)
		if errors.Is(err, store.ErrNotFound) {
			return fresh, moves, false, nil
		}
		if err != nil {
			return nil, nil, false, err
		}
		a.last = d.ID
		for r := range d.Reports {
			keys, text := cluster.KeysOf(d, r+1), cluster.TextOf(d, r+1)
			at := a.index.Add(keys, func(earlier int) bool {
				x := a.reports[earlier]
				e, failed := d, error(nil)
				if int(x.doc) != d.ID {
					if e = a.docs.get(int(x.doc)); e == nil {
						e, failed = a.st.Outline(ctx, int(x.doc))
					}
				}
				if failed != nil {
					err = failed
					return false
				}
				return cluster.IsCopy(cluster.TextOf(e, int(x.report)), text)
			})
			if err != nil {
				return nil, nil, false, err
			}
			fresh = append(fresh, store.Placed{Doc: d.ID, Report: r + 1, At: at, Keys: keys.Bytes()})
			a.reports = append(a.reports, reportID{int32(d.ID), int32(r + 1)})
			for _, was := range a.index.Moved() {
				moves = append(moves, store.Move{By: at.Report, Was: was})
			}
		}
	}
	return fresh, moves, true, nil
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
	mu   sync.Mutex
	docs map[int]*parallax.Document
	used map[int]int // document → when it was used
	now  int
}

const held = 2 * Batch

func (s *shelf) get(id int) *parallax.Document {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.docs[id]
	if d != nil {
		s.now++
		s.used[id] = s.now
	}
	return d
}

func (s *shelf) put(d *parallax.Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.docs == nil {
		s.docs, s.used = map[int]*parallax.Document{}, map[int]int{}
	}
	s.now++
	s.docs[d.ID], s.used[d.ID] = d, s.now
	if len(s.docs) <= held {
		return
	}
	// Half of them, the longest unused, make room.
	for id, n := range s.used {
		if n <= s.now-held/2 {
			delete(s.docs, id)
			delete(s.used, id)
		}
	}
}
