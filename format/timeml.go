package format

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"iter"
	"slices"
	"strings"

	"parallax"
)

// tag is a stretch of text that becomes an element.
type tag struct {
	parallax.Span
	name, attributes string
}

// timeML makes a TimeML 1.2.1 file of each document, in the manner of
// TempEval-3: the document's time, the text with TIMEX3 and EVENT in it, an
// instance for each event, and a link to the time that the text gives it.
func timeML(views iter.Seq[*view], put func(file) error) error {
	for v := range views {
		for i, d := range v.docs {
			name := v.r.Documents[i].ID
			if v.again[name] {
				continue
			}
			if err := put(file{name + ".tml", timeMLOf(name, d)}); err != nil {
				return err
			}
		}
	}
	return nil
}

func timeMLOf(name string, d *parallax.Document) []byte {
	b := new(bytes.Buffer)
	fmt.Fprintf(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n<DOCID>%s</DOCID>\n", name)
	dct := ""
	if len(d.Reports) > 0 {
		dct = d.Reports[0].Published.Value
	}
	fmt.Fprintf(b, "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"%s\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">%s</TIMEX3></DCT>\n<TEXT>", escaped(dct), escaped(dct))
	var tags []tag
	for k, t := range d.Times {
		if !t.Empty() {
			tags = append(tags, tag{t.Span, "TIMEX3", fmt.Sprintf(` tid="t%d" type="%s" value="%s"`, k+1, escaped(t.Type), escaped(t.Value))})
		}
	}
	for k, e := range d.Events {
		tags = append(tags, tag{e.Span, "EVENT", fmt.Sprintf(` eid="e%d" class="OCCURRENCE"`, k+1)})
	}
	for k, c := range d.Claims {
		if n := len(c.Chain); n > 0 && !c.Chain[n-1].Cue.Empty() {
			tags = append(tags, tag{c.Chain[n-1].Cue, "EVENT", fmt.Sprintf(` eid="e%d" class="REPORTING"`, len(d.Events)+k+1)})
		}
	}
	slices.SortStableFunc(tags, func(x, y tag) int { return cmp.Or(x.Start-y.Start, y.End-x.End) })
	at := 0
	written := map[string]bool{}
	for _, t := range tags {
		if t.Start < at || t.Empty() || t.End > len(d.Text) { // elements do not overlap: the first one stays
			continue
		}
		fmt.Fprintf(b, "%s<%s%s>%s</%s>", escaped(d.Text[at:t.Start]), t.name, t.attributes, escaped(t.In(d.Text)), t.name)
		at = t.End
		id := strings.Split(t.attributes, `"`)[1]
		written[id] = true
	}
	fmt.Fprintf(b, "%s</TEXT>\n", escaped(d.Text[at:]))
	links := 0
	var tlinks strings.Builder
	for k := range len(d.Events) + len(d.Claims) {
		id := fmt.Sprintf("e%d", k+1)
		if !written[id] {
			continue
		}
		head, polarity, time := 0, "POS", 0
		if k < len(d.Events) {
			e := d.Events[k]
			head, time = e.Head, e.Time
			if e.Status == parallax.Negated {
				polarity = "NEG"
			}
		} else {
			c := d.Claims[k-len(d.Events)]
			time = c.Spoken
			head = tokenAt(d, c.Chain[len(c.Chain)-1].Cue)
		}
		tense, aspect, pos := grammar(d, head)
		fmt.Fprintf(b, "<MAKEINSTANCE eventID=\"%s\" eiid=\"ei%d\" tense=\"%s\" aspect=\"%s\" polarity=\"%s\" pos=\"%s\"/>\n", id, k+1, tense, aspect, polarity, pos)
		if t := fmt.Sprintf("t%d", time); time > 0 && written[t] {
			links++
			fmt.Fprintf(&tlinks, "<TLINK lid=\"l%d\" eventInstanceID=\"ei%d\" relatedToTime=\"%s\" relType=\"IS_INCLUDED\"/>\n", links, k+1, t)
		}
	}
	b.WriteString(tlinks.String() + "</TimeML>\n")
	return b.Bytes()
}

// tokenAt is the id of the first verb within a span, else of its first word.
func tokenAt(d *parallax.Document, s parallax.Span) int {
	first := 0
	for i, t := range d.Tokens {
		if s.Covers(t.Span) {
			if t.UPOS == "VERB" {
				return i + 1
			}
			if first == 0 {
				first = i + 1
			}
		}
	}
	return first
}

// grammar gives TimeML's tense, aspect and part of speech of a token.
func grammar(d *parallax.Document, head int) (tense, aspect, pos string) {
	tense, aspect, pos = "NONE", "NONE", "OTHER"
	if head < 1 || head > len(d.Tokens) {
		return
	}
	t := d.Tokens[head-1]
	switch t.UPOS {
	case "NOUN", "PROPN":
		return tense, aspect, "NOUN"
	case "ADJ":
		return tense, aspect, "ADJECTIVE"
	case "VERB", "AUX":
		pos = "VERB"
	default:
		return
	}
	perfect, progressive := false, t.XPOS == "VBG"
	switch t.XPOS {
	case "VBD":
		tense = "PAST"
	case "VBZ", "VBP":
		tense = "PRESENT"
	case "VBN":
		tense = "PASTPART"
	case "VBG":
		tense = "PRESPART"
	case "VB":
		tense = "INFINITIVE"
	}
	for i := range d.Tokens {
		a := d.Tokens[i]
		if a.Head != head || a.Sent != t.Sent || !strings.HasPrefix(a.Deprel, "aux") {
			continue
		}
		switch {
		case a.Lemma == "will" || a.Lemma == "shall":
			tense = "FUTURE"
		case a.Lemma == "have":
			perfect = true
			fallthrough
		case a.XPOS == "VBD" || a.XPOS == "VBZ" || a.XPOS == "VBP":
			if tense != "FUTURE" && a.XPOS != "VB" {
				tense = map[bool]string{true: "PAST", false: "PRESENT"}[a.XPOS == "VBD"]
			}
		}
	}
	switch {
	case perfect && progressive:
		aspect = "PERFECTIVE_PROGRESSIVE"
	case perfect:
		aspect = "PERFECTIVE"
	case progressive && tense != "PRESPART":
		aspect = "PROGRESSIVE"
	}
	return
}

// escaped is s as XML text or attribute; what XML 1.0 cannot hold becomes U+FFFD.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}
