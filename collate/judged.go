package collate

import (
	"slices"

	"parallax"
)

// judged lays what people said over what the rules joined, and leaves out what
// they called wrong.
func (v *view) judged(hs []parallax.Happening) []parallax.Happening {
	same, different := v.pairs(parallax.Same), v.pairs(parallax.Different)
	if len(same)+len(different) > 0 {
		hs = v.rejoined(hs, same, different)
	}
	return v.without(hs)
}

// pairs are the event mentions that people told the same or different, the
// earlier one first; of a wrong one both are the one.
func (v *view) pairs(relation string) (out [][2]parallax.EventRef) {
	ref := func(id parallax.ID) (parallax.EventRef, bool) {
		for i, d := range v.a.Docs {
			if d.ID == id.Doc {
				return parallax.EventRef{Doc: i, Event: id.N}, id.N >= 1 && id.N <= len(d.Events)
			}
		}
		return parallax.EventRef{}, false
	}
	for _, p := range v.a.Judged('v', relation) {
		if relation == parallax.Wrong {
			p[1] = p[0]
		}
		a, ok1 := ref(p[0])
		b, ok2 := ref(p[1])
		if ok1 && ok2 {
			if byRef(a, b) > 0 {
				a, b = b, a
			}
			out = append(out, [2]parallax.EventRef{a, b})
		}
	}
	return out
}

// rejoined parts and joins classes by people's word. What was told different
// from an earlier mention leaves its class, together with what people told the
// same as it; then the classes of what was told the same become one, or where a
// member of one was told different from one of the other, what was named alone.
func (v *view) rejoined(hs []parallax.Happening, same, different [][2]parallax.EventRef) []parallax.Happening {
	class, of := make([][]parallax.EventRef, len(hs)), map[parallax.EventRef]int{}
	for i, h := range hs {
		class[i] = h.Members
		for _, m := range h.Members {
			of[m] = i
		}
	}
	bound := map[parallax.EventRef][]parallax.EventRef{} // what people told the same as a mention, itself included
	group := func(m parallax.EventRef) []parallax.EventRef {
		if bound[m] == nil {
			return []parallax.EventRef{m}
		}
		return bound[m]
	}
	for _, p := range same {
		g := slices.Concat(group(p[0]), group(p[1]))
		slices.SortFunc(g, byRef)
		g = slices.Compact(g)
		for _, m := range g {
			bound[m] = g
		}
	}
	move := func(members []parallax.EventRef, to int) {
		for _, m := range members {
			from := of[m]
			class[from] = slices.DeleteFunc(slices.Clone(class[from]), func(x parallax.EventRef) bool { return x == m })
			class[to] = append(class[to], m)
			of[m] = to
		}
	}
	apart := func(a, b []parallax.EventRef) bool {
		return slices.ContainsFunc(different, func(p [2]parallax.EventRef) bool {
			return slices.Contains(a, p[0]) && slices.Contains(b, p[1]) || slices.Contains(b, p[0]) && slices.Contains(a, p[1])
		})
	}
	for _, p := range different {
		if of[p[0]] == of[p[1]] && !slices.Contains(group(p[0]), p[1]) {
			out := slices.DeleteFunc(slices.Clone(group(p[1])), func(m parallax.EventRef) bool { return of[m] != of[p[1]] })
			class = append(class, nil)
			move(out, len(class)-1)
		}
	}
	for _, p := range same {
		a, b := of[p[0]], of[p[1]]
		switch {
		case a == b:
		case !apart(class[a], class[b]):
			move(slices.Clone(class[b]), a)
		case !apart(class[a], group(p[1])):
			move(group(p[1]), a)
		}
	}
	var out []parallax.Happening
	for i, m := range class {
		if len(m) == 0 {
			continue
		}
		h := parallax.Happening{Members: m, Score: 1}
		if i < len(hs) {
			h.Score = hs[i].Score
		}
		slices.SortFunc(h.Members, byRef)
		out = append(out, h)
	}
	slices.SortFunc(out, func(x, y parallax.Happening) int { return byRef(x.Members[0], y.Members[0]) })
	return out
}

// without leaves out what people called wrong: a happening whose first mention
// was named, with all its mentions, else the one mention. What is gone is listed
// in v.struck.
func (v *view) without(hs []parallax.Happening) []parallax.Happening {
	v.struck = nil
	wrong := map[parallax.EventRef]bool{}
	for _, p := range v.pairs(parallax.Wrong) {
		wrong[p[0]] = true
	}
	gone := func(m parallax.EventRef) bool {
		v.struck = append(v.struck, parallax.ID{Letter: 'v', Doc: v.a.Docs[m.Doc].ID, N: m.Event})
		return true
	}
	hs = slices.DeleteFunc(hs, func(h parallax.Happening) bool {
		if !wrong[h.Members[0]] {
			return false
		}
		for _, m := range h.Members {
			gone(m)
		}
		return true
	})
	for i := range hs {
		hs[i].Members = slices.DeleteFunc(hs[i].Members, func(m parallax.EventRef) bool { return wrong[m] && gone(m) })
	}
	return hs
}

// upheld leaves out the disputes that people called none.
func (v *view) upheld(all []parallax.Dispute) []parallax.Dispute {
	for _, p := range v.a.Judged('x', parallax.Wrong) {
		all = slices.DeleteFunc(all, func(d parallax.Dispute) bool { return d.ID == p[0] })
	}
	return all
}
