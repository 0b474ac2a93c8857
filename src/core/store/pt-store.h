/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The local logbook: a folder NAME.proeftuin/ with logbook.db and attachments/. One PtStore is one
 * connection and belongs to the thread that opened it; several, also of several processes, may be
 * open on one folder. */
#pragma once

#include "pt-dataset.h"
#include "pt-db.h"
#include "pt-digest.h"
#include "pt-edit.h"
#include "pt-erasure-due.h"
#include "pt-erasure.h"

G_BEGIN_DECLS

typedef struct _PtStore PtStore;

typedef enum
{
  PT_STORE_READ_WRITE,
  PT_STORE_READ_ONLY,
} PtStoreMode;

/**
 * pt_store_create:
 * @folder: must not exist or be an empty folder; created 0700
 * @logbook: the logbook record's first values (kind "logbook"); its id becomes the logbook's id.
 *   %NULL: an empty folder that a join will fill
 * @member_name: the maker's name; a member id is made for them
 */
PtStore *pt_store_create (const char *folder, PtWorld *world, PtEdit *logbook,
                          const char *member_name, GError **error);
PtStore *pt_store_open (const char *folder, PtStoreMode mode, PtWorld *world, GError **error);
void pt_store_close (PtStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStore, pt_store_close)

/**
 * pt_store_adopt:
 *
 * From now on the connection belongs to the running thread. For callers that hand it from thread to
 * thread under a lock of their own.
 */
void pt_store_adopt (PtStore *self);

const char *pt_store_get_folder (PtStore *self);
PtDb *pt_store_get_db (PtStore *self); /* for the files of core/store and benchmarks only */
PtWorld *pt_store_get_world (PtStore *self);
const char *pt_store_get_logbook_id (PtStore *self); /* NULL before it is known */
char *pt_store_dup_logbook_name (PtStore *self);
/* Changes whenever another connection or process commits. */
int64_t pt_store_data_version (PtStore *self);

/* ── Settings of this logbook on this laptop (never synced) ── */
char *pt_store_dup_setting (PtStore *self, const char *name); /* (nullable) */
gboolean pt_store_set_setting (PtStore *self, const char *name, const char *value, GError **error);

/**
 * pt_store_keep_writing:
 * @place: what is written and about what, e.g. `comment/ID`
 * @words: (nullable): what stands there so far; NULL = forget it
 * @n_erased: pt_store_count_erased() when its editor opened
 *
 * Keeps what somebody is writing and nothing was made of yet, on this laptop. It goes with what is erased of the
 * record, as do words about others that repeat what is erased; and an editor that is still open does not bring it
 * back: for a record that is not here, or of which something was erased since, nothing is kept.
 */
gboolean pt_store_keep_writing (PtStore *self, const char *place, const char *words,
                                int64_t n_erased, GError **error);
/* How often something was erased of what @place is about; a read by key. */
int64_t pt_store_count_erased (PtStore *self, const char *place);
char *pt_store_dup_writing (PtStore *self, const char *place); /* (nullable) */

/* ── Members (the hub's directory, or the one made by create) ── */
typedef struct
{
  char *id;
  char *name;
  char *role;
  gboolean active;
  char *stakeholder;
} PtMember;
void pt_member_free (PtMember *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtMember, pt_member_free)
const char *pt_store_get_member (PtStore *self); /* who works here */
char *pt_store_dup_role (PtStore *self);
GPtrArray *pt_store_list_members (PtStore *self, GError **error);
char *pt_store_dup_member_name (PtStore *self, const char *member); /* "" when unknown */

/* ── Reading ── */
PtRecord *pt_store_get_record (PtStore *self, const char *id, GError **error);
/* (transfer full): what @record is called, and whose it is where that belongs to it. */
char *pt_store_dup_title (PtStore *self, const PtRecord *record);
gboolean pt_store_has_record (PtStore *self, const char *id);
PtDataset *pt_store_load_all (PtStore *self, GError **error);
/* A record with its neighbours: links and their other ends, attachments, comments, owner, refs. */
PtDataset *pt_store_load_around (PtStore *self, const char *id, GError **error);

typedef struct
{
  const char *field;
  const char *value; /* key, id, or text; for set-valued: contains */
} PtFilter;

typedef struct
{
  const char *kind;   /* NULL = all but auxiliary kinds */
  const char *search; /* words by their beginning; NULL or "" = all */
  const PtFilter *filters;
  guint n_filters;
  const char *from_on, *to_on; /* by the kind's date; NULL = open */
  const char *sort;            /* field; "updated_at"; NULL = the kind's natural order */
  gboolean descending;         /* with @sort */
  gboolean archived;           /* only the archived, instead of only the others */
  guint limit;                 /* 0 = all */
} PtQuery;

