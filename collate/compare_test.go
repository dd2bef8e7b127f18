package collate

import (
	"testing"

	"parallax"
)

func TestCompareFigures(t *testing.T) {
	doc := func(day string) *parallax.Document {
		return &parallax.Document{Reports: []parallax.Report{{Published: parallax.Timex{Latest: day}}}}
	}
	n := func(of string, v float64) parallax.Figure {
		return parallax.Figure{Value: &v, Of: of, Report: 1}
	}
	low := 5.0
	atLeast := parallax.Figure{Low: &low, Of: "killed", Report: 1}
	for _, c := range []struct {
		f, g       parallax.Figure
		day, later string
		want       string
	}{
		{n("killed", 5), n("killed", 5), "2020-01-01", "2020-01-02", SameFigure},
		{atLeast, n("killed", 9), "2020-01-01", "2020-01-02", SameFigure},
		{n("killed", 5), n("killed", 9), "2020-01-01", "2020-01-02", UpdatedFigure},
		{n("killed", 9), n("killed", 5), "2020-01-01", "2020-01-02", ContraryFigure},
		{n("killed", 5), n("killed", 9), "2020-01-01", "2020-01-01", ContraryFigure},
		{n("arrested", 0), n("arrested", 2), "2020-01-01", "2020-01-02", UpdatedFigure},
		{n("killed", 5), n("wounded", 5), "2020-01-01", "2020-01-02", OtherFigure},
	} {
		if got := CompareFigures(doc(c.day), c.f, doc(c.later), c.g); got != c.want {
			t.Errorf("%s %v, then %s %v: %s, want %s", c.f.Of, c.f.Value, c.g.Of, *c.g.Value, got, c.want)
		}
	}
}
