package parallax

import (
	"sort"
	"strings"
)

// Page is what intake hands on: the bytes as fetched and what is known of where
// they came from, before anyone has looked inside.
type Page struct {
	URI       string // path or address, as given; a member of an archive is "archive#member"
	Bytes     []byte
	MediaType string // as declared by its source, or sniffed
	Charset   string // as declared by its source (HTTP header), "" when none
	Fetched   string // RFC 3339, "" when unknown
	// What the carrier of the page (feed item, JSON field, --published …) says of it.
	Title, Author, Outlet, Published, Language string
	Problems                                   []Problem
}

// Problem is something doubtful in a document and what was done about it. Codes
// are append-only and listed in docs/problems.md.
type Problem struct {
	Code string `json:"code"`
	Span
	Text string `json:"text"`
}

// MapRun leads a run of a document's text back to the bytes as fetched. Runs
// stand in text order; where both sides have the same length they agree byte
// for byte, else the whole run stands for the whole source range (an entity).
type MapRun struct {
	Start       int `json:"start"`
	End         int `json:"end"`
	SourceStart int `json:"source_start"`
	SourceEnd   int `json:"source_end"`
}

// Furniture is text that belongs to the page and not to a report.
type Furniture struct {
	Span
	Kind string `json:"kind"` // navigation, share, teaser, caption, licence, initials, label, cookie, newsletter, related …
}

// Says reports whether a token is what a stretch of words says in the first place,
// itself or as the clause of its head: of "reports that he was shot before the vote"
// the shot and not the vote, of "it shot a plane carrying 9" the shot alone.
func (d *Document) Says(s Span, token int) bool {
	for n := 0; token > 0 && n < 3; n++ {
		t := d.Tokens[token-1]
		if t.Head == 0 || !s.Covers(d.Tokens[t.Head-1].Span) {
			return true
		}
		switch rel, _, _ := strings.Cut(t.Deprel, ":"); rel {
		case "ccomp", "xcomp", "conj", "obj", "nsubj":
		case "acl":
			if up := d.Tokens[t.Head-1].Head; up > 0 && s.Covers(d.Tokens[up-1].Span) {
				return false
			}
		default:
			return false
		}
		token = t.Head
	}
	return false
}

// InFurniture reports whether s touches furniture.
func (d *Document) InFurniture(s Span) bool {
	i := sort.Search(len(d.Furniture), func(i int) bool { return d.Furniture[i].End > s.Start })
	return i < len(d.Furniture) && d.Furniture[i].Start < s.End
}

// Outside returns the parts of s that are not furniture, without white space at
// their ends.
func (d *Document) Outside(s Span) []Span {
	var out []Span
	add := func(s Span) {
		t := strings.TrimSpace(s.In(d.Text))
		if t != "" {
			start := s.Start + strings.Index(s.In(d.Text), t)
			out = append(out, Span{Start: start, End: start + len(t)})
		}
	}
	i := sort.Search(len(d.Furniture), func(i int) bool { return d.Furniture[i].End > s.Start })
	for ; i < len(d.Furniture) && d.Furniture[i].Start < s.End; i++ {
		add(Span{Start: s.Start, End: max(s.Start, d.Furniture[i].Start)})
		s.Start = min(s.End, d.Furniture[i].End)
	}
	add(s)
	return out
}

// Document is one source and everything read in it. A layer is nil until its
// pass has run.
type Document struct {
	ID        int // given by the store or the run, counts from 1
	URI       string
	SHA256    string // hex, of the bytes as fetched
	MediaType string
	Language  string // BCP 47, "" when unknown
	Text      string // UTF-8; all spans below are byte ranges of it
	SourceMap []MapRun
	Reports   []Report
	Furniture []Furniture // in text order
	Problems  []Problem

	Sentences []Sentence
	Tokens    []Token
	Names     []Name
	Mentions  []Mention
	Entities  []Entity
	Times     []Timex
	Figures   []Figure
	Claims    []Claim
	Events    []Event

	// Signals is what the encoder's heads say of the tokens. It lives beside the
	// document while it is read and is not stored with it.
	Signals *Signals `json:"-"`
}

// Report is one news item within a document.
type Report struct {
	Span              // from its first word (title or dateline) to its last; may contain furniture
	Kind       string // "article" or "lead"
	Title      Span
	Byline     Span
	Dateline   Span   // the words of the dateline's place
	Place      string // the dateline's place
	Outlet     string // who carries it
	Credit     string // whose text it is (agency), "" when the outlet's own or unknown
	CreditAt   Span
	Published  Timex // Span empty when it comes from the page's metadata; Basis "unknown" when not known
	Candidates []DateCandidate
	Licence    string
	Address    string // canonical address, when the page gives one
}

