package article

import (
	"regexp"
	"strings"
	"unicode"

	"parallax"
)

// Kinds of lines. Those that are furniture are the document's furniture kinds.
const (
	lineText     = "text"
	lineTitle    = "title"
	lineDate     = "date"
	lineByline   = "byline"
	lineNav      = "navigation"
	lineShare    = "share"
	lineTeaser   = "teaser"
	lineCaption  = "caption"
	lineLicence  = "licence"
	lineInitials = "initials"
	lineLabel    = "label"
	lineCookie   = "cookie"
	lineNews     = "newsletter"
	lineRelated  = "related"
	lineCredit   = "credit"
	lineComment  = "comment"
	lineAd       = "advertisement"
)

// line is one line of plain text, without the white space around it.
type line struct {
	parallax.Span
	s     string
	shape shape
	signs uint32
	kind  string // "" while undecided
	gap   bool   // an empty line stands before it
	alone string // what kindOf found, once read
	read  bool
	terms []string  // its longer words, each once
	own   []float32 // its features by itself
	past  float64   // share of words that end like past tenses
}

// lines splits text at line ends; empty lines are left out.
func lines(text string) []line {
	var out []line
	gap := false
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && text[end] != '\n' && text[end] != '\r' && text[end] != '\f' {
			end++
		}
		s := strings.TrimFunc(text[at:end], blank)
		if s == "" {
			gap = true
		} else {
			from := at + strings.Index(text[at:end], s)
			l := line{Span: parallax.Span{Start: from, End: from + len(s)}, s: s, shape: shapeOf(unsigned(s)), gap: gap}
			if len(s) < 600 {
				l.signs = signsOf(s)
			}
			out = append(out, l)
			gap = false
		}
		at = end + 1
		if end+1 < len(text) && text[end] == '\r' && text[end+1] == '\n' {
			at++
		}
	}
	return out
}

// unsigned is a line without the initials glued to its last sentence.
func unsigned(s string) string {
	tail := s[max(0, len(s)-12):]
	if !strings.ContainsAny(tail, "/(") || !strings.ContainsAny(tail, ".!?”\"") {
		return s
	}
	if m := initialsEnd.FindStringSubmatchIndex(tail); m != nil && m[2] > 0 && len(s) > 30 {
		return strings.TrimRightFunc(s[:len(s)-len(tail)+m[2]], blank)
	}
	return s
}

func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || r == '\u200e' || r == '\u200f'
}

// cue is a pattern with words, in lower case, of which what it matches has at least
// one: most lines have none, and a search for words is much faster.
type cue struct {
	*regexp.Regexp
	needs []string
}

// in reports whether s, low in lower case, matches.
func (c cue) in(s, low string) bool {
	for _, w := range c.needs {
		if strings.Contains(low, w) {
			return c.MatchString(s)
		}
	}
	return false
}

