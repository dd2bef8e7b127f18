package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"parallax"
	"parallax/pipeline"
)

func verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify RECORD",
		Short: "Check every anchor of a record against its sources",
		Long: `Checks every anchor of a record byte for byte against the text of its document,
and that text against the source named by its uri, where that is a file that can
still be read: the file is known again by its sha256 and read anew.`,
		Example: `  parallax read --json examples/withdrawal > record.json
  parallax verify record.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			b, err := os.ReadFile(args[0])
			if err != nil {
				return fmt.Errorf("verify: %w", err)
			}
			var r parallax.Record
			if err := json.Unmarshal(b, &r); err != nil {
				return fmt.Errorf("verify %s: not a record: %w", args[0], err)
			}
			if r.Schema != parallax.Schema {
				return fmt.Errorf("verify %s: schema is %q, this program reads %q", args[0], r.Schema, parallax.Schema)
			}
			return verify(&r)
		},
	}
}

func verify(r *parallax.Record) error {
	checked, bad := parallax.Verify(r)
	for _, m := range bad {
		fmt.Println(m)
	}
	same, changed, absent := 0, 0, 0
	for _, d := range r.Documents {
		switch ok, found := sourceHolds(d); {
		case !found:
			absent++
		case ok:
			same++
		default:
			changed++
			fmt.Printf("%s: %s is no longer the source that was read (sha256 differs)\n", d.ID, d.URI)
		}
	}
	fmt.Printf("%d anchors checked, %d failed; sources: %d the same, %d changed, %d not at hand\n", checked, len(bad), same, changed, absent)
	if len(bad) > 0 || changed > 0 {
		return status(exitUnproved)
	}
	return nil
}

// sourceHolds reports whether the file at the document's uri is at hand, and
// whether it is the one that was read and gives the record's text. A member of
// an archive or an address counts as not at hand.
func sourceHolds(d parallax.RecordDocument) (ok, found bool) {
	if strings.Contains(d.URI, "://") || strings.Contains(d.URI, "#") {
		return false, false
	}
	b, err := os.ReadFile(d.URI)
	if err != nil {
		return false, false
	}
	sum := sha256.Sum256(b)
	if hex.EncodeToString(sum[:]) != d.SHA256 {
		return false, true
	}
	again, err := pipeline.Text(parallax.Page{URI: d.URI, Bytes: b, MediaType: d.MediaType})
	return err == nil && again == d.Text, true
}
