package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"parallax/grow"
	"parallax/pipeline"
	"parallax/store"
	"parallax/web"
)

// attacks are texts that run in a page, leave a folder, end a query or a header
// wherever they are not taken for text alone.
var attacks = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `</title><svg onload=alert(1)>`,
	`../../../../etc/passwd`, `..\..\boot.ini`, "/etc/passwd\x00.txt",
	`'; DROP TABLE documents; --`, `" OR 1=1 --`, `x' UNION SELECT password FROM users --`,
	"a\r\nSet-Cookie: a=b", "a\r\n\r\n<script>alert(1)</script>", `a"; filename="b.exe`,
}

// TestHostileServer sends attacks in texts, names of files, fields, queries and
// archives through the page and the API of a real store, then walks all that the
// server links to: nothing fails, nothing that a browser would run comes back,
// no header is taken over, and no file appears but the store's.
func TestHostileServer(t *testing.T) {
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	a := &served{pipeline: p}
	if a.store, err = store.Open(t.Context(), filepath.Join(dir, "a.db"), true); err != nil {
		t.Fatal(err)
	}
	defer a.store.Close()
	if a.archive, err = grow.Open(t.Context(), a.store, web.Lists); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	s, err := web.New(ctx, web.Config{Store: a.store, Join: a.join, Add: a.add, Check: a.check, Judge: a.judge})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, target, kind string, body []byte) *httptest.ResponseRecorder {
		t.Helper()
		q := httptest.NewRequest(method, "http://localhost"+target, bytes.NewReader(body))
		q.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, q)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s %s: %d %s", method, target, w.Code, w.Body)
		}
		if w.Header().Get("Set-Cookie") != "" || strings.ContainsAny(fmt.Sprint(w.Header()), "\r\n") {
			t.Errorf("%s %s: headers %q", method, target, w.Header())
		}
		return w
	}
	send := func(method, target, kind string, body []byte) {
		for range 600 { // waits its turn
			if w := ask(method, target, kind, body); w.Code != http.StatusServiceUnavailable {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Fatal("the queue does not move")
	}
	for i, x := range attacks {
		text := fmt.Sprintf("Minister %s speaks\n\nBAGHDAD - The minister %s said on Friday that %d soldiers of %s were killed.", x, x, i+2, x)
		for _, day := range []string{"2020-01-10", x} {
			form := url.Values{"text": {text}, "outlet": {x}, "published": {day}}
			send("POST", "/add", "application/x-www-form-urlencoded", []byte(form.Encode()))
		}
		b, _ := json.Marshal(map[string]string{"text": text + " Again.", "outlet": x})
		send("POST", "/api/jobs", "application/json", b)
		send("POST", "/api/files?"+url.Values{"name": {x}, "outlet": {x}}.Encode(), "application/octet-stream", []byte(text+" By file."))
		var m bytes.Buffer
		f := multipart.NewWriter(&m)
		part, _ := f.CreateFormFile("file", x+".html")
		fmt.Fprintf(part, "<html><title>%s</title><body><article><h1>%s</h1><p>%s On paper.</p></article>", x, x, text)
		f.Close()
		send("POST", "/add", f.FormDataContentType(), m.Bytes())
		b, _ = json.Marshal(map[string]string{"subject": x, "relation": x, "object": x, "by": x, "why": x})
		ask("POST", "/api/judgements", "application/json", b)
		ask("POST", "/judge", "application/x-www-form-urlencoded", []byte(url.Values{"subject": {"n1.1"}, "relation": {"wrong"}, "by": {x}, "why": {x}}.Encode()))
	}
	var jobs struct{ Items []struct{ State string } }
	for range 3000 {
		if err := json.Unmarshal(ask("GET", "/api/jobs?limit=1000", "", nil).Body.Bytes(), &jobs); err != nil {
			t.Fatal(err)
		}
		if open := strings.Count(fmt.Sprint(jobs), "waiting") + strings.Count(fmt.Sprint(jobs), "reading") + strings.Count(fmt.Sprint(jobs), "joining"); open == 0 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	queue, seen := []string{"/", "/judgements", "/search?q=minister", "/add", "/api/stories", "/api/claims", "/api/disputes"}, map[string]bool{}
	for _, x := range attacks {
		q := url.QueryEscape(x)
		queue = append(queue, "/search?q="+q+"&actor="+q+"&place="+q+"&from="+q, "/check?sentence="+q, "/reports/"+url.PathEscape(x), "/stories/s1/export/"+url.PathEscape(x), "/api/search?q="+q, "/api/entities/"+url.PathEscape(x), "/api/events?actor="+q+"&type="+q, "/static/"+url.PathEscape(x))
	}
	pages := 0
	for len(queue) > 0 && pages < 400 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		w := ask("GET", at, "", nil)
		if d := w.Header().Get("Content-Disposition"); d != "" && !regexp.MustCompile(`^attachment; filename="story-[a-z0-9.-]+"$`).MatchString(d) {
			t.Errorf("%s: %q", at, d)
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			pages++
			queue = append(queue, harmless(t, at, w.Body)...)
		}
	}
	if pages < 60 {
		t.Errorf("only %d pages", pages)
	}
	files, err := os.ReadDir(dir)
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), "a.db") {
			t.Errorf("a file %s appeared, %v", f.Name(), err)
		}
	}
}

// ownScript is the page's own script.
var ownScript = sync.OnceValue(func() string {
	b, err := os.ReadFile("../../web/static/page.js")
	if err != nil {
		panic(err)
	}
	return string(b)
})

// harmless fails where a page holds what a browser would run, and gives its links
// within the server.
func harmless(t *testing.T, at string, page io.Reader) (links []string) {
	t.Helper()
	doc, err := html.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || a.Key == "style":
				t.Errorf("%s: <%s> has %s", at, n.Data, a.Key)
			case (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(v, "script:"):
				t.Errorf("%s: <%s> leads to %s", at, n.Data, v)
			case n.Data == "a" && a.Key == "href" && strings.HasPrefix(a.Val, "/"):
				to, _, _ := strings.Cut(a.Val, "#")
				links = append(links, to)
			}
		}
		own := n.FirstChild == nil || n.FirstChild.Data == ownScript() || n.Data == "style" && strings.Contains(n.FirstChild.Data, "--bg")
		if (n.Data == "script" || n.Data == "style") && !own || n.Data == "img" || n.Data == "iframe" || n.Data == "object" || n.Data == "embed" {
			t.Errorf("%s: an element <%s>", at, n.Data)
		}
	}
	return links
}
