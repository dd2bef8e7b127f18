package places

import "strings"

// American and Canadian first-level regions as the press writes them after a
// town: the Associated Press's abbreviations and the older ones, to the postal
// code. States that are never shortened have only their postal code.
var stateShorts = map[string]string{
	"Ala.": "AL", "Ariz.": "AZ", "Ark.": "AR", "Calif.": "CA", "Cal.": "CA", "Colo.": "CO", "Conn.": "CT", "Del.": "DE", "Fla.": "FL", "Ga.": "GA",
	"Ill.": "IL", "Ind.": "IN", "Kan.": "KS", "Kans.": "KS", "Ky.": "KY", "La.": "LA", "Md.": "MD", "Mass.": "MA", "Mich.": "MI", "Minn.": "MN", "Miss.": "MS",
	"Mo.": "MO", "Mont.": "MT", "Neb.": "NE", "Nebr.": "NE", "Nev.": "NV", "N.H.": "NH", "N.J.": "NJ", "N.M.": "NM", "N.Y.": "NY", "N.C.": "NC", "N.D.": "ND",
	"Okla.": "OK", "Ore.": "OR", "Pa.": "PA", "R.I.": "RI", "S.C.": "SC", "S.D.": "SD", "Tenn.": "TN", "Tex.": "TX", "Vt.": "VT", "Va.": "VA", "Wash.": "WA",
	"W.Va.": "WV", "W. Va.": "WV", "Wis.": "WI", "Wisc.": "WI", "Wyo.": "WY", "D.C.": "DC",
}

// provinceShorts are the Canadian ones, to GeoNames' codes.
var provinceShorts = map[string]string{
	"Alta.": "01", "B.C.": "02", "Man.": "03", "N.B.": "04", "N.L.": "05", "Nfld.": "05", "N.S.": "07", "Ont.": "08", "P.E.I.": "09", "Que.": "10", "Sask.": "11",
	"AB": "01", "BC": "02", "MB": "03", "NB": "04", "NL": "05", "NS": "07", "ON": "08", "PE": "09", "QC": "10", "SK": "11",
}

// readAreas indexes states and first-level regions for clues in running text.
func (g *gazetteer) readAreas() {
	g.country, g.areas = map[string]int{}, map[string][]area{}
	for r := range len(g.regions) / regionSize {
		p := u24(g.regions, r*regionSize+5)
		if p == none {
			continue
		}
		c, code := g.countryOf(r), g.codeOf(r)
		if g.place(p).feature == state {
			g.country[c] = p
			k := Fold(g.name(p))
			g.areas[k] = append(g.areas[k], area{-1, c})
			continue
		}
		k := Fold(g.name(p))
		g.areas[k] = append(g.areas[k], area{r, c})
		if c == "US" {
			g.areas[","+code] = append(g.areas[","+code], area{r, c})
		}
		if c == "CA" {
			g.areas[",CA"+code] = append(g.areas[",CA"+code], area{r, c})
		}
	}
}

// vague are everyday words and names of wide lands that small places bear too:
// no clue, and no place unless the text puts it in a state or region.
var vague = words("central northern southern eastern western north south east west centre center capital union highlands lakes littoral plateau coast islands delta rivers upper lower " +
	"northeast northwest southeast southwest borough gulf pacific atlantic arctic arab english congress oceania orient caribbean mediterranean baltic sahel levant " +
	"|middle east|far east|near east|west bank and gaza|north shore|south shore|west coast|east coast|gulf coast|north side|south side|west side|east side|north end|south end|" +
	"north east|north west|south east|south west|north central|capital region|north atlantic|south pacific|north sea|latin america|central america|south asia|southeast asia|western europe|eastern europe|central asia|north africa|west africa|east africa|downtown|uptown|midtown|main street")

func words(s string) map[string]bool {
	m := map[string]bool{}
	single, phrases, _ := strings.Cut(s, "|")
	for _, w := range strings.Fields(single) {
		m[w] = true
	}
	for _, w := range strings.Split(phrases, "|") {
		m[w] = true
	}
	return m
}

// short finds the region that an abbreviation after a town stands for.
func (g *gazetteer) short(w string) (area, bool) {
	code, ok := stateShorts[w]
	if !ok && len(w) == 2 && w == strings.ToUpper(w) {
		code = w
	}
	if a := g.areas[","+code]; code != "" && len(a) > 0 {
		return a[0], true
	}
	if code, ok := provinceShorts[w]; ok {
		if a := g.areas[",CA"+code]; len(a) > 0 {
			return a[0], true
		}
	}
	return area{}, false
}

// levels are words beside a name that say what kind of place it is.
var levels = map[string]int{
	"province": region1, "governorate": region1, "oblast": region1, "region": region1, "state": region1, "prefecture": region1, "canton": region1, "department": region1, "territory": region1,
	"county": region2, "co": region2, "parish": region2, "district": region2, "municipality": region2, "shire": region2,
	"city": town, "town": town, "village": town, "suburb": town, "township": town, "twp": town, "borough": town,
	"airport": airport, "airbase": airbase, "base": airbase, "airfield": airport,
}

// directions are words before a name that pick a part of the place.
var directions = words("northern southern eastern western central north south east west northeast northwest southeast southwest northeastern northwestern southeastern southwestern " +
	"downtown greater mainland rural upper lower far old inner outer occupied")

// sites are the last words of facilities that usually carry the name of their
// town.
var sites = words("airport airfield airbase base crossing checkpoint port harbour harbor dam prison jail embassy consulate university college hospital station bridge stadium palace camp mosque " +
	"church cathedral museum hotel headquarters refinery plant terminal zoo barracks courthouse court school cemetery mall market arena library center centre")

// continents are the adjectives of continents, and their union of states.
var continents = map[string]string{"african": "africa", "asian": "asia", "european": "europe", "north american": "north america", "south american": "south america", "antarctic": "antarctica",
	"oceanian": "oceania", "eu": "europe", "european union": "europe"}
