package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// stretch is a run of quoted text within one pair of marks, over one or more
// sentences.
type stretch struct {
	parallax.Span
	first, last int  // sentence ids
	opens       bool // its paragraph begins with it
	whole       bool // it fills its sentences
	words       int
}

// stretches joins the quoted parts of neighbouring sentences that no mark
// divides.
func (f *finder) stretches() []stretch {
	if f.quotes != nil {
		return f.quotes
	}
	out := []stretch{}
	for i, s := range f.d.Sentences {
		if s.Report != f.report || s.First == 0 {
			continue
		}
		for _, q := range s.Quote {
			n := len(strings.Fields(q.In(f.d.Text)))
			fills := 10*q.Len() >= 8*s.Len() || s.Len()-q.Len() <= 8 // the marks, which may take three bytes
			if k := len(out) - 1; k >= 0 && out[k].last == i && f.d.Sentences[i-1].Paragraph == s.Paragraph && !strings.ContainsAny(f.d.Text[out[k].End:q.Start], `"“”«»`) && !strings.Contains(f.d.Text[out[k].End:q.Start], "''") {
				out[k].End, out[k].last = q.End, i+1
				out[k].words += n
				out[k].whole = out[k].whole && fills
				continue
			}
			opens := i == 0 || f.d.Sentences[i-1].Paragraph != s.Paragraph && q.Start-s.Start <= 4
			out = append(out, stretch{q, i + 1, i + 1, opens, fills, n})
		}
	}
	f.quotes = out
	return out
}

// joinSplit widens contents to the whole of their quotation, and gives a claim
// the further part of a quotation that its cue interrupts.
func (f *finder) joinSplit() {
	qs := f.stretches()
	for i := range f.c {
		x := &f.c[i]
		for k := range x.content {
			for _, q := range qs {
				// “A. B,” he said: the tree has only B. A quotation that the content
				// nearly fills is the content.
				in := q.Overlap(x.content[k])
				if in > 0 && 10*in >= 9*x.content[k].Len() && q.Len() > x.content[k].Len() && (q.first != q.last || 10*in >= 8*q.Len() || f.abuts(q, x)) && !q.Covers(x.cueSpan) {
					x.content[k] = q.Span
				}
			}
		}
	}
	for i := range f.c {
		x := &f.c[i]
		if x.cue == 0 {
			continue
		}
		f.endWithQuote(x, qs)
		s := f.d.Sentences[f.tok(x.cue).Sent-1]
		for _, q := range qs {
			if q.first == f.tok(x.cue).Sent+1 && f.goesOn(x, q) {
				x.content = append(x.content, q.Span)
				continue
			}
			if q.first != f.tok(x.cue).Sent || !s.Covers(parallax.Span{Start: q.Start, End: min(q.End, s.End)}) || f.taken(q.Span) {
				continue
			}
			// “A,” she said, “B”, of which the tree has only B.
			if c := x.content[0]; c.Start >= x.cueSpan.End && q.End <= x.cueSpan.Start && q.words >= 2 && f.insideQuote(c) && f.abuts(q, x) {
				x.content = append([]parallax.Span{q.Span}, x.content...)
				continue
			}
			last := x.content[len(x.content)-1]
			if f.insideQuote(last) && last.End <= x.cueSpan.Start && q.Start >= x.cueSpan.End && q.words >= 2 {
				x.content = append(x.content, q.Span)
			}
		}
	}
}

// endWithQuote drops what the tree adds behind a quotation that closes with its
// stop: “Don't,” she said until …
func (f *finder) endWithQuote(x *found, qs []stretch) {
	for k, c := range x.content {
		for _, q := range qs {
			if c.Start-q.Start >= -3 && c.Start-q.Start <= 3 && q.End < c.End && q.words >= 3 && c.Start > x.cueSpan.End && strings.ContainsRune(".,!?", rune(f.d.Text[q.End-1])) &&
				!strings.ContainsAny(f.d.Text[q.End+1:c.End], "\"“") {
				x.content[k].End = q.End
			}
		}
	}
}

// abuts reports whether nothing but the speaker stands between q and its cue.
func (f *finder) abuts(q stretch, x *found) bool {
	at := x.cueSpan.Start
	if x.sourceAt.Start >= q.End && x.sourceAt.Start < at {
		if strings.ContainsAny(f.d.Text[x.sourceAt.End:at], ",;:—") {
			return false
		}
		at = x.sourceAt.Start
	}
	return q.End <= at && at-q.End < 40 && strings.Trim(f.d.Text[q.End:at], ` ,"”’'`) == ""
}

