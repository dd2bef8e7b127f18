package web

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alexedwards/argon2id"

	"parallax"
	"parallax/store"
)

// lockedServer has a user of each role, whose password is "password of ROLE",
// and gives a token for each.
func lockedServer(t *testing.T, r *parallax.Record) (*Server, map[string]string) {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "users.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	a, tokens := st.Accounts(), map[string]string{}
	for _, role := range []string{store.Reader, store.Editor, store.Admin} {
		hash, err := argon2id.CreateHash("password of "+role, &argon2id.Params{Memory: 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32})
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Add(t.Context(), store.User{Name: "a " + role, Role: role, Password: hash}); err != nil {
			t.Fatal(err)
		}
		token, sum := NewToken()
		if err := a.AddToken(t.Context(), store.Token{Sum: sum, Holder: "a " + role, Label: "test"}); err != nil {
			t.Fatal(err)
		}
		tokens[role] = token
	}
	return serverOf(t, r, func(c *Config) { c.Accounts = a }), tokens
}

func post(s http.Handler, to, cookie string, fields ...string) (int, string, http.Header) {
	v := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	w := ask(s, "POST", to, strings.NewReader(v.Encode()), "Content-Type", "application/x-www-form-urlencoded", "Cookie", cookie)
	return w.Code, w.Body.String(), w.Header()
}

// signedIn gives the cookie of a session.
func signedIn(t *testing.T, s http.Handler, name, password string) string {
	t.Helper()
	code, _, h := post(s, "/signin", "", "name", name, "password", password)
	cookie := h.Get("Set-Cookie")
	if code != http.StatusSeeOther || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
		t.Fatalf("sign in as %s: %d, cookie %q", name, code, cookie)
	}
	return strings.SplitN(cookie, ";", 2)[0]
}

// TestRoles asks for each kind of thing as nobody and as each role, with a token
// and in a session.
func TestRoles(t *testing.T) {
	r := hostileRecord(t, "plain")
	s, tokens := lockedServer(t, r)
	judgement := `{"subject":"n1.1","object":"n2.1","relation":"same","by":"somebody else"}`
	for _, c := range []struct {
		method, path, body              string
		nobody, reader, editor, admin   int
		nobodysSession, readers, admins int
	}{
		{"GET", "/stories/s1", "", 401, 200, 200, 200, 303, 200, 200},
		{"GET", "/api/stories", "", 401, 200, 200, 200, 401, 200, 200},
		{"GET", "/add", "", 401, 403, 200, 200, 303, 403, 200},
		{"POST", "/api/judgements", judgement, 401, 403, 201, 201, 401, 403, 201},
		{"POST", "/judge", "", 401, 403, 422, 422, 401, 403, 422},
		{"POST", "/users/remove", "", 401, 403, 403, 404, 401, 403, 404},
		{"GET", "/static/page.css", "", 200, 200, 200, 200, 200, 200, 200},
		{"GET", "/signin", "", 200, 200, 200, 200, 200, 200, 200},
	} {
		kind := "application/json"
		if c.body == "" {
			kind = "application/x-www-form-urlencoded"
		}
		for who, want := range map[string]int{"nobody": c.nobody, store.Reader: c.reader, store.Editor: c.editor, store.Admin: c.admin} {
			if who == "nobody" && c.method == "GET" && !strings.HasPrefix(c.path, "/api") && want == 401 {
				want = 303
			}
			token := tokens[who]
			if who == "nobody" {
				token = "parallax-wrong"
			}
			if got := ask(s, c.method, c.path, strings.NewReader(c.body), "Authorization", "Bearer "+token, "Content-Type", kind).Code; got != want && !(who == "nobody" && got == 429) {
				t.Errorf("%s %s as %s by token: %d, want %d", c.method, c.path, who, got, want)
			}
		}
		for who, want := range map[string]int{"": c.nobodysSession, store.Reader: c.readers, store.Admin: c.admins} {
			cookie := "parallax=made-up"
			if who != "" {
				cookie = signedIn(t, s, "a "+who, "password of "+who)
			}
			if got := ask(s, c.method, c.path, strings.NewReader(c.body), "Cookie", cookie, "Content-Type", kind).Code; got != want {
				t.Errorf("%s %s as %q in a session: %d, want %d", c.method, c.path, who, got, want)
			}
		}
	}
	for _, j := range r.Judgements[1:] {
		if j.By == "somebody else" {
			t.Error("a judgement bears a name that its author gave")
		}
	}
}

