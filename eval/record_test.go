package eval

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"parallax"
)

// TestRecordScore scores a record written by hand: a split quote that answers
// for two claims, an optional event, a join that was missed and a wrong
// one, a dispute.
func TestRecordScore(t *testing.T) {
	text := "“Go,” Ana Ruiz said, “now.” Police held Bo. Kim said Bo was free. After the arrest he left."
	at := func(s string) parallax.Anchor {
		i := strings.Index(text, s)
		return parallax.Anchor{Report: "r1", Start: i, End: i + len(s), Text: s}
	}
	span := func(s string) [2]int { a := at(s); return [2]int{a.Start, a.End} }
	rec := &parallax.Record{
		Documents: []parallax.RecordDocument{{URI: "x/a.json", Reports: []parallax.RecordReport{{ID: "r1"}}}},
		Entities:  []parallax.RecordEntity{{ID: "n1", Name: "Ana Ruiz"}},
		Claims: []parallax.RecordClaim{
			{ID: "c1", Report: "r1", Content: at("Go,"), Continued: []parallax.Anchor{at("now.")}, Quoted: "direct", Stance: "asks", Chain: []parallax.RecordLink{{Entity: "n1", Anchor: at("Ana")}}},
			{ID: "c2", Report: "r1", Content: at("Bo was free"), Anchor: at("Kim said Bo was free"), Quoted: "indirect", Stance: "asserts", Chain: []parallax.RecordLink{{Anchor: at("Police")}}},
		},
		Events: []parallax.RecordEvent{
			{ID: "v1", Type: "COERCE", Recipients: []parallax.RecordArg{{Anchor: at("Bo")}, {Anchor: at("Kim")}}, Mentions: []parallax.EventAnchor{{Anchor: at("held"), Status: parallax.Alleged}}},
			{ID: "v2", Type: "COERCE", Mentions: []parallax.EventAnchor{{Anchor: at("arrest"), Status: parallax.Actual}, {Anchor: at("free"), Status: parallax.Actual}, {Anchor: at("After"), Status: parallax.Actual}}},
			{ID: "v3", Type: "RETREAT", Mentions: []parallax.EventAnchor{{Anchor: at("left"), Status: parallax.Actual}}},
		},
		Disputes: []parallax.RecordDispute{{Sides: []parallax.Side{{Mentions: []parallax.Anchor{at("held")}}, {Claims: []string{"c2"}}}}},
	}
	gold := map[string]any{
		"file": "a.json",
		"claims": []any{
			map[string]any{"content": map[string]any{"span": span("Go,")}, "chain": [][]string{{"Ruiz"}}, "quoted": "direct", "stance": "asks"},
			map[string]any{"content": map[string]any{"span": span("now.")}, "chain": [][]string{{"Ruiz"}}, "quoted": "direct", "stance": "asks"},
			map[string]any{"content": map[string]any{"span": span("Bo was free")}, "chain": [][]string{{"Kim"}}, "quoted": "indirect", "stance": "denies"},
		},
		"events": []any{
			map[string]any{"trigger": map[string]any{"span": span("held")}, "types": []string{"COERCE"}, "actors": [][]string{{"Police"}}, "recipients": [][]string{{"Bo"}}, "status": "actual", "key": "k"},
			map[string]any{"trigger": map[string]any{"span": span("arrest")}, "types": []string{"COERCE"}, "status": "actual", "key": "k"},
			map[string]any{"trigger": map[string]any{"span": span("free")}, "types": []string{"RETREAT"}, "status": "actual"},
			map[string]any{"trigger": map[string]any{"span": span("After")}, "types": []string{"COERCE"}, "status": "actual", "key": "k"},
			map[string]any{"trigger": map[string]any{"span": span("left")}, "types": []string{"OTHER"}, "status": "actual", "optional": true},
		},
	}
	b, err := json.Marshal(gold)
	if err != nil {
		t.Fatal(err)
	}
	var g GoldReport
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatal(err)
	}
	s := recordScore{rec: rec, golds: map[int]GoldReport{1: g}, of: map[string]*[2]int{}}
	s.run([]goldDispute{{goldSide{goldSpan{span("held")}, 1}, goldSide{goldSpan{span("free")}, 1}}, {goldSide{goldSpan{span("held")}, 1}, goldSide{goldSpan{span("left")}, 2}}})
	want := map[string][2]int{
		"claims R": {3, 3}, "claims with the exact chain, R": {2, 3}, "speaker right, of the found": {2, 3}, "way of quoting right, of the found": {3, 3},
		"stance right, of the found": {2, 3}, "claims P": {2, 2}, "event mentions R": {4, 4}, "event mentions P": {5, 5}, "type right, of the found": {3, 4},
		"actors R, of the found": {0, 1}, "recipients R, of the found": {1, 1}, "recipients P, of the found": {1, 2},
		"status right, of the found that happened": {3, 4}, "mentions joined, R": {1, 2}, "mentions joined, P": {1, 2}, "disputes R": {1, 1},
	}
	got := map[string][2]int{}
	for name, x := range s.of {
		got[name] = *x
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
