package article

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"parallax"
)

// fixture reads a file of testdata: the page, then what is expected of it,
// quoting words and never offsets.
func fixture(t *testing.T, name string) (page string, want []string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "-- page --\n")
	page, expect, ok := strings.Cut(rest, "-- want --\n")
	if !ok {
		t.Fatalf("%s: no expectations", name)
	}
	return page, strings.Split(strings.TrimSpace(expect), "\n")
}

// said states a document the way fixtures do.
func said(d *parallax.Document) map[string]int {
	m := map[string]int{}
	quote := func(kind, s string) { m[fmt.Sprintf("%s %q", kind, s)]++ }
	for _, r := range d.Reports {
		quote("title", r.Title.In(d.Text))
		quote("byline", r.Byline.In(d.Text))
		quote("dateline", r.Place)
		quote("credit", r.Credit)
		quote("outlet", r.Outlet)
		quote("licence", r.Licence)
		if r.Published.Basis == parallax.Unknown {
			m["published unknown"]++
		} else {
			m["published "+r.Published.Value]++
		}
	}
	for _, f := range d.Furniture {
		quote("furniture "+f.Kind, f.In(d.Text))
	}
	for _, p := range d.Problems {
		m["problem "+p.Code]++
	}
	return m
}

func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures")
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			page, want := fixture(t, f)
			d, err := Read(parallax.Page{URI: f, Bytes: []byte(page)})
			if err != nil {
				t.Fatal(err)
			}
			check(t, d, []byte(page), "utf-8")
			have := said(d)
			reports := 0
			for _, w := range want {
				if !strings.HasPrefix(w, "report ") {
					if have[w] == 0 {
						t.Errorf("missing %s", w)
					}
					continue
				}
				if reports == len(d.Reports) {
					t.Fatalf("%d reports, want more: %s", reports, w)
				}
				r := d.Reports[reports]
				reports++
				var from, to string
				kind, rest, _ := strings.Cut(strings.TrimPrefix(w, "report "), " ")
				if _, err := fmt.Sscanf(rest, "%q … %q", &from, &to); err != nil {
					t.Fatalf("%s: %v", w, err)
				}
				if s := r.In(d.Text); r.Kind != kind || !strings.HasPrefix(s, from) || !strings.HasSuffix(s, to) {
					t.Errorf("%s\nhave %s %q", w, r.Kind, s)
				}
			}
			if reports != len(d.Reports) {
				t.Errorf("%d reports, want %d", len(d.Reports), reports)
			}
			if t.Failed() {
				for k := range have {
					t.Log(k)
				}
			}
		})
	}
}

// check holds the properties of every document: spans in bounds and on rune
// boundaries, and a source map that covers the text.
func check(t *testing.T, d *parallax.Document, raw []byte, charset string) {
	t.Helper()
	span := func(what string, s parallax.Span) {
		if s.Empty() {
			return
		}
		if s.Start < 0 || s.End > len(d.Text) || !boundary(d.Text, s.Start) || !boundary(d.Text, s.End) {
			t.Errorf("%s %v out of bounds or within a character", what, s)
		}
	}
	if !utf8.ValidString(d.Text) {
		t.Error("text is not UTF-8")
	}
	last := 0
	for _, r := range d.Reports {
		span("report", r.Span)
		span("title", r.Title)
		span("byline", r.Byline)
		span("dateline", r.Dateline)
		span("credit", r.CreditAt)
		if r.Start < last {
			t.Error("reports overlap")
		}
		last = r.End
	}
	for i, f := range d.Furniture {
		span("furniture", f.Span)
		if i > 0 && f.Start < d.Furniture[i-1].End {
			t.Error("furniture overlaps")
		}
	}
	if d.SourceMap == nil {
		if d.Text != string(raw) {
			t.Error("text without a map differs from the bytes")
		}
		return
	}
	at := 0
	for _, m := range d.SourceMap {
		if m.Start != at || m.End <= m.Start || m.SourceStart < 0 || m.SourceEnd > len(raw) || m.SourceStart > m.SourceEnd {
			t.Fatalf("map run %+v after %d", m, at)
		}
		at = m.End
		if charset == "utf-8" && m.End-m.Start == m.SourceEnd-m.SourceStart && d.Text[m.Start:m.End] != string(raw[m.SourceStart:m.SourceEnd]) && utf8.Valid(raw) {
			t.Fatalf("run %q leads to %q", d.Text[m.Start:m.End], raw[m.SourceStart:m.SourceEnd])
		}
	}
	if at != len(d.Text) {
		t.Errorf("the map ends at %d of %d", at, len(d.Text))
	}
}

