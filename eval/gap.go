package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax"
)

// GapCase is one pronoun of GAP with two names and which of them it means.
type GapCase struct {
	ID, Text      string
	Pronoun, A, B parallax.Span
	IsA, IsB      bool
}

// GAP reads bench/coref/gap/gap-PART.tsv; its offsets are code points.
func GAP(bench, part string) ([]GapCase, error) {
	raw, err := os.ReadFile(filepath.Join(bench, "coref", "gap", "gap-"+part+".tsv"))
	if err != nil {
		return nil, err
	}
	var out []GapCase
	for i, line := range strings.Split(string(raw), "\n") {
		x := strings.Split(strings.TrimRight(line, "\r"), "\t")
		if i == 0 || len(x) < 10 {
			continue
		}
		c := GapCase{ID: x[0], Text: x[1], IsA: strings.EqualFold(x[6], "true"), IsB: strings.EqualFold(x[9], "true")}
		for k, to := range map[int]*parallax.Span{2: &c.Pronoun, 4: &c.A, 7: &c.B} {
			n, err := strconv.Atoi(x[k+1])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", x[0], err)
			}
			at := 0
			for ; n > 0 && at < len(c.Text); n-- {
				_, w := utf8.DecodeRuneInString(c.Text[at:])
				at += w
			}
			*to = parallax.Span{Start: at, End: at + len(x[k])}
		}
		out = append(out, c)
	}
	return out, nil
}

func gapRows(bench string, read reading) ([]Row, error) {
	cases, err := GAP(bench, "validation")
	if err != nil {
		return nil, err
	}
	var tp, fp, fn int
	for _, c := range cases {
		d, err := read(c.Text, "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID, err)
		}
		a, b := sameEntity(d, c)
		for _, x := range [][2]bool{{c.IsA, a}, {c.IsB, b}} {
			switch {
			case x[0] && x[1]:
				tp++
			case x[1]:
				fp++
			case x[0]:
				fn++
			}
		}
	}
	p, r, f := prf(tp, tp+fp, tp+fn)
	return []Row{{"coreference", "GAP validation", "P", p, len(cases)}, {"coreference", "GAP validation", "R", r, len(cases)}, {"coreference", "GAP validation", "F1", f, len(cases)}}, nil
}

// sameEntity says whether the pronoun shares its entity with a mention that
// overlaps either name.
func sameEntity(d *parallax.Document, c GapCase) (a, b bool) {
	entity := 0
	for _, m := range d.Mentions {
		if m.Span == c.Pronoun {
			entity = m.Entity
		}
	}
	for _, m := range d.Mentions {
		if entity > 0 && m.Entity == entity && m.Kind == parallax.KindName {
			a = a || m.Overlap(c.A) > 0
			b = b || m.Overlap(c.B) > 0
		}
	}
	return a, b
}
