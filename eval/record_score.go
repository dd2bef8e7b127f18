package eval

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"parallax"
)

// recordScore counts hits and items under names of metrics, in the order in
// which they first came.
type recordScore struct {
	rec   *parallax.Record
	golds map[int]GoldReport
	names []string
	of    map[string]*[2]int
	in    map[string]int // report id to the number of its gold
	known map[string][]string
}

func (s *recordScore) add(name string, hit, of int) {
	if s.of[name] == nil {
		s.of[name] = &[2]int{}
		s.names = append(s.names, name)
	}
	s.of[name][0] += hit
	s.of[name][1] += of
}

func (s *recordScore) yes(name string, ok bool) {
	hit := 0
	if ok {
		hit = 1
	}
	s.add(name, hit, 1)
}

func (s *recordScore) run(disputes []goldDispute) {
	s.in, s.known = map[string]int{}, map[string][]string{}
	for _, d := range s.rec.Documents {
		for n, g := range s.golds {
			if filepath.Base(d.URI) == g.File {
				for _, r := range d.Reports {
					s.in[r.ID] = n
				}
			}
		}
	}
	for _, e := range s.rec.Entities {
		s.known[e.ID] = []string{e.Name}
		for _, m := range e.Mentions {
			if m.Kind == "name" {
				s.known[e.ID] = append(s.known[e.ID], m.Text)
			}
		}
	}
	joined := map[string][]string{} // by gold event, the event of each of its mentions, "" where none was found
	for _, n := range slices.Sorted(maps.Keys(s.golds)) {
		s.claims(n)
		s.events(n, joined)
	}
	// Of n mentions of one event n-1 have to be joined, of n that stand under one
	// event n-1 were.
	under := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(joined)) {
		s.add("mentions joined, R", most(joined[key])-1, len(joined[key])-1)
		for _, id := range joined[key] {
			if id != "" {
				under[id] = append(under[id], key)
			}
		}
	}
	for _, keys := range under {
		s.add("mentions joined, P", most(keys)-1, len(keys)-1)
	}
	s.disputes(disputes)
}

// most is how often the commonest of the names stands there, at least once; ""
// is none.
func most(names []string) int {
	n, top := map[string]int{}, 1
	for _, name := range names {
		if n[name]++; name != "" {
			top = max(top, n[name])
		}
	}
	return top
}

func (s *recordScore) claims(n int) {
	var mine []parallax.RecordClaim
	for _, c := range s.rec.Claims {
		if s.in[c.Report] == n {
			mine = append(mine, c)
		}
	}
	used := map[int]bool{}
	for _, g := range s.golds[n].Claims {
		best, at := 0.0, -1
		for i, c := range mine {
			parts := append([]parallax.Anchor{c.Content}, c.Continued...)
			if used[i] && len(parts) == 1 {
				continue
			}
			// A split quote answers as a whole or by one of its parts.
			for _, p := range append([][]parallax.Anchor{parts}, slices.Collect(slices.Chunk(parts, 1))...) {
				if v := alike(g.Content.span(), p); v > best {
					best, at = v, i
				}
			}
		}
		if at >= 0 {
			used[at] = true
		}
		if g.Optional {
			continue
		}
		s.yes("claims R", at >= 0)
		exact := at >= 0 && len(mine[at].Chain) == len(g.Chain)
		if exact {
			for i, l := range mine[at].Chain {
				exact = exact && s.named(l.Entity, l.Anchor, g.Chain[i])
			}
		}
		s.yes("claims with the exact chain, R", exact)
		if at < 0 {
			continue
		}
		c := mine[at]
		last := len(c.Chain) - 1
		s.yes("speaker right, of the found", last >= 0 && s.named(c.Chain[last].Entity, c.Chain[last].Anchor, g.Chain[len(g.Chain)-1]))
		s.yes("way of quoting right, of the found", c.Quoted == g.Quoted)
		s.yes("stance right, of the found", c.Stance == g.Stance)
	}
	s.add("claims P", len(used), len(mine))
}

// mentionOf is a mention with its event.
type mentionOf struct {
	*parallax.RecordEvent
	parallax.EventAnchor
}

