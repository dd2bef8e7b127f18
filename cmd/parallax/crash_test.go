package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// kept holds that the store of dir has every line that add reported, and that
// all in it can be verified.
func kept(t *testing.T, dir, db string, reported map[string]bool) {
	t.Helper()
	if len(reported) == 0 {
		return
	}
	list, stderr, code := run(t, dir, "list", "--db", db)
	if code != exitOK {
		t.Fatal("list:", stderr)
	}
	for line := range reported {
		id, uri, _ := strings.Cut(line, "\t")
		if !regexp.MustCompile(`(?m)^` + id + ` .* ` + regexp.QuoteMeta(uri) + `$`).MatchString(list) {
			t.Errorf("%s was reported and is lost", line)
		}
	}
	if out, stderr, code := run(t, dir, "verify", "--db", db); code != exitOK {
		t.Errorf("verify: %d %s%s", code, out, stderr)
	}
}

// TestAddKilled kills the program at fifty random points of an add: some while
// it starts, the others a moment after a document was reported.
func TestAddKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program fifty times")
	}
	dir := t.TempDir()
	const n = 300
	in := reports(t, dir, 0, n)
	began := time.Now()
	run(t, dir, "add", "--db", "probe.db", filepath.Join(in, "000.txt")) // how long a start takes here
	start := time.Since(began)
	random := rand.New(rand.NewPCG(3, 50))
	reported := map[string]bool{}
	kills := 0
	for ; kills < 50 && time.Since(began) < 3*time.Minute; kills++ {
		c := program(t, dir, "add", in)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		after, wait := random.IntN(9), time.Duration(random.IntN(5000))*time.Microsecond
		if after == 0 {
			timer := time.AfterFunc(time.Duration(float64(start)*random.Float64()), func() { c.Process.Kill() })
			defer timer.Stop()
		}
		lines := bufio.NewScanner(out)
		for k := 1; lines.Scan(); k++ {
			reported[lines.Text()] = true
			if k == after {
				time.Sleep(wait)
				c.Process.Kill()
			}
		}
		c.Wait()
	}
	t.Logf("%d kills; %d of %d documents were reported before the last", kills, len(reported), n)
	kept(t, dir, defaultDB, reported)
	if _, stderr, code := run(t, dir, "add", in); code != exitOK {
		t.Error(code, stderr)
	}
	list, _, _ := run(t, dir, "list")
	for i, line := range strings.Split(strings.TrimSpace(list), "\n") {
		if !strings.HasPrefix(line, fmt.Sprintf("d%d ", i+1)) || !strings.HasSuffix(line, fmt.Sprintf("%03d.txt", i)) {
			t.Fatalf("line %d of the list is %q", i+1, line)
		}
	}
	if out, stderr, code := run(t, dir, "verify"); code != exitOK || !strings.Contains(out, fmt.Sprintf("sources: %d the same", n)) {
		t.Errorf("verify: %d %s%s", code, out, stderr)
	}
}

// TestAddFull lets the space for the store run out: a file system that is full,
// and a limit on the size of files.
func TestAddFull(t *testing.T) {
	if testing.Short() {
		t.Skip("adds until nothing fits")
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell")
	}
	for _, x := range []struct{ name, prepare, limit, end string }{
		{"file system", "mount -t tmpfs -o size=600k tmpfs store", "", "umount store"},
		{"size of files", "", "trap '' XFSZ; ulimit -f 500", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			dir := t.TempDir()
			in := reports(t, dir, 0, 200)
			if err := os.Mkdir(filepath.Join(dir, "store"), 0o700); err != nil {
				t.Fatal(err)
			}
			sh := func(script string) (string, error) {
				c := program(t, dir)
				self := c.Path
				c.Path, c.Args = "/bin/sh", []string{"sh", "-c", script, "sh", self, in}
				out, err := c.CombinedOutput()
				return string(out), err
			}
			if x.prepare != "" {
				if out, err := sh(x.prepare); err != nil {
					t.Skipf("no file system to fill here: %s", out)
				}
				defer sh(x.end)
			}
			out, err := sh(x.limit + "\n" + `exec "$1" add --db store/full.db "$2"`)
			if err == nil || !strings.Contains(out, "what was reported as kept is safe") {
				t.Fatalf("%v: %s", err, out)
			}
			reported := map[string]bool{}
			for line := range strings.Lines(out) {
				if strings.Contains(line, "\t") {
					reported[strings.TrimSpace(line)] = true
				}
			}
			if len(reported) == 0 || len(reported) == 200 {
				t.Fatalf("%d documents fitted", len(reported))
			}
			t.Logf("%d documents fitted", len(reported))
			kept(t, dir, "store/full.db", reported)
		})
	}
}

// TestTwoAdders has three programs add at once while others read.
func TestTwoAdders(t *testing.T) {
	dir := t.TempDir()
	a, b := reports(t, dir, 0, 20), reports(t, dir, 20, 20)
	run(t, dir, "add", filepath.Join(a, "000.txt")) // so that there is a store to read
	var wg, readers sync.WaitGroup
	done := make(chan struct{})
	readers.Go(func() {
		for seen := 0; ; {
			list, stderr, code := run(t, dir, "list")
			if k := strings.Count(list, "\n"); code != exitOK || k < seen {
				t.Errorf("list: %d, %d documents after %d: %s", code, k, seen, stderr)
			} else {
				seen = k
			}
			if out, stderr, code := run(t, dir, "verify"); code != exitOK {
				t.Error("verify: ", code, out, stderr)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
	for _, args := range [][]string{{"add", a, b}, {"add", b, a}, {"add", a}} {
		wg.Go(func() {
			if _, stderr, code := run(t, dir, args...); code != exitOK {
				t.Error(args, code, stderr)
			}
		})
	}
	wg.Wait()
	close(done)
	readers.Wait()
	out, stderr, code := run(t, dir, "verify")
	if code != exitOK || !strings.Contains(out, "sources: 40 the same") {
		t.Error(out, stderr, code)
	}
}