// goesOn reports whether q, which fills the sentences after a claim whose cue
// closed its own, continues it: “No,” he said. “Never.”
func (f *finder) goesOn(x *found, q stretch) bool {
	last := x.content[len(x.content)-1]
	s := f.d.Sentences[q.first-2]
	return q.whole && f.insideQuote(last) && last.End <= x.cueSpan.Start && f.d.Sentences[q.first-1].Paragraph == s.Paragraph &&
		q.Start-f.d.Sentences[q.first-1].Start <= 4 && !f.taken(q.Span)
}

// besideQuote takes the quotation right before or after the verb id where the
// tree ties none to it: “Stop!” they chanted; he wrote: “…”.
func (f *finder) besideQuote(id int, x *found) bool {
	si := f.tok(id).Sent
	s := f.d.Sentences[si-1]
	from := id
	if x.source > 0 && x.source < id && f.tok(x.source).Sent == si {
		from = min(from, f.tokenAt(x.sourceAt.Start, s))
	}
	for _, q := range f.stretches() {
		if q.last < si || q.first > si+1 || q.words < 2 && q.first == si && !q.whole || q.Covers(f.tok(id).Span) || f.taken(q.Span) {
			continue
		}
		before := q.last == si && q.End <= f.tok(from).Start && strings.Trim(f.d.Text[q.End:f.tok(from).Start], ` ,"”’'`) == ""
		after := false
		if q.Start > f.tok(id).End {
			gap := strings.TrimSpace(strings.TrimRight(f.d.Text[f.tok(id).End:q.Start], "\"“‘' \n"))
			after = q.first == si && (gap == "" || gap == ":" || gap == "," || gap == "that" || strings.HasSuffix(gap, ":") && len(gap) < 80) || q.first == si+1 && strings.HasSuffix(gap, ":") && len(gap) < 80
		}
		if before || after {
			x.content = []parallax.Span{q.Span}
			return true
		}
	}
	return false
}

func (f *finder) tokenAt(at int, s parallax.Sentence) int {
	for id := s.First; id <= s.Last; id++ {
		if f.tok(id).End > at {
			return id
		}
	}
	return s.Last
}

func (f *finder) insideQuote(s parallax.Span) bool {
	for _, t := range f.d.Sentences {
		for _, q := range t.Quote {
			if q.Overlap(s) > 0 {
				return true
			}
		}
	}
	return false
}

// taken reports whether the content of a claim made outside s covers at least
// half of s.
func (f *finder) taken(s parallax.Span) bool {
	for _, x := range f.c {
		if x.cue > 0 && s.Covers(x.cueSpan) {
			continue
		}
		n := 0
		for _, c := range x.content {
			n += c.Overlap(s)
		}
		if 2*n >= s.Len() {
			return true
		}
	}
	return false
}

// freeQuotes gives quotations that no cue reports to their speaker: who spoke
// last in the paragraph or the one before, or, for a quotation within a
// sentence, its subject.
func (f *finder) freeQuotes() {
	for _, q := range f.stretches() {
		if f.taken(q.Span) || q.words < 3 || slices.ContainsFunc(f.turns, func(t turn) bool { return q.Covers(f.tok(t.colon).Span) }) {
			continue
		}
		s := f.d.Sentences[q.first-1]
		if src := f.signs(q); src > 0 {
			f.c = append(f.c, found{id: len(f.c) + 1, act: "say", stance: parallax.Asserts, content: []parallax.Span{q.Span}, source: src, sourceAt: f.mentionSpan(src), free: true, score: 0.8})
			continue
		}
		x := found{act: "say", stance: parallax.Asserts, content: []parallax.Span{q.Span}, free: true, score: 0.6}
		if src, at := f.led(q.Start, s); src > 0 {
			x.id, x.source, x.sourceAt, x.score = len(f.c)+1, src, at, 0.7
			f.c = append(f.c, x)
			continue
		}
		if q.whole {
			prev := f.speakerBefore(q)
			if prev < 0 {
				continue
			}
			p := f.c[prev]
			x.source, x.sourceAt, x.act, x.stance = p.source, p.sourceAt, "say", parallax.Asserts
			x.outer, x.outerAt, x.after = p.outer, p.outerAt, p.id
			x.id = len(f.c) + 1
			f.c = append(f.c, x)
			continue
		}
		if q.words < 6 || s.Title {
			continue
		}
		// Part of a sentence in somebody's words: the subject speaks.
		root := 0
		for id := s.First; id <= s.Last; id++ {
			if f.tok(id).Head == 0 {
				root = id
			}
		}
		if root == 0 || f.tok(root).UPOS != "VERB" {
			continue
		}
		src, at := f.subject(root)
		if src == 0 || !f.canSpeak(src) || q.Overlap(at) > 0 {
			continue
		}
		x.id = len(f.c) + 1
		x.source, x.sourceAt, x.act, x.score, x.cue, x.cueSpan = src, at, strings.ToLower(f.tok(root).Lemma), 0.5, root, f.tok(root).Span
		f.c = append(f.c, x)
	}
}

