package main

import (
	"cmp"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/grow"
	"parallax/ingest"
	"parallax/pipeline"
	"parallax/store"
	"parallax/web"
)

func addCommand() *cobra.Command {
	var in inputFlags
	var db string
	c := &cobra.Command{
		Use:   "add [PATH|URL|-]…",
		Short: "Read reports and keep them in a store",
		Long: `Reads what 'parallax read' reads and keeps it in a store: the bytes as fetched
and all that was read in them. Each document is printed with its number once it
is safe on disk. What the store has already – the same bytes from the same
address – is passed over, so an add that was broken off is simply run again.`,
		Example: `  parallax add examples/withdrawal
  parallax list`,
		Args: some,
		RunE: func(c *cobra.Command, args []string) error {
			opt, err := in.options()
			if err != nil {
				return err
			}
			p, err := pipeline.New()
			if err != nil {
				return err
			}
			st, err := store.Open(c.Context(), db, true)
			if err != nil {
				return err
			}
			defer st.Close()
			a, err := grow.Open(c.Context(), st, web.Lists)
			if err != nil {
				return err
			}
			added, had := 0, 0
			var trouble error
			pages := unknown(c.Context(), st, ingest.Open(args, opt), func(int) { had++ }, &trouble)
			failed, err := gather(p, pages, 0, func(page parallax.Page, d *parallax.Document) error {
				fresh, err := st.Add(c.Context(), page, d)
				switch {
				case err != nil:
					return err
				case fresh:
					added++
					a.Hold(d)
					fmt.Printf("d%d\t%s\n", d.ID, d.URI)
					if added%grow.WorkBatch == 0 {
						return workOut(c.Context(), a)
					}
					if added%grow.Batch == 0 {
						_, err = a.CatchUp(c.Context())
						return err
					}
				default:
					had++
				}
				return nil
			})
			if err = cmp.Or(err, trouble); err != nil {
				return err
			}
			if err := workOut(c.Context(), a); err != nil {
				return err
			}
			fmt.Fprintf(os.Stderr, "%d added, %d there already, %d could not be read\n", added, had, failed)
			if failed > 0 {
				return status(exitProblems)
			}
			return nil
		},
	}
	in.add(c)
	dbFlag(c, &db, defaultDB)
	return c
}

// workOut places what is new and brings the records of the sagas it touched up
// to date.
func workOut(ctx context.Context, a *grow.Archive) error {
	if _, err := a.CatchUp(ctx); err != nil {
		return err
	}
	return a.WorkOut(ctx)
}
