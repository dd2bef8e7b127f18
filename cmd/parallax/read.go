package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parallax"
	"parallax/format"
	"parallax/ingest"
	"parallax/pipeline"
)

// inputFlags are the flags of commands that take pages.
type inputFlags struct {
	published, outlet, lang string
	private                 bool
}

func (f *inputFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.published, "published", "", "date of publication of every input, YYYY-MM-DD")
	c.Flags().StringVar(&f.outlet, "outlet", "", "outlet that carries every input")
	c.Flags().StringVar(&f.lang, "lang", "", "language of every input, BCP 47")
	c.Flags().BoolVar(&f.private, "allow-private", false, "fetch from private and loopback addresses too")
}

func (f *inputFlags) options() (ingest.Options, error) {
	if f.published != "" {
		if _, err := time.Parse("2006-01-02", f.published); err != nil {
			return ingest.Options{}, fmt.Errorf("--published %q: want YYYY-MM-DD", f.published)
		}
	}
	return ingest.Options{Published: f.published, Outlet: f.outlet, Language: f.lang, AllowPrivate: f.private}, nil
}

func readCommand() *cobra.Command {
	var in inputFlags
	var asJSON, all bool
	var form, out string
	c := &cobra.Command{
		Use:   "read [PATH|URL|-]…",
		Short: "Read reports and print their record",
		Long: `Reads files, folders, feeds, archives (WARC, zip, gzip), addresses or standard
input and prints what they tell. Without a format a person reads the outcome;
with one, programs do. Nothing is left behind.`,
		Example: `  parallax read examples/withdrawal
  parallax read --json examples/withdrawal > record.json
  cat report.txt | parallax read --published 2020-01-10 -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if asJSON {
				form = "json"
			}
			if form != "" && !format.Known(form) {
				return fmt.Errorf("unknown format %q; formats are %s", form, strings.Join(format.Names(), ", "))
			}
			opt, err := in.options()
			if err != nil {
				return err
			}
			docs, failed, err := readAll(args, opt)
			if err != nil {
				return err
			}
			if len(docs) == 0 {
				return fmt.Errorf("nothing could be read from %s", strings.Join(args, " "))
			}
			p, err := pipeline.New()
			if err != nil {
				return err
			}
			a := p.Collate(docs, nil)
			if form == "" {
				limit := 12
				if all {
					limit = 0
				}
				summary(os.Stdout, pipeline.Project(a), limit)
			} else if err := format.Write(form, out, os.Stdout, a, pipeline.Project(a)); err != nil {
				return err
			}
			if failed > 0 {
				return status(exitProblems)
			}
			return nil
		},
	}
	in.add(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print the record as JSON")
	c.Flags().StringVar(&form, "format", "", "print one of the formats: "+strings.Join(format.Names(), ", "))
	c.Flags().StringVar(&out, "out", "", "write to this file, or folder for formats of many files")
	c.Flags().BoolVar(&all, "all", false, "print every line of every section")
	return c
}

// readAll reads pages into documents numbered from 1, with a progress bar on a
// terminal once a second has passed.
func readAll(args []string, opt ingest.Options) (docs []*parallax.Document, failed int, err error) {
	p, err := pipeline.New()
	if err != nil {
		return nil, 0, err
	}
	var bar *progressbar.ProgressBar
	start := time.Now()
	for r := range p.Read(ingest.Open(args, opt)) {
		if r.Err != nil {
			failed++
			fmt.Fprintf(os.Stderr, "parallax: %v\n", r.Err)
		} else {
			if r.Document.Text == "" {
				failed++
				for _, q := range r.Document.Problems {
					fmt.Fprintf(os.Stderr, "parallax: %s: %s\n", r.Document.URI, q.Text)
				}
			}
			if len(r.Document.Reports) > 0 || r.Document.Text != "" {
				r.Document.ID = len(docs) + 1
				docs = append(docs, r.Document)
			}
		}
		if bar == nil && time.Since(start) > time.Second && term.IsTerminal(int(os.Stderr.Fd())) {
			bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("reading"), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionClearOnFinish())
		}
		if bar != nil {
			_ = bar.Set(len(docs))
		}
	}
	if bar != nil {
		_ = bar.Finish()
	}
	return docs, failed, nil
}
