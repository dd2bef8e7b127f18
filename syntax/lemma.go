package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// script is an edit that makes a lemma of a form: keep or lower the case, take
// letters from the end, put others there. It is written case|letters|ending,
// "l|3|y" for flies.
type script struct {
	lower bool
	strip int // runes
	end   string
	ok    bool
}

func parseScript(s string) script {
	c, rest, ok1 := strings.Cut(s, "|")
	n, end, ok2 := strings.Cut(rest, "|")
	strip, err := strconv.Atoi(n)
	return script{lower: c == "l", strip: strip, end: end, ok: ok1 && ok2 && err == nil && strip >= 0}
}

// apply returns the lemma, false when the form is too short for the script.
func (s script) apply(form string) (string, bool) {
	if !s.ok {
		return form, false
	}
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
	if s.end == "" {
		return form, form != ""
	}
	return form + s.end, true
}

// lemma is the lemma of a word with the tag xpos: what the treebanks fix for
// closed classes, else the best script that fits.
func lemma(form, upos, xpos string, s script) string {
	if len(form) > 64 {
		return form
	}
	low := strings.ToLower(form)
	if l, ok := fixed[low+" "+xpos]; ok {
		return l
	}
	switch upos {
	case "PUNCT", "SYM", "NUM", "X":
		if s.ok && s.strip == 0 && s.end == "" && !s.lower {
			return form
		}
	}
	if l, ok := s.apply(form); ok {
		return l
	}
	if upos == "PROPN" {
		return form
	}
	return low
}

// fixed holds lemmas of clitics and irregular function words by form and tag.
var fixed = lemmas(`
n't RB=not|nt RB=not|'s POS='s|' POS='s|’ POS='s|'s VBZ=be|'re VBP=be|'m VBP=be|am VBP=be|are VBP=be|is VBZ=be|was VBD=be|were VBD=be|been VBN=be|being VBG=be
'll MD=will|wo MD=will|ca MD=can|sha MD=shall|'ve VBP=have|'ve VB=have|has VBZ=have|had VBD=have|had VBN=have|having VBG=have
an DT=a|na TO=to|'em PRP=they|us PRP=we|me PRP=I|them PRP=they|him PRP=he|her PRP=she|i PRP=I|'s PRP=we
my PRP$=my|your PRP$=your|his PRP$=his|her PRP$=her|its PRP$=its|our PRP$=our|their PRP$=their
better JJR=good|best JJS=good|worse JJR=bad|worst JJS=bad|better RBR=well|best RBS=well|worse RBR=badly|worst RBS=badly
did VBD=do|does VBZ=do|done VBN=do|said VBD=say|said VBN=say|says VBZ=say|saying VBG=say
these DT=this|those DT=that`)

func lemmas(list string) map[string]string {
	m := map[string]string{}
	for entry := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == '|' || r == '\n' }) {
		k, v, _ := strings.Cut(entry, "=")
		m[k] = v
	}
	return m
}
