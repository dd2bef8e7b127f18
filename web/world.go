package web

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parallax"
)

// worldText holds the outlines of countries: a line per country, its name, then
// its rings, each "x,y" in tenths of a degree followed by differences. Made from
// Natural Earth 1:50m (public domain) as world-atlas carries it.
//
//go:embed world.txt
var worldText string

type country struct {
	name  string
	rings [][][2]int
}

var world = sync.OnceValue(func() []country {
	var out []country
	for line := range strings.Lines(worldText) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		c := country{name: f[0]}
		for _, r := range f[1:] {
			var ring [][2]int
			x, y := 0, 0
			for _, p := range strings.Fields(r) {
				a, b, _ := strings.Cut(p, ",")
				dx, _ := strconv.Atoi(a)
				dy, _ := strconv.Atoi(b)
				x, y = x+dx, y+dy
				ring = append(ring, [2]int{x, y})
			}
			c.rings = append(c.rings, ring)
		}
		out = append(out, c)
	}
	return out
})

// mapView is a crop of the world with the places of a story. Units are tenths
// of a degree; north is up, so y is turned round.
type mapView struct {
	X, Y, W, H int
	Lands      []land
	Places     []spot
}

type land struct{ Name, Path string }

// spot is a place: a ring as wide as its precision, and how often it is named.
type spot struct {
	Name, Entity string
	X, Y, R      int
	Dot, Size    int
	Label        bool
	LabelX       int
	Anchor       string
	Lat, Lon     float64
	Precision    string
	Times        int
	Events       int
	At           parallax.Anchor
}

var precisionWords = map[int]string{5: "within a town", 4: "town", 3: "county or district", 2: "province", 1: "country"}

// mapOf the places that a story names; nil when none was located.
func (x *Index) mapOf(s *parallax.RecordStory, in map[string]bool) *mapView {
	events := map[string]int{}
	for _, id := range s.Timeline {
		if e := x.event[id]; e != nil && e.Place != nil {
			events[e.Place.Entity]++
		}
	}
	m := &mapView{}
	for i := range x.Record.Entities {
		e := &x.Record.Entities[i]
		if e.Geo == nil || math.Abs(e.Geo.Lat) > 90 || math.Abs(e.Geo.Lon) > 180 {
			continue
		}
		p := spot{Name: cut(oneLine(e.Name), 40), Entity: e.ID, X: int(e.Geo.Lon * 10), Y: -int(e.Geo.Lat * 10), Lat: e.Geo.Lat, Lon: e.Geo.Lon,
			Precision: precisionWords[e.Geo.Precision], Events: events[e.ID]}
		for _, n := range e.Mentions {
			if in[n.Report] {
				if p.Times == 0 {
					p.At = n.Anchor
				}
				p.Times++
			}
		}
		p.R = map[int]int{1: 5, 2: 4, 3: 3, 4: 2}[e.Geo.Precision]
		if p.Times > 0 {
			m.Places = append(m.Places, p)
		}
	}
	if len(m.Places) == 0 {
		return nil
	}
	slices.SortStableFunc(m.Places, func(a, b spot) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), cmp.Compare(b.Times, a.Times))
	})
	m.crop()
	m.label()
	for _, c := range world() {
		if path := m.clip(c); path != "" {
			m.Lands = append(m.Lands, land{c.name, path})
		}
	}
	return m
}

// crop chooses a window of 2:1 around the places with some air.
func (m *mapView) crop() {
	x0, x1, y0, y1 := 1800, -1800, 900, -900
	for _, p := range m.Places {
		x0, x1, y0, y1 = min(x0, p.X), max(x1, p.X), min(y0, p.Y), max(y1, p.Y)
	}
	w := max(160, (x1-x0)*13/10, (y1-y0)*26/10)
	w = min(w, 3600)
	m.W, m.H = w, min(w/2, 1800)
	m.X = max(-1800, min(1800-m.W, (x0+x1)/2-m.W/2))
	m.Y = max(-900, min(900-m.H, (y0+y1)/2-m.H/2))
}

// label names places, most told first, where the name does not lie over
// another one.
func (m *mapView) label() {
	unit := max(1, m.W/100) // a hundredth of the width
	type box struct{ x0, y0, x1, y1 int }
	var taken []box
	for i := range m.Places {
		p := &m.Places[i]
		p.Size = max(2, m.W/64)
		p.Dot = max(1, m.W/220)
		p.R = max(p.R*m.W/260, p.Dot+1)
		wide := len([]rune(p.Name)) * p.Size * 65 / 100
		for _, side := range []int{1, -1} { // right of its dot, else left
			p.LabelX, p.Anchor = p.X+2*unit, "start"
			b := box{p.LabelX, p.Y - p.Size, p.LabelX + wide, p.Y + p.Size/2}
			if side < 0 {
				p.LabelX, p.Anchor = p.X-2*unit, "end"
				b.x0, b.x1 = p.LabelX-wide, p.LabelX
			}
			p.Label = b.x0 >= m.X && b.x1 <= m.X+m.W && !slices.ContainsFunc(taken, func(t box) bool { return b.x0 < t.x1 && t.x0 < b.x1 && b.y0 < t.y1 && t.y0 < b.y1 })
			if p.Label {
				taken = append(taken, b)
				break
			}
		}
	}
}

// clip is the path of a country's rings that touch the window.
func (m *mapView) clip(c country) string {
	var b strings.Builder
	for _, r := range c.rings {
		x0, x1, y0, y1 := 1<<20, -1<<20, 1<<20, -1<<20
		for _, p := range r {
			x0, x1, y0, y1 = min(x0, p[0]), max(x1, p[0]), min(y0, -p[1]), max(y1, -p[1])
		}
		if x1 < m.X || x0 > m.X+m.W || y1 < m.Y || y0 > m.Y+m.H {
			continue
		}
		for i, p := range r {
			if i == 0 {
				b.WriteByte('M')
			} else {
				b.WriteByte('L')
			}
			b.WriteString(strconv.Itoa(p[0]))
			b.WriteByte(' ')
			b.WriteString(strconv.Itoa(-p[1]))
		}
		b.WriteByte('Z')
	}
	return b.String()
}
