package main

import "fmt"

// rowwise writes the kernels that work on a row. Their constants live in Go, in
// the arrays geluK, expK, lnK and absMask of package nn.
func rowwise(a *assembler) {
	gelu(a, "geluMax", "Y")
	gelu(a, "geluMaxZ", "Z")
	absMax(a)
	quantise(a)
	layerNorm(a)
	softmax(a, "softmaxRows", "Y")
	softmax(a, "softmaxRowsZ", "Z")
	axpy(a)
	dequantise(a)
	widen(a)
}

// gelu: x·(½ + clamp(t·P(t²), ±½)), t = clamp(x, ±c). geluK = c, −c, ½, −½, P0…P6.
// Two vectors of reg (Y or Z) at a time: x in 0 and 3, t in 1 and 4, t² in 2 and
// 5, sums in 6 and 7.
func gelu(a *assembler, name, reg string) {
	width, shift := 32, 4
	if reg == "Z" {
		width, shift = 64, 5
	}
	a.begin(name, "replaces n values, a multiple of 32, by their GELU and stores the largest magnitude.",
		arg{"x", "*float32", "AX"}, arg{"n", "int", "CX"}, arg{"max", "*float32", "DI"})
	// r writes an operation on registers of this width, given by number.
	r := func(op string, regs ...int) {
		for _, n := range regs {
			op += fmt.Sprintf(" %s%d,", reg, n)
		}
		a.op("%s", op[:len(op)-1])
	}
	k := func(i, n int) { a.op("VBROADCASTSS ·geluK+%d(SB), %s%d", 4*i, reg, n) }
	for i := range 4 {
		k(i, 10+i)
	}
	for i := 4; i <= 10 && reg == "Z"; i++ {
		k(i, 16+i) // these have room to stay
	}
	a.op("VPBROADCASTD ·absMask(SB), %s14", reg)
	r("VXORPS", 15, 15, 15)
	a.op("SHRQ $%d, CX", shift)
	a.line("loop:")
	for u := range 2 {
		a.op("VMOVUPS %d(AX), %s%d", width*u, reg, 3*u)
		r("VMINPS", 10, 3*u, 3*u+1)
		r("VMAXPS", 11, 3*u+1, 3*u+1)
		r("VMULPS", 3*u+1, 3*u+1, 3*u+2)
	}
	if reg == "Z" {
		r("VMOVAPS", 26, 6)
		r("VMOVAPS", 26, 7)
	} else {
		k(10, 6)
		r("VMOVAPS", 6, 7)
	}
	for i := 9; i >= 4; i-- {
		c := 16 + i
		if reg == "Y" {
			c = 8
			k(i, c)
		}
		for u := range 2 {
			r("VMULPS", 3*u+2, 6+u, 6+u)
			r("VADDPS", c, 6+u, 6+u)
		}
	}
	for u := range 2 {
		r("VMULPS", 3*u+1, 6+u, 6+u)
		r("VMINPS", 12, 6+u, 6+u)
		r("VMAXPS", 13, 6+u, 6+u)
		r("VADDPS", 12, 6+u, 6+u)
		r("VMULPS", 3*u, 6+u, 6+u)
		a.op("VMOVUPS %s%d, %d(AX)", reg, 6+u, width*u)
		r("VANDPS", 14, 6+u, 6+u)
		r("VMAXPS", 6+u, 15, 15)
	}
	a.op("ADDQ $%d, AX", 2*width)
	a.op("DECQ CX")
	a.op("JNZ loop")
	if reg == "Z" {
		a.op("VEXTRACTF64X4 $1, Z15, Y0")
		a.op("VMAXPS Y0, Y15, Y15")
	}
	a.horizontal("VMAXPS", 15, 0)
	a.op("VMOVSS X15, (DI)")
	a.end()
}

func absMax(a *assembler) {
	a.begin("absMax", "stores the largest magnitude of n values, n a multiple of 16.",
		arg{"x", "*float32", "AX"}, arg{"n", "int", "CX"}, arg{"max", "*float32", "DI"})
	a.op("VMOVUPS ·absMask(SB), Y14")
	a.op("VXORPS Y15, Y15, Y15")
	a.op("VXORPS Y13, Y13, Y13")
	a.op("SHRQ $4, CX")
	a.line("loop:")
	a.op("VANDPS (AX), Y14, Y0")
	a.op("VANDPS 32(AX), Y14, Y1")
	a.op("VMAXPS Y0, Y15, Y15")
	a.op("VMAXPS Y1, Y13, Y13")
	a.op("ADDQ $64, AX")
	a.op("DECQ CX")
	a.op("JNZ loop")
	a.op("VMAXPS Y13, Y15, Y15")
	a.horizontal("VMAXPS", 15, 0)
	a.op("VMOVSS X15, (DI)")
	a.end()
}

