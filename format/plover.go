package format

import (
	"io"
	"iter"
	"slices"
	"strings"

	"parallax"
)

// The exchange format of PLOVER 2.0, one event a line. Offsets in text_info are
// bytes of the document's text.
type ploverEvent struct {
	ID         string          `json:"id"`
	Date       string          `json:"date"`
	EndDate    string          `json:"enddate,omitempty"`
	Actor      []ploverEntity  `json:"actor"`
	Recipient  []ploverEntity  `json:"recipient"`
	Event      []string        `json:"event"`
	Mode       []string        `json:"mode"`
	Context    []string        `json:"context"` // with future, hypothetical, historical
	Location   *ploverLocation `json:"event_loc,omitempty"`
	EventText  []string        `json:"event_text"`
	QuadCode   int             `json:"quad_code"`
	EventScale float64         `json:"event_scale"`
	Text       string          `json:"text"`
	TextInfo   ploverText      `json:"text_info"`
	Size       *ploverSize     `json:"size,omitempty"`
	CiteInfo   []ploverCite    `json:"cite_info"`
	Coder      string          `json:"coder"`
	Status     string          `json:"status"` // ours: the event's status in the record
	DateBasis  string          `json:"date_basis,omitempty"`
}

type ploverEntity struct {
	Code   string `json:"code"`
	Sector string `json:"sector,omitempty"`
	Text   string `json:"entity_text"`
	Name   string `json:"identifier_text,omitempty"`
	ID     string `json:"identifier_id,omitempty"` // Wikidata
}

type ploverLocation struct {
	Extracted  string  `json:"extracted_place"`
	Resolved   string  `json:"resolved_place,omitempty"`
	GeoNames   int     `json:"geonameid,omitempty"`
	Lat        float64 `json:"lat"`
	Lon        float64 `json:"lon"`
	Country    string  `json:"country,omitempty"`
	Code       string  `json:"country_code,omitempty"`
	Feature    string  `json:"feature_code,omitempty"`
	Resolution int     `json:"resolution,omitempty"`
}

type ploverText struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type ploverSize struct {
	Dead     *float64 `json:"dead,omitempty"`
	Injured  *float64 `json:"injured,omitempty"`
	Arrested *float64 `json:"arrested,omitempty"`
}

type ploverCite struct {
	URL         string `json:"url"`
	Title       string `json:"title,omitempty"`
	Language    string `json:"language,omitempty"`
	Publication string `json:"publication,omitempty"`
	Date        string `json:"date,omitempty"`
	License     string `json:"license,omitempty"`
	SHA256      string `json:"sha256"`
}

// writePLOVER writes the events that have a day: PLOVER's date is required.
func writePLOVER(w io.Writer, views iter.Seq[*view]) error {
	for v := range views {
		if err := v.plover(w); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) plover(w io.Writer) error {
	var out []ploverEvent
	for _, e := range v.r.Events {
		t, modes, ok := coded(e)
		if !ok || e.Time == nil || day(e.Time) == "" && !isDay(e.Time.Earliest) {
			continue
		}
		date := day(e.Time)
		x := ploverEvent{ID: e.ID, Date: date, Actor: v.ploverSide(e.Actors), Recipient: v.ploverSide(e.Recipients), Event: []string{t.Name}, Mode: append([]string{}, modes...),
			Context: append([]string{}, e.Context...), QuadCode: t.Quad, EventScale: t.Intensity(modes), Coder: "Parallax " + parallax.Version, Status: e.Status, DateBasis: e.Time.Basis}
		if date == "" {
			x.Date, x.EndDate = e.Time.Earliest, e.Time.Latest
		}
		if aux := map[string]string{parallax.Planned: "future", parallax.Possible: "hypothetical", parallax.Historical: "historical"}[e.Status]; aux != "" && t.Name == e.Type {
			x.Context = append(x.Context, aux)
		}
		if e.Place != nil {
			if g := v.geo(e.Place.Entity); g != nil {
				x.Location = &ploverLocation{oneLine(e.Place.Anchor.Text), g.Name, g.GeoNames, g.Lat, g.Lon, country(g.Country), g.Country, g.Feature, g.Precision}
			}
		}
		for _, id := range e.Figures {
			f, ok := v.figure[id]
			if !ok || f.Value == nil {
				continue
			}
			if x.Size == nil {
				x.Size = new(ploverSize)
			}
			switch f.Of {
			case "killed":
				x.Size.Dead = f.Value
			case "wounded":
				x.Size.Injured = f.Value
			case "arrested":
				x.Size.Arrested = f.Value
			}
		}
		if x.Size != nil && *x.Size == (ploverSize{}) {
			x.Size = nil
		}
		first := e.Mentions[0]
		s := v.sentence(first.Anchor)
		x.Text, x.TextInfo = s.Text, ploverText{s.Start, s.End}
		var cited []string
		for _, m := range e.Mentions {
			x.EventText = add(x.EventText, m.Text)
			if slices.Contains(cited, m.Report) {
				continue
			}
			cited = append(cited, m.Report)
			d, r := v.doc(m.Report), v.report[m.Report]
			c := ploverCite{URL: d.URI, Language: d.Language, Publication: r.Outlet, Date: r.Published.Value, License: r.Licence, SHA256: d.SHA256}
			if r.Title != nil {
				c.Title = r.Title.Text
			}
			x.CiteInfo = append(x.CiteInfo, c)
		}
		out = append(out, x)
	}
	return lines(w, out)
}

func (v *view) ploverSide(args []parallax.RecordArg) []ploverEntity {
	out := []ploverEntity{}
	for _, a := range args {
		e := v.who(a.Entity)
		code, sector, _ := strings.Cut(e.Code, " ")
		out = append(out, ploverEntity{Code: code, Sector: strings.ReplaceAll(sector, " ", ""), Text: a.Anchor.Text, Name: e.Name, ID: e.Wikidata})
	}
	return out
}
