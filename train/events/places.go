package main

import (
	"fmt"
	"os"

	"parallax"
	"parallax/eval"
	"parallax/pipeline"
	"parallax/plover"
)

// fitPlaces writes the table of where events happened.
func fitPlaces(bench, labels string) error {
	pipe, err := pipeline.New()
	if err != nil {
		return err
	}
	var train, dev []sample // fold: the event that a place is weighed for
	events, gold := 0, 0.0
	for _, file := range []string{"reading.jsonl", "events.jsonl"} {
		docs, err := eval.ReadEvents(bench, labels+"/"+file)
		if err != nil {
			return err
		}
		for _, g := range docs {
			part := eval.Part(g.ID)
			if part == "test" {
				continue
			}
			d, err := eval.ReadLabelled(pipe, g)
			if err != nil {
				return err
			}
			last := parallax.Span{}
			for _, c := range plover.PlaceCandidates(d) {
				e := labelled(g.Events, c.Event)
				if e == nil {
					continue
				}
				if c.Event != last {
					last = c.Event
					events++
					if part == "dev" && !e.Place.Empty() {
						gold++
					}
				}
				s := sample{x: c.Features, fold: events}
				if c.Place.Overlap(e.Place) > 0 {
					s.y = 1
				}
				if part == "dev" {
					dev = append(dev, s)
				} else {
					train = append(train, s)
				}
			}
		}
	}
	w := fit(train)
	type pick struct{ p, y float64 }
	picks := map[int]pick{} // the likeliest place of each event
	for _, s := range dev {
		if p := probability(w, s.x); p > picks[s.fold].p {
			picks[s.fold] = pick{p, s.y}
		}
	}
	keep, best := 0.0, 0.0
	for t := 0.2; t < 0.8; t += 0.05 {
		given, right := 0.0, 0.0
		for _, x := range picks {
			if x.p >= t {
				given++
				right += x.y
			}
		}
		f := 2 * right / (given + gold)
		if f > best {
			keep, best = t, f
		}
		fmt.Fprintf(os.Stderr, "%.2f: P %.1f R %.1f F1 %.1f\n", t, 100*right/given, 100*right/gold, 100*f)
	}
	write(keep, w, plover.PlaceFeatures)
	return nil
}

// labelled is the labelled event with a trigger at the span, nil for none.
func labelled(events []eval.GoldEvent, at parallax.Span) *eval.GoldEvent {
	for i := range events {
		if events[i].Trigger.Overlap(at) > 0 {
			return &events[i]
		}
	}
	return nil
}
