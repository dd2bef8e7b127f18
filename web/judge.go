package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"parallax"
	"parallax/store"
)

// judgeView is the page of one entry under judgement.
type judgeView struct {
	ID, Kind, Title string
	Said            excerpt
	Where           string // teller and day
	Pairs           bool   // it can be the same as another
	Joins           []joinRow
	Alike           []joinRow   // what might be the same
	Sides           []sideView  // of a dispute
	Past            []judgedRow // what was judged of it before
	Name            string      // of the visitor, "" where nobody is asked
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
	Stands, May    bool   // it is in force; the visitor may take it back
	Subject1, Obj1 string // names
}

var kindWords = map[byte]string{'n': "Name", 'v': "Event", 'c': "Claim", 'f': "Figure", 't': "Time", 'x': "Dispute"}

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
	case p.Letter == 'x':
		for i := range x.Record.Disputes {
			if d := x.disputeView(i); d.ID == id && len(d.Sides) > 0 && len(d.Sides[0].Quotes) > 0 {
				v.Title, at, v.Sides = d.Heading, d.Sides[0].Quotes[0].At, d.Sides
				if len(d.About) > 0 {
					v.Title += ": " + d.About[0].Name
				}
			}
		}
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
		v.Joins = append(v.Joins, x.joinRow(j))
	}
	return v
}

// alike are entries that a person may want to call the same as one.
func (x *Index) alike(id string) []joinRow {
	if e := x.entity[id]; e != nil {
		return x.likeEntity(e)
	}
	if e := x.event[id]; e != nil {
		return x.likeEvent(e)
	}
	return nil
}

func (x *Index) joinRow(j parallax.Join) joinRow {
	row := joinRow{Join: j, Said: x.around(j.Anchor, 110), Sure: sure(j.Score)}
	if p := x.report[j.Anchor.Report]; p != nil {
		row.Teller = p.teller()
	}
	return row
}

const mostAlike = 8 // entries offered as perhaps the same

// likeEntity finds the entities of e's type that share a word of its name, those
// most mentioned first. The words of a join offered are the other's name.
func (x *Index) likeEntity(e *parallax.RecordEntity) []joinRow {
	words := func(s string) []string {
		return slices.DeleteFunc(strings.Fields(strings.ToLower(s)), func(w string) bool { return len(w) < 3 || w == "the" })
	}
	mine := words(e.Name)
	var found []*parallax.RecordEntity
	for i := range x.Record.Entities {
		o := &x.Record.Entities[i]
		if o.ID != e.ID && o.Type == e.Type && len(o.Mentions) > 0 && slices.ContainsFunc(words(o.Name), func(w string) bool { return slices.Contains(mine, w) }) {
			found = append(found, o)
		}
	}
	slices.SortStableFunc(found, func(a, b *parallax.RecordEntity) int { return len(b.Mentions) - len(a.Mentions) })
	var out []joinRow
	for _, o := range found[:min(mostAlike, len(found))] {
		out = append(out, x.joinRow(parallax.Join{ID: o.ID, Anchor: o.Mentions[0].Anchor, Reason: cut(oneLine(o.Name), 60)}))
	}
	return out
}

// likeEvent finds the events of e's story and type whose days do not exclude
// e's, those with a participant in common first.
func (x *Index) likeEvent(e *parallax.RecordEvent) []joinRow {
	s := x.story[x.storyOf[e.ID]]
	if s == nil {
		return nil
	}
	apart := func(a, b *parallax.RecordTime) bool {
		return a != nil && b != nil && (a.Latest != "" && b.Earliest > a.Latest || b.Latest != "" && a.Earliest > b.Latest)
	}
	common := func(o *parallax.RecordEvent) (n int) {
		for _, a := range slices.Concat(e.Actors, e.Recipients) {
			if a.Entity != "" && slices.ContainsFunc(slices.Concat(o.Actors, o.Recipients), func(b parallax.RecordArg) bool { return b.Entity == a.Entity }) {
				n++
			}
		}
		return n
	}
	var found []*parallax.RecordEvent
	for _, id := range s.Timeline {
		if o := x.event[id]; o != nil && o != e && o.Type == e.Type && len(o.Mentions) > 0 && !apart(e.Time, o.Time) {
			found = append(found, o)
		}
	}
	slices.SortStableFunc(found, func(a, b *parallax.RecordEvent) int { return common(b) - common(a) })
	var out []joinRow
	for _, o := range found[:min(mostAlike, len(found))] {
		out = append(out, x.joinRow(parallax.Join{ID: o.ID, Anchor: o.Mentions[0].Anchor, Reason: strings.TrimSpace(when(o.Time) + " " + x.gist(o))}))
	}
	return out
}

// underJudgement gives the page of an entry, with what it is drawn from.
func (s *Server) underJudgement(ctx context.Context, id string) (*Index, *judgeView, error) {
	x, _, err := s.entryIndex(ctx, id, 0)
	if err != nil {
		return nil, nil, err
	}
	if id[0] == 'x' { // its sides may speak in other reports
		if x, err = s.storyOfEntry(ctx, x, id); err != nil {
			return nil, nil, err
		}
	}
	v := x.judgePage(id)
	if v == nil {
		return nil, nil, store.ErrNotFound
	}
	return x, v, nil
}

// storyOfEntry gives the story of an entry of x, x itself where it has none.
func (s *Server) storyOfEntry(ctx context.Context, x *Index, id string) (*Index, error) {
	story := x.storyOf[id]
	if e := x.entity[id]; e != nil && len(e.Mentions) > 0 && x.report[e.Mentions[0].Report] != nil {
		story = x.report[e.Mentions[0].Report].Story
	}
	for i, d := range x.Record.Disputes {
		if d.ID == id {
			story = x.quarrels[i]
		}
	}
	whole, _, err := s.storyIndex(ctx, story)
	if errors.Is(err, store.ErrNotFound) {
		return x, nil
	}
	return whole, err
}