var (
	emptyLabel  = regexp.MustCompile(`^\p{Lu}[\p{L}' -]{1,28}:$`)
	bylineStart = regexp.MustCompile(`^(?i:by|written by|posted by|reported by|author:?|from|story by|text by|words by)\s+(?:our\s+)?(\p{Lu})|^(?:Por|Par|Von|POR|PAR|VON)\s+(\p{Lu}[\p{L}'’.-]*(?:\s+(?:de|del|la|los|du|le|van|von|der|y|et|und|\p{Lu}[\p{L}'’.-]*)){1,6})$|^(?:(?i:автор)|كتب|كتبت|بقلم|نویسنده|记者|記者)\s*[:：]?\s*(\p{L})`)
	creditLine  = regexp.MustCompile(`(?i)^[(\[]?\s*(?:reporting by|additional reporting|writing by|editing by|edited by|compiled by|translated by|with (?:agency )?inputs? from|with (?:reports|files|additional reporting)|sources?:|agencies\b|via:|originally published|this (?:article|story|report) (?:was|is|has been|first|originally)|(?:–|—|-)\s*\p{Lu})`)
	captionCue  = regexp.MustCompile(`(?i)^(?:file photo|file[ :–—-]|photo(?:s|graph)?\b.{0,6}:|photo by|photo courtesy|pictures?:|image(?: credit| source)?[: ]|video:|caption:|illustration|archive photo|in this (?:file |undated )?(?:photo|image|picture|frame|handout))`)
	captionEnd  = cue{regexp.MustCompile(`(?i)(?:[(\[](?:photo|image|file|picture|credit|source|courtesy|ap photo|reuters photo)[^()\[\]]{0,80}[)\]]\s*$|(?:/|\| ?)(?:AFP|Reuters|AP|Getty(?: Images)?|EPA|AP Photo|Anadolu(?: Agency)?|Shutterstock|Bloomberg|Xinhua)(?: Photo| via .{0,40})?[)\].]?\s*$|(?:Getty Images|/File|\(File\)|AP Photo)\S*[)\].]?\s*$)`), []string{"(", "[", "/", "|", "getty images", "ap photo"}}
	relatedCue  = regexp.MustCompile(`(?i)^[\[(>»•*\s-]*(?:read (?:more|also|next|this|our)|also read|see also|more (?:on|from|about)|related(?: (?:stories|articles|news|posts|content|topics|coverage))?\b ?:|related$|recommended\b|you (?:may|might) (?:also )?(?:like|be interested)|watch ?:|read ?:|watch (?:more|also|now)|listen ?:|up next|don['’]t miss|further reading|click here|must read|for more\b.{0,40}(?:click|visit)|in case you missed|editor['’]?s['’]? (?:pick|choice)|lire aussi|lea también|leggi anche|lesen sie auch|leia também|lees ook|читайте также|читайте також|اقرأ أيضا|بیشتر بخوانید|相关阅读|相關閱讀|延伸阅读|関連記事|관련기사)`)
	pointerLine = regexp.MustCompile(`^(?i:(?:also )?(?:see|read|watch)(?: (?:also|more|next))?|related|graphic|slideshow|gallery|live updates|explainer|timeline|need to know|opinion|more)(?: ?: ?|\s*\()[\p{Lu}\d'"‘“]|^(?i:enlarge this image|toggle caption)\b|^\p{Lu}[^.!?:"“]{2,44}:['‘"“]?\p{Lu}`)
	navCrumbs   = regexp.MustCompile(`^[\p{L}\p{N}&' ]{2,40}(?:\s*(?:[>»›/|•·]|::)\s*[\p{L}\p{N}&',.’ -]{2,60}){1,}$`)
	licenceCue  = cue{regexp.MustCompile(`(?i)©|\(c\)\s*(?:19|20)\d\d|copyright\b.{0,40}(?:19|20)\d\d|copyright (?:by|notice|reserved|©)|all rights? reserved|licen[sc]ed under|creative commons|may not be (?:published|reproduced|republished|copied|broadcast)|without (?:the )?(?:prior|express|written)[a-z, ]{0,24} permission|(?:material|content|story|article) (?:is|are|by) .{0,60}(?:protected|copyright|licen[sc]e)|terms of (?:use|service) apply|reproduction .{0,40}prohibited`), split("©|(c)|copyright|right|licensed under|licenced under|creative commons|may not be|permission|protected|license|licence|apply|prohibited")}
	newsCue     = cue{regexp.MustCompile(`(?i)\b(?:sign up|subscribe|newsletters?|your inbox|follow us|like us on|join our|join us on|join the conversation|download (?:our|the) .{0,30}app|get (?:the|our) .{0,40}(?:app|newsletter|briefing|alerts|headlines)|breaking news alerts|push notifications|support (?:our|independent) (?:journalism|work)|donate|become a (?:member|subscriber)|whatsapp channel|telegram channel|e-?mail (?:alerts|updates))\b`), split("sign up|subscribe|newsletter|inbox|follow us|like us on|join |app|get the|get our|breaking news|push notif|support |donate|become a|channel|mail ")}
	cookieCue   = cue{regexp.MustCompile(`(?i)\b(?:uses? cookies|cookie (?:policy|settings|notice|preferences)|accept (?:all )?cookies|accept all|reject all|privacy policy|consent to|enable javascript|javascript is|ad[- ]?blocker|your browser|terms of (?:use|service)|manage preferences|privacy notice|gdpr)\b`), split("cookie|accept all|reject all|privacy|consent to|javascript|blocker|your browser|terms of|preferences|gdpr")}
	commentCue  = regexp.MustCompile(`(?i)^(?:(?:\d+ )?(?:comments?|replies)(?: \(?\d+\)?)?:?$|(?:leave|post|add|write) (?:a|your) (?:comment|reply)|(?:view|show|load|see) (?:all )?(?:\d+ )?comments|(?:log ?in|sign in|register)(?: to .*)?$|your email address will not|save my name|name\s?\*$|email\s?\*$)`)
	adCue       = regexp.MustCompile(`(?i)^(?:[-–—\s]*(?:advertisements?(?:\s*[-–—|]\s*(?:continue|story|article|scroll).{0,30})?|sponsored(?: content| links?)?|promoted(?: content)?|ad|continue reading below|story continues below(?: this ad(?:vertisement)?)?|article continues (?:after|below).{0,30}|scroll to continue.{0,40}|skip ad(?:vertisement)?|paid post)[-–—\s.]*)$`)
	initialsEnd = regexp.MustCompile(`(?:^|[\s.!?”"'’)])((?:/?\p{Lu}{2,4}(?:/\p{Lu}{2,4})+/?|\p{Lu}{2,4}/|[a-z]{2,3}(?:/[a-z]{2,3})+|\(\s*(?i:end)\s*\)|(?:-|–)\s?(?i:ends?)\s?(?:-|–)|/(?i:end)/?))\s*$`)
	sourceLabel = regexp.MustCompile(`^(?i:source|credit|agency|via)s?\s*:\s*(.{2,60})$`)
	tagsLine    = regexp.MustCompile(`^(?:(?i:tags?|topics?|keywords?|filed under|categor(?:y|ies)|posted in|tagged(?: with)?|section|labels?)\s*:\s*\S|(?:#\p{L}[\p{L}\p{N}_]*\s*)+$)`)
	countLine   = regexp.MustCompile(`(?i)^(?:\d[\d.,]*\s*k?\s*(?:views?|shares?|comments?|likes?|reads?|min(?:ute)?s? read|min(?:ute)?s?|followers|retweets)|reading time.*|views?:? ?\d+|estimated read.*|\d+ ?(?:min|minute)s? (?:read|ago)|\d+ ?(?:m|h|d|w|hours?|days?|weeks?|months?) ago|print|listen|a\+ a-|text size|font size.*|news id:? ?\d+|news code:? ?\d+|id:? ?\d+|story code:? ?\d+|short link:?.*|\d{1,3})$`)
	cutEnd      = regexp.MustCompile(`(?:\.{2,}|…|\[…\]|\[\.{3}\]|(?:\.{3}|…)?\s*(?:Read more|READ MORE|Continue reading|Full story|More)\s*[»>→]?)$`)
	looseDate   = regexp.MustCompile(`(?i)^(?:(?:(?:first )?published|updated|last updated|posted|modified|date|issued|decided|on|at|live)\b\s*:?\s*)*(?:(?:sun|mon|tue|tues|wed|thu|thur|thurs|fri|sat)(?:day|sday|nesday|rsday|urday)?\.?,?\s*)?(?:` + month + `\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\s+` + month + `\.?|\d{3,4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?|\d+\s*(?:min(?:ute)?s?|h(?:ou)?rs?|d(?:ay)?s?|weeks?|months?|years?)\s+ago|yesterday|today|just now)(?:[\s,|·–-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?::\d\d)?|\d{4})?\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,4})?)?\.?$`)
	slideStart  = regexp.MustCompile(`^\(?\d{1,3}\s?(?:/|of)\s?\d{1,3}\)?\s+\p{Lu}`)
	contactLine = regexp.MustCompile(`(?i)^(?:(?:press|media|investor|editorial|pr|sales)\s+(?:contact|enquir(?:y|ies)|inquir(?:y|ies)|office|relations|kit|release)\b|(?:contacts?|phone|tel(?:ephone)?|fax|e-?mail|address|website|web|isbn|issn|doi|journal reference|case no|reference|news code|code|price|notes? to editors|about the author|about us|further information)\b\.?\s*:|for (?:more|further) (?:information|details)\b|https?://\S+$|www\.\S+$|(?:###+|\* \* \*|---+|-30-)$|for immediate release\b|(?:produced|presented|brought to you|paid for|in (?:association|partnership)) (?:with|by)\b|paid (?:content|post|partnership)|(?:unofficial|back to|return to|go to|print|view|open|save|sort|show|see|browse|full text|play|listen|watch|now playing|notifications|skip)\b)`)
	agoLine     = regexp.MustCompile(`(?i)^\d+ ?(?:m|h|d|w|min|mins|minutes?|hrs?|hours?|days?|weeks?|months?) ago$`)
	pointed     = regexp.MustCompile(`^(?:>>|»|→|►|▶)\s*\S`)
	anyCue      = cue{regexp.MustCompile(`(?i)\b(?:material|content|copy|copies|text|texts|site|page|publish\w*|reprint\w*|republish\w*|distribut\w*|licen[sc]e\w*|rights|permission|reproduc\w*|link|agency|photo\w*)\b`), split("material|content|cop|text|site|page|publish|print|distribut|licen|rights|permission|reproduc|link|agency|photo")}
	labelled    = regexp.MustCompile(`^\p{Lu}[\p{L} ]{1,18}:\s`)
)

