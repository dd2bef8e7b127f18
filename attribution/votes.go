package attribution

import (
	"slices"
	"strings"

	"parallax"
)

// Votes are the probabilities at which the encoder's votes count.
type Votes struct {
	Cue     float32 // a cue that the rules do not know
	Content float32 // a word of the content
	Source  float32 // the head of the source
	Inner   float32 // a claim within a claim that the rules do not know
	Swap    float32 // a content that replaces the tree's
	Against float32 // that a word is no cue, against a rule
}

// Fitted are the votes that train/votes chose on the development documents of
// our own reading, those for cues, contents and sources lowered to where dev
// still scores as high: its last steps there are within noise.
var Fitted = Votes{Cue: 0.35, Content: 0.35, Source: 0.45, Inner: 0.7, Swap: 0.6, Against: 0.65}

// vote lets the encoder's heads, where the document has their signals, add to
// the claims of the rules and correct them: claims at cues that no rule knows,
// contents where tree and heads differ and the heads are sure, and away with
// cues that the heads do not believe.
func (f *finder) vote() {
	g := f.d.Signals
	if g == nil || len(g.Cue) == 0 {
		return
	}
	for _, x := range f.voted() {
		i := f.claimAt(x)
		if i < 0 {
			if f.told(x) || f.tok(x.cue).UPOS == "VERB" && f.future(x.cue) {
				continue
			}
			// "said in a statement": the speaker, not the paper.
			if s, at := f.subject(x.cue); s > 0 && (x.source == 0 || f.spokenIn(x.source, x.cue) || f.mute(x.source) && !f.mute(s)) {
				x.source, x.sourceAt = f.withName(s, at)
			}
			if f.tok(x.cue).UPOS == "NOUN" {
				f.ownWord(&x)
			}
			if u := f.tok(x.cue).UPOS; x.source > 0 || u == "ADV" || u == "NOUN" {
				f.c = append(f.c, x)
			}
			continue
		}
		y := &f.c[i]
		// What "according to" holds for may itself report speech: the heads give
		// the innermost words, the chain needs the clause.
		if x.score >= f.votes.Swap && y.act != "accord" && likeness(x.content, y.content) < 0.6 && !f.skips(x, *y) {
			y.content, y.head = x.content, x.head
		}
		if paper := x.source > 0 && (papers[strings.ToLower(f.tok(x.source).Lemma)] || venues[strings.ToLower(f.tok(x.source).Lemma)]); y.source > 0 && (paper || f.spokenIn(x.source, x.cue)) {
			y.score = max(y.score, x.score)
			continue
		}
		if x.source > 0 && !covers(y.content, f.tok(x.source).Span) && !f.ownSubject(*y) && (y.source == 0 || y.source != x.source && y.sourceAt.Overlap(x.sourceAt) == 0) {
			y.source, y.sourceAt = x.source, x.sourceAt
		}
		y.score = max(y.score, x.score)
	}
	kept := f.c[:0]
	for _, y := range f.c {
		// "According to" is one whatever else reports the same words.
		if y.cue > 0 && y.act != "accord" {
			if v := g.Cue[y.cue-1]; v.Tag == "O" && v.Score >= f.votes.Against && !f.firm(y) {
				continue
			}
		}
		kept = append(kept, y)
	}
	f.c = kept
}

// skips reports whether the content of vote x is a part of that of y and leaves out
// the cue of a claim within it: "denied [the charge by Ruiz that] …".
func (f *finder) skips(x, y found) bool {
	return covers(y.content, x.content[0]) && slices.ContainsFunc(f.c, func(z found) bool {
		return z.cue > 0 && f.tok(z.cue).Head == y.cue && f.tok(z.cue).Deprel == "obj" && !covers(x.content, z.cueSpan)
	})
}

// spokenIn reports whether the head of a phrase says where the words of a cue
// stand: "wrote in the majority opinion".
func (f *finder) spokenIn(id, cue int) bool {
	return id > 0 && (f.tok(id).Head == cue || id > cue && issued[strings.ToLower(f.tok(id).Lemma)]) && strings.HasPrefix(f.tok(id).Deprel, "obl") && f.hasCase(id, "in", "on", "at", "during", "via", "through")
}

// firm reports whether the rules are surer of a claim than heads that deny it:
// of a speaker's name before a colon, of promises, judgements, and of an opinion
// in a clause of its own that somebody holds.
func (f *finder) firm(y found) bool {
	switch {
	case f.tok(y.cue).UPOS == "PUNCT":
		return f.canSpeak(y.source) && f.isName(y.source) || sayers[strings.ToLower(f.tok(y.source).Lemma)] || finders[strings.ToLower(f.tok(y.source).Lemma)] && !strings.HasPrefix(f.d.Text[y.content[0].End:], "?") || f.surname(y.source)
	case f.tok(y.cue).UPOS == "NOUN" && pointers[y.act]:
		return y.source > 0 && y.source != y.cue && y.head > 0 && f.marked(y.head, "that")
	case f.tok(y.cue).UPOS != "VERB":
		return false
	case y.stance == parallax.Promises || y.stance == parallax.Evaluates:
		return y.source > 0
	case verbs[y.act].clause && f.ownSubject(y) && f.speaker(y.source) && f.reported(y) && !f.negated(y.cue) && !firstPerson[strings.ToLower(f.word(y.source))]:
		return true
	case opinion[y.act] && y.source > 0 && y.head > 0 && (f.speaker(y.source) || f.isPaper(y.source)):
		return f.reported(y)
	}
	return false
}

