package web

import (
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// What a request may send, in bytes: an addition more than others.
const (
	maxBody   = 1 << 20
	maxUpload = 32 << 20
)

// contentPolicy lets a page load style and script of this server and nothing
// else; no inline script or style runs.
const contentPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every handler: headers, limits and, where the server has
// accounts, who may come in and do what.
func (s *Server) guard(next http.Handler) http.Handler {
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
		limit := int64(maxBody)
		switch r.URL.Path {
		case "/add", "/api/jobs", "/api/files":
			limit = maxUpload
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		if s.door == nil {
			if !loopbackHost(r.Host) {
				// Only this machine may ask, and not by way of a name that somebody
				// else points here.
				problem(w, http.StatusMisdirectedRequest, "this server answers to localhost only")
				return
			}
			next.ServeHTTP(w, r)
			return
		}
		if r = s.door.admit(w, r); r != nil {
			next.ServeHTTP(w, r)
		}
	})
}

func loopbackHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
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
