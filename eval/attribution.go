package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"parallax"
)

// goldClaim is a labelled attribution: byte spans of content and source.
type goldClaim struct {
	content []parallax.Span
	source  []parallax.Span
	chain   []ReadingLink // own labels only
	quoted  string
	stance  string
	act     string
}

// Attribution scores claims on PolNeAR's dev part (measure only) and on the
// dev part of our own reading.
func Attribution(bench, labels string) ([]Row, error) {
	return claimRows(bench, labels, readPlain)
}

// reading is a way to read a text as one report.
type reading func(text, published string) (*parallax.Document, error)

func claimRows(bench, labels string, read reading) ([]Row, error) {
	var rows []Row
	polnear, err := polnearDocs(filepath.Join(bench, "attribution", "polnear", "dev"))
	if err != nil {
		return nil, err
	}
	r, err := scoreClaims("PolNeAR dev", polnear, read)
	if err != nil {
		return nil, err
	}
	rows = append(rows, r...)
	for _, part := range []string{"train", "dev", "test"} {
		r, err := OwnClaims(bench, labels, part, read)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r...)
	}
	return rows, nil
}

// OwnClaims scores claims on one part of our own reading; read makes the
// document of a text and its date.
func OwnClaims(bench, labels, part string, read func(text, published string) (*parallax.Document, error)) ([]Row, error) {
	own, err := Readings(bench, labels, part)
	if err != nil {
		return nil, err
	}
	var docs []claimDoc
	for _, o := range own {
		docs = append(docs, claimDoc{o.Doc, o.Text, o.claims()})
	}
	return scoreClaims("own reading "+part, docs, read)
}

type claimDoc struct {
	name, text string
	gold       []goldClaim
}

func (r Reading) claims() []goldClaim {
	var out []goldClaim
	for _, c := range r.Claims {
		g := goldClaim{chain: onceEach(c.Chain), quoted: c.Quoted, stance: c.Stance, act: c.Act}
		for _, s := range c.Content {
			g.content = append(g.content, parallax.Span{Start: s[0], End: s[1]})
		}
		if n := len(c.Chain); n > 0 && len(c.Chain[n-1].Span) == 2 {
			g.source = []parallax.Span{{Start: c.Chain[n-1].Span[0], End: c.Chain[n-1].Span[1]}}
		}
		out = append(out, g)
	}
	return out
}

// onceEach drops a link that names the same source as the one after it: the
// labels repeat who speaks of his own belief, the record does not.
func onceEach(chain []ReadingLink) []ReadingLink {
	var out []ReadingLink
	for i, l := range chain {
		if i+1 < len(chain) && l.Name != "" && l.Name == chain[i+1].Name {
			continue
		}
		out = append(out, l)
	}
	return out
}

func polnearDocs(dir string) ([]claimDoc, error) {
	files, err := filepath.Glob(filepath.Join(dir, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []claimDoc
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		anns, _ := filepath.Glob(filepath.Join(dir, "attributions", strings.TrimSuffix(filepath.Base(f), ".txt")+"_*.ann"))
		if len(anns) == 0 {
			continue
		}
		g, err := bratClaims(anns[0], string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", anns[0], err)
		}
		out = append(out, claimDoc{filepath.Base(f), string(b), g})
	}
	return out, nil
}

// bratClaims reads attributions from a brat file; its offsets are code points.
func bratClaims(path, text string) ([]goldClaim, error) {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	spans := map[string][]parallax.Span{}
	var out []goldClaim
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		x := strings.Split(sc.Text(), "\t")
		switch {
		case len(x) >= 2 && strings.HasPrefix(x[0], "T"):
			_, where, _ := strings.Cut(x[1], " ")
			for _, part := range strings.Split(where, ";") {
				a, b, _ := strings.Cut(part, " ")
				i, err1 := strconv.Atoi(a)
				j, err2 := strconv.Atoi(b)
				if err1 == nil && err2 == nil && j < len(at) {
					spans[x[0]] = append(spans[x[0]], parallax.Span{Start: at[i], End: at[j]})
				}
			}
		case len(x) >= 2 && strings.HasPrefix(x[0], "E"):
			var g goldClaim
			for _, arg := range strings.Fields(x[1]) {
				role, id, _ := strings.Cut(arg, ":")
				switch {
				case strings.HasPrefix(role, "Content"):
					g.content = append(g.content, spans[id]...)
				case strings.HasPrefix(role, "Source"):
					g.source = append(g.source, spans[id]...)
				}
			}
			if len(g.content) > 0 {
				out = append(out, g)
			}
		}
	}
	return out, sc.Err()
}

