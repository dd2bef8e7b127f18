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
	} {
		d := read(x.text)
		found := false
		for i := len(d.Events) - 1; i >= 0 && !found; i-- {
			if e := d.Events[i]; e.In(d.Text) == x.trigger {
				found = true
				if e.Echo > 0 != x.echo {
					t.Errorf("%s: %s: echo of %d", x.text, x.trigger, e.Echo)
				}
				if e.Echo > i {
					t.Errorf("%s: echo of a later one", x.text)
				}
			}
		}
		if !found {
			t.Errorf("%s: no %s", x.text, x.trigger)
		}
	}
}
