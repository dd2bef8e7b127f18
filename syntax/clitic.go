package syntax

import "strings"

// fused lists words that are two in the treebanks; the bar marks the seam.
// Those that are as often another word (wont, its, ill) are left out.
var fused = pairs(`can|not gon|na got|ta wan|na d'|ye y'|all c'm|on lem|me gim|me out|ta sort|a
 do|nt did|nt does|nt is|nt was|nt are|nt were|nt could|nt would|nt should|nt have|nt has|nt had|nt ai|nt ca|nt
 you|re they|re you|ve i|ve they|ve we|ve you|ll they|ll it|ll that|s there|s what|s i|m here|s`)

func pairs(list string) map[string]int {
	m := map[string]int{}
	for _, w := range strings.Fields(list) {
		k := strings.IndexByte(w, '|')
		m[w[:k]+w[k+1:]] = k
	}
	return m
}

// before 're, 'd and 'm stands a pronoun or another small word; elsewhere the
// apostrophe is part of a name (Sa'd).
var hosts = set("i you he she it we they who what that there how where when why this these those here which one somebody everyone nobody not y'all")

// clitics adds text[i:k] as one word or as host and clitic.
func (s *splitter) clitics(i, k int) {
	cut := seam(s.text[i:k])
	if cut <= 0 {
		s.add(i, k)
		return
	}
	s.clitics(i, i+cut)
	s.add(i+cut, k)
}

// seam is the offset at which w falls into host and clitic, 0 when it is whole.
func seam(w string) int {
	if len(w) < 2 || len(w) > 80 {
		return 0
	}
	low := strings.ToLower(w)
	if c, ok := fused[low]; ok && len(low) == len(w) {
		return c
	}
	// The last apostrophe and the letters after it.
	a := -1
	var an int
	for j := len(w); j > 0; {
		r, n := before(w, 0, j)
		if isApostrophe(r) {
			a, an = j-n, n
			break
		}
		if !isLetter(r) || len(w)-j > 3 {
			break
		}
		j -= n
	}
	if a <= 0 {
		return 0
	}
	tail := strings.ToLower(w[a+an:])
	host := strings.ToLower(w[:a])
	switch tail {
	case "t":
		if strings.HasSuffix(host, "n") && len(host) > 1 {
			return a - 1
		}
	case "s":
		if isDigit(rune(host[len(host)-1])) && strings.HasSuffix(host, "0") {
			return 0 // 1990's
		}
		return a
	case "ll", "ve":
		return a
	case "re", "d", "m":
		if hosts[host] || len(host) > 3 && w[0] >= 'a' && w[0] <= 'z' {
			return a
		}
	}
	return 0
}

// elided is the end of a word that begins with an apostrophe ('72, 'em, a lone
// 's), or i.
func (s *splitter) elided(i, end int) int {
	r, n := at(s.text, i)
	if !isApostrophe(r) {
		return i
	}
	j := i + n
	k := j
	for k < end && k < j+8 {
		q, m := at(s.text, k)
		if !inWord(q) {
			break
		}
		k += m
	}
	w := strings.ToLower(s.text[j:k])
	if q, _ := at(s.text, k); k < end && isApostrophe(q) {
		if w == "n" {
			return k + len(string(q)) // rock 'n' roll
		}
		return i // 'word' in quotes
	}
	switch {
	case len(w) >= 2 && len(w) <= 3 && isDigit(rune(w[0])) && isDigit(rune(w[1])) && (len(w) == 2 || w[2] == 's'):
		return k
	}
	switch w {
	case "s":
		if s.glued {
			return k
		}
	case "em", "til", "cause", "bout", "n", "round", "cuz":
		if !s.glued {
			return k
		}
	case "ll", "ve", "re", "d", "m":
		if s.glued {
			return k
		}
	}
	return i
}
