package collate

// portrait is what the members of a class say together: how many name whom as
// doer and sufferer, and which days. One mention may name the wrong one; where
// several agree, another class that agrees on others tells another event.
type portrait struct {
	actors, recipients map[int]int
	days               map[string]int
}

func portraitOf(s *sign) portrait {
	p := portrait{map[int]int{}, map[int]int{}, map[string]int{}}
	for _, i := range s.actors {
		p.actors[i]++
	}
	for _, i := range s.recipients {
		p.recipients[i]++
	}
	if s.md != "" {
		p.days[s.md]++
	} else if s.from != "" && s.from == s.to {
		p.days[s.from[len("2006-"):]]++
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
}

// contradicts reports whether two classes agree, each for itself, on different
// doers, sufferers or days.
func (p *portrait) contradicts(q *portrait) bool {
	return apart(p.actors, q.actors) || apart(p.recipients, q.recipients) || apart(p.days, q.days)
}

// apart reports whether what several members of each class name has nothing in
// common.
func apart[K comparable](a, b map[K]int) bool {
	x, y := leading(a), leading(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	return !shares(x, y)
}

// leading are the keys named at least three times and half as often as the most named.
func leading[K comparable](n map[K]int) map[K]bool {
	top := 0
	for _, x := range n {
		top = max(top, x)
	}
	out := map[K]bool{}
	for k, x := range n {
		if x >= 3 && 2*x >= top {
			out[k] = true
		}
	}
	return out
}
