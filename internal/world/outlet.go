package world

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"
)

// parts are the words by which publishers name their sections and editions.
var parts = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`news sport sports football business economy markets finance money politics world national local regional
		technology tech science health climate environment culture arts entertainment lifestyle travel opinion comment video audio live latest
		top headlines stories breaking homepage home rss feed online digital web app mobile international global edition editions weekend sunday
		africa african asia asian europe european america americas american latin pacific middle east north south west northern southern eastern
		western central uk us usa uae en english arabic persian farsi french spanish mundo german russian chinese portuguese turkish urdu hindi and & the of in`) {
		m[w] = true
	}
	return m
}()

// Outlet folds the editions and sections of one publisher into one name. Where
// the first words of what a site or feed calls itself are the name of its
// domain, and all that follows names a section, a language or a country ("BBC
// Sport" at bbc.co.uk, "Reuters UK" at uk.reuters.com), the rest goes; so does
// whatever follows a dash or bar there. A country stays at a domain of a
// country, where it may well be a publisher of its own. Without a name the
// registrable domain stands for it.
func Outlet(name, address string) string {
	name = strings.Join(strings.Fields(name), " ")
	if strings.Contains(name, "://") {
		return Domain(name)
	}
	if u, err := url.Parse("http://" + strings.ToLower(name)); err == nil && strings.Contains(name, ".") && !strings.Contains(name, " ") && u.Hostname() != "" {
		if _, icann := publicsuffix.PublicSuffix(u.Hostname()); icann { // a domain for a name
			return Domain("http://" + name)
		}
	}
	host := hostOf(address)
	if name == "" {
		return Domain(address)
	}
	suffix, _ := publicsuffix.PublicSuffix(host)
	labels := strings.Split(strings.TrimSuffix(strings.TrimSuffix(host, suffix), "."), ".")
	national := len(suffix[strings.LastIndexByte(suffix, '.')+1:]) == 2
	words := strings.Fields(name)
	for n := len(words); n > 0; n-- {
		head := strings.TrimRight(strings.Join(words[:n], " "), " :-–—|»,")
		if !isLabel(head, labels) {
			continue
		}
		if head != strings.Join(words[:n], " ") || isPart(words[n:], national) {
			return head
		}
	}
	return name
}

// isLabel reports whether a name, written as one word, is a part of a host.
func isLabel(name string, labels []string) bool {
	k := oneWord(name)
	for _, l := range labels {
		if l = oneWord(l); l != "" && l != "www" && (k == l || strings.TrimPrefix(k, "the") == strings.TrimPrefix(l, "the")) {
			return true
		}
	}
	return false
}

// isPart reports whether words name no more than a section or an edition, up
// to a dash or bar after which a feed names its subject.
func isPart(words []string, national bool) bool {
	for i, w := range words {
		if strings.Trim(w, ":-–—|»") == "" {
			return true
		}
		t := strings.Trim(w, "():|,")
		_, _, country := CountryOf(t)
		switch {
		case parts[strings.ToLower(t)] && !(national && country):
		case country && !national:
		case foreign(t):
		default:
			return false
		}
		if strings.HasSuffix(w, ":") && i < len(words)-1 {
			return true
		}
	}
	return true
}

// foreign reports whether a word is of another script than domains are.
func foreign(w string) bool {
	for _, r := range w {
		if unicode.Is(unicode.Latin, r) || !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return w != ""
}

func oneWord(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Domain is the registrable domain of an address, its host where there is none,
// "" for what is no address.
func Domain(address string) string {
	h := hostOf(address)
	if d, err := publicsuffix.EffectiveTLDPlusOne(h); err == nil && strings.Contains(h, ".") {
		return d
	}
	return h
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}
