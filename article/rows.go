package article

// Blocks are the blocks of an HTML page as the trainer sees them.
type Blocks struct {
	Texts []string
	Rows  [][]float32 // features of the first look

	page *page
}

// Rows reads a page into blocks.
func Rows(src []byte) Blocks {
	v, _ := decode(src, "text/html", "")
	p := parse(v.text)
	l, _ := readLinked(p.ld)
	b := p.rows(l.body)
	for _, x := range p.blocks {
		b.Texts = append(b.Texts, x.In(string(p.buf)))
	}
	return b
}

func (p *page) rows(article string) Blocks { return Blocks{Rows: p.features(article), page: p} }

// Second are the features of the second look, given what the first thinks: those
// of the first after what its answers tell.
func (b Blocks) Second(first []float64) [][]float32 {
	rows := b.page.second(first)
	for i := range rows {
		rows[i] = append(rows[i], b.Rows[i]...)
	}
	return rows
}
