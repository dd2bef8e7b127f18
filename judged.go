package parallax

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Relations of a judgement. The last word on a pair, or on a single entry,
// counts; Undone takes it back.
const (
	Same      = "same"
	Different = "different"
	Wrong     = "wrong"
	Undone    = "undone"
)

// ID is an id of the record taken apart: its letter, the number of the document,
// and the number there, 0 where the id gives none.
type ID struct {
	Letter byte
	Doc, N int
}

// ParseID reads an id of the record: d1, r1.2, v12.3.
func ParseID(s string) (ID, error) {
	if len(s) > 1 && strings.IndexByte("drsncvftx", s[0]) >= 0 {
		doc, n, more := strings.Cut(s[1:], ".")
		d, err := strconv.Atoi(doc)
		k := 0
		if more && err == nil {
			k, err = strconv.Atoi(n)
		}
		if err == nil && d > 0 && (k > 0 || !more) {
			return ID{s[0], d, k}, nil
		}
	}
	return ID{}, fmt.Errorf("%q is no id; ids are like d1, r1, s1, n1.2, c1.2, v1.2", s)
}

func (id ID) String() string {
	s := string(id.Letter) + strconv.Itoa(id.Doc)
	if id.N > 0 {
		s += "." + strconv.Itoa(id.N)
	}
	return s
}

// Check says why a judgement cannot be one, nil where it can: entities and
// events are told the same or different from their like; claims, figures, times
// and disputes too may be wrong. Whether the entries exist is for the caller to see.
func (j Judgement) Check() error {
	a, err := ParseID(j.Subject)
	if err != nil {
		return err
	}
	pair := j.Relation == Same || j.Relation == Different
	switch {
	case !pair && j.Relation != Wrong && j.Relation != Undone:
		return fmt.Errorf("%q is no judgement; they are same, different, wrong and undone", j.Relation)
	case a.N == 0 || strings.IndexByte("nvcftx", a.Letter) < 0:
		return fmt.Errorf("%s cannot be judged: name an entity (n…), event (v…), claim (c…), figure (f…), time (t…) or dispute (x…)", a)
	case j.Object == "" && pair:
		return fmt.Errorf("say which entry it is %s", map[string]string{Same: "the same as", Different: "different from"}[j.Relation])
	case j.Object == "":
		return nil
	case j.Relation == Wrong:
		return fmt.Errorf("wrong is said of one entry, %q is too many", j.Object)
	}
	b, err := ParseID(j.Object)
	switch {
	case err != nil:
		return err
	case a.Letter != b.Letter || a == b || a.Letter != 'n' && a.Letter != 'v':
		return fmt.Errorf("%s and %s cannot be told the same or different: name two entities or two events", a, b)
	}
	return nil
}

// Judged are the ids of one letter that stand in judgements of a relation:
// pairs, or for Wrong the entry alone.
func (a *Archive) Judged(letter byte, relation string) (out [][2]ID) {
	for _, j := range a.Judgements {
		x, err := ParseID(j.Subject)
		if err != nil || x.Letter != letter || j.Relation != relation {
			continue
		}
		y, err := ParseID(j.Object)
		if relation != Wrong && (err != nil || y.Letter != letter) {
			continue
		}
		out = append(out, [2]ID{x, y})
	}
	return out
}

// Strike takes readings that are wrong out of the archive's documents: each is
// left blank, so that the others keep their numbers, and what refers to it is
// unlinked. The documents themselves stay as they are: those concerned are
// copied.
func (a *Archive) Strike(ids []ID) {
	if len(ids) == 0 {
		return
	}
	of := map[int]map[ID]bool{}
	for _, id := range ids {
		if of[id.Doc] == nil {
			of[id.Doc] = map[ID]bool{}
		}
		of[id.Doc][id] = true
	}
	a.Docs = slices.Clone(a.Docs)
	for i, d := range a.Docs {
		if gone := of[d.ID]; gone != nil {
			a.Docs[i] = d.without(func(letter byte, n int) bool { return gone[ID{letter, d.ID, n}] })
		}
	}
}

// without is a copy of d with the readings that are gone blank and unlinked.
func (d *Document) without(gone func(letter byte, n int) bool) *Document {
	c := *d
	keep := func(letter byte, n int) int {
		if n > 0 && gone(letter, n) {
			return 0
		}
		return n
	}
	rest := func(letter byte, l []int) []int {
		return slices.DeleteFunc(slices.Clone(l), func(n int) bool { return gone(letter, n) })
	}
	args := func(l []Arg) []Arg {
		l = slices.Clone(l)
		for i := range l {
			l[i].Entity = keep('n', l[i].Entity)
		}
		return l
	}
	c.Mentions, c.Entities, c.Times = slices.Clone(d.Mentions), slices.Clone(d.Entities), slices.Clone(d.Times)
	c.Figures, c.Claims, c.Events = slices.Clone(d.Figures), slices.Clone(d.Claims), slices.Clone(d.Events)
	for i := range c.Mentions {
		c.Mentions[i].Entity = keep('n', c.Mentions[i].Entity)
	}
	for i := range c.Entities {
		if gone('n', i+1) {
			c.Entities[i] = Entity{}
		}
	}
	for i := range c.Times {
		if gone('t', i+1) {
			c.Times[i] = Timex{}
		}
	}
	for i := range c.Figures {
		f := &c.Figures[i]
		if f.Event, f.Claim = keep('v', f.Event), keep('c', f.Claim); gone('f', i+1) {
			*f = Figure{}
		}
	}
	for i := range c.Claims {
		x := &c.Claims[i]
		x.Spoken, x.Answers, x.Events, x.Chain = keep('t', x.Spoken), keep('c', x.Answers), rest('v', x.Events), slices.Clone(x.Chain)
		for k := range x.Chain {
			x.Chain[k].Entity = keep('n', x.Chain[k].Entity)
		}
		if gone('c', i+1) {
			*x = Claim{}
		}
	}
	for i := range c.Events {
		e := &c.Events[i]
		e.Actors, e.Recipients, e.Place.Entity = args(e.Actors), args(e.Recipients), keep('n', e.Place.Entity)
		e.Time, e.Figures, e.Claim = keep('t', e.Time), rest('f', e.Figures), keep('c', e.Claim)
		if gone('v', i+1) {
			*e = Event{}
		}
	}
	return &c
}
