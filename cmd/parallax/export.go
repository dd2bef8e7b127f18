package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"parallax/pipeline"
)

func exportCommand() *cobra.Command {
	var db, form, out string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the record of a store in one of the formats",
		Long:  "Writes the record of all that a store holds. The formats: " + strings.Join(formats(), ", ") + ".",
		Example: `  parallax add examples/withdrawal
  parallax export --format csv --out events.csv
  parallax export --format json --out record.json`,
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
			a, err := archive(c.Context(), st)
			if err != nil {
				return err
			}
			if len(a.Docs) == 0 {
				return fmt.Errorf("the store %s is empty; 'parallax add --db %s PATH' fills it", db, db)
			}
			return writeForm(form, out, os.Stdout, a, pipeline.Project(a))
		},
	}
	dbFlag(c, &db, defaultDB)
	formatFlags(c, &form, &out, "json")
	return c
}
