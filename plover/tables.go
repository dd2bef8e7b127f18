package plover

// Quad classes of PLOVER event types.
const (
	VerbalCooperation = 1 + iota
	MaterialCooperation
	VerbalConflict
	MaterialConflict
)

// Type is one of the 16 event types of PLOVER 2.0.
type Type struct {
	Name      string
	Quad      int
	Score     float64 // conflict–cooperation score of the bare type, −10 … +10
	Recipient bool    // a record of this type needs a recipient
	Modes     []Mode
}

// Mode says how an event of a type was done. Unscored is set where the manual
// prints no score; the type's own stands in for it.
type Mode struct {
	Name     string
	Score    float64
	Unscored bool
}

// Other is what happened outside the 16 types; it is not PLOVER's.
const Other = "OTHER"

// Types lists the event types in the order of the manual's quad classes. Where
// the manual contradicts itself the rulings of docs/codebook.md hold: SANCTION
// is material conflict; ACCUSE scores −3, not 3; RETREAT and PROTEST need no
// recipient.
var Types = []Type{
	{"AGREE", VerbalCooperation, 2.5, false, nil},
	{"CONSULT", VerbalCooperation, 2.5, false, modes("visit", 4, "third-party", 1, "multilateral", 4, "phone", 1.5)},
	{"SUPPORT", VerbalCooperation, 5, false, nil},
	{"CONCEDE", VerbalCooperation, 4.5, false, nil},
	{"COOPERATE", MaterialCooperation, 9.5, true, nil},
	{"AID", MaterialCooperation, 10, true, nil},
	{"RETREAT", MaterialCooperation, 6.5, false, modes("withdraw", 8, "release", 6.5, "disarm", 10, "ceasefire", 7.5, "access", 6.5, "resign", 4.5)},
	{"REQUEST", VerbalConflict, 0, false, modes("assist", 0.5, "change", -1, "yield", -1, "meet", 0)},
	{"ACCUSE", VerbalConflict, -3, false, modes("disapprove", -2, "investigate", -3.5, "allege", -3.5)},
	{"REJECT", VerbalConflict, -2, false, modes("assist", -1.5, "change", -2, "yield", -2, "meet", -2)},
	{"THREATEN", VerbalConflict, -3.5, false, modes("restrict", -3, "arrest", -3.5, "relations", -3.5, "expel", -3.5, "territory", -4, "violence", -3.5)},
	{"PROTEST", MaterialConflict, -5, false, append(modes("demo", -5, "riot", -7, "strike", -5, "hunger", -4.5, "boycott", -4.5, "obstruct", -4.5),
		Mode{Name: "vandalize", Score: -5, Unscored: true})},
	{"SANCTION", MaterialConflict, -6, true, modes("convict", -6, "expel", -5.5, "withdraw", -6, "discontinue", -6)},
	{"MOBILIZE", MaterialConflict, -5.5, false, modes("troops", -6.5, "weapons", -6.5, "police", -5.5, "militia", -6)},
	{"COERCE", MaterialConflict, -7, false, modes("seize", -7, "restrict", -7, "censor", -6.5, "curfew", -6.5, "martial-law", -7.5, "arrest", -7,
		"deport", -7, "withhold", -7, "misinformation", -6.5, "cyber", -7)},
	{"ASSAULT", MaterialConflict, -9, false, modes("abduct", -8.5, "beat", -7.5, "torture", -8.5, "sexual", -8.5, "targeted", -9.5, "destroy", -8.5,
		"primitive", -8, "firearms", -9, "explosives", -9, "suicide-attack", -9.5, "aerial", -9.5, "drone", -9.5, "heavy-weapons", -9.5,
		"crowd-control", -7.5, "unconventional", -10)},
}

// Contexts are the 37 settings of an event.
var Contexts = []string{"military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy",
	"economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity",
	"inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment",
	"technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking"}

func modes(pairs ...any) []Mode {
	var out []Mode
	for i := 0; i < len(pairs); i += 2 {
		m := Mode{Name: pairs[i].(string)}
		switch v := pairs[i+1].(type) {
		case int:
			m.Score = float64(v)
		case float64:
			m.Score = v
		}
		out = append(out, m)
	}
	return out
}

// TypeOf finds a type by its name.
func TypeOf(name string) (Type, bool) {
	for _, t := range Types {
		if t.Name == name {
			return t, true
		}
	}
	return Type{}, false
}

// HasMode reports whether mode belongs to t.
func (t Type) HasMode(mode string) bool {
	for _, m := range t.Modes {
		if m.Name == mode {
			return true
		}
	}
	return false
}

// Intensity is the conflict–cooperation score of an event of the type: that of
// its modes, farthest from nought, or of the bare type.
func (t Type) Intensity(modes []string) float64 {
	score, set := t.Score, false
	for _, m := range t.Modes {
		for _, name := range modes {
			if m.Name == name && (!set || m.Score*m.Score > score*score) {
				score, set = m.Score, true
			}
		}
	}
	return score
}

// Shift gives the type that stands for a type and an auxiliary mode together,
// where PLOVER has one: a future meeting is an agreement to meet, an announced
// withdrawal a concession, a hypothetical assault a threat. The coder keeps type
// and status apart, as both can be read at the words; the exports that are
// PLOVER's shift.
func Shift(typ, status string) string {
	switch status {
	case "planned":
		switch typ {
		case "CONSULT", "SUPPORT", "COOPERATE", "AID":
			return "AGREE"
		case "RETREAT":
			return "CONCEDE"
		}
	case "possible":
		if typ == "ASSAULT" {
			return "THREATEN"
		}
	}
	return typ
}
