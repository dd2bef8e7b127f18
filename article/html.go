package article

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"parallax"
)

// element is one element of the page, as far as the reader needs it.
type element struct {
	tag     string
	parent  int32 // index in page.elems, -1 at the root
	flags   uint32
	near    bits // words of its own class and id
	far     bits // those of all elements around it, and its own
	hidden  bool
	skipped bool   // its text is not part of the page's text
	sig     uint64 // hash of its tag and class
	kids    int    // blocks directly in it
	kidLen  int    // bytes of those, and of links in them
	kidLink int
	long    int // bytes of sentence-like blocks directly in it, in its children, in its grandchildren
	long2   int
	long3   int
}

// block is a stretch of text between block-level tags.
type block struct {
	parallax.Span
	elem  int32
	links int // bytes of text inside links
	anch  int // number of links
	bold  int
	times string // datetime of a <time> within
	body  bool
	kind  string
}

// stamp is a <time> element or the like: a date in the markup.
type stamp struct {
	value string
	at    int // byte of the text where it stands
	elem  int32
	prop  bool // marked as the page's publication date
}

// page is what one run over the markup yields.
type page struct {
	builder
	elems  []element
	blocks []block
	metas  []meta
	title  string // <title>
	lang   string
	canon  string
	amp    bool
	ld     []string
	stamps []stamp
	links  []link
}

// link is where a link leads and the byte of the text where it opens.
type link struct {
	href string
	at   int
}

type meta struct{ name, content string }

// parser is the state of the run.
type parser struct {
	page
	src     string
	open    []int32
	counts  map[string]int
	cur     block
	started bool
	space   int // source position where pending white space began, -1 none
	brk     int // source position where the gap between blocks began
	breaks  int // <br> since the last character
	inLink  int
	inBold  int
	skip    int // open elements whose text is left out
}

var inline = set("a abbr acronym b bdi bdo big cite code del dfn em font i img input ins kbd label mark nobr q rp rt ruby s samp small source span strike strong sub sup svg time tt u var wbr path use track picture")
var void = set("area base br col embed hr img input link meta param source track wbr path use")
var unseen = set("head script style template noscript iframe object svg select option textarea math canvas datalist noframes noembed")

// closes lists what a start tag ends when it is still open, as browsers do.
var closes = map[string]string{"li": "li", "dt": "dd", "dd": "dt", "tr": "tr", "td": "td", "th": "th", "option": "option", "p": "p"}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

const maxElements = 400_000 // a page with more is read to there

// parse reads markup in one pass. Positions in the map are bytes of src.
func parse(src string) *page {
	p := &parser{src: src, counts: map[string]int{}, space: -1}
	p.buf = make([]byte, 0, len(src)/8)
	p.elems = append(p.elems, element{tag: "#root", parent: -1})
	p.open = append(p.open, 0)
	z := html.NewTokenizer(strings.NewReader(src))
	pos := 0
	for {
		tt := z.Next()
		raw := z.Raw()
		start := pos
		pos += len(raw)
		if tt == html.ErrorToken {
			break
		}
		switch tt {
		case html.TextToken:
			p.text(start, pos)
		case html.StartTagToken, html.SelfClosingTagToken:
			p.startTag(z, start, pos, tt == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.endTag(string(name), start)
		}
	}
	p.flush(len(src))
	return &p.page
}

func (p *parser) top() *element { return &p.elems[p.open[len(p.open)-1]] }

func (p *parser) startTag(z *html.Tokenizer, start, end int, selfClosing bool) {
	nameBytes, more := z.TagName()
	name := string(nameBytes)
	if p.counts["head"] > 0 && p.counts["noscript"] == 0 && (name == "body" || blockTag(name)) {
		p.endTag("head", start)
	}
	if name == "a" && p.counts["a"] > 0 {
		p.endTag("a", start)
	}
	if !inline[name] {
		p.flush(start)
		if c := closes[name]; c != "" && p.counts[c] > 0 {
			p.closeNear(c, name)
		} else if p.counts["p"] > 0 && blockTag(name) {
			p.closeNear("p", name)
		}
	}
	e := element{tag: name, sig: uint64(len(name))<<8 | uint64(name[0]), parent: p.open[len(p.open)-1]}
	par := &p.elems[e.parent]
	e.flags, e.far, e.hidden = par.flags|tagFlags[name], par.far, par.hidden
	var attrs [12]meta
	n := 0
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		key := string(k)
		switch key {
		case "class", "id", "itemprop", "rel", "data-testid", "role", "aria-label", "data-component":
			if key == "class" {
				for _, c := range v {
					e.sig = (e.sig ^ uint64(c)) * 1099511628211
				}
			}
			if name != "body" && name != "html" {
				e.near = e.near.or(classWords(v))
			}
			if key == "role" && string(v) == "navigation" {
				e.flags |= flagNav
			}
		case "hidden":
			e.hidden = true
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(string(v)), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				e.hidden = true
			}
		case "aria-hidden":
			e.hidden = e.hidden || string(v) == "true"
		}
		switch key {
		case "name", "property", "content", "http-equiv", "href", "rel", "datetime", "itemprop", "lang", "type", "pubdate", "class", "title", "data-timestamp":
			if n < len(attrs) {
				attrs[n] = meta{key, string(v)}
				n++
			}
		}
	}
	if name != "body" && name != "html" {
		e.far = e.far.or(e.near)
	}
	p.head(name, attrs[:n], end)
	if name == "br" {
		p.lineBreak(start)
		return
	}
	if void[name] || selfClosing && (name == "svg" || inline[name] || void[name]) {
		if name == "hr" {
			p.flush(start)
		}
		return
	}
	if len(p.elems) >= maxElements {
		return
	}
	p.elems = append(p.elems, e)
	id := int32(len(p.elems) - 1)
	p.open = append(p.open, id)
	p.counts[name]++
	switch {
	case name == "a":
		p.inLink++
		if p.started {
			p.cur.anch++
		}
	case name == "b" || name == "strong":
		p.inBold++
	case unseen[name]:
		p.skip++
		p.elems[id].skipped = true
	}
	if name == "script" && p.attr(attrs[:n], "type") == "application/ld+json" {
		p.elems[id].tag = "ld+json"
	}
}

