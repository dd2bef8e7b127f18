package web

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"parallax"
	"parallax/store"
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
	Total int    `json:"total" doc:"entries on all pages; of one type in the whole archive, at least so many"`
	Page  int    `json:"page"`
	Next  string `json:"next,omitempty" doc:"address of the next page"`
	Items []T    `json:"items"`
}

type answer[T any] struct{ Body T }

// paged cuts a page out of all.
func paged[T any](p Paging, path string, filters url.Values, all []T) *answer[list[T]] {
	from := min((p.Page-1)*p.Limit, len(all))
	till := min(from+p.Limit, len(all))
	return &answer[list[T]]{listed(p, path, filters, append([]T{}, all[from:till]...), len(all))}
}

// listed is a page of so many entries.
func listed[T any](p Paging, path string, filters url.Values, items []T, total int) list[T] {
	l := list[T]{Total: total, Page: p.Page, Items: items}
	if (p.Page-1)*p.Limit+len(items) < total {
		v := url.Values{"page": {strconv.Itoa(p.Page + 1)}, "limit": {strconv.Itoa(p.Limit)}}
		for k, s := range filters {
			if s[0] != "" {
				v[k] = s
			}
		}
		l.Next = path + "?" + v.Encode()
	}
	return l
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

	huma.Register(api, s.get("/api/stories", "All stories, in time order"), func(ctx context.Context, in *struct{ Paging }) (*answer[list[Story]], error) {
		l, err := s.storyList(ctx, in.Paging)
		return answered(l, err)
	})
	huma.Register(api, s.get("/api/stories/{id}", "One story: its reports, timeline, coverage and naming"), func(ctx context.Context, in *byID) (*answer[parallax.RecordStory], error) {
		_, st, err := s.storyIndex(ctx, in.ID)
		if err != nil {
			return nil, absent("story", in.ID, err)
		}
		return &answer[parallax.RecordStory]{*st}, nil
	})
	huma.Register(api, s.get("/api/records/{id}", "The whole record of one story"), func(ctx context.Context, in *byID) (*answer[*parallax.Record], error) {
		x, st, err := s.storyIndex(ctx, in.ID)
		if err != nil {
			return nil, absent("story", in.ID, err)
		}
		return &answer[*parallax.Record]{x.Subset(st)}, nil
	})
	huma.Register(api, s.get("/api/reports", "All reports"), func(ctx context.Context, in *struct {
		Paging
		Story string `query:"story" maxLength:"64"`
	}) (*answer[list[parallax.RecordReport]], error) {
		if in.Story != "" {
			return ofStory(ctx, s, in.Paging, "/api/reports", in.Story, nil, func(x *Index) []parallax.RecordReport {
				all := []parallax.RecordReport{}
				for _, p := range x.reports {
					if p.Story == in.Story {
						all = append(all, *p.RecordReport)
					}
				}
				return all
			})
		}
		l, err := s.reportList(ctx, in.Paging)
		return answered(l, err)
	})
	huma.Register(api, s.get("/api/reports/{id}", "One report: its source text and what was read in it"), func(ctx context.Context, in *byID) (*answer[FullReport], error) {
		x, p, err := s.reportIndex(ctx, in.ID)
		if err != nil {
			return nil, absent("report", in.ID, err)
		}
		return &answer[FullReport]{x.full(p)}, nil
	})
	huma.Register(api, s.get("/api/entities", "People, bodies, places and things that have a name, each with its first mention"), func(ctx context.Context, in *struct {
		Paging
		Type string `query:"type" maxLength:"16" doc:"PERSON, ORG, GPE …"`
	}) (*answer[list[parallax.RecordEntity]], error) {
		l, err := s.entityList(ctx, in.Paging, in.Type)
		return answered(l, err)
	})
	huma.Register(api, s.get("/api/entities/{id}", "One entity with its mentions and descriptions"), func(ctx context.Context, in *byID) (*answer[parallax.RecordEntity], error) {
		x, _, err := s.entryIndex(ctx, in.ID, 0)
		if err == nil && x.entity[in.ID] == nil {
			err = store.ErrNotFound
		}
		if err != nil {
			return nil, absent("entity", in.ID, err)
		}
		return &answer[parallax.RecordEntity]{*x.entity[in.ID]}, nil
	})
	huma.Register(api, s.get("/api/events", "Events: of a story or an actor in time order, else by report"), func(ctx context.Context, in *struct {
		Paging
		Story string `query:"story" maxLength:"64"`
		Type  string `query:"type" maxLength:"32" doc:"PLOVER type, ASSAULT …"`
		Actor string `query:"actor" maxLength:"64" doc:"entity that takes part"`
	}) (*answer[list[parallax.RecordEvent]], error) {
		filters := url.Values{"type": {in.Type}, "actor": {in.Actor}}
		keep := func(x *Index, e *parallax.RecordEvent) bool {
			part := func(a parallax.RecordArg) bool { return a.Entity == in.Actor }
			return (in.Story == "" || x.storyOf[e.ID] == in.Story) && (in.Type == "" || e.Type == in.Type) &&
				(in.Actor == "" || slices.ContainsFunc(e.Actors, part) || slices.ContainsFunc(e.Recipients, part))
		}
		all := func(x *Index) []parallax.RecordEvent {
			return filter(x.Record.Events, func(e *parallax.RecordEvent) bool { return keep(x, e) })
		}
		switch {
		case in.Story != "":
			return ofStory(ctx, s, in.Paging, "/api/events", in.Story, filters, all)
		case in.Actor != "":
			return ofEntity(ctx, s, in.Paging, "/api/events", in.Actor, filters, all)
		}
		return byReport(ctx, s, in.Paging, "/api/events", store.Events, filters, in.Type != "", func(x *Index, t *part) []parallax.RecordEvent {
			return filter(t.Events, func(e *parallax.RecordEvent) bool {
				p := x.page(e.Mentions[0].Anchor)
				return p != nil && p.ID == t.Report && keep(x, e)
			})
		})
	})
	huma.Register(api, s.get("/api/claims", "Claims, with the chain of who said them"), func(ctx context.Context, in *struct {
		Paging
		Story  string `query:"story" maxLength:"64"`
		Stance string `query:"stance" maxLength:"16" doc:"asserts, denies, doubts …"`
		Source string `query:"source" maxLength:"64" doc:"entity in the chain"`
	}) (*answer[list[parallax.RecordClaim]], error) {
		filters := url.Values{"stance": {in.Stance}, "source": {in.Source}}
		keep := func(x *Index, c *parallax.RecordClaim) bool {
			p := x.report[c.Report]
			return (in.Story == "" || p != nil && p.Story == in.Story) && (in.Stance == "" || c.Stance == in.Stance) &&
				(in.Source == "" || slices.ContainsFunc(c.Chain, func(l parallax.RecordLink) bool { return l.Entity == in.Source }))
		}
		all := func(x *Index) []parallax.RecordClaim {
			return filter(x.Record.Claims, func(c *parallax.RecordClaim) bool { return keep(x, c) })
		}
		switch {
		case in.Story != "":
			return ofStory(ctx, s, in.Paging, "/api/claims", in.Story, filters, all)
		case in.Source != "":
			return ofEntity(ctx, s, in.Paging, "/api/claims", in.Source, filters, all)
		}
		return byReport(ctx, s, in.Paging, "/api/claims", store.Claims, filters, in.Stance != "", func(x *Index, _ *part) []parallax.RecordClaim { return all(x) })
	})
	huma.Register(api, s.get("/api/disputes", "Disagreements, with the words of every side"), func(ctx context.Context, in *struct {
		Paging
		Story string `query:"story" maxLength:"64"`
	}) (*answer[list[parallax.RecordDispute]], error) {
		if in.Story != "" {
			return ofStory(ctx, s, in.Paging, "/api/disputes", in.Story, nil, func(x *Index) []parallax.RecordDispute {
				all := []parallax.RecordDispute{}
				for i, d := range x.Record.Disputes {
					if x.quarrels[i] == in.Story {
						all = append(all, d)
					}
				}
				return all
			})
		}
		return byReport(ctx, s, in.Paging, "/api/disputes", store.Disputes, nil, false, func(_ *Index, t *part) []parallax.RecordDispute {
			return filter(t.Disputes, func(d *parallax.RecordDispute) bool { return slices.Contains(t.Opens, d.ID) })
		})
	})
	huma.Register(api, s.get("/api/search", "Entries that hold all of some words, in the reports of the latest documents first"), func(ctx context.Context, in *struct {
		Q      string `query:"q" maxLength:"400" doc:"words; the last may be the beginning of one"`
		Kind   string `query:"kind" enum:"report,event,claim,entity"`
		Outlet string `query:"outlet" maxLength:"200"`
		Type   string `query:"type" maxLength:"32"`
		From   string `query:"from" maxLength:"10" doc:"first day of publication, YYYY-MM-DD"`
		To     string `query:"to" maxLength:"10" doc:"last day of publication"`
		Actor  string `query:"actor" maxLength:"200" doc:"words of a name of who takes part or speaks; for reports, of whom they name"`
		Place  string `query:"place" maxLength:"200" doc:"words of a name of the place"`
		Skip   int    `query:"skip" minimum:"0" maximum:"1000000" doc:"reports to pass over, as next says"`
		Limit  int    `query:"limit" default:"40" minimum:"1" maximum:"100" doc:"entries that are enough; those of one report are not parted"`
	}) (*answer[Hits], error) {
		q := query{Words: in.Q, Kind: in.Kind, Outlet: in.Outlet, Type: in.Type, From: in.From, To: in.To, Actor: in.Actor, Place: in.Place, Skip: in.Skip}
		h, err := s.hits(ctx, q, in.Limit)
		return answered(h, err)
	})
	past := s.get("/api/judgements/history", "All that people ever decided and took back, the latest first")
	past.Metadata = live
	huma.Register(api, past, func(ctx context.Context, in *struct{ Paging }) (*answer[list[parallax.Judgement]], error) {
		rows, err := s.history(ctx)
		if err != nil {
			return nil, unread(err)
		}
		all := make([]parallax.Judgement, len(rows))
		for i, r := range rows {
			all[i] = r.Judgement
		}
		return paged(in.Paging, "/api/judgements/history", nil, all), nil
	})
	huma.Register(api, s.get("/api/judgements", "What people decided and stands"), func(ctx context.Context, in *struct{ Paging }) (*answer[list[parallax.Judgement]], error) {
		all, err := s.cfg.Store.Judgements(ctx)
		if err != nil {
			return nil, unread(err)
		}
		return paged(in.Paging, "/api/judgements", nil, store.Standing(all)), nil
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
		state, err := s.lists.State(ctx.Context())
		if err == nil {
			tag := `"` + tokenSum(state + build + parallax.Version)[:20] + `"`
			ctx.SetHeader("ETag", tag)
			ctx.SetHeader("Cache-Control", "private, no-cache")
			if ctx.Header("If-None-Match") == tag {
				ctx.SetStatus(http.StatusNotModified)
				return
			}
		}
	}
	next(ctx)
}

func answered[T any](body T, err error) (*answer[T], error) {
	if err != nil {
		return nil, unread(err)
	}
	return &answer[T]{body}, nil
}

// unread answers that the archive could not be read.
func unread(err error) error {
	slog.Error("api", "err", err)
	return huma.Error503ServiceUnavailable("the archive cannot be read just now")
}

func (s *Server) storyList(ctx context.Context, p Paging) (list[Story], error) {
	cards, n, err := s.storyCards(ctx, (p.Page-1)*p.Limit, p.Limit)
	all := make([]Story, 0, len(cards))
	for _, c := range cards {
		all = append(all, Story{c.ID, c.Title, c.Span, c.Reports, c.Outlets, c.Origins, c.Events, c.Disputes})
	}
	return listed(p, "/api/stories", nil, all, n.Stories), err
}

func (s *Server) reportList(ctx context.Context, p Paging) (l list[parallax.RecordReport], err error) {
	n, err := s.count(ctx)
	if err != nil {
		return l, err
	}
	ids, err := s.lists.Reports(ctx, store.ReportID{}, (p.Page-1)*p.Limit, p.Limit)
	if err != nil {
		return l, err
	}
	all := []parallax.RecordReport{}
	for _, id := range ids {
		t, err := s.partOfReport(ctx, id)
		if err != nil {
			return l, err
		}
		all = append(all, t.Documents[0].Reports[id.Report-1])
	}
	return listed(p, "/api/reports", nil, all, n.Reports), nil
}

func (s *Server) entityList(ctx context.Context, p Paging, typ string) (l list[parallax.RecordEntity], err error) {
	n, err := s.lists.CountNames(ctx, typ)
	if err != nil {
		return l, err
	}
	rows, err := s.lists.Names(ctx, nil, typ, (p.Page-1)*p.Limit, p.Limit)
	if err != nil {
		return l, err
	}
	all := []parallax.RecordEntity{}
	for _, r := range rows {
		c, err := cardOf(r)
		if err != nil {
			return l, err
		}
		all = append(all, c.Entity)
	}
	return listed(p, "/api/entities", url.Values{"type": {typ}}, all, n), nil
}

// ofStory is a page of what all finds in the index of a story.
func ofStory[T any](ctx context.Context, s *Server, p Paging, path, story string, filters url.Values, all func(*Index) []T) (*answer[list[T]], error) {
	x, _, err := s.storyIndex(ctx, story)
	return ofIndex(p, path, "story", story, filters, x, err, all)
}

// ofEntity is a page of what all finds in the reports that mention an entity.
func ofEntity[T any](ctx context.Context, s *Server, p Paging, path, entity string, filters url.Values, all func(*Index) []T) (*answer[list[T]], error) {
	x, _, err := s.entryIndex(ctx, entity, 0)
	return ofIndex(p, path, "", "", filters, x, err, all)
}

func ofIndex[T any](p Paging, path, key, value string, filters url.Values, x *Index, err error, all func(*Index) []T) (*answer[list[T]], error) {
	with := url.Values{}
	maps.Copy(with, filters)
	if key != "" {
		with.Set(key, value)
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return paged(p, path, with, []T{}), nil
	case err != nil:
		return nil, unread(err)
	}
	return paged(p, path, with, all(x)), nil
}

// walked are the reports that one page of entries of a type looks into at most.
const walked = 2000

// byReport is a page of the entries that all finds in the reports they begin in,
// in the order of the documents. Of some entries alone the total is not known: it
// counts those on this page and before, and one more where there may be.
func byReport[T any](ctx context.Context, s *Server, p Paging, path, kind string, filters url.Values, some bool, all func(*Index, *part) []T) (*answer[list[T]], error) {
	n, err := s.count(ctx)
	if err != nil {
		return nil, unread(err)
	}
	total := map[string]int{store.Events: n.Events, store.Claims: n.Claims, store.Disputes: n.Disputes}[kind]
	skip, from := (p.Page-1)*p.Limit, store.ReportID{}
	if !some {
		var before int
		from, before, err = s.lists.At(ctx, kind, skip)
		if errors.Is(err, store.ErrNotFound) {
			return &answer[list[T]]{listed(p, path, filters, []T{}, total)}, nil
		}
		skip -= before
	}
	out, look := []T{}, 0
	for err == nil && len(out) <= p.Limit && look < walked {
		var ids []store.ReportID
		if ids, err = s.lists.Reports(ctx, from, look, 50); len(ids) == 0 {
			break
		}
		for _, id := range ids {
			if look++; len(out) > p.Limit || err != nil {
				break
			}
			var t *part
			if t, err = s.partOfReport(ctx, id); err == nil {
				for _, y := range all(indexOf([]*part{t}), t) {
					if skip--; skip < 0 {
						out = append(out, y)
					}
				}
			}
		}
	}
	if err != nil {
		return nil, unread(err)
	}
	if some {
		total = (p.Page-1)*p.Limit + min(len(out), p.Limit+1)
	}
	return &answer[list[T]]{listed(p, path, filters, out[:min(len(out), p.Limit)], total)}, nil
}

// Hits is what a search found.
type Hits struct {
	Reports int    `json:"reports" doc:"reports that hold the words and pass the filters; of names, those found"`
	More    bool   `json:"more" doc:"there are more than so many"`
	Next    string `json:"next,omitempty" doc:"address of the rest"`
	Items   []Hit  `json:"items"`
}

func (s *Server) hits(ctx context.Context, q query, most int) (h Hits, err error) {
	h.Items = []Hit{}
	if q.empty() {
		return h, nil
	}
	f, err := s.find(ctx, q, most)
	h.Reports, h.More = f.reports, f.over
	for _, e := range f.hits {
		h.Items = append(h.Items, Hit{e.Kind, e.ID, e.Title, e.Teller, e.Day, e.Said.At, string(e.URL)})
	}
	if f.next > 0 {
		h.Next = "/api" + q.at(f.next)
	}
	return h, err
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

// absent says that there is no such entry, or that it could not be read.
func absent(kind, id string, err error) error {
	if !errors.Is(err, store.ErrNotFound) {
		return unread(err)
	}
	return huma.Error404NotFound("there is no " + kind + " " + strconv.Quote(cut(id, 40)))
}

func opID(method, path string) string {
	return method + strings.NewReplacer("/api/", "-", "/", "-", "{", "", "}", "").Replace(path)
}
