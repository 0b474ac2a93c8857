/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the hub asks of a database, in the hub's own words: a table of operations with one
 * implementation per database (journal-sqlite-*.c). No SQL anywhere else, and no rule of sync here:
 * those are in pt-push.c. A journal belongs to the thread that opened it. */
#pragma once

#include "pt-erasure.h"
#include "pt-store.h"

G_BEGIN_DECLS

#define PT_HASH_SIZE 32

/* No logbook counts further without a hub; a wish beyond is not one. */
#define PT_JOURNAL_MAX_NO 1000000000

/* SHA-256 */
typedef struct
{
  guint8 bytes[PT_HASH_SIZE];
} PtHash;

/* Who is behind a token. */
typedef struct
{
  char *device;
  char *logbook;
  char *member;
  char *name;
  char *role;
  gboolean active;
  int64_t revoked_at; /* microseconds UTC; 0 = takes part, or nobody knows since when not */
  int64_t contact_at; /* the last one that was noted; 0 = none */
  int64_t token_at;   /* since when the token in use is used */
  gboolean renew;     /* somebody asked that it gets another one */
  gboolean is_next;   /* the token is the one that was given last, and is used for the first time */
} PtCaller;

/* A device as people see it. */
typedef struct
{
  char *id;
  char *member;
  char *name;
  char *parent; /* the device that it is a copy of; NULL = none */
  int64_t made_at, contact_at, revoked_at;
  int64_t coverage; /* erasure orders that it said it has applied */
} PtHubDevice;

/* An op that waits for the coordinator. */
typedef struct
{
  int64_t row; /* in the order taken */
  PtUuid incarnation;
  char *op, *record;
  char *member, *device;
  char *reason; /* "role", "revoked", "too_many" */
  int64_t held_at;
  char *body;
} PtHeld;

typedef struct
{
  char *id;
  char *logbook; /* NULL = founds one */
  char *role;
  char *name;
  char *code;         /* argon2id string */
  char *member;       /* whom it lets in once more; NULL = somebody new */
  int64_t expires_at; /* microseconds UTC */
  int tries;
  gboolean used;
} PtInvitation;

/* A browser that somebody is signed in with. */
typedef struct
{
  char *id;
  char *logbook, *member;
  char *name;
  int64_t made_at, contact_at, ends_at;
} PtSession;

/* One line of what people did about access, decisions and erasure. */
typedef struct
{
  int64_t number, at;
  char *member, *device; /* NULL = the hub's administrator */
  char *action, *object;
  PtHash hash;
} PtAuditLine;

/* The head of a logbook's feed. */
typedef struct
{
  char *epoch;
  int64_t seq;
  PtHash chain;
  int64_t members;       /* version of the directory */
  int64_t erasure;       /* the newest order; 0 = none */
  int64_t decisions;     /* cases that were decided */
  int64_t backed_up_seq; /* up to here the last backup goes */
  int64_t repair_until;  /* until then laptops may offer what they hold; 0 = never restored */
} PtHead;

typedef struct
{
  char *id;
  char *kind;
  int64_t seq;
  int64_t no;
  guint stored;          /* PtStored flags: what is here of an attachment's file */
  char *member, *device; /* who made it */
  int64_t made_at;
  PtState *state;
} PtHubRecord;

/* What became of an op when it was first seen. */
typedef struct
{
  PtVerdict verdict;
  char *reason; /* NULL = none */
  int64_t seq;
  PtDot dot; /* under which it was taken */
} PtOutcome;

typedef struct
{
  int64_t last;
  gboolean closed;
  gboolean holds; /* ops of it wait for the coordinator; only read */
  gboolean sent;  /* this batch has saves of it, and is from its laptop; only in memory */
} PtLife;

/* One page: records are appended to @json, separated by commas. */
typedef struct
{
  GString *json;
  guint max_records;
  size_t max_bytes;
  guint n_records;
  int64_t last_seq;
  gboolean more;
} PtFeedPage;

