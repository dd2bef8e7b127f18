package world

import "testing"

func TestOutlet(t *testing.T) {
	for _, c := range []struct{ name, address, want string }{
		{"Harrow", "https://www.harrow.example/a", "Harrow"},
		{"Harrow News", "https://www.harrow.example/a", "Harrow"},
		{"Harrow Sport", "https://sport.harrow.co.uk/a", "Harrow"},
		{"Harrow UK", "https://uk.harrow.example/a", "Harrow"},
		{"Harrow News - World", "https://harrow.example/rss", "Harrow"},
		{"Harrow: Bridges and Ferries", "https://harrow.example/rss", "Harrow"},
		{"Harrow | Bridges", "https://harrow.example/rss", "Harrow"},
		{"Harrow News عربي", "https://harrow.example", "Harrow"},
		{"The Valley Times International Edition", "https://valleytimes.example/a", "The Valley Times"},
		{"Valley Times Mexico", "https://thevalleytimes.example/a", "Valley Times"},
		{"Valley News", "https://valleynews.example/a", "Valley News"}, // the news is in the domain
		{"Valley News Sport", "https://valleynews.example/a", "Valley News"},
		// Names of their own.
		{"Harrow Herald", "https://harrow.example/a", "Harrow Herald"},
		{"Harrow Australia", "https://harrow.com.au/a", "Harrow Australia"},
		{"Coast Daily", "https://cd.example/a", "Coast Daily"},
		{"Coast Daily", "", "Coast Daily"},
		// Domains.
		{"", "https://edition.harrow.co.uk/a", "harrow.co.uk"},
		{"www.harrow.com", "https://x.example", "harrow.com"},
		{"https://www.harrow.com/about", "", "harrow.com"},
		{"", "http://127.0.0.1:8080/a", "127.0.0.1"},
		{"", "http://localhost/a", "localhost"},
		{"", "notes.txt", ""},
	} {
		if got := Outlet(c.name, c.address); got != c.want {
			t.Errorf("Outlet(%q, %q) = %q, want %q", c.name, c.address, got, c.want)
		}
	}
}
