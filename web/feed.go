package web

import (
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/feeds"
)

// feed sends a story's reports as an Atom feed, the newest first. The record
// holds no clock: an entry's time is the day of its report.
func (s *Server) feed(w http.ResponseWriter, r *http.Request) {
	x := s.now.Load()
	st := x.story[r.PathValue("id")]
	if st == nil {
		s.missing(w, r, "There is no such story. It may have been joined with another one.")
		return
	}
	base := "http://" + r.Host
	if r.TLS != nil || s.cfg.HTTPS {
		base = "https://" + r.Host
	}
	l := links{x.Index, false}
	day := func(days ...string) time.Time {
		for _, d := range days {
			if t, err := time.Parse(time.DateOnly, d); err == nil {
				return t
			}
		}
		return time.Unix(0, 0).UTC()
	}
	f := &feeds.Feed{Title: x.card(st).Title, Link: &feeds.Link{Href: base + string(l.story(st.ID))}, Id: base + string(l.story(st.ID))}
	latest := ""
	if st.Span != nil {
		latest = st.Span.Latest
	}
	f.Updated = day(latest)
	for _, id := range st.Reports {
		p := x.Index.report[id]
		if p == nil {
			continue
		}
		at := base + string(l.report(id))
		i := &feeds.Item{Title: p.headline(), Link: &feeds.Link{Href: at}, Id: at, Author: &feeds.Author{Name: p.teller()}, Updated: day(p.Published.Latest, p.Published.Earliest, latest)}
		i.Created = i.Updated
		f.Items = append(f.Items, i)
	}
	f.Sort(func(a, b *feeds.Item) bool { return a.Updated.After(b.Updated) })
	text, err := f.ToAtom()
	if err != nil {
		slog.Error("feed", "story", st.ID, "err", err)
		http.Error(w, "this feed could not be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	s.tagged(w, r, []byte(text))
}

// tagged sends what is drawn from the record alone, and spares it to a client
// that has it.
func (s *Server) tagged(w http.ResponseWriter, r *http.Request, body []byte) {
	h, tag := w.Header(), s.now.Load().etag
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	send(w, r, http.StatusOK, body)
}
