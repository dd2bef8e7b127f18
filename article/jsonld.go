package article

import (
	"encoding/json"
	"html"
	"strings"
)

// linked is what a page's JSON-LD says of its article.
type linked struct {
	article             bool // it has a node of an article type
	listing             bool // it calls itself a list or collection
	headline, body      string
	published, modified string
	authors             []string
	publisher           string
	language, licence   string
	address             string
	credit              string
}

// readLinked takes the article node out of the page's JSON-LD. Blocks that are
// broken JSON are mended where a mend is known, else left out.
func readLinked(blocks []string) (linked, int) {
	var l linked
	broken := 0
	for _, b := range blocks {
		var v any
		if err := json.Unmarshal([]byte(b), &v); err != nil {
			if err := json.Unmarshal([]byte(mend(b)), &v); err != nil {
				broken++
				continue
			}
		}
		l.walk(v, 0)
	}
	return l, broken
}

// mend repairs what is commonly wrong with JSON-LD: comment and CDATA wrappers,
// raw line breaks in strings, trailing commas, a trailing semicolon.
func mend(s string) string {
	for _, w := range []string{"<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"} {
		s = strings.ReplaceAll(s, w, "")
	}
	s = strings.TrimRight(strings.TrimSpace(s), ";")
	var b strings.Builder
	b.Grow(len(s))
	in := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case in && c == '\\' && i+1 < len(s):
			if strings.IndexByte(`"\/bfnrtu`, s[i+1]) < 0 {
				b.WriteString(`\\`)
				continue
			}
			b.WriteByte(c)
			i++
			c = s[i]
		case c == '"':
			in = !in
		case in && c < ' ':
			c = ' '
		case !in && c == ',':
			j := i + 1
			for j < len(s) && j < i+4096 && (s[j] == ' ' || s[j] == '\n' || s[j] == '\t' || s[j] == '\r' || s[j] == ',') {
				j++
			}
			if j < len(s) && (s[j] == '}' || s[j] == ']') {
				i = j - 1
				continue
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

func (l *linked) walk(v any, depth int) {
	if depth > 6 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.walk(x, depth+1)
		}
	case map[string]any:
		t := types(v["@type"])
		switch {
		case isArticle(t):
			if !l.article || l.body == "" && str(v["articleBody"]) != "" {
				l.take(v)
			}
			return
		case strings.Contains(t, "itemlist") || strings.Contains(t, "collectionpage") || strings.Contains(t, "searchresultspage"):
			l.listing = true
		}
		if g, ok := v["@graph"]; ok {
			l.walk(g, depth+1)
		}
		if m, ok := v["mainEntity"]; ok {
			l.walk(m, depth+1)
		}
	}
}

func types(v any) string { return strings.ToLower(strings.Join(strs(v), " ")) }

func isArticle(t string) bool {
	return strings.Contains(t, "article") || strings.Contains(t, "blogposting") || strings.Contains(t, "newsstory") || t == "report" || strings.Contains(t, "liveblog")
}

func (l *linked) take(v map[string]any) {
	put := func(to *string, s string) {
		if *to == "" {
			*to = strings.TrimSpace(html.UnescapeString(s))
		}
	}
	l.article = true
	put(&l.headline, str(v["headline"]))
	put(&l.headline, str(v["name"]))
	put(&l.body, str(v["articleBody"]))
	put(&l.published, str(v["datePublished"]))
	put(&l.modified, str(v["dateModified"]))
	put(&l.language, str(v["inLanguage"]))
	put(&l.licence, str(v["license"]))
	put(&l.address, str(v["url"]))
	put(&l.publisher, named(v["publisher"]))
	put(&l.credit, str(v["creditText"]))
	if len(l.authors) == 0 {
		l.authors = people(v["author"])
	}
}

// str is the first string in v.
func str(v any) string {
	if s := strs(v); len(s) > 0 {
		return s[0]
	}
	return ""
}

func strs(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, strs(x)...)
		}
		return out
	case map[string]any:
		for _, k := range []string{"@value", "@id", "url", "name"} {
			if s, ok := v[k].(string); ok {
				return []string{s}
			}
		}
	}
	return nil
}

// named is the name of a person or organisation node.
func named(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for _, x := range v {
			if s := named(x); s != "" {
				return s
			}
		}
	case map[string]any:
		return str(v["name"])
	}
	return ""
}

// people lists the names of authors that are not organisations.
func people(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, people(x)...)
		}
		return out
	case map[string]any:
		if strings.Contains(types(v["@type"]), "organization") {
			return nil
		}
		if n := strs(v["name"]); n != nil {
			return n
		}
	}
	return nil
}
