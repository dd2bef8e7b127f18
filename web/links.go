package web

import (
	"html/template"
	"net/url"
	"strconv"

	"parallax"
)

// links writes the addresses that the templates print, for pages of a server or
// for places within one file.
type links struct {
	x       *Index
	oneFile bool
}

func (l *links) story(id string) template.URL {
	if l.oneFile {
		return template.URL("#story-" + url.PathEscape(id))
	}
	return template.URL("/stories/" + url.PathEscape(id))
}

func (l *links) report(id string) template.URL {
	if l.oneFile {
		return template.URL("#report-" + url.PathEscape(id))
	}
	return template.URL("/reports/" + url.PathEscape(id))
}

func (l *links) entity(id string) template.URL {
	if l.oneFile {
		return template.URL("#entity-" + url.PathEscape(id))
	}
	return template.URL("/entities/" + url.PathEscape(id))
}

// words leads to the words of an anchor. On pages that show another report, the
// address says which words to light.
func (l *links) words(a parallax.Anchor) template.URL {
	p := l.x.page(a)
	report, known := a.Report, false
	if p != nil {
		report, known = p.ID, l.x.anchored(p, parallax.Span{Start: a.Start, End: a.End})
	}
	id := template.URL("#" + url.PathEscape(spanID(report, a.Start, a.End)))
	switch {
	case l.oneFile && p == nil:
		return l.report(report)
	case l.oneFile:
		return id
	case !known:
		return l.report(report) + template.URL("?at="+strconv.Itoa(a.Start)+"-"+strconv.Itoa(a.End)) + id
	}
	return l.report(report) + id
}

// entry leads to a claim or event in its story.
func (l *links) entry(id string) template.URL {
	at := template.URL("#e-" + url.PathEscape(id))
	if l.oneFile {
		return at
	}
	s, part := l.x.storyOf[id], "timeline"
	if c := l.x.claim[id]; c != nil && l.x.report[c.Report] != nil {
		s, part = l.x.report[c.Report].Story, "claims"
	}
	if s == "" {
		return at
	}
	return l.of(s, part) + at
}

// dispute leads to the dispute of that index.
func (l *links) dispute(i int) template.URL {
	at := template.URL("#" + url.PathEscape("e-"+l.x.Record.Disputes[i].ID))
	if l.oneFile || l.x.quarrels[i] == "" {
		return at
	}
	return l.of(l.x.quarrels[i], "disputes") + at
}

// of leads to a story, to a section of it where its first page leaves some out.
func (l *links) of(story, section string) template.URL {
	if l.x.long[story] {
		return l.section(story, section)
	}
	return l.story(story)
}

// section leads to one section of a story in full.
func (l *links) section(id, name string) template.URL {
	if l.oneFile {
		return template.URL("#" + name + "-" + url.PathEscape(id))
	}
	return l.story(id) + template.URL("/"+name)
}

// matrix leads to the matrix of a story with the rows sorted by a teller.
func (l *links) matrix(id, teller string) template.URL {
	return l.section(id, "matrix") + template.URL("?sort="+url.QueryEscape(teller))
}

// hit leads to what a search found, at its words.
func (l *links) hit(f *found) template.URL {
	switch f.Kind {
	case "entity":
		return l.entity(f.ID)
	case "event", "claim":
		return l.entry(f.ID)
	}
	return l.words(f.Said.At)
}

// at is the address of the rest of a search, some reports passed over.
func (q query) at(skip int) string {
	v := url.Values{}
	for k, s := range map[string]string{"q": q.Words, "kind": q.Kind, "outlet": q.Outlet, "type": q.Type, "from": q.From, "to": q.To, "actor": q.Actor, "place": q.Place} {
		if s != "" {
			v.Set(k, s)
		}
	}
	v.Set("skip", strconv.Itoa(skip))
	return "/search?" + v.Encode()
}
