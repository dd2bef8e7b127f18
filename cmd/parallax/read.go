package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/ingest"
	"parallax/pipeline"
	"parallax/store"
)

func readCommand() *cobra.Command {
	var in inputFlags
	var asJSON, all bool
	var form, out, db string
	c := &cobra.Command{
		Use:   "read [PATH|URL|-]…",
		Short: "Read reports and print their record",
		Long: `Reads files, folders, feeds, archives (WARC, zip, gzip), addresses or standard
input and prints what they tell. Without a format a person reads the outcome;
with one, programs do. Nothing is left behind, unless --db names a store to
keep what was read.`,
		Example: `  parallax read examples/withdrawal
  parallax read --json examples/withdrawal > record.json
  parallax read --format csv --out events.csv examples/withdrawal
  cat examples/withdrawal/prairie-post.txt | parallax read --published 2020-01-10 -`,
		Args: some,
		RunE: func(c *cobra.Command, args []string) error {
			if asJSON {
				form = "json"
			}
			if err := knownFormat(form); err != nil {
				return err
			}
			opt, err := in.options()
			if err != nil {
				return err
			}
			var st store.Store
			if db != "" {
				if st, err = store.Open(c.Context(), db, true); err != nil {
					return err
				}
				defer st.Close()
			}
			load, single := pipeline.New, form == "conllu" && st == nil
			if single {
				load = pipeline.Trees // no other format needs so little
			}
			p, err := load()
			if err != nil {
				return err
			}
			docs, failed, err := readAll(c, p, st, args, opt)
			if err != nil {
				return err
			}
			if len(docs) == 0 {
				return fmt.Errorf("nothing could be read from %s", strings.Join(args, " "))
			}
			a := &parallax.Archive{Docs: docs}
			if !single {
				if a, err = collate(c.Context(), st, docs); err != nil {
					return err
				}
			}
			if form == "" {
				limit := 12
				if all {
					limit = 0
				}
				summary(os.Stdout, pipeline.Project(a), limit)
			} else if err := writeForm(form, out, os.Stdout, a, pipeline.Project(a)); err != nil {
				return err
			}
			if failed > 0 {
				return status(exitProblems)
			}
			return nil
		},
	}
	in.add(c)
	formatFlags(c, &form, &out, "")
	dbFlag(c, &db, "")
	c.Flags().BoolVar(&asJSON, "json", false, "print the record as JSON")
	c.Flags().BoolVar(&all, "all", false, "print every line of every section")
	return c
}

func formatFlags(c *cobra.Command, form, out *string, value string) {
	c.Flags().StringVar(form, "format", value, "print one of the formats: "+strings.Join(formats(), ", "))
	c.Flags().StringVar(out, "out", "", "write to this file, or folder for formats of many files")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats(), cobra.ShellCompDirectiveNoFileComp)) // fails for an unknown flag only
}

func knownFormat(form string) error {
	if form != "" && !slices.Contains(formats(), form) {
		return usageError{fmt.Errorf("unknown format %q; formats are %s", form, strings.Join(formats(), ", "))}
	}
	return nil
}

// readAll reads pages into documents, numbered from 1, or by the store where
// there is one; what it has already is taken from there.
func readAll(c *cobra.Command, p *pipeline.Pipeline, st store.Store, args []string, opt ingest.Options) (docs []*parallax.Document, failed int, err error) {
	pages := ingest.Open(args, opt)
	var had []int
	var trouble error
	total := countPages(args)
	if st != nil {
		total = -1 // what the store has is passed over
		pages = unknown(c.Context(), st, pages, func(id int) { had = append(had, id) }, &trouble)
	}
	failed, err = gather(p, pages, total, func(page parallax.Page, d *parallax.Document) error {
		d.ID = len(docs) + 1
		if st != nil {
			if _, err := st.Add(c.Context(), page, d); err != nil {
				return err
			}
		}
		docs = append(docs, d)
		return nil
	})
	if err = cmp.Or(err, trouble); err != nil {
		return nil, failed, err
	}
	for _, id := range had {
		d, err := st.Document(c.Context(), id)
		if err != nil {
			return nil, failed, err
		}
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(x, y *parallax.Document) int { return x.ID - y.ID })
	return slices.CompactFunc(docs, func(x, y *parallax.Document) bool { return x.ID == y.ID }), failed, nil
}
