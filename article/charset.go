package article

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

	"parallax"
)

// decode turns the bytes of a page into UTF-8 and says where each character
// stood. Valid UTF-8 is kept verbatim, with a nil map. The charset is that of
// the byte order mark, the carrier's header, the page's own meta or XML
// declaration, and else what the bytes look like, in this order.
func decode(raw []byte, mediaType, declared string) (view, []parallax.Problem) {
	name, enc := sniff(raw, mediaType, declared)
	if name == "utf-8" {
		if utf8.Valid(raw) {
			return view{text: string(raw)}, nil
		}
		return repair(raw), []parallax.Problem{{Code: "charset-invalid", Text: "bytes that are not UTF-8 were replaced by U+FFFD"}}
	}
	v := transcode(raw, name, enc)
	var probs []parallax.Problem
	if strings.ContainsRune(v.text, utf8.RuneError) {
		probs = append(probs, parallax.Problem{Code: "charset-invalid", Text: "bytes that are not " + name + " were replaced by U+FFFD"})
	}
	return v, probs
}

// sniff names the charset of raw.
func sniff(raw []byte, mediaType, declared string) (string, encoding.Encoding) {
	if name, enc := bom(raw); enc != nil {
		return name, enc
	}
	if e, name := charset.Lookup(declared); e != nil && name != "utf-8" {
		return name, e
	}
	if utf8.Valid(raw) && bytes.IndexByte(raw[:min(len(raw), 4096)], 0) < 0 {
		// A page that declares another charset and is UTF-8 throughout is UTF-8,
		// unless it is that charset and plain ASCII, which is the same.
		return "utf-8", encoding.Nop
	}
	if name, enc := wide(raw); enc != nil {
		return name, enc
	}
	head := raw[:min(len(raw), 4096)]
	if m := xmlEncoding(head); m != "" {
		if e, name := charset.Lookup(m); e != nil {
			return name, e
		}
	}
	// DetermineEncoding reads <meta charset> and, failing it, judges by the bytes.
	e, name, certain := charset.DetermineEncoding(head, "")
	if strings.EqualFold(strings.TrimSpace(declared), "utf-8") || strings.EqualFold(strings.TrimSpace(declared), "utf8") {
		return "utf-8", encoding.Nop
	}
	if certain {
		return name, e
	}
	if mostlyUTF8(raw) {
		return "utf-8", encoding.Nop
	}
	if name := byLetters(raw); name != "" {
		e, name := charset.Lookup(name)
		return name, e
	}
	return name, e
}

func bom(raw []byte) (string, encoding.Encoding) {
	var label string
	switch {
	case bytes.HasPrefix(raw, []byte{0xef, 0xbb, 0xbf}):
		label = "utf-8"
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		label = "utf-16le"
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		label = "utf-16be"
	default:
		return "", nil
	}
	e, name := charset.Lookup(label)
	return name, e
}

// wide recognises UTF-16 without a byte order mark: every other byte of
// Latin text and markup is zero.
func wide(raw []byte) (string, encoding.Encoding) {
	head := raw[:min(len(raw), 1024)&^1]
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	n := len(head) / 2
	label := ""
	switch {
	case n >= 8 && odd > n/3 && even < n/20+1:
		label = "utf-16le"
	case n >= 8 && even > n/3 && odd < n/20+1:
		label = "utf-16be"
	default:
		return "", nil
	}
	e, name := charset.Lookup(label)
	return name, e
}

func xmlEncoding(head []byte) string {
	if !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<?xml")) {
		return ""
	}
	decl := head[:max(0, bytes.Index(head, []byte("?>")))]
	i := bytes.Index(decl, []byte("encoding="))
	if i < 0 || i+10 > len(decl) {
		return ""
	}
	rest := decl[i+9:]
	if j := bytes.IndexByte(rest[1:], rest[0]); j >= 0 {
		return string(rest[1 : 1+j])
	}
	return ""
}

// mostlyUTF8 holds when the stray bytes in raw are few against its well-formed
// multi-byte characters.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		i += n
	}
	return good > 20*bad
}

// byLetters tells the common 8-bit charsets of non-Latin scripts apart by the
// share of their letters among the high bytes; "" leaves it to windows-1252.
func byLetters(raw []byte) string {
	var hist [256]int
	high, low := 0, 0
	for _, c := range raw[:min(len(raw), 1<<16)] {
		hist[c]++
		if c >= 0x80 {
			high++
		} else if c|0x20 >= 'a' && c|0x20 <= 'z' {
			low++
		}
	}
	if high < 32 || high < low/2 {
		return ""
	}
	best, share := "", 0.0
	for _, c := range []struct{ name, common string }{
		{"windows-1256", "ابتجحدرسعفقكلمنهوي"},
		{"windows-1251", "оеаинтсрвлкмдпуя"},
		{"koi8-r", "оеаинтсрвлкмдпуя"},
		{"windows-1253", "αοιετσνηυρπκμλς"},
		{"windows-1255", "יוהלאתרבמשנ"},
	} {
		e, _ := charset.Lookup(c.name)
		b, err := e.NewEncoder().Bytes([]byte(c.common))
		if err != nil {
			continue
		}
		n := 0
		for _, x := range b {
			n += hist[x]
		}
		if s := float64(n) / float64(high); s > share {
			best, share = c.name, s
		}
	}
	if share < 0.6 {
		return ""
	}
	return best
}

// repair keeps the valid stretches of raw and stands U+FFFD for each other byte.
func repair(raw []byte) view {
	var b builder
	b.buf = make([]byte, 0, len(raw)+64)
	from := 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			b.add(string(raw[from:i]), from, i)
			b.add("\uFFFD", i, i+1)
			from = i + 1
		}
		i += n
	}
	b.add(string(raw[from:]), from, len(raw))
	return b.view()
}

// transcode decodes raw character by character, so that the place of each is known.
func transcode(raw []byte, name string, enc encoding.Encoding) view {
	var b builder
	b.buf = make([]byte, 0, len(raw)+len(raw)/4)
	ascii := !strings.HasPrefix(name, "utf-16") && name != "iso-2022-jp" && name != "replacement"
	dec := enc.NewDecoder().Transformer
	var dst [64]byte
	i := 0
	if strings.HasPrefix(name, "utf-16") && len(raw) >= 2 && (raw[0] == 0xff && raw[1] == 0xfe || raw[0] == 0xfe && raw[1] == 0xff) {
		i = 2
	}
	for i < len(raw) {
		if ascii && raw[i] < utf8.RuneSelf {
			j := i + 1
			for j < len(raw) && raw[j] < utf8.RuneSelf {
				j++
			}
			b.add(string(raw[i:j]), i, j)
			i = j
			continue
		}
		var n, used int
		for k := 1; k <= 8 && i+k <= len(raw) && used == 0; k++ {
			var err error
			n, used, err = dec.Transform(dst[:], raw[i:i+k], i+k == len(raw))
			if err != nil && err != transform.ErrShortSrc {
				break
			}
		}
		if used == 0 {
			n, used = copy(dst[:], "\uFFFD"), 1
		}
		if n > 0 {
			b.add(string(dst[:n]), i, i+used)
		}
		i += used
	}
	return b.view()
}
