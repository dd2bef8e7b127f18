package resolve

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parallax/internal/world"
)

// fold lower-cases s, strips accents and apostrophes and turns everything else
// that is not a letter or digit into a space: "Kata'ib" and "Kataib", "al-Sadr"
// and "Al Sadr" fold alike.
func fold(s string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, c), c == '\'', c == '’', c == '‘', c == 'ʼ', c == '`', c == 'ʻ', c == '.':
		case unicode.IsLetter(c), unicode.IsDigit(c):
			b.WriteRune(unicode.ToLower(c))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// titles precede a name and are not part of it; honours and ranks in general
// use.
var titles = wordSet(`mr mrs ms miss dr prof professor sir dame lord lady sheikh shaikh shaykh sheik hajj haji hajji sayyid sayyed seyyed seyed
	ayatollah grand hojatoleslam imam mullah mufti rabbi father pope cardinal bishop archbishop reverend rev pastor saint st
	president vice prime minister premier chancellor king queen prince princess emir sultan shah emperor
	general gen lt lieutenant maj major col colonel brig brigadier capt captain cmdr commander sgt sergeant adm admiral marshal field corporal cpl private pvt
	senator sen rep representative congressman congresswoman gov governor mayor judge justice ambassador secretary attorney speaker chairman chairwoman
	foreign interior defence defense former ex late deputy acting`)

