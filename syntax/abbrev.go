package syntax

import "unicode/utf8"

// Classes of abbreviations by what must follow before the full stop is theirs.
const (
	noAbbr      = iota
	title       // Gen.: never the end of a sentence
	always      // Inc. Sept.
	beforeDigit // No. 5, pp. 12
	beforeName  // Co. Fermanagh: not at the end of a block
	ofPlace     // Wheeling, Ill.
	ofDate      // Mar. 3
)

// abbreviations by class, lower case, without the full stop: titles and ranks,
// months and days, firms, streets, the press's short forms of the states of the
// US and Canada, scholars' Latin, and what EWT and GUM add.
var abbreviations = classes(map[int]string{
	title: `mr mrs ms dr prof gen lt col maj capt sgt cpl pvt adm cmdr brig sen sens rep reps gov govs rev hon pres supt det insp messrs mlle
 mme mmes amb atty asst ass't cdr comdr cmdt ens lcpl pfc sfc msgt gens ald bp capts dets sgts`,
	always: `st ste jr bros ph dist assoc dir jan feb aug sept sep oct nov dec tues thurs thur inc corp ltd plc dept univ intl int'l nat'l natl
 govt gov't mfg mgr blvd ave hwy pkwy calif colo conn fla mich minn okla tenn wis nev wyo ariz ala ont que etc vs approx mon tue
 wed thu fri ca cf viz ibid eg ie esp est ed eds vol vols sec secs min mins hr hrs yr yrs mo lb lbs oz ext tel fax attn arrv conf
 spec para sq cu rec misc incl excl max resp div fig figs ref refs trans illus repr cont'd contd aka lic hons rt hmm msg arch sr mt
 ft fr br mts`,
	beforeDigit: `no nos p pp art arts ch chap sect ss op par v c r s n b d fl ver cl ser pt pts apt rm ste bldg tab eq`,
	beforeName:  `co mgt sig sra srta dra vda`,
	ofPlace:     `ill ind mass miss wash ore del ark ga la md me mo mont neb pa tex va vt ky kan nd sd nj ny nm nh ri sc nc dc wva man sask alta`,
	ofDate:      `sat sun mar apr jun jul`,
})

func classes(m map[int]string) map[string]uint8 {
	out := map[string]uint8{}
	for _, class := range []int{beforeDigit, beforeName, ofPlace, ofDate, always, title} { // the last one wins
		for w := range set(m[class]) {
			out[w] = uint8(class)
		}
	}
	return out
}

// abbreviation is the class of w, which stands before a full stop. Only forms
// that are written with a capital first letter, or wholly lower case or wholly
// upper case, are looked up.
func abbreviation(w string) int {
	if len(w) > 9 {
		return noAbbr
	}
	var low [10]byte
	for i := range len(w) {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	class := int(abbreviations[string(low[:len(w)])])
	upper := w[0] >= 'A' && w[0] <= 'Z'
	switch class {
	case always, title:
		if !upper && capitalOnly[string(low[:len(w)])] {
			return noAbbr
		}
	case ofPlace, ofDate, beforeName:
		if !upper {
			return noAbbr
		}
	}
	return class
}

// capitalOnly are abbreviations that are plain words in lower case.
var capitalOnly = set("mon wed thu fri gen col maj det dist ens dec sep oct hon que rep gov ave min mt ms fax pres br ft al ed fig mo ill msg est sec hmm spec max ref arch ca")

// acronym reports whether w is single letters joined by full stops (U.S, a.m) or
// a degree: with a further full stop it is one word.
func acronym(w string) bool {
	dots := 0
	for i := 0; i < len(w); {
		r, n := at(w, i)
		if !isLetter(r) {
			return false
		}
		i += n
		if i == len(w) {
			return dots > 0
		}
		if w[i] != '.' {
			return w == "Ph.D" || dots == 0 && degree(w)
		}
		i++
		dots++
	}
	return false
}

func degree(w string) bool {
	switch w {
	case "Ph.D", "M.Sc", "B.Sc", "Ed.D", "D.Phil", "M.Phil", "LL.B", "LL.M", "Ph.Ds":
		return true
	}
	return false
}

var units = set("am pm AM PM k K m M mm MM cm km kg mg g ml l lb lbs ft in mph kph kmh kw kW MW GW MHz GHz KHz kHz GB MB KB TB bn b B tn mn hrs hr min mins sec yrs yr p pc ha sqm dB bbl bpd kt nm mi oz º p.m a.m pM")

// attachedUnit reports whether w, glued to a number, is a unit of its own.
func attachedUnit(w string) bool { return units[w] }

// lastRune is the last rune of w.
func lastRune(w string) rune { r, _ := utf8.DecodeLastRuneInString(w); return r }
