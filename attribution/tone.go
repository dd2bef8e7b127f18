package attribution

import (
	"strings"

	"parallax"
)

// tone reads the stance of a claim with a plain cue off the head of its
// content: what should be done is asked, what the speaker will do is promised,
// what the speaker is said not to have done is denied.
func (f *finder) tone(x *found) {
	if x.stance != parallax.Asserts || x.head == 0 || !plain[x.act] || f.tok(x.head).Head == 0 && x.head == x.cue {
		return
	}
	subject := f.child(x.head, "nsubj", "nsubj:pass")
	own := subject > 0 && f.speaksOf(x, subject)
	negated := false
	for _, k := range f.kids[x.head] {
		switch w := strings.ToLower(f.tok(k).Lemma); f.tok(k).Deprel {
		case "aux":
			switch w {
			case "should", "must", "ought":
				if subject > 0 {
					x.stance = parallax.Asks
					return
				}
			case "will", "'ll", "’ll", "shall":
				if own && !f.negated(x.head) {
					x.stance = parallax.Promises
					return
				}
			}
		case "advmod":
			negated = negated || w == "not" || w == "n't" || w == "n’t" || w == "never"
		}
	}
	t := f.tok(x.head)
	if subject > 0 && (strings.EqualFold(t.Lemma, "need") && f.child(x.head, "xcomp") > 0 || strings.EqualFold(t.Lemma, "have") && f.child(x.head, "xcomp") > x.head) {
		x.stance = parallax.Asks
		return
	}
	if own && negated && t.UPOS == "VERB" && (t.XPOS == "VBN" || t.XPOS == "VB" && f.did(x.head)) && !opinion[strings.ToLower(t.Lemma)] {
		x.stance = parallax.Denies
	}
}

// plain are cues that say nothing of the stance.
var plain = wordSet(`say tell add state write tweet note explain declare argue insist continue announce reply respond answer stress`)

// speaksOf reports whether the subject of the content is its own speaker.
func (f *finder) speaksOf(x *found, subject int) bool {
	switch strings.ToLower(f.word(subject)) {
	case "i", "we":
		return true
	case "he", "she", "it", "they":
		m, s := f.byHead[subject], f.byHead[x.source]
		return m > 0 && s > 0 && f.d.Mentions[m-1].Entity == f.d.Mentions[s-1].Entity
	}
	return false
}

func (f *finder) negated(id int) bool {
	for _, k := range f.kids[id] {
		switch strings.ToLower(f.tok(k).Lemma) {
		case "not", "n't", "n’t", "never":
			return true
		}
	}
	return false
}

func (f *finder) did(id int) bool {
	for _, k := range f.kids[id] {
		if f.tok(k).Deprel == "aux" && strings.EqualFold(f.word(k), "did") {
			return true
		}
	}
	return false
}
