package article

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is what the words of a block or line look like, whatever the language.
type shape struct {
	chars, words, short int // short: words of at most three letters in lower case
	upper, digits       int // words in capitals; digits
	commas, stops       int
	sentence            bool // ends like a sentence
	cut                 bool // ends in an ellipsis
	firstUpper          bool
	capital             int // words that begin with a capital
}

func shapeOf(s string) shape { return shapeIn(s, unspaced) }

// shapeIn counts every two letters of the given scripts as a word.
func shapeIn(s string, scripts []*unicode.RangeTable) shape {
	var h shape
	inWord, lower, n, caps := false, true, 0, 0
	end := func() {
		if inWord {
			h.words++
			if n <= 3 && lower {
				h.short++
			}
			if n > 1 && caps == n {
				h.upper++
			}
		}
		inWord = false
	}
	last, last2 := rune(0), rune(0)
	for _, r := range s {
		h.chars++
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		digit := !letter && unicode.IsDigit(r)
		if letter || digit {
			if n == 2 && inWord && r >= 0x0e00 && unicode.In(r, scripts...) {
				end()
			}
			if !inWord {
				inWord, lower, n, caps = true, true, 0, 0
				if unicode.IsUpper(r) {
					h.capital++
					if h.words == 0 {
						h.firstUpper = true
					}
				}
			}
			n++
			if unicode.IsUpper(r) {
				caps++
				lower = false
			} else if digit {
				lower = false
				h.digits++
			}
		} else if !(r == '\'' || r == '’' || r == '-') {
			end()
			switch r {
			case ',', '،', '、', '，', ';':
				h.commas++
			case '.', '!', '?', '。', '؟', '！', '？', '।':
				h.stops++
			}
		}
		if !unicode.IsSpace(r) {
			last2, last = last, r
		}
	}
	end()
	h.cut = last == '…' || strings.HasSuffix(strings.TrimRight(s, " \u00a0"), "..") || strings.HasSuffix(s, "[…]") || strings.HasSuffix(s, "[...]")
	switch last {
	case '.', '!', '?', '。', '؟', '！', '？', '।', ':', '…':
		h.sentence = true
	case '"', '”', '’', '»', ')', '」', '\'', '“', ']', '*':
		h.sentence = strings.ContainsRune(".!?。؟！？…,", last2)
	}
	return h
}

// unspaced are scripts that put no space between words: two letters count as one.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func (h shape) long() bool { return h.chars >= 80 && h.sentence || h.chars >= 200 }

// Words that stand on pages around the reports and seldom in them, by what
// they are a sign of. A match needs the whole word or phrase.
var signs = []struct {
	kind  string
	words []string
}{
	{"share", split("share|share this|share on|tweet|facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|email this|print this|copy link|share article|partager|compartir|teilen|condividi|поделиться|شارك")},
	{"newsletter", split("sign up|subscribe|subscription|newsletter|follow us|your inbox|subscribers|register now|download our app|get the app|notifications|daily briefing|abonnieren|suscríbete|abonnez-vous|iscriviti|подпишитесь")},
	{"cookie", split("cookie|cookies|consent|privacy policy|terms of use|terms of service|gdpr|javascript|browser|ad blocker")},
	{"licence", split("copyright|©|all rights reserved|licensed under|creative commons|may not be published|without permission|terms and conditions|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|(c)")},
	{"related", split("related|read more|read also|also read|see also|more from|more on|you may also like|you might also like|recommended|most read|most popular|popular|trending|latest|recent|don't miss|next article|previous article|editor's picks|up next|top stories|further reading|lire aussi|lesen sie auch|lea también|leggi anche|read next|keep reading|view all|show more|load more|learn more|more stories|more news|continue reading|click here")},
	{"comment", split("comment|comments|leave a reply|reply|log in|login|post a comment|logged in|moderated|report abuse|flag|upvote|commenting")},
	{"caption", split("photo|image|file photo|picture|getty|getty images|photograph|photographer|courtesy|screenshot|foto|pictured|shutterstock|handout|via reuters|video|play video|image credit|image source|image copyright|caption|view gallery")},
	{"ad", split("advertisement|advertising|sponsored|promoted|affiliate|ad|advertise|anzeige|publicité|publicidad|commission")},
	{"byline", split("by|written by|posted by|staff writer|reporter|correspondent|author|editor|follow him|follow her|is a|contact|reporting by|editing by|contributed")},
	{"date", split("published|updated|posted|last updated|last modified|ago|min read|gmt|am|pm|est|edt|utc|ist|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec")},
	{"tags", split("tags|filed under|topics|categories|tagged|keywords|section")},
	{"source", split("source|sources|references|disclaimer|correction|note|about us|contact us|about the author|editor's note")},
}

