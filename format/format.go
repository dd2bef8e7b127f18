// Package format writes a record in the forms that other tools read, one file a
// form. A form that needs layers which the record does not hold (tokens, trees)
// takes the archive.
package format

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"parallax"
)

// projection writes one format. Formats of many files take the folder out instead of w.
type projection struct {
	name  string
	write func(w io.Writer, a *parallax.Archive, r *parallax.Record) error
}

func forms() []projection {
	return []projection{
		{"conllu", func(w io.Writer, a *parallax.Archive, _ *parallax.Record) error {
			for _, d := range a.Docs {
				if err := WriteCoNLLU(w, d); err != nil {
					return err
				}
			}
			return nil
		}},
		{"json", func(w io.Writer, _ *parallax.Archive, r *parallax.Record) error {
			e := json.NewEncoder(w)
			e.SetIndent("", " ")
			e.SetEscapeHTML(false)
			return e.Encode(r)
		}},
	}
}

// Names lists the formats.
func Names() []string {
	var out []string
	for _, f := range forms() {
		out = append(out, f.name)
	}
	return out
}

// Known reports whether name is a format.
func Known(name string) bool {
	for _, f := range forms() {
		if f.name == name {
			return true
		}
	}
	return false
}

// Write writes the record in a format to the file out, or to w where out is "".
func Write(name, out string, w io.Writer, a *parallax.Archive, r *parallax.Record) (err error) {
	for _, f := range forms() {
		if f.name != name {
			continue
		}
		if out != "" {
			file, err := os.Create(out)
			if err != nil {
				return fmt.Errorf("write %s: %w", name, err)
			}
			if err := f.write(file, a, r); err != nil {
				file.Close()
				return fmt.Errorf("write %s to %s: %w", name, out, err)
			}
			return file.Close()
		}
		if err := f.write(w, a, r); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		return nil
	}
	return fmt.Errorf("unknown format %q", name)
}
