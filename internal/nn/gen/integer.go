package main

// An int8 kernel multiplies a few rows of u8 activations by a panel of int8
// weights and writes float32: c = (comp + Σ u·w)·(sw·sa) + bias.
//
// A panel is 32 columns; for each group of four inputs it holds 32×4 bytes, the
// four of one column together, as VPDPBUSD wants them. Narrower kernels take
// part of a panel: they start at a column and step 128 bytes.
//
// Blocks of rows follow one another under the same panel. Meanwhile the kernels
// with registers Z fetch the next panel, each block a fourth of it.
type int8Kernel struct {
	name string
	rows int
	reg  string // Z or Y
	vecs int    // vectors of columns
	isa  string // "evex", "vex" (AVX-VNNI) or "madd" (AVX2)
	doc  string
}

func integer(a *assembler) {
	for _, k := range []int8Kernel{
		{"gemmZ12", 12, "Z", 2, "evex", "multiplies blocks of 12 rows by 32 columns with AVX-512 VNNI."},
		{"gemmZ8", 8, "Z", 2, "evex", "multiplies blocks of 8 rows by 32 columns with AVX-512 VNNI."},
		{"gemmZ4", 4, "Z", 2, "evex", "multiplies blocks of 4 rows by 32 columns with AVX-512 VNNI."},
		{"gemmY6", 6, "Y", 4, "evex", "multiplies blocks of 6 rows by 32 columns with 256-bit AVX-512 VNNI."},
		{"gemmY2", 2, "Y", 4, "evex", "multiplies blocks of 2 rows by 32 columns with 256-bit AVX-512 VNNI."},
		{"gemmV6", 6, "Y", 2, "vex", "multiplies blocks of 6 rows by 16 columns with AVX-VNNI."},
		{"gemmV2", 2, "Y", 2, "vex", "multiplies blocks of 2 rows by 16 columns with AVX-VNNI."},
		{"gemmA6", 6, "Y", 2, "madd", "multiplies blocks of 6 rows of u16 activations by 8 columns with AVX2."},
		{"gemmA2", 2, "Y", 2, "madd", "multiplies blocks of 2 rows of u16 activations by 8 columns with AVX2."},
	} {
		k.emit(a)
	}
}

func (k int8Kernel) emit(a *assembler) {
	a.begin(k.name, k.doc,
		arg{"a", "unsafe.Pointer", ""}, arg{"lda", "int", "R8"}, arg{"b", "*int8", ""}, arg{"groups", "int", ""},
		arg{"comp", "*int32", ""}, arg{"sw", "*float32", ""}, arg{"bias", "*float32", ""}, arg{"sa", "*float32", "R13"},
		arg{"c", "*float32", "DI"}, arg{"ldc", "int", "R15"}, arg{"blocks", "int", "R12"})
	width := map[string]int{"Z": 64, "Y": 32}[k.reg]
	acc := func(i, j int) int { return i*k.vecs + j }
	first := k.rows * k.vecs // the first register after the accumulators
	if first < 12 {
		first = 12
	}
	in, tmp := first+k.vecs, first+k.vecs+1
	load := map[string]string{"evex": "VMOVDQU32", "vex": "VMOVDQU", "madd": "VMOVDQU"}[k.isa]
	a.op("SHLQ $2, R15")
	if k.reg == "Z" {
		a.op("MOVQ groups+24(FP), R11") // from here to the next panel
		a.op("SHLQ $7, R11")
	}
	a.line("block:")
	a.op("MOVQ a+0(FP), AX")
	a.op("MOVQ b+16(FP), SI")
	a.op("MOVQ groups+24(FP), R9")
	a.op("MOVQ comp+32(FP), R10")
	bases := a.rows(k.rows)
	for i := 0; i < k.rows; i++ {
		for j := 0; j < k.vecs; j++ {
			switch {
			case k.isa == "madd":
				a.op("VPXOR Y%d, Y%d, Y%d", acc(i, j), acc(i, j), acc(i, j))
			default:
				a.op("%s %d(R10), %s%d", load, j*width, k.reg, acc(i, j))
			}
		}
	}
	a.op("SHRQ $1, R9")
	a.line("loop:")
	if k.reg == "Z" {
		a.op("PREFETCHT1 (SI)(R11*1)")
	}
	for u := 0; u < 2; u++ {
		for j := 0; j < k.vecs; j++ {
			if k.isa == "madd" {
				a.op("VPMOVSXBW %d(SI), Y%d", 128*u+16*j, first+j)
			} else {
				a.op("%s %d(SI), %s%d", load, 128*u+width*j, k.reg, first+j)
			}
		}
		for i := 0; i < k.rows; i++ {
			t := in
			if k.isa == "evex" {
				t = in + i%(32-in)
			}
			switch k.isa {
			case "madd":
				a.op("VPBROADCASTQ %d%s, Y%d", 8*u, rowAddr[i], t)
			default:
				a.op("VPBROADCASTD %d%s, %s%d", 4*u, rowAddr[i], k.reg, t)
			}
			for j := 0; j < k.vecs; j++ {
				switch k.isa {
				case "evex":
					a.op("VPDPBUSD %s%d, %s%d, %s%d", k.reg, first+j, k.reg, t, k.reg, acc(i, j))
				case "vex":
					dpbusdVEX(a, first+j, t, acc(i, j))
				case "madd":
					d := tmp
					if j == k.vecs-1 {
						d = t
					}
					a.op("VPMADDWD Y%d, Y%d, Y%d", first+j, t, d)
					a.op("VPADDD Y%d, Y%d, Y%d", d, acc(i, j), acc(i, j))
				}
			}
		}
	}
	a.op("ADDQ $256, SI")
	step := 8
	if k.isa == "madd" {
		step = 16
	}
	for _, b := range bases {
		a.op("ADDQ $%d, %s", step, b)
	}
	a.op("DECQ R9")
	a.op("JNZ loop")
	k.store(a, acc, first, in, tmp, width)
	a.op("IMUL3Q $%d, R8, R9", k.rows)
	a.op("ADDQ R9, a+0(FP)")
	a.op("ADDQ $%d, R13", 4*k.rows)
	if k.reg == "Z" {
		a.op("ADDQ $64, R11")
	}
	a.op("DECQ R12")
	a.op("JNZ block")
	a.end()
}

