package article

import (
	"html"
	"net/url"
	"strings"
	"sync"

	"parallax"
	"parallax/internal/world"
)

var trees = sync.OnceValue(func() *Looks { return load(blockTrees) })

// readHTML finds the text, the reports and the furniture of an HTML page.
func readHTML(doc *parallax.Document, p parallax.Page, v view) {
	pg, ld := open(doc, p, v, v.runs)
	for i, p := range trees().Read(pg.rows(ld.body)) {
		pg.blocks[i].body = p >= 0.5
	}
	if list := pg.listing(&ld, doc.Text); list != nil {
		pg.readListing(doc, p, &ld, list)
		return
	}
	pg.brief(doc.Text)
	pg.report(doc, p, &ld)
}

// readPart reads markup that came without a page around it, as a feed or a
// field of JSON carries it: all of it is text but what its words give away.
// The map of part leads into v.
func readPart(doc *parallax.Document, p parallax.Page, part, v view) {
	pg, ld := open(doc, p, part, nil)
	doc.SourceMap = compose(compose(doc.SourceMap, part.runs), v.runs)
	for i := range pg.blocks {
		b := &pg.blocks[i]
		s := b.In(doc.Text)
		l := line{Span: b.Span, s: s, shape: shapeOf(s)}
		k := kindOf(&l)
		b.body = k == "" || k == lineText || k == lineTeaser && i < 3
		if b.links*10 > b.Len()*9 && l.shape.words < 20 && !pg.under(b.elem, "h1") {
			b.body = false
		}
	}
	pg.report(doc, p, &ld)
}

// open parses markup into the document's text and map.
func open(doc *parallax.Document, p parallax.Page, v view, inner []parallax.MapRun) (*page, linked) {
	pg := parse(v.text)
	ld, broken := readLinked(pg.ld)
	if broken > 0 {
		doc.Problems = append(doc.Problems, parallax.Problem{Code: "json-ld-broken", Text: "structured data that is no JSON was left out"})
	}
	w := pg.view()
	doc.Text, doc.SourceMap = w.text, compose(w.runs, inner)
	if doc.SourceMap == nil {
		doc.SourceMap = []parallax.MapRun{}
	}
	doc.Language = or(p.Language, or(strings.ReplaceAll(pg.lang, "_", "-"), ld.language))
	return pg, ld
}

// report makes the page's report of its body blocks; the rest is furniture.
func (pg *page) report(doc *parallax.Document, p parallax.Page, ld *linked) {
	title := pg.titleBlock(doc.Text)
	first, last := -1, -1
	for i := range pg.blocks {
		if pg.blocks[i].body {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if title >= 0 && pg.blocks[title].body && title == first {
		pg.blocks[title].body = false
		first++
		for first <= last && !pg.blocks[first].body {
			first++
		}
	}
	var titleAt parallax.Span
	if title >= 0 {
		titleAt = pg.blocks[title].Span
	}
	for i := range pg.blocks {
		b := &pg.blocks[i]
		if !b.body && i != title {
			b.kind = pg.kind(b, doc.Text)
			furnish(doc, b.Span, b.kind)
		}
	}
	if first < 0 || first > last {
		if !titleAt.Empty() {
			r := newReport(doc, p, titleAt, titleAt, "article")
			pg.facts(doc, p, ld, &r, title, title, title)
			doc.Reports = append(doc.Reports, r)
		}
		return
	}
	body := parallax.Span{Start: pg.blocks[first].Start, End: pg.blocks[last].End}
	body = trimTail(doc, body)
	span := body
	if title >= 0 && title < first && first-title <= 12 {
		span = titleAt.Union(body)
	}
	r := newReport(doc, p, span, titleAt, "article")
	if r.Dateline.Empty() {
		pg.openingDateline(doc, body, &r)
	}
	pg.facts(doc, p, ld, &r, title, first, last)
	doc.Reports = append(doc.Reports, r)
}

// openingDateline looks for the dateline where furniture stands between the
// title and the first paragraph.
func (pg *page) openingDateline(doc *parallax.Document, body parallax.Span, r *parallax.Report) {
	if d, ok := findDateline(body.In(doc.Text), body.Start); ok {
		r.Dateline, r.Place = d.place, d.place.In(doc.Text)
		if !d.agency.Empty() && r.Credit == "" {
			r.Credit, r.CreditAt = creditName(d.agency.In(doc.Text)), d.agency
		}
		if d.date != "" {
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: d.date, Source: "dateline", Span: d.all})
		}
	}
}

