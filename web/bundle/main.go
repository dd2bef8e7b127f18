// Command bundle makes web/static/page.css and page.js out of web/src: checked,
// joined and minified by esbuild. Its output is committed, so that neither Node nor
// esbuild is needed to build the program; a test holds that it is up to date.
//
//	go generate ./web
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	files, err := build("src")
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join("static", name), text, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// build bundles the page's style and script in a folder, by name.
func build(src string) (map[string][]byte, error) {
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{filepath.Join(src, "page.css"), filepath.Join(src, "page.js")}, Outdir: "static", Bundle: true,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, Target: api.ES2020, Charset: api.CharsetUTF8,
	})
	if len(r.Errors) > 0 {
		return nil, fmt.Errorf("%s: %s", r.Errors[0].Location.File, r.Errors[0].Text)
	}
	out := map[string][]byte{}
	for _, f := range r.OutputFiles {
		out[filepath.Base(f.Path)] = f.Contents
	}
	return out, nil
}
