package nn

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of what is read of a word. They bound the work on input that is no
// language: a word costs at most maxPieces positions, however long it is.
const (
	maxPieces    = 8    // of a word; its vector stands at the first
	maxWordBytes = 1024 // the rest of a longer word is not looked at
	maxRun       = 100  // code points between punctuation; more are unknown
)

// A vocab is BERT's wordpiece vocabulary: a hash table over its text.
type vocab struct {
	text          []byte
	start, end    []int32 // of each piece in text, without "##"
	slots         []int32 // id+1, or 0; a power of two
	longest       int     // bytes of the longest piece
	unk, cls, sep int32
}

// Pieces that start a word and those that go on (##) are hashed apart.
const (
	hashStart = 14695981039346656037
	hashInner = 0x9ae16a3b2f90404f
)

func hashStep(h uint64, b byte) uint64 { return (h ^ uint64(b)) * 1099511628211 }

func (v *vocab) slot(h uint64) int { return int(h^h>>32) & (len(v.slots) - 1) }

func newVocab(text []byte, n int) (*vocab, error) {
	if len(text) > math.MaxInt32 {
		return nil, errors.New("vocab: too long")
	}
	text = bytes.TrimSuffix(text, []byte("\n"))
	if lines := bytes.Count(text, []byte("\n")) + 1; lines != n {
		return nil, fmt.Errorf("vocab: %d pieces, want %d", lines, n)
	}
	v := &vocab{text: text, start: make([]int32, n), end: make([]int32, n), slots: make([]int32, 1<<16), unk: -1, cls: -1, sep: -1}
	for len(v.slots) < 2*n {
		v.slots = make([]int32, 2*len(v.slots))
	}
	at := 0
	for id := range int32(n) {
		piece := text[at:]
		if i := bytes.IndexByte(piece, '\n'); i >= 0 {
			piece = piece[:i]
		}
		end := at + len(piece)
		switch string(piece) {
		case "[UNK]":
			v.unk = id
		case "[CLS]":
			v.cls = id
		case "[SEP]":
			v.sep = id
		}
		h := uint64(hashStart)
		if len(piece) > 2 && piece[0] == '#' && piece[1] == '#' {
			h, piece = hashInner, piece[2:]
		}
		v.start[id], v.end[id] = int32(end-len(piece)), int32(end)
		for _, b := range piece {
			h = hashStep(h, b)
		}
		i := v.slot(h)
		for v.slots[i] != 0 {
			i = (i + 1) & (len(v.slots) - 1)
		}
		v.slots[i] = id + 1
		v.longest = max(v.longest, len(piece))
		at = end + 1
	}
	if v.unk < 0 || v.cls < 0 || v.sep < 0 {
		return nil, errors.New("vocab: lacks [UNK], [CLS] or [SEP]")
	}
	return v, nil
}

// longestMatch finds the longest piece that s starts with. Without one, n is 0.
func (v *vocab) longestMatch(s []byte, inner bool) (id int32, n int) {
	h := uint64(hashStart)
	if inner {
		h = hashInner
	}
	for k := 0; k < len(s) && k < v.longest; {
		h = hashStep(h, s[k])
		k++
		if k < len(s) && !utf8.RuneStart(s[k]) {
			continue
		}
		for i := v.slot(h); v.slots[i] != 0; i = (i + 1) & (len(v.slots) - 1) {
			p := v.slots[i] - 1
			if at := v.start[p]; inner == v.continues(p) && string(v.text[at:v.end[p]]) == string(s[:k]) {
				id, n = p, k
				break
			}
		}
	}
	return id, n
}

func (v *vocab) continues(p int32) bool {
	at := v.start[p]
	return at >= 2 && v.text[at-1] == '#' && v.text[at-2] == '#'
}

