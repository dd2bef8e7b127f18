package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUsers(t *testing.T) {
	dir := t.TempDir()
	run(t, dir, "add", filepath.Join(reports(t, dir, 0, 1), "000.txt"))
	typed := func(password string, args ...string) (string, int) {
		c := program(t, dir, args...)
		c.Stdin = strings.NewReader(password + "\n")
		out, err := c.CombinedOutput()
		if _, exit := err.(*exec.ExitError); err != nil && !exit {
			t.Fatal(err)
		}
		return string(out), c.ProcessState.ExitCode()
	}
	if _, stderr, code := run(t, dir, "serve", "--db", "parallax.db", "--listen", "0.0.0.0:0"); code != exitUsage || !strings.Contains(stderr, "no users") {
		t.Errorf("a store without users is served to all: %d %s", code, stderr)
	}
	if _, stderr, code := run(t, dir, "serve", "--listen", "0.0.0.0:0", "reports0"); code != exitUsage || !strings.Contains(stderr, "--db") {
		t.Errorf("inputs are served to all: %d %s", code, stderr)
	}
	if out, code := typed("short", "user", "add", "mira"); code != exitFailed {
		t.Errorf("a short password: %d %s", code, out)
	}
	if out, code := typed("a long password", "user", "add", "mira", "--role", "editor"); code != exitOK {
		t.Fatalf("%d %s", code, out)
	}
	if out, code := typed("another long one", "user", "add", "mira"); code != exitFailed {
		t.Errorf("the same name twice: %d %s", code, out)
	}
	token, _, code := run(t, dir, "user", "token", "mira", "laptop")
	if code != exitOK || !strings.HasPrefix(token, "parallax-") {
		t.Errorf("token %q, %d", token, code)
	}
	if out, _, _ := run(t, dir, "user", "list"); !strings.Contains(out, "mira") || !strings.Contains(out, "editor") || !strings.Contains(out, "laptop") {
		t.Errorf("listed as %q", out)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "parallax.db")); err != nil || strings.Contains(string(b), strings.TrimSpace(token)) || strings.Contains(string(b), "a long password") {
		t.Error("the store holds a token or password as it is", err)
	}
	for _, args := range [][]string{{"user", "token", "--remove", "mira", "laptop"}, {"user", "remove", "mira"}} {
		if _, stderr, code := run(t, dir, args...); code != exitOK {
			t.Errorf("%v: %d %s", args, code, stderr)
		}
		if _, _, code := run(t, dir, args...); code != exitFailed {
			t.Errorf("%v twice: %d", args, code)
		}
	}
}
