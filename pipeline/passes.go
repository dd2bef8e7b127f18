package pipeline

import (
	"parallax"
	"parallax/timex"
)

// passes is the list, in order.
func passes() ([]parallax.Pass, error) {
	return []parallax.Pass{
		timex.Pass,
	}, nil
}
