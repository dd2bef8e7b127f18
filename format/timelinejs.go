package format

import (
	"fmt"
	"html"
	"io"
	"iter"
	"strconv"
	"strings"

	"parallax"
)

type slide struct {
	ID    string    `json:"unique_id,omitempty"`
	Start *slideDay `json:"start_date,omitempty"`
	End   *slideDay `json:"end_date,omitempty"`
	Text  slideText `json:"text"`
	Group string    `json:"group,omitempty"`
}

type slideDay struct {
	Year  string `json:"year"`
	Month string `json:"month,omitempty"`
	Day   string `json:"day,omitempty"`
	Shown string `json:"display_date,omitempty"`
}

type slideText struct {
	Headline string `json:"headline"`
	Text     string `json:"text,omitempty"`
}

// writeTimelineJS writes the events whose day or bounds are known as slides of
// Knight Lab's TimelineJS3: the headline is the sentence of the first mention,
// the text names type, participants and who tells it. Both are HTML there, so
// the words are escaped.
func writeTimelineJS(w io.Writer, views iter.Seq[*view]) error {
	next, stop := iter.Pull(views)
	defer stop()
	v, more := next()
	head := struct {
		Title *slide `json:"title,omitempty"`
	}{}
	if more && v.only && len(v.r.Stories) == 1 && v.r.Stories[0].Title != nil {
		head.Title = &slide{Text: slideText{Headline: html.EscapeString(oneLine(v.r.Stories[0].Title.Text))}}
	}
	return array(w, head, "events", func(yield func(any) bool) {
		for ; more; v, more = next() {
			for _, s := range v.slides() {
				if !yield(s) {
					return
				}
			}
		}
	})
}

func (v *view) slides() (out []slide) {
	for _, e := range v.r.Events {
		if e.Time == nil {
			continue
		}
		start, end := bound(e.Time.Earliest, e.Time.Latest)
		if d := day(e.Time); d != "" {
			start, end = slideDate(d), nil
		}
		if start == nil {
			continue
		}
		if e.Time.Basis != parallax.Stated && e.Time.Basis != parallax.Published {
			start.Shown = strings.TrimSpace(e.Time.Value + " (" + e.Time.Basis + ")")
		}
		r := v.row(e)
		what := strings.ToLower(strings.Join(append([]string{orLabel(e)}, e.Mode...), ", "))
		who := strings.Join(r.Actors, ", ")
		if len(r.Recipients) > 0 {
			who = strings.TrimSpace(who + " → " + strings.Join(r.Recipients, ", "))
		}
		var p []string
		for _, l := range add(nil, what+" ("+e.Status+")", who, r.Place, several(r.Outlets)) {
			p = append(p, "<p>"+html.EscapeString(l)+"</p>")
		}
		out = append(out, slide{ID: e.ID, Start: start, End: end, Group: html.EscapeString(r.Story), Text: slideText{html.EscapeString(r.Sentence), strings.Join(p, "")}})
	}
	return out
}

func orLabel(e parallax.RecordEvent) string {
	if e.Type == "OTHER" && e.Label != "" {
		return e.Label
	}
	return e.Type
}

// bound makes dates of bounds; a side that is open stands at the other.
func bound(from, to string) (start, end *slideDay) {
	switch {
	case isDay(from) && isDay(to) && from != to:
		return slideDate(from), slideDate(to)
	case isDay(from):
		return slideDate(from), nil
	case isDay(to):
		return slideDate(to), nil
	}
	return nil, nil
}

func slideDate(d string) *slideDay {
	part := func(s string) string { n, _ := strconv.Atoi(s); return fmt.Sprint(n) } // d is a day: the parts are numbers
	return &slideDay{Year: part(d[:4]), Month: part(d[5:7]), Day: part(d[8:10])}
}
