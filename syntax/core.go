package syntax

import (
	"strings"
	"unicode/utf8"
)

// core is the end of the word at i: word runes and what joins them.
func (s *splitter) core(i, end int) int {
	j := i
	part := i // start of the part since the last full stop, hyphen or slash
	for j < end {
		r, n := at(s.text, j)
		if inWord(r) {
			j += n
			continue
		}
		if j == i {
			return i
		}
		q := rune(-1)
		if j+n < end {
			q, _ = at(s.text, j+n)
		}
		p, _ := before(s.text, i, j)
		switch {
		case r == '.':
			if isDigit(p) && isDigit(q) {
				break
			}
			if !isLetter(q) || !dotted(s.text[part:j], s.text[j+n:end]) {
				return j
			}
			part = j + n
		case r == ',':
			if !isDigit(p) || !isDigit(q) || !thousands(s.text[j+n:end]) {
				return j
			}
		case r == ':':
			if !isDigit(p) || !isDigit(q) {
				return j
			}
		case isApostrophe(r):
			if !isLetter(q) || !isLetter(p) && !(isDigit(p) && (q == 's' || q == 'S')) {
				return j
			}
		case isHyphen(r):
			k := s.hyphen(i, part, j, n, end)
			if k <= j {
				return j
			}
			part = j + n
			j = k
			continue
		case r == '&':
			if !(isUpper(p) && isUpper(q) || isLetter(p) && isLetter(q) && j-part == 1) {
				return j
			}
		case r == '/':
			k := s.slash(i, j, end)
			if k <= j {
				return j
			}
			j = k
			continue
		case r == '@' || r == '*':
			if !isLetter(q) || !inWord(p) {
				return j
			}
		default:
			return j
		}
		j += n
	}
	return j
}

// dotted reports whether a full stop between part and rest stands within an
// abbreviation: between single letters (U.S., a.m.), or in a degree (Ph.D.).
func dotted(part, rest string) bool {
	if len(part) > 8 {
		return false
	}
	k := 0
	for k < len(rest) && k < 16 {
		r, n := at(rest, k)
		if !inWord(r) {
			break
		}
		k += n
	}
	single := func(w string) bool { _, n := utf8.DecodeRuneInString(w); return n == len(w) }
	if single(part) && single(rest[:k]) {
		return true
	}
	switch strings.ToLower(part) + "." + strings.ToLower(rest[:k]) {
	case "ph.d", "ph.ds", "m.sc", "b.sc", "ed.d", "d.phil", "m.phil", "ll.b", "ll.m":
		return true
	}
	return single(part) && k == 2 && isUpper(rune(rest[0])) && rest[1] == 's' // the M.P.s
}

// thousands reports whether rest starts with exactly three digits, or two and a
// further group (1,00,000).
func thousands(rest string) bool {
	n := 0
	for n < len(rest) && n < 5 && isDigit(rune(rest[n])) {
		n++
	}
	return n == 3 || n == 2 && len(rest) > 3 && rest[2] == ',' && isDigit(rune(rest[3]))
}

// prefixes stay with what follows their hyphen; other hyphens are words. The
// list is that of the Web Treebank's guidelines as far as EWT and GUM follow it.
var prefixes = set("agro ante anti arch bi bio co counter cross cyber de e ex extra inter intra macro mega micro mid mini multi neo non over para post pre pro pseudo psycho re semi socio sub super trans tri ultra un uni")

