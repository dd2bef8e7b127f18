package eval

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"parallax"
)

// three maps the reader's types to those of Universal NER.
var three = map[string]string{parallax.Person: "PER", parallax.Org: "ORG", parallax.MilUnit: "ORG", parallax.GPE: "LOC", parallax.Loc: "LOC", parallax.Fac: "LOC"}

// typed is a name as the name scorers compare it.
type typed struct {
	parallax.Span
	kind string
}

// heldOut reports whether a document is kept from training: one in n, by hash.
func heldOut(key string, n int64) bool {
	sum := sha256.Sum256([]byte(key))
	return new(big.Int).Mod(new(big.Int).SetBytes(sum[:]), big.NewInt(n)).Sign() == 0
}

// Names scores names on the held-out documents of Universal NER EWT (exact) and
// re3d (named mentions, overlap) under bench/names; articles in front and 's
// behind do not count.
func Names(bench string, pass parallax.Pass) ([]Row, error) {
	uner, err := unerEWT(filepath.Join(bench, "names/uner-ewt/en_ewt-ud-dev.iob2"))
	if err != nil {
		return nil, err
	}
	re3d, err := re3dDocuments(filepath.Join(bench, "names/re3d"))
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, set := range []struct {
		data    string
		docs    []namedText
		overlap bool
	}{{"UNER EWT, held out", uner, false}, {"re3d, held out", re3d, true}} {
		c := map[string]*counts{"PER": {}, "ORG": {}, "LOC": {}}
		for _, doc := range set.docs {
			d := &parallax.Document{Text: doc.text, Reports: []parallax.Report{{Span: parallax.Span{End: len(doc.text)}}}}
			if err := pass.Run(d); err != nil {
				return nil, fmt.Errorf("%s: %w", set.data, err)
			}
			if doc.mentions != nil {
				doc.gold = cores(d, doc.mentions)
			}
			countNames(c, doc.gold, systemNames(d), set.overlap)
		}
		var all counts
		for _, x := range c {
			all.gold, all.system, all.right = all.gold+x.gold, all.system+x.system, all.right+x.right
		}
		metric := "F1 exact"
		scale := 1.0
		if set.overlap {
			metric, scale = "F1 overlap", 0.5
		}
		rows = append(rows, Row{"names", set.data, metric, all.f1() * scale, all.gold})
		for _, k := range []string{"PER", "ORG", "LOC"} {
			rows = append(rows, Row{"names", set.data, k + " " + metric, c[k].f1() * scale, c[k].gold})
		}
	}
	return rows, nil
}

// countNames adds matches; overlapping ones count once for each side.
func countNames(c map[string]*counts, gold, system []typed, overlap bool) {
	match := func(a typed, in []typed) int {
		for _, b := range in {
			if a.kind == b.kind && (a.Span == b.Span || overlap && a.Overlap(b.Span) > 0) {
				return 1
			}
		}
		return 0
	}
	for _, g := range gold {
		c[g.kind].gold++
		if overlap {
			c[g.kind].right += match(g, system)
		}
	}
	for _, s := range system {
		c[s.kind].system++
		c[s.kind].right += match(s, gold)
	}
}

var articles = map[string]bool{"the": true, "a": true, "an": true}

func possessive(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

func systemNames(d *parallax.Document) []typed {
	var out []typed
	for _, n := range d.Names {
		k := three[n.Type]
		if k == "" {
			continue
		}
		a, b := n.First, n.Last
		for a < b && articles[strings.ToLower(d.Tokens[a-1].In(d.Text))] {
			a++
		}
		for b > a && possessive(d.Tokens[b-1].In(d.Text)) {
			b--
		}
		out = append(out, typed{parallax.Span{Start: d.Tokens[a-1].Start, End: d.Tokens[b-1].End}, k})
	}
	return out
}

// namedText is a text with gold names, or with mentions whose capitalised cores
// are the gold names.
type namedText struct {
	text     string
	gold     []typed
	mentions []typed
}

// unerEWT reads the held-out documents of an IOB2 file with text comments.
func unerEWT(path string) ([]namedText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("uner: %w", err)
	}
	defer f.Close()
	var out []namedText
	keep, at := false, 0
	var open *typed
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<22)
	for in.Scan() {
		line := in.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc id = "):
			keep = heldOut("uner"+strings.TrimPrefix(line, "# newdoc id = "), 4)
			if keep {
				out = append(out, namedText{})
			}
			continue
		case !keep:
			continue
		}
		doc := &out[len(out)-1]
		switch {
		case strings.HasPrefix(line, "# text = "):
			if doc.text != "" {
				doc.text += "\n"
			}
			at = len(doc.text)
			doc.text += strings.TrimPrefix(line, "# text = ")
		case line == "":
			open = nil
		case line[0] != '#':
			r := strings.Split(line, "\t")
			k := strings.Index(doc.text[at:], r[1])
			if k < 0 {
				return nil, fmt.Errorf("uner: word %q is not in its sentence", r[1])
			}
			span := parallax.Span{Start: at + k, End: at + k + len(r[1])}
			at = span.End
			switch {
			case strings.HasPrefix(r[2], "B-"):
				doc.gold = append(doc.gold, typed{span, r[2][2:]})
				open = &doc.gold[len(doc.gold)-1]
			case strings.HasPrefix(r[2], "I-") && open != nil:
				if !possessive(r[1]) {
					open.End = span.End
				}
			default:
				open = nil
			}
			if open != nil && open.Span == span && articles[strings.ToLower(r[1])] {
				open.Start = span.End + 1
			}
		}
	}
	return out, in.Err()
}

