package plover_test

import "testing"

// TestEchoes holds what the codebook says of accounts and echoes.
func TestEchoes(t *testing.T) {
	read := reader(t)
	for _, x := range []struct {
		text, trigger string
		echo          bool
	}{
		{"Rebels attacked the port of Kismayo on Monday. The attack came at dawn.", "attack", true},
		{"Rebels attacked the port of Kismayo on Monday. Somalia condemned the attack by rebels in Baidoa.", "attack", false},
		{"Rebels attacked the port of Kismayo on Monday. An attack killed three guards.", "attack", false},
		{"Denmark expelled a diplomat on Friday. Officials said that Denmark expelled a diplomat.", "expelled", true},
		{"Denmark expelled a diplomat on Friday. Norway expelled an envoy.", "expelled", false},
		{"The attack shook Rebels.", "attack", false},
		{"Gunmen shot and killed a judge in Cali on Monday.", "killed", true},
		{"Gunmen shot a judge and killed two guards in Cali.", "killed", false},
		{"Police fired at the car on Monday, hitting the driver.", "hitting", true},
		{"The air strike killed two men in Taiz. The death of a teacher was reported on Monday.", "death", false},
		{"Farmers staged a rally in Quito. The rally ended at noon.", "rally", true},
		{"Rebels attacked Baidoa on Monday. Another attack followed in Kismayo.", "attack", false},
	} {
		d := read(x.text)
		found := false
		for i := len(d.Events) - 1; i >= 0 && !found; i-- {
			if e := d.Events[i]; e.In(d.Text) == x.trigger {
				found = true
				if e.Echo > 0 != x.echo {
					t.Errorf("%s: %s: echo of %d", x.text, x.trigger, e.Echo)
				}
				if e.Echo > 0 && d.Events[e.Echo-1].Echo > 0 {
					t.Errorf("%s: echo of an echo", x.text)
				}
			}
		}
		if !found {
			t.Errorf("%s: no %s", x.text, x.trigger)
		}
	}
}
