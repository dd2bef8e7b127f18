package quantity

// stops end a noun phrase: words that are no adjective or noun.
var stops = set(`a an the this that these those of in on at by for from with to into onto over under after before since until about against between among during as than and or but nor so if because while when where who whom whose which what how
is are was were be been being am has have had having do does did will would shall should can could may might must
he she it they we you i him her them us me his its their our your my not no also just still then there here now later earlier ago
said says say told according died die dies including include includes amid near outside inside around along across behind up down out off back away per via took take came went go make made got get
were remain remained left leave lost lose fell rose killed wounded injured hurt dead missing arrested detained displaced shot hospitalized homeless kidnapped abducted captured rescued evacuated reported believed feared
alone each every both either early late last next this today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december already recently only very too much more less most least`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && words[j] > ' ' {
			j++
		}
		if j > i {
			m[words[i:j]] = true
		}
		i = j + 1
	}
	return m
}

// noun is one after the head of the noun phrase at j without determiner, j where
// there is none. Adjectives and nouns run on to the first plural whose next word
// ends the phrase.
func (r *reader) noun(j int) int {
	end := j
	for k := j; k < j+6; {
		it := r.at(k)
		if it.kind != 'w' || stops[it.low] && !(it.low == "us" && it.cap) || it.time || k > j && participles[it.low] != "" {
			// a comma between adjectives, an abbreviation, a hyphen inside
			if k > j && it.low == "." && !it.gap && len(r.w(k-1)) == 1 && r.at(k-1).cap && r.at(k+1).kind == 'w' && k+1 < j+6 && !stops[r.w(k+1)] {
				k++
				continue
			}
			if k > j && it.low == "-" && !it.gap && !r.at(k+1).gap && r.at(k+1).kind == 'w' {
				k++
				continue
			}
			if it.low == "and" && k > j && end == k && adjectival(r.w(k-1)) && r.at(k+1).kind == 'w' && !stops[r.w(k+1)] {
				k++
				continue
			}
			break
		}
		end = k + 1
		k++
		if plural(it.low) && k > j {
			if n := r.at(k); n.kind != 'w' || !plural(n.low) || stops[n.low] || !n.cap && verbal(n.low) {
				return end
			}
		}
		if r.w(k) == "-" && !r.at(k).gap {
			continue
		}
	}
	return end
}

func plural(w string) bool {
	if g, ok := groups[w]; ok && (g == w || len(w) > 3) && w != "person" {
		return true
	}
	n := len(w)
	return n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i'
}

func verbal(w string) bool { return len(w) > 4 && (w[len(w)-2:] == "ed" || w[len(w)-3:] == "ing") }

func adjectival(w string) bool {
	n := len(w)
	return n > 4 && (w[n-2:] == "an" || w[n-3:] == "ish" || w[n-2:] == "al" || w[n-3:] == "ese" || w[n-1] == 'i')
}

