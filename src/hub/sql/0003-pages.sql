-- The hub's journal, version 3: people who use its pages, and who did what.

ALTER TABLE invite ADD COLUMN member BLOB;  -- whom it lets in once more, on another computer; NULL = somebody new

-- Somebody signed in with a browser. Its secret itself is nowhere here.
CREATE TABLE session (
  id         BLOB PRIMARY KEY,      -- stands as the device of what is written in it
  logbook    BLOB NOT NULL,
  member     BLOB NOT NULL,
  name       TEXT NOT NULL,         -- which browser on what, for people
  token      BLOB NOT NULL UNIQUE,  -- hash of the secret, other than that of a device
  made_at    INTEGER NOT NULL,
  contact_at INTEGER NOT NULL,      -- last request, by the hour
  ends_at    INTEGER NOT NULL       -- from then on it counts no more
) STRICT, WITHOUT ROWID;

-- Who let whom in, took what away, decided and erased; only added to. No content and no names.
CREATE TABLE audit (
  logbook BLOB NOT NULL,
  number  INTEGER NOT NULL,  -- from 1, without gaps
  at      INTEGER NOT NULL,
  member  BLOB,              -- who; NULL = the hub's administrator, at its computer
  device  BLOB,              -- with which laptop or session; NULL likewise
  action  TEXT NOT NULL,     -- "sign_in", "invite", "revoke_device", …
  object  TEXT NOT NULL,     -- id of whom or what it is about; "" = nothing in particular
  hash    BLOB NOT NULL,     -- SHA-256 over the hash before and this line
  PRIMARY KEY (logbook, number)
) STRICT, WITHOUT ROWID;
