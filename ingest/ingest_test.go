package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// told lists what a run gave, one line a page: address, type and size, or the
// code of the problem.
func told(paths []string, o Options) []string {
	var out []string
	for p := range Open(paths, o) {
		if len(p.Problems) > 0 {
			out = append(out, filepath.Base(p.URI)+" "+p.Problems[0].Code)
			continue
		}
		out = append(out, fmt.Sprintf("%s %s %d", filepath.Base(p.URI), p.MediaType, len(p.Bytes)))
	}
	return out
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, data []byte) {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("b.txt", []byte("text"))
	put("a/page.html", []byte("<p>x"))
	put("c.jsonl", []byte("{\"text\":\"one\"}\n{broken\n{\"text\":\"two\"}\n"))
	put("d.json", []byte(`[{"title":"x","text":"y"}, {"title":"z","text":"w"}]`))
	put("e.json", []byte(`{"articles":[{"title":"x","content":"y"}]}`))
	put("f.pdf", []byte("%PDF-1.4"))
	put("g.eml", []byte("From: a\nTo: b\n\nx"))
	put("h.txt.gz", zipped("hello"))
	put("i.xml", []byte(`<?xml version="1.0"?><rss version="2.0"><channel><title>Label</title><item><title>A</title><link>http://x.example/a</link><source url="http://y.example">Y</source><description>d</description></item><item><title/><description>e</description></item></channel></rss>`))
	put("j.txt", bytes.Repeat([]byte("x"), 3000))
	put("k.txt", nil)
	put(".hidden", []byte("no"))
	same(t, told([]string{dir, filepath.Join(dir, "none")}, Options{MaxBytes: 2000}),
		"page.html text/html 4", "b.txt text/plain 4",
		"c.jsonl#1 application/json 14", "c.jsonl#2 json-broken", "c.jsonl#3 application/json 14",
		"d.json#1 application/json 24", "d.json#2 application/json 24", "e.json#1 application/json 27",
		"f.pdf pdf-declined", "g.eml mail-declined", "h.txt.gz text/plain 5",
		"a application/rss+xml 129", "i.xml#2 application/rss+xml 49", "j.txt too-large", "k.txt empty", "none not-found")
	for p := range Open([]string{filepath.Join(dir, "i.xml")}, Options{}) {
		if p.Title == "A" && p.Outlet != "Y" {
			t.Errorf("outlet %q, want the item's own source", p.Outlet)
		}
	}
	// a run that is stopped early ends
	n := 0
	for range Open([]string{dir}, Options{}) {
		if n++; n == 2 {
			break
		}
	}
}

