package collate

import (
	"testing"

	"parallax"
)

func TestForbids(t *testing.T) {
	in := func(doc, sent int, change func(*sign)) sign {
		s := sign{ref: parallax.EventRef{Doc: doc, Event: sent}, sent: sent, typ: "PROTEST", lemma: "protest", settled: true, place: -1}
		change(&s)
		return s
	}
	town := func(lat, lon float64, country string) func(*sign) {
		return func(s *sign) { s.geo = &parallax.Geo{Lat: lat, Lon: lon, Country: country, Precision: 4} }
	}
	dated := func(d string) func(*sign) { return func(s *sign) { s.from, s.to = d, d } }
	by := func(who int) func(*sign) {
		return func(s *sign) { s.typ, s.verb, s.actors = "REQUEST", true, []int{who} }
	}
	death := func(many bool, victims ...int) func(*sign) {
		return func(s *sign) {
			s.typ, s.kills, s.many, s.victims, s.recipients = "ASSAULT", true, many, victims, victims
		}
	}
	none := func(*sign) {}
	for _, x := range []struct {
		name string
		a, b sign
		want bool
	}{
		{"nothing known", in(0, 1, none), in(1, 1, none), false},
		{"two towns", in(0, 1, town(41.9, -87.6, "USA")), in(1, 1, town(35.1, -90, "USA")), true},
		{"a town and its suburb", in(0, 1, town(41.9, -87.6, "USA")), in(1, 1, town(41.9, -87.7, "USA")), false},
		{"two countries", in(0, 1, town(41.9, -87.6, "USA")), in(1, 1, town(52.5, 13.4, "DEU")), true},
		{"the next day in one report", in(0, 1, dated("2020-01-03")), in(0, 2, dated("2020-01-04")), true},
		{"the next day by another clock", in(0, 1, dated("2020-01-03")), in(1, 1, dated("2020-01-04")), false},
		{"two speakers", in(0, 1, by(1)), in(0, 2, by(2)), true},
		{"a plan and a deed", in(0, 1, none), in(1, 1, func(s *sign) { s.settled = false }), true},
		{"another one", in(0, 1, none), in(0, 2, func(s *sign) { s.more = true }), true},
		{"another one, told before", in(0, 2, none), in(0, 1, func(s *sign) { s.more = true }), false},
		{"seventy and one", in(0, 1, func(s *sign) { s.count = 2 }), in(0, 2, func(s *sign) { s.count = 1 }), true},
		{"one dead and many", in(0, 1, death(false, 7)), in(1, 1, death(true)), true},
	} {
		a, b := x.a, x.b
		ownA, ownB := x.a, x.b
		a.own, b.own = &ownA, &ownB
		if got := a.forbids(&b); got != x.want || b.forbids(&a) != x.want {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
}

func TestTalkAndRequest(t *testing.T) {
	talk, ask := sign{typ: "CONSULT", settled: true}, sign{typ: "REQUEST", settled: true}
	talk.own, ask.own = &talk, &ask
	if !talk.forbids(&ask) || !ask.forbids(&talk) {
		t.Error("a talk and the request made in it are one")
	}
	if talk.forbids(&talk) {
		t.Error("a talk is not itself")
	}
}
