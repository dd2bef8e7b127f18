package web

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// disputeView is a disagreement with the words of every side.
type disputeView struct {
	*parallax.RecordDispute
	Heading string
	Sides   []sideView
	About   []eventName
	Sure    string
}

type eventName struct{ ID, Name string }

// sideView is one side: what it does in the dispute, who speaks, and its words.
type sideView struct {
	Does   string
	Who    []nameRef
	Quotes []quoteView
	More   []quoteView // beyond the first few
}

// quoteView is words of a report, with the reports that carry them as a copy.
type quoteView struct {
	excerpt
	Teller string
	Copies []*place
}

// sideWords say what the first side and the others do.
var sideWords = map[string][2]string{"denial": {"It is said", "It is denied"}, "refusal": {"It is asked", "It is refused"}}

const quotesShown = 3

func (x *Index) disputeView(i int) disputeView {
	d := &x.Record.Disputes[i]
	v := disputeView{RecordDispute: d, Heading: word(disputeWords, d.Kind), Sure: sure(d.Score)}
	for _, id := range d.About {
		if e := x.event[id]; e != nil {
			v.About = append(v.About, eventName{id, x.gist(e)})
		}
	}
	for k, s := range d.Sides {
		side := sideView{Does: sideWords[d.Kind][min(k, 1)]}
		if side.Does == "" {
			side.Does = cut(oneLine(s.Position), 60)
		}
		words := slices.Clone(s.Mentions)
		for _, id := range s.Claims {
			c := x.claim[id]
			if c == nil {
				continue
			}
			if n := len(c.Chain); n > 0 {
				l := c.Chain[n-1]
				side.Who = addName(side.Who, nameRef{cut(x.nameOf(l.Entity, l.Anchor), 60), l.Entity, l.Anchor})
			}
			if len(s.Mentions) == 0 {
				words = append(words, c.Content)
			}
		}
		side.Quotes = x.quotes(words)
		if len(side.Quotes) > quotesShown {
			side.Quotes, side.More = side.Quotes[:quotesShown], side.Quotes[quotesShown:]
		}
		v.Sides = append(v.Sides, side)
	}
	return v
}

func addName(to []nameRef, n nameRef) []nameRef {
	if slices.ContainsFunc(to, func(o nameRef) bool { return o.Name == n.Name }) {
		return to
	}
	return append(to, n)
}

// quotes are the words of some anchors: those within others of them left out,
// copies of one text folded.
func (x *Index) quotes(words []parallax.Anchor) []quoteView {
	var out []quoteView
	for i, a := range words {
		within := func(b parallax.Anchor) bool {
			return b.Report == a.Report && b.Start <= a.Start && a.End <= b.End && b.End-b.Start > a.End-a.Start
		}
		p := x.report[a.Report]
		if p == nil || slices.ContainsFunc(words, within) || slices.Contains(words[:i], a) {
			continue
		}
		q := quoteView{excerpt: x.around(a, 120), Teller: p.teller()}
		same := slices.IndexFunc(out, func(o quoteView) bool {
			r := x.report[o.At.Report]
			return r != p && r.Origin == p.Origin && p.Origin != "" && o.Words == q.Words && o.Before == q.Before
		})
		if same < 0 {
			out = append(out, q)
		} else if !slices.Contains(out[same].Copies, p) {
			out[same].Copies = append(out[same].Copies, p)
		}
	}
	return out
}

// speaker is a source and what it is reported to have said.
type speaker struct {
	Name, Entity string
	Named        bool // the entity has a name
	Claims       []claimRow
}

type claimRow struct {
	*parallax.RecordClaim
	Chain    []linkView
	Says     string // stance in words
	Verb     string
	Content  string
	More     []parallax.Anchor // further parts of a split quote
	Direct   bool
	Teller   string
	When     string // it was said
	Day      string // it was reported
	Events   []eventName
	Disputes []int
	Sure     string
	Own      bool        // it stands under its only source
	Copies   []claimCopy // reports that carry it as a copy of this text
}

type claimCopy struct {
	ID, Report string // of the copy's own claim
	Place      *place
}

type linkView struct {
	Name, Entity, Kind string
	At                 parallax.Anchor
}

func (x *Index) claimRow(c *parallax.RecordClaim) claimRow {
	r := claimRow{RecordClaim: c, Says: word(stanceWords, c.Stance), Verb: c.Act, Content: oneLine(c.Content.Text), More: c.Continued,
		Direct: c.Quoted == parallax.Direct, When: when(c.Spoken), Disputes: x.disputes[c.ID], Sure: sure(c.Score)}
	for _, l := range c.Chain {
		r.Chain = append(r.Chain, linkView{cut(x.nameOf(l.Entity, l.Anchor), 60), l.Entity, l.Kind, l.Anchor})
	}
	if p := x.report[c.Report]; p != nil {
		r.Teller, r.Day = p.teller(), when(&p.Published)
	}
	for _, id := range c.Events {
		if e := x.event[id]; e != nil && len(e.Mentions) > 0 {
			r.Events = append(r.Events, eventName{id, oneLine(e.Mentions[0].Text)})
		}
	}
	return r
}

// speakers groups the claims of some reports by whose words they are, those
// with most first.
func (x *Index) speakers(in map[string]bool) []speaker {
	var out []speaker
	at := map[string]int{}
	for i := range x.Record.Claims {
		c := &x.Record.Claims[i]
		if !in[c.Report] {
			continue
		}
		key, s := "", speaker{Name: "Source not named"}
		if n := len(c.Chain); n > 0 {
			l := c.Chain[n-1]
			s = speaker{Name: cut(x.nameOf(l.Entity, l.Anchor), 80), Entity: l.Entity}
			key = cmp.Or(l.Entity, "“"+strings.ToLower(s.Name))
			if e := x.entity[l.Entity]; e != nil {
				s.Named = slices.ContainsFunc(e.Mentions, func(m parallax.RecordMention) bool { return m.Kind == parallax.KindName })
			}
			if l.Entity == "" && l.Kind == parallax.SourceUnnamed {
				key = "“" + strings.ToLower(s.Name)
			}
		}
		k, ok := at[key]
		if !ok {
			k = len(out)
			at[key] = k
			out = append(out, s)
		}
		out[k].add(x, c)
	}
	slices.SortStableFunc(out, func(a, b speaker) int { return cmp.Compare(len(b.Claims), len(a.Claims)) })
	return out
}

// add puts a claim under its speaker, or where it is a copy's, to the claim of
// the text it copies.
func (s *speaker) add(x *Index, c *parallax.RecordClaim) {
	p := x.report[c.Report]
	for i := range s.Claims {
		o := &s.Claims[i]
		if r := x.report[o.Report]; r != p && r.Origin == p.Origin && p.Origin != "" && o.Content == oneLine(c.Content.Text) && o.Stance == c.Stance && len(o.Chain) == len(c.Chain) {
			o.Copies = append(o.Copies, claimCopy{c.ID, p.ID, p})
			return
		}
	}
	r := x.claimRow(c)
	r.Own = len(c.Chain) == 1
	s.Claims = append(s.Claims, r)
}
