// Package article turns a page into a document: its text, the way of every
// byte of it back to the bytes as fetched, the reports in it and the furniture
// around them.
//
// An HTML page is read in one run over its tags. Blocks of text are told apart
// by boosted trees over features that need no site rules (words of class names,
// density of links, length, place, the company a block keeps; Kohlschütter,
// Fankhauser and Nejdl 2010, Boilerplate detection using shallow text features,
// is the ancestor). Plain text is kept verbatim and read line by line with the
// same question. Dates, outlets and credits come as candidates with their
// source; where they disagree the reader abstains and says so.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"mime"
	"strings"

	"github.com/RadhiFadlillah/whatlanggo"

	"parallax"
)

// ErrNoText is returned for a page that holds no text: bytes of a picture or
// a program, or nothing at all.
var ErrNoText = errors.New("no text")

// Read makes the document of a page. Trouble with the page is a Problem of the
// document; only a page without any text is an error.
func Read(p parallax.Page) (*parallax.Document, error) {
	sum := sha256.Sum256(p.Bytes)
	doc := &parallax.Document{URI: p.URI, SHA256: hex.EncodeToString(sum[:]), MediaType: mediaType(p), Problems: append([]parallax.Problem(nil), p.Problems...)}
	if len(p.Bytes) == 0 {
		if len(p.Problems) > 0 {
			return doc, nil
		}
		return doc, ErrNoText
	}
	v, probs := decode(p.Bytes, doc.MediaType, p.Charset)
	doc.Problems = append(doc.Problems, probs...)
	if v.text == "" || binary(v.text) { // a byte order mark alone is no text
		return doc, ErrNoText
	}
	switch doc.MediaType {
	case "text/html", "application/xhtml+xml":
		readHTML(doc, p, v)
	case "application/json", "application/feed+json", "application/ld+json":
		readJSON(doc, p, v)
	case "application/rss+xml", "application/atom+xml":
		readItem(doc, p, v)
	default:
		doc.Text, doc.SourceMap = v.text, v.runs
		readText(doc, p)
	}
	if doc.Language == "" {
		doc.Language = language(p, doc)
	}
	if len(doc.Reports) == 0 {
		doc.Problems = append(doc.Problems, parallax.Problem{Code: "no-report", Text: "nothing here reads like a report"})
	}
	cards(doc)
	order(doc)
	return doc, nil
}

// mediaType is the page's type without parameters, or what its bytes look like.
func mediaType(p parallax.Page) string {
	if t, _, err := mime.ParseMediaType(p.MediaType); err == nil && t != "application/octet-stream" {
		return t
	}
	head := strings.ToLower(string(p.Bytes[:min(len(p.Bytes), 2048)]))
	for _, s := range []string{"<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<p>"} {
		if strings.Contains(head, s) {
			return "text/html"
		}
	}
	return "text/plain"
}

// binary holds when more than a few of the first characters are control codes.
func binary(s string) bool {
	s = s[:min(len(s), 4096)]
	n := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n*20 > len(s)
}

// language is what the carrier says, else what the words of the reports look like.
func language(p parallax.Page, doc *parallax.Document) string {
	if p.Language != "" {
		return p.Language
	}
	s := doc.Text
	if len(doc.Reports) > 0 {
		s = doc.Reports[0].In(doc.Text)
	}
	if len(s) > 4000 {
		s = strings.ToValidUTF8(s[:4000], "")
	}
	info := whatlanggo.Detect(s)
	if info.Confidence < 0.3 && len(s) < 200 {
		return ""
	}
	return info.Lang.Iso6391()
}
