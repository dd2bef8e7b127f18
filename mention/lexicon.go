package mention

import (
	_ "embed"
	"strings"
	"sync"

	"parallax"
)

//go:embed heads.tsv
var headsTSV string

//go:embed given.tsv
var givenTSV string

// kindOf maps lemmas of nouns to the kind of thing they name in GUM (see
// train/heads), with the words of the news trade added.
var kindOf = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(headsTSV) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		switch f[1] {
		case "person":
			out[f[0]] = parallax.Person
		case "organization":
			out[f[0]] = parallax.Org
		case "place":
			out[f[0]] = parallax.Loc
		}
	}
	for _, w := range strings.Fields(personNouns) {
		out[w] = parallax.Person
	}
	for _, w := range strings.Fields(bodyNouns) {
		out[w] = parallax.Org
	}
	for _, w := range strings.Fields(unitNouns) {
		out[w] = parallax.MilUnit
	}
	for _, w := range strings.Fields(stateNouns) {
		out[w] = parallax.GPE
	}
	return out
})

const (
	personNouns = `spokesman spokeswoman spokesperson spokesmen official leader minister president premier chancellor lawmaker legislator senator congressman congresswoman
		representative governor mayor envoy ambassador diplomat commander general colonel captain officer sergeant lieutenant admiral chief director secretary
		chairman chairwoman chairperson chair head deputy adviser advisor aide judge justice prosecutor lawyer attorney suspect victim gunman attacker assailant
		bomber militant fighter rebel insurgent terrorist extremist jihadist protester protestor demonstrator activist dissident opponent supporter critic analyst
		expert scholar professor researcher scientist economist journalist reporter correspondent editor author witness resident citizen civilian villager
		refugee migrant immigrant hostage prisoner detainee inmate cleric imam priest bishop pope ayatollah sheikh king queen prince princess emir sultan
		soldier troop serviceman servicewoman marine sailor pilot policeman guard veteran candidate nominee incumbent predecessor successor founder owner
		executive ceo manager employee worker doctor physician nurse patient teacher student pupil father mother parent son daughter brother sister wife
		husband widow child boy girl man woman teenager baby infant relative friend neighbor neighbour colleague negotiator mediator monitor observer
		survivor passenger driver politician figure strongman dictator tycoon billionaire businessman businesswoman speaker interpreter translator contractor
		instructor trainer lieutenant-general brigadier cadre operative agent spy defector whistleblower dean mogul star actor actress singer player coach`
	bodyNouns = `government administration ministry department agency bureau office commission committee council parliament congress senate assembly cabinet court
		party coalition alliance union bloc group organization organisation movement faction militia network cell gang cartel company firm corporation bank
		newspaper paper magazine channel station broadcaster outlet website agency university college school institute think-tank foundation charity
		police military regime junta opposition authority authorities association federation league team club board panel tribunal embassy consulate mission
		delegation campaign watchdog regulator airline carrier manufacturer subsidiary publisher studio`
	unitNouns  = `army navy force battalion brigade regiment division squadron fleet corps unit guard platoon command`
	stateNouns = `country nation state kingdom republic city town village province region district capital`
)

// givenGender is the gender that a given name mostly goes with.
var givenGender = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(givenTSV) {
		n, g, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out[n] = g
	}
	return out
})

// nounTitle are the offices and ranks that stand before names.
var nounTitle = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`president minister premier chancellor senator congressman congresswoman representative governor mayor ambassador commander general
		colonel captain officer sergeant lieutenant admiral chief director secretary chairman chairwoman judge justice prosecutor professor bishop pope ayatollah sheikh
		king queen prince princess emir sultan spokesman spokeswoman spokesperson analyst lawyer attorney correspondent reporter`) {
		out[w] = true
	}
	return out
}()

// nounGender is the gender of nouns and titles that have one.
var nounGender = func() map[string]string {
	out := map[string]string{}
	for _, w := range strings.Fields("man boy father son brother husband king prince spokesman chairman congressman businessman gunman policeman mr sir uncle grandfather nephew actor emir sultan sheikh pope imam lord monk priest widower gentleman") {
		out[w] = "m"
	}
	for _, w := range strings.Fields("woman girl mother daughter sister wife queen princess spokeswoman chairwoman congresswoman businesswoman policewoman mrs ms miss lady aunt grandmother niece actress widow nun") {
		out[w] = "f"
	}
	return out
}()

// pronoun is what a personal pronoun asks of its antecedent.
type pronoun struct {
	person int    // 1, 2, 3
	number byte   // 's', 'p', or 0 for either
	gender string // m, f, n (thing or body), "" any
}

var pronouns = func() map[string]pronoun {
	out := map[string]pronoun{}
	set := func(p pronoun, words string) {
		for _, w := range strings.Fields(words) {
			out[w] = p
		}
	}
	set(pronoun{3, 's', "m"}, "he him his himself")
	set(pronoun{3, 's', "f"}, "she her hers herself")
	set(pronoun{3, 's', "n"}, "it its itself")
	set(pronoun{3, 'p', ""}, "they them their theirs themselves")
	set(pronoun{2, 0, ""}, "you your yours yourself yourselves")
	set(pronoun{1, 's', ""}, "i me my mine myself")
	set(pronoun{1, 'p', ""}, "we us our ours ourselves")
	return out
}()
