package plover

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed lexicon.tsv
var lexiconTSV string

// sense is one line of the lexicon: what a word means where its conditions hold.
type sense struct {
	conds  []cond
	typ    string // "" is no event
	modes  []string
	firm   bool     // no vote changes the type
	unsure bool     // ASSAULT only where the report tells of an attack, else OTHER
	actor  []string // slots
	recip  []string
	both   bool // all participants are actors
}

// cond is one condition on the surroundings of a word.
type cond struct {
	key   string
	not   bool
	words map[string]bool
	kinds []string // person, place, actor, official, body, any
}

type lexicon map[string][]sense // by part of speech and lemma: "v attack"

var kinds = map[string]bool{"person": true, "place": true, "actor": true, "official": true, "body": true, "any": true}

var triggers = sync.OnceValue(func() lexicon {
	lex, err := parseLexicon(lexiconTSV)
	if err != nil {
		panic("plover: lexicon.tsv: " + err.Error())
	}
	return lex
})

func parseLexicon(text string) (lexicon, error) {
	lex := lexicon{}
	classes := map[string][]string{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if line[0] == '@' {
			if len(f) != 2 {
				return nil, fmt.Errorf("line %d: a class has a name and words", n)
			}
			classes[f[0][1:]] = strings.Fields(f[1])
			continue
		}
		if len(f) < 4 {
			return nil, fmt.Errorf("line %d: %d fields, want 4 or 5", n, len(f))
		}
		s, err := parseSense(f, classes)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		for _, l := range strings.Fields(f[1]) {
			k := f[0] + " " + l
			lex[k] = append(lex[k], s)
		}
	}
	return lex, nil
}

func parseSense(f []string, classes map[string][]string) (sense, error) {
	var s sense
	for _, x := range strings.Fields(f[2]) {
		var c cond
		x, c.not = strings.CutPrefix(x, "!")
		key, alts, _ := strings.Cut(x, ":")
		c.key = key
		for _, a := range strings.Split(alts, "|") {
			name, isClass := strings.CutPrefix(a, "@")
			switch {
			case a == "":
			case !isClass:
				c.add(a)
			case kinds[name]:
				c.kinds = append(c.kinds, name)
			case classes[name] != nil:
				for _, w := range classes[name] {
					c.add(w)
				}
			default:
				return s, fmt.Errorf("no class %s", a)
			}
		}
		s.conds = append(s.conds, c)
	}
	if f[3] != "-" {
		typ, mode, _ := strings.Cut(f[3], "/")
		typ, s.firm = strings.CutSuffix(typ, "!")
		s.typ, s.unsure = strings.CutSuffix(typ, "?")
		t, ok := TypeOf(s.typ)
		if !ok && s.typ != Other {
			return s, fmt.Errorf("no type %s", s.typ)
		}
		if mode != "" {
			if !t.HasMode(mode) {
				return s, fmt.Errorf("%s has no mode %s", s.typ, mode)
			}
			s.modes = []string{mode}
		}
	}
	s.actor, s.recip = []string{"subj", "by"}, []string{"obj"}
	if f[0] == "n" {
		s.actor, s.recip = []string{"poss", "by", "mod"}, []string{"of"}
	}
	if len(f) > 4 {
		for _, x := range strings.Fields(f[4]) {
			switch {
			case x == "both":
				s.both = true
			case strings.HasPrefix(x, "a="):
				s.actor = strings.Split(x[2:], ",")
			case strings.HasPrefix(x, "r="):
				s.recip = strings.Split(x[2:], ",")
			default:
				return s, fmt.Errorf("bad frame %q", x)
			}
		}
		if s.both {
			s.recip = nil
		}
	}
	return s, nil
}

func (c *cond) add(w string) {
	if c.words == nil {
		c.words = map[string]bool{}
	}
	c.words[w] = true
}

// wordSet makes a set of the words of s.
func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
