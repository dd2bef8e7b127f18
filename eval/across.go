package eval

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/cluster"
	"parallax/collate"
	"parallax/resolve"
)

// StoryDoc is a document with gold event mentions, each with the name of the
// event it tells. Sentences lists the spans that were annotated.
type StoryDoc struct {
	Name      string
	Doc       *parallax.Document
	Mentions  []EventMention
	Sentences []parallax.Span
	text      string
}

// EventMention is a gold mention of an event.
type EventMention struct {
	parallax.Span
	Event string
}

// ECBDev are the topics of ECB+ to develop on.
var ECBDev = []int{2, 5, 12, 18, 21, 23, 34, 35}

// ECBHalf are four of them, shown apart. Both halves were seen while weights
// were chosen, so neither is held.
var ECBHalf = []int{5, 18, 23, 35}

// ECBEvents reads topics of ECB+ (Cybulska and Vossen 2014) with our pipeline's
// passes.
func ECBEvents(bench string, topics []int) ([]StoryDoc, error) {
	files, err := filepath.Glob(filepath.Join(bench, "across", "ecbplus", "*", "*.xml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	checked, err := ecbSentences(filepath.Join(bench, "across", "ecbplus", "ECBplus_coreference_sentences.csv"))
	if err != nil {
		return nil, err
	}
	var out []StoryDoc
	for _, f := range files {
		if n, _ := strconv.Atoi(filepath.Base(filepath.Dir(f))); !slices.Contains(topics, n) {
			continue
		}
		x, err := ecbText(f, checked)
		if err == nil {
			x.Doc, err = readPlain(x.text, "")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		out = append(out, x)
	}
	return out, nil
}

var glued = regexp.MustCompile(`^([.,;:!?)\]%]|'s|n't|'re|'ve|'ll|'d|'m|'|’s|’)$`)

// ecbSentences reads which sentences were checked after annotation, those that
// the field scores: "topic_file" → sentence numbers.
func ecbSentences(file string) (map[string]map[int]bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	out := map[string]map[int]bool{}
	for _, r := range rows[1:] {
		n, err := strconv.Atoi(strings.TrimSpace(r[2]))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		k := r[0] + "_" + r[1]
		if out[k] == nil {
			out[k] = map[int]bool{}
		}
		out[k][n] = true
	}
	return out, nil
}

func ecbText(file string, checked map[string]map[int]bool) (StoryDoc, error) {
	type link struct {
		Note   string `xml:"note,attr"`
		ID     string `xml:"r_id,attr"`
		Source []struct {
			ID string `xml:"m_id,attr"`
		} `xml:"source"`
	}
	var x struct {
		Tokens []struct {
			ID       string `xml:"t_id,attr"`
			Sentence int    `xml:"sentence,attr"`
			Text     string `xml:",chardata"`
		} `xml:"token"`
		Markables struct {
			All []struct {
				XMLName xml.Name
				ID      string `xml:"m_id,attr"`
				Tokens  []struct {
					ID string `xml:"t_id,attr"`
				} `xml:"token_anchor"`
			} `xml:",any"`
		}
		Relations struct {
			Cross []link `xml:"CROSS_DOC_COREF"`
			Intra []link `xml:"INTRA_DOC_COREF"`
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return StoryDoc{}, err
	}
	if err := xml.Unmarshal(b, &x); err != nil {
		return StoryDoc{}, err
	}
	out := StoryDoc{Name: strings.TrimSuffix(filepath.Base(file), ".xml")}
	var t strings.Builder
	at := map[string]parallax.Span{}
	sentence := map[string]int{}
	whole := map[int]parallax.Span{}
	for i, w := range x.Tokens {
		switch {
		case i == 0 || glued.MatchString(w.Text):
		case w.Sentence != x.Tokens[i-1].Sentence:
			t.WriteByte('\n')
		default:
			t.WriteByte(' ')
		}
		start := t.Len()
		t.WriteString(w.Text)
		s := parallax.Span{Start: start, End: t.Len()}
		at[w.ID], sentence[w.ID] = s, w.Sentence
		if old, ok := whole[w.Sentence]; ok {
			s.Start = old.Start
		}
		whole[w.Sentence] = s
	}
	event := map[string]string{}
	for _, l := range x.Relations.Intra {
		for _, s := range l.Source {
			event[s.ID] = out.Name + " " + l.ID
		}
	}
	for _, l := range x.Relations.Cross {
		for _, s := range l.Source {
			event[s.ID] = l.Note
		}
	}
	for _, m := range x.Markables.All {
		if len(m.Tokens) == 0 || !strings.Contains(m.XMLName.Local, "ACTION_") || !checked[out.Name][sentence[m.Tokens[0].ID]] {
			continue
		}
		s := at[m.Tokens[0].ID]
		s.End = at[m.Tokens[len(m.Tokens)-1].ID].End
		name := event[m.ID]
		if name == "" {
			name = out.Name + " alone " + m.ID
		}
		out.Mentions = append(out.Mentions, EventMention{s, name})
	}
	slices.SortFunc(out.Mentions, func(a, b EventMention) int { return a.Start - b.Start })
	for k := range checked[out.Name] {
		out.Sentences = append(out.Sentences, whole[k])
	}
	slices.SortFunc(out.Sentences, func(a, b parallax.Span) int { return a.Start - b.Start })
	out.text = t.String()
	return out, nil
}

// EventCoreference scores the joining of event mentions across reports on the
// development topics, four of them apart, with gold mentions,
// by lemma alone, and with our own mentions, always on stories that we grouped;
// and on our own labels of joins.
func EventCoreference(bench, labels string) ([]Row, error) {
	rows, err := ownJoins(bench, labels)
	if err != nil {
		return nil, err
	}
	docs, err := ECBEvents(bench, ECBDev)
	if err != nil {
		return nil, err
	}
	half := slices.DeleteFunc(slices.Clone(docs), func(x StoryDoc) bool {
		n, _, _ := strings.Cut(x.Name, "_")
		t, _ := strconv.Atoi(n)
		return !slices.Contains(ECBHalf, t)
	})
	return slices.Concat(rows, ecbCoreference("ECB+ dev", docs), ecbCoreference("ECB+ dev, four topics", half)), nil
}

func ecbCoreference(name string, docs []StoryDoc) []Row {
	var rows []Row
	for _, m := range []struct {
		name string
		f    func([]StoryDoc) (gold, got map[string]string)
	}{{"gold mentions", JoinGold}, {"gold mentions, same lemma", JoinLemma}, {"own mentions", JoinOwn}} {
		gold, got := m.f(docs)
		s := CoNLL(gold, got)
		rows = append(rows, Row{"collate", name, "event coreference, " + m.name + ", CoNLL F1", 100 * s.F1, len(gold)})
	}
	return rows
}

// archive makes an archive of documents up to their actors. The documents stay as
// they are: what collation finds of their dates must not reach the next run.
func archive(docs []*parallax.Document) *parallax.Archive {
	a := &parallax.Archive{Docs: slices.Clone(docs)}
	for i, d := range docs {
		c := *d
		c.Times, c.Reports = slices.Clone(d.Times), slices.Clone(d.Reports)
		a.Docs[i] = &c
	}
	a.Origins, a.Stories = cluster.Group(docs)
	a.Actors = resolve.Actors(a)
	return a
}

func key(doc int, s parallax.Span) string { return fmt.Sprintf("%d:%d-%d", doc, s.Start, s.End) }

// withGold are copies of the documents whose events are the gold mentions, with
// what our coder found at the same word.
func withGold(docs []StoryDoc) []*parallax.Document {
	var out []*parallax.Document
	for i, x := range docs {
		d := *x.Doc
		d.ID = i + 1
		d.Events = nil
		for _, g := range x.Mentions {
			e := parallax.Event{Span: g.Span, Type: "OTHER", Status: parallax.Actual, Report: 1, Score: 1}
			for k, t := range d.Tokens {
				if !g.Covers(t.Span) && !t.Covers(g.Span) {
					continue
				}
				// The head is the word whose own head lies outside the trigger.
				if e.Head == 0 || t.Head == 0 || !g.Covers(d.Tokens[t.Head-1].Span) {
					e.Head, e.Sent = k+1, t.Sent
				}
			}
			for _, own := range x.Doc.Events {
				if own.Overlap(g.Span) > 0 {
					span, head, sent := e.Span, e.Head, e.Sent
					e = own
					e.Span, e.Head, e.Sent, e.Claim, e.Figures = span, head, sent, 0, nil
					break
				}
			}
			d.Events = append(d.Events, e)
		}
		out = append(out, &d)
	}
	return out
}

// JoinGold joins the gold mentions of documents.
func JoinGold(docs []StoryDoc) (gold, got map[string]string) {
	a := archive(withGold(docs))
	collate.Run(a)
	gold, got = map[string]string{}, map[string]string{}
	for i, x := range docs {
		for _, g := range x.Mentions {
			gold[key(i, g.Span)] = g.Event
		}
	}
	for i, h := range a.Happenings {
		for _, m := range h.Members {
			got[key(m.Doc, a.Docs[m.Doc].Events[m.Event-1].Span)] = strconv.Itoa(i)
		}
	}
	return gold, got
}

// JoinLemma is the baseline: one lemma in one story is one event.
func JoinLemma(docs []StoryDoc) (gold, got map[string]string) {
	a := archive(withGold(docs))
	story := map[int]int{}
	for i, s := range a.Stories {
		for _, r := range s.Reports {
			story[r.Doc] = i
		}
	}
	gold, got = map[string]string{}, map[string]string{}
	for i, x := range docs {
		for k, g := range x.Mentions {
			gold[key(i, g.Span)] = g.Event
			e := a.Docs[i].Events[k]
			if e.Head > 0 {
				got[key(i, g.Span)] = fmt.Sprint(story[i], strings.ToLower(a.Docs[i].Tokens[e.Head-1].Lemma))
			}
		}
	}
	return gold, got
}

// JoinOwn joins our own mentions; those in the annotated sentences are scored,
// and one that stands on a gold mention's words is that mention.
func JoinOwn(docs []StoryDoc) (gold, got map[string]string) {
	var own []*parallax.Document
	for i, x := range docs {
		d := *x.Doc
		d.ID = i + 1
		own = append(own, &d)
	}
	a := archive(own)
	collate.Run(a)
	gold, got = map[string]string{}, map[string]string{}
	for i, x := range docs {
		for _, g := range x.Mentions {
			gold[key(i, g.Span)] = g.Event
		}
	}
	for i, h := range a.Happenings {
		for _, m := range h.Members {
			x := docs[m.Doc]
			s := a.Docs[m.Doc].Events[m.Event-1].Span
			if !slices.ContainsFunc(x.Sentences, func(t parallax.Span) bool { return t.Overlap(s) > 0 }) {
				continue
			}
			for _, g := range x.Mentions {
				if g.Overlap(s) > 0 {
					s = g.Span
					break
				}
			}
			got[key(m.Doc, s)] = strconv.Itoa(i)
		}
	}
	return gold, got
}
