package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"parallax"
	"parallax/store"
)

// MCP is the server of the Model Context Protocol over the same answers as the
// API: assistants list stories, take a record with its anchors, search, and hold
// a sentence against the archive. It changes nothing.
func (s *Server) MCP() *mcp.Server {
	m := mcp.NewServer(&mcp.Implementation{Name: "parallax", Version: parallax.Version}, &mcp.ServerOptions{
		Instructions: "The record of an archive of news reports. Every entry has an anchor: the report, the byte range and the exact words it rests on. Quote those; add nothing that no anchor holds. Copies of one text share an origin: origins corroborate, copies do not."})
	asks := &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true}
	mcp.AddTool(m, &mcp.Tool{Name: "stories", Description: "Lists the archive's stories, in time order: title, span of days, how many reports, outlets, independent origins, events and disputes.", Annotations: asks},
		func(ctx context.Context, _ *mcp.CallToolRequest, in struct {
			Page int `json:"page,omitempty" jsonschema:"page of 100 stories, from 1"`
		}) (*mcp.CallToolResult, any, error) {
			l, err := s.storyList(ctx, Paging{max(1, min(in.Page, 1e6)), 100})
			return nil, l, err
		})
	mcp.AddTool(m, &mcp.Tool{Name: "record", Description: "Gives the record of one story: events, claims with the chain of who said them, disputes, counts, names and what each outlet tells or leaves out, all with anchors. The texts of the reports come only when asked for.", Annotations: asks},
		func(ctx context.Context, _ *mcp.CallToolRequest, in struct {
			Story string `json:"story" jsonschema:"id of the story, as the tool stories gives it"`
			Texts bool   `json:"texts,omitempty" jsonschema:"with the full text of every report"`
		}) (*mcp.CallToolResult, any, error) {
			x, st, err := s.storyIndex(ctx, in.Story)
			if errors.Is(err, store.ErrNotFound) {
				return nil, nil, fmt.Errorf("there is no story %q", cut(in.Story, 40))
			}
			if err != nil {
				return nil, nil, err
			}
			r := x.Subset(st)
			for i := range r.Documents {
				if d := &r.Documents[i]; !in.Texts {
					d.Text, d.SourceMap, d.Furniture = "", nil, nil
				}
			}
			return nil, r, nil
		})
	mcp.AddTool(m, &mcp.Tool{Name: "search", Description: "Finds reports, events, claims and names that hold all of some words, each with its anchor.", Annotations: asks},
		func(ctx context.Context, _ *mcp.CallToolRequest, in struct {
			Words  string `json:"words" jsonschema:"all must stand in an entry; the last may be the beginning of a word"`
			Kind   string `json:"kind,omitempty" jsonschema:"report, event, claim or entity; all when left out"`
			Outlet string `json:"outlet,omitempty"`
			From   string `json:"from,omitempty" jsonschema:"first day of publication, YYYY-MM-DD"`
			To     string `json:"to,omitempty" jsonschema:"last day of publication"`
			Skip   int    `json:"skip,omitempty" jsonschema:"reports to pass over, as next of the answer before says"`
		}) (*mcp.CallToolResult, any, error) {
			q := query{Words: cut(in.Words, 400), Kind: in.Kind, Outlet: in.Outlet, From: in.From, To: in.To, Skip: max(0, min(in.Skip, 1e6))}
			h, err := s.hits(ctx, q, 40)
			return nil, h, err
		})
	if s.cfg.Check != nil {
		mcp.AddTool(m, &mcp.Tool{Name: "check", Description: "Holds a sentence against the archive: who says it, denies it or tells it otherwise, with the words, and how many independent origins stand behind each side. That nobody tells of it does not make it false.", Annotations: asks},
			func(ctx context.Context, _ *mcp.CallToolRequest, in struct {
				Sentence string `json:"sentence" jsonschema:"one sentence, of at most 1,000 letters"`
			}) (*mcp.CallToolResult, any, error) {
				a, err := s.held(ctx, in.Sentence)
				if err != nil {
					return nil, nil, err
				}
				return nil, a, nil
			})
	}
	return m
}

// mcpHandler answers the protocol over HTTP, each request by itself.
func (s *Server) mcpHandler() http.Handler {
	m := s.MCP()
	return mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return m }, &mcp.StreamableHTTPOptions{Stateless: true, JSONResponse: true, DisableLocalhostProtection: true}) // the guard has looked at the host
}
