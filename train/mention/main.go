// Command mention learns the weights of the antecedent ranker in the room
// mention from OntoGUM's train part and GAP's development part: the likelihood
// of a right antecedent among those a mention may point to, or of none, by
// AdaGrad over shuffled choices with a fixed seed.
//
//	go run ./train/mention --bench FOLDER > mention/rank.txt
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"

	"parallax"
	"parallax/eval"
	"parallax/mention"
	"parallax/pipeline"
)

// choice is one decision: the features of each antecedent and which are right;
// none of them right means that nothing before it is.
type choice struct {
	features [][]int
	right    []bool
	any      bool
}

func main() {
	bench := flag.String("bench", "", "folder of labelled data")
	passes := flag.Int("passes", 12, "passes over the choices")
	flag.Parse()
	p, err := pipeline.New()
	if err != nil {
		log.Fatal(err)
	}
	read := func(text string) (*parallax.Document, error) {
		d := &parallax.Document{ID: 1, Text: text, Language: "en"}
		d.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}, Kind: "article"}}
		return d, p.Passes()[0].Run(d)
	}
	all, err := choices(*bench, read)
	if err != nil {
		log.Fatal(err)
	}
	w := train(all, *passes)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for i, v := range w {
		sep := " "
		if (i+1)%32 == 0 {
			sep = "\n"
		}
		fmt.Fprintf(out, "%d%s", int(math.Round(100*v)), sep)
	}
	fmt.Fprintln(out)
}

func choices(bench string, read func(string) (*parallax.Document, error)) ([]choice, error) {
	var out []choice
	docs, err := eval.OntoGUM(bench, "train")
	if err != nil {
		return nil, err
	}
	for _, c := range docs {
		d, err := read(c.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID, err)
		}
		out = append(out, fromChains(d, c.Chains)...)
	}
	cases, err := eval.GAP(bench, "development")
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		d, err := read(c.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID, err)
		}
		out = append(out, fromGap(d, c)...)
	}
	return out, nil
}

// fromChains labels a document's choices: a mention is the labelled one whose
// phrase is its own, or whose phrase has the same head.
func fromChains(d *parallax.Document, chains [][]parallax.Span) []choice {
	spans, heads := map[parallax.Span]int{}, map[int]int{}
	for i, c := range chains {
		for _, s := range c {
			spans[s] = i + 1
			if h := headOf(d, s); h > 0 && heads[h] == 0 {
				heads[h] = i + 1
			}
		}
	}
	home := func(m parallax.Mention) int {
		if k := spans[eval.MentionSpan(d, m)]; k > 0 {
			return k
		}
		return heads[m.Head]
	}
	var out []choice
	for _, ch := range mention.Choices(d, func(a, b parallax.Mention) bool { return home(a) > 0 && home(a) == home(b) }) {
		if len(ch.Antecedents) == 0 {
			continue
		}
		c := choice{features: ch.Features, right: make([]bool, len(ch.Antecedents))}
		for i, a := range ch.Antecedents {
			if k := home(ch.Mention); k > 0 && home(a) == k {
				c.right[i], c.any = true, true
			}
		}
		out = append(out, c)
	}
	return out
}

// headOf is the token of a span whose governor lies outside it.
func headOf(d *parallax.Document, s parallax.Span) int {
	for i, t := range d.Tokens {
		if s.Covers(t.Span) && t.UPOS != "PUNCT" && (t.Head == 0 || !s.Covers(d.Tokens[t.Head-1].Span)) {
			return i + 1
		}
	}
	return 0
}

// fromGap keeps of the labelled pronoun's antecedents those that overlap a name
// that GAP judged.
func fromGap(d *parallax.Document, c eval.GapCase) []choice {
	if !c.IsA && !c.IsB {
		return nil
	}
	var out []choice
	for _, ch := range mention.Choices(d, nil) {
		if ch.Mention.Span != c.Pronoun {
			continue
		}
		var x choice
		for i, a := range ch.Antecedents {
			inA, inB := a.Overlap(c.A) > 0, a.Overlap(c.B) > 0
			if a.Kind != parallax.KindName || !inA && !inB {
				continue
			}
			x.features = append(x.features, ch.Features[i])
			right := inA && c.IsA || inB && c.IsB
			x.right = append(x.right, right)
			x.any = x.any || right
		}
		if x.any {
			out = append(out, x)
		}
	}
	return out
}

func train(all []choice, passes int) []float64 {
	w := make([]float64, mention.RankWeights())
	g2 := make([]float64, len(w))
	rng := rand.New(rand.NewPCG(1, 2))
	for range passes {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, c := range all {
			s := make([]float64, len(c.features))
			top := 0.0
			for i, f := range c.features {
				for _, k := range f {
					s[i] += w[k]
				}
				top = max(top, s[i])
			}
			total, good := math.Exp(-top), 0.0
			if !c.any {
				good = total
			}
			for i := range s {
				s[i] = math.Exp(s[i] - top)
				total += s[i]
				if c.right[i] {
					good += s[i]
				}
			}
			for i, f := range c.features {
				grad := s[i] / total
				if c.right[i] {
					grad -= s[i] / good
				}
				if math.Abs(grad) < 1e-4 {
					continue
				}
				for _, k := range f {
					g := grad + 1e-5*w[k]
					g2[k] += g * g
					w[k] -= 0.1 * g / math.Sqrt(g2[k]+1e-6)
				}
			}
		}
	}
	return w
}