// Words of short lines that are nothing but navigation or share buttons.
var (
	shareWords = set("share shares this post article story page on via with by to tweet twitter x facebook fb whatsapp linkedin pinterest reddit telegram email e-mail mail print copy link instagram messenger viber tumblr flipboard save bookmark send and or pin it url copied line vk weibo wechat skype pocket digg youtube bluesky threads mastodon sms more partager compartir teilen condividi delen dela paylaş udostępnij поделиться شارك مشاركة اشتراک‌گذاری 分享 分享到 分享到微信 分享到微博 转发 공유 シェア")
	shareCore  = set("share shares tweet twitter facebook whatsapp linkedin pinterest reddit telegram email e-mail print copy link instagram messenger viber tumblr flipboard bookmark vk youtube bluesky threads partager compartir teilen condividi delen dela paylaş udostępnij поделиться شارك مشاركة اشتراک‌گذاری 分享 分享到 分享到微信 分享到微博 转发 공유 シェア")
	navWords   = set("home menu search news latest popular recent related trending most read viewed shared commented top stories headlines world politics business economy sport sports culture entertainment lifestyle opinion opinions technology tech science health video videos photos photo gallery multimedia live tv radio podcast podcasts about us contact advertise careers login log in sign register account my subscribe follow next previous prev back more all see view archive archives sitemap rss help faq terms privacy policy cookie cookies accessibility skip to content main navigation article articles posts post from the our this section sections categories category tags topics editors editor's picks pick choice recommended for you up breaking local national international middle east africa asia europe americas americas us uk u.s. u.k. usa travel food weather jobs classifieds obituaries newsletter newsletters newspaper today week now topics interviews analysis features magazine special reports report show hide close open load of and & a - | / language english arabic français español русский فارسی العربية you may also like might what's on site footer comments comment featured must don't miss discover explore stories story reads must-read also in stay connected logo image")
)

