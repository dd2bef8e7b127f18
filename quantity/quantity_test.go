package quantity

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"parallax"
)

// document makes one report of lines, each a sentence.
func document(text string) *parallax.Document {
	doc := &parallax.Document{ID: 1, Text: text}
	doc.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}}}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if n := len(strings.TrimRight(line, "\n")); n > 0 {
			doc.Sentences = append(doc.Sentences, parallax.Sentence{Span: parallax.Span{Start: at, End: at + n}, Report: 1})
		}
		at += len(line)
	}
	return doc
}

func show(f parallax.Figure) string {
	num := func(v *float64) string { return strconv.FormatFloat(*v, 'f', -1, 64) }
	switch {
	case f.Value != nil:
		return num(f.Value)
	case f.Low != nil && f.High != nil:
		return num(f.Low) + "-" + num(f.High)
	case f.Low != nil:
		return num(f.Low) + "+"
	}
	return ""
}

func TestFixtures(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(b), "\n-- ")[1:] {
			name, body, _ := strings.Cut(part, " --\n")
			t.Run(name, func(t *testing.T) {
				var text string
				var want, got []string
				for _, line := range strings.Split(body, "\n") {
					if strings.HasPrefix(line, "= ") {
						want = append(want, strings.Join(strings.Fields(line[2:]), " "))
					} else {
						text += line + "\n"
					}
				}
				doc := document(text)
				if err := Run(doc); err != nil {
					t.Fatal(err)
				}
				for _, f := range doc.Figures {
					got = append(got, strings.Join(strings.Fields(f.In(text)+" | "+show(f)+" | "+f.Unit+" | "+f.Of), " "))
				}
				if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
					t.Errorf("got\n%s\nwant\n%s", g, w)
				}
			})
		}
	}
}

func FuzzRun(f *testing.F) {
	for _, s := range []string{"at least 16 Iraqis were killed", "$3.5 million a year", "between 10 and 15 km", "a 12-year-old", "no casualties", "killed: 5", "1/0 2/3 miles", "tens of thousands of", "1,2,3.4.5", "- 5 degrees C"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc := document(text)
		if err := Run(doc); err != nil {
			t.Fatal(err)
		}
		for _, x := range doc.Figures {
			if x.Start < 0 || x.End > len(text) || x.Empty() || x.Counted.End > len(text) {
				t.Fatalf("span %v in %q", x.Span, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(x.In(text)) {
				t.Fatalf("rune split at %v in %q", x.Span, text)
			}
		}
		Toll(doc, 1)
	})
}

func BenchmarkRun(b *testing.B) {
	line := "The blast killed at least 16 Iraqis and wounded dozens of soldiers, as 2,500 troops costing $3.5 million a day moved 40 km towards the border, officials in Baghdad said.\n"
	doc := document(strings.Repeat(line, 200))
	words := 200 * len(strings.Fields(line))
	for b.Loop() {
		Run(doc)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
