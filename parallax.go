// Package parallax is the vocabulary of the house: the types that every room
// shares. Reports of a story come in as Documents; passes fill a Document's
// layers one by one (sentences, mentions, times, figures, claims, event
// mentions); the rooms that look across documents turn them into a Record, the
// one output contract.
//
// Two families of types live here. The working types (Document and its layers)
// hold spans and integer ids: ids count from 1, are the index of the slice plus
// one, and zero means none, so that a Document serialises unchanged. The record
// types (Record and what it lists) hold anchors, whose names outside tools
// read. The package imports the standard library only.
package parallax

// Version of the program, printed by `parallax version` and in Record.Made.
const Version = "0.1.0"

// Span is a half-open range of bytes in the UTF-8 text of a document.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes of s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s covers nothing: the zero Span means none.
func (s Span) Empty() bool { return s.End <= s.Start }

// Covers reports whether t lies within s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlap is the number of bytes that s and t share.
func (s Span) Overlap(t Span) int { return max(0, min(s.End, t.End)-max(s.Start, t.Start)) }

// Union is the smallest span that covers s and t; an empty one adds nothing.
func (s Span) Union(t Span) Span {
	if s.Empty() {
		return t
	}
	if t.Empty() {
		return s
	}
	return Span{min(s.Start, t.Start), max(s.End, t.End)}
}

// In is the text of s, or "" where s does not fit text.
func (s Span) In(text string) string {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return text[s.Start:s.End]
}
