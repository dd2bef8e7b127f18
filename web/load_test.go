package web

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"parallax"
)

// archiveRecord is n reports by 200 outlets in stories of 25.
func archiveRecord(t *testing.T, n int) *parallax.Record {
	m := newMaker(t)
	for i := 1; i <= n; i++ {
		place := fmt.Sprintf("Town %d", i/25)
		day := time.Date(2020, 1, 1+i/25%3000+i%10, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		text := fmt.Sprintf("On that day unit %d attacked %s, officials said, and %d people died. A spokesman denied the attack. ", i*7919%1000, place, i%90) + strings.Repeat("The column moved on along the river road before dawn. ", 12)
		k := m.report(fmt.Sprintf("Outlet %d", i%200), fmt.Sprintf("Attack on %s, number %d", place, i), text, day)
		r, v := fmt.Sprintf("r%d", i), float64(i%90)
		if i%25 == 1 {
			m.r.Stories = append(m.r.Stories, parallax.RecordStory{ID: fmt.Sprintf("s%d", i), Title: m.r.Documents[k-1].Reports[0].Title, Span: &parallax.DaySpan{Earliest: day, Latest: day}})
		}
		s := &m.r.Stories[len(m.r.Stories)-1]
		m.r.Documents[k-1].Reports[0].Story = s.ID
		s.Reports = append(s.Reports, r)
		m.r.Claims = append(m.r.Claims, parallax.RecordClaim{ID: fmt.Sprintf("c%d.1", i), Report: r, Anchor: m.quote(k, text[:60]), Content: m.quote(k, text[:40]), Stance: parallax.Asserts, Quoted: parallax.Indirect,
			Chain: []parallax.RecordLink{{Anchor: m.quote(k, "officials"), Kind: parallax.SourceUnnamed}}})
		m.r.Figures = append(m.r.Figures, parallax.RecordFigure{ID: fmt.Sprintf("f%d.1", i), Value: &v, Of: "killed", Anchor: m.quote(k, "people died")})
		for e := 1; e <= 3; e++ {
			id := fmt.Sprintf("v%d.%d", i, e)
			m.r.Events = append(m.r.Events, parallax.RecordEvent{ID: id, Type: "ASSAULT", Status: parallax.Actual, Actors: []parallax.RecordArg{{Entity: fmt.Sprintf("n%d.1", i), Anchor: m.quote(k, "unit")}}, Time: &parallax.RecordTime{Earliest: day, Latest: day, Basis: parallax.Stated},
				Mentions: []parallax.EventAnchor{{Anchor: m.quote(k, "attacked")}}, Support: parallax.Support{Reports: 1, Origins: 1}})
			s.Timeline = append(s.Timeline, id)
			s.Coverage = append(s.Coverage, parallax.Coverage{Event: id, Outlet: fmt.Sprintf("Outlet %d", i%200), Said: told})
		}
		m.r.Entities = append(m.r.Entities, parallax.RecordEntity{ID: fmt.Sprintf("n%d.1", i), Type: parallax.MilUnit, Name: fmt.Sprintf("unit %d", i), Mentions: []parallax.RecordMention{{Anchor: m.quote(k, "unit"), Kind: "name"}}})
	}
	return m.r
}

// TestLoad asks for every kind of page and answer at a steady 50 requests a
// second for as long as PARALLAX_LOAD_SECONDS says, of an archive of
// PARALLAX_LOAD reports, and prints how long each took. It passes no judgement:
// a machine under other work is slow.
func TestLoad(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("PARALLAX_LOAD"))
	if err != nil {
		t.Skip("PARALLAX_LOAD names no number of reports")
	}
	seconds := 10
	if s, err := strconv.Atoi(os.Getenv("PARALLAX_LOAD_SECONDS")); err == nil {
		seconds = min(s, 300)
	}
	start := time.Now()
	s := serverOf(t, archiveRecord(t, n))
	t.Logf("%d reports are ready after %v", n, time.Since(start).Round(time.Millisecond))
	server := httptest.NewServer(s)
	defer server.Close()
	kinds := []struct {
		name string
		path func(i int) string
	}{
		{"stories", func(i int) string { return fmt.Sprintf("/?page=%d", 1+i%5) }},
		{"story", func(i int) string { return fmt.Sprintf("/stories/s%d", 1+i%(n/25)*25) }},
		{"matrix", func(i int) string { return fmt.Sprintf("/stories/s%d/matrix", 1+i%(n/25)*25) }},
		{"report", func(i int) string { return fmt.Sprintf("/reports/r%d", 1+i*31%n) }},
		{"entity", func(i int) string { return fmt.Sprintf("/entities/n%d.1", 1+i*31%n) }},
		{"judge", func(i int) string { return fmt.Sprintf("/judge?entry=v%d.1", 1+i*31%n) }},
		{"search a word", func(i int) string { return fmt.Sprintf("/search?q=town+%d", i%(n/25)) }},
		{"search all", func(int) string { return "/search?q=attacked" }},
		{"search a beginning", func(int) string { return "/search?q=att&kind=report&outlet=Outlet+7" }},
		{"api events", func(i int) string { return fmt.Sprintf("/api/events?story=s%d", 1+i%(n/25)*25) }},
		{"api search", func(i int) string { return fmt.Sprintf("/api/search?q=unit+%d", i%1000) }},
		{"api reports", func(i int) string { return fmt.Sprintf("/api/reports?page=%d", 1+i%9) }},
	}
	took := make([][]time.Duration, len(kinds))
	var mu sync.Mutex
	var wg sync.WaitGroup
	tick := time.NewTicker(time.Second / 50)
	defer tick.Stop()
	for i := range 50 * seconds {
		<-tick.C
		wg.Go(func() {
			k := i % len(kinds)
			begin := time.Now()
			r, err := http.Get(server.URL + kinds[k].path(i))
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, r.Body)
			r.Body.Close()
			if r.StatusCode != http.StatusOK {
				t.Errorf("%s: %d", kinds[k].path(i), r.StatusCode)
			}
			mu.Lock()
			took[k] = append(took[k], time.Since(begin))
			mu.Unlock()
		})
	}
	wg.Wait()
	var all []time.Duration
	at := func(l []time.Duration, share float64) time.Duration {
		return l[min(len(l)-1, int(share*float64(len(l))))].Round(100 * time.Microsecond)
	}
	for k, l := range took {
		slices.Sort(l)
		t.Logf("%-20s median %8v  p99 %8v", kinds[k].name, at(l, .5), at(l, .99))
		all = append(all, l...)
	}
	slices.Sort(all)
	t.Logf("%-20s median %8v  p99 %8v", "all", at(all, .5), at(all, .99))
}
