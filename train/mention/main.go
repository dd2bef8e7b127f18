// Command mention learns the ranker of antecedents in the room mention from
// OntoGUM's train part and GAP's development part, by AdaGrad over shuffled choices
// with a fixed seed:
//
//	go run ./train/mention --bench FOLDER > mention/rank.txt
//
// With --out it writes what train/coref.py learns from instead: the choices on
// those, on our own reading and on news where a name that is repeated was hidden
// behind a pronoun, with what the encoder's trunk made of every word.
package main

import (
	"flag"
	"log"
	"os"

	"parallax"
	"parallax/eval"
	"parallax/internal/nn"
	"parallax/pipeline"
)

func main() {
	bench := flag.String("bench", "", "folder of labelled data")
	labels := flag.String("labels", "train/labels/reading.jsonl", "our own reading")
	passes := flag.Int("passes", 36, "passes over the choices")
	out := flag.String("out", "", "folder to write choices to")
	variants := flag.Int("variants", 3, "times that GAP is written again under other names")
	articles := flag.Int("articles", 3000, "news articles in which names are hidden")
	flag.Parse()
	if err := run(*bench, *labels, *out, *passes, *variants, *articles); err != nil {
		log.Fatal(err)
	}
}

// reader reads a text as one report.
type reader func(text string) (*parallax.Document, error)

func run(bench, labels, out string, passes, variants, articles int) error {
	p, err := pipeline.New()
	if err != nil {
		return err
	}
	m, err := nn.Load()
	if err != nil {
		return err
	}
	read := func(text string) (*parallax.Document, error) {
		d := &parallax.Document{ID: 1, Text: text, Language: "en"}
		d.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}, Kind: "article"}}
		return d, p.Passes()[0].Run(d)
	}
	if out == "" {
		w := &writer{}
		if err := ontogum(w, read, bench, "train"); err != nil {
			return err
		}
		if err := gap(w, read, bench, "development", 0); err != nil {
			return err
		}
		return writeRanker(train(w.choices, passes), os.Stdout)
	}
	sets := []struct {
		name string
		make func(*writer) error
	}{
		{"ontogum-train", func(w *writer) error { return ontogum(w, read, bench, "train") }},
		{"ontogum-dev", func(w *writer) error { return ontogum(w, read, bench, "dev") }},
		{"gap-development", func(w *writer) error { return gap(w, read, bench, "development", variants) }},
		{"gap-validation", func(w *writer) error { return gap(w, read, bench, "validation", 0) }},
		{"own-train", func(w *writer) error { return own(w, read, bench, labels, "train") }},
		{"own-dev", func(w *writer) error { return own(w, read, bench, labels, "dev") }},
		{"news", func(w *writer) error { return news(w, read, bench, articles) }},
	}
	for _, s := range sets {
		w, err := newWriter(out, s.name, m)
		if err != nil {
			return err
		}
		if err := s.make(w); err != nil {
			return err
		}
		if err := w.close(); err != nil {
			return err
		}
	}
	return nil
}

func ontogum(w *writer, read reader, bench, part string) error {
	docs, err := eval.OntoGUM(bench, part)
	if err != nil {
		return err
	}
	for _, c := range docs {
		d, err := read(c.Text)
		if err != nil {
			return err
		}
		if err := w.document(d, c.ID, fromChains(d, c.Chains)); err != nil {
			return err
		}
	}
	return nil
}

func gap(w *writer, read reader, bench, part string, variants int) error {
	cases, err := eval.GAP(bench, part)
	if err != nil {
		return err
	}
	names, err := newNames("mention/given.tsv")
	if err != nil {
		return err
	}
	for _, c := range cases {
		d, err := read(c.Text)
		if err != nil {
			return err
		}
		if err := w.document(d, c.ID, fromGap(d, c)); err != nil {
			return err
		}
		names.learn(d)
	}
	for k := range variants {
		for _, c := range cases {
			d, err := read(c.Text)
			if err != nil {
				return err
			}
			x := names.rename(d, c)
			if d, err = read(x.Text); err != nil {
				return err
			}
			if err := w.document(d, c.ID+"/"+string(rune('a'+k)), fromGap(d, x)); err != nil {
				return err
			}
		}
	}
	return nil
}

func own(w *writer, read reader, bench, labels, part string) error {
	docs, err := eval.Readings(bench, labels, part)
	if err != nil {
		return err
	}
	for _, o := range docs {
		links := o.Pronouns()
		if len(links) == 0 {
			continue
		}
		d, err := read(o.Text)
		if err != nil {
			return err
		}
		if err := w.document(d, o.Doc, fromReading(d, links)); err != nil {
			return err
		}
	}
	return nil
}
