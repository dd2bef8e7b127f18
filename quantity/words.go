package quantity

import "strings"

// What a count is of, by the word that says so. Verbs stand in the forms that
// tell who suffers: a participle takes its subject in the passive and its object
// in the active.
const (
	killed    = "killed"
	wounded   = "wounded"
	missing   = "missing"
	arrested  = "arrested"
	displaced = "displaced"
	abducted  = "abducted"
	rescued   = "rescued"
	evacuated = "evacuated"
	infected  = "infected"
)

// participles are of verbs with a victim as object.
var participles = map[string]string{
	"killed": killed, "slain": killed, "murdered": killed, "massacred": killed, "martyred": killed, "executed": killed, "beheaded": killed, "assassinated": killed, "slaughtered": killed, "gunned": killed, "stabbed": wounded, "shot": wounded, "slayed": killed, "electrocuted": killed, "hanged": killed,
	"wounded": wounded, "injured": wounded, "hurt": wounded, "maimed": wounded, "hospitalized": wounded, "hospitalised": wounded, "grazed": wounded,
	"arrested": arrested, "detained": arrested, "jailed": arrested, "captured": arrested, "imprisoned": arrested, "apprehended": arrested,
	"displaced": displaced, "uprooted": displaced, "kidnapped": abducted, "abducted": abducted, "rescued": rescued, "evacuated": evacuated, "infected": infected,
}

// actives are forms whose object is the victim.
var actives = map[string]string{
	"killing": killed, "kill": killed, "kills": killed, "killed": killed, "slaying": killed, "gunning": killed, "gunned": killed, "murdering": killed, "murdered": killed, "massacred": killed, "massacring": killed, "executed": killed, "executing": killed, "assassinated": killed, "beheaded": killed, "beheading": killed, "slaughtered": killed, "claiming": killed, "claimed": killed,
	"wounding": wounded, "wounded": wounded, "wounds": wounded, "wound": wounded, "injuring": wounded, "injured": wounded, "injures": wounded, "injure": wounded, "hurt": wounded, "hurting": wounded, "hurts": wounded, "shooting": wounded, "shot": wounded, "stabbed": wounded, "stabbing": wounded, "hospitalizing": wounded,
	"arrested": arrested, "arresting": arrested, "arrests": arrested, "arrest": arrested, "detained": arrested, "detaining": arrested, "detains": arrested, "captured": arrested, "capturing": arrested, "jailed": arrested, "jailing": arrested,
	"displacing": displaced, "displaced": displaced, "displaces": displaced, "kidnapped": abducted, "kidnapping": abducted, "abducted": abducted, "abducting": abducted, "rescued": rescued, "rescuing": rescued, "evacuated": evacuated, "evacuating": evacuated, "infecting": infected, "infected": infected,
}

// middles are verbs whose subject suffers.
var middles = map[string]string{
	"died": killed, "die": killed, "dies": killed, "dying": killed, "perished": killed, "drowned": killed, "succumbed": killed, "starved": killed, "suffocated": killed,
	"disappeared": missing, "vanished": missing,
}

// states stand after "are", after "left 12 people" or right after the count.
var states = map[string]string{
	"dead": killed, "deceased": killed, "lifeless": killed, "missing": missing, "unaccounted": missing, "homeless": displaced, "hospitalized": wounded,
}

// nouns that are counted themselves.
var nouns = map[string]string{
	"deaths": killed, "death": killed, "fatalities": killed, "fatality": killed, "killings": killed, "murders": killed, "homicides": killed, "martyrs": killed, "corpses": killed, "dead": killed, "slayings": killed, "lives": killed, "murder": "", "bodies": killed,
	"injuries": wounded, "wounded": wounded, "injured": wounded, "killed": killed, "casualties": "casualties", "casualty": "casualties", "arrests": arrested, "detainees": arrested, "prisoners": "prisoners", "hostages": abducted, "abductees": abducted, "refugees": "refugees", "idps": displaced, "displaced": displaced, "missing": missing, "infections": infected,
}

