package article

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// item is one entry of a page that lists stories: blocks first to last, its
// headline among them.
type item struct {
	first, last int
	head        int // block of the headline, -1 where the opening stands alone
	text        []int
	linked      bool // the headline is a link, or the opening ends in "Read more"
}

// listing finds the entries of a tag page or front page: siblings of one make,
// each with a headline that is a link and a short opening, while nothing else
// on the page is a report. It is nil for an article, whatever teasers follow it.
func (pg *page) listing(ld *linked, text string) []item {
	type family struct {
		parent int32
		sig    uint64
	}
	type share struct{ openings, size int }
	shares := map[family]share{}
	opening := make([]bool, len(pg.blocks))
	for i := range pg.blocks {
		b := &pg.blocks[i]
		e := &pg.elems[b.elem]
		if b.Len() < 40 || b.Len() > 900 || b.links*2 > b.Len() || e.hidden || e.flags&(flagNav|flagFooter|flagAside) != 0 {
			continue
		}
		if h := shapeOf(b.In(text)); !(h.sentence || h.cut || moreEnd(b.In(text)) > 0) {
			continue
		}
		opening[i] = true
		for e, k := b.elem, 0; e > 0 && k < 6; k++ {
			f := family{pg.elems[e].parent, pg.elems[e].sig}
			s := shares[f]
			shares[f] = share{s.openings + 1, s.size + b.Len()}
			e = pg.elems[e].parent
		}
	}
	var families []family
	for f, s := range shares {
		if s.openings >= 3 {
			families = append(families, f)
		}
	}
	slices.SortFunc(families, func(a, b family) int {
		return cmp.Or(cmp.Compare(shares[b].size, shares[a].size), cmp.Compare(b.parent, a.parent), cmp.Compare(a.sig, b.sig))
	})
	var best []item
	size := 0
	for _, f := range families[:min(len(families), 12)] { // those around most of the text; of equals the innermost
		if best = pg.items(f.parent, f.sig, opening, text); best != nil {
			size = shares[f].size
			break
		}
	}
	if best == nil || pg.holdsReport(ld, best, size, text) {
		return nil
	}
	return best
}

// items are the children of parent with signature sig, where they are the
// entries of a list: three or more, nearly all with linked headlines.
func (pg *page) items(parent int32, sig uint64, opening []bool, text string) []item {
	var out []item
	owner := int32(-1)
	for i := range pg.blocks {
		e := pg.blocks[i].elem
		for k := 0; e > 0 && k < 8 && pg.elems[e].parent != parent; k++ {
			e = pg.elems[e].parent
		}
		if e <= 0 || pg.elems[e].parent != parent || pg.elems[e].sig != sig {
			continue
		}
		if e != owner {
			out = append(out, item{first: i, head: -1})
			owner = e
		}
		n := &out[len(out)-1]
		n.last = i
		b := &pg.blocks[i]
		switch {
		case opening[i]:
			n.text = append(n.text, i)
			n.linked = n.linked || n.head < 0 && moreEnd(b.In(text)) > 0
		case n.head < 0 && len(n.text) == 0 && (b.links*2 > b.Len() || pg.heading(b.elem)):
			if h := shapeOf(b.In(text)); h.words >= 3 || h.chars >= 12 {
				n.head, n.linked = i, b.links*2 > b.Len()
			}
		}
	}
	whole := 0
	kept := out[:0]
	for _, n := range out {
		if len(n.text) == 0 {
			continue
		}
		if n.linked && len(n.text) <= 3 {
			whole++
		}
		kept = append(kept, n)
	}
	if len(kept) < 3 || whole*5 < len(kept)*4 {
		return nil
	}
	return kept
}

func (pg *page) heading(e int32) bool {
	for k := 0; k < 3 && e > 0; k++ {
		if t := pg.elems[e].tag; len(t) == 2 && t[0] == 'h' && t[1] >= '1' && t[1] <= '6' {
			return true
		}
		e = pg.elems[e].parent
	}
	return false
}

