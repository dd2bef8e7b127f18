package grow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/segmentio/encoding/json"

	"parallax"
	"parallax/cluster"
	"parallax/pipeline"
	"parallax/store"
)

// Sagas lists the sagas, each by the running number of its first report.
func (a *Archive) Sagas() []int {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []int
	for n := range a.reports {
		if a.index.At(n).Saga == n {
			out = append(out, n)
		}
	}
	return out
}

// SagasOf lists the sagas that a document's reports belong to.
func (a *Archive) SagasOf(doc int) []int {
	a.mu.Lock()
	defer a.mu.Unlock()
	var reports []int
	from, till := a.of(doc)
	for n := from; n < till; n++ {
		reports = append(reports, n)
	}
	return a.sagasOf(reports)
}

// of gives the running numbers of a document's reports.
func (a *Archive) of(doc int) (from, till int) {
	from, _ = slices.BinarySearchFunc(a.reports, int32(doc), func(x reportID, d int32) int { return int(x.doc) - int(d) })
	for till = from; till < len(a.reports) && int(a.reports[till].doc) == doc; till++ {
	}
	return from, till
}

// Record gives the record of a saga, as kept or worked out anew.
func (a *Archive) Record(ctx context.Context, saga int) (*parallax.Record, error) {
	x, err := a.group(ctx, saga)
	if err != nil {
		return nil, err
	}
	if r, err := a.kept(ctx, x); r != nil || err != nil {
		return r, err
	}
	r, fresh, err := a.workOut(ctx, saga)
	if err != nil || fresh == nil {
		return r, err
	}
	err = a.st.Keep(ctx, *fresh)
	if errors.Is(err, store.ErrFull) { // who only reads can do without
		err = nil
	}
	return r, err
}

// workOut gives the record of a saga, and what is to be kept of it where it was
// not.
func (a *Archive) workOut(ctx context.Context, saga int) (*parallax.Record, *store.Worked, error) {
	a.work.Lock()
	defer a.work.Unlock()
	x, err := a.group(ctx, saga)
	if err != nil {
		return nil, nil, err
	}
	if r, err := a.kept(ctx, x); r != nil || err != nil { // another was quicker
		return r, nil, err
	}
	c, err := a.collate(ctx, x)
	if err != nil {
		return nil, nil, err
	}
	r := pipeline.Project(c)
	b, err := json.Marshal(r)
	if err != nil {
		return nil, nil, fmt.Errorf("record of a saga: %w", err)
	}
	l, err := a.lists(r)
	if err != nil {
		return nil, nil, fmt.Errorf("lists of a saga: %w", err)
	}
	return r, &store.Worked{Saga: saga, Stamp: x.stamp(), Record: b, Lists: l}, nil
}

func (a *Archive) kept(ctx context.Context, x group) (*parallax.Record, error) {
	b, err := a.st.Kept(ctx, x.saga, x.stamp())
	if err != nil || b == nil {
		return nil, err
	}
	r := new(parallax.Record)
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("what was kept of a saga: %w", err)
	}
	return r, nil
}

// Stale lists the sagas that no record is kept of as they are now: this program
// is another than the one that worked them out, or one was ended before it did.
func (a *Archive) Stale(ctx context.Context) ([]int, error) {
	kept, err := a.st.Stamps(ctx)
	if err != nil {
		return nil, err
	}
	judged, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	var out []int
	for _, saga := range a.Sagas() {
		a.mu.Lock()
		x := a.about(saga, a.places(saga), judged)
		a.mu.Unlock()
		if kept[saga] != x.stamp() {
			out = append(out, saga)
		}
	}
	return out, nil
}

// Len is the number of reports that were placed.
func (a *Archive) Len() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.reports)
}

// SagaOf gives the saga that a report, by its document's id and its number there,
// belongs to; −1 for one that was not placed.
func (a *Archive) SagaOf(doc, report int) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	from, till := a.of(doc)
	for n := from; n < till; n++ {
		if int(a.reports[n].report) == report {
			return a.index.At(n).Saga
		}
	}
	return -1
}

// Document gives a document with all its layers.
func (a *Archive) Document(ctx context.Context, id int) (*parallax.Document, error) {
	return a.document(ctx, id)
}

