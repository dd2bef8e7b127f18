// Package eval scores each room on labelled data: readers for the data's
// formats, the field's metrics, and one function a layer that returns rows of a
// table. The data lies outside the repository; its folder is an argument.
package eval

// Row is one line of the accuracy table.
type Row struct {
	Layer  string  // room that is scored
	Data   string  // data set and split
	Metric string  // what is counted, with unit
	Value  float64 // per cent for F1, precision, recall and accuracy
	N      int     // how many items were scored
}