func (p *parser) attr(attrs []meta, key string) string {
	for _, a := range attrs {
		if a.name == key {
			return strings.TrimSpace(a.content)
		}
	}
	return ""
}

// head notes what the page says of itself.
func (p *parser) head(name string, attrs []meta, end int) {
	switch name {
	case "html":
		p.lang = p.attr(attrs, "lang")
	case "link":
		switch rel := strings.ToLower(p.attr(attrs, "rel")); rel {
		case "canonical":
			if p.canon == "" {
				p.canon = p.attr(attrs, "href")
			}
		case "license":
			p.metas = append(p.metas, meta{"license", p.attr(attrs, "href")})
		}
	case "meta":
		key := p.attr(attrs, "property")
		if key == "" {
			key = p.attr(attrs, "name")
		}
		if key == "" {
			key = p.attr(attrs, "itemprop")
		}
		if v := p.attr(attrs, "content"); key != "" && v != "" && len(p.metas) < 400 {
			p.metas = append(p.metas, meta{strings.ToLower(key), v})
		}
	case "time":
		if v := p.attr(attrs, "datetime"); v != "" && len(p.stamps) < 400 {
			prop := strings.Contains(strings.ToLower(p.attr(attrs, "itemprop")+" "+p.attr(attrs, "class")), "publish")
			for _, a := range attrs {
				prop = prop || a.name == "pubdate"
			}
			p.stamps = append(p.stamps, stamp{v, len(p.buf), p.open[len(p.open)-1], prop})
		}
	default:
		if prop := p.attr(attrs, "itemprop"); prop == "datePublished" {
			v := p.attr(attrs, "content")
			if v == "" {
				v = or(p.attr(attrs, "datetime"), p.attr(attrs, "title"))
			}
			if v != "" {
				p.stamps = append(p.stamps, stamp{v, len(p.buf), p.open[len(p.open)-1], true})
			}
		}
	}
	if href := p.attr(attrs, "href"); name == "a" && href != "" && len(p.links) < 20_000 {
		p.links = append(p.links, link{href, len(p.buf)})
	}
	if name == "a" && p.attr(attrs, "rel") == "license" {
		p.metas = append(p.metas, meta{"license", p.attr(attrs, "href")})
	}
}

// closeNear ends the innermost open element c that a start tag of name ends,
// unless a list or table opened since holds it open.
func (p *parser) closeNear(c, name string) {
	for i := len(p.open) - 1; i > 0 && i > len(p.open)-32; i-- {
		t := p.elems[p.open[i]].tag
		if t == c || (c == "dd" || c == "dt") && (t == "dd" || t == "dt") || (c == "td" || c == "th") && (t == "td" || t == "th") {
			for len(p.open) > i {
				p.pop()
			}
			return
		}
		switch t {
		case "ul", "ol", "table", "dl", "tr", "div", "section", "article", "button", "td", "th", "body", "blockquote":
			if !(t == "tr" && c == "tr") {
				return
			}
		}
	}
}

