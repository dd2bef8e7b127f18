package collate

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parallax"
)

// Record projects an archive onto the output contract. Ids derive from the
// place of an entry's first mention – document id, then its number there – so
// that an id once given stays as the archive grows.
func Record(a *parallax.Archive) *parallax.Record {
	p := projection{a: a, actorOf: map[parallax.EntityRef]int{}, actors: map[parallax.ReportRef][]int{}, happeningOf: map[parallax.EventRef]int{},
		origin: map[parallax.ReportRef]string{}, share: map[parallax.ReportRef]float64{}, story: map[parallax.ReportRef]int{}}
	p.index()
	r := &parallax.Record{
		Schema:    parallax.Schema,
		Made:      &parallax.Made{Program: "parallax", Version: parallax.Version},
		Documents: []parallax.RecordDocument{}, Stories: []parallax.RecordStory{}, Entities: []parallax.RecordEntity{},
		Claims: []parallax.RecordClaim{}, Events: []parallax.RecordEvent{}, Figures: []parallax.RecordFigure{},
		Times: []parallax.RecordTime{}, Disputes: []parallax.RecordDispute{},
		Judgements: a.Judgements,
	}
	sagas := a.Sagas()
	for di, d := range a.Docs {
		r.Documents = append(r.Documents, p.document(di))
		elsewhere := func(report int) bool { // told in a story that is not here
			_, here := sagas[parallax.ReportRef{Doc: di, Report: max(1, report)}] // what no report holds goes with the first
			return len(d.Reports) > 0 && !here
		}
		// What people called wrong is blank.
		for i := range d.Times {
			if d.Times[i].Empty() || elsewhere(d.Times[i].Report) {
				continue
			}
			t := p.time(di, d.Times[i])
			t.ID = id("t", d.ID, i+1)
			r.Times = append(r.Times, t)
		}
		for i, f := range d.Figures {
			if !f.Empty() && !elsewhere(f.Report) {
				r.Figures = append(r.Figures, p.figure(di, i+1, f))
			}
		}
		for i, c := range d.Claims {
			if !c.Empty() && !elsewhere(c.Report) {
				r.Claims = append(r.Claims, p.claim(di, i+1, c))
			}
		}
	}
	for i := range a.Actors {
		r.Entities = append(r.Entities, p.entity(i))
	}
	order := p.timeOrder()
	for _, i := range order {
		r.Events = append(r.Events, p.event(i))
	}
	for i := range a.Disputes {
		r.Disputes = append(r.Disputes, p.dispute(i))
	}
	for i := range a.Stories {
		r.Stories = append(r.Stories, p.storyOf(i, order))
	}
	slices.SortStableFunc(r.Stories, parallax.ByTime)
	return r
}

type projection struct {
	a           *parallax.Archive
	actorOf     map[parallax.EntityRef]int
	happeningOf map[parallax.EventRef]int
	origin      map[parallax.ReportRef]string
	share       map[parallax.ReportRef]float64
	story       map[parallax.ReportRef]int // index + 1
	actors      map[parallax.ReportRef][]int
}

func (p *projection) index() {
	for i, x := range p.a.Actors {
		for _, m := range x.Members {
			p.actorOf[m] = i
			r := parallax.ReportRef{Doc: m.Doc, Report: p.a.Docs[m.Doc].Entities[m.Entity-1].Report}
			p.actors[r] = append(p.actors[r], i)
		}
	}
	for i, x := range p.a.Happenings {
		for _, m := range x.Members {
			p.happeningOf[m] = i
		}
	}
	for _, o := range p.a.Origins {
		name := "o" + p.report(o.Members[0].ReportRef)[1:]
		for k, m := range o.Members {
			p.origin[m.ReportRef] = name
			if k > 0 {
				p.share[m.ReportRef] = m.Share
			}
		}
	}
	for i, s := range p.a.Stories {
		for _, m := range s.Reports {
			p.story[m] = i + 1
		}
	}
}

// id is a record id: the letter, the document's id, the entry's number there.
func id(letter string, doc, n int) string {
	return letter + strconv.Itoa(doc) + "." + strconv.Itoa(n)
}

