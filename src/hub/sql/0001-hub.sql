-- The hub's journal in one SQLite file, version 1. Frozen once released: a later file follows it.
--
-- All tables are truth. Every row of a logbook carries its id, so that the same tables can be kept
-- by another database that spreads them by logbook. Instants (*_at) are microseconds since
-- 1970-01-01T00:00Z; ids in blobs are the 16 bytes of a UUID, hashes are SHA-256; JSON is UTF-8.

-- Which hub this is. One row.
CREATE TABLE hub (
  id      TEXT PRIMARY KEY,  -- UUID, said in every answer; laptops notice another hub by it
  name    TEXT NOT NULL,     -- for people
  made_at INTEGER NOT NULL   -- when init made it
) STRICT, WITHOUT ROWID;

-- A logbook that is shared here, and the head of its feed.
CREATE TABLE logbook (
  id      BLOB PRIMARY KEY,  -- as its maker's laptop gave it
  epoch   TEXT NOT NULL,     -- UUID of this life of the feed; another one after a restore
  seq     INTEGER NOT NULL,  -- number of the last change; 0 = none yet
  chain   BLOB NOT NULL,     -- hash over all changes up to seq
  members INTEGER NOT NULL,  -- version of the directory
  made_at INTEGER NOT NULL   -- when it was founded here
) STRICT, WITHOUT ROWID;

-- The hash after each change: proves to a laptop that its cursor belongs to this feed.
CREATE TABLE chain (
  logbook BLOB NOT NULL,
  seq     INTEGER NOT NULL,
  hash    BLOB NOT NULL,     -- SHA-256 of the hash before, seq as 8 bytes big-endian, op id
  PRIMARY KEY (logbook, seq)
) STRICT, WITHOUT ROWID;

-- The directory: who takes part in a logbook.
CREATE TABLE member (
  logbook     BLOB NOT NULL,
  id          BLOB NOT NULL,
  name        TEXT NOT NULL,     -- as the others see it
  role        TEXT NOT NULL,     -- "coordinator", "member", "monitor", …
  active      INTEGER NOT NULL,  -- 1 = yes, 0 = left
  stakeholder BLOB,              -- the record that is this person; NULL = none
  PRIMARY KEY (logbook, id)
) STRICT, WITHOUT ROWID;

-- An installation of the app that joined. Its token itself is nowhere here.
CREATE TABLE device (
  id      BLOB PRIMARY KEY,
  logbook BLOB NOT NULL,
  member  BLOB NOT NULL,
  name    TEXT NOT NULL,         -- what the device calls itself
  token   BLOB NOT NULL UNIQUE,  -- hash of the bearer token
  made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Invites, also the spent ones.
CREATE TABLE invite (
  id         BLOB PRIMARY KEY,
  logbook    BLOB,              -- NULL = founds one
  role       TEXT NOT NULL,
  name       TEXT NOT NULL,     -- of the person, until joining says another
  code       TEXT NOT NULL,     -- argon2id of the one-time code
  expires_at INTEGER NOT NULL,
  tries      INTEGER NOT NULL,  -- codes tried so far
  used_at    INTEGER            -- NULL = not yet
) STRICT, WITHOUT ROWID;

-- The lives of devices' databases, by the ops that came.
CREATE TABLE incarnation (
  logbook BLOB NOT NULL,
  id      BLOB NOT NULL,
  device  BLOB NOT NULL,     -- the last one that sent an op of it
  last    INTEGER NOT NULL,  -- the highest counter
  closed  INTEGER NOT NULL,  -- 1 = forked: two databases use it, nothing new is taken
  PRIMARY KEY (logbook, id)
) STRICT, WITHOUT ROWID;

-- Every op that was taken, in the order taken: history, and the answer to a repeated one.
CREATE TABLE op (
  row         INTEGER PRIMARY KEY,
  logbook     BLOB NOT NULL,
  id          BLOB NOT NULL,
  incarnation BLOB NOT NULL,     -- with counter: the dot
  counter     INTEGER NOT NULL,
  record      BLOB NOT NULL,
  member      BLOB NOT NULL,     -- who, from the token
  device      BLOB NOT NULL,
  outcome     TEXT NOT NULL,     -- "applied", "conflict", "superseded", "duplicate", "quarantined"
  reason      TEXT,              -- of quarantine
  seq         INTEGER NOT NULL,  -- the record's last change once it was applied; 0 = none
  taken_at    INTEGER NOT NULL,
  body        TEXT NOT NULL      -- the op as it came
) STRICT;
CREATE UNIQUE INDEX op_by_id ON op (logbook, id);
CREATE UNIQUE INDEX op_by_dot ON op (logbook, incarnation, counter);
CREATE INDEX op_by_record ON op (logbook, record);

-- Ops that wait for the coordinator's decision; they hold back later ones of their incarnation on
-- the same record.
CREATE TABLE quarantine (
  logbook     BLOB NOT NULL,
  incarnation BLOB NOT NULL,
  record      BLOB NOT NULL,
  op          BLOB NOT NULL,
  reason      TEXT NOT NULL,     -- "role", "revoked", "too_many"
  PRIMARY KEY (logbook, incarnation, record, op)
) STRICT, WITHOUT ROWID;

-- What each record is now; the feed is these rows by seq.
CREATE TABLE record (
  row     INTEGER PRIMARY KEY,
  logbook BLOB NOT NULL,
  id      BLOB NOT NULL,
  kind    TEXT NOT NULL,
  seq     INTEGER NOT NULL,  -- of its last change
  no      INTEGER NOT NULL,  -- its number among its kind
  stored  INTEGER NOT NULL,  -- attachments: 1 = all bytes are here
  member  BLOB NOT NULL,     -- who made it
  device  BLOB NOT NULL,
  made_at INTEGER NOT NULL,  -- by the maker's clock
  state   TEXT NOT NULL      -- {"stamps":…,"fields":…} as on the wire
) STRICT;
CREATE UNIQUE INDEX record_by_id ON record (logbook, id);
CREATE UNIQUE INDEX record_by_seq ON record (logbook, seq);

-- The last number given per kind.
CREATE TABLE number (
  logbook BLOB NOT NULL,
  kind    TEXT NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (logbook, kind)
) STRICT, WITHOUT ROWID;

-- Files that attachments name: only these are taken and given.
CREATE TABLE file (
  logbook BLOB NOT NULL,
  sha256  BLOB NOT NULL,
  record  BLOB NOT NULL,     -- an attachment that names it
  PRIMARY KEY (logbook, sha256, record)
) STRICT, WITHOUT ROWID;

-- Files whose bytes are complete in the folder files/LOGBOOK/SHA256.
CREATE TABLE file_stored (
  logbook   BLOB NOT NULL,
  sha256    BLOB NOT NULL,
  size      INTEGER NOT NULL,  -- bytes
  stored_at INTEGER NOT NULL,
  PRIMARY KEY (logbook, sha256)
) STRICT, WITHOUT ROWID;
