package attribution

import (
	"slices"
	"strings"

	"parallax"
	"parallax/internal/world"
)

// chains puts claims into one another: a claim whose cue stands in another's
// content is that one's source's word. A claim that says nothing but that
// somebody else said something lends its source to the inner one and goes.
func (f *finder) chains() {
	f.dropTwins()
	parent := make([]int, len(f.c))
	for i := range f.c {
		parent[i] = -1
		x := &f.c[i]
		at := x.cueSpan
		if x.cue == 0 {
			continue
		}
		for j := range f.c {
			if f.entangled(i, j) {
				continue
			}
			y := &f.c[j]
			if i == j || y.dropped || y.partner || f.answered(x, y) || !covers(y.content, at) || covers(x.content, y.cueSpan) && y.cue > 0 && !covers(y.content, x.cueSpan) {
				continue
			}
			if parent[i] < 0 || size(f.c[parent[i]].content) > size(y.content) {
				parent[i] = j
			}
		}
	}
	for i := range f.c {
		// A quotation that goes on comes through whom the words before it came.
		for k := i; parent[i] < 0 && f.c[k].after > 0; {
			k = slices.IndexFunc(f.c, func(y found) bool { return y.id == f.c[k].after })
			if k < 0 {
				break
			}
			parent[i] = parent[k]
		}
	}
	for i := range f.c {
		x := &f.c[i]
		var links []parallax.Link
		seen := map[int]bool{i: true}
		for k, p := i, parent[i]; ; k, p = p, parentOf(parent, p) {
			links = append(f.links(f.c[k]), links...)
			if p < 0 || seen[p] {
				break
			}
			seen[p] = true
		}
		x.chain = f.collapse(links)
		if p := parent[i]; p >= 0 && x.cue > 0 && f.c[p].head == x.cue && f.c[p].stance != parallax.Denies && f.c[p].stance != parallax.Doubts && !f.sameSpeaker(f.c[p], *x) && f.tellsNoMore(f.c[p], *x) {
			f.c[p].dropped = true
		}
	}
	f.c = slices.DeleteFunc(f.c, func(x found) bool { return x.dropped })
}

// answered reports whether x is what y denies, doubts or judges: "denied the charge
// by Ruiz that …", which is no word of the denier's.
func (f *finder) answered(x, y *found) bool {
	if y.cue == 0 || f.tok(x.cue).UPOS != "NOUN" || f.tok(x.cue).Head != y.cue || f.tok(x.cue).Deprel != "obj" {
		return false
	}
	return y.stance == parallax.Denies || y.stance == parallax.Doubts || y.stance == parallax.Evaluates
}

func (f *finder) sameSpeaker(a, b found) bool {
	x, y := f.link(a), f.link(b)
	return x.Entity > 0 && x.Entity == y.Entity
}

// tellsNoMore reports whether the content of claim outer is little but claim inner:
// its source, its cue, its content.
func (f *finder) tellsNoMore(outer, inner found) bool {
	all := inner.cueSpan.Union(inner.content[0]).Union(inner.content[len(inner.content)-1])
	if inner.source > 0 && f.tok(inner.source).Sent == f.tok(inner.cue).Sent {
		all = all.Union(inner.sourceAt)
	}
	n := 0
	for _, c := range outer.content {
		n += c.Overlap(all)
	}
	return 10*n >= 7*size(outer.content)
}

func parentOf(parent []int, i int) int {
	if i < 0 {
		return -1
	}
	return parent[i]
}

func covers(content []parallax.Span, s parallax.Span) bool {
	for _, c := range content {
		if c.Covers(s) {
			return true
		}
	}
	return false
}

func size(content []parallax.Span) int {
	n := 0
	for _, c := range content {
		n += c.Len()
	}
	return n
}

