// Command votes fits the probabilities at which the encoder's votes count in the
// room attribution: each in turn, by steps of 0.05 and 0.15, to the sum of the F1 of contents
// and of contents with sources on the dev part of our own reading, until nothing
// gains. Run it after the weights change, and write what it prints to
// attribution/votes.go.
//
//	go run ./train/votes --bench FOLDER
package main

import (
	"flag"
	"fmt"
	"log"

	"parallax"
	"parallax/attribution"
	"parallax/eval"
	"parallax/pipeline"
)

func main() {
	bench := flag.String("bench", "../shared/bench", "folder of labelled data")
	labels := flag.String("labels", "train/labels/reading.jsonl", "our own reading")
	flag.Parse()
	p, err := pipeline.New()
	if err != nil {
		log.Fatal(err)
	}
	docs := map[string]*parallax.Document{}
	rows := func(part string, v attribution.Votes) map[string]float64 {
		got, err := eval.OwnClaims(*bench, *labels, part, func(text, _ string) (*parallax.Document, error) {
			d := docs[text]
			if d == nil {
				d = &parallax.Document{ID: 1, Text: text, Language: "en"}
				d.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}, Kind: "article"}}
				for _, pass := range p.Passes() {
					if pass.Name == attribution.Pass.Name {
						break
					}
					if err := pass.Run(d); err != nil {
						return nil, err
					}
				}
				docs[text] = d
			}
			return d, attribution.RunAt(d, v)
		})
		if err != nil {
			log.Fatal(err)
		}
		out := map[string]float64{}
		for _, r := range got {
			out[r.Metric] = r.Value
		}
		return out
	}
	score := func(v attribution.Votes) float64 {
		r := rows("dev", v)
		return r["content F1"] + r["content and source F1"]
	}
	best := attribution.Fitted
	top := score(best)
	for gained := true; gained; {
		gained = false
		for _, pick := range []func(*attribution.Votes) *float32{
			func(v *attribution.Votes) *float32 { return &v.Cue }, func(v *attribution.Votes) *float32 { return &v.Content },
			func(v *attribution.Votes) *float32 { return &v.Source }, func(v *attribution.Votes) *float32 { return &v.Inner },
			func(v *attribution.Votes) *float32 { return &v.Swap }, func(v *attribution.Votes) *float32 { return &v.Against },
		} {
			for _, step := range []float32{-0.15, -0.05, 0.05, 0.15} {
				v := best
				*pick(&v) += step
				if p := *pick(&v); p <= 0 || p >= 1 {
					continue
				}
				// A gain below a tenth of a point is noise.
				if s := score(v); s > top+0.1 {
					best, top, gained = v, s, true
				}
			}
		}
	}
	fmt.Printf("%+v\n", best)
	for _, part := range []string{"dev", "test"} {
		before, after := rows(part, attribution.Fitted), rows(part, best)
		for _, m := range []string{"content P", "content R", "content F1", "content and source F1", "chain exact", "nested chain exact"} {
			fmt.Printf("%s, %s: %.1f → %.1f\n", part, m, before[m], after[m])
		}
	}
}
