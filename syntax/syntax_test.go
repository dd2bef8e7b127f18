package syntax

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parallax"
	"parallax/internal/nn"
)

// read cuts text into sentences of words, joined by spaces and |.
func read(text string) string {
	d := &parallax.Document{Text: text}
	Segment(d)
	var b strings.Builder
	for _, s := range d.Sentences {
		for k := s.First; k <= s.Last; k++ {
			b.WriteString(d.Tokens[k-1].In(text) + " ")
		}
		b.WriteString("| ")
	}
	return strings.TrimSpace(b.String())
}

func TestWords(t *testing.T) {
	data, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "= "):
			if got, want := read(text), line[2:]; got != want {
				t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
			}
		default:
			text = line
		}
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Strike hits port\nPORTO NOVO (AP) - Dockers left.", "Strike hits port | PORTO NOVO ( AP ) - Dockers left . |"},
		{"One para\n\nanother", "One para | another |"},
		{"The committee said on Thursday that it would look into the\nmatter again before the end of the year, when the new budget\nis due to be read.", "The committee said on Thursday that it would look into the matter again before the end of the year , when the new budget is due to be read . |"},
		{"a\r\nb\r\n\r\nc", "a | b | c |"},
		{"", ""},
	} {
		if got := read(c.text); got != c.want {
			t.Errorf("%q\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestLayout(t *testing.T) {
	text := "Title here\nBody one. Share this post\nBody two. Other report."
	span := func(s string) parallax.Span {
		i := strings.Index(text, s)
		return parallax.Span{Start: i, End: i + len(s)}
	}
	d := &parallax.Document{Text: text,
		Reports:   []parallax.Report{{Span: span("Title here\nBody one. Share this post\nBody two."), Title: span("Title here")}, {Span: span("Other report.")}},
		Furniture: []parallax.Furniture{{Span: span("Share this post")}}}
	Segment(d)
	var got []string
	for _, s := range d.Sentences {
		got = append(got, fmt.Sprintf("%d %v %s", s.Report, s.Title, s.In(text)))
	}
	want := "1 true Title here;1 false Body one.;0 false Share this post;1 false Body two.;2 false Other report."
	if strings.Join(got, ";") != want {
		t.Errorf("got %q", got)
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`"We left," she said. "We won't return."`, `We left,|We won't return.`},
		{`He said: "It is late. Go home." They went.`, `It is late.|Go home.`},
		{"“First.\n\n“Second,” he said.", "First.|Second,"},
		{"“First, he said.\n\nHe left.", "First, he said."},
		{`The workers' pay and 'em all are the firm's.`, ``},
		{`He called it 'a bad day' for the workers' union.`, `a bad day`},
		{`"He said 'go' twice," she said.`, `He said 'go' twice,`},
		{`It "has become a factor," he said, "and threatens us."`, `has become a factor,|and threatens us.`},
		{`Der 5'11" man said "no".`, `no`},
	} {
		d := &parallax.Document{Text: c.text, Reports: []parallax.Report{{Span: parallax.Span{End: len(c.text)}}}}
		if err := New(nil).Run(d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range d.Sentences {
			for _, q := range s.Quote {
				got = append(got, q.In(c.text))
			}
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, g, c.want)
		}
	}
}

func TestDateline(t *testing.T) {
	text := "PORTO NOVO, Feb 3 (Coast News) - Dockers left. More."
	d := &parallax.Document{Text: text, Reports: []parallax.Report{{Span: parallax.Span{End: len(text)}, Dateline: parallax.Span{End: 10}}}}
	Segment(d)
	if got := d.Sentences[0].In(text); len(d.Sentences) != 3 || got != "PORTO NOVO, Feb 3 (Coast News) -" {
		t.Errorf("%d sentences, first %q", len(d.Sentences), got)
	}
}

// TestTree compares with trying every tree of up to five words.
func TestTree(t *testing.T) {
	c := new(chart) // reused
	rng := rand.New(rand.NewPCG(2, 7))
	for range 3000 {
		n := 1 + rng.IntN(5)
		m := &nn.Matrix{Rows: n, Cols: n + 1, Stride: n + 1, Data: make([]float32, n*(n+1))}
		for i := range m.Data {
			m.Data[i] = float32(math.Log(rng.Float64()))
		}
		sum := func(g []int) float64 {
			s := 0.0
			for i, h := range g {
				s += float64(m.Row(i)[h])
			}
			return s
		}
		valid := func(g []int) bool {
			roots := 0
			for i, h := range g {
				if h == 0 {
					roots++
				}
				if h == i+1 {
					return false
				}
			}
			return roots == 1 && rooted(g) && planar(g)
		}
		best := math.Inf(-1)
		g := make([]int, n)
		var try func(i int)
		try = func(i int) {
			if i == n {
				if valid(g) {
					best = max(best, sum(g))
				}
				return
			}
			for h := range n + 1 {
				g[i] = h
				try(i + 1)
			}
		}
		try(0)
		got := tree(nil, m, c)
		if !valid(got) || math.Abs(sum(got)-best) > 1e-4 {
			t.Fatalf("%v scores %v, best is %v", got, sum(got), best)
		}
	}
}

// TestSubjects: "Lubitz had no reason, Robin said", read with both under "said".
func TestSubjects(t *testing.T) {
	tokens := []parallax.Token{{Head: 7, Deprel: "nsubj"}, {Head: 7, Deprel: "ccomp"}, {Head: 4, Deprel: "det"}, {Head: 2, Deprel: "obj"}, {Head: 7, Deprel: "punct"}, {Head: 7, Deprel: "nsubj"}, {Deprel: "root"}}
	subjects(tokens, 1)
	if tokens[0].Head != 2 || tokens[5].Head != 7 {
		t.Error(tokens[0].Head, tokens[5].Head)
	}
}

// TestFurnitureInside holds that a sentence goes on behind furniture in its line.
func TestFurnitureInside(t *testing.T) {
	d := &parallax.Document{Text: "Speaker Doe READ MORE said so. He left."}
	d.Reports = []parallax.Report{{Span: parallax.Span{End: len(d.Text)}}}
	d.Furniture = []parallax.Furniture{{Span: parallax.Span{Start: 12, End: 21}, Kind: "related"}}
	Segment(d)
	var words []string
	for _, w := range d.Tokens {
		words = append(words, w.In(d.Text))
	}
	if got := strings.Join(words, " "); got != "Speaker Doe said so . He left ." || len(d.Sentences) != 2 {
		t.Error(got, len(d.Sentences))
	}
	check(t, d)
}

func TestNames(t *testing.T) {
	b := newBIO([]string{"O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"})
	m := &nn.Matrix{Rows: 3, Cols: 5, Stride: 5, Data: []float32{
		-3, -.2, -4, -2, -4,
		-4, -4, -.4, -5, -.3, // alone I-GPE would win, but cannot follow B-ORG
		-.1, -4, -3, -4, -5}}
	if got := fmt.Sprint(b.best(nil, m)); got != "[1 2 0]" {
		t.Error(got)
	}
}

// check holds what every document must satisfy.
func check(t *testing.T, d *parallax.Document) {
	t.Helper()
	end, words, valid := 0, 0, utf8.ValidString(d.Text)
	for i, s := range d.Sentences {
		if s.First != words+1 || s.Last < s.First || s.Last > len(d.Tokens) || s.Last-s.First >= maxWords+4 {
			t.Fatalf("sentence %d: words %d to %d after %d", i+1, s.First, s.Last, words)
		}
		words = s.Last
		for k := s.First; k <= s.Last; k++ {
			w := d.Tokens[k-1]
			if w.Start < end || w.End <= w.Start || w.End > len(d.Text) || w.Sent != i+1 {
				t.Fatalf("word %d %v after %d", k, w.Span, end)
			}
			if valid && !utf8.ValidString(w.In(d.Text)) {
				t.Fatalf("word %d %q off a rune's boundary", k, w.In(d.Text))
			}
			end = w.End
		}
		for _, q := range s.Quote {
			if !s.Covers(q) || q.Empty() {
				t.Fatalf("quote %v of sentence %v", q, s.Span)
			}
		}
	}
	if words != len(d.Tokens) {
		t.Fatalf("%d words in sentences, %d in all", words, len(d.Tokens))
	}
}

func FuzzSegment(f *testing.F) {
	for _, s := range []string{"Iraq's U.S. 'no' \"yes.\" 5km", "\xff\xfe\x00a.b@c-d/e", "“a\n\n“b” ‘c’ d's 👩‍👩‍👧 #a @b :-) ...?!", "a-b-c--d—e 1-800-555-1234 $3M .5 +4"} {
		f.Add(s)
	}
	pass := New(nil)
	f.Fuzz(func(t *testing.T, text string) {
		d := &parallax.Document{Text: text, Reports: []parallax.Report{{Span: parallax.Span{End: len(text)}}}}
		if err := pass.Run(d); err != nil {
			t.Fatal(err)
		}
		check(t, d)
		for _, r := range text {
			if !isSpace(r) && len(d.Tokens) == 0 {
				t.Fatalf("no words in %q", text)
			}
		}
	})
}

// TestLinear reads inputs that a quadratic step would choke on.
func TestLinear(t *testing.T) {
	for name, unit := range map[string]string{
		"letters": "a", "digits": "7", "stops": ".", "hyphens": "ab-", "apostrophes": "a'", "quotes": "'a ", "at": "a@", "dots": "a.b.", "slashes": "1/",
		"words": "word ", "lines": "word\n", "opens": "(", "colons": "1:1", "emoji": "👍", "double": `"a `, "tags": "#", "urls": "www.a", "paragraphs": "“a\n\n", "mixed": "x.com-y's,",
	} {
		size := 1 << 18
		if name == "letters" || name == "words" {
			size = 1 << 20
		}
		text := strings.Repeat(unit, size/len(unit))
		d := &parallax.Document{Text: text, Reports: []parallax.Report{{Span: parallax.Span{End: len(text)}}}}
		start := time.Now()
		if err := New(nil).Run(d); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, size)
		} else {
			t.Logf("%s: %v, %d words, %d sentences", name, took, len(d.Tokens), len(d.Sentences))
		}
		check(t, d)
	}
}
