// Package quantity finds the counts a text gives. In come sentences, and times
// and trees where earlier passes made them; out go Figures: a value or its
// bounds, the unit, what is counted, and the words that hedge it.
//
// Numbers are read from the words of a sentence, in digits or written out, and
// then looked at from both sides: a currency or measure makes an amount, a noun
// a count, and the verb or noun that tells of victims (killed, wounded, missing,
// arrested, displaced …) says what the count is of. Dates, ages, ordinals, clock
// times, scores, addresses and numbers that are names are left out. "A man was
// killed" is a count of one.
package quantity

import (
	"slices"
	"strings"

	"parallax"
)

// Pass finds the figures of a document.
var Pass = parallax.Pass{
	Name:  "quantity",
	Doc:   "Finds counts and amounts with value, bounds, unit, hedge and what is counted; rests on lists of units and of verbs and nouns of harm, and on the tree where there is one.",
	Needs: []parallax.Layer{parallax.LayerReports, parallax.LayerSyntax, parallax.LayerTimes},
	Makes: []parallax.Layer{parallax.LayerFigures},
	Run:   Run,
}

// Run fills doc.Figures.
func Run(doc *parallax.Document) error {
	doc.Figures = []parallax.Figure{}
	r := reader{text: doc.Text}
	times, names := doc.Times, doc.Names
	for i := range doc.Sentences {
		s := &doc.Sentences[i]
		if len(doc.Reports) > 0 && s.Report == 0 || s.Start < 0 || s.End > len(doc.Text) || s.Start >= s.End {
			continue
		}
		r.items = lex(r.items[:0], doc.Text, s.Start, s.End)
		for len(times) > 0 && times[0].End <= s.Start {
			times = times[1:]
		}
		r.mark(times, s.End)
		for len(names) > 0 && names[0].End <= s.Start {
			names = names[1:]
		}
		r.markNames(names, s.End)
		first := len(doc.Figures)
		doc.Figures = r.sentence(doc.Figures, doc.Tokens, s)
		doc.Figures = append(doc.Figures[:first], slices.DeleteFunc(doc.Figures[first:], func(f parallax.Figure) bool { return doc.InFurniture(f.Span) })...)
		for k := first; k < len(doc.Figures); k++ {
			f := &doc.Figures[k]
			f.Sent, f.Report = i+1, s.Report
		}
	}
	return nil
}

// mark flags the items that lie in dates and times of day; durations are amounts.
func (r *reader) mark(times []parallax.Timex, end int) {
	k := 0
	for _, t := range times {
		if t.Start >= end {
			return
		}
		if t.Type == "DURATION" || t.Type == "SET" {
			continue
		}
		for k < len(r.items) && r.items[k].Start < t.Start {
			k++
		}
		for ; k < len(r.items) && r.items[k].End <= t.End; k++ {
			r.items[k].time = true
		}
	}
}

// markNames flags the digits of a name that do not begin it: Boeing 737-800, the S&P 500, Unit 731. They count nothing.
func (r *reader) markNames(names []parallax.Name, end int) {
	k := 0
	for _, n := range names {
		if n.Start >= end {
			return
		}
		for k < len(r.items) && r.items[k].Start < n.Start {
			k++
		}
		letters := false
		for ; k < len(r.items) && r.items[k].End <= n.End; k++ {
			it := &r.items[k]
			it.time = it.time || letters && it.kind == 'd' && !counted[n.Type]
			letters = letters || it.cap
		}
	}
}

// counted are the types of names that are numbers.
var counted = set("CARDINAL QUANTITY MONEY PERCENT ORDINAL DATE TIME")

// found is a count under way: items num…end−1 are the number, end…noun the
// noun phrase after it.
type found struct {
	amount
	from, num, end, noun int // noun is one after the head
	unit                 string
	of                   string
	of2                  bool // what it is of is certain
	person               bool
}

