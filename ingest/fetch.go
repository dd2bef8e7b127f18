package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/temoto/robotstxt"

	"parallax"
)

const maxRedirects = 5

// fetcher gets pages over http and https: one request to a host at a time, as
// its robots.txt allows (RFC 9309).
type fetcher struct {
	*reader
	client *http.Client
	agent  string
	robots map[string]*robotstxt.Group
	last   map[string]time.Time
}

var errPrivate = errors.New("private or loopback address; --allow-private reads it")

func (r *reader) fetcher() *fetcher {
	if r.web != nil {
		return r.web
	}
	timeout, agent := r.Timeout, r.UserAgent
	if timeout <= 0 {
		timeout = 30 * time.Second
	}
	if agent == "" {
		agent = "parallax/" + parallax.Version
	}
	dial := &net.Dialer{Timeout: 10 * time.Second}
	if !r.AllowPrivate {
		// judged after the name is resolved, for every redirect, so that no
		// name can lead inside
		dial.Control = func(_, address string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(address)
			if err != nil || !public(at.Addr()) {
				return errPrivate
			}
			return nil
		}
	}
	f := &fetcher{reader: r, agent: agent, robots: map[string]*robotstxt.Group{}, last: map[string]time.Time{}}
	f.client = &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			DialContext:            dial.DialContext,
			MaxResponseHeaderBytes: 256 << 10,
			ResponseHeaderTimeout:  timeout,
			MaxIdleConns:           16,
			IdleConnTimeout:        30 * time.Second,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("more than %d redirects", maxRedirects)
			}
			if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
				return fmt.Errorf("redirect to %s", req.URL.Scheme)
			}
			if !f.allowed(req.URL) {
				return errRobots
			}
			return nil
		},
	}
	r.web = f
	return f
}

var errRobots = errors.New("robots.txt of the host asks not to read this address")

// public holds for addresses of the open network.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// Blocks of the IANA special-purpose registries that package netip does not name.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

// address fetches one address and reads what it gives.
func (r *reader) address(addr string) {
	u, err := url.Parse(addr)
	if err != nil || u.Host == "" {
		r.trouble(addr, "address-invalid", "not an address")
		return
	}
	f := r.fetcher()
	if !f.allowed(u) {
		r.trouble(addr, "robots", "%v", errRobots)
		return
	}
	f.wait(u.Host)
	if err := f.get(u); err != nil {
		switch {
		case errors.Is(err, errPrivate):
			r.trouble(addr, "address-private", "%v", errPrivate)
		case errors.Is(err, errRobots):
			r.trouble(addr, "robots", "%v", errRobots)
		default:
			r.trouble(addr, "fetch-failed", "%v", err)
		}
	}
}

// allowed asks the host's robots.txt. A host that has none allows all; one
// that answers with a server error allows nothing now.
func (f *fetcher) allowed(u *url.URL) bool {
	key := u.Scheme + "://" + u.Host
	g, known := f.robots[key]
	if !known {
		g = f.rules(key)
		f.robots[key] = g
	}
	return g == nil || g.Test(u.RequestURI())
}

func (f *fetcher) rules(host string) *robotstxt.Group {
	ctx, stop := context.WithTimeout(f.Context, 15*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, host+"/robots.txt", nil)
	if err != nil {
		return nil
	}
	req.Header.Set("User-Agent", f.agent)
	client := *f.client
	client.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return errors.New("too many redirects")
		}
		return nil
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil // the page's own request will say what is wrong
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 512<<10))
	if err != nil {
		return nil
	}
	d, err := robotstxt.FromStatusAndBytes(resp.StatusCode, body)
	if err != nil {
		return nil
	}
	return d.FindGroup("parallax")
}

