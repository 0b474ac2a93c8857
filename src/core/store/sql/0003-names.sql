-- A logbook, version 3: real names are sealed, and orders to erase wait for the hub.

-- The key that seals the names, without being here: it is in the keyring or in a file of the state
-- folder, found by its id; or here, sealed with what Argon2id makes of a passphrase. No row = no
-- name was ever kept.
CREATE TABLE name_key (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id       TEXT NOT NULL,  -- UUID
  wrapped  BLOB,           -- nonce and sealed key; NULL = a secret of this user on this laptop
  salt     BLOB,           -- with wrapped: of Argon2id
  ops      INTEGER,        -- with wrapped: passes
  memory   INTEGER         -- with wrapped: bytes
) STRICT;

-- The real names behind pseudonyms, one row a person. Takes the place of `identity`, which keeps only
-- what could not be sealed yet. Never in a save, the history, the index, a plain backup or on the wire.
CREATE TABLE sealed_name (
  stakeholder BLOB PRIMARY KEY,  -- the record
  sealed      BLOB NOT NULL      -- nonce, then padded JSON sealed by XChaCha20-Poly1305
) STRICT, WITHOUT ROWID;

-- Orders to erase that were decided on this laptop and not carried out yet: the hub was out of reach.
CREATE TABLE erasure_due (
  ordinal INTEGER PRIMARY KEY,  -- order of deciding
  record  BLOB NOT NULL,
  fields  TEXT,                 -- JSON array of fields; NULL = the whole record
  reason  TEXT NOT NULL,        -- in the words of who decided
  anew    TEXT                  -- JSON object: texts that take the place of erased ones; NULL = none
) STRICT;
