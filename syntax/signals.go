package syntax

import (
	"math"
	"strings"

	"parallax"
	"parallax/internal/nn"
)

// leastRole is the probability below which a role vote is not kept.
const leastRole = 0.1

// leastLog is a little below its logarithm: most votes need no exponential.
const leastLog = -2.31

// sem holds the heads whose votes go to later passes.
type sem struct {
	timex, cue, trigger, status, mode, roles, pair *nn.Head
	spans                                          map[*nn.Head]*bio
}

func newSem(m *nn.Model) *sem {
	s := &sem{timex: m.Head("timex"), cue: m.Head("cue"), trigger: m.Head("trigger"), status: m.Head("status"), mode: m.Head("mode"), roles: m.Head("roles"), pair: m.Head("pair"),
		spans: map[*nn.Head]*bio{}}
	if s.timex == nil && s.cue == nil && s.trigger == nil {
		return nil
	}
	for _, h := range []*nn.Head{s.timex, s.cue} {
		if h != nil {
			s.spans[h] = newBIO(h.Labels)
		}
	}
	return s
}

func (s *sem) signals(tokens int) *parallax.Signals {
	sig := &parallax.Signals{}
	votes := func(h *nn.Head) []parallax.TagVote {
		if h == nil {
			return nil
		}
		return make([]parallax.TagVote, tokens)
	}
	sig.Timex, sig.Cue, sig.Trigger, sig.Status = votes(s.timex), votes(s.cue), votes(s.trigger), votes(s.status)
	if s.mode != nil {
		sig.Modes = make([][]parallax.TagVote, tokens)
	}
	return sig
}

// decode fills sig for the words from…to−1 of the encoding, token ids first….
func (s *sem) decode(sig *parallax.Signals, sp *space, tokens []parallax.Token, first, from, to int) {
	for _, h := range []struct {
		head  *nn.Head
		votes []parallax.TagVote
	}{{s.timex, sig.Timex}, {s.cue, sig.Cue}} {
		if h.head == nil {
			continue
		}
		sp.ws.LogProbs(&sp.m, h.head, &sp.e, from, to)
		sp.labels = s.spans[h.head].best(sp.labels, &sp.m)
		for i, l := range sp.labels {
			h.votes[first-1+i] = parallax.TagVote{Tag: h.head.Labels[l], Score: prob(sp.m.Row(i)[l])}
		}
	}
	for _, h := range []struct {
		head  *nn.Head
		votes []parallax.TagVote
	}{{s.trigger, sig.Trigger}, {s.status, sig.Status}} {
		if h.head == nil {
			continue
		}
		sp.choices = sp.ws.Best(sp.choices[:0], h.head, &sp.e, from, to)
		for i, c := range sp.choices {
			tag := h.head.Labels[c.Label]
			if !votable(tag) {
				tag = ""
			}
			h.votes[first-1+i] = parallax.TagVote{Tag: tag, Score: c.P}
		}
	}
	if s.pair != nil {
		s.pairs(sig, sp, tokens, first, from, to)
	}
	var preds []int
	for i := range to - from {
		id := first - 1 + i
		if s.trigger != nil && sig.Trigger[id].Tag != "" || s.cue != nil && strings.HasPrefix(sig.Cue[id].Tag, "B") {
			preds = append(preds, i)
		}
	}
	if len(preds) == 0 {
		return
	}
	if s.mode != nil {
		sp.ws.LogProbs(&sp.m, s.mode, &sp.e, from, to)
		for _, i := range preds {
			for l, x := range sp.m.Row(i) {
				if x < leastLog {
					continue
				}
				if p := prob(x); p >= leastRole {
					sig.Modes[first-1+i] = append(sig.Modes[first-1+i], parallax.TagVote{Tag: s.mode.Labels[l], Score: p})
				}
			}
		}
	}
	if s.roles == nil {
		return
	}
	n := to - from
	sp.ws.Roles(&sp.m, s.roles, &sp.e, from, to, preds)
	for k, i := range preds {
		for j := range n {
			for l, x := range sp.m.Row(k*n + j) {
				if l == 0 || x < leastLog {
					continue
				}
				if p := prob(x); p >= leastRole {
					sig.Roles = append(sig.Roles, parallax.RoleVote{Pred: first + i, Word: first + j, Role: strings.TrimSuffix(s.roles.Labels[l], "-head"), Score: p})
				}
			}
		}
	}
}

// mostPairs bounds the noun phrases of a sentence whose pairs are scored.
const mostPairs = 24

// pairs votes on every two heads of noun phrases.
func (s *sem) pairs(sig *parallax.Signals, sp *space, tokens []parallax.Token, first, from, to int) {
	var heads []int
	for i := range tokens {
		if participant(tokens, i, first) && len(heads) < mostPairs {
			heads = append(heads, i)
		}
	}
	if len(heads) < 2 {
		return
	}
	sp.ws.Pairs(&sp.m, s.pair, &sp.e, from, to, heads)
	for k, i := range heads {
		for kj, j := range heads {
			if i == j {
				continue
			}
			row, best := sp.m.Row(k*len(heads)+kj), 1
			for l := 2; l < len(row); l++ {
				if row[l] > row[best] {
					best = l
				}
			}
			any := max(1-prob(row[0]), 1e-6)
			sig.Pairs = append(sig.Pairs, parallax.PairVote{Actor: first + i, Recipient: first + j,
				Tag: s.pair.Labels[best], Score: min(1, prob(row[best])/any), Any: any})
		}
	}
}

// participant is whether word i heads a noun phrase: a noun that an unbroken run
// of nouns ties to its governor is part of that one's name.
func participant(tokens []parallax.Token, i, first int) bool {
	nominal := func(k int) bool {
		switch tokens[k].UPOS {
		case "NOUN", "PROPN", "PRON", "NUM":
			return true
		}
		return false
	}
	if !nominal(i) {
		return false
	}
	h := tokens[i].Head - first
	if h < 0 {
		return true
	}
	for k := min(i, h); k <= max(i, h); k++ {
		if !nominal(k) && tokens[k].UPOS != "PUNCT" {
			return true
		}
	}
	return false
}

func prob(x float32) float32 { return float32(math.Exp(float64(x))) }
