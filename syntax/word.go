package syntax

import (
	"strings"
	"unicode/utf8"

	"parallax"
)

// word is a token before sentences are known.
type word struct {
	parallax.Span
	glued bool // no space before it within its block
	abbr  bool // ends in the full stop of an abbreviation
}

const lookahead = 256 // bytes that a rule may look ahead within an unbroken run

// splitter cuts one block into words.
type splitter struct {
	text  string
	words []word
	glued bool
}

// splitWords appends the words of text[lo:hi] to words.
func splitWords(words []word, text string, lo, hi int) []word {
	s := splitter{text: text[:hi], words: words}
	for i := lo; i < hi; {
		r, n := at(s.text, i)
		if isSpace(r) {
			i += n
			s.glued = false
			continue
		}
		end := i
		for end < hi {
			r, n := at(s.text, end)
			if isSpace(r) {
				break
			}
			end += n
		}
		s.run(i, end)
		i = end
	}
	return s.words
}

func (s *splitter) add(lo, hi int) {
	s.words = append(s.words, word{Span: parallax.Span{Start: lo, End: hi}, glued: s.glued})
	s.glued = true
}

// run cuts text[i:end], which holds no space. Each step consumes at least one
// rune and looks at most lookahead bytes further.
func (s *splitter) run(i, end int) {
	start := i
	for i < end {
		r, n := at(s.text, i)
		if n == 0 {
			return
		}
		if j := s.special(start, i, end); j > i {
			s.add(i, j)
			i = j
			continue
		}
		switch {
		case isUpper(r) && s.currency(i, end) > i:
			j := s.currency(i, end)
			s.add(i, j)
			i = j
		case inWord(r):
			i = s.word(i, end)
		case isApostrophe(r) && s.elided(i, end) > i:
			j := s.elided(i, end)
			s.add(i, j)
			i = j
		case (r == '.' || r == '+') && digitAt(s.text, i+1, end) && (i == start || r == '.') && !s.afterWord(i, start):
			i = s.word(i, end) // .265, +44
		default:
			j := i + s.mark(r, i, end)
			s.add(i, j)
			i = j
		}
	}
}

// currency is the end of a dollar sign with its country at i (US$, HK$), or i.
func (s *splitter) currency(i, end int) int {
	j := i
	for j < end && j < i+3 && s.text[j] >= 'A' && s.text[j] <= 'Z' {
		j++
	}
	if j > i && j < i+3 && j < end && s.text[j] == '$' {
		return j + 1
	}
	return i
}

func (s *splitter) afterWord(i, start int) bool {
	r, n := before(s.text, start, i)
	return n > 0 && inWord(r)
}

func digitAt(text string, i, end int) bool { return i < end && text[i] >= '0' && text[i] <= '9' }

// mark is the length of the punctuation or symbol at i: runs of full stops,
// hyphens, exclamation and question marks and of some rulers are one token.
func (s *splitter) mark(r rune, i, end int) int {
	_, n := at(s.text, i)
	j := i + n
	same := func(set string) int {
		for j < end {
			r, n := at(s.text, j)
			if !strings.ContainsRune(set, r) {
				break
			}
			j += n
		}
		return j - i
	}
	switch r {
	case '.', '…':
		if same(".…") > 1 {
			return same("?!")
		}
		return same("?!.…")
	case '!', '?':
		return same("!?.…")
	case '-':
		return same("-")
	case '*', '=', '_', '~', '<', '>', '#', '+', '|', '^':
		return same(string(r))
	case '—', '–', '―', '‒':
		return same(string(r))
	case '\'', '`':
		if j < end && s.text[j] == byte(r) {
			return 2
		}
	case '‘', '’':
		if strings.HasPrefix(s.text[j:end], "’") {
			return n + len("’")
		}
	}
	if isPictograph(r) || r >= 0x1F1E6 && r <= 0x1F1FF {
		return s.emoji(i, end)
	}
	for j < end { // combining marks and selectors belong to the sign they follow
		r, n := at(s.text, j)
		if r != 0xFE0F && r != 0x20E3 {
			break
		}
		j += n
	}
	return j - i
}

// emoji is the length of one emoji with its modifiers, joined parts or flag.
func (s *splitter) emoji(i, end int) int {
	j := i
	joined := true
	flags := 0
	for j < end && j < i+lookahead {
		r, n := at(s.text, j)
		switch {
		case r >= 0x1F1E6 && r <= 0x1F1FF && (j == i || flags == 1):
			flags++
			joined = false
		case r == 0xFE0F, r == 0x20E3, r >= 0x1F3FB && r <= 0x1F3FF && j > i, r >= 0xE0020 && r <= 0xE007F:
		case r == 0x200D:
			joined = true
		case joined && isPictograph(r):
			joined = false
		default:
			return j - i
		}
		j += n
	}
	return j - i
}