func quantise(a *assembler) {
	a.begin("quantise", "writes round(x·k[0] + k[1]) + 128 as bytes, saturating; n a multiple of 32.",
		arg{"x", "*float32", "AX"}, arg{"n", "int", "CX"}, arg{"k", "*float32", "DX"}, arg{"out", "*uint8", "DI"})
	a.op("VBROADCASTSS (DX), Y8")
	a.op("VBROADCASTSS 4(DX), Y11")
	a.op("VMOVDQU bytes128<>(SB), Y9")
	a.op("VMOVDQU order<>(SB), Y10")
	a.op("SHRQ $5, CX")
	a.line("loop:")
	for i := 0; i < 4; i++ {
		a.op("VMULPS %d(AX), Y8, Y%d", 32*i, i)
		a.op("VADDPS Y11, Y%d, Y%d", i, i)
	}
	for i := 0; i < 4; i++ {
		a.op("VCVTPS2DQ Y%d, Y%d", i, i)
	}
	a.op("VPACKSSDW Y1, Y0, Y0")
	a.op("VPACKSSDW Y3, Y2, Y2")
	a.op("VPACKSSWB Y2, Y0, Y0")
	a.op("VPERMD Y0, Y10, Y0")
	a.op("VPADDB Y9, Y0, Y0")
	a.op("VMOVDQU Y0, (DI)")
	a.op("ADDQ $128, AX")
	a.op("ADDQ $32, DI")
	a.op("DECQ CX")
	a.op("JNZ loop")
	a.end()
}

// layerNorm: lnK = 1e-12, 1.
func layerNorm(a *assembler) {
	a.begin("layerNorm", "computes y = LN(x+r)·gain + bias over n values, a multiple of 32, and the largest magnitude of y.",
		arg{"x", "*float32", "AX"}, arg{"r", "*float32", "BX"}, arg{"gain", "*float32", "SI"}, arg{"bias", "*float32", "DX"},
		arg{"n", "int", "CX"}, arg{"y", "*float32", "DI"}, arg{"invN", "*float32", "R8"}, arg{"max", "*float32", "R9"})
	a.op("SHRQ $5, CX")
	start := func() {
		a.op("MOVQ CX, R10")
		a.op("MOVQ DI, R11")
		for i := 0; i < 4; i++ {
			a.op("VXORPS Y%d, Y%d, Y%d", i, i, i)
		}
	}
	start()
	a.line("sum:")
	for i := 0; i < 4; i++ {
		a.op("VMOVUPS %d(AX), Y%d", 32*i, 4+i)
		a.op("VADDPS %d(BX), Y%d, Y%d", 32*i, 4+i, 4+i)
		a.op("VMOVUPS Y%d, %d(R11)", 4+i, 32*i)
		a.op("VADDPS Y%d, Y%d, Y%d", 4+i, i, i)
	}
	for _, r := range []string{"AX", "BX", "R11"} {
		a.op("ADDQ $128, %s", r)
	}
	a.op("DECQ R10")
	a.op("JNZ sum")
	fold4(a, 4)
	a.op("VMULSS (R8), X0, X0")
	a.op("VBROADCASTSS X0, Y12")
	start()
	a.line("square:")
	for i := 0; i < 4; i++ {
		a.op("VMOVUPS %d(R11), Y%d", 32*i, 4+i)
		a.op("VSUBPS Y12, Y%d, Y%d", 4+i, 4+i)
		a.op("VMULPS Y%d, Y%d, Y%d", 4+i, 4+i, 4+i)
		a.op("VADDPS Y%d, Y%d, Y%d", 4+i, i, i)
	}
	a.op("ADDQ $128, R11")
	a.op("DECQ R10")
	a.op("JNZ square")
	fold4(a, 4)
	a.op("VMULSS (R8), X0, X0")
	a.op("VADDSS ·lnK(SB), X0, X0")
	a.op("VSQRTSS X0, X0, X0")
	a.op("VMOVSS ·lnK+4(SB), X1")
	a.op("VDIVSS X0, X1, X0")
	a.op("VBROADCASTSS X0, Y13")
	a.op("VMOVUPS ·absMask(SB), Y14")
	a.op("VXORPS Y8, Y8, Y8")
	a.op("VXORPS Y9, Y9, Y9")
	a.line("scale:")
	for i := 0; i < 4; i++ {
		a.op("VMOVUPS %d(DI), Y%d", 32*i, i)
		a.op("VSUBPS Y12, Y%d, Y%d", i, i)
		a.op("VMULPS Y13, Y%d, Y%d", i, i)
		a.op("VMULPS %d(SI), Y%d, Y%d", 32*i, i, i)
		a.op("VADDPS %d(DX), Y%d, Y%d", 32*i, i, i)
		a.op("VMOVUPS Y%d, %d(DI)", i, 32*i)
		a.op("VANDPS Y14, Y%d, Y%d", i, i)
		a.op("VMAXPS Y%d, Y%d, Y%d", i, 8+i%2, 8+i%2)
	}
	for _, r := range []string{"DI", "SI", "DX"} {
		a.op("ADDQ $128, %s", r)
	}
	a.op("DECQ CX")
	a.op("JNZ scale")
	a.op("VMAXPS Y9, Y8, Y8")
	a.horizontal("VMAXPS", 8, 1)
	a.op("VMOVSS X8, (R9)")
	a.end()
}

