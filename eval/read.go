package eval

import (
	"fmt"
	"sync"

	"parallax"
	"parallax/pipeline"
)

var shared = sync.OnceValues(pipeline.New)

// readPlain runs the passes over a text as one report.
func readPlain(text, published string) (*parallax.Document, error) {
	p, err := shared()
	if err != nil {
		return nil, err
	}
	d := &parallax.Document{ID: 1, Text: text, Language: "en"}
	r := parallax.Report{Span: parallax.Span{Start: 0, End: len(text)}, Kind: "article"}
	if published != "" {
		r.Published = parallax.Timex{Value: published, Type: "DATE", Basis: parallax.Stated, Earliest: published, Latest: published}
	}
	d.Reports = []parallax.Report{r}
	for _, s := range p.Passes() {
		if err := s.Run(d); err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return d, nil
}

// f1 of hits among gold and given items, in per cent.
func prf(hit, given, gold int) (p, r, f float64) {
	if given > 0 {
		p = 100 * float64(hit) / float64(given)
	}
	if gold > 0 {
		r = 100 * float64(hit) / float64(gold)
	}
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}