// DateCandidate is one answer to "when was this published" and who gives it.
type DateCandidate struct {
	Value  string // ISO 8601 date or date-time
	Source string // json-ld, opengraph, time-element, text, url, feed, option …
	Span   Span   // in the text, empty for metadata
}

// Sentence is a run of tokens; Report is the id of the report it stands in, 0
// for furniture, whose sentences later passes leave alone.
type Sentence struct {
	Span
	First, Last int // token ids, inclusive
	Report      int
	Paragraph   int       // counts from 1 over the document
	Title       bool      // the sentence is a headline
	Quote       []Span    // stretches inside quotation marks, marks left out; may continue an open quote
	Vector      []float32 `json:"-"`
}

// Token is a word in the sense of Universal Dependencies. The parts of a
// multiword token (do|n't) have spans of their own.
type Token struct {
	Span
	Lemma  string
	UPOS   string
	XPOS   string
	Feats  string // UD feature bundle, "Number=Sing|Tense=Past"
	Head   int    // token id, 0 for the root of the sentence
	Deprel string
	Sent   int  // sentence id
	Glued  bool // no space before this token (SpaceAfter=No on the one before)
	Score  float32
}

// Entity types of the record.
const (
	Person   = "PERSON"
	NORP     = "NORP"
	Org      = "ORG"
	MilUnit  = "MIL_UNIT"
	GPE      = "GPE"
	Loc      = "LOC"
	Fac      = "FAC"
	NamedEv  = "EVENT"
	Work     = "WORK"
	Law      = "LAW"
	Weapon   = "WEAPON"
	Vehicle  = "VEHICLE"
	Role     = "ROLE"
	NameDate = "DATE" // DATE to ORDINAL are the reader's value types, never entities
	NameTime = "TIME"
	Money    = "MONEY"
	Percent  = "PERCENT"
	Quantity = "QUANTITY"
	Cardinal = "CARDINAL"
	Ordinal  = "ORDINAL"
)

// Name is a typed span found by the reader: a name, a typed nominal or a value.
type Name struct {
	Span
	Type        string
	First, Last int // token ids, inclusive
	Score       float32
}

// Mention kinds.
const (
	KindName    = "name"
	KindNominal = "nominal"
	KindPronoun = "pronoun"
)

// Mention is a phrase that refers to an entity of the same report.
type Mention struct {
	Span          // the phrase: for a name the name without titles, for a nominal the noun phrase without clauses
	Kind   string // name, nominal, pronoun
	Type   string // entity type, "" when unknown
	Head   int    // token id of the head word
	Entity int    // id in Entities
	Sent   int
	Report int
	Score  float32 // that it belongs to its entity
}

// Entity is who or what the mentions of one report refer to.
type Entity struct {
	Type     string
	Name     string // best full form
	Report   int
	Mentions []int   // ids
	Labels   []Label // descriptions given to it
	Code     string  // PLOVER actor code, "IRN MIL"
	Wikidata string
	Geo      *Geo
	Plural   bool
	Gender   string // m, f, "" unknown
}

// Label is a description that a report gives to an entity.
type Label struct {
	Span
	Head string // lemma of its head
}

// Geo is a place on the map.
type Geo struct {
	Lat       float64
	Lon       float64
	GeoNames  int
	Country   string // ISO 3166 alpha-3
	Name      string // name in the gazetteer
	Feature   string // GeoNames feature code
	Precision int    // PLOVER resolution: 5 sub-city … 1 country
	Rivals    []int  // GeoNames ids nearly as likely: the name is ambiguous
	Score     float32
}

// Bases of a time, record.md "Times".
const (
	Stated       = "stated"
	Published    = "published"
	ThroughStory = "story"
	Bounded      = "bounded"
	Unknown      = "unknown"
)

// Timex is a time expression and its value (TIMEX3, ISO 8601).
type Timex struct {
	Span
	Type     string // DATE, TIME, DURATION, SET
	Value    string // XXXX-01-03 where the year is open; "" when nothing is known
	Earliest string // ISO day, "" when open
	Latest   string
	Basis    string
	Because  []Ref // words in this or other documents that decided it
	Sent     int
	Report   int
	Score    float32
}

