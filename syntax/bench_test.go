package syntax

import (
	"os"
	"testing"

	"parallax"
	"parallax/internal/nn"
)

// BenchmarkRead reads the text of testdata/news.txt, or of the file that
// PARALLAX_TEXT names, and reports words per second.
func BenchmarkRead(b *testing.B) {
	m, err := nn.Load()
	if err != nil {
		b.Skip(err)
	}
	benchmark(b, New(m))
}

// BenchmarkTrees reads without the signals for later passes.
func BenchmarkTrees(b *testing.B) {
	m, err := nn.Load()
	if err != nil {
		b.Skip(err)
	}
	benchmark(b, Trees(m))
}

// BenchmarkSegment is the part of it that needs no encoder.
func BenchmarkSegment(b *testing.B) { benchmark(b, New(nil)) }

func benchmark(b *testing.B, pass parallax.Pass) {
	path := os.Getenv("PARALLAX_TEXT")
	if path == "" {
		path = "testdata/news.txt"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	words := 0
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d := &parallax.Document{Text: string(text), Reports: []parallax.Report{{Span: parallax.Span{End: len(text)}}}}
		if err := pass.Run(d); err != nil {
			b.Fatal(err)
		}
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
