package web

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"parallax/store"
)

// signIn begins a session.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	name, from := strings.TrimSpace(r.PostFormValue("name")), address(r)
	refuse := func(code int, text string) {
		s.page(w, r, nil, code, "signin", "Sign in", "signin", struct{ Name, Error string }{cut(name, 80), text})
	}
	if s.door.tries.of(from).Tokens() < 1 {
		w.Header().Set("Retry-After", "60")
		refuse(http.StatusTooManyRequests, "Too many wrong passwords from your address. Wait a minute.")
		return
	}
	ok, err := s.door.opens(r.Context(), name, r.PostFormValue("password"))
	if err == nil && ok {
		if err = s.door.sessions.RenewToken(r.Context()); err == nil {
			s.door.sessions.Put(r.Context(), "user", name)
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
	}
	if err != nil {
		slog.Error("sign in", "err", err)
		refuse(http.StatusServiceUnavailable, "The accounts cannot be read just now.")
		return
	}
	s.door.tries.of(from).Allow()
	refuse(http.StatusForbidden, "Name and password do not belong together.")
}

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	if err := s.door.sessions.Destroy(r.Context()); err != nil {
		slog.Error("sign out", "err", err)
	}
	http.Redirect(w, r, "/signin", http.StatusSeeOther)
}

// accountView is the page of one's own account, and for admins the users.
type accountView struct {
	visitor
	Tokens       []store.Token
	Users        []store.User
	Error, Token string // a token is shown once
}

// account answers with the account's page; err and token are of what was done.
func (s *Server) account(w http.ResponseWriter, r *http.Request, err error, token string) {
	v, code := accountView{visitor: visitorOf(r.Context()), Token: token}, http.StatusOK
	if err != nil {
		v.Error, code = upperFirst(err.Error())+".", http.StatusUnprocessableEntity
		if errors.Is(err, store.ErrNotFound) {
			code = http.StatusNotFound
		}
	}
	if v.Tokens, err = s.door.accounts.Tokens(r.Context(), v.Name); err == nil && v.isAdmin() {
		v.Users, err = s.door.accounts.Users(r.Context())
	}
	if err != nil {
		slog.Error("account", "err", err)
		s.page(w, r, nil, http.StatusServiceUnavailable, "error", "Your account", "", "The accounts cannot be read just now.")
		return
	}
	s.live(w, r, nil, code, "account", "Your account", "account", v, false)
}

// changeAccount does one of the things that a form of the account's page asks
// for: whom it concerns is the visitor, or for an admin whoever is named.
func (s *Server) changeAccount(w http.ResponseWriter, r *http.Request) {
	me, a, ctx := visitorOf(r.Context()), s.door.accounts, r.Context()
	form := func(k string) string { return strings.TrimSpace(r.PostFormValue(k)) }
	var err error
	token := ""
	switch r.URL.Path {
	case "/account/tokens":
		var sum string
		token, sum = NewToken()
		if err = a.AddToken(ctx, store.Token{Sum: sum, Holder: me.Name, Label: form("label")}); err != nil {
			token = ""
		}
	case "/account/tokens/remove":
		err = a.RemoveToken(ctx, me.Name, form("label"))
	case "/account/password":
		var ok bool
		var hash string
		if ok, err = s.door.opens(ctx, me.Name, r.PostFormValue("old")); err == nil && !ok {
			err = errors.New("that is not your password now")
		}
		if err == nil {
			hash, err = HashPassword(r.PostFormValue("password"))
		}
		if err == nil {
			err = a.SetPassword(ctx, me.Name, hash)
		}
	case "/users":
		var hash string
		if hash, err = HashPassword(r.PostFormValue("password")); err == nil {
			err = a.Add(ctx, store.User{Name: form("name"), Role: form("role"), Password: hash})
		}
	case "/users/remove":
		if form("name") == me.Name {
			err = errors.New("an admin cannot remove the own account: let another one do it")
		} else {
			err = a.Remove(ctx, r.PostFormValue("name"))
		}
	}
	if err != nil || token != "" {
		s.account(w, r, err, token)
		return
	}
	http.Redirect(w, r, "/account", http.StatusSeeOther)
}