// sentence appends the figures of the sentence in r.items.
func (r *reader) sentence(out []parallax.Figure, tokens []parallax.Token, s *parallax.Sentence) []parallax.Figure {
	var fs []found
	for i := 0; i < len(r.items); {
		f, j := r.measure(i)
		if j == i {
			i++
			continue
		}
		if f.val != nil || f.low != nil {
			fs = append(fs, f)
		}
		i = j
	}
	for k := range fs {
		f := &fs[k]
		if k+1 < len(fs) && f.unit == "" && f.noun == f.end && r.w(f.end) == "to" && fs[k+1].from == f.end+1 && r.w(f.from-1) == "from" {
			f.unit = fs[k+1].unit // from 9 to 10 percent
		}
		if f.unit == "" {
			r.count(f, fs, k)
			if n := max(f.noun, f.end) - 1; !f.of2 && (f.noun == f.end || f.person || human(r.at(n))) {
				if o := suffered(tokens, s, token(tokens, s, r.at(n).Start)); o != "" {
					f.of, f.of2 = o, true
				}
			}
		}
	}
	last := ""
	for k := range fs {
		f := &fs[k]
		if f.amount.article && (f.of == "" || !f.of2) {
			continue // "a man" is a count only where something befell him
		}
		if f.unit == "" && f.of == "" {
			f.of = last
			if f.noun > f.end {
				f.of = r.lemma(f.noun-1, tokens, s)
			}
		}
		if f.of == "" && f.unit == "" {
			continue
		}
		last = ""
		if f.of2 {
			last = f.of
		}
		fig := parallax.Figure{Value: f.val, Low: f.low, High: f.high, Unit: f.unit, Of: f.of, Score: .85}
		fig.Span = parallax.Span{Start: r.items[f.from].Start, End: r.items[max(f.noun, f.end)-1].End}
		if f.from < f.num {
			fig.Hedge = r.text[r.items[f.from].Start:r.items[f.num-1].End]
			hedge(&fig, strings.ToLower(fig.Hedge))
		}
		if f.noun > f.end {
			fig.Counted = parallax.Span{Start: r.items[f.end].Start, End: r.items[f.noun-1].End}
		}
		out = append(out, fig)
	}
	return out
}

// hedge turns "at least 16" into a bound beside the value.
func hedge(f *parallax.Figure, h string) {
	if f.Value == nil {
		return
	}
	switch {
	case oneOf(h, "at least", "more than", "over", "no fewer than", "no less than", "well over", "just over", "above", "upwards of"):
		f.Low = ptr(*f.Value)
	case oneOf(h, "at most", "less than", "fewer than", "no more than", "not more than", "up to", "under", "just under", "below", "as many as", "as much as"):
		f.High = ptr(*f.Value)
	}
}

