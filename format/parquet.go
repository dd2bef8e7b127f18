package format

import (
	"io"
	"iter"

	"github.com/parquet-go/parquet-go"
)

// writeParquet writes the rows of the CSV with their types: lists are lists,
// numbers numbers.
func writeParquet(w io.Writer, views iter.Seq[*view]) error {
	p := parquet.NewGenericWriter[row](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("parallax", "1", "0"))
	for v := range views {
		if _, err := p.Write(v.rows()); err != nil {
			return err
		}
	}
	return p.Close()
}
