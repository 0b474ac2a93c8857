/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the logbook store share. Everything below that writes is called inside a
 * transaction of the caller. Not for others. */
#pragma once

#include "pt-derive.h"
#include "pt-incarnation.h"
#include "pt-lock.h"
#include "pt-store.h"

G_BEGIN_DECLS

#define PT_LOGBOOK_APPLICATION_ID 0x50744c42 /* "PtLB" */
#define PT_STORE_MIGRATIONS "/nl/proeftuin/Proeftuin/store/sql"

struct _PtStore
{
  PtDb *db;
  char *folder;
  PtStoreMode mode;
  PtWorld *world;
  PtLock *lock;
  PtIncarnation *life;
  PtDerive *derive;    /* NULL when read-only */
  const char *logbook; /* interned; NULL = not known yet */
  const char *member;  /* interned; NULL = not known yet */
  gboolean relaxed;    /* the last transaction began as repeatable */
  gboolean looked_for_files;
  gboolean names_away; /* the key of the names was looked for in vain */
  GPtrArray *unasked;  /* PtUnasked: texts saved and not looked at for names; NULL = nobody asks */
};

/* ── Backups (pt-store-backup.c) ── */
/* FALSE when it was cancelled. @watch may be NULL. */
gboolean pt_store_watch_tell (const PtStoreWatch *watch, double done, GError **error);
/* A single database with the truth and the files, at @path, which is new. */
gboolean pt_store_write_copy (PtStore *self, const char *path, gboolean with_names,
                              const PtStoreWatch *watch, GError **error);
/* A newer file may replace an older one, but never a folder, a device or a pipe. */
gboolean pt_store_check_place (const char *path, GError **error);
/* @temporary is on disk and gets its name. */
gboolean pt_store_put_in_place (const char *temporary, const char *path, GError **error);

/* ── Files (pt-store.c) ── */
char *pt_store_db_path (const char *folder);
void pt_store_register_resource (void);

/* ── The folder while it is made (pt-store-folder.c) ── */
/* Makes @folder (0700) when it is not there, with the mark of a making; what an interrupted making
 * left is cleared away. FALSE when it holds something else. */
gboolean pt_store_make_folder (const char *folder, GError **error);
gboolean pt_store_finish_folder (const char *folder, GError **error); /* takes the mark away */
gboolean pt_store_is_half_made (const char *folder);
void pt_store_clear_folder (const char *folder); /* of everything; for a making that failed */
gboolean pt_store_has_hub (PtStore *self);
char *pt_store_dup_meta (PtStore *self, const char *name);
gboolean pt_store_set_meta (PtStore *self, const char *name, const char *value, GError **error);
/* Makes the derived tables anew from the truth. */
gboolean pt_store_derive_all (PtStore *self, GError **error);

/* ── Transactions: the only way to write ── */
gboolean pt_store_begin (PtStore *self, GError **error);
/* For what the hub has and gives again: a loss of power may take the whole transaction back, so that
 * nobody waits for the disk. What people save never goes this way. */
gboolean pt_store_begin_repeatable (PtStore *self, GError **error);
/* Brings neighbours' rows up to date and commits; rolls back when that fails. */
gboolean pt_store_commit (PtStore *self, GError **error);
void pt_store_rollback (PtStore *self);
/* pt_store_commit() when @ok, else pt_store_rollback(). */
gboolean pt_store_end (PtStore *self, gboolean ok, GError **error);

/* ── Records (pt-store-read.c) ── */
/* (transfer full): as people see it here; NULL without error and 0 in @row when it is not there. */
PtRecord *pt_store_find_record (PtStore *self, const char *id, int64_t *row, GError **error);
PtRecord *pt_store_load_row (PtStore *self, int64_t row, GError **error);
PtState *pt_store_parse_state (const char *text, GError **error);
/* (transfer full): @like with another state. */
PtRecord *pt_store_record_with_state (const PtRecord *like, const PtState *state);
/* Calls @each for every record, in the order of rows. */
typedef gboolean (*PtRecordFunc) (int64_t row, PtRecord *record, gpointer data, GError **error);
gboolean pt_store_each_record (PtStore *self, PtRecordFunc each, gpointer data, GError **error);

/* ── Own saves on top of the hub's state (pt-store-overlay.c) ── */
/* (transfer full): an op from its row: body and member. */
PtOp *pt_store_parse_op (const char *body, const char *member, const char *device, GError **error);
/* (transfer full): @hub_state (transfer full, NULL = none) with the unsettled saves of @row on top;
 * @n tells how many there were. */
PtState *pt_store_overlay (PtStore *self, int64_t row, PtState *hub_state, guint *n,
                           GError **error);
/* Stores the shown state; NULL = it is the hub's own. */
gboolean pt_store_set_local (PtStore *self, int64_t row, const PtState *state, GError **error);
/* Whether a save of @row waits for the hub. */
gboolean pt_store_is_pending (PtStore *self, int64_t row);
PtDeriveFlags pt_store_derive_flags (PtStore *self,
                                     int64_t row); /* the same, for pt_derive_record() */