func boundary(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// TestCharsets reads one page in several charsets: the text is the same and
// every word of it leads to bytes that decode to it.
func TestCharsets(t *testing.T) {
	arabic := "<html><head><meta charset=\"windows-1256\"><title>x</title></head><body><p>قال الوزير يوم الاثنين إن الجسر سيبقى مغلقا حتى الصيف، بحسب بيان صدر عن الوزارة في العاصمة.</p></body></html>"
	latin := "<html><head><title>x</title></head><body><p>Die Brücke über den See bleibt bis zum Sommer gesperrt, teilte das Ministerium am Montag mit – “vorerst”.</p></body></html>"
	u16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	enc := func(e interface {
		Bytes([]byte) ([]byte, error)
	}, s string) []byte {
		b, err := e.Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct {
		name, word, declared string
		raw                  []byte
		decode               func([]byte) ([]byte, error)
	}{
		{"windows-1256", "الوزير", "", enc(charmap.Windows1256.NewEncoder(), arabic), charmap.Windows1256.NewDecoder().Bytes},
		{"utf-16 with mark", "Brücke", "", enc(u16.NewEncoder(), latin), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes},
		{"utf-16 without mark", "Ministerium", "", enc(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), latin), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder().Bytes},
		{"windows-1252", "Brücke", "", enc(charmap.Windows1252.NewEncoder(), latin), charmap.Windows1252.NewDecoder().Bytes},
		{"iso-8859-15", "über", "iso-8859-15", enc(charmap.Windows1252.NewEncoder(), strings.NewReplacer("“", "'", "”", "'", "–", "-").Replace(latin)), charmap.ISO8859_15.NewDecoder().Bytes},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Read(parallax.Page{Bytes: c.raw, MediaType: "text/html", Charset: c.declared})
			if err != nil {
				t.Fatal(err)
			}
			check(t, d, c.raw, c.name)
			i := strings.Index(d.Text, c.word)
			if i < 0 {
				t.Fatalf("%q is not in %q", c.word, d.Text)
			}
			from, to := Source(d, parallax.Span{Start: i, End: i + len(c.word)})
			back, err := c.decode(c.raw[from:to])
			if err != nil || string(back) != c.word {
				t.Errorf("%q leads to %q", c.word, back)
			}
		})
	}
}

// TestCues holds that a search for a cue's words loses no line that it matches.
func TestCues(t *testing.T) {
	files, err := filepath.Glob("../train/labels/intake/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no labelled texts")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines(string(data)) {
			low := strings.ToLower(l.s)
			for _, c := range []cue{licenceCue, newsCue, cookieCue, anyCue, captionEnd, {cutEnd, nil}} {
				have := c.in(l.s, low)
				if c.needs == nil {
					have = brokenOff(low)
				}
				if c.MatchString(l.s) && !have {
					t.Errorf("%q is missed by the words for %s", l.s, c.Regexp)
				}
			}
		}
	}
}

