package places

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold is the form under which the gazetteer knows a name: lower case, letters
// without marks, no apostrophes and dots, hyphens as spaces, Saint, Mount and
// Fort in short, no leading "the".
func Fold(s string) string {
	b := make([]byte, 0, len(s)+4)
	if !ascii(s) {
		s = norm.NFD.String(s)
	}
	gap := false
	for _, r := range s {
		if r < utf8.RuneSelf {
			switch {
			case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			case 'A' <= r && r <= 'Z':
				r += 'a' - 'A'
			case r == '\'' || r == '.' || r == '`':
				continue
			default:
				gap = true
				continue
			}
			if gap && len(b) > 0 {
				b = append(b, ' ')
			}
			gap = false
			b = append(b, byte(r))
			continue
		}
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r) || r == '’' || r == '‘' || r == utf8.RuneError:
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && len(b) > 0 {
				b = append(b, ' ')
			}
			gap = false
			if t, ok := plainLetters[unicode.ToLower(r)]; ok {
				b = append(b, t...)
			} else {
				b = utf8.AppendRune(b, unicode.ToLower(r))
			}
		default:
			gap = true
		}
	}
	return shorten(string(b))
}

// plainLetters are letters that have no decomposition.
var plainLetters = map[rune]string{'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ə': "a", 'ħ': "h", 'ŋ': "n"}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func shorten(s string) string {
	if len(s) > 4 {
		s = strings.TrimPrefix(s, "the ")
	}
	if strings.HasSuffix(s, " airbase") {
		s = s[:len(s)-4] + " base"
	}
	for _, p := range [...][2]string{{"saint ", "st "}, {"mount ", "mt "}, {"fort ", "ft "}} {
		if rest, ok := strings.CutPrefix(s, p[0]); ok {
			return p[1] + rest
		}
	}
	return s
}
