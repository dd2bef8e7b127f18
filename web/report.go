package web

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parallax"
)

// reportView is a report's page: its text in segments, and what was read in it.
type reportView struct {
	reportRow
	Story    *parallax.RecordStory
	Heading  string
	Byline   string
	Dateline string
	Address  string // the address as a link, only http and https
	SHA      string
	Language string
	Before   []segment // what stands on the page before the report
	Around   [2]bool   // whether there are words before it, and after
	Segments []segment
	After    []segment
	Claims   []claimRow
	Events   []line
	Names    []line
	Times    []line
	Figures  []line
	Siblings []*place
	Problems []parallax.Problem
	Copies   []*place
	Shared   int // runs of words in common with them
}

// segment is a run of text under the same layers. IDs are of the anchors that
// begin there; Class names the layers.
type segment struct {
	Text       string
	IDs        []string
	Start, End int
	Class      string
	Entry      string // id of the list entry of the innermost layer
	All        string // ids of the list entries of all layers, where more than one
}

// line is one of the list beside the text.
type line struct {
	ID, Text, Note string
	Link           string // entity or event it belongs to
	At             []parallax.Anchor
	Entry          string // its id in the record
}

// layer is a lit stretch; smaller ones lie inside larger ones.
type layer struct {
	parallax.Span
	class, entry string
}

// reportPage draws a report; asked are spans that an address points at beside
// those of the record's anchors.
func (x *Index) reportPage(p *place, asked ...parallax.Span) *reportView {
	v := &reportView{reportRow: x.reportRow(p), Story: x.story[p.Story], Heading: p.headline(), Problems: p.doc.Problems, SHA: p.doc.SHA256, Language: languageTag(p.doc.Language)}
	if p.Byline != nil {
		v.Byline = oneLine(p.Byline.Text)
	}
	if p.Dateline != nil {
		v.Dateline = p.Dateline.Place
	}
	for _, a := range []string{p.RecordReport.Address, p.doc.URI} {
		if low := strings.ToLower(a); v.Address == "" && (strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://")) {
			v.Address = a
		}
	}
	for _, o := range x.reports {
		if o != p && o.Origin == p.Origin && p.Origin != "" {
			v.Copies = append(v.Copies, o)
		}
	}
	if l := x.pages[p.doc.ID]; len(l) > 1 {
		v.Siblings = l
	}
	for _, s := range x.segments(p, x.layers(p, v), asked) {
		switch {
		case s.Start < p.Start:
			v.Before = append(v.Before, s)
			v.Around[0] = v.Around[0] || strings.TrimSpace(s.Text) != ""
		case s.Start >= p.End && s.Text != "":
			v.After = append(v.After, s)
			v.Around[1] = v.Around[1] || strings.TrimSpace(s.Text) != ""
		default:
			v.Segments = append(v.Segments, s)
		}
	}
	return v
}

// layers gathers what is lit on p's page and fills the lists of v.
func (x *Index) layers(p *place, v *reportView) []layer {
	var out []layer
	here := func(a parallax.Anchor) bool { return x.page(a) == p }
	add := func(class, id string, a parallax.Anchor) {
		out = append(out, layer{parallax.Span{Start: a.Start, End: a.End}, class, id})
	}
	r := x.on[p.ID]
	for _, f := range p.doc.Furniture {
		out = append(out, layer{f.Span, "g", ""})
	}
	for _, l := range shared(p, v.Copies) {
		out = append(out, layer{l, "sh", ""})
		v.Shared++
	}
	if p.Title != nil && here(*p.Title) {
		add("ti", "", *p.Title)
	}
	for _, c := range r.claims {
		id := "l-" + c.ID
		add("c", id, c.Anchor)
		add("cc", id, c.Content)
		for _, a := range c.Continued {
			add("cc", id, a)
		}
		for _, l := range c.Chain {
			if l.Cue != nil {
				add("cu", id, *l.Cue)
			}
		}
		v.Claims = append(v.Claims, x.claimRow(c))
	}
	for _, e := range r.events {
		var at []parallax.Anchor
		for _, m := range e.Mentions {
			if here(m.Anchor) {
				at = append(at, m.Anchor)
				add("v", "l-"+p.ID+"-"+e.ID, m.Anchor)
			}
		}
		if len(at) > 0 {
			note := word(statusWords, e.Status)
			if d := when(e.Time); d != "" {
				note = d + ", " + note
			}
			v.Events = append(v.Events, line{"l-" + p.ID + "-" + e.ID, eventWord(e) + " " + x.gist(e), note, e.ID, at, e.ID})
		}
	}
	for _, e := range r.entities {
		var at []parallax.Anchor
		for _, m := range e.Mentions {
			if here(m.Anchor) {
				at = append(at, m.Anchor)
				class := "n"
				if m.Kind == parallax.KindPronoun {
					class = "p"
				}
				add(class, "l-"+p.ID+"-"+e.ID, m.Anchor)
			}
		}
		if len(at) > 0 {
			v.Names = append(v.Names, line{"l-" + p.ID + "-" + e.ID, cut(x.nameOf(e.ID, at[0]), 80), word(typeWords, e.Type), e.ID, at, e.ID})
		}
	}
	for _, t := range r.times {
		note := when(t)
		if note == "" {
			note = "day not known"
		}
		add("t", "l-"+t.ID, *t.Anchor)
		v.Times = append(v.Times, line{"l-" + t.ID, oneLine(t.Anchor.Text), note + " – " + word(basisWords, t.Basis), "", append([]parallax.Anchor{*t.Anchor}, t.Because...), t.ID})
	}
	for _, f := range r.figures {
		add("f", "l-"+f.ID, f.Anchor)
		note := valueOf(f)
		if f.Of != "" {
			note += " · " + f.Of
		}
		v.Figures = append(v.Figures, line{"l-" + f.ID, oneLine(f.Anchor.Text), strings.TrimPrefix(note, " · "), f.Event, []parallax.Anchor{f.Anchor}, f.ID})
	}
	return out
}

