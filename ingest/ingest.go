// Package ingest brings pages in: files, folders, standard input, archives,
// feeds, JSON and addresses become a stream of pages, the bytes as fetched with
// where they came from. It holds one page at a time and looks into a page only
// as far as it must to divide what carries many (a WARC, a feed, JSON lines).
//
// What cannot be read never ends the stream: it becomes a page without bytes
// whose Problem says what was wrong and what to do.
package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parallax"
)

// Options of a run. The zero value is that of the command line without flags.
type Options struct {
	Context      context.Context // nil: never cancelled
	MaxBytes     int64           // largest page, 0: 64 MiB
	Published    string          // date of publication said of every page, "" none
	Outlet       string          // outlet said of every page
	Language     string          // BCP 47
	Stdin        io.Reader       // what "-" reads, nil: os.Stdin
	StdinName    string          // how the pages of "-" are called, "": "-"
	CacheDir     string          // keeps fetched pages for conditional requests, "": none
	AllowPrivate bool            // fetch from private and loopback addresses
	Timeout      time.Duration   // of one request, 0: 30 s
	Delay        time.Duration   // between requests to one host, 0: 1 s
	UserAgent    string          // "": parallax and its version
}

const defaultMax = 64 << 20

// reader is the state of one run.
type reader struct {
	Options
	yield func(parallax.Page) bool
	done  bool
	web   *fetcher
}

// Open streams the pages that paths name: files, folders (read recursively, in
// the order of their names), "-" for standard input, http and https addresses.
func Open(paths []string, o Options) iter.Seq[parallax.Page] {
	return func(yield func(parallax.Page) bool) {
		if o.Context == nil {
			o.Context = context.Background()
		}
		if o.MaxBytes <= 0 {
			o.MaxBytes = defaultMax
		}
		r := &reader{Options: o, yield: yield}
		for _, p := range paths {
			if r.done || o.Context.Err() != nil {
				return
			}
			switch {
			case p == "-":
				in := o.Stdin
				if in == nil {
					in = os.Stdin
				}
				r.stream(cmp.Or(o.StdinName, "-"), "", in)
			case strings.HasPrefix(p, "http://"), strings.HasPrefix(p, "https://"):
				r.address(p)
			default:
				r.path(p)
			}
		}
	}
}

// emit hands a page on, with what the options say of every page.
func (r *reader) emit(p parallax.Page) {
	if r.done {
		return
	}
	if r.Published != "" {
		p.Published = r.Published
	}
	if r.Outlet != "" {
		p.Outlet = r.Outlet
	}
	if r.Language != "" {
		p.Language = r.Language
	}
	if !r.yield(p) || r.Context.Err() != nil {
		r.done = true
	}
}

// trouble hands on a page that could not be read.
func (r *reader) trouble(uri, code, format string, args ...any) {
	r.emit(parallax.Page{URI: uri, Problems: []parallax.Problem{{Code: code, Text: fmt.Sprintf(format, args...)}}})
}

// path reads a file, or the files of a folder.
func (r *reader) path(path string) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.trouble(path, "not-found", "no such file or folder; check the name")
	case err != nil:
		r.trouble(path, "unreadable", "%v", err)
	case info.IsDir():
		r.folder(path)
	case info.Mode().IsRegular(), info.Mode()&(fs.ModeNamedPipe|fs.ModeCharDevice) != 0:
		r.file(path)
	default:
		r.trouble(path, "unreadable", "neither file nor folder")
	}
}

func (r *reader) folder(path string) {
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case r.done:
			return fs.SkipAll
		case err != nil:
			r.trouble(p, "unreadable", "%v", err)
		case strings.HasPrefix(d.Name(), ".") && p != path: // hidden
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			if i, err := os.Stat(p); err == nil && i.Mode().IsRegular() {
				r.file(p)
			}
		case d.Type().IsRegular():
			r.file(p)
		}
		return nil
	})
	if err != nil {
		r.trouble(path, "unreadable", "%v", err)
	}
}

func (r *reader) file(path string) {
	f, err := os.Open(path)
	if err != nil {
		r.trouble(path, "unreadable", "%v", err)
		return
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(path), ".zip") {
		if info, err := f.Stat(); err == nil {
			r.zip(path, f, info.Size())
			return
		}
	}
	r.stream(path, "", f)
}

