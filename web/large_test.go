package web

import (
	"compress/gzip"
	"fmt"
	"io"
	"testing"
	"time"

	"parallax"
)

// largeRecord is one story of n reports by n/4 outlets.
func largeRecord(t testing.TB, n int) *parallax.Record {
	m := newMaker(t)
	s := parallax.RecordStory{ID: "s1"}
	for i := 1; i <= n; i++ {
		day := time.Date(2020, 1, 1+i%60, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		text := fmt.Sprintf("On that day unit %d attacked the town of Number %d, officials said, and %d people died. A spokesman denied the attack.", i*7919%1000, i, i)
		k := m.report(fmt.Sprintf("Outlet %d", i%(n/4)), fmt.Sprintf("Attack number %d", i), text, day)
		c := parallax.RecordClaim{ID: fmt.Sprintf("c%d.1", i), Report: fmt.Sprintf("r%d", i), Anchor: m.quote(k, text[:40]), Content: m.quote(k, text[:30]), Stance: parallax.Asserts, Quoted: parallax.Indirect,
			Chain: []parallax.RecordLink{{Anchor: m.quote(k, "officials"), Kind: parallax.SourceUnnamed}}}
		v := float64(i)
		m.r.Claims = append(m.r.Claims, c)
		m.r.Figures = append(m.r.Figures, parallax.RecordFigure{ID: fmt.Sprintf("f%d.1", i), Value: &v, Of: "killed", Anchor: m.quote(k, fmt.Sprintf("%d people", i))})
		for e := 1; e <= 4; e++ {
			id := fmt.Sprintf("v%d.%d", i, e)
			m.r.Events = append(m.r.Events, parallax.RecordEvent{ID: id, Type: "ASSAULT", Status: parallax.Actual, Actors: []parallax.RecordArg{{Anchor: m.quote(k, "unit")}}, Time: &parallax.RecordTime{Earliest: day, Latest: day, Basis: parallax.Stated},
				Mentions: []parallax.EventAnchor{{Anchor: m.quote(k, "attacked")}}, Support: parallax.Support{Reports: 1, Origins: 1 + i%5}})
			s.Timeline = append(s.Timeline, id)
		}
		m.r.Entities = append(m.r.Entities, parallax.RecordEntity{ID: fmt.Sprintf("n%d.1", i), Type: parallax.MilUnit, Name: fmt.Sprintf("unit %d", i), Mentions: []parallax.RecordMention{{Anchor: m.quote(k, "unit"), Kind: "name"}}})
		s.Reports = append(s.Reports, fmt.Sprintf("r%d", i))
	}
	s.Span = &parallax.DaySpan{Earliest: "2020-01-01", Latest: "2020-02-29"}
	m.r.Stories = []parallax.RecordStory{s}
	return m.r
}

// TestFirstView holds the budget of the first view of a story of 500 reports:
// at most 150 kB over the wire with style and script.
func TestFirstView(t *testing.T) {
	s := serverOf(t, largeRecord(t, 500))
	start := time.Now()
	w := ask(s, "GET", "/stories/s1", nil, "Accept-Encoding", "gzip")
	took := time.Since(start)
	wire := w.Body.Len()
	for _, name := range []string{"page.css", "page.js"} {
		wire += ask(s, "GET", "/static/"+name, nil, "Accept-Encoding", "gzip").Body.Len()
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	n, _ := io.Copy(io.Discard, z)
	t.Logf("%d bytes of page, %d over the wire, drawn in %v", n, wire, took)
	if wire > 150_000 {
		t.Errorf("%d bytes over the wire, at most 150000", wire)
	}
	if took > 2*time.Second {
		t.Errorf("drawn in %v", took)
	}
}

func BenchmarkStoryOf500(b *testing.B) {
	s := serverOf(b, largeRecord(b, 500))
	for b.Loop() {
		ask(s, "GET", "/stories/s1", nil, "Accept-Encoding", "gzip")
	}
}
