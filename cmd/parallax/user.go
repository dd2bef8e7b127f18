package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"parallax/store"
	"parallax/web"
)

func userCommand() *cobra.Command {
	var db string
	c := &cobra.Command{
		Use:   "user",
		Short: "Keep the users of a store, whom a server lets in",
		Long: `Keeps those whom 'parallax serve' lets in beyond this machine. Readers look and
search, editors add reports and judge too, admins keep users too. A program
comes in with a token, which is shown once. Passwords are asked for, or read
from standard input where that is no terminal.`,
		Example: `  parallax add examples/withdrawal
  echo "some long password" | parallax user add mira --role editor
  parallax user token mira laptop
  parallax user list`,
		Args: usage(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error { return usageError{errors.New("say what to do with users")} },
	}
	c.PersistentFlags().StringVar(&db, "db", defaultDB, "the store: a file or a postgres:// address")
	sub := func(use, short string, n int, do func(c *cobra.Command, a *store.Accounts, args []string) error) *cobra.Command {
		s := &cobra.Command{Use: use, Short: short, Args: usage(cobra.ExactArgs(n)), RunE: func(c *cobra.Command, args []string) error {
			st, err := openStore(c.Context(), db)
			if err != nil {
				return err
			}
			defer st.Close()
			return do(c, st.Accounts(), args)
		}}
		c.AddCommand(s)
		return s
	}
	role := store.Reader
	add := sub("add NAME", "Add a user", 1, func(c *cobra.Command, a *store.Accounts, args []string) error {
		hash, err := askPassword()
		if err != nil {
			return err
		}
		return a.Add(c.Context(), store.User{Name: args[0], Role: role, Password: hash})
	})
	add.Flags().StringVar(&role, "role", role, "reader, editor or admin")
	sub("password NAME", "Change a user's password", 1, func(c *cobra.Command, a *store.Accounts, args []string) error {
		hash, err := askPassword()
		if err != nil {
			return err
		}
		return a.SetPassword(c.Context(), args[0], hash)
	})
	sub("remove NAME", "Remove a user with all tokens", 1, func(c *cobra.Command, a *store.Accounts, args []string) error { return a.Remove(c.Context(), args[0]) })
	sub("list", "List users and their tokens", 0, func(c *cobra.Command, a *store.Accounts, _ []string) error {
		users, err := a.Users(c.Context())
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		for _, u := range users {
			tokens, err := a.Tokens(c.Context(), u.Name)
			if err != nil {
				return err
			}
			var labels []string
			for _, t := range tokens {
				labels = append(labels, oneLine(t.Label))
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", u.Name, u.Role, u.Added, strings.Join(labels, ", "))
		}
		return w.Flush()
	})
	remove := false
	token := sub("token NAME LABEL", "Make a token for a user's program and print it, once", 2, func(c *cobra.Command, a *store.Accounts, args []string) error {
		if remove {
			return a.RemoveToken(c.Context(), args[0], args[1])
		}
		if _, err := a.User(c.Context(), args[0]); err != nil {
			return err
		}
		t, sum := web.NewToken()
		if err := a.AddToken(c.Context(), store.Token{Sum: sum, Holder: args[0], Label: args[1]}); err != nil {
			return err
		}
		fmt.Println(t)
		return nil
	})
	token.Flags().BoolVar(&remove, "remove", false, "take the token back")
	return c
}

// askPassword asks for a password twice on a terminal, else takes the first line
// of standard input, and gives its hash.
func askPassword() (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", fmt.Errorf("read the password: %w", err)
		}
		return web.HashPassword(strings.TrimRight(line, "\r\n"))
	}
	var said [2]string
	for i, prompt := range []string{"Password: ", "Once more: "} {
		fmt.Fprint(os.Stderr, prompt)
		b, err := term.ReadPassword(in)
		fmt.Fprintln(os.Stderr)
		if err != nil {
			return "", fmt.Errorf("read the password: %w", err)
		}
		said[i] = string(b)
	}
	if said[0] != said[1] {
		return "", errors.New("the two passwords differ")
	}
	return web.HashPassword(said[0])
}