// wait keeps the distance between two requests to one host.
func (f *fetcher) wait(host string) {
	delay := f.Delay
	if delay <= 0 {
		delay = time.Second
	}
	for _, scheme := range []string{"https://", "http://"} {
		if g := f.robots[scheme+host]; g != nil && g.CrawlDelay > delay {
			delay = min(g.CrawlDelay, 30*time.Second)
		}
	}
	if last, ok := f.last[host]; ok {
		select {
		case <-time.After(delay - time.Since(last)):
		case <-f.Context.Done():
		}
	}
	f.last[host] = time.Now()
}

// kept is what the cache knows of an address beside its bytes.
type kept struct {
	Address, ETag, Modified, Type, Fetched string
}

func (f *fetcher) get(u *url.URL) error {
	addr := u.String()
	req, err := http.NewRequestWithContext(f.Context, http.MethodGet, addr, nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", f.agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/json;q=0.9,text/plain;q=0.8,*/*;q=0.1")
	old, body := f.cached(addr)
	if body != nil {
		if old.ETag != "" {
			req.Header.Set("If-None-Match", old.ETag)
		}
		if old.Modified != "" {
			req.Header.Set("If-Modified-Since", old.Modified)
		}
	}
	resp, err := f.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotModified && body != nil:
		f.hand(addr, body, old)
		return nil
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		return fmt.Errorf("the host answered %s", resp.Status)
	}
	// The transport unfolds gzip itself, so the limit is on what comes out.
	body, ok := f.all(addr, resp.Body)
	if !ok {
		return nil
	}
	k := kept{addr, resp.Header.Get("ETag"), resp.Header.Get("Last-Modified"), resp.Header.Get("Content-Type"), time.Now().UTC().Format(time.RFC3339)}
	if err := f.keep(k, body); err != nil {
		return fmt.Errorf("cache: %w", err)
	}
	f.hand(addr, body, k)
	return nil
}

// hand reads fetched bytes as what they are.
func (f *fetcher) hand(addr string, body []byte, k kept) {
	t, params, _ := mime.ParseMediaType(k.Type)
	switch {
	case t == "application/pdf" || len(body) > 4 && string(body[:4]) == "%PDF":
		f.trouble(addr, "pdf-declined", "PDF is not read; save its text and read that")
	case len(body) == 0:
		f.trouble(addr, "empty", "nothing in it")
	case readable(t):
		head := body[:min(len(body), 4096)]
		if !isFeed(head) {
			f.emit(parallax.Page{URI: addr, Bytes: body, MediaType: t, Charset: params["charset"], Fetched: k.Fetched})
			return
		}
		fallthrough
	default:
		f.bytes(addr, t, body)
	}
}

func (f *fetcher) cacheFile(addr string) string {
	sum := sha256.Sum256([]byte(addr))
	return filepath.Join(f.CacheDir, hex.EncodeToString(sum[:16]))
}

// cached is what was kept of an address, nil when nothing.
func (f *fetcher) cached(addr string) (kept, []byte) {
	var k kept
	if f.CacheDir == "" {
		return k, nil
	}
	name := f.cacheFile(addr)
	head, err := os.ReadFile(name + ".json")
	if err != nil || json.Unmarshal(head, &k) != nil || k.Address != addr {
		return k, nil
	}
	body, err := os.ReadFile(name + ".body")
	if err != nil {
		return k, nil
	}
	return k, body
}

// keep writes the body before the head, each whole or not at all.
func (f *fetcher) keep(k kept, body []byte) error {
	if f.CacheDir == "" {
		return nil
	}
	if err := os.MkdirAll(f.CacheDir, 0o755); err != nil {
		return err
	}
	head, err := json.Marshal(k)
	if err != nil {
		return err
	}
	name := f.cacheFile(k.Address)
	for _, x := range []struct {
		end  string
		data []byte
	}{{".body", body}, {".json", head}} {
		tmp := name + x.end + "." + strconv.Itoa(os.Getpid())
		if err := os.WriteFile(tmp, x.data, 0o644); err != nil {
			return err
		}
		if err := os.Rename(tmp, name+x.end); err != nil {
			return err
		}
	}
	return nil
}
