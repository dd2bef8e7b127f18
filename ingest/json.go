package ingest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"parallax"
)

// isJSON recognises JSON by its name or declaration, else by how it begins.
func isJSON(ext, mediaType string, head []byte) bool {
	switch ext {
	case ".json", ".jsonl", ".ndjson", ".jsonld":
		return true
	}
	if bytes.Contains([]byte(mediaType), []byte("json")) {
		return true
	}
	if len(head) < 2 || head[0] != '{' && head[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	if head[0] == '[' {
		return len(rest) > 0 && rest[0] == '{'
	}
	return len(rest) > 0 && rest[0] == '"' && bytes.Contains(head, []byte(`":`))
}

// json streams the objects of JSON, of JSON lines and of a list: each object
// that holds a text becomes a page of its own, its bytes as they stand.
func (r *reader) json(uri, ext string, in *bufio.Reader) {
	s := &objects{in: in, max: r.MaxBytes, lines: ext == ".jsonl" || ext == ".ndjson"}
	n := 0
	for !r.done {
		obj, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		n++
		at := uri + "#" + strconv.Itoa(n)
		var big tooLarge
		switch {
		case errors.As(err, &big):
			r.trouble(at, "too-large", "larger than the limit of %d MiB; --max-size raises it", r.MaxBytes>>20)
			continue
		case err != nil:
			r.trouble(at, "json-broken", "not readable as JSON: %v", err)
			continue
		}
		if s.single() {
			at = uri
		}
		r.object(at, obj)
	}
	if n == 0 {
		r.trouble(uri, "json-broken", "no object in it")
	}
}

// Fields that wrap the articles of a search result, an export or a feed.
var wrappers = []string{"articles", "items", "docs", "documents", "results", "data", "hits", "news", "entries", "stories", "response", "_source"}

// object emits one object, or those it wraps.
func (r *reader) object(at string, obj []byte) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(obj, &fields); err != nil {
		r.trouble(at, "json-broken", "not readable as JSON: %v", err)
		return
	}
	if v, ok := fields["version"]; ok && bytes.Contains(v, []byte("jsonfeed.org")) {
		r.jsonFeed(at, obj)
		return
	}
	if !holdsText(fields) {
		for _, w := range wrappers {
			v := bytes.TrimSpace(fields[w])
			if len(v) == 0 {
				continue
			}
			if v[0] == '{' {
				r.object(at, v)
				return
			}
			var list []json.RawMessage
			if v[0] == '[' && json.Unmarshal(v, &list) == nil {
				for i, x := range list {
					if x = bytes.TrimSpace(x); len(x) > 0 && x[0] == '{' && !r.done {
						r.object(at+"#"+strconv.Itoa(i+1), x)
					}
				}
				return
			}
		}
	}
	r.emit(parallax.Page{URI: at, Bytes: obj, MediaType: "application/json"})
}

func holdsText(fields map[string]json.RawMessage) bool {
	for _, k := range []string{"text", "body", "content", "articleBody", "article_body", "html", "maintext", "full_text", "fulltext", "story", "content_html", "content_text", "title", "headline", "@graph", "@type"} {
		if v := bytes.TrimSpace(fields[k]); len(v) > 2 && (v[0] == '"' || k[0] == '@') {
			return true
		}
	}
	return false
}

// objects cuts a stream of JSON into its outermost objects. Lists around them
// are looked through. In JSON lines a broken line costs only itself.
type objects struct {
	in     *bufio.Reader
	max    int64
	lines  bool
	listed bool
	count  int
	buf    []byte
}

type tooLarge struct{}

func (tooLarge) Error() string { return "too large" }

// single reports whether the one object read so far is all there is.
func (s *objects) single() bool {
	if s.listed || s.count > 1 || s.lines {
		return false
	}
	for i := 1; i <= s.in.Size(); i++ {
		b, err := s.in.Peek(i)
		if err != nil {
			return true
		}
		if c := b[i-1]; c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return false
}

func (s *objects) next() ([]byte, error) {
	if s.lines {
		return s.line()
	}
	for {
		c, err := s.in.ReadByte()
		if err != nil {
			return nil, io.EOF
		}
		if c == '[' {
			s.listed = true
		}
		if c == '{' {
			break
		}
	}
	s.count++
	buf := append(s.buf[:0:0], '{')
	depth, str, esc, over := 1, false, false, false
	for depth > 0 {
		c, err := s.in.ReadByte()
		if err != nil {
			if over {
				return nil, tooLarge{}
			}
			return nil, errors.New("the last object is cut off")
		}
		switch {
		case esc:
			esc = false
		case str && c == '\\':
			esc = true
		case c == '"':
			str = !str
		case str:
		case c == '{':
			depth++
		case c == '}':
			depth--
		}
		if over = over || int64(len(buf)) >= s.max; !over {
			buf = append(buf, c)
		}
	}
	if over {
		return nil, tooLarge{}
	}
	return buf, nil
}

func (s *objects) line() ([]byte, error) {
	for {
		var buf []byte
		over := false
		for {
			part, err := s.in.ReadSlice('\n')
			if over = over || int64(len(buf)+len(part)) > s.max; !over {
				buf = append(buf, part...)
			}
			if err == bufio.ErrBufferFull {
				continue
			}
			if err != nil && len(buf) == 0 && !over {
				return nil, io.EOF
			}
			break
		}
		if over {
			return nil, tooLarge{}
		}
		if t := bytes.TrimSpace(buf); len(t) > 0 {
			s.count++
			return t, nil
		}
	}
}

// listOf are the elements of a list in an object, as they stand.
func listOf(obj []byte, field string) []json.RawMessage {
	var fields map[string]json.RawMessage
	var list []json.RawMessage
	if json.Unmarshal(obj, &fields) != nil || json.Unmarshal(fields[field], &list) != nil {
		return nil
	}
	return list
}
