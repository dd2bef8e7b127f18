package syntax

import (
	"math"
	"strings"
	"sync"

	"parallax"
	"parallax/internal/nn"
)

// batch is how many words are encoded at a time: enough to fill the encoder's
// tiles, few enough that their vectors stay small.
const batch = 2048

// New returns the pass that reads documents with the model m. Without a model it
// makes sentences and words only.
func New(m *nn.Model) parallax.Pass { return newReader(m).pass() }

// Trees is the pass without the signals for later passes: a quarter less to
// compute where words, trees and names are all that is wanted.
func Trees(m *nn.Model) parallax.Pass {
	r := newReader(m)
	r.sem, r.antecedent, r.families = nil, nil, nn.Syn
	return r.pass()
}

func (r *reader) pass() parallax.Pass {
	return parallax.Pass{
		Name: "syntax",
		Doc: "Cuts reports into sentences and words as the English treebanks of Universal Dependencies do, " +
			"and reads tags, lemmas, trees, names and the signals for later passes off a small encoder. " +
			"Furniture is cut too, but not read.",
		Needs: []parallax.Layer{parallax.LayerReports},
		Makes: []parallax.Layer{parallax.LayerSyntax},
		Run:   r.run,
	}
}

// reader holds what the heads of one model mean.
type reader struct {
	m                        *nn.Model
	families                 nn.Family
	upos, xpos, feats, names *nn.Head
	arc, label               *nn.Head
	bio                      *bio
	root                     int // index of the label root
	sem                      *sem
	antecedent               *nn.Head
	spaces                   sync.Pool // *space
}

// space is the memory of one goroutine.
type space struct {
	ws        *nn.Workspace
	e         nn.Encoding
	context   nn.Context
	wanted    []int32
	m         nn.Matrix
	choices   []nn.Choice
	labels    []int
	governors []int
	chart     chart
}

func newReader(m *nn.Model) *reader {
	r := &reader{m: m}
	if m == nil {
		return r
	}
	r.families = m.Families()
	r.upos, r.xpos, r.feats, r.names = m.Head("upos"), m.Head("xpos"), m.Head("feats"), m.Head("names")
	r.arc, r.label = m.Head("arc"), m.Head("label")
	if r.names != nil {
		r.bio = newBIO(r.names.Labels)
	}
	if r.label != nil {
		r.root = r.label.Label("root")
	}
	r.sem = newSem(m)
	if r.antecedent = m.Head("antecedent"); r.antecedent == nil {
		r.families &^= nn.Trunk
	}
	r.spaces.New = func() any { return &space{ws: m.NewWorkspace()} }
	return r
}

func (r *reader) run(d *parallax.Document) error {
	Segment(d)
	d.Names, d.Signals = nil, nil
	if r.m != nil {
		s := r.spaces.Get().(*space)
		r.read(d, s)
		r.spaces.Put(s)
		agree(d)
	}
	for i := 0; i < len(d.Sentences); {
		j := i + 1
		for j < len(d.Sentences) && d.Sentences[j].Report == d.Sentences[i].Report {
			j++
		}
		if d.Sentences[i].Report > 0 {
			quotes(d, i, j)
		}
		i = j
	}
	return nil
}

// read encodes the sentences of d batch by batch and decodes each.
func (r *reader) read(d *parallax.Document, s *space) {
	if r.sem != nil {
		d.Signals = r.sem.signals(len(d.Tokens))
	}
	var sentences [][]string
	var ids, all []int
	s.context.Reset()
	words := 0
	flush := func() {
		if len(sentences) == 0 {
			return
		}
		s.ws.Encode(&s.e, sentences, r.families)
		r.tags(d, s, ids)
		for i, id := range ids {
			from, to := s.e.Sentence(i)
			r.decode(d, s, d.Sentences[id].First, from, to)
		}
		if r.antecedent != nil {
			s.context.Add(&s.e)
			all = append(all, ids...)
		}
		sentences, ids, words = sentences[:0], ids[:0], 0
	}
	for i := range d.Sentences {
		sent := &d.Sentences[i]
		if sent.Report == 0 {
			continue
		}
		list := Words(d, i)
		sentences, ids = append(sentences, list), append(ids, i)
		if words += len(list); words >= batch {
			flush()
		}
	}
	flush()
	if r.antecedent != nil {
		r.antecedents(d, s, all)
	}
}

