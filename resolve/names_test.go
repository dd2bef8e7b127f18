package resolve

import "testing"

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool // at least the score that joins full names
	}{
		{"Qasem Soleimani", "Qassem Suleimani", true}, {"Ghasem Solaymani", "Qassem Soleimani", true}, {"Soleimani", "Suleimani", true},
		{"Muammar Gaddafi", "Moammar Kadafi", true}, {"Mohammed bin Salman", "Qassem Soleimani", false}, {"Salman", "Soleimani", false},
		{"Adel Abdul Mahdi", "Abu Mahdi al-Muhandis", false}, {"Michael Pompeo", "Mike Pompeo", true}, {"M. Pompeo", "Mike Pompeo", true},
		{"George Bush", "Jeb Bush", false}, {"Bashar al-Assad", "Bashar Assad", true}, {"Hafez al-Assad", "Bashar al-Assad", false},
		{"Gen. David Petraeus", "David Petraeus", true}, {"Nouri al-Maliki", "Nuri al-Maliki", true}, {"Tariq Aziz", "Tarek Aziz", true},
	} {
		if got := samePerson(c.a, c.b) >= joinPerson; got != c.want {
			t.Errorf("samePerson(%q, %q) = %.2f", c.a, c.b, samePerson(c.a, c.b))
		}
	}
}

func TestBodyKey(t *testing.T) {
	for _, c := range [][2]string{{"Iraqi Parliament", "Iraq's parliament"}, {"the parliament of Iraq", "Iraqi parliament"}, {"Kata'ib Hezbollah", "Kataib Hezbollah"},
		{"U.S. State Department", "American State Department"}, {"Popular Mobilization Unit", "Popular Mobilization Units"}} {
		if bodyKey(c[0]) != bodyKey(c[1]) {
			t.Errorf("%q and %q: %q, %q", c[0], c[1], bodyKey(c[0]), bodyKey(c[1]))
		}
	}
	if bodyKey("Kata'ib Hezbollah") == bodyKey("Hezbollah") {
		t.Error("Kata'ib Hezbollah is not Hezbollah")
	}
	if !acronymOf("PMU", "Popular Mobilization Units") || !acronymOf("U.N.", "United Nations") || acronymOf("PMU", "Public Works") {
		t.Error("acronymOf")
	}
}

func TestScripts(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"قاسم سليماني", "Qasem Soleimani", true}, {"محمد", "Mohammed", true}, {"Владимир Зеленский", "Vladimir Zelensky", true}, {"בנימין נתניהו", "Benjamin Netanyahu", true},
		{"روحانی", "Rouhani", true}, {"خامنئي", "Soleimani", false}, {"محمد", "Mahdi", false}, {"Иванов", "Petrov", false}} {
		if got := samePerson(c.a, c.b) >= 0.66; got != c.want {
			t.Errorf("samePerson(%q, %q) = %.2f", c.a, c.b, samePerson(c.a, c.b))
		}
	}
}
