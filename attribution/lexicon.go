package attribution

import (
	"strings"

	"parallax"
)

// verb is what a cue verb takes and means.
type verb struct {
	stance string
	clause bool     // a clause is content: "said that", “…,” said
	inf    bool     // object and infinitive are content: "urged them to leave"
	object bool     // a noun phrase is content: "denied the charge"
	named  bool     // an object with what it is called is content: "called it a lie"
	as     bool     // an object with an "as" phrase is content: "described it as a lie"
	preps  []string // an oblique with one of these is content: "warned of"
	// Somebody is charged, and an oblique with one of these is content: "was accused of".
	charged []string
}

// verbs are the cue verbs by lemma: verbs of communication and, for clauses
// only, of opinion, in general use (cf. the classes say, tell, message,
// judgement and characterize of VerbNet).
var verbs = func() map[string]verb {
	out := map[string]verb{}
	set := func(v verb, words string) {
		for _, w := range strings.Fields(words) {
			x := out[w]
			if x.stance == "" {
				x.stance = v.stance
			}
			x.clause, x.inf, x.object = x.clause || v.clause, x.inf || v.inf, x.object || v.object
			x.named, x.as = x.named || v.named, x.as || v.as
			x.preps, x.charged = append(x.preps, v.preps...), append(x.charged, v.charged...)
			out[w] = x
		}
	}
	set(verb{stance: parallax.Asserts, clause: true}, `say tell add state announce report claim argue note explain declare insist maintain assert reveal disclose
		confirm acknowledge admit concede testify write tweet retweet remark observe suggest contend allege believe think estimate predict expect hint
		indicate stress emphasize emphasise reiterate reaffirm reassert repeat recall warn caution conclude point reply respond answer continue quip joke
		recount relate charge complain counter retort profess proclaim inform assure reassure remind notify brief advise post blog boast brag muse opine speculate
		theorize theorise posit suppose suspect fear hope worry feel guess figure reckon understand hear learn find show read agree disagree clarify specify
		elaborate stipulate swear attest vouch underscore underline highlight emphasise comment lament regret joke shout yell whisper scream cry exclaim murmur
		mutter mumble chant intone quote describe detail forecast project foresee anticipate calculate judge rule hold decide determine realize realise
		consider mention cite teach preach signal imply rumor rumour persuade convince rant fume scoff gripe venture volunteer interject concur confess`)
	set(verb{stance: parallax.Promises, clause: true, inf: true}, `vow promise pledge swear guarantee commit`)
	set(verb{stance: parallax.Threatens, clause: true, inf: true}, `threaten`)
	set(verb{stance: parallax.Denies, clause: true, object: true}, `deny refute rebut disavow`)
	set(verb{stance: parallax.Denies, object: true}, `dispute reject`)
	set(verb{stance: parallax.Doubts, clause: true, object: true}, `doubt question`)
	set(verb{stance: parallax.Doubts, clause: true}, `wonder`)
	set(verb{stance: parallax.Asks, clause: true, inf: true}, `ask urge demand request beg implore plead beseech recommend propose instruct encourage exhort`)
	set(verb{stance: parallax.Asks, preps: []string{"for", "on"}, inf: true}, `call appeal`)
	set(verb{stance: parallax.Asks, preps: []string{"for"}, inf: true}, `plead press push pressure lobby`)
	set(verb{stance: parallax.Asks, preps: []string{"for", "about"}}, `ask`)
	set(verb{stance: parallax.Asks, object: true}, `demand request propose recommend urge`)
	set(verb{stance: parallax.Asserts, inf: true}, `advise warn tell remind`)
	set(verb{stance: parallax.Asserts, preps: []string{"of", "against", "about"}}, `warn complain`)
	set(verb{stance: parallax.Asserts, object: true}, `blame accuse raise allege claim announce confirm predict reiterate reaffirm emphasize emphasise stress express voice report
		reveal disclose admit acknowledge outline recount estimate recall tout underscore highlight convey proclaim forecast detail`)
	set(verb{stance: parallax.Asserts, preps: []string{"on"}}, `insist`)
	set(verb{stance: parallax.Asserts, preps: []string{"to"}}, `admit confess object`)
	set(verb{stance: parallax.Asserts, charged: []string{"of"}}, `accuse suspect`)
	set(verb{stance: parallax.Evaluates, clause: true, object: true}, `criticize criticise praise slam blast condemn denounce hail laud commend applaud welcome decry deplore ridicule mock lambast lambaste
		rebuke berate excoriate assail bemoan lament tout dismiss`)
	set(verb{stance: parallax.Evaluates, as: true}, `characterize characterise describe depict portray denounce dismiss hail condemn praise label brand deride frame cast criticize criticise blast slam tout
		regard view see refer identify decry mock ridicule`)
	set(verb{stance: parallax.Evaluates, named: true}, `call label brand dub deem term declare pronounce`)
	return out
}()