// persons are heads that can be victims, for "a man was killed".
var persons = map[string]bool{
	"person": true, "man": true, "woman": true, "boy": true, "girl": true, "child": true, "teen": true, "teenager": true, "infant": true, "baby": true, "toddler": true, "people": true, "men": true, "women": true, "boys": true, "girls": true, "children": true, "teens": true, "teenagers": true, "adult": true, "adults": true,
	"soldier": true, "officer": true, "policeman": true, "deputy": true, "civilian": true, "student": true, "victim": true, "worker": true, "bystander": true, "passenger": true, "driver": true, "journalist": true, "contractor": true, "guard": true, "commander": true, "marine": true, "protester": true, "resident": true, "suspect": true, "gunman": true, "mother": true, "father": true, "brother": true, "sister": true, "son": true, "daughter": true, "youth": true, "pedestrian": true, "neighbor": true, "clerk": true, "employee": true, "firefighter": true, "pilot": true, "sailor": true, "fighter": true, "militant": true, "rebel": true, "demonstrator": true, "motorist": true, "male": true, "female": true, "sergeant": true, "grandmother": true, "grandfather": true, "couple": false, "customer": true, "owner": true, "tourist": true, "doctor": true, "nurse": true, "teacher": true, "villager": true, "farmer": true,
}

var currencies = map[string]string{
	"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₪": "ILS", "₽": "RUB", "₩": "KRW", "₾": "GEL", "₴": "UAH", "₺": "TRY", "₦": "NGN", "₫": "VND", "₱": "PHP", "₲": "PYG", "₡": "CRC", "₵": "GHS", "₸": "KZT", "₮": "MNT", "฿": "THB", "₼": "AZN", "֏": "AMD", "៛": "KHR", "₭": "LAK", "﷼": "IRR", "৳": "BDT", "us$": "USD",
	"dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD", "usd": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "cny": "CNY",
	"rubles": "RUB", "roubles": "RUB", "ruble": "RUB", "rouble": "RUB", "rupees": "INR", "rupee": "INR", "shekels": "ILS", "shekel": "ILS", "rials": "IRR", "rial": "IRR", "riyals": "SAR", "riyal": "SAR", "dirhams": "AED", "dirham": "AED", "dinars": "IQD", "dinar": "IQD", "liras": "TRY", "lira": "TRY", "won": "KRW", "francs": "CHF", "franc": "CHF", "marks": "DEM", "mark": "DEM", "btc": "BTC", "bitcoin": "BTC", "bitcoins": "BTC", "₿": "BTC", "meur": "EUR", "musd": "USD", "cents": "cent", "cent": "cent", "pence": "penny", "crowns": "crown", "kronor": "SEK", "kroner": "NOK", "pesos": "MXN", "peso": "MXN", "reais": "BRL", "real": "", "baht": "THB", "ringgit": "MYR", "hryvnia": "UAH", "hryvnias": "UAH", "markka": "FIM", "guilders": "NLG", "afghanis": "AFN", "afghani": "AFN",
	"lari": "GEL", "naira": "NGN", "dong": "VND", "cedi": "GHS", "cedis": "GHS", "tenge": "KZT", "tugrik": "MNT", "tugriks": "MNT", "manat": "AZN", "riel": "KHR", "kip": "LAK", "taka": "BDT", "birr": "ETB", "rand": "ZAR", "kwacha": "ZMW", "zloty": "PLN", "zlotys": "PLN", "forint": "HUF", "forints": "HUF", "koruna": "CZK", "lei": "RON", "leva": "BGN", "somoni": "TJS", "kyat": "MMK", "kyats": "MMK", "rupiah": "IDR", "lempiras": "HNL", "quetzals": "GTQ", "bolivar": "VES", "bolivars": "VES", "guaranies": "PYG", "gourdes": "HTG", "pula": "BWP", "meticals": "MZN", "ariary": "MGA", "dalasi": "GMD", "leones": "SLL", "rufiyaa": "MVR", "leke": "ALL", "kuna": "HRK", "lire": "ITL", "pesetas": "ESP", "escudos": "PTE", "schillings": "ATS",
}