/* (transfer full): GArray of int64_t row numbers, in order. Any length; run it on a worker. */
GArray *pt_store_query (PtStore *self, const PtQuery *query, GError **error);
#define PT_GLANCE_MAX 64 /* a screenful */
/* (transfer full): the beginning of what pt_store_query() gives for a search in all kinds: a screenful at most, and
 * only of the latest few hundred records, so that it takes a few milliseconds however common the words are.
 * Empty where that says nothing. */
GArray *pt_store_glance (PtStore *self, const PtQuery *query, GError **error);
int64_t pt_store_count (PtStore *self, const PtQuery *query, GError **error); /* -1 on error */

/* What a list row shows, from derived columns: no state is read. */
typedef struct
{
  int64_t row;
  char *id;
  char *kind;
  char *title;
  char *date;   /* civil date or moment */
  char *status; /* key of the kind's status field, or NULL */
  char *sharing;
  char *people; /* up to three names, joined by ", "; or NULL */
  guint n_attachments, n_comments, n_conflicts;
  gboolean pending, archived;
} PtRow;
PtRow *pt_row_ref (PtRow *self);
void pt_row_unref (PtRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtRow, pt_row_unref)
/* (transfer full): GPtrArray of PtRow, in the order of @rows; NULL entries for rows that are gone.
 * At most 64 primary-key look-ups: fit for the main thread. */
GPtrArray *pt_store_load_rows (PtStore *self, const int64_t *rows, guint n, GError **error);
int64_t pt_store_find_row (PtStore *self, const char *id); /* 0 = not there */
/* A snippet around the words found, with matches between U+2068 and U+2069; or NULL. Reads this one row. */
char *pt_store_dup_snippet (PtStore *self, int64_t row, const char *search);

/* ── Writing: each call is one transaction ── */
/* The lab is over: what is here can be read, and every save is %PT_STORE_ERROR_CLOSED but for consent,
 * releases, erasures, and opening it again by its status. */
gboolean pt_store_is_closed (PtStore *self);
/* Civil dates on which a person said so, here. */
#define PT_SETTING_CLOSING_CARDS "closing-cards"
#define PT_SETTING_CLOSING_DEPOSIT "closing-deposit"
/* (transfer full) (element-type PtClosingLine): what is settled, and what is not. */
GPtrArray *pt_store_list_closing (PtStore *self, GError **error);
/* To "closing", "closed" or back to "running", which is said with @why (nullable). Only the coordinator
 * may. */
gboolean pt_store_set_lab_status (PtStore *self, const char *status, const char *why,
                                  GError **error);
/* Validates, makes one op, applies it; nothing to do for an empty edit of an existing record.
 * Returns (transfer full): the record as it stands now. */
PtRecord *pt_store_save (PtStore *self, PtEdit *edit, GError **error);
/* All or nothing. @group (nullable) ties them for one undo; the group's id is returned in @out_group. */
gboolean pt_store_save_batch (PtStore *self, PtBatch *batch, char **out_group, GError **error);
gboolean pt_store_set_archived (PtStore *self, const char *id, gboolean archived, GError **error);
/**
 * pt_store_copy_private:
 * @id: what was shared, of a kind that stands by itself
 * @out_id: (out) (transfer full): the copy
 * @out_group: (out) (transfer full) (optional): by which it can be undone
 *
 * A new private record with all that is shown, with its links and files; not its comments and
 * history. All or nothing. Nothing of it is ever queued, and the shared one stays as it is.
 *
 * Returns: %FALSE with a sentence when that cannot be private, or a file of it must be fetched first
 */
gboolean pt_store_copy_private (PtStore *self, const char *id, char **out_id, char **out_group,
                                GError **error);
/* Archives what the group made, restores what it changed; records edited since are left and named.
 * @group NULL = the newest. (transfer full) @out_kept: titles of the records left. */
gboolean pt_store_undo_group (PtStore *self, const char *group, GPtrArray **out_kept,
                              GError **error);

/* ── History ── */
typedef struct
{
  char *record;
  char *field;
  int64_t at;
  int offset;
  char *member;
  char *member_name;
  PtValue *before; /* NULL = was not set */
  PtValue *after;
  char *how; /* "save", "pull", "resolve", "import", "copy", "undo", "redo", "restore" */
} PtChange;
void pt_change_free (PtChange *self);
GPtrArray *pt_store_history (PtStore *self, const char *record, GError **error); /* newest first */
/* Whether @self went on with what @earlier had typed in the same field of a record of @kind, in the same
 * sitting: the two are one change to people. */
