package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/check"
	"parallax/grow"
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
			a, err := openServed(c, in, db, args)
			if err != nil {
				return err
			}
			defer a.close()
			cfg := web.Config{Store: a.store, Join: a.join, Add: a.add, Check: a.check, Judge: a.judge, HTTPS: https}
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
			go a.freshen(c.Context())
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

// served is what the pages show: a store, which of inputs read at the start lives
// as long as the server.
type served struct {
	pipeline *pipeline.Pipeline
	opt      ingest.Options
	store    store.Store
	archive  *grow.Archive
	folder   string // of a store that is forgotten at the end
}

// openServed opens the store at db, or one of the inputs.
func openServed(c *cobra.Command, in inputFlags, db string, inputs []string) (a *served, err error) {
	a = &served{}
	if a.opt, err = in.options(); err != nil {
		return nil, err
	}
	if a.pipeline, err = pipeline.New(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	if db == "" {
		if a.folder, err = os.MkdirTemp("", "parallax-"); err != nil {
			return nil, err
		}
		db = filepath.Join(a.folder, "read.db")
	}
	if a.store, err = store.Open(c.Context(), db, true); err != nil {
		return nil, err
	}
	if len(inputs) > 0 {
		_, err = gather(a.pipeline, ingest.Open(inputs, a.opt), countPages(inputs), func(page parallax.Page, d *parallax.Document) error {
			_, err := a.store.Add(c.Context(), page, d)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if a.archive, err = grow.Open(c.Context(), a.store, web.Lists); err == nil && a.folder != "" {
		err = a.workOutStale(c.Context())
	}
	return a, err
}

func (a *served) close() {
	if a.store != nil {
		a.store.Close()
	}
	if a.folder != "" {
		os.RemoveAll(a.folder)
	}
}

// workOutStale works out the sagas that nobody did as they are now.
func (a *served) workOutStale(ctx context.Context) error {
	l, err := a.archive.Stale(ctx)
	for _, saga := range l {
		if err == nil {
			_, err = a.archive.Record(ctx, saga)
		}
	}
	return err
}

// freshen does so while pages are shown: after a change of the program that may
// take a while, and what was worked out before serves until then.
func (a *served) freshen(ctx context.Context) {
	if err := a.workOutStale(ctx); err != nil && ctx.Err() == nil {
		slog.Error("work out", "err", err)
	}
}

// join works out what was added.
func (a *served) join(ctx context.Context) error { return workOut(ctx, a.archive) }

// check holds a sentence against the archive.
func (a *served) check(ctx context.Context, sentence string) (check.Reported, error) {
	return a.archive.Check(ctx, a.pipeline, sentence)
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
			fresh, err := a.store.Add(ctx, r.Page, r.Document)
			if err != nil {
				return err
			}
			if fresh {
				a.archive.Hold(r.Document)
			}
			seen(web.Seen{Document: fmt.Sprintf("d%d", r.Document.ID), Known: !fresh})
		}
	}
	return ctx.Err()
}

// judge keeps a judgement and works out the sagas of what it names.
func (a *served) judge(ctx context.Context, j parallax.Judgement) error {
	j.When = time.Now().UTC().Format(time.RFC3339)
	if err := a.store.Judge(ctx, j); err != nil {
		return err
	}
	for _, s := range []string{j.Subject, j.Object} {
		id, err := parallax.ParseID(s)
		if err != nil {
			continue
		}
		for _, saga := range a.archive.SagasOf(id.Doc) {
			if _, err := a.archive.Record(ctx, saga); err != nil {
				return err
			}
		}
	}
	return nil
}