// kind names the furniture that a block is, by its words and by what the
// elements around it are called.
func (pg *page) kind(b *block, text string) string {
	s := b.In(text)
	if strings.Contains(s, "©") || strings.Contains(s, "ights reserved") || strings.Contains(s, "opyright") {
		return lineLicence
	}
	e := &pg.elems[b.elem]
	for _, w := range []struct{ word, kind string }{{"cookie", lineCookie}, {"consent", lineCookie}, {"comment", lineComment}, {"disqus", lineComment}, {"newsletter", lineNews}, {"subscribe", lineNews}, {"share", lineShare}, {"social", lineShare}, {"caption", lineCaption}, {"copyright", lineLicence}, {"related", lineRelated}, {"recommend", lineRelated}, {"trending", lineRelated}, {"popular", lineRelated}, {"teaser", lineTeaser}, {"sponsor", lineAd}, {"advert", lineAd}, {"advertisement", lineAd}, {"byline", lineByline}, {"author", lineByline}} {
		if e.far.has(wordIndex[w.word]) {
			return w.kind
		}
	}
	switch {
	case e.flags&flagFigure != 0:
		return lineCaption
	case e.flags&flagNav != 0 || e.flags&flagHeader != 0:
		return lineNav
	case e.flags&flagFooter != 0:
		return lineNav
	case b.links*2 > b.Len() && shapeOf(s).words >= 5:
		return lineRelated
	case b.links*2 > b.Len() || len(s) > 400:
		return lineNav
	}
	l := line{Span: b.Span, s: s, shape: shapeOf(s)}
	if k := kindOf(&l); k != "" && k != lineText {
		return k
	}
	return lineNav
}

func (pg *page) meta(names ...string) string {
	for _, n := range names {
		for _, m := range pg.metas {
			if m.name == n {
				return strings.TrimSpace(html.UnescapeString(m.content))
			}
		}
	}
	return ""
}

// facts takes date, outlet, byline, credit, licence and address from the
// page's metadata and from what stands around the text.
func (pg *page) facts(doc *parallax.Document, p parallax.Page, ld *linked, r *parallax.Report, title, first, last int) {
	addr := pg.address(p, ld)
	r.Address = addr
	pg.dates(doc, p, ld, r, title, first, last)
	pg.nearFacts(doc, ld, r, title, first, last)
	if r.Outlet == "" {
		r.Outlet = pg.outlet(ld, addr)
	}
	if r.Credit == "" {
		for _, n := range append([]string{ld.credit, pg.meta("author", "article:author", "dc.creator", "source", "copyright", "syndication-source")}, ld.authors...) {
			if full, ok := agencies[strings.TrimSpace(n)]; ok {
				r.Credit = full
				break
			}
		}
	}
	if r.Licence == "" {
		for _, s := range []string{ld.licence, pg.meta("license", "dcterms.license", "dc.rights", "copyright")} {
			if id := licenceID(s); id != "" {
				r.Licence = id
				break
			}
		}
	}
	settle(doc, r)
}

