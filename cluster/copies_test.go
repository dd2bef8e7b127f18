package cluster

import (
	"strings"
	"testing"

	"parallax"
)

func doc(id int, text string) *parallax.Document {
	return &parallax.Document{ID: id, Text: text, Reports: []parallax.Report{{Span: parallax.Span{Start: 0, End: len(text)}}}}
}

func words(from, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("w" + string(rune('a'+(from+i)%26)) + string(rune('a'+(from+i)/26%26)) + " ")
	}
	return b.String()
}

func TestOrigins(t *testing.T) {
	text := words(0, 120)
	docs := []*parallax.Document{
		doc(1, text),
		doc(2, words(300, 30)+text[:len(text)/2]),                        // a new lede, cut
		doc(3, words(400, 60)+"“"+text[:len(text)/3]+"”"+words(500, 60)), // quotes it
		doc(4, words(600, 100)),
	}
	got := Origins(docs)
	if len(got) != 3 || len(got[0].Members) != 2 || got[0].Members[1].Doc != 1 {
		t.Fatalf("origins: %+v", got)
	}
	if c := got[0].Members[1]; c.Share < 0.6 || c.Share > 0.75 || len(c.Runs) != 1 {
		t.Errorf("share %.2f, runs %v", c.Share, c.Runs)
	}
}

func BenchmarkOrigins(b *testing.B) {
	var docs []*parallax.Document
	for i := range 500 {
		docs = append(docs, doc(i+1, words(i*37, 200)))
	}
	for b.Loop() {
		Origins(docs)
	}
}
