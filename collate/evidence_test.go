package collate

import "testing"

func TestEvidenceTable(t *testing.T) {
	names, weights := Evidence()
	for i, want := range map[int]string{always: "always", sameLemma: "sameLemma", sameVictim: "sameVictim", otherDay: "otherDay", likeSentence: "likeSentence", otherPast: "otherPast"} {
		if names[i] != want {
			t.Errorf("line %d of evidence.tsv is %s, want %s", i+1, names[i], want)
		}
	}
	if weights[sameVictim] <= 0 || weights[otherDay] >= 0 {
		t.Errorf("one victim tells %.2f for, two days %.2f", weights[sameVictim], weights[otherDay])
	}
}

func TestPortraitsContradict(t *testing.T) {
	class := func(actors ...int) portrait {
		p := portraitOf(&sign{})
		for _, i := range actors {
			p.add(portraitOf(&sign{actors: []int{i}}))
		}
		return p
	}
	for _, x := range []struct {
		a, b portrait
		want bool
	}{
		{class(1, 1, 1), class(2, 2, 2), true},
		{class(1, 1, 1), class(2, 2), false}, // two may both err
		{class(1, 1, 1, 2, 2, 2), class(2, 2, 2), false},
		{class(), class(2, 2, 2), false},
	} {
		if got := x.a.contradicts(&x.b); got != x.want {
			t.Errorf("%v against %v: %v", x.a.actors, x.b.actors, got)
		}
	}
}

func TestOneDay(t *testing.T) {
	on := func(d string) *sign { return &sign{from: d, to: d} }
	for _, x := range []struct {
		a, b *sign
		want int
	}{
		{on("2011-05-04"), on("2011-05-04"), 2},
		{on("2011-05-04"), on("2011-05-05"), -1}, // clocks differ
		{on("2011-05-04"), on("2011-05-06"), -2},
		{on("2011-05-04"), &sign{md: "05-05"}, -1},
		{on("2011-05-04"), &sign{from: "2011-05-01", to: "2011-05-31"}, 1},
		{on("2011-05-04"), &sign{told: "2011-05-02"}, -2}, // told before it happened
		{on("2011-05-04"), &sign{}, 0},
	} {
		if got := daysAgree(x.a, x.b); got != x.want {
			t.Errorf("%+v and %+v: %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

// TestContests holds that a word tells one event where nothing contradicts it, and
// many where states do.
func TestContests(t *testing.T) {
	by := func(state string) sign {
		return sign{lemma: "strike", settled: true, doers: map[string]bool{state: true}}
	}
	if n := contests([]sign{by("KEN"), by("KEN"), by("KEN")})["strike"]; n != 0 {
		t.Errorf("one side: %.2f", n)
	}
	if n := contests([]sign{by("KEN"), by("UGA"), by("KEN"), by("UGA")})["strike"]; n < 0.5 {
		t.Errorf("two sides: %.2f", n)
	}
}

// TestOutliers holds that the death of another leaves the class, and is told alone.
func TestOutliers(t *testing.T) {
	dead := func(who int) sign {
		return sign{typ: "ASSAULT", lemma: "kill", kills: true, settled: true, recipients: []int{who}, victims: []int{who}, score: 1}
	}
	c := single([]sign{dead(1), dead(1), dead(2), dead(1)})
	for i := 1; i < 4; i++ {
		c.merge(0, i, 1)
	}
	if out := c.outliers(); len(out) != 1 || !out[2] || len(c.members[0]) != 3 || len(c.members[2]) != 1 {
		t.Errorf("out %v, classes %v", out, c.members)
	}
}
