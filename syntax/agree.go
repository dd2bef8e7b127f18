package syntax

import (
	"sort"
	"strings"
	"unicode"

	"parallax"
)

// valueTypes are names that count or date; they are not reconciled.
var valueTypes = map[string]bool{
	parallax.NameDate: true, parallax.NameTime: true, parallax.Money: true, parallax.Percent: true,
	parallax.Quantity: true, parallax.Cardinal: true, parallax.Ordinal: true,
}

const (
	sure    = 0.6 // share of the votes that a type needs to be that of a form everywhere
	surer   = 0.8 // to be that of words which the network did not call a name
	defined = 8   // votes that a definition, "Housing Authority (HA)", adds
)

// form is how often a document's names of one spelling got each type, weighed by score.
type form struct {
	votes map[string]float32
	all   float32
	names int
	words int
}

func (f *form) best() (string, float32) {
	t := ""
	for k, v := range f.votes {
		if t == "" || v > f.votes[t] || v == f.votes[t] && k < t {
			t = k
		}
	}
	return t, f.votes[t] / f.all
}

// agree gives the names of one spelling in d one type: sentences are read alone, and one
// that tells little of a name ("HANO refused") learns from one that tells more. An acronym
// in brackets behind a name has its type. Words spelled as a name that was found twice, or as a person's last name, are one too.
func agree(d *parallax.Document) {
	forms := map[string]*form{}
	vote := func(n *parallax.Name, t string, w float32) {
		s := n.In(d.Text)
		f := forms[s]
		if f == nil {
			f = &form{votes: map[string]float32{}, words: n.Last - n.First + 1}
			forms[s] = f
		}
		f.votes[t] += w
		f.all += w
		f.names++
	}
	for i := range d.Names {
		n := &d.Names[i]
		if valueTypes[n.Type] {
			continue
		}
		vote(n, n.Type, n.Score)
		if a := inBrackets(d, n); a != nil {
			vote(a, n.Type, defined)
		}
	}
	for i := range d.Names {
		n := &d.Names[i]
		if f := forms[n.In(d.Text)]; f != nil && !valueTypes[n.Type] {
			if t, share := f.best(); t != n.Type && share >= sure {
				n.Type, n.Score = t, share*n.Score
			}
		}
	}
	families(d, forms)
	missed(d, forms)
}

// families adds the last word of each full personal name as a form, where no
// name is spelled so: it stands for the person from then on.
func families(d *parallax.Document, forms map[string]*form) {
	for i := range d.Names {
		n := &d.Names[i]
		w := d.Tokens[n.Last-1].In(d.Text)
		if n.Type != parallax.Person || n.First == n.Last || forms[w] != nil || len(w) < 4 || strings.ContainsRune(w, '.') {
			continue
		}
		forms[w] = &form{votes: map[string]float32{n.Type: 2 * n.Score}, all: 2 * n.Score, names: 2, words: 1}
	}
}

// inBrackets is the word in brackets behind n, where its letters begin n's words.
func inBrackets(d *parallax.Document, n *parallax.Name) *parallax.Name {
	if n.First == n.Last || n.Last+3 > len(d.Tokens) || d.Tokens[n.Last].In(d.Text) != "(" || d.Tokens[n.Last+2].In(d.Text) != ")" {
		return nil
	}
	t := &d.Tokens[n.Last+1]
	letters := []rune(t.In(d.Text))
	if len(letters) < 2 {
		return nil
	}
	at := 0
	for k := n.First; k <= n.Last && at < len(letters); k++ {
		if first := []rune(d.Tokens[k-1].In(d.Text))[0]; unicode.ToUpper(first) == letters[at] {
			at++
		}
	}
	if at < len(letters) {
		return nil
	}
	return &parallax.Name{Span: t.Span, First: n.Last + 2, Last: n.Last + 2}
}

// missed adds the names that are spelled as one found twice or defined, of one sure type.
func missed(d *parallax.Document, forms map[string]*form) {
	starts := map[string][]string{} // first word → forms, longest first
	for s, f := range forms {
		if _, share := f.best(); f.names > 1 && share >= surer {
			first, _, _ := strings.Cut(s, " ")
			starts[first] = append(starts[first], s)
		}
	}
	for _, list := range starts {
		sort.Slice(list, func(i, j int) bool {
			return len(list[i]) > len(list[j]) || len(list[i]) == len(list[j]) && list[i] < list[j]
		})
	}
	taken := make([]bool, len(d.Tokens)+1)
	for i := range d.Names {
		for k := d.Names[i].First; k <= d.Names[i].Last; k++ {
			taken[k] = true
		}
	}
	n := len(d.Names)
	for i := range d.Sentences {
		s := &d.Sentences[i]
		for k := s.First; k <= s.Last && s.Report > 0; k++ {
			if taken[k] || d.Tokens[k-1].UPOS != "PROPN" {
				continue
			}
			for _, spelled := range starts[d.Tokens[k-1].In(d.Text)] {
				f := forms[spelled]
				last := k + f.words - 1
				if last > s.Last || taken[last] || d.Text[d.Tokens[k-1].Start:d.Tokens[last-1].End] != spelled {
					continue
				}
				t, share := f.best()
				d.Names = append(d.Names, parallax.Name{
					Span: parallax.Span{Start: d.Tokens[k-1].Start, End: d.Tokens[last-1].End},
					Type: t, First: k, Last: last, Score: share * f.votes[t] / float32(f.names) / 2,
				})
				for ; k <= last; k++ {
					taken[k] = true
				}
				k--
				break
			}
		}
	}
	if len(d.Names) > n {
		sort.SliceStable(d.Names, func(i, j int) bool { return d.Names[i].First < d.Names[j].First })
	}
}
