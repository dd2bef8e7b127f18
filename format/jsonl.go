package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// writeJSONL writes one entry of the record a line. A line is the entry as
// docs/record.md has it with "kind" before it: document, story, entity, claim,
// event, figure, time, dispute or judgement. The kind of a dispute, which has a
// field of that name, is its "dispute".
func writeJSONL(w io.Writer, v *view) error {
	for _, s := range []struct {
		kind string
		list any
	}{{"document", v.r.Documents}, {"story", v.r.Stories}, {"entity", v.r.Entities}, {"claim", v.r.Claims}, {"event", v.r.Events},
		{"figure", v.r.Figures}, {"time", v.r.Times}, {"dispute", v.r.Disputes}, {"judgement", v.r.Judgements}} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(s.list); err != nil {
			return err
		}
		var list []json.RawMessage
		if err := json.Unmarshal(b.Bytes(), &list); err != nil {
			return err
		}
		for _, x := range list {
			if s.kind == "dispute" {
				x = bytes.Replace(x, []byte(`"kind":`), []byte(`"dispute":`), 1) // after the id, before any words
			}
			if _, err := fmt.Fprintf(w, "{\"kind\":%q,%s\n", s.kind, x[1:]); err != nil {
				return err
			}
		}
	}
	return nil
}