// TestSameTwice holds that reading has no memory.
func TestSameTwice(t *testing.T) {
	page, _ := fixture(t, "testdata/page.html.txt")
	a, _ := Read(parallax.Page{Bytes: []byte(page)})
	b, _ := Read(parallax.Page{Bytes: []byte(page)})
	if fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", b) {
		t.Error("the same page gave two documents")
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"20-Feb-2020": "2020-02-20", "Published: January 5, 2020 10:13 AM EST": "2020-01-05", "Thursday, 9 January 2020": "2020-01-09",
		"2020/01/09": "2020-01-09", "13/02/2020": "2020-02-13", "03/02/2020": "", "February 30, 2020": "", "On 9 January 2020 the bridge fell": "",
		"Updated 3rd of May, 2021 at 14:00 GMT": "2021-05-03", "2020年1月9日": "2020-01-09", "09.02.2020": "2020-02-09",
	} {
		if got, _, _, _ := dateLine(in, ""); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestDatelines(t *testing.T) {
	for in, want := range map[string]string{
		"TEHRAN – The minister said so.":                     "TEHRAN||",
		"BEIJING, Jan. 10 (Xinhua) -- The minister said so.": "BEIJING|Xinhua|XXXX-01-10",
		"Baghdad (Reuters) – The minister said so.":          "Baghdad|Reuters|",
		"WASHINGTON (AP) — The minister said so.":            "WASHINGTON|AP|",
		"(Reuters) - The minister said so.":                  "|Reuters|",
		"Jerusalem/Beirut (Reuters) - Israel said on Sunday": "Jerusalem/Beirut|Reuters|",
		"NEW DELHI: The minister said so.":                   "NEW DELHI||",
		"The minister – a lawyer – said so.":                 "none",
		"UPDATE: The minister said so.":                      "none",
		"Ana Ruiz (centre) – the mayor – said so.":           "none",
		"PARIS, 5 January 2020 (AFP) - The minister said so": "PARIS|AFP|2020-01-05",
	} {
		d, ok := findDateline(in, 0)
		got := d.place.In(in) + "|" + d.agency.In(in) + "|" + d.date
		if !ok {
			got = "none"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// TestShort: of a page with no more than a headline and a sentence or two, that
// is the report.
func TestShort(t *testing.T) {
	one, two := "A bomb exploded in the market at noon.", "Rebels denied it."
	for page, want := range map[string]string{
		"<title>x</title><h1>Bomb hits market</h1><p>" + one + "</p>":                   "Bomb hits market\n\n" + one,
		"<title>x</title><h1>Bomb hits market</h1><p>" + one + "</p><p>" + two + "</p>": "Bomb hits market\n\n" + one + "\n\n" + two,
		"<p>" + one + "</p>": one,
		"<nav><a href=/>Home</a></nav><div><h1>Bomb hits market</h1><p>" + one + "</p></div><h3>Related</h3><ul><li><a href=/a>Flood in Mesra kills nine</a></ul><footer>© 2021 The Times</footer>": "Bomb hits market\n\n" + one,
		"<html lang=ar><h1>مقتل جنديين</h1><p>قتل جنديان في حارون يوم الاثنين.</p>":                                                                                                                 "مقتل جنديين\n\nقتل جنديان في حارون يوم الاثنين.",
		"<html lang=zh><h1>两名士兵死亡</h1><p>周一,两名士兵在哈伦被打死。</p>":                                                                                                                                        "两名士兵死亡\n\n周一,两名士兵在哈伦被打死。",
		"<h1>Welcome</h1><p>Please sign in to read your news.</p>":                                                                                                                                  "Welcome",
		one:                                     one,
		two:                                     two,
		one + "\n" + two:                        one + "\n" + two,
		"Bomb hits market\n\n" + one + "\n":     "Bomb hits market\n\n" + one,
		"Bomb hits market\n" + one + "\n" + two: "Bomb hits market\n" + one + "\n" + two,
	} {
		d, err := Read(parallax.Page{Bytes: []byte(page)})
		if err != nil || len(d.Reports) != 1 {
			t.Errorf("%s: %d reports, %v", page, len(d.Reports), err)
			continue
		}
		if got := d.Reports[0].In(d.Text); got != want {
			t.Errorf("%s:\n%q, want %q", page, got, want)
		}
	}
}

// TestListing: each entry of a tag page is a lead; the same entries below an
// article are furniture.
func TestListing(t *testing.T) {
	entries := ""
	for i, e := range [][2]string{
		{"Flood in Mesra kills nine", "Nine people died when the Lume burst its banks in Mesra on Sunday night, the district governor said."},
		{"Minister resigns over the dam", "The minister for water resigned on Monday after engineers said that he had ignored their warnings about the dam."},
		{"Rebels hand over port", "Rebels of the Northern Front handed the port of Sele to United Nations monitors on Tuesday…"},
		{"Nurses end strike", "Nurses in the capital ended a strike of nine days on Thursday after the government offered them a rise."},
	} {
		entries += fmt.Sprintf("<li class=entry><h3><a href=\"/2021/03/0%d/x\">%s</a></h3><p>%s</p><a href=/y>Read more</a></li>", i+1, e[0], e[1])
	}
	entries = "<h2>Latest</h2><ul>" + entries + "</ul><footer>© 2021 The Harun Times</footer>"
	article := "<article><p>The bridge at Orva will stay closed until the summer, the ministry of transport said on Friday, after engineers found cracks in two of its piers.</p><p>Ferries will cross the river free of charge while the piers are mended, and buses will wait for them on both banks.</p><p>Villagers said that they had warned of the cracks two years ago and that nobody had listened to them.</p></article>"
	read := func(page string) *parallax.Document {
		d, err := Read(parallax.Page{URI: "https://harun.example/politics", MediaType: "text/html", Bytes: []byte(page)})
		if err != nil {
			t.Fatal(err)
		}
		check(t, d, []byte(page), "utf-8")
		return d
	}
	d := read("<html><title>Politics - The Harun Times</title><nav><a href=/>Home</a></nav><h1>Politics</h1>" + entries)
	if len(d.Reports) != 4 {
		t.Fatalf("%d leads", len(d.Reports))
	}
	for i, r := range d.Reports {
		day := fmt.Sprintf("2021-03-0%d", i+1)
		if r.Kind != "lead" || r.Title.Empty() || r.Published.Value != day || !strings.HasPrefix(r.Address, "https://harun.example/2021/03/") || strings.Contains(r.In(d.Text), "Read more") {
			t.Errorf("%+v %q", r, r.In(d.Text))
		}
	}
	d = read("<html><title>Orva bridge closed</title><nav><a href=/>Home</a></nav><h1>Orva bridge closed</h1>" + article + entries)
	if len(d.Reports) != 1 || d.Reports[0].Kind != "article" || strings.Contains(d.Reports[0].In(d.Text), "Nurses") {
		t.Errorf("%d reports below an article", len(d.Reports))
	}
}

// TestLanguages reads pages in five languages, as HTML and as pasted text: their
// title, text, date and byline, the frame left out.
func TestLanguages(t *testing.T) {
	files, err := filepath.Glob("testdata/languages/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no pages")
	}
	for _, f := range files {
		page, want := fixture(t, f)
		d, err := Read(parallax.Page{URI: f, Bytes: []byte(page), Language: strings.Split(filepath.Base(f), ".")[0]})
		if err != nil {
			t.Fatal(err)
		}
		check(t, d, []byte(page), "utf-8")
		if len(d.Reports) != 1 {
			t.Errorf("%s: %d reports", f, len(d.Reports))
			continue
		}
		r := d.Reports[0]
		have := []string{"title " + r.Title.In(d.Text), "published " + r.Published.Value, "byline " + r.Byline.In(d.Text), "ends " + r.In(d.Text)[strings.LastIndexByte(r.In(d.Text), '\n')+1:]}
		for i := range want {
			if want[i] != have[i] {
				t.Errorf("%s: %s, want %s", f, have[i], want[i])
			}
		}
	}
}

// TestFieldTitle: a title that came in a field of its own is one, however short.
func TestFieldTitle(t *testing.T) {
	for mediaType, raw := range map[string]string{
		"application/json":    `{"title":"Ferry sinks","text":"A ferry sank off the coast on Tuesday, the coast guard said. Twelve people were rescued.","source":"Coast Sport","url":"https://coast.example/1"}`,
		"application/rss+xml": `<item><title>Ferry sinks</title><description>A ferry sank off the coast on Tuesday, the coast guard said. Twelve people were rescued.</description></item>`,
	} {
		d, err := Read(parallax.Page{Bytes: []byte(raw), MediaType: mediaType})
		if err != nil || len(d.Reports) != 1 {
			t.Fatal(mediaType, err)
		}
		check(t, d, []byte(raw), mediaType)
		r := d.Reports[0]
		if got := r.Title.In(d.Text); got != "Ferry sinks" || r.Start != 0 {
			t.Errorf("%s: title %q, report from %d", mediaType, got, r.Start)
		}
		if mediaType == "application/json" && r.Outlet != "Coast" {
			t.Errorf("outlet %q, want that of all its sections", r.Outlet)
		}
	}
}

// BenchmarkRead shows the time by length: where MB/s stay the same it is linear.
// The last units are of hostile pages.
func BenchmarkRead(b *testing.B) {
	for _, c := range []struct{ name, mediaType, charset, unit string }{
		{"html", "text/html", "", "<p>The minister said on <a href=x>Monday</a> that the bridge &amp; the ferry will stay closed until the summer.</p>\n<li><a href=y>More news</a></li>"},
		{"list", "text/html", "", "<li class=e><h3><a href=x>Bridge closed until the summer</a></h3><p>The minister said on Monday that the bridge will stay closed until the summer.</p></li>"},
		{"text", "text/plain", "", "The minister said on Monday that the bridge and the ferry will stay closed until the summer.\n\nMore news\n"},
		{"line", "text/plain", "", "The minister said on Monday that the bridge and the ferry will stay closed until the summer. "},
		{"json", "application/json", "", "The minister said on Monday that the bridge \\u0026 the ferry will stay closed.\\n\\n"},
		{"item", "application/rss+xml", "", "&lt;p&gt;The minister said on Monday that the bridge &amp;amp; the ferry will stay closed.&lt;/p&gt;"},
		{"charset", "text/html", "windows-1256", "<p>\xde\xc7\xe1 \xc7\xe1\xe6\xd2\xed\xd1 \xed\xe6\xe3 \xc7\xe1\xc7\xcb\xe4\xed\xe4 \xc5\xe4 \xc7\xe1\xcc\xd3\xd1 \xd3\xed\xc8\xde\xec \xe3\xdb\xe1\xde\xc7.</p>"},
		{"undeclared", "text/html", "", "<p>Die Br\xfccke bleibt bis zum Sommer gesperrt, teilte das Ministerium am Montag mit.</p>"},
		{"nested", "text/html", "", "<div>a "},
		{"stray", "text/html", "", "</p></div></b>"},
		{"entities", "text/html", "", "&amp;&#x41;&nosuch;&"},
		{"quotes", "text/html", "", "<a title=\"x"},
	} {
		for _, n := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
			head, tail := "", ""
			switch c.name {
			case "json":
				head, tail = `{"title":"Bridge","text":"`, `"}`
			case "item":
				head, tail = "<item><title>Bridge</title><description>", "</description></item>"
			}
			raw := []byte(head + strings.Repeat(c.unit, n/len(c.unit)) + tail)
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				b.SetBytes(int64(len(raw)))
				for b.Loop() {
					Read(parallax.Page{Bytes: raw, MediaType: c.mediaType, Charset: c.charset})
				}
			})
		}
	}
}