/* Recomputes the shown state of @row from the truth, with history and derived rows. */
gboolean pt_store_refresh_row (PtStore *self, int64_t row, gboolean *shown_changed, GError **error);

/* ── History (pt-store-history.c) ── */
/* A line per register that @after shows otherwise than @before (either may be NULL = nothing).
 * @op: ordinal of the own save, 0 = none. Author and time come from @by (an own save), or from the
 * stamp of the value. */
gboolean pt_store_log_changes (PtStore *self, int64_t row, const PtState *before,
                               const PtState *after, const char *how, const PtOp *by, int64_t op,
                               guint *n_lines, GError **error);
char *pt_store_print_value (const PtValue *value); /* NULL for NULL */
PtValue *pt_store_parse_value (const char *text);  /* NULL for NULL */

/* ── Texts in which nobody has looked for names (pt-named.c) ── */
typedef struct
{
  char *record;
  char *field;
} PtUnasked;

void pt_named_note (PtStore *self, const PtEdit *edit);

/* ── Saving (pt-save.c) ── */
/* op.how of what the program filed by itself, for an SQL list: nobody takes that back. */
#define PT_STORE_HOW_UNASKED "'raise', 'repair', 'draft'"
typedef struct
{
  const char *how;   /* "save", "import", "copy", "undo", "redo", "restore" */
  const char *batch; /* or NULL */
  gboolean always;   /* also in a closed logbook: what follows from an erasure */
} PtSaveReason;
gboolean pt_store_apply_edit (PtStore *self, const PtEdit *edit, const PtSaveReason *reason,
                              GError **error);
/* All edits and files of @batch under the batch of @reason; @stored: PtStoredFile for each file, or NULL
 * without files. */
gboolean pt_store_apply_batch (PtStore *self, const PtBatch *batch, GPtrArray *stored,
                               const PtSaveReason *reason, GError **error);
/* One new op with everything that @row shows, for the hub, as its first. */
gboolean pt_store_raise_row (PtStore *self, int64_t row, GError **error);
/* Makes, applies and files one op. @set: PtSetting. */
typedef struct
{
  int64_t row; /* 0 = a new record */
  const char *id;
  const char *kind;
  PtRecord *before; /* NULL = a new one */
  GPtrArray *set;
  const PtVector *seen;
  const PtSaveReason *reason;
  gboolean queued;
  gboolean raises; /* replaces what was never sent */
} PtSaving;

/* ── Closed logbooks (pt-store-closed.c) ── */
/* Whether @edit may be saved: anything while the logbook is open; in a closed one what gives it back its
 * status, what people say of their consent, and to whom a story went. */
gboolean pt_store_check_open (PtStore *self, const PtEdit *edit, const PtSaveReason *reason,
                              GError **error);

/* ── Sharing (pt-sharing.c) ── */
/* The lowest of the record's own sharing and that of its owner or ends. */
PtSharing pt_store_effective_sharing (PtStore *self, PtRecord *record);
/* Whether the hub has or will get the record. */
gboolean pt_store_is_sent (PtStore *self, int64_t row);
/* Of what is sent: whether a hub has seen it or may have, so that it cannot become private again. */
gboolean pt_store_stays_shared (PtStore *self, const PtRecord *record);
/* Queues what depends on @id and is no longer private through it. */
gboolean pt_store_raise_dependants (PtStore *self, const char *id, GError **error);
/* Takes back what waits for a hub that does not exist yet. */
gboolean pt_store_withdraw_row (PtStore *self, int64_t row, const char *id, GError **error);

/* ── Identities (pt-store-identity.c) ── */
/* (transfer full): without accents and case; what is neither letter nor digit becomes one space, also
 * at both ends, so that ` word ` is found as a whole word. */
char *pt_store_fold_words (const char *text);

/* ── Another life of the hub (pt-store-repair.c) ── */
/* Everything sent waits again, everything known of the hub's numbers is void, repair begins. */
gboolean pt_store_restart_feed (PtStore *self, GError **error);
/* What the hub had said of the record, when that may be here alone; NULL in @out when not. */
gboolean pt_store_load_kept (PtStore *self, int64_t row, PtState **out, GError **error);
/* Saves anew what of @old is not shown any more and was replaced by nobody. */
gboolean pt_store_keep_missing (PtStore *self, int64_t row, const PtState *old, GError **error);
/* One such save: @lost has no id, record and dot yet. */
gboolean pt_store_save_again (PtStore *self, int64_t row, const PtOp *lost, GError **error);

