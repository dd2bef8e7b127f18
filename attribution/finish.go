package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// finish writes the claims to the document and settles what hangs on them: how
// they are quoted, when and where they were spoken, what they answer, and whom
// "I" means.
func (f *finder) finish() {
	start := len(f.d.Claims)
	for _, x := range f.c {
		var content []parallax.Span
		for _, s := range x.content {
			content = append(content, f.d.Outside(s)...)
		}
		if x.content = content; len(content) == 0 {
			continue
		}
		c := parallax.Claim{Report: f.report, Content: x.content[0], Continued: x.content[1:], Chain: x.chain, Act: x.act, Stance: x.stance, Score: x.score}
		c.Span = x.content[0]
		for _, s := range x.content[1:] {
			c.Span = c.Span.Union(s)
		}
		c.Span = c.Span.Union(x.cueSpan)
		if x.cue > 0 || !x.free {
			c.Span = c.Span.Union(x.sourceAt)
		}
		if c.Quoted = f.quotedKind(x.content); x.post {
			c.Quoted = parallax.Direct
		}
		if x.cue > 0 {
			c.Spoken = f.spoken(x)
			if c.Venue = x.venue.In(f.d.Text); c.Venue == "" {
				c.Venue = f.venue(x)
			}
		}
		f.d.Claims = append(f.d.Claims, c)
	}
	f.outletsTold(start)
	f.answers(start)
	f.speakers(start)
}

// quotedKind is direct where all of the content stands in quotation marks,
// mixed where some does.
func (f *finder) quotedKind(content []parallax.Span) string {
	in, all := 0, 0
	for _, c := range content {
		all += c.Len()
		for _, s := range f.d.Sentences {
			if s.Overlap(c) == 0 {
				continue
			}
			for _, q := range s.Quote {
				in += q.Overlap(c)
			}
		}
	}
	switch {
	case 20*in >= 18*all:
		return parallax.Direct
	case in > 0:
		return parallax.Mixed
	}
	return parallax.Indirect
}

// spoken is the time expression that hangs on the cue, outside the content.
func (f *finder) spoken(x found) int {
	sent := f.tok(x.cue).Sent
	for i, t := range f.d.Times {
		if t.Sent != sent || covers(x.content, t.Span) || t.Type == "DURATION" || t.Type == "SET" {
			continue
		}
		for id := f.d.Sentences[sent-1].First; id <= f.d.Sentences[sent-1].Last; id++ {
			if t.Covers(f.tok(id).Span) && (f.tok(id).Head < f.from || !t.Covers(f.tok(f.tok(id).Head).Span)) {
				if f.tok(id).Head == x.cue || f.inSubtree(id, x.cue) {
					return i + 1
				}
				break
			}
		}
	}
	return 0
}

// outletsTold puts an outlet before those who told it something, where the
// report gave the outlet as a source just before: "officials told the paper".
func (f *finder) outletsTold(start int) {
	sources := map[int]int{} // entity → claim
	for i := start; i < len(f.d.Claims); i++ {
		c := &f.d.Claims[i]
		x := f.c[i-start]
		if x.cue > 0 && x.act == "tell" && len(c.Chain) == 1 {
			if o := f.child(x.cue, "obj", "iobj"); o > 0 {
				if m := f.byHead[o]; m > 0 {
					e := f.d.Mentions[m-1].Entity
					if k, ok := sources[e]; ok && i-k <= 3 {
						for _, l := range f.d.Claims[k].Chain {
							if l.Entity == e {
								l.Span, l.Mention = f.d.Mentions[m-1].Span, m
								c.Chain = append([]parallax.Link{l}, c.Chain...)
							}
						}
					}
				}
			}
		}
		for _, l := range c.Chain {
			if l.Kind == parallax.SourceOutlet && l.Entity > 0 {
				sources[l.Entity] = i
			}
		}
	}
}

// answers ties a denial to the claim it denies: of claims just before by
// another source, the one that shares most of its words, or, for "the charge",
// the nearest.
func (f *finder) answers(start int) {
	for i := start; i < len(f.d.Claims); i++ {
		c := &f.d.Claims[i]
		if c.Stance != parallax.Denies {
			continue
		}
		pointer := pointers[strings.ToLower(f.headLemma(f.c[i-start].head))]
		words := f.contentWords(*c)
		best, top := 0, 0
		for j := start; j < len(f.d.Claims); j++ {
			b := f.d.Claims[j]
			if j == i || b.Stance == parallax.Denies || sameSource(b, *c) || f.sentenceGap(b, *c) > 4 || j > i && f.sentenceGap(b, *c) > 0 {
				continue
			}
			n := 0
			for w := range f.contentWords(b) {
				if words[w] {
					n++
				}
			}
			if pointer {
				n = 10 - f.sentenceGap(b, *c)
			}
			if n > top || n == top && n > 0 && j < i {
				best, top = j+1, n
			}
		}
		if top >= 2 {
			c.Answers = best
		}
	}
}

func (f *finder) headLemma(id int) string {
	if id == 0 {
		return ""
	}
	return f.tok(id).Lemma
}

func sameSource(a, b parallax.Claim) bool {
	if len(a.Chain) == 0 || len(b.Chain) == 0 {
		return false
	}
	x, y := a.Chain[len(a.Chain)-1], b.Chain[len(b.Chain)-1]
	return x.Entity > 0 && x.Entity == y.Entity || x.Span == y.Span && !x.Span.Empty()
}

func (f *finder) sentenceGap(a, b parallax.Claim) int {
	i, j := f.sentenceAt(a.Content.Start), f.sentenceAt(b.Content.Start)
	return max(i-j, j-i)
}

func (f *finder) sentenceAt(at int) int {
	n, _ := slices.BinarySearchFunc(f.d.Sentences, at, func(s parallax.Sentence, at int) int {
		if s.End <= at {
			return -1
		}
		if s.Start > at {
			return 1
		}
		return 0
	})
	return n
}

func (f *finder) contentWords(c parallax.Claim) map[string]bool {
	out := map[string]bool{}
	for id := f.from; id > 0 && id <= f.to; id++ {
		t := f.tok(id)
		if c.Content.Covers(t.Span) && (t.UPOS == "NOUN" || t.UPOS == "VERB" || t.UPOS == "PROPN") {
			out[strings.ToLower(t.Lemma)] = true
		}
	}
	return out
}

// speakers ties "I", "me" and "my" inside direct quotations to the speaker.
func (f *finder) speakers(start int) {
	for i := start; i < len(f.d.Claims); i++ {
		c := f.d.Claims[i]
		if c.Quoted == parallax.Indirect || len(c.Chain) == 0 {
			continue
		}
		e := c.Chain[len(c.Chain)-1].Entity
		if e == 0 {
			continue
		}
		for k := range f.d.Mentions {
			m := &f.d.Mentions[k]
			if m.Kind != parallax.KindPronoun || m.Entity == e || !covers(append([]parallax.Span{c.Content}, c.Continued...), m.Span) {
				continue
			}
			switch strings.ToLower(m.In(f.d.Text)) {
			case "i", "me", "my", "mine", "myself":
				f.move(k+1, e)
			}
		}
	}
}

// move gives mention m to entity e.
func (f *finder) move(m, e int) {
	old := &f.d.Entities[f.d.Mentions[m-1].Entity-1]
	old.Mentions = slices.DeleteFunc(old.Mentions, func(x int) bool { return x == m })
	f.d.Mentions[m-1].Entity = e
	to := &f.d.Entities[e-1]
	to.Mentions = append(to.Mentions, m)
	slices.Sort(to.Mentions)
}
