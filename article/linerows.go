package article

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed lines.json
var lineTrees []byte

// LineForests are the trees that read the lines of plain text.
type LineForests struct {
	Furniture *Forest `json:"furniture"`
	Title     *Forest `json:"title"`
}

var lineForests = sync.OnceValue(func() LineForests {
	var f LineForests
	if err := json.Unmarshal(lineTrees, &f); err != nil {
		panic(fmt.Errorf("weights in the program: %w", err))
	}
	return f
})

var lineKinds = [...]string{"", lineText, lineTitle, lineDate, lineByline, lineNav, lineShare, lineTeaser, lineCaption, lineLicence, lineInitials, lineLabel, lineCookie, lineNews, lineRelated, lineCredit, lineComment, lineAd}

// Lines are the lines of a plain text as the trainer sees them: where each
// starts, its words and its features.
func Lines(text string) (starts []int, texts []string, rows [][]float32) {
	ls := lines(text)
	a := byRules(ls, nil)
	for _, l := range a.lines {
		starts = append(starts, l.Start)
		texts = append(texts, l.s)
	}
	return starts, texts, a.rows()
}

// describe makes the features that a line has by itself.
func (l *line) describe() {
	h := l.shape
	n := float64(max(1, h.words))
	ws := words(l.s)
	x := []float64{float64(h.words), logn(len(l.s)), float64(h.short) / n, float64(h.upper) / n, float64(h.digits), float64(h.capital) / n, float64(h.commas), float64(h.stops), one(h.sentence), one(h.cut), one(h.firstUpper), one(l.gap), one(strings.HasSuffix(l.s, ":")), one(strings.ContainsAny(l.s, "|»>•·/")), one(strings.ContainsAny(l.s, "@©")), one(strings.ContainsAny(l.s, "“”\"")), one(imperative(ws)), one(strings.Contains(l.s, " said") || strings.Contains(l.s, " says"))}
	for _, k := range lineKinds {
		x = append(x, one(kindOf(l) == k))
	}
	for k := range signs {
		x = append(x, one(l.signs&(1<<k) != 0))
	}
	past := 0.0
	for _, w := range ws {
		past += one(len(w) > 4 && strings.HasSuffix(strings.TrimRight(w, ".,"), "ed"))
		if w = strings.Trim(w, ",.:;!?()[]“”\"'’"); len(w) >= 4 {
			l.terms = append(l.terms, w)
		}
	}
	slices.Sort(l.terms)
	l.terms = slices.Compact(l.terms)
	l.own, l.past = floats(x), past/n
}

// rows describes every line by itself, by its neighbours, and by what the
// rules make of it.
func (a *layout) rows() [][]float32 {
	seen := map[string]int{} // words of the text and how many of its lines have them
	for i := range a.lines {
		l := &a.lines[i]
		if l.own == nil {
			l.describe()
		}
		if l.kind == lineText {
			for _, w := range l.terms {
				seen[w]++
			}
		}
	}
	near := func(i int) []float64 {
		if i < 0 || i >= len(a.lines) {
			return []float64{-1, -1, -1, -1, -1, -1}
		}
		l := &a.lines[i]
		return []float64{float64(l.shape.words), one(l.shape.sentence), float64(l.shape.capital) / float64(max(1, l.shape.words)), one(l.alone == lineText), one(l.alone != "" && l.alone != lineText), one(l.gap)}
	}
	out := make([][]float32, len(a.lines))
	for i := range a.lines {
		l := &a.lines[i]
		known := 0.0
		for _, w := range l.terms {
			n := seen[w]
			if l.kind == lineText {
				n--
			}
			known += one(n > 0)
		}
		x := []float64{known / float64(max(1, len(l.terms))), l.past, float64(i), float64(len(a.lines) - i), float64(i) / float64(len(a.lines)), dist(i, a.title), dist(i, a.first), dist(i, a.last), one(i >= a.first && i <= a.last), one(a.title >= 0 && i > a.title),
			one(l.kind == lineText), one(l.kind == lineTitle), one(l.kind == lineDate || l.kind == lineByline), one(l.kind == lineTeaser), one(l.kind == lineRelated), one(l.kind == lineNav), one(l.kind == lineCaption)}
		for _, k := range [...]int{-2, -1, 1, 2} {
			x = append(x, near(i+k)...)
		}
		out[i] = append(l.own[:len(l.own):len(l.own)], floats(x)...)
	}
	return out
}

func floats(x []float64) []float32 {
	out := make([]float32, len(x))
	for i, v := range x {
		out[i] = float32(v)
	}
	return out
}
