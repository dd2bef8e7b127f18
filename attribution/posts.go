package attribution

import (
	"regexp"
	"strings"

	"parallax"
)

// signed is how pages show a post of a social network as text: the words, a
// dash, the author and the account.
var signed = regexp.MustCompile(`[—–-] ?([^—\n@()]{2,60}?) ?\(@[A-Za-z0-9_]{1,30}\)`)

// posts makes claims of posts that the page shows whole.
func (f *finder) posts() {
	r := f.d.Reports[f.report-1]
	for _, at := range signed.FindAllStringSubmatchIndex(r.In(f.d.Text), -1) {
		start, name := r.Start+at[0], parallax.Span{Start: r.Start + at[2], End: r.Start + at[3]}
		i := f.sentenceAt(start)
		if i >= len(f.d.Sentences) || f.d.Sentences[i].Report != f.report {
			continue
		}
		first := i
		for first > 0 && f.d.Sentences[first-1].Paragraph == f.d.Sentences[i].Paragraph && f.d.Sentences[first-1].Report == f.report {
			first--
		}
		content := parallax.Span{Start: f.d.Sentences[first].Start, End: start}
		// Links at the end are not words.
		for {
			text := strings.TrimRight(content.In(f.d.Text), " \t\n\u00a0…")
			k := strings.LastIndexAny(text, " \n")
			if last := text[k+1:]; !strings.HasPrefix(last, "http") && !strings.HasPrefix(last, "pic.twitter") || k < 0 {
				content.End = content.Start + len(text)
				break
			}
			content.End = content.Start + k
		}
		if len(strings.Fields(content.In(f.d.Text))) < 3 {
			continue
		}
		x := found{id: len(f.c) + 1, act: "say", stance: parallax.Asserts, content: []parallax.Span{content}, sourceAt: name, free: true, post: true, score: 0.8}
		for id := f.d.Sentences[first].First; id > 0 && id <= f.to; id++ {
			if t := f.tok(id); name.Covers(t.Span) && (x.source == 0 || f.byHead[id] > 0) {
				x.source = id
			}
		}
		if x.source == 0 || f.taken(content) {
			continue
		}
		f.c = append(f.c, x)
	}
}
