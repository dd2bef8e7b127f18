package check

import (
	"math"
	"strconv"

	"parallax"
)

// Reported is an answer as programs and people read it: ids are the record's.
type Reported struct {
	Sentence string         `json:"sentence"`
	Verdict  string         `json:"verdict"`
	Origins  map[string]int `json:"origins"` // independent origins by side
	Passages []Account      `json:"passages"`
}

// Account is one passage with its anchor.
type Account struct {
	Side    string          `json:"side"`
	Why     string          `json:"why,omitempty"`
	Anchor  parallax.Anchor `json:"anchor"`
	URI     string          `json:"uri"`
	Outlet  string          `json:"outlet,omitempty"`
	Told    string          `json:"told,omitempty"` // day of the report
	Origin  string          `json:"origin"`
	Claim   string          `json:"claim,omitempty"`
	Event   string          `json:"event,omitempty"`
	Sources []string        `json:"sources,omitempty"` // who the claim is put to, outermost first
	Score   float64         `json:"score"`
}

// Report gives an answer its anchors and counts the origins behind each side.
func Report(a *parallax.Archive, sentence string, x Answer) Reported {
	out := Reported{Sentence: sentence, Verdict: x.Verdict, Origins: map[string]int{}, Passages: []Account{}}
	origin := map[parallax.ReportRef]string{}
	name := func(r parallax.ReportRef) string {
		n := strconv.Itoa(a.Docs[r.Doc].ID)
		if r.Report > 1 {
			n += "." + strconv.Itoa(r.Report)
		}
		return n
	}
	for _, o := range a.Origins {
		for _, m := range o.Members {
			origin[m.ReportRef] = "o" + name(o.Members[0].ReportRef)
		}
	}
	counted := map[[2]string]bool{}
	for _, p := range x.Passages {
		d := a.Docs[p.Doc]
		r := d.Reports[p.Report-1]
		c := Account{Side: p.Side, Why: p.Why, URI: d.URI, Outlet: r.Outlet, Told: r.Published.Latest, Origin: origin[p.ReportRef], Score: math.Round(1000*p.Score) / 1000,
			Anchor: parallax.Anchor{Report: "r" + name(p.ReportRef), Start: p.Start, End: p.End, Text: p.In(d.Text)}}
		if c.Origin == "" {
			c.Origin = "o" + name(p.ReportRef)
		}
		if p.Claim > 0 {
			c.Claim = "c" + strconv.Itoa(d.ID) + "." + strconv.Itoa(p.Claim)
			for _, l := range d.Claims[p.Claim-1].Chain {
				if !l.Empty() {
					c.Sources = append(c.Sources, l.In(d.Text))
				}
			}
		}
		if p.Happening >= 0 {
			m := a.Happenings[p.Happening].Members[0]
			c.Event = "v" + strconv.Itoa(a.Docs[m.Doc].ID) + "." + strconv.Itoa(m.Event)
		}
		if k := [2]string{p.Side, c.Origin}; !counted[k] {
			counted[k] = true
			out.Origins[p.Side]++
		}
		out.Passages = append(out.Passages, c)
	}
	return out
}
