package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/grow"
	"parallax/ingest"
	"parallax/pipeline"
	"parallax/store"
	"parallax/web"
)

func verifyCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "verify [RECORD]",
		Short: "Check every anchor of a record or a store against its sources",
		Long: `Checks every anchor of a record byte for byte against the text of its document,
and that text against its source, which is known again by its sha256 and read
anew. For a record the sources are the files named by uri that can still be
read, what archives and feeds hold among them. Without one, the store is
checked: its files, and every document against the bytes that it keeps.`,
		Example: `  parallax read --json examples/withdrawal > record.json
  parallax verify record.json
  parallax add examples/withdrawal
  parallax verify --db parallax.db`,
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return verifyStore(c.Context(), db)
			}
			if c.Flags().Changed("db") {
				return usageError{fmt.Errorf("name a record or a store, not both")}
			}
			r, err := readRecord(args[0])
			if err != nil {
				return fmt.Errorf("verify: %w", err)
			}
			t := tally{holds: sources(r)}
			t.add(r)
			return t.report()
		},
	}
	dbFlag(c, &db, defaultDB)
	return c
}

func readRecord(name string) (*parallax.Record, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var r parallax.Record
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("%s: not a record: %w", name, err)
	}
	if r.Schema != parallax.Schema {
		return nil, fmt.Errorf("%s: schema is %q, this program reads %q", name, r.Schema, parallax.Schema)
	}
	return &r, nil
}

func verifyStore(ctx context.Context, db string) error {
	st, err := openStore(ctx, db)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Check(ctx); err != nil {
		return err
	}
	a, err := grow.Open(ctx, st, web.Lists)
	if err != nil {
		return err
	}
	t := tally{holds: func(d parallax.RecordDocument) (ok, found bool) {
		id, err := parseID(d.ID)
		if err != nil {
			return false, true
		}
		p, err := st.Page(ctx, id.Doc)
		if err != nil {
			fmt.Println(err)
			return false, true
		}
		return gives(p, d), true
	}}
	for _, saga := range a.Sagas() {
		r, err := a.Record(ctx, saga)
		if err != nil {
			return err
		}
		t.add(r)
	}
	// What holds no report is of no saga.
	items, err := st.List(ctx)
	if err != nil {
		return err
	}
	for _, i := range items {
		if i.Reports > 0 {
			continue
		}
		d, err := st.Document(ctx, i.ID)
		if err != nil {
			return err
		}
		t.add(pipeline.Project(&parallax.Archive{Docs: []*parallax.Document{d}}))
	}
	return t.report()
}

// tally counts what verifying records showed.
type tally struct {
	holds                               func(parallax.RecordDocument) (ok, found bool) // whether a document's source is at hand and gives its text
	seen                                map[string]bool                                // documents
	checked, bad, same, changed, absent int
}

func (t *tally) add(r *parallax.Record) {
	if t.seen == nil {
		t.seen = map[string]bool{}
	}
	checked, bad := parallax.Verify(r)
	t.checked += checked
	t.bad += len(bad)
	for _, m := range bad {
		fmt.Println(m)
	}
	for _, d := range r.Documents {
		if t.seen[d.ID] {
			continue
		}
		t.seen[d.ID] = true
		switch ok, found := t.holds(d); {
		case !found:
			t.absent++
		case ok:
			t.same++
		default:
			t.changed++
			fmt.Printf("%s: %s is no longer the source that was read, or reads otherwise now\n", d.ID, d.URI)
		}
	}
}

func (t *tally) report() error {
	fmt.Printf("%d anchors checked, %d failed; sources: %d the same, %d changed, %d not at hand\n", t.checked, t.bad, t.same, t.changed, t.absent)
	if t.bad > 0 || t.changed > 0 {
		return status(exitUnproved)
	}
	return nil
}

// gives reports whether a page is the document's source and gives its text.
func gives(p parallax.Page, d parallax.RecordDocument) bool {
	if store.Sum(p.Bytes) != d.SHA256 {
		return false
	}
	again, err := pipeline.Text(p)
	return err == nil && again == d.Text
}

// sources reads the files that a record's documents came from once more, members
// of archives, feeds and the like too, and tells of each document whether its
// source is at hand and gives its text. Addresses are not asked again.
func sources(r *parallax.Record) func(parallax.RecordDocument) (ok, found bool) {
	type verdict struct{ ok, found bool }
	verdicts := map[string]verdict{}
	byURI := map[string][]parallax.RecordDocument{}
	var files []string
	for _, d := range r.Documents {
		file, _, _ := strings.Cut(d.URI, "#")
		if _, err := os.Stat(file); err != nil { // a file may have a # in its name
			file = d.URI
		}
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && !slices.Contains(files, file) {
			files = append(files, file)
		}
		byURI[d.URI] = append(byURI[d.URI], d)
	}
	for p := range ingest.Open(files, ingest.Options{MaxBytes: maxPage << 20}) {
		for _, d := range byURI[p.URI] {
			if len(p.Bytes) > 0 {
				verdicts[d.ID] = verdict{verdicts[d.ID].ok || gives(p, d), true}
			}
		}
	}
	return func(d parallax.RecordDocument) (ok, found bool) {
		v := verdicts[d.ID]
		return v.ok, v.found
	}
}
