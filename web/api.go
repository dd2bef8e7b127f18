package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"parallax"
)

// operation is a line of the page about the API.
type operation struct{ Method, Path, Summary string }

// Paging is what every list takes.
type Paging struct {
	Page  int `query:"page" default:"1" minimum:"1" maximum:"1000000" doc:"page, from 1"`
	Limit int `query:"limit" default:"100" minimum:"1" maximum:"1000" doc:"entries on a page"`
}

// list is a page of entries with their number in all.
type list[T any] struct {
	Total int    `json:"total" doc:"entries on all pages"`
	Page  int    `json:"page"`
	Next  string `json:"next,omitempty" doc:"address of the next page"`
	Items []T    `json:"items"`
}

type answer[T any] struct{ Body T }

// paged cuts a page out of all.
func paged[T any](p Paging, path string, filters url.Values, all []T) *answer[list[T]] {
	from := min((p.Page-1)*p.Limit, len(all))
	till := min(from+p.Limit, len(all))
	l := list[T]{Total: len(all), Page: p.Page, Items: append([]T{}, all[from:till]...)}
	if till < len(all) {
		v := url.Values{"page": {strconv.Itoa(p.Page + 1)}, "limit": {strconv.Itoa(p.Limit)}}
		for k, s := range filters {
			if s[0] != "" {
				v[k] = s
			}
		}
		l.Next = path + "?" + v.Encode()
	}
	return &answer[list[T]]{l}
}

// Story is a story in the API's list.
type Story struct {
	ID       string            `json:"id"`
	Title    string            `json:"title"`
	Span     *parallax.DaySpan `json:"span,omitempty"`
	Reports  int               `json:"reports"`
	Outlets  int               `json:"outlets"`
	Origins  int               `json:"origins"`
	Events   int               `json:"events"`
	Disputes int               `json:"disputes"`
}

// FullReport is a report with the text of its document and what was read in it.
type FullReport struct {
	Report   parallax.RecordReport   `json:"report"`
	Document parallax.RecordDocument `json:"document"`
	Claims   []parallax.RecordClaim  `json:"claims"`
	Events   []parallax.RecordEvent  `json:"events"`
	Figures  []parallax.RecordFigure `json:"figures"`
	Times    []parallax.RecordTime   `json:"times"`
}

// Hit is an entry that a search found, with the words it rests on.
type Hit struct {
	Kind   string          `json:"kind" enum:"report,event,claim,entity"`
	ID     string          `json:"id"`
	Title  string          `json:"title"`
	Outlet string          `json:"outlet,omitempty"`
	Day    string          `json:"day,omitempty"`
	Anchor parallax.Anchor `json:"anchor"`
	Page   string          `json:"page" doc:"address of the page that opens at it"`
}

type byID struct {
	ID string `path:"id" maxLength:"64"`
}