func TestSessions(t *testing.T) {
	s, tokens := lockedServer(t, hostileRecord(t, "plain"))
	cookie := signedIn(t, s, "a admin", "password of admin")
	if w := ask(s, "GET", "/", nil, "Cookie", cookie); !strings.Contains(w.Body.String(), ">a admin</a>") {
		t.Error("the page does not say who is signed in")
	}
	if one, two := ask(s, "GET", "/", nil, "Cookie", cookie).Header().Get("ETag"), ask(s, "GET", "/", nil, "Authorization", "Bearer "+tokens[store.Reader]).Header().Get("ETag"); one == two {
		t.Error("pages of two visitors have one ETag")
	}
	// The admin makes a user, who changes the password, makes a token and goes.
	if code, body, _ := post(s, "/users", cookie, "name", `<b>"new"`, "role", "editor", "password", "a first password"); code != http.StatusSeeOther {
		t.Fatal(code, body)
	}
	if code, _, _ := post(s, "/users", cookie, "name", "x", "role", "editor", "password", "short"); code != http.StatusUnprocessableEntity {
		t.Error("a short password:", code)
	}
	if code, _, _ := post(s, "/users/remove", cookie, "name", "a admin"); code != http.StatusUnprocessableEntity {
		t.Error("an admin removed the own account:", code)
	}
	w := ask(s, "GET", "/account", nil, "Cookie", cookie)
	inert(t, "/account", w.Body.String())
	if !strings.Contains(w.Body.String(), "&lt;b&gt;&#34;new&#34;") || w.Header().Get("Cache-Control") != "no-store" {
		t.Error("the account's page:", w.Header(), w.Body)
	}
	mine := signedIn(t, s, `<b>"new"`, "a first password")
	if code, _, _ := post(s, "/account/password", mine, "old", "wrong", "password", "another password"); code != http.StatusUnprocessableEntity {
		t.Error("the password changed without the old one:", code)
	}
	if code, _, _ := post(s, "/account/password", mine, "old", "a first password", "password", "another password"); code != http.StatusSeeOther {
		t.Error("the password does not change:", code)
	}
	code, body, _ := post(s, "/account/tokens", mine, "label", "laptop")
	_, rest, _ := strings.Cut(body, "<code>parallax-")
	token, _, _ := strings.Cut(rest, "<")
	if w := ask(s, "GET", "/api/stories", nil, "Authorization", "Bearer parallax-"+token); code != http.StatusOK || w.Code != http.StatusOK {
		t.Error("the token shown does not open:", code, w.Code)
	}
	if code, _, _ := post(s, "/signout", mine); code != http.StatusSeeOther {
		t.Error(code)
	}
	if w := ask(s, "GET", "/", nil, "Cookie", mine); w.Code != http.StatusSeeOther {
		t.Error("signed out and still in:", w.Code)
	}
	if code, _, _ := post(s, "/users/remove", cookie, "name", `<b>"new"`); code != http.StatusSeeOther {
		t.Error(code)
	}
	if w := ask(s, "GET", "/api/stories", nil, "Authorization", "Bearer parallax-"+token); w.Code != http.StatusUnauthorized {
		t.Error("the token of a removed user opens:", w.Code)
	}
}

func TestPaces(t *testing.T) {
	s, tokens := lockedServer(t, hostileRecord(t, "plain"))
	last := 0
	for range triesAMinute + 1 {
		last, _, _ = post(s, "/signin", "", "name", "a admin", "password", "wrong")
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("after many wrong passwords: %d", last)
	}
	if w := ask(s, "GET", "/api/stories", nil, "Authorization", "Bearer wrong"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("a wrong token after many wrong passwords: %d", w.Code)
	}
	if w := ask(s, "GET", "/api/stories", nil, "Authorization", "Bearer "+tokens[store.Reader]); w.Code != http.StatusOK {
		t.Errorf("a good token from the same address: %d", w.Code)
	}
	for range inOneGo + perSecond {
		last = ask(s, "GET", "/static/icon.svg", nil, "Authorization", "Bearer "+tokens[store.Editor]).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("after many requests in one go: %d", last)
	}
}

func TestHashPassword(t *testing.T) {
	h, err := HashPassword("correct horse 🐴")
	if err != nil || !strings.HasPrefix(h, "$argon2id$v=19$") {
		t.Fatal(h, err)
	}
	if ok, err := argon2id.ComparePasswordAndHash("correct horse 🐴", h); !ok || err != nil {
		t.Error(ok, err)
	}
	for _, p := range []string{"", "short", strings.Repeat("x", 201)} {
		if _, err := HashPassword(p); err == nil {
			t.Errorf("a password of %d characters", len(p))
		}
	}
}
