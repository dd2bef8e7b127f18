package collate

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"parallax"
	"parallax/internal/lexis"
)

const (
	// Log-odds from which classes become one: chosen on half of the development
	// topics and on a story of sixteen reports.
	joinAt = -0.6
	// In one report more is asked: it seldom tells one event twice in words of its own.
	reportAt = -0.2

	crowd = 96 // of the mentions that share one trait, each is compared with so many before it
	link  = 6  // members of a class that stand for it
)

// happenings joins event mentions saga by saga: pairs that share a trait are
// scored, and from the best pair down two classes become one where their
// members agree on average.
func (v *view) happenings() []parallax.Happening {
	sagas, order := v.bySaga()
	var out []parallax.Happening
	for _, s := range order {
		out = append(out, v.joinSaga(sagas[s])...)
	}
	slices.SortFunc(out, func(x, y parallax.Happening) int { return byRef(x.Members[0], y.Members[0]) })
	return out
}

// bySaga are the event mentions of each saga, and the sagas in order.
func (v *view) bySaga() (map[int][]parallax.EventRef, []int) {
	sagas := map[int][]parallax.EventRef{}
	var order []int
	for di, d := range v.a.Docs {
		for k, e := range d.Events {
			s, ok := v.saga[parallax.ReportRef{Doc: di, Report: e.Report}]
			if !ok {
				continue
			}
			if sagas[s] == nil {
				order = append(order, s)
			}
			sagas[s] = append(sagas[s], parallax.EventRef{Doc: di, Event: k + 1})
		}
	}
	return sagas, order
}

// joinSaga joins first what one report tells of one event, so that a mention
// that says little – "the attack" – lends what its report says elsewhere, and then
// the reports' accounts.
func (v *view) joinSaga(refs []parallax.EventRef) []parallax.Happening {
	signs, common := v.signs(refs)
	c := single(signs)
	v.accounts(c, common)
	c.join(common, joinAt, func(i, j int) bool { return !v.oneReport(&signs[i], &signs[j]) })
	v.oneVictim(c)
	if out := c.outliers(); len(out) > 0 {
		c.join(common, joinAt, func(i, j int) bool { return (out[i] || out[j]) && !signs[i].otherDeath(&signs[j]) })
	}
	var out []parallax.Happening
	for k, m := range c.members {
		if m == nil {
			continue
		}
		h := parallax.Happening{Score: c.sure[k]}
		for _, i := range m {
			h.Members = append(h.Members, signs[i].ref)
		}
		out = append(out, h)
	}
	return out
}

func (v *view) oneReport(a, b *sign) bool {
	return a.ref.Doc == b.ref.Doc && v.event(a.ref).Report == v.event(b.ref).Report
}

// classes are mentions joined so far: of each mention its class, and of each class,
// named by its first mention, its members, how sure it is and what they say together.
type classes struct {
	signs   []sign
	of      []int
	members [][]int
	sure    []float64
	told    []portrait
}

func single(signs []sign) *classes {
	n := len(signs)
	c := &classes{signs, make([]int, n), make([][]int, n), make([]float64, n), make([]portrait, n)}
	for i := range signs {
		c.of[i], c.members[i], c.sure[i], c.told[i] = i, []int{i}, signs[i].score, portraitOf(&signs[i])
		own := signs[i]
		signs[i].own = &own
	}
	return c
}

