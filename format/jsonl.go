package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// writeJSONL writes one entry of the record a line. A line is the entry as
// docs/record.md has it with "kind" before it: document, story, entity, claim,
// event, figure, time, dispute or judgement. The kind of a dispute, which has a
// field of that name, is its "dispute".
func writeJSONL(w io.Writer, views iter.Seq[*view]) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for v := range views {
		for _, s := range sectionsOf(v) {
			kind := kinds[s.name]
			for _, entry := range s.entries {
				b.Reset()
				if err := e.Encode(entry); err != nil {
					return err
				}
				x := b.Bytes()
				if kind == "dispute" {
					x = bytes.Replace(x, []byte(`"kind":`), []byte(`"dispute":`), 1) // after the id, before any words
				}
				if _, err := fmt.Fprintf(w, "{\"kind\":%q,%s", kind, x[1:]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

var kinds = map[string]string{"documents": "document", "stories": "story", "entities": "entity", "claims": "claim", "events": "event", "figures": "figure", "times": "time", "disputes": "dispute", "judgements": "judgement"}
