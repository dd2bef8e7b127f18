package nn

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// inPieces shows the pieces of a word, ## and all.
func inPieces(v *vocab, word string) string {
	ids, _ := v.pieces(nil, word, nil)
	var s []string
	for _, id := range ids {
		p := string(v.text[v.start[id]:v.end[id]])
		if v.continues(id) {
			p = "##" + p
		}
		s = append(s, p)
	}
	return strings.Join(s, " ")
}

func TestPieces(t *testing.T) {
	v, err := newVocab(testVocab(600), 600)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{
		"The":                      "the",
		"BAGHDAD":                  "bagh ##dad",
		"ministering":              "minister ##ing",
		"Café":                     "cafe",
		"Cafe\u0301":               "cafe",
		"İn":                       "in",
		"U.S.":                     "u . s .",
		"T-72":                     "t - 7 ##2",
		"a\u200bt\tt\x00ack":       "attack",
		"—":                        "—",
		"北京":                       "北 [UNK]",
		"한":                        "ᄒ ##ᅡ ##ᆫ",
		"😀":                        "[UNK]",
		"":                         "[UNK]",
		"\xff\xfe":                 "[UNK]",
		"in\xffin":                 "in ##i ##n",
		"[SEP]":                    "[UNK] s ##e ##p [UNK]",
		"a-b-c-d-e-f":              "a - b - c - d -",
		strings.Repeat("a", 101):   "[UNK]",
		strings.Repeat("a", 100):   "a" + strings.Repeat(" ##a", 7),
		strings.Repeat("a", 50000): "[UNK]",
		"attack😀":                  "[UNK]",
	} {
		if got := inPieces(v, word); got != want {
			t.Errorf("%.20q: %s, want %s", word, got, want)
		}
	}
}

func TestShape(t *testing.T) {
	m := &Model{shapes: map[string]int{"?": 0}}
	for i, s := range []string{"Xxx", "X.X.", "dd", "xx.xx", ".", "X.dd", "xx", "XX", "", "d.ddd"} {
		m.shapes[s] = i + 1
	}
	for word, want := range map[string]string{
		"Baghdad": "Xxx", "U.S.": "X.X.", "2024": "dd", "al-Muhandis": "?", "twenty-one": "xx.xx", "—": ".", "T-72": "X.dd",
		"élan": "xx", "ÉLAN": "XX", "": "", "😀": ".", "\xff": ".", "1,200": "?",
	} {
		if got := m.shape(word); got != m.shapes[want] {
			t.Errorf("%q: class %d, want %q", word, got, want)
		}
	}
}

// FuzzPieces: any string has one to eight pieces of the vocabulary, in linear
// time, and an ASCII word the same as through the slow path.
func FuzzPieces(f *testing.F) {
	v, err := newVocab(testVocab(600), 600)
	if err != nil {
		f.Fatal(err)
	}
	m := &Model{shapes: map[string]int{"?": 0, "Xxx": 1}}
	for _, s := range []string{"Baghdad", "Kata'ib", "e\u0301", "\xed\xa0\x80", "北京", "한국", "😀", "\x00", strings.Repeat("x-", 900)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ids, buf := v.pieces(nil, s, nil)
		if len(ids) < 1 || len(ids) > maxPieces {
			t.Fatalf("%q: %d pieces", s, len(ids))
		}
		for _, id := range ids {
			if id < 0 || int(id) >= len(v.start) {
				t.Fatalf("%q: piece %d", s, id)
			}
		}
		if !utf8.Valid(buf) {
			t.Fatalf("%q: normalised to %q", s, buf)
		}
		if len(s) <= maxWordBytes && strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
			if slow := normaliseUnicode(nil, s); !slices.Equal(slow, buf) {
				t.Fatalf("%q: %q, slowly %q", s, buf, slow)
			}
		}
		m.shape(s)
	})
}

// A megabyte without a space, a hundred thousand words, ten thousand sentences:
// time stays linear.
func TestLinearTime(t *testing.T) {
	ws := openTest(t, modelFile(small), bestPath()).NewWorkspace()
	var e Encoding
	took := func(text [][]string) time.Duration {
		start := time.Now()
		ws.Encode(&e, text, Syn)
		return time.Since(start)
	}
	short := slices.Repeat([]string{"attack", "in", "Baghdad", "x-y-z"}, 250)
	long := slices.Repeat(short, 20)
	took([][]string{short})
	one, many := took([][]string{short}), took([][]string{long})
	if many > 200*one {
		t.Errorf("%v for 1,000 words, %v for 20,000", one, many)
	}
	took([][]string{{strings.Repeat("x", 1<<20)}, {strings.Repeat("é-", 1<<19)}})
	took(slices.Repeat([][]string{{"in"}}, 10000))
	if e.Sentences() != 10000 {
		t.Error(e.Sentences(), "sentences")
	}
}
