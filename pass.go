package parallax

import "fmt"

// Layer names a slice of a Document that a pass makes or needs.
type Layer string

// The layers of a Document, in the order in which they are usually filled.
const (
	LayerReports  Layer = "reports"
	LayerSyntax   Layer = "syntax" // sentences, tokens, names, signals
	LayerTimes    Layer = "times"
	LayerFigures  Layer = "figures"
	LayerMentions Layer = "mentions" // mentions and entities
	LayerClaims   Layer = "claims"
	LayerEvents   Layer = "events"
	LayerPlaces   Layer = "places" // entities' map positions and actor codes
)

// Pass is one step of reading a document, as a documented value.
type Pass struct {
	Name  string
	Doc   string // one paragraph: what it does and on what it rests
	Needs []Layer
	Makes []Layer
	Run   func(*Document) error // safe for concurrent use on different documents
}

// CheckPasses verifies that every layer a pass needs is made by an earlier one
// and that none is made twice. The reports layer is made by intake, before any pass.
func CheckPasses(passes []Pass) error {
	made := map[Layer]string{LayerReports: "intake"}
	for _, p := range passes {
		for _, n := range p.Needs {
			if made[n] == "" {
				return fmt.Errorf("pass %s needs %s, which no earlier pass makes", p.Name, n)
			}
		}
		for _, m := range p.Makes {
			if by := made[m]; by != "" {
				return fmt.Errorf("pass %s makes %s, which %s made already", p.Name, m, by)
			}
			made[m] = p.Name
		}
	}
	return nil
}
