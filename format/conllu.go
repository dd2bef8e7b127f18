package format

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax"
)

// WriteCoNLLU writes the sentences of d as CoNLL-U, with the fields that are
// known: MISC holds SpaceAfter=No and the byte range of every word in the
// document's text (start and end), a sentence's comments its report, paragraph
// and text. Parts of a word (do|n't) stand under a multiword token.
func WriteCoNLLU(w io.Writer, d *parallax.Document) error {
	b := bufio.NewWriter(w)
	id := d.URI
	if id == "" {
		id = "d" + strconv.Itoa(max(d.ID, 1))
	}
	fmt.Fprintf(b, "# newdoc id = %s\n", oneLine(id))
	paragraph := 0
	for i, s := range d.Sentences {
		if s.First < 1 || s.Last > len(d.Tokens) {
			return fmt.Errorf("sentence %d of %s: words %d to %d of %d", i+1, id, s.First, s.Last, len(d.Tokens))
		}
		if s.Last < s.First || s.Report == 0 && d.Tokens[s.First-1].Deprel == "" {
			continue // without words, or of the page around the reports, which is not parsed: no tree
		}
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			fmt.Fprintf(b, "# newpar id = p%d\n", paragraph)
		}
		fmt.Fprintf(b, "# sent_id = s%d\n", i+1)
		if s.Report > 0 {
			fmt.Fprintf(b, "# report = r%d\n", s.Report)
		}
		fmt.Fprintf(b, "# text = %s\n", oneLine(words(d, s.Span)))
		for k := s.First; k <= s.Last; k++ {
			if k == s.First || !partOfWord(d, k) {
				if end := lastPart(d, k, s.Last); end > k {
					span := parallax.Span{Start: d.Tokens[k-1].Start, End: d.Tokens[end-1].End}
					fmt.Fprintf(b, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", k-s.First+1, end-s.First+1, form(span.In(d.Text)), misc(d, end, span))
				}
			}
			t := &d.Tokens[k-1]
			head := "_"
			if t.Deprel != "" {
				head = "0"
				if t.Head > 0 {
					head = strconv.Itoa(t.Head - s.First + 1)
				}
			}
			inner := misc(d, k, t.Span)
			if k < s.Last && partOfWord(d, k+1) || k > s.First && partOfWord(d, k) {
				inner = fmt.Sprintf("start=%d|end=%d", t.Start, t.End)
			}
			fmt.Fprintf(b, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", k-s.First+1, form(t.In(d.Text)),
				orBlank(form(t.Lemma)), orBlank(t.UPOS), orBlank(t.XPOS), orBlank(t.Feats), head, orBlank(t.Deprel), inner)
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

func misc(d *parallax.Document, k int, span parallax.Span) string {
	m := fmt.Sprintf("start=%d|end=%d", span.Start, span.End)
	if k < len(d.Tokens) && d.Tokens[k].Glued {
		m = "SpaceAfter=No|" + m
	}
	return m
}

// partOfWord reports whether token k (an id) goes on with the word of the one
// before it: nothing but letters and apostrophes on both sides of the seam.
func partOfWord(d *parallax.Document, k int) bool {
	if k < 2 || !d.Tokens[k-1].Glued || d.Tokens[k-2].End != d.Tokens[k-1].Start {
		return false
	}
	a, b := d.Tokens[k-2].In(d.Text), d.Tokens[k-1].In(d.Text)
	last, _ := utf8.DecodeLastRuneInString(a)
	first, n := utf8.DecodeRuneInString(b)
	letter := func(r rune) bool {
		return r > 0x7f && !strings.ContainsRune("–—…“”‘’", r) || r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	if strings.ContainsRune("'’`´", first) {
		if n == len(b) {
			return d.Tokens[k-1].UPOS == "PART"
		}
		return (letter(last) || last >= '0' && last <= '9' || last == '.') && len(b) <= 6
	}
	return letter(last) && letter(first) && (d.Tokens[k-1].UPOS != "PUNCT" && d.Tokens[k-1].UPOS != "SYM")
}

func lastPart(d *parallax.Document, k, last int) int {
	for k < last && partOfWord(d, k+1) {
		k++
	}
	return k
}

func orBlank(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

// form makes a field out of text: no tabs, no line ends, valid UTF-8, never
// empty.
// words is the text of a sentence without furniture inside it.
func words(d *parallax.Document, s parallax.Span) string {
	var parts []string
	for _, p := range d.Outside(s) {
		parts = append(parts, p.In(d.Text))
	}
	return strings.Join(parts, " ")
}

func form(s string) string { return oneLine(s) }

func oneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s))
}

// CoNLLUWord is a word of a CoNLL-U file. Head counts within the sentence.
type CoNLLUWord struct {
	Form, Lemma, UPOS, XPOS, Feats, Deprel, Misc string
	Head                                         int
	Glued                                        bool // no space before it
}

// CoNLLUSentence is a sentence of a CoNLL-U file.
type CoNLLUSentence struct {
	Comments []string // without "# "
	Words    []CoNLLUWord
	NewDoc   bool
	NewPar   bool
}

// ReadCoNLLU reads all sentences of r. Multiword tokens become glued words,
// empty nodes are left out.
func ReadCoNLLU(r io.Reader) ([]CoNLLUSentence, error) {
	var out []CoNLLUSentence
	var cur CoNLLUSentence
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	glued := false
	until, tail := 0, false // last id of the open multiword token and whether no space follows it
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		switch {
		case line == "":
			if len(cur.Words) > 0 {
				out = append(out, cur)
			}
			cur = CoNLLUSentence{}
			until = 0
			continue
		case line[0] == '#':
			c := strings.TrimSpace(line[1:])
			cur.Comments = append(cur.Comments, c)
			cur.NewDoc = cur.NewDoc || strings.HasPrefix(c, "newdoc")
			cur.NewPar = cur.NewPar || strings.HasPrefix(c, "newpar")
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 10 {
			return nil, fmt.Errorf("conllu line %d: %d fields", n, len(f))
		}
		if _, end, ok := strings.Cut(f[0], "-"); ok {
			until, _ = strconv.Atoi(end)
			tail = spaceless(f[9])
			continue
		}
		if strings.Contains(f[0], ".") {
			continue
		}
		id, err := strconv.Atoi(f[0])
		if err != nil || id != len(cur.Words)+1 {
			return nil, fmt.Errorf("conllu line %d: id %q", n, f[0])
		}
		head, _ := strconv.Atoi(f[6])
		for i := range f {
			if f[i] == "_" && i > 2 {
				f[i] = ""
			}
		}
		cur.Words = append(cur.Words, CoNLLUWord{Form: f[1], Lemma: f[2], UPOS: f[3], XPOS: f[4], Feats: f[5], Head: head, Deprel: f[7], Misc: f[9], Glued: glued})
		switch {
		case id < until:
			glued = true
		case id == until:
			glued = tail
		default:
			glued = spaceless(f[9])
		}
	}
	if len(cur.Words) > 0 {
		out = append(out, cur)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("conllu: %w", err)
	}
	return out, nil
}

func spaceless(misc string) bool {
	for f := range strings.SplitSeq(misc, "|") {
		if f == "SpaceAfter=No" {
			return true
		}
	}
	return false
}
