package format

import (
	"encoding/csv"
	"io"
	"iter"
	"reflect"
	"strconv"
	"strings"
)

// writeCSV writes the events as a table for spreadsheets: lists are joined by
// "; ", and words that a spreadsheet would take for a formula have an
// apostrophe before them.
func writeCSV(w io.Writer, views iter.Seq[*view]) error {
	c := csv.NewWriter(w)
	t := reflect.TypeFor[row]()
	var cells []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("parquet"), ",")
		cells = append(cells, name)
	}
	if err := c.Write(cells); err != nil {
		return err
	}
	for v := range views {
		for _, r := range v.rows() {
			x := reflect.ValueOf(r)
			for i := range x.NumField() {
				cells[i] = cell(x.Field(i).Interface())
			}
			if err := c.Write(cells); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}

func cell(x any) string {
	switch x := x.(type) {
	case string:
		return inert(x)
	case []string:
		return inert(strings.Join(x, "; "))
	case int64:
		return strconv.FormatInt(x, 10)
	case *int64:
		if x != nil {
			return strconv.FormatInt(*x, 10)
		}
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case *float64:
		if x != nil {
			return strconv.FormatFloat(*x, 'f', -1, 64)
		}
	}
	return ""
}

func inert(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}
