package article

import (
	"strings"
	"unicode/utf8"
)

// Words that stand before or after the date of a page, in the languages that
// the calendar knows best: those that say it was published, those that say it
// was changed, those that name an author, and what else belongs to a date line.
var (
	publishWords = set(`published publication posted issued released created filed uploaded date dated online
		veröffentlicht publiziert erstellt erschienen datum eingestellt geschrieben
		publié publiée publicado publicada fecha creado creada pubblicato pubblicata gepubliceerd geplaatst
		publicerad publicerat udgivet offentliggjort publisert julkaistu opublikowano opublikowane dodano data utworzono publikacji
		publikováno vydáno zveřejněno publikované uverejnené közzétéve megjelent publicat publicată objavljeno објављено
		yayınlanma yayınlandı yayın giriş eklenme tarih tarihi опубликовано опубликована дата добавлено размещено создано опубліковано опублікована публикувана
		نشر نُشر النشر تاريخ منتشر انتشار تاریخ פורסם 기사입력 입력 등록 등록일 작성 승인 公開 公開日 掲載 投稿 投稿日 発行 発表 配信 发布 发布时间 发表 发表于 發布 发稿 时间 日期 来源
		diterbitkan dipublikasikan diposting đăng ngày प्रकाशित प्रकाशन δημοσίευση δημοσιεύτηκε δημοσιεύθηκε ημερομηνία`)
	changeWords = set(`updated update modified edited revised changed lastmodified
		aktualisiert geändert aktualisierung bearbeitet stand mis mise jour modifié modifiée actualisé actualizado actualizada actualización atualizado atualizada atualização modificado modificada
		aggiornato aggiornata aggiornamento modificato bijgewerkt gewijzigd uppdaterad uppdaterat ändrad opdateret oppdatert päivitetty muokattu
		zaktualizowano aktualizacja zmodyfikowano aktualizováno upraveno aktualizované frissítve frissítés módosítva actualizat actualizată ažurirano
		güncelleme güncellenme güncellendi обновлено обновлена изменено оновлено обновена تحديث التحديث بروزرسانی עודכן 수정 최종수정 최종 更新 更新日 最終更新 更新时间 修改
		diperbarui diperbaharui cập nhật अपडेटेड अपडेट ενημέρωση ενημερώθηκε`)
	authorWords = set(`by von par por di da door av af yazan autor author autora auteur автор szerző kirjoittaja από byline staff reporter editor oleh bởi`)
	besideWords = set(`at on in the last first latest time it was is of and print original am um le la el il en à às a las alle ore vom den de del der die das dne dnia dne o kl klo kello w v z uhr hrs hours h min м г в am pm a.m p.m m p gmt utc est edt cst cdt mst mdt pst pdt et pt ct bst cet cest eet eest ist msk ast jst kst hkt sgt aest aedt wib wita wit wat eat cat sast pkt irst amt local noon midnight ago z t
		오전 오후 上午 下午 午前 午後 時 分 时 点 ص م الساعة ساعة ساعت في یوم يوم`)
)

// stampLine is a line that gives a date.
type stampLine struct {
	value    string
	from, to int  // of the date within the line
	updated  bool // its label speaks of a change
	labelled bool // its label speaks of publication
	rest     int  // words that belong neither to the date nor to its label
	author   bool // the line names an author
	apart    bool // nothing but a sign of a list (|, •, –), a label or a time stands on one side of the date
}

// readStamp reads a line for its date. Of several the first that is called the
// publication counts, else the first without a label, else the first.
func readStamp(s, lang string) (stampLine, bool) {
	if len(s) > 240 {
		return stampLine{}, false
	}
	var best stampLine
	found := false
	at := 0
	rest := 0
	author := false
	for range 4 {
		v, f, t := findDate(s[at:], lang)
		if v == "" {
			break
		}
		l := stampLine{value: v, from: at + f, to: at + t}
		head := s[at:l.from]
		foreign := l.label(head, lang, &author)
		rest += foreign
		l.apart = foreign == 0 || strings.ContainsAny(lastRune(head), "|•·–—-/,:;[(")
		if !found || l.labelled && !best.labelled || !l.updated && best.updated {
			best, found = l, true
		}
		at = l.to
	}
	if !found {
		return best, false
	}
	var tail stampLine
	after := tail.label(s[at:], lang, &author)
	best.rest, best.author, best.apart = rest+after, author, best.apart || after == 0
	return best, true
}

func lastRune(s string) string {
	s = strings.TrimRight(s, " \u00a0")
	r, _ := utf8.DecodeLastRuneInString(s)
	return string(r)
}

// label reads what stands beside a date and counts the words foreign to it.
func (l *stampLine) label(s, lang string, author *bool) (rest int) {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	cal := calendars()
	ps := pieces(s)
	for i, p := range ps {
		switch {
		case p.num >= 0:
			if p.digits > 4 || p.digits > 2 && i > 0 {
				rest++
			}
		case changeWords[p.word]:
			l.updated, l.labelled = true, false
		case publishWords[p.word]:
			l.labelled = !l.updated // "Date updated" speaks of a change
		case authorWords[p.word] && i+1 < len(ps):
			*author = true
		case besideWords[p.word], cal.days[p.word], cal.month(p.word, base) > 0:
		case i > 0 && ps[i-1].num >= 0 && dateFillers[p.word]:
		default:
			rest++
		}
	}
	return rest
}

// dateLine is the date of a line that holds nothing but it, its label, weekday
// and time of day; updated says that its label speaks of a change.
func dateLine(s, lang string) (value string, from, to int, updated bool) {
	if len(s) > 160 {
		return "", 0, 0, false
	}
	l, ok := readStamp(s, lang)
	if !ok || l.rest > 0 || l.author {
		return "", 0, 0, false
	}
	return l.value, l.from, l.to, l.updated
}
