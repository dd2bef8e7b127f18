-- The store in one SQLite file; docs/store.md describes it.
CREATE TABLE counter (last INTEGER NOT NULL); -- id of the last document that was ever added
INSERT INTO counter VALUES (0);
CREATE TABLE documents (
  id         INTEGER PRIMARY KEY,
  uri        BLOB NOT NULL,
  sha256     TEXT NOT NULL, -- of the bytes as fetched
  media_type TEXT NOT NULL,
  language   TEXT NOT NULL,
  added      TEXT NOT NULL,
  title      TEXT NOT NULL,
  outlet     TEXT NOT NULL,
  published  TEXT NOT NULL,
  reports    INTEGER NOT NULL,
  text       TEXT NOT NULL,
  layers     BLOB NOT NULL, -- the Document without its text, JSON, zstd
  UNIQUE (sha256, uri)
);
CREATE TABLE pages (
  id    INTEGER PRIMARY KEY REFERENCES documents,
  meta  BLOB NOT NULL, -- the Page without its bytes, JSON
  bytes BLOB NOT NULL  -- as fetched, zstd
);
CREATE TABLE judgements (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  subject  TEXT NOT NULL,
  object   TEXT NOT NULL,
  relation TEXT NOT NULL,
  author   TEXT NOT NULL,
  at       TEXT NOT NULL,
  why      TEXT NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5(text, content='documents', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER documents_words AFTER INSERT ON documents BEGIN
  INSERT INTO words(rowid, text) VALUES (new.id, new.text);
END;
