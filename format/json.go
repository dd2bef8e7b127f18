package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"parallax"
)

// writeJSON writes the whole record. Of one that comes in parts each list is laid
// aside in a file until all parts are seen, so that memory holds one.
func writeJSON(w io.Writer, views iter.Seq[*view]) (err error) {
	var lists []*aside
	defer func() {
		for _, l := range lists {
			if e := l.remove(); err == nil {
				err = e
			}
		}
	}()
	head := parallax.Record{}
	for v := range views {
		if v.only {
			return indented(w, v.r)
		}
		head.Schema, head.Made = v.r.Schema, v.r.Made
		for i, s := range sectionsOf(v) {
			if i == len(lists) {
				l, err := newAside(s.name)
				if err != nil {
					return err
				}
				lists = append(lists, l)
			}
			for _, x := range s.entries {
				if err := lists[i].add(x); err != nil {
					return err
				}
			}
		}
	}
	b, err := json.Marshal(struct {
		Schema string         `json:"schema"`
		Made   *parallax.Made `json:"made,omitempty"`
	}{head.Schema, head.Made})
	if err != nil {
		return err
	}
	var top bytes.Buffer
	if err := json.Indent(&top, b, "", " "); err != nil {
		return err
	}
	if _, err := io.WriteString(w, strings.TrimSuffix(top.String(), "\n}")); err != nil {
		return err
	}
	for _, l := range lists {
		if l.n == 0 && l.name == "judgements" { // left out where there are none
			continue
		}
		if err := l.copy(w); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "\n}\n")
	return err
}

type section struct {
	name    string
	entries []any
}

// sectionsOf are the lists of a part, in the record's order.
func sectionsOf(v *view) []section {
	r := v.r
	var docs []parallax.RecordDocument
	for _, d := range r.Documents {
		if !v.again[d.ID] {
			docs = append(docs, d)
		}
	}
	return []section{{"documents", all(docs)}, {"stories", all(r.Stories)}, {"entities", all(r.Entities)}, {"claims", all(r.Claims)}, {"events", all(r.Events)},
		{"figures", all(r.Figures)}, {"times", all(r.Times)}, {"disputes", all(r.Disputes)}, {"judgements", all(r.Judgements)}}
}

func all[T any](list []T) []any {
	out := make([]any, len(list))
	for i, x := range list {
		out[i] = x
	}
	return out
}

// aside is a list laid aside in a file.
type aside struct {
	name string
	file *os.File
	n    int
}

func newAside(name string) (*aside, error) {
	f, err := os.CreateTemp("", "parallax-"+name+"-")
	return &aside{name: name, file: f}, err
}

func (l *aside) add(x any) error {
	b, err := element(x)
	if err != nil {
		return err
	}
	if l.n++; l.n > 1 {
		b = append([]byte(","), b...)
	}
	_, err = l.file.Write(b)
	return err
}

func (l *aside) copy(w io.Writer) error {
	if _, err := l.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, ",\n %q: [", l.name); err != nil {
		return err
	}
	if _, err := io.Copy(w, l.file); err != nil {
		return err
	}
	end := "]"
	if l.n > 0 {
		end = "\n ]"
	}
	_, err := io.WriteString(w, end)
	return err
}

func (l *aside) remove() error {
	l.file.Close()
	return os.Remove(l.file.Name())
}

// element is an entry of a list of the top level as indented writes it.
func element(x any) ([]byte, error) {
	var b, out bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		return nil, err
	}
	out.WriteString("\n  ")
	err := json.Indent(&out, bytes.TrimSpace(b.Bytes()), "  ", " ")
	return out.Bytes(), err
}

// array writes an object of which the last field is a list that comes piece by
// piece: head holds its other fields.
func array(w io.Writer, head any, name string, pieces iter.Seq[any]) error {
	var b, top bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(head); err != nil {
		return err
	}
	if err := json.Indent(&top, bytes.TrimSpace(b.Bytes()), "", " "); err != nil {
		return err
	}
	begin := strings.TrimSuffix(strings.TrimSuffix(top.String(), "}"), "\n")
	if begin != "{" {
		begin += ","
	}
	if _, err := fmt.Fprintf(w, "%s\n %q: [", begin, name); err != nil {
		return err
	}
	n := 0
	for x := range pieces {
		b, err := element(x)
		if err != nil {
			return err
		}
		if n++; n > 1 {
			b = append([]byte(","), b...)
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	end := "]\n}\n"
	if n > 0 {
		end = "\n ]\n}\n"
	}
	_, err := io.WriteString(w, end)
	return err
}
