package format

import (
	"io"
	"iter"
	"strings"

	"golang.org/x/text/language"

	"parallax"
	"parallax/internal/world"
)

// ftmEntity is an entity of FollowTheMoney, the model of Aleph and
// OpenSanctions: a schema and properties of many values.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func (e *ftmEntity) set(property string, values ...string) {
	if v := add(e.Properties[property], values...); len(v) > 0 {
		e.Properties[property] = v
	}
}

// ftmSchemas are the schemata of our types; other types are left out.
var ftmSchemas = map[string]string{parallax.Person: "Person", parallax.Org: "Organization", parallax.MilUnit: "Organization", parallax.GPE: "PublicBody",
	parallax.Loc: "Address", parallax.Fac: "Address", parallax.Vehicle: "Vehicle"}

// writeFtM writes people, bodies, places, events and the articles that name
// them as FollowTheMoney entities, one a line. Ids begin with the hash of the
// document of the first mention, so that they do not collide between archives.
func writeFtM(w io.Writer, views iter.Seq[*view]) error {
	for v := range views {
		if err := v.ftm(w); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) ftm(w io.Writer) error {
	var out []*ftmEntity
	put := func(report, id, schema string) *ftmEntity {
		e := &ftmEntity{v.ftmID(report, id), schema, map[string][]string{}}
		out = append(out, e)
		return e
	}
	for _, d := range v.r.Documents {
		if v.again[d.ID] {
			continue
		}
		for _, r := range d.Reports {
			e := put(r.ID, r.ID, "Article")
			if r.Title != nil {
				e.set("title", oneLine(r.Title.Text))
			}
			if r.Byline != nil {
				e.set("author", oneLine(r.Byline.Text))
			}
			e.set("publisher", r.Outlet)
			if isDay(r.Published.Value) {
				e.set("publishedAt", r.Published.Value)
			}
			if t, err := language.Parse(d.Language); err == nil && d.Language != "" {
				base, _ := t.Base()
				e.set("language", base.ISO3())
			}
			e.set("sourceUrl", webAddress(r.Address), webAddress(d.URI))
			e.set("mimeType", d.MediaType)
			e.set("bodyText", parallax.Span{Start: r.Start, End: r.End}.In(d.Text))
			e.set("notes", "sha256:"+d.SHA256, d.URI)
		}
	}
	schema := map[string]string{}
	for _, n := range v.r.Entities {
		if ftmSchemas[n.Type] == "" || n.Name == "" || len(n.Mentions) == 0 {
			continue
		}
		schema[n.ID] = ftmSchemas[n.Type]
		e := put(n.Mentions[0].Report, n.ID, schema[n.ID])
		e.set("name", oneLine(n.Name))
		e.set("wikidataId", n.Wikidata)
		if f := strings.Fields(n.Code); len(f) > 0 {
			e.set("country", alpha2(f[0]))
		}
		if g := v.geo(n.ID); g != nil && schema[n.ID] == "Address" {
			e.set("full", oneLine(n.Name))
			e.set("latitude", number(g.Lat))
			e.set("longitude", number(g.Lon))
			e.set("country", alpha2(g.Country))
		}
		for _, l := range n.Labels {
			e.set("description", oneLine(l.Text))
		}
		in := map[string]*ftmEntity{}
		for _, m := range n.Mentions {
			if m.Kind == parallax.KindName && oneLine(m.Text) != oneLine(n.Name) {
				e.set("alias", oneLine(m.Text))
			}
			x := in[m.Report]
			if x == nil {
				x = put(m.Report, n.ID+"-"+m.Report, "Documentation")
				x.set("entity", e.ID)
				x.set("document", v.ftmID(m.Report, m.Report))
				x.set("role", "mentioned")
				in[m.Report] = x
			}
			x.set("summary", oneLine(v.sentence(m.Anchor).Text))
		}
	}
	for _, ev := range v.r.Events {
		r := v.row(ev)
		first := ev.Mentions[0]
		e := put(first.Report, ev.ID, "Event")
		e.set("name", orLabel(ev)+": "+oneLine(first.Text))
		e.set("keywords", append([]string{ev.Type, ev.Status}, ev.Mode...)...)
		if r.Date != "" {
			e.set("date", r.Date)
		}
		e.set("startDate", r.Earliest)
		e.set("endDate", r.Latest)
		e.set("location", r.Place)
		e.set("country", alpha2(r.Country))
		for _, a := range append(ev.Actors[:len(ev.Actors):len(ev.Actors)], ev.Recipients...) {
			if s := schema[a.Entity]; s == "Person" || s == "Organization" || s == "PublicBody" {
				e.set("involved", v.ftmID(v.who(a.Entity).Mentions[0].Report, a.Entity))
			}
		}
		for _, m := range ev.Mentions {
			e.set("summary", oneLine(v.sentence(m.Anchor).Text))
			e.set("proof", v.ftmID(m.Report, m.Report))
		}
	}
	return lines(w, out)
}

func (v *view) ftmID(report, id string) string {
	return "parallax-" + v.doc(report).SHA256[:min(12, len(v.doc(report).SHA256))] + "-" + id
}

func webAddress(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

// alpha2 is a country code as FollowTheMoney has it: ISO 3166 alpha-2, small.
func alpha2(iso3 string) string {
	if c, ok := world.ByISO(iso3); ok {
		return strings.ToLower(c.ISO2)
	}
	return ""
}