gboolean pt_change_goes_on (const PtChange *self, const PtChange *earlier, const char *kind);
gboolean pt_store_restore_field (PtStore *self, const PtChange *change,
                                 GError **error); /* back to before */
typedef enum
{
  PT_UNDONE_CHANGED, /* fields of a record */
  PT_UNDONE_MADE,    /* a record */
  PT_UNDONE_ARCHIVED,
  PT_UNDONE_UNARCHIVED,
  PT_UNDONE_GROUP, /* several records at once */
} PtUndoneKind;

/* What was undone, or done again. */
typedef struct
{
  PtUndoneKind kind;
  char *title;       /* of the record, or what the group is called */
  char *record_kind; /* id of its kind; NULL of a group */
  char *field;       /* id of the last field that it changed */
  guint n_fields;
} PtUndone;
void pt_undone_free (PtUndone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtUndone, pt_undone_free)

/* Undoes the newest own save that is not yet undone, with what the same person typed in the same text just
 * before it, also after a restart; FALSE without error when
 * there is none, with %PT_STORE_ERROR_INVALID when it cannot be taken back (said once; the next
 * call goes on with the save before). @out (optional): what it was. */
gboolean pt_store_undo (PtStore *self, PtUndone **out, GError **error);
/* Does again what was undone last, also after a restart, as long as nothing else was saved here since;
 * otherwise like pt_store_undo(). */
gboolean pt_store_redo (PtStore *self, PtUndone **out, GError **error);

/* ── Conflicts ── */
typedef struct
{
  char *record;
  char *kind;
  char *field;
} PtConflict;
void pt_conflict_free (PtConflict *self);
GPtrArray *pt_store_list_conflicts (PtStore *self, GError **error);
int64_t pt_store_count_conflicts (PtStore *self);

/* ── What asks for a person ── */
typedef struct
{
  char *record;
  char *kind;
  char *title;
  char **fields;            /* that have two versions or more; never NULL */
  gboolean archived_beside; /* put away and changed by two who did not know of each other */
  GPtrArray *missing;       /* PtMissing: what its status asks for and is not there */
} PtAttention;
void pt_attention_free (PtAttention *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtAttention, pt_attention_free)
/* (transfer full) (element-type PtAttention): a choice between versions first, then what was put away
 * and changed, then what is missing. Run it on a worker. */
GPtrArray *pt_store_list_attention (PtStore *self, GError **error);
/* Whether a choice waits, and not only something that is missing. */
gboolean pt_attention_is_choice (const PtAttention *self);

/**
 * pt_store_dup_merged:
 * @record: as it is shown
 * @field: a text with more than one version
 *
 * Reads at most 64 lines of history.
 *
 * Returns: (transfer full) (nullable): a text with the changes of all versions; %NULL when they
 *   touch each other, or when this laptop does not know what they started from
 */
char *pt_store_dup_merged (PtStore *self, const PtRecord *record, const char *field);

/* ── Twins: one person or party that was made twice (pt-twins.h) ── */
typedef struct
{
  char *kept; /* the smaller id: stands for both once they are joined */
  char *other;
  char *kept_name;
  char *other_name;
} PtTwins;
void pt_twins_free (PtTwins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtTwins, pt_twins_free)

/**
 * pt_store_suggest_twins:
 *
 * People and parties of one kind with the same name but for case, accents, order and punctuation,
 * or with the same real name on this laptop. Those with different real names are not suggested, nor
 * those of which somebody here said that they are two.
 *
 * Returns: (transfer full) (element-type PtTwins): pairs by name; run it on a worker
 */
GPtrArray *pt_store_suggest_twins (PtStore *self, GError **error);
/* (transfer full) (element-type PtRecord): the others that @id was joined with, without the archived. */
GPtrArray *pt_store_list_joined (PtStore *self, const char *id, GError **error);
/* Says that two are the same, in one save that undo takes back. */
gboolean pt_store_join_twins (PtStore *self, const char *a, const char *b, GError **error);
/* Says that @id is none of those it was joined with: clears what it says and what is said of it. */
gboolean pt_store_part_twins (PtStore *self, const char *id, GError **error);
/* On this laptop the two are not suggested again. */
gboolean pt_store_keep_apart (PtStore *self, const char *a, const char *b, GError **error);

/* ── Attachments ── */
typedef enum
{
  PT_ATTACH_DEFAULT = 0,
  PT_ATTACH_KEEP_METADATA = 1 << 0, /* do not strip EXIF and GPS */
} PtAttachFlags;
/* Cleans, hashes, sniffs, stores the bytes and saves the attachment record with the file, in one
 * transaction. Returns (transfer full): the attachment record. */
PtRecord *pt_store_attach (PtStore *self, const char *owner, const char *path, const char *caption,
                           const char *alt_text, PtAttachFlags flags, GError **error);
