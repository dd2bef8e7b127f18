// Package attribution finds who is reported to have said what, through whom. In
// come trees, quotation marks, mentions and times; out go claims: cue, content,
// the chain of sources from the outermost in, the way of quoting, act and
// stance.
//
// Claims are anchored at cues – verbs, nouns, "according to", adverbs of
// hearsay, and quotations without any – as in the scheme of PARC (Pareti 2012)
// and PolNeAR (Newell et al. 2018): source, cue, content. What a cue takes as
// content is read off the tree; chains come from cues inside contents.
package attribution

import (
	"cmp"
	"slices"
	"strings"

	"parallax"
)

// Pass finds claims.
var Pass = parallax.Pass{
	Name:  "attribution",
	Doc:   "Finds claims: what someone is reported to have said, thought, asked or denied, with the chain of its sources; rests on trees, quotation marks and a lexicon of cues.",
	Needs: []parallax.Layer{parallax.LayerReports, parallax.LayerSyntax, parallax.LayerMentions, parallax.LayerTimes},
	Makes: []parallax.Layer{parallax.LayerClaims},
	Run:   Run,
}

// Run fills doc.Claims and ties first-person pronouns in quotations to their
// speakers.
func Run(d *parallax.Document) error { return RunAt(d, Fitted) }

// RunAt is Run with other votes; train/votes fits them with it.
func RunAt(d *parallax.Document, v Votes) error {
	d.Claims = []parallax.Claim{}
	for r := range d.Reports {
		f := newFinder(d, r+1)
		f.votes = v
		f.find()
		f.finish()
	}
	return nil
}

// found is a claim while it is put together.
type found struct {
	cue      int // token id of the cue's head, 0 for a free-standing quotation
	cueSpan  parallax.Span
	act      string
	stance   string
	source   int           // token id of the source's head, 0 when no word names it
	sourceAt parallax.Span // its phrase
	content  []parallax.Span
	head     int // token id of the content's head
	free     bool
	post     bool // a post shown whole, somebody's own words without marks
	partner  bool // a further source of the claim before it
	outer    int  // token id of the head of who passes the source's words on, and its phrase
	outerAt  parallax.Span
	id       int           // its place in the order of finding, for after
	after    int           // id of the claim that a free quotation continues
	venue    parallax.Span // the document it was made in, where that was its grammatical source
	chain    []parallax.Link
	dropped  bool
	score    float32
}

// finder finds the claims of one report.
type finder struct {
	d       *parallax.Document
	report  int
	kids    [][]int // dependents of each token id
	from    int     // first and last token of the report
	to      int
	byHead  map[int]int // head token → mention id
	byFirst map[int]int // first byte of a name → mention id
	c       []found
	quotes  []stretch
	turns   []turn
	votes   Votes
}

func newFinder(d *parallax.Document, report int) *finder {
	f := &finder{d: d, report: report, kids: make([][]int, len(d.Tokens)+1), byHead: map[int]int{}, byFirst: map[int]int{}}
	for _, s := range d.Sentences {
		if s.Report != report || s.First == 0 {
			continue
		}
		if f.from == 0 {
			f.from = s.First
		}
		f.to = s.Last
		for id := s.First; id <= s.Last; id++ {
			if h := d.Tokens[id-1].Head; h > 0 {
				f.kids[h] = append(f.kids[h], id)
			}
		}
	}
	for i, m := range d.Mentions {
		if m.Report == report {
			if k, ok := f.byHead[m.Head]; !ok || d.Mentions[k-1].Kind != parallax.KindName {
				f.byHead[m.Head] = i + 1
			}
			if m.Kind == parallax.KindName && (m.Type == parallax.Person || m.Type == parallax.Org) {
				f.byFirst[m.Start] = i + 1
			}
		}
	}
	return f
}

func (f *finder) tok(id int) *parallax.Token { return &f.d.Tokens[id-1] }

func (f *finder) word(id int) string { return f.tok(id).In(f.d.Text) }

// child is the first dependent of id with one of the relations.
func (f *finder) child(id int, rels ...string) int {
	for _, k := range f.kids[id] {
		if slices.Contains(rels, f.tok(k).Deprel) {
			return k
		}
	}
	return 0
}

// edges are the first and last token of the subtree of id; skip says which
// dependents are left out.
func (f *finder) edges(id int, skip func(int) bool) (first, last int) {
	first, last = id, id
	for _, k := range f.kids[id] {
		if skip != nil && skip(k) {
			continue
		}
		a, b := f.edges(k, skip)
		first, last = min(first, a), max(last, b)
	}
	return first, last
}

func (f *finder) span(first, last int) parallax.Span {
	return parallax.Span{Start: f.tok(first).Start, End: f.tok(last).End}
}

func (f *finder) inSubtree(id, root int) bool {
	for id > 0 {
		if id == root {
			return true
		}
		id = f.tok(id).Head
	}
	return false
}

// find runs over the sentences of the report.
func (f *finder) find() {
	for _, s := range f.d.Sentences {
		if s.Report != f.report || s.First == 0 {
			continue
		}
		f.colon(s)
		for id := s.First; id <= s.Last; id++ {
			f.verbCue(id)
			f.accordingTo(id)
			f.nounCue(id)
			f.hearsay(id)
		}
	}
	f.vote()
	f.c = slices.DeleteFunc(f.c, func(x found) bool {
		if x.source > 0 && f.tok(x.source).UPOS != "NOUN" && nobody[strings.ToLower(f.word(x.source))] {
			return true
		}
		// A day says nothing, and who posts a picture says nothing by it.
		return x.source > 0 && !f.isName(x.source) && slices.ContainsFunc(f.d.Times, func(t parallax.Timex) bool { return t.Covers(x.sourceAt) }) || posts[x.act] && x.head > 0 && f.tok(x.head).Head == x.cue && pictures[strings.ToLower(f.tok(x.head).Lemma)] && !f.quoted(x.head)
	})
	for i := range f.c {
		f.c[i].id = i + 1
		f.issuer(&f.c[i])
		f.cutCue(&f.c[i])
		f.passedOn(&f.c[i])
		f.cutVenue(&f.c[i])
	}
	f.c = slices.DeleteFunc(f.c, func(x found) bool { return x.dropped })
	for i := range f.c {
		f.goesOnThrough(&f.c[i])
		f.cutPassing(&f.c[i])
		f.cutTail(&f.c[i])
		f.cutDay(&f.c[i])
	}
	f.joinSplit()
	f.blocks()
	f.posts()
	f.transcript()
	f.freeQuotes()
	for i := range f.c {
		f.tone(&f.c[i])
	}
	slices.SortStableFunc(f.c, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.content[0].Start, b.content[0].Start), cmp.Compare(a.cue, b.cue))
	})
	f.chains()
}
