package syntax

import "strings"

// A sentence may also end without a mark: a heading, a signature, a line of a
// mail. Where the line break is lost, words tell: a second logistic model asks
// between words. It is shy, since in edited prose it has nothing to find.
const (
	unmarked       = "b" // its bias
	unmarkedMargin = 1
)

// mayEnd reports whether the unmarked end of a sentence is thinkable behind
// word i: a space, and then no lower-case word, or an address on one side.
func (s *state) mayEnd(i int) bool {
	next := s.words[i+1]
	if next.glued {
		return false
	}
	w := s.words[i].In(s.text)
	switch kind(next.In(s.text)) {
	case "a":
		return strings.Contains(w, "@") || kind(w) == "url" || i == s.start+1 && w == ","
	case "o", "'", "e":
		return false
	}
	if len(w) == 1 && w != ")" && w != ">" && w != "-" && !isDigit(firstRune(w)) {
		return w == "," && i-s.start < 4 // Regards,
	}
	return true
}

// kind is shape, with addresses, numbers, dates and times told apart.
func kind(w string) string {
	sh := shape(w)
	switch {
	case strings.Contains(w, "@"):
		return "@"
	case strings.Contains(w, "://") || strings.HasPrefix(w, "www."):
		return "url"
	case sh == "1" && strings.Contains(w, "/"):
		return "1/1"
	case sh == "1" && strings.Contains(w, ":"):
		return "1:1"
	case sh == "1" && len(w) == 4:
		return "1111"
	case sh == "o":
		return w
	}
	return sh
}

// bare describes the place behind word i, which is no mark.
func (s *state) bare(f []string, i int) []string {
	get := func(k int) (word, kd string) {
		if k < s.start || k >= len(s.words) {
			return "", ""
		}
		w := s.words[k].In(s.text)
		if len(w) > 20 {
			return "*", kind(w)
		}
		return strings.ToLower(w), kind(w)
	}
	w, k := get(i)
	p, pk := get(i - 1)
	_, ppk := get(i - 2)
	n, nk := get(i + 1)
	n2, nk2 := get(i + 2)
	first, fk := get(s.start)
	length, size := i-s.start+1, "long"
	switch {
	case length < 3:
		size = string(rune('0' + length))
	case length < 6:
		size = "5"
	case length < 12:
		size = "11"
	}
	start := ""
	if nk[0] == 'A' && starters[n] {
		start = "s"
	}
	heading := "" // no word of the sentence begins with a small letter
	for j := s.start; j <= i; j++ {
		if heading = "H"; j-s.start > 15 || isLower(firstRune(s.words[j].In(s.text))) && s.words[j].Len() > 3 {
			heading = ""
			break
		}
	}
	open := ""
	if s.parens > 0 {
		open = "("
	}
	if s.quotes > 0 {
		open += "q"
	}
	return append(f, unmarked, "bw "+w+" "+nk, "bn "+n+" "+k, "bk "+k+" "+nk, "bkk "+pk+" "+k+" "+nk, "bkn "+k+" "+nk+" "+nk2, "b4 "+ppk+" "+pk+" "+k+" "+nk+" "+nk2,
		"bz "+size+" "+k+" "+nk, "bh "+heading+" "+size+" "+k+" "+start, "bf "+first+" "+size+" "+k, "bfk "+fk+" "+size+" "+pk+" "+k+" "+nk,
		"bs "+start+" "+k+" "+nk, "bo "+open+" "+k, "bp "+p+" "+k+" "+nk, "bn2 "+n+" "+n2, "bnn "+n+" "+nk+" "+nk2, "bwn "+w+" "+start+" "+size)
}
