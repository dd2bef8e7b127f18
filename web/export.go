package web

import (
	"bytes"
	"log/slog"
	"net/http"

	"parallax"
	"parallax/format"
	"parallax/store"
)

// export sends the record of one story in one of the formats.
func (s *Server) export(w http.ResponseWriter, r *http.Request) {
	x, st, err := s.storyIndex(r.Context(), r.PathValue("id"))
	f, ok := format.Of(r.PathValue("format"))
	if err == nil && !ok {
		err = store.ErrNotFound
	}
	if s.failed(w, r, err, "There is no such story, or no such format.") {
		return
	}
	sub := x.Subset(st)
	var docs []*parallax.Document // with the words and trees that some formats write
	for _, d := range sub.Documents {
		l, err := s.cfg.Store.Document(r.Context(), docOf(d.ID))
		if err != nil {
			s.unmade(w, f.Name, st, err)
			return
		}
		docs = append(docs, l)
	}
	var b bytes.Buffer
	if err := f.Pack(&b, docs, sub); err != nil {
		s.unmade(w, f.Name, st, err)
		return
	}
	ending := f.Name + "." + f.Ext
	if f.Name == f.Ext {
		ending = f.Ext
	}
	attach(w, r, st, ending, mediaTypes[f.Ext], b.Bytes())
}

var mediaTypes = map[string]string{"json": "application/json", "jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8; header=present", "parquet": "application/vnd.apache.parquet",
	"tsv": "text/tab-separated-values; charset=utf-8", "geojson": "application/geo+json", "jsonld": "application/ld+json", "conllu": "text/plain; charset=utf-8", "zip": "application/zip", "ftm.json": "application/jsonl"}

// file sends a story as one page to keep.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	x, st, err := s.storyIndex(r.Context(), r.PathValue("id"))
	if s.failed(w, r, err, "There is no such story.") {
		return
	}
	var b bytes.Buffer
	if err := OneFile(&b, x.Subset(st)); err != nil {
		s.unmade(w, "html", st, err)
		return
	}
	attach(w, r, st, "html", "text/html; charset=utf-8", b.Bytes())
}

func (s *Server) unmade(w http.ResponseWriter, form string, st *parallax.RecordStory, err error) {
	slog.Error("export", "format", form, "story", st.ID, "err", err)
	http.Error(w, "this file could not be made", http.StatusInternalServerError)
}

// attach sends a file to keep, named after its story.
func attach(w http.ResponseWriter, r *http.Request, st *parallax.RecordStory, ending, media string, b []byte) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Disposition", `attachment; filename="story-`+safeName(st.ID)+`.`+ending+`"`)
	send(w, r, http.StatusOK, b)
}
