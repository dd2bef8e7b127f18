package nn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// A fileWriter builds a weights file in memory, with random weights.
type fileWriter struct {
	h    header
	data []byte
	rand *rand.Rand
}

func (w *fileWriter) add(name, dtype string, b []byte, shape ...int) {
	for len(w.data)%64 != 0 {
		w.data = append(w.data, 0)
	}
	w.h.Tensors = append(w.h.Tensors, tensor{name, dtype, shape, len(w.data), len(b)})
	w.data = append(w.data, b...)
}

// f32 adds normally distributed values about mean.
func (w *fileWriter) f32(name string, mean, dev float64, shape ...int) {
	n := 1
	for _, d := range shape {
		n *= d
	}
	b := make([]byte, 0, 4*n)
	for range n {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(mean+dev*w.rand.NormFloat64())))
	}
	w.add(name, "f32", b, shape...)
}

func (w *fileWriter) linear(name string, out, in int, wide bool) {
	if wide {
		b := make([]byte, out*in)
		for i := range b {
			b[i] = byte(int8(w.rand.IntN(255) - 127))
		}
		w.add(name+".weight", "i8", b, out, in)
		w.f32(name+".scale", 0.0009, 0.0001, out)
	} else {
		w.f32(name+".weight", 0, 0.06, out, in)
	}
	w.f32(name+".bias", 0, 0.05, out)
}

func (w *fileWriter) layer(name string, c config) {
	w.linear(name+".qkv", 3*c.Hidden, c.Hidden, true)
	w.linear(name+".o", c.Hidden, c.Hidden, true)
	w.linear(name+".ffn1", c.FFN, c.Hidden, true)
	w.linear(name+".ffn2", c.Hidden, c.FFN, true)
	for _, ln := range []string{".ln1", ".ln2"} {
		w.f32(name+ln+".g", 1, 0.1, c.Hidden)
		w.f32(name+ln+".b", 0, 0.1, c.Hidden)
	}
}

func (w *fileWriter) head(d head, dim, width int, wide bool) {
	w.h.Heads = append(w.h.Heads, d)
	name, labels := "head."+d.Name+".", len(d.Labels)
	switch Kind(d.Kind) {
	case Tag, Multi:
		if width > 0 {
			w.linear(name+"0", width, dim, wide)
			w.linear(name+"1", labels, width, wide)
		} else {
			w.linear(name+"0", labels, dim, wide)
		}
		return
	case Arc:
		labels = 1
	default:
		w.linear(name+"const", labels, width, false)
	}
	w.linear(name+"a", width, dim, true)
	w.linear(name+"b", width, dim, true)
	w.linear(name+"bilinear", labels*width, width, wide)
	if Kind(d.Kind) != Roles {
		w.f32(name+"root", 0.1, 0.3, width)
	}
}

func (w *fileWriter) file() []byte {
	h, err := json.Marshal(w.h)
	if err != nil {
		panic(err)
	}
	b := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(h)))
	b = append(b, h...)
	for len(b)%64 != 0 {
		b = append(b, 0)
	}
	return append(b, w.data...)
}

var (
	small = config{Hidden: 64, Heads: 2, FFN: 96, Trunk: 2, Families: familyNames[:], Top: 1, Positions: 64, Vocab: 600}
	full  = config{Hidden: 384, Heads: 12, FFN: 1536, Trunk: 4, Families: familyNames[:], Top: 2, Positions: 256, Vocab: 30522}
)

// testVocab holds the special pieces, letters, digits, marks, some words and
// continuations, and fills up to n.
func testVocab(n int) []byte {
	v := []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
	for c := 'a'; c <= 'z'; c++ {
		v = append(v, string(c), "##"+string(c))
	}
	for c := '!'; c <= '@'; c++ {
		v = append(v, string(c))
		if c >= '0' && c <= '9' {
			v = append(v, "##"+string(c))
		}
	}
	v = append(v, strings.Fields("the in said minister attack on iraq bagh ##dad ##ter min ##is ##mini ##ter ##ing cafe é — 北 ##京 ᄒ ##ᅡ ##ᆫ")...)
	for len(v) < n {
		v = append(v, "filler"+strconv.Itoa(len(v)))
	}
	return []byte(strings.Join(v[:n], "\n") + "\n")
}

