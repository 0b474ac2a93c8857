-- A logbook as version 1 of the schema wrote it: a shared note with an unsent change, a person, a
-- link, a private note, a name behind a pseudonym. Never regenerated: it stands for old files.
PRAGMA application_id = 1349798978;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,  -- "logbook", "member", "role", "derived"
  value TEXT NOT NULL      -- as text
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('logbook','019bc119-0100-79a7-8f7e-15b49055b0f4');
INSERT INTO meta VALUES('member','0190d0c0-0000-7000-8000-00000000000a');
INSERT INTO meta VALUES('role','coordinator');
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,  -- e.g. "show-research-fields"
  value TEXT NOT NULL      -- as text
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('research','yes');
CREATE TABLE member (
  id          TEXT PRIMARY KEY,  -- UUID
  name        TEXT NOT NULL,     -- how the others know them
  role        TEXT NOT NULL,     -- "coordinator", "member", "monitor", …
  active      INTEGER NOT NULL,  -- 1 = yes, 0 = left
  stakeholder TEXT               -- the stakeholder record that is this person; NULL = none
) STRICT, WITHOUT ROWID;
INSERT INTO member VALUES('0190d0c0-0000-7000-8000-00000000000a','0190d0c0-0000-7000-8000-00000000000a','coordinator',1,NULL);
INSERT INTO member VALUES('019bc119-08d0-7b32-9479-cd1a114de657','An','coordinator',1,NULL);
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
INSERT INTO hub VALUES(1,'https://hub.example','hub-1',NULL,'0190d0c0-0000-7000-8000-00000000000a','epoch-1',4,'chain-4',0,0,0,NULL);
CREATE TABLE incarnation (
  ordinal    INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,  -- half of a dot
  counter    INTEGER NOT NULL,      -- the last one used: the other half
  started_at INTEGER NOT NULL
) STRICT;
INSERT INTO incarnation VALUES(1,X'019bc11910a07281952bd59b623cfe20',6,1768471205000000);
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
INSERT INTO record VALUES(1,X'019bc119010079a78f7e15b49055b0f4','logbook',1,1,0,'019bc119-08d0-7b32-9479-cd1a114de657',NULL,1768471206000000,'{"stamps":[{"dots":["019bc119-10a0-7281-952b-d59b623cfe20:1"],"seen":{},"member":"019bc119-08d0-7b32-9479-cd1a114de657","device":"0190d0c0-0000-7000-8000-00000000000a","at":1768471206000000,"off":60}],"fields":{"name":[["Oud lab",0]],"start_on":[["2026-01-15",0]]}}');
INSERT INTO record VALUES(2,X'019bc1191c58775f8f297c7690ee7884','entry',2,2,0,'0190d0c0-0000-7000-8000-00000000000a','0190d0c0-0000-7000-8000-00000000000a',1768471210000000,'{"stamps":[{"dots":["019bc119-10a0-7281-952b-d59b623cfe20:2"],"seen":{},"member":"0190d0c0-0000-7000-8000-00000000000a","device":"0190d0c0-0000-7000-8000-00000000000a","at":1768471210000000,"off":60}],"fields":{"occurred_on":[["2026-01-10",0]],"tags/buurt":[[true,0]],"title":[["Café in de wijk",0]]}}');
INSERT INTO record VALUES(3,X'019bc1192bf877d8b279079387aa8f2b','stakeholder',3,3,0,'0190d0c0-0000-7000-8000-00000000000a','0190d0c0-0000-7000-8000-00000000000a',1768471213000000,'{"stamps":[{"dots":["019bc119-10a0-7281-952b-d59b623cfe20:3"],"seen":{},"member":"0190d0c0-0000-7000-8000-00000000000a","device":"0190d0c0-0000-7000-8000-00000000000a","at":1768471213000000,"off":60}],"fields":{"name":[["Bewoner 1",0]]}}');
INSERT INTO record VALUES(4,X'aa33c39c2e5e8692b5ec04aa3e323153','link',4,4,0,'0190d0c0-0000-7000-8000-00000000000a','0190d0c0-0000-7000-8000-00000000000a',1768471215000000,'{"stamps":[{"dots":["019bc119-10a0-7281-952b-d59b623cfe20:4"],"seen":{},"member":"0190d0c0-0000-7000-8000-00000000000a","device":"0190d0c0-0000-7000-8000-00000000000a","at":1768471215000000,"off":60}],"fields":{"from":[["019bc119-1c58-775f-8f29-7c7690ee7884",0]],"kind":[["present",0]],"to":[["019bc119-2bf8-77d8-b279-079387aa8f2b",0]]}}');
INSERT INTO record VALUES(5,X'019bc1193f807fb8bae0381e56b55142','entry',0,0,0,'0190d0c0-0000-7000-8000-00000000000a','0190d0c0-0000-7000-8000-00000000000a',1768471219000000,NULL);
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
INSERT INTO op VALUES(1,X'019bc1190cb87a9281eab721113337e1',X'019bc11910a07281952bd59b623cfe20',1,1,'019bc119-08d0-7b32-9479-cd1a114de657','{"op":"019bc119-0cb8-7a92-81ea-b721113337e1","dot":"019bc119-10a0-7281-952b-d59b623cfe20:1","rec":"019bc119-0100-79a7-8f7e-15b49055b0f4","kind":"logbook","set":{"name":"Oud lab","start_on":"2026-01-15"},"seen":{},"at":1768471206000000,"off":60,"schema":1,"era":0}','save',NULL,1,0,1,'applied',1,NULL,1);
INSERT INTO op VALUES(2,X'019bc11924287fb687d046121e3a41be',X'019bc11910a07281952bd59b623cfe20',2,2,'0190d0c0-0000-7000-8000-00000000000a','{"op":"019bc119-2428-7fb6-87d0-46121e3a41be","dot":"019bc119-10a0-7281-952b-d59b623cfe20:2","rec":"019bc119-1c58-775f-8f29-7c7690ee7884","kind":"entry","set":{"occurred_on":"2026-01-10","tags/buurt":true,"title":"Café in de wijk"},"seen":{},"at":1768471210000000,"off":60,"schema":1,"era":0}','save',NULL,1,0,1,'applied',2,NULL,1);
INSERT INTO op VALUES(3,X'019bc1192fe07c46909f8dd183427ee3',X'019bc11910a07281952bd59b623cfe20',3,3,'0190d0c0-0000-7000-8000-00000000000a','{"op":"019bc119-2fe0-7c46-909f-8dd183427ee3","dot":"019bc119-10a0-7281-952b-d59b623cfe20:3","rec":"019bc119-2bf8-77d8-b279-079387aa8f2b","kind":"stakeholder","set":{"name":"Bewoner 1"},"seen":{},"at":1768471213000000,"off":60,"schema":1,"era":0}','save',NULL,1,0,1,'applied',3,NULL,1);
INSERT INTO op VALUES(4,X'019bc11937b073d887cf95f4f7151882',X'019bc11910a07281952bd59b623cfe20',4,4,'0190d0c0-0000-7000-8000-00000000000a','{"op":"019bc119-37b0-73d8-87cf-95f4f7151882","dot":"019bc119-10a0-7281-952b-d59b623cfe20:4","rec":"aa33c39c-2e5e-8692-b5ec-04aa3e323153","kind":"link","set":{"from":"019bc119-1c58-775f-8f29-7c7690ee7884","kind":"present","to":"019bc119-2bf8-77d8-b279-079387aa8f2b"},"seen":{},"at":1768471215000000,"off":60,"schema":1,"era":0}','save',NULL,1,0,1,'applied',4,NULL,1);
INSERT INTO op VALUES(5,X'019bc11947507f1a81bd1214df11a207',X'019bc11910a07281952bd59b623cfe20',5,5,'0190d0c0-0000-7000-8000-00000000000a','{"op":"019bc119-4750-7f1a-81bd-1214df11a207","dot":"019bc119-10a0-7281-952b-d59b623cfe20:5","rec":"019bc119-3f80-7fb8-bae0-381e56b55142","kind":"entry","set":{"occurred_on":"2026-01-09","sharing":"private","title":"Privé"},"seen":{},"at":1768471219000000,"off":60,"schema":1,"era":0}','save',NULL,1,0,0,NULL,NULL,NULL,0);
INSERT INTO op VALUES(6,X'019bc1194f20755f8f3a76f79a69683f',X'019bc11910a07281952bd59b623cfe20',6,2,'0190d0c0-0000-7000-8000-00000000000a','{"op":"019bc119-4f20-755f-8f3a-76f79a69683f","dot":"019bc119-10a0-7281-952b-d59b623cfe20:6","rec":"019bc119-1c58-775f-8f29-7c7690ee7884","kind":"entry","set":{"body":"Nog niet verstuurd"},"seen":{"019bc119-10a0-7281-952b-d59b623cfe20":2},"at":1768471221000000,"off":60,"schema":1,"era":0}','save',NULL,0,0,1,NULL,NULL,NULL,0);
CREATE TABLE batch (
  id      BLOB PRIMARY KEY,            -- UUIDv7
  label   TEXT NOT NULL,               -- what the undo button says: the file's name
  made_at INTEGER NOT NULL,
  undone  INTEGER NOT NULL DEFAULT 0   -- 1 = taken back
) STRICT, WITHOUT ROWID;
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
INSERT INTO change VALUES(1,1,'name',NULL,'"Oud lab"',1768471206000000,60,'019bc119-08d0-7b32-9479-cd1a114de657','save',1);
INSERT INTO change VALUES(2,1,'start_on',NULL,'"2026-01-15"',1768471206000000,60,'019bc119-08d0-7b32-9479-cd1a114de657','save',1);
INSERT INTO change VALUES(3,2,'occurred_on',NULL,'"2026-01-10"',1768471210000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',2);
INSERT INTO change VALUES(4,2,'tags/buurt',NULL,'true',1768471210000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',2);
INSERT INTO change VALUES(5,2,'title',NULL,'"Café in de wijk"',1768471210000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',2);
INSERT INTO change VALUES(6,3,'name',NULL,'"Bewoner 1"',1768471213000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',3);
INSERT INTO change VALUES(7,4,'from',NULL,'"019bc119-1c58-775f-8f29-7c7690ee7884"',1768471215000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',4);
INSERT INTO change VALUES(8,4,'kind',NULL,'"present"',1768471215000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',4);
INSERT INTO change VALUES(9,4,'to',NULL,'"019bc119-2bf8-77d8-b279-079387aa8f2b"',1768471215000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',4);
INSERT INTO change VALUES(10,5,'occurred_on',NULL,'"2026-01-09"',1768471219000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',5);
INSERT INTO change VALUES(11,5,'sharing',NULL,'"private"',1768471219000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',5);
INSERT INTO change VALUES(12,5,'title',NULL,'"Privé"',1768471219000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',5);
INSERT INTO change VALUES(13,2,'body',NULL,'"Nog niet verstuurd"',1768471221000000,60,'0190d0c0-0000-7000-8000-00000000000a','save',6);
CREATE TABLE original_name (
  attachment BLOB PRIMARY KEY,  -- the record
  name       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE identity (
  stakeholder BLOB PRIMARY KEY,  -- the record
  name        TEXT,              -- real name
  contact     TEXT               -- how to reach them
) STRICT, WITHOUT ROWID;
INSERT INTO identity VALUES(X'019bc1192bf877d8b279079387aa8f2b','Naam Naamloos','06');
COMMIT;