func split(s string) []string { return strings.Split(s, "|") }

// signIndex leads words and phrases to their signs; phraseHeads are the words that
// phrases begin with.
var signIndex, phraseHeads = func() (map[string]uint32, map[string]bool) {
	m, heads := map[string]uint32{}, map[string]bool{}
	for k, s := range signs {
		for _, w := range s.words {
			m[w] |= 1 << k
			if head, _, more := strings.Cut(w, " "); more {
				heads[head] = true
			}
		}
	}
	return m, heads
}()

// signsOf finds the signs in the first and last words of a short text, as a bit set.
func signsOf(s string) uint32 {
	if len(s) > 400 {
		a, b := 200, len(s)-200
		for !utf8.RuneStart(s[a]) {
			a++
		}
		for !utf8.RuneStart(s[b]) {
			b++
		}
		return signsOf(s[:a]) | signsOf(s[b:])
	}
	var found uint32
	if strings.Contains(s, "©") {
		found |= signIndex["©"]
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || r == '-')
	})
	for i, w := range words {
		w = strings.ReplaceAll(w, "’", "'")
		words[i] = w
		found |= signIndex[w]
		for k := 1; k < 4 && i+k < len(words) && phraseHeads[words[i]]; k++ {
			w += " " + words[i+k]
			found |= signIndex[w]
		}
	}
	return found
}

func sign(kind string) uint32 {
	for k, s := range signs {
		if s.kind == kind {
			return 1 << k
		}
	}
	panic("no sign " + kind)
}

// Features of the blocks of a page. The order is that of the trained trees.
const (
	nShape   = 14
	nPlace   = 28
	nFamily  = 11
	nContext = 4 * 6
)