// count finds what the count f is of.
func (r *reader) count(f *found, fs []found, k int) {
	// 5 deaths, 12 dead, three wounded
	for n := f.end; n < f.noun; n++ {
		if o := nouns[r.w(n)]; o != "" && n == f.noun-1 {
			f.of, f.of2 = o, true
			return
		}
	}
	n := f.noun
	// four were shot, two of them fatally
	if r.w(n-1) == "fatally" || r.w(n) == "fatally" && participles[r.w(n+1)] == "" {
		f.of, f.of2 = killed, true
		return
	}
	if n > f.end && !f.person && !human(r.at(n-1)) && nouns[r.w(n-1)] == "" {
		return
	}
	if n == f.end {
		if o := participles[r.w(n)]; o != "" && !r.object(n+1) {
			f.set(o, n+1)
			return
		}
		if o := states[r.w(n)]; o != "" {
			f.set(o, n+1)
			return
		}
	}
	limit := len(r.items)
	if k+1 < len(fs) {
		limit = fs[k+1].from
	}
	if o := r.toll(f.from); o != "" {
		f.of, f.of2 = o, true
		return
	}
	if o := actives[r.w(f.from-1)]; o != "" && o != wounded && !oneOf(r.w(f.from-1), "claimed", "claiming") && !r.passive(f.from-1) {
		f.of, f.of2 = o, true
		return
	}
	if o := r.befell(n, limit, f); o != "" {
		f.of, f.of2 = o, true
		return
	}
	prev := 0
	if k > 0 {
		prev = fs[k-1].end
	}
	if o := r.victim(f, prev); o != "" {
		f.of, f.of2 = o, true
		return
	}
	// three Iraqis and two Kurds were killed; one dead, four people wounded
	if k+1 < len(fs) && fs[k+1].from-n <= 3 && oneOf(r.w(n), "and", ",", "or") {
		g := fs[k+1]
		if g.unit == "" {
			lim := len(r.items)
			if k+2 < len(fs) {
				lim = fs[k+2].from
			}
			if nouns[r.w(g.noun-1)] == "" {
				if o := r.befell(g.noun, lim, &g); o != "" && participles[r.w(g.end)] == "" && states[r.w(g.end)] == "" {
					f.of, f.of2 = o, true
					return
				}
			}
		}
	}
	if k > 0 && fs[k-1].of2 && f.person || k > 0 && fs[k-1].of2 && f.noun > f.end && persons[singular(r.w(f.noun-1))] {
		if d := f.from - fs[k-1].noun; d >= 0 && d <= 2 && oneOf(r.w(f.from-1), "and", ",") && (d < 2 || r.w(f.from-2) == ",") {
			f.of, f.of2 = fs[k-1].of, true
		}
	}
}

// human reports that a noun can be of people: a word known so, a name as of a
// nation, or a form that makes nouns of agents.
func human(it item) bool {
	w := singular(it.low)
	if it.cap || persons[w] || humans[w] {
		return true
	}
	for _, s := range [...]string{"child", "mate", "son", "sister", "er", "or", "ist", "ian", "man", "ee", "ant", "eer", "woman", "crat", "ese", "can"} {
		if len(w) > len(s)+2 && w[len(w)-len(s):] == s && !things[w] {
			return true
		}
	}
	return false
}

var humans = set(`individual troops forces personnel people police other kid relative member victim friend life patron patient adult juvenile family student cop passerby native national insurgent terrorist jihadist hostage shia sunni cleric guest minor local spouse wife husband cousin nephew niece uncle aunt crew staff squad paramedic medic guerrilla captive spy recruit cadet general aide patriot human soul shopper servant agent president expert refugee more`)

var things = set(`number shower corner quarter paper letter chapter helicopter computer order border river winter summer tower power car center centre container trailer bumper door floor motor sector factor error tumor minor restaurant plant shooter semester tanker cruiser carrier freighter bunker mortar`)

// set fixes what f counts and takes the word that says so into its span.
func (f *found) set(of string, end int) {
	f.of, f.of2 = of, true
	f.noun = end
}

// object reports that a noun phrase starts at i, so that a participle before it
// is active.
func (r *reader) object(i int) bool {
	it := r.at(i)
	return it.kind == 'd' || cardinals[it.low] > 0 || oneOf(it.low, "a", "an", "the", "himself", "themselves", "his", "her", "their")
}

