package grow

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax"
	"parallax/cluster"
	"parallax/ingest"
	"parallax/internal/cputime"
	"parallax/pipeline"
	"parallax/store"
	"parallax/web"
)

// examples are the documents of the example story.
func examples(t testing.TB) []*parallax.Document {
	p, err := pipeline.New()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*parallax.Document
	for r := range p.Read(ingest.Open([]string{"../examples/withdrawal"}, ingest.Options{})) {
		if r.Err != nil {
			t.Fatal(r.Err)
		}
		docs = append(docs, r.Document)
	}
	return docs
}

func open(t testing.TB, name string) (store.Store, *Archive) {
	t.Helper()
	st, err := store.Open(t.Context(), name, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	a, err := Open(t.Context(), st, web.Lists)
	if err != nil {
		t.Fatal(err)
	}
	return st, a
}

// records are those of all sagas, as JSON, with the reports' places.
func records(t testing.TB, a *Archive) []string {
	t.Helper()
	var out []string
	for _, s := range a.Sagas() {
		r, err := a.Record(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// TestGrown: an archive to which documents were added one by one, with records
// asked for on the way, programs that end and start and one beside it, has the
// same records as one that was placed at once, and as documents that were never
// in a store.
func TestGrown(t *testing.T) {
	w := newWorlds(examples(t))
	type pair struct {
		p parallax.Page
		d *parallax.Document
	}
	var all []pair
	for world := range 2 {
		for i := range len(w.docs) {
			p, d := w.page(world, i)
			all = append(all, pair{p, d})
			if i%5 == 0 {
				p, d := w.page(world, i+len(w.docs))
				all = append(all, pair{p, d})
			}
		}
	}
	name := filepath.Join(t.TempDir(), "grown.db")
	st, a := open(t, name)
	_, beside := open(t, name)
	onceName := filepath.Join(t.TempDir(), "once.db")
	once, _ := open(t, onceName)
	var docs []*parallax.Document
	for i, x := range all {
		if _, err := st.Add(t.Context(), x.p, x.d); err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 {
			a.Hold(x.d)
		}
		by := a
		if i%7 == 3 {
			by = beside
		}
		sagas, err := by.CatchUp(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(x.d.Reports) > 0 && len(sagas) == 0 {
			t.Fatalf("d%d touched nothing", x.d.ID)
		}
		if _, err := a.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, s := range a.SagasOf(x.d.ID) {
			if _, err := a.Record(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
		if i == len(all)/2 {
			_, a = open(t, name)
		}
		d := *x.d
		if _, err := once.Add(t.Context(), x.p, &d); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, &d)
	}
	_, whole := open(t, onceName)
	got, want := records(t, a), records(t, whole)
	if len(got) < 4 || !reflect.DeepEqual(got, want) {
		t.Fatalf("%d records of one that grew, %d of one placed at once, and not the same", len(got), len(want))
	}
	p := pipeline.Pipeline{}
	var sagas []string
	for _, s := range got {
		var r parallax.Record
		if err := json.Unmarshal([]byte(s), &r); err != nil {
			t.Fatal(err)
		}
		sagas = append(sagas, entriesOf(&r)...)
	}
	joined := entriesOf(pipeline.Project(p.Collate(docs, nil)))
	slices.Sort(sagas)
	slices.Sort(joined)
	if !slices.Equal(sagas, joined) {
		t.Errorf("the sagas hold %d entries, their documents %d, and not the same", len(sagas), len(joined))
	}
}

// entriesOf are the entries that no join across sagas changes, each with its words.
func entriesOf(r *parallax.Record) (out []string) {
	for _, x := range r.Claims {
		out = append(out, x.ID+" "+x.Content.Text)
	}
	for _, x := range r.Events {
		out = append(out, fmt.Sprint(x.ID, x.Mentions, x.Support))
	}
	for _, x := range r.Disputes {
		out = append(out, fmt.Sprint(x.ID, x.Sides))
	}
	for _, x := range r.Stories {
		out = append(out, fmt.Sprint(x.ID, x.Reports, x.Timeline))
	}
	return out
}

// TestArrival: what a document changed is told from how things stood then.
func TestArrival(t *testing.T) {
	w := newWorlds(examples(t))
	st, a := open(t, filepath.Join(t.TempDir(), "a.db"))
	then := map[int][]parallax.RecordStory{} // stories of a document's sagas when it came
	for i := range 2 * len(w.docs) {
		p, d := w.page(i%2, i/2) // the worlds mixed
		if _, err := st.Add(t.Context(), p, d); err != nil {
			t.Fatal(err)
		}
		if _, err := a.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, s := range a.SagasOf(d.ID) {
			r, err := a.Record(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			then[d.ID] = append(then[d.ID], r.Stories...)
		}
	}
	lists := func(l []parallax.RecordStory) map[string]string {
		out := map[string]string{}
		for _, s := range l {
			out[s.ID] = fmt.Sprint(s.Reports, s.Timeline)
		}
		return out
	}
	for id := range 2 * len(w.docs) {
		before, after, err := a.Arrival(t.Context(), id+1)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := lists(pipeline.Project(after).Stories), lists(then[id+1]); !reflect.DeepEqual(got, want) {
			t.Errorf("after d%d: %v, want %v", id+1, got, want)
		}
		b, _ := json.Marshal(pipeline.Project(before))
		if strings.Contains(string(b), fmt.Sprintf(`"d%d"`, id+1)) {
			t.Errorf("d%d stands in the record before it came", id+1)
		}
	}
}

// TestRecordUnderJudgement: a record is worked out anew when a person judged.
func TestRecordUnderJudgement(t *testing.T) {
	w := newWorlds(examples(t))
	st, a := open(t, filepath.Join(t.TempDir(), "a.db"))
	for i := range w.docs {
		p, d := w.page(0, i)
		if _, err := st.Add(t.Context(), p, d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	saga := a.SagasOf(1)[0]
	r, err := a.Record(t.Context(), saga)
	if err != nil {
		t.Fatal(err)
	}
	wrong := r.Claims[0].ID
	if err := st.Judge(t.Context(), parallax.Judgement{Subject: wrong, Relation: parallax.Wrong}); err != nil {
		t.Fatal(err)
	}
	if r, err = a.Record(t.Context(), saga); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Claims {
		if c.ID == wrong {
			t.Errorf("%s is still there", wrong)
		}
	}
}

// TestSameAcrossSagas: entities of two sagas that a person called the same stand on
// each other's pages, by the id of any of their members, until it is taken back.
func TestSameAcrossSagas(t *testing.T) {
	w := newWorlds(examples(t))
	st, a := open(t, filepath.Join(t.TempDir(), "a.db"))
	for world := range 2 {
		for i := range w.docs {
			p, d := w.page(world, i)
			if _, err := st.Add(t.Context(), p, d); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := a.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.WorkOut(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Of two sagas an entity that several of its reports name.
	var ids, members []string
	known := ""
	for _, saga := range a.Sagas() {
		r, err := a.Record(t.Context(), saga)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Entities {
			if len(e.Joins) > 0 && len(e.Mentions) > 0 && e.Mentions[0].Kind == parallax.KindName && (e.Known == "" || e.Known != known) {
				known = e.Known
				ids, members = append(ids, e.ID), append(members, e.Joins[len(e.Joins)-1].ID)
				break
			}
		}
	}
	if len(ids) < 2 {
		t.Fatalf("%d sagas with such an entity", len(ids))
	}
	s, err := web.New(t.Context(), web.Config{Store: st})
	if err != nil {
		t.Fatal(err)
	}
	shows := func(id, other string) bool {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/entities/"+id, nil))
		if w.Code != 200 {
			t.Fatalf("%s: %d", id, w.Code)
		}
		return strings.Contains(w.Body.String(), `href="/entities/`+other+`"`)
	}
	judge := func(relation, one, other string) {
		if err := st.Judge(t.Context(), parallax.Judgement{Subject: one, Object: other, Relation: relation, By: "Ada"}); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{one, other} {
			x, _ := parallax.ParseID(id)
			for _, saga := range a.SagasOf(x.Doc) {
				if _, err := a.Record(t.Context(), saga); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, pair := range [][]string{ids, members} {
		if shows(ids[0], ids[1]) {
			t.Fatalf("%s is %s before anybody said so", ids[0], ids[1])
		}
		judge(parallax.Same, pair[0], pair[1])
		if !shows(ids[0], ids[1]) || !shows(ids[1], ids[0]) {
			t.Errorf("%s and %s were called the same, and %s and %s are not", pair[0], pair[1], ids[0], ids[1])
		}
		judge(parallax.Undone, pair[0], pair[1])
	}
	if shows(ids[0], ids[1]) {
		t.Error("what was taken back still holds")
	}
}

// BenchmarkAdd streams worlds into a store until it holds as many documents as
// PARALLAX_GROW says (default 2,000) and prints what adding costs on the way:
// processor time a report for keeping and placing it and for working out the records it
// touched, memory and disk. PARALLAX_NEWS names a file of read documents, JSON
// lines; without it the example story is multiplied.
func BenchmarkAdd(b *testing.B) {
	docs := read(b)
	w := newWorlds(docs)
	most := 2000
	fmt.Sscan(os.Getenv("PARALLAX_GROW"), &most)
	for b.Loop() {
		name := filepath.Join(b.TempDir(), "grow.db")
		st, a := open(b, name)
		steps := []int{1000, 3000, 10000, 30000, 100000}
		var keeping, placing, working time.Duration
		n, from := 0, 0
		next := func(world, i int) {
			p, d := w.page(world, i)
			start := cputime.Used()
			if _, err := st.Add(b.Context(), p, d); err != nil {
				b.Fatal(err)
			}
			keeping += cputime.Used() - start
			a.Hold(d)
			n++
			if n%Batch == 0 || n == most {
				start = cputime.Used()
				if _, err := a.CatchUp(b.Context()); err != nil {
					b.Fatal(err)
				}
				placing += cputime.Used() - start
			}
			if n%WorkBatch == 0 || n == most {
				start := cputime.Used()
				if err := a.WorkOut(b.Context()); err != nil {
					b.Fatal(err)
				}
				working += cputime.Used() - start
			}
			if len(steps) > 0 && n >= steps[0] && n%Batch == 0 || n == most {
				if len(steps) > 0 && n >= steps[0] {
					steps = steps[1:]
				}
				k := time.Duration(n - from)
				fmt.Printf("%7d reports: keep %v, place %v, work out %v a report; %d sagas; %s\n",
					n, (keeping / k).Round(10*time.Microsecond), (placing / k).Round(10*time.Microsecond), (working / k).Round(10*time.Microsecond), len(a.Sagas()), footprint(name, n))
				from, keeping, placing, working = n, 0, 0, 0
			}
		}
		for world := 0; n < most; world++ {
			for i := 0; i < len(docs) && n < most; i++ {
				next(world, i)
				if i%20 == 7 && n < most {
					next(world, i+len(docs))
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(most), "ms/report")
	}
}

func footprint(name string, n int) string {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	resident := "?"
	if b, err := os.ReadFile("/proc/self/status"); err == nil {
		for l := range strings.Lines(string(b)) {
			if s, ok := strings.CutPrefix(l, "VmRSS:"); ok {
				resident = strings.TrimSpace(s)
			}
		}
	}
	out := fmt.Sprintf("heap %d MB, resident %s", m.HeapAlloc>>20, resident)
	if f, err := os.Stat(name); err == nil {
		out += fmt.Sprintf(", store %.1f kB a report", float64(f.Size())/1000/float64(n))
	}
	return out
}

func read(b *testing.B) []*parallax.Document {
	name := os.Getenv("PARALLAX_NEWS")
	if name == "" {
		return examples(b)
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var docs []*parallax.Document
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		d := new(parallax.Document)
		if err := json.Unmarshal(s.Bytes(), d); err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
	}
	return docs
}

// BenchmarkPlace is BenchmarkAdd without a store: what finding a report's place
// costs in an archive of so many.
func BenchmarkPlace(b *testing.B) {
	w := newWorlds(read(b))
	most := 2000
	fmt.Sscan(os.Getenv("PARALLAX_GROW"), &most)
	for b.Loop() {
		var x cluster.Index
		var from [][2]int // world and document of each report
		steps := []int{1000, 3000, 10000, 30000, 100000}
		var placing time.Duration
		last, copies, asked := 0, 0, 0
		next := func(world, i int) {
			_, d := w.page(world, i)
			for r := range d.Reports {
				n := len(from)
				from = append(from, [2]int{world, i})
				k, text := cluster.KeysOf(d, r+1), cluster.TextOf(d, r+1)
				start := cputime.Used()
				at := x.Add(k, func(earlier int) bool {
					read := cputime.Used() // a store would read it back
					p := from[earlier]
					_, e := w.page(p[0], p[1])
					start += cputime.Used() - read
					asked++
					return cluster.IsCopy(cluster.TextOf(e, 1), text)
				})
				placing += cputime.Used() - start
				if at.Origin != n {
					copies++
				}
			}
			if n := len(from); n == most || len(steps) > 0 && n >= steps[0] {
				if len(steps) > 0 && n >= steps[0] {
					steps = steps[1:]
				}
				sagas, sizes := map[int]int{}, 0
				for i := range n {
					sagas[x.At(i).Saga]++
				}
				for _, k := range sagas {
					sizes = max(sizes, k)
				}
				fmt.Printf("%7d reports: place %v of processor a report; %d sagas, the largest of %d, %d copies, %d compared; %s\n",
					n, (placing / time.Duration(n-last)).Round(10*time.Microsecond), len(sagas), sizes, copies, asked, footprint("", n))
				last, placing = n, 0
			}
		}
		for world := 0; len(from) < most; world++ {
			for i := 0; i < len(w.docs) && len(from) < most; i++ {
				next(world, i)
				if i%20 == 7 && len(from) < most {
					next(world, i+len(w.docs))
				}
			}
		}
	}
}
