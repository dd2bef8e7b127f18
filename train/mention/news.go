package main

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parallax"
	"parallax/eval"
	"parallax/mention"
	"parallax/syntax"
)

// news hides some of the names that are repeated behind pronouns: what the
// pronoun means is then known (after Kocijan et al. 2019). Articles that are
// labelled for development or test are left out.
func news(w *writer, read reader, bench string, most int) error {
	f, err := os.Open(filepath.Join(bench, "raw", "news.jsonl"))
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	rng := rand.New(rand.NewPCG(7, 8))
	for n := 0; n < most && lines.Scan(); {
		var x struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			return err
		}
		if eval.Part(x.ID) != "train" || len(x.Text) > 12000 || len(x.Text) < 800 {
			continue
		}
		n++
		d, err := read(x.Text)
		if err != nil {
			return err
		}
		if err := mention.Run(d); err != nil {
			return err
		}
		sentences, all := hide(d, rng)
		if err := w.sentences(sentences, x.ID, all); err != nil {
			return err
		}
	}
	return lines.Err()
}

// hide replaces names by pronouns: at most one a sentence, each with a name of the
// same entity not far before it.
func hide(d *parallax.Document, rng *rand.Rand) ([][]string, []choice) {
	sentences := make([][]string, len(d.Sentences))
	shift := make([]int, len(d.Tokens)+2) // what to add to a token id
	for i := range d.Sentences {
		sentences[i] = syntax.Words(d, i)
	}
	type hidden struct{ mention, word int }
	var found []hidden
	last := 0 // sentence
	for k, m := range d.Mentions {
		if m.Sent == last || m.Kind != parallax.KindName || rng.IntN(2) == 0 {
			continue
		}
		first, end := bounds(d, m)
		word := pronoun(d, m, end, rng)
		if word == "" || !slices.ContainsFunc(d.Entities[m.Entity-1].Mentions, func(i int) bool {
			x := d.Mentions[i-1]
			return i-1 < k && x.Kind == parallax.KindName && m.Sent-x.Sent <= 3
		}) {
			continue
		}
		last = m.Sent
		s := d.Sentences[m.Sent-1]
		if poss := end < s.Last && d.Tokens[end].XPOS == "POS"; poss {
			end++
		}
		list := sentences[m.Sent-1]
		list = slices.Concat(list[:first-s.First], []string{word}, list[end-s.First+1:])
		sentences[m.Sent-1] = list
		for id := first + 1; id < len(shift); id++ {
			shift[id] -= min(id, end) - first
		}
		found = append(found, hidden{k, first})
	}
	at := map[int]bool{}
	for _, h := range found {
		at[h.mention] = true
	}
	var out []choice
	for _, h := range found {
		m := d.Mentions[h.mention]
		c := choice{head: h.word + shift[h.word]}
		right := false
		for k := h.mention - 1; k >= 0 && h.mention-k < 40 && m.Sent-d.Mentions[k].Sent <= 5; k-- {
			x := d.Mentions[k]
			if at[k] || x.Kind == parallax.KindPronoun || x.Overlap(m.Span) > 0 {
				continue
			}
			c.antecedents = append(c.antecedents, antecedent{head: x.Head + shift[x.Head], entity: x.Entity, right: x.Entity == m.Entity})
			right = right || x.Entity == m.Entity
		}
		if right {
			out = append(out, c)
		}
	}
	return sentences, out
}

// bounds are the tokens of a mention.
func bounds(d *parallax.Document, m parallax.Mention) (first, last int) {
	s := d.Sentences[m.Sent-1]
	for id := s.First; id <= s.Last; id++ {
		if t := d.Tokens[id-1]; m.Covers(t.Span) {
			if first == 0 {
				first = id
			}
			last = id
		}
	}
	return first, last
}

// pronoun is what stands for a name where it stands, "" where nothing may.
func pronoun(d *parallax.Document, m parallax.Mention, last int, rng *rand.Rand) string {
	t := d.Tokens[m.Head-1]
	possessive := last < len(d.Tokens) && d.Tokens[last].XPOS == "POS"
	form := -1
	switch rel, _, _ := strings.Cut(t.Deprel, ":"); {
	case possessive:
		form = 2
	case rel == "nsubj":
		form = 0
	case rel == "obj" || rel == "iobj" || rel == "obl" || rel == "nmod":
		form = 1
	}
	first, _ := bounds(d, m)
	if form < 0 || first > 1 && d.Tokens[first-2].Head == m.Head && d.Tokens[first-2].UPOS != "ADP" {
		return "" // "Mr. Smith", "the smaller Iran": something hangs on the name
	}
	switch e := d.Entities[m.Entity-1]; m.Type {
	case parallax.Person:
		g := e.Gender
		if g == "" {
			g = []string{"m", "f"}[rng.IntN(2)]
		}
		return map[string][]string{"m": {"he", "him", "his"}, "f": {"she", "her", "her"}}[g][form]
	case parallax.Org, parallax.GPE, parallax.MilUnit:
		return [][]string{{"it", "it", "its"}, {"they", "them", "their"}}[rng.IntN(2)][form]
	}
	return ""
}
