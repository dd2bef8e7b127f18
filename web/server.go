package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/segmentio/encoding/json"

	"parallax/store"
)

// Server answers requests for pages and API. Make one with New.
type Server struct {
	cfg      Config
	lists    *store.Listing
	shelf    shelf
	pages    sync.Pool  // of *drawer
	change   sync.Mutex // one change at a time
	door     *door      // nil: no accounts, this machine only
	handler  http.Handler
	api      []operation
	jobs     jobs
	log      changes
	checking chan struct{} // holds a place for every sentence under check
}

// New lays out the routes.
func New(ctx context.Context, cfg Config) (*Server, error) {
	s := &Server{cfg: cfg, lists: cfg.Store.Listing(), checking: make(chan struct{}, 2), jobs: jobs{queue: make(chan *Job, waitingJobs)}}
	d, err := newDrawer(false)
	if err != nil {
		return nil, err
	}
	s.pages.Put(d)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.stories)
	mux.HandleFunc("GET /stories/{id}", s.story)
	mux.HandleFunc("GET /stories/{id}/{section}", s.story)
	mux.HandleFunc("GET /stories/{id}/file.html", s.file)
	mux.HandleFunc("GET /stories/{id}/export/{format}", s.export)
	mux.HandleFunc("GET /stories/{id}/feed.atom", s.feed)
	mux.HandleFunc("GET /reports/{id}", s.report)
	mux.HandleFunc("GET /entities/{id}", s.entity)
	mux.HandleFunc("GET /search", s.search)
	mux.HandleFunc("GET /judgements", s.judgements)
	mux.HandleFunc("GET /api", func(w http.ResponseWriter, r *http.Request) {
		s.page(w, r, nil, http.StatusOK, "api", "API", "", s.api)
	})
	mux.Handle("GET /static/", static())
	if cfg.Add != nil {
		mux.HandleFunc("GET /add", func(w http.ResponseWriter, r *http.Request) {
			s.addPage(w, r, http.StatusOK, Addition{}, "")
		})
		mux.HandleFunc("GET /jobs/{id}", s.job)
		go s.work(ctx)
		mux.HandleFunc("POST /add", s.add)
	}
	if cfg.Check != nil {
		mux.HandleFunc("GET /check", s.check)
	}
	if cfg.Judge != nil {
		mux.HandleFunc("GET /judge", s.judgeForm)
		mux.HandleFunc("POST /judge", s.judge)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			problem(w, http.StatusNotFound, "there is nothing at this address")
			return
		}
		s.missing(w, r, "There is nothing at this address.")
	})
	s.routes(mux)
	mux.Handle("/mcp", s.mcpHandler())
	if cfg.Accounts != nil {
		s.door = newDoor(cfg.Accounts, cfg.HTTPS)
		session := s.door.sessions.LoadAndSave
		mux.HandleFunc("GET /signin", func(w http.ResponseWriter, r *http.Request) {
			s.page(w, r, nil, http.StatusOK, "signin", "Sign in", "signin", struct{ Name, Error string }{})
		})
		mux.Handle("POST /signin", session(http.HandlerFunc(s.signIn)))
		mux.Handle("POST /signout", session(http.HandlerFunc(s.signOut)))
		mux.HandleFunc("GET /account", func(w http.ResponseWriter, r *http.Request) { s.account(w, r, nil, "") })
		for _, p := range []string{"/account/tokens", "/account/tokens/remove", "/account/password", "/users", "/users/remove"} {
			mux.HandleFunc("POST "+p, s.changeAccount)
		}
	}
	s.handler = s.guard(mux)
	return s, nil
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// page is what every template gets.
type page struct {
	Title, Here, Build string
	MayAdd, MayCheck   bool
	Visitor            visitor
	Feed               string // address of the page's feed, "" none
	Refresh            bool   // the page is about to change
	Body               any
}

// page answers with a page that is drawn from x alone, nil where it links to
// nothing of the record.
func (s *Server) page(w http.ResponseWriter, r *http.Request, x *Index, code int, name, title, here string, body any) {
	v := visitorOf(r.Context())
	p := s.pageOf(v, title, here, body)
	if name == "story" {
		p.Feed = strings.TrimSuffix(r.URL.Path, "/"+r.PathValue("section")) + "/feed.atom"
	}
	b, ok := s.draw(w, r, x, name, p)
	if !ok {
		return
	}
	if code == http.StatusOK && r.Method == http.MethodGet {
		tagged(w, r, b)
		return
	}
	send(w, r, code, b)
}

// tagged sends what is drawn from the record alone, and spares it to a client
// that has it.
func tagged(w http.ResponseWriter, r *http.Request, body []byte) {
	sum := sha256.Sum256(body)
	h, tag := w.Header(), `"`+hex.EncodeToString(sum[:10])+`"`
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	send(w, r, http.StatusOK, body)
}

// live answers with a page of now, which nobody keeps.
func (s *Server) live(w http.ResponseWriter, r *http.Request, x *Index, code int, name, title, here string, body any, refresh bool) {
	p := s.pageOf(visitorOf(r.Context()), title, here, body)
	p.Refresh = refresh
	if b, ok := s.draw(w, r, x, name, p); ok {
		w.Header().Set("Cache-Control", "no-store")
		send(w, r, code, b)
	}
}

func (s *Server) pageOf(v visitor, title, here string, body any) page {
	return page{Title: title, Here: here, Build: build, MayAdd: s.cfg.Add != nil && v.mayEdit(), MayCheck: s.cfg.Check != nil, Visitor: v, Body: body}
}

