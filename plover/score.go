package plover

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parallax"
)

// The weights of a logistic regression that a reader would have noted a
// candidate as an event, and the score under which one is dropped: fitted by
// train/events on the development part of the project's labels.
//
//go:embed score.tsv
var scoreTSV string

// judgement is the fitted table.
type judgement struct {
	keep, bias float64
	weights    []float64 // by feature
}

var fitted = sync.OnceValue(func() judgement {
	j, err := parseScore(scoreTSV, Features)
	if err != nil {
		panic("plover: score.tsv: " + err.Error())
	}
	return j
})

func parseScore(text string, names []string) (judgement, error) {
	j := judgement{weights: make([]float64, len(names))}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		v, err := strconv.ParseFloat(value, 64)
		k := slices.Index(names, name)
		switch {
		case !ok || err != nil:
			return j, fmt.Errorf("no number: %q", line)
		case name == "keep":
			j.keep = v
		case name == "bias":
			j.bias = v
		case k < 0:
			return j, fmt.Errorf("no feature %s", name)
		default:
			j.weights[k] = v
		}
	}
	return j, nil
}

// judge scores the candidates by what rules, heads and surroundings say of them
// and drops the doubtful. Without the heads' votes the rules' word stands.
func (c *coder) judge() {
	if !c.heard() {
		return
	}
	c.weighAll()
	fit := fitted()
	for i := range c.events {
		e := &c.events[i]
		refused := e.typ == "REJECT" && e.s.typ != e.typ // by the rule of status, which the heads do not know
		if !e.gone && float64(e.score) < fit.keep && !refused {
			e.gone = true
		}
	}
}

// weighAll gives the candidates their scores, where there are votes.
func (c *coder) weighAll() {
	if !c.heard() {
		return
	}
	fit := fitted()
	for i := range c.events {
		e := &c.events[i]
		if e.gone {
			continue
		}
		z := fit.bias
		for k, v := range c.features(e) {
			z += fit.weights[k] * v
		}
		e.score = float32(1 / (1 + math.Exp(-z)))
	}
}

// heard reports that the encoder's heads had their say.
func (c *coder) heard() bool {
	s := c.d.Signals
	return s != nil && len(s.Trigger) == len(c.d.Tokens) && len(s.Status) == len(c.d.Tokens)
}

// Features name what a candidate is judged by, in order.
var Features = []string{"vote", "vote-rule", "vote-type", "vote-other-type", "rule", "unsure", "verb", "light", "dated", "placed", "actor", "recipient", "no-args", "title", "lead",
	"claim", "quoted", "planned", "possible", "negated", "alleged", "voted-possible", "voted-planned", "OTHER", "ASSAULT", "ACCUSE", "CONSULT", "REQUEST", "twin", "VBG", "VB", "root-verb",
	"relative", "background", "within", "needed", "definite-empty", "bare-empty", "plural-bare", "same-word", "pair"}

