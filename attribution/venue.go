package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// venue is the occasion or the document that the words were spoken in: what
// hangs on the cue ("said in an interview with …"), stands right behind it, or
// opens the sentence ("In a statement on Monday, the ministry said"). A cue
// without one that goes on with the sentence of another shares that one's.
func (f *finder) venue(x found) string {
	s := f.d.Sentences[f.tok(x.cue).Sent-1]
	for id := s.First + 1; id <= s.Last; id++ {
		t := f.tok(id)
		if t.UPOS != "NOUN" && t.UPOS != "PROPN" || covers(x.content, t.Span) || x.sourceAt.Covers(t.Span) || x.outerAt.Covers(t.Span) || !f.hasCase(id, "in", "on", "during", "at", "to", "via", "through", "by", "with") {
			continue
		}
		if w := strings.ToLower(t.Lemma); !venues[w] && !issued[w] {
			continue
		}
		first, _ := f.edges(id, nil)
		if behind := id > x.cue && first-x.cue <= 5; behind || t.Head == x.cue && !f.hasCase(id, "to", "by", "with") || id < x.cue && first <= s.First+1 {
			return f.nounPhrase(id).In(f.d.Text)
		}
		// "…, Reis, in a letter to members, said".
		if id < x.cue && x.source > 0 && f.tok(first).Start >= x.sourceAt.End && x.sourceAt.End >= s.Start && f.word(first-1) == "," {
			return f.nounPhrase(id).In(f.d.Text)
		}
	}
	// "said in a recording in which he called on them".
	for id := s.First; id+2 < x.cue; id++ {
		if w := strings.ToLower(f.tok(id).Lemma); (venues[w] || issued[w]) && strings.EqualFold(f.word(id+1), "in") && strings.EqualFold(f.word(id+2), "which") && x.cue-id <= 6 {
			return f.nounPhrase(id).In(f.d.Text)
		}
	}
	// "penned a letter, declaring", "passed a resolution which rejects".
	for id := x.cue - 1; id > s.First; id-- {
		if t := f.tok(id); t.Deprel == "obj" && t.UPOS == "NOUN" && issued[strings.ToLower(t.Lemma)] && t.Head < id && issues[strings.ToLower(f.tok(t.Head).Lemma)] && !covers(x.content, t.Span) {
			if who, _ := f.subject(t.Head); who > 0 && who == x.source {
				return f.nounPhrase(id).In(f.d.Text)
			}
		}
	}
	if t := f.tok(x.cue); t.Deprel == "conj" && f.child(x.cue, "nsubj") == 0 && t.Head > 0 {
		for _, y := range f.c {
			if y.cue == t.Head && y.source == x.source {
				return f.venue(y)
			}
		}
	}
	return ""
}

// cutVenue takes where something was said out of the content, where the tree has
// it within: "explained his decision in a statement on Sunday", "said in a
// statement he shared it".
func (f *finder) cutVenue(x *found) {
	if x.cue == 0 || x.act == "accord" || len(x.content) != 1 {
		return
	}
	s := f.d.Sentences[f.tok(x.cue).Sent-1]
	c := x.content[0]
	if c.Start < x.cueSpan.End || c.Start < s.Start || c.End > s.End {
		return
	}
	from, to := f.tokenAt(c.Start, s), f.tokenAt(c.End-1, s)
	// "in a letter to members that …", which the tree takes for its clause.
	for id := from; id < min(from+4, to) && from == x.cue+2; id++ {
		w := strings.ToLower(f.tok(id).Lemma)
		if k := f.thatAfter(id, to); k > 0 && f.tok(id).UPOS == "NOUN" && (venues[w] || issued[w]) && f.hasCase(id, "in") {
			x.content = f.keep(f.trim(k+1, to), x.content)
			x.venue = f.span(from, k-1)
			return
		}
	}
	for id := from + 2; id <= to; id++ {
		t := f.tok(id)
		w := strings.ToLower(t.Lemma)
		if t.UPOS != "NOUN" || !venues[w] && !issued[w] || f.quoted(id) || !f.hasCase(id, "in", "during") || f.child(id, "acl") > 0 {
			continue
		}
		first, last := f.edges(id, nil)
		if first < from || f.word(first+1) != "a" && f.word(first+1) != "an" {
			continue
		}
		switch {
		case first == from && last-first < 5 && to-last >= 3 && from == x.cue+1:
			x.content = f.keep(f.trim(last+1, to), x.content)
		case f.onlyTime(last+1, to) && first-from >= 2:
			x.content = f.keep(f.trim(from, first-1), x.content)
		default:
			continue
		}
		x.venue = f.nounPhrase(id)
		return
	}
}

