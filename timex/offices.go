package timex

import (
	"strings"

	"parallax"
	"parallax/internal/world"
)

// office is one person's time in an office; to is "" for one who held it when
// the table was made.
type office struct{ title, from, to string }

// offices are the terms by name; docs/sources.md says where the table is from.
var offices = func() map[string][]office {
	m := map[string][]office{}
	for _, t := range world.Terms() {
		for _, name := range t.Names {
			m[name] = append(m[name], office{t.Office, t.From, t.To})
		}
	}
	return m
}()

// OfficeBounds says between which days a report can have been written, from the
// offices that it gives to people by name: "President Barack Obama" bounds it to
// his years in office, "former President" does not. Someone who held an office
// twice bounds it by the first and last day of all terms. Because are the words;
// ok is false where no office bounds it or two contradict each other.
func OfficeBounds(doc *parallax.Document, report int) (earliest, latest string, because []parallax.Ref, ok bool) {
	for _, s := range doc.Sentences {
		if s.Report != report || s.Start < 0 || s.End > len(doc.Text) || s.Start >= s.End {
			continue
		}
		atoms := atomize(nil, doc.Text, s.Start, s.End)
		for i := range atoms {
			if !atoms[i].cap || atoms[i].kind != 'w' {
				continue
			}
			for j := min(len(atoms), i+9) - 1; j > i; j-- {
				if atoms[j].kind != 'w' {
					continue
				}
				terms := offices[doc.Text[atoms[i].Start:atoms[j].End]]
				if terms == nil {
					continue
				}
				start, from, to := held(doc.Text, atoms, i, terms)
				if start < 0 {
					break
				}
				because = append(because, parallax.Ref{Doc: -1, Span: parallax.Span{Start: start, End: atoms[j].End}})
				earliest = max(earliest, from)
				if to != "" && (latest == "" || to < latest) {
					latest = to
				}
				break
			}
		}
	}
	if len(because) == 0 || latest != "" && earliest > latest {
		return "", "", nil, false
	}
	return earliest, latest, because, true
}

// held finds the title right before the name at atom i, where it begins, and
// the days it stands for; start is negative where no title or a past one does.
func held(text string, atoms []atom, i int, terms []office) (start int, from, to string) {
	start = -1
	for _, t := range terms {
		n := 0
		for _, a := range atomize(nil, t.title, 0, len(t.title)) {
			if a.low != "-" {
				n++
			}
		}
		k, title := i, []string{}
		for len(title) < n && k > 0 {
			if k--; atoms[k].kind == 'w' {
				title = append([]string{atoms[k].low}, title...)
			} else if atoms[k].low != "-" {
				break
			}
		}
		if strings.Join(title, " ") != strings.ReplaceAll(t.title, "-", " ") {
			continue
		}
		past := false
		for l := max(0, k-4); l < k; l++ {
			past = past || oneOf(atoms[l].low, "former", "ex", "then", "late", "vice", "deputy", "incoming", "future", "elect", "ousted")
		}
		if past {
			continue
		}
		if start < 0 {
			start, from, to = atoms[k].Start, t.from, t.to
			continue
		}
		from = min(from, t.from)
		if t.to == "" || to == "" {
			to = ""
		} else {
			to = max(to, t.to)
		}
	}
	return start, from, to
}
