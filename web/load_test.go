package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"parallax/internal/cputime"
	"parallax/store"
)

// TestLoad asks for every kind of page and answer at a steady 50 requests a
// second for as long as PARALLAX_LOAD_SECONDS says, of the store that
// PARALLAX_LOAD names, and prints how long each took. What is asked for is spread
// evenly over the archive, so that little of it is at hand. It passes no judgement:
// a machine under other work is slow.
func TestLoad(t *testing.T) {
	name := os.Getenv("PARALLAX_LOAD")
	if name == "" {
		t.Skip("PARALLAX_LOAD names no store")
	}
	seconds := 10
	if s, err := strconv.Atoi(os.Getenv("PARALLAX_LOAD_SECONDS")); err == nil {
		seconds = min(s, 300)
	}
	st, err := store.Open(t.Context(), name, false)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s, err := New(t.Context(), Config{Store: st, Judge: st.Judge})
	if err != nil {
		t.Fatal(err)
	}
	l := st.Listing()
	c, err := l.Count(t.Context())
	if err != nil || c.Reports == 0 {
		t.Fatal(c, err)
	}
	t.Logf("%+v", c)
	const spread = 500
	var stories, reports, entities, events, words []string
	for i := range spread {
		x, err := l.Stories(t.Context(), i*c.Stories/spread, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range x {
			stories = append(stories, y.ID)
		}
		ids, err := l.Reports(t.Context(), store.ReportID{}, i*c.Reports/spread, 1)
		if err != nil {
			t.Fatal(err)
		}
		b, _, err := l.Part(t.Context(), ids[0])
		if err != nil {
			t.Fatal(err)
		}
		var p part
		if err := json.Unmarshal(b, &p); err != nil {
			t.Fatal(err)
		}
		reports = append(reports, p.Report)
		for _, e := range p.Entities {
			if docOf(e.ID) == ids[0].Doc {
				entities = append(entities, e.ID)
				break
			}
		}
		for _, e := range p.Events {
			if docOf(e.ID) == ids[0].Doc {
				events = append(events, e.ID)
				break
			}
		}
		for _, e := range p.Entities {
			if w := fold(e.Name); len(w) > 0 && len(w[0]) > 4 {
				words = append(words, w[0])
				break
			}
		}
	}
	at := func(l []string, i int) string { return l[i*7%len(l)] }
	kinds := []struct {
		name string
		path func(i int) string
	}{
		{"stories", func(i int) string { return fmt.Sprintf("/?page=%d", 1+i%9) }},
		{"story", func(i int) string { return "/stories/" + at(stories, i) }},
		{"matrix", func(i int) string { return "/stories/" + at(stories, i) + "/matrix" }},
		{"report", func(i int) string { return "/reports/" + at(reports, i) }},
		{"entity", func(i int) string { return "/entities/" + at(entities, i) }},
		{"judge", func(i int) string { return "/judge?entry=" + at(events, i) }},
		{"search a word", func(i int) string { return "/search?q=" + at(words, i) }},
		{"search two, a common one", func(i int) string { return "/search?q=said+" + at(words, i) }},
		{"search all", func(int) string { return "/search?q=said" }},
		{"search by actor", func(i int) string { return "/search?kind=event&actor=" + at(words, i) }},
		{"search a beginning", func(int) string { return "/search?q=att&kind=report&from=2020-06-01" }},
		{"api events", func(i int) string { return "/api/events?story=" + at(stories, i) }},
		{"api search", func(i int) string { return "/api/search?q=" + at(words, i) }},
		{"api reports", func(i int) string { return fmt.Sprintf("/api/reports?limit=20&page=%d", 1+i%9) }},
	}
	share := func(l []time.Duration, share float64) time.Duration {
		return l[min(len(l)-1, int(share*float64(len(l))))].Round(100 * time.Microsecond)
	}
	// One after the other: what each takes of the processor, whatever else it does.
	var alone []time.Duration
	for _, k := range kinds {
		var took []time.Duration
		for i := range 60 {
			begin := cputime.Used()
			if w := ask(s, "GET", k.path(i), nil); w.Code != http.StatusOK {
				t.Errorf("%s: %d", k.path(i), w.Code)
			}
			took = append(took, cputime.Used()-begin)
		}
		slices.Sort(took)
		t.Logf("%-25s processor, one after the other: median %8v  p99 %8v", k.name, share(took, .5), share(took, .99))
		alone = append(alone, took...)
	}
	slices.Sort(alone)
	t.Logf("%-25s processor, one after the other: median %8v  p99 %8v", "all", share(alone, .5), share(alone, .99))
	server := httptest.NewServer(s)
	defer server.Close()
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
	for k, l := range took {
		slices.Sort(l)
		t.Logf("%-25s median %8v  p99 %8v", kinds[k].name, share(l, .5), share(l, .99))
		all = append(all, l...)
	}
	slices.Sort(all)
	t.Logf("%-25s median %8v  p99 %8v", "all", share(all, .5), share(all, .99))
}
