package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parallax/grow"
	"parallax/pipeline"
	"parallax/web"
)

func diffCommand() *cobra.Command {
	var db string
	var asJSON bool
	c := &cobra.Command{
		Use:   "diff OLD.json NEW.json | diff ID",
		Short: "Show what a new report changed",
		Long: `Compares two records, or those of the stories that document ID belonged to when
it came, before and after: which entries are new (+), which changed and in which fields (~), which
are gone (-) and what they are part of now. Ids keep their meaning as an archive
grows, so entries are compared by id.`,
		Example: `  parallax add examples/withdrawal
  parallax diff d5`,
		Args: usage(cobra.RangeArgs(1, 2)),
		RunE: func(c *cobra.Command, args []string) error {
			var before, after entries
			var err error
			if len(args) == 2 {
				if before, err = recordFile(args[0]); err == nil {
					after, err = recordFile(args[1])
				}
			} else {
				before, after, err = arrival(c, db, args[0])
			}
			if err != nil {
				return err
			}
			changes := compare(before, after)
			if asJSON {
				return printJSON(os.Stdout, changes)
			}
			return printChanges(os.Stdout, changes)
		},
	}
	dbFlag(c, &db, defaultDB)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// sections of a record, in the order in which changes are told.
var sections = []string{"documents", "reports", "stories", "entities", "claims", "events", "figures", "times", "disputes", "judgements"}

// entries are those of a record by section, as JSON has them, so that fields of
// other versions are compared too.
type entries map[string][]map[string]any

// change is one difference between two records.
type change struct {
	Change  string   `json:"change"` // added, changed, gone
	Section string   `json:"section"`
	ID      string   `json:"id"`
	Text    string   `json:"text,omitempty"`   // words that tell the entry
	Fields  []string `json:"fields,omitempty"` // that changed
	Now     string   `json:"now,omitempty"`    // id of the entry that one gone is part of now
}

func recordFile(name string) (entries, error) {
	r, err := readRecord(name)
	if err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	return toEntries(r)
}

// arrival gives what a document changed: the records of its sagas before and after.
func arrival(c *cobra.Command, db, arg string) (before, after entries, err error) {
	id, err := parseID(arg)
	if err != nil {
		return nil, nil, err
	}
	st, err := openStore(c.Context(), db)
	if err != nil {
		return nil, nil, err
	}
	defer st.Close()
	if _, err := st.Document(c.Context(), id.Doc); err != nil {
		return nil, nil, err
	}
	a, err := grow.Open(c.Context(), st, web.Lists)
	if err != nil {
		return nil, nil, err
	}
	was, is, err := a.Arrival(c.Context(), id.Doc)
	if err != nil {
		return nil, nil, err
	}
	if before, err = toEntries(pipeline.Project(was)); err == nil {
		after, err = toEntries(pipeline.Project(is))
	}
	return before, after, err
}

func toEntries(record any) (entries, error) {
	b, err := json.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	var all map[string]any
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, fmt.Errorf("diff: %w", err)
	}
	e := entries{}
	for _, s := range sections {
		list, _ := all[s].([]any)
		for _, x := range list {
			m, ok := x.(map[string]any)
			if !ok {
				continue
			}
			if s == "documents" {
				reports, _ := m["reports"].([]any)
				for _, p := range reports {
					if r, ok := p.(map[string]any); ok {
						e["reports"] = append(e["reports"], r)
					}
				}
				delete(m, "reports")
			}
			if s == "judgements" {
				m["id"] = fmt.Sprint(m["relation"], " ", m["subject"], " ", m["object"])
			}
			e[s] = append(e[s], m)
		}
	}
	return e, nil
}

func compare(before, after entries) []change {
	out := []change{}
	for _, s := range sections {
		old := map[string]map[string]any{}
		for _, x := range before[s] {
			old[str(x["id"])] = x
		}
		have := map[string]bool{}
		for _, x := range after[s] {
			id := str(x["id"])
			have[id] = true
			was, ok := old[id]
			if !ok {
				out = append(out, change{Change: "added", Section: s, ID: id, Text: words(x)})
			} else if f := differing(was, x); len(f) > 0 {
				out = append(out, change{Change: "changed", Section: s, ID: id, Text: words(x), Fields: f})
			}
		}
		for _, x := range before[s] {
			if id := str(x["id"]); !have[id] {
				out = append(out, change{Change: "gone", Section: s, ID: id, Text: words(x), Now: holder(x, after[s])})
			}
		}
	}
	return out
}

func str(x any) string { s, _ := x.(string); return s }

// differing names the fields in which two entries differ, with their values
// where these are short.
func differing(a, b map[string]any) []string {
	names := map[string]bool{}
	for k := range a {
		names[k] = true
	}
	for k := range b {
		names[k] = true
	}
	var out []string
	for k := range names {
		if reflect.DeepEqual(a[k], b[k]) {
			continue
		}
		from, _ := json.Marshal(a[k])
		to, _ := json.Marshal(b[k])
		if x, y := list(a[k]), list(b[k]); x != nil && y != nil && len(x) != len(y) {
			k += fmt.Sprintf(" (%d → %d)", len(x), len(y))
		} else if len(from)+len(to) < 80 {
			k += fmt.Sprintf(" (%s → %s)", from, to)
		}
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func list(x any) []any { l, _ := x.([]any); return l }

// words that tell an entry: its name, title, address or anchor.
func words(x map[string]any) string {
	for _, k := range []string{"name", "uri"} {
		if s := str(x[k]); s != "" {
			return s
		}
	}
	for _, k := range []string{"title", "content", "anchor"} {
		if m, ok := x[k].(map[string]any); ok {
			return oneLine(str(m["text"]))
		}
	}
	if l := list(x["mentions"]); len(l) > 0 {
		m, _ := l[0].(map[string]any)
		return strings.TrimSpace(str(x["type"]) + " “" + oneLine(str(m["text"])) + "”")
	}
	return str(x["kind"])
}

// holder is the entry that holds the first mention of one that is gone.
func holder(gone map[string]any, now []map[string]any) string {
	for _, k := range []string{"mentions", "reports"} {
		l := list(gone[k])
		if len(l) == 0 {
			continue
		}
		for _, x := range now {
			for _, m := range list(x[k]) {
				if same(m, l[0]) {
					return str(x["id"])
				}
			}
		}
	}
	return ""
}

func same(a, b any) bool {
	x, ok1 := a.(map[string]any)
	y, ok2 := b.(map[string]any)
	if ok1 && ok2 {
		return x["report"] == y["report"] && x["start"] == y["start"] && x["end"] == y["end"]
	}
	return a == b
}

func printChanges(w io.Writer, changes []change) error {
	mark := map[string]string{"added": "+", "changed": "~", "gone": "-"}
	section := ""
	for _, c := range changes {
		if c.Section != section {
			section = c.Section
			fmt.Fprintf(w, "%s\n", head.Render(section))
		}
		tail := ""
		if len(c.Fields) > 0 {
			tail = ": " + strings.Join(c.Fields, ", ")
		}
		if c.Now != "" {
			tail = ": now part of " + c.Now
		}
		if _, err := fmt.Fprintf(w, "  %s %s  %s%s\n", mark[c.Change], c.ID, cut(c.Text, 60), tail); err != nil {
			return err
		}
	}
	if len(changes) == 0 {
		fmt.Fprintln(w, "nothing changed")
	}
	return nil
}
