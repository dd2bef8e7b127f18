package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/grow"
	"parallax/store"
	"parallax/web"
)

func listCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "list [documents|stories|judgements]",
		Short: "List what a store holds",
		Long: `Lists the documents of a store: number, date, how many reports, outlet, title
and address; or its stories; or all that people judged.`,
		Example: `  parallax add examples/withdrawal
  parallax list
  parallax list stories`,
		ValidArgs: []string{"documents", "stories", "judgements"},
		Args:      usage(cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs)),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := openStore(c.Context(), db)
			if err != nil {
				return err
			}
			defer st.Close()
			w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
			switch append(args, "documents")[0] {
			case "documents":
				items, err := st.List(c.Context())
				if err != nil {
					return err
				}
				for _, i := range items {
					fmt.Fprintf(w, "d%d\t%s\t%s\t%s\t%s\t%s\n", i.ID, orDash(i.Published), count(i.Reports, "report"), orDash(oneLine(i.Outlet)), orDash(cut(oneLine(i.Title), 60)), i.URI)
				}
			case "stories":
				stories, err := stories(c.Context(), st)
				if err != nil {
					return err
				}
				for _, s := range stories {
					title, when := "", ""
					if s.Title != nil {
						title = s.Title.Text
					}
					if s.Span != nil {
						when = days(s.Span.Earliest, s.Span.Latest)
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.ID, orDash(when), count(len(s.Reports), "report"), count(len(s.Timeline), "event"), orDash(cut(oneLine(title), 60)))
				}
			case "judgements":
				all, err := st.Judgements(c.Context())
				if err != nil {
					return err
				}
				for _, j := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", j.Relation, j.Subject, orDash(j.Object), j.When, orDash(oneLine(j.By)), oneLine(j.Why))
				}
			}
			return w.Flush()
		},
	}
	dbFlag(c, &db, defaultDB)
	return c
}

// stories are those of all sagas, in time order, without what fills them.
func stories(ctx context.Context, st store.Store) ([]parallax.RecordStory, error) {
	a, err := grow.Open(ctx, st, web.Lists)
	if err != nil {
		return nil, err
	}
	var all []parallax.RecordStory
	for _, saga := range a.Sagas() {
		r, err := a.Record(ctx, saga)
		if err != nil {
			return nil, err
		}
		for _, s := range r.Stories {
			s.Coverage, s.Naming = nil, nil
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, parallax.ByTime)
	return all, nil
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