/* The same under another name than it has: one that names nobody. */
PtRecord *pt_store_attach_as (PtStore *self, const char *owner, const char *path, const char *name,
                              const char *caption, const char *alt_text, PtAttachFlags flags,
                              GError **error);
PtRecord *pt_store_attach_bytes (PtStore *self, const PtBatchFile *file, PtAttachFlags flags,
                                 GError **error);
char *pt_store_attachment_path (PtStore *self, const char *sha256); /* whether or not it is there */
char *pt_store_thumbnail_path (PtStore *self,
                               const char *sha256); /* PNG, made at intake; NULL = none */

typedef enum
{
  PT_FILE_HERE,
  PT_FILE_AT_HUB,    /* it came from another laptop, and the errand fetches it as soon as it may */
  PT_FILE_ELSEWHERE, /* the laptop that it was attached on has not sent it, and may never do so */
  PT_FILE_GONE,      /* it was attached here and is not here any more */
} PtFilePlace;
const char *pt_file_place_id (PtFilePlace place);    /* "here", "server", "elsewhere", "gone" */
const char *pt_file_place_label (PtFilePlace place); /* for people, translated */
PtFilePlace pt_store_get_file_place (PtStore *self, PtRecord *attachment);

/* ── Files on their way between this laptop and the hub ── */
typedef struct
{
  char *sha256;
  int64_t size;            /* bytes, as its record says; 0 for a small picture */
  gboolean thumb;          /* its small picture, not the file itself */
  gboolean unmetered_only; /* its people say so (attachment.sync_policy) */
} PtFileWait;
void pt_file_wait_free (PtFileWait *self);
/* (transfer full): GPtrArray of PtFileWait: what is here and the hub has not said to have, but for
 * what never travels; small pictures first, then files, the oldest first. */
GPtrArray *pt_store_list_uploads (PtStore *self, GError **error);
/* (transfer full): likewise, with those whose attachment itself goes to the hub in the same journey. */
GPtrArray *pt_store_list_uploads_ahead (PtStore *self, GError **error);
/* (transfer full): likewise what the hub has and this laptop has not. */
GPtrArray *pt_store_list_downloads (PtStore *self, GError **error);

/* Whether looking through the two lists may find anything: the first time after opening, and after a
 * page with attachments until pt_store_note_files() says that nothing is left. */
gboolean pt_store_has_file_work (PtStore *self);
/* @why: what is left waits for (a word of the errand's), "more" = nothing in particular, NULL = nothing
 * is left. Written when it changes. */
gboolean pt_store_note_files (PtStore *self, const char *why, GError **error);
char *pt_store_dup_file_note (PtStore *self); /* (nullable) */

/* (transfer full) (nullable): the thumbnail as it travels, some 10 KB; NULL when there is none. */
GBytes *pt_store_dup_small_picture (PtStore *self, const char *sha256);
/* One that arrived: drawn anew, since it came from elsewhere. */
gboolean pt_store_put_small_picture (PtStore *self, const char *sha256, GBytes *bytes,
                                     GError **error);

/* What came so far of a file; kept over restarts. */
int64_t pt_store_part_size (PtStore *self, const char *sha256); /* 0 = nothing */
gboolean pt_store_append_part (PtStore *self, const char *sha256, int64_t offset, GBytes *bytes,
                               GError **error);
void pt_store_drop_part (PtStore *self, const char *sha256);
/* The part is whole: it becomes the file, on disk when this returns. One with another hash is thrown
 * away: %PT_STORE_ERROR_INVALID. */
gboolean pt_store_finish_part (PtStore *self, const char *sha256, GError **error);

/* ── Identity: real names of protected people; never leaves this laptop ── */
gboolean pt_store_set_identity (PtStore *self, const char *stakeholder, const char *name,
                                const char *contact, GError **error);
gboolean pt_store_get_identity (PtStore *self, const char *stakeholder, char **name, char **contact,
                                GError **error); /* NULLs when none */

/* Where the key of the names stands. Without it nothing is lost: names stay sealed, and people are
 * called by their pseudonyms. */
typedef enum
{
  PT_NAMES_NONE,   /* no name was kept here yet */
  PT_NAMES_OPEN,   /* they can be read and written */
  PT_NAMES_LOCKED, /* a passphrase opens them */
  PT_NAMES_AWAY,   /* the key is in a keyring that is closed, or on another laptop */
} PtNamesState;
PtNamesState pt_store_get_names_state (PtStore *self);
/* (transfer full) (nullable): one sentence that says what to do; NULL when nothing needs doing. */
char *pt_store_dup_names_sentence (PtStore *self);
/* Where the key is: "keyring", "file", "passphrase", or NULL where there is none. */
const char *pt_store_get_name_key_place (PtStore *self);
/* For the whole program, until it ends or pt_store_lock_names(). @passphrase (nullable): NULL looks
 * once more whether the keyring has it. %PT_STORE_ERROR_LOCKED when it does not fit. */