func labels(n int) []string {
	l := make([]string, n)
	for i := range l {
		l[i] = fmt.Sprint("l", i)
	}
	return l
}

// modelFile is a weights file of the given size with a head of every kind.
func modelFile(c config) []byte {
	w := &fileWriter{rand: rand.New(rand.NewPCG(1, 2))}
	c.Shapes = []string{"?", "x", "xx", "Xxx", "XX", "dd", "."}
	w.h.Config = c
	w.add("vocab", "u8", testVocab(c.Vocab), len(testVocab(c.Vocab)))
	b := make([]byte, c.Vocab*c.Hidden)
	for i := range b {
		b[i] = byte(int8(w.rand.IntN(255) - 127))
	}
	w.add("emb.word", "i8", b, c.Vocab, c.Hidden)
	w.f32("emb.word.scale", 0.0006, 0.0001, c.Vocab)
	w.f32("emb.pos", 0, 0.02, c.Positions, c.Hidden)
	w.f32("emb.ln.g", 1, 0.1, c.Hidden)
	w.f32("emb.ln.b", 0, 0.1, c.Hidden)
	w.f32("shape.piece", 0, 0.05, len(c.Shapes), c.Hidden)
	for i := range c.Trunk {
		w.layer("trunk."+strconv.Itoa(i), c)
	}
	for _, f := range c.Families {
		for i := range c.Top {
			w.layer(f+"."+strconv.Itoa(i), c)
		}
		w.f32(f+".mix", 0.15, 0.02, 1+c.Trunk+c.Top)
		w.f32(f+".shape", 0, 0.5, len(c.Shapes), 32)
	}
	d := c.Hidden + 32
	bio := []string{"O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"}
	w.head(head{"upos", "syn", "tag", labels(17), 1}, d, 0, true)
	w.head(head{"xpos", "syn", "tag", labels(50), 1.3}, d, 0, false)
	w.head(head{"lemma", "syn", "tag", labels(301), 1}, d, 0, true)
	w.head(head{"names", "syn", "tag", bio, 1.1}, d, 64, true)
	w.head(head{"arc", "syn", "arc", []string{"arc"}, 1}, d, 96, true)
	w.head(head{"label", "syn", "label", labels(45), 0.9}, d, 64, true)
	w.head(head{"status", "sem", "tag", labels(9), 1}, d, 32, false)
	w.head(head{"mode", "sem", "multi", labels(5), 1}, d, 0, true)
	w.head(head{"roles", "sem", "roles", labels(7), 1.2}, d, 32, false)
	return w.file()
}

// openTest opens file on path p.
func openTest(t testing.TB, file []byte, p Path) *Model {
	t.Helper()
	m, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	m.path = p
	return m
}

// sentences makes n sentences of 1 to longest words, known, unknown and odd.
func sentences(n, longest int, seed uint64) [][]string {
	r := rand.New(rand.NewPCG(seed, 0))
	words := strings.Fields("The the in said Minister attack on Iraq Baghdad ministering 1,200 Café é — 北京 한 x $ … U.S. zzz 😀 \xff\xfe Kata'ib")
	words = append(words, "", strings.Repeat("a", 200), strings.Repeat("ab-", 30))
	s := make([][]string, n)
	for i := range s {
		for range 1 + r.IntN(longest) {
			s[i] = append(s[i], words[r.IntN(len(words))])
		}
	}
	return s
}

func TestModelFile(t *testing.T) {
	if !bytes.Equal(modelFile(small), modelFile(small)) {
		t.Fatal("not the same twice")
	}
}
