-- A logbook as version 2 of the schema wrote it: two versions of a note's body, a private note, a person with
-- a name, a file, an erased note, a note that waits for the hub. Without what is derived, which is made
-- anew. Never regenerated: it stands for old files.
PRAGMA application_id = 1349798978;
PRAGMA user_version = 2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,  -- "logbook", "member", "role", "derived"
  value TEXT NOT NULL      -- as text
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('logbook','01a2016d-891d-71ae-b538-0f8557256ed7');
INSERT INTO meta VALUES('member','01a2016d-89ad-7143-9e9c-6e35e62e082c');
INSERT INTO meta VALUES('role','coordinator');
CREATE TABLE setting (
  name  TEXT PRIMARY KEY,  -- e.g. "show-research-fields"
  value TEXT NOT NULL      -- as text
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('hub-compared-at','1795320286940125');
CREATE TABLE member (
  id          TEXT PRIMARY KEY,  -- UUID
  name        TEXT NOT NULL,     -- how the others know them
  role        TEXT NOT NULL,     -- "coordinator", "member", "monitor", …
  active      INTEGER NOT NULL,  -- 1 = yes, 0 = left
  stakeholder TEXT               -- the stakeholder record that is this person; NULL = none
) STRICT, WITHOUT ROWID;
INSERT INTO member VALUES('01a2016d-89ad-7143-9e9c-6e35e62e082c','An','coordinator',1,NULL);
INSERT INTO member VALUES('01a2016d-936b-7de3-b715-6758b54b63e3','Sofie','member',1,NULL);
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
, backed_up_seq INTEGER NOT NULL DEFAULT 0, decisions INTEGER NOT NULL DEFAULT 0, repair_after INTEGER, revoked_at INTEGER, device_due INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO hub VALUES(1,'https://127.0.0.1:39872','01a2016d-8136-7461-aa2f-cdfd164b1e71','sha256//bI5hcIV9cV+uM1XG4R1m5otVrp2F49txbj87Q8nkUTI=','01a2016d-8c7c-765a-8a45-fcd835fdf8c1','01a2016d-8c7d-7665-8a45-d82f0c8b20d6',10,'f55e909b55574bd0f7ace76a9002d9a40cf48047959e4fc73335b7c0e66aded9',1,2,1795320292929263,NULL,0,0,NULL,NULL,0);
CREATE TABLE incarnation (
  ordinal    INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,  -- half of a dot
  counter    INTEGER NOT NULL,      -- the last one used: the other half
  started_at INTEGER NOT NULL
, why TEXT) STRICT;
INSERT INTO incarnation VALUES(1,X'01a2016d89ae77c2be159050b4b2aec6',8,1795320285614368,NULL);
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
INSERT INTO record VALUES(1,X'01a2016d891d71aeb5380f8557256ed7','logbook',1,1,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c',NULL,1795320285614217,'{"stamps":[{"dots":["01a2016d-89ae-77c2-be15-9050b4b2aec6:1"],"seen":{},"member":"01a2016d-89ad-7143-9e9c-6e35e62e082c","device":"01a2016d-8c7c-765a-8a45-fcd835fdf8c1","at":1795320285614217,"off":0}],"fields":{"coordinator":[["01a2016d-89ad-7143-9e9c-6e35e62e082c",0]],"name":[["Keuken",0]],"start_on":[["2026-11-22",0]]}}');
INSERT INTO record VALUES(2,X'01a2016d8d6b7bc49858660f760a1aa4','entry',4,1,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320286571479,'{"stamps":[{"dots":["01a2016d-89ae-77c2-be15-9050b4b2aec6:3"],"seen":{"01a2016d-89ae-77c2-be15-9050b4b2aec6":2},"member":"01a2016d-89ad-7143-9e9c-6e35e62e082c","device":"01a2016d-8c7c-765a-8a45-fcd835fdf8c1","at":1795320288736350,"off":0},{"dots":["01a2016d-937d-72d2-9a15-91d4e02dece7:1"],"seen":{"01a2016d-89ae-77c2-be15-9050b4b2aec6":2},"member":"01a2016d-936b-7de3-b715-6758b54b63e3","device":"01a2016d-936b-7bba-8588-dd2d70ed38df","at":1795320288973498,"off":0},{"dots":["01a2016d-89ae-77c2-be15-9050b4b2aec6:2"],"seen":{},"member":"01a2016d-89ad-7143-9e9c-6e35e62e082c","device":"01a2016d-8c7c-765a-8a45-fcd835fdf8c1","at":1795320286571479,"off":0}],"fields":{"body":[["Er kwamen er dertien.",0],["Er kwamen er veertien.",1]],"occurred_on":[["2026-11-22T04:04",2]],"title":[["Café in de wijk",2]]}}');
INSERT INTO record VALUES(3,X'01a2016d9b9e7ecda3b36dc7c4257860','entry',0,0,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320290206900,NULL);
INSERT INTO record VALUES(4,X'01a2016d9c757a109f62ac1c26b185c8','stakeholder',5,1,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320290421684,'{"stamps":[{"dots":["01a2016d-89ae-77c2-be15-9050b4b2aec6:4"],"seen":{},"member":"01a2016d-89ad-7143-9e9c-6e35e62e082c","device":"01a2016d-8c7c-765a-8a45-fcd835fdf8c1","at":1795320290421684,"off":0}],"fields":{"name":[["Buurvrouw",0]]}}');
INSERT INTO record VALUES(5,X'cdbee865831d89469d11a186aa5a303f','link',6,1,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320290880163,'{"stamps":[{"dots":["01a2016d-89ae-77c2-be15-9050b4b2aec6:5"],"seen":{},"member":"01a2016d-89ad-7143-9e9c-6e35e62e082c","device":"01a2016d-8c7c-765a-8a45-fcd835fdf8c1","at":1795320290880163,"off":0}],"fields":{"from":[["01a2016d-8d6b-7bc4-9858-660f760a1aa4",0]],"kind":[["present",0]],"to":[["01a2016d-9c75-7a10-9f62-ac1c26b185c8",0]]}}');
INSERT INTO record VALUES(6,X'01a2016d9f04761bb689260f22536bad','entry',10,2,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320291077299,'{"stamps":[],"fields":{}}');
INSERT INTO record VALUES(7,X'01a2016d9fe47ddea7629a1af08b99a8','attachment',9,1,1,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320291300094,'{"stamps":[{"dots":["01a2016d-89ae-77c2-be15-9050b4b2aec6:7"],"seen":{},"member":"01a2016d-89ad-7143-9e9c-6e35e62e082c","device":"01a2016d-8c7c-765a-8a45-fcd835fdf8c1","at":1795320291300094,"off":0}],"fields":{"filename":[["2026-11-22-document-1.txt",0]],"mime":[["text/plain",0]],"owner":[["01a2016d-8d6b-7bc4-9858-660f760a1aa4",0]],"sha256":[["0df9d69317f09780cd5c334e906f7c7710c70c6e481d0c7d2d1eeb6c965c0fd9",0]],"size":[[9,0]],"type":[["document",0]]}}');
INSERT INTO record VALUES(8,X'01a2016da8c37c3ca3d3133df8053211','entry',0,0,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','01a2016d-8c7c-765a-8a45-fcd835fdf8c1',1795320293572146,NULL);
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
  settled     INTEGER NOT NULL DEFAULT 0, again INTEGER NOT NULL DEFAULT 0, refused_by TEXT,  -- 1 = the hub's state has it (or a later save replaced
                                           --     it before anything was sent): no longer on top
  UNIQUE (incarnation, counter)
) STRICT;
INSERT INTO op VALUES(1,X'01a2016d89ae768b90119302c21293e6',X'01a2016d89ae77c2be159050b4b2aec6',1,1,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-89ae-768b-9011-9302c21293e6","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:1","rec":"01a2016d-891d-71ae-b538-0f8557256ed7","kind":"logbook","set":{"coordinator":"01a2016d-89ad-7143-9e9c-6e35e62e082c","name":"Keuken","start_on":"2026-11-22"},"seen":{},"at":1795320285614217,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,1,0,1,'applied',1,NULL,1,0,NULL);
INSERT INTO op VALUES(2,X'01a2016d8d6b74519883f0eb79f0dc67',X'01a2016d89ae77c2be159050b4b2aec6',2,2,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-8d6b-7451-9883-f0eb79f0dc67","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:2","rec":"01a2016d-8d6b-7bc4-9858-660f760a1aa4","kind":"entry","set":{"body":"Er kwamen er twaalf.","occurred_on":"2026-11-22T04:04","title":"Café in de wijk"},"seen":{},"at":1795320286571479,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,1,0,1,'applied',2,NULL,1,0,NULL);
INSERT INTO op VALUES(3,X'01a2016d95e078a299043098144bfa98',X'01a2016d89ae77c2be159050b4b2aec6',3,2,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-95e0-78a2-9904-3098144bfa98","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:3","rec":"01a2016d-8d6b-7bc4-9858-660f760a1aa4","kind":"entry","set":{"body":"Er kwamen er dertien."},"seen":{"01a2016d-89ae-77c2-be15-9050b4b2aec6":2},"at":1795320288736350,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,0,0,1,'applied',3,NULL,1,0,NULL);
INSERT INTO op VALUES(4,X'01a2016d9b9e7acb99aa3d508daf4b20',X'01a2016d9b9e73f2a619f64c3b1e2986',1,3,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-9b9e-7acb-99aa-3d508daf4b20","dot":"01a2016d-9b9e-73f2-a619-f64c3b1e2986:1","rec":"01a2016d-9b9e-7ecd-a3b3-6dc7c4257860","kind":"entry","set":{"body":"Alleen van mij.","occurred_on":"2026-11-22T04:04","sharing":"private","title":"Privé"},"seen":{},"at":1795320290206900,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,1,0,0,NULL,NULL,NULL,0,0,NULL);
INSERT INTO op VALUES(5,X'01a2016d9c757618bac5b90df40f950c',X'01a2016d89ae77c2be159050b4b2aec6',4,4,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-9c75-7618-bac5-b90df40f950c","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:4","rec":"01a2016d-9c75-7a10-9f62-ac1c26b185c8","kind":"stakeholder","set":{"name":"Buurvrouw"},"seen":{},"at":1795320290421684,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,1,0,1,'applied',5,NULL,1,0,NULL);
INSERT INTO op VALUES(6,X'01a2016d9e407def8f6277157d83fe53',X'01a2016d89ae77c2be159050b4b2aec6',5,5,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-9e40-7def-8f62-77157d83fe53","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:5","rec":"cdbee865-831d-8946-9d11-a186aa5a303f","kind":"link","set":{"from":"01a2016d-8d6b-7bc4-9858-660f760a1aa4","kind":"present","to":"01a2016d-9c75-7a10-9f62-ac1c26b185c8"},"seen":{},"at":1795320290880163,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,1,0,1,'applied',6,NULL,1,0,NULL);
INSERT INTO op VALUES(8,X'01a2016d9fe475659b04780a7b250c67',X'01a2016d89ae77c2be159050b4b2aec6',7,7,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-9fe4-7565-9b04-780a7b250c67","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:7","rec":"01a2016d-9fe4-7dde-a762-9a1af08b99a8","kind":"attachment","set":{"filename":"2026-11-22-document-1.txt","mime":"text/plain","owner":"01a2016d-8d6b-7bc4-9858-660f760a1aa4","sha256":"0df9d69317f09780cd5c334e906f7c7710c70c6e481d0c7d2d1eeb6c965c0fd9","size":9,"type":"document"},"seen":{},"at":1795320291300094,"off":0,"tz":"Etc/UTC","schema":1,"era":0}','save',NULL,1,0,1,'applied',8,NULL,1,0,NULL);
INSERT INTO op VALUES(9,X'01a2016da8c472f3b426bee9e1927474',X'01a2016d89ae77c2be159050b4b2aec6',8,8,'01a2016d-89ad-7143-9e9c-6e35e62e082c','{"op":"01a2016d-a8c4-72f3-b426-bee9e1927474","dot":"01a2016d-89ae-77c2-be15-9050b4b2aec6:8","rec":"01a2016d-a8c3-7c3c-a3d3-133df8053211","kind":"entry","set":{"occurred_on":"2026-11-22T04:04","title":"Nog niet gedeeld"},"seen":{},"at":1795320293572146,"off":0,"tz":"Etc/UTC","schema":1,"era":1}','save',NULL,1,0,1,NULL,NULL,NULL,0,0,NULL);
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
INSERT INTO change VALUES(1,1,'coordinator',NULL,'"01a2016d-89ad-7143-9e9c-6e35e62e082c"',1795320285614217,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',1);
INSERT INTO change VALUES(2,1,'name',NULL,'"Keuken"',1795320285614217,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',1);
INSERT INTO change VALUES(3,1,'start_on',NULL,'"2026-11-22"',1795320285614217,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',1);
INSERT INTO change VALUES(4,2,'body',NULL,'"Er kwamen er twaalf."',1795320286571479,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',2);
INSERT INTO change VALUES(5,2,'occurred_on',NULL,'"2026-11-22T04:04"',1795320286571479,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',2);
INSERT INTO change VALUES(6,2,'title',NULL,'"Café in de wijk"',1795320286571479,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',2);
INSERT INTO change VALUES(7,2,'body','"Er kwamen er twaalf."','"Er kwamen er dertien."',1795320288736350,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',3);
INSERT INTO change VALUES(8,3,'body',NULL,'"Alleen van mij."',1795320290206900,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',4);
INSERT INTO change VALUES(9,3,'occurred_on',NULL,'"2026-11-22T04:04"',1795320290206900,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',4);
INSERT INTO change VALUES(10,3,'sharing',NULL,'"private"',1795320290206900,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',4);
INSERT INTO change VALUES(11,3,'title',NULL,'"Privé"',1795320290206900,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',4);
INSERT INTO change VALUES(12,4,'name',NULL,'"Buurvrouw"',1795320290421684,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',5);
INSERT INTO change VALUES(13,5,'from',NULL,'"01a2016d-8d6b-7bc4-9858-660f760a1aa4"',1795320290880163,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',6);
INSERT INTO change VALUES(14,5,'kind',NULL,'"present"',1795320290880163,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',6);
INSERT INTO change VALUES(15,5,'to',NULL,'"01a2016d-9c75-7a10-9f62-ac1c26b185c8"',1795320290880163,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',6);
INSERT INTO change VALUES(19,7,'filename',NULL,'"2026-11-22-document-1.txt"',1795320291300094,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',8);
INSERT INTO change VALUES(20,7,'mime',NULL,'"text/plain"',1795320291300094,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',8);
INSERT INTO change VALUES(21,7,'owner',NULL,'"01a2016d-8d6b-7bc4-9858-660f760a1aa4"',1795320291300094,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',8);
INSERT INTO change VALUES(22,7,'sha256',NULL,'"0df9d69317f09780cd5c334e906f7c7710c70c6e481d0c7d2d1eeb6c965c0fd9"',1795320291300094,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',8);
INSERT INTO change VALUES(23,7,'size',NULL,'9',1795320291300094,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',8);
INSERT INTO change VALUES(24,7,'type',NULL,'"document"',1795320291300094,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',8);
INSERT INTO change VALUES(25,8,'occurred_on',NULL,'"2026-11-22T04:04"',1795320293572146,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',9);
INSERT INTO change VALUES(26,8,'title',NULL,'"Nog niet gedeeld"',1795320293572146,0,'01a2016d-89ad-7143-9e9c-6e35e62e082c','save',9);
CREATE TABLE original_name (
  attachment BLOB PRIMARY KEY,  -- the record
  name       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO original_name VALUES(X'01a2016d9fe47ddea7629a1af08b99a8','lijst.txt');
CREATE TABLE identity (
  stakeholder BLOB PRIMARY KEY,  -- the record
  name        TEXT,              -- real name
  contact     TEXT               -- how to reach them
) STRICT, WITHOUT ROWID;
INSERT INTO identity VALUES(X'01a2016d9c757a109f62ac1c26b185c8','Mina de Wit','06 1234');
CREATE TABLE renumbered (
  ordinal INTEGER PRIMARY KEY,  -- order of happening
  record  INTEGER NOT NULL,     -- record.row
  before  TEXT NOT NULL,        -- the old dot, incarnation:counter
  after   TEXT NOT NULL,        -- the new one
  taken   INTEGER NOT NULL      -- 1 = the old number is another save's, 0 = nobody's
) STRICT;
CREATE TABLE erasure (
  number INTEGER PRIMARY KEY,  -- as the hub numbers them
  record BLOB NOT NULL,
  fields TEXT,                 -- JSON array of fields; NULL = the whole record
  reason TEXT NOT NULL,        -- in the words of who ordered
  member TEXT,                 -- who ordered
  at     INTEGER NOT NULL
) STRICT;
INSERT INTO erasure VALUES(1,X'01a2016d9f04761bb689260f22536bad',NULL,'op verzoek','01a2016d-89ad-7143-9e9c-6e35e62e082c',1795320292400683);
COMMIT;
