package web

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"parallax"
)

// browser starts a headless Chromium, or skips the test where there is none. It
// collects what pages complain of: console errors, exceptions, dialogs.
func browser(t *testing.T) (ctx context.Context, complaints func() []string) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" || testing.Short() {
		t.Skip("no Chromium here")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(time.Minute))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(stop)
	var mu sync.Mutex
	var all []string
	say := func(s string) { mu.Lock(); all = append(all, s); mu.Unlock() }
	chromedp.ListenTarget(ctx, func(ev any) {
		switch e := ev.(type) {
		case *log.EventEntryAdded:
			if e.Entry.Level == log.LevelError {
				say("log: " + e.Entry.Text + " " + e.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			say("exception: " + e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.APITypeError {
				say("console error")
			}
		case *cdpage.EventJavascriptDialogOpening:
			say("dialog: " + e.Message)
			go chromedp.Run(ctx, cdpage.HandleJavaScriptDialog(false))
		}
	})
	if err := chromedp.Run(ctx, log.Enable(), runtime.Enable(), cdpage.Enable()); err != nil {
		t.Skip("Chromium does not start:", err)
	}
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		out := all
		all = nil
		return out
	}
}

// TestBrowser opens every view with each hostile text, at a phone's width, and
// wants no complaint, nothing run and nothing wider than the screen.
func TestBrowser(t *testing.T) {
	ctx, complaints := browser(t)
	evils := append([]string{"The Daily"}, strings.Join(hostile, " "))
	for _, evil := range evils {
		server := httptest.NewServer(serverOf(t, hostileRecord(t, evil)))
		for _, p := range pagesOf {
			var title string
			var over bool
			err := chromedp.Run(ctx, chromedp.EmulateViewport(390, 844), chromedp.Navigate(server.URL+p), chromedp.Title(&title),
				chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth + 1`, &over))
			if err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			if !strings.HasSuffix(title, "– Parallax") {
				t.Errorf("%s: title %q", p, title)
			}
			if over {
				t.Errorf("%s is wider than a phone", p)
			}
			for _, c := range complaints() {
				t.Errorf("%s: %s", p, c)
			}
		}
		server.Close()
	}
}

// TestBrowserWays goes the way of a reader: from a cell of the matrix to its
// words and back to the story, filters claims, switches a layer by keyboard.
func TestBrowserWays(t *testing.T) {
	ctx, complaints := browser(t)
	server := httptest.NewServer(serverOf(t, hostileRecord(t, "The Daily")))
	defer server.Close()
	var lit, where, shown string
	var on bool
	err := chromedp.Run(ctx,
		chromedp.Navigate(server.URL+"/stories/s1"),
		chromedp.SendKeys(".filterclaims", "untrue", chromedp.ByQuery),
		chromedp.Text(".filter [role=status]", &shown, chromedp.ByQuery),
		chromedp.Click(".matrix .cell.disputed", chromedp.ByQuery),
		chromedp.WaitVisible(".x.here", chromedp.ByQuery),
		chromedp.Text(".x.here", &lit, chromedp.ByQuery),
		chromedp.Focus(".on-c", chromedp.ByQuery), chromedp.KeyEvent(" "),
		chromedp.Evaluate(`document.querySelector(".on-c").checked`, &on),
		chromedp.Click(".entries .up", chromedp.ByQuery),
		chromedp.WaitVisible(".story", chromedp.ByQuery),
		chromedp.Location(&where))
	if err != nil {
		t.Fatal(err)
	}
	if lit != "died" || shown != "1 shown" || on || !strings.Contains(where, "/stories/s1#e-") {
		t.Errorf("lit %q, filter says %q, layer on is %v, back at %s", lit, shown, on, where)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// TestBrowserOneFile opens the file from disk, offline, and follows a link.
func TestBrowserOneFile(t *testing.T) {
	ctx, complaints := browser(t)
	var b bytes.Buffer
	if err := OneFile(&b, hostileRecord(t, strings.Join(hostile, " "))); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "record.html")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var views int
	var lit string
	err := chromedp.Run(ctx, chromedp.Navigate("file://"+name), chromedp.WaitVisible(".story", chromedp.ByQuery),
		chromedp.Evaluate(`[...document.querySelectorAll(".view")].filter((v) => !v.hidden).length`, &views),
		chromedp.Click(".matrix .cell.disputed", chromedp.ByQuery), chromedp.WaitVisible(".x.here", chromedp.ByQuery), chromedp.Text(".x.here", &lit, chromedp.ByQuery))
	if err != nil {
		t.Fatal(err)
	}
	if views != 1 || lit != "died" {
		t.Errorf("%d views at a time, lit %q", views, lit)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// TestBrowserKeyboard goes from lit words to all that rests on them and back
// without a pointer.
func TestBrowserKeyboard(t *testing.T) {
	ctx, complaints := browser(t)
	server := httptest.NewServer(serverOf(t, hostileRecord(t, "The Daily")))
	defer server.Close()
	const lit = `document.activeElement.matches(".source a.x") ? document.activeElement.textContent : ""`
	var first, second, box, again, stops string
	err := chromedp.Run(ctx, chromedp.Navigate(server.URL+"/reports/r1"), chromedp.Focus(".on-g", chromedp.ByQuery), chromedp.KeyEvent(kb.Tab), chromedp.Evaluate(lit, &first),
		chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight), chromedp.Evaluate(lit, &second), chromedp.Evaluate(`String(document.querySelectorAll(".source a.x[tabindex='0']").length)`, &stops),
		chromedp.KeyEvent(kb.Enter), chromedp.Evaluate(`document.activeElement.matches(".onwords") ? document.activeElement.innerText : ""`, &box),
		chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Escape), chromedp.Evaluate(lit, &again))
	if err != nil {
		t.Fatal(err)
	}
	if first == "" || second == "" || first == second || again != second || stops != "1" || !strings.Contains(box, strings.TrimSpace(second)) {
		t.Errorf("lit %q, then %q, of %s stops; resting on it %q; back at %q", first, second, stops, box, again)
	}
	// From an entry of the list to its words, which take the focus.
	err = chromedp.Run(ctx, chromedp.Focus(".lists > section:not(.onwords) .at", chromedp.ByQuery), chromedp.KeyEvent(kb.Enter), chromedp.Sleep(200*time.Millisecond),
		chromedp.Evaluate(`document.activeElement.matches(".source a.x.here") ? document.activeElement.textContent : ""`, &again))
	if err != nil || again == "" {
		t.Errorf("from the list to the words: %v, at %q", err, again)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// TestBrowserJudge judges a dispute and takes it back, and hands in a text.
func TestBrowserJudge(t *testing.T) {
	ctx, complaints := browser(t)
	r := hostileRecord(t, "The Daily")
	s := serverOf(t, r)
	server := httptest.NewServer(s)
	defer server.Close()
	var said, taken, job string
	err := chromedp.Run(ctx, chromedp.Navigate(server.URL+"/stories/s1"), chromedp.Click(".quarrel .right", chromedp.ByQuery), chromedp.WaitVisible("#why", chromedp.ByQuery),
		chromedp.SendKeys("#why", "they speak of two towns", chromedp.ByQuery), chromedp.SendKeys("#by", "A tester"+kb.Enter, chromedp.ByQuery), chromedp.WaitVisible(".judged", chromedp.ByQuery),
		chromedp.Text(".judged li", &said, chromedp.ByQuery), chromedp.Click(".judged li button", chromedp.ByQuery), chromedp.WaitVisible("//li//b[.='Taken back:']"), chromedp.Text(".judged li", &taken, chromedp.ByQuery),
		chromedp.Navigate(server.URL+"/add"), chromedp.SendKeys("#text", "Some words.", chromedp.ByQuery), chromedp.Click("form.stack .button", chromedp.ByQuery), chromedp.WaitVisible("//h1[.='Read and kept']"), chromedp.Text(".facts", &job, chromedp.ByQuery))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "x1.1") || !strings.Contains(said, "A tester") || !strings.Contains(said, "two towns") || !strings.Contains(taken, "Taken back") || !strings.Contains(job, "1 document kept") {
		t.Errorf("judged %q, taken back %q, read %q", said, taken, job)
	}
	if all, err := s.cfg.Store.Judgements(t.Context()); err != nil || len(all) != 3 || all[1].Relation != parallax.Wrong || all[2].Relation != parallax.Undone {
		t.Errorf("%+v %v", all, err)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// TestBrowserPrint prints the one file of a story: all is open, the furniture,
// the pages of names and what waits for a hand stay out, and it is a PDF.
func TestBrowserPrint(t *testing.T) {
	ctx, _ := browser(t)
	var b bytes.Buffer
	if err := OneFile(&b, hostileRecord(t, "The Daily")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "record.html")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	const shown = `((css) => [...document.querySelectorAll(css)].filter((e) => e.checkVisibility()).length)`
	var there, away int
	var pdf []byte
	err := chromedp.Run(ctx, chromedp.Navigate("file://"+name), emulation.SetEmulatedMedia().WithMedia("print"),
		chromedp.Evaluate(shown+`(".story, .report, .quarrel .at, .matrix .cell.disputed, .naming .words, .claim .words")`, &there),
		chromedp.Evaluate(shown+`(".around, .entity, .chips, .layers, .lists, button, .right, .onwords")`, &away),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = cdpage.PrintToPDF().Do(ctx)
			return err
		}))
	if err != nil {
		t.Fatal(err)
	}
	if there != 11 || away > 0 || !bytes.HasPrefix(pdf, []byte("%PDF")) || bytes.Count(pdf, []byte("/Type /Page\n")) > 6 {
		t.Errorf("on paper %d of what should be there, %d of what should not, %d pages", there, away, bytes.Count(pdf, []byte("/Type /Page\n")))
	}
}

// TestBrowserFirstView says when a story of 500 reports can be used, in
// milliseconds after it is asked for.
func TestBrowserFirstView(t *testing.T) {
	ctx, complaints := browser(t)
	server := httptest.NewServer(serverOf(t, largeRecord(t, 500)))
	defer server.Close()
	for range 3 {
		var ready float64
		if err := chromedp.Run(ctx, chromedp.Navigate(server.URL+"/stories/s1"), chromedp.Evaluate(`performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd`, &ready)); err != nil {
			t.Fatal(err)
		}
		t.Logf("ready after %.0f ms", ready)
	}
	for _, c := range complaints() {
		t.Error(c)
	}
}

// TestBrowserAxe runs axe-core over every view, at a desk and on a phone, light
// and dark, where AXE names its axe.min.js.
func TestBrowserAxe(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Skip("AXE names no axe.min.js")
	}
	ctx, complaints := browser(t)
	r := hostileRecord(t, "The Daily")
	open := httptest.NewServer(serverOf(t, r))
	defer open.Close()
	empty := httptest.NewServer(serverOf(t, &parallax.Record{Schema: parallax.Schema}))
	defer empty.Close()
	locked, _ := lockedServer(t, r)
	door := httptest.NewServer(locked)
	defer door.Close()
	in := []chromedp.Action{chromedp.Navigate(door.URL + "/signin"), chromedp.SendKeys("#name", "a admin", chromedp.ByQuery), chromedp.SendKeys("#password", "password of admin"+kb.Enter, chromedp.ByQuery), chromedp.WaitVisible(".cards", chromedp.ByQuery)}
	if err := chromedp.Run(ctx, in...); err != nil {
		t.Fatal(err)
	}
	pages := []string{empty.URL + "/", empty.URL + "/judgements", open.URL + "/nothing", door.URL + "/signin", door.URL + "/account"}
	for _, p := range pagesOf {
		pages = append(pages, open.URL+p)
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, wide := range []int64{1280, 390} {
			for _, p := range pages {
				var found string
				err := chromedp.Run(ctx, chromedp.EmulateViewport(wide, 900), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}), chromedp.Navigate(p), chromedp.Evaluate(string(axe), nil),
					chromedp.Evaluate(`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).slice(0, 3).join(" | ")).join("\n"))`, &found, awaited))
				if err != nil {
					t.Fatalf("%s: %v", p, err)
				}
				if found != "" {
					t.Errorf("%s, %s, %d wide: %s", p, scheme, wide, found)
				}
				for _, c := range complaints() {
					if !strings.Contains(c, "/nothing") { // whose answer is 404
						t.Errorf("%s: %s", p, c)
					}
				}
			}
		}
	}
}

func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
