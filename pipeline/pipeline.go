// Package pipeline is the one place that knows the order: the list of passes
// over a document and the stages over an archive. Drivers – the command, the
// server, a worker – run the same list.
package pipeline

import (
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"

	"parallax"
	"parallax/article"
	"parallax/cluster"
	"parallax/collate"
	"parallax/internal/nn"
	"parallax/resolve"
	"parallax/syntax"
)

// Pipeline reads pages into documents and documents into an archive. It is safe
// for concurrent use.
type Pipeline struct {
	passes []parallax.Pass
}

// New checks the order of the passes and loads what they rest on.
func New() (*Pipeline, error) {
	passes, err := passes()
	if err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	if err := parallax.CheckPasses(passes); err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	return &Pipeline{passes}, nil
}

// Trees is a pipeline that stops at words, trees and names.
func Trees() (*Pipeline, error) {
	m, err := nn.Load()
	if err != nil {
		return nil, fmt.Errorf("pipeline: %w", err)
	}
	return &Pipeline{[]parallax.Pass{syntax.Trees(m)}}, nil
}

// Passes lists the passes in order.
func (p *Pipeline) Passes() []parallax.Pass { return p.passes }

// Document reads one page. What is doubtful becomes a Problem of the document;
// the error is for pages of which nothing can be read.
func (p *Pipeline) Document(page parallax.Page) (*parallax.Document, error) {
	d, err := article.Read(page)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", page.URI, err)
	}
	p.run(d)
	return d, nil
}

// run runs the passes over d. A pass that fails or panics costs its layer, not
// the run.
func (p *Pipeline) run(d *parallax.Document) {
	for _, s := range p.passes {
		if err := guarded(s, d); err != nil {
			d.Problems = append(d.Problems, parallax.Problem{Code: "pass-failed", Text: fmt.Sprintf("%s: %v; its layer is left empty", s.Name, err)})
			return
		}
	}
}

func guarded(s parallax.Pass, d *parallax.Document) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return s.Run(d)
}

// Result is what came of one page.
type Result struct {
	Page     parallax.Page
	Document *parallax.Document
	Err      error
}

// Read reads pages on all cores and yields their results in the order of the
// pages, holding no more than a few at a time.
func (p *Pipeline) Read(pages iter.Seq[parallax.Page]) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		n := runtime.GOMAXPROCS(0)
		type job struct {
			page parallax.Page
			out  chan Result
		}
		jobs, order := make(chan job), make(chan chan Result, 2*n)
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() {
				for j := range jobs {
					d, err := p.Document(j.page)
					j.out <- Result{j.page, d, err}
				}
			})
		}
		go func() {
			defer close(order)
			defer close(jobs)
			for page := range pages {
				j := job{page, make(chan Result, 1)}
				select {
				case order <- j.out:
				case <-stop:
					return
				}
				select {
				case jobs <- j:
				case <-stop:
					j.out <- Result{}
					return
				}
			}
		}()
		for out := range order {
			if !yield(<-out) {
				close(stop)
				break
			}
		}
		wg.Wait()
	}
}

// Collate runs the stages over documents, in the order of their ids, under
// judgements. The documents stay as they are.
func (p *Pipeline) Collate(docs []*parallax.Document, judgements []parallax.Judgement) *parallax.Archive {
	a := &parallax.Archive{Docs: docs, Judgements: judgements}
	a.Origins, a.Stories = cluster.Group(docs)
	collateStories(a)
	a.Actors = resolve.Across(a)
	return a
}

// CollateSagas runs them over the reports of some sagas, which stand at places,
// and their documents: what comes out of a saga is the same whatever others are
// there, but that actors are not joined across sagas.
func CollateSagas(docs []*parallax.Document, reports []parallax.ReportRef, places []cluster.Place, judgements []parallax.Judgement) *parallax.Archive {
	a := &parallax.Archive{Docs: docs, Judgements: judgements, Origins: cluster.Folded(docs, reports, places), Stories: cluster.Stories(reports, places)}
	collateStories(a)
	return a
}

// collateStories runs the stages that follow on an archive's stories.
func collateStories(a *parallax.Archive) {
	a.Docs = slices.Clone(a.Docs)
	for i, d := range a.Docs {
		c := *d // what is found through the story is written into its times
		c.Times, c.Reports = slices.Clone(d.Times), slices.Clone(d.Reports)
		for k := range c.Times {
			c.Times[k].Because = slices.Clone(c.Times[k].Because)
		}
		for k := range c.Reports {
			c.Reports[k].Published.Because = slices.Clone(c.Reports[k].Published.Because)
		}
		a.Docs[i] = &c
	}
	var wrong []parallax.ID
	for _, letter := range []byte("cft") { // what is joined across reports is struck where it is joined
		for _, x := range a.Judged(letter, parallax.Wrong) {
			wrong = append(wrong, x[0])
		}
	}
	a.Strike(wrong)
	a.Actors = resolve.Actors(a)
	collate.Run(a)
}

// Project is the record of an archive.
func Project(a *parallax.Archive) *parallax.Record { return collate.Record(a) }

// Text reads only the text of a page, to check a record against its source.
func Text(page parallax.Page) (string, error) {
	d, err := article.Read(page)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", page.URI, err)
	}
	return d.Text, nil
}
