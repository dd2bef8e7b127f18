package web

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parallax"
	"parallax/check"
	"parallax/format"
	"parallax/store"
)

// pagesOf are the addresses of every view of a test record.
var pagesOf = []string{"/", "/stories/s1", "/stories/s1/timeline", "/stories/s1/matrix", "/stories/s1/disputes", "/stories/s1/claims", "/stories/s1/naming", "/stories/s1/figures",
	"/stories/s1/map", "/stories/s1/actors", "/stories/s1/reports", "/reports/r1", "/reports/r2", "/entities/n1.1", "/search", "/check", "/check?sentence=died", "/add", "/judge?entry=n1.1", "/judge?entry=v1.1", "/judge?entry=c1.1", "/judge?entry=f1.1", "/judge?entry=t1.1", "/judge?entry=x1.1", "/judgements", "/api"}

// storeOf keeps a record as that of one saga.
func storeOf(t testing.TB, r *parallax.Record) store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	for _, d := range r.Documents {
		x := &parallax.Document{URI: d.URI, SHA256: d.SHA256, Text: d.Text}
		for _, p := range d.Reports {
			x.Reports = append(x.Reports, parallax.Report{Span: parallax.Span{Start: p.Start, End: p.End}})
		}
		if added, err := st.Add(t.Context(), parallax.Page{URI: d.URI, Bytes: []byte(d.Text)}, x); err != nil || !added || fmt.Sprintf("d%d", x.ID) != d.ID {
			t.Fatalf("%s is kept as d%d: %v", d.ID, x.ID, err)
		}
	}
	for _, j := range r.Judgements {
		if err := st.Judge(t.Context(), j); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Lists(r)
	if err == nil {
		err = st.Keep(t.Context(), store.Worked{Stamp: "stamp", Lists: l})
	}
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func serverOf(t testing.TB, r *parallax.Record, change ...func(*Config)) *Server {
	t.Helper()
	st := storeOf(t, r)
	cfg := Config{Store: st,
		Add: func(_ context.Context, a Addition, seen func(Seen)) error {
			switch {
			case a.Address != "":
				return fmt.Errorf("could not read %s", a.Address)
			case a.Text == "panic":
				panic(a.Text)
			}
			seen(Seen{Trouble: a.Name + a.Text})
			seen(Seen{Document: "d1"})
			seen(Seen{Document: "d2", Known: true})
			return nil
		},
		Check: func(_ context.Context, sentence string) (check.Reported, error) {
			a := func(side string, c int, at parallax.Anchor, origin string) check.Account {
				return check.Account{Side: side, Why: "negation", Anchor: at, Origin: origin, Claim: r.Claims[c].ID, Event: r.Events[0].ID, Sources: []string{r.Claims[c].Chain[0].Anchor.Text}}
			}
			return check.Reported{Sentence: sentence, Verdict: check.Said, Origins: map[string]int{"said": 1, "denied": 1},
				Passages: []check.Account{a("said", len(r.Claims)-1, r.Claims[len(r.Claims)-1].Anchor, "o2"), a("denied", 0, r.Claims[0].Content, "o1")}}, nil
		},
		Judge: st.Judge}
	for _, c := range change {
		c(&cfg)
	}
	s, err := New(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(s http.Handler, method, target string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	q := httptest.NewRequest(method, "http://localhost"+target, body)
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, q)
	return w
}

// TestHostile sends every hostile text through every view and looks for
// anything that a browser would run.
func TestHostile(t *testing.T) {
	for _, evil := range hostile {
		r := hostileRecord(t, evil)
		if _, bad := parallax.Verify(r); len(bad) > 0 {
			t.Fatal(bad)
		}
		s := serverOf(t, r)
		targets := append(slices.Clone(pagesOf), "/judge?entry="+url.QueryEscape(evil), "/check?"+url.Values{"sentence": {evil}}.Encode(), "/reports/r1?at="+url.QueryEscape(evil), "/search?"+url.Values{"q": {evil}, "outlet": {evil}, "type": {evil}, "from": {evil}}.Encode(), "/reports/"+url.PathEscape(evil), "/stories/s1/"+url.PathEscape(evil), "/"+url.PathEscape(evil))
		for _, p := range targets {
			w := ask(s, "GET", p, nil)
			if w.Code >= 500 {
				t.Errorf("%s with %q: %d", p, evil, w.Code)
			}
			if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				inert(t, p+" with "+evil, w.Body.String())
			}
		}
		form := url.Values{"address": {evil}, "text": {evil}, "outlet": {evil}, "published": {evil}, "subject": {evil}, "relation": {"same"}, "object": {evil}, "token": {evil}}
		for _, p := range []string{"/add", "/judge", "/signin"} {
			w := ask(s, "POST", p, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
			if w.Code >= 500 {
				t.Errorf("POST %s with %q: %d", p, evil, w.Code)
			}
			inert(t, "POST "+p+" with "+evil, w.Body.String())
		}
		var one bytes.Buffer
		if err := OneFile(&one, r); err != nil {
			t.Fatal(err)
		}
		inert(t, "one file with "+evil, one.String())
	}
}

// inert fails where markup holds a script but our own, a handler, a style or an
// address that a browser would run or fetch from elsewhere.
func inert(t *testing.T, where, markup string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "style":
			own := n.FirstChild == nil || n.FirstChild.Data == string(asset("page.js")) || n.FirstChild.Data == string(asset("page.css"))
			if !own {
				t.Errorf("%s: a <%s> of another", where, n.Data)
			}
		case "img", "iframe", "object", "embed", "base", "math", "b-x":
			t.Errorf("%s: an element <%s>", where, n.Data)
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc":
				t.Errorf("%s: attribute %s", where, a.Key)
			case a.Key == "href" || a.Key == "src" || a.Key == "action":
				if !regexp.MustCompile(`^(/|#|$|https?://)`).MatchString(v) || a.Key == "src" && !strings.HasPrefix(v, "/static/") {
					t.Errorf("%s: %s leads to %q", where, a.Key, a.Val)
				}
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("%s: id %q stands twice", where, a.Val)
				}
				ids[a.Val] = true
			}
		}
	}
}

