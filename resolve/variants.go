package resolve

// SameName scores whether two parts of names, in any script, spell one name,
// 0–1; from MinName on they are taken to.
func SameName(a, b string) float64 { return alike(fold(a), fold(b)) }

// MinName is the least score of two spellings of one name.
const MinName = 0.75