func (s *recordScore) events(n int, joined map[string][]string) {
	var mine []mentionOf
	for i := range s.rec.Events {
		for _, m := range s.rec.Events[i].Mentions {
			if s.in[m.Report] == n {
				mine = append(mine, mentionOf{&s.rec.Events[i], m})
			}
		}
	}
	used := map[int]bool{}
	for _, g := range s.golds[n].Events {
		at, typed := -1, false
		for i, m := range mine {
			ok := slices.Contains(g.Types, m.Type)
			if !used[i] && covers(g.Trigger.span(), m.Anchor) && (at < 0 || ok && !typed) {
				at, typed = i, ok
			}
		}
		if at >= 0 {
			used[at] = true
		}
		if g.Optional {
			continue
		}
		s.yes("event mentions R", at >= 0)
		key, id := g.Key, ""
		if key == "" {
			key = fmt.Sprint(n, g.Trigger.Span) // told once: an event of its own
		}
		if at >= 0 {
			id = mine[at].ID
		}
		joined[key] = append(joined[key], id)
		if at < 0 {
			continue
		}
		m := mine[at]
		s.yes("type right, of the found", typed)
		actors, recipients, want := m.Actors, m.Recipients, [2][][]string{g.Actors, g.Recipients}
		if slices.Contains(g.Types, "CONSULT") || slices.Contains(g.Types, "AGREE") || slices.Contains(g.Types, "COOPERATE") {
			both, all := slices.Concat(actors, recipients), slices.Concat(g.Actors, g.Recipients)
			actors, recipients, want = both, nil, [2][][]string{all} // of something mutual all are actors
		}
		s.sides("actors", actors, want[0])
		s.sides("recipients", recipients, want[1])
		if g.Time != "" {
			s.yes("day right, of the found", m.Time != nil && strings.Contains(m.Time.Value, g.Time))
		}
		if len(g.Place) > 0 {
			s.yes("place right, of the found", m.Place != nil && s.named(m.Place.Entity, m.Place.Anchor, g.Place))
		}
		name := "status right, of the found that happened"
		if !happened(g.Status) {
			name = "status right, of the found that did not happen for sure"
		}
		s.yes(name, happened(m.EventAnchor.Status) == happened(g.Status))
	}
	s.add("event mentions P", len(used), len(mine))
}

func happened(status string) bool {
	return status == parallax.Actual || status == parallax.Historical
}

// sides scores participants of a found mention where the gold has some.
func (s *recordScore) sides(name string, mine []parallax.RecordArg, want [][]string) {
	if len(want) == 0 {
		return
	}
	right := func(a parallax.RecordArg, names []string) bool { return s.named(a.Entity, a.Anchor, names) }
	for _, names := range want {
		s.yes(name+" R, of the found", slices.ContainsFunc(mine, func(a parallax.RecordArg) bool { return right(a, names) }))
	}
	for _, a := range mine {
		s.yes(name+" P, of the found", slices.ContainsFunc(want, func(names []string) bool { return right(a, names) }))
	}
}

// disputes counts those of the gold whose two sides both lie in the reports
// read. The gold does not list every dispute, so there is no precision.
func (s *recordScore) disputes(gold []goldDispute) {
	claims := map[string]parallax.Anchor{}
	for _, c := range s.rec.Claims {
		claims[c.ID] = c.Anchor
	}
	touches := func(side parallax.Side, g goldSide) bool {
		words := slices.Clone(side.Mentions)
		for _, id := range side.Claims {
			words = append(words, claims[id])
		}
		return slices.ContainsFunc(words, func(a parallax.Anchor) bool { return s.in[a.Report] == g.Seed && covers(g.span(), a) })
	}
	for _, g := range gold {
		if s.golds[g.A.Seed].File == "" || s.golds[g.B.Seed].File == "" {
			continue
		}
		s.yes("disputes R", slices.ContainsFunc(s.rec.Disputes, func(d parallax.RecordDispute) bool {
			for i, a := range d.Sides {
				for j, b := range d.Sides {
					if i != j && touches(a, g.A) && touches(b, g.B) {
						return true
					}
				}
			}
			return false
		}))
	}
}

// named reports whether the words of an anchor or a name of its entity hold one
// of the accepted names as whole words. An anchor of a passage names nobody.
func (s *recordScore) named(entity string, a parallax.Anchor, accept []string) bool {
	have := s.known[entity]
	if len(a.Text) <= 120 {
		have = append(slices.Clone(have), a.Text)
	}
	plain := func(s string) string {
		s = strings.NewReplacer("’s", "", "'s", "").Replace(strings.ToLower(s))
		return " " + strings.Join(Words(s), " ") + " "
	}
	return slices.ContainsFunc(have, func(h string) bool {
		return slices.ContainsFunc(accept, func(w string) bool { return strings.Contains(plain(h), plain(w)) })
	})
}

// covers reports whether half of the shorter of a span and an anchor is shared.
func covers(g parallax.Span, a parallax.Anchor) bool {
	m := parallax.Span{Start: a.Start, End: a.End}
	return m.Len() > 0 && 2*g.Overlap(m) >= min(g.Len(), m.Len())
}

// alike is the share of a span and the parts of a content in both together, 0
// where it is too small to match.
func alike(g parallax.Span, parts []parallax.Anchor) float64 {
	both, n := 0, 0
	for _, p := range parts {
		m := parallax.Span{Start: p.Start, End: p.End}
		both, n = both+g.Overlap(m), n+m.Len()
	}
	v := float64(both) / float64(g.Len()+n-both)
	if 2*both < min(g.Len(), n) || v < 0.3 {
		return 0
	}
	return v
}