// features makes one row a block.
func (p *page) features(article string) [][]float32 {
	n := len(p.blocks)
	shapes := make([]shape, n)
	marks := make([]uint32, n)
	seen := make(map[string]int, n)
	total, textLen := 0, 0
	text := string(p.buf)
	for i := range p.blocks {
		b := &p.blocks[i]
		s := b.In(text)
		shapes[i] = shapeIn(s, nil) // what the trees of blocks know
		marks[i] = signsOf(s)
		seen[s]++
		textLen += b.Len()
		if shapes[i].long() && b.links*2 < b.Len() && !p.elems[b.elem].hidden {
			total += b.Len()
			e := b.elem
			for k := 0; k < 4 && e >= 0; k++ {
				switch k {
				case 1:
					p.elems[e].long += b.Len()
				case 2:
					p.elems[e].long2 += b.Len()
				case 3:
					p.elems[e].long3 += b.Len()
				}
				e = p.elems[e].parent
			}
		}
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		e := &p.elems[max(0, p.elems[b.elem].parent)]
		e.kids++
		e.kidLen += b.Len()
		e.kidLink += b.links
	}
	alike := map[uint64]int{}
	for i := range p.elems {
		alike[p.elems[i].sig]++
	}
	described, anchor := p.described(text)
	title := p.titleBlock(text)
	told := gramSet(article)
	firstLong, lastLong := -1, -1
	for i, h := range shapes {
		b := &p.blocks[i]
		if h.long() && b.links*2 < b.Len() && total > 0 && p.share(b.elem, total) > 0.3 {
			if firstLong < 0 {
				firstLong = i
			}
			lastLong = i
		}
	}
	rows := make([][]float32, n)
	width := nShape + nPlace + len(signs) + 15 + 2*len(vocabulary) + nFamily
	flat := make([]float32, n*(width+nContext))
	before := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		h := shapes[i]
		e := &p.elems[b.elem]
		row := flat[i*(width+nContext) : i*(width+nContext) : (i+1)*(width+nContext)]
		f := func(v float64) { row = append(row, float32(v)) }
		w := float64(max(1, h.words))
		// shape
		f(logn(h.chars))
		f(float64(h.words))
		f(float64(h.short) / w)
		f(float64(h.upper) / w)
		f(float64(h.digits) / float64(max(1, h.chars)))
		f(float64(h.commas))
		f(float64(h.stops))
		f(float64(h.capital) / w)
		f(one(h.sentence))
		f(one(h.cut))
		f(one(h.firstUpper))
		f(float64(b.links) / float64(max(1, b.Len())))
		f(float64(b.anch))
		f(float64(b.bold) / float64(max(1, b.Len())))
		// place
		f(tagCode(e.tag))
		f(tagCode(p.elems[max(0, e.parent)].tag))
		f(float64(before) / float64(max(1, textLen)))
		f(float64(i) / float64(n))
		f(dist(i, title))
		f(dist(i, firstLong))
		f(dist(i, lastLong))
		f(one(title >= 0 && i > title))
		f(one(i >= firstLong && i <= lastLong && firstLong >= 0))
		f(math.Log1p(float64(textLen)))
		f(math.Log1p(float64(total)))
		f(p.share(b.elem, total))
		f(p.share2(b.elem, total))
		f(p.share3(b.elem, total))
		f(float64(total) / float64(max(1, textLen)))
		f(one(seen[b.In(text)] > 1))
		f(one(e.hidden))
		f(inside(told, b.In(text)))
		f(logn(len(told)))
		f(float64(len(article)) / float64(max(1, total)))
		f(one(i > 0 && p.blocks[i-1].elem == b.elem))
		f(one(i > 0 && p.elems[p.blocks[i-1].elem].parent == e.parent))
		f(one(i+1 < n && p.elems[p.blocks[i+1].elem].parent == e.parent))
		f(one(i > 0 && p.elems[p.blocks[i-1].elem].tag == e.tag))
		f(one(i+1 < n && p.elems[p.blocks[i+1].elem].tag == e.tag))
		f(float64(n))
		f(one(title >= 0 && b.In(text) == p.blocks[title].In(text)))
		f(one(strings.HasPrefix(e.tag, "h") && len(e.tag) == 2))
		for k := range signs {
			f(float64(marks[i] >> k & 1))
		}
		for k := range 15 {
			f(float64(e.flags >> k & 1))
		}
		near := e.near
		if e.parent >= 0 {
			near = near.or(p.elems[e.parent].near)
		}
		for k := range vocabulary {
			f(one(near.has(k)))
		}
		for k := range vocabulary {
			f(one(e.far.has(k)))
		}
		// family: how often the page repeats the elements around the block, what
		// its siblings are like, and how far the page's own description is
		up := b.elem
		for range 5 {
			f(logn(alike[p.elems[up].sig]))
			up = max(0, p.elems[up].parent)
		}
		par := &p.elems[max(0, e.parent)]
		f(logn(par.kids))
		f(float64(par.kidLen) / float64(max(1, par.kids)))
		f(float64(par.kidLink) / float64(max(1, par.kidLen)))
		f(described[i])
		f(dist(i, anchor))
		f(one(anchor >= 0 && p.elems[p.blocks[anchor].elem].parent == e.parent))
		before += b.Len()
		rows[i] = row
	}
	// context: the neighbours' telling features, at distances 1 and 2
	for i := range rows {
		for _, d := range []int{-2, -1, 1, 2} {
			j := i + d
			if j < 0 || j >= n {
				rows[i] = append(rows[i], -1, -1, -1, -1, -1, -1)
				continue
			}
			r := rows[j]
			rows[i] = append(rows[i], r[0], r[11], r[8], r[nShape+11], r[nShape+12], r[nShape])
		}
	}
	return rows
}

