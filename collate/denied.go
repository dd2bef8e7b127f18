package collate

import (
	"strings"

	"parallax"
	"parallax/internal/lexis"
)

// Words by which one sentence tells both sides of a dispute: who denies what is
// said of him, or turns down what is asked.
var (
	denying  = lexis.Set("deny dispute refute rebut reject dismiss contradict repudiate disavow denial")
	charges  = lexis.Set("accusation allegation charge claim report suggestion assertion rumor rumour assessment account story finding")
	requests = lexis.Set("request demand appeal proposal offer plea call invitation subpoena ultimatum petition overture summons")
)

// inOneSentence finds the disputes that one sentence tells whole – "he denied
// accusations that …", "she refused a request to …" – and that are in none of those
// found already.
func (v *view) inOneSentence(found []parallax.Dispute) []parallax.Dispute {
	of := v.happeningsOf()
	var out []parallax.Dispute
	for di, d := range v.a.Docs {
		for k, e := range d.Events {
			if _, ok := v.saga[parallax.ReportRef{Doc: di, Report: e.Report}]; !ok || e.Head == 0 || e.Status != parallax.Actual || answered(found, di, e.Span) {
				continue
			}
			kind, what := turnedDown(d, e.Head)
			if kind == "" {
				continue
			}
			s := subtree(d, what)
			if strings.Count(s.In(d.Text), " ") < 2 {
				continue // "the demand" does not say which
			}
			x := parallax.Dispute{Kind: kind, Score: 0.7, Sides: []parallax.Position{
				{Text: s.In(d.Text), Mentions: []parallax.Ref{{Doc: di, Span: s}}},
				{Text: d.Sentences[e.Sent-1].In(d.Text), Mentions: []parallax.Ref{{Doc: di, Span: e.Span}}},
			}}
			for c, claim := range d.Claims {
				if claim.Covers(e.Span) && !claim.Content.Covers(e.Span) {
					x.Sides[1].Claims = append(x.Sides[1].Claims, parallax.ClaimRef{Doc: di, Claim: c + 1})
				}
			}
			x.Happenings = appendNew(nil, of, parallax.EventRef{Doc: di, Event: k + 1})
			for n, o := range d.Events {
				if n != k && s.Covers(o.Span) && d.Says(s, o.Head) {
					x.Happenings = appendNew(x.Happenings, of, parallax.EventRef{Doc: di, Event: n + 1})
				}
			}
			out = append(out, x)
		}
	}
	return out
}

// turnedDown is what a word of denial or refusal says was denied ("denial") or
// turned down ("refusal"), by its head; "" where it says neither.
func turnedDown(d *parallax.Document, head int) (kind string, what int) {
	word := strings.ToLower(d.Tokens[head-1].Lemma)
	for _, k := range kidsOf(d, head) {
		t := d.Tokens[k-1]
		noun := strings.ToLower(t.Lemma)
		rel, _, _ := strings.Cut(t.Deprel, ":")
		switch {
		case rel == "obj" && denying[word] && charges[noun], rel == "nmod" && word == "denial" && charges[noun]:
			return "denial", k
		case (rel == "ccomp" || rel == "xcomp" && t.UPOS == "VERB" || rel == "acl" && word == "denial") && (word == "deny" || word == "denial"):
			return "denial", k
		case (rel == "obj" || t.Deprel == "nsubj:pass") && (refusing[word] || denying[word]) && requests[noun]:
			return "refusal", k
		}
	}
	return "", 0
}

// chargeIn is the noun of a charge that a stretch of words begins with and spells
// out, "reports suggesting that …"; 0 for none, and for a charge only named.
func chargeIn(d *parallax.Document, s parallax.Span) int {
	at := sentenceAt(d, s.Start)
	if at == 0 {
		return 0
	}
	for k := d.Sentences[at-1].First; k <= d.Sentences[at-1].Last; k++ {
		t := d.Tokens[k-1]
		if !s.Covers(t.Span) || t.UPOS != "NOUN" || t.Head > 0 && s.Covers(d.Tokens[t.Head-1].Span) {
			continue
		}
		if !charges[strings.ToLower(t.Lemma)] {
			return 0
		}
		for _, c := range kidsOf(d, k) {
			if r, _, _ := strings.Cut(d.Tokens[c-1].Deprel, ":"); (r == "acl" || r == "ccomp") && s.Covers(d.Tokens[c-1].Span) {
				return k
			}
		}
		return 0
	}
	return 0
}

// subtree is the span of a word with all that depends on it, in its sentence.
func subtree(d *parallax.Document, head int) parallax.Span {
	s := d.Sentences[d.Tokens[head-1].Sent-1]
	out := d.Tokens[head-1].Span
	for k := s.First; k <= s.Last; k++ {
		t := d.Tokens[k-1]
		for at, n := k, 0; at > 0 && n < 64; at, n = d.Tokens[at-1].Head, n+1 {
			if at == head && t.UPOS != "PUNCT" {
				out.Start, out.End = min(out.Start, t.Start), max(out.End, t.End)
				break
			}
		}
	}
	return out
}
