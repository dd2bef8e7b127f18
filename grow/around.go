package grow

import (
	"context"
	"slices"

	"parallax"
)

// surroundings are an archive of some documents alone, joined as the records of
// their sagas join them. What stands in other documents is left out of it.
type surroundings struct {
	*parallax.Archive
	event  map[string]string // event mention → the event that it is of
	origin map[string]string // report → its origin
	told   map[string]string // report → its day
}

func (a *Archive) around(ctx context.Context, ids []int) (*surroundings, error) {
	slices.Sort(ids)
	x := &surroundings{&parallax.Archive{}, map[string]string{}, map[string]string{}, map[string]string{}}
	at := map[int]int{} // document → index
	var sagas []int
	for _, id := range slices.Compact(ids) {
		d, err := a.document(ctx, id)
		if err != nil {
			return nil, err
		}
		at[id] = len(x.Docs)
		x.Docs = append(x.Docs, d)
		sagas = append(sagas, a.SagasOf(id)...)
	}
	slices.Sort(sagas)
	for _, saga := range slices.Compact(sagas) {
		j, err := a.joined(ctx, saga)
		if err != nil {
			return nil, err
		}
		j.into(x, at)
	}
	for _, j := range x.Judgements {
		if id, err := parallax.ParseID(j.Subject); err == nil && j.Relation == parallax.Wrong {
			x.Strike([]parallax.ID{id})
		}
	}
	return x, nil
}

// joins are what a saga's record joins, by the ids of what was joined.
type joins struct {
	stamp   string
	told    map[string]string // report → its day
	actors  [][]parallax.ID
	events  [][]parallax.ID
	times   []parallax.Timex // of the events
	origins [][]parallax.ID  // reports
	judged  []parallax.Judgement
}

// mostJoins are the sagas whose joins are held at hand.
const mostJoins = 256

// joined gives the joins of a saga, as held or as its record has them.
func (a *Archive) joined(ctx context.Context, saga int) (*joins, error) {
	g, err := a.group(ctx, saga)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	j := a.held[saga]
	a.mu.Unlock()
	if j != nil && j.stamp == g.stamp() {
		return j, nil
	}
	r, err := a.Record(ctx, saga)
	if err != nil {
		return nil, err
	}
	j = joinsOf(r)
	j.stamp = g.stamp()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.held == nil || len(a.held) >= mostJoins {
		a.held = map[int]*joins{}
	}
	a.held[saga] = j
	return j, nil
}

func joinsOf(r *parallax.Record) *joins {
	j := &joins{judged: r.Judgements, told: map[string]string{}}
	all := func(id string, l []parallax.Join) []parallax.ID {
		var out []parallax.ID
		for _, s := range append([]parallax.Join{{ID: id}}, l...) {
			if x, err := parallax.ParseID(s.ID); err == nil {
				out = append(out, x)
			}
		}
		return out
	}
	for _, e := range r.Entities {
		j.actors = append(j.actors, all(e.ID, e.Joins))
	}
	for _, e := range r.Events {
		j.events = append(j.events, all(e.ID, e.Joins))
		t := parallax.Timex{}
		if e.Time != nil {
			t = parallax.Timex{Value: e.Time.Value, Type: e.Time.Type, Earliest: e.Time.Earliest, Latest: e.Time.Latest, Basis: e.Time.Basis}
		}
		j.times = append(j.times, t)
	}
	origin := map[string]int{}
	for _, d := range r.Documents {
		for _, p := range d.Reports {
			id, err := parallax.ParseID(p.ID)
			if err != nil || p.Story == "" {
				continue
			}
			j.told[p.ID] = p.Published.Latest
			first, err := parallax.ParseID("r" + p.Origin[1:])
			if err != nil {
				continue
			}
			if _, ok := origin[p.Origin]; !ok {
				origin[p.Origin] = len(j.origins)
				j.origins = append(j.origins, []parallax.ID{first})
			}
			if k := origin[p.Origin]; id != first {
				j.origins[k] = append(j.origins[k], id)
			}
		}
	}
	return j
}

// into puts the joins of the documents at hand into an archive.
func (j *joins) into(x *surroundings, at map[int]int) {
	for _, l := range j.actors {
		var y parallax.Actor
		for _, id := range l {
			if d, ok := at[id.Doc]; ok {
				y.Members = append(y.Members, parallax.EntityRef{Doc: d, Entity: id.N})
			}
		}
		if len(y.Members) > 0 {
			x.Actors = append(x.Actors, y)
		}
	}
	for i, l := range j.events {
		h := parallax.Happening{Time: j.times[i]}
		for _, id := range l {
			if d, ok := at[id.Doc]; ok {
				h.Members = append(h.Members, parallax.EventRef{Doc: d, Event: id.N})
				x.event[id.String()] = l[0].String()
			}
		}
		if len(h.Members) > 0 {
			x.Happenings = append(x.Happenings, h)
		}
	}
	for _, l := range j.origins {
		var o parallax.Origin
		for _, id := range l {
			if d, ok := at[id.Doc]; ok {
				o.Members = append(o.Members, parallax.Copy{ReportRef: parallax.ReportRef{Doc: d, Report: max(1, id.N)}})
				x.origin[id.String()] = "o" + l[0].String()[1:]
				x.told[id.String()] = j.told[id.String()]
			}
		}
		if len(o.Members) > 0 {
			x.Origins = append(x.Origins, o)
		}
	}
	x.Judgements = append(x.Judgements, j.judged...)
}