func (p *projection) report(r parallax.ReportRef) string {
	d := p.a.Docs[r.Doc].ID
	if r.Report == 1 {
		return "r" + strconv.Itoa(d)
	}
	return id("r", d, r.Report)
}

func (p *projection) actorID(i int) string {
	m := p.a.Actors[i].Members[0]
	return id("n", p.a.Docs[m.Doc].ID, m.Entity)
}

func (p *projection) entityID(doc, entity int) string {
	if entity == 0 {
		return ""
	}
	if i, ok := p.actorOf[parallax.EntityRef{Doc: doc, Entity: entity}]; ok {
		return p.actorID(i)
	}
	return ""
}

func (p *projection) eventID(i int) string {
	m := p.a.Happenings[i].Members[0]
	return id("v", p.a.Docs[m.Doc].ID, m.Event)
}

func (p *projection) storyID(i int) string {
	return "s" + p.report(p.a.Stories[i].Reports[0])[1:]
}

// anchor of a span in the document at index doc. The report is the one that
// covers the span, else the document's first.
func (p *projection) anchor(doc int, s parallax.Span) parallax.Anchor {
	d := p.a.Docs[doc]
	n := 1
	for i, r := range d.Reports {
		if r.Covers(s) {
			n = i + 1
			break
		}
	}
	return parallax.Anchor{Report: p.report(parallax.ReportRef{Doc: doc, Report: n}), Start: s.Start, End: s.End, Text: s.In(d.Text)}
}

func (p *projection) anchorOrNil(doc int, s parallax.Span) *parallax.Anchor {
	if s.Empty() {
		return nil
	}
	a := p.anchor(doc, s)
	return &a
}

func (p *projection) document(di int) parallax.RecordDocument {
	d := p.a.Docs[di]
	out := parallax.RecordDocument{
		ID: "d" + strconv.Itoa(d.ID), URI: d.URI, SHA256: d.SHA256, MediaType: d.MediaType, Language: d.Language, Text: d.Text,
		Reports: []parallax.RecordReport{}, Furniture: append([]parallax.Furniture{}, d.Furniture...), SourceMap: d.SourceMap, Problems: d.Problems,
	}
	for i, r := range d.Reports {
		ref := parallax.ReportRef{Doc: di, Report: i + 1}
		x := parallax.RecordReport{
			ID: p.report(ref), Start: r.Start, End: r.End, Kind: r.Kind,
			Title: p.anchorOrNil(di, r.Title), Byline: p.anchorOrNil(di, r.Byline),
			Outlet: r.Outlet, Published: p.time(di, r.Published), Licence: r.Licence, Address: r.Address,
			Origin: p.origin[ref], Share: round(p.share[ref]),
		}
		if x.Origin == "" {
			x.Origin = "o" + x.ID[1:]
		}
		if !r.Dateline.Empty() {
			x.Dateline = &parallax.Dateline{Place: r.Place, Anchor: p.anchor(di, r.Dateline)}
		}
		if r.Credit != "" {
			x.Credit = &parallax.Credit{Name: r.Credit, Anchor: p.anchorOrNil(di, r.CreditAt)}
		}
		if s := p.story[ref]; s > 0 {
			x.Story = p.storyID(s - 1)
		}
		out.Reports = append(out.Reports, x)
	}
	return out
}

func (p *projection) time(di int, t parallax.Timex) parallax.RecordTime {
	x := parallax.RecordTime{Value: t.Value, Type: t.Type, Earliest: t.Earliest, Latest: t.Latest, Basis: t.Basis,
		Anchor: p.anchorOrNil(di, t.Span), Score: round(float64(t.Score))}
	if x.Basis == "" {
		x.Basis = parallax.Unknown
	}
	for _, b := range t.Because {
		doc := b.Doc
		if doc < 0 {
			doc = di
		}
		x.Because = append(x.Because, p.anchor(doc, b.Span))
	}
	return x
}