// segments cuts the page's text at every bound of a layer or anchor.
func (x *Index) segments(p *place, layers []layer, asked []parallax.Span) []segment {
	text := p.doc.Text
	cuts := []int{p.from, p.till}
	begin := map[int][]string{}
	put := func(i int) int {
		i = min(max(clamp(i, text), p.from), p.till)
		cuts = append(cuts, i)
		return i
	}
	anchors := x.spans[p.ID]
	for _, s := range asked {
		if !slices.Contains(anchors, s) {
			anchors = append(slices.Clone(anchors), s)
		}
	}
	for _, s := range anchors {
		i := put(s.Start)
		put(s.End)
		begin[i] = append(begin[i], spanID(p.ID, s.Start, s.End))
	}
	put(p.Start)
	put(p.End)
	var live []layer
	for _, l := range layers {
		l.Start, l.End = put(l.Start), put(l.End)
		if !l.Empty() {
			live = append(live, l)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortStableFunc(live, func(a, b layer) int { return bySpan(a.Span, b.Span) })
	var out []segment
	var open []layer
	next := 0
	for i, at := range cuts {
		if i+1 == len(cuts) {
			if len(begin[at]) > 0 {
				out = append(out, segment{IDs: begin[at], Start: at, End: at})
			}
			break
		}
		open = slices.DeleteFunc(open, func(l layer) bool { return l.End <= at })
		for ; next < len(live) && live[next].Start <= at; next++ {
			if live[next].End > at {
				open = append(open, live[next])
			}
		}
		s := segment{Text: text[at:cuts[i+1]], IDs: begin[at], Start: at, End: cuts[i+1]}
		var classes []string
		if at < p.Start || at >= p.End {
			classes = append(classes, "g")
		}
		best := -1
		for k, l := range open {
			if !slices.Contains(classes, l.class) {
				classes = append(classes, l.class)
			}
			if l.entry != "" && l.class != "p" && (best < 0 || l.Len() <= open[best].Len()) {
				best = k
			}
		}
		s.Class = strings.Join(classes, " ")
		if best >= 0 {
			s.Entry = open[best].entry
			var all []string
			for _, l := range open {
				if l.entry != "" && !slices.Contains(all, l.entry) {
					all = append(all, l.entry)
				}
			}
			if len(all) > 1 {
				s.All = strings.Join(all, " ")
			}
		}
		out = append(out, s)
	}
	return out
}

// askedSpan reads START-END of an address.
func askedSpan(s string) []parallax.Span {
	from, till, _ := strings.Cut(s, "-")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(till)
	if err1 != nil || err2 != nil || a < 0 || b <= a {
		return nil
	}
	return []parallax.Span{{Start: a, End: b}}
}

var languageShape = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// languageTag keeps what has the shape of a BCP 47 tag.
func languageTag(s string) string {
	if languageShape.MatchString(s) {
		return s
	}
	return ""
}
