package parallax_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestArrows holds the house: the root imports the standard library only, no
// pass imports another, and only the command knows everybody.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Skip("go list is not at hand:", err)
	}
	passes := strings.Fields("article syntax mention timex quantity attribution plover places cluster resolve collate check ingest")
	above := strings.Fields("pipeline store grow format web eval cmd")
	room := func(path string) string {
		p, _, _ := strings.Cut(strings.TrimPrefix(path, "parallax/"), "/")
		return p
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	n := 0
	for dec.More() {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		n++
		for _, i := range p.Imports {
			from, to := room(p.ImportPath), room(i)
			switch {
			case p.ImportPath == "parallax" && strings.Contains(strings.SplitN(i, "/", 2)[0], "."), p.ImportPath == "parallax" && strings.HasPrefix(i, "parallax/"):
				t.Errorf("the root imports %s", i)
			case !strings.HasPrefix(i, "parallax/") || from == to:
			case slices.Contains(passes, from) && (slices.Contains(passes, to) || slices.Contains(above, to)):
				t.Errorf("the pass %s imports %s", p.ImportPath, i)
			case from == "internal" && to != "internal":
				t.Errorf("%s imports %s", p.ImportPath, i)
			case to == "cmd":
				t.Errorf("%s imports a command", p.ImportPath)
			}
		}
	}
	if n < 5 {
		t.Fatalf("go list gave %d packages", n)
	}
}
