package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"parallax"
)

// TestScreens draws the pictures of docs/screens: where SCREENS names a folder
// and RECORD a record, it writes one picture a view, at a desk and on a phone,
// light above dark, and the printed dossier.
//
//	parallax read --json examples/withdrawal >record.json
//	SCREENS=docs/screens RECORD=record.json go test -run Screens ./web
func TestScreens(t *testing.T) {
	out, file := os.Getenv("SCREENS"), os.Getenv("RECORD")
	if out == "" || file == "" {
		t.Skip("SCREENS names no folder or RECORD no record")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r parallax.Record
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(serverOf(t, &r))
	defer server.Close()
	ctx, complaints := browser(t)
	for _, v := range screensOf(NewIndex(&r)) {
		if only := os.Getenv("ONLY"); only != "" && !strings.Contains(","+only+",", ","+v.name+",") {
			continue
		}
		var shots []string
		for _, scheme := range []string{"light", "dark"} {
			for _, wide := range []int64{1280, 390} {
				var shot []byte
				err := chromedp.Run(ctx, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
					chromedp.EmulateViewport(wide, 900), chromedp.Navigate(server.URL+v.path), chromedp.CaptureScreenshot(&shot))
				if err != nil {
					t.Fatalf("%s: %v", v.path, err)
				}
				shots = append(shots, "data:image/png;base64,"+base64.StdEncoding.EncodeToString(shot))
			}
		}
		for _, c := range complaints() {
			t.Errorf("%s: %s", v.path, c)
		}
		sheet := fmt.Sprintf(`<body style="margin:0;background:#888;display:grid;grid-template-columns:1280px 390px;gap:16px;width:1686px"><img src="%s"><img src="%s"><img src="%s"><img src="%s">`, shots[0], shots[1], shots[2], shots[3])
		var picture []byte
		err := chromedp.Run(ctx, chromedp.EmulateViewport(1686, 1816), chromedp.Navigate("about:blank"), chromedp.Evaluate("document.write("+string(must(json.Marshal(sheet)))+"), document.close(), Promise.all([...document.images].map((i) => i.decode())).then(() => 1)", nil, awaited),
			chromedp.ActionFunc(func(ctx context.Context) (err error) {
				picture, err = cdpage.CaptureScreenshot().WithFormat(cdpage.CaptureScreenshotFormatWebp).WithQuality(60).WithClip(&cdpage.Viewport{Width: 1686, Height: 1816, Scale: .75}).Do(ctx)
				return err
			}))
		if err == nil {
			err = os.WriteFile(filepath.Join(out, v.name+".webp"), picture, 0o644)
		}
		if err != nil {
			t.Fatalf("%s: %v", v.name, err)
		}
	}
}

type screen struct{ name, path string }

// screensOf are the views of the largest story.
func screensOf(x *Index) []screen {
	s := &x.Record.Stories[0]
	for i := range x.Record.Stories {
		if len(x.Record.Stories[i].Reports) > len(s.Reports) {
			s = &x.Record.Stories[i]
		}
	}
	out := []screen{{"stories", "/"}, {"story", "/stories/" + s.ID}}
	for _, part := range sections {
		out = append(out, screen{part, "/stories/" + s.ID + "/" + part})
	}
	in := map[string]bool{}
	for _, id := range s.Reports {
		in[id] = true
	}
	actors, _ := x.actorRows(in)
	return append(out, screen{"report", "/reports/" + s.Reports[0]}, screen{"entity", "/entities/" + actors[0].ID}, screen{"search", "/search?q=troops"},
		screen{"check", "/check?sentence=Iraq"}, screen{"judge", "/judge?entry=" + actors[0].ID}, screen{"judgements", "/judgements"}, screen{"add", "/add"}, screen{"api", "/api"})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
