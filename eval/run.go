package eval

import (
	"fmt"
	"iter"
	"slices"

	"parallax/internal/nn"
	"parallax/syntax"
)

// layer is one part of the table.
type layer struct {
	name  string
	score func(bench, labels string) ([]Row, error)
}

func layers() []layer {
	data := func(f func(string) ([]Row, error)) func(string, string) ([]Row, error) {
		return func(bench, _ string) ([]Row, error) { return f(bench) }
	}
	return []layer{
		{"article", Intake},
		{"segmentation", data(Segmentation)},
		{"syntax", func(bench, _ string) ([]Row, error) {
			m, err := nn.Load()
			if err != nil {
				return nil, err
			}
			return Syntax(bench, syntax.New(m))
		}},
		{"names", func(bench, _ string) ([]Row, error) {
			m, err := nn.Load()
			if err != nil {
				return nil, err
			}
			return Names(bench, syntax.New(m))
		}},
		{"times", data(Times)},
		{"quantities", data(Quantities)},
		{"attribution", Attribution},
		{"places", data(Places)},
		{"events", Events},
		{"facts", data(Facts)},
		{"mention", Coreference},
		{"cluster", data(Stories)},
		{"copies", data(Copies)},
		{"resolve", data(NameVariants)},
		{"collate", func(bench, labels string) ([]Row, error) {
			events, err := EventCoreference(bench, labels)
			if err != nil {
				return nil, err
			}
			figures, err := Pairs(bench, labels)
			return slices.Concat(events, figures), err
		}},
		{"check", data(Check)},
		{"record", Records},
	}
}

// Layers lists the names of the layers that can be scored.
func Layers() []string {
	var out []string
	for _, l := range layers() {
		out = append(out, l.name)
	}
	return out
}

// Known reports whether name is a layer.
func Known(name string) bool { return slices.Contains(Layers(), name) }

// Run scores the named layers, all when none is named, and yields their rows.
// An error concerns one layer; the others go on.
func Run(bench, labels string, names []string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, l := range layers() {
			if len(names) > 0 && !slices.Contains(names, l.name) {
				continue
			}
			rows, err := l.score(bench, labels)
			if err != nil {
				if !yield(Row{}, fmt.Errorf("%s: %w", l.name, err)) {
					return
				}
				continue
			}
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}
