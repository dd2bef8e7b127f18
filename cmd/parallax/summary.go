package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"parallax"
)

const width = 80

var (
	strong = lipgloss.NewStyle().Bold(true)
	faint  = lipgloss.NewStyle().Faint(true)
	head   = lipgloss.NewStyle().Bold(true).Foreground(lipgloss.AdaptiveColor{Light: "25", Dark: "75"})
	warn   = lipgloss.NewStyle().Foreground(lipgloss.AdaptiveColor{Light: "130", Dark: "215"})
)

// summary prints a record for a person: each story with its reports, events by
// day, who says what, what is agreed and disputed, who leaves out what, who
// calls whom what. limit is the most lines of a section; 0 means all.
func summary(w io.Writer, r *parallax.Record, limit int) {
	s := newSummariser(w, r, limit)
	for _, st := range r.Stories {
		s.story(st)
	}
	s.problems()
}

func newSummariser(w io.Writer, r *parallax.Record, limit int) *summariser {
	s := &summariser{w: w, r: r, limit: limit, entity: map[string]parallax.RecordEntity{}, event: map[string]parallax.RecordEvent{}, claim: map[string]parallax.RecordClaim{},
		report: map[string]parallax.RecordReport{}, uri: map[string]string{}}
	for _, e := range r.Entities {
		s.entity[e.ID] = e
	}
	for _, e := range r.Events {
		s.event[e.ID] = e
	}
	for _, c := range r.Claims {
		s.claim[c.ID] = c
	}
	for _, d := range r.Documents {
		for _, p := range d.Reports {
			s.report[p.ID] = p
			s.uri[p.ID] = d.URI
		}
	}
	return s
}

type summariser struct {
	w      io.Writer
	r      *parallax.Record
	limit  int
	entity map[string]parallax.RecordEntity
	event  map[string]parallax.RecordEvent
	claim  map[string]parallax.RecordClaim
	report map[string]parallax.RecordReport
	uri    map[string]string
}

func (s *summariser) line(format string, a ...any) { fmt.Fprintf(s.w, format+"\n", a...) }

func (s *summariser) section(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	s.line("\n%s", head.Render(title))
	for i, l := range lines {
		if s.limit > 0 && i == s.limit {
			s.line("%s", faint.Render(fmt.Sprintf("  … %d more (--all shows them)", len(lines)-i)))
			return
		}
		s.line("%s", l)
	}
}

func (s *summariser) story(st parallax.RecordStory) {
	title := "(no title)"
	if st.Title != nil {
		title = st.Title.Text
	}
	in, outlets, origins := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, id := range st.Reports {
		in[id] = true
		origins[s.report[id].Origin] = true
		if o := s.report[id].Outlet; o != "" {
			outlets[o] = true
		}
	}
	when := ""
	if st.Span != nil {
		when = days(st.Span.Earliest, st.Span.Latest)
	}
	s.line("%s", strong.Render(cut(title, width)))
	s.line("%s", faint.Render(strings.Join(nonEmpty(when, count(len(st.Reports), "report"), count(len(outlets), "outlet"), count(len(origins), "origin")), " · ")))
	s.section("Reports", s.reports(st))
	s.section("What happened", s.events(st))
	s.section("Who says what, through whom", s.claims(in))
	s.section("Agreed by two origins or more", s.agreed(st))
	s.section("Disputed", s.disputes(in))
	s.section("Left out", s.omitted(st))
	s.section("Who calls whom what", s.naming(st))
	s.line("")
}

func (s *summariser) reports(st parallax.RecordStory) []string {
	var out []string
	for _, id := range st.Reports {
		p := s.report[id]
		name := p.Outlet
		if name == "" {
			name = base(s.uri[id])
		}
		title := ""
		if p.Title != nil {
			title = p.Title.Text
		}
		if p.Credit != nil && p.Credit.Name != p.Outlet {
			name += " (" + p.Credit.Name + ")"
		}
		if p.Share > 0 && p.Origin != "o"+id[1:] {
			name += fmt.Sprintf(" – %.0f%% shared with r%s", 100*p.Share, p.Origin[1:])
		}
		out = append(out, cut(fmt.Sprintf("  %-10s  %s  %s", timeText(&p.Published), name, title), width))
	}
	return out
}

func (s *summariser) name(entity string, a parallax.Anchor) string {
	if e, ok := s.entity[entity]; ok && e.Name != "" {
		return e.Name
	}
	return a.Text
}