// toll reads "death toll rose to 43", "killed: 5", "toll of 43", "the number of
// dead at 12".
func (r *reader) toll(i int) string {
	of := ""
	for k := i - 1; k >= max(0, i-14); k-- {
		w := r.w(k)
		if w == ";" || w == "." && r.at(k+1).cap && k < i-2 {
			return ""
		}
		switch w {
		case "toll":
			of = killed
			if oneOf(r.w(k-1), "injury", "injured", "wounded") {
				of = wounded
			}
			// the number must follow by of, to, at, is, was …
			if oneOf(r.w(i-1), "of", "to", "at", "is", "was", "by", "reached", "reaches", "hit", "hits", "topped", "tops", "passed", "exceeded", "stood", ":", "with", "stands", "now") {
				return of
			}
			return ""
		case ":":
			if k == i-1 {
				if o := participles[r.w(k-1)]; o != "" {
					return o
				}
				if o := states[r.w(k-1)]; o != "" {
					return o
				}
				if o := nouns[r.w(k-1)]; o != "" {
					return o
				}
			}
		case "deaths", "dead", "fatalities", "casualties", "injuries", "wounded":
			if oneOf(r.w(i-1), "to", "at", "reached", "stood") && (oneOf(r.w(k-1), "of", "total") || oneOf(r.w(k+1), "to", "rose", "at", "stood", "has", "to", "climbed", "reached")) {
				return nouns[w]
			}
		}
	}
	return ""
}

// befell looks right of a noun phrase that ends at n for the verb that it is the
// subject of: "were killed", "have died", "in Basra were reported missing".
func (r *reader) befell(n, limit int, f *found) string {
	be, steps := false, 0
	left := r.w(f.from-1) == "leaving" || r.w(f.from-1) == "left" || r.w(f.from-1) == "leaves" || r.w(f.from-1) == "with"
	for k := n; k < limit && steps < 16; k++ {
		w := r.w(k)
		steps++
		switch {
		case w == ";" || w == ":" || w == "." && (k+1 >= len(r.items) || r.at(k+1).cap && len(r.w(k-1)) > 1) || w == "\"" || w == "“" || w == "”":
			return ""
		case oneOf(w, "was", "were", "been", "being", "is", "are", "be", "got"):
			be = true
			steps = max(0, steps-4)
			continue
		case oneOf(w, "who", "that", "which") && !be:
			// a relative clause says it of the count as well
			continue
		case oneOf(w, "said", "says", "told", "after", "when", "while", "because", "before"):
			return ""
		case w == "and" && be:
			if oneOf(r.w(k+1), "killed", "wounded", "injured") {
				continue
			}
		}
		if o := middles[w]; o != "" {
			return o
		}
		if oneOf(w, "suffered", "sustained", "received", "diagnosed", "treated", "reported", "suffering") && r.hurt(k+1) {
			return wounded
		}
		if o := states[w]; o != "" && (be || left || k == n) {
			return o
		}
		o := participles[w]
		if w == "shot" && r.w(k+1) == "down" {
			return ""
		}
		if o == "" || !be && k != n && !left && !oneOf(r.w(k-1), "and", "critically", "seriously", "fatally", "slightly", "badly", "severely", "reportedly") {
			if oneOf(w, "taken") && be && oneOf(r.w(k+1), "hostage", "prisoner", "captive") {
				return abducted
			}
			if w == "lost" && oneOf(r.w(k+1), "their", "his", "her") && oneOf(r.w(k+2), "lives", "life") {
				return killed
			}
			if verbish(w) && !be && k > n+1 {
				return ""
			}
			continue
		}
		if !be && (r.object(k+1) || k+1 == limit) {
			return "" // three soldiers killed a man
		}
		return r.outcome(o, k)
	}
	return ""
}

// hurt reports injuries named within the six items from k on: "diagnosed with brain injuries".
func (r *reader) hurt(k int) bool {
	for l := k; l < k+6; l++ {
		switch w := r.w(l); {
		case w == "no" || w == "." || w == "," || w == ";":
			return false
		case oneOf(w, "injuries", "injury", "wounds", "burns", "concussion", "concussions", "fractures"):
			return true
		}
	}
	return false
}