func (s *Server) draw(w http.ResponseWriter, r *http.Request, x *Index, name string, p page) ([]byte, bool) {
	d, _ := s.pages.Get().(*drawer)
	if d == nil {
		var err error
		if d, err = newDrawer(false); err != nil {
			panic(err) // the first one could be made
		}
	}
	defer s.pages.Put(d)
	var b bytes.Buffer
	if err := d.draw(&b, x, name, p); err != nil {
		slog.Error("page", "name", name, "path", r.URL.Path, "err", err)
		http.Error(w, "this page could not be drawn", http.StatusInternalServerError)
		return nil, false
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return b.Bytes(), true
}

func (s *Server) missing(w http.ResponseWriter, r *http.Request, text string) {
	s.page(w, r, nil, http.StatusNotFound, "error", "Not found", "", text)
}

// failed answers where err is not nil, and reports whether it did: text says that
// there is no such thing.
func (s *Server) failed(w http.ResponseWriter, r *http.Request, err error, text string) bool {
	switch {
	case err == nil:
		return false
	case errors.Is(err, store.ErrNotFound):
		s.missing(w, r, text)
	default:
		slog.Error("read", "path", r.URL.Path, "err", err)
		s.page(w, r, nil, http.StatusServiceUnavailable, "error", "The archive", "", "The archive cannot be read just now.")
	}
	return true
}

type storyList struct {
	Rows           []storyCard
	Total, Reports int
	Prev, Next     string
}

const storiesPerPage = 60

// storyCards gives a page of the list of stories, and how many there are.
func (s *Server) storyCards(ctx context.Context, from, most int) ([]storyCard, store.Count, error) {
	n, err := s.count(ctx)
	if err != nil {
		return nil, n, err
	}
	rows, err := s.lists.Stories(ctx, from, most)
	out := make([]storyCard, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal(r.Card, &out[i]); err != nil {
			return nil, n, fmt.Errorf("story %s: %w", r.ID, err)
		}
	}
	return out, n, err
}

func (s *Server) stories(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Query().Get("page"))
	n = min(max(1, n), 1e6)
	rows, all, err := s.storyCards(r.Context(), (n-1)*storiesPerPage, storiesPerPage)
	if s.failed(w, r, err, "") {
		return
	}
	v := storyList{Rows: rows, Total: all.Stories, Reports: all.Reports}
	slices.SortStableFunc(v.Rows, func(a, b storyCard) int { return b.Reports - a.Reports })
	if n > 1 {
		v.Prev = "/?page=" + strconv.Itoa(n-1)
	}
	if n*storiesPerPage < all.Stories {
		v.Next = "/?page=" + strconv.Itoa(n+1)
	}
	s.page(w, r, nil, http.StatusOK, "stories", "Stories", "stories", v)
}

var sections = []string{"timeline", "matrix", "disputes", "claims", "naming", "figures", "map", "actors", "reports"}

const noStory = "There is no such story. It may have been joined with another one."

func (s *Server) story(w http.ResponseWriter, r *http.Request) {
	only := r.PathValue("section")
	if only != "" && !slices.Contains(sections, only) {
		s.missing(w, r, noStory)
		return
	}
	x, st, err := s.storyIndex(r.Context(), r.PathValue("id"))
	if s.failed(w, r, err, noStory) {
		return
	}
	l := shortly
	if only != "" {
		l = fully
	}
	g := r.URL.Query().Get
	v := x.storyPage(st, l, matrixQuery{Show: g("show"), Type: g("type"), Sort: g("sort"), Copies: g("copies") != ""})
	v.Only = only
	s.page(w, r, x, http.StatusOK, "story", v.Title, "stories", v)
}

func safeName(id string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' {
			return c
		}
		return '-'
	}, id)
}

func (s *Server) report(w http.ResponseWriter, r *http.Request) {
	x, p, err := s.reportIndex(r.Context(), r.PathValue("id"))
	if s.failed(w, r, err, "There is no such report.") {
		return
	}
	v := x.reportPage(p, askedSpan(r.URL.Query().Get("at"))...)
	s.page(w, r, x, http.StatusOK, "report", v.Heading, "stories", v)
}

func (s *Server) entity(w http.ResponseWriter, r *http.Request) {
	id, most := r.PathValue("id"), shownReports
	if r.URL.Query().Has("all") {
		most = 0
	}
	x, more, err := s.entryIndex(r.Context(), id, most)
	if err == nil && x.entity[id] == nil {
		err = store.ErrNotFound
	}
	if s.failed(w, r, err, "There is no such person, body or place. It may have been joined with another one.") {
		return
	}
	v := x.entityPage(x.entity[id])
	v.More = more
	if v.Elsewhere, err = s.namesakes(r.Context(), x.entity[id]); s.failed(w, r, err, "") {
		return
	}
	s.page(w, r, x, http.StatusOK, "entity", v.Title, "stories", v)
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) {
	v, err := s.searchPage(r.Context(), queryOf(r))
	if s.failed(w, r, err, "") {
		return
	}
	s.page(w, r, nil, http.StatusOK, "search", "Search", "search", v)
}

func queryOf(r *http.Request) query {
	g := r.URL.Query().Get
	n, _ := strconv.Atoi(g("skip"))
	return query{strings.ToValidUTF8(cut(g("q"), 400), ""), g("kind"), g("outlet"), g("type"), g("from"), g("to"),
		strings.ToValidUTF8(cut(g("actor"), 200), ""), strings.ToValidUTF8(cut(g("place"), 200), ""), min(max(0, n), 1e6)}
}