gboolean pt_store_unlock_names (PtStore *self, const char *passphrase, GError **error);
void pt_store_lock_names (PtStore *self);
/* @passphrase (nullable): from now on it opens them, and the key is in no keyring and no file; NULL:
 * the desktop does so again. */
gboolean pt_store_protect_names (PtStore *self, const char *passphrase, GError **error);

/* ── Key files: names and their key, for who takes over and for colleagues ── */
#define PT_SETTING_KEY_FILE "key-file-on" /* civil date of the last one made on this laptop */
/* How many people are in it: @n (optional). %PT_STORE_ERROR_LOCKED when the names are. */
gboolean pt_store_export_names (PtStore *self, const char *path, const char *passphrase, guint *n,
                                GError **error);
typedef struct
{
  guint n_added;      /* names that were not known here */
  guint n_same;       /* nothing new */
  guint n_erased;     /* people that were erased, whose names stay away */
  GPtrArray *doubted; /* ids of those who are called otherwise here; both names are kept */
} PtNameImport;
void pt_name_import_clear (PtNameImport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtNameImport, pt_name_import_clear)

/**
 * pt_store_import_names:
 * @out: (out): what came of it
 *
 * Merges per person. A name is never replaced: where the file says otherwise both stay until
 * pt_store_decide_name(). Names of this logbook that its key had left behind open again.
 *
 * Returns: %FALSE with a sentence: another passphrase, logbook or kind of file, or damaged
 */
gboolean pt_store_import_names (PtStore *self, const char *path, const char *passphrase,
                                PtNameImport *out, GError **error);
/* (transfer full): ids of people with two names. */
GPtrArray *pt_store_list_doubted_names (PtStore *self, GError **error);
/* NULLs when nobody says otherwise. */
gboolean pt_store_get_other_name (PtStore *self, const char *stakeholder, char **name,
                                  char **contact, GError **error);
/* @other: whether the other name is the right one; the one that is not goes away. */
gboolean pt_store_decide_name (PtStore *self, const char *stakeholder, gboolean other,
                               GError **error);
/* How many people have a name here, readable or not. */
int64_t pt_store_count_names (PtStore *self);
/* Whether there are protected people and a team, and nobody's name was ever here: a colleague may have
 * them. */
gboolean pt_store_lacks_names (PtStore *self);
/* (transfer full): whom to ask for them, as a sentence. */
char *pt_store_dup_lacking_sentence (PtStore *self);

#define PT_SETTING_NAMES_DESTROYED "names-destroyed" /* civil date on which that was done here */
/* All names of this logbook on this laptop, for good, with their key: at the closing of a lab. */
gboolean pt_store_destroy_names (PtStore *self, GError **error);

/* (transfer full): GPtrArray of stakeholder ids whose real name occurs as words in @text. */
GPtrArray *pt_store_find_names (PtStore *self, const char *text, GError **error);

/* ── Sync: what core/sync needs; see pt-sync.h ── */
typedef struct
{
  char *url; /* of the hub */
  char *hub_id;
  char *pin;             /* sha256//base64 of its public key; or NULL = system CAs */
  char *device;          /* device id */
  char *epoch;           /* of the feed; NULL = never pulled */
  int64_t seq;           /* the cursor */
  char *chain;           /* its token */
  int64_t era;           /* the last erasure order applied here */
  int64_t last_contact;  /* microseconds UTC; 0 = never */
  char *problem;         /* the last sentence shown; or NULL */
  int64_t backed_up_seq; /* up to here the hub's backup goes */
  int64_t repair_after;  /* what was offered to another life of the hub, by row; -1 = all; or
                            PT_REPAIR_TOO_LATE */
} PtHubLink;
void pt_hub_link_free (PtHubLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtHubLink, pt_hub_link_free)
PtHubLink *pt_store_get_hub (PtStore *self); /* NULL = no hub */
/* Enrolment: who we are at which hub; resets the cursor when the hub is another one. */
gboolean pt_store_set_hub (PtStore *self, const PtHubLink *hub, const char *logbook,
                           const char *member, const char *name, const char *role, GError **error);
gboolean pt_store_set_members (PtStore *self, GPtrArray *members, int64_t version, GError **error);
int64_t pt_store_get_members_version (PtStore *self); /* 0 = never told */
/* Rows that this connection has written so far: the same again = nothing happened in between. */
int64_t pt_store_count_writes (PtStore *self);
/* @at: 0 = there was none. The minute is noted, not each contact in it. */
gboolean pt_store_note_contact (PtStore *self, int64_t at, const char *problem, GError **error);

