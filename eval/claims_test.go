package eval

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"parallax"
)

var update = flag.Bool("update-claims", false, "write what the program finds into the fixtures of claims and entities")

// TestClaims and TestEntities hold the readings of testdata/claims.txtar and
// testdata/entities.txtar: each part's text gives its "= " lines. The reader below
// is learned and may differ on a sentence after it was trained again, so one part
// in five may.
func TestClaims(t *testing.T) { fixtures(t, "testdata/claims.txtar", claimLines) }

func TestEntities(t *testing.T) { fixtures(t, "testdata/entities.txtar", entityLines) }

func fixtures(t *testing.T, path string, lines func(*parallax.Document) []string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	parts := strings.Split(string(b), "\n-- ")
	for i, part := range parts[1:] {
		name, body, _ := strings.Cut(part, " --\n")
		var text, want []string
		for _, line := range strings.Split(strings.TrimRight(body, "\n"), "\n") {
			if s, ok := strings.CutPrefix(line, "= "); ok {
				want = append(want, s)
			} else {
				text = append(text, line)
			}
		}
		d, err := readPlain(strings.Join(text, "\n")+"\n", "")
		if err != nil {
			t.Fatal(err)
		}
		got := lines(d)
		if *update {
			parts[i+1] = name + " --\n" + strings.Join(text, "\n") + "\n"
			for _, g := range got {
				parts[i+1] += "= " + g + "\n"
			}
			parts[i+1] = strings.TrimRight(parts[i+1], "\n")
			continue
		}
		if !slices.Equal(got, want) {
			wrong++
			t.Logf("%s:\n got %s\nwant %s", name, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
	if 5*wrong > len(parts) {
		t.Errorf("%d of %d parts differ", wrong, len(parts)-1)
	}
	if *update {
		if err := os.WriteFile(path, []byte(strings.Join(parts, "\n-- ")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func claimLines(d *parallax.Document) []string {
	var out []string
	for _, c := range d.Claims {
		content := texts(d.Text, append([]parallax.Span{c.Content}, c.Continued...))
		out = append(out, strings.Join([]string{c.Act, c.Stance, c.Quoted, chainText(d, c), content}, " | "))
	}
	return out
}

func entityLines(d *parallax.Document) []string {
	var out []string
	for _, e := range d.Entities {
		var forms []string
		for _, m := range e.Mentions {
			forms = append(forms, d.Mentions[m-1].In(d.Text))
		}
		if len(forms) > 1 {
			out = append(out, e.Name+" | "+e.Type+" | "+strings.Join(forms, "; "))
		}
	}
	return out
}