// measures maps a unit's names to its symbol or, where it has none in common
// use, its singular.
var measures = map[string]string{
	"percent": "percent", "%": "percent", "pct": "percent", "percentage": "percent",
	"km": "km", "kilometer": "km", "kilometers": "km", "kilometre": "km", "kilometres": "km", "kms": "km", "m": "m", "meter": "m", "meters": "m", "metre": "m", "metres": "m", "cm": "cm", "centimeter": "cm", "centimeters": "cm", "centimetre": "cm", "centimetres": "cm", "mm": "mm", "millimeter": "mm", "millimeters": "mm", "millimetre": "mm", "millimetres": "mm", "mile": "mile", "miles": "mile", "foot": "foot", "feet": "foot", "ft": "foot", "inch": "inch", "inches": "inch", "yard": "yard", "yards": "yard", "nm": "nautical mile",
	"kg": "kg", "kilogram": "kg", "kilograms": "kg", "kilo": "kg", "kilos": "kg", "kilogramme": "kg", "kilogrammes": "kg", "gram": "g", "grams": "g", "g": "g", "ton": "ton", "tons": "ton", "tonne": "t", "tonnes": "t", "lb": "pound", "lbs": "pound", "ounce": "ounce", "ounces": "ounce", "oz": "ounce", "mg": "mg",
	"hectare": "ha", "hectares": "ha", "acre": "acre", "acres": "acre", "liter": "l", "liters": "l", "litre": "l", "litres": "l", "ml": "ml", "gallon": "gallon", "gallons": "gallon", "barrel": "barrel", "barrels": "barrel", "bushel": "bushel", "bushels": "bushel",
	"mph": "mile per hour", "kph": "km/h", "kmh": "km/h", "knots": "knot", "knot": "knot", "watt": "W", "watts": "W", "kw": "kW", "mw": "MW", "megawatt": "MW", "megawatts": "MW", "gw": "GW", "gigawatts": "GW", "kilowatts": "kW", "hz": "Hz", "mhz": "MHz", "ghz": "GHz", "megabytes": "MB", "mb": "MB", "gigabytes": "GB", "gb": "GB", "kilotons": "kt", "megatons": "Mt", "volts": "V", "calories": "calorie", "carat": "carat", "carats": "carat",
	"°": "degree", "degree": "degree", "degrees": "degree", "celsius": "celsius", "celcius": "celsius", "centigrade": "celsius", "fahrenheit": "fahrenheit",
	"year": "year", "years": "year", "month": "month", "months": "month", "week": "week", "weeks": "week", "day": "day", "days": "day", "hour": "hour", "hours": "hour", "minute": "minute", "minutes": "minute", "second": "second", "seconds": "second", "decade": "decade", "decades": "decade", "century": "century", "centuries": "century",
	"cup": "cup", "cups": "cup", "tablespoon": "tablespoon", "tablespoons": "tablespoon", "teaspoon": "teaspoon", "teaspoons": "teaspoon", "millisecond": "millisecond", "milliseconds": "millisecond", "t": "t", "kmph": "km/h", "tbsp": "tablespoon", "tsp": "teaspoon", "deg": "degree", "sqm": "square m", "sqkm": "square km", "rad": "rad",
	"point": "point", "points": "point", "fold": "fold",
}

// ordinals that stand for one more person: killing two and wounding a third.
var ordinals = set("second third fourth fifth sixth seventh eighth ninth tenth")

// powers of a length.
var powers = map[string]string{"2": "square ", "²": "square ", "3": "cubic ", "³": "cubic "}

func init() {
	for _, base := range [...][3]string{{"metre", "meter", "m"}, {"gramme", "gram", "g"}, {"litre", "liter", "l"}, {"watt", "watt", "W"}, {"volt", "volt", "V"}, {"hertz", "hertz", "Hz"}, {"byte", "byte", "B"}, {"bit", "bit", "bit"}, {"joule", "joule", "J"}, {"pascal", "pascal", "Pa"}, {"newton", "newton", "N"}, {"sievert", "sievert", "Sv"}, {"becquerel", "becquerel", "Bq"}, {"tonne", "ton", "t"}, {"amp", "ampere", "A"}, {"radian", "radian", "rad"}} {
		for _, pre := range [...][2]string{{"", ""}, {"nano", "n"}, {"micro", "µ"}, {"milli", "m"}, {"centi", "c"}, {"hecto", "h"}, {"kilo", "k"}, {"mega", "M"}, {"giga", "G"}, {"tera", "T"}} {
			for _, name := range base[:2] {
				for _, w := range [...]string{pre[0] + name, pre[0] + name + "s"} {
					if measures[w] == "" && w != "bit" && w != "bits" {
						measures[w] = pre[1] + base[2]
					}
				}
			}
		}
	}
}

// codes are the currency codes of ISO 4217, and some that the euro ended, without
// those that are English words: ALL, TOP, TRY.
var codes = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields(`AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW RMB DEM FRF ITL ESP NLG BEF ATS FIM IEP PTE BTC`) {
		m[c] = true
	}
	return m
}()

