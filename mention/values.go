package mention

import (
	"strings"

	"parallax"
)

func bucket(n int, bounds ...int) int {
	for i, b := range bounds {
		if n <= b {
			return i
		}
	}
	return len(bounds)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func agree(unknown, same bool) int {
	if unknown {
		return 1
	}
	return 2 * flag(!same)
}

func relation(rel string) int {
	switch rel, _, _ = strings.Cut(rel, ":"); rel {
	case "nsubj":
		return 0
	case "obj", "iobj":
		return 1
	case "obl":
		return 2
	case "nmod":
		return 3
	case "appos":
		return 4
	case "conj":
		return 5
	case "compound", "flat":
		return 6
	case "root":
		return 7
	case "xcomp", "ccomp", "advcl":
		return 8
	case "parataxis":
		return 9
	}
	return 10
}

func det(c *cand) int {
	switch c.det {
	case 'd':
		return 1
	case 'i':
		return 2
	case 'm':
		return 3
	case 'p':
		return 4
	case 'b':
		return 5
	}
	return 0
}

func kindClass(c *cand) int {
	switch broad(c.Type) {
	case parallax.Person:
		return 1
	case "body":
		return 2
	case "place":
		return 3
	case "":
		return 0
	case parallax.NORP:
		return 4
	case parallax.NamedEv, parallax.Work, parallax.Law:
		return 5
	}
	return 6
}
