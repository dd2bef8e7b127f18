package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test binary be the program: the tests below start it as
// such, to kill it.
func TestMain(m *testing.M) {
	if os.Getenv("PARALLAX_AS_PROGRAM") != "" {
		main()
		os.Exit(exitOK)
	}
	os.Exit(m.Run())
}

func program(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "PARALLAX_AS_PROGRAM=1")
	return c
}

// run runs the program and gives what it printed and its exit status.
func run(t *testing.T, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	c := program(t, dir, args...)
	c.Stdout, c.Stderr = &o, &e
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return o.String(), e.String(), c.ProcessState.ExitCode()
}

// reports writes n small reports into a folder of dir and gives its name.
func reports(t *testing.T, dir string, from, n int) string {
	t.Helper()
	name := fmt.Sprintf("reports%d", from)
	if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
		t.Fatal(err)
	}
	for i := from; i < from+n; i++ {
		text := fmt.Sprintf("Troops leave base %d\n\nBAGHDAD, January %d – The army said on Friday that %d soldiers 🙂 had left the base. “No one was hurt,” a spokesman said.\n", i, i%28+1, i)
		if err := os.WriteFile(filepath.Join(dir, name, fmt.Sprintf("%03d.txt", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return name
}

// TestExamples runs the examples of every command as they stand, as if pasted.
func TestExamples(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "parallax"), []byte("#!/bin/sh\nPARALLAX_AS_PROGRAM=1 exec '"+self+"' \"$@\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if c.Example == "" || c.Name() == "eval" || c.Name() == "serve" || c.Name() == "mcp" { // these need data that is not here, or do not end
			continue
		}
		t.Run(c.Name(), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS("../../examples")); err != nil {
				t.Fatal(err)
			}
			sh := exec.Command("sh", "-e", "-c", c.Example)
			sh.Dir = dir
			sh.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
			if out, err := sh.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// zipFolder packs the files of a folder.
func zipFolder(dir, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := zip.NewWriter(f)
	if err := w.AddFS(os.DirFS(dir)); err != nil {
		return err
	}
	return w.Close()
}

func TestExitStatus(t *testing.T) {
	dir := t.TempDir()
	in := reports(t, dir, 0, 1)
	for _, x := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"add", in}, exitOK, "1 added"},
		{[]string{"add", in}, exitOK, "0 added, 1 there already"},
		{[]string{"add", "nowhere.txt"}, exitProblems, "check the name"},
		{[]string{"verify"}, exitOK, ""},
		{[]string{"list", "--db", "none.db"}, exitFailed, "parallax add --db none.db PATH"},
		{[]string{"add"}, exitUsage, "name what to read"},
		{[]string{"nonsense"}, exitUsage, "unknown command"},
		{[]string{"version", "nonsense"}, exitUsage, "--help"},
		{[]string{"completion", "nonsense"}, exitUsage, "--help"},
		{[]string{"read", "--max-size", "0", in}, exitUsage, "1 to 4096"},
		{[]string{"read", "--nonsense", in}, exitUsage, "--help"},
		{[]string{"read", "--format", "nonsense", in}, exitUsage, "formats are"},
		{[]string{"show", "d9"}, exitFailed, "not in the store"},
		{[]string{"show", "nonsense"}, exitUsage, "ids are like"},
		{[]string{"judge", "same", "n1.1", "n1.99"}, exitUsage, "no n1.99"},
	} {
		if _, stderr, code := run(t, dir, x.args...); code != x.code || !strings.Contains(stderr, x.says) {
			t.Errorf("%v: status %d, want %d, with %q: %s", x.args, code, x.code, x.says, stderr)
		}
	}
	// What an archive holds is found again in it.
	if err := zipFolder(filepath.Join(dir, in), filepath.Join(dir, "in.zip")); err != nil {
		t.Fatal(err)
	}
	packed, stderr, code := run(t, dir, "read", "--json", "in.zip")
	if code != exitOK {
		t.Fatal(stderr)
	}
	if err := os.WriteFile(filepath.Join(dir, "packed.json"), []byte(packed), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _, code := run(t, dir, "verify", "packed.json"); code != exitOK || !strings.Contains(out, "1 the same, 0 changed, 0 not at hand") {
		t.Errorf("a record of an archive: status %d, %s", code, out)
	}
	// A source that changed is found out; so is an anchor.
	record := filepath.Join(dir, "record.json")
	if _, stderr, code := run(t, dir, "export", "--out", record); code != exitOK {
		t.Fatal(stderr)
	}
	b, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(record, bytes.ReplaceAll(b, []byte("“No one"), []byte("“No-one")), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _, code := run(t, dir, "verify", record); code != exitUnproved {
		t.Errorf("a record changed by hand: status %d, %s", code, out)
	}
}

func TestDiffJudge(t *testing.T) {
	dir := t.TempDir()
	in := reports(t, dir, 0, 2)
	run(t, dir, "add", in)
	for _, args := range [][]string{
		{"judge", "different", "n1.1", "n2.1", "--why", "two garrisons", "--by", "desk"},
		{"judge", "same", "n2.1", "n1.1", "--by", "desk"},
	} {
		if _, stderr, code := run(t, dir, args...); code != exitOK {
			t.Fatal(args, stderr)
		}
	}
	list, _, _ := run(t, dir, "list", "judgements")
	if !strings.Contains(list, "two garrisons") || strings.Count(list, "\n") != 2 {
		t.Error(list)
	}
	if out, stderr, code := run(t, dir, "diff", "d2"); code != exitOK || !strings.Contains(out, "+ d2") || !strings.Contains(out, "+ r2") {
		t.Error(code, out, stderr)
	}
	out, _, _ := run(t, dir, "export")
	if !strings.Contains(out, `"relation": "same"`) || strings.Contains(out, `"relation": "different"`) {
		t.Error("the last word on a pair does not count")
	}
}

// TestSameRecord holds that a record does not depend on the way it took: read
// at once, read into a store, read again from there, or added and exported.
func TestSameRecord(t *testing.T) {
	dir := t.TempDir()
	in := reports(t, dir, 0, 5)
	want, _, _ := run(t, dir, "read", "--json", in)
	if !strings.Contains(want, "“No one was hurt,”") {
		t.Fatal(want)
	}
	for _, args := range [][]string{
		{"read", "--json", in}, {"read", "--json", "--db", "a.db", in}, {"read", "--json", "--db", "a.db", in}, {"export", "--db", "a.db"},
	} {
		if got, stderr, code := run(t, dir, args...); got != want || code != exitOK {
			t.Errorf("%v gives another record: %d %s", args, code, stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, defaultDB)); err == nil {
		t.Error("read left a store behind unasked")
	}
}

// TestRefusal asks for the main dispute of the example's large story, where a reader looks for it.
func TestRefusal(t *testing.T) {
	out, stderr, code := run(t, "../..", "read", "examples/withdrawal")
	if code != exitOK {
		t.Fatalf("status %d: %s", code, stderr)
	}
	story, _, _ := strings.Cut(out, "Who calls whom what")
	_, disputed, _ := strings.Cut(story, "\nDisputed\n")
	if !strings.Contains(disputed, "refusal: ") {
		t.Errorf("no refusal under the first story: %q", disputed)
	}
}
