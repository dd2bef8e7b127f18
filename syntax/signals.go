package syntax

import (
	"math"
	"strings"

	"parallax"
	"parallax/internal/nn"
)

// leastRole is the probability below which a role vote is not kept.
const leastRole = 0.1

// sem holds the heads whose votes go to later passes.
type sem struct {
	timex, cue, trigger, status, mode, roles *nn.Head
	spans                                    map[*nn.Head]*bio
}

func newSem(m *nn.Model) *sem {
	s := &sem{timex: m.Head("timex"), cue: m.Head("cue"), trigger: m.Head("trigger"), status: m.Head("status"), mode: m.Head("mode"), roles: m.Head("roles"),
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
func (s *sem) decode(sig *parallax.Signals, sp *space, first, from, to int) {
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
				if p := prob(x); l > 0 && p >= leastRole {
					sig.Roles = append(sig.Roles, parallax.RoleVote{Pred: first + i, Word: first + j, Role: strings.TrimSuffix(s.roles.Labels[l], "-head"), Score: p})
				}
			}
		}
	}
}

func prob(x float32) float32 { return float32(math.Exp(float64(x))) }