/* (transfer full): the next waiting ops in the order made, at most @max and @max_bytes of JSON. */
GPtrArray *pt_store_next_ops (PtStore *self, guint max, size_t max_bytes, GError **error);
/* One of them as it goes over the wire, for those who send it unread. */
typedef struct
{
  int64_t ordinal; /* its place among the own saves */
  PtUuid life;     /* of its dot */
  char *id;
  char *record;
  char *body;
} PtWaitingOp;
void pt_waiting_op_free (PtWaitingOp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtWaitingOp, pt_waiting_op_free)
/* (transfer full) (element-type PtWaitingOp): those behind @after, up to where another life
 * begins: if the hub says forked, what follows has to hear of it first. @again: only what an earlier
 * life of the hub had taken. */
GPtrArray *pt_store_next_waiting (PtStore *self, gboolean again, int64_t after, guint max,
                                  size_t max_bytes, GError **error);
int64_t
pt_store_count_pending (PtStore *self); /* ops waiting for the hub; private ones do not wait */
typedef struct
{
  char *op;
  PtVerdict verdict;
  int64_t seq;  /* 0 = none */
  char *reason; /* or NULL */
  PtDot dot;    /* under which the hub has it; counter 0 = the one that was sent */
  /* The hub could not even read it: versions of program and hub, "1.2/1.1"; NULL = it could. */
  char *refused_by;
} PtAnswer;
void pt_answer_free (PtAnswer *self);
/* The hub's answers. An op leaves the overlay when the cursor has passed its seq, not here. */
gboolean pt_store_answer_ops (PtStore *self, GPtrArray *answers, GError **error);

/* A page of the feed and the cursor behind it, in one transaction. @after: where it begins; a page of
 * another epoch, or that leaves a gap behind the cursor or ends before it, as another program has read
 * on meanwhile, is passed over. @changed (nullable) gets the ids of records whose shown values changed. */
gboolean pt_store_apply_page (PtStore *self, GPtrArray *records /* PtRecord */, const char *epoch,
                              int64_t after, int64_t seq, const char *chain, GPtrArray *changed,
                              GError **error);

/* ── Repair: the hub was put back (sync.md §4) ── */
/* The hub's feed lives another life: all that was sent waits again, and the cursor is at zero. */
gboolean pt_store_begin_epoch (PtStore *self, const char *epoch, GError **error);
/* The cursor goes to zero in the same life: what is there is read again. */
gboolean pt_store_read_again (PtStore *self, GError **error);
/* What the hub said of one record, to be offered to its next life. */
typedef struct
{
  int64_t row; /* the place in the order of offering */
  char *id;
  char *kind;
  int64_t no;   /* 0 = none */
  char *member; /* who made it; or NULL */
  int64_t at;
  char *state; /* {stamps, fields} */
} PtOffer;
void pt_offer_free (PtOffer *self);
/* (transfer full): at least one when there is any behind @after. */
GPtrArray *pt_store_next_offers (PtStore *self, int64_t after, guint max, size_t max_bytes,
                                 GError **error);
/* Up to which row it was taken; -1 = there is no more to offer. */
gboolean pt_store_note_offered (PtStore *self, int64_t after, GError **error);
/* Instead of -1, when the hub takes no offers: what its feed lacks of what is here, and nobody replaced,
 * is saved anew on this laptop, under today's name and rights. */
#define PT_REPAIR_TOO_LATE (-2)

/**
 * pt_store_finish_keeping:
 * @n: how many saves that made, with those while the feed was read
 *
 * After the feed was read to its end: records that it does not have at all are saved anew too. Nothing
 * to do unless the repair came too late.
 */
gboolean pt_store_finish_keeping (PtStore *self, guint *n, GError **error);
gboolean pt_store_set_backed_up (PtStore *self, int64_t seq, GError **error);
/* The last own save that the hub took or holds; FALSE = none in its present life. */
gboolean pt_store_get_acked (PtStore *self, PtDot *out);

/* ── Erasure (sync.md §4) ── */
/* (transfer full): the orders that were carried out here, PtErasure, by number. */
GPtrArray *pt_store_list_erasures (PtStore *self, GError **error);
int64_t pt_store_get_era (PtStore *self); /* the number of the newest; 0 = none */

