package article

import (
	"testing"

	"parallax"
)

func fuzz(f *testing.F, mediaType string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "utf-16le")
	}
	f.Fuzz(func(t *testing.T, raw []byte, charset string) {
		d, err := Read(parallax.Page{Bytes: raw, MediaType: mediaType, Charset: charset})
		if err != nil {
			return
		}
		check(t, d, raw, "unknown")
		for _, m := range d.SourceMap {
			Source(d, parallax.Span{Start: m.Start, End: m.End})
		}
	})
}

func FuzzHTML(f *testing.F) {
	fuzz(f, "text/html", "<p>a&amp;b<br><br>c</p><time datetime=2020-01-01>", "<a><div></a><p><li><table><td>x", "<script type=application/ld+json>{\"@type\":\"NewsArticle\"", "<svg><title>a</svg>b")
}

func FuzzText(f *testing.F) {
	fuzz(f, "text/plain", "TEHRAN – He said so on Monday. PA/PA All rights reserved.", "Title\n\n20-Feb-2020\nA long line of text that says what happened on Monday.\nShare post:\nPopular\nMore...")
}

func FuzzJSON(f *testing.F) {
	fuzz(f, "application/json", `{"title":"a\ud83d\ude00","text":"b\n\nc \u00e9"}`, `{"@graph":[{"@type":"NewsArticle","articleBody":"<p>x</p>"}]}`, `{"text":"a\`)
}

func FuzzItem(f *testing.F) {
	fuzz(f, "application/rss+xml", "<item><title>a &amp; b</title><description>&lt;p&gt;c&lt;/p&gt;</description></item>", "<entry><content><![CDATA[<p>x]]></content>")
}

func FuzzCharset(f *testing.F) {
	fuzz(f, "", "\xff\xfea\x00b\x00", "\xc7\xe1\xe6\xd2\xed\xd1", "<meta charset=shift_jis>\x83\x65")
}