// lemma of the counted noun, from the reader's tokens where they stand.
func (r *reader) lemma(k int, tokens []parallax.Token, s *parallax.Sentence) string {
	it := r.at(k)
	if it.kind != 'w' {
		return ""
	}
	if s.First >= 1 && s.Last <= len(tokens) {
		lo, hi := s.First-1, s.Last
		for lo < hi {
			mid := (lo + hi) / 2
			if tokens[mid].End <= it.Start {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		if lo < s.Last && tokens[lo].Start <= it.Start && tokens[lo].Lemma != "" && groups[it.low] == "" {
			return strings.ToLower(tokens[lo].Lemma)
		}
	}
	return singular(it.low)
}

// measure reads a number at i with its unit or noun phrase; j is i where there
// is none or it is no count.
func (r *reader) measure(i int) (f found, j int) {
	f.from = i
	n := i
	for _, h := range hedges {
		k := i
		for k-i < len(h) && r.w(k) == h[k-i] {
			k++
		}
		if k-i == len(h) && k > n {
			n = k
		}
	}
	f.num = n
	cur, factor, n := r.currency(n)
	if r.at(n).time {
		return f, i
	}
	neg := false
	if r.w(n) == "-" && r.at(n).gap && !r.at(n+1).gap && r.at(n+1).kind == 'd' {
		neg = true
		n++
	}
	if c, x, y, j := r.between(n); c != "" {
		f.amount, f.unit, f.end, f.noun = amount{low: ptr(x), high: ptr(y)}, c, j, j
		f = r.rate(f)
		return f, f.noun
	}
	a, j2 := r.amount(n)
	if j2 == n && oneOf(r.w(n), "no", "zero") && cur == "" {
		k := n + 1
		for oneOf(r.w(k), "immediate", "reported", "civilian", "serious", "other", "reports", "of", "injuries", "or", "known") && nouns[r.w(k)] == "" {
			k++
		}
		if o := nouns[r.w(k)]; o != "" && r.w(k) != "dead" && r.w(k) != "missing" && r.w(k) != "lives" && r.w(k) != "killed" {
			f.amount, f.end, f.noun, f.of, f.of2 = amount{val: ptr(0), words: true}, n+1, k+1, o, true
			f.from, f.num = n, n
			return f, k + 1
		}
		return r.nobody(i, n)
	}
	if j2 == n {
		return r.single(i)
	}
	if neg && a.val != nil {
		a.val = ptr(-*a.val)
	}
	f.amount, f.end, f.noun = a, j2, j2
	if cur != "" {
		f.unit = cur
		f.times(factor)
		f = r.rate(f)
		return f, max(f.noun, j2)
	}
	if v, k := r.ratio(n, j2, a); k > 0 {
		f.amount, f.unit, f.end, f.noun = amount{val: ptr(v), words: a.words}, "ratio", k, k
		return f, k
	}
	if !r.counts(n, j2, a) {
		if r.ages(j2) > j2 {
			if g, l := r.aged(n, j2); l > 0 {
				return g, l
			}
		}
		return found{}, j2
	}
	f = r.unit(f)
	if f.unit != "" {
		f = r.rate(f)
	}
	return f, max(f.noun, j2)
}

// near reports one of the words among the five before i.
func (r *reader) near(i int, ws ...string) bool {
	for k := max(0, i-5); k < i; k++ {
		if oneOf(r.w(k), ws...) {
			return true
		}
	}
	return false
}

// counts reports that the number in items i…j−1 can count: not a date, an age,
// an ordinal, a clock time, a score or part of a name.
func (r *reader) counts(i, j int, a amount) bool {
	b, n := r.at(i-1), r.at(j)
	if r.at(i).kind == 'd' {
		if b.cap && i > 1 && a.low != nil && r.w(i+1) == "-" && r.noun(j) == j && measures[n.low] == "" {
			return false // Boeing 737-800
		}
		if r.w(i) == "9" && oneOf(r.w(i+1), "/", "-") && r.w(i+2) == "11" && !r.at(i+2).gap {
			return false // the day
		}
		if i > 0 && !r.at(i).gap && (b.kind == 'w' || oneOf(b.low, "#", "/", "@", "_", "=", ":", ".", "&") || b.low == "-" && !b.gap && i > 1 && r.at(i-2).kind != 0 && !b.gap) {
			return false
		}
		if !n.gap && (oneOf(n.low, "st", "nd", "rd", "th", "s", "/", "_", "@", "=") || n.low == ":" && r.at(j+1).kind == 'd' || n.low == "'" && r.w(j+1) == "s") {
			return false
		}
		if n.low == "-" && !n.gap && !r.at(j+1).gap && r.at(j+1).kind == 'd' {
			return false // scores, telephone numbers
		}
		if v := r.at(i).val; j == i+1 && v >= 1400 && v <= 2100 && len(r.w(i)) == 4 && r.noun(j) == j && measures[n.low] == "" {
			return false
		}
		if r.w(i) == "911" && n.kind != 'w' || r.w(i) == "911" && oneOf(n.low, "call", "calls", "caller") {
			return false
		}
	}
	if j == i+1 && oneOf(b.low, ",", "(") && a.val != nil && *a.val < 120 && (oneOf(n.low, ",", ".", ")", ";") || n.kind == 0 || n.kind == 'w' && oneOf(n.low, "and", "of", "was", "were", "is")) &&
		r.at(i-2).kind == 'w' && (r.at(i-2).cap || persons[r.w(i-2)] || n.low == ",") { // Lay, 69, said
		return false
	}
	if b.low == "of" && oneOf(r.w(i-2), "father", "mother", "parent", "mom", "dad") || r.near(i, "ages", "aged") {
		return false
	}
	if r.ages(j) > j || oneOf(b.low, "aged", "age", "no", "number", "nos", "chapter", "section", "article", "page", "route", "highway", "interstate", "flight", "channel", "resolution", "phase", "level", "grade", "apartment", "apt", "room", "unit", "district", "ward", "zone", "world", "type", "model", "boeing", "airbus", "area", "figure", "version", "part", "verse", "psalm", "ak", "mig", "su", "i", "u", "f", "b", "sr", "ca") && (b.low != "no" || !b.gap) && a.val != nil {
		return false
	}
	if r.w(i) == "one" && (oneOf(n.low, "of", "another", "day", "night", "thing", "more", "can", "must", "hand", "way", "side", "point", "time", "who", "would", "has", "could") && n.low != "day" || oneOf(b.low, "no", "the", "this", "that", "any", "every", "each", "which", "some")) {
		return false
	}
	return !r.address(i, j)
}

// address tells "1200 Main Street", "600 block of".
func (r *reader) address(i, j int) bool {
	if oneOf(r.w(r.hyphen(j)), "block") {
		return true
	}
	for k := j; k < j+4; k++ {
		if !r.at(k).cap {
			return false
		}
		if oneOf(r.w(k), "street", "st", "avenue", "ave", "road", "rd", "drive", "boulevard", "blvd", "lane", "highway", "court", "place") && k > j {
			return true
		}
	}
	return false
}

// ages is the item after an age's unit at j: "-year-old", "years old".
func (r *reader) ages(j int) int {
	k := r.hyphen(j)
	if oneOf(r.w(k), "year", "years", "month", "months", "week", "weeks", "day", "days", "yr") {
		l := r.hyphen(k + 1)
		if oneOf(r.w(l), "old", "olds") {
			return l + 1
		}
		if r.w(k+1) == "of" && r.w(k+2) == "age" {
			return k + 3
		}
	}
	if oneOf(r.w(k), "yo") || r.w(k) == "y" && r.w(k+1) == "/" {
		return k + 1
	}
	return j
}

// aged reads "a 12-year-old boy": one person.
func (r *reader) aged(i, j int) (found, int) {
	from := i - 1
	if i == 0 {
		from = 0 // a headline leaves the article out
	} else if !oneOf(r.w(i-1), "a", "an") {
		return found{}, 0
	}
	k := r.ages(j)
	end := k
	if n := r.noun(k); n > k {
		if !persons[singular(r.w(n-1))] && !oneOf(r.w(k-1), "olds") {
			return found{}, 0
		}
		end = n
	}
	return found{amount: amount{val: ptr(1), words: true, article: true}, from: from, num: from, end: i, noun: end, person: true}, end
}

// nobody reads "no Americans were hurt", "no one was killed": a count of none, where something would have befallen them.
func (r *reader) nobody(i, n int) (found, int) {
	k := r.noun(n + 1)
	if r.w(n+1) == "one" {
		k = n + 2
	} else if r.w(n) != "no" || k == n+1 || !human(r.at(k-1)) {
		return found{}, i
	}
	return found{amount: amount{val: ptr(0), words: true, article: true}, from: n, num: n, end: n + 1, noun: k, person: true}, k
}

// single reads "a man", "an off-duty officer".
func (r *reader) single(i int) (found, int) {
	if !oneOf(r.w(i), "a", "an") {
		return found{}, i
	}
	if k := i + 2; ordinals[r.w(i+1)] && (r.at(k).kind != 'w' || stops[r.w(k)]) && r.w(k) != "of" { // wounding a third
		return found{amount: amount{val: ptr(1), words: true, article: true}, from: i, num: i, end: i + 1, noun: k, person: true}, k
	}
	if n := r.noun(i + 1); n > i+1 && persons[r.w(n-1)] {
		for k := i + 1; k < n; k++ {
			if r.ages(k) > k && r.at(k).kind == 'd' {
				return found{}, i
			}
		}
		return found{amount: amount{val: ptr(1), words: true, article: true}, from: i, num: i, end: i + 1, noun: n, person: true}, n
	}
	return found{}, i
}