// softmax: expK = log₂e, −126, then 2^f on ±½ from the fifth power down. With
// registers Z it works on pairs of eight values, and on a last eight alone; the
// sum stays one of eight lanes.
func softmax(a *assembler, name, reg string) {
	a.begin(name, "replaces rows of s+mask by e^(x−max) and stores 1/Σ for each; n a multiple of 8, rows ld apart.",
		arg{"s", "*float32", "AX"}, arg{"rows", "int", "BX"}, arg{"n", "int", "CX"}, arg{"ld", "int", "DX"},
		arg{"mask", "*float32", "SI"}, arg{"inv", "*float32", "DI"})
	a.op("SHLQ $2, DX")
	a.op("SHLQ $2, CX")
	if reg == "Z" {
		a.op("MOVQ CX, R9") // the pairs
		a.op("ANDQ $-64, R9")
	}
	for i := 0; i < 8; i++ {
		a.op("VBROADCASTSS ·expK+%d(SB), %s%d", 4*i, reg, 8+i)
	}
	masked := func(r string, n int) {
		a.op("VMOVUPS (AX)(R8*1), %s%d", r, n)
		a.op("VADDPS (SI)(R8*1), %[1]s%[2]d, %[1]s%[2]d", r, n)
	}
	exp := func(r string) {
		masked(r, 0)
		a.op("VSUBPS %[1]s7, %[1]s0, %[1]s0", r)
		a.op("VMULPS %[1]s8, %[1]s0, %[1]s0", r)
		a.op("VMAXPS %[1]s9, %[1]s0, %[1]s0", r)
		a.op("VCVTPS2DQ %[1]s0, %[1]s1", r)
		a.op("VCVTDQ2PS %[1]s1, %[1]s2", r)
		a.op("VSUBPS %[1]s2, %[1]s0, %[1]s0", r)
		a.op("VMOVAPS %[1]s10, %[1]s3", r)
		for i := 11; i <= 15; i++ {
			a.op("VMULPS %[1]s0, %[1]s3, %[1]s3", r)
			a.op("VADDPS %[1]s%[2]d, %[1]s3, %[1]s3", r, i)
		}
		a.op("VPSLLD $23, %[1]s1, %[1]s1", r)
		a.op("VPADDD %[1]s1, %[1]s3, %[1]s3", r)
		a.op("VADDPS Y3, Y6, Y6")
		a.op("VMOVUPS %s3, (AX)(R8*1)", r)
	}
	a.line("row:")
	a.op("XORQ R8, R8")
	masked("Y", 0)
	if reg == "Z" {
		a.op("VINSERTF64X4 $1, Y0, Z0, Z0")
		a.op("TESTQ R9, R9")
		a.op("JZ lastmax")
		a.line("maxes:")
		masked("Z", 1)
		a.op("VMAXPS Z1, Z0, Z0")
		a.op("ADDQ $64, R8")
		a.op("CMPQ R8, R9")
		a.op("JLT maxes")
		a.op("VEXTRACTF64X4 $1, Z0, Y1")
		a.op("VMAXPS Y1, Y0, Y0")
		a.line("lastmax:")
		a.op("CMPQ R8, CX")
		a.op("JGE folded")
		masked("Y", 1)
		a.op("VMAXPS Y1, Y0, Y0")
		a.line("folded:")
	} else {
		a.line("max:")
		masked("Y", 1)
		a.op("VMAXPS Y1, Y0, Y0")
		a.op("ADDQ $32, R8")
		a.op("CMPQ R8, CX")
		a.op("JLT max")
	}
	a.horizontal("VMAXPS", 0, 1)
	a.op("VBROADCASTSS X0, %s7", reg)
	a.op("VXORPS Y6, Y6, Y6")
	a.op("XORQ R8, R8")
	if reg == "Z" {
		a.op("TESTQ R9, R9")
		a.op("JZ lastexp")
		a.line("exps:")
		exp("Z")
		a.op("VEXTRACTF64X4 $1, Z3, Y3")
		a.op("VADDPS Y3, Y6, Y6")
		a.op("ADDQ $64, R8")
		a.op("CMPQ R8, R9")
		a.op("JLT exps")
		a.line("lastexp:")
		a.op("CMPQ R8, CX")
		a.op("JGE done")
		exp("Y")
		a.line("done:")
	} else {
		a.line("exp:")
		exp("Y")
		a.op("ADDQ $32, R8")
		a.op("CMPQ R8, CX")
		a.op("JLT exp")
	}
	a.horizontal("VADDPS", 6, 1)
	a.op("VMOVSS ·lnK+4(SB), X1")
	a.op("VDIVSS X6, X1, X6")
	a.op("VMOVSS X6, (DI)")
	a.op("ADDQ $4, DI")
	a.op("ADDQ DX, AX")
	a.op("DECQ BX")
	a.op("JNZ row")
	a.end()
}

