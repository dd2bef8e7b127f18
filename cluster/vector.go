package cluster

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"parallax"
)

//go:embed idf.tsv.gz
var idfFile []byte

// frequencies counts in how many documents each word stands.
type frequencies struct {
	documents float64
	of        map[uint64]float64
}

// background holds the document frequencies of words in news; train/idf made
// the table.
var background = sync.OnceValue(func() frequencies {
	z, err := gzip.NewReader(bytes.NewReader(idfFile))
	if err != nil {
		panic("cluster: embedded idf table: " + err.Error())
	}
	s := bufio.NewScanner(z)
	s.Scan()
	n, _ := strconv.ParseFloat(s.Text(), 64)
	out := frequencies{n, make(map[uint64]float64, 30000)}
	for s.Scan() {
		w, c, _ := strings.Cut(s.Text(), "\t")
		k, _ := strconv.ParseFloat(c, 64)
		out.of[hashOf(w)] = k
	}
	return out
})

func hashOf(lower string) uint64 {
	h := uint64(fnvBasis)
	for _, c := range lower {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return mix(h)
}

// term is one dimension of a report's vector.
type term struct {
	hash   uint64
	weight float32
}

// counts are how often words stand in a report, weighted: words that name
// (capitalised, numbers) and words near the top weigh more, since a report
// tells what it is about in its first lines.
func counts(d *parallax.Document, report int) []term {
	tf := map[uint64]float32{}
	for i, w := range wordsOf(d, report) {
		k := float32(1)
		if i < leadWords {
			k *= leadWeight
		}
		if c, _ := utf8.DecodeRuneInString(d.Text[w.Start:]); unicode.IsUpper(c) || unicode.IsDigit(c) {
			k *= nameWeight
		}
		tf[w.hash] += k
	}
	out := make([]term, 0, len(tf))
	for h, n := range tf {
		out = append(out, term{h, n})
	}
	slices.SortFunc(out, byHash)
	return out
}

func byHash(a, b term) int { return cmp.Compare(a.hash, b.hash) }

// vectorOf is the unit tf-idf vector of weighted counts, terms by hash.
func vectorOf(tf []term, idf func(uint64) float32) []term {
	out := make([]term, 0, len(tf))
	for _, t := range tf {
		if v := idf(t.hash); v >= minIDF {
			out = append(out, term{t.hash, float32(math.Pow(1+math.Log1p(float64(t.weight)), tfPower)) * v})
		}
	}
	if len(out) > maxTerms {
		slices.SortFunc(out, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), byHash(a, b)) })
		out = out[:maxTerms]
		slices.SortFunc(out, byHash)
	}
	return unit(out)
}
