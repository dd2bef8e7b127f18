package eval

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"parallax"
	"parallax/ingest"
	"parallax/pipeline"
)

// GoldReport is a report labelled whole (train/labels/gold; docs/labels.md
// says how). Spans are bytes of its title, a blank line and its text. Wherever
// names stand, any one of them is right.
type GoldReport struct {
	File, Part string
	Claims     []struct {
		Content  goldSpan
		Chain    [][]string // outermost first
		Quoted   string
		Stance   string
		Optional bool // neither helps nor harms
	}
	Events []struct {
		Trigger            goldSpan
		Types              []string // any one is right
		Actors, Recipients [][]string
		Time               string // a date or part of one
		Place              []string
		Status, Key        string // mentions of one event share a key
		Optional           bool
	}
}

type goldSpan struct{ Span [2]int }

func (g goldSpan) span() parallax.Span { return parallax.Span{Start: g.Span[0], End: g.Span[1]} }

type goldDispute struct{ A, B goldSide }

// goldSide is the words of one side; Seed is the number in the report's file name.
type goldSide struct {
	goldSpan
	Seed int
}

// Records scores the records of reports labelled whole: those of dev read
// together, and those of test. Claims match when half of the shorter content
// and three tenths of both together are shared, event mentions when half of
// the shorter trigger is.
func Records(bench, labels string) ([]Row, error) {
	dir := filepath.Join(filepath.Dir(labels), "gold")
	var across struct{ Disputes []goldDispute }
	if err := readJSON(filepath.Join(dir, "across.json"), &across); err != nil {
		return nil, fmt.Errorf("records: %w", err)
	}
	paths, err := filepath.Glob(filepath.Join(dir, "[0-9]*.json"))
	if err != nil {
		return nil, fmt.Errorf("records: %w", err)
	}
	golds := map[int]GoldReport{}
	for _, path := range paths {
		var n int
		var g GoldReport
		if _, err := fmt.Sscanf(filepath.Base(path), "%d.json", &n); err != nil {
			return nil, fmt.Errorf("records: %s: %w", path, err)
		}
		if err := readJSON(path, &g); err != nil {
			return nil, fmt.Errorf("records: %w", err)
		}
		golds[n] = g
	}
	var rows []Row
	for _, part := range []string{"dev", "test"} {
		s := recordScore{of: map[string]*[2]int{}, golds: map[int]GoldReport{}}
		for n, g := range golds {
			if g.Part == part {
				s.golds[n] = g
			}
		}
		if s.rec, err = readGold(bench, s.golds); err != nil {
			return nil, fmt.Errorf("records: %w", err)
		}
		s.run(across.Disputes)
		for _, name := range s.names {
			x := s.of[name]
			rows = append(rows, Row{"record", "own whole reports, " + part, name, pct(x[0], x[1]), x[1]})
		}
	}
	return rows, nil
}

func readJSON(path string, x any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, x); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// readGold reads the labelled reports together into one record.
func readGold(bench string, golds map[int]GoldReport) (*parallax.Record, error) {
	p, err := shared()
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, g := range golds {
		found, err := filepath.Glob(filepath.Join(bench, "stories", "*", g.File))
		if err != nil || len(found) != 1 {
			return nil, fmt.Errorf("%s: %d files in stories", g.File, len(found))
		}
		paths = append(paths, found[0])
	}
	slices.Sort(paths)
	var docs []*parallax.Document
	for r := range p.Read(ingest.Open(paths, ingest.Options{})) {
		if r.Err != nil {
			return nil, r.Err
		}
		r.Document.ID = len(docs) + 1
		docs = append(docs, r.Document)
	}
	return pipeline.Project(p.Collate(docs, nil)), nil
}
