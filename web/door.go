package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"
	"golang.org/x/time/rate"

	"parallax/store"
)

const (
	sessionCookie = "parallax"
	sessionLife   = 12 * time.Hour
	perSecond     = 20 // requests of one visitor that are answered in the long run
	inOneGo       = 200
	triesAMinute  = 10 // wrong passwords and tokens from one address
)

// visitor is who asks. Without accounts everybody at this machine may do
// everything that the server offers, under no name.
type visitor struct{ Name, Role string }

func (v visitor) mayEdit() bool { return v.Role != store.Reader }
func (v visitor) isAdmin() bool { return v.Role == store.Admin }

type visitorKey struct{}

func visitorOf(ctx context.Context) visitor {
	v, _ := ctx.Value(visitorKey{}).(visitor)
	return v
}

// door lets in those who have an account: people by a session that begins with
// their password, programs by a token.
type door struct {
	accounts *store.Accounts
	sessions *scs.SessionManager
	paces    paces         // of visitors
	tries    paces         // of addresses that gave something wrong
	hashing  chan struct{} // a place for each password under comparison: one takes 64 MB
}

func newDoor(a *store.Accounts, https bool) *door {
	m := scs.New()
	m.Store, m.Lifetime, m.HashTokenInStore = a, sessionLife, true
	m.Cookie.Name, m.Cookie.SameSite, m.Cookie.Secure, m.Cookie.HttpOnly = sessionCookie, http.SameSiteStrictMode, https, true
	return &door{accounts: a, sessions: m, hashing: make(chan struct{}, 2),
		paces: paces{every: rate.Limit(perSecond), burst: inOneGo}, tries: paces{every: rate.Every(time.Minute / triesAMinute), burst: triesAMinute}}
}

// HashPassword makes the argon2id hash that is kept of a password.
func HashPassword(password string) (string, error) {
	if len(password) < 10 {
		return "", errors.New("give a password of 10 characters or more")
	}
	if len(password) > 200 {
		return "", errors.New("give a password of at most 200 characters")
	}
	return argon2id.CreateHash(password, argon2id.DefaultParams)
}

// NewToken makes a token for programs and the sum that is kept of it.
func NewToken() (token, sum string) {
	token = "parallax-" + rand.Text()
	return token, tokenSum(token)
}

func tokenSum(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}

// admit gives the request with its visitor, or answers it and gives nil.
func (e *door) admit(w http.ResponseWriter, r *http.Request) *http.Request {
	v, known, err := e.who(r)
	from := address(r)
	key := "at " + from
	if known {
		key = "as " + v.Name
	}
	asks := strings.HasPrefix(r.URL.Path, "/api/") || r.URL.Path == "/mcp"
	switch {
	case err != nil:
		slog.Error("who asks", "err", err)
		problem(w, http.StatusServiceUnavailable, "the accounts cannot be read")
	case !e.paces.of(key).Allow():
		w.Header().Set("Retry-After", "1")
		problem(w, http.StatusTooManyRequests, "too many requests: wait a second")
	case r.URL.Path == "/signin" || strings.HasPrefix(r.URL.Path, "/static/"):
		return r
	case !known && r.Header.Get("Authorization") != "" && !e.tries.of(from).Allow():
		w.Header().Set("Retry-After", "60")
		problem(w, http.StatusTooManyRequests, "too many wrong tokens: wait a minute")
	case !known && (asks || r.Method != http.MethodGet && r.Method != http.MethodHead):
		w.Header().Set("WWW-Authenticate", "Bearer")
		problem(w, http.StatusUnauthorized, "a token is needed")
	case !known:
		http.Redirect(w, r, "/signin", http.StatusSeeOther)
	case !may(v, r):
		problem(w, http.StatusForbidden, "your account may not do this: you are "+v.Role)
	default:
		return r.WithContext(context.WithValue(r.Context(), visitorKey{}, v))
	}
	return nil
}

// may says what each role may: readers look, editors change the archive, admins
// keep the users. Everybody keeps the own account.
func may(v visitor, r *http.Request) bool {
	switch {
	case strings.HasPrefix(r.URL.Path, "/users"):
		return v.isAdmin()
	case r.URL.Path == "/add" || r.URL.Path == "/judge":
		return v.mayEdit()
	case r.Method == http.MethodGet || r.Method == http.MethodHead || r.URL.Path == "/mcp" || r.URL.Path == "/signout" || strings.HasPrefix(r.URL.Path, "/account"):
		return true
	}
	return v.mayEdit()
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// who finds the account of a token or a session.
func (e *door) who(r *http.Request) (visitor, bool, error) {
	var u store.User
	var err error
	if t, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		u, err = e.accounts.Holder(r.Context(), tokenSum(t))
	} else {
		c, none := r.Cookie(sessionCookie)
		if none != nil {
			return visitor{}, false, nil
		}
		ctx, bad := e.sessions.Load(r.Context(), c.Value)
		if bad != nil {
			return visitor{}, false, bad
		}
		name := e.sessions.GetString(ctx, "user")
		if name == "" {
			return visitor{}, false, nil
		}
		u, err = e.accounts.User(r.Context(), name)
	}
	if errors.Is(err, store.ErrNotFound) {
		return visitor{}, false, nil
	}
	return visitor{u.Name, u.Role}, err == nil, err
}

// unlikely is the hash of a password that nobody has.
var unlikely = sync.OnceValue(func() string {
	h, _ := argon2id.CreateHash(rand.Text(), argon2id.DefaultParams) // fails where there is no randomness, and then nothing opens
	return h
})

// opens reports whether a name and a password belong together; it takes as long
// for a name that nobody has.
func (e *door) opens(ctx context.Context, name, password string) (bool, error) {
	u, err := e.accounts.User(ctx, name)
	absent := errors.Is(err, store.ErrNotFound)
	if err != nil && !absent {
		return false, err
	}
	if absent || u.Password == "" {
		u.Password = unlikely()
	}
	e.hashing <- struct{}{}
	defer func() { <-e.hashing }()
	ok, err := argon2id.ComparePasswordAndHash(cut(password, 201), u.Password)
	return ok && !absent, err
}

// paces are limiters by key, forgotten when there are many.
type paces struct {
	every rate.Limit
	burst int
	mu    sync.Mutex
	by    map[string]*rate.Limiter
}

func (p *paces) of(key string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.by == nil || len(p.by) > 10_000 {
		p.by = map[string]*rate.Limiter{}
	}
	l := p.by[key]
	if l == nil {
		l = rate.NewLimiter(p.every, p.burst)
		p.by[key] = l
	}
	return l
}
