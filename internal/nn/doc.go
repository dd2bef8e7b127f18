// Package nn runs the reader's neural network: words of English sentences in,
// a score for every question the later passes ask of them out, in pure Go with
// assembly kernels and no other dependency than CPU detection and Unicode
// tables.
//
// # The network
//
// The encoder is BERT (Devlin et al. 2019) in the size of MiniLM (Wang et al.
// 2020): wordpieces, 384 hidden units, 12 heads, layer norm after each block.
// Its lower layers, the trunk, are shared. Its top layers exist once per
// [Family] of questions, because a network tuned for trees alone forgets what
// distinguishes events. A family's word vector is a learned mixture of all
// layers at the word's first piece, with an embedding of the word's letter
// shape beside it (the vocabulary is lower case).
//
// A sentence is read alone. The family Coref alone reads several: its layers
// (context.bin) start from what the trunk made of the words of a [Context].
//
// On the word vectors stand heads, described by the weights file and found by
// name with [Model.Head]: tag and multi-label heads (one or more linear layers
// with GELU between) and the deep biaffine forms of Dozat and Manning (2017)
// for arcs, arc labels and roles.
//
// # Use
//
//	m, err := nn.Load()                // once; weights are embedded
//	ws := m.NewWorkspace()             // one per goroutine
//	var e nn.Encoding                  // word vectors, reused between texts
//	ws.Encode(&e, sentences, nn.Syn|nn.Sem)
//	tags := ws.Best(nil, m.Head("upos"), &e, 0, e.Words())
//
// # Numbers
//
// Matrices of the encoder are int8 with a scale per row; activations are
// quantised to 8 bits per token, products are summed in int32, exactly. Whole
// sentences are packed into tiles of about 256 pieces without padding; the
// tile stays in the cache and a sentence's result does not depend on its
// neighbours.
//
// A record must not depend on the machine that made it. So every path (AVX-512
// VNNI, AVX-VNNI, AVX2, plain Go on any processor) gives the same bits: no
// kernel fuses a multiplication with an addition, every sum has one order, and
// exponentials are our own polynomials. The plain Go twin of each kernel is its
// specification; the tests compare them bit by bit. The environment variable
// PARALLAX_CPU (generic, avx2, avxvnni, vnni256, vnni512) chooses a path for
// measurements; a path the processor lacks is ignored.
//
// # The weights file
//
//	offset 0   "PLXW1\n"
//	       6   u32, little endian: length L of the header
//	      10   header, L bytes of JSON: config, heads, tensors
//	           zeros up to the next multiple of 64
//	           tensors, each at a multiple of 64 from here
//
// [Open] checks the structure and copies nothing large. Matrices are laid out
// for the processor when they are first needed.
package nn

//go:generate go run ./gen
