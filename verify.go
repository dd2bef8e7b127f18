package parallax

import (
	"fmt"
	"reflect"
	"strconv"
)

// Mismatch is an anchor that does not hold its text.
type Mismatch struct {
	Where  string // path in the record, "claims[3].content"
	Anchor Anchor
	Why    string
}

func (m Mismatch) String() string {
	return fmt.Sprintf("%s: report %s [%d:%d]: %s", m.Where, m.Anchor.Report, m.Anchor.Start, m.Anchor.End, m.Why)
}

// Verify checks every anchor of r byte for byte against the text of the
// document that holds its report, and that reports, furniture and source maps
// lie within their document. It returns how many anchors it checked and those
// that failed. Whether the texts are those of the sources is the caller's to
// check, by sha256.
func Verify(r *Record) (checked int, bad []Mismatch) {
	text := map[string]string{}
	for _, d := range r.Documents {
		for _, p := range d.Reports {
			text[p.ID] = d.Text
			if !within(p.Start, p.End, len(d.Text)) {
				bad = append(bad, Mismatch{d.ID + " report " + p.ID, Anchor{Report: p.ID, Start: p.Start, End: p.End}, "span outside the document's text"})
			}
		}
		for _, f := range d.Furniture {
			if !within(f.Start, f.End, len(d.Text)) {
				bad = append(bad, Mismatch{d.ID + " furniture", Anchor{Start: f.Start, End: f.End}, "span outside the document's text"})
			}
		}
	}
	check := func(where string, a Anchor) {
		checked++
		t, ok := text[a.Report]
		switch {
		case !ok:
			bad = append(bad, Mismatch{where, a, "no such report"})
		case !within(a.Start, a.End, len(t)):
			bad = append(bad, Mismatch{where, a, "outside the document's text"})
		case t[a.Start:a.End] != a.Text:
			bad = append(bad, Mismatch{where, a, fmt.Sprintf("the source reads %q, the anchor %q", t[a.Start:a.End], a.Text)})
		}
	}
	walk(reflect.ValueOf(r).Elem(), step{name: "record"}, check)
	return checked, bad
}

// Anchors visits every anchor of r; where is its path in the record.
func Anchors(r *Record, visit func(where string, a Anchor)) {
	walk(reflect.ValueOf(r).Elem(), step{name: "record"}, visit)
}

func within(start, end, n int) bool { return 0 <= start && start <= end && end <= n }

var anchorType = reflect.TypeFor[Anchor]()

// walk calls visit for every Anchor below v: reflection, so that a field added
// to the record later cannot be forgotten here.
func walk(v reflect.Value, where step, visit func(string, Anchor)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), where, visit)
		}
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k != reflect.Struct && k != reflect.Pointer {
			return
		}
		for i := range v.Len() {
			walk(v.Index(i), step{&where, "", i}, visit)
		}
	case reflect.Struct:
		if v.Type() == anchorType {
			visit(where.String(), v.Interface().(Anchor))
			return
		}
		for i := range v.NumField() {
			f := v.Field(i)
			if k := f.Kind(); k != reflect.Struct && k != reflect.Pointer && k != reflect.Slice {
				continue
			}
			if t := v.Type().Field(i); t.Anonymous {
				walk(f, where, visit)
			} else {
				walk(f, step{&where, t.Name, 0}, visit)
			}
		}
	}
}

// step is a place in the record, written out where it is asked for alone.
type step struct {
	in   *step
	name string // of a field, "" for an element of a list
	i    int
}

func (s step) String() string {
	switch {
	case s.in == nil:
		return s.name
	case s.name == "":
		return s.in.String() + "[" + strconv.Itoa(s.i) + "]"
	}
	return s.in.String() + "." + s.name
}
