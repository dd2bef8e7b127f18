package plover

import "strings"

// sectors maps lemmas of nouns, as head of a description or word of a name, to
// PLOVER's sector codes. Earlier lines win where a phrase holds several: an army
// chief is MIL, a former minister ELI.
var sectors = []struct {
	code  string
	words map[string]bool
}{
	{"ELI", wordSet("former ex ex-president ex-minister onetime then")},
	{"JRN", wordSet("journalist reporter correspondent newspaper broadcaster editor columnist anchor photographer blogger news media press")},
	{"OPP", wordSet("opposition dissident challenger")},
	{"REB", wordSet("rebel insurgent militant guerrilla separatist terrorist jihadist extremist jihadi fighter insurgency secessionist islamist rebels militants")},
	{"UAF", wordSet("gunman gunmen attacker assailant bomber militia militiaman shooter")},
	{"CRM", wordSet("cartel gang mafia smuggler trafficker criminal kidnapper hacker robber thief pirate gangster mobster")},
	{"SPY", wordSet("intelligence spy espionage")},
	{"COP", wordSet("police policeman policewoman constable sheriff trooper gendarmerie gendarme detective cop constabulary")},
	{"MIL", wordSet(`army military troop troops soldier navy force marine admiral colonel brigadier battalion brigade general lieutenant commander guard
		guards sailor pilot airman corps command defence defense peacekeeper warship squadron regiment serviceman`)},
	{"LEG", wordSet(`parliament congress senate senator lawmaker legislator legislature congressman congresswoman mp mps assembly knesset duma representative
		parliamentarian deputies`)},
	{"JUD", wordSet("court judge justice tribunal prosecutor magistrate judiciary prosecution jury")},
	{"PTY", wordSet("party democrats republicans republican democrat")},
	{"GOV", wordSet(`government president minister premier chancellor cabinet administration ministry department secretary king emir sultan prince queen governor mayor
		authority authorities official presidency regime treasury embassy ambassador diplomat envoy spokesman-for-government consulate monarch junta ruler
		dictator council regulator agency minister-president caliph leader delegation negotiator`)},
	{"REF", wordSet("refugee migrant asylum-seeker")},
	{"LAB", wordSet("union worker miner trade-union strikers")},
	{"MED", wordSet("hospital doctor nurse medic physician paramedic")},
	{"EDU", wordSet("university school college professor teacher academic student scholar")},
	{"REL", wordSet("cleric church imam bishop pope priest mosque ayatollah rabbi pastor mufti monk archbishop cardinal clergy")},
	{"BUS", wordSet("company corporation firm bank inc corp ltd llc plc businessman industry ceo executive airline manufacturer")},
	{"AGR", wordSet("farmer peasant rancher")},
	{"CVL", wordSet(`protester protestor demonstrator civilian resident people activist citizen villager crowd man woman child girl boy family victim passenger
		bystander population worshipper tourist community pedestrian neighbor`)},
	{"SOC", wordSet("group organization organisation movement association foundation charity ngo nonprofit")},
}

// sectorOf is the sector that the first words of a phrase point to, by the order
// of the table; "" when none does.
func sectorOf(words []string) string {
	for _, s := range sectors {
		for _, w := range words {
			w = strings.ToLower(strings.Trim(w, ".,'’"))
			if s.words[w] || len(w) > 3 && s.words[strings.TrimSuffix(w, "s")] {
				return s.code
			}
		}
	}
	return ""
}
