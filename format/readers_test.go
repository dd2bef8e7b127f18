package format

import (
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestReaders has every form read by the readers of its own world, in Python:
// testdata/readers.py says which, and holds words and offsets against the
// record. PYTHON names an interpreter that has them.
func TestReaders(t *testing.T) {
	python, err := exec.LookPath(cmp.Or(os.Getenv("PYTHON"), "python3"))
	if err != nil {
		t.Skip("no Python here:", err)
	}
	a, r := view1(t)
	dir := t.TempDir()
	for _, name := range Names() {
		if err := Write(name, filepath.Join(dir, name), io.Discard, a, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range Names() {
		if name == "json" || name == "jsonl" { // the record's own form
			continue
		}
		t.Run(name, func(t *testing.T) {
			out, err := exec.Command(python, filepath.Join("testdata", "readers.py"), name, dir).CombinedOutput()
			var exit *exec.ExitError
			if errors.As(err, &exit) && exit.ExitCode() == 77 {
				t.Skipf("%s", out)
			}
			if err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
