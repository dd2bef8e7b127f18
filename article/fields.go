package article

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"parallax"
	"parallax/internal/world"
)

// Usual names of the fields of an article in JSON, best first.
var (
	textFields      = strings.Fields("articleBody article_body body text content content_html html full_text fulltext maintext main_text story content_text description summary snippet lead excerpt")
	titleFields     = strings.Fields("headline title name")
	publishedFields = strings.Fields("datePublished date_published published published_at publishedAt publication_date pubDate pubdate publish_date date date_publish created_at dateCreated time timestamp")
	outletFields    = strings.Fields("publisher outlet source site_name siteName site source_name publication newspaper domain")
	addressFields   = strings.Fields("url link address canonical_url source_url @id id")
	languageFields  = strings.Fields("language lang inLanguage")
)

// readJSON reads an object that holds one article: its title and text, each
// byte led back to the string it was written as.
func readJSON(doc *parallax.Document, p parallax.Page, v view) {
	src := v.text
	vals := members(src, 0)
	obj := map[string]any{}
	if err := json.Unmarshal([]byte(src), &obj); err != nil {
		doc.Problems = append(doc.Problems, parallax.Problem{Code: "json-broken", Text: "not readable as JSON; its text was taken as far as it goes"})
	}
	if !isArticle(types(obj["@type"])) { // a page's JSON-LD: look for the article node in it
		if at, ok := articleNode(src, vals); ok {
			vals = members(src, at)
			obj = map[string]any{}
			json.NewDecoder(strings.NewReader(src[at:])).Decode(&obj)
		}
	}
	pick := func(names []string) (parallax.Span, bool) {
		for _, n := range names {
			if s, ok := vals[n]; ok && s.Len() > 2 && src[s.Start] == '"' {
				return s, true
			}
		}
		return parallax.Span{}, false
	}
	text, ok := pick(textFields)
	if !ok {
		doc.Problems = append(doc.Problems, parallax.Problem{Code: "json-no-text", Text: "no field with a text; fields looked for: " + strings.Join(textFields, ", ")})
	}
	title, _ := pick(titleFields)
	word := func(names []string) string {
		for _, n := range names {
			if s := named(obj[n]); s != "" {
				return s
			}
		}
		return ""
	}
	addr := word(addressFields)
	if name := word(outletFields); p.Outlet == "" && name != "" {
		p.Outlet = world.Outlet(name, addr)
	}
	p.Language = or(p.Language, word(languageFields))
	readFragment(doc, p, v, unquote(src, title), unquote(src, text), addr)
	date := metaDate(word(publishedFields), p.Language)
	if f, ok := obj["timestamp"].(float64); ok && date == "" {
		date = metaDate(strconv.FormatInt(int64(f), 10), "")
	}
	if date == "" {
		return
	}
	for i := range doc.Reports {
		r := &doc.Reports[i]
		r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: date, Source: "json"})
		settle(doc, r)
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// readFragment reads a title and a text that came without a page around them;
// both are views into v.
func readFragment(doc *parallax.Document, p parallax.Page, v, title, text view, addr string) {
	if !markup.MatchString(text.text) {
		var b builder
		join(&b, view{text: strings.TrimSpace(title.text), runs: trimRuns(title)})
		n := len(b.buf)
		join(&b, text)
		if n > 0 && len(b.buf) > n {
			// the title and the text are two lines
			b = builder{}
			join(&b, view{text: strings.TrimSpace(title.text), runs: trimRuns(title)})
			end := b.runs[len(b.runs)-1].SourceEnd
			b.buf = append(b.buf, "\n\n"...)
			from := end
			if len(text.runs) > 0 {
				from = text.runs[0].SourceStart
			}
			b.runs = append(b.runs, parallax.MapRun{Start: len(b.buf) - 2, End: len(b.buf), SourceStart: min(end, from), SourceEnd: max(end, from)})
			join(&b, text)
		}
		w := b.view()
		doc.Text, doc.SourceMap = w.text, compose(w.runs, v.runs)
		readText(doc, p)
	} else {
		var b builder
		if title.text != "" {
			b.glue("<h1>")
			join(&b, title)
			b.glue("</h1>")
		}
		join(&b, text)
		readPart(doc, p, b.view(), v)
	}
	if doc.SourceMap == nil {
		doc.SourceMap = []parallax.MapRun{}
	}
	entitle(doc, strings.TrimSpace(title.text))
	for i := range doc.Reports {
		r := &doc.Reports[i]
		if strings.HasPrefix(addr, "http") && r.Address == "" {
			r.Address = addr
		}
		if a := urlDate(r.Address); a != "" {
			r.Candidates = append(r.Candidates, parallax.DateCandidate{Value: a, Source: "url"})
			settle(doc, r)
		}
	}
}

