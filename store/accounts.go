package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

//go:embed accounts.sql
var accountsSchema string

// Roles of a user, each with what the one before it may.
const (
	Reader = "reader" // looks and searches
	Editor = "editor" // adds reports and judges
	Admin  = "admin"  // keeps the users
)

var roles = []string{Reader, Editor, Admin}

// User is somebody who may come in where a server demands accounts.
type User struct {
	Name, Role string
	Password   string // its argon2id hash
	Added      string // RFC 3339
}

// Token lets a program in as its holder. Of the token only its sum is kept.
type Token struct {
	Sum, Holder, Label, Added string
}

// Accounts are the users of a store, their tokens and open sessions. The
// sessions are a store of github.com/alexedwards/scs.
type Accounts struct{ s *sqlStore }

func (s *sqlStore) Accounts() *Accounts { return &Accounts{s} }

// ErrTaken says that a name or label is in use.
var ErrTaken = errors.New("there is one of that name already")

// Add adds a user.
func (a *Accounts) Add(ctx context.Context, u User) error {
	if strings.TrimSpace(u.Name) != u.Name || u.Name == "" || len(u.Name) > 80 || strings.ContainsFunc(u.Name, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return fmt.Errorf("%q is no name for a user: 1 to 80 letters, no space around them", u.Name)
	}
	if !slices.Contains(roles, u.Role) {
		return fmt.Errorf("%q is no role; they are %s", u.Role, strings.Join(roles, ", "))
	}
	return a.once(ctx, "add user "+u.Name, "INSERT INTO users (name, role, password, added) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", u.Name, u.Role, u.Password, now())
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// once runs a statement that is to change a row; where it changes none, the
// name is taken.
func (a *Accounts) once(ctx context.Context, what, query string, args ...any) error {
	r, err := a.s.db.ExecContext(ctx, query, args...)
	if err == nil {
		if n, _ := r.RowsAffected(); n == 0 {
			err = ErrTaken
		}
	}
	return a.s.fail(err, "%s", what)
}

// SetPassword changes a password. Sessions that are open stay so.
func (a *Accounts) SetPassword(ctx context.Context, name, hash string) error {
	return a.known(ctx, "user "+name, "UPDATE users SET password = $2 WHERE name = $1", name, hash)
}

// known runs a statement that is to change a row that is there.
func (a *Accounts) known(ctx context.Context, what, query string, args ...any) error {
	err := a.once(ctx, what, query, args...)
	if errors.Is(err, ErrTaken) {
		err = a.s.fail(ErrNotFound, "%s", what)
	}
	return err
}

// Users lists the users by name.
func (a *Accounts) Users(ctx context.Context) (out []User, err error) {
	err = a.s.each(ctx, func(r *sql.Rows) error {
		var u User
		err := r.Scan(&u.Name, &u.Role, &u.Password, &u.Added)
		out = append(out, u)
		return err
	}, "SELECT name, role, password, added FROM users ORDER BY name")
	return out, a.s.fail(err, "users")
}

// User gives a user by name; ErrNotFound where there is none.
func (a *Accounts) User(ctx context.Context, name string) (User, error) {
	return a.one(ctx, "SELECT name, role, password, added FROM users WHERE name = $1", name)
}

// Holder gives the user who holds the token of that sum.
func (a *Accounts) Holder(ctx context.Context, sum string) (User, error) {
	return a.one(ctx, "SELECT u.name, u.role, u.password, u.added FROM users u JOIN tokens t ON t.holder = u.name WHERE t.sum = $1", sum)
}

func (a *Accounts) one(ctx context.Context, query, arg string) (u User, err error) {
	err = a.s.db.QueryRowContext(ctx, query, arg).Scan(&u.Name, &u.Role, &u.Password, &u.Added)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return u, a.s.fail(err, "user")
}

// Remove removes a user with all tokens; sessions find nobody any more.
func (a *Accounts) Remove(ctx context.Context, name string) error {
	return a.known(ctx, "user "+name, "DELETE FROM users WHERE name = $1", name)
}

// AddToken keeps the sum of a token.
func (a *Accounts) AddToken(ctx context.Context, t Token) error {
	if t.Label == "" || len(t.Label) > 80 {
		return errors.New("a token wants a label of 1 to 80 letters that says what it is for")
	}
	return a.once(ctx, "add token "+t.Label, "INSERT INTO tokens (sum, holder, label, added) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", t.Sum, t.Holder, t.Label, now())
}

// Tokens lists a user's tokens by label.
func (a *Accounts) Tokens(ctx context.Context, holder string) (out []Token, err error) {
	err = a.s.each(ctx, func(r *sql.Rows) error {
		var t Token
		err := r.Scan(&t.Sum, &t.Holder, &t.Label, &t.Added)
		out = append(out, t)
		return err
	}, "SELECT sum, holder, label, added FROM tokens WHERE holder = $1 ORDER BY label", holder)
	return out, a.s.fail(err, "tokens")
}

// RemoveToken takes a token back.
func (a *Accounts) RemoveToken(ctx context.Context, holder, label string) error {
	return a.known(ctx, "token "+label, "DELETE FROM tokens WHERE holder = $1 AND label = $2", holder, label)
}

// FindCtx gives a session's data, false where it is unknown or has ended.
func (a *Accounts) FindCtx(ctx context.Context, sum string) ([]byte, bool, error) {
	var data string
	err := a.s.db.QueryRowContext(ctx, "SELECT data FROM sessions WHERE sum = $1 AND till > $2", sum, time.Now().Unix()).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, a.s.fail(err, "session")
	}
	b, err := base64.StdEncoding.DecodeString(data)
	return b, err == nil, a.s.fail(err, "session")
}

// CommitCtx keeps a session, and forgets those that have ended.
func (a *Accounts) CommitCtx(ctx context.Context, sum string, data []byte, till time.Time) error {
	err := a.s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE till <= $1", time.Now().Unix()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO sessions (sum, data, till) VALUES ($1, $2, $3) ON CONFLICT (sum) DO UPDATE SET data = excluded.data, till = excluded.till",
			sum, base64.StdEncoding.EncodeToString(data), till.Unix())
		return err
	})
	return a.s.fail(err, "session")
}

// DeleteCtx ends a session.
func (a *Accounts) DeleteCtx(ctx context.Context, sum string) error {
	_, err := a.s.db.ExecContext(ctx, "DELETE FROM sessions WHERE sum = $1", sum)
	return a.s.fail(err, "session")
}

// Find, Commit and Delete are the same for callers without a context.
func (a *Accounts) Find(sum string) ([]byte, bool, error) {
	return a.FindCtx(context.Background(), sum)
}
func (a *Accounts) Commit(sum string, data []byte, till time.Time) error {
	return a.CommitCtx(context.Background(), sum, data, till)
}
func (a *Accounts) Delete(sum string) error { return a.DeleteCtx(context.Background(), sum) }
