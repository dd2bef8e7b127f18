package cluster

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed idf.tsv.gz
var idfFile []byte

// frequencies counts in how many documents each word stands.
type frequencies struct {
	documents float64
	of        map[uint32]float64
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
	out := frequencies{n, make(map[uint32]float64, 30000)}
	for s.Scan() {
		w, c, _ := strings.Cut(s.Text(), "\t")
		k, _ := strconv.ParseFloat(c, 64)
		out.of[short(hashOf(w))] = k
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
