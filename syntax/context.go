package syntax

import (
	"strings"

	"parallax"
	"parallax/internal/nn"
)

// contextBefore is how many words before a sentence that asks are read with it, in
// whole sentences.
const contextBefore = 100

// persons are the pronouns whose meaning is asked of the encoder. On "it" and
// "they" its votes changed nothing.
var persons = map[string]bool{"he": true, "him": true, "his": true, "himself": true, "she": true, "her": true, "hers": true, "herself": true}

func asks(d *parallax.Document, id int) bool {
	t := &d.Tokens[id-1]
	return (t.UPOS == "PRON" || t.XPOS == "PRP$") && persons[strings.ToLower(t.In(d.Text))]
}

// antecedents votes on what the pronouns of the sentences ids, all that were
// encoded, point back to. Windows of whole sentences are read at once: from a
// sentence that asks, back over some words, on to the last that asks and fits.
func (r *reader) antecedents(d *parallax.Document, s *space, ids []int) {
	asking := make([]bool, len(ids))
	for i, id := range ids {
		for k := d.Sentences[id].First; k <= d.Sentences[id].Last; k++ {
			asking[i] = asking[i] || asks(d, k)
		}
	}
	apart := func(i, j int) bool { return d.Sentences[ids[i]].Report != d.Sentences[ids[j]].Report }
	for i := 0; i < len(ids); i++ {
		if !asking[i] || s.context.Words(i, i+1) > nn.MostContext {
			continue
		}
		first, last := i, i
		for first > 0 && !apart(first-1, i) && s.context.Words(first-1, i) <= contextBefore && s.context.Words(first-1, i+1) <= nn.MostContext {
			first--
		}
		for j := i + 1; j < len(ids) && !apart(i, j) && s.context.Words(first, j+1) <= nn.MostContext; j++ {
			if asking[j] {
				last = j
			}
		}
		r.window(d, s, ids, first, i, last)
		i = last
	}
}

// window reads the sentences first…last of ids and votes on the pronouns of those
// from own on.
func (r *reader) window(d *parallax.Document, s *space, ids []int, first, own, last int) {
	s.wanted, s.labels = s.wanted[:0], s.labels[:0]
	var words []int // token id of each word of the window
	for i := first; i <= last; i++ {
		for id := d.Sentences[ids[i]].First; id <= d.Sentences[ids[i]].Last; id++ {
			words = append(words, id)
		}
	}
	for at, id := range words {
		switch d.Tokens[id-1].UPOS {
		case "NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X":
			s.wanted = append(s.wanted, int32(at))
			if id >= d.Sentences[ids[own]].First && asks(d, id) {
				s.labels = append(s.labels, at)
			}
		}
	}
	s.ws.EncodeContext(&s.e, &s.context, first, last+1, s.wanted)
	s.ws.RoleScores(&s.m, r.antecedent, &s.e, 0, len(words), s.labels)
	for k, p := range s.labels {
		for _, w := range s.wanted {
			if int(w) != p {
				d.Signals.Antecedents = append(d.Signals.Antecedents, parallax.AntecedentVote{
					Pronoun: words[p], Word: words[w], Score: s.m.Row(k*len(words) + int(w))[0]})
			}
		}
	}
}