// stream finds out what in carries and divides it into pages. mediaType is what
// its source declares, "" when it declares nothing.
func (r *reader) stream(uri, mediaType string, in io.Reader) { r.streamAs(uri, uri, mediaType, in) }

// streamAs reads a stream whose name, for its ending, is not its address.
func (r *reader) streamAs(uri, name, mediaType string, in io.Reader) {
	b := bufio.NewReaderSize(in, 64<<10)
	head, err := b.Peek(4096)
	if err != nil && err != io.EOF && len(head) == 0 {
		r.trouble(uri, "unreadable", "%v", err)
		return
	}
	ext := strings.ToLower(filepath.Ext(name))
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(head) == 0:
		r.trouble(uri, "empty", "nothing in it")
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		r.gunzip(uri, mediaType, b)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		r.zipStream(uri, b)
	case bytes.HasPrefix(head, []byte("WARC/")):
		r.warc(uri, b)
	case bytes.HasPrefix(text, []byte("%PDF")):
		r.trouble(uri, "pdf-declined", "PDF is not read; save its text and read that")
	case isMail(ext, text):
		r.trouble(uri, "mail-declined", "mail is not read; save the message as HTML or text and read that")
	case isJSON(ext, mediaType, text):
		r.json(uri, ext, b)
	case isFeed(text):
		r.feed(uri, b)
	default:
		r.page(parallax.Page{URI: uri, MediaType: declared(mediaType, ext)}, b)
	}
}

// bytes reads what is in memory already as a stream.
func (r *reader) bytes(uri, mediaType string, data []byte) {
	r.stream(uri, mediaType, bytes.NewReader(data))
}

// page reads one page whole, up to the limit.
func (r *reader) page(p parallax.Page, in io.Reader) {
	data, ok := r.all(p.URI, in)
	if !ok {
		return
	}
	if len(data) == 0 { // a recorded response without a body
		r.trouble(p.URI, "empty", "nothing in it")
		return
	}
	p.Bytes = data
	r.emit(p)
}

// all reads in up to the limit; past it the page becomes a Problem.
func (r *reader) all(uri string, in io.Reader) ([]byte, bool) {
	data, err := io.ReadAll(io.LimitReader(in, r.MaxBytes+1))
	switch {
	case int64(len(data)) > r.MaxBytes:
		r.trouble(uri, "too-large", "larger than the limit of %d MiB; --max-size raises it", r.MaxBytes>>20)
		return nil, false
	case errors.Is(err, io.ErrUnexpectedEOF):
		r.trouble(uri, "unreadable", "cut off before its end; fetch or copy it again")
		return nil, false
	case err != nil:
		r.trouble(uri, "unreadable", "%v", err)
		return nil, false
	}
	return data, true
}

// declared is the media type of a page by its source or the name it has.
func declared(mediaType, ext string) string {
	if mediaType != "" {
		return mediaType
	}
	switch ext {
	case ".html", ".htm", ".shtml":
		return "text/html"
	case ".xhtml":
		return "application/xhtml+xml"
	case ".txt", ".text", ".md":
		return "text/plain"
	}
	return ""
}

// isMail recognises a message by its name or by the headers it begins with.
func isMail(ext string, head []byte) bool {
	switch ext {
	case ".eml", ".mbox", ".msg":
		return true
	}
	n := 0
	for i, l := range bytes.SplitN(head, []byte("\n"), 30) {
		for _, h := range []string{"Received:", "Return-Path:", "Message-ID:", "Message-Id:", "MIME-Version:", "Delivered-To:", "DKIM-Signature:"} {
			if bytes.HasPrefix(l, []byte(h)) {
				n++
			}
		}
		if i == 0 && n == 0 && !bytes.HasPrefix(l, []byte("From ")) && !bytes.HasPrefix(l, []byte("From:")) && !bytes.HasPrefix(l, []byte("Date:")) {
			return false
		}
	}
	return n >= 2
}

func isFeed(head []byte) bool {
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	head = head[:min(len(head), 2048)]
	for _, s := range []string{"<rss", "<feed", "<rdf:RDF"} {
		if i := bytes.Index(head, []byte(s)); i >= 0 && !bytes.Contains(bytes.ToLower(head[:i]), []byte("<html")) {
			return true
		}
	}
	return false
}