// described is how much of each block stands in the page's description of
// itself, and the block that answers to it best, -1 when none does.
func (p *page) described(text string) (share []float64, anchor int) {
	share, anchor = make([]float64, len(p.blocks)), -1
	d := p.meta("og:description", "description", "twitter:description")
	if len(d) < 40 {
		return share, anchor
	}
	set := gramSet(d)
	best := 0.3
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.Len() < 30 {
			continue
		}
		seen := 0
		grams(b.In(text), func(h uint64) {
			if set[h] {
				seen++
			}
		})
		// of the block, or of the description: it may be cut or a whole paragraph's head
		share[i] = float64(seen) / float64(max(1, len(set)))
		if share[i] > best && b.links*2 < b.Len() {
			best, anchor = share[i], i
		}
	}
	return share, anchor
}

func logn(n int) float64 { return math.Log1p(float64(n)) }

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func dist(i, j int) float64 {
	if j < 0 {
		return -100
	}
	return float64(min(max(i-j, -60), 60))
}

// share is the share of the page's sentence-like text that stands under the
// parent of element e; share2 and share3 look one and two levels further up.
func (p *page) share(e int32, total int) float64 { return p.part(e, 1, total) }

func (p *page) share2(e int32, total int) float64 { return p.part(e, 2, total) }

func (p *page) share3(e int32, total int) float64 { return p.part(e, 3, total) }

func (p *page) part(e int32, level, total int) float64 {
	for k := 0; k < level && p.elems[e].parent >= 0; k++ {
		e = p.elems[e].parent
	}
	x := &p.elems[e]
	switch level {
	case 1:
		return float64(x.long) / float64(max(1, total))
	case 2:
		return float64(x.long+x.long2) / float64(max(1, total))
	}
	return float64(x.long+x.long2+x.long3) / float64(max(1, total))
}

var tagCodes = strings.Fields("p li div h1 h2 h3 h4 h5 h6 td th blockquote figcaption pre section article header footer nav aside form figure dt dd button address main ul body label legend summary center span a")

func tagCode(tag string) float64 {
	for i, t := range tagCodes {
		if t == tag {
			return float64(i)
		}
	}
	return float64(len(tagCodes))
}

// squeeze keeps letters and digits in lower case: texts that differ in
// spacing, quotes or entities become the same.
func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// gramSet is the set of hashed word 4-grams of s; a shorter text is one gram.
func gramSet(s string) map[uint64]bool {
	if s == "" {
		return nil
	}
	m := map[uint64]bool{}
	grams(s, func(h uint64) { m[h] = true })
	return m
}

// inside is the share of s's 4-grams in set, −1 where there is no set.
func inside(set map[uint64]bool, s string) float64 {
	if set == nil {
		return -1
	}
	in, n := 0, 0
	grams(s, func(h uint64) {
		n++
		if set[h] {
			in++
		}
	})
	return float64(in) / float64(max(1, n))
}

func grams(s string, yield func(uint64)) {
	const prime = 1099511628211
	var last [4]uint64
	n, h := 0, uint64(14695981039346656037)
	open := false
	end := func() {
		if open {
			copy(last[:], last[1:])
			last[3] = h
			n++
			if n >= 4 {
				yield(((last[0]*31+last[1])*31+last[2])*31 + last[3])
			}
			h, open = 14695981039346656037, false
		}
	}
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			h = (h ^ uint64(unicode.ToLower(r))) * prime
			open = true
		} else {
			end()
		}
	}
	end()
	if n > 0 && n < 4 {
		yield(((last[0]*31+last[1])*31+last[2])*31 + last[3])
	}
}
