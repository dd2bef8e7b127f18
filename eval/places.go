package eval

import (
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"parallax"
	"parallax/places"
)

// PlaceText is a news text with its toponyms and the GeoNames places they mean.
type PlaceText struct {
	Name, Text string
	Gold       []Toponym
}

// Toponym is a place name in a text. Toponyms without an id are not scored.
type Toponym struct {
	parallax.Span
	ID       int
	Lat, Lon float64
}

// Places scores toponym resolution on LGL and GeoWebNews: given the spans of the
// toponyms that bear a GeoNames id, how many are put within 161 km and at the
// very id; unresolved counts as wrong. The half "dev" is what the weights were
// set on. End to end it counts which of them the reader finds as entities that
// are put within 161 km.
func Places(benchDir string) ([]Row, error) {
	var rows []Row
	for _, set := range placeSets {
		texts, err := set.read(filepath.Join(benchDir, "places", set.file))
		if err != nil {
			return nil, err
		}
		halves := map[string]*placeScore{"dev": {}, "rest": {}}
		for _, t := range texts {
			if err := halves[Half(t.Name)].add(t); err != nil {
				return nil, fmt.Errorf("%s: %w", t.Name, err)
			}
		}
		for _, h := range []string{"dev", "rest"} {
			s := halves[h]
			rows = append(rows,
				Row{Layer: "places", Data: set.name + " " + h, Metric: "Acc@161 km", Value: pct(s.near, s.gold), N: s.gold},
				Row{Layer: "places", Data: set.name + " " + h, Metric: "exact id", Value: pct(s.exact, s.gold), N: s.gold},
				Row{Layer: "places", Data: set.name + " " + h, Metric: "within 161 km, spans not given", Value: pct(s.read, s.gold), N: s.gold})
		}
	}
	return rows, nil
}

var placeSets = []struct {
	name, file string
	read       func(string) ([]PlaceText, error)
}{{"LGL", "lgl.xml", ReadLGL}, {"GeoWebNews", "GWN.xml", ReadGeoWebNews}}

type placeScore struct{ gold, near, exact, read int }

func (s *placeScore) add(t PlaceText) error {
	given, err := t.Given()
	if err != nil {
		return err
	}
	found, err := readPlain(t.Text, "")
	if err != nil {
		return err
	}
	if found.Entities == nil {
		return fmt.Errorf("no entities were read")
	}
	if err := places.Run(found); err != nil {
		return err
	}
	for i, g := range t.Gold {
		if g.ID == 0 {
			continue
		}
		s.gold++
		if geo := given[i]; geo != nil {
			if geo.GeoNames == g.ID {
				s.exact++
			}
			if Near(geo, g) {
				s.near++
			}
		}
		for _, m := range found.Mentions {
			if m.Start < g.End && g.Start < m.End && m.Kind == parallax.KindName {
				if geo := found.Entities[m.Entity-1].Geo; geo != nil && Near(geo, g) {
					s.read++
					break
				}
			}
		}
	}
	return nil
}

// Near reports whether a place lies within 161 km of a toponym's, or is the very
// one: of regions and states two sources know different middles.
func Near(geo *parallax.Geo, g Toponym) bool {
	const rad = math.Pi / 180
	a, b := math.Sin((geo.Lat-g.Lat)*rad/2), math.Sin((geo.Lon-g.Lon)*rad/2)
	d := 12742 * math.Asin(math.Sqrt(min(1, a*a+math.Cos(g.Lat*rad)*math.Cos(geo.Lat*rad)*b*b)))
	return geo.GeoNames == g.ID || d <= 161
}

// Given resolves the toponyms of a text, one entity for each that is written and
// placed alike, and returns a Geo or nil for each.
func (t PlaceText) Given() ([]*parallax.Geo, error) {
	d := &parallax.Document{ID: 1, Text: t.Text, Language: "en", Reports: []parallax.Report{{Span: parallax.Span{End: len(t.Text)}, Kind: "article"}}}
	for i, g := range t.Gold {
		m := parallax.Mention{Span: g.Span, Kind: parallax.KindName, Type: parallax.GPE, Entity: i + 1, Report: 1}
		d.Mentions = append(d.Mentions, m)
		d.Entities = append(d.Entities, parallax.Entity{Type: parallax.GPE, Name: m.In(t.Text), Report: 1, Mentions: []int{i + 1}})
	}
	if err := places.Run(d); err != nil {
		return nil, err
	}
	out := make([]*parallax.Geo, len(t.Gold))
	for i := range d.Entities {
		out[i] = d.Entities[i].Geo
	}
	return out, nil
}

// ReadLGL reads the Local-Global Lexicon (Lieberman et al. 2010).
func ReadLGL(path string) ([]PlaceText, error) {
	var f struct {
		Articles []struct {
			Name     string `xml:"docid,attr"`
			Text     string `xml:"text"`
			Toponyms []struct {
				Start int `xml:"start"`
				End   int `xml:"end"`
				Tag   struct {
					ID  int     `xml:"geonameid,attr"`
					Lat float64 `xml:"lat"`
					Lon float64 `xml:"lon"`
				} `xml:"gaztag"`
			} `xml:"toponyms>toponym"`
		} `xml:"article"`
	}
	if err := readXML(path, &f); err != nil {
		return nil, err
	}
	var out []PlaceText
	for _, a := range f.Articles {
		t := PlaceText{Name: a.Name, Text: a.Text}
		for _, p := range a.Toponyms {
			if err := t.gold(p.Start, p.End, p.Tag.ID, p.Tag.Lat, p.Tag.Lon); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

// ReadGeoWebNews reads GeoWebNews (Gritta et al. 2019) as one XML file.
func ReadGeoWebNews(path string) ([]PlaceText, error) {
	var f struct {
		Articles []struct {
			Name     string `xml:"file,attr"`
			Text     string `xml:"text"`
			Toponyms []struct {
				Start int    `xml:"start"`
				End   int    `xml:"end"`
				ID    string `xml:"geonamesID"`
				Lat   string `xml:"latitude"`
				Lon   string `xml:"longitude"`
			} `xml:"toponyms>toponym"`
		} `xml:"article"`
	}
	if err := readXML(path, &f); err != nil {
		return nil, err
	}
	var out []PlaceText
	for _, a := range f.Articles {
		t := PlaceText{Name: "gwn " + a.Name, Text: a.Text}
		for _, p := range a.Toponyms {
			var id int
			var lat, lon float64
			if p.ID == "" || p.Start < 0 {
				continue
			}
			if _, err := fmt.Sscan(p.ID+" "+p.Lat+" "+p.Lon, &id, &lat, &lon); err != nil {
				return nil, fmt.Errorf("%s: article %s: %q: %w", path, a.Name, p.ID, err)
			}
			if err := t.gold(p.Start, p.End, id, lat, lon); err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

// gold adds a toponym whose offsets count code points.
func (t *PlaceText) gold(start, end, id int, lat, lon float64) error {
	runes := 0
	s := parallax.Span{Start: -1, End: -1}
	for i := range t.Text {
		if runes == start {
			s.Start = i
		}
		if runes == end {
			s.End = i
		}
		runes++
	}
	if runes == end {
		s.End = len(t.Text)
	}
	if s.Start < 0 || s.End <= s.Start {
		return fmt.Errorf("article %s: no text at %d to %d", t.Name, start, end)
	}
	t.Gold = append(t.Gold, Toponym{s, id, lat, lon})
	return nil
}

func readXML(path string, into any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := xml.NewDecoder(strings.NewReader(string(b))).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