// alike are entries of its story that a person may want to call the same as one
// of x, and entities of the same name in other sagas.
func (s *Server) alike(ctx context.Context, x *Index, id string) ([]joinRow, error) {
	out := x.alike(id)
	if story := x.storyOf[id]; len(out) < mostAlike && !x.long[story] { // of a long story its own reports must do
		whole, err := s.storyOfEntry(ctx, x, id)
		if err != nil {
			return nil, err
		}
		out = whole.alike(id)
	}
	if e := x.entity[id]; e != nil {
		l, err := s.namesakes(ctx, e)
		if err != nil {
			return nil, err
		}
		l = slices.DeleteFunc(l, func(c nameCard) bool { return c.By != "" })
		for _, c := range l[:min(len(l), max(0, mostAlike-len(out)))] {
			a := c.Entity.Mentions[0].Anchor
			out = append(out, joinRow{Join: parallax.Join{ID: c.Entity.ID, Anchor: a, Reason: cut(oneLine(c.Entity.Name), 60)}, Teller: c.Teller, Said: excerpt{Words: oneLine(a.Text), At: a}})
		}
	}
	return out, nil
}

func (s *Server) judgeForm(w http.ResponseWriter, r *http.Request) {
	x, v, err := s.underJudgement(r.Context(), r.URL.Query().Get("entry"))
	if s.failed(w, r, err, "There is no such entry. It may have been joined with another one, or called wrong.") {
		return
	}
	v.Name = visitorOf(r.Context()).Name
	if v.Alike, err = s.alike(r.Context(), x, v.ID); s.failed(w, r, err, "") {
		return
	}
	all, err := s.history(r.Context())
	of := func(j judgedRow) bool { return j.Subject == v.ID || j.Object == v.ID }
	for _, j := range all {
		if of(j) || slices.ContainsFunc(v.Joins, func(o joinRow) bool { return o.ID == j.Subject || o.ID == j.Object }) {
			v.Past = append(v.Past, j)
		}
	}
	if err == nil {
		err = s.nameRows(r.Context(), v.Past)
	}
	if s.failed(w, r, err, "") {
		return
	}
	s.live(w, r, x, http.StatusOK, "judge", "Judge: "+v.Title, "judgements", v, false)
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
		s.page(w, r, nil, http.StatusUnprocessableEntity, "error", "This could not be kept", "", upperFirst(err.Error())+".")
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
		if id == "" {
			continue
		}
		if ok, err := s.judgeable(ctx, id); err != nil {
			return err
		} else if !ok {
			return fmt.Errorf("there is no entry %q", cut(id, 30))
		}
	}
	s.change.Lock()
	defer s.change.Unlock()
	if err := s.cfg.Judge(ctx, j); err != nil {
		return err
	}
	if err := s.join(ctx); err != nil {
		return err
	}
	s.changed(Change{Kind: "judged", Judgement: &j, By: j.By})
	return nil
}

// judgeable reports whether a judgement may name an id: an entry's, that of a
// reading that was joined in one, or one that was judged before.
func (s *Server) judgeable(ctx context.Context, id string) (bool, error) {
	x, _, err := s.entryIndex(ctx, id, 0)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	if err == nil && x.judged[id] {
		return true, nil
	}
	all, err := s.cfg.Store.Judgements(ctx)
	return slices.ContainsFunc(all, func(j parallax.Judgement) bool { return j.Subject == id || j.Object == id }), err
}

// history is all that was judged, the latest first.
func (s *Server) history(ctx context.Context) ([]judgedRow, error) {
	all, err := s.cfg.Store.Judgements(ctx)
	if err != nil {
		return nil, err
	}
	standing := map[parallax.Judgement]bool{}
	for _, j := range store.Standing(all) {
		standing[j] = true
	}
	out := make([]judgedRow, 0, len(all))
	for _, j := range slices.Backward(all) {
		out = append(out, judgedRow{Judgement: j, Stands: standing[j], May: s.cfg.Judge != nil && visitorOf(ctx).mayEdit(), Day: strings.NewReplacer("T", " ", "Z", " UTC").Replace(cut(j.When, 40))})
	}
	return out, nil
}

// nameRows looks up what the entries of judgements are called.
func (s *Server) nameRows(ctx context.Context, rows []judgedRow) (err error) {
	for i := range rows {
		row := &rows[i]
		if row.Subject1, row.SubjectURL, err = s.name(ctx, row.Subject); err != nil {
			return err
		}
		if row.Obj1, row.ObjectURL, err = s.name(ctx, row.Object); err != nil {
			return err
		}
	}
	return nil
}

// name gives what an entry is called and the address of its page, "" where it is
// gone.
func (s *Server) name(ctx context.Context, id string) (name, address string, err error) {
	if id == "" {
		return "", "", nil
	}
	_, v, err := s.underJudgement(ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return "", "", nil
	case err != nil:
		return "", "", err
	case id[0] == 'n':
		return v.Title, "/entities/" + id, nil
	}
	return v.Title, "/judge?entry=" + id, nil
}

const judgedPerPage = 100

func (s *Server) judgements(w http.ResponseWriter, r *http.Request) {
	all, err := s.history(r.Context())
	if err == nil {
		err = s.nameRows(r.Context(), all[:min(judgedPerPage, len(all))])
	}
	if s.failed(w, r, err, "") {
		return
	}
	v := struct {
		Rows  []judgedRow
		Total int
	}{all[:min(judgedPerPage, len(all))], len(all)}
	s.live(w, r, nil, http.StatusOK, "judgements", "Judgements", "judgements", v, false)
}
