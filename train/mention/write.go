package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"

	"parallax"
	"parallax/internal/nn"
	"parallax/syntax"
)

// A writer writes a set as three files: NAME.jsonl, a line a document; NAME.u16,
// its choices; NAME.trunk, a row a word of what the trunk made of it, bytes and
// then a float32 of scale.
//
// A choice is: word, number of antecedents, 1 if none may be right; then, for each
// antecedent, its head's word, 1 if right, its entity, the pair of kinds and the
// features. Without files it keeps the choices.
type writer struct {
	choices []choice
	ws      *nn.Workspace
	e       nn.Encoding
	c       nn.Context
	files   [3]*os.File
	to      [3]*bufio.Writer
	numbers []byte
}

func newWriter(folder, name string, m *nn.Model) (*writer, error) {
	w := &writer{ws: m.NewWorkspace()}
	for i, end := range []string{".jsonl", ".u16", ".trunk"} {
		f, err := os.Create(filepath.Join(folder, name+end))
		if err != nil {
			return nil, err
		}
		w.files[i], w.to[i] = f, bufio.NewWriterSize(f, 1<<20)
	}
	return w, nil
}

func (w *writer) close() error {
	for i, f := range w.files {
		if err := w.to[i].Flush(); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// document writes a document and its choices, by token id.
func (w *writer) document(d *parallax.Document, id string, all []choice) error {
	sentences := make([][]string, len(d.Sentences))
	for i := range d.Sentences {
		sentences[i] = syntax.Words(d, i)
	}
	return w.sentences(sentences, id, all)
}

func (w *writer) sentences(sentences [][]string, id string, all []choice) error {
	if w.ws == nil || len(all) == 0 {
		w.choices = append(w.choices, all...)
		return nil
	}
	starts := []int{0}
	for _, s := range sentences {
		starts = append(starts, starts[len(starts)-1]+len(s))
	}
	w.numbers = w.numbers[:0]
	put := func(n int) { w.numbers = binary.LittleEndian.AppendUint16(w.numbers, uint16(n)) }
	bit := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	for _, c := range all {
		put(c.head - 1)
		put(len(c.antecedents))
		put(bit(c.none))
		for _, a := range c.antecedents {
			put(a.head - 1)
			put(bit(a.right))
			put(a.entity)
			put(a.features.Pair)
			for _, v := range a.features.Values {
				put(v)
			}
		}
	}
	line, err := json.Marshal(map[string]any{"id": id, "starts": starts, "choices": len(all), "slots": len(all[0].antecedents[0].features.Values), "numbers": len(w.numbers) / 2})
	if err != nil {
		return err
	}
	if _, err := w.to[0].Write(append(line, '\n')); err != nil {
		return err
	}
	if _, err := w.to[1].Write(w.numbers); err != nil {
		return err
	}
	w.c.Reset()
	w.ws.Encode(&w.e, sentences, nn.Trunk)
	w.c.Add(&w.e)
	return w.c.Write(w.to[2])
}
