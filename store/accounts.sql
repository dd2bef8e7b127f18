-- Who may come in, in both kinds of store; docs/store.md describes it.
CREATE TABLE users (
  name     TEXT PRIMARY KEY,
  role     TEXT NOT NULL,
  password TEXT NOT NULL, -- argon2id, as its hash is written
  added    TEXT NOT NULL
);
CREATE TABLE tokens (
  sum    TEXT PRIMARY KEY, -- SHA-256 of the token, hex
  holder TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
  label  TEXT NOT NULL,
  added  TEXT NOT NULL,
  UNIQUE (holder, label)
);
CREATE TABLE sessions (
  sum  TEXT PRIMARY KEY, -- of the cookie
  data TEXT NOT NULL,
  till BIGINT NOT NULL -- seconds since 1970
);