// outcome is what a participle comes to with the words after it: shot dead, shot
// and killed.
func (r *reader) outcome(o string, k int) string {
	if r.w(k-1) == "fatally" || r.w(k+1) == "dead" || r.w(k+1) == "to" && r.w(k+2) == "death" || r.w(k+1) == "fatally" || r.w(k+1) == "down" && r.w(k) == "gunned" {
		return killed
	}
	for l := k + 1; l <= k+3; l++ {
		if oneOf(r.w(l), "and", "or", ",") {
			if p := participles[r.w(l+1)]; p == killed && o == wounded && r.w(k) != "injured" && r.w(k) != "wounded" {
				return killed
			}
			if r.w(l+1) == "later" && middles[r.w(l+2)] != "" || middles[r.w(l+1)] != "" {
				return killed
			}
		}
	}
	return o
}

func verbish(w string) bool {
	return oneOf(w, "has", "have", "had", "will", "would", "can", "could", "may", "fired", "launched", "attacked", "joined", "took", "made", "gave", "entered", "opened", "arrived", "returned")
}

// victim looks left of a count for a verb whose object it is: "killing one",
// "killed at least 16", "claimed the lives of 5", "injury of 30", "death of three".
func (r *reader) victim(f *found, prev int) string {
	gap := 0
	for k := f.from - 1; k >= max(prev, f.from-10) && gap < 8; k-- {
		w := r.w(k)
		gap++
		switch {
		case w == ";" || w == "." || w == ":" || w == "\"" || w == "“" || w == "”":
			return ""
		case oneOf(w, "in", "on", "at", "by", "with", "from", "for", "after", "near", "during", "when", "while", "since", "who", "says", "said", "until") && w != "by":
			return ""
		case w == "by" || w == "against" || w == "carrying" || w == "down" && r.w(k-1) == "shot":
			return ""
		}
		if w == "lives" && r.w(k+1) == "of" {
			return killed
		}
		if oneOf(w, "death", "deaths", "killing", "killings", "murder", "murders", "slaying", "assassination", "execution", "slayings", "shooting") && r.w(k+1) == "of" {
			if w == "shooting" {
				return wounded
			}
			return killed
		}
		if oneOf(w, "arrest", "arrests", "detention") && r.w(k+1) == "of" {
			return arrested
		}
		if oneOf(w, "displacement") && r.w(k+1) == "of" {
			return displaced
		}
		if oneOf(w, "wounding", "injury", "injuries") && oneOf(r.w(k+1), "of", "to") {
			return wounded
		}
		if o := actives[w]; o != "" {
			if oneOf(w, "claimed", "claiming") {
				if !oneOf(r.w(f.noun-1), "lives") {
					return ""
				}
				return o
			}
			if r.passive(k) {
				return ""
			}
			if oneOf(w, "shot", "shooting", "stabbed", "stabbing") {
				if r.dead(f.noun, f.noun+3) || r.dead(k+1, f.from) {
					return killed
				}
				if k >= 2 && r.w(k-1) == "fatally" {
					return killed
				}
			}
			if o == wounded && r.w(k-1) == "or" && actives[r.w(k-2)] == killed {
				return "casualties"
			}
			return o
		}
	}
	return ""
}

// dead reports "dead" or "to death" among the items i…j−1.
func (r *reader) dead(i, j int) bool {
	for ; i < j; i++ {
		if r.w(i) == "dead" || r.w(i) == "to" && r.w(i+1) == "death" {
			return true
		}
	}
	return false
}

// passive reports that the participle at k is in the passive, so that what
// follows it is not its object.
func (r *reader) passive(k int) bool {
	if w := r.w(k); len(w) > 3 && w[len(w)-3:] == "ing" {
		return false
	}
	for l := k - 1; l >= max(0, k-4); l-- {
		w := r.w(l)
		if oneOf(w, "was", "were", "been", "is", "are", "be", "being", "people", "men", "women") {
			return true
		}
		if w == "," || w == "and" || w == "have" || w == "has" || w == "had" {
			return false
		}
	}
	return false
}