// signs is the head of the name that signs a quotation behind a dash, at the end
// of its paragraph: “…” — Ana Ruiz; 0 for none.
func (f *finder) signs(q stretch) int {
	if before := strings.TrimRight(f.d.Text[f.d.Reports[f.report-1].Start:q.Start], "\"“”"); before != "" && !strings.HasSuffix(before, "\n") {
		return 0
	}
	rest := f.d.Text[q.End:f.d.Reports[f.report-1].End]
	if n := strings.TrimLeft(rest, "\"”’' \n"); strings.TrimLeft(n, "—–―-") == n {
		return f.undersigns(q.End)
	}
	at := q.End + len(rest) - len(strings.TrimLeft(rest, "\"”’' \n—–―-"))
	line, _, _ := strings.Cut(f.d.Text[at:f.d.Reports[f.report-1].End], "\n")
	if len(line) > 120 {
		return 0
	}
	for _, m := range f.d.Mentions {
		if m.Report == f.report && m.Kind == parallax.KindName && (m.Type == parallax.Person || m.Type == parallax.Org) && m.Start >= at && m.End <= at+len(line) &&
			!strings.ContainsAny(f.d.Text[at:m.Start], ",.;:") {
			return m.Head
		}
	}
	return 0
}

// undersigns is the head of the name that a line of its own gives, with an outlet or a
// place behind a comma, under the paragraphs of a quotation that ends one at byte at:
// “…” / Ana Ruiz, Radio Nova; 0 for none.
func (f *finder) undersigns(at int) int {
	end := f.d.Reports[f.report-1].End
	rest, ok := strings.CutPrefix(strings.TrimLeft(f.d.Text[at:end], "\"”’' …."), "\n")
	for ok {
		var line string
		rest = strings.TrimLeft(rest, "\n ")
		at = end - len(rest)
		line, rest, ok = strings.Cut(rest, "\n")
		if strings.HasPrefix(line, "“") || strings.HasPrefix(line, "\"") {
			continue
		}
		name, of, signed := strings.Cut(line, ", ")
		if !signed || len(line) > 90 || of == "" || strings.ContainsAny(line[len(line)-1:], ".:;!?\"") {
			return 0
		}
		for _, m := range f.d.Mentions {
			if m.Report == f.report && m.Kind == parallax.KindName && (m.Type == parallax.Person || m.Type == parallax.Org) && m.Start == at && m.End == at+len(name) {
				return m.Head
			}
		}
		return 0
	}
	return 0
}

// speakerBefore is the claim whose speaker goes on in q: the nearest before it
// in its paragraph, else the last of the paragraph before.
func (f *finder) speakerBefore(q stretch) int {
	par := f.d.Sentences[q.first-1].Paragraph
	best := -1
	for i, x := range f.c {
		at := x.content[len(x.content)-1]
		if x.cue > 0 {
			at = at.Union(x.cueSpan)
		}
		if at.End > q.Start || x.source == 0 {
			continue
		}
		// What a quotation reports somebody else to have said, the quoted goes on from.
		if x.cue > 0 && f.quoted(x.cue) && slices.ContainsFunc(f.c, func(y found) bool { return y.id != x.id && covers(y.content, x.cueSpan) }) {
			continue
		}
		p := f.paragraphAt(at.End)
		if p == par || p == par-1 {
			if best < 0 || at.End > f.c[best].content[0].End && f.later(i, best) {
				best = i
			}
		}
	}
	// Who passed a quotation on ("he said, according to the paper") does not
	// speak on, the quoted does.
	if best >= 0 {
		o := f.c[best]
		for i, x := range f.c {
			if x.cue > 0 && x.source > 0 && i != best && covers(o.content, x.cueSpan) && o.cue > 0 && f.tok(x.cue).Sent == f.tok(o.cue).Sent && f.insideQuote(x.content[0]) &&
				(o.act == "accord" || f.isMedium(o.source)) && (x.cue < o.cue || o.act == "accord") {
				best = i
			}
		}
	}
	return best
}

func (f *finder) later(i, j int) bool {
	a, b := f.c[i], f.c[j]
	x, y := a.content[0].Union(a.cueSpan), b.content[0].Union(b.cueSpan)
	if x.End != y.End {
		return x.End > y.End
	}
	// Of two nested claims the outer one speaks on.
	return x.Start < y.Start
}

func (f *finder) paragraphAt(at int) int {
	p := 0
	for _, s := range f.d.Sentences {
		if s.Start <= at {
			p = s.Paragraph
		}
	}
	return p
}
