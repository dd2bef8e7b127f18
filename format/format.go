// Package format writes a record in the forms that other tools read, one file a
// form; docs/formats.md says what each holds. Offsets are bytes of the
// document's UTF-8 text, but for forms whose own standard counts code points
// (brat, Web Annotation). A form that needs layers which the record does not
// hold (tokens, trees) takes them from the archive.
package format

import (
	"archive/zip"
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"parallax"
)

// Format is one of the forms: its name on the command line, what people call it,
// what it is good for, and the ending of its file ("zip" where it is many files).
type Format struct {
	Name, Title, For, Ext string
	write                 func(w io.Writer, views iter.Seq[*view]) error
	files                 func(views iter.Seq[*view], put func(file) error) error
}

// Part is a part of a record that stands by itself, and the documents it rests on
// with their layers: a whole record, or that of one saga of an archive.
type Part struct {
	Record *parallax.Record
	Docs   []*parallax.Document
	Again  map[string]bool // documents that an earlier part has given
}

type file struct {
	name string
	data []byte
}

// Formats lists them, those for most people first.
func Formats() []Format {
	return []Format{
		{Name: "json", Title: "JSON", For: "the whole record, for programs", Ext: "json", write: writeJSON},
		{Name: "jsonl", Title: "JSON Lines", For: "the record, an entry a line", Ext: "jsonl", write: writeJSONL},
		{Name: "csv", Title: "CSV", For: "events as a table, for spreadsheets", Ext: "csv", write: writeCSV},
		{Name: "parquet", Title: "Parquet", For: "events as a typed table, for pandas, R and DuckDB", Ext: "parquet", write: writeParquet},
		{Name: "polecat", Title: "POLECAT", For: "coded events, tab-separated, for conflict data sets", Ext: "tsv", write: writePOLECAT},
		{Name: "plover", Title: "PLOVER", For: "coded events in PLOVER’s exchange form", Ext: "jsonl", write: writePLOVER},
		{Name: "geojson", Title: "GeoJSON", For: "events on the map, for QGIS", Ext: "geojson", write: writeGeoJSON},
		{Name: "timelinejs", Title: "TimelineJS", For: "events as slides of a timeline", Ext: "json", write: writeTimelineJS},
		{Name: "webannotation", Title: "Web Annotation", For: "every entry as a W3C annotation", Ext: "jsonld", write: writeWebAnnotation},
		{Name: "conllu", Title: "CoNLL-U", For: "words and syntax trees", Ext: "conllu", write: func(w io.Writer, views iter.Seq[*view]) error {
			for v := range views {
				for i, d := range v.docs {
					if v.again[v.r.Documents[i].ID] {
						continue
					}
					if err := WriteCoNLLU(w, d); err != nil {
						return err
					}
				}
			}
			return nil
		}},
		{Name: "timeml", Title: "TimeML", For: "times and events within each text", Ext: "zip", files: timeML},
		{Name: "brat", Title: "brat", For: "every reading, for annotators", Ext: "zip", files: brat},
		{Name: "ftm", Title: "FollowTheMoney", For: "people, bodies and articles, for Aleph", Ext: "ftm.json", write: writeFtM},
	}
}

// Names lists the names of the formats.
func Names() []string {
	var out []string
	for _, f := range Formats() {
		out = append(out, f.Name)
	}
	return out
}

// Of finds a format by its name.
func Of(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Write writes the record r, of documents of the archive a, in a format: to the
// file out, or to w where out is "". Formats of many files take out for a folder.
func Write(name, out string, w io.Writer, a *parallax.Archive, r *parallax.Record) error {
	v := newView(a, r)
	v.only = true
	return write(name, out, w, one(v))
}

// WriteParts writes a record that comes in parts, as Write does: one part is at
// hand at a time. Lists go part by part.
func WriteParts(name, out string, w io.Writer, parts iter.Seq2[Part, error]) error {
	var broken error
	err := write(name, out, w, func(yield func(*view) bool) {
		for p, err := range parts {
			if err != nil {
				broken = err
				return
			}
			v := newView(&parallax.Archive{Docs: p.Docs}, p.Record)
			if v.again = p.Again; !yield(v) {
				return
			}
		}
	})
	if broken != nil {
		return broken
	}
	return err
}

func write(name, out string, w io.Writer, views iter.Seq[*view]) error {
	f, ok := Of(name)
	if !ok {
		return fmt.Errorf("unknown format %q", name)
	}
	if err := f.to(out, w, views); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func one(v *view) iter.Seq[*view] { return func(yield func(*view) bool) { yield(v) } }

// Pack writes the record as one file: formats of many files as a zip of them.
func (f Format) Pack(w io.Writer, docs []*parallax.Document, r *parallax.Record) error {
	v := newView(&parallax.Archive{Docs: docs}, r)
	v.only = true
	if f.files == nil {
		return f.write(w, one(v))
	}
	z := zip.NewWriter(w)
	err := f.files(one(v), func(x file) error {
		to, err := z.Create(x.name)
		if err == nil {
			_, err = to.Write(x.data)
		}
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}

func (f Format) to(out string, w io.Writer, views iter.Seq[*view]) error {
	if f.files != nil {
		if out == "" {
			return fmt.Errorf("it is many files: name a folder with --out")
		}
		if err := os.MkdirAll(out, 0o777); err != nil {
			return err
		}
		return f.files(views, func(x file) error { return os.WriteFile(filepath.Join(out, x.name), x.data, 0o666) })
	}
	if out == "" {
		return f.write(w, views)
	}
	to, err := os.Create(out)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(to)
	if err = f.write(b, views); err == nil {
		err = b.Flush()
	}
	if err != nil {
		to.Close()
		return err
	}
	return to.Close()
}

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
