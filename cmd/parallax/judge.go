package main

import (
	"fmt"
	"os/user"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"parallax"
)

func judgeCommand() *cobra.Command {
	var db, why, by string
	relations := []string{parallax.Same, parallax.Different, parallax.Wrong, parallax.Undone}
	c := &cobra.Command{
		Use:   "judge same|different|wrong|undone A [B]",
		Short: "Say that entries are the same, different or wrong",
		Long: `Keeps what a person decided: that two entities or events are the same or not,
or that an entry is wrong, which takes it out of the record with all that was
joined in it. It outweighs model and rule and stands when the archive grows;
the last word on a pair or entry counts, and 'undone' takes it back. The ids of
what was joined stand in the record under joins. 'parallax list judgements'
shows who decided what, when and why.`,
		Example: `  parallax add examples/withdrawal
  parallax judge different n1.1 n2.1 --why "two bodies of one name"
  parallax judge undone n1.1 n2.1`,
		ValidArgs: relations,
		Args: usage(func(c *cobra.Command, args []string) error {
			if len(args) > 0 && !slices.Contains(relations, args[0]) {
				return fmt.Errorf("%q is no judgement; they are same, different, wrong and undone", args[0])
			}
			if len(args) > 0 && args[0] == parallax.Wrong {
				return cobra.ExactArgs(2)(c, args)
			}
			if len(args) > 0 && args[0] == parallax.Undone {
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
			j.Subject = args[1]
			if len(args) > 2 {
				j.Object = args[2]
			}
			if err := j.Check(); err != nil {
				return usageError{err}
			}
			for _, a := range args[1:] {
				id, err := parallax.ParseID(a)
				if err != nil {
					return usageError{err}
				}
				d, err := st.Document(c.Context(), id.Doc)
				if err != nil {
					return err
				}
				if n := numbered(d, id.Letter); id.N > n {
					return usageError{fmt.Errorf("there is no %s to judge; document d%d has %d of that letter", a, id.Doc, n)}
				}
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
	case 'x': // numbered by where in the text its words begin
		return len(d.Text)
	}
	return 0
}
