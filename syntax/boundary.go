package syntax

import (
	_ "embed"
	"strconv"
	"strings"

	"parallax"
)

// maxWords bounds a sentence: what goes on without an end is cut after at most
// so many words, behind the last mark in its second half if there is one.
const maxWords = 200

//go:embed boundary.txt
var boundaryText string

var boundaryWeights = readWeights(boundaryText)

// readWeights reads lines of a feature, a tab and its weight.
func readWeights(text string) map[string]float32 {
	m := make(map[string]float32, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if w, err := strconv.ParseFloat(value, 32); ok && err == nil {
			m[name] = float32(w)
		}
	}
	return m
}

// sentences groups the words of one block into sentences and returns the index
// behind the last word of each. Where a sentence ends in an abbreviation, its
// full stop becomes a word of its own, as in the treebanks.
func sentences(text string, words []word) ([]word, []int) {
	ends := boundariesAt(text, words, func(_ int, features []string) bool {
		var sum float32
		for _, f := range features {
			sum += boundaryWeights[f]
		}
		if features[0] == unmarked {
			return sum > unmarkedMargin
		}
		return sum > 0
	})
	var out []word
	cuts := make([]int, 0, len(ends))
	from := 0
	for _, end := range ends {
		last := end - 1
		for last > from && words[last].glued && words[last].Len() <= 3 && closes(firstRune(words[last].In(text))) {
			last--
		}
		if !words[last].abbr || last == from {
			if out != nil {
				out = append(out, words[from:end]...)
				cuts = append(cuts, len(out))
			} else {
				cuts = append(cuts, end)
			}
			from = end
			continue
		}
		if out == nil {
			out = append(make([]word, 0, len(words)+4), words[:from]...)
		}
		out = append(out, words[from:last+1]...)
		w := &out[len(out)-1]
		stop := word{Span: parallax.Span{Start: w.End - 1, End: w.End}, glued: true}
		w.End--
		w.abbr = false
		out = append(append(out, stop), words[last+1:end]...)
		cuts = append(cuts, len(out))
		from = end
	}
	if out == nil {
		out = words
	}
	return out, cuts
}

func firstRune(w string) rune { r, _ := at(w, 0); return r }

// boundariesAt walks through the words and asks ends at every word behind which
// a sentence may end; features describe the place.
func boundariesAt(text string, words []word, ends func(i int, features []string) bool) []int {
	var out []int
	st := state{text: text, words: words}
	buf := make([]string, 0, 32)
	for i := range words {
		st.see(i)
		switch {
		case i == len(words)-1:
			out = append(out, i+1)
		case i-st.start+1 >= maxWords:
			cut := i + 1
			for k := i; k > st.start+maxWords/2; k-- {
				if w := words[k].In(text); len(w) == 1 && strings.Contains(",;:.!?", w) && !words[k+1].glued {
					cut = k + 1
					break
				}
			}
			out = append(out, cut)
			st.start = cut
		default:
			e := st.ender(i)
			if e < 0 {
				if !st.mayEnd(i) {
					continue
				}
				buf = st.bare(buf[:0], i)
			} else {
				buf = st.features(buf[:0], e, i)
			}
			if ends(i, buf) || e >= 0 && st.runOn(e, i) {
				out = append(out, i+1)
				st.start = i + 1
				st.parens = 0
			}
		}
	}
	return out
}

// state is what the walk knows at a word.
type state struct {
	text   string
	words  []word
	start  int // first word of the sentence
	parens int // open brackets in it
	quotes int // open double quotation marks in the block
}

func (s *state) see(i int) {
	w := s.words[i].In(s.text)
	switch w {
	case "(", "[":
		s.parens++
	case ")", "]":
		s.parens = max(0, s.parens-1)
	case "“", "«", "„", "``":
		s.quotes++
	case "”", "»", "''":
		s.quotes = max(0, s.quotes-1)
	case `"`:
		if s.quotes > 0 {
			s.quotes--
		} else {
			s.quotes++
		}
	}
}

// ender is the word that may end a sentence whose last word is i: i itself or
// what stands before closing marks. −1 when no sentence can end at i.
func (s *state) ender(i int) int {
	if next := s.words[i+1]; next.glued && next.Len() <= 3 {
		if r := firstRune(next.In(s.text)); closes(r) && !(r == '"' && s.quotes == 0) && r != '“' {
			return -1 // the closing mark belongs to the sentence
		}
	}
	e := s.footnotes(i)
	for e > s.start && i-e < 8 && s.words[e].Len() <= 3 && closes(firstRune(s.words[e].In(s.text))) {
		e--
	}
	w := s.words[e]
	switch firstRune(w.In(s.text)) {
	case '.', '!', '?', '…', '。':
		return e
	}
	if w.abbr && abbreviation(strings.TrimSuffix(w.In(s.text), ".")) != title {
		return e
	}
	return -1
}

// footnotes is the word before the footnote marks that end with word i, such as
// "[1][2]", or i. Those of an encyclopaedia stand behind the full stop.
func (s *state) footnotes(i int) int {
	is := func(k int, mark string) bool { return k > s.start && s.words[k].In(s.text) == mark }
	if i+1 < len(s.words) && s.words[i+1].In(s.text) == "[" {
		return i
	}
	for n := 0; n < 4 && is(i, "]") && is(i-2, "[") && isDigit(firstRune(s.words[i-1].In(s.text))); n++ {
		i -= 3
	}
	return i
}