func words(s string) []string { return strings.Fields(strings.ToLower(s)) }

const lineMarks = ":,.;!?()[]|•·"

// allIn reports whether the words of a line, at most so many, stand in m.
func allIn(ws []string, m map[string]bool, atMost int) bool {
	if len(ws) == 0 || len(ws) > atMost {
		return false
	}
	for _, x := range ws {
		if x = strings.Trim(x, lineMarks+"»>…-–—"); x != "" && !m[x] {
			return false
		}
	}
	return true
}

func anyIn(ws []string, m map[string]bool) bool {
	for _, x := range ws {
		if m[strings.Trim(x, lineMarks)] {
			return true
		}
	}
	return false
}

// kindOf is the kind that the words of a line show by themselves, "" when the
// place of the line has to decide.
func kindOf(l *line) string {
	if !l.read {
		l.alone, l.read = ownKind(l), true
	}
	return l.alone
}

func ownKind(l *line) string {
	s, h := l.s, l.shape
	short := h.words <= 14
	low := strings.ToLower(s)
	ws := strings.Fields(low)
	switch {
	case h.words == 0:
		return lineNav // rules and bullets
	case allIn(ws, shareWords, 12) && anyIn(ws, shareCore):
		return lineShare
	case h.words <= 4 && emptyLabel.MatchString(s):
		return lineLabel
	}
	if v, _, t, _ := dateLine(s, ""); v != "" && t > 0 {
		return lineDate
	}
	switch {
	case (h.digits > 0 || h.words <= 8) && looseDate.MatchString(s):
		return lineDate
	case h.digits > 1 && h.words <= 60 && slideStart.MatchString(s):
		return lineCaption
	case h.words <= 22 && (!h.sentence || h.words <= 5 || strings.Contains(s[:min(len(s), 30)], ":")) && contactLine.MatchString(s):
		return lineNav
	case h.words <= 12 && adCue.MatchString(s):
		return lineAd
	case countLine.MatchString(s):
		return lineNav
	case short && commentCue.MatchString(s):
		return lineComment
	case allIn(ws, navWords, 6) && !h.sentence:
		return lineNav
	case h.words <= 30 && tagsLine.MatchString(s):
		return lineNav
	case h.words <= 90 && licenceCue.in(s, low) && licenceShare(s) > 0.5:
		return lineLicence
	case h.words <= 45 && newsCue.in(s, low) && imperative(ws):
		return lineNews
	case h.words <= 60 && cookieCue.in(s, low) && (short || strings.Contains(low, "cookie") || imperative(ws)):
		return lineCookie
	case h.words <= 4 && initialsEnd.MatchString(s):
		return lineInitials
	case h.words <= 30 && relatedCue.MatchString(s):
		return lineRelated
	case short && sourceLabel.MatchString(s), h.words <= 40 && !strings.HasPrefix(s, "- ") && creditLine.MatchString(s):
		return lineCredit
	case h.words <= 60 && (captionCue.MatchString(s) || captionEnd.in(s, low)):
		return lineCaption
	case h.words <= 14 && !h.sentence && (h.capital*2 >= h.words || h.capital == 0 && h.words <= 6) && bylineStart.MatchString(s):
		return lineByline
	case h.words <= 12 && !h.sentence && navCrumbs.MatchString(s):
		return lineNav
	case h.words <= 20 && pointed.MatchString(s):
		return lineRelated
	case h.words >= 3 && h.words <= 60 && brokenOff(low) && cutEnd.MatchString(s):
		return lineTeaser
	}
	if _, ok := findDateline(s, 0); ok {
		return lineText
	}
	if h.words >= 12 && h.sentence || h.words >= 35 || h.words >= 6 && h.sentence && h.stops > 0 && h.short*5 >= h.words || strings.ContainsAny(s[:min(4, len(s))], "“\"«") && h.sentence {
		return lineText
	}
	return ""
}

