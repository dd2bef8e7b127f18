package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parallax"
	"parallax/ingest"
	"parallax/pipeline"
)

// inputFlags are the flags of commands that take pages.
type inputFlags struct {
	published, outlet, lang string
	private                 bool
	size                    int64
}

const maxPage = 4096 // MiB, the most that --max-size takes

func (f *inputFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.published, "published", "", "date of publication of every input, YYYY-MM-DD")
	c.Flags().StringVar(&f.outlet, "outlet", "", "outlet that carries every input")
	c.Flags().StringVar(&f.lang, "lang", "", "language of every input, BCP 47")
	c.Flags().BoolVar(&f.private, "allow-private", false, "fetch from private and loopback addresses too")
	c.Flags().Int64Var(&f.size, "max-size", 64, "largest page that is read, in MiB")
}

func (f *inputFlags) options() (ingest.Options, error) {
	if f.published != "" {
		if _, err := time.Parse("2006-01-02", f.published); err != nil {
			return ingest.Options{}, usageError{fmt.Errorf("--published %q: want YYYY-MM-DD", f.published)}
		}
	}
	if f.size < 1 || f.size > maxPage {
		return ingest.Options{}, usageError{fmt.Errorf("--max-size %d: want 1 to %d", f.size, maxPage)}
	}
	return ingest.Options{MaxBytes: f.size << 20, Published: f.published, Outlet: f.outlet, Language: f.lang, AllowPrivate: f.private}, nil
}

// gather reads pages and hands each document, with its page, to keep, in the
// order of the pages. What cannot be read is said and counted. total asks for a
// progress bar on a terminal once a second has passed: how many pages there
// are, −1 where nobody knows, 0 for no bar.
func gather(p *pipeline.Pipeline, pages iter.Seq[parallax.Page], total int, keep func(parallax.Page, *parallax.Document) error) (failed int, err error) {
	var b *progressbar.ProgressBar
	start, n := time.Now(), 0
	bar := total != 0 && term.IsTerminal(int(os.Stderr.Fd()))
	for r := range p.Read(pages) {
		n++
		switch {
		case r.Err != nil:
			failed++
			fmt.Fprintf(os.Stderr, "parallax: %v\n", r.Err)
		case r.Document.Text == "":
			failed++
			for _, q := range r.Document.Problems {
				fmt.Fprintf(os.Stderr, "parallax: %s: %s\n", r.Document.URI, q.Text)
			}
		default:
			if err := keep(r.Page, r.Document); err != nil {
				return failed, err
			}
		}
		if b == nil && bar && time.Since(start) > time.Second {
			b = progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription("reading"), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionClearOnFinish())
		}
		if b != nil {
			_ = b.Set(n)
		}
	}
	if b != nil {
		_ = b.Finish()
	}
	return failed, nil
}

// countPages is how many pages the inputs hold, −1 where only reading them tells:
// addresses, standard input, and files that may hold many.
func countPages(inputs []string) int {
	n := 0
	for _, in := range inputs {
		err := filepath.WalkDir(in, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasPrefix(d.Name(), ".") && path != in:
				if d.IsDir() {
					return fs.SkipDir
				}
			case d.IsDir():
			case slices.Contains(many, strings.ToLower(filepath.Ext(path))):
				return errors.ErrUnsupported
			default:
				n++
			}
			return nil
		})
		if err != nil {
			return -1
		}
	}
	return n
}

// many are the endings of files that may hold more than one page.
var many = []string{".xml", ".rss", ".atom", ".json", ".jsonl", ".ndjson", ".warc", ".gz", ".zip"}
