package syntax

import "strings"

// special is the end of an address, mail address, handle, tag or emoticon at i,
// or i. start is where the unbroken run began, end where it ends.
func (s *splitter) special(start, i, end int) int {
	c := s.text[i]
	if i > start {
		if r, _ := before(s.text, start, i); inWord(r) {
			return i
		}
	}
	if j := s.emoticon(start, i, end); j > i {
		return j
	}
	limit := min(end, i+2048)
	w := s.text[i:limit]
	switch {
	case c == '@' || c == '#':
		return s.handle(i, end)
	case c == '[' && strings.HasPrefix(w, "[...]"):
		return i + 5
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_':
	default:
		return i
	}
	if scheme(w) {
		return s.trimURL(i, limit)
	}
	return s.domain(i, min(end, i+lookahead), limit)
}

func scheme(w string) bool {
	if len(w) < 5 {
		return false
	}
	for _, p := range [...]string{"http://", "https://", "ftp://", "www.", "mailto:", "doi:10"} {
		if len(w) > len(p) && strings.EqualFold(w[:len(p)], p) {
			return true
		}
	}
	return false
}

// trimURL is the end of the address that starts at i: up to limit, less the
// punctuation of the sentence around it.
func (s *splitter) trimURL(i, limit int) int {
	j := i
	for j < limit {
		r, n := at(s.text, j)
		if r == '"' || r == '<' || r == '>' || r == '”' || r == '“' || r == '»' || r == '’' {
			break
		}
		j += n
	}
	for j > i {
		r, n := before(s.text, i, j)
		if strings.ContainsRune(".,;:!?'*…", r) {
			j -= n
			continue
		}
		if r == ')' && !strings.Contains(s.text[i:j], "(") || r == ']' || r == '}' {
			j -= n
			continue
		}
		break
	}
	return j
}

// domain is the end of a mail address, a host name or a file name at i, or i.
func (s *splitter) domain(i, near, limit int) int {
	j, dot, mail := i, -1, -1
	for j < near {
		c := s.text[j]
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '+' && mail < 0 || c == '%' && mail < 0:
		case c == '.':
			if j+1 >= near || s.text[j+1] == '.' && !strings.HasPrefix(s.text[j:near], "...@") {
				goto out
			}
			dot = j
		case c == '@' && mail < 0 && j > i:
			mail = j
			dot = -1
		default:
			goto out
		}
		j++
	}
out:
	if r, _ := at(s.text, j); j < near && inWord(r) {
		return i
	}
	for j > i && (s.text[j-1] == '.' || s.text[j-1] == '-') {
		j--
		if dot >= j {
			dot = strings.LastIndexByte(s.text[i:j], '.') + i
			if dot < i {
				dot = -1
			}
		}
	}
	if mail > i {
		if dot > mail+1 && j > dot+1 {
			return j
		}
		return i
	}
	if dot <= i || j <= dot+1 {
		return i
	}
	// A hyphen after the ending starts another word: "Booking.com-owned".
	if h := strings.IndexByte(s.text[dot:j], '-'); h > 0 {
		j = dot + h
	}
	tail := s.text[dot+1 : j]
	if !endings[tail] && !endings[strings.ToLower(tail)] || tail != strings.ToLower(tail) && tail != strings.ToUpper(tail) {
		return i
	}
	if !isLetter(rune(s.text[i])) && !isDigit(rune(s.text[i])) {
		return i
	}
	if j < limit && (s.text[j] == '/' || s.text[j] == '?' && j+1 < limit && s.text[j+1] != '"' && inWord(rune(s.text[j+1]))) {
		return s.trimURL(i, limit)
	}
	return j
}

// endings are top-level domains that are common in English text, and file types.
var endings = set("com org net gov edu mil int info biz tv co.uk uk ca au nz ie us in ir iq ru cn de fr it es eu io doc docx xls xlsx pdf txt html htm jpg png gif exe zip ppt me co")

// handle is the end of @name or #tag at i, or i.
func (s *splitter) handle(i, end int) int {
	j := i + 1
	letters := false
	for j < end && j < i+lookahead {
		r, n := at(s.text, j)
		if !inWord(r) {
			break
		}
		letters = letters || isLetter(r)
		j += n
	}
	if !letters || j < i+3 {
		return i
	}
	return j
}

// emoticons, longest first among those with a common start.
var emoticons = [...]string{
	":-)", ":-(", ";-)", ":-D", ":-P", ":-/", ":'(", ":)", ":(", ";)", ":D", ":P", "=)", "=(", ":/", ":-|", ":|", ":o", ":O", "^_^", "<3", "(:", "(;", "XD", "xD", "-_-", ":]", ":p",
}

// emoticon is the end of an emoticon that stands alone at i, or i.
func (s *splitter) emoticon(start, i, end int) int {
	switch s.text[i] {
	case ':', ';', '=', '^', '<', '(', 'X', 'x', '-':
	default:
		return i
	}
	for _, e := range emoticons {
		if !strings.HasPrefix(s.text[i:end], e) {
			continue
		}
		j := i + len(e)
		r, n := at(s.text, j)
		if j < end && (inWord(r) || n == 0 || r == '/') {
			continue
		}
		if i > start && (e[0] == '(' || e[0] >= 'A' && e[0] <= 'z') {
			continue
		}
		if e == ":)" && i > start && strings.Contains(s.text[max(start, i-lookahead):i], "(") {
			continue
		}
		if e == "(:" && j < end {
			continue
		}
		return j
	}
	return i
}
