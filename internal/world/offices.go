package world

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed offices.tsv
var officesTSV string

// Term is one person's time in an office. To is "" for one who held it when the
// table was made.
type Term struct {
	Country string // ISO 3166 alpha-2; UN and NATO for their heads
	Office  string
	Names   []string
	From    string // ISO day
	To      string
}

// Terms lists the terms of office of the table, which docs/sources.md describes.
var Terms = sync.OnceValue(func() []Term {
	var out []Term
	for _, line := range strings.Split(strings.TrimSpace(officesTSV), "\n")[1:] {
		f := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if len(f) == 5 {
			out = append(out, Term{f[0], f[1], strings.Split(f[2], ","), f[3], f[4]})
		}
	}
	return out
})
