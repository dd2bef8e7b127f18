package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"

	"parallax"
	"parallax/format"
)

// build names the version of style and script in their addresses, so that a
// browser may keep them for good.
var build = func() string {
	h := sha256.New()
	h.Write(asset("page.css"))
	h.Write(asset("page.js"))
	return hex.EncodeToString(h.Sum(nil))[:10]
}()

func asset(name string) []byte {
	b, err := staticFiles.ReadFile("static/" + name)
	if err != nil {
		panic(err) // embedded
	}
	return b
}

// drawer draws pages, one at a time.
type drawer struct {
	pages *template.Template
	links links // of the page that is drawn
}

var nothing = NewIndex(&parallax.Record{})

// draw writes a page whose links lead into x, nil where there are none.
func (d *drawer) draw(w io.Writer, x *Index, name string, p any) error {
	if d.links.x = x; x == nil {
		d.links.x = nothing
	}
	return d.pages.ExecuteTemplate(w, name, p)
}

func newDrawer(oneFile bool) (*drawer, error) {
	d := &drawer{links: links{nothing, oneFile}}
	l := &d.links
	var err error
	d.pages, err = template.New("pages").Funcs(template.FuncMap{
		"storyURL": l.story, "reportURL": l.report, "entityURL": l.entity, "wordsURL": l.words, "entryURL": l.entry,
		"disputeURL": l.dispute, "sectionURL": l.section,
		"formats":   format.Formats,
		"matrixURL": l.matrix, "pick": pick,
		"oneFile": func() bool { return oneFile },
		"count":   count, "number": number, "cut": cut, "oneLine": oneLine, "isoDay": isoDay,
		"stateWord": func(s string) string { return stateWords[s] },
		"minus":     func(a, b int) int { return a - b },
		"plus":      func(a, b int) int { return a + b },
		"teller":    func(p *place) string { return p.teller() },
	}).ParseFS(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	return d, nil
}

// OneFile writes a record as one HTML file that works offline: every story,
// report and entity, each entry opening at its words.
func OneFile(w io.Writer, r *parallax.Record) error {
	x := NewIndex(r)
	d, err := newDrawer(true)
	if err != nil {
		return err
	}
	style, script := asset("page.css"), asset("page.js")
	v := struct {
		Title, StyleHash, ScriptHash string
		Style                        template.CSS
		Script                       template.JS
		Made                         *parallax.Made
		Stories                      []*storyView
		Reports                      []*reportView
		Entities                     []*entityView
	}{Title: "Record", StyleHash: hash(style), ScriptHash: hash(script), Style: template.CSS(style), Script: template.JS(script), Made: r.Made}
	for i := range r.Stories {
		v.Stories = append(v.Stories, x.storyPage(&r.Stories[i], fully, matrixQuery{}))
	}
	if len(v.Stories) == 1 {
		v.Title = v.Stories[0].Title
	}
	for _, p := range x.reports {
		v.Reports = append(v.Reports, x.reportPage(p))
	}
	for i := range r.Entities {
		v.Entities = append(v.Entities, x.entityPage(&r.Entities[i]))
	}
	if err := d.draw(w, x, "onefile", v); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// choice is an option of a list, On where it is the one in force.
type choice struct {
	Value, Label string
	On           bool
}

func pick(value, label, now string) choice { return choice{value, label, value == now} }

func hash(b []byte) string {
	s := sha256.Sum256(b)
	return base64.StdEncoding.EncodeToString(s[:])
}
