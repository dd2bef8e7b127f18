package syntax

import (
	"parallax"
)

// quotes finds the stretches inside quotation marks in the sentences from…to−1
// (indices) of one report and gives every sentence its part of them.
//
// Double marks, straight or curly, are quotes; single ones only where no double
// quote is open and the mark stands as a word of its own in front of a word. A
// quote may run over sentences and, when the next paragraph opens with a mark
// again and none has closed it, over paragraphs. One that is never closed ends
// with its paragraph.
func quotes(d *parallax.Document, from, to int) {
	q := quoter{d: d}
	paragraph := -1
	for i := from; i < to; i++ {
		s := &d.Sentences[i]
		s.Quote = nil
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			q.paragraph(i)
		}
		q.sentence(s)
	}
}

type quoter struct {
	d      *parallax.Document
	open   bool
	single bool // the open quote stands in single marks
	angle  bool // in guillemets
	start  int  // where the part of the quote in this sentence begins
	repeat bool // the paragraph's first mark repeats the one that is open
}

// markKind tells what quotation mark a token is: its side −1 opening, 1 closing,
// 0 either, and whether it is single.
func markKind(w string) (mark bool, side int, single bool) {
	switch w {
	case `"`, "″", "＂", "''":
		return true, 0, false
	case "“", "„", "‟", "``", "«", "‘‘":
		return true, -1, false
	case "”", "»", "’’":
		return true, 1, false
	case "'", "`":
		return true, 0, true
	case "‘", "‹":
		return true, -1, true
	case "’", "›":
		return true, 1, true
	}
	return false, 0, false
}

// paragraph decides what happens to an open quote at the paragraph that begins
// with sentence i.
func (q *quoter) paragraph(i int) {
	q.repeat = false
	if !q.open {
		return
	}
	s := &q.d.Sentences[i]
	if !s.Title {
		if mark, side, single := markKind(q.word(s.First)); mark && side <= 0 && single == q.single {
			q.repeat = true
			return
		}
	}
	q.open = false
}

func (q *quoter) word(id int) string { return q.d.Tokens[id-1].In(q.d.Text) }

func (q *quoter) sentence(s *parallax.Sentence) {
	q.start = s.Start
	for id := s.First; id <= s.Last; id++ {
		t := &q.d.Tokens[id-1]
		if t.Len() > 6 || t.UPOS == "PART" {
			continue
		}
		mark, side, single := markKind(t.In(q.d.Text))
		if !mark {
			continue
		}
		if q.repeat && id == s.First {
			q.repeat = false
			q.start = t.End
			continue
		}
		if single && !q.open && !q.opensSingle(s, id) || single && q.open && !q.single {
			continue
		}
		if !single && q.open && q.single {
			q.close(s, t.Start) // a single mark that was none
		}
		if side == 0 {
			side = q.side(s, id)
		}
		switch {
		case !q.open && side < 0:
			q.open, q.single, q.start = true, single, t.End
		case q.open && side > 0 && !(single && q.apostrophe(s, id)):
			q.close(s, t.Start)
		case q.open && side < 0 && !single:
			q.close(s, t.Start) // the mark that should have closed it is missing
			q.open, q.single, q.start = true, false, t.End
		}
	}
	if q.open {
		q.add(s, q.start, s.End)
	}
}

// side guesses whether a straight mark opens or closes from the space around it.
func (q *quoter) side(s *parallax.Sentence, id int) int {
	before := q.d.Tokens[id-1].Glued && id > 1
	after := id < len(q.d.Tokens) && q.d.Tokens[id].Glued
	switch {
	case id == s.First && !q.open:
		return -1
	case before && !after:
		return 1
	case after && !before:
		if q.open && id == s.Last {
			return 1
		}
		return -1
	case q.open:
		return 1
	case before && after && id > s.First:
		if r := lastRune(q.word(id - 1)); isDigit(r) {
			return 1 // inches
		}
	}
	return -1
}

// opensSingle reports whether the single mark at id opens a quote: no space
// behind it, space or an opening mark in front, and a mark in the sentence or
// its neighbours that can close it.
func (q *quoter) opensSingle(s *parallax.Sentence, id int) bool {
	if id >= len(q.d.Tokens) || !q.d.Tokens[id].Glued || id == s.Last {
		return false
	}
	if q.d.Tokens[id-1].Glued && id > s.First && inWord(lastRune(q.word(id-1))) {
		return false
	}
	limit := min(len(q.d.Tokens), id+maxWords)
	for k := id + 1; k <= limit && q.d.Sentences[q.d.Tokens[k-1].Sent-1].Paragraph == s.Paragraph; k++ {
		if mark, side, single := markKind(q.word(k)); mark && single && side >= 0 && q.d.Tokens[k-1].Glued && !q.apostrophe(s, k) {
			return true
		}
	}
	return false
}

// apostrophe reports whether the single mark at id rather makes a possessive:
// the tagger says so, or a word in s goes before and a lower-case word follows.
func (q *quoter) apostrophe(s *parallax.Sentence, id int) bool {
	t := &q.d.Tokens[id-1]
	if t.UPOS != "" || id < 2 || !t.Glued {
		return t.UPOS == "PART"
	}
	r := lastRune(q.word(id - 1))
	if r != 's' && r != 'S' || id >= len(q.d.Tokens) {
		return false
	}
	return isLower(firstRune(q.word(id+1))) && !q.d.Tokens[id].Glued
}

func (q *quoter) close(s *parallax.Sentence, end int) {
	q.add(s, q.start, end)
	q.open = false
}

// add gives s the stretch without spaces around it.
func (q *quoter) add(s *parallax.Sentence, start, end int) {
	text := q.d.Text
	for start < end {
		r, n := at(text, start)
		if !isSpace(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := before(text, start, end)
		if !isSpace(r) {
			break
		}
		end -= n
	}
	if start < end {
		s.Quote = append(s.Quote, parallax.Span{Start: start, End: end})
	}
}
