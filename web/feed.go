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
	x, st, err := s.storyIndex(r.Context(), r.PathValue("id"))
	if s.failed(w, r, err, noStory) {
		return
	}
	base := "http://" + r.Host
	if r.TLS != nil || s.cfg.HTTPS {
		base = "https://" + r.Host
	}
	l := links{x, false}
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
		p := x.report[id]
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
	tagged(w, r, []byte(text))
}
