package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"parallax/check"
)

const maxSentence = 1000 // letters that are held against the archive

// held holds a sentence against the archive, two at a time: each is read like a
// report.
func (s *Server) held(ctx context.Context, sentence string) (check.Reported, error) {
	sentence = oneLine(strings.ToValidUTF8(sentence, ""))
	if sentence == "" {
		return check.Reported{}, errors.New("give a sentence")
	}
	if len([]rune(sentence)) > maxSentence {
		return check.Reported{}, errors.New("give one sentence, of at most 1,000 letters")
	}
	select {
	case s.checking <- struct{}{}:
		defer func() { <-s.checking }()
	case <-ctx.Done():
		return check.Reported{}, ctx.Err()
	}
	return s.cfg.Check(ctx, sentence)
}

// checkView is the page of a sentence and what the archive says to it.
type checkView struct {
	Sentence, Error string
	Asked           bool
	Sides           []checkSide // none: nobody tells of it
}

type checkSide struct {
	Side, Heading string
	Accounts      []checkAccount
}

type checkAccount struct {
	Teller, When, Why string
	Sources           []string // who it is put to, outermost first
	Event, Claim      string
	Said              excerpt
	Repeats           string // who on this side tells it from the same origin before
}

var sideHeadings = []struct{ side, verb string }{{check.Said, "say it"}, {check.Denied, "say it is not so"}, {check.Differs, "tell it otherwise"}}

var sideWhys = map[string]string{"figure": "gives another count", "day": "gives another day", "place": "gives another place", "actor": "names someone else", "plan": "tells it as planned", "negation": "denies it"}

func (x *Index) checkPage(a check.Reported) *checkView {
	v := &checkView{Sentence: a.Sentence, Asked: true}
	for _, h := range sideHeadings {
		side := checkSide{Side: h.side}
		first := map[string]string{} // origin → its first teller
		for _, p := range a.Passages {
			r := x.report[p.Anchor.Report]
			if p.Side != h.side || r == nil {
				continue
			}
			c := checkAccount{Teller: r.teller(), When: when(&r.Published), Why: sideWhys[p.Why], Sources: p.Sources, Event: p.Event, Claim: p.Claim, Said: excerpt{Words: oneLine(p.Anchor.Text), At: p.Anchor}, Repeats: first[p.Origin]}
			if c.Repeats == "" {
				first[p.Origin] = c.Teller
			}
			if x.claim[c.Claim] == nil {
				c.Claim = ""
			}
			if x.event[c.Event] == nil {
				c.Event = ""
			}
			side.Accounts = append(side.Accounts, c)
		}
		if len(side.Accounts) > 0 {
			side.Heading = count(len(first), "origin") + " " + h.verb
			if len(first) == 1 {
				side.Heading = "1 origin " + strings.NewReplacer("say ", "says ", "tell ", "tells ").Replace(h.verb)
			}
			v.Sides = append(v.Sides, side)
		}
	}
	return v
}

func (s *Server) check(w http.ResponseWriter, r *http.Request) {
	v, code := &checkView{Sentence: cut(strings.ToValidUTF8(r.URL.Query().Get("sentence"), ""), maxSentence+1)}, http.StatusOK
	var x *Index
	if r.URL.Query().Has("sentence") {
		a, err := s.held(r.Context(), v.Sentence)
		if err != nil {
			v.Error, code = upperFirst(err.Error())+".", http.StatusUnprocessableEntity
		} else {
			var reports []string
			for _, p := range a.Passages {
				if !slices.Contains(reports, p.Anchor.Report) {
					reports = append(reports, p.Anchor.Report)
				}
			}
			if x, err = s.reportsIndex(r.Context(), reports); s.failed(w, r, err, "") {
				return
			}
			v = x.checkPage(a)
		}
	}
	s.page(w, r, x, code, "check", "Check a sentence", "check", v)
}

// checks registers the checking of sentences.
func (s *Server) checks(api huma.API) {
	if s.cfg.Check == nil {
		return
	}
	huma.Register(api, s.get("/api/check", "Who says a sentence, denies it or tells it otherwise, from how many origins"), func(ctx context.Context, in *struct {
		Sentence string `query:"sentence" required:"true" minLength:"1" maxLength:"1000"`
	}) (*answer[check.Reported], error) {
		a, err := s.held(ctx, in.Sentence)
		if err != nil {
			slog.Info("check", "err", err)
			return nil, huma.Error422UnprocessableEntity(err.Error())
		}
		return &answer[check.Reported]{a}, nil
	})
}