// routes lays out the API on mux; its description is at /api/openapi.json.
func (s *Server) routes(mux *http.ServeMux) {
	config := huma.DefaultConfig("Parallax", parallax.Version)
	config.Info.Description = "The record of an archive of news reports: what happened, who said it through whom, what is disputed and left out, every entry with the words it rests on."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", ""
	config.CreateHooks = nil
	api := humago.New(mux, config)
	api.UseMiddleware(s.unchanged)

	huma.Register(api, s.get("/api/stories", "All stories, in time order"), func(_ context.Context, in *struct{ Paging }) (*answer[list[Story]], error) {
		return paged(in.Paging, "/api/stories", nil, s.storyList()), nil
	})
	huma.Register(api, s.get("/api/stories/{id}", "One story: its reports, timeline, coverage and naming"), func(_ context.Context, in *byID) (*answer[parallax.RecordStory], error) {
		if st := s.now.Load().Index.story[in.ID]; st != nil {
			return &answer[parallax.RecordStory]{*st}, nil
		}
		return nil, absent("story", in.ID)
	})
	huma.Register(api, s.get("/api/records/{id}", "The whole record of one story"), func(_ context.Context, in *byID) (*answer[*parallax.Record], error) {
		x := s.now.Load()
		if st := x.Index.story[in.ID]; st != nil {
			return &answer[*parallax.Record]{x.Subset(st)}, nil
		}
		return nil, absent("story", in.ID)
	})
	huma.Register(api, s.get("/api/reports", "All reports"), func(_ context.Context, in *struct {
		Paging
		Story string `query:"story" maxLength:"64"`
	}) (*answer[list[parallax.RecordReport]], error) {
		all := []parallax.RecordReport{}
		for _, p := range s.now.Load().reports {
			if in.Story == "" || p.Story == in.Story {
				all = append(all, *p.RecordReport)
			}
		}
		return paged(in.Paging, "/api/reports", url.Values{"story": {in.Story}}, all), nil
	})
	huma.Register(api, s.get("/api/reports/{id}", "One report: its source text and what was read in it"), func(_ context.Context, in *byID) (*answer[FullReport], error) {
		x := s.now.Load()
		p := x.Index.report[in.ID]
		if p == nil {
			return nil, absent("report", in.ID)
		}
		return &answer[FullReport]{x.full(p)}, nil
	})
	huma.Register(api, s.get("/api/entities", "All people, bodies, places and things"), func(_ context.Context, in *struct {
		Paging
		Type string `query:"type" maxLength:"16" doc:"PERSON, ORG, GPE …"`
	}) (*answer[list[parallax.RecordEntity]], error) {
		all := filter(s.now.Load().Record.Entities, func(e *parallax.RecordEntity) bool { return in.Type == "" || e.Type == in.Type })
		return paged(in.Paging, "/api/entities", url.Values{"type": {in.Type}}, all), nil
	})
	huma.Register(api, s.get("/api/entities/{id}", "One entity with its mentions and descriptions"), func(_ context.Context, in *byID) (*answer[parallax.RecordEntity], error) {
		if e := s.now.Load().Index.entity[in.ID]; e != nil {
			return &answer[parallax.RecordEntity]{*e}, nil
		}
		return nil, absent("entity", in.ID)
	})
	huma.Register(api, s.get("/api/events", "Events, in time order"), func(_ context.Context, in *struct {
		Paging
		Story string `query:"story" maxLength:"64"`
		Type  string `query:"type" maxLength:"32" doc:"PLOVER type, ASSAULT …"`
		Actor string `query:"actor" maxLength:"64" doc:"entity that takes part"`
	}) (*answer[list[parallax.RecordEvent]], error) {
		x := s.now.Load()
		all := filter(x.Record.Events, func(e *parallax.RecordEvent) bool {
			part := func(a parallax.RecordArg) bool { return a.Entity == in.Actor }
			return (in.Story == "" || x.storyOf[e.ID] == in.Story) && (in.Type == "" || e.Type == in.Type) &&
				(in.Actor == "" || slices.ContainsFunc(e.Actors, part) || slices.ContainsFunc(e.Recipients, part))
		})
		return paged(in.Paging, "/api/events", url.Values{"story": {in.Story}, "type": {in.Type}, "actor": {in.Actor}}, all), nil
	})
	huma.Register(api, s.get("/api/claims", "Claims, with the chain of who said them"), func(_ context.Context, in *struct {
		Paging
		Story  string `query:"story" maxLength:"64"`
		Stance string `query:"stance" maxLength:"16" doc:"asserts, denies, doubts …"`
		Source string `query:"source" maxLength:"64" doc:"entity in the chain"`
	}) (*answer[list[parallax.RecordClaim]], error) {
		x := s.now.Load()
		all := filter(x.Record.Claims, func(c *parallax.RecordClaim) bool {
			p := x.Index.report[c.Report]
			return (in.Story == "" || p != nil && p.Story == in.Story) && (in.Stance == "" || c.Stance == in.Stance) &&
				(in.Source == "" || slices.ContainsFunc(c.Chain, func(l parallax.RecordLink) bool { return l.Entity == in.Source }))
		})
		return paged(in.Paging, "/api/claims", url.Values{"story": {in.Story}, "stance": {in.Stance}, "source": {in.Source}}, all), nil
	})
	huma.Register(api, s.get("/api/disputes", "Disagreements, with the words of every side"), func(_ context.Context, in *struct {
		Paging
		Story string `query:"story" maxLength:"64"`
	}) (*answer[list[parallax.RecordDispute]], error) {
		x := s.now.Load()
		all := []parallax.RecordDispute{}
		for i, d := range x.Record.Disputes {
			if in.Story == "" || x.quarrels[i] == in.Story {
				all = append(all, d)
			}
		}
		return paged(in.Paging, "/api/disputes", url.Values{"story": {in.Story}}, all), nil
	})
	huma.Register(api, s.get("/api/search", "Entries that hold all of some words"), func(_ context.Context, in *struct {
		Paging
		Q      string `query:"q" maxLength:"400" doc:"words; the last may be the beginning of one"`
		Kind   string `query:"kind" enum:"report,event,claim,entity"`
		Outlet string `query:"outlet" maxLength:"200"`
		Type   string `query:"type" maxLength:"32"`
		From   string `query:"from" maxLength:"10" doc:"first day of publication, YYYY-MM-DD"`
		To     string `query:"to" maxLength:"10" doc:"last day of publication"`
		Actor  string `query:"actor" maxLength:"200" doc:"words of a name of who takes part or speaks; for reports, of whom they name"`
		Place  string `query:"place" maxLength:"200" doc:"words of a name of the place"`
	}) (*answer[list[Hit]], error) {
		q := query{Words: in.Q, Kind: in.Kind, Outlet: in.Outlet, Type: in.Type, From: in.From, To: in.To, Actor: in.Actor, Place: in.Place}
		return s.now.Load().found(q, in.Paging), nil
	})
	past := s.get("/api/judgements/history", "All that people ever decided and took back, the latest first")
	past.Metadata = live
	huma.Register(api, past, func(ctx context.Context, in *struct{ Paging }) (*answer[list[parallax.Judgement]], error) {
		rows, err := s.history(ctx)
		if err != nil {
			return nil, huma.Error503ServiceUnavailable("the judgements cannot be read just now")
		}
		all := make([]parallax.Judgement, len(rows))
		for i, r := range rows {
			all[i] = r.Judgement
		}
		return paged(in.Paging, "/api/judgements/history", nil, all), nil
	})
	huma.Register(api, s.get("/api/judgements", "What people decided and stands"), func(_ context.Context, in *struct{ Paging }) (*answer[list[parallax.Judgement]], error) {
		return paged(in.Paging, "/api/judgements", nil, s.now.Load().Record.Judgements), nil
	})
	s.checks(api)
	s.changes(api)
}

