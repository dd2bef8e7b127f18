package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"parallax"
	"parallax/quantity"
)

// tollStep is how many articles of the registry's set there are to one that is
// read: the whole reader over all of them would take an hour.
const tollStep = 8

// Quantities scores the quantity pass within the whole reader: killed and injured per article against
// the registry's final counts, and quantities of single sentences by value and by
// value with unit. The articles of dev.jsonl and the sentences of the half "dev"
// are what the rules were developed on.
func Quantities(benchDir string) ([]Row, error) {
	var rows []Row
	for _, part := range []string{"dev", "train"} {
		var k, n, killed, injured, many, manyRight int
		err := ReadToll(filepath.Join(benchDir, "quantity/gva", part+".jsonl"), func(a TollArticle) error {
			if k++; k%tollStep != 0 {
				return nil
			}
			dead, hurt, err := a.Read()
			if err != nil {
				return err
			}
			n++
			if dead == a.Killed {
				killed++
			}
			if hurt == a.Injured {
				injured++
			}
			if a.Killed >= 2 {
				many++
				if dead == a.Killed {
					manyRight++
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		rows = append(rows,
			Row{Layer: "quantity", Data: "gva " + part, Metric: "killed exact", Value: pct(killed, n), N: n},
			Row{Layer: "quantity", Data: "gva " + part, Metric: "killed exact where 2 or more", Value: pct(manyRight, many), N: many},
			Row{Layer: "quantity", Data: "gva " + part, Metric: "injured exact", Value: pct(injured, n), N: n})
	}
	halves := map[string]*quantityScore{"dev": {}, "rest": {}}
	sentences, err := ReadQuantities(filepath.Join(benchDir, "quantity/rtext"))
	if err != nil {
		return nil, err
	}
	for _, s := range sentences {
		if err := halves[Half(s.Text)].add(s); err != nil {
			return nil, err
		}
	}
	for _, h := range []string{"dev", "rest"} {
		s := halves[h]
		rows = append(rows,
			Row{Layer: "quantity", Data: "rtext " + h, Metric: "value F1", Value: s.f1(s.value), N: s.gold},
			Row{Layer: "quantity", Data: "rtext " + h, Metric: "value and unit F1", Value: s.f1(s.unit), N: s.gold})
	}
	return rows, nil
}

// TollArticle is one article with what the registry ended with.
type TollArticle struct {
	Killed, Injured  int
	Title, Text, DCT string
}

// Read gives the counts that the passes find in an article.
func (a TollArticle) Read() (dead, hurt int, err error) {
	doc, err := readFigures(a.Title+".\n\n"+a.Text, a.DCT)
	if err != nil {
		return 0, 0, err
	}
	dead, hurt = quantity.Toll(doc, 1)
	return dead, hurt, nil
}

// readFigures runs the passes up to the figures over a text as one report.
func readFigures(text, published string) (*parallax.Document, error) {
	p, err := shared()
	if err != nil {
		return nil, err
	}
	doc := &parallax.Document{ID: 1, Language: "en", Text: text}
	doc.Reports = []parallax.Report{{Span: parallax.Span{End: len(text)}, Kind: "article", Published: parallax.Timex{Value: published}}}
	for _, s := range p.Passes() {
		if err := s.Run(doc); err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		if s.Name == quantity.Pass.Name {
			break
		}
	}
	return doc, nil
}

// ReadToll calls f for every article of a file.
func ReadToll(path string, f func(TollArticle) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var a TollArticle
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if err := f(a); err != nil {
			return err
		}
	}
	return sc.Err()
}

// QuantitySentence is a sentence and its quantities.
type QuantitySentence struct {
	Text       string `json:"text"`
	Quantities []struct {
		Value string `json:"value"`
		Unit  string `json:"normalized_unit"`
	} `json:"quantities"`
}

// ReadQuantities reads the sets of a folder in the order of their names.
func ReadQuantities(dir string) ([]QuantitySentence, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var all []QuantitySentence
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var part []QuantitySentence
		if err := json.Unmarshal(b, &part); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, part...)
	}
	return all, nil
}

type quantityScore struct{ gold, found, value, unit int }

func (s *quantityScore) f1(hit int) float64 {
	if s.gold+s.found == 0 {
		return 0
	}
	return 200 * float64(hit) / float64(s.gold+s.found)
}

// add scores one sentence. Ages are left out on the side of the gold, since
// figures leave them out.
func (s *quantityScore) add(q QuantitySentence) error {
	doc, err := readFigures(q.Text, "")
	if err != nil {
		return err
	}
	used := make([]bool, len(doc.Figures))
	s.found += len(doc.Figures)
	for _, g := range q.Quantities {
		if strings.HasSuffix(g.Unit, "of age") {
			continue
		}
		s.gold++
		best := -1
		for i, f := range doc.Figures {
			if !used[i] && FigureValue(f) == g.Value && (best < 0 || SameUnit(f, g.Unit)) {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		used[best] = true
		s.value++
		if SameUnit(doc.Figures[best], g.Unit) {
			s.unit++
		}
	}
	return nil
}

// FigureValue writes the value of a figure, or its bounds as "8-10".
func FigureValue(f parallax.Figure) string {
	num := func(v *float64) string { return strconv.FormatFloat(*v, 'f', -1, 64) }
	switch {
	case f.Value != nil:
		return num(f.Value)
	case f.Low != nil && f.High != nil:
		return num(f.Low) + "-" + num(f.High)
	case f.Low != nil:
		return num(f.Low)
	case f.High != nil:
		return num(f.High)
	}
	return ""
}

var unitNames = map[string]string{
	"USD": "dollar", "GBP": "pound sterling", "EUR": "euro", "JPY": "japanese yen", "CNY": "chinese yuan", "CAD": "canadian dollar", "AUD": "australian dollar", "HKD": "hong kong dollar", "NZD": "new zealand dollar",
	"CHF": "swiss franc", "TRY": "turkish lira", "INR": "rupee", "MXN": "mexican peso", "FIM": "finnish markka", "DEM": "mark", "percent": "percentage",
	"m": "metre", "km": "kilometre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram", "g": "gram", "mg": "milligram", "t": "metric ton", "pound": "pound-mass", "l": "litre", "ml": "millilitre", "km/h": "kilometre per hour", "MB": "megabyte", "ha": "hectare", "BTC": "bitcoin", "GEL": "georgian lari", "NGN": "naira", "UAH": "hryvnia", "ZAR": "rand", "µg": "microgram", "rad": "radian", "pm": "picometre", "square m": "square metre", "square km": "square kilometre",
}

// SameUnit compares the unit of a figure, or what it counts, with a spelt-out name.
func SameUnit(f parallax.Figure, name string) bool {
	u, per, rate := strings.Cut(f.Unit, " per ")
	if n := unitNames[u]; n != "" {
		u = n
	}
	if f.Unit == "" {
		u = f.Of
		if name == "count" || name == "-" || name == "" {
			return true
		}
		return u == name || strings.HasSuffix(name, " "+u)
	}
	if rate {
		return u+" per "+per == name
	}
	return u == name
}
