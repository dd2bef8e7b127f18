package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/check"
	"parallax/ingest"
	"parallax/pipeline"
	"parallax/store"
	"parallax/web"
)

func serveCommand() *cobra.Command {
	var in inputFlags
	var db, listen string
	var accounts, https bool
	c := &cobra.Command{
		Use:   "serve [PATH|URL]…",
		Short: "Show a store, or reports read at the start, in the browser",
		Long: `Serves pages and a JSON API (described at /api/openapi.json) of a store, or of
inputs that are read at the start and forgotten at the end. It answers to this
machine only and asks nobody who they are. Beyond it, or with --accounts, only
the users of the store come in: 'parallax user add' makes them. The connection
is not encrypted: put a proxy with TLS before it where others share the network
and say so with --https.`,
		Example: `  parallax serve examples/withdrawal
  parallax serve --db parallax.db`,
		RunE: func(c *cobra.Command, args []string) error {
			far, err := reachesFar(listen)
			if err != nil {
				return usageError{err}
			}
			if (db == "") == (len(args) == 0) {
				return usageError{errors.New("name inputs to read, or a store with --db, and not both")}
			}
			if (far || accounts) && db == "" {
				return usageError{errors.New("only a store has users: give --db, and make users with 'parallax user add'")}
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
			cfg := web.Config{Load: a.load, Documents: a.documents, Add: a.add, Check: a.check, Judge: a.judge, History: a.history, HTTPS: https}
			if db != "" {
				if a.store, err = store.Open(c.Context(), db, true); err != nil {
					return err
				}
				defer a.store.Close()
			} else if a.docs, _, err = readAll(c, p, nil, args, opt); err != nil {
				return err
			}
			if far || accounts {
				cfg.Accounts = a.store.Accounts()
				users, err := cfg.Accounts.Users(c.Context())
				if err != nil {
					return err
				}
				if len(users) == 0 {
					return usageError{fmt.Errorf("nobody could come in: the store has no users; 'parallax user add --db %s --role admin NAME' makes one", db)}
				}
			}
			return serve(c.Context(), cfg, listen)
		},
	}
	in.add(c)
	dbFlag(c, &db, "")
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "address and port to answer at")
	c.Flags().BoolVar(&accounts, "accounts", false, "let in users only, at this machine too (behind a proxy)")
	c.Flags().BoolVar(&https, "https", false, "visitors come by https only, through a proxy with TLS")
	return c
}

// reachesFar reports whether an address to answer at can be reached from other
// machines.
func reachesFar(listen string) (bool, error) {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false, fmt.Errorf("--listen %q: want HOST:PORT", listen)
	}
	ip := net.ParseIP(host)
	return host != "localhost" && (ip == nil || !ip.IsLoopback()), nil
}

func serve(ctx context.Context, cfg web.Config, listen string) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	s, err := web.New(ctx, cfg)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", l.Addr())
	server := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx }} // streams end when the server does
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		quick, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		return server.Shutdown(quick)
	}
}

// served is what the pages show: a store, or documents and judgements that live
// as long as the server.
type served struct {
	pipeline *pipeline.Pipeline
	opt      ingest.Options
	store    store.Store
	mu       sync.Mutex
	docs     []*parallax.Document
	judged   []parallax.Judgement
	asked    *parallax.Archive // what sentences are held against, nil until one is after a change
	changes  int
}

func (a *served) load(ctx context.Context) (*parallax.Record, error) {
	a.mu.Lock()
	a.asked, a.changes = nil, a.changes+1
	a.mu.Unlock()
	x, err := a.archive(ctx)
	if err != nil {
		return nil, err
	}
	return pipeline.Project(x), nil
}

