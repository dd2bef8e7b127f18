package ingest

type fetcher struct{}

func (r *reader) address(u string) {
	r.trouble(u, "unreadable", "addresses cannot be read")
}
