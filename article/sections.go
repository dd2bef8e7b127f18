package article

import "strings"

// sections cuts the lines of a page that holds several whole reports: each
// opens with its own dateline, or under its own headline and date. A page
// without such marks is one section.
func sections(ls []line) [][]line {
	cuts := filed(ls)
	if len(cuts) < 2 {
		cuts = dated(ls)
	}
	if len(cuts) < 2 {
		return [][]line{ls}
	}
	var out [][]line
	from := 0
	for _, c := range cuts[1:] {
		out = append(out, ls[from:c])
		from = c
	}
	return append(out, ls[from:])
}

// filed are the lines where short reports with datelines begin: their
// headlines, or the datelines themselves. All of the text must stand under
// datelines in capitals, or with an agency or a day, that end in a dash.
func filed(ls []line) []int {
	var cuts []int
	texts := 0
	for i := range ls {
		kind := kindOf(&ls[i])
		if kind == lineTeaser || kind == lineCaption {
			continue
		}
		d, ok := findDateline(ls[i].s, ls[i].Start)
		if !ok {
			d, ok = alone(&ls[i])
		}
		place := d.place.Len()
		if ok && !strings.HasSuffix(strings.TrimRightFunc(ls[i].s[:min(len(ls[i].s), d.all.End-ls[i].Start)], blank), ":") && (d.agency.Len() > 0 || d.date != "" || place > 0 && capitals(ls[i].s[d.place.Start-ls[i].Start:d.place.End-ls[i].Start])) {
			if texts > 0 && len(cuts) == 0 {
				return nil
			}
			at := i
			if i > 0 && kindOf(&ls[i-1]) == "" && ls[i-1].shape.words >= 3 && !ls[i-1].shape.sentence {
				at = i - 1
			}
			cuts = append(cuts, at)
			texts++
			continue
		}
		if kind == lineText {
			texts++
		}
	}
	if texts > 5*len(cuts) {
		return nil
	}
	return cuts
}

// alone reads a line that is nothing but a dateline: "KALLAS, Dec. 4".
func alone(l *line) (dateline, bool) {
	if l.shape.words > 12 || l.shape.upper == 0 {
		return dateline{}, false
	}
	d, ok := findDateline(l.s+" –", l.Start)
	return d, ok && d.date != "" && d.all.End >= l.End
}

// dated are the lines where the items of a dated list begin: text and date
// lines take turns, a headline before each date or none.
func dated(ls []line) []int {
	var cuts []int
	texts, titles := 0, 0
	for i := range ls {
		switch k := kindOf(&ls[i]); {
		case k == lineDate || agoLine.MatchString(ls[i].s):
			if len(cuts) > 0 && texts == 0 {
				return nil
			}
			at := i
			if i > 0 && kindOf(&ls[i-1]) == "" {
				at = i - 1
				titles++
			}
			cuts = append(cuts, at)
			texts = 0
		case (k == lineText || k == "" && ls[i].shape.words >= 4) && len(cuts) > 0:
			texts++
			if k == "" && i+1 < len(ls) && titles > 0 {
				texts-- // the next headline
				if texts == 0 {
					texts = 1
				}
			}
			if texts > 2 {
				return nil
			}
		case k == lineText:
			return nil
		}
	}
	if len(cuts) < 3 || titles > 0 && titles < len(cuts) {
		return nil
	}
	return cuts
}
