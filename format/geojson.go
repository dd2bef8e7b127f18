package format

import (
	"io"
	"iter"
)

type feature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Geometry   *point         `json:"geometry"` // null where the place is not known
	Properties map[string]any `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude (RFC 7946)
}

// writeGeoJSON writes a FeatureCollection of the events (RFC 7946).
func writeGeoJSON(w io.Writer, views iter.Seq[*view]) error {
	return array(w, struct {
		Type string `json:"type"`
	}{"FeatureCollection"}, "features", func(yield func(any) bool) {
		for v := range views {
			for _, f := range v.features() {
				if !yield(f) {
					return
				}
			}
		}
	})
}

func (v *view) features() (features []feature) {
	for _, e := range v.r.Events {
		r := v.row(e)
		f := feature{Type: "Feature", ID: e.ID, Properties: map[string]any{
			"type": r.Type, "label": r.Label, "modes": full(r.Modes), "status": r.Status, "date": r.Date, "earliest": r.Earliest, "latest": r.Latest, "date_basis": r.DateBasis,
			"actors": full(r.Actors), "recipients": full(r.Recipients), "place": r.Place, "figures": full(r.Figures), "outlets": full(r.Outlets), "origins": r.Origins,
			"sentence": r.Sentence, "words": r.Words, "uri": r.URI, "start": r.Start, "end": r.End, "score": r.Score}}
		if r.Latitude != nil {
			f.Geometry = &point{"Point", [2]float64{*r.Longitude, *r.Latitude}}
			f.Properties["precision"] = v.geo(e.Place.Entity).Precision
		}
		features = append(features, f)
	}
	return features
}

// full is s, an empty list rather than null.
func full(s []string) []string { return append([]string{}, s...) }
