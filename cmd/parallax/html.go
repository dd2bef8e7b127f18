package main

import (
	"fmt"
	"io"
	"os"

	"parallax"
	"parallax/format"
	"parallax/web"
)

// formats lists all forms of a record: the foreign ones, and the pages as one
// HTML file, which the room of the pages writes.
func formats() []string { return append(format.Names(), "html") }

// writeForm writes the record in one of the formats to the file or folder out,
// or to w where out is "".
func writeForm(name, out string, w io.Writer, a *parallax.Archive, r *parallax.Record) error {
	if name != "html" {
		return format.Write(name, out, w, a, r)
	}
	if out == "" {
		return web.OneFile(w, r)
	}
	f, err := os.Create(out)
	if err != nil {
		return fmt.Errorf("write html: %w", err)
	}
	if err := web.OneFile(f, r); err != nil {
		f.Close()
		return fmt.Errorf("write html to %s: %w", out, err)
	}
	return f.Close()
}