// opinion verbs are content-bearing only with a clause and a source that can
// speak; many of their uses tell no communication.
var opinion = wordSet(`feel guess figure reckon understand hear learn find show read hold decide determine realize realise consider suppose suspect fear hope worry
	judge rule expect believe think anticipate calculate project foresee agree see view regard teach signal imply persuade convince`)

// reads are what documents do; people "read" books.
var reads = wordSet(`read show find state say hold conclude suggest indicate reveal warn note rule signal imply project detail`)

// nouns are the cue nouns by lemma: they carry a clause ("the claim that"), or
// stand for a claim told before ("a charge").
var nouns = map[string]string{
	"claim": parallax.Asserts, "allegation": parallax.Asserts, "charge": parallax.Asserts, "accusation": parallax.Asserts, "assertion": parallax.Asserts,
	"statement": parallax.Asserts, "report": parallax.Asserts, "announcement": parallax.Asserts, "warning": parallax.Asserts, "suggestion": parallax.Asserts,
	"argument": parallax.Asserts, "belief": parallax.Asserts, "view": parallax.Asserts, "contention": parallax.Asserts, "rumor": parallax.Asserts, "rumour": parallax.Asserts,
	"speculation": parallax.Asserts, "prediction": parallax.Asserts, "declaration": parallax.Asserts, "testimony": parallax.Asserts, "conclusion": parallax.Asserts,
	"denial": parallax.Denies, "promise": parallax.Promises, "pledge": parallax.Promises, "vow": parallax.Promises, "threat": parallax.Threatens,
	"demand": parallax.Asks, "request": parallax.Asks, "call": parallax.Asks, "appeal": parallax.Asks, "concern": parallax.Asserts, "fear": parallax.Asserts,
	"hope": parallax.Asserts, "complaint": parallax.Asserts, "criticism": parallax.Evaluates, "insistence": parallax.Asserts, "admission": parallax.Asserts,
	"acknowledgment": parallax.Asserts, "acknowledgement": parallax.Asserts, "assurance": parallax.Promises, "assessment": parallax.Evaluates, "estimate": parallax.Asserts,
	"suspicion": parallax.Doubts, "doubt": parallax.Doubts, "question": parallax.Doubts,
}

// pointers stand for a claim told before when they have no clause of their own.
var pointers = wordSet(`claim allegation charge accusation assertion report rumor rumour statement suggestion criticism complaint`)

// hearsayWords mark a clause as somebody's word without saying whose.
var hearsayWords = wordSet(`reportedly allegedly supposedly purportedly`)

// papers are sources that are documents.
var papers = wordSet(`report statement letter resolution law bill document memo memorandum study survey poll indictment complaint ruling order affidavit filing lawsuit
	communique communiqué declaration treaty agreement constitution act charter email e-mail message article editorial op-ed book cable dossier transcript text paper
	analysis assessment review decree directive note notice release tweet post poll data record video footage videotape tape audio recording photo photograph image
	test research figure statistic database investigation inquiry probe evidence sign banner website site blog page finding
	autopsy memoir guideline guidance profile census index chart map newspaper magazine newsletter poster caption headline outlook forecast brief petition motion
	communication correspondence cable minute account`)

// benches are bodies of judges, who rule and find.
var benches = wordSet(`court panel tribunal jury judge justice commission committee inquiry`)

// shown is what documents do with a thing as object: "the photos show a crater".
var shown = wordSet(`show find reveal detail indicate suggest describe list record document`)

// posts are verbs of putting up what may be no words, and pictures what is none.
var posts, pictures = wordSet(`tweet retweet post repost share upload`), wordSet(`image photo photograph picture video clip footage selfie map graphic meme link gif cartoon`)

// venues are where one speaks.
var venues = wordSet(`interview statement speech conference letter tweet post op-ed testimony message call briefing address remarks remark email e-mail hearing rally meeting
	editorial column book memo report filing news tv television radio twitter facebook instagram telegram`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}
