package syntax

import (
	"sort"
	"strings"
	"unicode/utf8"

	"parallax"
)

// block is a stretch of text that no sentence crosses: a paragraph, a headline
// or a line that stands alone.
type block struct {
	parallax.Span
	report    int
	paragraph int
	title     bool
	holes     []parallax.Span // furniture inside a line, which the sentence goes on behind
}

// layout cuts the reports of d, without their furniture, into blocks in text
// order; furniture follows with report 0, but for what stands inside a line.
// Where no report is known the whole
// text is taken for one without a number.
func layout(d *parallax.Document) []block {
	var regions []block
	var furniture, holes []parallax.Span
	for _, f := range d.Furniture {
		switch s := clip(f.Span, d.Text); {
		case s.Empty():
		case inLine(d.Text, s):
			holes = append(holes, s)
		default:
			furniture = append(furniture, s)
		}
	}
	for _, list := range [][]parallax.Span{furniture, holes} {
		sort.SliceStable(list, func(i, j int) bool { return list[i].Start < list[j].Start })
	}
	done := 0 // reports and furniture may not overlap in blocks
	for i, r := range d.Reports {
		span := clip(r.Span, d.Text)
		span.Start = max(span.Start, done)
		if span.Empty() {
			continue
		}
		done = span.End
		title := clip(r.Title, d.Text)
		dash := datelineEnd(d.Text[:span.End], clip(r.Dateline, d.Text))
		add := func(part parallax.Span) {
			if part.Start < dash && dash < part.End {
				regions = append(regions, block{Span: parallax.Span{Start: part.Start, End: dash}, report: i + 1})
				part.Start = dash
			}
			regions = append(regions, block{Span: part, report: i + 1})
		}
		for _, part := range without(span, furniture) {
			if title.Empty() || title.Overlap(part) == 0 {
				add(part)
				continue
			}
			t := parallax.Span{Start: max(title.Start, part.Start), End: min(title.End, part.End)}
			add(parallax.Span{Start: part.Start, End: t.Start})
			regions = append(regions, block{Span: t, report: i + 1, title: true})
			add(parallax.Span{Start: t.End, End: part.End})
		}
	}
	done = 0
	for _, f := range furniture {
		f.Start = max(f.Start, done)
		if !f.Empty() {
			regions = append(regions, block{Span: f})
			done = f.End
		}
	}
	if len(d.Reports) == 0 && len(d.Furniture) == 0 {
		regions = append(regions, block{Span: parallax.Span{Start: 0, End: len(d.Text)}})
	}
	sort.SliceStable(regions, func(i, j int) bool { return regions[i].Start < regions[j].Start })
	var blocks []block
	paragraph := 0
	for _, r := range regions {
		for _, p := range paragraphs(d.Text, r.Span) {
			paragraph++
			for _, s := range lines(d.Text, p) {
				blocks = append(blocks, block{Span: s, report: r.report, paragraph: paragraph, title: r.title, holes: holes})
			}
		}
	}
	return blocks
}

// inLine reports whether there is text on both sides of s in its line.
func inLine(text string, s parallax.Span) bool {
	before := strings.TrimRight(text[:s.Start], " \t")
	after := strings.TrimLeft(text[s.End:], " \t")
	return before != "" && before[len(before)-1] != '\n' && after != "" && after[0] != '\n' && after[0] != '\r'
}

// datelineEnd is the end of the dash behind a dateline's place and credit, 0
// where there is none: what comes before it is no part of the first sentence.
func datelineEnd(text string, place parallax.Span) int {
	if place.Empty() || place.End > len(text) {
		return 0
	}
	for i := place.End; i < len(text) && i < place.End+80; {
		r, n := at(text, i)
		switch r {
		case '\n', '.', '!', '?', '"', '“':
			return 0
		case '—', '–':
			return i + n
		case '-':
			if p, _ := before(text, 0, i); isSpace(p) || p == '-' {
				for i+n < len(text) && text[i+n] == '-' {
					n++
				}
				return i + n
			}
		}
		i += n
	}
	return 0
}

