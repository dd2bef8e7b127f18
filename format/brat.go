package format

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"

	"parallax"
)

// brat makes two files of each document in the standoff format of the brat
// annotation tool: the text and, with offsets in code points, mentions, times,
// figures, events with their participants and claims with their sources; and
// the configuration that names their types.
func brat(views iter.Seq[*view], put func(file) error) error {
	entities, events := map[string]bool{}, map[string]bool{}
	for v := range views {
		for i := range v.docs {
			name := v.r.Documents[i].ID
			if v.again[name] {
				continue
			}
			if err := put(file{name + ".txt", []byte(v.docs[i].Text)}); err != nil {
				return err
			}
			if err := put(file{name + ".ann", v.bratOf(i, entities, events)}); err != nil {
				return err
			}
		}
	}
	var conf bytes.Buffer
	conf.WriteString("[entities]\n" + sorted(entities) + "[relations]\nCoreference Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n[events]\n")
	for _, e := range strings.Fields(sorted(events)) {
		if e == "Claim" {
			conf.WriteString("Claim Source*:<ENTITY>, Content?:Content\n")
		} else {
			conf.WriteString(e + " Actor*:<ENTITY>, Recipient*:<ENTITY>, Place?:<ENTITY>, Time?:Time\n")
		}
	}
	conf.WriteString("[attributes]\n")
	return put(file{"annotation.conf", conf.Bytes()})
}

// bratOf is the annotation of a document; it adds to the types of entities and
// events.
func (v *view) bratOf(i int, entities, events map[string]bool) []byte {
	d := v.docs[i]
	b := &bratFile{v: v, doc: i, text: v.docs[i].Text}
	mention := make([]string, len(d.Mentions)+1)
	for k, m := range d.Mentions {
		mention[k+1] = b.bound(entities, bratType(m.Type), m.Span)
	}
	for k, e := range d.Entities {
		var same []string
		for _, m := range e.Mentions {
			if mention[m] != "" {
				same = append(same, mention[m])
			}
		}
		if len(same) > 1 {
			fmt.Fprintf(&b.ann, "*\tCoreference %s\n", strings.Join(same, " "))
		}
		if len(same) > 0 && e.Name != "" {
			b.note(same[0], fmt.Sprintf("entity %d: %s", k+1, e.Name))
		}
	}
	times := make([]string, len(d.Times)+1)
	for k, t := range d.Times {
		if times[k+1] = b.bound(entities, "Time", t.Span); times[k+1] != "" {
			b.note(times[k+1], t.Type+" "+t.Value)
		}
	}
	for _, f := range d.Figures {
		if id := b.bound(entities, "Figure", f.Span); id != "" {
			b.note(id, f.Of)
		}
	}
	arg := func(role string, a parallax.Arg) string {
		id := ""
		if a.Mention > 0 && a.Mention < len(mention) {
			id = mention[a.Mention]
		}
		if id == "" {
			id = b.bound(entities, "Mention", a.Span)
		}
		if id == "" {
			return ""
		}
		return " " + role + ":" + id
	}
	for _, e := range d.Events {
		args := ""
		for k, a := range e.Actors {
			args += arg("Actor"+numberAfter(k), a)
		}
		for k, a := range e.Recipients {
			args += arg("Recipient"+numberAfter(k), a)
		}
		args += arg("Place", e.Place)
		if e.Time > 0 && e.Time < len(times) && times[e.Time] != "" {
			args += " Time:" + times[e.Time]
		}
		if id := b.event(events, bratType(e.Type), e.Span, args); id != "" {
			b.note(id, strings.Join(append([]string{e.Status}, e.Modes...), " "))
		}
	}
	for _, c := range d.Claims {
		args, cue := "", parallax.Span{}
		for k, l := range c.Chain {
			cue = l.Cue
			args += arg("Source"+numberAfter(k), parallax.Arg{Span: l.Span, Mention: l.Mention})
		}
		if id := b.bound(entities, "Content", c.Content); id != "" {
			args += " Content:" + id
		}
		if id := b.event(events, "Claim", cue, args); id != "" {
			b.note(id, c.Stance+" "+c.Quoted)
		}
	}
	return b.ann.Bytes()
}

type bratFile struct {
	v                    *view
	doc                  int
	text                 string
	ann                  bytes.Buffer
	bounds, evs, remarks int
}

// bound writes a text-bound annotation. One that runs over a line end is
// written in fragments, a line each, as brat asks.
func (b *bratFile) bound(types map[string]bool, typ string, s parallax.Span) string {
	words := s.In(b.text)
	if s.Empty() || strings.TrimSpace(words) == "" {
		return ""
	}
	var offsets, parts []string
	at := s.Start
	for line := range strings.SplitAfterSeq(words, "\n") {
		if t := strings.TrimRight(line, "\r\n"); t != "" {
			from, to := b.v.codePoints(b.doc, parallax.Span{Start: at, End: at + len(t)})
			offsets, parts = append(offsets, fmt.Sprintf("%d %d", from, to)), append(parts, t)
		}
		at += len(line)
	}
	types[typ] = true
	b.bounds++
	id := fmt.Sprintf("T%d", b.bounds)
	fmt.Fprintf(&b.ann, "%s\t%s %s\t%s\n", id, typ, strings.Join(offsets, ";"), strings.Join(parts, " "))
	return id
}

func (b *bratFile) event(types map[string]bool, typ string, trigger parallax.Span, args string) string {
	t := b.bound(types, typ, trigger)
	if t == "" {
		return ""
	}
	b.evs++
	id := fmt.Sprintf("E%d", b.evs)
	fmt.Fprintf(&b.ann, "%s\t%s:%s%s\n", id, typ, t, args)
	return id
}

func (b *bratFile) note(id, text string) {
	b.remarks++
	fmt.Fprintf(&b.ann, "#%d\tAnnotatorNotes %s\t%s\n", b.remarks, id, oneLine(text))
}

// bratType is a type as brat takes it, never empty.
func bratType(s string) string {
	if s == "" {
		return "Mention"
	}
	return s
}

// numberAfter numbers the second and later arguments of a role.
func numberAfter(k int) string {
	if k == 0 {
		return ""
	}
	return fmt.Sprint(k + 1)
}

func sorted(set map[string]bool) string {
	var s []string
	for k := range set {
		s = append(s, k)
	}
	slices.Sort(s)
	return strings.Join(append(s, ""), "\n")
}
