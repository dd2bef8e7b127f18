package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/grow"
	"parallax/store"
	"parallax/web"
)

func showCommand() *cobra.Command {
	var db string
	var text, source, asJSON bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "Show one entry of a store",
		Long: `Shows a story (s1) as a person reads it, a document (d1) in short, and a report
(r1), entity (n1.2), claim (c1.2), event (v1.2), figure (f1.2), time (t1.2) or
dispute (x1.2) as it stands in the record. An entity or event that was joined
to another is shown as part of it.`,
		Example: `  parallax add examples/withdrawal
  parallax show d2
  parallax show d2 --text
  parallax show s2
  parallax show c1.1`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := parseID(args[0])
			if err != nil {
				return err
			}
			st, err := openStore(c.Context(), db)
			if err != nil {
				return err
			}
			defer st.Close()
			if source || text {
				return showBytes(c, st, id, source)
			}
			if id.Letter == 'd' && !asJSON {
				return showDocument(c, st, id.Doc)
			}
			a, err := grow.Open(c.Context(), st, web.Lists)
			if err != nil {
				return err
			}
			for _, saga := range a.SagasOf(id.Doc) {
				r, err := a.Record(c.Context(), saga)
				if err != nil {
					return err
				}
				switch x := entry(r, joined(r, id)).(type) {
				case nil:
				case parallax.RecordStory:
					if asJSON {
						return printJSON(os.Stdout, x)
					}
					newSummariser(os.Stdout, r, 0).story(x)
					return nil
				default:
					return printJSON(os.Stdout, x)
				}
			}
			return fmt.Errorf("there is no %s in %s; 'parallax list' shows the documents, 'parallax list stories' the stories", args[0], db)
		},
	}
	dbFlag(c, &db, defaultDB)
	c.Flags().BoolVar(&text, "text", false, "print the text of the document")
	c.Flags().BoolVar(&source, "source", false, "print the bytes of the document as fetched")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON for stories and documents too")
	return c
}

// parseID reads an id that the command line names.
func parseID(s string) (parallax.ID, error) {
	id, err := parallax.ParseID(s)
	if err != nil {
		return id, usageError{err}
	}
	return id, nil
}

// joined is the id of the entity, event or story that the one named is part of.
func joined(r *parallax.Record, id parallax.ID) string {
	within := func(joins []parallax.Join) bool {
		return slices.ContainsFunc(joins, func(j parallax.Join) bool { return j.ID == id.String() })
	}
	switch id.Letter {
	case 'n':
		for _, x := range r.Entities {
			if within(x.Joins) {
				return x.ID
			}
		}
	case 'v':
		for _, x := range r.Events {
			if within(x.Joins) {
				return x.ID
			}
		}
	case 's':
		report := id
		if report.Letter = 'r'; report.N == 1 {
			report.N = 0
		}
		for _, x := range r.Stories {
			if slices.Contains(x.Reports, report.String()) {
				return x.ID
			}
		}
	}
	return id.String()
}

// entry finds an entry of the record by its id, nil when there is none.
func entry(r *parallax.Record, id string) any {
	for _, d := range r.Documents {
		if d.ID == id {
			return d
		}
		if x := find(d.Reports, id, func(x parallax.RecordReport) string { return x.ID }); x != nil {
			return x
		}
	}
	switch id[0] {
	case 's':
		return find(r.Stories, id, func(x parallax.RecordStory) string { return x.ID })
	case 'n':
		return find(r.Entities, id, func(x parallax.RecordEntity) string { return x.ID })
	case 'c':
		return find(r.Claims, id, func(x parallax.RecordClaim) string { return x.ID })
	case 'v':
		return find(r.Events, id, func(x parallax.RecordEvent) string { return x.ID })
	case 'f':
		return find(r.Figures, id, func(x parallax.RecordFigure) string { return x.ID })
	case 't':
		return find(r.Times, id, func(x parallax.RecordTime) string { return x.ID })
	case 'x':
		return find(r.Disputes, id, func(x parallax.RecordDispute) string { return x.ID })
	}
	return nil
}

func find[T any](list []T, id string, of func(T) string) any {
	for _, x := range list {
		if of(x) == id {
			return x
		}
	}
	return nil
}

func showBytes(c *cobra.Command, st store.Store, id parallax.ID, source bool) error {
	if source {
		p, err := st.Page(c.Context(), id.Doc)
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(p.Bytes)
		return err
	}
	d, err := st.Document(c.Context(), id.Doc)
	if err != nil {
		return err
	}
	_, err = io.WriteString(os.Stdout, d.Text)
	return err
}

func showDocument(c *cobra.Command, st store.Store, id int) error {
	d, err := st.Document(c.Context(), id)
	if err != nil {
		return err
	}
	fmt.Printf("d%d  %s\n%s  %s  %s\n", d.ID, d.URI, d.SHA256, d.MediaType, orDash(d.Language))
	fmt.Printf("%d bytes of text; %s, %s, %s, %s, %s\n", len(d.Text), count(len(d.Sentences), "sentence"), count(len(d.Claims), "claim"), count(len(d.Events), "event mention"), count(len(d.Figures), "figure"), count(len(d.Times), "time"))
	for i, r := range d.Reports {
		fmt.Printf("\n%s %d, bytes %d to %d: %s\n", r.Kind, i+1, r.Start, r.End, orDash(oneLine(r.Title.In(d.Text))))
		for _, f := range [][2]string{{"outlet", r.Outlet}, {"credit", r.Credit}, {"by", r.Byline.In(d.Text)}, {"from", r.Place}, {"published", strings.TrimSpace(r.Published.Value + " (" + r.Published.Basis + ")")}, {"address", r.Address}, {"licence", r.Licence}} {
			if f[1] != "" {
				fmt.Printf("  %-10s %s\n", f[0], oneLine(f[1]))
			}
		}
	}
	for _, p := range d.Problems {
		fmt.Printf("\ndoubtful: %s: %s\n", p.Code, p.Text)
	}
	return nil
}

func printJSON(w io.Writer, x any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	return e.Encode(x)
}
