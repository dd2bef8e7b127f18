package article

import (
	_ "embed"
	"encoding/json"
	"fmt"
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

// rows describes every line by itself, by its neighbours, and by what the
// rules make of it.
func (a *layout) rows() [][]float32 {
	seen := map[string]int{} // words of the text and how many of its lines have them
	for _, l := range a.lines {
		if l.kind != lineText {
			continue
		}
		for w := range wordSet(l.s) {
			seen[w]++
		}
	}
	own, alone := make([][]float32, len(a.lines)), make([]string, len(a.lines))
	for i := range a.lines {
		l := &a.lines[i]
		h := l.shape
		n := float64(max(1, h.words))
		x := []float64{float64(h.words), logn(len(l.s)), float64(h.short) / n, float64(h.upper) / n, float64(h.digits), float64(h.capital) / n, float64(h.commas), float64(h.stops), one(h.sentence), one(h.cut), one(h.firstUpper), one(l.gap), one(strings.HasSuffix(l.s, ":")), one(strings.ContainsAny(l.s, "|»>•·/")), one(strings.ContainsAny(l.s, "@©")), one(strings.ContainsAny(l.s, "“”\"")), one(imperative(l.s)), one(strings.Contains(l.s, " said") || strings.Contains(l.s, " says"))}
		alone[i] = kindOf(l)
		for _, k := range lineKinds {
			x = append(x, one(alone[i] == k))
		}
		for k := range signs {
			x = append(x, one(l.signs&(1<<k) != 0))
		}
		known, all := 0.0, 0.0
		for w := range wordSet(l.s) {
			n := seen[w]
			if l.kind == lineText {
				n--
			}
			all++
			known += one(n > 0)
		}
		past := 0.0
		for _, w := range strings.Fields(l.s) {
			past += one(len(w) > 4 && strings.HasSuffix(strings.TrimRight(w, ".,"), "ed"))
		}
		x = append(x, known/max(1, all), past/n)
		own[i] = floats(x)
	}
	out := make([][]float32, len(own))
	near := func(i int) []float64 {
		if i < 0 || i >= len(own) {
			return []float64{-1, -1, -1, -1, -1, -1}
		}
		l := &a.lines[i]
		return []float64{float64(l.shape.words), one(l.shape.sentence), float64(l.shape.capital) / float64(max(1, l.shape.words)), one(alone[i] == lineText), one(alone[i] != "" && alone[i] != lineText), one(l.gap)}
	}
	for i := range own {
		l := &a.lines[i]
		x := []float64{float64(i), float64(len(own) - i), float64(i) / float64(len(own)), dist(i, a.title), dist(i, a.first), dist(i, a.last), one(i >= a.first && i <= a.last), one(a.title >= 0 && i > a.title),
			one(l.kind == lineText), one(l.kind == lineTitle), one(l.kind == lineDate || l.kind == lineByline), one(l.kind == lineTeaser), one(l.kind == lineRelated), one(l.kind == lineNav), one(l.kind == lineCaption)}
		for _, k := range [...]int{-2, -1, 1, 2} {
			x = append(x, near(i+k)...)
		}
		out[i] = append(own[i], floats(x)...)
	}
	return out
}

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words(s) {
		if w = strings.Trim(w, ",.:;!?()[]“”\"'’"); len(w) >= 4 {
			m[w] = true
		}
	}
	return m
}

func floats(x []float64) []float32 {
	out := make([]float32, len(x))
	for i, v := range x {
		out[i] = float32(v)
	}
	return out
}
