package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// Reading is our own reading of one article: its claims and events, by byte
// offsets (train/labels/reading.jsonl, made by train/labels/check.py).
type Reading struct {
	Doc    string
	Text   string `json:"-"`
	Date   string `json:"-"`
	Claims []struct {
		Content             [][2]int
		Cue                 []int
		Chain               []ReadingLink
		Quoted, Stance, Act string
	}
	Events []struct {
		Trigger      []int
		Type, Status string
		Modes        []string
		Actors       []ReadingLink
		Recipients   []ReadingLink
		Time, Place  json.RawMessage
	}
}

// ReadingLink is a source or participant: its words, nil where none stand in the
// text, and its full name.
type ReadingLink struct {
	Span       []int
	Name, Kind string
}

// Readings loads labels with the texts they are of; part is "train", "dev",
// "test" or "" for all. Part says which is
// which.
func Readings(bench, labels, part string) ([]Reading, error) {
	texts := map[string][2]string{}
	f, err := os.Open(filepath.Join(bench, "raw", "news.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("readings: %w", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var x struct{ ID, Title, Text, Date string }
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("readings: %w", err)
		}
		texts[x.ID] = [2]string{x.Title + "\n\n" + x.Text, x.Date}
	}
	l, err := os.Open(labels)
	if err != nil {
		return nil, fmt.Errorf("readings: %w", err)
	}
	defer l.Close()
	var out []Reading
	sc = bufio.NewScanner(l)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var r Reading
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("readings: %w", err)
		}
		if part != "" && Part(r.Doc) != part {
			continue
		}
		t, ok := texts[r.Doc]
		if !ok {
			continue
		}
		r.Text, r.Date = t[0], t[1]
		out = append(out, r)
	}
	return out, sc.Err()
}
