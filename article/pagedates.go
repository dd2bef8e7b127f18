package article

import (
	"strings"

	"parallax"
)

// dates gathers the candidates for the date of publication: what the page's
// metadata says, its <time> elements, the date lines on it, its address.
func (pg *page) dates(doc *parallax.Document, p parallax.Page, ld *linked, r *parallax.Report, title, first, last int) {
	add := func(v, source string, at parallax.Span) {
		if v = metaDate(v, doc.Language); v != "" {
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: v, Source: source, Span: at})
		}
	}
	add(ld.published, "json-ld", parallax.Span{})
	for _, m := range pg.metas {
		if k := dateKey(m.name); k != "" && len(m.content) < 80 {
			add(m.content, k, parallax.Span{})
		}
	}
	add(ld.modified, "modified", parallax.Span{})
	pg.stampDates(r, title, first, last, add)
	if l, at := pg.shownDate(doc, r, title, first, last); l.value != "" {
		src := "text"
		if l.updated {
			src = "text-updated"
		}
		r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: l.value, Source: src, Span: at})
	}
	add(or(urlDate(r.Address), urlDate(p.URI)), "url", parallax.Span{})
}

// dateKey tells from the name of a <meta> element what date it gives:
// publication ("opengraph", "meta"), "modified", or none.
func dateKey(name string) string {
	n := squeeze(name)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(n, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("modif", "update", "revis", "edited", "lastmod", "review"):
		return "modified"
	case has("expir", "valid", "event", "start", "end", "image", "video", "publisher", "birth", "deadline"):
		return ""
	case has("publish", "pubdate", "pubtime", "pubdatetime"):
		if strings.HasPrefix(n, "og") || strings.HasPrefix(n, "article") {
			return "opengraph"
		}
		return "meta"
	case strings.HasSuffix(n, "date"), has("datepub", "issued", "datecreated", "dateposted", "postdate", "creationdate", "termscreated", "dccreated", "dateoriginal", "articledate"), n == "date" || n == "ptime" || n == "created":
		return "meta"
	}
	return ""
}

// stampDates takes the <time> elements that belong to the report: those marked
// as publication, else those between title and text.
func (pg *page) stampDates(r *parallax.Report, title, first, last int, add func(v, source string, at parallax.Span)) {
	if first < 0 || len(pg.blocks) == 0 {
		return
	}
	from, to := pg.blocks[max(0, first-10)].Start, pg.blocks[first].End
	if title >= 0 && title < first {
		from = pg.blocks[max(0, title-4)].Start
	}
	n := 0
	for _, s := range pg.stamps {
		e := &pg.elems[s.elem]
		if s.at >= from && s.at <= to+2 && e.flags&(flagNav|flagAside|flagFooter) == 0 || s.prop && e.flags&(flagNav|flagAside|flagFooter) == 0 && n == 0 && s.at <= pg.blocks[last].End+400 {
			if n++; n <= 3 {
				src := "time-element"
				if !s.prop && (e.far.has(wordIndex["update"]) || n > 1) {
					src = "time-element-later"
				}
				add(s.value, src, parallax.Span{})
			}
		}
	}
}

// shownDate is the date that the page shows its readers: the best date line
// about the title, where there is none the one that all the page's date lines
// agree on. It is empty when lines of equal weight disagree.
func (pg *page) shownDate(doc *parallax.Document, r *parallax.Report, title, first, last int) (best stampLine, at parallax.Span) {
	if first < 0 {
		return
	}
	from := max(0, first-10)
	if title >= 0 && title < first {
		from = max(0, title-4)
	}
	top := 0
	days := map[string]bool{}
	consider := func(i, bonus, least int) {
		b := &pg.blocks[i]
		if b.Len() > 600 || i == title && b.Len() < 30 {
			return
		}
		pos := b.Start
		for _, s := range strings.SplitAfter(b.In(doc.Text), "\n") {
			l, ok := readStamp(s, doc.Language)
			span := parallax.Span{Start: pos + l.from, End: pos + l.to}
			pos += len(s)
			if !ok {
				continue
			}
			w := pg.weigh(b, l, title) + bonus
			if w < least {
				continue
			}
			if w > top {
				top, best, at = w, l, span
				clear(days)
			} else if w == top && !l.updated && (best.updated || l.value < best.value) {
				best, at = l, span // of two the one before: published, then changed
			}
			if w == top {
				days[l.value] = true
			}
		}
	}
	for i := from; i <= first+2 && i < len(pg.blocks); i++ {
		bonus, least := 0, 3
		if title >= 0 && i > title && i-title <= 3 {
			bonus++
		}
		if i < first && first-i <= 2 {
			bonus++
		}
		if i > first {
			least = 4
		}
		consider(i, bonus, least)
	}
	if top == 0 {
		for i := last; i <= last+3 && i < len(pg.blocks); i++ {
			consider(i, 0, 4)
		}
	}
	if top == 0 {
		for i := range pg.blocks {
			consider(i, 0, 5)
		}
		if len(days) > 1 {
			return stampLine{}, parallax.Span{}
		}
	}
	if len(days) > 2 {
		return stampLine{}, parallax.Span{}
	}
	return best, at
}

// weigh says how much a date line looks like that of a report; under 3 it is
// none.
func (pg *page) weigh(b *block, l stampLine, title int) int {
	w := 0
	switch {
	case l.rest == 0 && !l.author:
		w = 4
	case l.labelled && l.rest <= 8, l.author && l.rest <= 8:
		w = 3
	case l.rest <= 8 && l.apart:
		w = 2
	default:
		return 0
	}
	if l.labelled {
		w++
	}
	if l.updated {
		w -= 2
	}
	e := &pg.elems[b.elem]
	for _, c := range []string{"date", "time", "publish", "timestamp", "meta", "byline"} {
		if e.near.has(wordIndex[c]) {
			w++
			break
		}
	}
	if pg.besides(b.elem, title) {
		w -= 3
	}
	if e.flags&(flagNav|flagAside|flagFooter) != 0 {
		w -= 3
	}
	if e.flags&(flagFigure|flagTable) != 0 {
		w--
	}
	if b.links*2 > b.Len() {
		w--
	}
	return w
}

// besides holds when an element that does not hold the title is called
// something that stands beside a report.
func (pg *page) besides(elem int32, title int) bool {
	if title < 0 {
		title = 0
	}
	holds := map[int32]bool{}
	for e := pg.blocks[title].elem; e >= 0; e = pg.elems[e].parent {
		holds[e] = true
	}
	for e := elem; e >= 0 && !holds[e]; e = pg.elems[e].parent {
		for _, c := range asides {
			if pg.elems[e].near.has(c) {
				return true
			}
		}
	}
	return false
}

var asides = func() (out []int) {
	for _, w := range []string{"related", "recommend", "sidebar", "rail", "comment", "popular", "latest", "recent", "trending", "caption", "teaser", "carousel", "more", "next", "prev"} {
		out = append(out, wordIndex[w])
	}
	return out
}()
