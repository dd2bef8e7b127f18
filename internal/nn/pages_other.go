//go:build !linux

package nn

func adviseLarge([]byte) {}
