package article

import (
	"sort"

	"parallax"
)

// view is UTF-8 text together with where every byte of it came from. Runs are
// those of a source map: in text order, byte for byte where both sides are
// equally long, else the whole run for the whole source range. A nil map is
// the identity.
type view struct {
	text string
	runs []parallax.MapRun
}

// add appends text that came from source bytes start to end. Neighbouring runs
// that agree byte for byte become one.
type builder struct {
	buf  []byte
	runs []parallax.MapRun
}

func (b *builder) add(text string, start, end int) {
	if text == "" {
		return
	}
	at := len(b.buf)
	b.buf = append(b.buf, text...)
	b.mark(at, start, end)
}

// mark says that what was appended since at came from source bytes start to end.
func (b *builder) mark(at, start, end int) {
	n := len(b.buf)
	if n == at {
		return
	}
	if len(b.runs) > 0 && n-at == end-start {
		r := &b.runs[len(b.runs)-1]
		if r.SourceEnd == start && r.End == at && r.End-r.Start == r.SourceEnd-r.SourceStart {
			r.End, r.SourceEnd = n, end
			return
		}
	}
	b.runs = append(b.runs, parallax.MapRun{Start: at, End: n, SourceStart: start, SourceEnd: end})
}

func (b *builder) view() view { return view{string(b.buf), b.runs} }

// compose leads outer, a map into the text that inner maps, back to the bytes
// behind inner. Where a run of outer crosses runs of inner it is cut.
func compose(outer, inner []parallax.MapRun) []parallax.MapRun {
	if inner == nil {
		return outer
	}
	out := make([]parallax.MapRun, 0, len(outer)+len(inner))
	put := func(r parallax.MapRun) {
		if r.End <= r.Start {
			return
		}
		if len(out) > 0 {
			l := &out[len(out)-1]
			if l.End == r.Start && l.SourceEnd == r.SourceStart && l.End-l.Start == l.SourceEnd-l.SourceStart && r.End-r.Start == r.SourceEnd-r.SourceStart {
				l.End, l.SourceEnd = r.End, r.SourceEnd
				return
			}
		}
		out = append(out, r)
	}
	for _, o := range outer {
		first := sort.Search(len(inner), func(i int) bool { return inner[i].End > o.SourceStart })
		if o.End-o.Start != o.SourceEnd-o.SourceStart {
			if first == len(inner) {
				continue
			}
			last := sort.Search(len(inner), func(i int) bool { return inner[i].End >= o.SourceEnd })
			last = min(last, len(inner)-1)
			put(parallax.MapRun{Start: o.Start, End: o.End, SourceStart: at(inner[first], o.SourceStart, false), SourceEnd: at(inner[last], o.SourceEnd, true)})
			continue
		}
		shift := o.Start - o.SourceStart
		for i := first; i < len(inner) && inner[i].Start < o.SourceEnd; i++ {
			s, e := max(o.SourceStart, inner[i].Start), min(o.SourceEnd, inner[i].End)
			if s < e {
				put(parallax.MapRun{Start: s + shift, End: e + shift, SourceStart: at(inner[i], s, false), SourceEnd: at(inner[i], e, true)})
			}
		}
	}
	return out
}

// at is the source position of position p in r; of a run that stands as a whole
// it is one of its ends.
func at(r parallax.MapRun, p int, end bool) int {
	if r.End-r.Start == r.SourceEnd-r.SourceStart {
		return min(max(r.SourceStart+p-r.Start, r.SourceStart), r.SourceEnd)
	}
	if end {
		return r.SourceEnd
	}
	return r.SourceStart
}

// Source is the range of bytes as fetched that s, a span of doc's text, came from.
func Source(doc *parallax.Document, s parallax.Span) (start, end int) {
	if doc.SourceMap == nil {
		return s.Start, s.End
	}
	m := doc.SourceMap
	i := sort.Search(len(m), func(i int) bool { return m[i].End > s.Start })
	j := sort.Search(len(m), func(i int) bool { return m[i].End >= s.End })
	if i == len(m) || j == len(m) {
		return 0, 0
	}
	return at(m[i], s.Start, false), at(m[j], s.End, true)
}