func (s *summariser) names(args []parallax.RecordArg) string {
	var out []string
	for _, a := range args {
		if n := s.name(a.Entity, a.Anchor); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

func (s *summariser) events(st parallax.RecordStory) []string {
	var out []string
	for _, id := range st.Timeline {
		e := s.event[id]
		what := e.Type
		if e.Type == "OTHER" && e.Label != "" {
			what = e.Label
		}
		if len(e.Mode) > 0 {
			what += "/" + strings.Join(e.Mode, "/")
		}
		who := s.names(e.Actors)
		if to := s.names(e.Recipients); to != "" {
			who = strings.TrimSpace(who + " → " + to)
		}
		if e.Place != nil {
			who += ", " + s.name(e.Place.Entity, e.Place.Anchor)
		}
		mark := ""
		if e.Status != parallax.Actual {
			mark = " [" + e.Status + "]"
		}
		n := ""
		if e.Support.Origins > 1 {
			n = fmt.Sprintf(" ×%d", e.Support.Origins)
		}
		tail := n + mark
		out = append(out, cut(fmt.Sprintf("  %-10s  %s  %s", timeText(e.Time), what, who), width-len([]rune(tail)))+warn.Render(tail))
	}
	return out
}

func (s *summariser) claims(in map[string]bool) []string {
	var out []string
	for _, c := range s.r.Claims {
		if !in[c.Report] {
			continue
		}
		var chain []string
		for _, l := range c.Chain {
			if l.Unsaid() {
				chain = append(chain, "source not named")
				continue
			}
			chain = append(chain, s.name(l.Entity, l.Anchor))
		}
		out = append(out, cut(fmt.Sprintf("  %s %s: %s", strings.Join(chain, " › "), c.Stance, oneLine(c.Content.Text)), width))
	}
	return out
}

func (s *summariser) agreed(st parallax.RecordStory) []string {
	var out []string
	for _, id := range st.Timeline {
		if e := s.event[id]; e.Support.Origins > 1 {
			out = append(out, cut(fmt.Sprintf("  %d origins: “%s” %s %s", e.Support.Origins, e.Mentions[0].Text, s.names(e.Actors), s.names(e.Recipients)), width))
		}
	}
	return out
}

func (s *summariser) disputes(in map[string]bool) []string {
	var out []string
	for _, d := range s.r.Disputes {
		if len(d.Sides) < 2 || len(d.Sides[0].Mentions) == 0 || !in[d.Sides[0].Mentions[0].Report] {
			continue
		}
		for i, side := range d.Sides {
			lead := "    against "
			if i == 0 {
				lead = fmt.Sprintf("  %s: ", d.Kind)
			}
			out = append(out, cut(lead+"“"+oneLine(side.Position)+"”", width))
		}
	}
	return out
}

func (s *summariser) omitted(st parallax.RecordStory) []string {
	by := map[string][]string{}
	var order []string
	for _, c := range st.Coverage {
		if c.Said != "omitted" {
			continue
		}
		who := c.Outlet
		if who == "" {
			who = c.Report
		}
		if by[who] == nil {
			order = append(order, who)
		}
		by[who] = append(by[who], "“"+s.event[c.Event].Mentions[0].Text+"”")
	}
	var out []string
	for _, o := range order {
		out = append(out, cut("  "+o+": "+strings.Join(by[o], ", "), width))
	}
	return out
}

func (s *summariser) naming(st parallax.RecordStory) []string {
	forms := map[string]map[string]bool{}
	texts := map[string][]string{}
	var order []string
	for _, n := range st.Naming {
		if n.Entity == "" || s.entity[n.Entity].Type != parallax.Person {
			continue
		}
		if forms[n.Entity] == nil {
			forms[n.Entity] = map[string]bool{}
			order = append(order, n.Entity)
		}
		var l []string
		for _, f := range n.Forms {
			l = append(l, oneLine(f.Text))
			forms[n.Entity][f.Text] = true
		}
		who := n.Outlet
		if who == "" {
			who = "unsigned"
		}
		texts[n.Entity] = append(texts[n.Entity], who+": "+strings.Join(l, " | "))
	}
	var out []string
	for _, id := range order {
		if len(forms[id]) < 2 {
			continue
		}
		out = append(out, "  "+cut(s.entity[id].Name, width-2))
		for _, t := range texts[id] {
			out = append(out, faint.Render(cut("    "+t, width)))
		}
	}
	return out
}

func (s *summariser) problems() {
	var out []string
	for _, d := range s.r.Documents {
		for _, p := range d.Problems {
			out = append(out, cut(fmt.Sprintf("  %s: %s: %s", base(d.URI), p.Code, p.Text), width))
		}
	}
	s.section("Doubtful, and what was done", out)
}

func timeText(t *parallax.RecordTime) string {
	if t == nil {
		return "–"
	}
	if t.Value != "" {
		return t.Value
	}
	if d := days(t.Earliest, t.Latest); d != "" {
		return d
	}
	return "–"
}

// days writes bounds: one day, a span, or one open side.
func days(from, to string) string {
	switch {
	case from == to:
		return from
	case to == "":
		return "≥" + from
	case from == "":
		return "≤" + to
	case from[:4] == to[:4] && len(from) > 7 && len(to) > 5:
		return from + "–" + to[5:]
	}
	return from + "–" + to
}

func nonEmpty(s ...string) []string {
	return slices.DeleteFunc(s, func(x string) bool { return x == "" })
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func base(uri string) string {
	if i := strings.LastIndexByte(strings.TrimRight(uri, "/"), '/'); i >= 0 {
		return uri[i+1:]
	}
	return uri
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut shortens s to n columns, an ellipsis for what is left out.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
