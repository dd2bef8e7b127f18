package web

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// over waits for a job to end.
func over(t *testing.T, s *Server, id string) Job {
	t.Helper()
	for range 1000 {
		if j, ok := s.jobs.get(id); ok && j.Over() {
			return j
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("job %s does not end", id)
	return Job{}
}

func TestJobs(t *testing.T) {
	s := serverOf(t, hostileRecord(t, "plain"))
	code, _, h := post(s, "/add", "", "text", "Some text.")
	if code != http.StatusSeeOther || h.Get("Location") != "/jobs/j1" {
		t.Fatal(code, h)
	}
	j := over(t, s, "j1")
	if j.State != "done" || j.Read != 1 || j.Known != 1 || j.Failed != 1 || strings.Join(j.Reports, " ") != "r1 r2" || j.What != "Some text." {
		t.Errorf("%+v", j)
	}
	w := ask(s, "GET", "/jobs/j1", nil)
	if b := w.Body.String(); w.Code != 200 || !strings.Contains(b, `href="/reports/r1"`) || strings.Contains(b, "data-live") || strings.Contains(b, "http-equiv") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the page of a job that is over: %d %s", w.Code, b)
	}
	// A panic and an error end the job they befall, not the others.
	for _, c := range [][2]string{{"text", "panic"}, {"address", "http://nowhere.example/"}} {
		_, _, h := post(s, "/add", "", c[0], c[1])
		if j := over(t, s, strings.TrimPrefix(h.Get("Location"), "/jobs/")); j.State != "failed" || j.Error == "" {
			t.Errorf("%v: %+v", c, j)
		}
	}
	for _, fields := range [][]string{{}, {"text", " "}, {"text", "x", "address", "http://a.example/"}} {
		if code, _, _ := post(s, "/add", "", fields...); code != http.StatusUnprocessableEntity {
			t.Errorf("%v: %d", fields, code)
		}
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	f, _ := form.CreateFormFile("file", `../../etc/"<b>.zip`)
	f.Write([]byte("PK"))
	form.Close()
	w = ask(s, "POST", "/add", &b, "Content-Type", form.FormDataContentType())
	if j := over(t, s, strings.TrimPrefix(w.Header().Get("Location"), "/jobs/")); strings.Contains(j.What, "..") || !strings.HasSuffix(j.What, ".zip") {
		t.Errorf("%+v", j)
	}
	w = ask(s, "POST", "/api/files?name=x.txt", strings.NewReader("words"), "Content-Type", "application/octet-stream")
	if w.Code != http.StatusAccepted || !strings.HasPrefix(w.Header().Get("Location"), "/api/jobs/j") {
		t.Errorf("a file over the API: %d %s", w.Code, w.Body)
	}
	w = ask(s, "POST", "/api/jobs", strings.NewReader(`{"text":"words"}`), "Content-Type", "application/json")
	if w.Code != http.StatusAccepted || !json.Valid(w.Body.Bytes()) {
		t.Errorf("a text over the API: %d %s", w.Code, w.Body)
	}
	if w := ask(s, "GET", "/api/jobs?limit=1", nil); w.Header().Get("ETag") != "" || !strings.Contains(w.Body.String(), `"items":[{"id":"j6"`) {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
}

// TestBusy holds that what waits is bounded.
func TestBusy(t *testing.T) {
	s := serverOf(t, hostileRecord(t, "plain"))
	s.change.Lock()
	defer s.change.Unlock()
	last := 0
	for range waitingJobs + 2 {
		last = ask(s, "POST", "/api/jobs", strings.NewReader(`{"text":"words"}`), "Content-Type", "application/json").Code
	}
	if last != http.StatusServiceUnavailable {
		t.Errorf("the queue has no end: %d", last)
	}
	for _, path := range []string{"/jobs/j1", "/jobs/j2"} {
		if b := ask(s, "GET", path, nil).Body.String(); !strings.Contains(b, "data-live") || !strings.Contains(b, `<noscript><meta http-equiv="refresh"`) {
			t.Errorf("the page of a job that waits does not go on: %s", b)
		}
	}
}

// events reads a stream of server-sent events: name and data of each.
func events(t *testing.T, url string) <-chan [2]string {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
		t.Fatalf("%s is %s", url, got)
	}
	out := make(chan [2]string, 100)
	go func() {
		defer close(out)
		name := ""
		for lines := bufio.NewScanner(r.Body); lines.Scan(); {
			if n, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = n
			}
			if d, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				out <- [2]string{name, d}
			}
		}
	}()
	return out
}

func TestStreams(t *testing.T) {
	s := serverOf(t, hostileRecord(t, "plain"))
	server := httptest.NewServer(s)
	t.Cleanup(server.Close) // after the streams, which are closed first
	changes := events(t, server.URL+"/api/changes")
	if e := <-changes; e[0] != "hello" {
		t.Error(e)
	}
	s.change.Lock() // so that the job waits until its progress is followed
	_, _, h := post(s, "/add", "", "text", "Some text.")
	progress := events(t, server.URL+"/api"+h.Get("Location")+"/progress")
	first := <-progress
	s.change.Unlock()
	last := first
	for e := range progress {
		last = e
	}
	if first[0] != "job" || !strings.Contains(first[1], `"state":"waiting"`) || !strings.Contains(last[1], `"state":"done"`) {
		t.Errorf("progress from %v to %v", first, last)
	}
	if e := <-changes; e[0] != "change" || !strings.Contains(e[1], `"kind":"added"`) || !strings.Contains(e[1], `"reports":["r1","r2"]`) {
		t.Error(e)
	}
	ask(s, "POST", "/api/judgements", strings.NewReader(`{"subject":"v1.1","relation":"wrong"}`), "Content-Type", "application/json")
	if e := <-changes; !strings.Contains(e[1], `"kind":"judged"`) || !strings.Contains(e[1], `"subject":"v1.1"`) {
		t.Error(e)
	}
	again := events(t, server.URL+"/api/changes?since=1")
	<-again
	if e := <-again; !strings.Contains(e[1], `"number":2`) {
		t.Error(e)
	}
	for e := range events(t, server.URL+"/api/jobs/j99/progress") {
		if !strings.Contains(e[1], `"failed"`) {
			t.Error(e)
		}
	}
}

func TestFeed(t *testing.T) {
	for _, evil := range append(hostile, "plain") {
		s := serverOf(t, hostileRecord(t, evil))
		w := ask(s, "GET", "/stories/s1/feed.atom", nil)
		var f struct {
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Entries []struct {
				Title   string `xml:"title"`
				Updated string `xml:"updated"`
				Link    struct {
					Href string `xml:"href,attr"`
				} `xml:"link"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/atom+xml") {
			t.Fatalf("%d %v %s", w.Code, err, w.Body)
		}
		if len(f.Entries) != 2 || f.Entries[0].Updated != "2020-01-10T00:00:00Z" || f.Entries[1].Link.Href != "http://localhost/reports/r2" || f.Updated != "2020-01-10T00:00:00Z" {
			t.Errorf("%+v", f)
		}
		if tag := w.Header().Get("ETag"); ask(s, "GET", "/stories/s1/feed.atom", nil, "If-None-Match", tag).Code != http.StatusNotModified {
			t.Error("the ETag is not honoured")
		}
	}
}