// entitle gives the first report the title that came in a field of its own,
// where the reader took so short a line for furniture.
func entitle(doc *parallax.Document, title string) {
	if title == "" || len(doc.Reports) == 0 || !doc.Reports[0].Title.Empty() || !strings.HasPrefix(doc.Text, title) {
		return
	}
	r := &doc.Reports[0]
	r.Title = parallax.Span{End: len(title)}
	r.Span = r.Title.Union(r.Span)
	doc.Furniture = slices.DeleteFunc(doc.Furniture, func(f parallax.Furniture) bool { return f.Start < len(title) })
}

var markup = regexp.MustCompile(`(?i)<(?:p|br|div|a|b|i|em|strong|img|span|h\d|ul|figure|blockquote)\b[^<>]*>|&(?:amp|nbsp|quot|#\d+|#x[0-9a-f]+|rsquo|lsquo|ldquo|rdquo);`)

// glue appends markup of the reader's own, which never becomes text.
func (b *builder) glue(s string) {
	at := 0
	if n := len(b.runs); n > 0 {
		at = b.runs[n-1].SourceEnd
	}
	b.runs = append(b.runs, parallax.MapRun{Start: len(b.buf), End: len(b.buf) + len(s), SourceStart: at, SourceEnd: at})
	b.buf = append(b.buf, s...)
}

// join appends a view whose map leads to the same source as b's.
func join(b *builder, v view) {
	at := len(b.buf)
	b.buf = append(b.buf, v.text...)
	for _, r := range v.runs {
		r.Start += at
		r.End += at
		b.runs = append(b.runs, r)
	}
}

// trimRuns are the runs of v once white space around its text is taken off.
func trimRuns(v view) []parallax.MapRun {
	t := strings.TrimSpace(v.text)
	from := strings.Index(v.text, t)
	var out []parallax.MapRun
	for _, r := range v.runs {
		s, e := max(r.Start, from), min(r.End, from+len(t))
		if s < e {
			out = append(out, parallax.MapRun{Start: s - from, End: e - from, SourceStart: at(r, s, false), SourceEnd: at(r, e, true)})
		}
	}
	return out
}

// members finds the values of the object that begins at or after from: the
// span of each by its key.
func members(src string, from int) map[string]parallax.Span {
	out := map[string]parallax.Span{}
	i := strings.IndexByte(src[from:], '{')
	if i < 0 {
		return out
	}
	i += from + 1
	for i < len(src) {
		for i < len(src) && (src[i] == ' ' || src[i] == '\n' || src[i] == '\r' || src[i] == '\t' || src[i] == ',') {
			i++
		}
		if i >= len(src) || src[i] != '"' {
			return out
		}
		end := skipValue(src, i)
		key := unquote(src, parallax.Span{Start: i, End: end}).text
		i = end
		for i < len(src) && src[i] != ':' {
			i++
		}
		i++
		for i < len(src) && (src[i] == ' ' || src[i] == '\n' || src[i] == '\r' || src[i] == '\t') {
			i++
		}
		if i >= len(src) {
			return out
		}
		end = skipValue(src, i)
		if _, dup := out[key]; !dup {
			out[key] = parallax.Span{Start: i, End: end}
		}
		i = end
	}
	return out
}

