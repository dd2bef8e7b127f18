package format

import (
	"cmp"

	"parallax"
)

// row is one event as the tables tell it, complete without the record beside
// it: no column is an id.
type row struct {
	Date           string   `parquet:"date"` // day, "" where only bounds are known
	Earliest       string   `parquet:"earliest"`
	Latest         string   `parquet:"latest"`
	DateBasis      string   `parquet:"date_basis"`
	Type           string   `parquet:"type"`
	Label          string   `parquet:"label"`
	Modes          []string `parquet:"modes,list"`
	Contexts       []string `parquet:"contexts,list"`
	Status         string   `parquet:"status"`
	Actors         []string `parquet:"actors,list"`
	ActorCodes     []string `parquet:"actor_codes,list"`
	Recipients     []string `parquet:"recipients,list"`
	RecipientCodes []string `parquet:"recipient_codes,list"`
	Place          string   `parquet:"place"`
	Country        string   `parquet:"country"`
	Latitude       *float64 `parquet:"latitude,optional"`
	Longitude      *float64 `parquet:"longitude,optional"`
	GeoNames       *int64   `parquet:"geonames,optional"`
	Figures        []string `parquet:"figures,list"`
	SaidBy         []string `parquet:"said_by,list"`
	Outlets        []string `parquet:"outlets,list"`          // that tell it
	OutletsSilent  []string `parquet:"outlets_omitting,list"` // that report on the story and leave it out
	FirstOutlet    string   `parquet:"first_outlet"`
	FirstPublished string   `parquet:"first_published"`
	Reports        int64    `parquet:"reports"`
	Origins        int64    `parquet:"origins"`
	Sources        int64    `parquet:"sources"`
	Disputed       []string `parquet:"disputed,list"` // kinds of dispute about it
	Score          float64  `parquet:"score"`
	Story          string   `parquet:"story"`
	Sentence       string   `parquet:"sentence"`
	Words          string   `parquet:"words"` // the first mention's trigger
	URI            string   `parquet:"uri"`
	SHA256         string   `parquet:"sha256"`
	Start          int64    `parquet:"start"` // bytes of the document's UTF-8 text
	End            int64    `parquet:"end"`
}

func (v *view) rows() []row {
	out := make([]row, 0, len(v.r.Events))
	for _, e := range v.r.Events {
		out = append(out, v.row(e))
	}
	return out
}

func (v *view) row(e parallax.RecordEvent) row {
	x := row{Type: e.Type, Label: e.Label, Modes: e.Mode, Contexts: e.Context, Status: e.Status, Disputed: v.dispute[e.ID], Score: e.Score,
		OutletsSilent: v.omitted[e.ID], Reports: int64(e.Support.Reports), Origins: int64(e.Support.Origins), Sources: int64(e.Support.Sources)}
	if t := e.Time; t != nil {
		x.Date, x.Earliest, x.Latest, x.DateBasis = day(t), t.Earliest, t.Latest, t.Basis
	}
	for _, a := range e.Actors {
		x.Actors = append(x.Actors, v.name(a.Entity, a.Anchor))
		x.ActorCodes = add(x.ActorCodes, v.who(a.Entity).Code)
	}
	for _, a := range e.Recipients {
		x.Recipients = append(x.Recipients, v.name(a.Entity, a.Anchor))
		x.RecipientCodes = add(x.RecipientCodes, v.who(a.Entity).Code)
	}
	if p := e.Place; p != nil {
		x.Place = v.name(p.Entity, p.Anchor)
		if g := v.geo(p.Entity); g != nil {
			x.Country, x.Latitude, x.Longitude = g.Country, &g.Lat, &g.Lon
			if n := int64(g.GeoNames); n > 0 {
				x.GeoNames = &n
			}
		}
	}
	for _, id := range e.Figures {
		if f, ok := v.figure[id]; ok {
			x.Figures = add(x.Figures, figureText(f))
		}
	}
	for i, m := range e.Mentions {
		r := v.report[m.Report]
		x.Outlets = add(x.Outlets, v.outlet("", m.Report))
		if c, ok := v.claim[m.Claim]; ok && !m.Echo {
			x.SaidBy = add(x.SaidBy, v.chain(c))
		}
		if p := r.Published.Value; p != "" && (x.FirstPublished == "" || p < x.FirstPublished) {
			x.FirstPublished, x.FirstOutlet = p, v.outlet("", m.Report)
		}
		if i == 0 {
			d := v.doc(m.Report)
			x.Words, x.URI, x.SHA256, x.Start, x.End = m.Text, d.URI, d.SHA256, int64(m.Start), int64(m.End)
			x.Sentence = oneLine(v.sentence(m.Anchor).Text)
			if t := v.story[r.Story].Title; t != nil {
				x.Story = oneLine(t.Text)
			}
		}
	}
	x.FirstOutlet = cmp.Or(x.FirstOutlet, append(x.Outlets, "")[0])
	return x
}
