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
	"strings"

	"parallax"
	"parallax/pipeline"
	"parallax/plover"
)

// EventDoc is a document whose events were labelled by reading.
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

// ReadEvents reads labels as train/labels/check.py resolves them (--jsonl) and
// the texts that they are about from bench/raw/news.jsonl.
func ReadEvents(bench, labels string) ([]EventDoc, error) {
	type line struct {
		Doc    string
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
	span := func(p *[2]int) parallax.Span {
		if p == nil {
			return parallax.Span{}
		}
		return parallax.Span{Start: p[0], End: p[1]}
	}
	at := map[string]int{}
	var docs []EventDoc
	err := eachLine(labels, func(b []byte) error {
		var l line
		if err := json.Unmarshal(b, &l); err != nil {
			return err
		}
		d := EventDoc{ID: l.Doc}
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
		at[l.Doc] = len(docs)
		docs = append(docs, d)
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
		if i, ok := at[x.ID]; ok {
			docs[i].Text = x.Title + "\n\n" + x.Text
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

// EventScore counts what a coder found of labelled events.
type EventScore struct {
	Trigger, Typed           counts // typed: found and of the right type
	Matched, Status, Modes   int
	Unreal, UnrealRight      int // labelled neither actual nor historical
	Actor, Recipient, Place  counts
	Time                     counts
	Missed, False, WrongType []string // with PARALLAX_MISSES, what went wrong
}

// add scores the events of d against gold.
func (s *EventScore) add(d *parallax.Document, gold EventDoc) {
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
	}
	plv, err := ScorePLV(p, filepath.Join(bench, "events/plv/PLV_train.tsv"))
	if err != nil {
		return nil, err
	}
	return append(rows, plv...), nil
}

// ScoreEvents scores the documents of one part.
func ScoreEvents(p *pipeline.Pipeline, docs []EventDoc, part string) (*EventScore, error) {
	var s EventScore
	for _, g := range docs {
		if Part(g.ID) != part {
			continue
		}
		d, err := p.Document(parallax.Page{URI: g.ID + ".txt", Bytes: []byte(g.Text), MediaType: "text/plain"})
		if err != nil {
			return nil, err
		}
		if d.Text != g.Text {
			return nil, fmt.Errorf("%s: intake changed the text", g.ID)
		}
		s.add(d, g)
	}
	return &s, nil
}

// plvRoot is the type that the PLOVER formats write for an event – what has not
// happened shifts it – with those merged that PLV merges.
func plvRoot(e parallax.Event) string {
	t := plover.Shift(e.Type, e.Status)
	if t == "CONCEDE" || t == "RETREAT" {
		return "YIELD"
	}
	return t
}

// ScorePLV scores root types on the sentences of PLV (Cai and O'Connor 2023):
// given the labelled actor and recipient, the root of the event between them;
// and from the raw sentence, an event with both right and of the right root.
// The set measures only.
func ScorePLV(p *pipeline.Pipeline, path string) ([]Row, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	gold, system, right := map[string]int{}, map[string]int{}, map[string]int{}
	n, quad, whole := 0, 0, 0
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) < 10 {
			continue
		}
		text, source, target, root := f[2], f[4], f[5], f[9]
		d := &parallax.Document{Text: text, Reports: []parallax.Report{{Span: parallax.Span{End: len(text)}, Kind: "article"}}}
		for _, pass := range p.Passes() {
			if err := pass.Run(d); err != nil {
				return nil, fmt.Errorf("sentence %d: %w", i, err)
			}
		}
		src, dst := find(text, source), find(text, target)
		n++
		gold[root]++
		best, top := "", -1.0
		for _, e := range d.Events {
			if e.Type == plover.Other {
				continue
			}
			a, r := touches(d, e.Actors, src), touches(d, e.Recipients, dst)
			if len(e.Recipients) == 0 && len(e.Actors) > 1 {
				r = touches(d, e.Actors, dst)
			}
			v := float64(e.Score)
			if a {
				v += 2
			}
			if r {
				v += 2
			}
			if v > top {
				best, top = plvRoot(e), v
			}
			if a && r && plvRoot(e) == root {
				whole++
				root = root + " " // count a sentence once
			}
		}
		root = strings.TrimSpace(root)
		if v := pairVote(d, src, dst); v != "" {
			best = v
		}
		if best != "" {
			system[best]++
		}
		if best == root {
			right[root]++
		}
		if quadOf(best) == quadOf(root) {
			quad++
		}
	}
	macro := 0.0
	for r, g := range gold {
		macro += counts{g, system[r], right[r]}.f1()
	}
	macro /= float64(max(1, len(gold)))
	return []Row{{"plover", "PLV", "roots macro-F1, given actor and recipient", macro, n}, {"plover", "PLV", "quad accuracy, given actor and recipient", pct(quad, n), n},
		{"plover", "PLV", "actor, recipient and root from the raw sentence", pct(whole, n), n}}, nil
}

// pairVote is the root that the encoder's pair head gives the likeliest two words of
// src and dst, "" where it has none.
func pairVote(d *parallax.Document, src, dst parallax.Span) string {
	if d.Signals == nil {
		return ""
	}
	best, tag := float32(0), ""
	for _, v := range d.Signals.Pairs {
		if src.Covers(d.Tokens[v.Actor-1].Span) && dst.Covers(d.Tokens[v.Recipient-1].Span) && v.Any > best {
			best, tag = v.Any, v.Tag
		}
	}
	if tag == "" || tag == plover.Other {
		return ""
	}
	return plvRoot(parallax.Event{Type: tag, Status: "actual"})
}

func quadOf(root string) int {
	if root == "YIELD" {
		return plover.VerbalCooperation
	}
	t, _ := plover.TypeOf(root)
	return t.Quad
}

func find(text, words string) parallax.Span {
	if i := strings.Index(text, words); i >= 0 {
		return parallax.Span{Start: i, End: i + len(words)}
	}
	return parallax.Span{}
}

// touches reports whether one of the participants has words or a mention of its
// entity within s.
func touches(d *parallax.Document, args []parallax.Arg, s parallax.Span) bool {
	for _, a := range args {
		if a.Overlap(s) > 0 {
			return true
		}
		if a.Entity > 0 {
			for _, m := range d.Entities[a.Entity-1].Mentions {
				if d.Mentions[m-1].Overlap(s) > 0 {
					return true
				}
			}
		}
	}
	return false
}