// TestFeedOutlets: whose text an item is says the item, not the feed's label.
func TestFeedOutlets(t *testing.T) {
	const rss = `<rss version="2.0"><channel><title>%s</title><link>https://www.harrow.example</link><item><title>a</title><link>%s</link>%s<description>d</description></item></channel></rss>`
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>%s</title><link href="https://www.harrow.example"/><entry><title>a</title><link href="%s"/>%s<summary>d</summary></entry></feed>`
	const list = `{"version":"https://jsonfeed.org/version/1.1","title":"%s","home_page_url":"https://www.harrow.example","items":[{"id":"1","url":"%s","title":"a","content_text":"d%s"}]}`
	for _, c := range []struct{ form, label, link, source, want string }{
		{rss, "Harrow - Bridges", "https://sport.harrow.example/1", "", "Harrow"},
		{rss, "Harrow - Bridges", "https://www.valley.example/1", "", "valley.example"},
		{rss, "Harrow", "https://www.harrow.example/go/1", `<source url="https://uk.valley.example">Valley UK</source>`, "Valley"},
		{rss, "Harrow", "https://www.valley.example/1", `<dc:publisher xmlns:dc="http://purl.org/dc/elements/1.1/">Valley News</dc:publisher>`, "Valley"},
		{atom, "Harrow Sport", "https://www.harrow.example/1", "", "Harrow"},
		{atom, "Harrow Sport", "https://www.valley.example/1", "", "valley.example"},
		{atom, "Harrow", "https://www.valley.example/1", `<source><title>Valley Sport</title></source>`, "Valley"},
		{list, "Harrow Sport", "https://www.harrow.example/1", "", "Harrow"},
		{list, "Harrow Sport", "https://www.valley.example/1", "", "valley.example"},
	} {
		in := fmt.Sprintf(c.form, c.label, c.link, c.source)
		n := 0
		for p := range Open([]string{"-"}, Options{Stdin: strings.NewReader(in)}) {
			if n++; p.Outlet != c.want {
				t.Errorf("%s\noutlet %q, want %q", in, p.Outlet, c.want)
			}
		}
		if n != 1 {
			t.Errorf("%s\n%d items", in, n)
		}
	}
}

// TestCutOff: what broke off says so, and what to do.
func TestCutOff(t *testing.T) {
	in := io.MultiReader(strings.NewReader("The dam began to leak"), iotest.ErrReader(io.ErrUnexpectedEOF))
	n := 0
	for p := range Open([]string{"-"}, Options{Stdin: in}) {
		if n++; len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Text, "again") {
			t.Errorf("%q %v", p.Bytes, p.Problems)
		}
	}
	if n != 1 {
		t.Errorf("%d pages", n)
	}
}

func zipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.Bytes()
}

func TestZip(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range []struct{ name, data string }{{"b.txt", "bb"}, {"a.html", "<p>a"}, {"bomb.txt", strings.Repeat("0", 40<<20)}} {
		x, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(x, f.data)
	}
	w.Close()
	p := filepath.Join(t.TempDir(), "x.zip")
	if err := os.WriteFile(p, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	same(t, told([]string{p}, Options{MaxBytes: 1 << 20}), "x.zip#a.html text/html 4", "x.zip#b.txt text/plain 2", "x.zip#bomb.txt too-large")
}

func response(url, body string) string {
	http := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", url, len(http), http)
}

func TestWARC(t *testing.T) {
	a, b, c := response("http://x.example/a", "<p>a"), response("http://x.example/b", "<p>bb"), response("http://x.example/c", "<p>ccc")
	info := "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"
	read := func(data []byte) []string { return told([]string{"-"}, Options{Stdin: bytes.NewReader(data)}) }
	same(t, read([]byte(info+a+b)), "a text/html 4", "b text/html 5")
	same(t, read([]byte(a+"garbage\r\n"+c)), "a text/html 4", "-#2 warc-broken", "c text/html 6")
	same(t, read([]byte(a+b[:len(b)-5])), "a text/html 4", "b text/html 4", "-#2 warc-broken")
	whole := append(append(zipped(info), zipped(a)...), zipped(c)...)
	same(t, read(whole), "a text/html 4", "c text/html 6")
	za, zb := zipped(a), zipped(b)
	zb[len(zb)/2] ^= 0xff
	got := read(append(append(append([]byte{}, za...), zb...), zipped(c)...))
	if len(got) < 3 || got[0] != "a text/html 4" || got[len(got)-1] != "c text/html 6" || !strings.Contains(strings.Join(got, " "), "warc-broken") {
		t.Errorf("a corrupt member: %q", got)
	}
	hostile := "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 99999999999999999999\r\n\r\n"
	same(t, read([]byte(hostile+a)), "-#1 warc-broken", "a text/html 4")
}

// endless is a WARC of n records that is made as it is read.
type endless struct {
	n    int
	rec  []byte
	left []byte
}

func (e *endless) Read(p []byte) (int, error) {
	if len(e.left) == 0 {
		if e.n == 0 {
			return 0, io.EOF
		}
		e.n--
		e.left = e.rec
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

// TestWARCMemory streams 100 MB, 1 GB with -run and no -short, in little memory.
func TestWARCMemory(t *testing.T) {
	rec := []byte(response("http://x.example/a", "<p>"+strings.Repeat("word ", 20_000)))
	size := 1 << 30
	if testing.Short() {
		size = 100 << 20
	}
	n, most := 0, uint64(0)
	for range Open([]string{"-"}, Options{Stdin: &endless{n: size / len(rec), rec: rec}}) {
		if n++; n%500 == 0 {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
	}
	if n != size/len(rec) || most > 64<<20 {
		t.Errorf("%d records of %d, heap %d MB", n, size/len(rec), most>>20)
	}
}

func TestAddresses(t *testing.T) {
	asked := map[string]int{}
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "User-agent: *\nDisallow: /closed\n")
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		asked[r.Header.Get("If-None-Match")]++
		if !strings.HasPrefix(r.UserAgent(), "parallax/") {
			t.Errorf("user agent %q", r.UserAgent())
		}
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Type", "text/html; charset=windows-1252")
		io.WriteString(w, "<p>page")
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/side", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/closed/page", http.StatusFound) })
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 5000)) })
	s := httptest.NewServer(mux)
	defer s.Close()
	o := Options{AllowPrivate: true, CacheDir: t.TempDir(), Delay: time.Millisecond, MaxBytes: 1000}
	same(t, told([]string{s.URL + "/page", s.URL + "/page", s.URL + "/closed", s.URL + "/loop", s.URL + "/side", s.URL + "/big", s.URL + "/none"}, o),
		"page text/html 7", "page text/html 7", "closed robots", "loop fetch-failed", "side robots", "big too-large", "none fetch-failed")
	if asked[`"1"`] != 1 {
		t.Errorf("conditional requests: %v", asked)
	}
	same(t, told([]string{s.URL + "/page"}, Options{}), "page address-private")
	for a, want := range map[string]bool{"127.0.0.1": false, "10.1.2.3": false, "169.254.169.254": false, "::1": false, "::ffff:10.0.0.1": false, "fd00::1": false, "100.64.0.1": false, "8.8.8.8": true, "2606:4700::1": true} {
		if public(netip.MustParseAddr(a)) != want {
			t.Errorf("public(%s) is %v", a, !want)
		}
	}
}

func fuzz(f *testing.F, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
		f.Add(zipped(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for p := range Open([]string{"-"}, Options{Stdin: bytes.NewReader(data), MaxBytes: 1 << 16}) {
			if len(p.Bytes) == 0 && len(p.Problems) == 0 {
				t.Error("a page without bytes or problem")
			}
			if n++; n > len(data)+2 {
				t.Fatal("more pages than bytes")
			}
		}
	})
}

func FuzzStream(f *testing.F) {
	fuzz(f, response("http://x.example/a", "<p>a"), `[{"text":"a"},{"text":"b"}]`, "<rss><channel><item><title>a</title></item></channel></rss>", "From: a\nReceived: b\n\nc", "%PDF-1.4")
}

func FuzzFeed(f *testing.F) {
	fuzz(f, "<rss><channel><item><title>a</title><source url='http://y.example'>Y</source></item><item/></channel></rss>", "<feed><entry><title/><content><![CDATA[<p>x]]></content></entry></feed>",
		"<rdf:RDF><item><description>&lt;p&gt;</description>", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":1,\"content_html\":\"<p>a\"}]}")
}

func FuzzWARC(f *testing.F) {
	a, b := response("http://x.example/a", "<p>a"), response("http://x.example/b", "<p>b")
	fuzz(f, a+b, a+"garbage"+b, a[:len(a)-9]+b, strings.Replace(a, "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", 1), "WARC/1.1\r\nContent-Length: -1\r\n\r\n"+b)
}

// BenchmarkOpen shows the time by length of what carries many pages: where MB/s
// stay the same it is linear.
func BenchmarkOpen(b *testing.B) {
	html := "<html><body><h1>Bridge closed</h1><p>" + strings.Repeat("The minister said on Monday that the bridge will stay closed. ", 20) + "</p></body></html>"
	for _, c := range []struct{ name, head, unit, tail string }{
		{"feed", "<rss><channel><title>x</title>", "<item><title>Bridge closed</title><link>http://x.example/a</link><description>&lt;p&gt;The minister said so on Monday.&lt;/p&gt;</description></item>", "</channel></rss>"},
		{"feed-broken", "<rss><channel>", "<item><title>Bridge & ferry</title><description>The minister said so.</item>", ""},
		{"jsonl", "", `{"title":"Bridge closed","text":"The minister said on Monday that the bridge will stay closed."}` + "\n", ""},
		{"json", "[", `{"title":"Bridge closed","text":"The minister said on Monday that the bridge will stay closed."},`, "{}]"},
		{"warc", "", response("http://x.example/a", html), ""},
		{"warc.gz", "", string(zipped(response("http://x.example/a", html))), ""},
		{"warc-garbage", "WARC/1.0\r\n", "WARC/1.\r\nContent-Length: x\r\n\r\n", ""},
	} {
		for _, n := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
			data := []byte(c.head + strings.Repeat(c.unit, n/len(c.unit)) + c.tail)
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					for range Open([]string{"-"}, Options{Stdin: bytes.NewReader(data)}) {
					}
				}
			})
		}
	}
}
