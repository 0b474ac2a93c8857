-- A logbook, version 2: erasure, the hub's backup and repair, twins' and text's unfinished business.

ALTER TABLE hub ADD COLUMN backed_up_seq INTEGER NOT NULL DEFAULT 0;  -- up to here the hub's backup goes
ALTER TABLE hub ADD COLUMN decisions INTEGER NOT NULL DEFAULT 0;      -- as in hello; when it grows, what was set aside is asked again
ALTER TABLE hub ADD COLUMN repair_after INTEGER;                      -- repair under way: the last record offered, by row; NULL = none
ALTER TABLE hub ADD COLUMN revoked_at INTEGER;                        -- when the hub first said that this laptop is out; NULL = it is in

ALTER TABLE op ADD COLUMN again INTEGER NOT NULL DEFAULT 0;           -- 1 = an earlier life of the hub had taken it: history now

-- Orders to erase that were carried out here, offered again to a hub that forgot them.
CREATE TABLE erasure (
  number INTEGER PRIMARY KEY,  -- as the hub numbers them
  record BLOB NOT NULL,
  fields TEXT,                 -- JSON array of fields; NULL = the whole record
  reason TEXT NOT NULL,        -- in the words of who ordered
  member TEXT,                 -- who ordered
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX erasure_record ON erasure (record);
