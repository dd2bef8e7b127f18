package pipeline

import (
	"strings"
	"testing"

	"parallax"
)

// TestContradictions reads two reports a row and looks for the dispute that no word of
// denial tells: its two sides' words, or none.
func TestContradictions(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	const (
		crash = "Plane shot down near Aktau\n\nAKTAU, Kazakhstan, March 5, 2019 – A missile shot down a Kazakh passenger plane near Aktau on Tuesday, Kazakhstan's defense ministry said. The downing of the plane killed 40 people, the ministry said. Investigators from Kazakhstan were searching the place where the plane was shot down."
		base  = "Thirty Kazakh soldiers hurt in missile attack\n\nAKTAU, Kazakhstan, March 7, 2019 – Thirty Kazakh soldiers were wounded in the missile attack on a base near Aktau on Tuesday, Kazakhstan's defense ministry said."
	)
	for name, c := range map[string]struct{ one, two, left, right string }{
		"not done": {crash, "Crash near Aktau\n\nAKTAU, Kazakhstan, March 6, 2019 – Kazakhstan's transport minister said the plane near Aktau was not shot down by a missile.", "down", "was not shot down"},
		"done":     {crash, "Crash near Aktau\n\nAKTAU, Kazakhstan, March 6, 2019 – Kazakhstan's transport minister said the plane near Aktau was shot down by a missile.", "", ""},
		"none":     {base, "Missile attack near Aktau\n\nAKTAU, Kazakhstan, March 6, 2019 – Kazakhstan's president said no Kazakh soldiers were hurt in the missile attack on the base near Aktau.", "no Kazakh soldiers", "Thirty Kazakh soldiers"},
		"accused":  {"Chad accuses Sudan\n\nN'DJAMENA, Chad, May 2, 2018 – Chad's foreign minister accused Sudan of arming rebels in the east of Chad.", "Sudan answers Chad\n\nKHARTOUM, Sudan, May 3, 2018 – Sudan's foreign minister said on Thursday that Sudan had not armed the rebels in Chad.", "accused", "had not armed"},
	} {
		var docs []*parallax.Document
		for _, text := range []string{c.one, c.two} {
			d, err := p.Document(parallax.Page{MediaType: "text/plain", Bytes: []byte(text)})
			if err != nil {
				t.Fatal(err)
			}
			d.ID = len(docs) + 1
			docs = append(docs, d)
		}
		var got []string
		for _, x := range Project(p.Collate(docs, nil)).Disputes {
			line := x.Kind
			for _, s := range x.Sides {
				line += " | " + s.Position + " ~ " + s.Mentions[0].Text
			}
			got = append(got, line)
		}
		all := strings.Join(got, "\n")
		if c.left == "" && all != "" || c.left != "" && (len(got) != 1 || !strings.Contains(all, c.left) || !strings.Contains(all, c.right)) {
			t.Errorf("%s: %d disputes: %s", name, len(got), all)
		}
	}
}
