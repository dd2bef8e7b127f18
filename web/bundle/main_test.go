package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestUpToDate holds that what is committed is what the sources make.
func TestUpToDate(t *testing.T) {
	files, err := build("../src")
	if err != nil || len(files) != 2 {
		t.Fatal(len(files), err)
	}
	for name, want := range files {
		if have, err := os.ReadFile(filepath.Join("../static", name)); err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s is not what web/src makes: go generate ./web (%v)", name, err)
		}
	}
}
