package plover

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed cues.tsv
var cuesTSV string

// cueTable maps the words around an event to modes of its type, and words of
// its sentence to contexts.
type cueTable struct {
	modes    map[string][]cue // by type
	contexts []cue
}

type cue struct {
	name  string
	words map[string]bool
}

var cues = sync.OnceValue(func() cueTable {
	t, err := parseCues(cuesTSV)
	if err != nil {
		panic("plover: cues.tsv: " + err.Error())
	}
	return t
})

func parseCues(text string) (cueTable, error) {
	t := cueTable{modes: map[string][]cue{}}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, words, ok := strings.Cut(line, "\t")
		if !ok {
			return t, fmt.Errorf("no words: %q", line)
		}
		typ, mode, isMode := strings.Cut(name, "/")
		if !isMode {
			if !slices.Contains(Contexts, name) {
				return t, fmt.Errorf("no context %s", name)
			}
			t.contexts = append(t.contexts, cue{name, wordSet(words)})
			continue
		}
		if x, ok := TypeOf(typ); !ok || !x.HasMode(mode) {
			return t, fmt.Errorf("no mode %s", name)
		}
		t.modes[typ] = append(t.modes[typ], cue{mode, wordSet(words)})
	}
	return t, nil
}

// addModes reads modes off the words below the trigger, and for violence off
// those of the whole clause, where the lexicon gave none.
func (c *coder) addModes(e *found) {
	if e.typ == Other {
		return
	}
	list := cues().modes[e.typ]
	if len(e.modes) > 0 && e.typ != "ASSAULT" || list == nil {
		return
	}
	ids := c.subtree(e.head, true)
	if !e.verb && c.tok(e.head).Head > 0 && (e.light > 0 || e.typ == "ASSAULT" && c.at[c.tok(e.head).Head] > 0) {
		ids = append(ids, c.tok(e.head).Head)
		ids = append(ids, c.kids[c.tok(e.head).Head]...)
	}
	if e.verb && (e.typ == "ASSAULT" || e.typ == "MOBILIZE" || e.typ == "THREATEN") {
		if s := c.subject(e.head); s > 0 {
			ids = append(ids, s)
			ids = append(ids, c.kids[s]...)
		}
	}
	words := c.lemmas(ids)
	for _, id := range ids {
		words = append(words, c.word(id))
	}
	for _, x := range list {
		if slices.Contains(e.modes, x.name) {
			continue
		}
		if slices.ContainsFunc(words, func(w string) bool { return x.words[w] }) {
			e.modes = append(e.modes, x.name)
			if e.typ != "ASSAULT" {
				return // one mode suffices outside violence
			}
			if len(e.modes) == 2 {
				return
			}
		}
	}
}

// contexts are the settings that words of the event's sentence speak of, at
// most three.
func (c *coder) contexts(e *found) []string {
	if e.typ == Other {
		return nil
	}
	s := c.d.Sentences[c.tok(e.head).Sent-1]
	words := map[string]bool{}
	for id := s.First; id <= s.Last; id++ {
		words[c.lemma(id)] = true
	}
	var out []string
	for _, m := range e.modes {
		if m == "cyber" || m == "misinformation" {
			out = append(out, m)
		}
		if m == "unconventional" {
			out = append(out, "cbrn")
		}
	}
	for _, x := range cues().contexts {
		if len(out) == 3 {
			break
		}
		for w := range x.words {
			if words[w] && !slices.Contains(out, x.name) {
				out = append(out, x.name)
				break
			}
		}
	}
	return out
}
