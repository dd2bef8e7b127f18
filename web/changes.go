package web

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/sse"

	"parallax"
	"parallax/store"
)

// Change is a change of the archive since the server was started.
type Change struct {
	Number    int                 `json:"number" doc:"counts from 1"`
	Kind      string              `json:"kind" enum:"added,judged"`
	Documents []string            `json:"documents,omitempty"`
	Reports   []string            `json:"reports,omitempty"`
	Judgement *parallax.Judgement `json:"judgement,omitempty"`
	By        string              `json:"by,omitempty"`
}

const keptChanges = 1000

// changes are the latest changes, oldest first.
type changes struct {
	mu   sync.Mutex
	last int
	all  []Change
	bell bell
}

func (s *Server) changed(c Change) {
	l := &s.log
	l.mu.Lock()
	l.last++
	c.Number = l.last
	l.all = append(l.all, c)
	l.all = l.all[max(0, len(l.all)-keptChanges):]
	l.mu.Unlock()
	l.bell.ring()
}

// since gives the changes after a number.
func (l *changes) since(n int) []Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, _ := slices.BinarySearchFunc(l.all, n+1, func(c Change, n int) int { return c.Number - n })
	return slices.Clone(l.all[i:])
}

const breath = 20 * time.Second // between signs of life on a stream

// live marks operations whose answer is of now: no ETag spares it.
var live = map[string]any{"live": true}

// streams registers the jobs and the streams of what changes.
func (s *Server) streams(api huma.API) {
	changesOp := s.get("/api/changes", "A stream of the archive's changes (server-sent events)")
	changesOp.Metadata, changesOp.Errors = live, nil
	sse.Register(api, changesOp, map[string]any{"change": Change{}, "hello": hello{}}, func(ctx context.Context, in *struct {
		Last  string `header:"Last-Event-ID" maxLength:"20" doc:"number of the last change seen; those after it come first"`
		Since int    `query:"since" minimum:"0" doc:"the same, for clients that cannot send the header"`
	}, send sse.Sender) {
		seen := in.Since
		if n, err := strconv.Atoi(in.Last); err == nil {
			seen = max(n, 0)
		}
		if send.Data(hello{parallax.Version}) != nil {
			return
		}
		for {
			next := s.log.bell.next()
			for _, c := range s.log.since(seen) {
				if send(sse.Message{ID: c.Number, Data: c}) != nil {
					return
				}
				seen = c.Number
			}
			select {
			case <-next:
			case <-time.After(breath):
				if send.Data(hello{parallax.Version}) != nil {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	})
	if s.cfg.Add == nil {
		return
	}
	all := s.get("/api/jobs", "Readings that wait, run or are over, newest first")
	all.Metadata = live
	huma.Register(api, all, func(_ context.Context, in *struct{ Paging }) (*answer[list[Job]], error) {
		return paged(in.Paging, "/api/jobs", nil, s.jobs.list()), nil
	})
	one := s.get("/api/jobs/{id}", "One reading: how far it is, what came of it")
	one.Metadata = live
	huma.Register(api, one, func(_ context.Context, in *byID) (*answer[Job], error) {
		if j, ok := s.jobs.get(in.ID); ok {
			return &answer[Job]{j}, nil
		}
		return nil, absent("job", in.ID, store.ErrNotFound)
	})
	follow := s.get("/api/jobs/{id}/progress", "A stream of a reading's progress, until it is over (server-sent events)")
	follow.Metadata = live
	sse.Register(api, follow, map[string]any{"job": Job{}}, func(ctx context.Context, in *byID, send sse.Sender) {
		var told Job
		for {
			next := s.jobs.bell.next()
			j, ok := s.jobs.get(in.ID)
			if !ok {
				j = Job{ID: in.ID, State: "failed", Error: "there is no such reading", Reports: []string{}, Troubles: []string{}}
			}
			j.addition, j.documents = Addition{}, nil
			if !reflect.DeepEqual(j, told) && send.Data(j) != nil || j.Over() {
				return
			}
			told = j
			select {
			case <-next:
			case <-time.After(breath):
				told = Job{}
			case <-ctx.Done():
				return
			}
		}
	})
	s.starts(api)
}

type hello struct {
	Version string `json:"version"`
}

// started answers with a job that was taken on.
type started struct {
	Location string `header:"Location"`
	Body     Job
}

// starts registers what takes on jobs.
func (s *Server) starts(api huma.API) {
	op := func(id, path, summary string) huma.Operation {
		s.api = append(s.api, operation{"POST", path, summary})
		return huma.Operation{OperationID: id, Method: http.MethodPost, Path: path, Summary: summary, DefaultStatus: http.StatusAccepted, MaxBodyBytes: maxUpload, BodyReadTimeout: time.Minute,
			Errors: []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusServiceUnavailable}}
	}
	begin := func(ctx context.Context, a Addition) (*started, error) {
		j, err := s.start(ctx, a)
		switch {
		case err == errBusy:
			return nil, huma.Error503ServiceUnavailable(err.Error())
		case err != nil:
			return nil, huma.Error422UnprocessableEntity(err.Error())
		}
		return &started{"/api/jobs/" + j.ID, j}, nil
	}
	huma.Register(api, op("post-jobs", "/api/jobs", "Read an address or a text and keep it"), func(ctx context.Context, in *struct {
		Body struct {
			Address   string `json:"address,omitempty" maxLength:"2000"`
			Text      string `json:"text,omitempty" maxLength:"8000000"`
			Outlet    string `json:"outlet,omitempty" maxLength:"200"`
			Published string `json:"published,omitempty" maxLength:"10" doc:"YYYY-MM-DD"`
		}
	}) (*started, error) {
		b := in.Body
		return begin(ctx, Addition{Address: b.Address, Text: b.Text, Outlet: b.Outlet, Published: b.Published})
	})
	huma.Register(api, op("post-files", "/api/files", "Read a file and keep what it holds: text, HTML, JSON, a feed, a WARC, a ZIP of these"), func(ctx context.Context, in *struct {
		Name      string `query:"name" required:"true" minLength:"1" maxLength:"200" doc:"name of the file, with its ending"`
		Outlet    string `query:"outlet" maxLength:"200"`
		Published string `query:"published" maxLength:"10" doc:"YYYY-MM-DD"`
		RawBody   []byte `contentType:"application/octet-stream"`
	}) (*started, error) {
		return begin(ctx, Addition{File: in.RawBody, Name: in.Name, Outlet: in.Outlet, Published: in.Published})
	})
}