/**
 * pt_store_apply_erasures:
 * @orders: PtErasure of the hub, above pt_store_get_era(), by number
 * @changed: (nullable): gets the ids of records that are not what they were
 * @lost: (nullable): gets sentences about what was written here, had not been sent, and is gone
 *
 * Takes the values out of everything that this laptop keeps, in one transaction: states, own saves,
 * history, lists, the full-text index, files, names; and remembers the orders. Records that never
 * left this laptop are not touched. Afterwards pt_store_finish_erasing().
 */
gboolean pt_store_apply_erasures (PtStore *self, const GPtrArray *orders, GPtrArray *changed,
                                  GPtrArray *lost, GError **error);

/* Likewise, with all orders of a hub that numbers them otherwise than before: what is new is
 * carried out, and unsent saves are as old as the first difference. */
gboolean pt_store_renumber_erasures (PtStore *self, const GPtrArray *all, GPtrArray *changed,
                                     GPtrArray *lost, GError **error);

/* FALSE with a sentence for what is never erased: links. What is not here may be anything. */
gboolean pt_store_check_erasable (PtStore *self, const char *id, GError **error);
/* At once and here alone: of a logbook without a hub, or of a private record. The links of a whole
 * record are archived. */
gboolean pt_store_erase (PtStore *self, const PtErasure *order, GError **error);
/* Whether it never left this laptop, so that no hub needs to know of an erasure. */
gboolean pt_store_is_private (PtStore *self, const char *id);
/* Links from and to the record, which are never erased. */
gboolean pt_store_archive_links (PtStore *self, const char *id, GError **error);

/**
 * pt_store_finish_erasing:
 *
 * What was erased leaves the files of the database too. Nothing to do is success.
 *
 * Returns: %FALSE when it must be tried later: somebody is reading what was there before
 */
gboolean pt_store_finish_erasing (PtStore *self, GError **error);
gboolean pt_store_is_erasing (PtStore *self); /* whether there is something to finish */

/* Whether an order may be about a file here that nothing names: an older database was put back beside the
 * files that came after it. */
gboolean pt_store_has_strays (PtStore *self);
/* Removes such files, all of them: when everything that the hub knows was read, and not before. */
gboolean pt_store_drop_strays (PtStore *self, GError **error);

/* ── Orders that wait (a withdrawal without a connection) ── */
/* @act (nullable): what decided them, saved in the same transaction. @due: PtErasureDue. */
gboolean pt_store_decide_erasures (PtStore *self, const PtEdit *act, const GPtrArray *due,
                                   GError **error);
GPtrArray *pt_store_list_due_erasures (PtStore *self, GError **error); /* (transfer full) */
int64_t pt_store_count_due_erasures (PtStore *self);
/* It was carried out: its texts are saved and it is let go. Texts written since stand. */
gboolean pt_store_settle_due_erasure (PtStore *self, const PtErasureDue *due, GError **error);
/* Those that no hub needs to know of, at once and here. */
gboolean pt_store_carry_out_due (PtStore *self, GError **error);
/* Calls @each for every text that was changed here, as it was before and after: what is not shown any
 * more is still in the history. Run it on a worker. */
typedef void (*PtPastFunc) (const char *record, const char *field, const char *text, gpointer data);
gboolean pt_store_each_past_text (PtStore *self, PtPastFunc each, gpointer data, GError **error);

/* ── What the hub has not taken over ── */
typedef enum
{
  PT_ASIDE_WAITS,    /* the coordinator decides */
  PT_ASIDE_DECLINED, /* the coordinator said no; it is in the history here only */
  PT_ASIDE_REFUSED,  /* the hub could not read it; tried again when program or hub is another */
  PT_ASIDE_DRAFT,    /* private here, but a copy of this logbook has shared the record */
} PtAsideKind;

typedef struct
{
  PtAsideKind kind;
  char *op;
  char *record;
  char *record_kind;
  char *title;
  char *reason;     /* the hub's code; or NULL */
  gboolean is_seen; /* declined, and a person knows */
  int64_t at;
  int offset;
  GPtrArray *set; /* PtSetting: what the save says */
} PtAside;
void pt_aside_free (PtAside *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtAside, pt_aside_free)
/* (transfer full): PtAside in the order made. */
GPtrArray *pt_store_list_aside (PtStore *self, GError **error);
/* What was refused by other versions than @versions waits again. */
gboolean pt_store_retry_refused (PtStore *self, const char *versions, GError **error);
/* (transfer full): ids of ops that wait for the coordinator, made after @after (nullable), at most
 * @max. */
GPtrArray *pt_store_list_held (PtStore *self, const char *after, guint max, GError **error);

/* ── Where this laptop stands with its hub ── */
int64_t pt_store_get_decisions (PtStore *self); /* of the coordinator, that are known here */
gboolean pt_store_set_decisions (PtStore *self, int64_t decisions, GError **error);
/* Begins a new life when this file is a copy or was put back. @known (nullable): the last save of
 * this laptop that the hub has. */