// thatAfter is the "that" a few words behind token id, 0 for none.
func (f *finder) thatAfter(id, to int) int {
	for k := id + 1; k < min(id+6, to-2) && f.tok(k).UPOS != "VERB" && f.tok(k).UPOS != "AUX"; k++ {
		if strings.EqualFold(f.word(k), "that") {
			return k
		}
	}
	return 0
}

// onlyTime reports whether nothing but a time stands from token a to b.
func (f *finder) onlyTime(a, b int) bool {
	for id := a; id <= b; id++ {
		if !f.inTime(id) && f.tok(id).UPOS != "ADV" && f.tok(id).UPOS != "ADP" && f.tok(id).UPOS != "PUNCT" {
			return false
		}
	}
	return true
}

// issued are documents that speak for whoever puts them out.
var issued = wordSet(`statement letter tweet post message email e-mail memo memorandum release communique communiqué declaration video recording tape editorial op-ed
	column article essay petition lawsuit complaint motion alert advisory notice note resolution report filing affidavit testimony ruling opinion dissent application brief
	piece speech remark order broadcast podcast blog audio announcement appeal warning response book document paper request`)

// issues are the verbs of putting out a document.
var issues = wordSet(`issue release publish post send write put pass adopt file sign deliver give make provide circulate distribute read draft submit approve carry run produce tweet broadcast
	pen author end begin open close`)

// issuer moves the source of a claim from the document to those who speak in it
// – "the ministry issued a statement saying", "a letter from the editors said" –
// and leaves the document as where they spoke.
func (f *finder) issuer(x *found) {
	n := x.source
	if n == 0 || f.tok(n).UPOS != "NOUN" || !issued[strings.ToLower(f.tok(n).Lemma)] {
		return
	}
	who, at := 0, parallax.Span{}
	for _, k := range f.kids[n] {
		switch f.tok(k).Deprel {
		case "nmod":
			if f.hasCase(k, "by", "from") || f.hasCase(k, "in") && (f.isMedium(k) || f.periodical(k)) {
				who, at = k, f.nounPhrase(k)
			}
		case "acl":
			for _, a := range f.kids[k] {
				if f.tok(k).XPOS == "VBN" && (f.tok(a).Deprel == "obl:agent" || f.tok(a).Deprel == "obl" && f.hasCase(a, "by", "from")) {
					who, at = a, f.nounPhrase(a)
				}
			}
		}
	}
	// "reposted a message from a host that said", which the tree may hang on the verb.
	if t := f.tok(n); who == 0 && t.Deprel == "obj" && t.Head > 0 {
		for _, k := range f.kids[t.Head] {
			if first, _ := f.edges(k, nil); first == n+1 && f.tok(k).Deprel == "obl" && f.hasCase(k, "by", "from") {
				who, at = k, f.nounPhrase(k)
			}
		}
	}
	if t := f.tok(n); who == 0 && slices.Contains([]string{"obj", "xcomp", "obl"}, t.Deprel) && t.Head > 0 && t.Head < n && x.cue >= n && issues[strings.ToLower(f.tok(t.Head).Lemma)] {
		who, at = f.subject(t.Head)
	}
	if who == 0 || f.tok(who).UPOS == "PRON" && !f.canSpeak(who) && f.byHead[who] == 0 {
		return
	}
	x.venue = f.nounPhrase(n)
	x.source, x.sourceAt = f.withName(who, at)
}

// periodical reports whether what a piece stands in is a body or work with a name:
// "a report in The Advocate".
func (f *finder) periodical(id int) bool {
	m := f.byHead[id]
	return m > 0 && f.d.Mentions[m-1].Kind == parallax.KindName && (f.d.Mentions[m-1].Type == parallax.Org || f.d.Mentions[m-1].Type == parallax.Work)
}

// isMedium reports whether the head of a phrase names a newspaper, agency or
// station.
func (f *finder) isMedium(id int) bool {
	m := f.byHead[id]
	if m == 0 {
		return false
	}
	e := f.d.Mentions[m-1].Entity
	return e > 0 && f.kind(id, parallax.Link{Mention: m, Entity: e}) == parallax.SourceOutlet
}
