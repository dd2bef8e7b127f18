package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestScreens draws the pictures of docs/screens, one a view, at a desk and on a
// phone, light above dark: where SCREENS names a folder, of the server at SERVER,
// whose user and password SIGNIN gives.
//
//	parallax add --db desk.db examples/withdrawal
//	parallax user add mira --role admin --db desk.db
//	parallax serve --db desk.db --accounts
//	SCREENS=../docs/screens SERVER=http://127.0.0.1:8080 SIGNIN=mira:PASSWORD go test -run Screens ./web
func TestScreens(t *testing.T) {
	out, server := os.Getenv("SCREENS"), os.Getenv("SERVER")
	name, password, ok := strings.Cut(os.Getenv("SIGNIN"), ":")
	if out == "" || server == "" || !ok {
		t.Skip("SCREENS, SERVER or SIGNIN is not set")
	}
	ctx, complaints := browser(t)
	signedOut := shoot(t, ctx, server+"/signin")
	if err := chromedp.Run(ctx, chromedp.SendKeys("#name", name, chromedp.ByQuery), chromedp.SendKeys("#password", password+kb.Enter, chromedp.ByQuery), chromedp.WaitVisible(".cards", chromedp.ByQuery)); err != nil {
		t.Fatal(err)
	}
	views := map[string]string{"stories": "/", "search": "/search?q=troops", "check": "/check?sentence=" + url.QueryEscape(os.Getenv("SENTENCE")), "add": "/add", "job": "/jobs/j1", "judgements": "/judgements", "account": "/account", "api": "/api", "missing": "/nothing"}
	var story, report, who string // the largest story, its first report, the person most mentioned
	for to, ask := range map[*string]string{&story: `"/api/stories").then((r) => r.json()).then((l) => l.items.sort((a, b) => b.reports - a.reports)[0].id)`,
		&who: `"/api/entities?type=PERSON").then((r) => r.json()).then((l) => l.items.sort((a, b) => b.mentions.length - a.mentions.length)[0].id)`} {
		if err := chromedp.Run(ctx, chromedp.Evaluate("fetch("+ask, to, awaited)); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Run(ctx, chromedp.Evaluate(`fetch("/api/reports?story=`+story+`").then((r) => r.json()).then((l) => l.items[0].id)`, &report, awaited)); err != nil {
		t.Fatal(err)
	}
	views["story"], views["report"], views["entity"], views["judge"] = "/stories/"+story, "/reports/"+report, "/entities/"+who, "/judge?entry="+who
	for _, part := range sections {
		views[part] = "/stories/" + story + "/" + part
	}
	write := func(view string, picture []byte) {
		if err := os.WriteFile(filepath.Join(out, view+".webp"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("signin", signedOut)
	for view, path := range views {
		if only := os.Getenv("ONLY"); only != "" && !strings.Contains(","+only+",", ","+view+",") {
			continue
		}
		write(view, shoot(t, ctx, server+path))
		for _, c := range complaints() {
			if view != "missing" {
				t.Errorf("%s: %s", path, c)
			}
		}
	}
}

// shoot draws one page four times.
func shoot(t *testing.T, ctx context.Context, address string) []byte {
	t.Helper()
	const tall, gap = 900, 16
	sheet := `<body style="margin:0;background:#888;display:grid;grid-template-columns:1280px 390px;gap:16px;width:1686px">`
	for _, scheme := range []string{"light", "dark"} {
		for _, wide := range []int64{1280, 390} {
			var shot []byte
			err := chromedp.Run(ctx, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
				chromedp.EmulateViewport(wide, tall), chromedp.Navigate(address), chromedp.CaptureScreenshot(&shot))
			if err != nil {
				t.Fatalf("%s: %v", address, err)
			}
			sheet += `<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(shot) + `">`
		}
	}
	markup, err := json.Marshal(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var picture []byte
	err = chromedp.Run(ctx, chromedp.EmulateViewport(1280+gap+390, 2*tall+gap), chromedp.Navigate("about:blank"),
		chromedp.Evaluate("document.write("+string(markup)+"), document.close(), Promise.all([...document.images].map((i) => i.decode())).then(() => 1)", nil, awaited),
		chromedp.ActionFunc(func(ctx context.Context) (err error) {
			picture, err = cdpage.CaptureScreenshot().WithFormat(cdpage.CaptureScreenshotFormatWebp).WithQuality(60).WithClip(&cdpage.Viewport{Width: 1280 + gap + 390, Height: 2*tall + gap, Scale: .6}).Do(ctx)
			return err
		}), chromedp.Navigate(address))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return picture
}
