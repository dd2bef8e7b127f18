// Package cluster looks at whole reports side by side: which share one text
// (copies and syndication, folded into origins) and which belong to one
// unfolding story. It needs a document's reports and, for stories, its syntax;
// it makes Archive.Origins and Archive.Stories.
//
// Copies are found as Brin, Davis and Garcia-Molina (1995) and Broder (1997)
// taught: hashed word shingles name the candidates, but what decides is
// containment – the share of a report's own words that stand in shared runs –
// because a copy with a new lede and local paragraphs shares few of its
// shingles with the original. Stories are found by one pass of average-link
// clustering on tf-idf vectors of words and names, with a background table of
// document frequencies so that one threshold serves two reports or a million.
package cluster

import (
	"unicode"
	"unicode/utf8"

	"parallax"
)

// word is a lower-cased run of letters and digits: its hash and where it stands.
type word struct {
	hash uint64
	parallax.Span
	quoted bool // inside quotation marks
}

const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

// wordsOf reads the words of one report, furniture left out.
func wordsOf(d *parallax.Document, report int) []word {
	r := d.Reports[report-1]
	text := d.Text
	out := make([]word, 0, r.Len()/6)
	quoted := false
	fi := 0
	for fi < len(d.Furniture) && d.Furniture[fi].End <= r.Start {
		fi++
	}
	for i := r.Start; i < r.End; {
		if fi < len(d.Furniture) && i >= d.Furniture[fi].Start {
			i = max(i, d.Furniture[fi].End)
			fi++
			continue
		}
		c, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case c == '“' || c == '«':
			quoted = true
		case c == '”' || c == '»' || c == '\n':
			quoted = false
		case c == '"':
			quoted = !quoted
		}
		if !letter(c) {
			i += n
			continue
		}
		h, start := uint64(fnvBasis), i
		for i < r.End && letter(c) {
			h = (h ^ uint64(unicode.ToLower(c))) * fnvPrime
			i += n
			if i < r.End {
				c, n = utf8.DecodeRuneInString(text[i:])
			}
		}
		out = append(out, word{mix(h), parallax.Span{Start: start, End: i}, quoted})
	}
	return out
}

func letter(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

// mix spreads the bits of a hash (the finaliser of splitmix64).
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}
