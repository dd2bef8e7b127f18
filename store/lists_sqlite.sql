CREATE VIRTUAL TABLE called USING fts5(words, content='names', content_rowid='row', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER names_called AFTER INSERT ON names BEGIN
  INSERT INTO called(rowid, words) VALUES (new.row, new.words);
END;
CREATE TRIGGER names_gone AFTER DELETE ON names BEGIN
  INSERT INTO called(called, rowid, words) VALUES ('delete', old.row, old.words);
END;
