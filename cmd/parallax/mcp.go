package main

import (
	"errors"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/spf13/cobra"

	"parallax/pipeline"
	"parallax/store"
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
			opt, err := in.options()
			if err != nil {
				return err
			}
			p, err := pipeline.New()
			if err != nil {
				return err
			}
			a := &served{pipeline: p, opt: opt}
			if db != "" {
				if a.store, err = store.Open(c.Context(), db, false); err != nil {
					return err
				}
				defer a.store.Close()
			} else if a.docs, _, err = readAll(c, p, nil, args, opt); err != nil {
				return err
			}
			s, err := web.New(c.Context(), web.Config{Load: a.load, Check: a.check})
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
