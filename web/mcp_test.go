package web

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCP asks with the SDK's own client, over HTTP and in memory.
func TestMCP(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	s := serverOf(t, hostileRecord(t, strings.Join(hostile, " ")))
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	here, there := mcp.NewInMemoryTransports()
	if _, err := s.MCP().Connect(ctx, there, nil); err != nil {
		t.Fatal(err)
	}
	for name, transport := range map[string]mcp.Transport{"memory": here, "http": &mcp.StreamableClientTransport{Endpoint: web.URL + "/mcp", DisableStandaloneSSE: true}} {
		c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, transport, nil)
		if err != nil {
			t.Fatal(name, err)
		}
		tools, err := c.ListTools(ctx, nil)
		if err != nil {
			t.Fatal(name, err)
		}
		var names []string
		for _, x := range tools.Tools {
			names = append(names, x.Name)
		}
		if slices.Sort(names); strings.Join(names, " ") != "check record search stories" {
			t.Errorf("%s: tools %v", name, names)
		}
		for _, q := range []struct {
			tool string
			args map[string]any
			want string // "" an error
		}{
			{"stories", map[string]any{}, `"id":"s1"`},
			{"record", map[string]any{"story": "s1"}, `"anchor":{"report":"r1"`},
			{"record", map[string]any{"story": "s1", "texts": true}, `Share post`},
			{"record", map[string]any{"story": "none"}, ""},
			{"record", map[string]any{"story": 7}, ""},
			{"search", map[string]any{"words": "killed"}, `"kind":"event"`},
			{"search", map[string]any{"words": "killed", "kind": "report", "skip": -3}, `"reports":1`},
			{"check", map[string]any{"sentence": "They died."}, `"verdict":"said"`},
			{"check", map[string]any{"sentence": " "}, ""},
			{"check", map[string]any{"sentence": strings.Repeat("a", maxSentence+1)}, ""},
		} {
			r, err := c.CallTool(ctx, &mcp.CallToolParams{Name: q.tool, Arguments: q.args})
			if q.want == "" {
				if err == nil && !r.IsError {
					t.Errorf("%s: %s %v is no error", name, q.tool, q.args)
				}
				continue
			}
			if err != nil || r.IsError || len(r.Content) == 0 {
				t.Errorf("%s: %s %v: %v %+v", name, q.tool, q.args, err, r)
				continue
			}
			text := r.Content[0].(*mcp.TextContent).Text
			if !json.Valid([]byte(text)) || !strings.Contains(text, q.want) {
				t.Errorf("%s: %s %v gave %.300s, want %s", name, q.tool, q.args, text, q.want)
			}
		}
		c.Close()
	}
}