// brokenOff holds for all lines that cutEnd matches, and few others.
func brokenOff(low string) bool {
	low = strings.TrimRight(low, " \t»>→")
	for _, end := range []string{"..", "…", "]", "more", "reading", "story"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// licenceShare is the share of the line's sentences that speak of rights.
func licenceShare(s string) float64 {
	var n, all int
	for i, x := range sentences(s) {
		low := strings.ToLower(x)
		cued := licenceCue.in(x, low)
		if i == 0 && len(x) > 40 && !cued && !anyCue.in(x, low) {
			return 0 // a line of the report with rights glued to its end
		}
		all += len(x)
		if cued {
			n += len(x)
		}
	}
	return float64(n) / float64(max(1, all))
}

// sentences cuts s after marks that end a sentence and a space. It need not be
// exact: it serves licence lines at the end of a paragraph.
func sentences(s string) []string {
	var out []string
	from := 0
	for i := 0; i+1 < len(s); i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && (s[i+1] == ' ' || s[i+1] == '\n') && i-from > 20 {
			out = append(out, s[from:i+1])
			from = i + 2
		}
	}
	return append(out, s[from:])
}

// imperative holds when a line speaks to its reader: "you", "your", "our", or
// a verb as its first word.
func imperative(w []string) bool {
	if len(w) == 0 {
		return false
	}
	if len(w) <= 6 {
		return true
	}
	switch strings.Trim(w[0], ",.:!") {
	case "sign", "subscribe", "follow", "like", "join", "download", "get", "click", "support", "donate", "become", "read", "register", "enter", "this", "we", "by", "please", "enjoy", "want", "stay", "don't", "never":
		return true
	}
	for _, x := range w {
		switch strings.Trim(x, ",.:!?") {
		case "your", "our", "you", "us", "newsletter":
			return !strings.ContainsAny(strings.Join(w, " "), "“”\"")
		}
	}
	return false
}
