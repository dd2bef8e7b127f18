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