func clip(s parallax.Span, text string) parallax.Span {
	s.Start, s.End = max(s.Start, 0), min(s.End, len(text))
	if s.Empty() {
		return parallax.Span{}
	}
	return s
}

// without is what remains of s outside holes, which are sorted by start.
func without(s parallax.Span, holes []parallax.Span) []parallax.Span {
	var out []parallax.Span
	from := sort.Search(len(holes), func(i int) bool { return holes[i].End > s.Start })
	for _, h := range holes[from:] {
		if h.Start >= s.End {
			break
		}
		if h.Start > s.Start {
			out = append(out, parallax.Span{Start: s.Start, End: h.Start})
		}
		s.Start = max(s.Start, min(h.End, s.End))
	}
	if !s.Empty() {
		out = append(out, s)
	}
	return out
}

// line is one line of a paragraph with its width in runes.
type line struct {
	parallax.Span
	width, first int // runes in the line and in its first word
}

// paragraphs cuts span at blank lines and form feeds; the parts keep their
// single newlines.
func paragraphs(text string, span parallax.Span) []parallax.Span {
	var out []parallax.Span
	start, i := span.Start, span.Start
	flush := func(end int) {
		if strings.TrimSpace(text[start:end]) != "" {
			out = append(out, parallax.Span{Start: start, End: end})
		}
	}
	for i < span.End {
		n, breaks := 0, 0
		for i+n < span.End {
			r, m := at(text, i+n)
			if !isSpace(r) {
				break
			}
			switch r {
			case '\n', '\v', '\u0085', '\u2028':
				breaks++
			case '\r':
				if r, _ := at(text, i+n+1); r != '\n' {
					breaks++
				}
			case '\f', '\u2029':
				breaks += 2
			}
			n += m
		}
		if breaks > 1 {
			flush(i)
			start = i + n
		}
		i += n
		for i < span.End {
			r, m := at(text, i)
			if isSpace(r) {
				break
			}
			i += m
		}
	}
	flush(span.End)
	return out
}

// lines cuts a paragraph at its newlines, unless they look like those of text
// wrapped at a fixed width: then the next line goes on with the sentence.
func lines(text string, p parallax.Span) []parallax.Span {
	var ls []line
	widest := 0
	for i := p.Start; i < p.End; {
		j := i
		for j < p.End {
			r, n := at(text, j)
			if r == '\n' || r == '\r' || r == '\v' || r == '\u0085' || r == '\u2028' {
				break
			}
			j += n
		}
		if t := strings.TrimSpace(text[i:j]); t != "" {
			l := line{Span: parallax.Span{Start: i, End: j}, width: utf8.RuneCountInString(t)}
			if k := strings.IndexAny(t, " \t"); k > 0 {
				l.first = utf8.RuneCountInString(t[:k])
			} else {
				l.first = l.width
			}
			widest = max(widest, l.width)
			ls = append(ls, l)
		}
		_, n := at(text, j)
		i = j + max(n, 1)
	}
	var out []parallax.Span
	for i, l := range ls {
		if i > 0 && wrapped(text, ls[i-1], l, widest, len(ls)) {
			out[len(out)-1].End = l.End
			continue
		}
		out = append(out, l.Span)
	}
	return out
}

// wrapped reports whether b goes on where a was broken for its width: a is
// nearly as wide as the widest line, the first word of b would not have fitted,
// and no line is wider than a page of plain text.
func wrapped(text string, a, b line, widest, count int) bool {
	if widest < 40 || widest > 100 || a.width+1+b.first <= widest && a.width < widest {
		return false
	}
	if a.width < widest*3/4 {
		return false
	}
	r, _ := at(text, b.Start)
	head := strings.TrimLeft(text[b.Start:b.End], " \t")
	if head != "" {
		r, _ = at(head, 0)
	}
	if isLower(r) {
		return true
	}
	last := strings.TrimRight(text[a.Start:a.End], " \t\r\"”’)")
	end, _ := before(last, 0, len(last))
	return count > 2 && end != '.' && end != '!' && end != '?' && end != ':' || count > 3 && a.width+1+b.first > widest
}
