package resolve

import (
	"slices"
	"strings"

	"parallax"
)

// known is the name by which an actor is known whatever the story: its state,
// its full name folded; "" for a bare family name, an office or a description.
func (p *profile) known() string {
	if p.country != "" {
		return p.class + ":state " + p.country
	}
	name := p.bestName()
	if name == "" || !slices.ContainsFunc(p.names, func(f form) bool { return f.count > 0 }) {
		return ""
	}
	key := thingKey(p.class, name)
	switch p.class {
	case classPerson:
		if len(parse(name).given) == 0 {
			return ""
		}
		key = strings.Join(strings.Fields(fold(name)), " ")
	case classBody:
		key = bodyKey(name)
	}
	return p.class + ":" + key
}

// Across joins the actors of different sagas that are known by one name, unless
// their codes tell people of different states. A person's word outweighs it.
func Across(a *parallax.Archive) []parallax.Actor {
	j := joiner{a: a}
	j.judged()
	of := map[parallax.EntityRef]int{}
	by := map[string][]int{} // known name → actors
	group := make([]int, len(a.Actors))
	for i, x := range a.Actors {
		group[i] = i
		for _, m := range x.Members {
			of[m] = i
		}
		if x.Known != "" {
			by[x.Known] = append(by[x.Known], i)
		}
	}
	find := func(i int) int {
		for group[i] != i {
			i = group[i]
		}
		return i
	}
	apart := func(x, y parallax.Actor) bool {
		return j.apart(&profile{Actor: x}, &profile{Actor: y})
	}
	edges := map[int]parallax.Edge{}
	join := func(i, k int, reason, by string, score float64) {
		i, k = find(i), find(k)
		if i != k {
			i, k = min(i, k), max(i, k)
			group[k] = i
			edges[k] = parallax.Edge{A: a.Actors[i].Members[0], B: a.Actors[k].Members[0], Score: score, Reason: reason, By: by}
		}
	}
	for i, x := range a.Actors {
		for _, m := range x.Members {
			for _, s := range j.same[m] {
				if k, ok := of[s.other]; ok {
					join(i, k, s.why, s.by, 1)
				}
			}
		}
		if x.Known == "" {
			continue
		}
		l := by[x.Known]
		if strings.HasPrefix(x.Known, classPerson) {
			l = oneState(a.Actors, l, x.Code)
		}
		if len(l) > 0 && l[0] < i && !apart(a.Actors[l[0]], x) {
			join(l[0], i, "names agree across stories", "rule", 0.9)
		}
	}
	var out []parallax.Actor
	at := map[int]int{}
	for i, x := range a.Actors {
		g := find(i)
		if g == i {
			at[i] = len(out)
			out = append(out, x)
			continue
		}
		y := &out[at[g]]
		y.Members = append(slices.Clone(y.Members), x.Members...)
		slices.SortFunc(y.Members, byRef)
		y.Edges = append(append(slices.Clone(y.Edges), x.Edges...), edges[i])
		if y.Geo == nil {
			y.Geo = x.Geo
		}
		if y.Code == "" {
			y.Code = x.Code
		}
		if y.Wikidata == "" {
			y.Wikidata = x.Wikidata
		}
	}
	return out
}

// oneState are those of some namesakes that may be the one with a code: all,
// where the codes name one state at most, else those of its state.
func oneState(actors []parallax.Actor, namesakes []int, code string) []int {
	state := func(code string) string { return code[:min(3, len(code))] }
	states := map[string]bool{}
	for _, i := range namesakes {
		if s := state(actors[i].Code); s != "" {
			states[s] = true
		}
	}
	if len(states) < 2 {
		return namesakes
	}
	var out []int
	for _, i := range namesakes {
		if s := state(code); s != "" && state(actors[i].Code) == s {
			out = append(out, i)
		}
	}
	return out
}
