package parallax

// Archive is what the rooms that look across documents work on: documents in
// the order of their ids and what was joined across them, each layer nil until
// its stage has run.
type Archive struct {
	Docs       []*Document
	Judgements []Judgement
	Origins    []Origin    // cluster
	Stories    []Story     // cluster
	Actors     []Actor     // resolve
	Happenings []Happening // collate
	Disputes   []Dispute   // collate
}

// ReportRef names a report: the index of its document in Archive.Docs and its
// id there.
type ReportRef struct{ Doc, Report int }

// Sagas gives the saga of every report that the stories hold. What no story
// holds is another's to tell; without stories all reports are of one saga.
func (a *Archive) Sagas() map[ReportRef]int {
	out := map[ReportRef]int{}
	for _, s := range a.Stories {
		for _, r := range s.Reports {
			out[r] = s.Saga
		}
	}
	if a.Stories == nil {
		for i, d := range a.Docs {
			for r := range len(d.Reports) + 1 {
				out[ReportRef{i, r}] = 0
			}
		}
	}
	return out
}

// Story is a set of reports of one unfolding story, in order of appearance.
type Story struct {
	Reports []ReportRef
	Saga    int // index of the first story of those that are about the same people and places, whenever they ran
}

// Origin is a set of reports that share one text. The first member is the one
// the others were taken from, as far as credit and time tell.
type Origin struct {
	Members []Copy
}

// Copy is one report of an origin: the share of its own words (0–1) that it
// has from the first member, and the runs where they stand.
type Copy struct {
	ReportRef
	Share float64
	Runs  []SharedRun
}

// SharedRun is a stretch of a copy and the stretch of the original it repeats.
type SharedRun struct {
	At, From Span
}

// EntityRef names a report's entity: index of its document and its id there.
type EntityRef struct{ Doc, Entity int }

// Actor is one person, body, place or thing across reports: entities that were
// judged the same. Members stand in document order.
type Actor struct {
	Members  []EntityRef
	Type     string
	Name     string
	Code     string
	Wikidata string
	Geo      *Geo
	Edges    []Edge // why each later member belongs, with author
	Known    string // name by which it is known whatever the story, "" when only within its own
}

// Edge is one judgement of identity between two entities.
type Edge struct {
	A, B   EntityRef
	Score  float64
	Reason string
	By     string // rule, model, or a person's name
}

// EventRef names a report's event mention: index of its document and its id there.
type EventRef struct{ Doc, Event int }

// Happening is one event across reports. Members stand in document order.
type Happening struct {
	Members []EventRef
	Time    Timex // the best that the story knows of it; Because refers to documents by index
	Score   float64
}

// ClaimRef names a report's claim: index of its document and its id there.
type ClaimRef struct{ Doc, Claim int }

// Dispute is a disagreement between accounts.
type Dispute struct {
	ID         ID
	Kind       string // denial, figure, date, place, actor, refusal
	Happenings []int  // indices in Archive.Happenings that it is about
	Sides      []Position
	Score      float64
}

// Position is one side of a dispute.
type Position struct {
	Text     string // the words or value that state it
	Claims   []ClaimRef
	Mentions []Ref
}
