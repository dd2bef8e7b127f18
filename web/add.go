package web

import (
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
)

// Addition is what a person hands in: an address, a text or a file, with what
// is known of it.
type Addition struct {
	Address, Text, Outlet, Published string
	File                             []byte
	Name                             string // of the file
}

// Seen is what came of one page of an addition.
type Seen struct {
	Document string // its id, "d12"
	Known    bool   // it was there already
	Trouble  string // why it could not be read
}

// addView is the page that takes additions.
type addView struct {
	Addition
	Error  string
	Lately []Job
}

func (s *Server) addPage(w http.ResponseWriter, r *http.Request, code int, a Addition, err string) {
	l := s.jobs.list()
	s.live(w, r, nil, code, "add", "Add reports", "add", addView{a, err, l[:min(10, len(l))]}, false)
}

// add takes an addition on and leads to the page of its job.
func (s *Server) add(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(maxUpload)
	}
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		s.addPage(w, r, http.StatusBadRequest, Addition{}, "The form could not be read, or is larger than "+strconv.Itoa(maxUpload>>20)+" MB.")
		return
	}
	a := Addition{Address: strings.TrimSpace(r.PostFormValue("address")), Text: r.PostFormValue("text"), Outlet: strings.TrimSpace(r.PostFormValue("outlet")), Published: r.PostFormValue("published")}
	if f, h, err := r.FormFile("file"); err == nil && h.Size > 0 {
		defer f.Close()
		if a.File, err = io.ReadAll(f); err != nil {
			s.addPage(w, r, http.StatusBadRequest, a, "The file could not be read.")
			return
		}
		a.Name = filepath.Base(filepath.FromSlash(h.Filename))
	}
	j, err := s.start(r.Context(), a)
	if err != nil {
		code := http.StatusUnprocessableEntity
		if err == errBusy {
			code = http.StatusServiceUnavailable
		}
		s.addPage(w, r, code, a, upperFirst(err.Error())+".")
		return
	}
	http.Redirect(w, r, "/jobs/"+j.ID, http.StatusSeeOther)
}

// jobView is the page of a job.
type jobView struct {
	Job
	Rows []reportRow
	More int // reports beyond the rows
}

var stateWords = map[string]string{"waiting": "Waiting for its turn", "reading": "Reading", "joining": "Comparing with the other reports", "done": "Read and kept", "failed": "Nothing was kept"}

func (s *Server) job(w http.ResponseWriter, r *http.Request) {
	j, ok := s.jobs.get(r.PathValue("id"))
	if !ok {
		s.missing(w, r, "There is no such reading. The server forgets them when it is started anew; what was read is kept.")
		return
	}
	v := jobView{Job: j}
	x, err := s.reportsIndex(r.Context(), j.Reports[:min(60, len(j.Reports))])
	if s.failed(w, r, err, "") {
		return
	}
	for _, id := range j.Reports {
		if p := x.report[id]; p != nil && len(v.Rows) < 60 {
			v.Rows = append(v.Rows, x.reportRow(p))
		}
	}
	v.More = len(j.Reports) - len(v.Rows)
	s.live(w, r, x, http.StatusOK, "job", stateWords[j.State], "add", v, !j.Over())
}
