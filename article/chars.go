package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// isSpace reports whether s begins with white space that HTML or a typesetter
// would collapse, and its length. The no-break space is text.
func isSpace(s string) (bool, int) {
	switch c := s[0]; {
	case c <= ' ' || c == 0x7f:
		return true, 1
	case c < utf8.RuneSelf:
		return false, 1
	}
	r, n := utf8.DecodeRuneInString(s)
	return r == '\u2028' || r == '\u2029' || r == '\u0085' || r == '\ufeff' || r == '\u200b', n
}

// entity is the length of the character reference at the head of s, 0 when none.
func entity(s string) int {
	n := 1
	for n < len(s) && n < 34 && (s[n] == '#' || unicode.IsLetter(rune(s[n])) && s[n] < utf8.RuneSelf || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	if n < 3 || html.UnescapeString(s[:n]) == s[:n] {
		return 0
	}
	return n
}

// words of class and id attributes that say what an element is for.
var vocabulary = strings.Fields(`
ad advert advertisement sponsor promo banner breadcrumb button cookie consent comment disqus copyright footer header foot
menu nav navigation topbar toolbar sidebar rail aside related recommend more trending popular latest recent next prev readmore
share social facebook twitter follow subscribe newsletter signup login account form search modal popup overlay widget
tag topic category author byline bio profile date time timestamp publish meta info caption figure image photo gallery media video
player credit copy text body content article story entry post main page paragraph headline title heading subtitle dek deck
summary intro standfirst lead lede excerpt description teaser card list item grid col feed quote pull blockquote inline embed
key highlight note footnote correction disclaimer legal policy print hidden mobile desktop sr screen reader premium paywall
abstract toc carousel slide link tool top bottom left right wrapper inner`)

// bits is a set of words of the vocabulary.
type bits [3]uint64

func (b bits) or(c bits) bits {
	for i := range b {
		b[i] |= c[i]
	}
	return b
}

func (b bits) has(i int) bool { return b[i/64]>>(i%64)&1 == 1 }

var wordIndex = func() map[string]int {
	m := map[string]int{}
	for i, w := range vocabulary {
		m[w] = i
	}
	for alias, w := range map[string]string{"advertising": "advert", "sponsored": "sponsor", "promoted": "promo", "comments": "comment", "discussion": "comment", "recommended": "recommend", "recommendations": "recommend", "sharing": "share", "published": "publish", "pubdate": "publish", "datepublished": "publish", "articlebody": "article", "img": "image", "picture": "image", "column": "col", "rss": "feed", "signin": "login", "navbar": "nav", "hed": "headline", "pullquote": "pull", "most": "popular", "mostread": "popular", "tags": "tag", "topics": "topic", "paragraphs": "paragraph", "cookies": "cookie"} {
		m[alias] = m[w]
	}
	return m
}()

// classWords finds the vocabulary's words in an attribute's value; words are
// divided by punctuation, digits and capitals.
func classWords(v []byte) bits {
	var b bits
	if len(v) > 512 {
		v = v[:512]
	}
	put := func(w []byte) {
		if len(w) < 2 || len(w) > 24 {
			return
		}
		i, ok := wordIndex[string(w)]
		if !ok && w[len(w)-1] == 's' {
			i, ok = wordIndex[string(w[:len(w)-1])]
		}
		if ok {
			b[i/64] |= 1 << (i % 64)
		}
	}
	var w [24]byte
	n := 0
	lower := false
	for _, c := range v {
		up := c >= 'A' && c <= 'Z'
		letter := up || c >= 'a' && c <= 'z'
		if !letter || up && lower {
			put(w[:n])
			n = 0
		}
		if letter && n < len(w) {
			w[n] = c | 0x20
			n++
		}
		lower = letter && !up
	}
	put(w[:n])
	return b
}

// flags of elements that stand around a block.
const (
	flagNav uint32 = 1 << iota
	flagHeader
	flagFooter
	flagAside
	flagArticle
	flagMain
	flagFigure
	flagForm
	flagList
	flagTable
	flagQuote
	flagSection
	flagButton
	flagLink
	flagHeading
)

var tagFlags = map[string]uint32{"nav": flagNav, "header": flagHeader, "footer": flagFooter, "aside": flagAside, "article": flagArticle, "main": flagMain, "figure": flagFigure, "figcaption": flagFigure, "form": flagForm, "ul": flagList, "ol": flagList, "dl": flagList, "table": flagTable, "blockquote": flagQuote, "section": flagSection, "button": flagButton, "a": flagLink, "h1": flagHeading, "h2": flagHeading, "h3": flagHeading, "h4": flagHeading, "h5": flagHeading, "h6": flagHeading}