// particles link the parts of a name and carry no identity of their own.
var particles = wordSet(`al el ul ad ar as ash an at az bin ibn ben bint abu abou abd abdul abdel de da di del della der van von den la le du dos das y e`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// person is a name taken apart for comparison.
type person struct {
	given  []string // parts before the last, titles dropped, particles kept with what follows
	family string   // last part
}

// parse takes a person's name apart. Particles join what follows them: "Abu
// Mahdi al-Muhandis" has the parts "abu mahdi" and "muhandis", "Adel Abdul
// Mahdi" the parts "adel" and "abdul mahdi".
func parse(name string) person {
	words := strings.Fields(fold(strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")))
	for len(words) > 1 && titles[words[0]] {
		words = words[1:]
	}
	for len(words) > 1 && (words[len(words)-1] == "jr" || words[len(words)-1] == "sr" || words[len(words)-1] == "ii" || words[len(words)-1] == "iii") {
		words = words[:len(words)-1]
	}
	var parts []string
	prefix := ""
	for i, w := range words {
		if i < len(words)-1 && particles[w] && len(w) > 1 {
			if !article[w] {
				prefix += w + " "
			}
			continue
		}
		parts = append(parts, prefix+w)
		prefix = ""
	}
	if len(parts) == 0 {
		return person{}
	}
	return person{parts[:len(parts)-1], parts[len(parts)-1]}
}

// article prefixes may be left out or assimilated in spelling and never tell
// two names apart.
var article = wordSet(`al el ul ad ar as ash an at az`)

var spellings = strings.NewReplacer(
	"sch", "s", "tch", "c", "sh", "s", "ch", "c", "kh", "h", "gh", "k", "ph", "f", "th", "t", "dh", "d", "zh", "z", "ck", "k",
	"ee", "i", "ei", "a", "ey", "a", "ai", "a", "ay", "a", "ie", "i", "oo", "u", "ou", "u", "ow", "u", "aw", "u", "ue", "u", "aa", "a", "iy", "i",
	"q", "k", "c", "k", "w", "v", "y", "i", "e", "i", "o", "u", "g", "k", "j", "g", "x", "ks")

// sound folds spellings that transliteration leaves to taste, so that
// Soleimani, Suleimani and Solaymani, Qasem and Ghassem, Muhammad and
// Mohammed come out near each other.
func sound(s string) string {
	s = spellings.Replace(s)
	var b strings.Builder
	var last rune
	for _, c := range s {
		if c != last {
			b.WriteRune(c)
		}
		last = c
	}
	return strings.TrimSuffix(b.String(), "h")
}

// consonants is what is left of a folded word without vowels.
func consonants(s string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune("aeiou ", c) {
			return -1
		}
		return c
	}, sound(romanised(s)))
}

// alike says how near two parts of a name are, 0–1: 1 where their spellings
// fold alike, else high only where the consonants agree and few letters differ.
func alike(a, b string) float64 {
	if a == b {
		return 1
	}
	if fa, fb := foreign(a), foreign(b); fa != fb {
		if fb {
			a, b = b, a
		}
		return scriptAlike(a, b)
	}
	sa, sb := sound(a), sound(b)
	if sa == sb {
		return 0.97
	}
	d := float64(distance([]rune(sa), []rune(sb))) / float64(max(len([]rune(sa)), len([]rune(sb))))
	if consonants(a) == consonants(b) && len(consonants(a)) > 1 {
		return max(0, 1-0.8*d)
	}
	if len(sa) < 6 || len(sb) < 6 {
		return 0
	}
	return max(0, 1-2*d)
}

// distance is the edit distance of Levenshtein (1966).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		prev := row[0]
		row[0] = i + 1
		for j := range b {
			cost := prev
			if a[i] != b[j] {
				cost++
			}
			prev, row[j+1] = row[j+1], min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// samePerson scores two names, 0–1: full agreement is near 1, a bare family
// name against a full one 0.6, contradiction 0.
func samePerson(a, b string) float64 {
	p, q := parse(a), parse(b)
	if p.family == "" || q.family == "" {
		return 0
	}
	f := alike(p.family, q.family)
	if f < 0.75 {
		// A bare part against a full name: "Abdul Mahdi" and "Mahdi".
		if len(p.given)+len(q.given) == 1 && (strings.HasSuffix(p.family, " "+q.family) || strings.HasSuffix(q.family, " "+p.family)) {
			return 0.6
		}
		return 0
	}
	if len(p.given) == 0 && len(q.given) == 0 {
		return 0.9 * f
	}
	if len(p.given) == 0 || len(q.given) == 0 {
		return 0.6 * f
	}
	g := 0.0
	x, y := p.given[0], q.given[0]
	switch {
	case alike(x, y) >= 0.75:
		g = alike(x, y)
	case len(x) == 1 && strings.HasPrefix(y, x) || len(y) == 1 && strings.HasPrefix(x, y):
		g = 0.9
	case nickname(x, y):
		g = 0.95
	default:
		// One name may give a part that the other leaves out.
		for _, u := range p.given {
			for _, v := range q.given {
				if alike(u, v) >= 0.85 && len(u) > 2 {
					g = max(g, 0.85)
				}
			}
		}
	}
	return f * g
}

// nickname reports whether one given name is a usual short form of the other.
func nickname(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 3 && strings.HasPrefix(b, a) || nicknames[a] == b || nicknames[b] == a
}

var nicknames = func() map[string]string {
	out := map[string]string{}
	for _, p := range strings.Fields(`mike/michael bill/william bob/robert jim/james joe/joseph tom/thomas tony/anthony dick/richard rick/richard jack/john ted/edward
		ed/edward liz/elizabeth beth/elizabeth kate/katherine kathy/katherine sue/susan peggy/margaret meg/margaret hank/henry harry/henry larry/lawrence chuck/charles
		charlie/charles dave/david dan/daniel steve/stephen steve/steven ben/benjamin sam/samuel alex/alexander nick/nicholas ron/ronald don/donald ken/kenneth jeff/jeffrey
		greg/gregory andy/andrew matt/matthew pat/patrick chris/christopher tim/timothy vlad/vladimir volodymyr/vladimir jerry/gerald gerry/gerald bernie/bernard mitch/mitchell
		newt/newton rudy/rudolph abe/abraham fred/frederick gus/august max/maximilian zack/zachary becky/rebecca debbie/deborah barb/barbara cathy/catherine jenny/jennifer jen/jennifer`) {
		a, b, _ := strings.Cut(p, "/")
		if _, ok := out[a]; !ok {
			out[a] = b
		}
	}
	return out
}()

// unowned takes possessive endings away.
var unowned = strings.NewReplacer("’s", "", "'s", "")

// bodyKey folds the name of a body so that "Iraqi Parliament", "Iraq's
// parliament" and "the parliament of Iraq" agree: countries as codes, linking
// words dropped, words in order of spelling.
func bodyKey(name string) string {
	var out []string
	words := strings.Fields(unowned.Replace(name))
	for i := 0; i < len(words); i++ {
		w := strings.Trim(words[i], ",()\"“”")
		if i+1 < len(words) {
			two := w + " " + strings.Trim(words[i+1], ",()")
			if c, how, ok := world.CountryOf(two); ok && how != world.ByCapital {
				out = append(out, c.ISO3)
				i++
				continue
			}
		}
		if c, how, ok := world.CountryOf(w); ok && how != world.ByCapital && how != world.BySeat {
			out = append(out, c.ISO3)
			continue
		}
		for _, f := range strings.Fields(fold(w)) {
			if !linking[f] {
				out = append(out, singular(f))
			}
		}
	}
	sortStrings(out)
	return strings.Join(out, " ")
}

var linking = wordSet(`the a an of for and in on to s al el`)

func singular(w string) string {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		return w[:len(w)-1]
	}
	return w
}

// acronymOf reports whether short ("PMU") is made of the initials of long
// ("Popular Mobilization Units"), linking words counted or not.
func acronymOf(short, long string) bool {
	s := strings.ReplaceAll(short, ".", "")
	if len(s) < 2 || len(s) > 8 || strings.ToUpper(s) != s || strings.ContainsAny(s, " -") || world.MediaName(short) && !world.MediaName(long) {
		return false
	}
	var all, main strings.Builder
	for _, w := range strings.FieldsFunc(long, func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' && c != '’' }) {
		r := []rune(w)[0]
		all.WriteRune(unicode.ToUpper(r))
		if !linking[strings.ToLower(w)] {
			main.WriteRune(unicode.ToUpper(r))
		}
	}
	return len(main.String()) > 1 && (s == all.String() || s == main.String())
}