func (p *projection) figure(di, n int, f parallax.Figure) parallax.RecordFigure {
	x := parallax.RecordFigure{ID: id("f", p.a.Docs[di].ID, n), Value: f.Value, Low: f.Low, High: f.High, Unit: f.Unit, Of: f.Of,
		Anchor: p.anchor(di, f.Span), Score: round(float64(f.Score))}
	if f.Event > 0 {
		if i, ok := p.happeningOf[parallax.EventRef{Doc: di, Event: f.Event}]; ok {
			x.Event = p.eventID(i)
		}
	}
	if f.Claim > 0 {
		x.Claim = id("c", p.a.Docs[di].ID, f.Claim)
	}
	return x
}

func (p *projection) claim(di, n int, c parallax.Claim) parallax.RecordClaim {
	d := p.a.Docs[di]
	x := parallax.RecordClaim{ID: id("c", d.ID, n), Report: p.report(parallax.ReportRef{Doc: di, Report: c.Report}),
		Anchor: p.anchor(di, c.Span), Content: p.anchor(di, c.Content), Quoted: c.Quoted, Chain: []parallax.RecordLink{},
		Act: c.Act, Stance: c.Stance, Venue: c.Venue, Score: round(float64(c.Score))}
	for _, s := range c.Continued {
		x.Continued = append(x.Continued, p.anchor(di, s))
	}
	for _, l := range c.Chain {
		at := l.Span
		if at.Empty() {
			at = l.Cue
		}
		x.Chain = append(x.Chain, parallax.RecordLink{Entity: p.entityID(di, l.Entity), Anchor: p.anchor(di, at), Cue: p.anchorOrNil(di, l.Cue), Kind: l.Kind})
	}
	if c.Spoken > 0 {
		t := p.time(di, d.Times[c.Spoken-1])
		x.Spoken = &t
	}
	for _, e := range c.Events {
		if i, ok := p.happeningOf[parallax.EventRef{Doc: di, Event: e}]; ok && !slices.Contains(x.Events, p.eventID(i)) {
			x.Events = append(x.Events, p.eventID(i))
		}
	}
	if c.Answers > 0 {
		x.Answers = id("c", d.ID, c.Answers)
	}
	return x
}

func (p *projection) entity(i int) parallax.RecordEntity {
	a := p.a.Actors[i]
	x := parallax.RecordEntity{ID: p.actorID(i), Type: a.Type, Name: a.Name, Known: a.Known, Code: a.Code, Wikidata: a.Wikidata, Mentions: []parallax.RecordMention{}}
	if a.Geo != nil {
		x.Geo = &parallax.RecordGeo{Lat: a.Geo.Lat, Lon: a.Geo.Lon, GeoNames: a.Geo.GeoNames, Country: a.Geo.Country, Precision: a.Geo.Precision}
	}
	for _, m := range a.Members {
		d := p.a.Docs[m.Doc]
		e := d.Entities[m.Entity-1]
		for _, k := range e.Mentions {
			mn := d.Mentions[k-1]
			x.Mentions = append(x.Mentions, parallax.RecordMention{Anchor: p.anchor(m.Doc, mn.Span), Kind: mn.Kind, Score: round(float64(mn.Score))})
		}
		for _, l := range e.Labels {
			x.Labels = append(x.Labels, parallax.RecordLabel{Text: l.In(d.Text), Head: l.Head, Anchor: p.anchorOrNil(m.Doc, l.Span)})
		}
	}
	x.Joins = p.joinsOf(a)
	return x
}

// joinsOf lists the members of an actor after its first, with the edge that
// brought each in.
func (p *projection) joinsOf(a parallax.Actor) []parallax.Join {
	var out []parallax.Join
	for _, m := range a.Members[1:] {
		d := p.a.Docs[m.Doc]
		e := d.Entities[m.Entity-1]
		if len(e.Mentions) == 0 {
			continue
		}
		j := parallax.Join{ID: id("n", d.ID, m.Entity), Anchor: p.anchor(m.Doc, d.Mentions[e.Mentions[0]-1].Span)}
		for _, g := range a.Edges {
			if g.B == m {
				j.Score, j.Reason, j.By = round(g.Score), g.Reason, g.By
			}
		}
		out = append(out, j)
	}
	return out
}

