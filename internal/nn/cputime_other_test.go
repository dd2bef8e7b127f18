//go:build !unix

package nn

import "time"

var began = time.Now()

func cpuSeconds() float64 { return time.Since(began).Seconds() }
