package pipeline

import (
	"os"
	"testing"
	"time"

	"parallax"
)

// BenchmarkPasses runs the passes over one report, syntax/testdata/news.txt or the
// file that PARALLAX_TEXT names, and gives each pass's time as a share of the
// reader's, in percent, and that of mention, timex, quantity and attribution
// together.
func BenchmarkPasses(b *testing.B) {
	path := os.Getenv("PARALLAX_TEXT")
	if path == "" {
		path = "../syntax/testdata/news.txt"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	list, err := passes()
	if err != nil {
		b.Skip(err)
	}
	took := make([]time.Duration, len(list))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d := &parallax.Document{ID: 1, Language: "en", Text: string(text)}
		d.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}, Published: parallax.Timex{Value: "2020-01-10"}}}
		for i, p := range list {
			start := time.Now()
			if err := p.Run(d); err != nil {
				b.Fatal(err)
			}
			took[i] += time.Since(start)
		}
	}
	four := 0.0
	for i, p := range list[1:] {
		share := 100 * float64(took[i+1]) / float64(took[0])
		b.ReportMetric(share, p.Name+"-%")
		switch p.Name {
		case "mention", "timex", "quantity", "attribution":
			four += share
		}
	}
	b.ReportMetric(four, "four-%")
}
