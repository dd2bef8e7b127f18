package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/format"
	"parallax/grow"
	"parallax/web"
)

func exportCommand() *cobra.Command {
	var db, form, out, story string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the record of a store, or of one story, in one of the formats",
		Long: "Writes the record of all that a store holds, saga by saga, or of one of its\nstories. The formats: " + strings.Join(formats(), ", ") + `.

In the record of a whole store an entity stands once for each saga that names
it, under an id of its own; those that are one share what stands under known.`,
		Example: `  parallax add examples/withdrawal
  parallax export --format csv --out events.csv
  parallax export --format json --out record.json
  parallax export --format html --story s2 --out story.html`,
		Args: usage(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := knownFormat(form); err != nil {
				return err
			}
			st, err := openStore(c.Context(), db)
			if err != nil {
				return err
			}
			defer st.Close()
			a, err := grow.Open(c.Context(), st, web.Lists)
			if err != nil {
				return err
			}
			if story != "" {
				r, docs, err := storyRecord(c.Context(), a, story)
				if err != nil {
					return fmt.Errorf("%w in %s; 'parallax list stories' shows them", err, db)
				}
				return writeForm(form, out, os.Stdout, &parallax.Archive{Docs: docs}, r)
			}
			if a.Len() == 0 {
				return fmt.Errorf("the store %s is empty; 'parallax add --db %s PATH' fills it", db, db)
			}
			if form == "html" {
				r, err := whole(c.Context(), a)
				if err != nil {
					return err
				}
				return writeForm(form, out, os.Stdout, nil, r)
			}
			return format.WriteParts(form, out, os.Stdout, func(yield func(format.Part, error) bool) {
				for p, err := range a.Parts(c.Context()) {
					if !yield(format.Part(p), err) {
						return
					}
				}
			})
		},
	}
	dbFlag(c, &db, defaultDB)
	formatFlags(c, &form, &out, "json")
	c.Flags().StringVar(&story, "story", "", "the record of this story alone")
	return c
}

// storyRecord is the record of one story and its documents.
func storyRecord(ctx context.Context, a *grow.Archive, story string) (*parallax.Record, []*parallax.Document, error) {
	id, err := parseID(story)
	if err != nil {
		return nil, nil, err
	}
	if id.Letter != 's' {
		return nil, nil, usageError{fmt.Errorf("%s is no story; ids of stories are like s12", story)}
	}
	saga := a.SagaOf(id.Doc, max(1, id.N))
	if saga < 0 {
		return nil, nil, fmt.Errorf("there is no story %s", story)
	}
	r, err := a.Record(ctx, saga)
	if err != nil {
		return nil, nil, err
	}
	story = joined(r, id)
	for i := range r.Stories {
		if r.Stories[i].ID != story {
			continue
		}
		r = web.NewIndex(r).Subset(&r.Stories[i])
		var docs []*parallax.Document
		for _, d := range r.Documents {
			id, err := parallax.ParseID(d.ID)
			if err != nil {
				return nil, nil, err
			}
			doc, err := a.Document(ctx, id.Doc)
			if err != nil {
				return nil, nil, err
			}
			docs = append(docs, doc)
		}
		return r, docs, nil
	}
	return nil, nil, fmt.Errorf("there is no story %s", story)
}

// mostOnePage is how many reports one page holds before it is too long to open.
const mostOnePage = 1000

// whole is the record of a small store in one piece.
func whole(ctx context.Context, a *grow.Archive) (*parallax.Record, error) {
	if a.Len() > mostOnePage {
		return nil, usageError{fmt.Errorf("the store holds %d reports, too many for one page: name a story with --story, as 'parallax list stories' shows them", a.Len())}
	}
	out := &parallax.Record{}
	for p, err := range a.Parts(ctx) {
		if err != nil {
			return nil, err
		}
		r := p.Record
		out.Schema, out.Made = r.Schema, r.Made
		for _, d := range r.Documents {
			if !p.Again[d.ID] {
				out.Documents = append(out.Documents, d)
			}
		}
		out.Stories, out.Entities, out.Claims, out.Events = append(out.Stories, r.Stories...), append(out.Entities, r.Entities...), append(out.Claims, r.Claims...), append(out.Events, r.Events...)
		out.Figures, out.Times, out.Disputes, out.Judgements = append(out.Figures, r.Figures...), append(out.Times, r.Times...), append(out.Disputes, r.Disputes...), append(out.Judgements, r.Judgements...)
	}
	slices.SortStableFunc(out.Stories, parallax.ByTime)
	return out, nil
}
