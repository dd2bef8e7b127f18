package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"parallax"
)

// warc reads the records of an uncompressed WARC (ISO 28500), version 1.0 or 1.1.
func (r *reader) warc(uri string, in *bufio.Reader) {
	for n := 1; !r.done; n++ {
		if err := r.record(uri, n, in); err != nil {
			if !errors.Is(err, io.EOF) {
				r.trouble(fmt.Sprintf("%s#%d", uri, n), "warc-broken", "%v; went on at the next record", err)
			}
			if !resync(in, []byte("WARC/1.")) {
				return
			}
		}
	}
}

// warcMembers reads a WARC of which every record is a gzip member. What is
// broken costs its member: the reader goes on at the next that begins.
func (r *reader) warcMembers(uri string, in *bufio.Reader) {
	var z *gzip.Reader
	for n := 1; !r.done; n++ {
		if _, err := in.Peek(1); err != nil {
			return
		}
		var err error
		if z == nil {
			z, err = gzip.NewReader(in)
		} else {
			err = z.Reset(in)
		}
		if err == nil {
			z.Multistream(false)
			err = r.member(uri, &n, z)
		} else {
			z = nil
			in.Discard(1)
		}
		if err != nil {
			r.trouble(fmt.Sprintf("%s#%d", uri, n), "warc-broken", "%v; went on at the next member", err)
			z = nil
			if !resync(in, []byte{0x1f, 0x8b, 0x08}) {
				return
			}
		}
	}
}

// member reads the records of one gzip member; n counts records of the file.
func (r *reader) member(uri string, n *int, z io.Reader) error {
	b := bufio.NewReader(z)
	for first := true; !r.done; first = false {
		err := r.record(uri, *n, b)
		if errors.Is(err, io.EOF) && !first {
			*n--
			return nil
		}
		if err != nil {
			io.Copy(io.Discard, b)
			if errors.Is(err, io.EOF) {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		*n++
	}
	return nil
}

// resync moves in to the next place that begins with mark.
func resync(in *bufio.Reader, mark []byte) bool {
	for {
		head, err := in.Peek(4096)
		if i := bytes.Index(head, mark); i >= 0 {
			in.Discard(i)
			return true
		}
		if err != nil && len(head) < len(mark) {
			return false
		}
		in.Discard(max(1, len(head)-len(mark)+1))
	}
}

const maxHeader = 64 << 10

// header reads lines up to an empty one, within bounds.
func header(in *bufio.Reader) (textproto.MIMEHeader, error) {
	h := textproto.MIMEHeader{}
	size, last := 0, ""
	for {
		line, err := in.ReadSlice('\n')
		size += len(line)
		if err != nil || size > maxHeader {
			if err == nil || err == bufio.ErrBufferFull {
				err = errors.New("header too long")
			}
			return nil, err
		}
		s := strings.TrimRight(string(line), "\r\n")
		if s == "" {
			return h, nil
		}
		if (s[0] == ' ' || s[0] == '\t') && last != "" {
			v := h[last]
			v[len(v)-1] += " " + strings.TrimSpace(s)
			continue
		}
		k, v, ok := strings.Cut(s, ":")
		if ok {
			last = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(k))
			h[last] = append(h[last], strings.TrimSpace(v))
		}
	}
}

// record reads one record. io.EOF means that none is left.
func (r *reader) record(uri string, n int, in *bufio.Reader) error {
	for {
		c, err := in.Peek(1)
		if err != nil {
			if errors.Is(err, io.EOF) {
				return io.EOF
			}
			return err
		}
		if c[0] != '\r' && c[0] != '\n' {
			break
		}
		in.Discard(1)
	}
	line, err := in.ReadSlice('\n')
	if err != nil || !bytes.HasPrefix(line, []byte("WARC/1.")) {
		return errors.New("no WARC/1.0 or 1.1 record here")
	}
	h, err := header(in)
	if err != nil {
		return cut(err)
	}
	size, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return errors.New("record without length")
	}
	block := &io.LimitedReader{R: in, N: size}
	kind := h.Get("Warc-Type")
	at := uri + "#" + or(strings.Trim(h.Get("Warc-Target-Uri"), "<>"), strconv.Itoa(n))
	switch {
	case kind == "response" && strings.HasPrefix(strings.ToLower(h.Get("Content-Type")), "application/http"):
		err = r.response(at, h, block)
	case kind == "resource" || kind == "conversion":
		r.streamAs(at, "", h.Get("Content-Type"), block)
	}
	if err != nil {
		r.trouble(at, "warc-http", "%v; the record was left out", err)
	}
	left := block.N
	if k, err := io.CopyN(io.Discard, in, left); err != nil {
		return cut(fmt.Errorf("%d bytes short: %w", left-k, err))
	}
	return nil
}

func cut(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the record is cut off")
	}
	return err
}

// response hands on the body of a recorded HTTP response.
func (r *reader) response(at string, warc textproto.MIMEHeader, block io.Reader) error {
	b := bufio.NewReaderSize(block, 16<<10)
	resp, err := http.ReadResponse(b, nil)
	if err != nil {
		return fmt.Errorf("no HTTP response: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return nil
	}
	mediaType, params, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if mediaType != "" && !readable(mediaType) {
		return nil
	}
	body := io.Reader(resp.Body)
	if e := strings.ToLower(resp.Header.Get("Content-Encoding")); e == "gzip" || e == "x-gzip" {
		// some writers keep the header and store the body unfolded
		p := bufio.NewReader(body)
		if m, _ := p.Peek(2); bytes.Equal(m, []byte{0x1f, 0x8b}) {
			c := &counter{Reader: p}
			z, err := gzip.NewReader(c)
			if err != nil {
				return err
			}
			body = &guard{z: z, in: c}
		} else {
			body = p
		}
	} else if e != "" && e != "identity" {
		return fmt.Errorf("content encoding %q is not read", e)
	}
	r.page(parallax.Page{URI: at, MediaType: mediaType, Charset: params["charset"], Fetched: warc.Get("Warc-Date")}, body)
	return nil
}

// readable reports whether pages of a media type hold text for us.
func readable(t string) bool {
	switch t {
	case "text/html", "application/xhtml+xml", "text/plain", "application/octet-stream":
		return true
	}
	return false
}