// join makes classes one, from the best pair down, where their members agree on
// average and not against each other.
func (c *classes) join(common *commonness, at float64, may func(i, j int) bool) {
	type pair struct {
		i, j  int
		score float64
	}
	var pairs []pair
	eachCandidate(c.signs, func(i, j int) {
		if !may(i, j) || c.signs[i].forbids(&c.signs[j]) {
			return
		}
		if w := common.score(&c.signs[i], &c.signs[j]); w >= at {
			pairs = append(pairs, pair{i, j, w})
		}
	})
	slices.SortFunc(pairs, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	for _, p := range pairs {
		a, b := c.of[p.i], c.of[p.j]
		if a == b {
			continue
		}
		if w := common.between(c.signs, c.members[a], c.members[b]); w >= at && !c.told[a].contradicts(&c.told[b]) && !c.against(a, b) {
			c.merge(a, b, 1/(1+math.Exp(-w-1.5)))
		}
	}
}

// outliers takes out of every class the mentions that for themselves name another
// victim or the other side than the rest agrees on: they came in with a report's
// account or a word in common. It returns them.
func (c *classes) outliers() map[int]bool {
	out := map[int]bool{}
	for k := range c.members {
		if len(c.members[k]) < several {
			continue
		}
		var stay []int
		for _, i := range c.members[k] {
			own := portraitOf(c.signs[i].own)
			rest := c.told[k].without(&own)
			if own.strange(&rest, c.signs[i].kills) {
				out[i] = true
			} else {
				stay = append(stay, i)
			}
		}
		if len(stay) == len(c.members[k]) || len(stay) == 0 {
			continue
		}
		sure := c.sure[k]
		for _, i := range c.members[k] {
			if c.of[i], c.members[i] = i, nil; out[i] {
				c.members[i], c.told[i], c.sure[i] = []int{i}, portraitOf(c.signs[i].own), c.signs[i].score
				c.signs[i].forget()
			}
		}
		first := stay[0]
		c.members[first], c.sure[first], c.told[first] = stay, sure, portraitOf(&sign{})
		for _, i := range stay {
			c.of[i] = first
			c.told[first].add(portraitOf(c.signs[i].own))
		}
	}
	return out
}

// merge makes two classes one, named by the earlier.
func (c *classes) merge(a, b int, sure float64) {
	a, b = min(a, b), max(a, b)
	c.told[a].add(c.told[b])
	for _, i := range c.members[b] {
		c.of[i] = a
	}
	c.members[a] = append(c.members[a], c.members[b]...)
	slices.Sort(c.members[a])
	c.members[b] = nil
	c.sure[a] = min(c.sure[a], c.sure[b], sure)
}

// oneVictim joins classes that tell an attack on one person on days that agree:
// "the strike that hit him", "his killing". Few are attacked twice.
func (v *view) oneVictim(c *classes) {
	first := map[int]int{} // person → class
	for k := range c.members {
		for n := 0; n < len(c.members[k]); n++ {
			s := c.signs[c.members[k][n]]
			if s.typ != "ASSAULT" || !s.settled {
				continue
			}
			for _, p := range s.victims {
				if !victim(c.signs, c.members[k], p) {
					continue
				}
				f, ok := first[p]
				if !ok {
					first[p] = k
					continue
				}
				if f = c.of[c.members[k][n]]; f == first[p] || c.members[first[p]] == nil || clash(c.signs, c.members[first[p]], c.members[k]) {
					continue
				}
				c.merge(first[p], k, c.sure[k])
				break
			}
			if c.members[k] == nil {
				break
			}
		}
	}
}

// victim reports whether a person is whom most members of a class tell of, of
// those that tell of anyone.
func victim(signs []sign, members []int, person int) bool {
	named, hit := 0, 0
	for _, i := range members {
		if len(signs[i].recipients) > 0 {
			named++
			if slices.Contains(signs[i].recipients, person) {
				hit++
			}
		}
	}
	return 2*hit > named
}

// clash reports whether two classes stand on days apart: whether that holds of more
// than half of the pairs of members that have days.
func clash(signs []sign, a, b []int) bool {
	apart, known := 0, 0
	for _, i := range a {
		for _, j := range b {
			if n := daysAgree(&signs[i], &signs[j]); n != 0 {
				known++
				if n < -1 {
					apart++
				}
			}
		}
	}
	return 2*apart > known
}

// between is the mean score of two classes' members, the first few of each
// standing for all.
func (c *commonness) between(signs []sign, a, b []int) float64 {
	sum, n := 0.0, 0.0
	for _, i := range a[:min(link, len(a))] {
		for _, j := range b[:min(link, len(b))] {
			sum += c.score(&signs[i], &signs[j])
			n++
		}
	}
	return sum / n
}

// eachCandidate visits the pairs of signs, lower index first and each once,
// that share a word, a participant or a day.
func eachCandidate(signs []sign, visit func(i, j int)) {
	at := map[string][]int{}
	last := make([]int, len(signs))
	for i := range last {
		last[i] = -1
	}
	for j := range signs {
		for _, k := range signs[j].traits() {
			l := at[k]
			for _, i := range l[max(0, len(l)-crowd):] {
				if last[i] != j {
					last[i] = j
					visit(i, j)
				}
			}
			at[k] = append(l, j)
		}
	}
}

func (s *sign) traits() []string {
	out := []string{"w" + s.lemma}
	if n := len(s.lemma); n > 5 {
		out = append(out, "p"+s.lemma[:4], "s"+s.lemma[n-5:])
	} else if n >= 4 {
		out = append(out, "p"+s.lemma[:4], "s"+s.lemma)
	}
	for _, k := range lexis.Families(s.lemma) {
		out = append(out, "k"+strconv.Itoa(k))
	}
	if s.typ != "OTHER" {
		for _, i := range s.recipients {
			out = append(out, s.typ+strconv.Itoa(i))
		}
		for _, i := range s.actors {
			out = append(out, s.typ+strconv.Itoa(i))
		}
		for _, i := range s.near {
			out = append(out, s.typ+strconv.Itoa(i))
		}
		if s.from != "" && s.from == s.to {
			out = append(out, s.typ+s.from)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