// store scales the accumulators and writes them out, row by row.
func (k int8Kernel) store(a *assembler, acc func(i, j int) int, sw, t, t2, width int) {
	vecs := k.vecs
	if k.isa == "madd" {
		vecs = 1
	}
	a.op("MOVQ sw+40(FP), R9")
	for j := 0; j < vecs; j++ {
		a.op("VMOVUPS %d(R9), %s%d", j*width, k.reg, sw+j)
	}
	a.op("MOVQ bias+48(FP), R9")
	for i := 0; i < k.rows; i++ {
		if k.isa == "madd" {
			// Each lane pair is one column: fold, then put columns in order.
			a.op("VPHADDD Y%d, Y%d, Y%d", acc(i, 1), acc(i, 0), acc(i, 0))
			a.op("VPERMQ $0xd8, Y%d, Y%d", acc(i, 0), acc(i, 0))
			a.op("VPADDD (R10), Y%d, Y%d", acc(i, 0), acc(i, 0))
		}
		a.op("VBROADCASTSS %d(R13), %s%d", 4*i, k.reg, t)
		for j := 0; j < vecs; j++ {
			r := acc(i, j)
			a.op("VCVTDQ2PS %s%d, %s%d", k.reg, r, k.reg, r)
			a.op("VMULPS %s%d, %s%d, %s%d", k.reg, sw+j, k.reg, t, k.reg, t2)
			a.op("VMULPS %s%d, %s%d, %s%d", k.reg, t2, k.reg, r, k.reg, r)
			a.op("VADDPS %d(R9), %s%d, %s%d", j*width, k.reg, r, k.reg, r)
			a.op("VMOVUPS %s%d, %d(DI)", k.reg, r, j*width)
		}
		a.op("ADDQ R15, DI")
	}
}

// dpbusdVEX writes the VEX form of VPDPBUSD w, u, acc on 256-bit registers,
// which the Go assembler lacks: VEX.256.66.0F38.W0 50 /r.
func dpbusdVEX(a *assembler, w, u, acc int) {
	not := func(bit int) int { return 1 - bit&1 }
	b1 := not(acc>>3)<<7 | 1<<6 | not(w>>3)<<5 | 0x02
	b2 := (15-u)<<3 | 1<<2 | 1
	modrm := 0xc0 | (acc&7)<<3 | w&7
	a.op("BYTE $0xc4; BYTE $0x%02x; BYTE $0x%02x; BYTE $0x50; BYTE $0x%02x", b1, b2, modrm)
}
