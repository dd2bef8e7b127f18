package eval

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/mention"
)

// CorefDoc is a text with coreference chains as byte spans.
type CorefDoc struct {
	ID, Genre, Text string
	Chains          [][]parallax.Span
}

var bracket = regexp.MustCompile(`\((\d+)\)|\((\d+)|(\d+)\)`)

// OntoGUM reads the part ("dev", "train") of OntoGUM under bench/coref/ontogum,
// each document over the text of its sentences in the treebank under
// bench/syntax/gum, one paragraph mark a newline.
func OntoGUM(bench, part string) ([]CorefDoc, error) {
	texts, err := gumTexts(bench)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(bench, "coref", "ontogum", part, "*.conll"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []CorefDoc
	for _, f := range files {
		id := strings.TrimSuffix(filepath.Base(f), ".conll")
		text, ok := texts[id]
		if !ok {
			continue
		}
		d, err := readOntoGUM(f, text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		d.ID, d.Genre = id, strings.Split(id, "_")[1]
		out = append(out, d)
	}
	return out, nil
}

func gumTexts(bench string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(bench, "syntax", "gum", "*.conllu"))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		id, sep := "", ""
		for line := range strings.Lines(string(b)) {
			line = strings.TrimRight(line, "\r\n")
			switch {
			case strings.HasPrefix(line, "# newdoc id = "):
				id, sep = strings.TrimPrefix(line, "# newdoc id = "), ""
			case strings.HasPrefix(line, "# newpar") && out[id] != "":
				sep = "\n\n"
			case strings.HasPrefix(line, "# text = "):
				out[id] += sep + strings.TrimPrefix(line, "# text = ")
				sep = " "
			}
		}
	}
	return out, nil
}

func readOntoGUM(path, text string) (CorefDoc, error) {
	d := CorefDoc{Text: text}
	f, err := os.Open(path)
	if err != nil {
		return d, err
	}
	defer f.Close()
	open, chains := map[int][]int{}, map[int][]parallax.Span{}
	at := 0
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		x := strings.Split(sc.Text(), "\t")
		if len(x) < 3 {
			continue
		}
		for at < len(text) && strings.ContainsRune(" \n\t", rune(text[at])) {
			at++
		}
		start := at
		if !strings.HasPrefix(text[at:], x[1]) {
			k := strings.Index(text[at:], x[1])
			if k < 0 || k > 40 {
				return d, fmt.Errorf("token %s %q is not in the text", x[0], x[1])
			}
			start = at + k
		}
		at = start + len(x[1])
		for _, m := range bracket.FindAllStringSubmatch(x[len(x)-1], -1) {
			switch {
			case m[1] != "":
				k, _ := strconv.Atoi(m[1])
				chains[k] = append(chains[k], parallax.Span{Start: start, End: at})
			case m[2] != "":
				k, _ := strconv.Atoi(m[2])
				open[k] = append(open[k], start)
			default:
				k, _ := strconv.Atoi(m[3])
				if n := len(open[k]); n > 0 {
					chains[k] = append(chains[k], parallax.Span{Start: open[k][n-1], End: at})
					open[k] = open[k][:n-1]
				}
			}
		}
	}
	ids := make([]int, 0, len(chains))
	for k := range chains {
		ids = append(ids, k)
	}
	slices.Sort(ids)
	for _, k := range ids {
		if len(chains[k]) > 1 {
			d.Chains = append(d.Chains, chains[k])
		}
	}
	return d, sc.Err()
}

