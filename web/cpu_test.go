//go:build unix

package web

import (
	"syscall"
	"time"
)

// cpu is the processor time that this process has used: what the clock says
// beside other work depends on that work.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
