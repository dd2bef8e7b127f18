package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"parallax"
)

// judgeView is the page of one entry under judgement.
type judgeView struct {
	ID, Kind, Title string
	Said            excerpt
	Where           string // teller and day
	Pairs           bool   // it can be the same as another
	Joins           []joinRow
	Past            []judgedRow
	Name            string // of the visitor, "" where nobody is asked
}

// joinRow is a reading that was joined in the entry.
type joinRow struct {
	parallax.Join
	Teller string
	Said   excerpt
	Sure   string
}

// judgedRow is a judgement of the history.
type judgedRow struct {
	parallax.Judgement
	Day            string
	SubjectURL     string // of what is there, "" where it is gone
	ObjectURL      string
	Stands         bool
	Subject1, Obj1 string // names
}

var kindWords = map[byte]string{'n': "Name", 'v': "Event", 'c': "Claim", 'f': "Figure", 't': "Time"}

// judgePage is nil where there is no such entry.
func (x *Index) judgePage(id string) *judgeView {
	p, err := parallax.ParseID(id)
	if err != nil || kindWords[p.Letter] == "" {
		return nil
	}
	v := &judgeView{ID: id, Kind: kindWords[p.Letter], Pairs: p.Letter == 'n' || p.Letter == 'v'}
	var at parallax.Anchor
	var joins []parallax.Join
	switch e, n, c, f := x.event[id], x.entity[id], x.claim[id], x.figure[id]; {
	case e != nil && len(e.Mentions) > 0:
		v.Title, at, joins = eventWord(e)+" "+x.gist(e), e.Mentions[0].Anchor, e.Joins
	case n != nil && len(n.Mentions) > 0:
		v.Title, at, joins, v.Kind = n.Name, n.Mentions[0].Anchor, n.Joins, word(typeWords, n.Type)
	case c != nil:
		v.Title, at = strings.TrimSpace(x.speakerOf(c)+" "+word(stanceWords, c.Stance)), c.Content
	case f != nil:
		v.Title, at = oneLine(valueOf(f)+" "+f.Of), f.Anchor
	default:
		for _, t := range x.Record.Times {
			if t.ID == id && t.Anchor != nil {
				v.Title, at = oneLine(t.Anchor.Text), *t.Anchor
			}
		}
	}
	r := x.report[at.Report]
	if r == nil {
		return nil
	}
	v.Title, v.Said, v.Where = cut(oneLine(v.Title), 120), x.around(at, 200), r.teller()
	if d := when(&r.Published); d != "" {
		v.Where += " · " + d
	}
	for _, j := range joins {
		row := joinRow{Join: j, Said: x.around(j.Anchor, 110)}
		if p := x.report[j.Anchor.Report]; p != nil {
			row.Teller = p.teller()
		}
		if j.Score > 0 {
			row.Sure = percent(j.Score)
		}
		v.Joins = append(v.Joins, row)
	}
	return v
}

func percent(score float64) string { return fmt.Sprintf("%.0f %%", 100*score) }

func (s *Server) judgeForm(w http.ResponseWriter, r *http.Request) {
	x := s.now.Load()
	v := x.judgePage(r.URL.Query().Get("entry"))
	if v == nil {
		s.missing(w, r, "There is no such entry. It may have been joined with another one, or called wrong.")
		return
	}
	v.Name = visitorOf(r.Context()).Name
	s.page(w, r, http.StatusOK, "judge", "Judge: "+v.Title, "", v)
}

// judge keeps what a form says and leads to the history, where it can be taken
// back.
func (s *Server) judge(w http.ResponseWriter, r *http.Request) {
	j := parallax.Judgement{Subject: r.PostFormValue("subject"), Object: strings.TrimSpace(r.PostFormValue("object")), Relation: r.PostFormValue("relation"),
		By: r.PostFormValue("by"), Why: r.PostFormValue("why")}
	if j.Relation == parallax.Wrong {
		j.Object = ""
	}
	if err := s.judgement(r.Context(), j); err != nil {
		s.page(w, r, http.StatusUnprocessableEntity, "error", "This could not be kept", "", upperFirst(err.Error())+".")
		return
	}
	http.Redirect(w, r, "/judgements", http.StatusSeeOther)
}

// judgement checks and keeps what a person decided, and reads the archive again.
func (s *Server) judgement(ctx context.Context, j parallax.Judgement) error {
	if err := j.Check(); err != nil {
		return err
	}
	if v := visitorOf(ctx); v.Name != "" {
		j.By = v.Name
	}
	j.By, j.Why = cut(oneLine(strings.ToValidUTF8(j.By, "")), 80), cut(oneLine(strings.ToValidUTF8(j.Why, "")), 400)
	for _, id := range []string{j.Subject, j.Object} {
		if id != "" && !s.now.Load().judged[id] {
			return fmt.Errorf("there is no entry %q", cut(id, 30))
		}
	}
	s.change.Lock()
	defer s.change.Unlock()
	if err := s.cfg.Judge(ctx, j); err != nil {
		return err
	}
	if err := s.reload(ctx); err != nil {
		return err
	}
	s.changed(Change{Kind: "judged", Judgement: &j, By: j.By})
	return nil
}

// history is all that was judged, the latest first.
func (s *Server) history(ctx context.Context) ([]judgedRow, error) {
	all := s.now.Load().Record.Judgements
	if s.cfg.History != nil {
		var err error
		if all, err = s.cfg.History(ctx); err != nil {
			return nil, err
		}
	}
	x := s.now.Load()
	l := links{x.Index, false}
	standing := map[parallax.Judgement]bool{}
	for _, j := range x.Record.Judgements {
		standing[j] = true
	}
	name := func(id string) (string, string) {
		if id == "" {
			return "", ""
		}
		if v := x.judgePage(id); v != nil {
			if id[0] == 'n' {
				return v.Title, string(l.entity(id))
			}
			return v.Title, "/judge?entry=" + id
		}
		return "", ""
	}
	out := make([]judgedRow, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		row := judgedRow{Judgement: all[i], Stands: standing[all[i]], Day: strings.NewReplacer("T", " ", "Z", " UTC").Replace(cut(all[i].When, 40))}
		row.Subject1, row.SubjectURL = name(row.Subject)
		row.Obj1, row.ObjectURL = name(row.Object)
		out = append(out, row)
	}
	return out, nil
}

const judgedPerPage = 100

func (s *Server) judgements(w http.ResponseWriter, r *http.Request) {
	all, err := s.history(r.Context())
	if err != nil {
		slog.Error("history", "err", err)
		s.page(w, r, http.StatusServiceUnavailable, "error", "Judgements", "", "The judgements cannot be read just now.")
		return
	}
	v := struct {
		Rows  []judgedRow
		Total int
		May   bool
	}{all[:min(judgedPerPage, len(all))], len(all), s.cfg.Judge != nil && visitorOf(r.Context()).mayEdit()}
	s.live(w, r, http.StatusOK, "judgements", "Judgements", "judgements", v, false)
}
