package pipeline

import (
	"parallax"
	"parallax/attribution"
	"parallax/internal/nn"
	"parallax/mention"
	"parallax/places"
	"parallax/plover"
	"parallax/quantity"
	"parallax/syntax"
	"parallax/timex"
)

// passes is the list, in order.
func passes() ([]parallax.Pass, error) {
	model, err := nn.Load()
	if err != nil {
		return nil, err
	}
	return []parallax.Pass{
		syntax.New(model),
		timex.Pass,
		quantity.Pass,
		mention.Pass,
		places.Pass,
		attribution.Pass,
		plover.Pass,
	}, nil
}