func axpy(a *assembler) {
	a.begin("axpy", "adds k·x to y, n a multiple of 32.",
		arg{"k", "*float32", "DX"}, arg{"x", "*float32", "AX"}, arg{"y", "*float32", "DI"}, arg{"n", "int", "CX"})
	a.op("VBROADCASTSS (DX), Y8")
	a.op("SHRQ $5, CX")
	a.line("loop:")
	for i := 0; i < 4; i++ {
		a.op("VMULPS %d(AX), Y8, Y%d", 32*i, i)
		a.op("VADDPS %d(DI), Y%d, Y%d", 32*i, i, i)
		a.op("VMOVUPS Y%d, %d(DI)", i, 32*i)
	}
	a.op("ADDQ $128, AX")
	a.op("ADDQ $128, DI")
	a.op("DECQ CX")
	a.op("JNZ loop")
	a.end()
}

func dequantise(a *assembler) {
	a.begin("dequantise", "computes y = q·k, n a multiple of 32.",
		arg{"q", "*int8", "AX"}, arg{"n", "int", "CX"}, arg{"k", "*float32", "DX"}, arg{"y", "*float32", "DI"})
	a.op("VBROADCASTSS (DX), Y8")
	a.op("SHRQ $5, CX")
	a.line("loop:")
	for i := 0; i < 4; i++ {
		a.op("VPMOVSXBD %d(AX), Y%d", 8*i, i)
		a.op("VCVTDQ2PS Y%d, Y%d", i, i)
		a.op("VMULPS Y8, Y%d, Y%d", i, i)
		a.op("VMOVUPS Y%d, %d(DI)", i, 32*i)
	}
	a.op("ADDQ $32, AX")
	a.op("ADDQ $128, DI")
	a.op("DECQ CX")
	a.op("JNZ loop")
	a.end()
}

func widen(a *assembler) {
	a.begin("widen", "copies n bytes, a multiple of 32, to u16.",
		arg{"x", "*uint8", "AX"}, arg{"y", "*uint16", "DI"}, arg{"n", "int", "CX"})
	a.op("SHRQ $5, CX")
	a.line("loop:")
	for i := 0; i < 2; i++ {
		a.op("VPMOVZXBW %d(AX), Y%d", 16*i, i)
		a.op("VMOVDQU Y%d, %d(DI)", i, 32*i)
	}
	a.op("ADDQ $32, AX")
	a.op("ADDQ $64, DI")
	a.op("DECQ CX")
	a.op("JNZ loop")
	a.end()
}

func data(a *assembler) {
	for i := 0; i < 4; i++ {
		a.line("DATA bytes128<>+%d(SB)/8, $0x8080808080808080", 8*i)
	}
	a.line("GLOBL bytes128<>(SB), RODATA|NOPTR, $32")
	for i, v := range []int{0, 4, 1, 5, 2, 6, 3, 7} {
		a.line("DATA order<>+%d(SB)/4, $%d", 4*i, v)
	}
	a.line("GLOBL order<>(SB), RODATA|NOPTR, $32")
}