gboolean pt_store_check_life (PtStore *self, const PtDot *known, GError **error);
/* Whether this is a copy that shares its place at the hub with another one. */
gboolean pt_store_is_device_due (PtStore *self);
gboolean pt_store_set_device (PtStore *self, const char *device, GError **error);
/* When the hub first said that this laptop is out; 0 = it is in. */
gboolean pt_store_set_revoked (PtStore *self, int64_t at, GError **error);
int64_t pt_store_get_revoked (PtStore *self);
/* (transfer full): sentences about copies, restores, leaving and what was set aside, for status and
 * the sharing dialog; until pt_store_dismiss_notices(), or for 30 days. */
GPtrArray *pt_store_list_notices (PtStore *self, GError **error);
gboolean pt_store_dismiss_notices (PtStore *self, GError **error);

/**
 * pt_store_leave:
 * @n_kept: (out) (nullable): records that were never shared
 * @n_gone: (out) (nullable): records that were
 *
 * This laptop does not take part any more: everything that was shared leaves it, with names, files,
 * history and index, and the bytes with them. What the hub never had stays, in a logbook of its own
 * in the same folder, without a hub. A sentence about it is in pt_store_list_notices() from then on.
 *
 * When another program has the logbook open bytes may be left; pt_store_finish_leaving() then takes
 * them away.
 */
gboolean pt_store_leave (PtStore *self, guint *n_kept, guint *n_gone, GError **error);
gboolean pt_store_finish_leaving (PtStore *self, GError **error); /* nothing to do: TRUE */

/* ── Is it the same as at the hub, and how safe is it? ── */
/* (transfer full): over what the hub said; see pt-digest.h. */
PtDigest *pt_store_digest (PtStore *self, GError **error);
/* (transfer full): id → hash of the records in one bucket. */
GHashTable *pt_store_digest_bucket (PtStore *self, guint bucket, GError **error);

typedef enum
{
  PT_SAFE_LAPTOP, /* here only: private, or it waits for the hub */
  PT_SAFE_SERVER, /* the hub has all of it too */
  PT_SAFE_BACKUP, /* and so has the hub's last backup */
  PT_N_SAFE,
} PtSafe;
const char *pt_safe_id (PtSafe safe);    /* "laptop", "server", "backup" */
const char *pt_safe_label (PtSafe safe); /* for people, translated */
PtSafe pt_store_get_safe (PtStore *self, int64_t row);
typedef void (*PtSafeFunc) (const char *id, PtSafe safe, gpointer data);
gboolean pt_store_each_safe (PtStore *self, PtSafeFunc each, gpointer data, GError **error);
/* How many records are how safe. */
gboolean pt_store_count_safe (PtStore *self, int64_t out[PT_N_SAFE], GError **error);

/* ── Care ── */
typedef struct
{
  GPtrArray *problems; /* sentences */
  int64_t n_records, n_attachments;
  int64_t n_at_hub, n_elsewhere; /* attachments whose files are not here and need not be */
  gboolean rebuilt;
} PtVerifyReport;
void pt_verify_report_free (PtVerifyReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtVerifyReport, pt_verify_report_free)
/* Integrity, truth replayed into derived tables and compared, attachments hashed. */
PtVerifyReport *pt_store_verify (PtStore *self, gboolean rebuild, GError **error);
/* Who looks on while a backup is made or put back: told how far it is, asked whether to go on. */
typedef struct
{
  GCancellable *cancellable; /* or NULL */
  /* On the thread that works: from 0 to 1; or NULL. */
  void (*progress) (double done, gpointer data);
  gpointer data;
} PtStoreWatch;
#define PT_SETTING_BACKUP "backup-on" /* civil date of the last one made on this laptop */
/* While in use; one file with database and attachments, 0600, without identities. */
gboolean pt_store_backup (PtStore *self, const char *path, const PtStoreWatch *watch,
                          GError **error);
/* Likewise, with the real names and their key, and opened by @passphrase only. */
gboolean pt_store_backup_sealed (PtStore *self, const char *path, const char *passphrase,
                                 const PtStoreWatch *watch, GError **error);
gboolean pt_store_is_sealed_backup (const char *path);
/* Into @folder, which must not exist or be empty. A new incarnation starts. */
gboolean pt_store_restore_backup (const char *path, const char *folder, PtWorld *world,
                                  GError **error);
/* Likewise of a sealed one. Nothing is left of one whose passphrase is another or that is damaged. */
gboolean pt_store_restore_sealed (const char *path, const char *folder, const char *passphrase,
                                  PtWorld *world, const PtStoreWatch *watch, GError **error);

G_END_DECLS