/* One line of a record's history; the strings are valid during the call. */
typedef void (*PtHistoryVisitor) (const char *body, const char *member, const char *device,
                                  const char *outcome, int64_t seq, gpointer data);

/* What a record is now, as {"stamps":…,"fields":…}; the strings are valid during the call. */
typedef gboolean (*PtStateVisitor) (const char *id, const char *state, gpointer data,
                                    GError **error);

/* What a caller may act on; everything else that fails has PT_STORE_ERROR. */
typedef enum
{
  PT_JOURNAL_ERROR_CONFLICT, /* another transaction stood in the way: nothing happened, ask again */
  PT_JOURNAL_ERROR_AWAY,     /* the database cannot be reached: later */
} PtJournalError;

#define PT_JOURNAL_ERROR (pt_journal_error_quark ())
GQuark pt_journal_error_quark (void);

typedef struct _PtJournal PtJournal;
typedef struct _PtWitness PtWitness;

/* Functions that return gboolean are FALSE with @error only when the database fails; "not there"
 * is an empty out-parameter. Out-parameters are owned by the caller. */
typedef struct
{
  void (*free) (PtJournal *self);
  /* To write. @logbook: the one that is written, which has one writer at a time, also among
   * processes; NULL = anything else too (invites, several logbooks): nobody else writes then. */
  gboolean (*begin) (PtJournal *self, const char *logbook, GError **error);
  gboolean (*begin_read) (PtJournal *self, GError **error); /* one consistent view */
  gboolean (*commit) (PtJournal *self, GError **error);     /* on disk when it returns */
  void (*rollback) (PtJournal *self);

  gboolean (*get_hub) (PtJournal *self, char **id, char **name, GError **error);
  gboolean (*set_hub) (PtJournal *self, const char *id, const char *name, int64_t at,
                       GError **error);

  gboolean (*find_caller) (PtJournal *self, const PtHash *token, PtCaller **out, GError **error);
  /* Another token, beside the one in use; in place of one that was never used. */
  gboolean (*set_next_token) (PtJournal *self, const char *device, const PtHash *token,
                              GError **error);
  /* From now on @token is the one in use, and the only one. */
  gboolean (*use_token) (PtJournal *self, const char *device, const PtHash *token, int64_t at,
                         GError **error);
  gboolean (*ask_renewal) (PtJournal *self, const char *device, GError **error);
  /* What find_caller() would find @device by. */
  gboolean (*find_token) (PtJournal *self, const char *logbook, const char *device, PtHash *out,
                          gboolean *found, GError **error);
  /* @parent: the device that it is a copy of; NULL = none. */
  gboolean (*add_device) (PtJournal *self, const PtCaller *caller, const PtHash *token,
                          const char *device_name, const char *parent, int64_t at, GError **error);
  /* (element-type PtHubDevice): of @member, or of everybody when it is NULL; oldest first. */
  gboolean (*list_devices) (PtJournal *self, const char *logbook, const char *member,
                            GPtrArray **out, GError **error);
  gboolean (*name_device) (PtJournal *self, const char *device, const char *name, GError **error);
  gboolean (*note_contact) (PtJournal *self, const char *device, int64_t at, GError **error);
  /* The first time counts. */
  gboolean (*revoke_device) (PtJournal *self, const char *logbook, const char *device, int64_t at,
                             GError **error);
  gboolean (*find_invite) (PtJournal *self, const char *id, PtInvitation **out, GError **error);
  gboolean (*add_invite) (PtJournal *self, const PtInvitation *invite, GError **error);
  gboolean (*set_tries) (PtJournal *self, const char *invite, int tries, GError **error);
  gboolean (*spend_invite) (PtJournal *self, const char *invite, int64_t at, GError **error);
  /* (element-type PtInvitation): of @logbook, that are not used; without their codes. */
  gboolean (*list_invites) (PtJournal *self, const char *logbook, GPtrArray **out, GError **error);

  gboolean (*add_session) (PtJournal *self, const PtSession *session, const PtHash *token,
                           GError **error);
  /* @session gets its times, @out who it is with the session as device; both NULL = none. */
  gboolean (*find_session) (PtJournal *self, const PtHash *token, PtSession **session,
                            PtCaller **out, GError **error);
  gboolean (*note_session) (PtJournal *self, const char *logbook, const char *session, int64_t at,
                            GError **error);
  /* @session NULL = all of @member, and @member NULL = all of the logbook. */
  gboolean (*end_sessions) (PtJournal *self, const char *logbook, const char *member,
                            const char *session, GError **error);
  /* (element-type PtSession): of @member, or of everybody when it is NULL; oldest first. */
  gboolean (*list_sessions) (PtJournal *self, const char *logbook, const char *member,
                             GPtrArray **out, GError **error);

  /* The last line; *out NULL = none. */
  gboolean (*last_audit) (PtJournal *self, const char *logbook, PtAuditLine **out, GError **error);
  gboolean (*add_audit) (PtJournal *self, const char *logbook, const PtAuditLine *line,
                         GError **error);
  /* (element-type PtAuditLine): above @after, at most @max, by number. */
  gboolean (*list_audit) (PtJournal *self, const char *logbook, int64_t after, guint max,
                          GPtrArray **out, GError **error);

  gboolean (*add_logbook) (PtJournal *self, const char *id, const char *epoch, int64_t at,
                           GError **error);
  gboolean (*set_member) (PtJournal *self, const char *logbook, const PtMember *member,
                          GError **error); /* and a new version of the directory */
  /* Goes @at, with all devices made before; @at 0: what the going took is given back. The directory's
   * `active` is set_member()'s matter. */
  gboolean (*set_left) (PtJournal *self, const char *logbook, const char *member, int64_t at,
                        GError **error);
  gboolean (*list_members) (PtJournal *self, const char *logbook, GPtrArray **out, GError **error);

  gboolean (*get_head) (PtJournal *self, const char *logbook, PtHead **out, GError **error);
  /* Only seq and chain. */
  gboolean (*set_head) (PtJournal *self, const char *logbook, const PtHead *head, GError **error);
  gboolean (*list_logbooks) (PtJournal *self, GPtrArray **out, GError **error); /* ids */
  /* Another life of the feed: its numbers go on, every cursor is void. */
  gboolean (*set_epoch) (PtJournal *self, const char *logbook, const char *epoch,
                         int64_t repair_until, GError **error);
  /* Somebody remembers @epoch as one of this feed: from now on it had it. */
  gboolean (*note_epoch) (PtJournal *self, const char *logbook, const char *epoch, GError **error);
  gboolean (*had_epoch) (PtJournal *self, const char *logbook, const char *epoch, gboolean *out,
                         GError **error); /* before the one of now */
  gboolean (*set_backed_up) (PtJournal *self, const char *logbook, int64_t seq, GError **error);
  gboolean (*add_link) (PtJournal *self, const char *logbook, int64_t seq, const PtHash *chain,
                        GError **error); /* of the chain */
  gboolean (*get_link) (PtJournal *self, const char *logbook, int64_t seq, PtHash *out,
                        gboolean *found, GError **error);

  /* The highest id of an op and of a record; NULL = none. What has a higher one is new. */
  gboolean (*last_ids) (PtJournal *self, const char *logbook, char **op, char **record,
                        GError **error);
  gboolean (*find_op) (PtJournal *self, const char *logbook, const char *op, PtOutcome **out,
                       GError **error);
  gboolean (*has_dot) (PtJournal *self, const char *logbook, const PtDot *dot, gboolean *out,
                       GError **error);
  gboolean (*add_op) (PtJournal *self, const char *logbook, const PtOp *op, const char *body,
                      const PtOutcome *outcome, int64_t at, GError **error);
  gboolean (*get_life) (PtJournal *self, const char *logbook, const PtUuid *incarnation,
                        PtLife *out, GError **error); /* zeros when it is new */
  gboolean (*set_life) (PtJournal *self, const char *logbook, const PtUuid *incarnation,
                        const char *device, const PtLife *life, GError **error);
  /* The highest dot that came from @device. */
  gboolean (*last_dot) (PtJournal *self, const char *logbook, const char *device, PtDot *out,
                        gboolean *found, GError **error);
  gboolean (*hold_op) (PtJournal *self, const char *logbook, const PtOp *op, const char *reason,
                       int64_t at, GError **error);
  /* The reason for which ops of a life up to @last wait on @record; or NULL. */
  gboolean (*find_held) (PtJournal *self, const char *logbook, const char *record,
                         const PtDot *last, char **reason, GError **error);

  /* (element-type PtHeld): at most @max that were taken after the row @after, in that order. */
  gboolean (*list_held) (PtJournal *self, const char *logbook, int64_t after, guint max,
                         GPtrArray **out, GError **error);
  /* (element-type PtHeld): all that one decision is about: those of the life of @op on its record, in
   * the order of their dots; empty when @op does not wait. */
  gboolean (*list_held_with) (PtJournal *self, const char *logbook, const char *op, GPtrArray **out,
                              GError **error);
  /* (element-type PtHeld): what was declined on one record, in the order in which it came. */
  gboolean (*list_declined) (PtJournal *self, const char *logbook, const char *record,
                             GPtrArray **out, GError **error);
  gboolean (*count_held) (PtJournal *self, const char *logbook, int64_t *out, GError **error);
  gboolean (*count_held_of) (PtJournal *self, const char *logbook, const char *member, int64_t *out,
                             GError **error);
  /* It waits no more: what became of it from now on. */
  gboolean (*settle_held) (PtJournal *self, const char *logbook, const char *op,
                           const PtOutcome *outcome, GError **error);
  gboolean (*count_decision) (PtJournal *self, const char *logbook, GError **error);

  gboolean (*get_record) (PtJournal *self, const char *logbook, const char *id, PtHubRecord **out,
                          GError **error);
  gboolean (*set_record) (PtJournal *self, const char *logbook, const PtHubRecord *record,
                          GError **error);
  /* @wanted: the number that the logbook gave before it had a hub, kept when it is beyond all that
   * were given here (and not by far: numbers are counted, not chosen); 0 = none. */
  gboolean (*next_no) (PtJournal *self, const char *logbook, const char *kind, int64_t wanted,
                       int64_t *out, GError **error);
  /* Makes @no the last one that was given, unless a higher one was. */
  gboolean (*keep_no) (PtJournal *self, const char *logbook, const char *kind, int64_t no,
                       GError **error);
  /* All numbers that records have, as a set of "KIND NUMBER". */
  gboolean (*list_numbers) (PtJournal *self, const char *logbook, GHashTable **out, GError **error);
  gboolean (*visit_states) (PtJournal *self, const char *logbook, PtStateVisitor visitor,
                            gpointer data, GError **error); /* in the order of ids */
  gboolean (*read_page) (PtJournal *self, const char *logbook, int64_t after, PtFeedPage *page,
                         GError **error);
  gboolean (*read_history) (PtJournal *self, const char *logbook, const char *record,
                            PtHistoryVisitor visitor, gpointer data, GError **error);

  /* The order and its number as the newest. */
  gboolean (*add_erasure) (PtJournal *self, const char *logbook, const PtErasure *order,
                           GError **error);
  /* (element-type PtErasure): above @after, at most @max. */
  gboolean (*list_erasures) (PtJournal *self, const char *logbook, int64_t after, guint max,
                             GPtrArray **out, GError **error);
  gboolean (*list_erasures_of) (PtJournal *self, const char *logbook, const char *record,
                                GPtrArray **out, GError **error);
  gboolean (*list_kind) (PtJournal *self, const char *logbook, const char *kind, GPtrArray **out,
                         GError **error); /* ids of its records */
  /* (element-type utf8): bodies of all ops on a record that have one, in the order taken. */
  gboolean (*list_ops) (PtJournal *self, const char *logbook, const char *record, GPtrArray **out,
                        GError **error);
  /* @body "" = nothing is left of it: it is in no history, and waits for no decision. */
  gboolean (*set_op_body) (PtJournal *self, const char *logbook, const char *op, const char *body,
                           GError **error);
  /* The record names no files any more; (element-type PtHash) those that nobody else names. */
  gboolean (*forget_files) (PtJournal *self, const char *logbook, const char *record,
                            GPtrArray **out, GError **error);
  /* @number: of the last erasure that the device said to have carried out. */
  gboolean (*set_coverage) (PtJournal *self, const char *device, int64_t number, GError **error);
  /* Outside a transaction: when anything was erased since the last time, it leaves the files of the
   * database too. May take as long as writing the database once. */
  gboolean (*purge) (PtJournal *self, GError **error);
  /* The database has a log of changes, and maybe replicas, that the hub cannot purge. */
  gboolean keeps_log;

  gboolean (*name_file) (PtJournal *self, const char *logbook, const PtHash *sha256,
                         const char *record, GError **error);
  /* (element-type utf8): records that name it; empty = none. */
  gboolean (*list_file_records) (PtJournal *self, const char *logbook, const PtHash *sha256,
                                 GPtrArray **out, GError **error);
  gboolean (*is_file_stored) (PtJournal *self, const char *logbook, const PtHash *sha256,
                              gboolean *out, GError **error);
  gboolean (*set_file_stored) (PtJournal *self, const char *logbook, const PtHash *sha256,
                               int64_t size, int64_t at, GError **error);
  gboolean (*list_stored_files) (PtJournal *self, const char *logbook, GPtrArray **out,
                                 GError **error); /* sha256, hexadecimal */
  /* The bytes are gone: the attachments that name them are not stored any more. */
  gboolean (*forget_stored_file) (PtJournal *self, const char *logbook, const PtHash *sha256,
                                  GError **error);
} PtJournalOps;