// runOn reports whether the space between two sentences was lost after word i:
// "a year earlier.Blinken said".
func (s *state) runOn(e, i int) bool {
	next := s.words[i+1]
	if !next.glued || e == s.start || s.words[e].abbr || s.words[e].In(s.text) != "." {
		return false
	}
	w := next.In(s.text)
	if opens(firstRune(w)) && i+2 < len(s.words) {
		w = s.words[i+2].In(s.text)
	}
	prev := s.words[e-1].In(s.text)
	_, n := at(w, 0)
	r, _ := at(w, n)
	return s.words[e-1].Len() > 2 && isLower(lastRune(prev)) && isUpper(firstRune(w)) && isLower(r)
}

// shape sorts a word by how it is written.
func shape(w string) string {
	r, n := at(w, 0)
	switch {
	case isUpper(r):
		if n == len(w) {
			return "A"
		}
		if r, _ := at(w, n); isUpper(r) {
			return "AA"
		}
		return "Aa"
	case isLower(r):
		return "a"
	case isDigit(r):
		return "1"
	case r == '"' || r == '“' || r == '”' || r == '«' || r == '»' || r == '„':
		return "q"
	case isApostrophe(r):
		return "'"
	case isHyphen(r) || r == '—' || r == '–':
		return "-"
	case r == '(' || r == '[':
		return "("
	case isPictograph(r):
		return "e"
	case isLetter(r):
		return "x"
	}
	return "o"
}

// starters are words that, written with a capital, rather begin a sentence than
// a name.
var starters = set(`the a an in on at but and he she it they we you this that these those there his her their its our my
 if when while after before as for from to by with however meanwhile also so yet some many most all both not what who how
 why where since although though because last now then still even one two according or nor once despite during under among`)

// features describes the end of word i, whose end mark is word e.
func (s *state) features(f []string, e, i int) []string {
	mark := s.words[e].In(s.text)
	kind := mark
	prev := ""
	if s.words[e].abbr {
		kind, prev = "abbr", strings.ToLower(mark)
	} else {
		if len(mark) > 3 {
			kind = mark[:1] + "+"
		}
		if e > s.start {
			prev = strings.ToLower(s.words[e-1].In(s.text))
		}
	}
	if len(prev) > 20 {
		prev = "*"
	}
	closers := ""
	for k := e + 1; k <= i; k++ {
		c := shape(s.words[k].In(s.text))
		if !s.words[k].glued {
			c = "_" + c
		}
		closers += c
	}
	next := s.words[i+1]
	ns := shape(next.In(s.text))
	after := next
	for k := i + 1; k < len(s.words) && k < i+4; k++ {
		after = s.words[k]
		if r := firstRune(after.In(s.text)); !opens(r) && r != '”' {
			break
		}
	}
	as := shape(after.In(s.text))
	lower := strings.ToLower(after.In(s.text))
	if len(lower) > 20 {
		lower = "*"
	}
	glue := ""
	if next.glued {
		glue = "+"
	}
	ps := ""
	if e > s.start {
		ps = shape(s.words[e-1].In(s.text))
	}
	length := i - s.start
	size := "long"
	switch {
	case length < 2:
		size = "1"
	case length < 4:
		size = "3"
	case length < 8:
		size = "7"
	}
	quoted, paren := "", ""
	if s.quotes > 0 {
		quoted = "Q"
	}
	if s.parens > 0 {
		paren = "P"
	}
	f = append(f, "1", "k "+kind, "n "+ns+glue, "kn "+kind+" "+ns+glue+as, "kc "+kind+" "+closers+" "+ns+" "+as,
		"w "+lower, "kw "+kind+" "+lower+" "+as, "ks "+kind+" "+size, "ksn "+kind+" "+size+" "+as, "kps "+kind+" "+ps+" "+as, "kpss "+kind+" "+ps+" "+size+" "+as,
		"kq "+kind+" "+quoted+" "+closers+" "+as, "kp "+kind+" "+paren+" "+as, "ka "+kind+" "+as)
	if as[0] == 'A' && starters[lower] {
		f = append(f, "s "+kind, "sp "+kind+" "+ps)
		if kind == "abbr" {
			f = append(f, "sa "+strconv.Itoa(strings.Count(prev, ".")))
		}
	}
	if kind == "abbr" {
		f = append(f, "p "+prev, "pn "+prev+" "+as, "pw "+prev+" "+lower)
		if len(prev) == 2 {
			f = append(f, "init "+as+" "+ps, "initw "+lower)
		} else if strings.Count(prev, ".") > 1 {
			f = append(f, "acro "+as+" "+ps, "acrow "+lower+as)
		} else {
			f = append(f, "abbr"+as, "class "+strconv.Itoa(int(abbreviations[strings.TrimSuffix(prev, ".")]))+as)
		}
	} else {
		f = append(f, "kv "+kind+" "+prev+" "+as)
	}
	return f
}
