-- The store in a PostgreSQL schema; docs/store.md describes it. Text is bytea,
-- for PostgreSQL's own text holds no NUL.
CREATE TABLE counter (last BIGINT NOT NULL, version INTEGER NOT NULL);
INSERT INTO counter VALUES (0, 1);
CREATE TABLE documents (
  id         BIGINT PRIMARY KEY,
  uri        BYTEA NOT NULL,
  sha256     TEXT NOT NULL,
  media_type TEXT NOT NULL,
  language   TEXT NOT NULL,
  added      TEXT NOT NULL,
  title      BYTEA NOT NULL,
  outlet     TEXT NOT NULL,
  published  TEXT NOT NULL,
  reports    BIGINT NOT NULL,
  text       BYTEA NOT NULL,
  layers     BYTEA NOT NULL,
  UNIQUE (sha256, uri)
);
CREATE TABLE pages (
  id    BIGINT PRIMARY KEY REFERENCES documents,
  meta  BYTEA NOT NULL,
  bytes BYTEA NOT NULL
);
CREATE TABLE judgements (
  id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject  TEXT NOT NULL,
  object   TEXT NOT NULL,
  relation TEXT NOT NULL,
  author   TEXT NOT NULL,
  at       TEXT NOT NULL,
  why      TEXT NOT NULL
);
CREATE TABLE words (
  id   BIGINT PRIMARY KEY REFERENCES documents,
  text TSVECTOR NOT NULL
);
CREATE INDEX words_text ON words USING gin (text);