// re3dDocuments reads the held-out documents of re3d. Its offsets are code points.
func re3dDocuments(dir string) ([]namedText, error) {
	kinds := map[string]string{"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
	var out []namedText
	for _, part := range []string{"CENTCOM", "UK Government", "Wikipedia"} {
		at := map[string]int{}
		err := jsonLines(filepath.Join(dir, part, "documents.json"), func(line []byte) error {
			var d struct {
				ID   string `json:"_id"`
				Text string `json:"text"`
			}
			err := json.Unmarshal(line, &d)
			if heldOut("re3d"+d.ID, 3) {
				at[d.ID] = len(out)
				out = append(out, namedText{text: d.Text, mentions: []typed{}})
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		offsets := map[string][]int{}
		err = jsonLines(filepath.Join(dir, part, "entities.json"), func(line []byte) error {
			var e struct {
				Begin, End              int
				Type, Value, DocumentID string
			}
			if err := json.Unmarshal(line, &e); err != nil {
				return err
			}
			i, ok := at[e.DocumentID]
			if !ok || kinds[e.Type] == "" {
				return nil
			}
			o := offsets[e.DocumentID]
			if o == nil {
				for b := range out[i].text {
					o = append(o, b)
				}
				o = append(o, len(out[i].text))
				offsets[e.DocumentID] = o
			}
			if e.Begin < e.End && e.End < len(o) {
				out[i].mentions = append(out[i].mentions, typed{parallax.Span{Start: o[e.Begin], End: o[e.End]}, kinds[e.Type]})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func jsonLines(path string, each func(line []byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		if err := each(in.Bytes()); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return in.Err()
}

var leads = map[string]bool{"The": true, "A": true, "An": true, "This": true, "These": true, "That": true, "Those": true, "Our": true, "Their": true,
	"His": true, "Its": true, "He": true, "She": true, "It": true, "They": true, "We": true, "I": true, "You": true}

// cores are the capitalised cores of the mentions that end in one, longest
// first, none overlapping.
func cores(d *parallax.Document, mentions []typed) []typed {
	capital := func(w string) bool { return w[0] >= 'A' && w[0] <= 'Z' && !leads[w] }
	var all []typed
	for _, m := range mentions {
		i := sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > m.Start })
		j := i
		for j < len(d.Tokens) && d.Tokens[j].Start < m.End {
			j++
		}
		for j > i+1 && possessive(d.Tokens[j-1].In(d.Text)) {
			j--
		}
		for i < j && !capital(d.Tokens[i].In(d.Text)) {
			i++
		}
		if i == j || !capital(d.Tokens[j-1].In(d.Text)) {
			continue
		}
		plain := true
		for k := i; k < j; k++ {
			w := d.Tokens[k].In(d.Text)
			switch w {
			case "of", "the", "and", "for", "&", "-", "in", "’s", "'s", ".", "'", "al", "bin":
			default:
				plain = plain && (w[0] >= 'A' && w[0] <= 'Z' || w[0] >= '0' && w[0] <= '9')
			}
		}
		if plain {
			all = append(all, typed{parallax.Span{Start: d.Tokens[i].Start, End: d.Tokens[j-1].End}, m.kind})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Len() > all[j].Len() })
	var out []typed
	for _, m := range all {
		free := true
		for _, o := range out {
			free = free && m.Overlap(o.Span) == 0
		}
		if free {
			out = append(out, m)
		}
	}
	return out
}
