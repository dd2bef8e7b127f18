package grow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"parallax"
	"parallax/cluster"
	"parallax/pipeline"
	"parallax/resolve"
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
	var out []int
	from, till := a.of(doc)
	for n := from; n < till; n++ {
		out = append(out, a.index.At(n).Saga)
	}
	slices.Sort(out)
	return slices.Compact(out)
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
	a.mu.Lock()
	defer a.mu.Unlock()
	judged, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	places := a.places(saga)
	stamp := a.stamp(places, judged)
	b, err := a.st.Kept(ctx, saga, stamp)
	if err != nil {
		return nil, err
	}
	if b != nil {
		r := new(parallax.Record)
		if err := json.Unmarshal(b, r); err != nil {
			return nil, fmt.Errorf("what was kept of a saga: %w", err)
		}
		return r, nil
	}
	x, err := a.collate(ctx, places, judged)
	if err != nil {
		return nil, err
	}
	r := pipeline.Project(x)
	if b, err = json.Marshal(r); err != nil {
		return nil, fmt.Errorf("record of a saga: %w", err)
	}
	return r, a.st.Keep(ctx, saga, stamp, b)
}

// Whole collates all that the store holds.
func (a *Archive) Whole(ctx context.Context) (*parallax.Archive, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	judged, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	var places []cluster.Place
	for n := range a.reports {
		places = append(places, a.index.At(n))
	}
	var docs []*parallax.Document
	for d, err := range a.st.Documents(ctx, 0) {
		if err != nil {
			return nil, err
		}
		if d.ID <= a.last {
			docs = append(docs, d)
		}
	}
	x := pipeline.CollateSagas(docs, a.refs(docs, places), places, judged)
	x.Actors = resolve.Across(x)
	return x, nil
}

// Arrival collates the sagas that a document belonged to when it came, without
// it and with it.
func (a *Archive) Arrival(ctx context.Context, doc int) (before, after *parallax.Archive, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	judged, err := a.standing(ctx)
	if err != nil {
		return nil, nil, err
	}
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
	if before, err = a.collate(ctx, without, judged); err == nil {
		after, err = a.collate(ctx, with, judged)
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

// collate collates reports that stand at places, under the judgements on their
// documents.
func (a *Archive) collate(ctx context.Context, places []cluster.Place, judged []parallax.Judgement) (*parallax.Archive, error) {
	var docs []*parallax.Document
	for _, p := range places {
		id := int(a.reports[p.Report].doc)
		if n := len(docs); n > 0 && docs[n-1].ID == id {
			continue
		}
		d, err := a.document(ctx, id)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return pipeline.CollateSagas(docs, a.refs(docs, places), places, a.about(places, judged)), nil
}

// refs are the reports of places by the index of their documents in docs, which
// stand in the order of their ids.
func (a *Archive) refs(docs []*parallax.Document, places []cluster.Place) []parallax.ReportRef {
	var out []parallax.ReportRef
	for _, p := range places {
		x := a.reports[p.Report]
		i, _ := slices.BinarySearchFunc(docs, int(x.doc), func(d *parallax.Document, id int) int { return d.ID - id })
		out = append(out, parallax.ReportRef{Doc: i, Report: int(x.report)})
	}
	return out
}

func (a *Archive) standing(ctx context.Context) ([]parallax.Judgement, error) {
	all, err := a.st.Judgements(ctx)
	return store.Standing(all), err
}

// about are the judgements that name an entry of one of the places' documents.
func (a *Archive) about(places []cluster.Place, judged []parallax.Judgement) []parallax.Judgement {
	if len(judged) == 0 {
		return nil
	}
	docs := map[int]bool{}
	for _, p := range places {
		docs[int(a.reports[p.Report].doc)] = true
	}
	var out []parallax.Judgement
	for _, j := range judged {
		x, _ := parallax.ParseID(j.Subject)
		y, _ := parallax.ParseID(j.Object)
		if docs[x.Doc] || docs[y.Doc] {
			out = append(out, j)
		}
	}
	return out
}

// stamp names all that the record of a saga rests on: the program, the reports
// and where they stand, what people judged. Documents never change.
func (a *Archive) stamp(places []cluster.Place, judged []parallax.Judgement) string {
	h := sha256.New()
	fmt.Fprintln(h, program())
	for _, p := range places {
		fmt.Fprintln(h, a.reports[p.Report], p)
	}
	for _, j := range a.about(places, judged) {
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
