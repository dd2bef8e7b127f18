package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"parallax"
	"parallax/cluster"
)

// TestSQLite and TestPostgres run the one suite; PARALLAX_POSTGRES names a
// server whose user may make schemas.
func TestSQLite(t *testing.T) {
	suite(t, func(t *testing.T) string { return filepath.Join(t.TempDir(), "a store?#%.db") })
}

func TestPostgres(t *testing.T) {
	address := os.Getenv("PARALLAX_POSTGRES")
	if address == "" {
		t.Skip("PARALLAX_POSTGRES is not set")
	}
	n := 0
	suite(t, func(t *testing.T) string {
		n++
		schema := fmt.Sprintf("test_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), n)
		sep := "?"
		if strings.Contains(address, "?") {
			sep = "&"
		}
		name := address + sep + "search_path=" + schema
		t.Cleanup(func() {
			if s, err := Open(t.Context(), name, false); err == nil {
				s.(*sqlStore).db.Exec("DROP SCHEMA " + schema + " CASCADE")
				s.Close()
			}
		})
		return name
	})
}

func page(n int) (parallax.Page, *parallax.Document) {
	text := fmt.Sprintf("Déjà vu %d 🙂\x00 in Baghdad.", n)
	zero := 0.0
	p := parallax.Page{URI: fmt.Sprintf("pages/\xff%d.txt", n), Bytes: []byte("\xef\xbb\xbf" + text), MediaType: "text/plain", Fetched: "2020-01-05T00:00:00Z",
		Problems: []parallax.Problem{{Code: "x", Text: "y"}}}
	return p, &parallax.Document{URI: p.URI, SHA256: Sum(p.Bytes), MediaType: p.MediaType, Language: "en", Text: text,
		SourceMap: []parallax.MapRun{{End: len(text), SourceStart: 3, SourceEnd: 3 + len(text)}},
		Reports:   []parallax.Report{{Span: parallax.Span{End: len(text)}, Title: parallax.Span{End: 8}, Outlet: "The Harbour Ledger", Published: parallax.Timex{Value: "2020-01-05", Because: []parallax.Ref{{Doc: -1}}}}},
		Tokens:    []parallax.Token{{Span: parallax.Span{End: 6}, Lemma: "déjà", Score: .1}},
		Figures:   []parallax.Figure{{Value: &zero}},
		Claims:    []parallax.Claim{{Chain: []parallax.Link{{Span: parallax.Span{Start: 1, End: 2}, Cue: parallax.Span{Start: 3, End: 4}}}}}}
}

func open(t *testing.T, name string) Store {
	t.Helper()
	s, err := Open(t.Context(), name, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func suite(t *testing.T, name func(*testing.T) string) {
	t.Run("round trip", func(t *testing.T) {
		where := name(t)
		if _, err := Open(t.Context(), where, false); !errors.Is(err, ErrNoStore) {
			t.Fatalf("a store that is not there: %v", err)
		}
		s := open(t, where)
		p, d := page(1)
		if added, err := s.Add(t.Context(), p, d); err != nil || !added || d.ID != 1 {
			t.Fatal(added, err, d.ID)
		}
		s.Close()
		s = open(t, where)
		got, err := s.Document(t.Context(), 1)
		if err != nil || !reflect.DeepEqual(got, d) {
			t.Errorf("document came back as\n%+v, want\n%+v (%v)", got, d, err)
		}
		back, err := s.Page(t.Context(), 1)
		if err != nil || !reflect.DeepEqual(back, p) {
			t.Errorf("page came back as %+v, want %+v (%v)", back, p, err)
		}
		list, err := s.List(t.Context())
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		if _, err := time.Parse(time.RFC3339, list[0].Added); err != nil {
			t.Error(err)
		}
		list[0].Added = ""
		if want := (Item{1, p.URI, d.SHA256, "text/plain", "en", "", "Déjà v", "The Harbour Ledger", "2020-01-05", 1}); list[0] != want {
			t.Errorf("listed as %+v, want %+v", list[0], want)
		}
		if _, err := s.Document(t.Context(), 2); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		if _, err := s.Page(t.Context(), 2); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("the same twice", func(t *testing.T) {
		s := open(t, name(t))
		for i := range 3 {
			p, d := page(1)
			added, err := s.Add(t.Context(), p, d)
			if err != nil || added != (i == 0) || d.ID != 1 {
				t.Fatal(i, added, err, d.ID)
			}
		}
		p, d := page(1)
		p.URI, d.URI = "elsewhere.txt", "elsewhere.txt"
		if added, err := s.Add(t.Context(), p, d); err != nil || !added || d.ID != 2 {
			t.Errorf("the same bytes from elsewhere: %v %v, d%d", added, err, d.ID)
		}
		if id, err := s.Find(t.Context(), "elsewhere.txt", d.SHA256); id != 2 || err != nil {
			t.Error(id, err)
		}
		if id, err := s.Find(t.Context(), "nowhere.txt", d.SHA256); id != 0 || err != nil {
			t.Error(id, err)
		}
	})
	t.Run("search", func(t *testing.T) {
		s := open(t, name(t))
		for i := range 3 {
			p, d := page(i)
			if _, err := s.Add(t.Context(), p, d); err != nil {
				t.Fatal(err)
			}
		}
		for q, want := range map[string][]int{"baghdad": {1, 2, 3}, "Baghdad 1": {2}, "Basra": nil, "": nil, `" OR NOT ( * :`: nil} {
			got, err := s.Search(t.Context(), q, 10)
			if q[:min(1, len(q))] == `"` {
				got = nil // what marks alone find is each engine's own; that they are no error is the test
			}
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%q found %v, want %v (%v)", q, got, want, err)
			}
		}
	})
	t.Run("judgements", func(t *testing.T) {
		s := open(t, name(t))
		all := []parallax.Judgement{
			{Subject: "n1.1", Object: "n2.1", Relation: "same", By: "a reader", When: "2020-01-05T00:00:00Z", Why: "the same office"},
			{Subject: "v1.1", Relation: "wrong"},
			{Subject: "n2.1", Object: "n1.1", Relation: "different"},
			{Subject: "v1.1", Relation: parallax.Undone},
		}
		for _, j := range all {
			if err := s.Judge(t.Context(), j); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Judgements(t.Context())
		if err != nil || !reflect.DeepEqual(got, all) {
			t.Errorf("%+v %v", got, err)
		}
		if got := Standing(got); !reflect.DeepEqual(got, all[2:3]) {
			t.Errorf("standing: %+v", got)
		}
	})
	t.Run("accounts", func(t *testing.T) {
		s := open(t, name(t))
		a := s.Accounts()
		for _, u := range []User{{Name: "mira", Role: Editor, Password: "hash"}, {Name: "Åsa 🙂", Role: Admin}} {
			if err := a.Add(t.Context(), u); err != nil {
				t.Fatal(err)
			}
		}
		for _, u := range []User{{Name: "mira", Role: Reader}, {Name: "", Role: Reader}, {Name: " x", Role: Reader}, {Name: "x\n", Role: Reader}, {Name: "x", Role: "owner"}} {
			if err := a.Add(t.Context(), u); err == nil || errors.Is(err, ErrTaken) != (u.Name == "mira") {
				t.Errorf("%+v: %v", u, err)
			}
		}
		if l, err := a.Users(t.Context()); err != nil || len(l) != 2 {
			t.Error(l, err)
		}
		if u, err := a.User(t.Context(), "mira"); err != nil || u.Role != Editor || u.Password != "hash" || u.Added == "" {
			t.Error(u, err)
		}
		for _, err := range []error{a.SetPassword(t.Context(), "nobody", "x"), a.Remove(t.Context(), "nobody"), a.RemoveToken(t.Context(), "mira", "none")} {
			if !errors.Is(err, ErrNotFound) {
				t.Error(err)
			}
		}
		if err := a.SetPassword(t.Context(), "mira", "other"); err != nil {
			t.Error(err)
		}
		if err := a.AddToken(t.Context(), Token{Sum: "s1", Holder: "mira", Label: "laptop"}); err != nil {
			t.Error(err)
		}
		if err := a.AddToken(t.Context(), Token{Sum: "s2", Holder: "mira", Label: "laptop"}); !errors.Is(err, ErrTaken) {
			t.Error(err)
		}
		if err := a.AddToken(t.Context(), Token{Sum: "s3", Holder: "nobody", Label: "x"}); err == nil {
			t.Error("a token of nobody")
		}
		if u, err := a.Holder(t.Context(), "s1"); err != nil || u.Name != "mira" || u.Password != "other" {
			t.Error(u, err)
		}
		if _, err := a.Holder(t.Context(), "s2"); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		if l, err := a.Tokens(t.Context(), "mira"); err != nil || len(l) != 1 || l[0].Label != "laptop" {
			t.Error(l, err)
		}
		if err := a.Remove(t.Context(), "mira"); err != nil {
			t.Error(err)
		}
		if _, err := a.Holder(t.Context(), "s1"); !errors.Is(err, ErrNotFound) {
			t.Error("a token outlives its holder:", err)
		}
	})
	t.Run("sessions", func(t *testing.T) {
		a := open(t, name(t)).Accounts()
		soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Hour)
		for k, till := range map[string]time.Time{"a": soon, "b": past} {
			if err := a.CommitCtx(t.Context(), k, []byte("\x00data"), till); err != nil {
				t.Fatal(err)
			}
		}
		if err := a.Commit("a", []byte("\xffmore"), soon); err != nil {
			t.Error(err)
		}
		if b, ok, err := a.Find("a"); string(b) != "\xffmore" || !ok || err != nil {
			t.Error(b, ok, err)
		}
		if _, ok, err := a.FindCtx(t.Context(), "b"); ok || err != nil {
			t.Error("an ended session is open:", err)
		}
		if err := a.Delete("a"); err != nil {
			t.Error(err)
		}
		if _, ok, _ := a.Find("a"); ok {
			t.Error("a session that was ended is open")
		}
	})
	t.Run("a store of version 1", func(t *testing.T) {
		where := name(t)
		s := open(t, where)
		p, d := page(1)
		if _, err := s.Add(t.Context(), p, d); err != nil {
			t.Fatal(err)
		}
		db := s.(*sqlStore).db
		for _, q := range []string{"DROP TABLE sessions", "DROP TABLE tokens", "DROP TABLE users", "DROP TABLE placed", "DROP TABLE moved", "DROP TABLE sagas", "DROP TABLE listed", "DROP TABLE parts", "DROP TABLE stories", "DROP TABLE names", "DROP TABLE listing"} {
			if _, err := db.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		if s.(*sqlStore).index == "" {
			if _, err := db.Exec("DROP TABLE called"); err != nil {
				t.Fatal(err)
			}
		}
		q := "UPDATE counter SET version = 1"
		if s.(*sqlStore).index == "" {
			q = "PRAGMA user_version = 1"
		}
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = open(t, where)
		if err := s.Accounts().Add(t.Context(), User{Name: "mira", Role: Reader}); err != nil {
			t.Error(err)
		}
		if _, err := s.Document(t.Context(), 1); err != nil {
			t.Error(err)
		}
		if ok, err := s.Place(t.Context(), []Placed{{Doc: 1, Report: 1, Keys: []byte{}}}, nil); !ok || err != nil {
			t.Error(ok, err)
		}
	})
	t.Run("places", func(t *testing.T) {
		s := open(t, name(t))
		for i := range 3 {
			p, d := page(i)
			if _, err := s.Add(t.Context(), p, d); err != nil {
				t.Fatal(err)
			}
		}
		at := func(n, origin, story int) cluster.Place {
			return cluster.Place{Report: n, Origin: origin, Thread: n, Story: story, Saga: story}
		}
		rows := []Placed{{1, 1, at(0, 0, 0), []byte("k0")}, {2, 1, at(1, 1, 1), []byte("k1")}, {3, 1, at(2, 1, 0), []byte("k2")}}
		if ok, err := s.Place(t.Context(), rows[:2], nil); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if ok, err := s.Place(t.Context(), rows[1:], nil); ok || err != nil {
			t.Errorf("placed twice: %v %v", ok, err)
		}
		was := rows[1].At
		rows[1].At.Story, rows[1].At.Saga = 0, 0
		if ok, err := s.Place(t.Context(), rows[2:], []Move{{2, was, rows[1].At}}); !ok || err != nil {
			t.Fatal(ok, err)
		}
		var got []Placed
		for p, err := range s.Placed(t.Context(), 0, true) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p)
		}
		if !reflect.DeepEqual(got, rows) {
			t.Errorf("placed %+v, want %+v", got, rows)
		}
		for p := range s.Placed(t.Context(), 2, false) {
			if p.At.Report != 2 || len(p.Keys) > 0 {
				t.Errorf("%+v", p)
			}
			break
		}
		if m, err := s.Moved(t.Context(), 1); err != nil || !reflect.DeepEqual(m, []Move{{By: 2, Was: was}}) {
			t.Error(m, err)
		}
		if m, err := s.Moved(t.Context(), 3); err != nil || m != nil {
			t.Error(m, err)
		}
		for _, made := range []string{"a record", "another"} {
			if err := s.Keep(t.Context(), Worked{Stamp: "stamp of " + made, Record: []byte(made)}); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := s.Kept(t.Context(), 0, "stamp of another"); string(b) != "another" || err != nil {
			t.Error(b, err)
		}
		if b, err := s.Kept(t.Context(), 0, "stamp of a record"); b != nil || err != nil {
			t.Error(b, err)
		}
	})
	t.Run("lists", func(t *testing.T) { lists(t, open(t, name(t))) })
	t.Run("two adders and a reader", func(t *testing.T) {
		where := name(t)
		const n = 40
		var wg sync.WaitGroup
		added := make([]int, 2)
		stop, read := make(chan struct{}), make(chan struct{})
		for k := range 2 {
			s := open(t, where)
			wg.Go(func() {
				for i := range n {
					p, d := page(i + k*n/2) // half of them are the other's too
					ok, err := s.Add(context.Background(), p, d)
					if err != nil {
						t.Error(err)
					} else if ok {
						added[k]++
					}
				}
			})
		}
		s := open(t, where)
		go func() {
			defer close(read)
			for seen := 0; ; {
				k := 0
				for d, err := range s.Documents(context.Background(), 0) {
					if k++; err != nil || d.ID != k || d.Text == "" {
						t.Error("reading: ", err, k)
						return
					}
				}
				if k < seen {
					t.Errorf("%d documents after %d", k, seen)
				}
				seen = k
				select {
				case <-stop:
					return
				default:
				}
			}
		}()
		wg.Wait()
		close(stop)
		<-read
		list, err := s.List(t.Context())
		if want := n + n/2; err != nil || len(list) != want || added[0]+added[1] != want || list[want-1].ID != want {
			t.Errorf("%d documents, added %v, want %d, ids without gaps (%v)", len(list), added, want, err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Run("an ended transaction", func(t *testing.T) {
		s := open(t, name(t))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		p, d := page(1)
		if _, err := s.Add(ctx, p, d); err == nil {
			t.Error("no error")
		}
		if _, err := s.Add(t.Context(), p, d); err != nil || d.ID != 1 {
			t.Error(err, d.ID)
		}
	})
}

func TestSQLiteFull(t *testing.T) {
	name := filepath.Join(t.TempDir(), "full.db")
	s, err := openSQLite(t.Context(), name, true, "max_page_count(60)")
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for i := range 1000 {
		p, d := page(i)
		if _, err = s.Add(t.Context(), p, d); err != nil {
			break
		}
		kept++
	}
	if !errors.Is(err, ErrFull) {
		t.Fatalf("after %d documents: %v", kept, err)
	}
	s.Close()
	s = open(t, name)
	list, err := s.List(t.Context())
	if err != nil || len(list) != kept || s.Check(t.Context()) != nil {
		t.Errorf("%d documents of %d (%v, %v)", len(list), kept, err, s.Check(t.Context()))
	}
	for _, i := range list {
		if _, err := s.Page(t.Context(), i.ID); err != nil {
			t.Error(err)
		}
	}
}

func TestNotAStore(t *testing.T) {
	name := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(name, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), name, true); err == nil || !strings.Contains(err.Error(), "name another file") {
		t.Error(err)
	}
}

func BenchmarkAdd(b *testing.B) {
	s, err := Open(b.Context(), filepath.Join(b.TempDir(), "bench.db"), true)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for i := range b.N {
		p, d := page(i)
		d.Tokens = make([]parallax.Token, 800) // of a report of usual length
		if _, err := s.Add(b.Context(), p, d); err != nil {
			b.Fatal(err)
		}
	}
}
