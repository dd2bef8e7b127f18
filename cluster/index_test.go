package cluster

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"parallax"
)

// news makes reports of a few stories, copies among them.
func news(n int) []*parallax.Document {
	r := rand.New(rand.NewPCG(1, 2))
	var out []*parallax.Document
	for i := range n {
		story := r.IntN(1 + n/6)
		text := ""
		for k := range 60 + r.IntN(60) {
			switch w := r.IntN(40); {
			case k%5 == 0:
				text += fmt.Sprintf("Name%cx%d ", 'a'+story%26, story*7+r.IntN(4))
			case w < 20:
				text += fmt.Sprintf("word%d%c ", story*20+w, 'a'+story%26)
			default:
				text += fmt.Sprintf("common%d ", r.IntN(300))
			}
		}
		if i > 0 && r.IntN(8) == 0 {
			text = "A new lead here. " + out[r.IntN(i)].Text
		}
		d := doc(i+1, text)
		if r.IntN(3) > 0 {
			d.Reports[0].Published.Value = fmt.Sprintf("2020-01-%02d", 1+r.IntN(28))
		}
		out = append(out, d)
	}
	return out
}

func add(x *Index, docs []*parallax.Document, i int) {
	x.Add(KeysOf(docs[i], 1), func(earlier int) bool { return IsCopy(TextOf(docs[earlier], 1), TextOf(docs[i], 1)) })
}

// TestGrown: an index that grew, one that was restored half way from what was
// kept, and the whole at once agree on every report.
func TestGrown(t *testing.T) {
	docs := news(300)
	var grown Index
	for i := range docs {
		if i == len(docs)/2 {
			var again Index
			for k := range i {
				keys, err := ParseKeys(KeysOf(docs[k], 1).Bytes())
				if err != nil {
					t.Fatal(err)
				}
				again.Restore(keys, grown.At(k))
			}
			grown = again
		}
		add(&grown, docs, i)
	}
	_, places := placed(docs, func(d *parallax.Document, r int, _ Text) Keys { return KeysOf(d, r) })
	stories, copies := map[int]bool{}, 0
	for i, p := range places {
		if got := grown.At(i); got != p {
			t.Errorf("report %d stands at %+v, in the whole at %+v", i, got, p)
		}
		stories[p.Story] = true
		if p.Origin != i {
			copies++
		}
	}
	if len(stories) < 20 || len(stories) > 200 || copies < 10 {
		t.Errorf("%d stories, %d copies: the reports test nothing", len(stories), copies)
	}
}

// TestFull: what comes after a full saga opens the next.
func TestFull(t *testing.T) {
	var x Index
	k := KeysOf(doc(1, words(0, 200)), 1)
	k.Shingles = nil
	for range full + 10 {
		x.Add(k, nil)
	}
	if n := len(x.Saga(0)); n != full {
		t.Errorf("%d reports in the first saga", n)
	}
	if n := len(x.Saga(full)); n != 10 {
		t.Errorf("%d reports in the next", n)
	}
}

func TestPostings(t *testing.T) {
	var p postings
	for i := range uint32(1000) {
		p.add([]uint32{i % 7, 100 + i%3}, i)
	}
	var got []uint32
	p.latest(3, 4, func(at uint32) { got = append(got, at) })
	if fmt.Sprint(got) != "[997 990 983 976]" {
		t.Error(got)
	}
	if n := len(p.runs); n > 12 {
		t.Errorf("%d runs", n)
	}
}

// TestLongRuns fills runs that leave the heap.
func TestLongRuns(t *testing.T) {
	var p postings
	const each = 2000
	keys := make([]uint32, each)
	for i := range uint32(5*longRun/each + 1) {
		for k := range keys {
			keys[k] = uint32(k) << 20
		}
		keys[0] = math.MaxUint32
		p.add(keys, i)
	}
	if len(p.long) < 2 {
		t.Fatalf("%d long runs", len(p.long))
	}
	for _, key := range []uint32{math.MaxUint32, 5 << 20} {
		var got []uint32
		p.latest(key, 1200, func(at uint32) { got = append(got, at) })
		if len(got) != 1200 || got[0] != 5*longRun/each || !slices.IsSortedFunc(got, func(a, b uint32) int { return int(b) - int(a) }) {
			t.Errorf("key %d: %d reports, from %d", key, len(got), got[0])
		}
	}
}

func FuzzParseKeys(f *testing.F) {
	f.Add(KeysOf(news(1)[0], 1).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, err := ParseKeys(b); err == nil {
			if again, err := ParseKeys(k.Bytes()); err != nil || len(again.Terms) != len(k.Terms) {
				t.Errorf("%v", err)
			}
		}
	})
}

func BenchmarkIndex(b *testing.B) {
	docs := news(2000)
	for b.Loop() {
		var x Index
		for i := range docs {
			add(&x, docs, i)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(docs)), "µs/report")
}
