package nn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestOpenErrors(t *testing.T) {
	good := modelFile(small)
	// rewrite changes the header and leaves the data.
	rewrite := func(change func(*header)) []byte {
		n := int(binary.LittleEndian.Uint32(good[6:]))
		var h header
		if err := json.Unmarshal(good[10:10+n], &h); err != nil {
			t.Fatal(err)
		}
		change(&h)
		return (&fileWriter{h: h, data: good[padTo(10+n, 64):]}).file()
	}
	find := func(h *header, name string) *tensor {
		for i := range h.Tensors {
			if h.Tensors[i].Name == name {
				return &h.Tensors[i]
			}
		}
		t.Fatal("no tensor", name)
		return nil
	}
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"empty", "no weights", nil},
		{"other file", "not a PLXW1 file", []byte("GIF89a and more")},
		{"only magic", "not a PLXW1 file", []byte(magic)},
		{"header cut", "cut short", good[:100]},
		{"data cut", "cut short", good[:len(good)-64]},
		{"bad JSON", "header", bytes.Replace(good, []byte(`{"config"`), []byte(`{"config?`), 1)},
		{"missing", `"trunk.1.o.weight" is missing`, bytes.Replace(good, []byte(`"trunk.1.o.weight"`), []byte(`"trunk.1.x.weight"`), 1)},
		{"dtype", "unknown dtype", rewrite(func(h *header) { find(h, "emb.pos").Dtype = "f16" })},
		{"wrong type", "want i8", rewrite(func(h *header) { find(h, "emb.word").Dtype = "u8" })},
		{"shape", "want f32", rewrite(func(h *header) { find(h, "emb.pos").Shape = []int{32, 128} })},
		{"negative", "does not fit", rewrite(func(h *header) { find(h, "emb.pos").Shape[0] = -64 })},
		{"overflow", "does not fit", rewrite(func(h *header) { find(h, "emb.pos").Shape = []int{1 << 40, 1 << 40} })},
		{"offset", "offset", rewrite(func(h *header) { find(h, "emb.pos").Offset += 4 })},
		{"twice", "twice", rewrite(func(h *header) { h.Tensors = append(h.Tensors, h.Tensors[0]) })},
		{"sizes", "sizes out of range", rewrite(func(h *header) { h.Config.Heads = 3 })},
		{"family", "family", rewrite(func(h *header) { h.Config.Families = []string{"syn", "syn"} })},
		{"vocab", "pieces, want", rewrite(func(h *header) { find(h, "vocab").Bytes -= 20; find(h, "vocab").Shape[0] -= 20 })},
		{"head kind", "unknown kind", rewrite(func(h *header) { h.Heads[0].Kind = "lstm" })},
		{"head family", "a family of the file", rewrite(func(h *header) { h.Heads[0].Family = "pragmatics" })},
		{"head labels", "outputs", rewrite(func(h *header) { h.Heads[0].Labels = h.Heads[0].Labels[1:] })},
		{"temperature", "temperature", rewrite(func(h *header) { h.Heads[0].Temperature = 0 })},
	} {
		_, err := Open(c.file)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
	if _, err := Open(nil); !errors.Is(err, ErrNoWeights) {
		t.Error("an empty file is not ErrNoWeights")
	}
	if _, err := Open(good); err != nil {
		t.Error(err)
	}
	nan := rewrite(func(*header) {})
	copy(nan[len(nan)-4:], []byte{0, 0, 0xc0, 0x7f})
	if _, err := Open(nan); err == nil || !strings.Contains(err.Error(), "not finite") {
		t.Error("NaN:", err)
	}
}

// FuzzOpen: no file makes the loader panic, and whatever it takes can run.
func FuzzOpen(f *testing.F) {
	tiny := small
	tiny.Hidden, tiny.Heads, tiny.FFN, tiny.Trunk, tiny.Vocab, tiny.Positions = 32, 1, 32, 1, 120, 16
	good := modelFile(tiny)
	f.Add(good)
	f.Add(good[:2000])
	f.Add([]byte(magic + "\x02\x00\x00\x00{}"))
	text := [][]string{{"attack", "on", "Baghdad"}, strings.Fields(strings.Repeat("in ", 40))}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Open(b)
		if err != nil || m.Families() == 0 || m.cfg.Hidden*m.cfg.Positions > 1<<20 {
			return
		}
		var e Encoding
		m.NewWorkspace().Encode(&e, text, Syn|Sem)
	})
}
