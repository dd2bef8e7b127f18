package article

import (
	"math"
	"strings"
	"unicode"

	"parallax"
)

// lead is one opening paragraph of a page that glues many together, with its
// headline where it has one.
type lead struct{ title, body parallax.Span }

// gluedLeads returns the paragraphs of a page that holds only the openings of
// different stories, nil for a text that runs on. The words of the paragraphs
// and the layout are weighed together: a headline, a date line, a dateline of
// the first paragraph alone and empty lines between paragraphs are the marks of
// one article, and few paragraphs prove little.
func gluedLeads(ls []line) []lead {
	var leads []lead
	var texts []string
	titled, gaps, filed, heads := 0, 0, 0, 0
	single, firstFiled := 0.0, false
	for i := range ls {
		l := &ls[i]
		l.kind = kindOf(l)
		switch {
		case l.kind == lineText && l.shape.words >= 12:
			n := lead{body: l.Span}
			if i > 0 && ls[i-1].kind == "" && ls[i-1].shape.words >= 3 {
				n.title = ls[i-1].Span
				titled++
			}
			if l.gap && len(leads) > 0 {
				gaps++
			}
			if _, ok := findDateline(l.s, 0); ok {
				filed++
				firstFiled = firstFiled || len(leads) == 0
			}
			leads = append(leads, n)
			texts = append(texts, l.s)
		case len(leads) == 0 && (l.kind == lineDate || l.kind == lineLabel || l.kind == lineByline):
			single += 2
		case len(leads) == 0 && l.kind == "" && l.shape.words >= 4:
			heads++
		case l.kind == lineText:
			single += 0.5
		case l.kind == "" && len(leads) == 1 && leads[0].title.Empty():
			single += 2 // a dateline or standfirst under a long headline
		}
	}
	// one headline, or none, or one for each
	if len(leads) < 4 || titled > 1 && titled*5 < len(leads)*4 {
		return nil
	}
	if titled < 2 && heads > 0 {
		single += 2
	}
	if titled < 2 && gaps*2 >= len(leads) {
		single += 2
	}
	if firstFiled && filed == 1 {
		single += 3
	}
	if min(odds(LeadScore(texts)), 3.9) < single+max(0, 2.4-0.5*float64(len(leads))) {
		return nil
	}
	for i := range ls {
		switch {
		case ls[i].kind == "" && titled < 2:
			ls[i].kind = lineNav
		case ls[i].kind == "":
			ls[i].kind = lineTitle
		}
	}
	if titled < 2 {
		for i := range leads {
			leads[i].title = parallax.Span{}
		}
	}
	return leads
}

func odds(p float64) float64 { return math.Log(p / (1 - p)) }

// leadWeights are those of a logistic regression over LeadFeatures, trained
// on paragraphs of articles against openings of different articles of one
// topic; the last is the bias.
var leadWeights = [15]float64{-6.120, -9.968, -5.128, 4.503, -5.584, -2.121, 3.081, 1.214, 0.113, -3.995, -5.472, 0.588, -1.651, -10.990, 3.588}

// LeadScore is the probability that the paragraphs open different stories.
func LeadScore(paragraphs []string) float64 {
	f := LeadFeatures(paragraphs)
	z := leadWeights[len(f)]
	for i, x := range f {
		z += leadWeights[i] * x
	}
	return 1 / (1 + math.Exp(-z))
}

// Words that a paragraph begins with when it goes on from the one before.
var continues = set("he she it they his her its their this that these those but and yet however also meanwhile instead still then so or we i you there here such another both earlier later since after before when while if for as in at on with by from not nor even now what who how why according asked speaking following")

// LeadFeatures describe how far paragraphs lean on those before them: openings
// introduce people in full and repeat nothing; a running text points back.
func LeadFeatures(paragraphs []string) []float64 {
	known := map[string]bool{} // last words of names given in full so far
	seen := map[string]bool{}
	var starts, quotes, back, fresh, overlap, sents, spread, the, pronoun, longest, told float64
	n := float64(len(paragraphs))
	mean := 0.0
	for _, p := range paragraphs {
		mean += float64(len(p)) / n
	}
	for i, p := range paragraphs {
		ws := strings.Fields(p)
		if len(ws) == 0 {
			continue
		}
		first := strings.ToLower(strings.Trim(ws[0], ",.:;"))
		if i > 0 && continues[strings.TrimRight(first, "’'s")] || i > 0 && continues[first] {
			starts++
		}
		if strings.ContainsAny(p[:min(3, len(p))], "“\"") {
			quotes++
		}
		if first == "the" || first == "mr" || first == "ms" || first == "mrs" {
			the++
		}
		if i > 0 && pronounFirst(ws) {
			pronoun++
		}
		for _, w := range ws[max(0, len(ws)-6):] {
			if w = strings.Trim(w, ",.”\""); w == "said" || w == "says" || w == "added" || w == "told" || w == "wrote" {
				told++
				break
			}
		}
		longest = max(longest, float64(len(sentences(p))))
		var names []string
		lone, full := false, false
		run := 0
		for k, w := range ws {
			core := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			core = strings.TrimSuffix(strings.TrimSuffix(core, "’s"), "'s")
			up := core != "" && unicode.IsUpper([]rune(core)[0]) && k > 0
			if up {
				run++
				next := k+1 < len(ws) && !strings.ContainsAny(w[len(w)-1:], ",.;:") && len(ws[k+1]) > 0 && unicode.IsUpper([]rune(ws[k+1])[0])
				if run == 1 && !next && known[core] {
					lone = true
				}
				if run > 1 && !next {
					if !known[core] {
						full = true
					}
					names = append(names, core)
				}
				if next {
					continue
				}
			}
			run = 0
		}
		if lone {
			back++
		}
		if full {
			fresh++
		}
		for _, w := range names {
			known[w] = true
		}
		hit, all := 0.0, 0.0
		for _, w := range ws {
			w = strings.ToLower(strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }))
			if len(w) < 5 {
				continue
			}
			all++
			if seen[w] {
				hit++
			}
			seen[w] = true
		}
		if all > 0 {
			overlap += hit / all
		}
		sents += float64(len(sentences(p)))
		d := (float64(len(p)) - mean) / mean
		spread += d * d
	}
	return []float64{starts / n, quotes / n, back / n, fresh / n, overlap / n, sents / n, math.Sqrt(spread / n),
		math.Log(n), mean / 100, the / n, pronoun / n, longest, told / n, overlap / n * math.Log(n)}
}

// pronounFirst holds when a paragraph's opening words refer back before they
// name anyone.
func pronounFirst(ws []string) bool {
	for k, w := range ws[:min(len(ws), 12)] {
		switch strings.ToLower(strings.Trim(w, ",.“\"")) {
		case "he", "she", "they", "it", "his", "her", "their", "him", "them", "its", "these", "those":
			return true
		}
		if k > 0 && w != "I" && unicode.IsUpper([]rune(w)[0]) {
			return false
		}
	}
	return false
}
