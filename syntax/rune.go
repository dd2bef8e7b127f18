package syntax

import (
	"unicode"
	"unicode/utf8"
)

// at decodes the rune at text[i:]; size is 0 at the end. Bytes that are not
// UTF-8 come back as utf8.RuneError of size 1.
func at(text string, i int) (r rune, size int) {
	if i >= len(text) {
		return -1, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

// before decodes the rune that ends at text[:i], not looking past lo.
func before(text string, lo, i int) (rune, int) {
	if i <= lo {
		return -1, 0
	}
	return utf8.DecodeLastRuneInString(text[lo:i])
}

func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return r == ' ' || r >= '\t' && r <= '\r' || r < 0x20 && r >= 0 || r == 0x7f
	case r == 0xFEFF || r == 0x200B:
		return true
	}
	return unicode.IsSpace(r) || r >= 0x80 && r < 0xA0
}

// inWord reports whether r makes words: letters, digits, marks, and the
// invisible joiners that stand within them.
func inWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) && r != 0xFE0F && r != 0x20E3 || r == 0xAD || r == 0x200C || r == 0x200D
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 && unicode.IsLetter(r)
}
func isUpper(r rune) bool {
	return r >= 'A' && r <= 'Z' || r >= 0x80 && (unicode.IsUpper(r) || unicode.IsTitle(r))
}
func isLower(r rune) bool { return r >= 'a' && r <= 'z' || r >= 0x80 && unicode.IsLower(r) }

// isApostrophe takes in the typewriter, the curly and the modifier apostrophe,
// and the accents that some writers type for it.
func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´' || r == '′'
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// isPictograph covers the blocks that hold emoji.
func isPictograph(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF || r >= 0x2300 && r <= 0x23FF
}

// closes reports whether r can stand between the mark that ends a sentence and
// the next one.
func closes(r rune) bool {
	switch r {
	case '"', '”', '’', '\'', ')', ']', '»', '›', '}', '“', '″':
		return true
	}
	return false
}

// opens reports whether r can begin a sentence before its first word.
func opens(r rune) bool {
	switch r {
	case '"', '“', '‘', '\'', '(', '[', '«', '‹', '¿', '¡', '„', '`', '‟':
		return true
	}
	return false
}
