package world

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed bodies.tsv
var bodiesTSV string

var bodies = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(bodiesTSV) {
		code, names, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || line[0] == '#' {
			continue
		}
		for _, n := range list(names) {
			if k := bodyKey(n); out[k] == "" {
				out[k] = code
			}
		}
	}
	return out
})

// BodyCode is the PLOVER actor code of a body, institution or armed group that
// has a name of its own: "IRN MIL" for the Quds Force, "UNO" for the Security
// Council; "" when the table does not hold it. Short forms are told from words
// by their capitals.
func BodyCode(name string) string { return bodies()[bodyKey(name)] }

// bodyKey folds names of more than four letters as Key does and leaves
// abbreviations in capitals.
func bodyKey(s string) string {
	k := Key(s)
	if len(k) > 4 {
		return strings.NewReplacer("al-", "al ", "’", "'").Replace(k)
	}
	s = strings.TrimSuffix(strings.TrimSuffix(strings.ReplaceAll(strings.TrimSpace(s), ".", ""), "’s"), "'s")
	return strings.TrimPrefix(s, "the ")
}
