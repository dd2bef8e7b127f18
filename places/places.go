// Package places puts the entities of a report on the map: toponym resolution.
// In come a report's entities of type GPE, LOC and FAC; out goes the Geo of those
// whose name stands in the gazetteer – GeoNames' countries, first- and
// second-level regions and towns of 500 people and more, and airports.
//
// A name has many bearers. Each is scored by its size and by what the report
// says: the state or region named right beside it ("Paris, Texas"), states and
// regions named anywhere, and how near it lies to what the report's other names
// most likely mean (Leidner 2007; Lieberman and Samet 2012). Bearers that score
// nearly as high are kept as rivals.
package places

import (
	"sync"

	"parallax"
	"parallax/internal/world"
)

// Pass finds where places lie.
var Pass = parallax.Pass{
	Name:  "places",
	Doc:   "Finds the map position of states, regions, towns and facilities in an embedded gazetteer, by size and by what the report says around them.",
	Needs: []parallax.Layer{parallax.LayerReports, parallax.LayerMentions},
	Makes: []parallax.Layer{parallax.LayerPlaces},
	Run:   Run,
}

// Run sets the Geo of a document's entities.
func Run(d *parallax.Document) error {
	asks := make([][]ask, len(d.Reports)+1)
	for i := range d.Entities {
		e := &d.Entities[i]
		e.Geo = nil
		if e.Report < 1 || e.Report >= len(asks) || e.Type != parallax.GPE && e.Type != parallax.Loc && e.Type != parallax.Fac {
			continue
		}
		a := ask{entity: i, names: []string{e.Name}}
		for _, m := range e.Mentions {
			if m := d.Mentions[m-1]; m.Kind == parallax.KindName {
				a.spans = append(a.spans, m.Span)
				a.names = append(a.names, m.In(d.Text))
			}
		}
		if len(a.spans) > 0 {
			asks[e.Report] = append(asks[e.Report], a)
		}
	}
	for r, list := range asks {
		if len(list) == 0 {
			continue
		}
		p := d.Reports[r-1]
		g := load()
		m := newMap(g, d.Text, d.Text[p.Start:p.End]+"\n"+p.Outlet+"\n"+p.Place, list)
		m.settle()
		for i := range m.asks {
			if geo := m.geo(i); geo != nil {
				d.Entities[m.asks[i].entity].Geo = geo
			}
		}
	}
	return nil
}

// geo writes the answer to an ask.
func (m *atlas) geo(i int) *parallax.Geo {
	a := &m.asks[i]
	if len(a.bearers) == 0 {
		return nil
	}
	top := a.bearers[0]
	p := top.place
	geo := &parallax.Geo{Lat: p.lat, Lon: p.lon, GeoNames: p.id, Name: m.g.name(top.at), Feature: Features[p.feature], Precision: precision[p.feature]}
	if p.feature != continent {
		if c, ok := byISO2()[m.g.countryOf(p.region)]; ok {
			geo.Country = c
		}
	}
	geo.Score = float32(min(top.share*a.trust, 0.99))
	for _, b := range a.bearers[1:] {
		if len(geo.Rivals) == 5 || b.share < top.share/3 {
			break
		}
		if b.place.id != 0 && b.place.id != p.id {
			geo.Rivals = append(geo.Rivals, b.place.id)
		}
	}
	return geo
}

// precision of a feature: 5 a site, 4 a town, 3 district, 2 region, 1 state, 0
// coarser than a state.
var precision = [...]int{town: 4, capital: 4, region1: 2, region2: 3, state: 1, airport: 5, airbase: 5, continent: 0}

var byISO2 = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, c := range world.Countries() {
		m[c.ISO2] = c.ISO3
	}
	return m
})
