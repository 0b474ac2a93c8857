-- The hub's journal in PostgreSQL, version 4: the columns of 0004-tokens.sql.

ALTER TABLE device ADD COLUMN next_token bytea;                   -- hash of the one that was given and not used yet; NULL = none
ALTER TABLE device ADD COLUMN token_at bigint NOT NULL DEFAULT 0;  -- since when the one in use is used; 0 = since made_at
ALTER TABLE device ADD COLUMN renew bigint NOT NULL DEFAULT 0;     -- 1 = the administrator asked that it gets another one
CREATE UNIQUE INDEX device_by_next_token ON device (next_token);