// Arrival collates the sagas that a document belonged to when it came, without
// it and with it.
func (a *Archive) Arrival(ctx context.Context, doc int) (before, after *parallax.Archive, err error) {
	judged, err := a.standing(ctx)
	if err != nil {
		return nil, nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	from, till := a.of(doc)
	moves, err := a.st.Moved(ctx, from)
	if err != nil {
		return nil, nil, err
	}
	at := map[int]cluster.Place{}
	for n := from; n < till; n++ {
		for _, p := range a.places(a.index.At(n).Saga) {
			if p.Report < till {
				at[p.Report] = p
			}
		}
	}
	back := func(to int) { // undoes what reports from a number on moved
		for _, m := range moves {
			if _, ok := at[m.Was.Report]; ok && m.By >= to {
				at[m.Was.Report] = m.Was
			}
		}
	}
	list := func(keep func(cluster.Place) bool) (out []cluster.Place) {
		for _, p := range at {
			if keep(p) {
				out = append(out, p)
			}
		}
		slices.SortFunc(out, func(x, y cluster.Place) int { return x.Report - y.Report })
		return out
	}
	back(till)
	mine := map[int]bool{}
	for n := from; n < till; n++ {
		mine[at[n].Saga] = true
	}
	with := list(func(p cluster.Place) bool { return mine[p.Saga] })
	back(from)
	here := map[int]bool{}
	for _, p := range with {
		here[p.Report] = p.Report < from
	}
	without := list(func(p cluster.Place) bool { return here[p.Report] })
	if before, err = a.collate(ctx, a.about(0, without, judged)); err == nil {
		after, err = a.collate(ctx, a.about(0, with, judged))
	}
	return before, after, err
}

// places of a saga's reports, in order.
func (a *Archive) places(saga int) []cluster.Place {
	var out []cluster.Place
	for _, n := range a.index.Saga(saga) {
		out = append(out, a.index.At(n))
	}
	return out
}

// group is some reports where they stand, with the judgements on their documents.
type group struct {
	saga    int
	places  []cluster.Place
	reports []reportID // of each place
	judged  []parallax.Judgement
}

// group is a saga as it stands.
func (a *Archive) group(ctx context.Context, saga int) (group, error) {
	judged, err := a.standing(ctx)
	if err != nil {
		return group{}, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.about(saga, a.places(saga), judged), nil
}

// about takes of the judgements those that name an entry of one of the places'
// documents.
func (a *Archive) about(saga int, places []cluster.Place, judged []parallax.Judgement) group {
	x := group{saga: saga, places: places}
	docs := map[int]bool{}
	for _, p := range places {
		x.reports = append(x.reports, a.reports[p.Report])
		docs[int(a.reports[p.Report].doc)] = true
	}
	for _, j := range judged {
		s, _ := parallax.ParseID(j.Subject)
		o, _ := parallax.ParseID(j.Object)
		if docs[s.Doc] || docs[o.Doc] {
			x.judged = append(x.judged, j)
		}
	}
	return x
}

// collate collates the reports of a group.
func (a *Archive) collate(ctx context.Context, x group) (*parallax.Archive, error) {
	var docs []*parallax.Document
	for _, r := range x.reports {
		id := int(r.doc)
		if n := len(docs); n > 0 && docs[n-1].ID == id {
			continue
		}
		d, err := a.document(ctx, id)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	var refs []parallax.ReportRef // by the index of their documents, which stand in the order of their ids
	for _, r := range x.reports {
		i, _ := slices.BinarySearchFunc(docs, int(r.doc), func(d *parallax.Document, id int) int { return d.ID - id })
		refs = append(refs, parallax.ReportRef{Doc: i, Report: int(r.report)})
	}
	return pipeline.CollateSagas(docs, refs, x.places, x.judged), nil
}

func (a *Archive) standing(ctx context.Context) ([]parallax.Judgement, error) {
	all, err := a.st.Judgements(ctx)
	return store.Standing(all), err
}

// stamp names all that the record of a saga rests on: the program, the reports
// and where they stand, what people judged. Documents never change.
func (x group) stamp() string {
	h := sha256.New()
	fmt.Fprintln(h, program())
	for i, p := range x.places {
		fmt.Fprintln(h, x.reports[i], p)
	}
	for _, j := range x.judged {
		fmt.Fprintf(h, "%q\n", []string{j.Subject, j.Object, j.Relation, j.By, j.When, j.Why})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// program names the program that works out records, down to its commit.
var program = sync.OnceValue(func() string {
	out := parallax.Version
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" {
				out += " " + s.Value
			}
		}
	}
	return out
})
