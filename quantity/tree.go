package quantity

import (
	"strings"

	"parallax"
)

// token is the index of the token of s that stands at a byte, −1 where there is
// none or the sentence has no tree.
func token(tokens []parallax.Token, s *parallax.Sentence, at int) int {
	if s.First < 1 || s.Last > len(tokens) {
		return -1
	}
	for i := s.First - 1; i < s.Last; i++ {
		if tokens[i].Start <= at && at < tokens[i].End {
			if tokens[i].Deprel == "" {
				return -1
			}
			return i
		}
	}
	return -1
}

// suffered follows the tree from a counted noun to the verb whose victim it is:
// the subject of a passive, the object of an active, the subject of "died", at
// any place of a coordination. It is "" where the tree says nothing.
func suffered(tokens []parallax.Token, s *parallax.Sentence, i int) string {
	for range 4 {
		if i < 0 || tokens[i].Head < s.First || tokens[i].Head > s.Last {
			return ""
		}
		head := tokens[i].Head - 1
		verb := strings.ToLower(tokens[head].Lemma)
		switch rel, _, _ := strings.Cut(tokens[i].Deprel, ":"); {
		case rel == "conj" || rel == "appos" || rel == "flat" || tokens[i].Deprel == "nummod":
			i = head
			continue
		case tokens[i].Deprel == "nsubj:pass" && verb == "find":
			return stateFound(tokens, s, head)
		case tokens[i].Deprel == "nsubj:pass":
			return fate(tokens, s, head, participles[past(verb)])
		case rel == "nsubj":
			if o := middles[past(verb)]; o != "" {
				return o
			}
			return states[verb]
		case rel == "obj":
			return fate(tokens, s, head, actives[past(verb)])
		}
		return ""
	}
	return ""
}

// stateFound is what a verb of finding says of those found: found dead, found
// fatally shot.
func stateFound(tokens []parallax.Token, s *parallax.Sentence, verb int) string {
	for i := s.First - 1; i < s.Last; i++ {
		if tokens[i].Head-1 != verb || i < verb {
			continue
		}
		w := strings.ToLower(tokens[i].Lemma)
		if o := states[w]; o != "" {
			return o
		}
		if o := participles[past(w)]; o != "" {
			return fate(tokens, s, i, o)
		}
	}
	return ""
}

// fate is what a verb does to its victim: shot is killed where "dead", "to
// death" or a killing verb hangs on it.
func fate(tokens []parallax.Token, s *parallax.Sentence, verb int, of string) string {
	if of != wounded {
		return of
	}
	for i := s.First - 1; i < s.Last; i++ {
		if tokens[i].Head-1 != verb {
			continue
		}
		switch w := strings.ToLower(tokens[i].Lemma); {
		case w == "down" && tokens[i].Deprel == "compound:prt" && tokens[verb].Lemma == "shoot":
			return "" // an aircraft
		case w == "dead" || w == "death" || w == "fatally":
			return killed
		case tokens[i].Deprel == "conj" && (participles[past(w)] == killed || middles[past(w)] == killed):
			return killed
		}
	}
	return of
}

// past is the past participle under which the lists hold a verb.
func past(lemma string) string {
	switch lemma {
	case "shoot":
		return "shot"
	case "stab":
		return "stabbed"
	case "slay":
		return "slain"
	case "die":
		return "died"
	case "kidnap", "gun":
		return lemma + map[string]string{"kidnap": "ped", "gun": "ned"}[lemma]
	case "hurt":
		return lemma
	}
	if strings.HasSuffix(lemma, "e") {
		return lemma + "d"
	}
	return lemma + "ed"
}

// listed is the greatest number of victims that a sentence lists as dead, with
// and without numbers: "his wife, two sons and a neighbour were shot dead".
func listed(doc *parallax.Document, sents []int) (most int) {
	for _, id := range sents {
		s := &doc.Sentences[id-1]
		if s.First < 1 || s.Last > len(doc.Tokens) {
			continue
		}
		for i := s.First - 1; i < s.Last; i++ {
			t := &doc.Tokens[i]
			if t.Deprel != "nsubj" && t.Deprel != "nsubj:pass" && t.Deprel != "obj" || suffered(doc.Tokens, s, i) != killed {
				continue
			}
			n, parts := victims(doc, s, i), 1
			for k := i + 1; k < s.Last && n > 0; k++ {
				if c := &doc.Tokens[k]; c.Head-1 == i && c.Deprel == "conj" {
					if m := victims(doc, s, k); m > 0 {
						n += m
						parts++
					}
				}
			}
			killer := self(doc.Text[t.End:s.End])
			if n == 0 || parts == 1 && (!killer || t.Deprel != "obj") {
				continue
			}
			if killer {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}

// victims is how many people one member of a coordination is: its number, one
// for a name or a noun of persons in the singular, else none.
func victims(doc *parallax.Document, s *parallax.Sentence, i int) int {
	for k := s.First - 1; k < s.Last; k++ {
		if t := &doc.Tokens[k]; t.Head-1 == i && t.Deprel == "nummod" {
			r := reader{text: doc.Text}
			r.items = lex(nil, doc.Text, t.Start, t.End)
			if v, j, _ := r.plain(0); j > 0 && v < 1000 {
				return int(v)
			}
			return 0
		}
	}
	if one(&doc.Tokens[i]) {
		return 1
	}
	for k := s.First - 1; k < s.Last; k++ {
		if t := &doc.Tokens[k]; t.Head-1 == i && strings.EqualFold(t.In(doc.Text), "twin") {
			return 2
		}
	}
	return 0
}

// one holds for a single person: a name, or a noun of persons in the singular.
func one(t *parallax.Token) bool {
	return t.UPOS == "PROPN" || t.UPOS == "NOUN" && (persons[strings.ToLower(t.Lemma)] || humans[strings.ToLower(t.Lemma)]) && !strings.Contains(t.Feats, "Number=Plur") && strings.ToLower(t.Lemma) != "people"
}
