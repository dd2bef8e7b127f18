package parallax

import "strings"

// Schema is the value of Record.Schema.
const Schema = "parallax.record/1"

// Record is everything found in a set of documents: the output contract of
// docs/record.md. Lists are in document order; stories and events in time order.
type Record struct {
	Schema     string           `json:"schema"`
	Made       *Made            `json:"made,omitempty"`
	Documents  []RecordDocument `json:"documents"`
	Stories    []RecordStory    `json:"stories"`
	Entities   []RecordEntity   `json:"entities"`
	Claims     []RecordClaim    `json:"claims"`
	Events     []RecordEvent    `json:"events"`
	Figures    []RecordFigure   `json:"figures"`
	Times      []RecordTime     `json:"times"`
	Disputes   []RecordDispute  `json:"disputes"`
	Judgements []Judgement      `json:"judgements,omitempty"`
}

// Made says what made a record; it holds no clock.
type Made struct {
	Program string `json:"program"`
	Version string `json:"version"`
	Model   string `json:"model,omitempty"`
}

// Anchor is the words an entry rests on: a byte range of the document that
// holds the report, and that slice verbatim.
type Anchor struct {
	Report string `json:"report"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
}

// RecordTime is a time of the record; see record.md "Times".
type RecordTime struct {
	ID       string   `json:"id,omitempty"`
	Value    string   `json:"value"`
	Type     string   `json:"type,omitempty"`
	Earliest string   `json:"earliest,omitempty"`
	Latest   string   `json:"latest,omitempty"`
	Basis    string   `json:"basis"`
	Anchor   *Anchor  `json:"anchor,omitempty"`
	Because  []Anchor `json:"because,omitempty"`
	Score    float64  `json:"score,omitempty"`
}

// RecordDocument is one source of the record.
type RecordDocument struct {
	ID        string         `json:"id"`
	URI       string         `json:"uri"`
	SHA256    string         `json:"sha256"`
	MediaType string         `json:"media_type"`
	Language  string         `json:"language"`
	Text      string         `json:"text"`
	Reports   []RecordReport `json:"reports"`
	Furniture []Furniture    `json:"furniture"`
	SourceMap []MapRun       `json:"source_map,omitempty"`
	Problems  []Problem      `json:"problems,omitempty"`
}

// RecordReport is one news item of a document.
type RecordReport struct {
	ID        string     `json:"id"`
	Start     int        `json:"start"`
	End       int        `json:"end"`
	Kind      string     `json:"kind"`
	Title     *Anchor    `json:"title,omitempty"`
	Byline    *Anchor    `json:"byline,omitempty"`
	Dateline  *Dateline  `json:"dateline,omitempty"`
	Outlet    string     `json:"outlet,omitempty"`
	Credit    *Credit    `json:"credit,omitempty"`
	Published RecordTime `json:"published"`
	Licence   string     `json:"licence,omitempty"`
	Story     string     `json:"story,omitempty"`
	Origin    string     `json:"origin"`
	Share     float64    `json:"share,omitempty"`
	Address   string     `json:"address,omitempty"`
}

// Dateline is the place a report is written from.
type Dateline struct {
	Place  string `json:"place,omitempty"`
	Anchor Anchor `json:"anchor"`
}

// Credit says whose text a report is.
type Credit struct {
	Name   string  `json:"name"`
	Anchor *Anchor `json:"anchor,omitempty"`
}

// RecordEntity is an actor, place or thing, across reports.
type RecordEntity struct {
	ID       string          `json:"id"`
	Type     string          `json:"type"`
	Name     string          `json:"name"`
	Known    string          `json:"known,omitempty"` // the name that joins it with those of other sagas
	Code     string          `json:"code,omitempty"`
	Wikidata string          `json:"wikidata,omitempty"`
	Geo      *RecordGeo      `json:"geo,omitempty"`
	Mentions []RecordMention `json:"mentions"`
	Labels   []RecordLabel   `json:"labels,omitempty"`
	Joins    []Join          `json:"joins,omitempty"`
}

// Join is a reading of one report that an entity or event was joined with: the
// first words of it, and why and on whose word. Its id is what a judgement
// names to part it again.
type Join struct {
	ID     string  `json:"id"`
	Anchor Anchor  `json:"anchor"`
	Score  float64 `json:"score,omitempty"`
	Reason string  `json:"reason,omitempty"`
	By     string  `json:"by,omitempty"` // rule, model, or a person's name
}

// RecordGeo is a place on the map.
type RecordGeo struct {
	Lat       float64 `json:"lat"`
	Lon       float64 `json:"lon"`
	GeoNames  int     `json:"geonames,omitempty"`
	Country   string  `json:"country,omitempty"`
	Precision int     `json:"precision,omitempty"`
}

// RecordMention is an anchor with the kind of mention it is.
type RecordMention struct {
	Anchor
	Kind  string  `json:"kind"`
	Score float64 `json:"score,omitempty"`
}

// RecordLabel is a description that a report gives to an entity.
type RecordLabel struct {
	Text   string  `json:"text"`
	Head   string  `json:"head,omitempty"`
	Anchor *Anchor `json:"anchor,omitempty"`
}

// RecordClaim is a claim of the record.
type RecordClaim struct {
	ID        string       `json:"id"`
	Report    string       `json:"report"`
	Anchor    Anchor       `json:"anchor"`
	Content   Anchor       `json:"content"`
	Continued []Anchor     `json:"continued,omitempty"`
	Quoted    string       `json:"quoted"`
	Chain     []RecordLink `json:"chain"`
	Act       string       `json:"act"`
	Stance    string       `json:"stance"`
	Spoken    *RecordTime  `json:"spoken,omitempty"`
	Venue     string       `json:"venue,omitempty"`
	Events    []string     `json:"events,omitempty"`
	Answers   string       `json:"answers,omitempty"`
	Score     float64      `json:"score,omitempty"`
}

// RecordLink is one source of a chain. An unnamed source that no words name has
// the cue's words as its anchor.
type RecordLink struct {
	Entity string  `json:"entity,omitempty"`
	Anchor Anchor  `json:"anchor"`
	Cue    *Anchor `json:"cue,omitempty"`
	Kind   string  `json:"kind,omitempty"`
}

// Unsaid reports whether no word names the source: its anchor is the cue
// ("allegedly", "was accused").
func (l RecordLink) Unsaid() bool {
	return l.Entity == "" && l.Kind == SourceUnnamed && l.Cue != nil && *l.Cue == l.Anchor
}

// RecordEvent is one event and its mentions across reports.
type RecordEvent struct {
	ID         string        `json:"id"`
	Type       string        `json:"type"`
	Label      string        `json:"label,omitempty"`
	Mode       []string      `json:"mode,omitempty"`
	Context    []string      `json:"context,omitempty"`
	Status     string        `json:"status"`
	Actors     []RecordArg   `json:"actors"`
	Recipients []RecordArg   `json:"recipients"`
	Time       *RecordTime   `json:"time,omitempty"`
	Place      *RecordArg    `json:"place,omitempty"`
	Figures    []string      `json:"figures,omitempty"`
	Mentions   []EventAnchor `json:"mentions"`
	Joins      []Join        `json:"joins,omitempty"`
	Support    Support       `json:"support"`
	Score      float64       `json:"score,omitempty"`
}

// RecordArg is a participant or place of an event.
type RecordArg struct {
	Entity string  `json:"entity,omitempty"`
	Anchor Anchor  `json:"anchor"`
	Score  float64 `json:"score,omitempty"`
}

// EventAnchor is one mention of an event: the trigger, its own status and the
// claim it stands in.
type EventAnchor struct {
	Anchor
	Claim  string  `json:"claim,omitempty"`
	Status string  `json:"status,omitempty"`
	Score  float64 `json:"score,omitempty"`
	Echo   bool    `json:"echo,omitempty"` // it only points back to an account of its report
}

// Support counts who carries an event; origins, not copies, corroborate.
type Support struct {
	Reports int `json:"reports"`
	Origins int `json:"origins"`
	Outlets int `json:"outlets"`
	Sources int `json:"sources"`
}

// RecordFigure is a count.
type RecordFigure struct {
	ID     string   `json:"id"`
	Value  *float64 `json:"value,omitempty"`
	Low    *float64 `json:"low,omitempty"`
	High   *float64 `json:"high,omitempty"`
	Unit   string   `json:"unit,omitempty"`
	Of     string   `json:"of"`
	Anchor Anchor   `json:"anchor"`
	Event  string   `json:"event,omitempty"`
	Claim  string   `json:"claim,omitempty"`
	Score  float64  `json:"score,omitempty"`
}

// RecordDispute is a disagreement with at least two sides.
type RecordDispute struct {
	ID    string   `json:"id"`
	Kind  string   `json:"kind"` // denial, figure, date, place, actor, refusal
	About []string `json:"about,omitempty"`
	Sides []Side   `json:"sides"`
	Score float64  `json:"score,omitempty"`
}

// Side is one position in a dispute, with its words.
type Side struct {
	Position string   `json:"position,omitempty"`
	Claims   []string `json:"claims,omitempty"`
	Mentions []Anchor `json:"mentions,omitempty"`
	Outlets  []string `json:"outlets,omitempty"`
}

// RecordStory is a set of reports of one unfolding story.
type RecordStory struct {
	ID       string     `json:"id"`
	Title    *Anchor    `json:"title,omitempty"`
	Reports  []string   `json:"reports"`
	Span     *DaySpan   `json:"span,omitempty"`
	Timeline []string   `json:"timeline"`
	Coverage []Coverage `json:"coverage,omitempty"`
	Naming   []Naming   `json:"naming,omitempty"`
}

// DaySpan bounds a story in days.
type DaySpan struct {
	Earliest string `json:"earliest,omitempty"`
	Latest   string `json:"latest,omitempty"`
}

// Coverage is one cell of the omission matrix.
type Coverage struct {
	Event  string `json:"event"`
	Outlet string `json:"outlet,omitempty"`
	Report string `json:"report,omitempty"`
	Said   string `json:"said"` // told, omitted
}

// Naming is how one outlet calls an entity or event.
type Naming struct {
	Entity string `json:"entity,omitempty"`
	Event  string `json:"event,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Forms  []Form `json:"forms"`
}

// Form is one wording and how often it stands.
type Form struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// Judgement is what a person decided; it outweighs model and rule.
type Judgement struct {
	Subject  string `json:"subject"`
	Object   string `json:"object,omitempty"`
	Relation string `json:"relation"` // same, different, wrong; in a history undone
	By       string `json:"by,omitempty"`
	When     string `json:"when,omitempty"`
	Why      string `json:"why,omitempty"`
}

// ByTime orders stories by their first day, those without one last.
func ByTime(x, y RecordStory) int {
	first := func(s RecordStory) string {
		if s.Span == nil || s.Span.Earliest == "" {
			return "9999"
		}
		return s.Span.Earliest
	}
	return strings.Compare(first(x), first(y))
}