// Ref is a span in one document of a run: Doc is its index in Archive.Docs, or −1
// for the document that holds the Ref.
type Ref struct {
	Doc int
	Span
}

// Figure is a count that a text gives.
type Figure struct {
	Span      // the number with what it counts: "at least 16 Iraqis"
	Value     *float64
	Low, High *float64
	Unit      string // "", USD, km, percent …
	Of        string // killed, wounded, missing, arrested, displaced, troops … or lemma of what is counted
	Hedge     string // the words, "at least"
	Counted   Span
	Event     int // event mention id
	Claim     int
	Sent      int
	Report    int
	Score     float32
}

// Kinds of a source, stances and ways of quoting: record.md "claim".
const (
	SourcePerson       = "person"
	SourceOrganisation = "organisation"
	SourceDocument     = "document"
	SourceOutlet       = "outlet"
	SourceUnnamed      = "unnamed"

	Asserts   = "asserts"
	Denies    = "denies"
	Doubts    = "doubts"
	Asks      = "asks"
	Promises  = "promises"
	Threatens = "threatens"
	Evaluates = "evaluates"

	Direct   = "direct"
	Indirect = "indirect"
	Mixed    = "mixed"
)

// Claim is what someone is reported to have said, thought, asked or denied.
type Claim struct {
	Span      // whole extent: source, cue, content
	Report    int
	Content   Span   // without the quotation marks around it
	Continued []Span // further parts of a split quote
	Quoted    string
	Chain     []Link // outermost first
	Act       string // lemma of the cue
	Stance    string
	Spoken    int // time id
	Venue     string
	Events    []int // ids of event mentions in the content
	Answers   int   // claim id
	Score     float32
}

// Link is one source in a chain.
type Link struct {
	Span    // the source's words; empty for an unnamed source that no word names
	Cue     Span
	Kind    string
	Mention int // id, 0 when no mention matches
	Entity  int // id in Entities
}

// Statuses of an event mention: record.md "event".
const (
	Actual     = "actual"
	Historical = "historical"
	Planned    = "planned"
	Possible   = "possible"
	Negated    = "negated"
	Alleged    = "alleged"
	Denied     = "denied"
	CalledOff  = "called-off"
)

// Event is one mention of an event in one report.
type Event struct {
	Span              // the trigger
	Head       int    // token id of the trigger's head
	Type       string // PLOVER type or OTHER
	Label      string // lemma of the trigger, for OTHER
	Modes      []string
	Contexts   []string
	Status     string
	Actors     []Arg
	Recipients []Arg
	Time       int // time id
	Place      Arg // Span empty when unknown
	Figures    []int
	Claim      int // innermost claim whose content holds the trigger
	Echo       int // id of the earlier mention that this one only points back to, 0 for an account of its own
	Sent       int
	Report     int
	Score      float32
}

// Arg is a participant or place of an event.
type Arg struct {
	Span
	Mention int
	Entity  int
	Score   float32
}

// Signals holds the encoder's votes, indexed like Document.Tokens (token id − 1).
// Scores are log-odds or probabilities as each field says.
type Signals struct {
	Timex       []TagVote // BIO tag over DATE, TIME, DURATION, SET
	Cue         []TagVote // BIO tag over the kinds of claim cues
	Trigger     []TagVote // PLOVER type, OTHER or "" for none
	Status      []TagVote // status of the event that this token triggers
	Modes       [][]TagVote
	Roles       []RoleVote       // sparse: predicate word to argument word, probability ≥ 0.1, in token order
	Antecedents []AntecedentVote // by pronoun, then word
	Pairs       []PairVote       // every two heads of noun phrases of a sentence, by actor, then recipient
}

// TagVote is the best tag of a token and its probability.
type TagVote struct {
	Tag   string
	Score float32
}

// PairVote is what one participant most likely does to another: the PLOVER type or OTHER,
// its probability given that there is an event between them, and that there is one.
type PairVote struct {
	Actor, Recipient int // token ids
	Tag              string
	Score, Any       float32
}

// AntecedentVote says how much more likely than nothing the encoder, which read the
// sentences about both, holds it that a pronoun means the same as another word: a
// part of a score of log-odds, to which the ranker of antecedents adds the rest.
type AntecedentVote struct {
	Pronoun, Word int // token ids
	Score         float32
}

// RoleVote says that Word plays Role for Pred (token ids).
type RoleVote struct {
	Pred, Word int
	Role       string // SOURCE, CONTENT, ACTOR, RECIPIENT, PLACE, TIME
	Score      float32
}