// timeOrder lists happenings by the first day they may have happened; those
// without any bound come last, in document order.
func (p *projection) timeOrder() []int {
	out := make([]int, len(p.a.Happenings))
	for i := range out {
		out[i] = i
	}
	key := func(i int) string {
		t := p.a.Happenings[i].Time
		if t.Earliest != "" {
			return t.Earliest
		}
		if t.Latest != "" {
			return t.Latest
		}
		return "9999"
	}
	slices.SortStableFunc(out, func(x, y int) int { return cmp.Compare(key(x), key(y)) })
	return out
}

func (p *projection) arg(di int, a parallax.Arg) parallax.RecordArg {
	return parallax.RecordArg{Entity: p.entityID(di, a.Entity), Anchor: p.anchor(di, a.Span), Score: round(float64(a.Score))}
}

// args collects the arguments of all mentions, the first anchor of each entity.
// Of many mentions some name the wrong one: who stands in fewer than a third as
// many as the most named is left to its mention. Where no two agree on anyone, the
// first mention that names somebody is believed.
func (p *projection) args(h parallax.Happening, of func(parallax.Event) []parallax.Arg) []parallax.RecordArg {
	type entry struct {
		parallax.RecordArg
		n, first int // mentions that name it, and the first of them
	}
	var all []entry
	top := 0
	for k, m := range h.Members {
		for _, a := range of(p.a.Docs[m.Doc].Events[m.Event-1]) {
			x := p.arg(m.Doc, a)
			i := slices.IndexFunc(all, func(y entry) bool {
				return x.Entity != "" && x.Entity == y.Entity || x.Entity == "" && y.Entity == "" && strings.EqualFold(x.Anchor.Text, y.Anchor.Text)
			})
			if i < 0 {
				all, i = append(all, entry{x, 0, k}), len(all)
			}
			all[i].n++
			top = max(top, all[i].n)
		}
	}
	out := []parallax.RecordArg{}
	for _, x := range all {
		if top == 1 || x.n > 1 && 3*x.n > top {
			out = append(out, x.RecordArg)
		}
	}
	return out
}

// place is where most of the mentions that tell a place have it, of several the
// first; a name goes before a description ("a house").
func (p *projection) place(h parallax.Happening) *parallax.RecordArg {
	n := map[string]int{}
	var best *parallax.RecordArg
	for _, m := range h.Members {
		e := p.mention(m)
		if e.Place.Empty() {
			continue
		}
		x := p.arg(m.Doc, e.Place)
		key := cmp.Or(x.Entity, x.Anchor.Text)
		n[key]++
		if best == nil || best.Entity == "" && x.Entity != "" || n[key] > n[cmp.Or(best.Entity, best.Anchor.Text)] && (best.Entity == "" || x.Entity != "") {
			best = &x
		}
	}
	return best
}

