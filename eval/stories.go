package eval

import (
	"bufio"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"parallax"
	"parallax/cluster"
)

// StorySet is a set of reports with the story each belongs to.
type StorySet struct {
	Name string
	Docs []*parallax.Document
	Gold []string // story of the document at the same index
}

// Stories scores the grouping of reports into stories, B-cubed F1, one setting
// for all sets.
func Stories(bench string) ([]Row, error) {
	sets, err := StorySets(bench)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, s := range sets {
		got := make([]string, len(s.Docs))
		_, stories := cluster.Group(s.Docs)
		for i, st := range stories {
			for _, r := range st.Reports {
				got[r.Doc] = fmt.Sprint(i)
			}
		}
		p, r, f := BCubed(s.Gold, got)
		for _, x := range []struct {
			name string
			v    float64
		}{{"B-cubed P", p}, {"B-cubed R", r}, {"B-cubed F1", f}} {
			rows = append(rows, Row{"cluster", s.Name, x.name, 100 * x.v, len(s.Docs)})
		}
	}
	return rows, nil
}

// BCubed is the measure of Bagga and Baldwin (1998) over two labellings of the
// same items.
func BCubed(gold, got []string) (p, r, f float64) {
	type pair struct{ a, b string }
	both := map[pair]float64{}
	ng, ns := map[string]float64{}, map[string]float64{}
	for i := range gold {
		both[pair{gold[i], got[i]}]++
		ng[gold[i]]++
		ns[got[i]]++
	}
	for i := range gold {
		n := both[pair{gold[i], got[i]}]
		p += n / ns[got[i]]
		r += n / ng[gold[i]]
	}
	p, r = p/float64(len(gold)), r/float64(len(gold))
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// StorySets reads ECB+ (sub-topics as stories), BASIL (triplets) and incidents,
// each cut in two halves by the hash of the story's name: "a" to develop on,
// "b" to report.
func StorySets(bench string) ([]StorySet, error) {
	dir := filepath.Join(bench, "across")
	var all []StorySet
	for _, read := range []func(string) (StorySet, error){ecbStories, basilStories, incidentStories} {
		s, err := read(dir)
		if err != nil {
			return nil, fmt.Errorf("story sets: %w", err)
		}
		half := [2]StorySet{{Name: s.Name + " a"}, {Name: s.Name + " b"}}
		for i, g := range s.Gold {
			h := fnv.New32a()
			key := g
			if strings.HasPrefix(s.Name, "ECB+") {
				key, _, _ = strings.Cut(g, "_")
			}
			h.Write([]byte(key))
			x := &half[h.Sum32()>>7&1]
			x.Docs = append(x.Docs, s.Docs[i])
			x.Gold = append(x.Gold, g)
		}
		all = append(all, half[0], half[1])
	}
	return all, nil
}

func plainDoc(title, text, date string) *parallax.Document {
	t := title + "\n\n" + text
	d := &parallax.Document{Text: t}
	r := parallax.Report{Span: parallax.Span{Start: 0, End: len(t)}, Kind: "article"}
	if date != "" {
		r.Published = parallax.Timex{Value: date, Type: "DATE", Basis: parallax.Stated, Earliest: date, Latest: date}
	}
	d.Reports = []parallax.Report{r}
	return d
}

func ecbStories(dir string) (StorySet, error) {
	s := StorySet{Name: "ECB+"}
	files, err := filepath.Glob(filepath.Join(dir, "ecbplus", "*", "*.xml"))
	slices.Sort(files)
	name := regexp.MustCompile(`^(\d+)_\d+(ecb|ecbplus)\.xml$`)
	for _, f := range files {
		var x struct {
			Tokens []struct {
				Sentence int    `xml:"sentence,attr"`
				Text     string `xml:",chardata"`
			} `xml:"token"`
		}
		b, err := os.ReadFile(f)
		if err != nil {
			return s, err
		}
		if err := xml.Unmarshal(b, &x); err != nil {
			return s, fmt.Errorf("%s: %w", f, err)
		}
		var t strings.Builder
		for i, w := range x.Tokens {
			switch {
			case i > 0 && w.Sentence != x.Tokens[i-1].Sentence:
				t.WriteByte('\n')
			case i > 0:
				t.WriteByte(' ')
			}
			t.WriteString(w.Text)
		}
		m := name.FindStringSubmatch(filepath.Base(f))
		s.Docs = append(s.Docs, plainDoc("", t.String(), ""))
		s.Gold = append(s.Gold, m[1]+"_"+m[2])
	}
	return s, err
}

func basilStories(dir string) (StorySet, error) {
	s := StorySet{Name: "BASIL"}
	files, err := filepath.Glob(filepath.Join(dir, "basil", "articles", "*.json"))
	slices.Sort(files)
	for _, f := range files {
		var x struct {
			Title, Date string
			Triplet     string     `json:"triplet-uuid"`
			Body        [][]string `json:"body-paragraphs"`
		}
		b, err := os.ReadFile(f)
		if err != nil {
			return s, err
		}
		if err := json.Unmarshal(b, &x); err != nil {
			return s, fmt.Errorf("%s: %w", f, err)
		}
		var t []string
		for _, p := range x.Body {
			t = append(t, strings.Join(p, " "))
		}
		s.Docs = append(s.Docs, plainDoc(x.Title, strings.Join(t, "\n\n"), x.Date))
		s.Gold = append(s.Gold, x.Triplet)
	}
	return s, err
}

func incidentStories(dir string) (StorySet, error) {
	s := StorySet{Name: "incidents"}
	f, err := os.Open(filepath.Join(dir, "incidents", "articles.jsonl"))
	if err != nil {
		return s, err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<26)
	for sc.Scan() {
		var x struct{ Incident, Date, Title, Text string }
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return s, fmt.Errorf("incidents: %w", err)
		}
		s.Docs = append(s.Docs, plainDoc(x.Title, x.Text, x.Date))
		s.Gold = append(s.Gold, x.Incident)
	}
	return s, sc.Err()
}
