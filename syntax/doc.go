// Package syntax is the reader: it turns the text of a document into sentences,
// words, lemmas, tags, dependency trees and names.
//
// In: Document.Text with its Reports and Furniture. Out: Sentences, Tokens,
// Names and Signals. Words, sentences and trees follow Universal Dependencies 2
// as the English treebanks EWT and GUM apply it: clitics are words of their own
// (Iraq|'s, do|n't), hyphens split compounds (tit|-|for|-|tat) but not prefixes
// (anti-terror), lemmas and features are theirs.
//
// The room works in four steps. layout.go cuts a report into blocks that no
// sentence crosses; word.go and clitic.go cut blocks into words by rule;
// boundary.go finds sentence ends with a small logistic model; decode.go and its
// neighbours read the scores of the encoder in internal/nn. Every step is linear
// in the length of the text: what looks ahead looks a bounded stretch ahead.
package syntax
