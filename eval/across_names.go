package eval

import (
	"os"
	"path/filepath"
	"strings"

	"parallax/resolve"
)

// NameVariants scores pairs of an Arabic and a Latin spelling against as many
// wrong pairs: the next name at random, and one with the same first letter.
func NameVariants(bench string) ([]Row, error) {
	b, err := os.ReadFile(filepath.Join(bench, "names", "ar-en", "ar2en-eval.txt"))
	if err != nil {
		return nil, err
	}
	var pairs [][2]string
	for line := range strings.Lines(string(b)) {
		if a, l, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && l != "" {
			pairs = append(pairs, [2]string{a, l})
		}
	}
	var rows []Row
	for _, hard := range []bool{false, true} {
		name := "pair F1, wrong pairs at random"
		if hard {
			name = "pair F1, wrong pairs with the same first letter"
		}
		hit, given := 0, 0
		for i, p := range pairs {
			if resolve.SameName(p[0], p[1]) >= resolve.MinName {
				hit++
				given++
			}
			j := (i*7 + 131) % len(pairs)
			if hard {
				for k := 1; k < len(pairs); k++ {
					if j = (i + 37*k) % len(pairs); pairs[j][1] != p[1] && pairs[j][1][0] == p[1][0] {
						break
					}
				}
			}
			if resolve.SameName(p[0], pairs[j][1]) >= resolve.MinName {
				given++
			}
		}
		_, _, f := prf(hit, given, len(pairs))
		rows = append(rows, Row{"resolve", "ar-en eval", name, f, 2 * len(pairs)})
	}
	return rows, nil
}
