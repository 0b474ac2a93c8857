/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a push share: a batch that is being taken, in one transaction. Reading it is in
 * pt-push-batch.c, what is looked up once for all its ops in pt-push-books.c, what becomes of one op in
 * pt-push-op.c, the request itself in pt-push.c. Nobody else. */
#pragma once

#include "pt-push.h"

G_BEGIN_DECLS

typedef struct
{
  PtHub *hub;
  PtJournal *journal;
  const PtCaller *caller;
  int64_t now;
  gboolean repair; /* history from before a restore: it was let in once */
  PtHead *head;
  GHashTable *records; /* id → PtHubRecord that this batch touches */
  GHashTable *lives;   /* incarnation → PtLife */
  GHashTable *numbers; /* kind → Number */
  GPtrArray *touched;  /* the same, in the order in which they were first met */
  char *last_op;       /* the highest id of an op that was taken; NULL = none */
  char *last_record;   /* the highest id of a record; NULL = none */
  GPtrArray *ops;      /* PtOp */
  GPtrArray *bodies;   /* their JSON */
  GPtrArray *asked;    /* ids of ops whose outcome is asked again */
  GError *bad;         /* the first thing among the ops that is none */
  GString *results;
} PtPushBatch;

void pt_push_batch_init (PtPushBatch *self, PtHub *hub, PtJournal *journal, const PtCaller *caller);
void pt_push_batch_clear (PtPushBatch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtPushBatch, pt_push_batch_clear)
/* (transfer full) (nullable): the refusal of a body that is none. */
PtHubResponse *pt_push_batch_read (PtPushBatch *self, GBytes *bytes);

/* Before the first op, in the transaction. */
gboolean pt_push_open_books (PtPushBatch *self, GError **error);
/* After the last one. */
gboolean pt_push_write_back (PtPushBatch *self, GError **error);
/* (transfer none) (nullable): NULL only with @error. */
PtLife *pt_push_get_life (PtPushBatch *self, const PtUuid *incarnation, GError **error);
/* What was taken with this id already; *out NULL = nothing. (transfer full) */
gboolean pt_push_find_known (PtPushBatch *self, const PtOp *op, PtOutcome **out, GError **error);
/* *out NULL = there is none yet. (transfer none) */
gboolean pt_push_find_record (PtPushBatch *self, const PtOp *op, PtHubRecord **out, GError **error);
/* One that there was not yet, with its number. (transfer none) */
PtHubRecord *pt_push_add_record (PtPushBatch *self, const PtOp *op, GError **error);
/* Into the journal: from now on it is known. */
gboolean pt_push_add_op (PtPushBatch *self, const PtOp *op, const char *body,
                         const PtOutcome *outcome, GError **error);

gboolean pt_push_take_op (PtPushBatch *self, PtOp *op, const char *body, GError **error);
/* The record becomes what the op says; it was decided that it may. */
gboolean pt_push_apply (PtPushBatch *self, const PtOp *op, PtHubRecord *record, PtOutcome *outcome,
                        GError **error);
/* What the op did is in the record already; @record %NULL = there is none yet. */
gboolean pt_push_is_back (const PtOp *op, const PtHubRecord *record);
/* @sent: the dot that came with it; when the op was taken under another one (a copy of the laptop had
 * given it new numbers too), its author is told which. */
void pt_push_tell (PtPushBatch *self, const char *op, const PtOutcome *outcome, gboolean again,
                   const PtDot *sent);

G_END_DECLS
