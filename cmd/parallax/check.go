package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/check"
	"parallax/grow"
	"parallax/ingest"
	"parallax/pipeline"
	"parallax/web"
)

func checkCommand() *cobra.Command {
	var in inputFlags
	var db string
	var asJSON bool
	c := &cobra.Command{
		Use:   "check SENTENCE [PATH|URL]…",
		Short: "Hold a sentence against reports: who says it, denies it, differs",
		Long: `Looks in reports, or in a store, for accounts of what a sentence says and tells
which say it, deny it or differ from it, with how many origins behind each – or
that nobody there tells of it. Every account is given by its words.`,
		Example: `  parallax check "Iraq's parliament voted to expel foreign troops" examples/withdrawal
  parallax add examples/withdrawal
  parallax check --db parallax.db --json "Iran fired missiles at two bases"`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := pipeline.New()
			if err != nil {
				return err
			}
			var answer check.Reported
			failed := 0
			switch {
			case db != "" && len(args) > 1:
				return fmt.Errorf("give paths or --db, not both")
			case db != "":
				st, err := openStore(cmd.Context(), db)
				if err != nil {
					return err
				}
				defer st.Close()
				a, err := grow.Open(cmd.Context(), st, web.Lists)
				if err != nil {
					return err
				}
				if answer, err = a.Check(cmd.Context(), p, args[0]); err != nil {
					return err
				}
			case len(args) > 1:
				opt, err := in.options()
				if err != nil {
					return err
				}
				var docs []*parallax.Document
				failed, err = gather(p, ingest.Open(args[1:], opt), countPages(args[1:]), func(_ parallax.Page, d *parallax.Document) error {
					d.ID = len(docs) + 1
					docs = append(docs, d)
					return nil
				})
				if err != nil {
					return err
				}
				a := p.Collate(docs, nil)
				answer = check.Report(a, args[0], p.Check(a, args[0]))
			default:
				return fmt.Errorf("where to look: give reports, or a store with --db")
			}
			if asJSON {
				e := json.NewEncoder(os.Stdout)
				e.SetIndent("", "  ")
				e.SetEscapeHTML(false)
				if err := e.Encode(answer); err != nil {
					return err
				}
			} else {
				printAnswer(os.Stdout, answer)
			}
			if failed > 0 {
				return status(exitProblems)
			}
			return nil
		},
	}
	in.add(c)
	dbFlag(c, &db, "")
	c.Flags().BoolVar(&asJSON, "json", false, "print the answer as JSON")
	return c
}

func printAnswer(w io.Writer, a check.Reported) {
	count := func(side string) int { return a.Origins[side] }
	switch a.Verdict {
	case check.Nobody:
		fmt.Fprintln(w, "Nobody in this archive tells of it.")
	case check.Said:
		fmt.Fprintf(w, "Said, by %d origin(s).\n", count(check.Said))
	case check.Denied:
		fmt.Fprintf(w, "Denied, by %d origin(s).\n", count(check.Denied))
	case check.Differs:
		fmt.Fprintf(w, "Told otherwise, by %d origin(s).\n", count(check.Differs))
	}
	for _, side := range []string{check.Said, check.Denied, check.Differs} {
		for i, p := range a.Passages {
			if p.Side != side {
				continue
			}
			name := p.Outlet
			if name == "" {
				name = filepath.Base(p.URI)
			}
			why := ""
			if p.Why != "" {
				why = " (" + p.Why + ")"
			}
			fmt.Fprintf(w, "\n%2d %s%s, %s, %.2f\n   %s\n", i+1, side, why, name, p.Score, strings.Join(strings.Fields(p.Anchor.Text), " "))
		}
	}
}