// scoreClaims matches claims one to one by content, at a Jaccard overlap of
// characters of at least one half.
func scoreClaims(name string, docs []claimDoc, read reading) ([]Row, error) {
	var gold, given, hit, withSource, chains, chainHit, nested, nestedHit, quoted, quotedHit, plain, plainHit, stance, kind int
	misses, err := missFile()
	if err != nil {
		return nil, err
	}
	defer misses.Close()
	for _, doc := range docs {
		d, err := read(doc.text, "")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doc.name, err)
		}
		given += len(d.Claims)
		used := map[int]bool{}
		match := bestPairs(doc.gold, d.Claims)
		for gi, g := range doc.gold {
			best := match[gi]
			if best >= 0 {
				used[best] = true
			} else if lent(doc.gold, gi, match, d.Claims) {
				continue
			}
			gold++
			isQuoted := strings.ContainsAny(around(doc.text, g.content), `"“”`)
			if isQuoted {
				quoted++
			} else {
				plain++
			}
			isNested := len(g.chain) > 1
			if isNested {
				nested++
			}
			chains++
			if best < 0 {
				fmt.Fprintf(misses, "%s\tMISS\t%s\t%s\t%s\t%s\n", name, g.act, g.sources(doc.text), texts(doc.text, g.content), nearest(d, g.content))
				continue
			}
			hit++
			if isQuoted {
				quotedHit++
			} else {
				plainHit++
			}
			c := d.Claims[best]
			if g.stance == c.Stance {
				stance++
			}
			if g.quoted == c.Quoted {
				kind++
			}
			g = g.spokenIn(c, d)
			src := false
			if n := len(c.Chain); n > 0 {
				for _, s := range g.source {
					src = src || s.Overlap(c.Chain[n-1].Span) > 0
				}
				src = src || len(g.source) == 0 && c.Chain[n-1].Span.Empty()
			}
			if src {
				withSource++
			} else {
				fmt.Fprintf(misses, "%s\tSOURCE\t%s\t%s\t%s\t%s\t%s\n", name, g.act, g.sources(doc.text), c.Act, chainText(d, c), texts(doc.text, g.content))
			}
			if g.stance != c.Stance {
				fmt.Fprintf(misses, "%s\tSTANCE\t%s\t%s\t%s\t%s\n", name, g.act, g.stance, c.Stance, texts(doc.text, g.content))
			}
			if src && g.chain != nil && !chainRight(g.chain, c.Chain, d) {
				fmt.Fprintf(misses, "%s\tCHAIN\t%s\t%s\t%s\t%s\n", name, g.act, g.sources(doc.text), chainText(d, c), texts(doc.text, g.content))
			}
			if g.chain != nil && chainRight(g.chain, c.Chain, d) {
				chainHit++
				if isNested {
					nestedHit++
				}
			}
		}
		for i, c := range d.Claims {
			if !used[i] {
				fmt.Fprintf(misses, "%s\tEXTRA\t%s\t%s\t%s\n", name, c.Act, chainText(d, c), strings.Join(strings.Fields(c.Content.In(doc.text)), " "))
			}
		}
	}
	p, r, f := prf(hit, given, gold)
	_, _, fs := prf(withSource, given, gold)
	rows := []Row{{"attribution", name, "content P", p, given}, {"attribution", name, "content R", r, gold}, {"attribution", name, "content F1", f, gold}, {"attribution", name, "content and source F1", fs, gold}}
	pct := func(metric string, a, b int) {
		if b > 0 {
			rows = append(rows, Row{"attribution", name, metric, 100 * float64(a) / float64(b), b})
		}
	}
	pct("recall with quotation marks", quotedHit, quoted)
	pct("recall without", plainHit, plain)
	if strings.HasPrefix(name, "own") {
		pct("chain exact", chainHit, chains)
		pct("nested chain exact", nestedHit, nested)
		pct("stance right, of found", stance, hit)
		pct("way of quoting right, of found", kind, hit)
	}
	return rows, nil
}

