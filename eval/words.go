package eval

import (
	"strings"
	"unicode"
)

// Words are the runs of letters, digits and underscores of s, as Python's \w+ finds them.
func Words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}
