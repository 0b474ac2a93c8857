-- The hub's journal in PostgreSQL, version 3: the tables of 0003-pages.sql. `session` is a small directory, asked
-- before it is known which logbook is meant.

ALTER TABLE invite ADD COLUMN member uuid;  -- whom it lets in once more, on another computer; NULL = somebody new

-- Somebody signed in with a browser. Its secret itself is nowhere here.
CREATE TABLE session (
  id         uuid PRIMARY KEY,       -- stands as the device of what is written in it
  logbook    uuid NOT NULL,
  member     uuid NOT NULL,
  name       text NOT NULL,          -- which browser on what, for people
  token      bytea NOT NULL UNIQUE,  -- hash of the secret, other than that of a device
  made_at    bigint NOT NULL,
  contact_at bigint NOT NULL,        -- last request, by the hour
  ends_at    bigint NOT NULL         -- from then on it counts no more
);

-- Who let whom in, took what away, decided and erased; only added to. No content and no names.
CREATE TABLE audit (
  logbook uuid NOT NULL,
  number  bigint NOT NULL,  -- from 1, without gaps
  at      bigint NOT NULL,
  member  uuid,             -- who; NULL = the hub's administrator, at its computer
  device  uuid,             -- with which laptop or session; NULL likewise
  action  text NOT NULL,    -- "sign_in", "invite", "revoke_device", …
  object  text NOT NULL,    -- id of whom or what it is about; "" = nothing in particular
  hash    bytea NOT NULL,   -- SHA-256 over the hash before and this line
  PRIMARY KEY (logbook, number)
);
