package places

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"parallax"
)

// document makes each name of a text an entity at every place where it stands.
func document(text string, names []string) *parallax.Document {
	d := &parallax.Document{ID: 1, Text: text, Reports: []parallax.Report{{Span: parallax.Span{End: len(text)}}}}
	for _, n := range names {
		e := parallax.Entity{Type: parallax.GPE, Name: n, Report: 1}
		for at := 0; ; {
			i := strings.Index(text[at:], n)
			if i < 0 {
				break
			}
			d.Mentions = append(d.Mentions, parallax.Mention{Span: parallax.Span{Start: at + i, End: at + i + len(n)}, Kind: parallax.KindName, Type: e.Type, Entity: len(d.Entities) + 1, Report: 1})
			e.Mentions = append(e.Mentions, len(d.Mentions))
			at += i + len(n)
		}
		d.Entities = append(d.Entities, e)
	}
	return d
}

// names finds the capitalised words of a text besides the given ones: places
// that the report speaks of too.
func names(g *gazetteer, text string, given []string) []string {
	seen := map[string]bool{}
	for _, n := range given {
		seen[n] = true
	}
	out := given
	w := split(text)
	for i, p := range w {
		s := text[p.start:p.end]
		if p.upper && i > 0 && !seen[s] && len(s) > 3 && len(g.lookup(Fold(s))) > 0 && !strings.Contains(strings.Join(given, " "), s) {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func TestClues(t *testing.T) {
	b, err := os.ReadFile("testdata/clues.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(string(b), "\n-- ")[1:] {
		name, body, _ := strings.Cut(part, " --\n")
		text, want, _ := strings.Cut(body, "\n==\n")
		t.Run(name, func(t *testing.T) {
			lines := strings.Split(strings.TrimSpace(want), "\n")
			var given []string
			for _, l := range lines {
				n, _, _ := strings.Cut(l, " = ")
				if !strings.Contains(text, n) {
					t.Fatalf("the text has no %q", n)
				}
				given = append(given, n)
			}
			d := document(text, names(load(), text, given))
			if err := Run(d); err != nil {
				t.Fatal(err)
			}
			for i, l := range lines {
				_, want, _ := strings.Cut(l, " = ")
				geo := d.Entities[i].Geo
				got := "none"
				if geo != nil {
					country := geo.Country
					if country == "" {
						country = "-"
					}
					got = fmt.Sprintf("%d %s %s", geo.GeoNames, country, geo.Feature)
					if want == "ambiguous" && len(geo.Rivals) > 0 && geo.Score < 0.5 {
						got = want
					}
				}
				if got != want {
					t.Errorf("%s: got %s, want %s (%+v)", given[i], got, want, geo)
				}
			}
		})
	}
}

func TestOnlyPlaces(t *testing.T) {
	d := document("Paris Hilton met Iraqi officers of the Paris Club in Paris.", []string{"Paris Hilton", "Iraqi", "Paris Club", "Paris"})
	d.Entities[0].Type, d.Entities[1].Type, d.Entities[2].Type = parallax.Person, parallax.NORP, parallax.Org
	if err := Run(d); err != nil {
		t.Fatal(err)
	}
	for i, e := range d.Entities {
		if (e.Geo != nil) != (i == 3) {
			t.Errorf("%s %s: Geo %v", e.Type, e.Name, e.Geo)
		}
	}
}

func TestSameTwice(t *testing.T) {
	text := "Officials in Springfield, Newport and Georgetown met in Washington; San José and Santa Cruz sent word from Alexandria."
	var first []parallax.Entity
	for range 5 {
		d := document(text, []string{"Springfield", "Newport", "Georgetown", "Washington", "San José", "Santa Cruz", "Alexandria"})
		if err := Run(d); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = d.Entities
		} else if !reflect.DeepEqual(first, d.Entities) {
			t.Fatal("the same text was placed in two ways")
		}
	}
}

func TestGazetteer(t *testing.T) {
	g := load()
	for i := range g.n {
		if p := g.place(i); p.lat < -90 || p.lat > 90 || p.lon < -180 || p.lon > 180 || p.region >= len(g.regions)/regionSize || p.feature >= len(Features) {
			t.Fatalf("place %d out of bounds: %+v", i, p)
		}
	}
	for i := 0; i < g.n; i += 997 {
		name := g.name(i)
		ok := false
		for _, f := range g.lookup(Fold(name)) {
			ok = ok || f.place == i && f.main
		}
		if !ok {
			t.Errorf("%q is not found by its own name", name)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Sana'a", "São Paulo", "St. John’s", "al-Anbār", "Łódź", "İzmir", "the Hague", "Mount Airbase", "\xff’", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k := Fold(s)
		if !utf8.ValidString(k) {
			t.Errorf("Fold(%q) = %q is not UTF-8", s, k)
		}
		if strings.TrimSpace(k) != k || strings.Contains(k, "  ") {
			t.Errorf("Fold(%q) = %q has loose spaces", s, k)
		}
		d := document(s+" in Texas, Iraq and "+s, []string{s + " in"})
		if err := Run(d); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRun(b *testing.B) {
	d := document("Officials in Springfield, Ill., and Washington met in Iraq's Anbar province, and Paris sent word.", []string{"Springfield", "Washington", "Iraq", "Anbar", "Paris"})
	for b.Loop() {
		if err := Run(d); err != nil {
			b.Fatal(err)
		}
	}
}
