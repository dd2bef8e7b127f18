package syntax

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// script is an edit that makes a lemma of a form: keep or lower the case, take
// letters from the end, put others there. It is written case|letters|ending,
// "l|3|y" for flies.
type script struct {
	lower bool
	strip int // runes
	end   string
}

// scriptOf is the shortest script from form to lemma.
func scriptOf(form, lemma string) string {
	one := func(f string) (int, string) {
		n := 0
		for n < len(f) && n < len(lemma) && f[n] == lemma[n] {
			n++
		}
		for n > 0 && (n < len(f) && !utf8.RuneStart(f[n]) || n < len(lemma) && !utf8.RuneStart(lemma[n])) {
			n--
		}
		return utf8.RuneCountInString(f[n:]), lemma[n:]
	}
	low := strings.ToLower(form)
	strip, end := one(low)
	c := "l"
	if form != low {
		if s, e := one(form); s < strip {
			c, strip, end = "k", s, e
		}
	}
	return c + "|" + strconv.Itoa(strip) + "|" + end
}

func parseScript(s string) (script, bool) {
	c, rest, _ := strings.Cut(s, "|")
	n, end, ok := strings.Cut(rest, "|")
	strip, err := strconv.Atoi(n)
	return script{lower: c == "l", strip: strip, end: end}, ok && err == nil && strip >= 0
}

// apply returns the lemma, false when the form is too short for the script.
func (s script) apply(form string) (string, bool) {
	if s.lower {
		form = strings.ToLower(form)
	}
	for range s.strip {
		if form == "" {
			return "", false
		}
		_, n := utf8.DecodeLastRuneInString(form)
		form = form[:len(form)-n]
	}
	return form + s.end, form+s.end != ""
}

// lemmaText holds what the treebanks teach of lemmas: a script for a tag and an
// ending; the longest ending that is listed decides, ^ in front of a whole word.
//
//go:embed lemmas.txt
var lemmaText string

var lemmaTable = sync.OnceValue(func() map[string]script {
	m := make(map[string]script, strings.Count(lemmaText, "\n"))
	for line := range strings.Lines(lemmaText) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if s, ok := parseScript(value); ok {
			m[key] = s
		}
	}
	return m
})

// endings of forms are looked up to this many bytes.
const longestEnding = 6

// lemma is the lemma of a word with the tag xpos.
func lemma(form, xpos string) string {
	if len(form) > 64 {
		return form
	}
	table, low := lemmaTable(), strings.ToLower(form)
	if low == "i" && xpos == "PRP" {
		return "I"
	}
	try := func(key string) (string, bool) {
		if s, ok := table[key]; ok {
			return s.apply(form)
		}
		return "", false
	}
	class := lemmaClass(form, xpos)
	if l, ok := try(class + " ^" + low); ok {
		return l
	}
	if !inWord(firstRune(form)) && !inWord(lastRune(form)) {
		if l, ok := try("* ^" + low); ok {
			return l
		}
		return form
	}
	if isDigit(firstRune(form)) && isDigit(lastRune(form)) {
		return strings.ReplaceAll(form, ",", "")
	}
	n := min(longestEnding, len(low))
	if !isLetter(lastRune(low)) {
		n = 0
	}
	for ; n >= 0; n-- {
		if l, ok := try(class + " " + low[len(low)-n:]); ok {
			return l
		}
	}
	return low
}

// lemmaClass is the tag, apart for words in capitals.
func lemmaClass(form, xpos string) string {
	if len(form) > 1 && strings.ToUpper(form) == form && isUpper(firstRune(form)) {
		return xpos + "^"
	}
	return xpos
}
