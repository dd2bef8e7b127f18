package web

import (
	lru "container/list"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/segmentio/encoding/json"

	"parallax"
	"parallax/store"
)

// What is held at hand, in reports: a story of so many is drawn without being
// read again, whatever the archive holds.
const shelved = 512

// most reports whose words the page of one entity or origin shows.
const (
	shownReports = 40
	shownCopies  = 12
)

// shelf holds the indexes last drawn from, of one state of the archive.
type shelf struct {
	mu    sync.Mutex
	state string
	totals
	order lru.List // of *shelfItem, latest first
	at    map[string]*lru.Element
	held  int // reports
}

// totals are of the whole archive.
type totals struct {
	count   *store.Count
	tellers []string
}

// mostTellers are those that the form of a search offers.
const mostTellers = 1000

// overall gives what is known of the whole archive in its state, and asks for what
// is not.
func (s *Server) overall(ctx context.Context, lacks func(totals) bool, ask func(*totals) error) (totals, error) {
	state, err := s.lists.State(ctx)
	if err != nil {
		return totals{}, err
	}
	h := &s.shelf
	h.mu.Lock()
	h.fresh(state)
	t := h.totals
	h.mu.Unlock()
	if !lacks(t) {
		return t, nil
	}
	if err := ask(&t); err != nil {
		return t, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state == state {
		h.totals = t
	}
	return t, nil
}

func (s *Server) count(ctx context.Context) (store.Count, error) {
	t, err := s.overall(ctx, func(t totals) bool { return t.count == nil }, func(t *totals) error {
		c, err := s.lists.Count(ctx)
		t.count = &c
		return err
	})
	if err != nil {
		return store.Count{}, err
	}
	return *t.count, nil
}

func (s *Server) tellers(ctx context.Context) ([]string, error) {
	t, err := s.overall(ctx, func(t totals) bool { return t.tellers == nil }, func(t *totals) (err error) {
		t.tellers, err = s.lists.Tellers(ctx, mostTellers)
		return err
	})
	return t.tellers, err
}

// fresh forgets what was drawn of another state.
func (h *shelf) fresh(state string) {
	if h.state != state || h.at == nil {
		h.state, h.held, h.at, h.totals = state, 0, map[string]*lru.Element{}, totals{}
		h.order.Init()
	}
}

type shelfItem struct {
	key  string
	x    *Index
	cost int
}

func (h *shelf) get(state, key string) *Index {
	h.mu.Lock()
	defer h.mu.Unlock()
	if e := h.at[key]; e != nil && h.state == state {
		h.order.MoveToFront(e)
		return e.Value.(*shelfItem).x
	}
	return nil
}

func (h *shelf) put(state, key string, x *Index, cost int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fresh(state)
	if h.at[key] != nil {
		return
	}
	h.at[key] = h.order.PushFront(&shelfItem{key, x, cost})
	for h.held += cost; h.held > shelved && h.order.Len() > 1; {
		last := h.order.Remove(h.order.Back()).(*shelfItem)
		h.held -= last.cost
		delete(h.at, last.key)
	}
}

// partOfReport reads the part of a report.
func (s *Server) partOfReport(ctx context.Context, id store.ReportID) (*part, error) {
	b, text, err := s.lists.Part(ctx, id)
	if err != nil {
		return nil, err
	}
	t := new(part)
	if err := json.Unmarshal(b, t); err != nil || len(t.Documents) != 1 {
		return nil, fmt.Errorf("part of d%d: damaged: %w", id.Doc, err)
	}
	t.Documents[0].Text = text
	return t, nil
}

// partsOf reads the parts of some reports; those that are not listed are left out.
func (s *Server) partsOf(ctx context.Context, ids []store.ReportID) ([]*part, error) {
	out := make([]*part, 0, len(ids))
	for _, id := range ids {
		t, err := s.partOfReport(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// kept gives what was made under a key before, or makes it.
func (s *Server) kept(ctx context.Context, key string, parts func() ([]*part, error)) (*Index, error) {
	state, err := s.lists.State(ctx)
	if err != nil {
		return nil, err
	}
	if x := s.shelf.get(state, key); x != nil {
		return x, nil
	}
	l, err := parts()
	if err != nil {
		return nil, err
	}
	x := indexOf(l)
	s.shelf.put(state, key, x, len(l))
	return x, nil
}

func indexOf(parts []*part) *Index {
	r, quarrels := united(parts)
	x := newIndex(r, quarrels)
	here := map[string]bool{}
	for _, t := range parts {
		here[t.Report] = true
		for _, s := range t.Stories {
			x.long[s.ID] = x.long[s.ID] || t.Long
		}
	}
	for _, t := range parts {
		for id, l := range t.Elsewhere {
			x.beyond[id] = 0
			for _, report := range l {
				if !here[report] {
					x.beyond[id]++
				}
			}
		}
	}
	return x
}

// reportIndex gives a report with those that share its text.
func (s *Server) reportIndex(ctx context.Context, id string) (*Index, *place, error) {
	r, err := reportID(id)
	if err != nil {
		return nil, nil, err
	}
	x, err := s.kept(ctx, id, func() ([]*part, error) {
		t, err := s.partOfReport(ctx, r)
		if err != nil {
			return nil, err
		}
		copies, err := s.further(ctx, t.Elsewhere[originOf(t, id)], shownCopies)
		return append([]*part{t}, copies...), err
	})
	if err != nil {
		return nil, nil, err
	}
	p := x.report[id]
	if p == nil {
		return nil, nil, store.ErrNotFound
	}
	return x, p, nil
}

func originOf(t *part, report string) string {
	for _, r := range t.Documents[0].Reports {
		if r.ID == report {
			return r.Origin
		}
	}
	return ""
}

// further reads the parts of the first of some reports.
func (s *Server) further(ctx context.Context, reports []string, most int) ([]*part, error) {
	var ids []store.ReportID
	for _, id := range reports[:min(most, len(reports))] {
		if r, err := reportID(id); err == nil {
			ids = append(ids, r)
		}
	}
	return s.partsOf(ctx, ids)
}

// reportsIndex gives some reports alone.
func (s *Server) reportsIndex(ctx context.Context, ids []string) (*Index, error) {
	parts, err := s.further(ctx, ids, len(ids))
	return indexOf(parts), err
}

// storyIndex gives a story with all its reports.
func (s *Server) storyIndex(ctx context.Context, id string) (*Index, *parallax.RecordStory, error) {
	x, err := s.kept(ctx, id, func() ([]*part, error) {
		l, reports, err := s.lists.Story(ctx, id)
		if err != nil {
			return nil, err
		}
		parts, err := s.partsOf(ctx, reports)
		if err != nil {
			return nil, err
		}
		// The whole story takes the place of what the parts have of it.
		whole := new(part)
		whole.Stories = make([]parallax.RecordStory, 1)
		if err := json.Unmarshal(l.Story, &whole.Stories[0]); err != nil {
			return nil, fmt.Errorf("story %s: %w", id, err)
		}
		for _, t := range parts {
			t.Stories = nil
		}
		return append(parts, whole), nil
	})
	if err != nil {
		return nil, nil, err
	}
	return x, x.story[id], nil
}

// entryIndex gives the reports of the document that an entry's id names and, of an
// entity or event that begins there, further reports that have it: most of them, 0
// for all. More is how many it leaves out.
func (s *Server) entryIndex(ctx context.Context, id string, most int) (x *Index, more int, err error) {
	doc := docOf(id)
	if doc == 0 {
		return nil, 0, store.ErrNotFound
	}
	x, err = s.kept(ctx, fmt.Sprintf("%s %d", id, most), func() ([]*part, error) {
		reports, err := s.lists.ReportsOf(ctx, doc)
		if err != nil {
			return nil, err
		}
		parts, err := s.partsOf(ctx, reports)
		if err != nil {
			return nil, err
		}
		for _, t := range parts {
			if l := t.Elsewhere[id]; len(l) > 0 {
				n := len(l)
				if most > 0 {
					n = min(n, most)
				}
				rest, err := s.further(ctx, l, n)
				return append(parts, rest...), err
			}
		}
		return parts, nil
	})
	if err != nil {
		return nil, 0, err
	}
	return x, x.beyond[id], nil
}
