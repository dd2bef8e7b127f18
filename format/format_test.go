package format

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"parallax"
	"parallax/collate"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// story is a small archive built by hand. Before the words that its entries
// rest on stand an emoji outside the BMP, a combining mark and a name from right
// to left, so that a mistake of units shows.
func story() *parallax.Archive {
	text := "Raid 🙂 in Bag\u0301dad\n\nBAGHDAD (بغداد) – The army said on January 3, 2020 that soldiers had killed at least\n16 Iraqis & <others>. The raid is not over.\n"
	at := func(words string) parallax.Span {
		i := strings.Index(text, words)
		if i < 0 || strings.Count(text, words) > 1 {
			panic("not once in the text: " + words)
		}
		return parallax.Span{Start: i, End: i + len(words)}
	}
	sixteen := 16.0
	first := &parallax.Document{ID: 1, URI: "pages/raid.txt", SHA256: strings.Repeat("0123456789abcdef", 4), MediaType: "text/plain", Language: "en", Text: text,
		Reports: []parallax.Report{{Span: parallax.Span{End: len(text) - 1}, Kind: "article", Title: at("Raid 🙂 in Bag\u0301dad"), Outlet: "The Harbour Ledger", Published: parallax.Timex{Type: "DATE", Value: "2020-01-04", Earliest: "2020-01-04", Latest: "2020-01-04", Basis: parallax.Published}}},
		Sentences: []parallax.Sentence{
			{Span: at("Raid 🙂 in Bag\u0301dad"), Report: 1, Paragraph: 1, Title: true, First: 1, Last: 0},
			{Span: at("BAGHDAD (بغداد) – The army said on January 3, 2020 that soldiers had killed at least\n16 Iraqis & <others>."), Report: 1, Paragraph: 2, First: 1, Last: 4},
			{Span: at("The raid is not over."), Report: 1, Paragraph: 2, First: 5, Last: 5}},
		Tokens: []parallax.Token{
			{Span: at("said"), Lemma: "say", UPOS: "VERB", XPOS: "VBD", Deprel: "root", Sent: 2},
			{Span: at("soldiers"), Lemma: "soldier", UPOS: "NOUN", XPOS: "NNS", Head: 4, Deprel: "nsubj", Sent: 2},
			{Span: at("had"), Lemma: "have", UPOS: "AUX", XPOS: "VBD", Head: 4, Deprel: "aux", Sent: 2},
			{Span: at("killed"), Lemma: "kill", UPOS: "VERB", XPOS: "VBN", Head: 1, Deprel: "ccomp", Sent: 2},
			{Span: at("raid"), Lemma: "raid", UPOS: "NOUN", XPOS: "NN", Deprel: "root", Sent: 3}},
		Mentions: []parallax.Mention{
			{Span: at("Bag\u0301dad"), Kind: parallax.KindName, Type: parallax.GPE, Entity: 1, Sent: 1, Report: 1},
			{Span: at("The army"), Kind: parallax.KindNominal, Type: parallax.MilUnit, Entity: 2, Sent: 2, Report: 1},
			{Span: at("BAGHDAD"), Kind: parallax.KindName, Type: parallax.GPE, Entity: 1, Sent: 2, Report: 1},
			{Span: at("soldiers"), Kind: parallax.KindNominal, Type: parallax.MilUnit, Entity: 2, Sent: 2, Report: 1},
			{Span: at("Iraqis"), Kind: parallax.KindName, Type: parallax.NORP, Entity: 3, Sent: 2, Report: 1},
			{Span: at("بغداد"), Kind: parallax.KindName, Type: parallax.GPE, Entity: 1, Sent: 2, Report: 1}},
		Entities: []parallax.Entity{{Type: parallax.GPE, Name: "BAGHDAD", Report: 1, Mentions: []int{1, 3, 6}}, {Type: parallax.MilUnit, Name: "The army", Report: 1, Mentions: []int{2, 4}}, {Type: parallax.NORP, Name: "Iraqis", Report: 1, Mentions: []int{5}}},
		Times:    []parallax.Timex{{Span: at("January 3, 2020"), Type: "DATE", Value: "2020-01-03", Earliest: "2020-01-03", Latest: "2020-01-03", Basis: parallax.Stated, Sent: 2, Report: 1}},
		Figures:  []parallax.Figure{{Span: at("at least\n16 Iraqis"), Value: &sixteen, Low: &sixteen, Of: "killed", Hedge: "at least", Event: 1, Claim: 1, Sent: 2, Report: 1}},
		Claims: []parallax.Claim{{Span: at("The army said on January 3, 2020 that soldiers had killed at least\n16 Iraqis & <others>"), Report: 1, Content: at("soldiers had killed at least\n16 Iraqis & <others>"), Quoted: parallax.Indirect,
			Chain: []parallax.Link{{Span: at("The army"), Cue: at("said"), Kind: parallax.SourceOrganisation, Mention: 2, Entity: 2}}, Act: "say", Stance: parallax.Asserts, Spoken: 1, Events: []int{1}}},
		Events: []parallax.Event{
			{Span: at("killed"), Head: 4, Type: "ASSAULT", Modes: []string{"targeted"}, Contexts: []string{"military"}, Status: parallax.Actual, Actors: []parallax.Arg{{Span: at("soldiers"), Mention: 4, Entity: 2}},
				Recipients: []parallax.Arg{{Span: at("Iraqis"), Mention: 5, Entity: 3}}, Place: parallax.Arg{Span: at("BAGHDAD"), Mention: 3, Entity: 1}, Time: 1, Figures: []int{1}, Claim: 1, Sent: 2, Report: 1, Score: .9},
			{Span: at("raid"), Head: 5, Type: "OTHER", Label: "raid", Status: parallax.Negated, Sent: 3, Report: 1, Score: .5}},
	}
	copied := *first
	copied.ID, copied.URI, copied.SHA256 = 2, "https://courier.example/raid?a=1&b=2", strings.Repeat("f", 64)
	copied.Reports = slices.Clone(first.Reports)
	copied.Reports[0].Outlet, copied.Reports[0].Published = "=Northern Courier", parallax.Timex{Basis: parallax.Unknown}
	copied.Entities, copied.Mentions, copied.Times, copied.Figures, copied.Claims, copied.Events = nil, nil, nil, nil, nil, nil
	return &parallax.Archive{Docs: []*parallax.Document{first, &copied},
		Stories: []parallax.Story{{Reports: []parallax.ReportRef{{Doc: 0, Report: 1}, {Doc: 1, Report: 1}}}},
		Actors: []parallax.Actor{
			{Members: []parallax.EntityRef{{Doc: 0, Entity: 1}}, Type: parallax.GPE, Name: "Baghdad", Code: "IRQ", Geo: &parallax.Geo{Lat: 33.34, Lon: 44.4, GeoNames: 98182, Country: "IRQ", Name: "Baghdad", Feature: "PPLC", Precision: 4}},
			{Members: []parallax.EntityRef{{Doc: 0, Entity: 2}}, Type: parallax.MilUnit, Name: "The army", Code: "IRQ MIL"},
			{Members: []parallax.EntityRef{{Doc: 0, Entity: 3}}, Type: parallax.NORP, Name: "Iraqis", Code: "IRQ CVL"}},
		Happenings: []parallax.Happening{{Members: []parallax.EventRef{{Doc: 0, Event: 1}}, Time: first.Times[0], Score: .9}, {Members: []parallax.EventRef{{Doc: 0, Event: 2}}, Score: .5}},
	}
}

