package cluster

import (
	"slices"

	"parallax"
)

// Group places the reports of docs one after the other: it folds those that
// share one text into origins and puts each in one story. Origins and stories
// stand in the order of their earliest report.
func Group(docs []*parallax.Document) ([]parallax.Origin, []parallax.Story) {
	refs, places := placed(docs, func(d *parallax.Document, report int, t Text) Keys { return KeysOf(d, report) })
	return Folded(docs, refs, places), Stories(refs, places)
}

// Origins folds the reports of docs that share one text, whatever they tell of.
func Origins(docs []*parallax.Document) []parallax.Origin {
	refs, places := placed(docs, func(_ *parallax.Document, _ int, t Text) Keys { return Keys{Shingles: sample(t.grams)} })
	return Folded(docs, refs, places)
}

func placed(docs []*parallax.Document, keys func(*parallax.Document, int, Text) Keys) ([]parallax.ReportRef, []Place) {
	var x Index
	var refs []parallax.ReportRef
	var texts []Text
	for di, d := range docs {
		for r := range d.Reports {
			t := TextOf(d, r+1)
			refs, texts = append(refs, parallax.ReportRef{Doc: di, Report: r + 1}), append(texts, t)
			x.Add(keys(d, r+1, t), func(earlier int) bool { return IsCopy(texts[earlier], t) })
		}
	}
	places := make([]Place, len(refs))
	for i := range places {
		places[i] = x.At(i)
	}
	return refs, places
}

// Folded makes the origins of reports that stand at places. What shares a text
// across sagas counts within each, as accounts do.
func Folded(docs []*parallax.Document, refs []parallax.ReportRef, places []Place) []parallax.Origin {
	groups := grouped(places, func(p Place) [2]int { return [2]int{p.Saga, p.Origin} })
	out := make([]parallax.Origin, 0, len(groups))
	for _, g := range groups {
		var l []member
		for _, i := range g {
			m := member{ref: refs[i]}
			if len(g) > 1 {
				m.Text = TextOf(docs[m.ref.Doc], m.ref.Report)
			}
			l = append(l, m)
		}
		out = append(out, origin(docs, l))
	}
	return out
}

// Stories makes the stories of reports that stand at places.
func Stories(refs []parallax.ReportRef, places []Place) []parallax.Story {
	var out []parallax.Story
	first := map[int]int{} // saga → its first story
	for _, g := range grouped(places, func(p Place) int { return p.Story }) {
		saga := places[g[0]].Saga
		if _, ok := first[saga]; !ok {
			first[saga] = len(out)
		}
		s := parallax.Story{Saga: first[saga]}
		for _, i := range g {
			s.Reports = append(s.Reports, refs[i])
		}
		out = append(out, s)
	}
	return out
}

// grouped lists the indices of places by a key, groups in order of their first.
func grouped[K comparable](places []Place, key func(Place) K) [][]int {
	at := map[K]int{}
	var out [][]int
	for i, p := range places {
		k, ok := at[key(p)]
		if !ok {
			k = len(out)
			at[key(p)] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], i)
	}
	return slices.Clip(out)
}
