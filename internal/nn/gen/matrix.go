package main

import "fmt"

// matrix writes the float32 kernels: rows × 16 columns, summed over k in order,
// starting from a bias (mul) or scaled per row at the end (mulScale). Blocks of
// rows follow one another.
func matrix(a *assembler) {
	for _, scaled := range []bool{false, true} {
		for n := 1; n <= 6; n++ {
			float(a, n, scaled)
		}
	}
	dot(a)
	transpose(a)
}

func float(a *assembler, rows int, scaled bool) {
	name, last, doc := "mul", "bias", "computes c = bias + a·b"
	if scaled {
		name, last, doc = "mulScale", "scale", "computes c = scale·(a·b)"
	}
	a.begin(fmt.Sprint(name, rows), fmt.Sprintf("%s for blocks of %d rows and 16 columns.", doc, rows),
		arg{"a", "*float32", ""}, arg{"lda", "int", "R8"}, arg{"b", "*float32", ""}, arg{"ldb", "int", "R9"}, arg{"k", "int", ""},
		arg{last, "*float32", "R11"}, arg{"c", "*float32", "DI"}, arg{"ldc", "int", "R12"}, arg{"blocks", "int", "R13"})
	for _, r := range []string{"R8", "R9", "R12"} {
		a.op("SHLQ $2, %s", r)
	}
	a.line("block:")
	a.op("MOVQ a+0(FP), AX")
	a.op("MOVQ b+16(FP), SI")
	a.op("MOVQ k+32(FP), R10")
	bases := a.rows(rows)
	for i := range 2 * rows {
		if scaled {
			a.op("VXORPS Y%[1]d, Y%[1]d, Y%[1]d", i)
		} else {
			a.op("VMOVUPS %d(R11), Y%d", 32*(i%2), i)
		}
	}
	a.line("loop:")
	a.op("VMOVUPS (SI), Y12")
	a.op("VMOVUPS 32(SI), Y13")
	for i := range rows {
		a.op("VBROADCASTSS %s, Y14", rowAddr[i])
		a.op("VMULPS Y12, Y14, Y15")
		a.op("VMULPS Y13, Y14, Y14")
		a.op("VADDPS Y15, Y%[1]d, Y%[1]d", 2*i)
		a.op("VADDPS Y14, Y%[1]d, Y%[1]d", 2*i+1)
	}
	a.op("ADDQ R9, SI")
	for _, b := range bases {
		a.op("ADDQ $4, %s", b)
	}
	a.op("DECQ R10")
	a.op("JNZ loop")
	for i := range rows {
		if scaled {
			a.op("VBROADCASTSS %d(R11), Y14", 4*i)
		}
		for j := range 2 {
			if scaled {
				a.op("VMULPS Y14, Y%[1]d, Y%[1]d", 2*i+j)
			}
			a.op("VMOVUPS Y%d, %d(DI)", 2*i+j, 32*j)
		}
		a.op("ADDQ R12, DI")
	}
	a.op("IMUL3Q $%d, R8, R10", rows)
	a.op("ADDQ R10, a+0(FP)")
	if scaled {
		a.op("ADDQ $%d, R11", 4*rows)
	}
	a.op("DECQ R13")
	a.op("JNZ block")
	a.end()
}