// features describe a candidate.
func (c *coder) features(e *found) []float64 {
	t := c.tok(e.head)
	vote, stat := c.d.Signals.Trigger[e.head-1].Tag, c.d.Signals.Status[e.head-1].Tag
	p := c.eventVote(e)
	logit := math.Log(p / (1 - p))
	quoted := slices.ContainsFunc(c.d.Sentences[t.Sent-1].Quote, func(q parallax.Span) bool { return q.Covers(t.Span) })
	is := map[bool]float64{true: 1}
	definite, bare := c.definite(e.head)
	noun := !e.verb
	time, place := e.time > 0, !e.place.Empty()
	empty := len(e.actor)+len(e.recip) == 0 && !time && !place
	return []float64{
		logit,                           // the head's log-odds that the word tells an event
		is[e.byRule] * logit,            //
		is[vote == e.typ],               // … of this type
		is[vote != "" && vote != e.typ], // … of another
		is[e.byRule],                    // the lexicon holds it
		is[e.s.unsure],                  //
		is[e.verb],                      //
		is[e.light > 0],                 // a verb carries the noun
		is[time],                        // dated
		is[place],                       //
		is[len(e.actor) > 0],            //
		is[len(e.recip) > 0],            //
		is[empty],                       //
		is[c.isTitle(e.head)],           //
		is[t.Sent-c.tok(c.from).Sent < 4],
		is[c.claimAt(t.Span) > 0],        // somebody's word
		is[quoted],                       //
		is[e.status == parallax.Planned], //
		is[e.status == parallax.Possible],
		is[e.status == parallax.Negated],
		is[e.status == parallax.Alleged],
		is[stat == parallax.Possible],
		is[stat == parallax.Planned],
		is[e.typ == Other],
		is[e.typ == "ASSAULT"],
		is[e.typ == "ACCUSE"],
		is[e.typ == "CONSULT"],
		is[e.typ == "REQUEST"],
		is[c.twin(e)], // a likelier one of its type in the sentence
		is[t.XPOS == "VBG"],
		is[t.XPOS == "VB"],
		is[e.verb && t.Deprel == "root"],
		is[e.verb && strings.HasPrefix(t.Deprel, "acl")],
		is[noun && background[c.lemma(e.head)] && e.light == 0],
		is[c.within(e)], // below another event
		is[c.needed(e.head)],
		is[noun && definite && empty],
		is[noun && bare && empty],
		is[noun && bare && (t.XPOS == "NNS" || t.XPOS == "NNPS")],
		is[c.saidBefore(e)],
		c.pairVote(e),
	}
}

// Candidate is an event mention before it is judged: its trigger and its
// Features, for the fitting of their weights.
type Candidate struct {
	parallax.Span
	Features []float64
}

// Candidates are those of every report of d, which the encoder has read.
func Candidates(d *parallax.Document) []Candidate {
	var out []Candidate
	for r := range d.Reports {
		c := newCoder(d, r+1)
		c.find()
		for i := range c.events {
			if e := &c.events[i]; !e.gone {
				out = append(out, Candidate{c.tok(e.head).Span, c.features(e)})
			}
		}
	}
	return out
}

// eventVote is how likely the head holds it that the event's word, or the light
// verb that carries it, tells one.
func (c *coder) eventVote(e *found) float64 {
	best := c.voteAt(e.head)
	if e.light > 0 {
		best = max(best, c.voteAt(e.light))
	}
	return min(0.995, max(0.005, best))
}

// voteAt is how likely the head holds it that a word tells an event, 0 without
// signals.
func (c *coder) voteAt(id int) float64 {
	if c.d.Signals == nil || len(c.d.Signals.Trigger) != len(c.d.Tokens) {
		return 0
	}
	v := c.d.Signals.Trigger[id-1]
	if v.Tag == "" {
		return 1 - float64(v.Score)
	}
	return float64(v.Score)
}

// twin reports a likelier event of the same type in the sentence.
func (c *coder) twin(e *found) bool {
	for i := range c.events {
		o := &c.events[i]
		if o.head != e.head && !o.gone && o.typ == e.typ && c.tok(o.head).Sent == c.tok(e.head).Sent && c.eventVote(o) >= c.eventVote(e) {
			return true
		}
	}
	return false
}

// within reports that another event governs this one.
func (c *coder) within(e *found) bool {
	for id, n := c.tok(e.head).Head, 0; id > 0 && n < 3; id, n = c.tok(id).Head, n+1 {
		if j := c.at[id]; j > 0 && !c.events[j-1].gone {
			return true
		}
	}
	return false
}

// background nouns name a state of things more often than one happening; those
// of states hardly ever tell one, unless a verb carries them.
var (
	background = wordSet("violence fighting combat unrest confrontation operation")
	states     = wordSet("war warfare conflict hostility escalation tension crisis campaign struggle effort bloodshed insurgency turmoil flare-up activity move")
)
