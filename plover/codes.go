package plover

import "parallax"

// code gives the entities of a document their PLOVER actor codes.
func code(d *parallax.Document) {}
