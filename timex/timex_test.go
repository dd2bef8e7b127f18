package timex

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"parallax"
)

// document makes one report of lines, each a sentence.
func document(text, published string) *parallax.Document {
	doc := &parallax.Document{ID: 1, Text: text}
	doc.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}, Published: parallax.Timex{Value: published}}}
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		if n := len(strings.TrimRight(line, "\n")); n > 0 {
			doc.Sentences = append(doc.Sentences, parallax.Sentence{Span: parallax.Span{Start: at, End: at + n}, Report: 1})
		}
		at += len(line)
	}
	return doc
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
				var text, published string
				var want []string
				for _, line := range strings.Split(body, "\n") {
					switch {
					case strings.HasPrefix(line, "published: "):
						published = line[len("published: "):]
					case strings.HasPrefix(line, "= "):
						want = append(want, line[2:])
					default:
						text += line + "\n"
					}
				}
				doc := document(text, published)
				if err := Run(doc); err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, x := range doc.Times {
					got = append(got, x.In(text)+" | "+x.Type+" | "+x.Value+" | "+x.Basis)
				}
				if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
					t.Errorf("got\n%s\nwant\n%s", g, w)
				}
			})
		}
	}
}

func TestBounded(t *testing.T) {
	doc := document("He spoke on January 5 and in 2003.", "")
	doc.Reports[0].Published = parallax.Timex{Earliest: "2020-01-10", Latest: "2020-03-01", Basis: parallax.Bounded}
	Run(doc)
	if x := doc.Times[0]; x.Value != "2020-01-05" {
		t.Errorf("value %q %s…%s", x.Value, x.Earliest, x.Latest)
	}
	doc.Reports[0].Published = parallax.Timex{Earliest: "2017-01-20", Latest: "2021-01-20", Basis: parallax.Bounded}
	Run(doc)
	if x := doc.Times[0]; x.Value != "XXXX-01-05" || x.Basis != parallax.Bounded || x.Earliest != "2017-01-05" || x.Latest != "2021-01-05" {
		t.Errorf("value %q %s %s…%s", x.Value, x.Basis, x.Earliest, x.Latest)
	}
}

func FuzzRun(f *testing.F) {
	for _, s := range []string{"On Jan. 5, 2020 at 5:34 a.m.", "the 12th of may '99s 1990's", "next 2 1/2 years ago", "Monday, March 32", "15 Ramadan 1441", "the day before the end of the year-end", "99999999999999 years", "0001-01-01 BC 490 BC a year earlier"} {
		f.Add(s, "2020-02-29")
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		doc := document(text, published)
		if err := Run(doc); err != nil {
			t.Fatal(err)
		}
		end := 0
		for _, x := range doc.Times {
			if x.Start < end || x.End > len(text) || x.Empty() {
				t.Fatalf("span %v in %q", x.Span, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(x.In(text)) {
				t.Fatalf("rune split at %v in %q", x.Span, text)
			}
			end = x.End
		}
	})
}

func BenchmarkRun(b *testing.B) {
	line := "Washington on Friday spurned an Iraqi request to prepare to pull out its 5,000 troops last week, two days after the strike of Jan. 3, 2020, officials in Baghdad said.\n"
	doc := document(strings.Repeat(line, 200), "2020-01-10")
	words := 200 * len(strings.Fields(line))
	for b.Loop() {
		Run(doc)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
