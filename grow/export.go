package grow

import (
	"context"
	"iter"

	"parallax"
	"parallax/pipeline"
)

// Part is the record of one saga, with the documents of its reports.
type Part struct {
	Record *parallax.Record
	Docs   []*parallax.Document
	Again  map[string]bool // documents that an earlier part gave: their reports are of several sagas
}

// Parts gives the record of all that a store holds, saga by saga, and last the
// documents without a report. A document of several sagas is whole in each.
func (a *Archive) Parts(ctx context.Context) iter.Seq2[Part, error] {
	return func(yield func(Part, error) bool) {
		given := map[string]bool{} // of several sagas
		for _, saga := range a.Sagas() {
			p, err := a.part(ctx, saga, given)
			if !yield(p, err) || err != nil {
				return
			}
		}
		items, err := a.st.List(ctx)
		if err != nil {
			yield(Part{}, err)
			return
		}
		for _, i := range items {
			if i.Reports > 0 {
				continue
			}
			d, err := a.document(ctx, i.ID)
			if err != nil {
				yield(Part{}, err)
				return
			}
			docs := []*parallax.Document{d}
			if !yield(Part{Record: pipeline.Project(&parallax.Archive{Docs: docs}), Docs: docs}, nil) {
				return
			}
		}
	}
}

func (a *Archive) part(ctx context.Context, saga int, given map[string]bool) (Part, error) {
	r, err := a.Record(ctx, saga)
	if err != nil {
		return Part{}, err
	}
	p := Part{Record: r, Again: map[string]bool{}}
	for i := range r.Documents {
		d := &r.Documents[i]
		id, err := parallax.ParseID(d.ID)
		if err != nil {
			return Part{}, err
		}
		doc, err := a.document(ctx, id.Doc)
		if err != nil {
			return Part{}, err
		}
		p.Docs = append(p.Docs, doc)
		sagas := a.SagasOf(id.Doc)
		if len(sagas) < 2 {
			continue
		}
		if p.Again[d.ID] = given[d.ID]; p.Again[d.ID] {
			continue
		}
		given[d.ID] = true
		for _, other := range sagas {
			if other != saga {
				if err := a.complete(ctx, d, other); err != nil {
					return Part{}, err
				}
			}
		}
	}
	return p, nil
}

// complete takes from another saga's record what it says of a document's reports.
func (a *Archive) complete(ctx context.Context, d *parallax.RecordDocument, saga int) error {
	r, err := a.Record(ctx, saga)
	if err != nil {
		return err
	}
	for _, o := range r.Documents {
		for k, p := range o.Reports {
			if o.ID == d.ID && p.Story != "" {
				d.Reports[k] = p
			}
		}
	}
	return nil
}
