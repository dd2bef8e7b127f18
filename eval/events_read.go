package eval

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"

	"parallax"
)

// EventDoc is a document, or one sentence of it, whose events were labelled by
// reading.
type EventDoc struct {
	ID, Text string
	Events   []GoldEvent
}

// GoldEvent is a labelled event mention.
type GoldEvent struct {
	Trigger            parallax.Span
	Type, Status       string
	Modes              []string
	Actors, Recipients []GoldArg
	Time, Place        parallax.Span
}

// GoldArg is a labelled participant: its words and its full name.
type GoldArg struct {
	parallax.Span
	Name string
}

// Part is the part of our own labels that a document belongs to: train, dev or
// test, by hash of its id, as train/split.py divides them.
func Part(doc string) string {
	h := sha256.Sum256([]byte("split/" + doc))
	switch n := new(big.Int).Mod(new(big.Int).SetBytes(h[:]), big.NewInt(100)).Int64(); {
	case n < 70:
		return "train"
	case n < 85:
		return "dev"
	}
	return "test"
}

// ReadEvents reads labels as train/labels/check.py and train/labels/events/check.py
// resolve them (--jsonl) and
// the texts that they are about from bench/raw/news.jsonl.
func ReadEvents(bench, labels string) ([]EventDoc, error) {
	type line struct {
		Doc    string
		Span   *[2]int // of the sentence, bytes of the document
		Events []struct {
			Trigger            [2]int
			Type, Status       string
			Modes              []string
			Actors, Recipients []struct {
				Span *[2]int
				Name string
			}
			Time, Place *[2]int
		}
	}
	at := map[string][]int{}
	var docs []EventDoc
	var parts []parallax.Span
	err := eachLine(labels, func(b []byte) error {
		var l line
		if err := json.Unmarshal(b, &l); err != nil {
			return err
		}
		d, part := EventDoc{ID: l.Doc}, parallax.Span{}
		if l.Span != nil {
			part = parallax.Span{Start: l.Span[0], End: l.Span[1]}
		}
		span := func(p *[2]int) parallax.Span {
			if p == nil {
				return parallax.Span{}
			}
			return parallax.Span{Start: p[0] - part.Start, End: p[1] - part.Start}
		}
		for _, e := range l.Events {
			g := GoldEvent{Trigger: span(&e.Trigger), Type: e.Type, Status: e.Status, Modes: e.Modes, Time: span(e.Time), Place: span(e.Place)}
			for _, a := range e.Actors {
				g.Actors = append(g.Actors, GoldArg{span(a.Span), a.Name})
			}
			for _, a := range e.Recipients {
				g.Recipients = append(g.Recipients, GoldArg{span(a.Span), a.Name})
			}
			d.Events = append(d.Events, g)
		}
		at[l.Doc] = append(at[l.Doc], len(docs))
		docs, parts = append(docs, d), append(parts, part)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = eachLine(filepath.Join(bench, "raw/news.jsonl"), func(b []byte) error {
		var x struct{ ID, Title, Text string }
		if err := json.Unmarshal(b, &x); err != nil {
			return err
		}
		for _, i := range at[x.ID] {
			docs[i].Text = x.Title + "\n\n" + x.Text
			if p := parts[i]; !p.Empty() {
				docs[i].Text = p.In(docs[i].Text)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(docs, func(d EventDoc) bool { return d.Text == "" }), nil
}

func eachLine(path string, each func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for n := 1; s.Scan(); n++ {
		if err := each(s.Bytes()); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	return s.Err()
}