// dot writes dotRows: one vector against several rows, n a multiple of 32.
func dot(a *assembler) {
	a.begin("dotRows", "computes out[i] = a[i]·x for rows of n floats, n a multiple of 32.",
		arg{"a", "*float32", "AX"}, arg{"rows", "int", "BX"}, arg{"n", "int", "CX"}, arg{"x", "*float32", "SI"}, arg{"out", "*float32", "DI"})
	a.op("SHRQ $5, CX")
	a.line("row:")
	a.op("MOVQ SI, R8")
	a.op("MOVQ CX, R9")
	for i := 0; i < 4; i++ {
		a.op("VXORPS Y%d, Y%d, Y%d", i, i, i)
	}
	a.line("loop:")
	for i := 0; i < 4; i++ {
		a.op("VMOVUPS %d(AX), Y%d", 32*i, 4+i)
		a.op("VMULPS %d(R8), Y%d, Y%d", 32*i, 4+i, 4+i)
		a.op("VADDPS Y%d, Y%d, Y%d", 4+i, i, i)
	}
	a.op("ADDQ $128, AX")
	a.op("ADDQ $128, R8")
	a.op("DECQ R9")
	a.op("JNZ loop")
	fold4(a, 4)
	a.op("VMOVSS X0, (DI)")
	a.op("ADDQ $4, DI")
	a.op("DECQ BX")
	a.op("JNZ row")
	a.end()
}

// fold4 sums Y0…Y3 into lane 0 of Y0.
func fold4(a *assembler, t int) {
	a.op("VADDPS Y1, Y0, Y0")
	a.op("VADDPS Y3, Y2, Y2")
	a.op("VADDPS Y2, Y0, Y0")
	a.horizontal("VADDPS", 0, t)
}

// transpose writes transpose32: blocks of eight rows of 32 floats become eight
// columns of a matrix with 32 rows.
func transpose(a *assembler) {
	a.begin("transpose32", "turns 8·blocks rows of 32 floats into 32 rows.",
		arg{"src", "*float32", "AX"}, arg{"lds", "int", "R8"}, arg{"dst", "*float32", "DI"}, arg{"ldd", "int", "R9"}, arg{"blocks", "int", "R10"})
	a.op("SHLQ $2, R8")
	a.op("SHLQ $2, R9")
	a.line("block:")
	a.op("MOVQ AX, R12")
	a.op("MOVQ DI, R13")
	a.op("MOVQ $4, R11")
	a.line("column:")
	a.op("MOVQ R12, BX")
	a.op("LEAQ (BX)(R8*2), CX")
	a.op("ADDQ R8, CX")
	a.op("LEAQ (CX)(R8*2), DX")
	a.op("ADDQ R8, DX")
	for i, src := range []string{"(BX)", "(BX)(R8*1)", "(BX)(R8*2)", "(CX)", "(CX)(R8*1)", "(CX)(R8*2)", "(DX)", "(DX)(R8*1)"} {
		a.op("VMOVUPS %s, Y%d", src, i)
	}
	for q := 0; q < 4; q++ {
		a.op("VUNPCKLPS Y%d, Y%d, Y%d", 2*q+1, 2*q, 8+2*q)
		a.op("VUNPCKHPS Y%d, Y%d, Y%d", 2*q+1, 2*q, 9+2*q)
	}
	for h := 0; h < 2; h++ {
		s, d := 8+4*h, 4*h
		a.op("VUNPCKLPD Y%d, Y%d, Y%d", s+2, s, d)
		a.op("VUNPCKHPD Y%d, Y%d, Y%d", s+2, s, d+1)
		a.op("VUNPCKLPD Y%d, Y%d, Y%d", s+3, s+1, d+2)
		a.op("VUNPCKHPD Y%d, Y%d, Y%d", s+3, s+1, d+3)
	}
	a.op("MOVQ R13, R15")
	for _, half := range []int{0x20, 0x31} {
		for i := 0; i < 4; i++ {
			a.op("VPERM2F128 $0x%x, Y%d, Y%d, Y8", half, 4+i, i)
			a.op("VMOVUPS Y8, (R15)")
			a.op("ADDQ R9, R15")
		}
	}
	a.op("ADDQ $32, R12")
	a.op("MOVQ R15, R13")
	a.op("DECQ R11")
	a.op("JNZ column")
	a.op("LEAQ (AX)(R8*8), AX")
	a.op("ADDQ $32, DI")
	a.op("DECQ R10")
	a.op("JNZ block")
	a.end()
}
