package format

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"parallax"
	"parallax/plover"
)

// polecatColumns are the 40 of POLECAT's releases, in order; ours follow, so
// that a row can be traced to its words.
var polecatColumns = strings.Split("Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|"+
	"Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"+
	"Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"+
	"Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|"+
	"Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version|"+
	"Status|Date Basis|Earliest|Latest|Figures|Outlets|Reports|Origins|Actor Wikidata|Recipient Wikidata|Score|Sentence|URI|SHA256|Start|End", "|")

var quadNames = []string{"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}

// coded is an event as PLOVER has it: one of its 16 types, with the type that
// stands for type and status together. What is none of them, or did not happen,
// is left out.
func coded(e parallax.RecordEvent) (t plover.Type, modes []string, ok bool) {
	if e.Status == parallax.Negated {
		return t, nil, false
	}
	if t, ok = plover.TypeOf(plover.Shift(e.Type, e.Status)); !ok {
		return t, nil, false
	}
	for _, m := range e.Mode {
		if t.HasMode(m) {
			modes = append(modes, m)
		}
	}
	return t, modes, true
}

// writePOLECAT writes tab-separated rows, one an event; missing values are
// None, several values stand in order, joined by "; ".
func writePOLECAT(w io.Writer, views iter.Seq[*view]) error {
	if err := tabbed(w, polecatColumns); err != nil {
		return err
	}
	for v := range views {
		if err := v.polecat(w); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) polecat(w io.Writer) error {
	for _, e := range v.r.Events {
		t, modes, ok := coded(e)
		if !ok {
			continue
		}
		x := v.row(e)
		date := x.Date
		if date == "" {
			date = x.Earliest
		}
		cells := []string{e.ID, date, t.Name, several(modes), number(t.Intensity(modes)), quadNames[t.Quad], several(x.Contexts)}
		actors, actorIDs := v.polecatSide(e.Actors)
		recipients, recipientIDs := v.polecatSide(e.Recipients)
		cells = append(append(append(cells, actors...), recipients...), v.polecatPlace(e)...)
		m := e.Mentions[0]
		r := v.report[m.Report]
		cells = append(cells, v.outlet("", m.Report), r.Published.Value,
			several(v.inReport(m.Report, parallax.Person)), several(v.inReport(m.Report, parallax.Org, parallax.NORP, parallax.MilUnit)), several(v.inReport(m.Report, parallax.GPE, parallax.Loc, parallax.Fac)),
			v.doc(m.Report).Language, "Parallax "+parallax.Version)
		cells = append(cells, e.Status, x.DateBasis, x.Earliest, x.Latest, several(x.Figures), several(x.Outlets), strconv.Itoa(e.Support.Reports), strconv.Itoa(e.Support.Origins),
			actorIDs, recipientIDs, number(e.Score), x.Sentence, x.URI, x.SHA256, strconv.Itoa(m.Start), strconv.Itoa(m.End))
		if err := tabbed(w, cells); err != nil {
			return err
		}
	}
	return nil
}

// tabbed writes a row; missing values are None.
func tabbed(w io.Writer, cells []string) error {
	row := make([]string, len(cells))
	for i, c := range cells {
		if row[i] = oneLine(c); row[i] == "" {
			row[i] = "None"
		}
	}
	_, err := io.WriteString(w, strings.Join(row, "\t")+"\n")
	return err
}

// polecatSide gives name, country, COW code, sectors, title, raw name and
// Wikipedia id of the actors or recipients, and their Wikidata ids. The record
// knows neither COW codes nor Wikipedia.
func (v *view) polecatSide(args []parallax.RecordArg) (cells []string, wikidata string) {
	var names, countries, primary, sectors, titles, raw, ids []string
	for _, a := range args {
		e := v.who(a.Entity)
		code := strings.Fields(e.Code)
		first, rest := "None", "None"
		place := "None"
		if len(code) > 0 {
			place = country(code[0])
		}
		if len(code) > 1 {
			first, rest = code[1], strings.Join(code[1:], ", ")
		}
		title := "None"
		if len(e.Labels) > 0 {
			title = e.Labels[0].Text
		}
		names, countries, primary, sectors = append(names, v.name(a.Entity, a.Anchor)), append(countries, place), append(primary, first), append(sectors, rest)
		titles, raw, ids = append(titles, title), append(raw, a.Anchor.Text), append(ids, orNone(e.Wikidata))
	}
	return []string{several(names), several(countries), "", several(primary), several(sectors), several(titles), several(raw), ""}, several(ids)
}

// polecatPlace gives the columns from Placename to Feature Type.
func (v *view) polecatPlace(e parallax.RecordEvent) []string {
	cells := make([]string, 10)
	if e.Place == nil {
		return cells
	}
	cells[0], cells[8] = v.name(e.Place.Entity, e.Place.Anchor), e.Place.Anchor.Text
	g := v.geo(e.Place.Entity)
	if g == nil {
		return cells
	}
	if g.Name != "" {
		cells[0] = g.Name
	}
	for _, level := range []struct {
		feature string
		column  int
	}{{"PPL", 1}, {"ADM2", 2}, {"ADM1", 3}} {
		if strings.HasPrefix(g.Feature, level.feature) {
			cells[level.column] = cells[0]
		}
	}
	cells[4], cells[5], cells[6], cells[9] = country(g.Country), number(g.Lat), number(g.Lon), g.Feature
	if g.GeoNames > 0 {
		cells[7] = strconv.Itoa(g.GeoNames)
	}
	return cells
}

// inReport names the entities of some types that a report mentions.
func (v *view) inReport(report string, types ...string) (out []string) {
	for _, e := range v.r.Entities {
		for _, t := range types {
			if e.Type != t {
				continue
			}
			for _, m := range e.Mentions {
				if m.Report == report && m.Kind == parallax.KindName {
					out = add(out, oneLine(e.Name))
				}
			}
		}
	}
	return out
}

func several(s []string) string { return strings.Join(s, "; ") }

func orNone(s string) string {
	if s == "" {
		return "None"
	}
	return s
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
