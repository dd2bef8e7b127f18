package main

import (
	"fmt"
	"os/user"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/store"
)

func judgeCommand() *cobra.Command {
	var db, why, by string
	relations := []string{"same", "different", "wrong", store.Undone}
	c := &cobra.Command{
		Use:   "judge same|different|wrong|undone A [B]",
		Short: "Say that entries are the same, different or wrong",
		Long: `Keeps what a person decided: that two entities or events are the same or not,
or that an entry is wrong. It outweighs model and rule and stands when the
archive grows; the last word on a pair counts, and 'undone' takes it back.
'parallax list judgements' shows who decided what, when and why.`,
		Example: `  parallax add examples/withdrawal
  parallax judge different n1.1 n2.1 --why "two bodies of one name"
  parallax judge undone n1.1 n2.1`,
		ValidArgs: relations,
		Args: usage(func(c *cobra.Command, args []string) error {
			if len(args) > 0 && !slices.Contains(relations, args[0]) {
				return fmt.Errorf("%q is no judgement; they are same, different, wrong and undone", args[0])
			}
			if len(args) > 0 && args[0] == "wrong" {
				return cobra.ExactArgs(2)(c, args)
			}
			if len(args) > 0 && args[0] == store.Undone {
				return cobra.RangeArgs(2, 3)(c, args)
			}
			return cobra.ExactArgs(3)(c, args)
		}),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := openStore(c.Context(), db)
			if err != nil {
				return err
			}
			defer st.Close()
			if by == "" {
				if u, err := user.Current(); err == nil {
					by = u.Username
				}
			}
			j := parallax.Judgement{Relation: args[0], By: by, Why: why, When: time.Now().UTC().Format(time.RFC3339)}
			var ids []recordID
			for _, a := range args[1:] {
				id, err := parseID(a)
				if err != nil {
					return err
				}
				d, err := st.Document(c.Context(), id.doc)
				if err != nil {
					return err
				}
				if n := numbered(d, id.letter); id.n > n || id.n == 0 {
					return usageError{fmt.Errorf("there is no %s to judge; document d%d has %d of that letter", a, id.doc, n)}
				}
				ids = append(ids, id)
			}
			j.Subject = ids[0].String()
			if len(ids) > 1 {
				if ids[0].letter != ids[1].letter || ids[0] == ids[1] {
					return usageError{fmt.Errorf("%s and %s cannot be told the same or different: name two entities or two events", ids[0], ids[1])}
				}
				j.Object = ids[1].String()
			}
			return st.Judge(c.Context(), j)
		},
	}
	dbFlag(c, &db, defaultDB)
	c.Flags().StringVar(&why, "why", "", "the reason, for those who read it later")
	c.Flags().StringVar(&by, "by", "", "who decides (the user's name)")
	return c
}

// numbered is how many entries of a letter a document has.
func numbered(d *parallax.Document, letter byte) int {
	switch letter {
	case 'n':
		return len(d.Entities)
	case 'v':
		return len(d.Events)
	case 'c':
		return len(d.Claims)
	case 'f':
		return len(d.Figures)
	case 't':
		return len(d.Times)
	}
	return 0
}
