package timex

import "testing"

func TestCalendars(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		want    string
	}{{1403, 1, 1, "2024-03-20"}, {1398, 10, 13, "2020-01-03"}, {1357, 11, 22, "1979-02-11"}, {1399, 12, 30, "2021-03-20"}} {
		if got := persianDay(c.y, c.m, c.d).Format("2006-01-02"); got != c.want {
			t.Errorf("persian %v: %s", c, got)
		}
	}
	for _, c := range []struct {
		y, m, d int
		want    string
	}{{1441, 9, 1, "2020-04-24"}, {1443, 1, 1, "2021-08-10"}, {1400, 1, 1, "1979-11-21"}} {
		if got := hijriDay(c.y, c.m, c.d).Format("2006-01-02"); got != c.want {
			t.Errorf("hijri %v: %s", c, got)
		}
	}
	for y, want := range map[int]string{2019: "04-21", 2024: "03-31", 2000: "04-23"} {
		if got := easter(y).Format("01-02"); got != want {
			t.Errorf("easter %d: %s", y, got)
		}
	}
}