func (p *projection) event(i int) parallax.RecordEvent {
	h := p.a.Happenings[i]
	first := p.mention(h.Members[0])
	x := parallax.RecordEvent{ID: p.eventID(i), Type: first.Type, Label: first.Label, Score: round(h.Score),
		Actors:     p.args(h, func(e parallax.Event) []parallax.Arg { return e.Actors }),
		Recipients: p.args(h, func(e parallax.Event) []parallax.Arg { return e.Recipients }),
	}
	var statuses, modes, contexts []string
	reports, origins, outlets, sources := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range h.Members {
		d, e := p.a.Docs[m.Doc], p.mention(m)
		modes = append(modes, e.Modes...)
		contexts = append(contexts, e.Contexts...)
		at := parallax.EventAnchor{Anchor: p.anchor(m.Doc, e.Span), Status: e.Status, Score: round(float64(e.Score))}
		if e.Claim > 0 {
			at.Claim = id("c", d.ID, e.Claim)
		}
		if e.Echo > 0 && slices.Contains(h.Members, parallax.EventRef{Doc: m.Doc, Event: e.Echo}) {
			if at.Echo = true; e.Sent != d.Events[e.Echo-1].Sent {
				x.Mentions = append(x.Mentions, at)
			}
			continue // no account of its own: neither its status nor its source counts
		}
		if e.Claim > 0 {
			if chain := d.Claims[e.Claim-1].Chain; len(chain) > 0 {
				l := chain[len(chain)-1]
				if s := p.entityID(m.Doc, l.Entity); s != "" {
					sources[s] = true
				} else {
					sources[l.In(d.Text)] = true
				}
			}
		}
		x.Mentions = append(x.Mentions, at)
		if len(x.Mentions) > 1 {
			x.Joins = append(x.Joins, parallax.Join{ID: id("v", d.ID, m.Event), Anchor: at.Anchor})
		}
		statuses = append(statuses, e.Status)
		for _, f := range e.Figures {
			x.Figures = append(x.Figures, id("f", d.ID, f))
		}
		ref := parallax.ReportRef{Doc: m.Doc, Report: e.Report}
		reports[p.report(ref)] = true
		o := p.origin[ref]
		if o == "" {
			o = p.report(ref)
		}
		origins[o] = true
		if e.Report > 0 && d.Reports[e.Report-1].Outlet != "" {
			outlets[d.Reports[e.Report-1].Outlet] = true
		}
	}
	slices.Sort(x.Figures)
	x.Figures = slices.Compact(x.Figures)
	x.Place = p.place(h)
	x.Mode, x.Context = often(modes), often(contexts)
	x.Status = supported(statuses)
	if h.Time.Basis != "" {
		t := p.time(h.Members[0].Doc, h.Time)
		x.Time = &t
	}
	x.Support = parallax.Support{Reports: len(reports), Origins: len(origins), Outlets: len(outlets), Sources: len(sources)}
	return x
}

func (p *projection) mention(m parallax.EventRef) parallax.Event {
	return p.a.Docs[m.Doc].Events[m.Event-1]
}

// often lists, sorted, the words that stand at least a third as often as the
// most frequent one.
func often(words []string) []string {
	n, top := map[string]int{}, 0
	for _, w := range words {
		n[w]++
		top = max(top, n[w])
	}
	var out []string
	for w, k := range n {
		if 3*k > top {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// supported is the status that most mentions give, the more settled one at a
// tie.
func supported(statuses []string) string {
	rank := []string{parallax.Actual, parallax.Historical, parallax.Alleged, parallax.Denied, parallax.CalledOff, parallax.Negated, parallax.Planned, parallax.Possible}
	best, n := statuses[0], 0
	for _, r := range rank {
		k := 0
		for _, s := range statuses {
			if s == r {
				k++
			}
		}
		if k > n {
			best, n = r, k
		}
	}
	return best
}

func (p *projection) dispute(i int) parallax.RecordDispute {
	d := p.a.Disputes[i]
	x := parallax.RecordDispute{ID: d.ID.String(), Kind: d.Kind, Score: round(d.Score)}
	for _, h := range d.Happenings {
		x.About = append(x.About, p.eventID(h))
	}
	for _, s := range d.Sides {
		side := parallax.Side{Position: s.Text}
		outlets := map[string]bool{}
		add := func(doc, report int) {
			if report > 0 {
				if o := p.a.Docs[doc].Reports[report-1].Outlet; o != "" && !outlets[o] {
					outlets[o] = true
					side.Outlets = append(side.Outlets, o)
				}
			}
		}
		for _, c := range s.Claims {
			side.Claims = append(side.Claims, id("c", p.a.Docs[c.Doc].ID, c.Claim))
			add(c.Doc, p.a.Docs[c.Doc].Claims[c.Claim-1].Report)
		}
		for _, m := range s.Mentions {
			side.Mentions = append(side.Mentions, p.anchor(m.Doc, m.Span))
			for k, r := range p.a.Docs[m.Doc].Reports {
				if r.Covers(m.Span) {
					add(m.Doc, k+1)
				}
			}
		}
		x.Sides = append(x.Sides, side)
	}
	return x
}

func round(f float64) float64 {
	v, _ := strconv.ParseFloat(fmt.Sprintf("%.3f", f), 64)
	return v
}
