package main

import (
	"errors"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"parallax/web"
)

func mcpCommand() *cobra.Command {
	var in inputFlags
	var db string
	c := &cobra.Command{
		Use:   "mcp [PATH|URL]…",
		Short: "Answer an assistant over standard input and output",
		Long: `Serves the Model Context Protocol on standard input and output, for assistants
that start it: the tools stories, record, search and check answer from a store,
or from inputs that are read at the start. 'parallax serve' answers the same at
/mcp over HTTP. Nothing is changed.`,
		Example: `  parallax mcp examples/withdrawal
  parallax mcp --db parallax.db`,
		RunE: func(c *cobra.Command, args []string) error {
			if (db == "") == (len(args) == 0) {
				return usageError{errors.New("name inputs to read, or a store with --db, and not both")}
			}
			if db != "" {
				st, err := openStore(c.Context(), db)
				if err != nil {
					return err
				}
				st.Close()
			}
			a, err := openServed(c, in, db, args)
			if err != nil {
				return err
			}
			defer a.close()
			go a.freshen(c.Context())
			s, err := web.New(c.Context(), web.Config{Store: a.store, Check: a.check})
			if err != nil {
				return err
			}
			return s.MCP().Run(c.Context(), &mcp.StdioTransport{})
		},
	}
	in.add(c)
	dbFlag(c, &db, "")
	return c
}
