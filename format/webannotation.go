package format

import (
	"io"
	"iter"
	"strconv"

	"parallax"
)

type annotation struct {
	Context string           `json:"@context,omitempty"`
	ID      string           `json:"id"`
	Type    string           `json:"type"`
	Body    []annotationBody `json:"body"`
	Target  annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Purpose string `json:"purpose"`
}

type annotationTarget struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

type selector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
}

// writeWebAnnotation writes a W3C Web Annotation page: one annotation for each
// mention of an entity or event, each claim, figure and time. Positions count
// code points of the document's text, as the model asks.
func writeWebAnnotation(w io.Writer, views iter.Seq[*view]) error {
	return array(w, struct {
		Context string `json:"@context"`
		ID      string `json:"id"`
		Type    string `json:"type"`
	}{"http://www.w3.org/ns/anno.jsonld", "#page", "AnnotationPage"}, "items", func(yield func(any) bool) {
		for v := range views {
			for _, x := range v.annotations() {
				if !yield(x) {
					return
				}
			}
		}
	})
}

func (v *view) annotations() (items []annotation) {
	put := func(id string, a parallax.Anchor, tag, says string) {
		i, ok := v.source[a.Report]
		if !ok || a.Start >= a.End {
			return
		}
		d := v.r.Documents[i]
		start, end := v.codePoints(i, parallax.Span{Start: a.Start, End: a.End})
		x := annotation{ID: "#" + id, Type: "Annotation", Body: []annotationBody{{"TextualBody", tag, "tagging"}}, Target: annotationTarget{d.URI, []selector{
			{Type: "TextQuoteSelector", Exact: a.Text, Prefix: before(d.Text, a.Start), Suffix: after(d.Text, a.End)},
			{Type: "TextPositionSelector", Start: &start, End: &end}}}}
		if says != "" {
			x.Body = append(x.Body, annotationBody{"TextualBody", says, "identifying"})
		}
		items = append(items, x)
	}
	for _, e := range v.r.Entities {
		for k, m := range e.Mentions {
			put(e.ID+"-"+strconv.Itoa(k+1), m.Anchor, e.Type, e.Name)
		}
	}
	for _, c := range v.r.Claims {
		put(c.ID, c.Content, "claim "+c.Stance, v.chain(c))
	}
	for _, e := range v.r.Events {
		for k, m := range e.Mentions {
			put(e.ID+"-"+strconv.Itoa(k+1), m.Anchor, orLabel(e), m.Status)
		}
	}
	for _, f := range v.r.Figures {
		put(f.ID, f.Anchor, "figure "+f.Of, figureText(f))
	}
	for _, t := range v.r.Times {
		if t.Anchor != nil {
			put(t.ID, *t.Anchor, t.Type, t.Value)
		}
	}
	return items
}

const around = 32 // code points of context on either side of a quote

func before(text string, at int) string {
	r := []rune(text[max(0, at-4*around):at])
	return string(r[max(0, len(r)-around):])
}

func after(text string, at int) string {
	r := []rune(text[at:min(len(text), at+4*around)])
	return string(r[:min(len(r), around)])
}