// national are currencies whose name says the currency only with the nation's.
var national = map[string]string{
	"us dollar": "USD", "canadian dollar": "CAD", "australian dollar": "AUD", "new zealand dollar": "NZD", "hong kong dollar": "HKD", "singapore dollar": "SGD", "taiwan dollar": "TWD", "jamaican dollar": "JMD", "liberian dollar": "LRD", "namibian dollar": "NAD", "fijian dollar": "FJD", "zimbabwean dollar": "ZWL",
	"british pound": "GBP", "egyptian pound": "EGP", "syrian pound": "SYP", "lebanese pound": "LBP", "sudanese pound": "SDG", "irish pound": "IEP", "syrian lira": "SYP", "lebanese lira": "LBP", "turkish lira": "TRY", "italian lira": "ITL",
	"iraqi dinar": "IQD", "kuwaiti dinar": "KWD", "jordanian dinar": "JOD", "bahraini dinar": "BHD", "libyan dinar": "LYD", "tunisian dinar": "TND", "algerian dinar": "DZD", "serbian dinar": "RSD",
	"iranian rial": "IRR", "omani rial": "OMR", "yemeni rial": "YER", "saudi riyal": "SAR", "qatari riyal": "QAR", "emirati dirham": "AED", "uae dirham": "AED", "moroccan dirham": "MAD",
	"indian rupee": "INR", "pakistani rupee": "PKR", "nepalese rupee": "NPR", "lankan rupee": "LKR", "sri lankan rupee": "LKR",
	"mexican peso": "MXN", "philippine peso": "PHP", "argentine peso": "ARS", "chilean peso": "CLP", "colombian peso": "COP", "cuban peso": "CUP", "uruguayan peso": "UYU", "dominican peso": "DOP",
	"swedish crown": "SEK", "swedish krona": "SEK", "norwegian crown": "NOK", "norwegian krone": "NOK", "danish crown": "DKK", "danish krone": "DKK", "czech crown": "CZK", "icelandic krona": "ISK",
	"swiss franc": "CHF", "french franc": "FRF", "belgian franc": "BEF", "cfa franc": "XOF", "congolese franc": "CDF", "rwandan franc": "RWF", "finnish mark": "FIM", "finnish markka": "FIM", "german mark": "DEM", "deutsche mark": "DEM",
	"kenyan shilling": "KES", "ugandan shilling": "UGX", "tanzanian shilling": "TZS", "somali shilling": "SOS", "brazilian real": "BRL", "chinese yuan": "CNY", "japanese yen": "JPY", "south korean won": "KRW", "korean won": "KRW", "russian ruble": "RUB", "russian rouble": "RUB", "belarusian ruble": "BYN",
}

// groups keep their plural as what is counted.
var groups = map[string]string{
	"troops": "troops", "forces": "forces", "personnel": "personnel", "people": "people", "persons": "people", "person": "people", "men": "man", "women": "woman", "children": "child", "police": "police", "aircraft": "aircraft", "cattle": "cattle", "servicemen": "serviceman", "policemen": "policeman", "gunmen": "gunman", "wives": "wife", "knives": "knife", "lives": "life", "countrymen": "countryman", "businessmen": "businessman", "fishermen": "fisherman", "teeth": "tooth", "feet": "foot", "series": "series", "headquarters": "headquarters", "crises": "crisis", "bases": "base", "cases": "case", "houses": "house", "horses": "horse", "missiles": "missile", "mortars": "mortar", "buses": "bus", "spokesmen": "spokesman", "congressmen": "congressman", "militiamen": "militiaman", "clergymen": "clergyman", "airmen": "airman", "crewmen": "crewman",
}

// singular is the lemma of a plural noun by its form.
func singular(w string) string {
	if g, ok := groups[w]; ok {
		return g
	}
	n := len(w)
	switch {
	case n > 4 && w[n-3:] == "ies":
		return w[:n-3] + "y"
	case n > 4 && (w[n-4:] == "ches" || w[n-4:] == "shes" || w[n-4:] == "sses" || w[n-3:] == "xes"):
		return w[:n-2]
	case n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i':
		return w[:n-1]
	}
	return w
}

var hedges = [][]string{
	{"at", "least"}, {"at", "most"}, {"more", "than"}, {"less", "than"}, {"fewer", "than"}, {"no", "more", "than"}, {"no", "fewer", "than"}, {"no", "less", "than"}, {"not", "more", "than"}, {"as", "many", "as"}, {"as", "much", "as"}, {"as", "few", "as"}, {"up", "to"}, {"well", "over"}, {"just", "over"}, {"just", "under"},
	{"about"}, {"around"}, {"approximately"}, {"roughly"}, {"nearly"}, {"almost"}, {"over"}, {"under"}, {"some"}, {"an", "estimated"}, {"estimated"}, {"only"}, {"above"}, {"below"}, {"exactly"}, {"possibly"}, {"close", "to"}, {"upwards", "of"}, {"perhaps"}, {"a", "total", "of"}, {"another"}, {"an", "additional"}, {"circa"},
}
