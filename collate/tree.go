package collate

import (
	"slices"
	"strings"
	"time"

	"parallax"
	"parallax/internal/lexis"
)

// readTree reads off the tree what a trigger's own words say beyond the roles it was
// given: who launched it, whom the verb it hangs on harmed, whose it is by an adjective,
// whether it points back, and which other triggers tell it in the same breath.
func (v *view) readTree(d *parallax.Document, e *parallax.Event, s *sign) {
	t := d.Tokens[e.Head-1]
	kids := kidsOf(d, e.Head)
	if t.UPOS == "NOUN" || t.UPOS == "PROPN" {
		if who := v.launcher(s.ref.Doc, d, e.Head); len(who) > 0 {
			s.actors = who
		}
		if t.Head > 0 && harming[strings.ToLower(d.Tokens[t.Head-1].Lemma)] && (t.Deprel == "obl" || t.Deprel == "nmod") {
			if whom := v.sufferer(s.ref.Doc, d, t.Head); len(whom) > 0 {
				s.recipients = whom
			}
		}
		s.points = definite(d, kids)
		s.more, s.count = told(d, e.Head, kids)
	}
	s.doers, s.harmed = v.sidesOf(s.actors), v.sidesOf(s.recipients)
	for _, i := range s.recipients {
		if v.named(i) {
			s.victims = append(s.victims, i)
		}
	}
	if len(s.doers) == 0 && e.Type != "OTHER" {
		for _, k := range kids {
			if r := d.Tokens[k-1].Deprel; r == "amod" || r == "compound" || r == "nmod:poss" {
				for _, i := range v.actorsAt(s.ref.Doc, k) {
					if st := v.state(i); st != "" && v.a.Actors[i].Type != parallax.Person {
						s.doers[st] = true
					}
				}
			}
		}
	}
	s.cause = v.breath(d, e)
	s.geo = v.townAt(s.ref.Doc, d, e.Head, kids)
}

// townAt is the one town that a trigger's words or those of its subject name: "the
// Cincinnati protest", "protesters in Memphis".
func (v *view) townAt(doc int, d *parallax.Document, head int, kids []int) *parallax.Geo {
	var out *parallax.Geo
	all := slices.Clone(kids)
	for _, k := range kids {
		if strings.HasPrefix(d.Tokens[k-1].Deprel, "nsubj") {
			all = append(all, kidsOf(d, k)...)
		}
	}
	for _, k := range all {
		for _, i := range v.actorsAt(doc, k) {
			if g := v.a.Actors[i].Geo; g != nil && g.Precision >= town {
				if out != nil && out.GeoNames != g.GeoNames {
					return nil
				}
				out = g
			}
		}
	}
	return out
}

var (
	launching = lexis.Set("launch carry conduct stage order commit perpetrate mount wage undertake organize organise lead")
	harming   = lexis.Set("kill die wound injure slay murder perish hurt maim assassinate")
	anew      = lexis.Set("another further future more new other next previous earlier similar additional second third any no such possible potential planned imminent")
)

func kidsOf(d *parallax.Document, head int) []int {
	var out []int
	s := d.Sentences[d.Tokens[head-1].Sent-1]
	for k := s.First; k <= s.Last; k++ {
		if d.Tokens[k-1].Head == head {
			out = append(out, k)
		}
	}
	return out
}

// launcher is who is said, right after a noun, to have launched what it tells: "an
// attack on troops launched by Tehran". The nearest event is meant, whatever word
// the clause was attached to.
func (v *view) launcher(doc int, d *parallax.Document, noun int) []int {
	last := min(noun+8, d.Sentences[d.Tokens[noun-1].Sent-1].Last)
	for k := noun + 1; k <= last; k++ {
		t := d.Tokens[k-1]
		if t.UPOS == "PUNCT" || t.UPOS == "NOUN" && slices.ContainsFunc(d.Events, func(e parallax.Event) bool { return e.Head == k }) {
			return nil
		}
		if !strings.HasPrefix(t.Deprel, "acl") || !launching[strings.ToLower(t.Lemma)] {
			continue
		}
		for _, o := range kidsOf(d, k) {
			for _, c := range kidsOf(d, o) {
				if d.Tokens[c-1].Deprel == "case" && strings.EqualFold(d.Tokens[c-1].In(d.Text), "by") {
					return v.actorsAt(doc, o)
				}
			}
		}
	}
	return nil
}

// sufferer is whom a verb of harm says was harmed.
func (v *view) sufferer(doc int, d *parallax.Document, verb int) []int {
	dies := slices.Contains([]string{"die", "perish"}, strings.ToLower(d.Tokens[verb-1].Lemma))
	for _, k := range kidsOf(d, verb) {
		if r := d.Tokens[k-1].Deprel; r == "nsubj:pass" || r == "obj" || dies && r == "nsubj" {
			return v.actorsAt(doc, k)
		}
	}
	return nil
}

// actorsAt are the actors that a mention with this head word names.
func (v *view) actorsAt(doc, token int) []int {
	for _, m := range v.a.Docs[doc].Mentions {
		if m.Head == token && m.Entity > 0 {
			if i, ok := v.actor[parallax.EntityRef{Doc: doc, Entity: m.Entity}]; ok {
				return []int{i}
			}
		}
	}
	return nil
}

// sidesOf are the states that actors belong to.
func (v *view) sidesOf(actors []int) map[string]bool {
	out := map[string]bool{}
	for _, i := range actors {
		if s := v.state(i); s != "" {
			out[s] = true
		}
	}
	return out
}

