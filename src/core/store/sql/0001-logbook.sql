-- A logbook, version 1. Frozen: a released file is never changed, a later one follows it.
--
-- These are the truth tables. What people query (a table per kind of record with real columns),
-- the list, the full-text index and the shown state of records with unsent saves are derived:
-- the program makes them from its tables of kinds and can drop and rebuild them at any time.
-- Instants (*_at) are microseconds since 1970-01-01T00:00Z; ids in blobs are the 16 bytes of a
-- UUID. JSON is UTF-8.

-- What this file is and what the derived tables were made from; for the program itself.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,  -- "logbook", "member", "role", "derived"
  value TEXT NOT NULL      -- as text
) STRICT, WITHOUT ROWID;

-- Choices for this logbook on this laptop; never synced.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,  -- e.g. "show-research-fields"
  value TEXT NOT NULL      -- as text
) STRICT, WITHOUT ROWID;

-- The hub's directory of members, or the one member that creating a logbook makes.
CREATE TABLE member (
  id          TEXT PRIMARY KEY,  -- UUID
  name        TEXT NOT NULL,     -- how the others know them
  role        TEXT NOT NULL,     -- "coordinator", "member", "monitor", …
  active      INTEGER NOT NULL,  -- 1 = yes, 0 = left
  stakeholder TEXT               -- the stakeholder record that is this person; NULL = none
) STRICT, WITHOUT ROWID;

-- The hub of this logbook, and how far its feed was read. No row = no hub.
CREATE TABLE hub (
  only_row        INTEGER PRIMARY KEY CHECK (only_row = 1),
  url             TEXT NOT NULL,               -- https://…
  hub_id          TEXT NOT NULL,               -- what every answer of it must carry
  pin             TEXT,                        -- sha256//base64 of its public key; NULL = system CAs
  device          TEXT NOT NULL,               -- what the hub calls this installation
  epoch           TEXT,                        -- of the feed; NULL = never read
  seq             INTEGER NOT NULL DEFAULT 0,  -- everything up to here has been read
  chain           TEXT,                        -- the token that came with seq
  era             INTEGER NOT NULL DEFAULT 0,  -- the last erasure order applied here
  members_version INTEGER NOT NULL DEFAULT 0,  -- of the directory in member
  last_contact_at INTEGER NOT NULL DEFAULT 0,  -- 0 = never
  problem         TEXT                         -- the last sentence shown; NULL = all is well
) STRICT;

-- The unbroken lives of this database; the newest is used for new saves (see pt-incarnation.c).
CREATE TABLE incarnation (
  ordinal    INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,  -- half of a dot
  counter    INTEGER NOT NULL,      -- the last one used: the other half
  started_at INTEGER NOT NULL
) STRICT;

-- One row per record: what the hub says about it. What was saved here and is not in it yet is in op.
CREATE TABLE record (
  row            INTEGER PRIMARY KEY,         -- the same number in every derived table
  id             BLOB NOT NULL UNIQUE,        -- UUID
  kind           TEXT NOT NULL,               -- "entry", …; may be one of a newer version
  seq            INTEGER NOT NULL DEFAULT 0,  -- the hub's number of its last change; 0 = not there
  no             INTEGER NOT NULL DEFAULT 0,  -- unique per kind: letters, pseudonyms; 0 = not yet given
  stored         INTEGER NOT NULL DEFAULT 0,  -- attachment: 1 = the hub has all its bytes
  created_by     TEXT,                        -- member
  created_device TEXT,                        -- device
  created_at     INTEGER NOT NULL,
  state          TEXT                         -- {stamps, fields} as on the wire; NULL = the hub never saw it
) STRICT;
CREATE INDEX record_no ON record (kind, no);

-- Own saves, in the order made; never changed but by erasure. The queue for the hub, the overlay
-- on its state, and the repair kit.
CREATE TABLE op (
  ordinal     INTEGER PRIMARY KEY,         -- order of making
  id          BLOB NOT NULL UNIQUE,        -- UUIDv7; never changes: the idempotency key
  incarnation BLOB NOT NULL,               -- with counter: the dot
  counter     INTEGER NOT NULL,
  record      INTEGER NOT NULL,            -- record.row
  member      TEXT,                        -- who saved; the hub takes it from the token
  body        TEXT NOT NULL,               -- the op as on the wire
  how         TEXT NOT NULL,               -- "save", "import", "undo", "restore", "raise"
  batch       BLOB,                        -- batch.id; NULL = by itself
  makes       INTEGER NOT NULL DEFAULT 0,  -- 1 = this save made the record
  undone      INTEGER NOT NULL DEFAULT 0,  -- 1 = taken back by a later save
  queued      INTEGER NOT NULL,            -- 1 = for the hub; 0 = private, never leaves
  verdict     TEXT,                        -- the hub's answer; NULL = waiting
  answered    INTEGER,                     -- the seq that the hub answered with
  reason      TEXT,                        -- why the hub set it aside
  settled     INTEGER NOT NULL DEFAULT 0,  -- 1 = the hub's state has it (or a later save replaced
                                           --     it before anything was sent): no longer on top
  UNIQUE (incarnation, counter)
) STRICT;
CREATE INDEX op_waiting ON op (ordinal) WHERE queued = 1 AND verdict IS NULL;
CREATE INDEX op_on_top ON op (record, ordinal) WHERE settled = 0;
CREATE INDEX op_answered ON op (answered) WHERE settled = 0 AND verdict IS NOT NULL;
CREATE INDEX op_batch ON op (batch, ordinal) WHERE batch IS NOT NULL;

-- Saves that belong together and are undone together: an import.
CREATE TABLE batch (
  id      BLOB PRIMARY KEY,            -- UUIDv7
  label   TEXT NOT NULL,               -- what the undo button says: the file's name
  made_at INTEGER NOT NULL,
  undone  INTEGER NOT NULL DEFAULT 0   -- 1 = taken back
) STRICT, WITHOUT ROWID;

-- History: a line per shown value that changed here, by a save or by a pull.
CREATE TABLE change (
  ordinal INTEGER PRIMARY KEY,  -- order of happening here
  record  INTEGER NOT NULL,     -- record.row
  field   TEXT NOT NULL,        -- a register: field, or field/key of a set-valued one
  before  TEXT,                 -- JSON; NULL = was not set
  after   TEXT,                 -- JSON; NULL = is not set
  at      INTEGER NOT NULL,     -- when the author saved it
  offset  INTEGER NOT NULL,     -- the author's time zone then, minutes east of UTC
  member  TEXT,                 -- the author
  how     TEXT NOT NULL,        -- "save", "pull", "resolve", "import", "undo", "restore"
  op      INTEGER               -- op.ordinal of an own save
) STRICT;
CREATE INDEX change_record ON change (record, field);
CREATE INDEX change_op ON change (op) WHERE op IS NOT NULL;

-- What a file was called before it came in. The synced name is made up (2026-03-12-photo-2.jpg),
-- because people put names of people into names of files. Stays on this laptop.
CREATE TABLE original_name (
  attachment BLOB PRIMARY KEY,  -- the record
  name       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The real names behind pseudonyms. Never in a save, the history, the index, a backup or on the wire.
CREATE TABLE identity (
  stakeholder BLOB PRIMARY KEY,  -- the record
  name        TEXT,              -- real name
  contact     TEXT               -- how to reach them
) STRICT, WITHOUT ROWID;
