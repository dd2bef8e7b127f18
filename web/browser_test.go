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
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
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

// TestBrowserAxe runs axe-core over every view where AXE names its axe.min.js.
func TestBrowserAxe(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("AXE"))
	if err != nil {
		t.Skip("AXE names no axe.min.js")
	}
	ctx, _ := browser(t)
	server := httptest.NewServer(serverOf(t, hostileRecord(t, "The Daily")))
	defer server.Close()
	for _, dark := range []string{"light", "dark"} {
		for _, p := range pagesOf {
			var found string
			err := chromedp.Run(ctx, chromedp.EmulateViewport(1280, 900), emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: dark}}), chromedp.Navigate(server.URL+p), chromedp.Evaluate(string(axe), nil),
				chromedp.Evaluate(`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).slice(0, 3).join(" | ")).join("\n"))`, &found,
					func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
			if err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			if found != "" {
				t.Errorf("%s, %s: %s", p, dark, found)
			}
		}
	}
}