// TestWords holds that every anchor of the record has an element where its words
// begin, on the page that links to it lead to, and that the page holds the
// document's text unchanged.
func TestWords(t *testing.T) {
	r := hostileRecord(t, `"><b>𝔸 🙂 e`+"\u0301")
	x := NewIndex(r)
	texts := map[string]string{}
	ids := map[string]bool{}
	for _, p := range x.reports {
		v := x.reportPage(p)
		for _, s := range slices.Concat(v.Before, v.Segments, v.After) {
			texts[p.doc.ID] += s.Text
			for _, id := range s.IDs {
				ids[id] = true
			}
		}
	}
	for _, d := range r.Documents {
		if texts[d.ID] != d.Text {
			t.Errorf("%s: pages show %q, the text is %q", d.ID, texts[d.ID], d.Text)
		}
	}
	n := 0
	parallax.Anchors(r, func(where string, a parallax.Anchor) {
		n++
		if !ids[x.wordsID(a)] {
			t.Errorf("%s: no element for %v", where, a)
		}
	})
	if n < 30 {
		t.Errorf("only %d anchors", n)
	}
}

// TestOneFileLinks holds that every link within the file has its place.
func TestOneFileLinks(t *testing.T) {
	var b bytes.Buffer
	if err := OneFile(&b, hostileRecord(t, "plain")); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(b.String(), -1) {
		ids[m[1]] = true
	}
	links := regexp.MustCompile(` href="([^"]*)"`).FindAllStringSubmatch(b.String(), -1)
	for _, m := range links {
		if !strings.HasPrefix(m[1], "#") {
			t.Errorf("the file leads outside: %s", m[1])
		} else if !ids[m[1][1:]] {
			t.Errorf("no place for %s", m[1])
		}
	}
	if len(links) < 40 {
		t.Errorf("only %d links", len(links))
	}
}

// TestCheckPage holds that an account opens at its words: a span that no anchor
// of the record has, too.
func TestCheckPage(t *testing.T) {
	r := hostileRecord(t, "plain")
	x := NewIndex(r)
	d := r.Documents[0]
	a := parallax.Anchor{Report: "r1", Start: strings.Index(d.Text, "had died"), End: strings.Index(d.Text, "had died") + len("had died"), Text: "had died"}
	v := x.checkPage(check.Reported{Sentence: "They died.", Passages: []check.Account{{Side: check.Said, Anchor: a, Origin: "o1"}, {Side: check.Said, Anchor: a, Origin: "o1", Claim: "c9.9"}, {Side: check.Denied, Anchor: a, Origin: "o1"}, {Side: check.Said, Anchor: parallax.Anchor{Report: "r99"}}}})
	if len(v.Sides) != 2 || v.Sides[0].Heading != "1 origin says it" || len(v.Sides[0].Accounts) != 2 || v.Sides[0].Accounts[1].Repeats == "" || v.Sides[0].Accounts[1].Claim != "" {
		t.Errorf("%+v", v.Sides)
	}
	to := string((&links{x, false}).words(a))
	path, id, _ := strings.Cut(to, "#")
	if w := ask(serverOf(t, r), "GET", path, nil); !strings.Contains(w.Body.String(), `id="`+id+`"></span><a class`) {
		t.Errorf("%s leads nowhere", to)
	}
}