// dropTwins keeps one claim for one cue and one content.
func (f *finder) dropTwins() {
	for i := range f.c {
		for j := range f.c[:i] {
			a, b := &f.c[i], &f.c[j]
			if a.dropped || b.dropped || a.cue == b.cue && (a.partner || b.partner) {
				continue
			}
			if a.cue == b.cue && a.cue > 0 || a.content[0] == b.content[0] && (a.source == b.source || a.source == 0 || b.source == 0) {
				if a.score > b.score {
					b.dropped = true
				} else {
					a.dropped = true
				}
			}
		}
	}
	f.c = slices.DeleteFunc(f.c, func(x found) bool { return x.dropped })
}

// links are who passes on the words of a claim, where its own sentence names
// them, and its source.
func (f *finder) links(x found) []parallax.Link {
	if x.outer == 0 {
		return []parallax.Link{f.link(x)}
	}
	o := x
	o.source, o.sourceAt = x.outer, x.outerAt
	return []parallax.Link{f.link(o), f.link(x)}
}

// link is the source of a claim as a link of a chain.
func (f *finder) link(x found) parallax.Link {
	l := parallax.Link{Span: x.sourceAt, Cue: x.cueSpan, Kind: parallax.SourceUnnamed}
	if x.source == 0 {
		return l
	}
	if m := f.mentionAt(x.source, x.sourceAt); m > 0 {
		l.Mention, l.Entity = m, f.d.Mentions[m-1].Entity
	}
	l.Kind = f.kind(x.source, l)
	return l
}

func (f *finder) mentionAt(head int, at parallax.Span) int {
	if m := f.byHead[head]; m > 0 {
		return m
	}
	for i, m := range f.d.Mentions {
		if m.Report == f.report && m.Covers(f.tok(head).Span) && at.Covers(m.Span) {
			return i + 1
		}
	}
	return 0
}

// kind tells what sort of source it is.
func (f *finder) kind(head int, l parallax.Link) string {
	lemma := strings.ToLower(f.tok(head).Lemma)
	typ, name, isNamed := "", "", false
	if l.Entity > 0 {
		e := f.d.Entities[l.Entity-1]
		typ, name = e.Type, e.Name
		for _, m := range e.Mentions {
			isNamed = isNamed || f.d.Mentions[m-1].Kind == parallax.KindName
		}
	}
	switch {
	case isNamed && typ == parallax.Person:
		return parallax.SourcePerson
	case isNamed && (typ == parallax.Org || typ == parallax.Work) && world.MediaName(name):
		return parallax.SourceOutlet
	case isNamed && (typ == parallax.Work || typ == parallax.Law):
		return parallax.SourceDocument
	case isNamed && (typ == parallax.Org || typ == parallax.MilUnit || typ == parallax.GPE || typ == parallax.Loc || typ == parallax.Fac):
		return parallax.SourceOrganisation
	case papers[lemma]:
		return parallax.SourceDocument
	case typ == parallax.Org || typ == parallax.MilUnit || typ == parallax.GPE:
		return parallax.SourceOrganisation
	}
	switch strings.ToLower(f.word(head)) {
	case "he", "she", "i":
		return parallax.SourcePerson
	}
	return parallax.SourceUnnamed
}

// collapse drops a link that names the same source as the one before it.
func (f *finder) collapse(links []parallax.Link) []parallax.Link {
	var out []parallax.Link
	for _, l := range links {
		if k := len(out) - 1; k >= 0 && l.In(f.d.Text) == "I" && f.insideQuote(l.Span) {
			l.Entity, l.Kind = out[k].Entity, out[k].Kind // "I heard that": the speaker
			out[k] = l
			continue
		}
		if k := len(out) - 1; k >= 0 && (l.Entity > 0 && l.Entity == out[k].Entity || l.Span == out[k].Span) {
			if l.Span.Empty() && !out[k].Span.Empty() {
				continue
			}
			out[k] = l
			continue
		}
		out = append(out, l)
	}
	// A source that no word names says nothing before one that a word names; at
	// the end it says that somebody else is meant ("allegedly", within a report).
	if n := len(out); n > 1 {
		last := out[n-1]
		out = append(slices.DeleteFunc(out[:n-1], func(l parallax.Link) bool { return l.Span.Empty() }), last)
	}
	return out
}
