package world

import "strings"

// MediaName reports whether the name of a body holds a word that the press
// calls itself by ("New York Times", "Press TV", "Mehr News Agency").
func MediaName(name string) bool {
	for _, w := range strings.Fields(Key(name)) {
		switch w {
		case "times", "post", "news", "journal", "tribune", "herald", "tv", "television", "radio", "daily", "gazette", "guardian", "telegraph", "newspaper", "observer", "mail",
			"weekly", "magazine", "broadcasting", "newswire", "newsweek", "chronicle", "bbc", "cnn", "nbc", "abc", "cbs", "npr", "pbs", "msnbc", "reuters", "afp", "upi", "tass",
			"xinhua", "jazeera", "arabiya", "bloomberg", "politico", "wikinews", "interfax", "dpa", "anadolu", "kyodo", "yonhap", "ansa", "efe", "wire":
			return true
		}
	}
	switch Key(name) {
	case "associated press", "ap", "press association", "press trust of india", "agence france-presse", "usa today", "time", "vox", "economist", "financial times":
		return true
	}
	return false
}