// named reports whether an actor is a person whom some report names.
func (v *view) named(actor int) bool {
	yes, ok := v.names[actor]
	if !ok {
		x := v.a.Actors[actor]
		yes = x.Type == parallax.Person && strings.Contains(x.Name, " ") && slices.ContainsFunc(x.Members, func(m parallax.EntityRef) bool {
			d := v.a.Docs[m.Doc]
			return slices.ContainsFunc(d.Entities[m.Entity-1].Mentions, func(k int) bool { return d.Mentions[k-1].Kind == parallax.KindName })
		})
		v.names[actor] = yes
	}
	return yes
}

// ranks spells out what stands before names.
var ranks = map[string]string{"gen": "general", "col": "colonel", "lt": "lieutenant", "capt": "captain", "sgt": "sergeant", "adm": "admiral", "cpl": "corporal", "sen": "senator", "rep": "representative", "gov": "governor", "dr": "doctor"}

// callings are the heads of the descriptions that reports give a person.
func (v *view) callings(actor int) map[string]bool {
	out := map[string]bool{}
	for _, m := range v.a.Actors[actor].Members {
		for _, l := range v.a.Docs[m.Doc].Entities[m.Entity-1].Labels {
			h := strings.Trim(strings.ToLower(l.Head), ".")
			if full, ok := ranks[h]; ok {
				h = full
			}
			out[h] = true
		}
	}
	return out
}

// describedVictims finds whom "an Iranian general" was, where an attack names no
// victim: the one person of his state and calling whom reports of the saga name as
// the victim of one, or him whom they name three times as often as another.
func (v *view) describedVictims(signs []sign) {
	type person struct{ actor, n int }
	var named []person
	for _, s := range signs {
		if s.typ != "ASSAULT" || !s.settled {
			continue
		}
		for _, i := range s.victims {
			k := slices.IndexFunc(named, func(p person) bool { return p.actor == i })
			if k < 0 {
				k, named = len(named), append(named, person{actor: i})
			}
			named[k].n++
		}
	}
	if len(named) == 0 {
		return
	}
	whom := map[int]int{} // described actor → named, −1 for none
	for k := range signs {
		s := &signs[k]
		if s.typ != "ASSAULT" || !s.settled || len(s.victims) > 0 {
			continue
		}
		for _, i := range s.recipients {
			if v.a.Actors[i].Type != parallax.Person || v.named(i) {
				continue
			}
			w, ok := whom[i]
			if !ok {
				w = -1
				best, second, calling, state := 0, 0, v.callings(i), v.state(i)
				for _, p := range named {
					if !shares(calling, v.callings(p.actor)) || state != "" && state != v.state(p.actor) {
						continue
					}
					if p.n > best {
						w, best, second = p.actor, p.n, best
					} else {
						second = max(second, p.n)
					}
				}
				if best < 3*second {
					w = -1
				}
				whom[i] = w
			}
			if w >= 0 {
				s.recipients, s.victims = append(slices.Clone(s.recipients), w), append(s.victims, w)
			}
		}
	}
}

// plural reports whether an argument means more than one: by the form of its head.
func plural(d *parallax.Document, a parallax.Arg) bool {
	if a.Mention == 0 {
		return false
	}
	t := d.Tokens[d.Mentions[a.Mention-1].Head-1]
	return t.UPOS != "PROPN" && (strings.Contains(t.Feats, "Number=Plur") || crowds[strings.ToLower(t.Lemma)])
}

var crowds = lexis.Set("people everyone everybody crowd family crew")

// told reports whether a noun's own words make it one more, and whether it tells one
// or a number of them.
func told(d *parallax.Document, noun int, kids []int) (more bool, count int) {
	if strings.Contains(d.Tokens[noun-1].Feats, "Number=Sing") {
		count = 1
	}
	for _, k := range kids {
		t := d.Tokens[k-1]
		switch {
		case t.Deprel == "nummod" && count == 0:
			count = 2
		case anew[strings.ToLower(t.In(d.Text))]:
			more = true
		}
	}
	return more, count
}

// definite reports a noun with "the", "this" or a possessor, and no word that
// makes it one more.
func definite(d *parallax.Document, kids []int) bool {
	out := false
	for _, k := range kids {
		t := d.Tokens[k-1]
		w := strings.ToLower(t.In(d.Text))
		if anew[w] || t.Deprel == "nummod" {
			return false
		}
		switch {
		case t.Deprel == "nmod:poss":
			out = true
		case t.Deprel == "det":
			out = slices.Contains([]string{"the", "this", "that", "these", "those"}, w)
		}
	}
	return out
}

// breath are the heads of the events of one type that one clause tells together
// with e: a blow and whom it killed. Two that "and" joins are two.
func (v *view) breath(d *parallax.Document, e *parallax.Event) map[int]bool {
	out := map[int]bool{}
	if e.Type == "OTHER" {
		return out
	}
	for _, o := range d.Events {
		if o.Sent == e.Sent && o.Type == e.Type && o.Head != e.Head && o.Head > 0 && (hangs(d, e.Head, o.Head) || hangs(d, o.Head, e.Head)) {
			out[o.Head] = true
		}
	}
	return out
}

// hangs reports whether one word depends on another, or on a word that does, as
// a clause or phrase that says more of it.
func hangs(d *parallax.Document, word, on int) bool {
	for range 2 {
		t := d.Tokens[word-1]
		rel, _, _ := strings.Cut(t.Deprel, ":")
		switch rel {
		case "acl", "obl", "nmod", "advcl", "nsubj", "obj", "compound":
		default:
			return false
		}
		if t.Head == on {
			return true
		}
		if word = t.Head; word == 0 {
			return false
		}
	}
	return false
}

// dayAfter is the day after a day: reports are dated by clocks of other zones.
func dayAfter(d string) string {
	t, err := time.Parse(day, d[:min(len(d), len(day))])
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(day)
}
