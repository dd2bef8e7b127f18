ALTER TABLE names ADD COLUMN called TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE INDEX names_called ON names USING gin (called);
