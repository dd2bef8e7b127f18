package eval

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parallax"
)

// FactDoc is a text with words that tell events, and what its annotators say of
// them.
type FactDoc struct {
	ID, Text, Half string
	Facts          []Fact
}

// Fact is how one event stands to the facts: of MEANTIME its polarity, certainty
// and time, "" where not annotated, and the event that it tells, "" where it was
// put with none; of UW its factuality from −3, certainly not, to 3, certainly.
type Fact struct {
	parallax.Span
	Polarity, Certainty, Time, Event string
	Value                            float64
}

// sentences puts a text together from tokens, each sentence a line, and gives
// the span of each token.
func sentences(words []string, sentence []int) (string, []parallax.Span) {
	var t strings.Builder
	spans := make([]parallax.Span, len(words))
	open := false
	for i, w := range words {
		switch {
		case w == "``":
			w, open = "\"", true
		case w == "''" || w == "\"":
			w, open = "\"", false
		}
		switch {
		case i == 0:
		case sentence[i] != sentence[i-1]:
			t.WriteByte('\n')
		case glued.MatchString(w) || w == "\"" && !open || strings.HasSuffix(t.String(), "(") || open && words[i-1] == "``":
		default:
			t.WriteByte(' ')
		}
		a := t.Len()
		t.WriteString(w)
		spans[i] = parallax.Span{Start: a, End: t.Len()}
	}
	return t.String(), spans
}

// ReadMeantime reads MEANTIME (Minard et al. 2016), Wikinews of two subjects, in
// two halves by hash of the name: "a" to develop on, "b" to report.
func ReadMeantime(bench string) ([]FactDoc, error) {
	files, err := filepath.Glob(filepath.Join(bench, "events", "meantime", "*", "*.xml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []FactDoc
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		d, err := meantime(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		d.ID, d.Half = strings.TrimSuffix(filepath.Base(f), ".xml"), "b"
		if Half(d.ID) == "dev" {
			d.Half = "a"
		}
		out = append(out, d)
	}
	return out, nil
}

func meantime(b []byte) (FactDoc, error) {
	var x struct {
		Tokens []struct {
			ID       int    `xml:"t_id,attr"`
			Sentence int    `xml:"sentence,attr"`
			Text     string `xml:",chardata"`
		} `xml:"token"`
		Events []struct {
			ID        string `xml:"m_id,attr"`
			Polarity  string `xml:"polarity,attr"`
			Certainty string `xml:"certainty,attr"`
			Time      string `xml:"time,attr"`
			Tokens    []struct {
				ID int `xml:"t_id,attr"`
			} `xml:"token_anchor"`
		} `xml:"Markables>EVENT_MENTION"`
		Refers []struct {
			Source []struct {
				ID string `xml:"m_id,attr"`
			} `xml:"source"`
			Target struct {
				ID string `xml:"m_id,attr"`
			} `xml:"target"`
		} `xml:"Relations>REFERS_TO"`
	}
	if err := xml.Unmarshal(b, &x); err != nil {
		return FactDoc{}, err
	}
	words, sents, at := make([]string, len(x.Tokens)), make([]int, len(x.Tokens)), map[int]int{}
	for i, t := range x.Tokens {
		words[i], sents[i], at[t.ID] = t.Text, t.Sentence, i
	}
	var d FactDoc
	var spans []parallax.Span
	d.Text, spans = sentences(words, sents)
	event := map[string]string{}
	for _, r := range x.Refers {
		for _, s := range r.Source {
			event[s.ID] = r.Target.ID
		}
	}
	for _, e := range x.Events {
		if len(e.Tokens) == 0 {
			continue
		}
		s := parallax.Span{Start: spans[at[e.Tokens[0].ID]].Start, End: spans[at[e.Tokens[len(e.Tokens)-1].ID]].End}
		d.Facts = append(d.Facts, Fact{Span: s, Polarity: e.Polarity, Certainty: e.Certainty, Time: e.Time, Event: event[e.ID]})
	}
	slices.SortStableFunc(d.Facts, func(a, b Fact) int { return a.Start - b.Start })
	return d, nil
}

// ReadFactuality reads a file of UW (Lee et al. 2015), in halves as the sentences
// stand in it, for their documents are not named: "a", the first, to develop on,
// "b" to report.
func ReadFactuality(path string) ([]FactDoc, error) {
	var out []FactDoc
	err := eachLine(path, func(b []byte) error {
		var x struct {
			Text    string
			Targets []struct {
				Span  [2]int `json:"span1"`
				Label float64
			}
		}
		if err := json.Unmarshal(b, &x); err != nil {
			return err
		}
		words := strings.Split(x.Text, " ")
		d := FactDoc{ID: fmt.Sprintf("uw %d", len(out))}
		var spans []parallax.Span
		d.Text, spans = sentences(words, make([]int, len(words)))
		for _, t := range x.Targets {
			if t.Span[0] < len(spans) {
				d.Facts = append(d.Facts, Fact{Span: spans[t.Span[0]], Value: t.Label})
			}
		}
		out = append(out, d)
		return nil
	})
	for i := range out {
		out[i].Half = "ab"[2*i/len(out) : 2*i/len(out)+1]
	}
	return out, err
}