// reported reports whether the content of a claim is a clause with a subject of
// its own that its cue takes.
func (f *finder) reported(y found) bool {
	if y.head == 0 {
		return false
	}
	h := f.tok(y.head)
	return h.Deprel == "ccomp" && h.Head == y.cue && f.child(y.head, "nsubj", "nsubj:pass") > 0
}

// finders are papers that headlines name before or behind a colon.
var finders = wordSet(`poll study survey report`)

// ownSubject reports whether the source of a claim is the subject of its verb,
// somebody or a paper, which no vote takes away.
func (f *finder) ownSubject(y found) bool {
	return y.source > 0 && f.tok(y.source).Head == y.cue && f.tok(y.source).Deprel == "nsubj" && (f.speaker(y.source) || f.isPaper(y.source) || f.tok(y.source).UPOS == "NOUN")
}

// told reports whether the content of x is another's and nothing new in it: the
// cue of a claim within a claim stands in that one's content.
func (f *finder) told(x found) bool {
	return f.taken(x.content[0]) && (x.score < f.votes.Inner || !slices.ContainsFunc(f.c, func(y found) bool {
		return y.cue > 0 && covers(y.content, x.cueSpan) && covers(y.content, x.content[0])
	}))
}

// claimAt is the claim that has the cue of x already, −1 for none.
func (f *finder) claimAt(x found) int {
	for i, y := range f.c {
		if y.cue > 0 && (y.cue == x.cue || y.cueSpan.Overlap(x.cueSpan) > 0) {
			return i
		}
	}
	return -1
}

// voted builds the claims that the heads alone see: a cue, the words they give
// it as content, the word they give it as head of its source.
func (f *finder) voted() []found {
	g := f.d.Signals
	content := map[int]map[int]float32{}
	source := map[int]parallax.RoleVote{}
	for _, r := range g.Roles {
		switch r.Role {
		case "CONTENT":
			if content[r.Pred] == nil {
				content[r.Pred] = map[int]float32{}
			}
			content[r.Pred][r.Word] = r.Score
		case "SOURCE":
			if r.Score > source[r.Pred].Score {
				source[r.Pred] = r
			}
		}
	}
	var out []found
	for id := f.from; id > 0 && id <= f.to; id++ {
		v := g.Cue[id-1]
		if !strings.HasPrefix(v.Tag, "B-") || v.Score < f.votes.Cue {
			continue
		}
		s := f.d.Sentences[f.tok(id).Sent-1]
		x := found{cue: id, cueSpan: f.tok(id).Span, act: strings.ToLower(f.tok(id).Lemma), stance: parallax.Asserts}
		for k := id + 1; k <= s.Last && strings.HasPrefix(g.Cue[k-1].Tag, "I-"); k++ {
			x.cueSpan.End = f.tok(k).End
		}
		if st := verbs[x.act].stance; st != "" {
			x.stance = st
		} else if st, ok := nouns[x.act]; ok {
			x.stance = st
		}
		var sure float32
		if x.content, sure = f.contentRuns(content[id], s, id); len(x.content) == 0 {
			continue
		}
		x.score = min(v.Score, sure)
		if r := source[id]; r.Score >= f.votes.Source {
			x.source, x.sourceAt = r.Word, f.nounPhrase(r.Word)
		}
		for k := s.First; k <= s.Last && x.head == 0; k++ {
			if h := f.tok(k).Head; x.content[0].Covers(f.tok(k).Span) && f.tok(k).UPOS != "PUNCT" && (h == 0 || !x.content[0].Covers(f.tok(h).Span)) {
				x.head = k
			}
		}
		out = append(out, x)
	}
	return out
}

// contentRuns are the runs of content words of one cue in its sentence, and how
// sure the heads are of them on average. A gap of two words does not break a
// run, the cue does; runs much shorter than the longest are noise.
func (f *finder) contentRuns(p map[int]float32, s parallax.Sentence, cue int) (out []parallax.Span, sure float32) {
	n, longest := 0, 0
	for a := s.First; a <= s.Last; a++ {
		if p[a] < f.votes.Content {
			continue
		}
		b := a
		for c := a + 1; c <= min(s.Last, b+3) && c != cue; c++ {
			if p[c] >= f.votes.Content {
				b = c
			}
		}
		for c := a; c <= b; c++ {
			sure += p[c]
			n++
		}
		for _, t := range f.trim(a, b) {
			out = append(out, t)
			longest = max(longest, t.Len())
		}
		a = b
	}
	kept := out[:0]
	for _, t := range out {
		if 6*t.Len() >= longest {
			kept = append(kept, t)
		}
	}
	return kept, sure / float32(max(n, 1))
}

// likeness is the Jaccard overlap of two contents, in bytes.
func likeness(a, b []parallax.Span) float64 {
	in, n := 0, 0
	for _, x := range a {
		n += x.Len()
		for _, y := range b {
			in += x.Overlap(y)
		}
	}
	for _, y := range b {
		n += y.Len()
	}
	return float64(in) / float64(max(1, n-in))
}

// future reports whether the verb id, outside quotation marks, tells what somebody
// will or would say.
func (f *finder) future(id int) bool {
	if f.quoted(id) {
		return false
	}
	for _, k := range f.kids[id] {
		if l := strings.ToLower(f.tok(k).Lemma); f.tok(k).Deprel == "aux" && (l == "will" || l == "'ll" || l == "’ll" || l == "shall") {
			return true
		}
	}
	return false
}