/* ── Erasure (pt-store-erasure.c) ── */
/* How the settings begin that keep what somebody is writing. */
#define PT_STORE_WRITING "writing/"
/* In meta while the files of the database may still hold what was erased. */
#define PT_META_UNERASED "erasing"
/* Words that were erased must not come back through an editor that has them open. @before: the record
 * as it is now, or NULL. */
gboolean pt_store_check_erased (PtStore *self, const PtEdit *edit, const PtRecord *before,
                                GError **error);

/* ── What was set aside (pt-store-aside.c) ── */
/* Reasons of a save that was declined, before and after a person was told. */
#define PT_REASON_DECLINED "declined"
#define PT_REASON_DECLINED_SEEN "declined-seen"
/* In meta: when this laptop left its team. */
#define PT_META_LEFT "left"
/* The coordinator said no to the own save @op: the others' words are shown again, and it stays in the
 * history. A record that nobody else has stays as it is. */
gboolean pt_store_take_back (PtStore *self, const char *op, GError **error);

/* ── Forks (pt-renumber.c) ── */
gboolean pt_store_renumber (PtStore *self, GPtrArray *answers, GError **error);
/* New dots for what waits on @row and would be out of sight under what the hub says of the record now; in the
 * caller's transaction, before @hub is stored. */
gboolean pt_store_renumber_hidden (PtStore *self, int64_t row, const PtState *hub, GError **error);
/* New dots for all that no life of the hub has answered to; in the caller's transaction. */
gboolean pt_store_renumber_waiting (PtStore *self, GError **error);
/* … for all of its life that waits behind @gone, a number that was given and will not be sent. */
gboolean pt_store_renumber_behind (PtStore *self, const PtDot *gone, GError **error);
/* The own save @op with its dot and seen as they are now. */
gboolean pt_store_write_numbered (PtStore *self, const PtOp *op, GError **error);
/* For editors that are open on @row. @taken: @before is another save's at the hub. */
gboolean pt_store_remember_dot (PtStore *self, int64_t row, const PtDot *before, const PtDot *after,
                                gboolean taken, GError **error);
typedef struct
{
  int64_t row, ordinal;
  PtDot old;
} PtAdopted;
/* The hub has the own save @op under another dot: a copy of this logbook had given it one of its own
 * and was quicker. */
gboolean pt_store_adopt_dot (PtStore *self, const char *op, const PtDot *dot, GArray *adopted,
                             GError **error);
/* The old dots of @adopted are somebody else's at the hub: what waits after them is renumbered, and has
 * not seen those. When all that came in the same answer have their new ones. */
gboolean pt_store_cap_adopted (PtStore *self, GArray *adopted, GError **error);
/* What an editor of @row had seen, in today's numbers: saves may have got others while it was open. */
gboolean pt_store_translate_seen (PtStore *self, int64_t row, PtVector *seen, GError **error);

/* ── Private drafts on what is shared (pt-store-drafts.c) ── */
/* Before the own save @save, which is filed, leaves: what is left of drafts on @row that it had seen stays
 * theirs, in a row of its own (op.how = "draft") where the save says the rest of them instead.
 * @before: what was shown until then. */
gboolean pt_store_move_drafts (PtStore *self, int64_t row, const PtState *before, const PtOp *save,
                               GError **error);
/* Whether @state has a version of register @name that is of the save @dot (pt-store-aside.c). */
gboolean pt_store_has_from (const PtState *state, const char *name, const PtDot *dot);

/* ── Attachments (pt-store-attachments.c) ── */
typedef struct _PtStoredFile PtStoredFile;
void pt_stored_file_free (PtStoredFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtStoredFile, pt_stored_file_free)
/* Outside a transaction: cleans the bytes and puts them into the folder. */
PtStoredFile *pt_store_take_file (PtStore *self, const PtBatchFile *file, PtAttachFlags flags,
                                  GError **error);
/* Inside one: the record. */
gboolean pt_store_save_file (PtStore *self, const PtBatchFile *file, const PtStoredFile *stored,
                             const PtSaveReason *reason, char **out_id, GError **error);
/* A picture that cannot be drawn small is an attachment all the same: failures are not told. */
void pt_store_make_thumbnail (PtStore *self, GBytes *bytes);
/* Sets @error to a sentence about a file that cannot be written, by errno. Returns FALSE. */
gboolean pt_store_fail_file (const char *path, int number, GError **error);
/* Likewise, of a file that should go. */
gboolean pt_store_fail_removal (const char *path, int number, GError **error);
/* @at_hub: whether the hub has it all, wherever else it is. */
PtFilePlace pt_store_find_file (PtStore *self, int64_t row, const char *sha256, gboolean *at_hub);
gboolean pt_is_sha256 (const char *text); /* 64 hexadecimal digits; also of NULL */
/* Inside a transaction: attachments came, or what is known of their files changed. */
gboolean pt_store_expect_files (PtStore *self, GError **error);
/* Writes @bytes to @path by way of a temporary file, on disk before it has its name; 0600. */
gboolean pt_store_write_file (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