func view1(t *testing.T) (*parallax.Archive, *parallax.Record) {
	t.Helper()
	a := story()
	r := collate.Record(a)
	if n, bad := parallax.Verify(r); len(bad) > 0 || n == 0 {
		t.Fatal(n, bad)
	}
	return a, r
}

func written(t *testing.T, name string) string {
	t.Helper()
	a, r := view1(t)
	var b bytes.Buffer
	if err := Write(name, "", &b, a, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden holds every format to its file in testdata.
func TestGolden(t *testing.T) {
	for _, name := range Names() {
		a, r := view1(t)
		got := t.TempDir()
		if !strings.Contains("timeml brat", name) {
			got = filepath.Join(got, name)
		}
		if err := Write(name, got, io.Discard, a, r); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden := filepath.Join("testdata", name)
		if *update {
			os.RemoveAll(golden)
			if err := copyAll(golden, got); err != nil {
				t.Fatal(err)
			}
		}
		paths, err := filepath.Glob(filepath.Join(golden, "*"))
		if err != nil || len(paths) == 0 {
			paths = []string{golden}
		}
		for _, p := range paths {
			want, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			is, err := os.ReadFile(filepath.Join(got, strings.TrimPrefix(p, golden)))
			if err != nil || !bytes.Equal(is, want) {
				t.Errorf("%s is not %s any more (%v); if it should not be, run go test -update", name, p, err)
			}
		}
	}
}

func copyAll(to, from string) error {
	if s, err := os.Stat(from); err != nil || s.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o666)
}

func TestPOLECAT(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(written(t, "polecat")), "\n")
	if len(rows) != 2 { // the event of no PLOVER type, which did not happen, is left out
		t.Fatalf("%d rows", len(rows))
	}
	if n := slices.Index(polecatColumns, "Version"); n != 39 {
		t.Errorf("POLECAT's last column is number %d", n+1)
	}
	want := map[string]string{"Event Date": "2020-01-03", "Event Type": "ASSAULT", "Event Mode": "targeted", "Intensity": "-9.5", "Quad Code": "MATERIAL CONFLICT", "Actor Name": "The army", "Actor Country": "Iraq",
		"Primary Actor Sector": "MIL", "Actor Name Raw": "soldiers", "Recipient Country": "Iraq", "Wikipedia Recipient ID": "None", "City": "Baghdad", "Province": "None", "GeoNames ID": "98182", "Feature Type": "PPLC",
		"Source": "The Harbour Ledger", "Publication Date": "2020-01-04", "Story Locations": "Baghdad", "Story People": "None", "Figures": "killed 16: at least 16 Iraqis", "Start": strconv.Itoa(strings.Index(story().Docs[0].Text, "killed"))}
	for i, c := range strings.Split(rows[1], "\t") {
		if w := want[polecatColumns[i]]; w != "" && w != c {
			t.Errorf("%s is %q, want %q", polecatColumns[i], c, w)
		}
	}
	for _, r := range rows {
		if n := strings.Count(r, "\t") + 1; n != len(polecatColumns) {
			t.Errorf("%d columns of %d", n, len(polecatColumns))
		}
	}
}