// get describes a GET and lists it on the page about the API.
func (s *Server) get(path, summary string) huma.Operation {
	s.api = append(s.api, operation{"GET", path, summary})
	return huma.Operation{OperationID: opID("get", path), Method: http.MethodGet, Path: path, Summary: summary, Errors: []int{http.StatusNotFound}}
}

// changes registers what alters the archive, where that is offered.
func (s *Server) changes(api huma.API) {
	if s.cfg.Judge != nil {
		s.api = append(s.api, operation{"POST", "/api/judgements", "Say that two entries are the same or different, or that one is wrong"})
		huma.Register(api, huma.Operation{OperationID: "post-judgements", Method: http.MethodPost, Path: "/api/judgements", Summary: "Keep a judgement", DefaultStatus: http.StatusCreated, Errors: []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}},
			func(ctx context.Context, in *struct{ Body parallax.Judgement }) (*answer[parallax.Judgement], error) {
				if err := s.judgement(ctx, in.Body); err != nil {
					return nil, huma.Error422UnprocessableEntity(err.Error())
				}
				return &answer[parallax.Judgement]{in.Body}, nil
			})
	}
	s.streams(api)
}

// unchanged sets the ETag and spares the answer to a client that has it.
func (s *Server) unchanged(ctx huma.Context, next func(huma.Context)) {
	if ctx.Method() == http.MethodGet && ctx.Operation().Metadata["live"] == nil {
		tag := s.now.Load().etag
		ctx.SetHeader("ETag", tag)
		ctx.SetHeader("Cache-Control", "private, no-cache")
		if ctx.Header("If-None-Match") == tag {
			ctx.SetStatus(http.StatusNotModified)
			return
		}
	}
	next(ctx)
}

func (s *Server) storyList() []Story {
	x := s.now.Load()
	all := make([]Story, 0, len(x.Record.Stories))
	for i := range x.Record.Stories {
		st := &x.Record.Stories[i]
		c := x.card(st)
		all = append(all, Story{st.ID, c.Title, st.Span, c.Reports, c.Outlets, c.Origins, c.Events, c.Disputes})
	}
	return all
}

// found is a page of what a search finds.
func (x *Index) found(q query, p Paging) *answer[list[Hit]] {
	var hits []*found
	if !q.empty() {
		hits = x.search.hits(q)
	}
	out := paged(p, "/api/search", url.Values{"q": {q.Words}, "kind": {q.Kind}, "outlet": {q.Outlet}, "type": {q.Type}, "from": {q.From}, "to": {q.To}, "actor": {q.Actor}, "place": {q.Place}}, hits)
	l := list[Hit]{Total: out.Body.Total, Page: out.Body.Page, Next: out.Body.Next, Items: []Hit{}}
	for _, e := range out.Body.Items {
		h := *e
		h.Said.At = x.matchIn(h, q.Words)
		l.Items = append(l.Items, Hit{h.Kind, h.ID, h.Title, h.Teller, h.Day, h.Said.At, string(links{x, false}.hit(h))})
	}
	return &answer[list[Hit]]{l}
}

func (x *Index) full(p *place) FullReport {
	r := x.Record
	f := FullReport{Report: *p.RecordReport, Document: *p.doc}
	f.Claims = filter(r.Claims, func(c *parallax.RecordClaim) bool { return c.Report == p.ID })
	f.Events = filter(r.Events, func(e *parallax.RecordEvent) bool {
		return slices.ContainsFunc(e.Mentions, func(m parallax.EventAnchor) bool { return m.Report == p.ID })
	})
	f.Figures = filter(r.Figures, func(g *parallax.RecordFigure) bool { return g.Anchor.Report == p.ID })
	f.Times = filter(r.Times, func(t *parallax.RecordTime) bool { return t.Anchor != nil && t.Anchor.Report == p.ID })
	return f
}

func filter[T any](all []T, keep func(*T) bool) []T {
	out := []T{}
	for i := range all {
		if keep(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}

func absent(kind, id string) error {
	return huma.Error404NotFound("there is no " + kind + " " + strconv.Quote(cut(id, 40)))
}

func opID(method, path string) string {
	return method + strings.NewReplacer("/api/", "-", "/", "-", "{", "", "}", "").Replace(path)
}
