package main

import (
	"archive/zip"
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"parallax/grow"
	"parallax/pipeline"
	"parallax/store"
	"parallax/web"
)

// TestHostileFiles hands in files that are made to break a reader: each is read
// for what it holds, or declined, and nothing else happens.
func TestHostileFiles(t *testing.T) {
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	zipped := func(names ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range names {
			w, err := z.Create(n)
			if err != nil {
				t.Fatal(err)
			}
			if n == "bomb.txt" {
				for range 80 {
					w.Write(make([]byte, 1<<20))
				}
			}
			w.Write([]byte("BAGHDAD - Troops left the base on Friday, the army said."))
		}
		z.Close()
		return b.Bytes()
	}
	inside := zipped("../../../../tmp/a.txt", "/etc/b.txt", `..\c.txt`, "<script>alert(1)</script>.txt")
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	archive, err := grow.Open(t.Context(), st, web.Lists)
	if err != nil {
		t.Fatal(err)
	}
	a := &served{pipeline: p, store: st, archive: archive}
	for _, c := range []struct {
		name string
		file []byte
		read int // documents at least, −1 for none
	}{
		{"paths.zip", inside, 1},
		{"cut.zip", inside[:len(inside)/2], -1},
		{"bomb.zip", zipped("bomb.txt"), -1},
		{"../../etc/passwd", []byte("\x00\xff\x00\xff"), -1},
		{"long.warc", []byte("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n"), -1},
		{"deep.json", []byte(strings.Repeat("[", 100_000)), -1},
		{"laughs.xml", []byte(`<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>`), -1},
		{"deep.html", []byte(strings.Repeat("<div>", 50_000)), -1},
	} {
		n, told := 0, 0
		err := a.add(t.Context(), web.Addition{File: c.file, Name: c.name}, func(s web.Seen) {
			if s.Document != "" {
				n++
			}
			if s.Trouble != "" {
				told++
			}
		})
		if err != nil || c.read < 0 && n > 0 || c.read > 0 && n < c.read || n+told == 0 {
			t.Errorf("%s: %d documents, %d troubles, %v", c.name, n, told, err)
		}
	}
}
