package attribution

// plain are cues that say nothing of the stance.
var plain = wordSet(`say tell add state write tweet note explain declare argue insist continue announce reply respond answer stress chant shout yell scream cry post signal
	warn think believe comment remark observe`)

// chants are cues of words in a chorus, which mostly demand.
var chants = wordSet(`chant shout yell scream`)

// orders are cues that ask whatever they take.
var orders = wordSet(`order direct command instruct`)

// advises are cues that ask where they take an infinitive: "told us to leave".
var advises = wordSet(`tell warn advise caution remind`)

// voices are cues that judge where what they take is a feeling: "voiced outrage".
var voices = wordSet(`express voice raise convey`)

// feelings are what is voiced for or against a thing.
var feelings = wordSet(`admiration alarm anger appreciation concern condolence contempt disappointment disgust dismay displeasure frustration gratitude indignation misgiving
	opposition outrage regret relief reservation sadness satisfaction shock solidarity sorrow support sympathy`)

// asides are imperatives that ask nothing.
var asides = wordSet(`thank look listen see believe imagine guess mind say suppose remember let`)

// judging verbs of the first person say what it finds good or bad.
var judging = wordSet(`abhor admire applaud appreciate commend condemn congratulate deplore despise detest hate lament love praise regret salute thank`)

// bodies are what acts for a country.
var bodies = wordSet(`government state administration military army navy force country nation republic kingdom authority ministry parliament regime police`)

// undergone are verbs of what happens to somebody, or of what he says and thinks, which nobody promises by "will".
var undergone = wordSet(`imagine add admit appear argue ask be become believe die expect face feel find get guess happen hate have hear hope know learn like lose love mention need
	note overcome prefer remain remember say see seem suffer tell think want win`)

// harm are deeds, and what they are done with, that one threatens.
var harm = wordSet(`annihilate arrest attack avenge behead blockade bomb bombard boycott burn confiscate confront cripple crush deport destroy destruction eliminate
	execute expel fire flatten hit hunt impeach imprison invade invasion jail kill obliterate prosecute punish punishment reprisal retaliate retaliation
	revenge sanction seize shoot strike sue target tariff vengeance veto withhold`)

// paidBack is what somebody faces who does what he should not.
var paidBack = wordSet(`consequence retaliation revenge vengeance reprisal punishment justice`)

// untrue are judgements that say that something did not happen.
var untrue = wordSet(`baseless bogus fabricated fabrication fake false falsehood fiction groundless hoax lie ludicrous nonsense unfounded untrue`)

// judgements are words that tell good or bad, right or wrong of what they are said of, in general use and whatever it is.
var judgements = wordSet(`abhorrent abomination absurd abysmal admirable alarming amazing amusing appalling arrogance arrogant ashamed atrocious atrocity awesome awful bad
	beautiful betrayal biased bizarre blasphemy blessing brave brilliant brutal bully callous catastrophe catastrophic chaotic charade childish circus
	clever clumsy commendable contemptible courageous coward cowardice cowardly crime crooked cruel cruelty cynical dangerous deceitful decent deception
	deceptive deplorable despicable destructive devastating dire disappointed disappointing disaster disastrous disgrace disgraceful disgusted disgusting
	dishonest dishonorable dismal disproportionate disrespectful disservice distressing disturbing divisive dreadful dumb embarrassing embarrassment
	encouraging evil excellent exceptional extraordinary fabulous failure fantastic fantasy farce farcical fiasco flawed folly fool foolish frightening
	furious genius good gorgeous grateful great gross grotesque harmful harsh hateful heartbreaking heartbroken heinous helpful hero heroic heroism honor
	honorable honored honour hopeless horrendous horrible horrific horrified horrifying horror humiliation hypocrisy hypocrite hypocritical idiocy idiot
	idiotic ignorant illegal illegitimate illogical immoral impossible impressive improper inaccurate inadequate inappropriate incompetence incompetent
	incomprehensible inconsistent incredible indefensible inept inexcusable inhuman inhumane injustice insane insanity insufficient insult insulting
	intolerable invalid irrational irresponsible joke laughable lawless loser lousy lunacy mad madness magnificent malicious masterpiece meaningless mess
	milestone miracle misguided misleading mistake mockery monster monstrous nasty nightmare nonsensical obscene offensive outdated outrage outraged
	outrageous outstanding overblown painful paranoid pathetic perfect persecution perverse pleasure pointless preposterous pride privilege proud
	provocative racist radical reasonable reckless recklessness regrettable remarkable reprehensible repugnant repulsive ridiculous rubbish rude ruthless
	sacrilege sad saddened savage scam scandalous scary selfish senseless serious sham shambles shame shameful shameless shocked shocking shortsighted
	sickening silly sinister slander slap smart sorry spectacular splendid strange stunning stupid stupidity success superb suspicious tasteless terrible
	terrific terrifying thankful thoughtful thoughtless threat thrilled thug toxic tragedy tragic traitor travesty treacherous treason treasonous triumph
	troubling tyrannical tyranny tyrant ugly unacceptable unbelievable uncalled unconscionable unconstitutional undemocratic unethical unfair unfit
	unforgivable unfortunate unhappy unhelpful unjust unjustifiable unjustified unlawful unnecessary unpatriotic unprecedented unprofessional unreasonable
	unsafe unsatisfactory untenable unthinkable unwarranted unwise upset upsetting useless valuable vicious vile villain vindictive violation waste
	weakness weird welcome wicked wise witch wonderful worrisome worrying worse worst worthless worthy wrong wrongful`)
