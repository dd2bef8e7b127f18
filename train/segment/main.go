// Segment cuts texts into sentences and words as the reader does, so that the
// network trains on what it will meet. It reads JSON lines {"id","text"} and
// writes {"id","sentences":[[[start,end],…],…]}, byte ranges of the text.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"parallax"
	"parallax/syntax"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	for in.Scan() {
		var row struct {
			ID        string     `json:"id"`
			Text      string     `json:"text,omitempty"`
			Sentences [][][2]int `json:"sentences"`
		}
		if err := json.Unmarshal(in.Bytes(), &row); err != nil {
			return fmt.Errorf("input: %w", err)
		}
		d := &parallax.Document{Text: row.Text, Reports: []parallax.Report{{Span: parallax.Span{End: len(row.Text)}, Kind: "article"}}}
		syntax.Segment(d)
		row.Text = ""
		for _, s := range d.Sentences {
			var words [][2]int
			for _, t := range d.Tokens[s.First-1 : s.Last] {
				words = append(words, [2]int{t.Start, t.End})
			}
			row.Sentences = append(row.Sentences, words)
		}
		if err := enc.Encode(row); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("input: %w", err)
	}
	return out.Flush()
}