// holdsReport reports whether the trees see a report outside the entries.
func (pg *page) holdsReport(ld *linked, list []item, size int, text string) bool {
	in := make([]bool, len(pg.blocks))
	for _, n := range list {
		for i := n.first; i <= n.last; i++ {
			in[i] = true
		}
	}
	outside := 0
	for i := range pg.blocks {
		b := &pg.blocks[i]
		if b.body && !in[i] && b.links*2 <= b.Len() && shapeOf(b.In(text)).words >= 12 {
			outside += b.Len()
		}
	}
	return outside*6 > size || outside > 0 && !ld.listing && (ld.article || pg.meta("og:type") == "article")
}

// moreEnd is where the "Read more" at the end of an opening begins, 0 where there is none.
func moreEnd(s string) int {
	tail := max(0, len(s)-64) // a pattern that ends with the text need not be looked for all through it
	if !brokenOff(strings.ToLower(s[tail:])) {
		return 0
	}
	m := cutEnd.FindStringIndex(s[tail:])
	if m == nil || tail+m[0] == 0 {
		return 0
	}
	if t := strings.TrimLeft(s[tail+m[0]:], ".…[] \u00a0"); t == "" {
		return 0 // nothing but dots
	}
	return tail + m[0]
}

// readListing makes a lead of each entry; what is not theirs is furniture.
func (pg *page) readListing(doc *parallax.Document, p parallax.Page, ld *linked, list []item) {
	mine := make([]bool, len(pg.blocks))
	addr := pg.address(p, ld)
	outlet := or(p.Outlet, pg.outlet(ld, addr))
	for _, n := range list {
		from, to := n.text[0], n.text[len(n.text)-1]
		body := parallax.Span{Start: pg.blocks[from].Start, End: pg.blocks[to].End}
		if k := moreEnd(pg.blocks[to].In(doc.Text)); k > 0 {
			at := pg.blocks[to].Start + k
			if t := strings.TrimRightFunc(doc.Text[body.Start:at], blank); t != "" {
				furnish(doc, parallax.Span{Start: at + leadingBlank(doc.Text[at:body.End]), End: body.End}, lineNav)
				body.End = body.Start + len(t)
			}
		}
		var title parallax.Span
		if n.head >= 0 {
			title = pg.blocks[n.head].Span
			mine[n.head] = true
		}
		for _, i := range n.text {
			mine[i] = true
		}
		r := newReport(doc, p, title.Union(body), title, "lead")
		if r.Dateline.Empty() {
			pg.openingDateline(doc, body, &r)
		}
		r.Outlet, r.Address = outlet, pg.linkAt(p, addr, n)
		pg.itemDates(doc, &r, n)
		doc.Reports = append(doc.Reports, r)
	}
	for i := range pg.blocks {
		if !mine[i] {
			b := &pg.blocks[i]
			b.kind = pg.kind(b, doc.Text)
			furnish(doc, b.Span, b.kind)
		}
	}
}

func leadingBlank(s string) int { return len(s) - len(strings.TrimLeftFunc(s, blank)) }

// itemDates takes the date of an entry from its <time> element, else from a
// line of it that is nothing but a date.
func (pg *page) itemDates(doc *parallax.Document, r *parallax.Report, n item) {
	from, to := pg.blocks[n.first].Start, pg.blocks[n.last].End
	for _, s := range pg.stamps {
		if v := metaDate(s.value, doc.Language); v != "" && s.at >= from-2 && s.at <= to {
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: v, Source: "time-element"})
			break
		}
	}
	for i := n.first; i <= n.last; i++ {
		b := &pg.blocks[i]
		if v, f, t, updated := dateLine(b.In(doc.Text), doc.Language); v != "" && !updated {
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: v, Source: "text", Span: parallax.Span{Start: b.Start + f, End: b.Start + t}})
			break
		}
	}
	if v := urlDate(r.Address); v != "" {
		r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: v, Source: "url"})
	}
	settle(doc, r)
}
