package parallax_test

import (
	"testing"

	"parallax"
)

func TestVerify(t *testing.T) {
	r := &parallax.Record{
		Documents: []parallax.RecordDocument{{ID: "d1", Text: "“No,” he said. 🙂", Reports: []parallax.RecordReport{{ID: "r1", Start: 0, End: 20}}}},
		Claims: []parallax.RecordClaim{{ID: "c1", Report: "r1",
			Anchor:  parallax.Anchor{Report: "r1", Start: 0, End: 15, Text: "“No,” he sa"},
			Content: parallax.Anchor{Report: "r1", Start: 3, End: 6, Text: "No,"},
			Chain:   []parallax.RecordLink{{Anchor: parallax.Anchor{Report: "r9", Start: 0, End: 1, Text: "x"}}}}},
	}
	checked, bad := parallax.Verify(r)
	if checked != 3 {
		t.Errorf("checked %d anchors, want 3", checked)
	}
	if len(bad) != 1 || bad[0].Anchor.Report != "r9" {
		t.Errorf("bad = %v, want the anchor of an unknown report alone", bad)
	}
	r.Claims[0].Content.Text = "Yes"
	if _, bad := parallax.Verify(r); len(bad) != 2 {
		t.Errorf("a changed text was not noticed: %v", bad)
	}
}