func TestMatrix(t *testing.T) {
	r := hostileRecord(t, "Daily")
	x := NewIndex(r)
	m := x.matrix(x.story["s1"], fully, matrixQuery{})
	got := map[string]string{}
	for _, row := range m.Rows {
		for i, c := range row.Cells {
			got[row.ID+" "+m.Tellers[i].Name] = c.State
		}
	}
	want := map[string]string{"v1.1 Daily": disputed, "v1.1 Other Post": attributed, "v2.2 Daily": omitted, "v2.2 Other Post": told}
	for k, v := range want {
		if got[k] != v {
			t.Errorf("%s is %q, want %q", k, got[k], v)
		}
	}
}

func TestDays(t *testing.T) {
	for _, c := range [][3]string{{"2020-01-03", "2020-01-03", "3 Jan 2020"}, {"2020-01-03", "2020-01-05", "3–5 Jan 2020"}, {"2019-12-30", "2020-01-05", "30 Dec 2019 – 5 Jan 2020"},
		{"2020-01-30", "2020-02-02", "30 Jan – 2 Feb 2020"}, {"2020-01-03", "", "from 3 Jan 2020"}, {"", "2020-01-03", "by 3 Jan 2020"}, {"", "", ""}} {
		if got := days(c[0], c[1]); got != c[2] {
			t.Errorf("days(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := when(&parallax.RecordTime{Value: "XXXX-01-03"}); got != "3 January, year open" {
		t.Errorf("open year: %q", got)
	}
}

func TestAPI(t *testing.T) {
	r := hostileRecord(t, "plain")
	s := serverOf(t, r)
	for _, p := range []string{"/api/stories", "/api/stories/s1", "/api/records/s1", "/api/reports", "/api/reports/r1", "/api/entities", "/api/entities/n1.1", "/api/events?story=s1", "/api/claims?stance=denies", "/api/disputes", "/api/search?q=killed", "/api/judgements", "/api/check?sentence=died", "/api/openapi.json"} {
		w := ask(s, "GET", p, nil)
		if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) || w.Body.Len() < 40 {
			t.Errorf("%s: %d %s", p, w.Code, w.Body)
		}
		if p == "/api/openapi.json" {
			continue
		}
		if tag := w.Header().Get("ETag"); tag == "" || ask(s, "GET", p, nil, "If-None-Match", tag).Code != http.StatusNotModified {
			t.Errorf("%s: ETag %q is not honoured", p, tag)
		}
	}
	var rec parallax.Record
	if err := json.Unmarshal(ask(s, "GET", "/api/records/s1", nil).Body.Bytes(), &rec); err != nil {
		t.Fatal(err)
	}
	if n, bad := parallax.Verify(&rec); n < 30 || len(bad) > 0 {
		t.Errorf("the record of a story: %d anchors, %v", n, bad)
	}
	w := ask(s, "GET", "/api/claims?limit=2", nil)
	var l list[parallax.RecordClaim]
	if err := json.Unmarshal(w.Body.Bytes(), &l); err != nil || l.Total != 3 || len(l.Items) != 2 || !strings.Contains(l.Next, "page=2") {
		t.Errorf("a page of claims: %v %s", err, w.Body)
	}
	for _, p := range []string{"/api/stories/none", "/api/nothing", "/api/claims?limit=0", "/api/claims?page=-1", "/api/search?kind=other", "/api/check?sentence=", "/api/check"} {
		w := ask(s, "GET", p, nil)
		if w.Code < 400 || w.Code >= 500 || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %d %s", p, w.Code, w.Header().Get("Content-Type"))
		}
	}
	if w := ask(s, "POST", "/api/judgements", strings.NewReader(`{"subject":"n1.1","object":"n2.1","relation":"same"}`), "Content-Type", "application/json"); w.Code != http.StatusCreated {
		t.Errorf("judge: %d %s", w.Code, w.Body)
	}
	if w := ask(s, "POST", "/api/judgements", strings.NewReader(`{"subject":"n1.1","relation":"same"}`), "Content-Type", "application/json"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("half a judgement: %d", w.Code)
	}
}

