package web

import (
	"compress/gzip"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"io/fs"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxBody bounds what a request may send, in bytes.
const maxBody = 8 << 20

// contentPolicy lets a page load style and script of this server and nothing
// else; no inline script or style runs.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every handler: headers, limits, and where a token is
// set, who may come in.
type guard struct {
	token    [32]byte
	open     bool
	mu       sync.Mutex
	sessions map[string]time.Time // id → end
	tries    int                  // failed sign-ins in the minute that began at since
	since    time.Time
}

const (
	sessionCookie = "parallax"
	sessionLife   = 12 * time.Hour
	maxTries      = 10 // failed sign-ins a minute
)

func newGuard(token string) *guard {
	return &guard{token: sha256.Sum256([]byte(token)), open: token == "", sessions: map[string]time.Time{}}
}

func (g *guard) wrap(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusForbidden, "a page of another site may not send this")
	}))
	next = cross.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if g.open && !loopbackHost(r.Host) {
			// Without a token only this machine may ask, and not by way of a name
			// that somebody else points here.
			problem(w, http.StatusMisdirectedRequest, "this server answers to localhost only")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if !g.admits(r) && r.URL.Path != "/signin" && !strings.HasPrefix(r.URL.Path, "/static/") {
			if strings.HasPrefix(r.URL.Path, "/api/") || r.Method != http.MethodGet {
				h.Set("WWW-Authenticate", "Bearer")
				problem(w, http.StatusUnauthorized, "a token is needed")
				return
			}
			http.Redirect(w, r, "/signin", http.StatusSeeOther)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func loopbackHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (g *guard) is(token string) bool {
	sum := sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(sum[:], g.token[:]) == 1
}

func (g *guard) admits(r *http.Request) bool {
	if g.open {
		return true
	}
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return g.is(t)
	}
	c, err := r.Cookie(sessionCookie)
	if err != nil {
		return false
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return time.Now().Before(g.sessions[c.Value])
}

// begin opens a session for the right token; wait says that too many wrong ones
// were tried.
func (g *guard) begin(token string) (id string, ok, wait bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if now.Sub(g.since) > time.Minute {
		g.since, g.tries = now, 0
	}
	if g.tries >= maxTries {
		return "", false, true
	}
	if g.open || !g.is(token) {
		g.tries++
		return "", false, false
	}
	for k, end := range g.sessions {
		if now.After(end) {
			delete(g.sessions, k)
		}
	}
	id = rand.Text()
	g.sessions[id] = now.Add(sessionLife)
	return id, true, false
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	id, ok, wait := s.guard.begin(r.PostFormValue("token"))
	switch {
	case wait:
		s.page(w, r, http.StatusTooManyRequests, "signin", "Sign in", "", "Too many tries. Wait a minute.")
	case !ok:
		s.page(w, r, http.StatusForbidden, "signin", "Sign in", "", "That is not the token.")
	default:
		http.SetCookie(w, &http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode, MaxAge: int(sessionLife.Seconds())})
		http.Redirect(w, r, "/", http.StatusSeeOther)
	}
}

// problem answers with problem+json (RFC 9457).
func problem(w http.ResponseWriter, code int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": code, "title": http.StatusText(code), "detail": detail})
}

// send writes a body, packed where the client takes gzip and it pays.
func send(w http.ResponseWriter, r *http.Request, code int, body []byte) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if len(body) > 1400 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		w.WriteHeader(code)
		z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		_, _ = z.Write(body)
		_ = z.Close()
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(code)
	_, _ = w.Write(body)
}

// static serves style, script and icon.
func static() http.Handler {
	types := map[string]string{"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		b, err := fs.ReadFile(staticFiles, name)
		if err != nil || !fs.ValidPath(name) {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", types[name[strings.LastIndexByte(name, '.')+1:]])
		if r.URL.RawQuery == build {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		send(w, r, http.StatusOK, b)
	})
}