/* The first member of every implementation. */
struct _PtJournal
{
  const PtJournalOps *ops;
  PtWitness *witness; /* hears of every head that is committed (pt-witness.h); NULL = nobody does */
};

void pt_journal_free (PtJournal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtJournal, pt_journal_free)

void pt_caller_free (PtCaller *self);
void pt_invitation_free (PtInvitation *self);
void pt_session_free (PtSession *self);
void pt_audit_line_free (PtAuditLine *self);
void pt_head_free (PtHead *self);
void pt_hub_record_free (PtHubRecord *self);
void pt_outcome_free (PtOutcome *self);
void pt_hub_device_free (PtHubDevice *self);
void pt_held_free (PtHeld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtCaller, pt_caller_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtInvitation, pt_invitation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtSession, pt_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtAuditLine, pt_audit_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHead, pt_head_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHubRecord, pt_hub_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtOutcome, pt_outcome_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHubDevice, pt_hub_device_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHeld, pt_held_free)

/* Hexadecimal, lower case. */
char *pt_hash_format (const PtHash *self);
gboolean pt_hash_parse (const char *text, PtHash *out);

/**
 * pt_head_advance:
 * @self: the head
 * @id: of the op, or of the record, behind the change
 *
 * Gives the next number: chain = SHA-256(chain, seq, id).
 */
void pt_head_advance (PtHead *self, const char *id);

/* The embedded implementation: one file, several connections, one writer at a time. */
PtJournal *pt_journal_sqlite_open (const char *path, gboolean create, GError **error);

/**
 * pt_journal_postgres_open:
 * @url: as libpq takes it, e.g. postgresql://hub@db.example.org/hub
 * @create: whether the tables are made in a database that has none
 *
 * Several processes may have it open and write. Tables of an older version are brought up to date.
 */
PtJournal *pt_journal_postgres_open (const char *url, gboolean create, GError **error);

G_END_DECLS
