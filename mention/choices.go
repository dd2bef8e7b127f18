package mention

import "parallax"

// Choice is a description or pronoun with those it may point to, as the trainer
// of the ranker sees them: mentions, with what they are joined to so far as their
// entity, and what each shows.
type Choice struct {
	Mention     parallax.Mention
	Antecedents []parallax.Mention
	Features    []Features
}

// Choices lists what the ranker decides on a read document, after the sieves.
// Same says which mentions are labelled the same, so that each choice sees the
// right ones before it joined; nil joins as the ranker does by its own weights, on
// the candidates of a report instead of every noun phrase.
func Choices(d *parallax.Document, same func(a, b parallax.Mention) bool) []Choice {
	var out []Choice
	for r := range d.Reports {
		l := newLinker(d, r+1)
		l.wide = same != nil
		l.detect()
		l.sieves()
		for i := range l.c {
			if !l.ranked(i) {
				continue
			}
			ch := Choice{Mention: l.c[i].Mention}
			right := -1
			l.count(i)
			for _, j := range l.antecedents(i) {
				m := l.c[j].Mention
				m.Entity = l.find(j) + 1
				ch.Antecedents = append(ch.Antecedents, m)
				ch.Features = append(ch.Features, l.features(i, j, nil))
				if right < 0 && same != nil && same(l.c[i].Mention, l.c[j].Mention) {
					right = j
				}
			}
			if same == nil {
				l.decide(i)
			} else if right >= 0 {
				l.join(right, i, 1)
			}
			out = append(out, ch)
		}
	}
	return out
}
