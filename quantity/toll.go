package quantity

import (
	"strings"

	"parallax"
)

// Toll is how many a report says were killed and wounded in what it tells of.
// The headline decides where it counts, else the lead, the first sentences, in
// which the greatest count stands: what comes later tells of other cases too.
// Counts side by side in a sentence are added; a victim without a number is one.
func Toll(doc *parallax.Document, report int) (dead, hurt int) {
	var own []int
	for i := range doc.Sentences {
		if doc.Sentences[i].Report == report {
			own = append(own, i+1)
		}
	}
	for _, part := range [...]int{1, 5, 12} {
		part = min(part, len(own))
		d, dOK := greatest(doc, own[:part], killed)
		h, hOK := greatest(doc, own[:part], wounded)
		if part == 1 && d < 2 || !dOK && !hOK {
			continue
		}
		if !dOK {
			d, dOK = greatest(doc, own[:min(10, len(own))], killed)
		}
		if one, _ := unnumbered(doc, own[:min(12, len(own))]); one && !dOK {
			d = 1
		}
		return max(d, multiple(doc, own[:part]), listed(doc, own[:min(5, len(own))])), h
	}
	d, h := unnumbered(doc, own[:min(12, len(own))])
	if d {
		dead = 1
	}
	if h && !d {
		hurt = 1
	}
	return max(dead, multiple(doc, own[:min(5, len(own))]), listed(doc, own[:min(5, len(own))])), hurt
}

// multiple is the number of victims in the word for a crime: a double murder, a
// murder-suicide.
func multiple(doc *parallax.Document, sents []int) (n int) {
	for _, id := range sents {
		s := strings.ToLower(doc.Sentences[id-1].In(doc.Text))
		for k, w := range [...]string{"double", "triple", "quadruple"} {
			for _, c := range [...]string{" murder", " homicide", " slaying", "-homicide", " fatal", "-murder", " killing"} {
				if strings.Contains(s, w+c) {
					n = max(n, k+2)
				}
			}
		}
		for k, w := range [...]string{"second", "third", "fourth", "fifth", "sixth"} {
			for _, c := range [...]string{" person dies", " victim dies", " person has died", " victim has died", " person died", " victim died"} {
				if strings.Contains(s, w+c) {
					n = max(n, k+2)
				}
			}
		}
		if strings.Contains(s, "murder-suicide") || strings.Contains(s, "murder suicide") {
			n = max(n, 2)
		}
	}
	return n
}

// greatest is the greatest count of killed or wounded in some sentences.
func greatest(doc *parallax.Document, sents []int, of string) (best int, ok bool) {
	if len(sents) == 0 {
		return 0, false
	}
	sum, end, sent := 0, 0, 0
	for _, f := range doc.Figures {
		if f.Sent < sents[0] || f.Sent > sents[len(sents)-1] || f.Of != of {
			continue
		}
		v := 0
		switch {
		case f.Value != nil:
			v = int(*f.Value)
		case f.Low != nil:
			v = int(*f.Low)
		}
		if f.Sent != sent || f.Start-end > 7 || f.Start < end {
			sum = 0
		}
		sum, end, sent = sum+v, f.End, f.Sent
		total := sum
		if s := doc.Sentences[f.Sent-1]; of == killed && f.Start < s.End && (self(doc.Text[f.End:s.End]) && !(v == 1 && own(doc.Text[f.End:s.End])) || after(doc.Text[s.Start:f.Start])) {
			total++
		}
		best, ok = max(best, total), true
	}
	return best, ok
}

// self reports that the killer took his own life as well.
func self(rest string) bool {
	rest = strings.ToLower(rest)
	for _, w := range [...]string{"killed himself", "kills himself", "killing himself", "killed herself", "kills self", "then himself", "and himself", ", himself", "then self", ", self", "and self", "gun on himself", "gun on herself", "shot himself", "shoots himself", "shooting himself", "shot herself", "shooting herself", "shoots self", "shot self", "his own life", "and then himself", "own life"} {
		if strings.Contains(rest, w) {
			return true
		}
	}
	return false
}

// own reports that the words after a victim tell of a death by the same hand as
// the wound: "has died after he shot himself".
func own(rest string) bool {
	rest = strings.ToLower(rest)
	for _, w := range [...]string{" after he ", " after she ", " after apparently ", " after shooting ", " when he ", " when she "} {
		if i := strings.Index(rest, w); i >= 0 && !self(rest[:i]) {
			return !strings.Contains(rest[i:], " then ") && !strings.Contains(rest[i:], " and himself")
		}
	}
	return strings.HasPrefix(strings.TrimSpace(rest), "shot and killed himself") || strings.HasPrefix(strings.TrimSpace(rest), "killed himself")
}

// after reports that the words before the victims tell of the killer's own death:
// "shoots self after killing his wife".
func after(before string) bool {
	before = strings.ToLower(before)
	i := max(strings.LastIndex(before, " after killing"), strings.LastIndex(before, " after shooting"), strings.LastIndex(before, " after he killed"), strings.LastIndex(before, " after fatally"))
	return i > 0 && self(before[:i])
}

// unnumbered reports whether someone is told to have died or been hurt.
func unnumbered(doc *parallax.Document, sents []int) (dead, hurt bool) {
	var r reader
	r.text = doc.Text
	for _, id := range sents {
		s := &doc.Sentences[id-1]
		if s.Start < 0 || s.End > len(doc.Text) || s.Start >= s.End {
			continue
		}
		r.items = lex(r.items[:0], doc.Text, s.Start, s.End)
		for k := range r.items {
			w := r.w(k)
			switch {
			case middles[w] == killed, oneOf(w, "deceased", "dead", "slaying", "coroner", "fatal", "fatally", "homicide", "manslaughter"), w == "death" && r.w(k-1) == "to":
				dead = true
			case participles[w] == killed, actives[w] == killed && w != "claimed" && w != "claiming", w == "death" && r.w(k-1) == "shooting":
				dead = true
			case participles[w] == wounded, oneOf(w, "wound", "wounds", "injuries"):
				hurt = true
			}
		}
	}
	return dead, hurt
}
