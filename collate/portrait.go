package collate

// portrait is what the members of a class say together: how many name whom as
// doer and sufferer, and which days. One mention may name the wrong one; where
// several agree, another class that agrees on others tells another event.
type portrait struct {
	actors, recipients map[int]int
	days               map[string]int
	doers              map[string]int // states
	victims            map[int]int    // persons by name
	many               int            // mentions of a death that tell of more than one, none by name
}

func portraitOf(s *sign) portrait {
	p := portrait{map[int]int{}, map[int]int{}, map[string]int{}, map[string]int{}, map[int]int{}, 0}
	if s.many && len(s.victims) == 0 {
		p.many++
	}
	if s.typ != "OTHER" {
		for k := range s.doers {
			p.doers[k]++
		}
		for _, i := range s.victims {
			p.victims[i]++
		}
	}
	for _, i := range s.actors {
		p.actors[i]++
	}
	for _, i := range s.recipients {
		p.recipients[i]++
	}
	if s.md != "" {
		p.days[s.md]++
	} else if s.from != "" && s.from == s.to {
		p.days[s.from[len("2006-"):min(len(s.from), len(day))]]++
	}
	return p
}

func (p *portrait) add(q portrait) {
	for k, n := range q.actors {
		p.actors[k] += n
	}
	for k, n := range q.recipients {
		p.recipients[k] += n
	}
	for k, n := range q.days {
		p.days[k] += n
	}
	for k, n := range q.doers {
		p.doers[k] += n
	}
	for k, n := range q.victims {
		p.victims[k] += n
	}
	p.many += q.many
}

// without is p less what q added to it.
func (p *portrait) without(q *portrait) portrait {
	out := portraitOf(&sign{})
	out.add(*p)
	for k, n := range q.recipients {
		out.recipients[k] -= n
	}
	for k, n := range q.doers {
		out.doers[k] -= n
	}
	for k, n := range q.victims {
		out.victims[k] -= n
	}
	return out
}

// strange reports whether one mention names other doers or victims than several of
// the rest; a death is strange where it is of another than the one who died.
func (p *portrait) strange(rest *portrait, kills bool) bool {
	if doers := leading(rest.doers, 2); len(p.doers) > 0 && len(doers) > 0 && !shares(p.doers, doers) {
		return true
	}
	victims := leading(rest.victims, 2)
	if len(victims) == 0 {
		return false
	}
	return len(p.victims) > 0 && !shares(p.victims, victims) || kills && len(p.recipients) > 0 && !shares(p.recipients, victims)
}

// contradicts reports whether two classes agree, each for itself, on different
// doers, sufferers or days; where doers are states or sufferers have names, one
// mention of each is enough.
func (p *portrait) contradicts(q *portrait) bool {
	return apart(p.actors, q.actors, several) || apart(p.recipients, q.recipients, several) || p.daysApart(q) ||
		apart(p.doers, q.doers, 1) || apart(p.victims, q.victims, 2) ||
		p.many > 0 && q.many == 0 && len(q.victims) == 1 && len(p.victims) == 0 || q.many > 0 && p.many == 0 && len(p.victims) == 1 && len(q.victims) == 0
}

const several = 3 // mentions that agree

// daysApart reports whether several mentions of each class agree on days that do
// not even meet.
func (p *portrait) daysApart(q *portrait) bool {
	x, y := leading(p.days, several), leading(q.days, several)
	for a := range x {
		for b := range y {
			if monthDays(a, b) > -2 {
				return false
			}
		}
	}
	return len(x) > 0 && len(y) > 0
}

// apart reports whether what least or more members of each class name has nothing
// in common.
func apart[K comparable](a, b map[K]int, least int) bool {
	x, y := leading(a, least), leading(b, least)
	return len(x) > 0 && len(y) > 0 && !shares(x, y)
}

// leading are the keys named at least so often and half as often as the most named.
func leading[K comparable](n map[K]int, least int) map[K]bool {
	top := 0
	for _, x := range n {
		top = max(top, x)
	}
	out := map[K]bool{}
	for k, x := range n {
		if x >= least && 2*x >= top {
			out[k] = true
		}
	}
	return out
}
