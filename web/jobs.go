package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"

	"parallax"
)

const (
	keptJobs    = 200 // that are remembered
	waitingJobs = 8   // that may wait for their turn
	troubles    = 20  // of a job that are told
)

// Job is a reading under way or done.
type Job struct {
	ID       string   `json:"id"`
	What     string   `json:"what" doc:"the address, the name of the file, or the first words"`
	By       string   `json:"by,omitempty"`
	State    string   `json:"state" enum:"waiting,reading,joining,done,failed" doc:"joining: what was read is compared with the archive"`
	Read     int      `json:"read" doc:"documents kept"`
	Known    int      `json:"known" doc:"documents that were there already"`
	Failed   int      `json:"failed" doc:"documents that could not be read"`
	Reports  []string `json:"reports" doc:"ids of the reports read, when it is done"`
	Troubles []string `json:"troubles" doc:"what could not be read, and why; the first 20"`
	Error    string   `json:"error,omitempty" doc:"why nothing was kept"`

	documents []string
	addition  Addition
}

// Over reports whether nothing more will change.
func (j Job) Over() bool { return j.State == "done" || j.State == "failed" }

// jobs are read one after another.
type jobs struct {
	mu    sync.Mutex
	all   []*Job // oldest first
	next  int
	queue chan *Job
	bell  bell // rings when a job moves on
}

var errBusy = errors.New("many readings are waiting already: try again in a minute")

// start takes an addition on as a job.
func (s *Server) start(ctx context.Context, a Addition) (Job, error) {
	given := 0
	for _, has := range []bool{strings.TrimSpace(a.Text) != "", a.Address != "", len(a.File) > 0} {
		if has {
			given++
		}
	}
	if given != 1 {
		return Job{}, errors.New("give an address, a text or a file: one of them")
	}
	what := a.Address
	if len(a.File) > 0 {
		what = a.Name
	} else if what == "" {
		what = a.Text
	}
	q := &s.jobs
	q.mu.Lock()
	defer q.mu.Unlock()
	q.next++
	j := &Job{ID: "j" + strconv.Itoa(q.next), What: cut(oneLine(strings.ToValidUTF8(cut(what, 400), "")), 80), By: visitorOf(ctx).Name, State: "waiting", Reports: []string{}, Troubles: []string{}, addition: a}
	select {
	case q.queue <- j:
	default:
		return Job{}, errBusy
	}
	q.all = append(q.all, j)
	if n := len(q.all) - keptJobs; n > 0 {
		q.all = slices.Delete(q.all, 0, n)
	}
	return *j, nil
}

// list gives the jobs, newest first.
func (q *jobs) list() []Job {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := make([]Job, 0, len(q.all))
	for _, j := range slices.Backward(q.all) {
		out = append(out, j.copy())
	}
	return out
}

func (q *jobs) get(id string) (Job, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, j := range q.all {
		if j.ID == id {
			return j.copy(), true
		}
	}
	return Job{}, false
}

func (j *Job) copy() Job {
	c := *j
	c.Reports, c.Troubles = slices.Clone(j.Reports), slices.Clone(j.Troubles)
	return c
}

// move changes a job and rings.
func (q *jobs) move(j *Job, change func(*Job)) {
	q.mu.Lock()
	change(j)
	q.mu.Unlock()
	q.bell.ring()
}

// work reads what waits until ctx ends.
func (s *Server) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-s.jobs.queue:
			s.read(ctx, j)
		}
	}
}

func (s *Server) read(ctx context.Context, j *Job) {
	q := &s.jobs
	s.change.Lock()
	defer s.change.Unlock()
	q.move(j, func(j *Job) { j.State = "reading" })
	err := guarded(func() error {
		return s.cfg.Add(ctx, j.addition, func(p Seen) {
			q.move(j, func(j *Job) {
				switch {
				case p.Trouble != "":
					j.Failed++
					if len(j.Troubles) < troubles {
						j.Troubles = append(j.Troubles, strings.ToValidUTF8(cut(p.Trouble, 300), "\uFFFD"))
					}
				case p.Known:
					j.Known++
				default:
					j.Read++
				}
				if p.Document != "" {
					j.documents = append(j.documents, p.Document)
				}
			})
		})
	})
	if len(j.documents) > 0 { // what was kept before an error is kept
		q.move(j, func(j *Job) { j.State = "joining" })
		err = errors.Join(err, s.join(ctx))
	}
	var reports []string
	for _, d := range j.documents {
		l, e := s.lists.ReportsOf(ctx, docOf(d))
		err = errors.Join(err, e)
		for _, r := range l {
			id := parallax.ID{Letter: 'r', Doc: r.Doc, N: r.Report}
			if r.Report == 1 {
				id.N = 0
			}
			if !slices.Contains(reports, id.String()) {
				reports = append(reports, id.String())
			}
		}
	}
	q.move(j, func(j *Job) {
		j.State, j.addition = "done", Addition{}
		j.Reports = append(j.Reports, reports...)
		switch {
		case err != nil:
			slog.Warn("job", "id", j.ID, "err", err)
			j.State, j.Error = "failed", err.Error()
		case len(j.documents) == 0 && len(j.Troubles) > 0:
			j.State, j.Error = "failed", j.Troubles[0]
		case len(j.documents) == 0:
			j.State, j.Error = "failed", "nothing could be read"
		}
	})
	if j.Read > 0 {
		s.changed(Change{Kind: "added", Documents: j.documents, Reports: j.Reports, By: j.By})
	}
}

// join brings the lists up to date.
func (s *Server) join(ctx context.Context) error {
	if s.cfg.Join == nil {
		return nil
	}
	return s.cfg.Join(ctx)
}

// guarded makes a panic an error: a bad page must not end the reading of all.
func guarded(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading stopped: %v", r)
		}
	}()
	return do()
}

// bell wakes those who wait for something to change.
type bell struct {
	mu sync.Mutex
	c  chan struct{}
}

// next is closed when the bell rings next. Take it before looking, so that
// nothing is missed.
func (b *bell) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.c == nil {
		b.c = make(chan struct{})
	}
	return b.c
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.c != nil {
		close(b.c)
		b.c = nil
	}
}