// skipValue is the end of the JSON value that begins at i.
func skipValue(src string, i int) int {
	depth := 0
	for ; i < len(src); i++ {
		switch src[i] {
		case '"':
			for i++; i < len(src) && src[i] != '"'; i++ {
				if src[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return min(i+1, len(src))
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return min(i+1+min(depth, 0), len(src))
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
	}
	return len(src)
}

// articleNode finds the object of an article type in a page's @graph or list.
func articleNode(src string, vals map[string]parallax.Span) (int, bool) {
	for _, k := range []string{"@graph", "mainEntity"} {
		s, ok := vals[k]
		if !ok {
			continue
		}
		for i := s.Start; i < s.End; i++ {
			if src[i] != '{' {
				continue
			}
			end := skipValue(src, i)
			var node struct {
				Type any `json:"@type"`
			}
			if json.Unmarshal([]byte(src[i:end]), &node) == nil && isArticle(types(node.Type)) {
				return i, true
			}
			i = end - 1
		}
	}
	return 0, false
}

// unquote decodes the JSON string that stands at s.
func unquote(src string, s parallax.Span) view {
	if s.Len() < 2 {
		return view{}
	}
	var b builder
	end := s.End
	if src[end-1] == '"' {
		end--
	}
	for i := s.Start + 1; i < end; {
		j := i
		for j < end && src[j] != '\\' {
			j++
		}
		b.add(src[i:j], i, j)
		if i = j; i >= end {
			break
		}
		n := 2
		text := ""
		if i+1 < end {
			switch c := src[i+1]; c {
			case 'n':
				text = "\n"
			case 't':
				text = "\t"
			case 'r':
				text = "\r"
			case 'b', 'f':
				text = " "
			case 'u':
				r, k := hex4(src, i, end)
				n = k
				if r >= 0xd800 && r < 0xdc00 {
					if lo, m := hex4(src, i+k, end); m == 6 && lo >= 0xdc00 && lo < 0xe000 {
						r = (r-0xd800)<<10 + (lo - 0xdc00) + 0x10000
						n += m
					}
				}
				if !utf8.ValidRune(r) {
					r = utf8.RuneError
				}
				text = string(r)
			default:
				_, w := utf8.DecodeRuneInString(src[i+1:])
				text = src[i+1 : i+1+w]
				n = 1 + w
			}
		}
		n = min(n, end-i)
		if text != "" {
			b.buf = append(b.buf, text...)
			b.runs = append(b.runs, parallax.MapRun{Start: len(b.buf) - len(text), End: len(b.buf), SourceStart: i, SourceEnd: i + n})
		}
		i += n
	}
	return b.view()
}

// hex4 reads \uXXXX at i and its length.
func hex4(src string, i, end int) (rune, int) {
	if i+6 > end || src[i] != '\\' || src[i+1] != 'u' {
		return utf8.RuneError, min(2, end-i)
	}
	var r rune
	for _, c := range []byte(src[i+2 : i+6]) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 + rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 + rune(c|0x20-'a') + 10
		default:
			return utf8.RuneError, 2
		}
	}
	return r, 6
}

// readItem reads the <item> or <entry> of a feed.
func readItem(doc *parallax.Document, p parallax.Page, v view) {
	var title, text view
	best := -1
	rank := map[string]int{"content:encoded": 4, "content": 3, "description": 2, "summary": 1, "media:description": 0}
	addr := ""
	z := html.NewTokenizer(strings.NewReader(v.text))
	z.AllowCDATA(true)
	pos, depth, from, name := 0, 0, -1, ""
	for {
		tt := z.Next()
		start := pos
		pos += len(z.Raw())
		if tt == html.ErrorToken {
			break
		}
		switch tt {
		case html.StartTagToken, html.SelfClosingTagToken:
			n, more := z.TagName()
			tag := string(n)
			z.NextIsNotRawText()
			for more {
				var k, a []byte
				k, a, more = z.TagAttr()
				if tag == "link" && string(k) == "href" && addr == "" {
					addr = string(a)
				}
			}
			if tt == html.SelfClosingTagToken {
				continue
			}
			_, want := rank[tag]
			if from < 0 && (want || tag == "title" || tag == "link") {
				name, from, depth = tag, pos, 0
			} else if tag == name {
				depth++
			}
		case html.EndTagToken:
			n, _ := z.TagName()
			if from < 0 || string(n) != name {
				continue
			}
			if depth > 0 {
				depth--
				continue
			}
			w := unescape(v.text, from, start)
			switch {
			case name == "title":
				if title.text == "" {
					title = w
				}
			case name == "link":
				addr = or(addr, strings.TrimSpace(w.text))
			case rank[name] > best && strings.TrimSpace(w.text) != "":
				best, text = rank[name], w
			}
			from, name = -1, ""
		}
	}
	readFragment(doc, p, v, title, text, addr)
	if best < 3 && len(doc.Text) < 1200 {
		for i := range doc.Reports {
			doc.Reports[i].Kind = "lead"
		}
	}
}

// unescape reads XML character data: CDATA as it stands, references once. An
// element that stands in it unescaped stays.
func unescape(src string, from, to int) view {
	var b builder
	for i := from; i < to; {
		if strings.HasPrefix(src[i:to], "<![CDATA[") {
			j := i + 9
			end := strings.Index(src[j:to], "]]>")
			if end < 0 {
				end = to - j
			}
			b.add(src[j:j+end], j, j+end)
			i = min(j+end+3, to)
			continue
		}
		if src[i] == '&' {
			if n := entity(src[i:to]); n > 0 {
				b.add(html.UnescapeString(src[i:i+n]), i, i+n)
				i += n
				continue
			}
		}
		j := i + 1
		for j < to && src[j] != '&' && !strings.HasPrefix(src[j:to], "<![CDATA[") {
			j++
		}
		b.add(src[i:j], i, j)
		i = j
	}
	return b.view()
}
