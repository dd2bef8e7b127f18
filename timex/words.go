package timex

// months gives the number of a month of the Gregorian calendar; abbreviations
// are listed in short.
var months = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
	"august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
	"oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]int{
	"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
	"mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 7,
	"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}

var seasons = map[string]string{
	"spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA", "fall": "FA", "winter": "WI", "wintertime": "WI",
}

// dayParts are the parts of a day of TIMEX2 and TIMEX3.
var dayParts = map[string]string{
	"morning": "MO", "dawn": "MO", "midday": "MI", "afternoon": "AF", "evening": "EV", "dusk": "EV",
	"night": "NI", "overnight": "NI", "daytime": "DT", "nighttime": "NI", "sunrise": "MO", "sunset": "EV", "nightfall": "NI", "daybreak": "MO",
	"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI",
}

// units maps a noun of time to the letter of its ISO 8601 designator; m is the
// minute, E the decade, C the century, T the millennium, F the fortnight, K the
// weekend, Q the quarter, N the night.
var units = map[string]byte{
	"year": 'Y', "years": 'Y', "yr": 'Y', "yrs": 'Y', "month": 'M', "months": 'M', "week": 'W', "weeks": 'W',
	"day": 'D', "days": 'D', "hour": 'H', "hours": 'H', "hr": 'H', "hrs": 'H', "minute": 'm', "minutes": 'm',
	"second": 'S', "seconds": 'S', "decade": 'E', "decades": 'E', "century": 'C', "centuries": 'C',
	"millennium": 'T', "millennia": 'T', "millenniums": 'T', "fortnight": 'F', "fortnights": 'F', "weekend": 'K', "weekends": 'K',
	"quarter": 'Q', "quarters": 'Q', "night": 'N', "nights": 'N',
}

var cardinals = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
	"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
	"fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
	"twentieth": 20, "thirtieth": 30,
}

var decadeWords = map[string]int{
	"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}

// present, past and future are the expressions whose value is a reference only.
// Keys are matched as whole atom sequences, longest first; see phrases.
var phraseList = []struct{ words, typ, value string }{
	{"now", "DATE", "PRESENT_REF"}, {"right now", "DATE", "PRESENT_REF"}, {"currently", "DATE", "PRESENT_REF"},
	{"current", "DATE", "PRESENT_REF"}, {"at present", "DATE", "PRESENT_REF"}, {"presently", "DATE", "PRESENT_REF"},
	{"at the moment", "DATE", "PRESENT_REF"}, {"the present", "DATE", "PRESENT_REF"}, {"nowadays", "DATE", "PRESENT_REF"},
	{"the time being", "DATE", "PRESENT_REF"}, {"these days", "DATE", "PRESENT_REF"}, {"this moment", "DATE", "PRESENT_REF"},
	{"this time", "DATE", "PRESENT_REF"}, {"the present time", "DATE", "PRESENT_REF"}, {"the current time", "DATE", "PRESENT_REF"},
	{"present day", "DATE", "PRESENT_REF"}, {"present-day", "DATE", "PRESENT_REF"}, {"modern times", "DATE", "PRESENT_REF"},
	{"recently", "DATE", "PAST_REF"}, {"lately", "DATE", "PAST_REF"},
	{"the past", "DATE", "PAST_REF"},
	{"long ago", "DATE", "PAST_REF"}, {"not long ago", "DATE", "PAST_REF"}, {"a long time ago", "DATE", "PAST_REF"},
	{"some time ago", "DATE", "PAST_REF"}, {"once", "", ""}, {"more recently", "DATE", "PAST_REF"}, {"most recently", "DATE", "PAST_REF"},
	{"recent history", "DATE", "PAST_REF"}, {"recent times", "DATE", "PAST_REF"},
	{"the future", "DATE", "FUTURE_REF"}, {"the near future", "DATE", "FUTURE_REF"}, {"the foreseeable future", "DATE", "FUTURE_REF"},
	{"soon", "DATE", "FUTURE_REF"}, {"shortly", "DATE", "FUTURE_REF"}, {"the not too distant future", "DATE", "FUTURE_REF"},
	{"one day", "", ""}, {"some day", "DATE", "FUTURE_REF"}, {"someday", "DATE", "FUTURE_REF"},
	{"daily", "SET", "P1D"}, {"everyday", "SET", "P1D"}, {"nightly", "SET", "XXXX-XX-XXTNI"}, {"hourly", "SET", "PT1H"},
	{"weekly", "SET", "P1W"}, {"biweekly", "SET", "P2W"}, {"monthly", "SET", "P1M"},
	{"annually", "SET", "P1Y"}, {"yearly", "SET", "P1Y"},
	{"per day", "SET", "P1D"}, {"per week", "SET", "P1W"}, {"per month", "SET", "P1M"}, {"per year", "SET", "P1Y"}, {"per annum", "SET", "P1Y"}, {"per hour", "", ""},
	{"year-round", "DURATION", "P1Y"}, {"a long time", "DURATION", "PXX"}, {"some time", "DURATION", "PXX"}, {"a while", "DURATION", "PXX"},
	{"recent years", "DURATION", "PXY"}, {"recent months", "DURATION", "PXM"}, {"recent weeks", "DURATION", "PXW"}, {"recent days", "DURATION", "PXD"}, {"recent decades", "DURATION", "PXDE"}, {"recent quarters", "DURATION", "PXQ"},
}

// zones gives offsets from UTC in minutes; the names in use for more than one
// zone stand for the one common in news in English.
var zones = map[string]int{
	"gmt": 0, "utc": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330, "irst": 210,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "jst": 540, "kst": 540, "aest": 600, "pkt": 300,
}