// word cuts the word at i with whatever it is glued to, and returns where it
// stopped.
func (s *splitter) word(i, end int) int {
	if j := s.number(i, end); j > i {
		s.add(i, j)
		k := s.stop(j, s.core(j, end), end) // 10km, 5pm, $3M: the unit is a word of its own
		s.add(j, k)
		s.words[len(s.words)-1].abbr = s.text[k-1] == '.'
		return k
	}
	from := i
	if s.text[i] == '.' || s.text[i] == '+' {
		from++
	}
	j := max(s.core(from, end), from+1)
	if _, n := at(s.text, i); j < i+n {
		j = i + n
	}
	k := s.stop(i, j, end)
	s.clitics(i, k)
	if k > j {
		s.words[len(s.words)-1].abbr = true
	}
	return k
}

// stop extends text[i:j] over the full stop at j when the two are an
// abbreviation.
func (s *splitter) stop(i, j, end int) int {
	if j >= end || s.text[j] != '.' || j+1 < end && (s.text[j+1] == '.' || strings.HasPrefix(s.text[j+1:end], "…")) {
		return j
	}
	if r, _ := at(s.text, j+1); j+1 < end && inWord(r) {
		return j
	}
	w := s.text[i:j]
	if len(w) > 24 {
		return j
	}
	if acronym(w) {
		return j + 1
	}
	// An initial: one capital letter.
	if r, n := utf8.DecodeRuneInString(w); n == len(w) && isUpper(r) {
		if s.initial(i, j, end) {
			return j + 1
		}
		return j
	}
	if w == "al" {
		if n := len(s.words); n > 0 && s.words[n-1].In(s.text) == "et" {
			return j + 1
		}
		return j
	}
	switch abbreviation(w) {
	case always, title:
		return j + 1
	case beforeDigit:
		if k := s.next(j+1, end); k > 0 && (s.text[k] >= '0' && s.text[k] <= '9' || s.text[k] == '#') {
			return j + 1
		}
	case ofPlace: // Wheeling, Ill.
		if n := len(s.words); n > 1 && s.words[n-1].Len() == 1 && s.text[s.words[n-1].Start] == ',' {
			if r, _ := utf8.DecodeRuneInString(s.words[n-2].In(s.text)); isUpper(r) {
				return j + 1
			}
		}
	case ofDate: // Sat. 5, Mar. 2012, Sun., Jan. 3
		if k := s.next(j+1, end); k > 0 && (s.text[k] >= '0' && s.text[k] <= '9' || s.text[k] == ',') {
			return j + 1
		}
	case beforeName: // Co. Down, Ind. Gov. Pence
		if k := s.next(j+1, end); k < 0 {
			return j
		} else if r, _ := at(s.text, k); isUpper(r) || isLower(r) || r == ',' || r == '&' {
			return j + 1
		}
	}
	return j
}

// next is the start of what follows position i after at most a few spaces, or
// −1 at the end of the block.
func (s *splitter) next(i, end int) int {
	if i < end {
		return i
	}
	for k := i; k < len(s.text) && k < i+8; {
		r, n := at(s.text, k)
		if !isSpace(r) {
			return k
		}
		k += n
	}
	return -1
}

// initial reports whether the capital letter text[i:j] with its full stop is the
// initial of a name rather than the last word of a sentence ("vitamin C.").
func (s *splitter) initial(i, j, end int) bool {
	k := s.next(j+1, end)
	if k < 0 {
		return false
	}
	r, _ := at(s.text, k)
	if r == ',' || r == ';' || isLower(r) {
		return true
	}
	if !isUpper(r) {
		return s.text[i] != 'I'
	}
	n := len(s.words)
	if n == 0 {
		return true
	}
	prev := s.words[n-1]
	p, _ := utf8.DecodeRuneInString(prev.In(s.text))
	if !inWord(p) || isUpper(p) {
		return s.text[i] != 'I' || prev.glued
	}
	// After a lower-case word a lone capital is rather a label; "by J. Smith" is a name.
	switch strings.ToLower(prev.In(s.text)) {
	case "by", "and", "of", "with", "from", "to", "as", "for", "like", "that", "when", "but", "named", "called", "against", "or", "de", "von", "van", "is", "was", "said", "says", "president", "the", "in", "on", "at":
		return s.text[i] != 'I'
	}
	return false
}

// number is the end of a number at i to which a unit is glued, or i.
func (s *splitter) number(i, end int) int {
	j := i
	if s.text[j] == '+' || s.text[j] == '.' {
		j++
	}
	digits := 0
	for j < end && j < i+lookahead {
		c := s.text[j]
		if c >= '0' && c <= '9' {
			digits++
			j++
			continue
		}
		if digits > 0 && (c == '.' || c == ',' || c == ':') && digitAt(s.text, j+1, end) {
			j++
			continue
		}
		break
	}
	if r, _ := at(s.text, j); digits == 0 || j >= end || !isLetter(r) {
		return i
	}
	if attachedUnit(s.text[j:s.core(j, end)]) {
		return j
	}
	return i
}
