package plover

import "testing"

// The counts and rulings of docs/codebook.md.
func TestTables(t *testing.T) {
	if len(Types) != 16 {
		t.Errorf("%d types, want 16", len(Types))
	}
	n := map[string]int{}
	total := 0
	for _, x := range Types {
		n[x.Name] = len(x.Modes)
		total += len(x.Modes)
	}
	if total != 67 {
		t.Errorf("%d modes, want 67", total)
	}
	for typ, want := range map[string]int{"CONSULT": 4, "RETREAT": 6, "REQUEST": 4, "REJECT": 4, "ACCUSE": 3, "THREATEN": 6, "PROTEST": 7, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 10, "ASSAULT": 15} {
		if n[typ] != want {
			t.Errorf("%s has %d modes, want %d", typ, n[typ], want)
		}
	}
	if len(Contexts) != 37 {
		t.Errorf("%d contexts, want 37", len(Contexts))
	}
	sanction, _ := TypeOf("SANCTION")
	accuse, _ := TypeOf("ACCUSE")
	retreat, _ := TypeOf("RETREAT")
	protest, _ := TypeOf("PROTEST")
	if sanction.Quad != MaterialConflict || accuse.Score != -3 || retreat.Recipient || protest.Recipient {
		t.Error("a ruling is not held")
	}
	assault, _ := TypeOf("ASSAULT")
	for _, c := range []struct {
		t     Type
		modes []string
		want  float64
	}{{assault, nil, -9}, {assault, []string{"beat", "drone"}, -9.5}, {protest, []string{"vandalize"}, -5}} {
		if got := c.t.Intensity(c.modes); got != c.want {
			t.Errorf("%s %v scores %v, want %v", c.t.Name, c.modes, got, c.want)
		}
	}
	for _, c := range [][3]string{{"CONSULT", "planned", "AGREE"}, {"RETREAT", "planned", "CONCEDE"}, {"ASSAULT", "possible", "THREATEN"}, {"ASSAULT", "actual", "ASSAULT"}, {"CONCEDE", "planned", "CONCEDE"}} {
		if got := Shift(c[0], c[1]); got != c[2] {
			t.Errorf("%s %s shifts to %s, want %s", c[0], c[1], got, c[2])
		}
	}
}