// MentionSpan is the whole noun phrase of a mention, as corpora in the manner of
// OntoNotes mark it: the subtree of its head without what ties it to the rest.
func MentionSpan(d *parallax.Document, m parallax.Mention) parallax.Span {
	if m.Kind == parallax.KindPronoun {
		return m.Span
	}
	s := d.Sentences[m.Sent-1]
	first, last := m.Head, m.Head
	edge := s.First // what stands before a preposition is not the phrase's
	for id := m.Head - 1; id >= s.First; id-- {
		if t := d.Tokens[id-1]; t.Head == m.Head && (t.Deprel == "case" || t.Deprel == "mark" || t.Deprel == "cop") && t.XPOS != "POS" {
			edge = id + 1
			break
		}
	}
	for id := edge; id <= s.Last; id++ {
		for k := id; k > 0; k = d.Tokens[k-1].Head {
			if d.Tokens[k-1].Head != m.Head {
				continue
			}
			if outside(d, k, m.Head) {
				break
			}
			first, last = min(first, id), max(last, id)
			break
		}
	}
	for first < last && (d.Tokens[first-1].UPOS == "PUNCT" || d.Tokens[first-1].UPOS == "INTJ") {
		first++
	}
	for last > first && d.Tokens[last-1].UPOS == "PUNCT" && !closes(d, first, last) {
		last--
	}
	return parallax.Span{Start: d.Tokens[first-1].Start, End: d.Tokens[last-1].End}
}

// outside reports whether token k, a dependent of head, and what hangs on it do
// not belong to the phrase.
func outside(d *parallax.Document, k, head int) bool {
	t := d.Tokens[k-1]
	switch rel, _, _ := strings.Cut(t.Deprel, ":"); rel {
	case "parataxis", "cc", "conj", "discourse", "vocative":
		return true
	case "case", "mark", "punct", "cop", "nsubj", "aux", "csubj", "expl":
		return k < head
	}
	return false
}

// closes reports whether token last is a closing mark whose opening one stands
// between first and it.
func closes(d *parallax.Document, first, last int) bool {
	open := map[string]string{")": "(", "]": "[", "”": "“", "\"": "\"", "’": "‘"}[d.Tokens[last-1].In(d.Text)]
	for i := first; open != "" && i < last; i++ {
		if d.Tokens[i-1].In(d.Text) == open {
			return true
		}
	}
	return false
}

// foundChains are the chains of a read document as whole noun phrases; a phrase
// that two chains hold joins them, an apposition is part of its noun.
func foundChains(d *parallax.Document) [][]parallax.Span {
	at := map[parallax.Span]int{}
	var out [][]parallax.Span
	for _, chain := range mention.Chains(d) {
		heads := map[int]bool{}
		for _, m := range chain {
			heads[m.Head] = true
		}
		k := len(out)
		out = append(out, nil)
		for _, m := range chain {
			t := d.Tokens[m.Head-1]
			if heads[t.Head] && (t.Deprel == "appos" || t.Deprel == "compound" || t.Deprel == "nmod:desc" || t.Deprel == "flat") {
				continue
			}
			s := MentionSpan(d, m)
			if j, ok := at[s]; ok {
				if j != k {
					for _, x := range out[k] {
						at[x] = j
					}
					out[j] = append(out[j], out[k]...)
					out[k], k = nil, j
				}
				continue
			}
			at[s] = k
			out[k] = append(out[k], s)
		}
	}
	return slices.DeleteFunc(out, func(c []parallax.Span) bool { return len(c) < 2 })
}

// Coreference scores chains on OntoGUM's dev part and pronouns on GAP's
// validation part and on our own reading.
func Coreference(bench, labels string) ([]Row, error) {
	rows, err := corefRows(bench, readPlain)
	if err != nil {
		return nil, err
	}
	for _, part := range []string{"train", "dev"} {
		own, err := ownPronouns(bench, labels, part, readPlain)
		if err != nil {
			return nil, err
		}
		rows = append(rows, own...)
	}
	return rows, nil
}

func corefRows(bench string, read reading) ([]Row, error) {
	docs, err := OntoGUM(bench, "dev")
	if err != nil {
		return nil, err
	}
	var all, news corefScore
	for _, c := range docs {
		d, err := read(c.Text, "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID, err)
		}
		found := foundChains(d)
		all.add(c.Chains, found)
		if c.Genre == "news" {
			news.add(c.Chains, found)
		}
	}
	rows := append(all.rows("OntoGUM dev"), news.rows("OntoGUM dev, news")...)
	gap, err := gapRows(bench, read)
	if err != nil {
		return nil, err
	}
	return append(rows, gap...), nil
}
