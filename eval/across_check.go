package eval

import (
	_ "embed"
	"strings"

	"parallax"
	"parallax/check"
	"parallax/ingest"
	"parallax/pipeline"
)

//go:embed testdata/check.tsv
var checkTSV string

// CheckCase is a sentence of our own with the verdict that the reports in
// stories/strike-2020-01 give it and a report that must stand behind it.
type CheckCase struct{ Verdict, Report, Sentence string }

// CheckCases reads the sentences: the first, third … to develop on, the others
// to report.
func CheckCases() (dev, test []CheckCase) {
	n := 0
	for line := range strings.Lines(checkTSV) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' || len(f) != 3 {
			continue
		}
		c := CheckCase{f[0], f[1], f[2]}
		if n++; n%2 == 1 {
			dev = append(dev, c)
		} else {
			test = append(test, c)
		}
	}
	return dev, test
}

// Right reports whether an answer has the verdict and, where a report is named,
// a passage of it on that side.
func (c CheckCase) Right(a *parallax.Archive, x check.Answer) bool {
	if x.Verdict != c.Verdict {
		return false
	}
	for _, p := range x.Passages {
		if p.Side == c.Verdict && strings.Contains(a.Docs[p.Doc].URI, c.Report) {
			return true
		}
	}
	return c.Verdict == check.Nobody
}

// CheckArchive reads a folder of reports into an archive.
func CheckArchive(p *pipeline.Pipeline, dir string) *parallax.Archive {
	var docs []*parallax.Document
	for r := range p.Read(ingest.Open([]string{dir}, ingest.Options{})) {
		if r.Err == nil && r.Document.Text != "" {
			r.Document.ID = len(docs) + 1
			docs = append(docs, r.Document)
		}
	}
	return p.Collate(docs, nil)
}

// Check scores verdicts over the sentences: all of them, and the invented ones.
func Check(bench string) ([]Row, error) {
	p, err := shared()
	if err != nil {
		return nil, err
	}
	a := CheckArchive(p, bench+"/stories/strike-2020-01")
	var rows []Row
	dev, test := CheckCases()
	for _, part := range []struct {
		name  string
		cases []CheckCase
	}{{"own sentences, dev", dev}, {"own sentences, test", test}} {
		right, refused, invented := 0.0, 0.0, 0.0
		for _, c := range part.cases {
			ok := c.Right(a, p.Check(a, c.Sentence))
			if ok {
				right++
			}
			if c.Verdict == check.Nobody {
				invented++
				if ok {
					refused++
				}
			}
		}
		rows = append(rows, Row{"check", part.name, "right verdict and report", 100 * right / float64(len(part.cases)), len(part.cases)},
			Row{"check", part.name, "invented ones refused", 100 * refused / max(1, invented), int(invented)})
	}
	return rows, nil
}
