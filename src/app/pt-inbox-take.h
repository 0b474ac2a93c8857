/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of the inbox says, ready for the note that is being written: words, moment and files.
 * Read on a worker; no widgets. */
#pragma once

#include "pt-inbox.h"

#include "pt-draft.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;       /* NULL = no words */
  char *moment;     /* NULL = not said */
  GPtrArray *files; /* PtBatchFile without owner */
  char *sentence;   /* about what did not fit; NULL = all of it is there */
} PtInboxTaken;

void pt_inbox_taken_free (PtInboxTaken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtInboxTaken, pt_inbox_taken_free)

void pt_inbox_take_async (const PtInboxItem *item, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
PtInboxTaken *pt_inbox_take_finish (GAsyncResult *result, GError **error);

/* (element-type PtAppointment): of @date, from all the calendars in @items. A calendar that cannot be read
 * has none. */
void pt_inbox_appointments_async (GPtrArray *items, const char *date, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *pt_inbox_appointments_finish (GAsyncResult *result, GError **error);

G_END_DECLS
