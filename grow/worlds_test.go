package grow

import (
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"parallax"
	"parallax/store"
)

// worlds multiplies documents that were read once: in each further world the
// rarer names are others, three in four content words are, and everything happens
// at another time. Words keep their length, and with it every span its place.
type worlds struct {
	docs   []*parallax.Document
	common map[string]bool     // names that many documents have stay as they are
	pool   map[string][]string // words to take, by tag and length
}

func newWorlds(docs []*parallax.Document) *worlds {
	w := &worlds{docs: docs, common: map[string]bool{}, pool: map[string][]string{}}
	in := map[string]int{}
	for _, d := range docs {
		seen := map[string]bool{}
		for _, t := range d.Tokens {
			s := t.In(d.Text)
			switch {
			case t.UPOS == "PROPN" && !seen[s]:
				seen[s] = true
				in[s]++
			case content(t, s):
				k := t.UPOS + strconv.Itoa(len(s))
				w.pool[k] = append(w.pool[k], s)
			}
		}
	}
	for s, n := range in {
		w.common[s] = 50*n > len(docs) && len(docs) > 100
	}
	return w
}

func content(t parallax.Token, s string) bool {
	return (t.UPOS == "NOUN" || t.UPOS == "VERB" || t.UPOS == "ADJ") && len(s) >= 4 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

func hash(world int, s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strconv.Itoa(world) + " " + s))
	return h.Sum64() >> 8
}

// page is document i of a world, as it would have been read. One in twenty is
// followed by a copy: document i + len(docs), of the same words but the first line.
func (w *worlds) page(world, i int) (parallax.Page, *parallax.Document) {
	d := w.docs[i%len(w.docs)]
	c := *d
	c.ID, c.URI = 0, strconv.Itoa(world)+"/"+strconv.Itoa(i)
	text := []byte(d.Text)
	c.Tokens = append([]parallax.Token(nil), d.Tokens...)
	for k := range c.Tokens {
		t := &c.Tokens[k]
		s := t.In(d.Text)
		switch {
		case world == 0:
		case t.UPOS == "PROPN":
			copy(text[t.Start:t.End], w.name(world, s))
			t.Lemma = w.name(world, t.Lemma)
		case content(*t, s) && hash(world, s)%4 != 0:
			l := w.pool[t.UPOS+strconv.Itoa(len(s))]
			t.Lemma = l[hash(world, s+"?")%uint64(len(l))]
			copy(text[t.Start:t.End], t.Lemma)
		}
	}
	if i >= len(w.docs) {
		for k := range min(len(text), 80) {
			if text[k] >= 'a' && text[k] < 'z' {
				text[k]++
			}
		}
	}
	c.Text = string(text)
	c.Entities = append([]parallax.Entity(nil), d.Entities...)
	for k, e := range c.Entities {
		f := strings.Fields(e.Name)
		for n := range f {
			if world > 0 && f[n] != strings.ToLower(f[n]) {
				f[n] = w.name(world, f[n])
			}
		}
		c.Entities[k].Name = strings.Join(f, " ")
	}
	c.Times = append([]parallax.Timex(nil), d.Times...)
	for k := range c.Times {
		later(&c.Times[k], world)
	}
	c.Reports = append([]parallax.Report(nil), d.Reports...)
	for k := range c.Reports {
		later(&c.Reports[k].Published, world)
		if i >= len(w.docs) {
			c.Reports[k].Outlet += " again"
		}
	}
	p := parallax.Page{URI: c.URI, Bytes: text, MediaType: "text/plain"}
	c.SHA256 = store.Sum(text)
	return p, &c
}

// name turns vowels into vowels and consonants into consonants.
func (w *worlds) name(world int, s string) string {
	if w.common[s] {
		return s
	}
	const vowels, consonants = "aeiou", "bcdfghjklmnpqrstvwxyz"
	b := []byte(s)
	for k, c := range b {
		for _, set := range []string{vowels, consonants, strings.ToUpper(vowels), strings.ToUpper(consonants)} {
			if n := strings.IndexByte(set, c); n >= 0 {
				b[k] = set[(n+int(hash(world, s+strconv.Itoa(k))%uint64(len(set))))%len(set)]
			}
		}
	}
	return string(b)
}

func later(t *parallax.Timex, world int) {
	for _, s := range []*string{&t.Value, &t.Earliest, &t.Latest} {
		if len(*s) >= 10 {
			if at, err := time.Parse(time.DateOnly, (*s)[:10]); err == nil {
				*s = at.AddDate(0, 0, 20*world).Format(time.DateOnly) + (*s)[10:]
			}
		}
	}
}
