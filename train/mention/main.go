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
	"io"
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
	features []mention.Features
	right    []bool
	any      bool
}

func main() {
	bench := flag.String("bench", "", "folder of labelled data")
	passes := flag.Int("passes", 36, "passes over the choices")
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
	if err := write(train(all, *passes), os.Stdout); err != nil {
		log.Fatal(err)
	}
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

// fromGap keeps the names among the labelled pronoun's antecedents: those of the
// name that GAP calls right against all others.
func fromGap(d *parallax.Document, c eval.GapCase) []choice {
	if !c.IsA && !c.IsB {
		return nil
	}
	means := c.A
	if c.IsB {
		means = c.B
	}
	var out []choice
	for _, ch := range mention.Choices(d, nil) {
		if ch.Mention.Span != c.Pronoun {
			continue
		}
		entity := 0
		for _, a := range ch.Antecedents {
			if a.Kind == parallax.KindName && a.Overlap(means) > 0 {
				entity = a.Entity
			}
		}
		var x choice
		for i, a := range ch.Antecedents {
			if a.Kind == parallax.KindPronoun && a.Entity != entity {
				continue // whom it means is not known
			}
			x.features = append(x.features, ch.Features[i])
			right := a.Entity == entity
			x.right = append(x.right, right)
			x.any = x.any || right
		}
		if x.any {
			out = append(out, x)
		}
	}
	return out
}

// train fits a ranker by AdaGrad over shuffled choices.
func train(all []choice, passes int) *mention.Ranker {
	r := mention.NewRanker()
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range r.In {
		r.In[i] = float32(rng.NormFloat64()) * 0.1
	}
	for i := range r.Out {
		r.Out[i] = float32(rng.NormFloat64()) * 0.2
	}
	var g2 [3][]float32
	for i, t := range r.Tables() {
		g2[i] = make([]float32, len(t))
	}
	step := func(table, k int, g, decay, rate float32) {
		w := &r.Tables()[table][k]
		g += decay * *w
		g2[table][k] += g * g
		*w -= rate * g / float32(math.Sqrt(float64(g2[table][k]))+1e-4)
	}
	var s []float64
	var hidden [][mention.Hidden]float32
	w := mention.Width()
	for pass := range passes {
		rate := float32(0.1) * (1 - float32(pass)/float32(passes))
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, c := range all {
			n := len(c.features)
			s, hidden = grow(s, n), grow(hidden, n)
			top := 0.0
			for i, f := range c.features {
				s[i] = float64(r.Score(f, &hidden[i]))
				top = max(top, s[i])
			}
			total, good := math.Exp(-top), 0.0
			if !c.any {
				good = total
			}
			for i := range s[:n] {
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
				if math.Abs(grad) < 1e-3 {
					continue
				}
				g := float32(grad)
				var back [mention.Hidden]float32
				for h, v := range hidden[i] {
					if v > 0 {
						back[h] = g * r.Out[h]
						step(2, h, g*v, 1e-5, rate*hiddenRate)
					}
				}
				into := func(row int) {
					for h, v := range back {
						if v != 0 {
							step(1, row*mention.Hidden+h, v, 1e-4, rate*hiddenRate)
						}
					}
				}
				into(w + f.Pair)
				for _, k := range f.Values {
					step(0, f.Pair*w+k, g, 1e-5, rate)
					into(k)
				}
			}
		}
	}
	return r
}

const hiddenRate = 0.25

func grow[T any](x []T, n int) []T {
	if cap(x) < n {
		return make([]T, n, 2*n)
	}
	return x[:n]
}

func write(r *mention.Ranker, to io.Writer) error {
	out := bufio.NewWriter(to)
	for _, t := range r.Tables() {
		for i, v := range t {
			sep := " "
			if (i+1)%32 == 0 || i+1 == len(t) {
				sep = "\n"
			}
			fmt.Fprintf(out, "%d%s", int(math.Round(100*float64(v))), sep)
		}
	}
	return out.Flush()
}
