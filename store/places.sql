-- Where reports stand, in both kinds of store; docs/store.md describes it.
CREATE TABLE placed ( -- reports in the order in which they were placed
  n      BIGINT PRIMARY KEY, -- running number, from 0
  doc    BIGINT NOT NULL REFERENCES documents,
  report BIGINT NOT NULL, -- number in the document
  origin BIGINT NOT NULL, -- running number of the first report of its origin
  thread BIGINT NOT NULL,
  story  BIGINT NOT NULL,
  saga   BIGINT NOT NULL,
  keys   BYTEA NOT NULL -- cluster.Keys
);
CREATE TABLE moved ( -- where reports stood before a later one, the mover, joined their groups with others
  mover  BIGINT NOT NULL,
  n      BIGINT NOT NULL,
  origin BIGINT NOT NULL,
  thread BIGINT NOT NULL,
  story  BIGINT NOT NULL,
  saga   BIGINT NOT NULL,
  PRIMARY KEY (mover, n)
);
CREATE TABLE sagas ( -- what was worked out of a saga
  n     BIGINT PRIMARY KEY, -- running number of its first report
  stamp TEXT NOT NULL, -- of all that it rests on
  made  BYTEA NOT NULL -- its record, JSON, zstd
);
