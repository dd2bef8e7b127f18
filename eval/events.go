package eval

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"parallax"
	"parallax/pipeline"
)

// EventScore counts what a coder found of labelled events.
type EventScore struct {
	Trigger, Typed           counts // typed: found and of the right type
	Matched, Status, Modes   int
	Unreal, UnrealRight      int // labelled neither actual nor historical
	Actor, Recipient, Place  counts
	Time                     counts
	Missed, False, WrongType []string // with PARALLAX_MISSES, what went wrong
}

// Add scores the events of d against gold.
func (s *EventScore) Add(d *parallax.Document, gold EventDoc) {
	taken := make([]bool, len(d.Events))
	s.Trigger.gold += len(gold.Events)
	s.Trigger.system += len(d.Events)
	line := func(at parallax.Span, what string) string {
		for _, x := range d.Sentences {
			if x.Overlap(at) > 0 {
				return fmt.Sprintf("%s\t%s\t…%s…", what, at.In(d.Text), strings.Join(strings.Fields(clip(d.Text, x.Span, at)), " "))
			}
		}
		return what + "\t" + at.In(d.Text)
	}
	for _, g := range gold.Events {
		best := -1
		for i, e := range d.Events {
			if !taken[i] && e.Overlap(g.Trigger) > 0 && (best < 0 || e.Type == g.Type && d.Events[best].Type != g.Type) {
				best = i
			}
		}
		if best < 0 {
			s.Missed = append(s.Missed, line(g.Trigger, g.Type))
			continue
		}
		taken[best] = true
		e := d.Events[best]
		s.Trigger.right++
		s.Matched++
		if e.Type == g.Type {
			s.Typed.right++
			for _, m := range g.Modes {
				if slices.Contains(e.Modes, m) {
					s.Modes++
					break
				}
			}
		} else {
			s.WrongType = append(s.WrongType, line(g.Trigger, g.Type+">"+e.Type))
		}
		s.Status += one(e.Status == g.Status)
		if g.Status != parallax.Actual && g.Status != parallax.Historical {
			s.Unreal++
			s.UnrealRight += one(e.Status != parallax.Actual && e.Status != parallax.Historical)
		}
		s.Actor.args(d, e.Actors, g.Actors)
		s.Recipient.args(d, e.Recipients, g.Recipients)
		if g.Place.Len() > 0 {
			s.Place.gold++
		}
		if e.Place.Len() > 0 {
			s.Place.system++
			s.Place.right += one(e.Place.Overlap(g.Place) > 0)
		}
		if g.Time.Len() > 0 {
			s.Time.gold++
		}
		if e.Time > 0 {
			s.Time.system++
			s.Time.right += one(d.Times[e.Time-1].Overlap(g.Time) > 0)
		}
	}
	for i, e := range d.Events {
		if !taken[i] {
			s.False = append(s.False, line(e.Span, e.Type))
		}
	}
	s.Typed.gold, s.Typed.system = s.Trigger.gold, s.Trigger.system
}

func clip(text string, sent, at parallax.Span) string {
	a, b := max(sent.Start, at.Start-110), min(sent.End, at.End+110)
	return strings.ToValidUTF8(text[a:at.Start]+"["+text[at.Start:at.End]+"]"+text[at.End:b], "")
}

// args counts participants: right where the words overlap or the entity bears
// the name.
func (c *counts) args(d *parallax.Document, got []parallax.Arg, gold []GoldArg) {
	c.gold += len(gold)
	c.system += len(got)
	used := make([]bool, len(got))
	for _, g := range gold {
		for i, a := range got {
			if !used[i] && (a.Overlap(g.Span) > 0 || a.Entity > 0 && sameName(d.Entities[a.Entity-1].Name, g.Name)) {
				used[i] = true
				c.right++
				break
			}
		}
	}
}

func sameName(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return a != "" && b != "" && (a == b || strings.Contains(" "+a+" ", " "+b+" ") || strings.Contains(" "+b+" ", " "+a+" "))
}

func (c counts) precision() float64 { return pct(c.right, c.system) }
func (c counts) recall() float64    { return pct(c.right, c.gold) }

// Rows are the lines of the table for data.
func (s *EventScore) Rows(data string) []Row {
	row := func(metric string, v float64, n int) Row { return Row{"plover", data, metric, v, n} }
	return []Row{
		row("trigger P", s.Trigger.precision(), s.Trigger.system), row("trigger R", s.Trigger.recall(), s.Trigger.gold), row("trigger F1", s.Trigger.f1(), s.Trigger.gold),
		row("trigger and type F1", s.Typed.f1(), s.Typed.gold), row("type, of the matched", pct(s.Typed.right, s.Matched), s.Matched),
		row("status, of the matched", pct(s.Status, s.Matched), s.Matched), row("not real, marked so", pct(s.UnrealRight, s.Unreal), s.Unreal),
		row("actor P", s.Actor.precision(), s.Actor.system), row("actor R", s.Actor.recall(), s.Actor.gold),
		row("recipient P", s.Recipient.precision(), s.Recipient.system), row("recipient R", s.Recipient.recall(), s.Recipient.gold),
		row("place P", s.Place.precision(), s.Place.system), row("place R", s.Place.recall(), s.Place.gold),
		row("time P", s.Time.precision(), s.Time.system), row("time R", s.Time.recall(), s.Time.gold),
	}
}

// Events scores the event coder on our own labels, apart from the part that its
// lexicon was compiled with, and on the sentences of PLV. Labels is the file
// that train/labels/check.py writes, "" to leave them out.
func Events(bench, labels string) ([]Row, error) {
	p, err := pipeline.New()
	if err != nil {
		return nil, err
	}
	var rows []Row
	if labels != "" {
		docs, err := ReadEvents(bench, labels)
		if err != nil {
			return nil, err
		}
		for _, part := range []string{"dev", "test"} {
			s, err := ScoreEvents(p, docs, part)
			if err != nil {
				return nil, err
			}
			rows = append(rows, s.Rows("own labels, "+part)...)
		}
		single, err := ReadEvents(bench, filepath.Join(filepath.Dir(labels), "events.jsonl"))
		if err != nil {
			return nil, err
		}
		for _, part := range []string{"dev", "test"} {
			s, err := ScoreEvents(p, single, part)
			if err != nil {
				return nil, err
			}
			rows = append(rows, s.Rows("own sentences, "+part)...)
		}
	}
	plv, err := ScorePLV(filepath.Join(bench, "events/plv/PLV_train.tsv"))
	if err != nil {
		return nil, err
	}
	return append(rows, plv...), nil
}

// ReadLabelled reads a labelled document as intake gives it, a single sentence as
// it stands.
func ReadLabelled(p *pipeline.Pipeline, g EventDoc) (*parallax.Document, error) {
	if !strings.Contains(g.Text, "\n") {
		return readPlain(g.Text, "")
	}
	d, err := p.Document(parallax.Page{URI: g.ID + ".txt", Bytes: []byte(g.Text), MediaType: "text/plain"})
	if err == nil && d.Text != g.Text {
		err = fmt.Errorf("%s: intake changed the text", g.ID)
	}
	return d, err
}

// ScoreEvents scores the documents of one part.
func ScoreEvents(p *pipeline.Pipeline, docs []EventDoc, part string) (*EventScore, error) {
	var s EventScore
	for _, g := range docs {
		if Part(g.ID) != part {
			continue
		}
		d, err := ReadLabelled(p, g)
		if err != nil {
			return nil, err
		}
		s.Add(d, g)
	}
	return &s, nil
}
