package article

// Rows are the blocks of an HTML page as the trainer sees them: the text of
// each and its features.
func Rows(src []byte) (texts []string, rows [][]float32) {
	v, _ := decode(src, "text/html", "")
	p := parse(v.text)
	l, _ := readLinked(p.ld)
	rows = p.features(l.body)
	for _, b := range p.blocks {
		texts = append(texts, b.In(string(p.buf)))
	}
	return texts, rows
}
