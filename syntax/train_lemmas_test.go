package syntax

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"parallax"
	"parallax/format"
	"parallax/internal/nn"
)

func conllu(t *testing.T, path string) []format.CoNLLUSentence {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sents, err := format.ReadCoNLLU(f)
	if err != nil {
		t.Fatal(err)
	}
	return sents
}

// silverLemmas reads press text with the reader as it is and returns lemmas of
// inflected forms, by lower-case form and tag, where exactly one regular base of
// the form occurs there as a base, or one far more often than the others.
func silverLemmas(t *testing.T, bench string) map[[2]string]string {
	m, err := nn.Load()
	if err != nil {
		t.Log("no weights: lemmas from the treebanks alone")
		return nil
	}
	f, err := os.Open(filepath.Join(bench, "raw/news.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	pass, count := New(m), map[[2]string]int{}
	for n := 0; n < 400 && in.Scan(); n++ {
		var a struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		d := &parallax.Document{Text: a.Text, Reports: []parallax.Report{{Span: parallax.Span{End: len(a.Text)}}}}
		if err := pass.Run(d); err != nil {
			t.Fatal(err)
		}
		for _, w := range d.Tokens {
			if form := w.In(a.Text); strings.ToLower(form) == form {
				count[[2]string{surface(form), w.XPOS}]++
			}
		}
	}
	out := map[[2]string]string{}
	for k, c := range count {
		form, base := k[0], "VB"
		var ends []string
		switch k[1] {
		case "VBD", "VBN":
			ends = []string{"ed"}
		case "VBG":
			ends = []string{"ing"}
		case "VBZ":
			ends = []string{"es", "s"}
		case "NNS":
			ends, base = []string{"es", "s"}, "NN"
		}
		best, most, second := "", 0, 0
		for _, e := range ends {
			stem, ok := strings.CutSuffix(form, e)
			n := len(stem)
			if !ok || n < 3 {
				continue
			}
			list := []string{stem}
			if e != "s" {
				if e != "es" {
					list = append(list, stem+"e")
					if stem[n-1] == stem[n-2] {
						list = append(list, stem[:n-1])
					}
				}
				if stem[n-1] == 'i' {
					list = append(list, stem[:n-1]+"y")
				}
			}
			for _, b := range list {
				if c := count[[2]string{b, base}]; c > most {
					best, most, second = b, c, most
				} else {
					second = max(second, c)
				}
			}
		}
		if c > 1 && most > 1 && most > 5*second {
			out[k] = best
		}
	}
	t.Logf("%d lemmas from press text", len(out))
	return out
}

// verbs are the rows of testdata/verbs.txt: base, past, participle, and for some the ing-form.
func verbs(t *testing.T) [][]string {
	b, err := os.ReadFile("testdata/verbs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 2 && f[0] != "#" {
			rows = append(rows, f)
		}
	}
	return rows
}

// twofold are forms of two verbs, with the one that the list does not mean; of these the treebanks decide.
var twofold = map[string]string{"found": "found", "ground": "ground", "wound": "wound", "lay": "lie", "saw": "saw", "fell": "fell", "bore": "bear", "bored": "bear", "felt": "felt", "left": "left", "rang": "ring", "lit": "light"}

// TestVerbs holds that the verbs of the list have their bases.
func TestVerbs(t *testing.T) {
	for _, f := range verbs(t) {
		for i, tag := range []string{"VBD", "VBN", "VBG"} {
			if i+1 < len(f) && lemma(f[i+1], tag) != f[0] && twofold[f[i+1]] == "" {
				t.Errorf("%s %s: %s, not %s", f[i+1], tag, lemma(f[i+1], tag), f[0])
			}
		}
	}
}

// TestTrainLemmas writes lemmas.txt anew where PARALLAX_TRAIN names the folder
// of the labelled data: scripts by tag and ending, each listed only where it
// differs from what shorter endings say.
func TestTrainLemmas(t *testing.T) {
	bench := os.Getenv("PARALLAX_TRAIN")
	if bench == "" {
		t.Skip("PARALLAX_TRAIN is not set")
	}
	type word struct{ class, form string }
	forms := map[word]map[string]int{}
	for _, list := range []string{"NNS series series", "NNS species species", "NNS means means", "VBD smelled smell", "VBN smelled smell", "NNS calories calorie", "NNS goods good", "NNS bases base"} {
		f := strings.Fields(list)
		forms[word{f[0], f[1]}] = map[string]int{scriptOf(f[1], f[2]): 100}
	}
	for _, file := range []string{"syntax/ewt/en_ewt-ud-train.conllu", "syntax/gum/en_gum-ud-train-nonNC.conllu"} {
		for _, s := range conllu(t, filepath.Join(bench, file)) {
			for _, w := range s.Words {
				form := surface(w.Form)
				if w.Lemma == "_" || len(form) > 64 || strings.Contains(w.Feats, "Typo=Yes") {
					continue
				}
				classes := []string{lemmaClass(form, w.XPOS)}
				if !inWord(firstRune(form)) && !inWord(lastRune(form)) {
					classes = append(classes, "*")
				}
				for _, c := range classes {
					k := word{c, strings.ToLower(form)}
					if forms[k] == nil {
						forms[k] = map[string]int{}
					}
					forms[k][scriptOf(form, w.Lemma)]++
				}
			}
		}
	}
	for _, f := range verbs(t) {
		for i, tag := range []string{"VBD", "VBN", "VBG"} {
			if i+1 < len(f) && (forms[word{tag, f[i+1]}] == nil || twofold[f[i+1]] == "") {
				forms[word{tag, f[i+1]}] = map[string]int{scriptOf(f[i+1], f[0]): 1}
			}
		}
	}
	for k, lemma := range silverLemmas(t, bench) {
		if w := (word{k[1], k[0]}); forms[w] == nil {
			forms[w] = map[string]int{scriptOf(k[0], lemma): 1}
		}
	}
	best := func(m map[string]int) (string, int, int) {
		var s string
		n, sum := 0, 0
		for k, c := range m {
			sum += c
			if c > n || c == n && k < s {
				s, n = k, c
			}
		}
		return s, n, sum
	}
	table := map[string]string{}
	predict := func(class, form string, upto int) string {
		if !isLetter(lastRune(form)) {
			upto = 0
		}
		for n := min(upto, len(form)); n >= 0; n-- {
			if s, ok := table[class+" "+form[len(form)-n:]]; ok {
				return s
			}
		}
		return "l|0|"
	}
	for n := 0; n <= longestEnding; n++ {
		votes := map[word]map[string]int{}
		for k, m := range forms {
			if k.class == "*" || len(k.form) < n || !isLetter(lastRune(k.form)) || n > 0 && !utf8.RuneStart(k.form[len(k.form)-n]) {
				continue
			}
			s, _, sum := best(m)
			e := word{k.class, k.form[len(k.form)-n:]}
			if votes[e] == nil {
				votes[e] = map[string]int{}
			}
			votes[e][s] += min(sum, 3)
		}
		for e, m := range votes {
			s, c, sum := best(m)
			old := predict(e.class, e.form, n-1)
			if s != old && (n == 0 || sum >= 3 && c > m[old] && c*2 > sum) {
				table[e.class+" "+e.form] = s
			}
		}
	}
	for k, m := range forms {
		if isDigit(firstRune(k.form)) && isDigit(lastRune(k.form)) {
			continue
		}
		if s, _, _ := best(m); s != predict(k.class, k.form, longestEnding) || k.class == "*" {
			table[k.class+" ^"+k.form] = s
		}
	}
	var lines []string
	for k, s := range table {
		if !strings.ContainsAny(k+s, "\t\n") {
			lines = append(lines, k+"\t"+s+"\n")
		}
	}
	sort.Strings(lines)
	if err := os.WriteFile("lemmas.txt", []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
	lemmaText = strings.Join(lines, "")
	for _, file := range []string{"syntax/ewt/en_ewt-ud-dev.conllu", "syntax/gum/en_gum-ud-dev.conllu"} {
		n, right := 0, 0
		wrong := map[string]int{}
		for _, s := range conllu(t, filepath.Join(bench, file)) {
			for _, w := range s.Words {
				n++
				if l := lemma(surface(w.Form), w.XPOS); l == w.Lemma || w.Lemma == "_" {
					right++
				} else {
					wrong[w.Form+" "+w.XPOS+" gold "+w.Lemma+" ours "+l]++
				}
			}
		}
		t.Logf("%s: %.2f %% of %d lemmas, tags given; %d lines", file, 100*float64(right)/float64(n), n, len(lines))
		var l []string
		for k := range wrong {
			l = append(l, k)
		}
		sort.Slice(l, func(i, j int) bool { return wrong[l[i]] > wrong[l[j]] || wrong[l[i]] == wrong[l[j]] && l[i] < l[j] })
		t.Log(strings.Join(l[:60], "\n"))
	}
}