// chainRight asks that every link overlaps the labelled words or names the
// same entity.
func chainRight(gold []ReadingLink, got []parallax.Link, d *parallax.Document) bool {
	if len(gold) != len(got) {
		return false
	}
	for i, g := range gold {
		l := got[i]
		ok := len(g.Span) != 2 && l.Span.Empty()
		if len(g.Span) == 2 {
			ok = l.Span.Overlap(parallax.Span{Start: g.Span[0], End: g.Span[1]}) > 0
		}
		if l.Entity > 0 {
			for _, m := range d.Entities[l.Entity-1].Mentions {
				x := d.Mentions[m-1]
				ok = ok || len(g.Span) == 2 && x.Overlap(parallax.Span{Start: g.Span[0], End: g.Span[1]}) > 0 || x.Kind == parallax.KindName && x.In(d.Text) == g.Name
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

func jaccard(a, b []parallax.Span) float64 {
	in, na, nb := 0, 0, 0
	for _, x := range a {
		na += x.Len()
		for _, y := range b {
			in += x.Overlap(y)
		}
	}
	for _, y := range b {
		nb += y.Len()
	}
	if na+nb-in == 0 {
		return 0
	}
	return float64(in) / float64(na+nb-in)
}

// bestPairs pairs labelled and found claims one to one, closest first; −1 where
// none shares half.
func bestPairs(gold []goldClaim, claims []parallax.Claim) []int {
	type pair struct {
		g, c int
		j    float64
	}
	var all []pair
	for i, g := range gold {
		for k, c := range claims {
			if j := jaccard(g.content, append([]parallax.Span{c.Content}, c.Continued...)); j >= 0.5 {
				if n := len(c.Chain); n > 0 && len(g.source) > 0 && g.source[0].Overlap(c.Chain[n-1].Span) > 0 {
					j += 0.01 // of twins the one with the source
				}
				all = append(all, pair{i, k, j})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int { return cmp.Compare(b.j, a.j) })
	out := make([]int, len(gold))
	for i := range out {
		out[i] = -1
	}
	used := map[int]bool{}
	for _, p := range all {
		if out[p.g] < 0 && !used[p.c] {
			out[p.g], used[p.c] = p.c, true
		}
	}
	return out
}

// lent reports whether the labelled claim i says little but that somebody else
// said something, and was found as the outer link of that inner claim: the
// labels give it a line of its own, the record does not.
func lent(gold []goldClaim, i int, match []int, claims []parallax.Claim) bool {
	g := gold[i]
	for k, in := range gold {
		if k == i || match[k] < 0 || len(in.chain) != len(g.chain)+1 || len(g.source) == 0 || jaccard(in.content, g.content) < 0.3 {
			continue
		}
		for _, l := range claims[match[k]].Chain {
			if g.source[0].Overlap(l.Span) > 0 {
				return true
			}
		}
	}
	return false
}

// spokenIn drops a labelled link that is the document or occasion through which
// the link before it spoke, where a claim found beside it gives that as its
// venue: "said in a statement" is speaker and statement in the labels, speaker
// and venue in the record.
func (g goldClaim) spokenIn(c parallax.Claim, d *parallax.Document) goldClaim {
	var out []ReadingLink
	for i, l := range g.chain {
		if i == 0 || l.Kind != parallax.SourceDocument || len(l.Span) != 2 || len(g.chain[i-1].Span) != 2 || !venueOf(parallax.Span{Start: l.Span[0], End: l.Span[1]}, c, d) {
			out = append(out, l)
		}
	}
	if n := len(out); n > 0 && n < len(g.chain) && len(out[n-1].Span) == 2 {
		g.chain = out
		g.source = []parallax.Span{{Start: out[n-1].Span[0], End: out[n-1].Span[1]}}
	}
	return g
}

// venueOf reports whether the claim, or one whose extent meets it, was made in
// the document named at s.
func venueOf(s parallax.Span, c parallax.Claim, d *parallax.Document) bool {
	said := s.In(d.Text)
	for _, x := range d.Claims {
		if x.Venue != "" && x.Overlap(c.Span) > 0 && (strings.Contains(x.Venue, said) || strings.Contains(said, x.Venue)) {
			return true
		}
	}
	return false
}

// sources is the labelled chain for error analysis.
func (g goldClaim) sources(text string) string {
	var out []string
	for _, l := range g.chain {
		s := ""
		if len(l.Span) == 2 {
			s = text[l.Span[0]:l.Span[1]]
		}
		out = append(out, s+"="+l.Name)
	}
	if g.chain == nil {
		return texts(text, g.source)
	}
	return strings.Join(out, " > ")
}

// nearest is the content of the claim that overlaps most with spans.
func nearest(d *parallax.Document, spans []parallax.Span) string {
	best, out := 0.0, "-"
	for _, c := range d.Claims {
		if j := jaccard(spans, append([]parallax.Span{c.Content}, c.Continued...)); j > best {
			best, out = j, fmt.Sprintf("%.2f %s: %s", j, c.Act, texts(d.Text, append([]parallax.Span{c.Content}, c.Continued...)))
		}
	}
	return out
}

func texts(text string, spans []parallax.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, strings.Join(strings.Fields(s.In(text)), " "))
	}
	return strings.Join(out, " + ")
}

func around(text string, spans []parallax.Span) string {
	var b strings.Builder
	for _, s := range spans {
		i, j := s.Start, s.End
		for range 2 {
			if i > 0 {
				_, n := utf8.DecodeLastRuneInString(text[:i])
				i -= n
			}
			if j < len(text) {
				_, n := utf8.DecodeRuneInString(text[j:])
				j += n
			}
		}
		b.WriteString(text[i:j])
	}
	return b.String()
}

func chainText(d *parallax.Document, c parallax.Claim) string {
	var out []string
	for _, l := range c.Chain {
		out = append(out, l.In(d.Text))
	}
	return strings.Join(out, " > ")
}

// missFile is where error analysis goes: the file that PARALLAX_MISSES names,
// appended to, or nowhere.
func missFile() (*os.File, error) {
	name := os.Getenv("PARALLAX_MISSES")
	if name == "" {
		name = os.DevNull
	}
	return os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
}
