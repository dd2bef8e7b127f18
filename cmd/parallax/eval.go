package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"parallax/eval"
)

func evalCommand() *cobra.Command {
	var bench, labels string
	c := &cobra.Command{
		Use:   "eval [LAYER]…",
		Short: "Score the layers on labelled data",
		Long: `Scores each layer on the labelled data in a folder laid out as train/README.md
says, and prints a table: layer, data, metric, value, number of items. Data that
is missing is named and left out.`,
		Example: `  parallax eval --bench ../shared/bench
  parallax eval --bench ../shared/bench cluster times`,
		ValidArgs: eval.Layers(),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, l := range args {
				if !eval.Known(l) {
					return fmt.Errorf("unknown layer %q; layers are %v", l, eval.Layers())
				}
			}
			failed := false
			fmt.Println("| layer | data | metric | value | of |")
			fmt.Println("|---|---|---|---|---|")
			for r, err := range eval.Run(bench, labels, args) {
				if err != nil {
					failed = true
					fmt.Fprintf(os.Stderr, "parallax: eval: %v\n", err)
					continue
				}
				fmt.Printf("| %s | %s | %s | %.1f | %d |\n", r.Layer, r.Data, r.Metric, r.Value, r.N)
			}
			if failed {
				return status(exitProblems)
			}
			return nil
		},
	}
	c.Flags().StringVar(&bench, "bench", "../shared/bench", "folder of labelled data")
	c.Flags().StringVar(&labels, "labels", "train/labels/reading.jsonl", "our own reading, resolved")
	return c
}