// pieces appends the pieces of a word to ids: lower case, without accents
// (NFD, marks dropped), punctuation split off, then the longest match, piece
// by piece. There is at least one piece and there are at most maxPieces. buf is
// scratch and is returned for the next call.
func (v *vocab) pieces(ids []int32, word string, buf []byte) ([]int32, []byte) {
	buf = normalise(buf[:0], word)
	limit := len(ids) + maxPieces
	first := len(ids)
	for at := 0; at < len(buf) && len(ids) < limit; {
		end, runes := at, 0
		for end < len(buf) {
			r, n := utf8.DecodeRune(buf[end:])
			if splits(r) {
				if end == at {
					end, runes = end+n, 1
				}
				break
			}
			end += n
			runes++
		}
		ids = v.run(ids, buf[at:end], runes, limit)
		at = end
	}
	if len(ids) == first {
		ids = append(ids, v.unk)
	}
	return ids, buf
}

// run appends the pieces of one run of letters or one mark.
func (v *vocab) run(ids []int32, s []byte, runes, limit int) []int32 {
	first := len(ids)
	for at := 0; at < len(s); {
		id, n := v.longestMatch(s[at:], at > 0)
		if n == 0 || runes > maxRun {
			return append(ids[:first], v.unk)
		}
		if len(ids) < limit {
			ids = append(ids, id)
		}
		at += n
	}
	return ids
}

// normalise appends word in lower case, decomposed, without marks, controls,
// format characters and spaces.
func normalise(dst []byte, word string) []byte {
	if len(word) > maxWordBytes {
		word = word[:maxWordBytes]
	}
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return normaliseUnicode(dst[:0], word)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c > ' ' && c != 0x7f {
			dst = append(dst, c)
		}
	}
	return dst
}

func normaliseUnicode(dst []byte, word string) []byte {
	for _, r := range word {
		r = unicode.ToLower(r)
		if r == 0x130 { // İ, where Unicode's full mapping is i and a mark
			r = 'i'
		}
		if hangul := r - 0xac00; hangul >= 0 && hangul < 11172 {
			dst = utf8.AppendRune(dst, 0x1100+hangul/588)
			dst = utf8.AppendRune(dst, 0x1161+hangul%588/28)
			if t := hangul % 28; t > 0 {
				dst = utf8.AppendRune(dst, 0x11a7+t)
			}
			continue
		}
		var b [utf8.UTFMax]byte
		d := norm.NFD.Properties(b[:utf8.EncodeRune(b[:], r)]).Decomposition()
		if d == nil {
			dst = appendKept(dst, r)
			continue
		}
		for len(d) > 0 {
			r, n := utf8.DecodeRune(d)
			dst = appendKept(dst, r)
			d = d[n:]
		}
	}
	return dst
}

func appendKept(dst []byte, r rune) []byte {
	if r == utf8.RuneError || unicode.In(r, unicode.Mn, unicode.Cc, unicode.Cf, unicode.Z) {
		return dst
	}
	return utf8.AppendRune(dst, r)
}

// splits tells whether a code point is a piece of its own: ASCII that is
// neither letter nor digit, Unicode punctuation, CJK ideographs.
func splits(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z')
	case r < 0x2e80:
		return unicode.IsPunct(r)
	}
	return unicode.IsPunct(r) || r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x2a6df ||
		r >= 0x2a700 && r <= 0x2ceaf || r >= 0xf900 && r <= 0xfaff || r >= 0x2f800 && r <= 0x2fa1f
}

// shape is the class of a word's letter shape: of its first ten code points
// X for upper case, x for other letters, d for digits, a point for the rest, no
// more than two of the same in a row, at most five in all.
func (m *Model) shape(word string) int {
	var s [16]byte
	n, seen := 0, 0
	for _, r := range word {
		k := byte('.')
		switch {
		case unicode.IsUpper(r):
			k = 'X'
		case unicode.IsLetter(r):
			k = 'x'
		case unicode.IsDigit(r):
			k = 'd'
		}
		if n < 2 || s[n-1] != k || s[n-2] != k {
			s[n] = k
			n++
		}
		if seen++; seen == 10 {
			break
		}
	}
	return m.shapes[string(s[:min(n, 5)])]
}
