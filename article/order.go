package article

import (
	"sort"

	"parallax"
)

// order sorts the furniture and joins neighbours of one kind that nothing but
// white space divides.
func order(doc *parallax.Document) {
	f := doc.Furniture
	sort.SliceStable(f, func(i, j int) bool { return f[i].Start < f[j].Start })
	out := f[:0]
	for _, x := range f {
		if n := len(out); n > 0 && x.Start < out[n-1].End {
			continue
		}
		out = append(out, x)
	}
	doc.Furniture = out
	sort.SliceStable(doc.Reports, func(i, j int) bool { return doc.Reports[i].Start < doc.Reports[j].Start })
	if doc.Reports == nil {
		doc.Reports = []parallax.Report{}
	}
	if doc.Furniture == nil {
		doc.Furniture = []parallax.Furniture{}
	}
}
