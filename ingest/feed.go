package ingest

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"parallax"
	"parallax/internal/world"
)

// feed reads RSS or Atom. A page is the item's element as it stands in the
// file; what the feed says of the item comes with it.
func (r *reader) feed(uri string, in io.Reader) {
	data, ok := r.all(uri, in)
	if !ok {
		return
	}
	label := encodingOf(data)
	atomic := bytes.Contains(data[:min(len(data), 2048)], []byte("<feed"))
	var pages []parallax.Page
	var err error
	if atomic {
		pages, err = atomItems(data)
	} else {
		pages, err = rssItems(data)
	}
	if err != nil {
		r.trouble(uri, "feed-broken", "read as far as its tags allow: %v", err)
	}
	spans := itemSpans(data)
	for i, s := range spans {
		if r.done {
			return
		}
		var p parallax.Page
		if len(pages) == len(spans) {
			p = pages[i]
		}
		if p.URI == "" {
			p.URI = uri + "#" + strconv.Itoa(i+1)
		} else {
			p.URI = uri + "#" + p.URI
		}
		p.Bytes, p.Charset, p.MediaType = data[s[0]:s[1]], label, "application/rss+xml"
		if atomic {
			p.MediaType = "application/atom+xml"
		}
		r.emit(p)
	}
	if len(spans) == 0 && err == nil {
		r.trouble(uri, "empty", "a feed without items")
	}
}

func rssItems(data []byte) ([]parallax.Page, error) {
	f, err := new(rss.Parser).Parse(bytes.NewReader(data))
	if err != nil || f == nil {
		return nil, err
	}
	var out []parallax.Page
	for _, it := range f.Items {
		p := parallax.Page{URI: it.Link, Title: it.Title, Author: it.Author, Outlet: carrier(f.Title, f.Link, it.Link), Published: it.PubDate, Language: f.Language}
		if p.URI == "" && it.GUID != nil {
			p.URI = it.GUID.Value
		}
		if s := it.Source; s != nil && s.Title != "" {
			p.Outlet = world.Outlet(s.Title, or(s.URL, it.Link))
		}
		if dc := it.DublinCoreExt; dc != nil {
			p.Author = or(p.Author, first(dc.Creator))
			p.Published = or(p.Published, first(dc.Date))
			if s := first(dc.Publisher); s != "" {
				p.Outlet = world.Outlet(s, it.Link)
			}
		}
		out = append(out, p)
	}
	return out, nil
}

func atomItems(data []byte) ([]parallax.Page, error) {
	f, err := new(atom.Parser).Parse(bytes.NewReader(data))
	if err != nil || f == nil {
		return nil, err
	}
	var out []parallax.Page
	for _, e := range f.Entries {
		link := page(e.Links)
		p := parallax.Page{URI: or(link, e.ID), Title: e.Title, Outlet: carrier(f.Title, page(f.Links), link), Published: e.Published, Language: f.Language}
		if len(e.Authors) > 0 {
			p.Author = e.Authors[0].Name
		}
		if s := e.Source; s != nil && s.Title != "" {
			p.Outlet = world.Outlet(s.Title, or(page(s.Links), link))
		}
		out = append(out, p)
	}
	return out, nil
}

// page is the address, among an Atom element's, of the page that it is about.
func page(links []*atom.Link) string {
	for _, l := range links {
		if l.Rel == "" || l.Rel == "alternate" {
			return l.Href
		}
	}
	return ""
}

// carrier is the outlet of an item that names no source of its own: what the
// feed calls itself, unless the item leads to another domain than the feed's
// site. Then the feed only collects, and the item's domain stands for its outlet.
func carrier(label, site, link string) string {
	if d := world.Domain(link); d != "" && world.Domain(site) != "" && d != world.Domain(site) {
		return d
	}
	return world.Outlet(label, or(link, site))
}

// jsonFeed reads a JSON Feed; an item's object becomes a page.
func (r *reader) jsonFeed(uri string, obj []byte) {
	f, err := new(jsonfeed.Parser).Parse(bytes.NewReader(obj))
	if err != nil {
		r.trouble(uri, "feed-broken", "%v", err)
		return
	}
	raw := listOf(obj, "items")
	for i, it := range f.Items {
		if r.done || i >= len(raw) {
			return
		}
		p := parallax.Page{URI: uri + "#" + or(it.URL, it.ID, strconv.Itoa(i+1)), Bytes: raw[i], MediaType: "application/feed+json", Title: it.Title, Outlet: carrier(f.Title, f.HomePageURL, it.URL), Published: it.DatePublished, Language: or(it.Language, f.Language)}
		for _, a := range it.Authors {
			if a != nil && p.Author == "" {
				p.Author = a.Name
			}
		}
		r.emit(p)
	}
}

func first(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

func or(s ...string) string {
	for _, x := range s {
		if x = strings.TrimSpace(x); x != "" {
			return x
		}
	}
	return ""
}

// itemSpans finds the <item> and <entry> elements by their tags alone, so that
// a feed that is no XML further on still gives the items before.
func itemSpans(data []byte) [][2]int {
	z := html.NewTokenizer(bytes.NewReader(data))
	z.AllowCDATA(true)
	var out [][2]int
	pos, start, name := 0, -1, ""
	for {
		tt := z.Next()
		at := pos
		pos += len(z.Raw())
		switch tt {
		case html.ErrorToken:
			return out
		case html.StartTagToken:
			n, _ := z.TagName()
			if t := string(n); start < 0 && (t == "item" || t == "entry") {
				start, name = at, t
			}
			z.NextIsNotRawText()
		case html.SelfClosingTagToken:
			z.NextIsNotRawText()
		case html.EndTagToken:
			if n, _ := z.TagName(); start >= 0 && string(n) == name {
				out = append(out, [2]int{start, pos})
				start = -1
			}
		}
	}
}

// encodingOf is the charset that the XML declaration names.
func encodingOf(data []byte) string {
	_, name, certain := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
	head := data[:min(len(data), 200)]
	if i := bytes.Index(head, []byte("encoding=")); i >= 0 && i+10 < len(head) {
		q := head[i+9]
		if j := bytes.IndexByte(head[i+10:], q); j > 0 {
			return string(head[i+10 : i+10+j])
		}
	}
	if certain {
		return name
	}
	return ""
}