func TestGuard(t *testing.T) {
	r := hostileRecord(t, "plain")
	open := serverOf(t, r)
	w := ask(open, "GET", "/", nil)
	for _, h := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} {
		if w.Header().Get(h) == "" {
			t.Errorf("no header %s", h)
		}
	}
	if strings.Contains(w.Header().Get("Content-Security-Policy"), "unsafe") {
		t.Error("the policy allows inline code")
	}
	q := httptest.NewRequest("GET", "http://evil.example/", nil)
	rec := httptest.NewRecorder()
	open.ServeHTTP(rec, q)
	if rec.Code != http.StatusMisdirectedRequest {
		t.Errorf("a foreign host name is answered with %d", rec.Code)
	}
	if w := ask(open, "POST", "/judge", strings.NewReader("subject=n1.1"), "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("a form of another site: %d", w.Code)
	}
	if w := ask(open, "POST", "/add", strings.NewReader("text="+strings.Repeat("a", maxUpload+1)), "Content-Type", "application/x-www-form-urlencoded"); w.Code != http.StatusBadRequest {
		t.Errorf("too large a form: %d", w.Code)
	}
	for _, p := range []string{"/static/../web.go", "/static/%2e%2e/web.go", "/static/", "/static/page.html"} {
		if w := ask(open, "GET", p, nil); w.Code == http.StatusOK {
			t.Errorf("%s is served", p)
		}
	}
}

func TestSearch(t *testing.T) {
	x := newFinder(NewIndex(hostileRecord(t, "plain")), "", query{})
	for _, c := range []struct {
		q    query
		want string
	}{{query{Words: "KILLED officials"}, "event claim report"}, {query{Words: "sampl"}, "event claim report"}, {query{Words: "nowhere"}, ""}, {query{Words: "killed", Kind: "claim"}, "claim"},
		{query{Words: "killed", Kind: "report", To: "2020-01-08"}, ""}, {query{Words: "killed", Kind: "report", From: "2020-01-09"}, "report"}, {query{Words: "?!"}, ""}} {
		var kinds []string
		for _, h := range x.hits(c.q) {
			if !slices.Contains(kinds, h.Kind) {
				kinds = append(kinds, h.Kind)
			}
		}
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%+v found %q, want %q", c.q, got, c.want)
		}
	}
}

// wordsID is the id of the element where the words of a begin.
func (x *Index) wordsID(a parallax.Anchor) string {
	p := x.page(a)
	if p == nil {
		return ""
	}
	return spanID(p.ID, a.Start, a.End)
}

// TestExports asks for a story in every format that the menu of its page offers.
func TestExports(t *testing.T) {
	s := serverOf(t, hostileRecord(t, "The Daily"))
	menu := regexp.MustCompile(`href="(/stories/s1/(?:export/\w+|file\.html))"`).FindAllStringSubmatch(ask(s, "GET", "/stories/s1", nil).Body.String(), -1)
	if len(menu) != len(format.Names())+1 {
		t.Fatalf("the menu holds %v", menu)
	}
	for _, m := range menu {
		w := ask(s, "GET", m[1], nil)
		if d := w.Header().Get("Content-Disposition"); w.Code != 200 || w.Body.Len() == 0 && !strings.HasSuffix(m[1], "/plover") || // which holds events of its own types alone
			!strings.HasPrefix(d, `attachment; filename="story-s1.`) || w.Header().Get("Content-Type") == "" {
			t.Errorf("%s: %d, %d bytes, %q", m[1], w.Code, w.Body.Len(), d)
		}
		if strings.HasSuffix(m[1], "/brat") || strings.HasSuffix(m[1], "/timeml") {
			if z, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len())); err != nil || len(z.File) < 2 {
				t.Errorf("%s: %v", m[1], err)
			}
		}
	}
	for _, p := range []string{"/stories/s1/export/html5", "/stories/s9/export/csv"} {
		if w := ask(s, "GET", p, nil); w.Code != 404 {
			t.Errorf("%s: %d", p, w.Code)
		}
	}
}
