//go:build !unix

package cputime

import "time"

var began = time.Now()

// Used is the time since the start, where processor time is not to be had.
func Used() time.Duration { return time.Since(began) }
