//go:build unix

package cluster

import (
	"syscall"
	"unsafe"
)

// outside makes room for n posts outside the heap.
func outside(n int) []post {
	b, err := syscall.Mmap(-1, 0, 8*n, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return make([]post, n)
	}
	return unsafe.Slice((*post)(unsafe.Pointer(&b[0])), n)
}

// release gives back what outside made; what stands on the heap it leaves alone.
func release(p []post) {
	_ = syscall.Munmap(unsafe.Slice((*byte)(unsafe.Pointer(&p[0])), 8*len(p)))
}
