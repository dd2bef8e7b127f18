package article

import "strings"

// titleBlock is the block that holds the headline: an h1 or another heading
// that agrees with what the page calls itself, -1 when there is none.
func (p *page) titleBlock(text string) int {
	var names []string
	for _, m := range p.metas {
		switch m.name {
		case "og:title", "twitter:title", "headline", "dc.title":
			names = append(names, squeeze(m.content))
		}
	}
	names = append(names, squeeze(p.title))
	best, score := -1, 0.0
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.Len() > 600 {
			continue
		}
		s := squeeze(b.In(text))
		if s == "" {
			continue
		}
		q := 0.0
		for _, n := range names {
			switch {
			case n == "":
			case s == n:
				q = max(q, 3)
			case len(s) > 12 && strings.Contains(n, s):
				q = max(q, 1+float64(len(s))/float64(len(n)))
			case len(n) > 12 && strings.Contains(s, n):
				q = max(q, 1+float64(len(n))/float64(len(s)))
			}
		}
		e := &p.elems[b.elem]
		near := e.tag
		if e.flags&flagHeading != 0 && len(near) != 2 {
			near = "h2"
		}
		switch {
		case near == "h1" || p.under(b.elem, "h1"):
			q += 1.5
			if len(p.blocks) > 8 && len(s) < 4 {
				q -= 1
			}
		case near == "h2":
			q += 0.5
		}
		if e.hidden || e.flags&(flagNav|flagFooter|flagAside|flagList) != 0 {
			q -= 1
		}
		if b.links*2 > b.Len() {
			q -= 0.4
		}
		if q > score {
			best, score = i, q
		}
	}
	if score < 1.3 {
		return -1
	}
	return best
}

func (p *page) under(e int32, tag string) bool {
	for k := 0; k < 4 && e >= 0; k++ {
		if p.elems[e].tag == tag {
			return true
		}
		e = p.elems[e].parent
	}
	return false
}
