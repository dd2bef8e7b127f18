package article

import "strings"

// shortText is how many bytes of text a page has at most for the rule of brief:
// less than any page that the trees were trained on.
const shortText = 400

// brief marks the report of a page whose whole text is short, a headline and a
// sentence or two, where the trees see none or a part: whole sentences that
// follow each other, outside the page's frame, and do not speak to the reader.
func (pg *page) brief(text string) {
	total, body := 0, 0
	for i := range pg.blocks {
		b := &pg.blocks[i]
		if b.links*2 > b.Len() {
			continue
		}
		if total += b.Len(); b.body {
			body += b.Len()
		}
	}
	if body > shortText || body > 0 && total > 2*shortText {
		return
	}
	from := 0
	if title := pg.titleBlock(text); title >= 0 {
		from = title + 1
	}
	open := false
	for i := from; i < len(pg.blocks); i++ {
		b := &pg.blocks[i]
		switch {
		case b.body || pg.told(b, text):
			b.body, open = true, true
		case open && (b.links*2 > b.Len() || pg.heading(b.elem)):
			return // lists follow
		}
	}
}

// told holds for a block of whole sentences that belongs to no frame of the page.
func (pg *page) told(b *block, text string) bool {
	e := &pg.elems[b.elem]
	if e.hidden || e.flags&(flagNav|flagAside|flagFooter|flagFigure) != 0 || b.links*2 > b.Len() || pg.heading(b.elem) {
		return false
	}
	l := line{Span: b.Span, s: b.In(text), shape: shapeOf(b.In(text))}
	if k := kindOf(&l); k != "" && k != lineText || !l.shape.sentence || strings.HasSuffix(l.s, ":") {
		return false
	}
	return l.shape.chars >= 12 && !toReader(words(l.s)) && pg.kind(b, text) == lineNav
}

// toReader holds when a sentence speaks to the one who reads the page.
func toReader(w []string) bool {
	switch strings.Trim(w[0], ",.:!") {
	case "sign", "subscribe", "follow", "click", "download", "please", "register", "enter", "log", "loading", "skip":
		return true
	}
	for _, x := range w {
		switch strings.Trim(x, ",.:!?") {
		case "you", "your", "javascript", "cookies":
			return true
		}
	}
	return false
}
