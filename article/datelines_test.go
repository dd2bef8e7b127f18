package article

import (
	"testing"

	"parallax"
)

func TestDateLines(t *testing.T) {
	for _, x := range []struct{ line, lang, want string }{
		{"Veröffentlicht am 25. September 2018 um 14:30 Uhr", "de", "2018-09-25"},
		{"25.09.18, 14:30", "de", "2018-09-25"},
		{"Stand: 3. März 2021", "de", "2021-03-03 changed"},
		{"Publié le 1er août 2019 à 10h30", "fr", "2019-08-01"},
		{"mis à jour le 2 décembre 2020", "fr", "2020-12-02 changed"},
		{"12 de octubre de 2020", "es", "2020-10-12"},
		{"12 ene. 2021", "es", "2021-01-12"},
		{"sexta-feira, 22 de outubro de 2010 às 20:13", "pt", "2010-10-22"},
		{"05/10/2018", "pt-BR", "2018-10-05"},
		{"05/10/2018", "en-US", "2018-05-10"},
		{"05/10/2018", "en-GB", "2018-10-05"},
		{"05/10/2018", "en", ""},
		{"05/10/2018 4:02 pm EST", "en", "2018-05-10"},
		{"02 Ago 2017", "it", "2017-08-02"},
		{"Donderdag 14 mei 2020", "nl", "2020-05-14"},
		{"Publicerad 9 juli 2018", "sv", "2018-07-09"},
		{"Julkaistu 5.3.2021 klo 8.00", "fi", "2021-03-05"},
		{"Opublikowano: 11 listopada 2019", "pl", "2019-11-11"},
		{"Objavljeno 11. listopada 2019.", "hr", "2019-10-11"},
		{"11. listopadu 2019", "cs", "2019-11-11"},
		{"2019. november 18. 10:12", "hu", "2019-11-18"},
		{"18 Kasım 2019 Pazartesi 12:30", "tr", "2019-11-18"},
		{"Giriş: 18.11.2019 - 12:30 Güncelleme: 19.11.2019 - 08:00", "tr", "2019-11-18"},
		{"24 сентября 2018 г. в 16:45", "ru", "2018-09-24"},
		{"18 листопада 2019, 10:00", "uk", "2019-11-18"},
		{"18 Νοεμβρίου 2019", "el", "2019-11-18"},
		{"نشر في ٨ تشرين الثاني ٢٠١٩", "ar", "2019-11-08"},
		{"8 نوفمبر 2019", "ar", "2019-11-08"},
		{"기사입력 :[ 2018-08-25 15:24 ]", "ko", "2018-08-25"},
		{"입력 2018년 8월 25일 15:24", "ko", "2018-08-25"},
		{"2019年11月18日 15時24分", "ja", "2019-11-18"},
		{"发布时间：2019-11-18 10:22", "zh", "2019-11-18"},
		{"18 नवंबर 2019", "hi", "2019-11-18"},
		{"13 พฤศจิกายน 2562", "th", "2019-11-13"},
		{"Thứ hai, 18 tháng 11, 2019", "vi", "2019-11-18"},
		{"Oktober 27, 2015", "id", "2015-10-27"},
		{"Published Tue, Nov 19 20197:05 AM EST", "en", "2019-11-19"},
		{"11/18/19 11:04 PM EST", "en", "2019-11-18"},
		{"11.14.2019 09:00 AM", "en", "2019-11-14"},
		{"Monday, November 18th, 2019 at 11:04 a.m.", "en", "2019-11-18"},
		{"Updated: 18 Nov 2019 9:38 pm Posted: 17 Nov 2019 8:11 pm", "en", "2019-11-17"},
		{"Last updated 18 Nov 2019", "en", "2019-11-18 changed"},
		{"20 Nov, 2019 05:47", "en", "2019-11-20"},
		{"On Nov. 19, 2019, the council met", "en", ""},
		{"version 2.12.2019.4", "en", ""},
		{"2019", "en", ""},
		{"Call 020 7946 0018", "en", ""},
		{"31 February 2019", "en", ""},
		{"2 min ago", "en", ""},
	} {
		got, _, _, changed := dateLine(x.line, x.lang)
		if changed {
			got += " changed"
		}
		if got != x.want {
			t.Errorf("%q (%s): %q, want %q", x.line, x.lang, got, x.want)
		}
	}
}

func TestStampBesideWords(t *testing.T) {
	for _, x := range []struct{ line, lang, want string }{
		{"By Jane Eyre on Monday, November 18th, 2019 at 11:04 a.m.", "en", "2019-11-18"},
		{"05/10/2018 - Publicado por: Capitu Santiago - Categoria: Saúde", "pt", "2018-10-05"},
		{"Oktober 27, 2015 by Admin", "id", "2015-10-27"},
		{"Reuters November 18, 2019 11:03 PM", "en", "2019-11-18"},
	} {
		l, ok := readStamp(x.line, x.lang)
		if !ok || l.value != x.want || l.rest > 8 || !l.author && !l.apart {
			t.Errorf("%q: %+v", x.line, l)
		}
	}
}

func TestAddressDates(t *testing.T) {
	for _, x := range [][2]string{
		{"https://a.example/2020/01/10/title", "2020-01-10"},
		{"https://a.example/world/2019/nov/18/title", "2019-11-18"},
		{"https://a.example/story/2019-11-19/title", "2019-11-19"},
		{"https://a.example/title-20191115/", "2019-11-15"},
		{"https://a.example/articles/19/11/18/title", "2019-11-18"},
		{"https://a.example/2019/11/title", ""},
		{"https://a.example/item/201911181077", ""},
		{"https://a.example/20194099-title", ""},
	} {
		if got := urlDate(x[0]); got != x[1] {
			t.Errorf("%s: %q, want %q", x[0], got, x[1])
		}
	}
}

// TestChangeIsNotPublication holds that a date of change never outvotes one of
// publication, and stands alone only with a Problem.
func TestChangeIsNotPublication(t *testing.T) {
	page := func(head, line string) (value string, problems int) {
		d, err := Read(parallax.Page{MediaType: "text/html", Bytes: []byte("<html lang=en><head><title>Bridge opens over the Tavo</title>" + head + "</head><body><h1>Bridge opens over the Tavo</h1><p class=date>" + line + "</p>" +
			"<p>The bridge over the Tavo was opened on Monday after nine years of work, the ministry of transport said in a statement.</p><p>It carries two lanes in each direction, and a third is to follow when the embankment is done, the statement said.</p></body></html>")})
		if err != nil || len(d.Reports) != 1 {
			t.Fatalf("%v: %d reports", err, len(d.Reports))
		}
		return d.Reports[0].Published.Value, len(d.Problems)
	}
	const first, last = `<meta property="article:published_time" content="2021-03-01T08:00:00Z">`, `<meta property="article:modified_time" content="2022-05-06T08:00:00Z">`
	for _, x := range []struct {
		head, line, want string
		problems         int
	}{
		{first + last, "May 6, 2022", "2021-03-01", 0},
		{last, "", "2022-05-06", 1},
		{"", "Last updated 6 May 2022", "2022-05-06", 1},
		{last, "Posted 1 March 2021, updated 6 May 2022", "2021-03-01", 0},
		{"", "", "", 0},
	} {
		if got, n := page(x.head, x.line); got != x.want || n != x.problems {
			t.Errorf("%s %q: %q with %d problems", x.head, x.line, got, n)
		}
	}
}