// reduplicated words that a hyphen does not split.
var whole = set("uh-oh uh-huh mm-hmm mm-hm hm-m m-mm m-m oh-ho ha-ha ho-ho na-na no-no")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// hyphen is where the word goes on when the hyphen at j (n bytes) belongs to it,
// or j when the hyphen splits. part is the start of the part before it.
func (s *splitter) hyphen(i, part, j, n, end int) int {
	left := s.text[part:j]
	k := j + n
	if k >= end {
		if r, m := utf8.DecodeRuneInString(left); part == i && m == len(left) && isLower(r) {
			return k // a word broken off: w-
		}
		return j
	}
	q, _ := at(s.text, k)
	if !inWord(q) {
		return j
	}
	if isDigit(q) && part == i {
		if e := phone(s.text[i:min(end, i+32)]); e > j-i {
			return i + e
		}
	}
	if len(left) > 8 || len(left) == 0 {
		return j
	}
	right := k
	for right < end && right < k+24 {
		r, m := at(s.text, right)
		if !inWord(r) {
			break
		}
		right += m
	}
	low := strings.ToLower(left)
	if part == i && whole[low+"-"+strings.ToLower(s.text[k:right])] {
		return right
	}
	if !prefixes[low] || isDigit(q) && low != "mid" && low != "pre" && low != "post" {
		return j
	}
	if r, _ := before(s.text, i, part); part > i && isHyphen(r) && low != "anti" && low != "non" {
		return j // Île-de-France
	}
	upper := strings.ToUpper(left) == left && len(left) > 1
	if upper && strings.ToUpper(s.text[k:right]) != s.text[k:right] {
		return j // UN-backed, US-led
	}
	switch s.text[k:right] { // over-the-counter, post-and-beam
	case "the", "and", "or", "to", "a", "in", "of", "on":
		return j
	}
	return k
}

// phone is the length of the telephone number or numeric date that text starts
// with, or 0: groups of digits joined by hyphens in the usual sizes.
func phone(text string) int {
	var g [6]int
	k, n := 0, 0
	for {
		d := k
		for k < len(text) && isDigit(rune(text[k])) {
			k++
		}
		if k == d || n == len(g) {
			return 0
		}
		g[n] = k - d
		n++
		if k+1 >= len(text) || text[k] != '-' || !isDigit(rune(text[k+1])) {
			break
		}
		k++
	}
	if k < len(text) {
		if r, _ := at(text, k); isLetter(r) {
			return 0
		}
	}
	switch {
	case n == 2 && g[0] == 3 && g[1] == 4,
		n == 3 && g[0] == 3 && g[1] == 3 && g[2] == 4,
		n == 3 && g[0] == 4 && g[1] == 2 && g[2] == 2,
		n == 3 && g[0] <= 2 && g[1] <= 2 && (g[2] == 2 || g[2] == 4),
		n == 4 && g[0] == 1 && g[1] == 3 && g[2] == 3 && g[3] == 4,
		n > 4:
		return k
	}
	return 0
}

// slash is where the word goes on when the slash at j belongs to it (dates,
// fractions, w/o), or j.
func (s *splitter) slash(i, j, end int) int {
	k := j + 1
	for k < end && k < j+12 && (isDigit(rune(s.text[k])) || s.text[k] == '/' || s.text[k] >= 'a' && s.text[k] <= 'z' || s.text[k] >= 'A' && s.text[k] <= 'Z') {
		k++
	}
	left, right := s.text[i:j], s.text[j+1:k]
	if right == "" || len(left) > 4 {
		return j
	}
	if isDigit(rune(left[0])) {
		if strings.Count(right, "/") == 1 && len(right) >= 4 {
			return k
		}
		a, b := number2(left), number2(right)
		if a > 0 && b > 0 && (a <= 12 && b <= 31 || a < b && b <= 8) {
			return k
		}
		return j
	}
	switch strings.ToLower(left + "/" + right) {
	case "w/o", "s/he", "l/c", "i/c", "i/s", "a/c", "n/a", "w/e", "b/w", "t/a", "a/k/a", "d/b/a":
		return k
	}
	return j
}

// number2 reads one or two digits, −1 for anything else.
func number2(w string) int {
	if len(w) == 0 || len(w) > 2 {
		return -1
	}
	v := 0
	for _, c := range []byte(w) {
		if c < '0' || c > '9' {
			return -1
		}
		v = 10*v + int(c-'0')
	}
	return v
}
