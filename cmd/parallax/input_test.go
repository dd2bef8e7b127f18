package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCountPages(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.html", "b.txt", "sub/c.txt", ".hidden"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		inputs []string
		want   int
	}{
		{[]string{dir}, 3},
		{[]string{dir, filepath.Join(dir, "a.html")}, 4},
		{[]string{dir, "-"}, -1},
		{[]string{"https://example.org/"}, -1},
		{[]string{dir, "story.warc.gz"}, -1},
	} {
		if got := countPages(c.inputs); got != c.want {
			t.Errorf("%v: %d, want %d", c.inputs, got, c.want)
		}
	}
}
