package store

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/segmentio/encoding/json" // reads layers in a third of the time

	"parallax"
)

// row is a document as the tables hold it. The text stands beside its layers,
// plain, for the word index; addresses stand beside it as bytes, for names of
// files need not be UTF-8.
type row struct {
	Item
	text         string
	page, layers []byte // zstd
	meta         []byte // the page without its bytes, JSON
}

var coders = sync.OnceValues(func() (*zstd.Encoder, *zstd.Decoder) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		panic("store: " + err.Error()) // the options are constant
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		panic("store: " + err.Error())
	}
	return e, d
})

func squeeze(b []byte) []byte {
	e, _ := coders()
	return e.EncodeAll(b, nil)
}

func unsqueeze(b []byte) ([]byte, error) {
	_, d := coders()
	return d.DecodeAll(b, nil)
}

// pack makes the row of a page and its document.
func pack(p parallax.Page, d *parallax.Document) (row, error) {
	r := row{Item: Item{URI: d.URI, SHA256: Sum(p.Bytes), MediaType: d.MediaType, Language: d.Language, Reports: len(d.Reports)}, text: d.Text}
	if len(d.Reports) > 0 {
		first := d.Reports[0]
		r.Title, r.Outlet, r.Published = first.Title.In(d.Text), first.Outlet, first.Published.Value
	}
	bare, meta := *d, p
	bare.ID, bare.Text, bare.URI, meta.Bytes, meta.URI = 0, "", "", nil, ""
	layers, err := json.Marshal(&bare)
	if err != nil {
		return row{}, fmt.Errorf("pack %s: %w", d.URI, err)
	}
	if r.meta, err = json.Marshal(&meta); err != nil {
		return row{}, fmt.Errorf("pack %s: %w", d.URI, err)
	}
	r.page, r.layers = squeeze(p.Bytes), squeeze(layers)
	return r, nil
}

func (r *row) document() (*parallax.Document, error) {
	b, err := unsqueeze(r.layers)
	if err != nil {
		return nil, fmt.Errorf("document d%d: %w", r.ID, err)
	}
	d := new(parallax.Document)
	if err := json.Unmarshal(b, d); err != nil {
		return nil, fmt.Errorf("document d%d: %w", r.ID, err)
	}
	d.ID, d.URI, d.Text = r.ID, r.URI, r.text
	return d, nil
}

// outline is the document with its reports and furniture and no other layer: of
// the layers' JSON only these are made.
func (r *row) outline() (*parallax.Document, error) {
	b, err := unsqueeze(r.layers)
	var x struct {
		Reports   []parallax.Report
		Furniture []parallax.Furniture
	}
	if err == nil {
		err = json.Unmarshal(b, &x)
	}
	if err != nil {
		return nil, fmt.Errorf("document d%d: %w", r.ID, err)
	}
	return &parallax.Document{ID: r.ID, URI: r.URI, Text: r.text, Reports: x.Reports, Furniture: x.Furniture}, nil
}

func (r *row) pageOf() (p parallax.Page, err error) {
	if err = json.Unmarshal(r.meta, &p); err == nil {
		p.URI = r.URI
		p.Bytes, err = unsqueeze(r.page)
	}
	if err != nil {
		return p, fmt.Errorf("page of d%d: %w", r.ID, err)
	}
	return p, nil
}
