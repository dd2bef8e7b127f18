package timex

import "testing"

func TestOfficeBounds(t *testing.T) {
	for _, c := range []struct {
		text, from, to string
		ok             bool
	}{
		{"Iraqi Prime Minister Adel Abdul Mahdi called U.S. Secretary of State Mike Pompeo on Thursday.", "2018-10-25", "2020-05-07", true},
		{"President Donald Trump said so.", "2017-01-20", "", true},
		{"Former President Barack Obama said so.", "", "", false},
		{"Vice President Joe Biden spoke.", "2009-01-20", "2017-01-20", true},
		{"President Barack Obama met President Ebrahim Raisi.", "", "", false},
	} {
		from, to, because, ok := OfficeBounds(document(c.text, ""), 1)
		if from != c.from || to != c.to || ok != c.ok || ok != (len(because) > 0) {
			t.Errorf("%s: %s %s %v", c.text, from, to, ok)
		}
	}
}