func (a *served) archive(ctx context.Context) (*parallax.Archive, error) {
	if a.store != nil {
		return archive(ctx, a.store)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	// Collating sharpens the times of the documents it is given.
	docs := slices.Clone(a.docs)
	for i, d := range docs {
		c := *d
		c.Times, c.Reports = slices.Clone(d.Times), slices.Clone(d.Reports)
		docs[i] = &c
	}
	return a.pipeline.Collate(docs, store.Standing(a.judged)), nil
}

// documents gives documents by their ids in the record.
func (a *served) documents(ctx context.Context, ids []string) ([]*parallax.Document, error) {
	var out []*parallax.Document
	if a.store == nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		for _, d := range a.docs {
			if slices.Contains(ids, fmt.Sprintf("d%d", d.ID)) {
				out = append(out, d)
			}
		}
		return out, nil
	}
	for _, s := range ids {
		id, err := strconv.Atoi(strings.TrimPrefix(s, "d"))
		if err != nil {
			return nil, fmt.Errorf("document %q: %w", s, err)
		}
		d, err := a.store.Document(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// check holds a sentence against the archive, whose layers are read from the
// store when the first one is asked: who only looks at pages does without.
func (a *served) check(ctx context.Context, sentence string) (check.Reported, error) {
	a.mu.Lock()
	x, changes := a.asked, a.changes
	a.mu.Unlock()
	if x == nil {
		var err error
		if x, err = a.archive(ctx); err != nil {
			return check.Reported{}, err
		}
		a.mu.Lock()
		if a.changes == changes {
			a.asked = x
		}
		a.mu.Unlock()
	}
	return check.Report(x, sentence, a.pipeline.Check(x, sentence)), nil
}

// add reads what a person handed in on the page.
func (a *served) add(ctx context.Context, x web.Addition, seen func(web.Seen)) error {
	opt := a.opt
	opt.Context, opt.Outlet, opt.Published = ctx, cmp.Or(x.Outlet, opt.Outlet), cmp.Or(x.Published, opt.Published)
	if opt.Published != "" {
		if _, err := time.Parse(time.DateOnly, opt.Published); err != nil {
			return errors.New("give the day as YYYY-MM-DD")
		}
	}
	from := "-"
	switch u, err := url.Parse(x.Address); {
	case x.Address != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == ""):
		return errors.New("this is not an http or https address")
	case x.Address != "":
		from = x.Address
	case len(x.File) > 0:
		opt.Stdin, opt.StdinName = bytes.NewReader(x.File), x.Name
	default:
		opt.Stdin, opt.StdinName = strings.NewReader(x.Text), "pasted-"+store.Sum([]byte(x.Text))[:12]+".txt"
	}
	for r := range a.pipeline.Read(ingest.Open([]string{from}, opt)) {
		switch {
		case r.Err != nil:
			seen(web.Seen{Trouble: r.Err.Error()})
		case len(r.Page.Bytes) == 0:
			for _, q := range r.Page.Problems {
				seen(web.Seen{Trouble: r.Page.URI + ": " + q.Text})
			}
		case len(r.Document.Reports) == 0:
			seen(web.Seen{Trouble: r.Page.URI + ": nothing there reads like a report"})
		default:
			fresh, err := a.keep(ctx, r.Page, r.Document)
			if err != nil {
				return err
			}
			seen(web.Seen{Document: fmt.Sprintf("d%d", r.Document.ID), Known: !fresh})
		}
	}
	return ctx.Err()
}

func (a *served) keep(ctx context.Context, page parallax.Page, d *parallax.Document) (fresh bool, err error) {
	if a.store != nil {
		return a.store.Add(ctx, page, d)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, o := range a.docs {
		if o.URI == d.URI && o.SHA256 == d.SHA256 {
			d.ID = o.ID
			return false, nil
		}
	}
	d.ID = len(a.docs) + 1
	a.docs = append(a.docs, d)
	return true, nil
}

func (a *served) judge(ctx context.Context, j parallax.Judgement) error {
	j.When = time.Now().UTC().Format(time.RFC3339)
	if a.store != nil {
		return a.store.Judge(ctx, j)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.judged = append(a.judged, j)
	return nil
}

func (a *served) history(ctx context.Context) ([]parallax.Judgement, error) {
	if a.store != nil {
		return a.store.Judgements(ctx)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.judged), nil
}
