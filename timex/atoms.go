package timex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax"
)

// atom is a run of letters, a run of digits or one other character. Working on
// atoms makes the grammar blind to how a tokenizer treats "20-Feb-2020",
// "year-old" or "5pm".
type atom struct {
	parallax.Span
	low  string // lower case
	kind byte   // 'w' letters, 'd' digits, 'p' anything else
	num  int    // value of up to nine digits, else -1
	gap  bool   // white space stands before it
	cap  bool   // starts with an upper-case letter
}

// atomize cuts text[from:to] into atoms, appended to atoms.
func atomize(atoms []atom, text string, from, to int) []atom {
	gap := true
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:to])
		if unicode.IsSpace(r) {
			gap = true
			i += n
			continue
		}
		a := atom{Span: parallax.Span{Start: i, End: i + n}, kind: 'p', num: -1, gap: gap}
		switch {
		case r >= '0' && r <= '9':
			a.kind = 'd'
			for a.End < to && text[a.End] >= '0' && text[a.End] <= '9' {
				a.End++
			}
			a.low = text[a.Start:a.End]
			if a.Len() <= 9 {
				a.num = 0
				for _, c := range []byte(a.low) {
					a.num = a.num*10 + int(c-'0')
				}
			}
		case unicode.IsLetter(r):
			a.kind = 'w'
			a.cap = unicode.IsUpper(r)
			for a.End < to {
				r, n := utf8.DecodeRuneInString(text[a.End:to])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				a.End += n
			}
			a.low = strings.ToLower(text[a.Start:a.End])
		default:
			a.low = text[a.Start:a.End]
			switch r {
			case '‐', '‑', '–', '—':
				a.low = "-"
			case '’', '‘', '`':
				a.low = "'"
			}
		}
		atoms = append(atoms, a)
		gap = false
		i = a.End
	}
	return atoms
}
