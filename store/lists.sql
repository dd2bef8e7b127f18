-- What pages, lists and searches show of the sagas' records, in both kinds of
-- store; docs/store.md describes it.
CREATE TABLE listed ( -- reports
  doc      BIGINT NOT NULL,
  report   BIGINT NOT NULL, -- number in the document
  saga     BIGINT NOT NULL,
  story    TEXT NOT NULL, -- id
  teller   TEXT NOT NULL, -- outlet, else the name of the file
  day      TEXT NOT NULL, -- first day of publication, "" unknown
  events   BIGINT NOT NULL, -- whose first words stand in it
  claims   BIGINT NOT NULL,
  disputes BIGINT NOT NULL,
  sum      TEXT NOT NULL, -- of the row and its part
  PRIMARY KEY (doc, report)
);
CREATE INDEX listed_saga ON listed (saga);
CREATE INDEX listed_story ON listed (story);
CREATE INDEX listed_teller ON listed (teller, doc);
CREATE TABLE parts ( -- what the record has in the words of one report, JSON, zstd
  doc    BIGINT NOT NULL,
  report BIGINT NOT NULL,
  part   BYTEA NOT NULL,
  PRIMARY KEY (doc, report)
);
CREATE TABLE stories (
  id    TEXT PRIMARY KEY,
  saga  BIGINT NOT NULL,
  first TEXT NOT NULL, -- first day, 9999 unknown
  card  BYTEA NOT NULL, -- what a list shows of it, JSON
  story BYTEA NOT NULL  -- JSON, zstd
);
CREATE INDEX stories_first ON stories (first, id);
CREATE INDEX stories_saga ON stories (saga);
CREATE TABLE names ( -- entities that a name names
  row   BIGINT PRIMARY KEY, -- a million times the document's number, and the entity's there
  saga  BIGINT NOT NULL,
  type  TEXT NOT NULL,
  known TEXT NOT NULL, -- the name across sagas, "" none
  words TEXT NOT NULL, -- all its names
  card  BYTEA NOT NULL, -- JSON
  sum   TEXT NOT NULL
);
CREATE INDEX names_saga ON names (saga);
CREATE INDEX names_known ON names (known, row);
CREATE INDEX names_type ON names (type, row);
CREATE TABLE listing (changes BIGINT NOT NULL); -- how often these tables changed
INSERT INTO listing VALUES (0);
UPDATE sagas SET stamp = ''; -- so that an older store's are listed
