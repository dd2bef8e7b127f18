package nn

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// adviseLarge asks for large pages. Where the kernel declines, all works as well.
func adviseLarge(b []byte) {
	off := -int(uintptr(unsafe.Pointer(&b[0]))) & (unix.Getpagesize() - 1)
	_ = unix.Madvise(b[off:], unix.MADV_HUGEPAGE)
}