// tags fills the tags and lemmas of the sentences ids, those of the encoding.
func (r *reader) tags(d *parallax.Document, s *space, ids []int) {
	each := func(put func(t *parallax.Token, word int)) {
		for i, id := range ids {
			from, to := s.e.Sentence(i)
			for k := range to - from {
				put(&d.Tokens[d.Sentences[id].First-1+k], from+k)
			}
		}
	}
	tag := func(h *nn.Head, field func(t *parallax.Token) *string) {
		if h == nil {
			return
		}
		s.labels = s.ws.Likeliest(s.labels[:0], h, &s.e, 0, s.e.Words())
		each(func(t *parallax.Token, word int) { *field(t) = blank(h.Labels[s.labels[word]]) })
	}
	tag(r.upos, func(t *parallax.Token) *string { return &t.UPOS })
	tag(r.xpos, func(t *parallax.Token) *string { return &t.XPOS })
	tag(r.feats, func(t *parallax.Token) *string { return &t.Feats })
	each(func(t *parallax.Token, _ int) { t.Lemma = lemma(surface(t.In(d.Text)), t.XPOS) })
}

// decode fills the tokens from id first on with what the other heads say of the
// words from…to−1 of the encoding, one sentence.
func (r *reader) decode(d *parallax.Document, s *space, first, from, to int) {
	tokens := d.Tokens[first-1 : first-1+to-from]
	if r.arc != nil && r.label != nil {
		r.parse(tokens, s, first, from, to)
	}
	if r.names != nil {
		s.ws.LogProbs(&s.m, r.names, &s.e, from, to)
		s.labels = r.bio.best(s.labels, &s.m)
		r.bio.names(d, first, s.labels, &s.m)
	}
	if r.sem != nil {
		r.sem.decode(d.Signals, s, tokens, first, from, to)
	}
}

func blank(l string) string {
	if l == "_" {
		return ""
	}
	return l
}

// parse fills heads and relations.
func (r *reader) parse(tokens []parallax.Token, s *space, first, from, to int) {
	s.ws.Arcs(&s.m, r.arc, &s.e, from, to)
	s.governors = tree(s.governors, &s.m, &s.chart)
	for i, g := range s.governors {
		tokens[i].Score = float32(math.Exp(float64(s.m.Row(i)[g])))
		tokens[i].Head = 0
		if g > 0 {
			tokens[i].Head = first + g - 1
		}
	}
	s.ws.LabelScores(&s.m, r.label, &s.e, from, to, s.governors)
	for i, g := range s.governors {
		if g == 0 {
			tokens[i].Deprel = "root"
			continue
		}
		row, best := s.m.Row(i), -1
		for l, x := range row {
			if l != r.root && (best < 0 || x > row[best]) {
				best = l
			}
		}
		if best >= 0 {
			tokens[i].Deprel = r.label.Labels[best]
		}
	}
	subjects(tokens, first)
}

// subjects gives a clause in front of its speech verb its own subject back: a
// verb with two, of which one stands before a clause without any, has taken it
// ("The bridge and the port have come under fire, police say").
func subjects(tokens []parallax.Token, first int) {
	for b := range tokens {
		h := tokens[b].Head - first
		if tokens[b].Deprel != "nsubj" || h <= b {
			continue
		}
		a, clause, bare := -1, -1, true
		for i := range b {
			if tokens[i].Head-first != h {
				continue
			}
			switch tokens[i].Deprel {
			case "nsubj", "nsubj:pass":
				if clause < 0 {
					a = i
				}
			case "ccomp", "parataxis":
				clause = i
			}
		}
		if a < 0 || clause < 0 {
			continue
		}
		for i := range tokens {
			if tokens[i].Head-first == clause && strings.HasPrefix(tokens[i].Deprel, "nsubj") {
				bare = false
			}
		}
		if bare {
			tokens[a].Head = first + clause
		}
	}
}

// votable is whether a label stands for something: not none, not O.
func votable(label string) bool {
	return label != "" && label != "O" && label != "_" && !strings.EqualFold(label, "none")
}
