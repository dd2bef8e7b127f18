package places

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sort"
	"strings"
	"sync"
)

// The gazetteer is one file, read in place. Numbers are little-endian:
//
//	"PXG1", then as uint32: places, regions, bytes of names, other names
//	places    13 bytes each, by folded name, then by falling population:
//	          GeoNames id uint24, latitude and longitude uint24 (of 180° and 360°),
//	          region uint16, population uint8 (8·log2), feature uint8
//	regions   8 bytes each: ISO 3166 alpha-2, first-level code of 3 bytes, place of the region uint24
//	blocks    uint24 each: where the names of the next 16 places begin
//	names     a place each: bytes shared with the name before, bytes that follow, those bytes
//	buckets   uint24 each, 2^14+1: first other name whose hash begins with these 14 bits
//	others    5 bytes each: 16 further bits of the hash, place uint24
//
//go:embed gazetteer.bin
var file string

// Features of the gazetteer, by GeoNames code.
var Features = [...]string{"PPL", "PPLC", "ADM1", "ADM2", "PCLI", "AIRP", "AIRB", "CONT"}

const (
	town = iota
	capital
	region1
	region2
	state
	airport
	airbase
	continent
)

const (
	placeSize, regionSize, blockSize, otherSize = 13, 8, 16, 5
	bucketBits                                  = 14
	none                                        = 1<<24 - 1
)

type gazetteer struct {
	n                                              int
	places, regions, blocks, names, bucket, others string
	country                                        map[string]int // place of a state, by ISO 3166 alpha-2
	areas                                          map[string][]area
	words                                          map[string][]clue
}

// area is a state or first-level region that a name in a text can stand for.
type area struct {
	region  int    // index of the region, −1 for a whole state
	country string // ISO 3166 alpha-2
}

var load = sync.OnceValue(func() *gazetteer {
	word := func(i int) int { return int(binary.LittleEndian.Uint32([]byte(file[4*i : 4*i+4]))) }
	g := &gazetteer{n: word(1)}
	rest := file[20:]
	cut := func(n int) string {
		s := rest[:n]
		rest = rest[n:]
		return s
	}
	g.places = cut(g.n * placeSize)
	g.regions = cut(word(2) * regionSize)
	g.blocks = cut((g.n + blockSize - 1) / blockSize * 3)
	g.names = cut(word(3))
	g.bucket = cut((1<<bucketBits + 1) * 3)
	g.others = cut(word(4) * otherSize)
	g.readAreas()
	g.readWords()
	return g
})

func u24(s string, i int) int { return int(s[i]) | int(s[i+1])<<8 | int(s[i+2])<<16 }

// place is an entry of the gazetteer.
type place struct {
	id       int
	lat, lon float64
	region   int
	people   float64 // log10 of the population
	feature  int
}

func (g *gazetteer) place(i int) place {
	r := g.places[i*placeSize : (i+1)*placeSize]
	return place{
		id:      u24(r, 0),
		lat:     math.Round((float64(u24(r, 3))*180/(1<<24)-90)*1e4) / 1e4,
		lon:     math.Round((float64(u24(r, 6))*360/(1<<24)-180)*1e4) / 1e4,
		region:  int(r[9]) | int(r[10])<<8,
		people:  float64(r[11]) / 8 * math.Log10(2),
		feature: int(r[12]),
	}
}

func (g *gazetteer) countryOf(region int) string {
	return g.regions[region*regionSize : region*regionSize+2]
}

func (g *gazetteer) codeOf(region int) string {
	return strings.TrimRight(g.regions[region*regionSize+2:region*regionSize+5], "\x00")
}

// block calls visit with the names of a block until it returns false.
func (g *gazetteer) block(b int, visit func(i int, name []byte) bool) bool {
	at := u24(g.blocks, b*3)
	var name []byte
	for i := b * blockSize; i < min((b+1)*blockSize, g.n); i++ {
		shared, more := int(g.names[at]), int(g.names[at+1])
		name = append(name[:shared], g.names[at+2:at+2+more]...)
		at += 2 + more
		if !visit(i, name) {
			return false
		}
	}
	return true
}

// name is the name of a place as the gazetteer writes it.
func (g *gazetteer) name(place int) (s string) {
	g.block(place/blockSize, func(i int, name []byte) bool {
		s = string(name)
		return i < place
	})
	return s
}

// found is a place that bears a name.
type found struct {
	place int
	main  bool // the name is its main one
}

// lookup finds the places that bear a folded name: those of that main name by
// falling population, then those that also go by it.
func (g *gazetteer) lookup(key string) []found {
	if key == "" {
		return nil
	}
	var out []found
	blocks := len(g.blocks) / 3
	first := sort.Search(blocks, func(b int) bool {
		var k string
		g.block(b, func(_ int, name []byte) bool { k = Fold(string(name)); return false })
		return k >= key
	})
	for b := max(first-1, 0); b < blocks; b++ {
		if !g.block(b, func(i int, name []byte) bool {
			k := Fold(string(name))
			if k == key {
				out = append(out, found{i, true})
			}
			return k <= key
		}) {
			break
		}
	}
	h := Hash(key)
	bucket, tag := int(h>>(32-bucketBits)), int(h>>(16-bucketBits))&0xffff
	for i := u24(g.bucket, bucket*3); i < u24(g.bucket, bucket*3+3); i++ {
		e := g.others[i*otherSize : (i+1)*otherSize]
		if int(e[0])|int(e[1])<<8 == tag {
			out = append(out, found{u24(e, 2), false})
		}
	}
	return out
}

// Hash is the hash of a folded name: FNV-1a, its halves mixed.
func Hash(key string) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	return uint32(h ^ h>>32)
}

// kilometres is the great-circle distance between two points.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	return 12742 * math.Asin(math.Sqrt(min(1, a*a+math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b)))
}
