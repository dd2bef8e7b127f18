package timex

import "strconv"

// amount is a count in an expression: a number, or X where it is vague.
type amount struct {
	n     float64
	vague bool
}

func (a amount) String() string {
	if a.vague {
		return "X"
	}
	return strconv.FormatFloat(a.n, 'f', -1, 64)
}

// cardinal reads a number in words or digits at i; j is the atom after it and i
// where there is none.
func (p *parser) cardinal(i int) (n float64, j int) {
	if a := p.at(i); a.kind == 'd' && a.num >= 0 {
		n, j = float64(a.num), i+1
		for p.w(j) == "," && !p.gap(j) && p.at(j+1).kind == 'd' && p.at(j+1).Len() == 3 && !p.gap(j+1) && n < 1e6 {
			n, j = n*1000+float64(p.at(j+1).num), j+2
		}
		if p.w(j) == "." && !p.gap(j) && p.at(j+1).kind == 'd' && !p.gap(j+1) && p.at(j+1).Len() <= 2 {
			d := float64(p.at(j+1).num) / 10
			if p.at(j+1).Len() == 2 {
				d /= 10
			}
			n, j = n+d, j+2
		}
		k := p.hyphen(j)
		if p.at(k).num == 1 && p.w(k+1) == "/" && p.at(k+2).num == 2 {
			return n + .5, k + 3
		}
		if p.w(j) == "½" {
			return n + .5, j + 1
		}
		return n, j
	}
	total, part, j := 0, -1, i
	for {
		k := j
		if j > i {
			k = p.hyphen(j)
			if p.w(k) == "and" && part%100 == 0 && part > 0 {
				k++
			}
		}
		w := p.w(k)
		v, ok := cardinals[w]
		switch {
		case ok && part < 0:
			part = v
		case ok && part%100 == 0 && part > 0, ok && part >= 20 && part%10 == 0 && v < 10:
			part += v
		case w == "hundred" && part > 0 && part < 100:
			part *= 100
		case w == "thousand" && part > 0:
			total, part = total+part*1000, 0
		default:
			if part < 0 {
				return 0, i
			}
			return float64(total + part), j
		}
		j = k + 1
	}
}

// ordinal reads "third", "3rd", "twenty-first" at i; j is i where there is none.
func (p *parser) ordinal(i int) (n, j int) {
	if a := p.at(i); a.kind == 'd' && a.Len() <= 3 && !p.gap(i+1) {
		switch p.w(i + 1) {
		case "st", "nd", "rd", "th":
			return a.num, i + 2
		}
		return 0, i
	}
	if n, ok := ordinals[p.w(i)]; ok {
		return n, i + 1
	}
	if t := cardinals[p.w(i)]; t >= 20 {
		if n := ordinals[p.w(p.hyphen(i+1))]; n > 0 && n < 10 {
			return t + n, p.hyphen(i+1) + 1
		}
	}
	return 0, i
}

// count reads an amount, also "a", "several", "a couple of", "half a".
func (p *parser) count(i int) (a amount, j int) {
	switch p.w(i) {
	case "a", "an":
		switch p.w(i + 1) {
		case "few", "number", "handful":
			j = i + 2
			if p.w(j) == "of" {
				j++
			}
			return amount{vague: true}, j
		case "couple":
			j = i + 2
			if p.w(j) == "of" {
				j++
			}
			return amount{n: 2}, j
		case "dozen":
			return amount{n: 12}, i + 2
		case "hundred":
			return amount{n: 100}, i + 2
		case "thousand":
			return amount{n: 1000}, i + 2
		case "half":
			return amount{n: .5}, p.hyphen(i + 2)
		case "single", "full", "whole", "further", "mere":
			return amount{n: 1}, i + 2
		}
		return amount{n: 1}, i + 1
	case "several", "few", "many", "some", "various", "numerous", "countless":
		return amount{vague: true}, i + 1
	case "half":
		if p.w(i+1) == "a" || p.w(i+1) == "an" {
			return amount{n: .5}, i + 2
		}
	case "dozens", "hundreds", "thousands", "scores", "tens":
		if p.w(i+1) == "of" {
			j = i + 2
			if p.w(j) == "thousands" && p.w(j+1) == "of" {
				j += 2
			}
			return amount{vague: true}, j
		}
	}
	n, j := p.cardinal(i)
	if j == i {
		return amount{}, i
	}
	if p.w(j) == "and" && p.w(j+1) == "a" && p.w(j+2) == "half" {
		return amount{n: n + .5}, j + 3
	}
	return amount{n: n}, j
}
