package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"parallax"
)

// Server answers requests for pages and API. Make one with New.
type Server struct {
	cfg      Config
	now      atomic.Pointer[state]
	change   sync.Mutex // one change at a time
	door     *door      // nil: no accounts, this machine only
	handler  http.Handler
	api      []operation
	jobs     jobs
	log      changes
	checking chan struct{} // holds a place for every sentence under check
}

// state is what all answers are drawn from until the next change.
type state struct {
	*Index
	pages *template.Template
	etag  string
}

// New loads the record and lays out the routes.
func New(ctx context.Context, cfg Config) (*Server, error) {
	s := &Server{cfg: cfg, checking: make(chan struct{}, 2), jobs: jobs{queue: make(chan *Job, waitingJobs)}}
	if err := s.reload(ctx); err != nil {
		return nil, err
	}
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
	mux.HandleFunc("GET /api", func(w http.ResponseWriter, r *http.Request) { s.page(w, r, http.StatusOK, "api", "API", "", s.api) })
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
			s.page(w, r, http.StatusOK, "signin", "Sign in", "signin", struct{ Name, Error string }{})
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

// reload draws a new state; answers under way finish on the old one.
func (s *Server) reload(ctx context.Context) error {
	r, err := s.cfg.Load(ctx)
	if err != nil {
		return fmt.Errorf("load the record: %w", err)
	}
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(r); err != nil {
		return fmt.Errorf("load the record: %w", err)
	}
	h.Write([]byte(build + parallax.Version))
	x := NewIndex(r)
	t, err := templates(x, false)
	if err != nil {
		return err
	}
	s.now.Store(&state{x, t, `"` + hex.EncodeToString(h.Sum(nil))[:20] + `"`})
	return nil
}

// page is what every template gets.
type page struct {
	Title, Here, Build string
	MayAdd, MayCheck   bool
	Visitor            visitor
	Feed               string // address of the page's feed, "" none
	Refresh            bool   // the page is about to change
	Body               any
}

// page answers with a page that is drawn from the record alone.
func (s *Server) page(w http.ResponseWriter, r *http.Request, code int, name, title, here string, body any) {
	st, v := s.now.Load(), visitorOf(r.Context())
	p := s.pageOf(v, title, here, body)
	if name == "story" {
		p.Feed = strings.TrimSuffix(r.URL.Path, "/"+r.PathValue("section")) + "/feed.atom"
	}
	b, ok := s.draw(w, r, st, name, p)
	if !ok {
		return
	}
	if code == http.StatusOK && r.Method == http.MethodGet {
		tag := st.etag
		if v.Name != "" { // the page says who looks at it
			tag = `"` + tokenSum(v.Name + " " + v.Role + tag)[:20] + `"`
		}
		h := w.Header()
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	send(w, r, code, b)
}

// live answers with a page of now, which nobody keeps.
func (s *Server) live(w http.ResponseWriter, r *http.Request, code int, name, title, here string, body any, refresh bool) {
	p := s.pageOf(visitorOf(r.Context()), title, here, body)
	p.Refresh = refresh
	if b, ok := s.draw(w, r, s.now.Load(), name, p); ok {
		w.Header().Set("Cache-Control", "no-store")
		send(w, r, code, b)
	}
}

func (s *Server) pageOf(v visitor, title, here string, body any) page {
	return page{Title: title, Here: here, Build: build, MayAdd: s.cfg.Add != nil && v.mayEdit(), MayCheck: s.cfg.Check != nil, Visitor: v, Body: body}
}

func (s *Server) draw(w http.ResponseWriter, r *http.Request, st *state, name string, p page) ([]byte, bool) {
	var b bytes.Buffer
	if err := st.pages.ExecuteTemplate(&b, name, p); err != nil {
		slog.Error("page", "name", name, "path", r.URL.Path, "err", err)
		http.Error(w, "this page could not be drawn", http.StatusInternalServerError)
		return nil, false
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return b.Bytes(), true
}

func (s *Server) missing(w http.ResponseWriter, r *http.Request, text string) {
	s.page(w, r, http.StatusNotFound, "error", "Not found", "", text)
}

type storyList struct {
	Rows           []storyCard
	Total, Reports int
	Prev, Next     string
}

const storiesPerPage = 60

func (s *Server) stories(w http.ResponseWriter, r *http.Request) {
	x := s.now.Load()
	all := x.Record.Stories
	n, _ := strconv.Atoi(r.URL.Query().Get("page"))
	from := min(max(0, n-1)*storiesPerPage, len(all))
	till := min(from+storiesPerPage, len(all))
	v := storyList{Total: len(all), Reports: len(x.reports)}
	for i := from; i < till; i++ {
		v.Rows = append(v.Rows, x.card(&all[i]))
	}
	slices.SortStableFunc(v.Rows, func(a, b storyCard) int { return b.Reports - a.Reports })
	if from > 0 {
		v.Prev = "/?page=" + strconv.Itoa(n-1)
	}
	if till < len(all) {
		v.Next = "/?page=" + strconv.Itoa(max(1, n)+1)
	}
	s.page(w, r, http.StatusOK, "stories", "Stories", "stories", v)
}

var sections = []string{"timeline", "matrix", "disputes", "claims", "naming", "figures", "map", "actors", "reports"}

func (s *Server) story(w http.ResponseWriter, r *http.Request) {
	x := s.now.Load()
	st := x.story[r.PathValue("id")]
	only := r.PathValue("section")
	if st == nil || only != "" && !slices.Contains(sections, only) {
		s.missing(w, r, "There is no such story. It may have been joined with another one.")
		return
	}
	l := shortly
	if only != "" {
		l = fully
	}
	g := r.URL.Query().Get
	v := x.storyPage(st, l, matrixQuery{Show: g("show"), Type: g("type"), Sort: g("sort"), Copies: g("copies") != ""})
	v.Only = only
	s.page(w, r, http.StatusOK, "story", v.Title, "stories", v)
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
	x := s.now.Load()
	p := x.Index.report[r.PathValue("id")]
	if p == nil {
		s.missing(w, r, "There is no such report.")
		return
	}
	v := x.reportPage(p, askedSpan(r.URL.Query().Get("at"))...)
	s.page(w, r, http.StatusOK, "report", v.Heading, "stories", v)
}

func (s *Server) entity(w http.ResponseWriter, r *http.Request) {
	x := s.now.Load()
	e := x.Index.entity[r.PathValue("id")]
	if e == nil {
		s.missing(w, r, "There is no such person, body or place. It may have been joined with another one.")
		return
	}
	v := x.entityPage(e)
	s.page(w, r, http.StatusOK, "entity", v.Title, "stories", v)
}

func (s *Server) search(w http.ResponseWriter, r *http.Request) {
	v := s.now.Load().searchPage(queryOf(r))
	s.page(w, r, http.StatusOK, "search", "Search", "search", v)
}

func queryOf(r *http.Request) query {
	g := r.URL.Query().Get
	n, _ := strconv.Atoi(g("page"))
	return query{strings.ToValidUTF8(cut(g("q"), 400), ""), g("kind"), g("outlet"), g("type"), g("from"), g("to"),
		strings.ToValidUTF8(cut(g("actor"), 200), ""), strings.ToValidUTF8(cut(g("place"), 200), ""), min(max(0, n), 1e6)}
}