func (p *parser) endTag(name string, start int) {
	if !inline[name] {
		p.flush(start)
	}
	if p.counts[name] == 0 {
		if name == "br" {
			p.lineBreak(start)
		}
		return
	}
	if inline[name] && name != "a" && !p.openNear(name) {
		return // a stray inline end tag does not close blocks
	}
	for len(p.open) > 1 {
		t := p.elems[p.open[len(p.open)-1]].tag
		p.pop()
		if t == name || t == "ld+json" && name == "script" {
			return
		}
	}
}

// openNear reports whether an inline element stands open within its block.
func (p *parser) openNear(name string) bool {
	for i := len(p.open) - 1; i > 0; i-- {
		t := p.elems[p.open[i]].tag
		if t == name || !inline[t] {
			return t == name
		}
	}
	return false
}

func (p *parser) pop() {
	e := p.top()
	p.open = p.open[:len(p.open)-1]
	t := e.tag
	if t == "ld+json" {
		t = "script"
	}
	p.counts[t]--
	switch t {
	case "a":
		p.inLink--
	case "b", "strong":
		p.inBold--
	}
	if e.skipped {
		p.skip--
	}
}

func blockTag(name string) bool {
	switch name {
	case "div", "ul", "ol", "table", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "p", "header", "footer", "nav", "aside", "figure", "form", "pre", "hr", "dl", "main", "address", "figcaption":
		return true
	}
	return false
}

// lineBreak handles <br>: one is a new line, two begin a new block.
func (p *parser) lineBreak(start int) {
	if !p.started {
		return
	}
	p.breaks++
	if p.space < 0 {
		p.space = start
	}
	if p.breaks > 1 {
		p.flush(start)
	}
}

// text adds the character data src[start:end].
func (p *parser) text(start, end int) {
	top := p.top()
	if p.skip > 0 {
		switch {
		case top.tag == "ld+json":
			p.ld = append(p.ld, p.src[start:end])
		case top.tag == "title" && p.title == "":
			p.title = html.UnescapeString(p.src[start:end])
		}
		return
	}
	if top.tag == "title" {
		if p.title == "" {
			p.title = html.UnescapeString(p.src[start:end])
		}
		return
	}
	s := p.src
	for i := start; i < end; {
		c := s[i]
		if space, n := isSpace(s[i:end]); space {
			if p.space < 0 && p.started {
				p.space = i
			}
			i += n
			continue
		}
		p.begin(i)
		if c == '&' {
			n := entity(s[i:end])
			from := len(p.buf)
			if n > 0 {
				p.buf = append(p.buf, html.UnescapeString(s[i:i+n])...)
				clean(p.buf[from:])
			} else {
				n = 1
				p.buf = append(p.buf, '&')
			}
			p.mark(from, i, i+n)
			p.count(from)
			i += n
			continue
		}
		j := i
		for j < end && s[j] != '&' && s[j] > ' ' {
			if s[j] >= utf8.RuneSelf {
				if sp, _ := isSpace(s[j:end]); sp {
					break
				}
				_, w := utf8.DecodeRuneInString(s[j:end])
				j += w
				continue
			}
			j++
		}
		if j == i {
			j++
		}
		from := len(p.buf)
		p.add(s[i:j], i, j)
		p.count(from)
		i = j
	}
}

// clean replaces white space that an entity stands for by spaces of the same length.
func clean(b []byte) {
	for i, c := range b {
		if c < ' ' || c == 0x7f {
			b[i] = ' '
		}
	}
}

func (p *parser) count(from int) {
	n := len(p.buf) - from
	if p.inLink > 0 {
		p.cur.links += n
		if p.cur.anch == 0 {
			p.cur.anch = 1
		}
	}
	if p.inBold > 0 {
		p.cur.bold += n
	}
}

// begin writes what separates the coming character from the one before.
func (p *parser) begin(pos int) {
	if !p.started {
		if len(p.buf) > 0 {
			p.add("\n\n", p.brk, pos)
		}
		p.started = true
		p.cur = block{Span: parallax.Span{Start: len(p.buf)}, elem: p.home()}
	} else if p.space >= 0 {
		sep := " "
		if p.breaks > 0 {
			sep = "\n"
		}
		p.add(sep, p.space, pos)
	}
	p.space, p.breaks = -1, 0
}

// home is the innermost open element that is not inline.
func (p *parser) home() int32 {
	for i := len(p.open) - 1; i > 0 && i > len(p.open)-16; i-- {
		if !inline[p.elems[p.open[i]].tag] {
			return p.open[i]
		}
	}
	return p.open[len(p.open)-1]
}

// flush ends the current block at source position pos.
func (p *parser) flush(pos int) {
	if !p.started {
		return
	}
	p.cur.End = len(p.buf)
	p.blocks = append(p.blocks, p.cur)
	p.started = false
	p.brk = pos
	if p.space >= 0 {
		p.brk = p.space
	}
	p.space, p.breaks = -1, 0
}