// nearFacts reads the blocks between title and text, and those just after the
// text, for byline and credit.
func (pg *page) nearFacts(doc *parallax.Document, ld *linked, r *parallax.Report, title, first, last int) {
	if first < 0 {
		return
	}
	from := max(0, first-10)
	if title >= 0 && title < first {
		from = max(0, title-4)
	}
	names := append(append([]string(nil), ld.authors...), pg.meta("author", "article:author", "byl", "dc.creator", "parsely-author"))
	for i := from; i < len(pg.blocks) && i <= last+3; i++ {
		b := &pg.blocks[i]
		if b.Len() > 240 || i > first && i <= last && b.body {
			continue
		}
		s := b.In(doc.Text)
		e := &pg.elems[b.elem]
		if e.flags&(flagNav|flagAside|flagFooter) != 0 {
			continue
		}
		if r.Byline.Empty() && i != title {
			for _, n := range names {
				if n = strings.TrimSpace(n); len(n) > 3 && len(n) < 60 {
					if _, agency := agencies[n]; agency || strings.Contains(n, "http") {
						continue
					}
					if k := strings.Index(strings.ToLower(s), strings.ToLower(n)); k >= 0 && k+len(n) <= len(s) && !sameName(n, r.Outlet) && !sameName(n, ld.publisher) && !sameName(n, pg.meta("og:site_name")) {
						r.Byline = parallax.Span{Start: b.Start + k, End: b.Start + k + len(n)}
						break
					}
				}
			}
			if r.Byline.Empty() && b.Len() < 120 && i <= first {
				at := 0
				if l, ok := readStamp(s, doc.Language); ok && !bylineStart.MatchString(s) {
					at = l.to // "5 March 2021 | By Mira Dorn"
					at += len(s[at:]) - len(strings.TrimLeft(s[at:], " \u00a0|·•–—-,"))
				}
				if bylineStart.MatchString(s[at:]) {
					r.Byline = bylineName(s[at:], b.Start+at)
				}
			}
		}
		if r.Credit == "" {
			if full, ok := agencies[strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "By "), "Source: "))]; ok && i != title {
				r.Credit, r.CreditAt = full, b.Span
			}
		}
	}
}

func sameName(a, b string) bool { return squeeze(a) == squeeze(b) && b != "" }

// address is the canonical address of the page, made absolute.
func (pg *page) address(p parallax.Page, ld *linked) string {
	for _, a := range []string{pg.canon, pg.meta("og:url"), ld.address} {
		if u := resolve(a, p.URI); u != "" {
			return u
		}
	}
	return ""
}

// resolve is the address that a link on a page at base leads to, "" where it is
// none of the web.
func resolve(link, base string) string {
	u, err := url.Parse(strings.TrimSpace(html.UnescapeString(link)))
	if err != nil || link == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.Host != "" {
		u = b.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// linkAt is where the entry of a list leads: the link of its headline or, without
// one, the first in it.
func (pg *page) linkAt(p parallax.Page, addr string, n item) string {
	from := n.first
	if n.head >= 0 {
		from = n.head
	}
	for _, l := range pg.links {
		if l.at+2 >= pg.blocks[from].Start && l.at <= pg.blocks[n.last].End {
			return resolve(l.href, or(addr, p.URI))
		}
	}
	return ""
}

// outlet is who carries the page: what it calls its site or publisher, editions
// and sections folded. A publisher with whose name the site's begins ("Harrow
// Sport" of Harrow) stands for it.
func (pg *page) outlet(ld *linked, addr string) string {
	publisher := strings.TrimSpace(ld.publisher)
	if strings.Contains(publisher, "://") {
		publisher = ""
	}
	for _, s := range []string{pg.meta("og:site_name"), publisher, pg.meta("application-name", "twitter:app:name:iphone", "dc.publisher", "publisher")} {
		s = strings.TrimSpace(s)
		if s == "" || strings.Contains(s, "://") {
			continue
		}
		domain := strings.Contains(s, ".") && !strings.Contains(s, " ")
		if publisher != "" && (domain || strings.HasPrefix(strings.ToLower(s), strings.ToLower(publisher)+" ")) {
			s = publisher
		}
		return world.Outlet(s, addr)
	}
	return world.Domain(addr)
}
