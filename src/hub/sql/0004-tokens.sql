-- The hub's journal, version 4: laptops get another token now and then. The one in use opens until the new one was
-- used for the first time, so that a laptop that was interrupted in between is let in by the one that it has.

ALTER TABLE device ADD COLUMN next_token BLOB;                     -- hash of the one that was given and not used yet; NULL = none
ALTER TABLE device ADD COLUMN token_at INTEGER NOT NULL DEFAULT 0;  -- since when the one in use is used; 0 = since made_at
ALTER TABLE device ADD COLUMN renew INTEGER NOT NULL DEFAULT 0;     -- 1 = the administrator asked that it gets another one
CREATE UNIQUE INDEX device_by_next_token ON device (next_token);
