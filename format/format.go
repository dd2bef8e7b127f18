// Package format writes a record in the forms that other tools read, one file a
// form; docs/formats.md says what each holds. Offsets are bytes of the
// document's UTF-8 text, but for forms whose own standard counts code points
// (brat, Web Annotation). A form that needs layers which the record does not
// hold (tokens, trees) takes them from the archive.
package format

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"parallax"
)

// output writes one format: one file, or the files of a folder.
type output struct {
	name  string
	write func(w io.Writer, v *view) error
	files func(v *view) ([]file, error)
}

type file struct {
	name string
	data []byte
}

func outputs() []output {
	return []output{
		{name: "json", write: writeJSON},
		{name: "jsonl", write: writeJSONL},
		{name: "csv", write: writeCSV},
		{name: "parquet", write: writeParquet},
		{name: "polecat", write: writePOLECAT},
		{name: "plover", write: writePLOVER},
		{name: "geojson", write: writeGeoJSON},
		{name: "timelinejs", write: writeTimelineJS},
		{name: "webannotation", write: writeWebAnnotation},
		{name: "conllu", write: func(w io.Writer, v *view) error {
			for _, d := range v.a.Docs {
				if err := WriteCoNLLU(w, d); err != nil {
					return err
				}
			}
			return nil
		}},
		{name: "timeml", files: timeML},
		{name: "brat", files: brat},
		{name: "ftm", write: writeFtM},
	}
}

// Names lists the formats.
func Names() []string {
	var out []string
	for _, f := range outputs() {
		out = append(out, f.name)
	}
	return out
}

// Write writes the record r of the archive a in a format: to the file out, or
// to w where out is "". Formats of many files take out for a folder.
func Write(name, out string, w io.Writer, a *parallax.Archive, r *parallax.Record) error {
	for _, f := range outputs() {
		if f.name == name {
			if err := f.to(out, w, newView(a, r)); err != nil {
				return fmt.Errorf("write %s: %w", name, err)
			}
			return nil
		}
	}
	return fmt.Errorf("unknown format %q", name)
}

func (f output) to(out string, w io.Writer, v *view) error {
	if f.files != nil {
		if out == "" {
			return fmt.Errorf("it is many files: name a folder with --out")
		}
		files, err := f.files(v)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(out, 0o777); err != nil {
			return err
		}
		for _, x := range files {
			if err := os.WriteFile(filepath.Join(out, x.name), x.data, 0o666); err != nil {
				return err
			}
		}
		return nil
	}
	if out == "" {
		return f.write(w, v)
	}
	to, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := f.write(to, v); err != nil {
		to.Close()
		return err
	}
	return to.Close()
}

func writeJSON(w io.Writer, v *view) error { return indented(w, v.r) }

func indented(w io.Writer, x any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(x)
}

// lines writes each of xs as a line of JSON.
func lines[T any](w io.Writer, xs []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, x := range xs {
		if err := e.Encode(x); err != nil {
			return err
		}
	}
	return nil
}
