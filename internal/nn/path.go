package nn

import (
	"os"
	"slices"
)

// A Path is a set of kernels for one kind of processor. All give the same bits.
type Path uint8

// The paths, slowest first.
const (
	Generic Path = iota // plain Go
	AVX2                // 16-bit products
	AVXVNNI             // 8-bit dot products, VEX encoded
	VNNI256             // 8-bit dot products, 32 registers of 256 bits
	VNNI512             // 8-bit dot products, registers of 512 bits
)

var pathNames = [...]string{"generic", "avx2", "avxvnni", "vnni256", "vnni512"}

func (p Path) String() string { return pathNames[p] }

// bestPath is the fastest path of this processor, or the one that PARALLAX_CPU
// names if the processor has it.
func bestPath() Path {
	have := available()
	if i := slices.Index(pathNames[:], os.Getenv("PARALLAX_CPU")); i >= 0 && slices.Contains(have, Path(i)) {
		return Path(i)
	}
	return have[len(have)-1]
}