func TestCSV(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(written(t, "csv"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatal(err, rows)
	}
	text := story().Docs[0].Text
	for _, r := range rows[1:] {
		x := map[string]string{}
		for i, c := range r {
			x[rows[0][i]] = c
		}
		start, _ := strconv.Atoi(x["start"])
		end, _ := strconv.Atoi(x["end"])
		if text[start:end] != x["words"] {
			t.Errorf("the words at %d are %q, not %q", start, text[start:end], x["words"])
		}
		for _, c := range r {
			if regexp.MustCompile(`\b[nvcrs][0-9]+\.[0-9]+\b`).MatchString(c) {
				t.Errorf("%q is an id", c)
			}
		}
		if x["status"] == "actual" && (x["outlets"] != "The Harbour Ledger" || x["said_by"] != "The army" || x["figures"] != "killed 16: at least 16 Iraqis") {
			t.Error(x)
		}
	}
	if got := inert("=1+1"); got != "'=1+1" {
		t.Error(got)
	}
}

func TestParquet(t *testing.T) {
	b := written(t, "parquet")
	rows, err := parquet.Read[row](strings.NewReader(b), int64(len(b)))
	if err != nil || len(rows) != 2 {
		t.Fatal(err, len(rows))
	}
	if x := rows[0]; x.Type != "ASSAULT" || !slices.Equal(x.Modes, []string{"targeted"}) || *x.Longitude != 44.4 || *x.GeoNames != 98182 || rows[1].Latitude != nil {
		t.Errorf("%+v", x)
	}
}

func TestWebAnnotation(t *testing.T) {
	var page struct{ Items []annotation }
	if err := json.Unmarshal([]byte(written(t, "webannotation")), &page); err != nil {
		t.Fatal(err)
	}
	runes := []rune(story().Docs[0].Text)
	seen := map[string]bool{}
	for _, x := range page.Items {
		q, p := x.Target.Selector[0], x.Target.Selector[1]
		if got := string(runes[*p.Start:*p.End]); got != q.Exact || !strings.HasSuffix(string(runes[:*p.Start]), q.Prefix) || !strings.HasPrefix(string(runes[*p.End:]), q.Suffix) {
			t.Errorf("%s: %q at %d, want %q", x.ID, got, *p.Start, q.Exact)
		}
		if seen[x.ID] {
			t.Errorf("two annotations %s", x.ID)
		}
		seen[x.ID] = true
	}
	if len(page.Items) != 11 {
		t.Errorf("%d annotations", len(page.Items))
	}
}

func filesOf(write func(iter.Seq[*view], func(file) error) error, v *view) (out []file, err error) {
	err = write(one(v), func(f file) error {
		out = append(out, f)
		return nil
	})
	return out, err
}

// TestParts writes a record in two parts: lists hold the entries of both, and a
// document that both have once.
func TestParts(t *testing.T) {
	a, r := view1(t)
	again := map[string]bool{}
	for _, d := range r.Documents {
		again[d.ID] = true
	}
	parts := func(yield func(Part, error) bool) {
		_ = yield(Part{r, a.Docs, nil}, nil) && yield(Part{r, a.Docs, again}, nil)
	}
	text := func(name string) string {
		t.Helper()
		var b bytes.Buffer
		if err := WriteParts(name, "", &b, parts); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	var both parallax.Record
	if err := json.Unmarshal([]byte(text("json")), &both); err != nil {
		t.Fatal(err)
	}
	if both.Schema != r.Schema || len(both.Documents) != len(r.Documents) || len(both.Events) != 2*len(r.Events) || len(both.Claims) != 2*len(r.Claims) || !reflect.DeepEqual(both.Documents, r.Documents) {
		t.Errorf("%d documents, %d events", len(both.Documents), len(both.Events))
	}
	if got, single := text("conllu"), written(t, "conllu"); got != single {
		t.Error("a document is written twice")
	}
	for _, name := range []string{"csv", "polecat", "plover", "jsonl"} {
		head := map[string]int{"csv": 1, "polecat": 1, "jsonl": len(r.Documents)}[name]
		if got, want := strings.Count(text(name), "\n"), 2*strings.Count(written(t, name), "\n")-head; got != want {
			t.Errorf("%s: %d lines, want %d", name, got, want)
		}
	}
	for name, list := range map[string]string{"geojson": "features", "timelinejs": "events", "webannotation": "items"} {
		count := func(s string) int {
			var x map[string]json.RawMessage
			var l []any
			if err := json.Unmarshal([]byte(s), &x); err != nil {
				t.Fatal(name, err)
			}
			if err := json.Unmarshal(x[list], &l); err != nil {
				t.Fatal(name, err)
			}
			return len(l)
		}
		if got, want := count(text(name)), 2*count(written(t, name)); got != want || want == 0 {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	fails := func(yield func(Part, error) bool) { yield(Part{}, io.ErrUnexpectedEOF) }
	if err := WriteParts("json", "", io.Discard, fails); err != io.ErrUnexpectedEOF {
		t.Error(err)
	}
}

func TestBrat(t *testing.T) {
	a, r := view1(t)
	files, err := filesOf(brat, newView(a, r))
	if err != nil || len(files) != 5 {
		t.Fatal(err, len(files))
	}
	text := []rune(string(files[0].data))
	n := 0
	for _, l := range strings.Split(string(files[1].data), "\n") {
		f := strings.Split(l, "\t")
		if !strings.HasPrefix(l, "T") {
			continue
		}
		_, offsets, _ := strings.Cut(f[1], " ")
		var parts []string
		for _, o := range strings.Split(offsets, ";") {
			from, to, _ := strings.Cut(o, " ")
			i, _ := strconv.Atoi(from)
			j, _ := strconv.Atoi(to)
			parts = append(parts, string(text[i:j]))
		}
		if got := strings.Join(parts, " "); got != f[2] || strings.Contains(got, "\n") {
			t.Errorf("%s holds %q", l, got)
		}
		n++
	}
	if n != 12 {
		t.Errorf("%d text-bound annotations", n)
	}
}

func TestTimeML(t *testing.T) {
	a, r := view1(t)
	files, err := filesOf(timeML, newView(a, r))
	if err != nil || len(files) != 2 {
		t.Fatal(err)
	}
	var text strings.Builder
	count := map[string]int{}
	inText := false
	for d := xml.NewDecoder(bytes.NewReader(files[0].data)); ; {
		tok, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			count[x.Name.Local]++
			inText = inText || x.Name.Local == "TEXT"
		case xml.EndElement:
			inText = inText && x.Name.Local != "TEXT"
		case xml.CharData:
			if inText {
				text.Write(x)
			}
		}
	}
	if text.String() != a.Docs[0].Text {
		t.Errorf("the text is %q", text.String())
	}
	if count["TIMEX3"] != 2 || count["EVENT"] != 3 || count["MAKEINSTANCE"] != 3 || count["TLINK"] != 2 {
		t.Error(count)
	}
	if !strings.Contains(string(files[0].data), `eventID="e1" eiid="ei1" tense="PAST" aspect="PERFECTIVE" polarity="POS" pos="VERB"`) {
		t.Error(string(files[0].data))
	}
}

// TestJSON holds what every line and file of JSON must: that it is JSON, UTF-8,
// and has no null where a list is meant.
func TestJSON(t *testing.T) {
	for _, name := range []string{"json", "jsonl", "plover", "geojson", "timelinejs", "webannotation", "ftm"} {
		s := written(t, name)
		n := 0
		for d := json.NewDecoder(strings.NewReader(s)); d.More(); n++ {
			var x map[string]any
			if err := d.Decode(&x); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if name == "jsonl" && x["kind"] == nil || name == "ftm" && x["schema"] == nil || name == "plover" && x["date"] != "2020-01-03" {
				t.Errorf("%s: %v", name, x)
			}
		}
		if n == 0 || !utf8.ValidString(s) || name != "geojson" && strings.Contains(s, "null") {
			t.Errorf("%s: %d values\n%s", name, n, s)
		}
	}
	if s := written(t, "timelinejs"); strings.Contains(s, "<others>") || !strings.Contains(s, "&lt;others&gt;") {
		t.Error("words of a source stand unescaped in HTML")
	}
}
