package ingest

import (
	"archive/zip"
	"bufio"
	"bytes"
	"io"
	"path/filepath"
	"sort"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// Limits on what an archive may unfold to: a page as large as any other, and
// for the whole of a stream a ratio that no honest text reaches.
const (
	maxRatio   = 1200
	maxMembers = 1_000_000
)

// counter counts the bytes read through it.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// gunzip reads a compressed stream as what it holds. A WARC is read member by
// member, so that one broken member costs one record.
func (r *reader) gunzip(uri, mediaType string, in *bufio.Reader) {
	name := strings.TrimSuffix(strings.TrimSuffix(uri, ".gz"), ".GZ")
	if strings.EqualFold(filepath.Ext(name), ".warc") || firstWords(in, "WARC/") {
		r.warcMembers(uri, in)
		return
	}
	c := &counter{Reader: in}
	z, err := gzip.NewReader(c)
	if err != nil {
		r.trouble(uri, "gzip-corrupt", "not readable as gzip: %v", err)
		return
	}
	r.streamAs(uri, name, mediaType, &guard{z: z, in: c})
}

// firstWords reports whether the first member of in unfolds to something that
// begins with s, without moving in.
func firstWords(in *bufio.Reader, s string) bool {
	head, _ := in.Peek(4096)
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	b := make([]byte, len(s))
	n, _ := io.ReadFull(z, b)
	return string(b[:n]) == s
}

// guard ends a stream that unfolds beyond the ratio of honest text.
type guard struct {
	z   io.Reader
	in  *counter
	out int64
}

type bombError struct{}

func (bombError) Error() string { return "unfolds beyond any honest ratio; stopped" }

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	g.out += int64(n)
	if g.out > 16<<20 && g.out/maxRatio > g.in.n {
		return 0, bombError{}
	}
	return n, err
}

// zipStream reads a zip that comes as a stream, up to the limit of a page.
func (r *reader) zipStream(uri string, in io.Reader) {
	data, ok := r.all(uri, in)
	if ok {
		r.zip(uri, bytes.NewReader(data), int64(len(data)))
	}
}

// zip reads the files of an archive in the order of their names.
func (r *reader) zip(uri string, at io.ReaderAt, size int64) {
	z, err := zip.NewReader(at, size)
	if err != nil {
		r.trouble(uri, "zip-corrupt", "not readable as zip: %v", err)
		return
	}
	if len(z.File) > maxMembers {
		r.trouble(uri, "too-large", "more than %d files in one archive", maxMembers)
		return
	}
	files := append([]*zip.File(nil), z.File...)
	sort.SliceStable(files, func(i, j int) bool { return files[i].Name < files[j].Name })
	for _, f := range files {
		if r.done {
			return
		}
		name := uri + "#" + f.Name
		switch {
		case f.FileInfo().IsDir() || strings.HasPrefix(filepath.Base(f.Name), ".") || strings.HasPrefix(f.Name, "__MACOSX/"):
			continue
		case f.UncompressedSize64 > 16<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64:
			r.trouble(name, "bomb", "unfolds beyond any honest ratio; not read")
			continue
		case strings.EqualFold(filepath.Ext(f.Name), ".zip"):
			r.trouble(name, "nested-zip", "an archive within an archive is not read; unpack it first")
			continue
		}
		in, err := f.Open()
		if err != nil {
			r.trouble(name, "zip-corrupt", "%v", err)
			continue
		}
		r.streamAs(name, f.Name, "", in)
		in.Close()
	}
}
