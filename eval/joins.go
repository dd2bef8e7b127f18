package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"parallax"
	"parallax/cluster"
	"parallax/collate"
	"parallax/resolve"
)

// JoinSet is a saga of news whose event mentions were labelled by us: which tell
// one event. Gold names the event of every labelled mention that we find too;
// Missed are those we do not.
type JoinSet struct {
	Part    string // train, dev, test
	Archive *parallax.Archive
	Gold    map[parallax.EventRef]string
	Missed  []string // their events
}

// JoinSets reads train/joins/labels.tsv, two folders from our own reading, over the
// articles of bench/raw, up to their actors.
func JoinSets(bench, labels string) ([]JoinSet, error) {
	b, err := os.ReadFile(filepath.Join(filepath.Dir(filepath.Dir(labels)), "joins", "labels.tsv"))
	if err != nil {
		return nil, err
	}
	type mention struct {
		part, saga, story, article string
		span                       parallax.Span
		event                      string
	}
	var all []mention
	wanted := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if line[0] == '#' || len(f) != 8 {
			continue
		}
		start, err1 := strconv.Atoi(f[4])
		end, err2 := strconv.Atoi(f[5])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("joins: %q", line)
		}
		m := mention{f[0], f[1], f[2], f[3], parallax.Span{Start: start, End: end}, f[7]}
		if f[7] == "-" {
			m.event = fmt.Sprint("alone ", len(all))
		}
		all = append(all, m)
		wanted[m.article] = true
	}
	pages, err := newsPages(bench, wanted)
	if err != nil {
		return nil, err
	}
	p, err := shared()
	if err != nil {
		return nil, err
	}
	var out []JoinSet
	for len(all) > 0 {
		n := slices.IndexFunc(all, func(m mention) bool { return m.saga != all[0].saga })
		if n < 0 {
			n = len(all)
		}
		set := JoinSet{Part: all[0].part, Archive: &parallax.Archive{}, Gold: map[parallax.EventRef]string{}}
		a := set.Archive
		last := mention{}
		for _, m := range all[:n] {
			if m.article != last.article {
				page, ok := pages[m.article]
				if !ok {
					return nil, fmt.Errorf("joins: no article %s", m.article)
				}
				d, err := p.Document(page)
				if err != nil {
					return nil, err
				}
				d.ID = len(a.Docs) + 1
				a.Docs = append(a.Docs, d)
				if m.story != last.story {
					a.Stories = append(a.Stories, parallax.Story{})
				}
				s := &a.Stories[len(a.Stories)-1]
				for r := range d.Reports {
					s.Reports = append(s.Reports, parallax.ReportRef{Doc: d.ID - 1, Report: r + 1})
				}
			}
			last = m
			d := a.Docs[len(a.Docs)-1]
			if k := slices.IndexFunc(d.Events, func(e parallax.Event) bool { return e.Overlap(m.span) > 0 }); k >= 0 {
				set.Gold[parallax.EventRef{Doc: d.ID - 1, Event: k + 1}] = m.event
			} else {
				set.Missed = append(set.Missed, m.event)
			}
		}
		a.Origins = cluster.Origins(a.Docs)
		a.Actors = resolve.Actors(a)
		out = append(out, set)
		all = all[n:]
	}
	return out, nil
}

// newsPages are articles of bench/raw as pages of plain text: title, empty line,
// text.
func newsPages(bench string, wanted map[string]bool) (map[string]parallax.Page, error) {
	f, err := os.Open(filepath.Join(bench, "raw", "news.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]parallax.Page{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var x struct{ ID, Source, Date, Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			return nil, fmt.Errorf("raw news: %w", err)
		}
		if wanted[x.ID] {
			out[x.ID] = parallax.Page{URI: x.ID + ".txt", Bytes: []byte(x.Title + "\n\n" + x.Text), MediaType: "text/plain", Published: x.Date, Outlet: x.Source}
		}
	}
	return out, lines.Err()
}

// Score joins the mentions of the saga and scores the labelled ones.
func (s JoinSet) Score() CorefScore {
	collate.Run(s.Archive)
	gold, got := map[string]string{}, map[string]string{}
	for r, e := range s.Gold {
		gold[fmt.Sprint(r)] = e
	}
	for i, e := range s.Missed {
		gold[fmt.Sprint("missed ", i)] = e
	}
	for i, h := range s.Archive.Happenings {
		for _, m := range h.Members {
			if _, ok := s.Gold[m]; ok {
				got[fmt.Sprint(m)] = strconv.Itoa(i)
			}
		}
	}
	return CoNLL(gold, got)
}

// ownJoins scores the joining of mentions on our own labels, the mean over sagas.
func ownJoins(bench, labels string) ([]Row, error) {
	sets, err := JoinSets(bench, labels)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, part := range []string{"train", "dev", "test"} {
		sum, n, items := 0.0, 0.0, 0
		for _, s := range sets {
			if s.Part == part {
				sum += s.Score().F1
				n++
				items += len(s.Gold) + len(s.Missed)
			}
		}
		rows = append(rows, Row{"collate", "own labels of joins, " + part, "event coreference, own mentions, CoNLL F1", 100 * sum / max(1, n), items})
	}
	return rows, nil
}
