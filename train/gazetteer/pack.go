// Command gazetteer packs the table that gazetteer.py writes into the file that
// the room places embeds: gazetteer TABLE.tsv places/gazetteer.bin. The format is
// described in places/gazetteer.go.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"parallax/places"
)

type row struct {
	id           int
	name, key    string
	lat, lon     float64
	people       float64
	feature      int
	region       int
	country, adm string
	others       []string
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: gazetteer TABLE.tsv OUT.bin")
	}
	table, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	rows, err := read(string(table))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[2], pack(rows), 0o644); err != nil {
		log.Fatal(err)
	}
}

func read(table string) ([]row, error) {
	var rows []row
	for line := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 9 {
			return nil, fmt.Errorf("%q: %d fields, want 9", line, len(f))
		}
		r := row{name: f[1], key: places.Fold(f[1]), feature: slices.Index(places.Features[:], f[5]), country: f[6], adm: f[7]}
		var errs [4]error
		r.id, errs[0] = strconv.Atoi(f[0])
		r.lat, errs[1] = strconv.ParseFloat(f[2], 64)
		r.lon, errs[2] = strconv.ParseFloat(f[3], 64)
		r.people, errs[3] = strconv.ParseFloat(f[4], 64)
		for _, err := range errs {
			if err != nil {
				return nil, fmt.Errorf("%q: %w", line, err)
			}
		}
		if r.key == "" || len(r.name) > 255 {
			continue
		}
		// Small towns go by their main name alone; all else is rarely meant.
		if f[8] != "" && (r.feature != 0 || r.people >= 5000) {
			r.others = strings.Split(f[8], "|")
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		if c := strings.Compare(a.key, b.key); c != 0 {
			return c
		}
		if a.people != b.people {
			return int(math.Copysign(1, b.people-a.people))
		}
		return a.id - b.id
	})
	return rows, nil
}

func pack(rows []row) []byte {
	type region struct{ country, adm string }
	index, regions := map[region]int{}, []region{}
	of := func(r region) int {
		i, ok := index[r]
		if !ok {
			i = len(regions)
			index[r], regions = i, append(regions, r)
		}
		return i
	}
	seat := map[int]int{}
	for i := range rows {
		rows[i].region = of(region{rows[i].country, rows[i].adm})
		if f := places.Features[rows[i].feature]; f == "ADM1" || f == "PCLI" {
			seat[rows[i].region] = i
		}
	}
	var head, list, areas, blocks, names, bucket, others bytes.Buffer
	for _, r := range rows {
		put24(&list, r.id)
		put24(&list, int(min((r.lat+90)/180*(1<<24), 1<<24-1)))
		put24(&list, int(min((r.lon+180)/360*(1<<24), 1<<24-1)))
		list.Write([]byte{byte(r.region), byte(r.region >> 8), byte(min(math.Log2(r.people+1)*8, 255)), byte(r.feature)})
	}
	for i, r := range regions {
		areas.Write(append(fixed(r.country, 2), fixed(r.adm, 3)...))
		if p, ok := seat[i]; ok {
			put24(&areas, p)
		} else {
			put24(&areas, 1<<24-1)
		}
	}
	before := ""
	for i, r := range rows {
		if i%16 == 0 {
			put24(&blocks, names.Len())
			before = ""
		}
		n := 0
		for n < len(before) && n < len(r.name) && before[n] == r.name[n] {
			n++
		}
		names.Write([]byte{byte(n), byte(len(r.name) - n)})
		names.WriteString(r.name[n:])
		before = r.name
	}
	type other struct{ hash, place int }
	var o []other
	for i, r := range rows {
		seen := map[string]bool{r.key: true}
		for _, name := range r.others {
			if k := places.Fold(name); len(k) > 2 && !seen[k] {
				seen[k] = true
				o = append(o, other{int(places.Hash(k) >> 2), i})
			}
		}
	}
	slices.SortFunc(o, func(a, b other) int {
		if a.hash != b.hash {
			return a.hash - b.hash
		}
		return a.place - b.place
	})
	at := 0
	for b := 0; b <= 1<<14; b++ {
		for at < len(o) && o[at].hash>>16 < b {
			at++
		}
		put24(&bucket, at)
	}
	for _, e := range o {
		others.Write([]byte{byte(e.hash), byte(e.hash >> 8)})
		put24(&others, e.place)
	}
	head.WriteString("PXG1")
	for _, n := range []int{len(rows), len(regions), names.Len(), len(o)} {
		binary.Write(&head, binary.LittleEndian, uint32(n))
	}
	for _, b := range []*bytes.Buffer{&list, &areas, &blocks, &names, &bucket, &others} {
		log.Printf("%d bytes", b.Len())
		head.Write(b.Bytes())
	}
	return head.Bytes()
}

func put24(b *bytes.Buffer, n int) { b.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16)}) }

func fixed(s string, n int) []byte { return append([]byte(s), make([]byte, n)...)[:n] }
