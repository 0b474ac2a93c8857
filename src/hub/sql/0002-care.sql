-- The hub's journal, version 2: backup and repair, decisions on what was set aside, revoking,
-- erasure. Orders, revocations, spent invites and registrations also stand in the ledger, a file
-- outside every backup (pt-ledger.c); after a restore it brings these tables up to date.

ALTER TABLE logbook ADD COLUMN backed_up_seq INTEGER NOT NULL DEFAULT 0;  -- up to here the last backup goes
ALTER TABLE logbook ADD COLUMN repair_until INTEGER NOT NULL DEFAULT 0;   -- laptops may offer what they hold; 0 = never restored
ALTER TABLE logbook ADD COLUMN erasure INTEGER NOT NULL DEFAULT 0;        -- number of the newest order
ALTER TABLE logbook ADD COLUMN decisions INTEGER NOT NULL DEFAULT 0;      -- decided cases so far: laptops ask again when it grows

ALTER TABLE hub ADD COLUMN unpurged INTEGER NOT NULL DEFAULT 0;  -- more than 0 = what was erased may still be in a file of the database

ALTER TABLE member ADD COLUMN left_at INTEGER;  -- when revoked; NULL = takes part

ALTER TABLE device ADD COLUMN contact_at INTEGER NOT NULL DEFAULT 0;  -- last request
ALTER TABLE device ADD COLUMN coverage INTEGER NOT NULL DEFAULT 0;    -- erasure orders that it said it has applied
ALTER TABLE device ADD COLUMN revoked_at INTEGER;                     -- NULL = in use
ALTER TABLE device ADD COLUMN parent BLOB;                            -- the device that it was cloned from

ALTER TABLE quarantine ADD COLUMN held_at INTEGER NOT NULL DEFAULT 0;  -- since when
CREATE INDEX quarantine_by_op ON quarantine (logbook, op);

-- Earlier lives of the feed. A laptop that knows another one than these and the one of now knows more
-- than this database: it was put back.
CREATE TABLE epoch (
  logbook BLOB NOT NULL,
  id      TEXT NOT NULL,     -- UUID
  PRIMARY KEY (logbook, id)
) STRICT, WITHOUT ROWID;

-- Orders to erase. What was erased is nowhere; who asked for what, when and why is here.
CREATE TABLE erasure (
  logbook BLOB NOT NULL,
  number  INTEGER NOT NULL,  -- from 1, without gaps
  record  BLOB NOT NULL,
  fields  TEXT,              -- JSON array of fields; NULL = the whole record
  reason  TEXT NOT NULL,     -- in the words of who ordered
  member  BLOB NOT NULL,     -- who ordered
  at      INTEGER NOT NULL,
  PRIMARY KEY (logbook, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_by_record ON erasure (logbook, record);
