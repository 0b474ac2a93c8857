-- A logbook, version 2: erasure, the hub's backup and repair, twins' and text's unfinished business.

ALTER TABLE hub ADD COLUMN backed_up_seq INTEGER NOT NULL DEFAULT 0;  -- up to here the hub's backup goes
ALTER TABLE hub ADD COLUMN decisions INTEGER NOT NULL DEFAULT 0;      -- as in hello; when it grows, what was set aside is asked again
ALTER TABLE hub ADD COLUMN repair_after INTEGER;                      -- repair under way: the last record offered, by row; NULL = none
ALTER TABLE hub ADD COLUMN revoked_at INTEGER;                        -- when the hub first said that this laptop is out; NULL = it is in

ALTER TABLE op ADD COLUMN again INTEGER NOT NULL DEFAULT 0;           -- 1 = an earlier life of the hub had taken it: history now
ALTER TABLE hub ADD COLUMN device_due INTEGER NOT NULL DEFAULT 0;  -- 1 = this is a copy: it asks for a device of its own

ALTER TABLE incarnation ADD COLUMN why TEXT;  -- why it began: "moved", "older", "unknown", "taken", "closed" (pt-incarnation.h); NULL = the first

ALTER TABLE op ADD COLUMN refused_by TEXT;  -- versions of program and hub between which it could not pass; tried again with others
CREATE INDEX op_refused ON op (refused_by) WHERE refused_by IS NOT NULL;

CREATE INDEX op_aside ON op (ordinal) WHERE verdict = 'quarantined';

-- Own saves that got another number, so that an editor that was open meanwhile is understood.
CREATE TABLE renumbered (
  ordinal INTEGER PRIMARY KEY,  -- order of happening
  record  INTEGER NOT NULL,     -- record.row
  before  TEXT NOT NULL,        -- the old dot, incarnation:counter
  after   TEXT NOT NULL,        -- the new one
  taken   INTEGER NOT NULL      -- 1 = the old number is another save's, 0 = nobody's
) STRICT;
CREATE INDEX renumbered_record ON renumbered (record, ordinal);

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
