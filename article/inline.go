package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax"
)

// Bounds of a card: bytes from the name to its last word, and words of the name.
const (
	cardBytes = 1200
	cardName  = 7
)

// cards finds what pages show when a pointer rests on a name and what stands in
// the middle of a sentence once they are text: the full name again, headlines
// glued to it, and a capital MORE ("Speaker Jane Doe Jane Q. DoeHouse votes to
// adjourn Senate returns MORE said").
func cards(doc *parallax.Document) {
	for at := 0; ; {
		k := strings.Index(doc.Text[at:], " MORE")
		if k < 0 {
			return
		}
		end := at + k + len(" MORE")
		if r, _ := utf8.DecodeRuneInString(doc.Text[end:]); !unicode.IsLetter(r) {
			from := max(at, end-cardBytes)
			from += strings.LastIndexByte(doc.Text[from:end], '\n') + 1
			if start := cardStart(doc.Text[from:end]); start > 0 {
				furnish(doc, parallax.Span{Start: from + start, End: end}, lineRelated)
			}
		}
		at = end
	}
}

// cardStart is where in line, which ends with MORE, a name begins anew, 0 if
// nowhere.
func cardStart(line string) int {
	var words []parallax.Span
	for i := 0; i < len(line); {
		j := i + strings.IndexByte(line[i:]+" ", ' ')
		if j > i {
			words = append(words, parallax.Span{Start: i, End: j})
		}
		i = j + 1
	}
	for i := range words {
		if !repeated(line, words, i) {
			continue
		}
		for repeated(line, words, i+1) { // up to the end of the name
			i++
		}
		return words[i+1].Start
	}
	return 0
}

// repeated reports whether word i stands again, alone or glued to a headline, at
// the end of a name that begins behind it.
func repeated(line string, words []parallax.Span, i int) bool {
	name := words[i].In(line)
	if len(name) < 3 || !capital(name) || strings.Trim(name, ".,;:()\"“”'’") != name {
		return false
	}
	for j := i + 1; j < min(i+1+cardName, len(words)-1); j++ {
		x := words[j].In(line)
		if !capital(strings.TrimPrefix(x, "(")) {
			return false
		}
		rest, ok := strings.CutPrefix(x, name)
		if r, _ := utf8.DecodeRuneInString(rest); ok && j > i+1 && (rest == "" || unicode.IsUpper(r) || unicode.IsDigit(r)) {
			return true
		}
	}
	return false
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
