# BENCH is the folder of labelled data (train/README.md).
BENCH ?= ../shared/bench

.PHONY: test bench fuzz eval generate ci
test:
	go test ./...
bench:
	go test -run '^$$' -bench . -benchtime 1s ./...
# Minimising an input that is only new may take all the time unless it is bounded.
fuzz:
	for p in $$(go list ./...); do for f in $$(go test -list '^Fuzz' $$p | grep ^Fuzz); do go test -run '^$$' -fuzz "^$$f\$$" -fuzztime 30s -fuzzminimizetime 100x $$p || exit 1; done; done
eval:
	go run ./cmd/parallax eval --bench $(BENCH)
generate:
	go generate ./...
ci:
	.ci/run
