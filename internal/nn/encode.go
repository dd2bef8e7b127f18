package nn

// Sizes of the work. A tile is filled with whole sentences; one longer sentence
// is a tile of its own, and one longer than the positions is cut in windows
// that overlap.
const (
	tilePieces = 256
	blockRows  = 96 // of a tile that go on together behind attention
	slackRows  = 16 // rows past the last that kernels may read and write
	overlap    = 64 // pieces that two windows of a long sentence share
)

// An Encoding holds the word vectors of sentences, quantised: about 420 bytes a
// word and family. The zero value is empty and ready for use; an Encoding that
// is encoded into again reuses its memory. It may be read by several goroutines.
type Encoding struct {
	starts   []int32 // first word of each sentence, and the end
	families [kinds]vectors
}

// vectors are rows of dim bytes (128 is zero) with a scale each.
type vectors struct {
	u   []uint8
	s   []float32
	dim int
}

// Sentences returns the number of sentences.
func (e *Encoding) Sentences() int { return max(0, len(e.starts)-1) }

// Sentence returns the words of sentence i: from…to−1 of the encoding.
func (e *Encoding) Sentence(i int) (from, to int) { return int(e.starts[i]), int(e.starts[i+1]) }

// Words returns the number of words.
func (e *Encoding) Words() int {
	if len(e.starts) == 0 {
		return 0
	}
	return int(e.starts[len(e.starts)-1])
}

// Has tells whether the encoding holds vectors of all these families.
func (e *Encoding) Has(f Family) bool {
	for i := range e.families {
		if f>>i&1 != 0 && e.families[i].dim == 0 {
			return false
		}
	}
	return true
}

func (v *vectors) reset(words, dim int) {
	v.dim = dim
	if n := (words + slackRows) * dim; cap(v.u) < n {
		v.u = aligned[uint8](n)
	}
	if n := words + slackRows; cap(v.s) < n {
		v.s = aligned[float32](n)
	}
	v.u, v.s = v.u[:(words+slackRows)*dim], v.s[:words+slackRows]
}

// Encode replaces e by the vectors of the given sentences, lists of words, for
// each family asked that the model holds. A sentence's vectors do not depend on
// the others. Time and memory are linear in the number of words.
func (ws *Workspace) Encode(e *Encoding, sentences [][]string, f Family) {
	f &= ws.m.Families() &^ Coref
	e.starts = append(e.starts[:0], 0)
	words := 0
	for _, s := range sentences {
		words += len(s)
		e.starts = append(e.starts, int32(words))
	}
	for i := range e.families {
		e.families[i].dim = 0
		if f>>i&1 != 0 {
			e.families[i].reset(words, ws.m.dim(i))
		}
	}
	if f == 0 {
		return
	}
	t := &ws.tile
	t.reset()
	for i, s := range sentences {
		ws.read(s)
		ws.windows(int(e.starts[i]), len(s), func(from, to, own, ownEnd, word int) {
			n := int(ws.wordAt[to]-ws.wordAt[from]) + 2
			if len(t.ids) > 0 && len(t.ids)+n > tilePieces {
				ws.forward(e, f)
				t.reset()
			}
			ws.add(from, to, own, ownEnd, word)
		})
	}
	if len(t.ids) > 0 {
		ws.forward(e, f)
	}
}

// read looks up the pieces and shapes of a sentence.
func (ws *Workspace) read(words []string) {
	ws.ids, ws.shapes, ws.wordAt = ws.ids[:0], ws.shapes[:0], append(ws.wordAt[:0], 0)
	for _, w := range words {
		ws.ids, ws.text = ws.m.vocab.pieces(ws.ids, w, ws.text)
		ws.wordAt = append(ws.wordAt, int32(len(ws.ids)))
		ws.shapes = append(ws.shapes, int32(ws.m.shape(w)))
	}
}

// windows calls yield for each stretch from…to of the sentence that was read,
// with the words own…ownEnd in it whose vectors are to be kept, and the place of
// own in the encoding. Windows overlap by about 64 pieces; a word is kept from
// the window that shows it more context.
func (ws *Workspace) windows(first, n int, yield func(from, to, own, ownEnd, word int)) {
	limit := int32(ws.m.cfg.Positions - 2)
	at := ws.wordAt
	for from, own := 0, 0; own < n; {
		to := from
		for to < n && at[to+1]-at[from] <= limit {
			to++
		}
		if to == n {
			yield(from, n, own, n, first+own)
			return
		}
		next := to
		for next > own+1 && at[to]-at[next-1] <= min(overlap, limit/4) {
			next--
		}
		ownEnd := next
		for ownEnd < to && at[to]-at[ownEnd+1] >= min(overlap, limit/4)/2 {
			ownEnd++
		}
		ownEnd = max(ownEnd, own+1)
		yield(from, to, own, ownEnd, first+own)
		from, own = next, ownEnd
	}
}

// A tile is the input of one forward: segments, one after the other.
type tile struct {
	ids    []int32 // pieces
	shapes []int32 // shape class of each piece's word
	lens   []int   // pieces of each segment
	words  []int   // words to keep of each segment
	first  []int32 // row of the first piece of each word to keep
	class  []int32 // its shape class
	word   []int32 // its place in the encoding
}

func (t *tile) reset() {
	t.ids, t.shapes, t.lens, t.words = t.ids[:0], t.shapes[:0], t.lens[:0], t.words[:0]
	t.first, t.class, t.word = t.first[:0], t.class[:0], t.word[:0]
}

// add appends the words from…to of the sentence that was read as a segment.
func (ws *Workspace) add(from, to, own, ownEnd, word int) {
	t, at := &ws.tile, ws.wordAt
	t.ids, t.shapes = append(t.ids, ws.m.vocab.cls), append(t.shapes, 0)
	for w := from; w < to; w++ {
		if own <= w && w < ownEnd {
			t.first = append(t.first, int32(len(t.ids)))
			t.class = append(t.class, ws.shapes[w])
			t.word = append(t.word, int32(word+w-own))
		}
		t.ids = append(t.ids, ws.ids[at[w]:at[w+1]]...)
		for range at[w+1] - at[w] {
			t.shapes = append(t.shapes, ws.shapes[w])
		}
	}
	t.ids, t.shapes = append(t.ids, ws.m.vocab.sep), append(t.shapes, 0)
	t.lens = append(t.lens, int(at[to]-at[from])+2)
	t.words = append(t.words, ownEnd-own)
}
