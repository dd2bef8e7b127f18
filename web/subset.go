package web

import (
	"slices"

	"parallax"
)

// Subset is the record of one story alone: the documents of its reports and
// what rests on those reports. Anchors elsewhere are left out, so that the
// result stands by itself.
func (x *Index) Subset(s *parallax.RecordStory) *parallax.Record {
	r := x.Record
	in, docs, events := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, id := range s.Reports {
		if p := x.report[id]; p != nil {
			docs[p.doc.ID] = true
			in[id] = true
		}
	}
	for _, id := range s.Timeline {
		events[id] = true
	}
	out := &parallax.Record{Schema: r.Schema, Made: r.Made, Documents: []parallax.RecordDocument{}, Stories: []parallax.RecordStory{*s}, Entities: []parallax.RecordEntity{},
		Claims: []parallax.RecordClaim{}, Events: []parallax.RecordEvent{}, Figures: []parallax.RecordFigure{}, Times: []parallax.RecordTime{}, Disputes: []parallax.RecordDispute{}}
	known := map[string]bool{} // reports of the documents that are in
	for _, d := range r.Documents {
		if docs[d.ID] {
			out.Documents = append(out.Documents, d)
			for _, p := range d.Reports {
				known[p.ID] = true
			}
		}
	}
	outside := func(a parallax.Anchor) bool { return !known[a.Report] }
	joins := func(l []parallax.Join) []parallax.Join {
		return slices.DeleteFunc(slices.Clone(l), func(j parallax.Join) bool { return outside(j.Anchor) })
	}
	shorten := func(t parallax.RecordTime) parallax.RecordTime {
		t.Because = slices.DeleteFunc(slices.Clone(t.Because), outside)
		return t
	}
	for i := range out.Documents {
		d := &out.Documents[i]
		d.Reports = slices.Clone(d.Reports)
		for k := range d.Reports {
			d.Reports[k].Published = shorten(d.Reports[k].Published)
		}
	}
	if s.Title != nil && outside(*s.Title) {
		out.Stories[0].Title = nil
	}
	for _, c := range r.Claims {
		if in[c.Report] {
			if c.Spoken != nil {
				t := shorten(*c.Spoken)
				c.Spoken = &t
			}
			out.Claims = append(out.Claims, c)
		}
	}
	for _, e := range r.Events {
		if events[e.ID] {
			arg := func(a parallax.RecordArg) bool { return outside(a.Anchor) }
			e.Mentions = slices.DeleteFunc(slices.Clone(e.Mentions), func(m parallax.EventAnchor) bool { return outside(m.Anchor) })
			e.Joins = joins(e.Joins)
			e.Actors, e.Recipients = slices.DeleteFunc(slices.Clone(e.Actors), arg), slices.DeleteFunc(slices.Clone(e.Recipients), arg)
			if e.Place != nil && outside(e.Place.Anchor) {
				e.Place = nil
			}
			if e.Time != nil {
				t := shorten(*e.Time)
				if t.Anchor != nil && outside(*t.Anchor) {
					t.Anchor = nil
				}
				e.Time = &t
			}
			if len(e.Mentions) > 0 {
				out.Events = append(out.Events, e)
			}
		}
	}
	for _, f := range r.Figures {
		if in[f.Anchor.Report] {
			out.Figures = append(out.Figures, f)
		}
	}
	for _, t := range r.Times {
		if t.Anchor != nil && in[t.Anchor.Report] {
			out.Times = append(out.Times, shorten(t))
		}
	}
	for _, e := range r.Entities {
		e.Mentions = slices.DeleteFunc(slices.Clone(e.Mentions), func(m parallax.RecordMention) bool { return !in[m.Report] })
		e.Labels = slices.DeleteFunc(slices.Clone(e.Labels), func(l parallax.RecordLabel) bool { return l.Anchor == nil || !in[l.Anchor.Report] })
		e.Joins = joins(e.Joins)
		if len(e.Mentions) > 0 {
			out.Entities = append(out.Entities, e)
		}
	}
	for i, d := range r.Disputes {
		if x.quarrels[i] != s.ID {
			continue
		}
		d.Sides = slices.Clone(d.Sides)
		for k := range d.Sides {
			d.Sides[k].Mentions = slices.DeleteFunc(slices.Clone(d.Sides[k].Mentions), outside)
		}
		out.Disputes = append(out.Disputes, d)
	}
	return out
}
