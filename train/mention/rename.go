package main

import (
	"math/rand/v2"
	"os"
	"strings"

	"parallax"
	"parallax/eval"
)

// names gives people other names: given names of the same gender, family names
// out of other texts.
type names struct {
	gender map[string]string
	given  map[string][]string
	family []string
	rand   *rand.Rand
}

func newNames(given string) (*names, error) {
	b, err := os.ReadFile(given)
	if err != nil {
		return nil, err
	}
	n := &names{gender: map[string]string{}, given: map[string][]string{}, rand: rand.New(rand.NewPCG(5, 6))}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 2 {
			n.gender[f[0]] = f[1]
			n.given[f[1]] = append(n.given[f[1]], strings.ToUpper(f[0][:1])+f[0][1:])
		}
	}
	return n, nil
}

// people are the words of names of people: token ids, and whether one is the last.
func people(d *parallax.Document) map[int]bool {
	out := map[int]bool{}
	for _, n := range d.Names {
		if n.Type == parallax.Person {
			for id := n.First; id <= n.Last; id++ {
				if w := d.Tokens[id-1].In(d.Text); len(w) > 2 && w[0] >= 'A' && w[0] <= 'Z' && d.Tokens[id-1].UPOS == "PROPN" {
					out[id] = id == n.Last
				}
			}
		}
	}
	return out
}

func (n *names) learn(d *parallax.Document) {
	for id := 1; id <= len(d.Tokens); id++ {
		if last, ok := people(d)[id]; ok && last {
			if w := d.Tokens[id-1].In(d.Text); n.gender[strings.ToLower(w)] == "" {
				n.family = append(n.family, w)
			}
		}
	}
}

// rename writes c anew with another word for each word of a person's name.
func (n *names) rename(d *parallax.Document, c eval.GapCase) eval.GapCase {
	in, other := people(d), map[string]string{}
	var b strings.Builder
	out := c
	at := 0
	move := func(from, to *parallax.Span, t parallax.Token, start int) {
		if t.Start == from.Start {
			to.Start = start
		}
		if t.End == from.End {
			to.End = b.Len()
		}
	}
	for i, t := range d.Tokens {
		b.WriteString(d.Text[at:t.Start])
		at = t.End
		w, start := t.In(d.Text), b.Len()
		if _, ok := in[i+1]; ok {
			if other[w] == "" {
				pool := n.family
				if g := n.gender[strings.ToLower(w)]; g != "" {
					pool = n.given[g]
				}
				other[w] = pool[n.rand.IntN(len(pool))]
			}
			w = other[w]
		}
		b.WriteString(w)
		for _, x := range [][2]*parallax.Span{{&c.Pronoun, &out.Pronoun}, {&c.A, &out.A}, {&c.B, &out.B}} {
			move(x[0], x[1], t, start)
		}
	}
	b.WriteString(d.Text[at:])
	out.Text = b.String()
	return out
}
